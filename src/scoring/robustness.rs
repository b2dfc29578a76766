//! Computes exactly in which share of weightings the leader stays ahead, as a race of exponential legs.
//!
//! No sampling: the share is the volume of a simplex cut by a half-space (Varsi 1973, Ali 1973), computed by a
//! recurrence in which every step is a convex combination, so that it is numerically stable. This module must not
//! decide a verdict.

use super::outcome::Lead;
use super::row::AltPlace;
use super::weighing::Weighing;
use super::{Ordered, Robustness};

/// Legs of a question when its importance may be off by about a step: a Gamma distribution of shape 4 and mean 1 has
/// a standard deviation of 50 %, and 81 % of it lies within half to double, which is one step of importance.
const LEGS_FOR_A_STEP: usize = 4;
/// Legs of a question with no opinion on weights at all: exponential weights, once divided by their sum, are uniform
/// over all weightings (stochastic multicriteria acceptability analysis, Lahdelma and Salminen 2001).
const LEGS_FOR_ANY_WEIGHTS: usize = 1;

/// Returns how often the leader stays ahead of each rival.
pub(super) fn robustness(weighing: &Weighing<'_>, lead: &Lead) -> Robustness {
    let rivals = || lead.rivals.iter().copied();
    let beats: Ordered<f64> = weighing.ordered(rivals(), |rival| share_ahead(weighing, lead.leader, rival));
    Robustness {
        gap: weighing.ordered(rivals(), |rival| weighing.points(weighing.now.gap(lead.leader, rival))),
        beats_any_weights: weighing.ordered(rivals(), |rival| share_ahead_any_weights(weighing, lead.leader, rival)),
        weakest: beats.iter().map(|(_, share)| *share).fold(1.0, f64::min),
        first_at_least: first_at_least(beats.iter().map(|(_, share)| *share)),
        beats,
    }
}

/// Returns the share of weightings in which `ahead` beats `behind` when every importance may be off by about a step.
pub(super) fn share_ahead(weighing: &Weighing<'_>, ahead: AltPlace, behind: AltPlace) -> f64 {
    let advantages = weighing.applicable().map(|weighed| {
        let difference = weighed.scores.at(ahead) - weighed.scores.at(behind);
        ratio(weighed.weight * difference, weighed.voices)
    });
    race::<LEGS_FOR_A_STEP>(advantages)
}

fn share_ahead_any_weights(weighing: &Weighing<'_>, ahead: AltPlace, behind: AltPlace) -> f64 {
    let advantages = weighing.applicable().filter(|weighed| weighed.weight > 0).map(|weighed| {
        let difference = weighed.scores.at(ahead) - weighed.scores.at(behind);
        ratio(difference, weighed.voices)
    });
    race::<LEGS_FOR_ANY_WEIGHTS>(advantages)
}

/// Returns a lower bound for the share in which the leader beats every rival: at worst, no two losses fall together.
///
/// The last bit does not depend on the order of the rivals: every loss is a multiple of 2^-53, so that their sum is
/// exact up to 1, and above 1 the bound is 0.
fn first_at_least(beats: impl Iterator<Item = f64>) -> f64 {
    (1.0 - beats.map(|share| 1.0 - share).sum::<f64>()).max(0.0)
}

/// Returns the chance that the sum of `advantages`, each times an independent Gamma of shape `LEGS`, is above zero.
fn race<const LEGS: usize>(advantages: impl Iterator<Item = f64>) -> f64
where
    [f64; LEGS]: Legs,
{
    let (mut pros, mut cons) = (Vec::new(), Vec::new());
    for advantage in advantages {
        if advantage > 0.0 {
            pros.push(advantage);
        } else if advantage < 0.0 {
            cons.push(-advantage);
        }
    }
    if pros.is_empty() && cons.is_empty() {
        return 0.5;
    }
    // The order of the legs affects only the last bits: sorting them makes even those independent of it.
    pros.sort_by(f64::total_cmp);
    cons.sort_by(f64::total_cmp);
    outlast::<LEGS>(&pros, &cons)
}

/// Returns the chance that a runner with `LEGS` exponential legs for each of `pros` takes longer than one with `LEGS`
/// legs for each of `cons`.
///
/// Both are memoryless: facing a pro leg of length y and a con leg of length x, the con leg ends first with
/// probability y / (x + y). `outlasts` holds the chance that the pro side outlasts the con legs dealt with so far, by
/// the number of pro legs left. The equal legs of one con question are dealt with side by side in one sweep.
fn outlast<const LEGS: usize>(pros: &[f64], cons: &[f64]) -> f64
where
    [f64; LEGS]: Legs,
{
    let mut outlasts = vec![[1.0; LEGS]; pros.len()];
    for con in cons {
        // By con leg: the chance if the pro legs seen so far are left. With none left, the pro side has lost.
        let mut with_fewer = [0.0; LEGS];
        for (pro, left) in pros.iter().zip(&mut outlasts) {
            let pro_ends_first = con / (con + pro);
            for chance in left {
                *chance = with_fewer.deal(*chance, pro_ends_first);
            }
        }
    }
    outlasts.last().and_then(|chances| chances.last()).copied().unwrap_or(0.0)
}

/// The con legs of one question, each with the chance that the pro side outlasts those up to it.
trait Legs {
    /// Adds a pro leg, with the `chance` that holds before any of these con legs; returns the chance after the last.
    fn deal(&mut self, chance: f64, pro_ends_first: f64) -> f64;
}

impl Legs for [f64; LEGS_FOR_ANY_WEIGHTS] {
    fn deal(&mut self, chance: f64, pro_ends_first: f64) -> f64 {
        let [only] = self;
        *only = pro_ends_first * *only + (1.0 - pro_ends_first) * chance;
        *only
    }
}

impl Legs for [f64; LEGS_FOR_A_STEP] {
    // Unrolled by hand, because an assessment spends most of its time here.
    fn deal(&mut self, chance: f64, pro_ends_first: f64) -> f64 {
        let con_ends_first = 1.0 - pro_ends_first;
        let [first, second, third, last] = self;
        *first = pro_ends_first * *first + con_ends_first * chance;
        *second = pro_ends_first * *second + con_ends_first * *first;
        *third = pro_ends_first * *third + con_ends_first * *second;
        *last = pro_ends_first * *last + con_ends_first * *third;
        *last
    }
}

#[expect(clippy::cast_precision_loss, reason = "both are far below 2^53, so that the quotient is the nearest double")]
fn ratio(difference: i128, voices: i128) -> f64 {
    difference as f64 / voices as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn share<const LEGS: usize>(advantages: &[f64]) -> f64
    where
        [f64; LEGS]: Legs,
    {
        race::<LEGS>(advantages.iter().copied())
    }

    #[test]
    fn one_question_alone_decides() {
        assert!((share::<4>(&[3.0, 0.0]) - 1.0).abs() < f64::EPSILON);
        assert!(share::<4>(&[-3.0]).abs() < f64::EPSILON);
        assert!((share::<4>(&[0.0]) - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn one_leg_against_one_is_the_ratio_of_lengths() {
        assert!((share::<1>(&[3.0, -1.0]) - 0.75).abs() < 1e-15);
    }

    #[test]
    fn four_legs_against_four_are_a_race_to_four_wins() {
        // The con leg ends first with probability 2/3; the pro side outlasts when four con legs end before four pro legs.
        let (win, lose) = (2.0_f64 / 3.0, 1.0_f64 / 3.0);
        let expected = win.powi(4) * (1.0 + 4.0 * lose + 10.0 * lose.powi(2) + 20.0 * lose.powi(3));
        assert!((share::<4>(&[2.0, -1.0]) - expected).abs() < 1e-15);
    }

    #[test]
    fn dominance_is_exactly_one() {
        assert_eq!(share::<4>(&[5.0, 0.25, 100.0]).to_bits(), 1.0_f64.to_bits());
    }

    proptest! {
        #[test]
        fn agrees_with_the_plain_recurrence(advantages in prop::collection::vec(-800.0..800.0_f64, 0..12)) {
            prop_assert!((share::<1>(&advantages) - plainly(&advantages, 1)).abs() < 1e-13);
            prop_assert!((share::<4>(&advantages) - plainly(&advantages, 4)).abs() < 1e-13);
        }

        #[test]
        fn both_sides_share_all_weightings(advantages in prop::collection::vec(-800.0..800.0_f64, 0..12)) {
            let against: Vec<f64> = advantages.iter().map(|advantage| -advantage).collect();
            prop_assert!((share::<4>(&advantages) + share::<4>(&against) - 1.0).abs() < 1e-13);
            prop_assert!((0.0..=1.0).contains(&share::<4>(&advantages)));
        }

        #[test]
        fn the_bound_is_the_same_in_any_order_of_rivals(mut beats in prop::collection::vec(0.0..=1.0_f64, 1..8)) {
            let bound = first_at_least(beats.iter().copied());
            beats.reverse();
            prop_assert_eq!(bound.to_bits(), first_at_least(beats.iter().copied()).to_bits());
            let weakest = beats.iter().copied().fold(1.0, f64::min);
            prop_assert!((0.0..=weakest + f64::EPSILON).contains(&bound));
        }

        #[test]
        fn order_leaves_no_trace_in_the_last_bit(
            (advantages, shuffled) in prop::collection::vec(-800.0..800.0_f64, 0..12)
                .prop_flat_map(|advantages| (Just(advantages.clone()), Just(advantages).prop_shuffle()))
        ) {
            prop_assert_eq!(share::<4>(&advantages).to_bits(), share::<4>(&shuffled).to_bits());
        }
    }

    /// The recurrence exactly as published, one leg at a time; no legs at all are a draw.
    fn plainly(advantages: &[f64], legs: usize) -> f64 {
        let side = |sign: f64| -> Vec<f64> {
            let lengths = advantages.iter().map(|advantage| advantage * sign).filter(|length| *length > 0.0);
            lengths.flat_map(|length| std::iter::repeat_n(length, legs)).collect()
        };
        let (pros, cons) = (side(1.0), side(-1.0));
        if pros.is_empty() && cons.is_empty() {
            return 0.5;
        }
        let mut chance = vec![1.0; pros.len() + 1];
        chance[0] = 0.0;
        for con in cons {
            for (left, pro) in pros.iter().enumerate() {
                chance[left + 1] = (con * chance[left] + pro * chance[left + 1]) / (con + pro);
            }
        }
        chance[pros.len()]
    }
}
