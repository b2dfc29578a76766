//! Leader against runner-up, question by question, in figures that add up even after rounding.
//!
//! This module must not judge: it takes the gap apart.

use std::cmp::Reverse;

use super::exact::tenths_adding_up;
use super::outcome::Lead;
use super::row::AltPlace;
use super::weighing::{Weighed, Weighing};
use super::{Dominated, Exact, Explanation, GapRange, Ordered, Profile};
use crate::order::sort_by_key;
use crate::questionnaire::Id;

/// Returns what each question adds to the gap. Is `None` without a runner-up.
pub(super) fn explain(weighing: &Weighing<'_>, lead: &Lead) -> Option<Explanation> {
    let runner_up = lead.runner_up()?;
    let parts: Vec<_> = weighing.applicable().map(|weighed| (weighed, weighed.gap(lead.leader, runner_up))).collect();
    let shown_value = |place| weighing.value(&weighing.now, place).map_or(0, Exact::tenths);
    let gap_shown = shown_value(lead.leader) - shown_value(runner_up);
    let points = |(weighed, part): &(&Weighed<'_>, i128)| (weighed.question.id.clone(), weighing.points(*part));
    Some(Explanation {
        against: weighing.id(runner_up)?.clone(),
        gap: weighing.points(weighing.now.gap(lead.leader, runner_up)),
        gap_shown,
        gain: weighing.points(parts.iter().map(|(_, part)| part.max(&0)).sum()),
        give_up: weighing.points(parts.iter().map(|(_, part)| -part.min(&0)).sum()),
        contributions: parts.iter().map(points).collect(),
        shown: in_tenths(weighing, &parts, gap_shown),
        sections: by_section(weighing, &parts),
        gains: largest_first(&parts, 1),
        gives_up: largest_first(&parts, -1),
    })
}

/// Returns what speaks for and against each survivor by itself, questionnaire order; empty if no question has weight.
pub(super) fn profile(weighing: &Weighing<'_>) -> Ordered<Profile> {
    let survivors = weighing.now.survivors.iter().filter(|_| weighing.now.weight > 0);
    weighing.ordered(survivors, |place| {
        let parts: Vec<_> = weighing.applicable().map(|weighed| (weighed, weighed.above_middle(place))).collect();
        Profile { strengths: largest_first(&parts, 1), drawbacks: largest_first(&parts, -1) }
    })
}

/// Returns the least and largest gap to the runner-up over each question's choices, widest first.
pub(super) fn gap_ranges(weighing: &Weighing<'_>, lead: &Lead) -> Vec<GapRange> {
    let Some(runner_up) = lead.runner_up() else { return Vec::new() };
    let now = weighing.now.gap(lead.leader, runner_up);
    let range = |weighed: &Weighed<'_>| {
        let rest = now - weighed.gap(lead.leader, runner_up);
        let gaps = || weighed.options.iter().map(|option| rest + weighed.gap_with(option, lead.leader, runner_up));
        Some((weighed.question.id.clone(), gaps().min()?, gaps().max()?))
    };
    let mut ranges: Vec<_> = weighing.applicable().filter_map(range).collect();
    sort_by_key(&mut ranges, |(_, low, high)| Reverse(high - low));
    let in_points = |(question, low, high)| GapRange { question, low: weighing.points(low), high: weighing.points(high) };
    ranges.into_iter().map(in_points).collect()
}

/// Returns the survivors that another survivor beats or equals on every question of weight and beats on one.
pub(super) fn dominated(weighing: &Weighing<'_>) -> Vec<Dominated> {
    let ranking = weighing.now.ranking();
    let pairs = ranking.iter().flat_map(|better| ranking.iter().map(move |worse| (*better, *worse)));
    let pair = |(better, worse)| Some(Dominated { better: weighing.id(better)?.clone(), worse: weighing.id(worse)?.clone() });
    pairs.filter(|(better, worse)| dominates(weighing, *better, *worse)).filter_map(pair).collect()
}

fn dominates(weighing: &Weighing<'_>, better: AltPlace, worse: AltPlace) -> bool {
    let mut ahead_somewhere = false;
    for weighed in weighing.applicable() {
        let gap = weighed.gap(better, worse);
        if gap < 0 {
            return false;
        }
        ahead_somewhere |= gap > 0;
    }
    ahead_somewhere
}

fn in_tenths(weighing: &Weighing<'_>, parts: &[(&Weighed<'_>, i128)], gap_shown: i128) -> Ordered<i128> {
    let points: Vec<Exact> = parts.iter().map(|(_, part)| weighing.points(*part)).collect();
    let shown = tenths_adding_up(&points, gap_shown);
    parts.iter().zip(shown).map(|((weighed, _), tenths)| (weighed.question.id.clone(), tenths)).collect()
}

fn by_section(weighing: &Weighing<'_>, parts: &[(&Weighed<'_>, i128)]) -> Ordered<Exact> {
    let section_sum = |section: &Id| {
        let mut inside = parts.iter().filter(|(weighed, _)| weighed.question.section.as_ref() == Some(section)).peekable();
        inside.peek()?;
        Some((section.clone(), weighing.points(inside.map(|(_, part)| part).sum())))
    };
    weighing.session.questionnaire().sections().iter().filter_map(|section| section_sum(&section.id)).collect()
}

/// Returns the questions whose part has the sign of `side`, largest first, ties in questionnaire order.
fn largest_first(parts: &[(&Weighed<'_>, i128)], side: i128) -> Vec<Id> {
    let mut found: Vec<_> = parts.iter().filter(|(_, part)| part * side > 0).collect();
    sort_by_key(&mut found, |(_, part)| Reverse(part.abs()));
    found.into_iter().map(|(weighed, _)| weighed.question.id.clone()).collect()
}
