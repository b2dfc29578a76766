//! What would change the leaders: every single answer that does, and the fewest answers that must change.
//!
//! Each choice is re-evaluated from the table in constant time, so that the cost grows with the number of choices.
//! This module must not ask how likely a change is.

use super::outcome::{Lead, Outcome};
use super::row::{AltPlace, AltSet};
use super::weighing::{Possible, Weighed, Weighing};
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

/// The fewest answers that must change.
pub(super) struct Fewest {
    /// Until the leader is strictly overtaken or ruled out.
    pub(super) to_flip: Option<usize>,
    /// Until it is strictly overtaken, without an answer that rules it out.
    pub(super) to_overtake: Option<usize>,
}

/// Returns the fewest answers that must change; `flips` are all single answers that change the leaders.
///
/// Exact if neither the leader nor a rival is a mix. Otherwise an estimate, because it does not follow how changes
/// affect the parts of a mix; but it is never 1 unless a single answer is enough.
pub(super) fn fewest(weighing: &Weighing<'_>, lead: &Lead, flips: &[Flip]) -> Fewest {
    let is_overtaken = flips.iter().any(|flip| matches!(flip.effect, FlipEffect::Overtakes | FlipEffect::Reinstates));
    let is_removed = is_overtaken || flips.iter().any(|flip| flip.effect == FlipEffect::RulesOut);
    let rivals = weighing.places().filter(|place| *place != lead.leader);
    let estimate = rivals.filter_map(|rival| fewest_for(weighing, lead.leader, rival)).min();
    let estimate = estimate.map(|fewest| if is_removed { fewest } else { fewest.max(2) });
    Fewest { to_flip: if is_removed { Some(1) } else { estimate }, to_overtake: if is_overtaken { Some(1) } else { estimate } }
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

fn effect(now: &Outcome, survivors: AltSet, leaders: AltSet) -> FlipEffect {
    let before = now.leaders();
    let leader = before.first();
    let was_out = |place: AltPlace| !now.survivors.has(place);
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

/// Returns the fewest changes after which `rival` survives and lies above `leader`; `None` if none suffice.
///
/// What one answer adds does not depend on the others, so besides the changes that let the rival survive, taking the
/// largest swings first needs the fewest. "Survives" considers only hard limits on the rival itself: a mix that only
/// its parts rule out is skipped, and no answer is used that takes another part from a mix.
fn fewest_for(weighing: &Weighing<'_>, leader: AltPlace, rival: AltPlace) -> Option<usize> {
    if !weighing.now.survivors.has(rival) && !weighing.exclusions.struck().has(rival) {
        return None;
    }
    let mix = weighing.exclusions.mixes().iter().find(|mix| mix.place == rival);
    let parts: AltSet = mix.into_iter().flat_map(|mix| mix.parts.iter().copied()).collect();
    let forbidden = parts.and(weighing.now.survivors).with(rival).with(leader);
    let mut ahead = weighing.now.gap(rival, leader);
    let (mut changes, mut swings) = (0, Vec::new());
    for weighed in weighing.applicable() {
        let allowed = weighed.options.iter().filter(|option| !option.limits.rules_out.meets(forbidden));
        let best = allowed.map(|option| weighed.gap_with(option, rival, leader)).max();
        if weighed.limits.rules_out.has(rival) {
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
