//! Hard limits: who is ruled out by which answers, who is at risk, and what the rules cost.
//!
//! This module must not weigh anything: limits hold however much a question counts.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::mixes::{Group, Mix};
use super::outcome::Lead;
use super::row::{AltPlace, AltSet};
use super::weighing::{Possible, Weighed, Weighing};
use super::{AtRisk, Ordered, PriceOfRules, RiskKind, RuledOut, State};

/// Returns the alternatives that are ruled out with every answer that does it, questionnaire order.
pub(super) fn ruled_out(weighing: &Weighing<'_>) -> Ordered<Vec<RuledOut>> {
    let is_out = |place: &AltPlace| !weighing.now.survivors.has(*place);
    weighing.ordered(weighing.places().filter(is_out), |place| {
        if weighing.exclusions.struck().has(place) { ruled_out_itself(weighing, place) } else { ruled_out_by_parts(weighing, place) }
    })
}

/// Returns the hard limits that may still rule a survivor out: by alternative, then question.
pub(super) fn at_risk(weighing: &Weighing<'_>) -> Vec<AtRisk> {
    let pessimist = Pessimist::new(weighing);
    let of_place = |place: AltPlace| {
        let own = risks(weighing, place, |_, option| option.limits.rules_out.has(place));
        if own.is_empty() { pessimist.risks_by_parts(place) } else { own }
    };
    weighing.now.survivors.iter().flat_map(of_place).collect()
}

/// Tells whether a hard limit may still rule out `place`, which survives.
pub(super) fn is_at_risk(weighing: &Weighing<'_>, place: AltPlace) -> bool {
    weighing.applicable().any(|weighed| weighed.may_rule_out.has(place)) || Pessimist::new(weighing).kills(place).is_some()
}

/// Returns the best alternative that is ruled out and how far it lies above the leader, if it does.
pub(super) fn price_of_rules(weighing: &Weighing<'_>, lead: &Lead) -> Option<PriceOfRules> {
    let out = weighing.places().filter(|place| !weighing.now.survivors.has(*place));
    // The least in reversed order: among equal ones, the first.
    let best = out.min_by_key(|place| Reverse(weighing.now.totals.at(*place)))?;
    let price = weighing.now.gap(best, lead.leader);
    if price > 0 { Some(PriceOfRules { alternative: weighing.id(best)?.clone(), points: weighing.points(price) }) } else { None }
}

fn ruled_out_itself(weighing: &Weighing<'_>, place: AltPlace) -> Vec<RuledOut> {
    let ruling = weighing.applicable().filter(|weighed| weighed.limits.rules_out.has(place));
    ruling.map(|weighed| removal(weighing, weighed, &[place])).collect()
}

/// Returns the answers that kill a mix through its parts; each choice has the reason for the first part it rules out.
fn ruled_out_by_parts(weighing: &Weighing<'_>, place: AltPlace) -> Vec<RuledOut> {
    let exclusions = &weighing.exclusions;
    let Some(mix) = exclusions.mixes().iter().find(|mix| mix.place == place) else { return Vec::new() };
    let Some(group) = mix.killed_by(exclusions.struck(), exclusions.struck_whole(mix)) else { return Vec::new() };
    let kills = |weighed: &&Weighed<'_>| {
        weighed.limits.rules_out.meets(group.parts) && !(group.is_family && exclusions.is_separated(weighed.number, mix))
    };
    let parts: Vec<_> = mix.parts.iter().copied().filter(|part| group.parts.has(*part)).collect();
    weighing.applicable().filter(kills).map(|weighed| removal(weighing, weighed, &parts)).collect()
}

/// Returns the supported choices of a question, each with the reason for the first of `places` that it rules out.
fn removal(weighing: &Weighing<'_>, weighed: &Weighed<'_>, places: &[AltPlace]) -> RuledOut {
    let because = |option: &Possible<'_>| {
        let first = places.iter().find(|place| option.limits.rules_out.has(**place))?;
        Some(option.choice.rules_out.get(weighing.id(*first)?)?.because.clone())
    };
    RuledOut {
        question: weighed.question.id.clone(),
        choices: weighed.supported().map(|option| option.choice.id.clone()).collect(),
        reasons: weighed.supported().filter_map(because).collect(),
    }
}

/// Returns the supported choices that are a risk to an alternative, by question.
fn risks(weighing: &Weighing<'_>, place: AltPlace, is_risk: impl Fn(&Weighed<'_>, &Possible<'_>) -> bool) -> Vec<AtRisk> {
    let risk = |weighed: &Weighed<'_>| {
        let risky = weighed.supported().filter(|option| is_risk(weighed, option));
        let choices: Vec<_> = risky.map(|option| option.choice.id.clone()).collect();
        let kind = match weighed.state? {
            State::Split => RiskKind::Contested,
            State::Settled | State::Unknown | State::Open => RiskKind::Unknown,
        };
        let risk = AtRisk { alternative: weighing.id(place)?.clone(), question: weighed.question.id.clone(), choices, kind };
        (!risk.choices.is_empty()).then_some(risk)
    };
    weighing.applicable().filter_map(risk).collect()
}

/// Looks at the parts of mixes as if every unsettled question went against them: a part is struck if any supported
/// choice rules it out, and requests are separated only if every supported choice of a question separates them.
struct Pessimist<'w, 'a> {
    weighing: &'w Weighing<'a>,
    /// The numbers of the questions that are separated for certain.
    separated: BTreeSet<usize>,
}

impl<'w, 'a> Pessimist<'w, 'a> {
    fn new(weighing: &'w Weighing<'a>) -> Self {
        let certain = |weighed: &'w Weighed<'a>| {
            let by_every = move |other: &&usize| weighed.supported().all(|option| option.limits.separates.contains(other));
            weighed.limits.separates.iter().filter(by_every)
        };
        Self { weighing, separated: weighing.applicable().flat_map(certain).copied().collect() }
    }

    /// Returns the group of parts whose loss would kill the mix at `place`; `None` if it lives or is no mix.
    fn kills(&self, place: AltPlace) -> Option<(&'w Mix, Group)> {
        let mix = self.weighing.exclusions.mixes().iter().find(|mix| mix.place == place)?;
        let (mut struck, mut struck_whole) = (AltSet::NONE, AltSet::NONE);
        for weighed in self.weighing.applicable() {
            struck = struck.or(weighed.may_rule_out);
            if !self.is_separated(weighed, mix) {
                struck_whole = struck_whole.or(weighed.may_rule_out);
            }
        }
        Some((mix, mix.killed_by(struck, struck_whole)?))
    }

    /// Returns the choices that may kill the mix at `place` with its parts: those that may strike a part, and those
    /// without a separation that another choice would give.
    fn risks_by_parts(&self, place: AltPlace) -> Vec<AtRisk> {
        let Some((mix, group)) = self.kills(place) else { return Vec::new() };
        let kills =
            |weighed: &Weighed<'_>| weighed.may_rule_out.meets(group.parts) && !(group.is_family && self.is_separated(weighed, mix));
        let killing: BTreeSet<usize> = self.weighing.applicable().filter(|weighed| kills(weighed)).map(|weighed| weighed.number).collect();
        risks(self.weighing, place, |weighed, option| {
            let strikes = option.limits.rules_out.and(group.parts).without(weighed.limits.rules_out);
            let mut could_separate = weighed.limits.separates.iter().filter(|other| killing.contains(other));
            killing.contains(&weighed.number) && !strikes.is_empty()
                || group.is_family && could_separate.any(|other| !option.limits.separates.contains(other))
        })
    }

    fn is_separated(&self, weighed: &Weighed<'_>, mix: &Mix) -> bool {
        self.separated.contains(&weighed.number) || self.weighing.exclusions.is_waived(weighed.number, mix)
    }
}
