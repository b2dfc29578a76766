//! Hard limits: who is ruled out by which answers, who is at risk, and what the rules cost.
//!
//! This module must not weigh anything: limits hold whatever a question counts.

use std::cmp::Reverse;

use super::row::Place;
use super::weighing::{Lead, Weighed, Weighing};
use super::{AtRisk, Exact, Ordered, RiskKind, RuledOut, State};
use crate::questionnaire::{Choice, Id};

/// Returns the alternatives that are ruled out with every answer that does it, questionnaire order.
pub(super) fn ruled_out(weighing: &Weighing<'_>) -> Ordered<Vec<RuledOut>> {
    let is_out = |place: &Place| weighing.removals.at(*place) > 0;
    weighing.ordered(weighing.places().filter(is_out), |place| {
        weighing.applicable().filter(|weighed| weighed.removed.has(place)).map(|weighed| removal(weighing, weighed, place)).collect()
    })
}

/// Returns the hard limits that may still remove a survivor: by alternative, then question.
pub(super) fn at_risk(weighing: &Weighing<'_>) -> Vec<AtRisk> {
    let of_place = |place: Place| weighing.applicable().filter_map(move |weighed| risk(weighing, weighed, place));
    weighing.now.survivors.iter().flat_map(of_place).collect()
}

/// Tells whether a supported choice would remove `place`, which is not ruled out.
pub(super) fn is_at_risk(weighing: &Weighing<'_>, place: Place) -> bool {
    weighing.applicable().any(|weighed| weighed.supported().any(|option| option.removes.has(place)))
}

/// Returns the best alternative that is ruled out and how far it lies above the leader, where it does.
pub(super) fn price_of_rules(weighing: &Weighing<'_>, lead: &Lead) -> Option<(Id, Exact)> {
    let out = weighing.places().filter(|place| !weighing.now.survivors.has(*place));
    // The least of the reversed order is the first of equal ones.
    let best = out.min_by_key(|place| Reverse(weighing.now.totals.at(*place)))?;
    let price = weighing.now.gap(best, lead.leader);
    if price > 0 { Some((weighing.id(best)?.clone(), weighing.points(price))) } else { None }
}

fn removal(weighing: &Weighing<'_>, weighed: &Weighed<'_>, place: Place) -> RuledOut {
    let because = |choice: &Choice| Some(choice.rules_out.get(weighing.id(place)?)?.because.clone());
    RuledOut {
        question: weighed.question.id.clone(),
        choices: weighed.supported().map(|option| option.choice.id.clone()).collect(),
        reasons: weighed.supported().filter_map(|option| because(option.choice)).collect(),
    }
}

fn risk(weighing: &Weighing<'_>, weighed: &Weighed<'_>, place: Place) -> Option<AtRisk> {
    let removing = weighed.supported().filter(|option| option.removes.has(place));
    let choices: Vec<_> = removing.map(|option| option.choice.id.clone()).collect();
    if choices.is_empty() {
        return None;
    }
    let kind = match weighed.state? {
        State::Split => RiskKind::Contested,
        State::Settled | State::Unknown | State::Open => RiskKind::Unknown,
    };
    Some(AtRisk { alternative: weighing.id(place)?.clone(), question: weighed.question.id.clone(), choices, kind })
}
