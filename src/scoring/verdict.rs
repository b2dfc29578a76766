//! How firm a recommendation may be, by fixed thresholds.
//!
//! Two tests: is the gap larger than scoring noise, and does the leader still win when every importance is off by about
//! a step? The thresholds were calibrated on 2,800 synthetic problems (18 questions, 2 to 5 alternatives, three noise
//! laws): the leader was truly best in 57 % of the too-close, 77 % of the lean and 95 % of the clear verdicts. They are
//! constants, not settings. This module must not compute what it judges.

use super::outcome::Lead;
use super::robustness::share_ahead;
use super::row::AltPlace;
use super::weighing::Weighing;
use super::{Because, Exact, Robustness, State, Verdict, VerdictKind, find};
use crate::questionnaire::Id;

/// Points: one unit of scoring noise. Fits that are each off by 10 points give the gap a standard deviation of 3.3
/// points over 18 equal weights.
const TOO_CLOSE_GAP: i128 = 3;
/// Points: two units of scoring noise.
const CLEAR_GAP: i128 = 6;
/// Odds of 3 to 1.
const TOO_CLOSE_SHARE: f64 = 0.75;
/// Odds of 9 to 1.
const CLEAR_SHARE: f64 = 0.90;
/// Points of gains and give-ups together: three units of scoring noise. Below that, the alternatives hardly differ;
/// from here on, large pros and cons cancel.
const TORN_FROM: i128 = 10;
/// The middle of 0..100: below it, even the best serves the team badly.
const WEAK_BELOW: i128 = 50;

/// What a verdict rests on besides the outcome itself.
pub(super) struct Grounds<'a> {
    pub(super) lead: &'a Lead,
    pub(super) decided: bool,
    pub(super) leader_at_risk: bool,
    pub(super) some_answer_flips: bool,
    pub(super) robustness: &'a Robustness,
}

/// Returns the share of the weight that lies on settled or split questions, 0..1.
pub(super) fn coverage(weighing: &Weighing<'_>) -> Exact {
    let known = weighing.applicable().filter(|weighed| matches!(weighed.state, Some(State::Settled | State::Split)));
    Exact::new(known.map(|weighed| weighed.weight).sum(), weighing.now.weight)
}

/// Returns the verdict. `grounds` is `None` if there is no leader.
pub(super) fn judge(weighing: &Weighing<'_>, grounds: Option<&Grounds<'_>>) -> Verdict {
    let none = |kind| Verdict { kind, pick: None, family: None, tied_with: Vec::new(), because: Vec::new(), weak_fit: false };
    let Some(grounds) = grounds else {
        return none(if weighing.now.survivors.is_empty() { VerdictKind::NoneLeft } else { VerdictKind::NotEnough });
    };
    let leader = grounds.lead.leader;
    let picked =
        |kind, because| Verdict { pick: weighing.id(leader).cloned(), family: family(weighing, leader).cloned(), because, ..none(kind) };
    let verdict = if grounds.lead.rivals.is_empty() {
        picked(VerdictKind::OnlyOne, Vec::new())
    } else if coverage(weighing) < Exact::new(1, 2) && !grounds.decided {
        none(VerdictKind::NotEnough)
    } else {
        let tied = tied_with(weighing, grounds);
        if tied.is_empty() {
            let reservations = reservations(weighing, grounds);
            picked(if reservations.is_empty() { VerdictKind::Clear } else { VerdictKind::Lean }, reservations)
        } else {
            too_close(weighing, grounds, &tied)
        }
    };
    let weak_fit = weighing.value(&weighing.now, leader).is_some_and(|value| value < Exact::new(WEAK_BELOW, 1));
    Verdict { weak_fit, ..verdict }
}

fn too_close(weighing: &Weighing<'_>, grounds: &Grounds<'_>, tied: &[AltPlace]) -> Verdict {
    let shared = family(weighing, grounds.lead.leader);
    let all_share = |family_of_leader: &&Id| tied.iter().all(|place| family(weighing, *place) == Some(*family_of_leader));
    let is_alike = moved(weighing, grounds.lead) < Exact::new(TORN_FROM, 1);
    Verdict {
        kind: VerdictKind::TooClose,
        pick: None,
        family: shared.filter(all_share).cloned(),
        tied_with: weighing.ids(tied.iter().copied()),
        because: vec![if is_alike { Because::Alike } else { Because::Torn }],
        weak_fit: false,
    }
}

/// Returns the alternatives that are too close to the leaders to call, in ranking order.
fn tied_with(weighing: &Weighing<'_>, grounds: &Grounds<'_>) -> Vec<AltPlace> {
    let leaders = weighing.now.leaders();
    let share = |leader: AltPlace, rival: AltPlace| {
        if leader == grounds.lead.leader { find_share(weighing, grounds.robustness, rival) } else { share_ahead(weighing, leader, rival) }
    };
    let is_tied = |rival: &AltPlace| {
        let within_noise = weighing.points(weighing.now.gap(grounds.lead.leader, *rival)) < Exact::new(TOO_CLOSE_GAP, 1);
        within_noise || leaders.iter().any(|leader| leader != *rival && share(leader, *rival) < TOO_CLOSE_SHARE)
    };
    grounds.lead.rivals.iter().copied().filter(is_tied).collect()
}

fn reservations(weighing: &Weighing<'_>, grounds: &Grounds<'_>) -> Vec<Because> {
    let smallest_gap = grounds.lead.runner_up().map(|rival| weighing.points(weighing.now.gap(grounds.lead.leader, rival)));
    let reasons = [
        (smallest_gap.is_some_and(|gap| gap < Exact::new(CLEAR_GAP, 1)), Because::Margin),
        (grounds.robustness.weakest < CLEAR_SHARE, Because::Weights),
        (grounds.some_answer_flips, Because::OpenQuestion),
        (grounds.leader_at_risk, Because::AtRisk),
    ];
    reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect()
}

/// Returns the sum of gains and give-ups against the runner-up, in points.
fn moved(weighing: &Weighing<'_>, lead: &Lead) -> Exact {
    let runner_up = lead.runner_up().unwrap_or(lead.leader);
    weighing.points(weighing.applicable().map(|weighed| weighed.gap(lead.leader, runner_up).abs()).sum())
}

fn find_share(weighing: &Weighing<'_>, robustness: &Robustness, rival: AltPlace) -> f64 {
    weighing.id(rival).and_then(|id| find(&robustness.beats, id)).copied().unwrap_or(1.0)
}

fn family<'a>(weighing: &Weighing<'a>, place: AltPlace) -> Option<&'a Id> {
    weighing.session.questionnaire().alternatives().get(place.number()).map(|alternative| &alternative.family)
}
