//! What is not known: how far values can still move, whether the leader is safe, and what to find out first.
//!
//! Two ranges are never compared for overlap, because the same answer moves both. This module must not look at choices
//! that nobody voted for, unless a question is unknown or open.

use std::cmp::Reverse;

use super::limits;
use super::outcome::{Lead, Outcome};
use super::row::AltPlace;
use super::weighing::{Possible, Weighed, Weighing};
use super::{Exact, OpenQuestion, Ordered};

use crate::order::sort_by_key;

/// Returns the least and largest value each alternative can still reach. Is `None` if no question has weight.
pub(super) fn ranges(weighing: &Weighing<'_>) -> Option<Ordered<(Exact, Exact)>> {
    let range = |place: AltPlace| {
        let (mut low, mut high) = (0, 0);
        for weighed in weighing.applicable() {
            let scores = || weighed.supported().map(|option| option.scores.at(place));
            low += weighed.unit * scores().min().unwrap_or_default();
            high += weighed.unit * scores().max().unwrap_or_default();
        }
        (weighing.points(low), weighing.points(high))
    };
    (weighing.now.weight > 0).then(|| weighing.ordered(weighing.places(), range))
}

/// How the leader fares at worst.
pub(super) struct WorstCase {
    /// The least gap to each rival that any completion gives, as a difference of totals, in ranking order.
    gaps: Vec<(AltPlace, i128)>,
    leader_at_risk: bool,
}

impl WorstCase {
    /// Looks at every completion of the questions that are not settled.
    pub(super) fn new(weighing: &Weighing<'_>, lead: &Lead) -> Self {
        let gap = |rival: &AltPlace| (*rival, worst_gap(weighing, lead.leader, *rival));
        Self { gaps: lead.rivals.iter().map(gap).collect(), leader_at_risk: limits::is_at_risk(weighing, lead.leader) }
    }

    /// Tells whether no answer can still change the leader.
    pub(super) fn is_decided(&self) -> bool {
        !self.leader_at_risk && self.gaps.iter().all(|(_, gap)| *gap > 0)
    }

    /// Tells whether a hard limit may still remove the leader.
    pub(super) fn leader_is_at_risk(&self) -> bool {
        self.leader_at_risk
    }

    /// Returns the least gaps in points, in ranking order.
    pub(super) fn gaps(&self, weighing: &Weighing<'_>) -> Ordered<Exact> {
        let in_points = |(rival, gap): &(AltPlace, i128)| Some((weighing.id(*rival)?.clone(), weighing.points(*gap)));
        self.gaps.iter().filter_map(in_points).collect()
    }

    /// Returns the most that taking the leader now can cost, in points.
    pub(super) fn max_regret(&self, weighing: &Weighing<'_>) -> Exact {
        let smallest = self.gaps.iter().map(|(_, gap)| *gap).min().unwrap_or(0);
        weighing.points((-smallest).max(0))
    }
}

/// Returns the questions that are not settled: what to find out or talk about next, most useful first.
pub(super) fn open_questions(weighing: &Weighing<'_>, lead: &Lead, decided: bool) -> Vec<OpenQuestion> {
    let unsettled = weighing.applicable().filter(|weighed| !weighed.is_settled());
    let mut open: Vec<_> = unsettled.filter_map(|weighed| open_question(weighing, lead, weighed, decided)).collect();
    sort_by_key(&mut open, |open| Reverse((open.can_flip, open.value_of_information, open.gap_swing)));
    open
}

fn open_question(weighing: &Weighing<'_>, lead: &Lead, weighed: &Weighed<'_>, decided: bool) -> Option<OpenQuestion> {
    let answers: Vec<_> = weighed.supported().map(|option| (option, weighing.with(weighed, option))).collect();
    let takes_the_lead = |(_, after): &(&Possible<'_>, Outcome)| !after.leaders().has(lead.leader);
    let worth: i128 = answers.iter().map(|(option, after)| option.voices * better_by(after, lead.leader)).sum();
    let leaders = |(option, after): &(&Possible<'_>, Outcome)| (option.choice.id.clone(), weighing.ids(after.leaders().iter()));
    Some(OpenQuestion {
        question: weighed.question.id.clone(),
        state: weighed.state?,
        value_of_information: if decided { Exact::ZERO } else { Exact::new(worth, weighed.voices * weighing.scale * weighing.now.weight) },
        can_flip: !decided && answers.iter().any(takes_the_lead),
        gap_swing: weighing.points(gap_swing(weighed, lead, weighed.supported())),
        leaders_by_answer: answers.iter().map(leaders).collect(),
    })
}

/// Returns how far `options` differ in what they add to the gap to the runner-up, as a difference of totals.
fn gap_swing<'o, 'a: 'o>(weighed: &Weighed<'_>, lead: &Lead, options: impl Iterator<Item = &'o Possible<'a>>) -> i128 {
    let Some(runner_up) = lead.runner_up() else { return 0 };
    let gaps = options.map(|option| weighed.gap_with(option, lead.leader, runner_up));
    let ends = gaps.fold(None, |ends, gap| ends.map_or(Some((gap, gap)), |(low, high): (i128, i128)| Some((low.min(gap), high.max(gap)))));
    ends.map_or(0, |(low, high)| high - low)
}

/// Returns how much more the best survivor is worth than `leader`, which is worth nothing once it is ruled out.
fn better_by(after: &Outcome, leader: AltPlace) -> i128 {
    let best = after.survivors.iter().map(|place| after.totals.at(place)).max();
    let stay = if after.survivors.has(leader) { after.totals.at(leader) } else { 0 };
    best.map_or(0, |best| best - stay)
}

/// Returns the least gap over all completions in which no hard limit on `rival` itself rules it out.
///
/// The rival survives now, so every question has such a choice. Completions that kill it through its parts are
/// included: for a mix, the result may be lower than the true least gap.
fn worst_gap(weighing: &Weighing<'_>, leader: AltPlace, rival: AltPlace) -> i128 {
    let least = |weighed: &Weighed<'_>| {
        let lets_in = weighed.supported().filter(|option| !option.limits.rules_out.has(rival));
        lets_in.map(|option| weighed.gap_with(option, leader, rival)).min()
    };
    weighing.applicable().filter_map(least).sum()
}
