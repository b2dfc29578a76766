//! What would change the leaders: every single answer that does, and the fewest answers that must change.
//!
//! Each choice is re-evaluated from the table in constant time, so that the cost grows with the number of choices.
//! This module must not ask how likely a change is.

use super::row::{Place, Places};
use super::weighing::{Lead, Outcome, Possible, Weighed, Weighing};
use super::{Flip, FlipEffect};

/// Returns every single answer that would change the set of leaders, questionnaire order.
pub(super) fn flips(weighing: &Weighing<'_>) -> Vec<Flip> {
    let leaders = weighing.now.leaders();
    let mut flips = Vec::new();
    for weighed in weighing.applicable() {
        for option in weighed.options.iter().filter(|option| !(weighed.is_settled() && option.voices > 0)) {
            let after = weighing.with(weighed, option);
            if after.leaders() != leaders {
                flips.push(flip(weighing, weighed, option, &after));
            }
        }
    }
    flips
}

/// Returns the fewest answers that must change until the leader is strictly overtaken or ruled out.
pub(super) fn fewest_to_flip(weighing: &Weighing<'_>, lead: &Lead, fewest_to_overtake: Option<usize>) -> Option<usize> {
    let removes = |weighed: &Weighed<'_>| weighed.options.iter().any(|option| option.removes.has(lead.leader));
    if weighing.applicable().any(removes) { Some(1) } else { fewest_to_overtake }
}

/// Returns the fewest answers that must change until the leader is strictly overtaken, without ruling it out.
pub(super) fn fewest_to_overtake(weighing: &Weighing<'_>, lead: &Lead) -> Option<usize> {
    let rivals = weighing.places().filter(|place| *place != lead.leader);
    rivals.filter_map(|rival| fewest_for(weighing, lead.leader, rival)).min()
}

fn flip(weighing: &Weighing<'_>, weighed: &Weighed<'_>, option: &Possible<'_>, after: &Outcome) -> Flip {
    let now = &weighing.now;
    let leaders = after.leaders();
    let gap = || Some(weighing.points(after.gap(leaders.first()?, now.leaders().first()?)));
    Flip {
        question: weighed.question.id.clone(),
        to: option.choice.id.clone(),
        effect: effect(now, after.survivors, leaders),
        leaders: weighing.ids(leaders.iter()),
        gap: gap(),
    }
}

fn effect(now: &Outcome, survivors: Places, leaders: Places) -> FlipEffect {
    let before = now.leaders();
    let leader = before.first();
    let was_out = |place: Place| !now.survivors.has(place);
    if leader.is_some_and(|leader| !survivors.has(leader)) {
        FlipEffect::RulesOut
    } else if leader.is_some_and(|leader| leaders.has(leader)) {
        if leaders.len() > before.len() { FlipEffect::Ties } else { FlipEffect::BreaksTie }
    } else if leader.is_none() || leaders.first().is_some_and(was_out) {
        FlipEffect::Reinstates
    } else {
        FlipEffect::Overtakes
    }
}

/// Returns the fewest changes after which `rival` survives and lies above `leader`; nothing where none suffice.
///
/// Exact: what one answer adds does not depend on the others, so beside the changes that let the rival survive, the
/// largest swings first are the fewest.
fn fewest_for(weighing: &Weighing<'_>, leader: Place, rival: Place) -> Option<usize> {
    let mut ahead = weighing.now.gap(rival, leader);
    let (mut changes, mut swings) = (0, Vec::new());
    for weighed in weighing.applicable() {
        let allowed = weighed.options.iter().filter(|option| !option.removes.has(rival) && !option.removes.has(leader));
        let best = allowed.map(|option| weighed.gap_with(option, rival, leader)).max();
        if weighed.removed.has(rival) {
            changes += 1;
            ahead += best? - weighed.gap(rival, leader);
        } else if let Some(best) = best {
            swings.push(best - weighed.gap(rival, leader));
        }
    }
    swings.sort_unstable();
    while ahead <= 0 {
        let swing = swings.pop().filter(|swing| *swing > 0)?;
        ahead += swing;
        changes += 1;
    }
    Some(changes)
}
