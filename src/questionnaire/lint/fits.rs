//! What the fits of a questionnaire add up to, in whole numbers.

use std::fmt;

use crate::questionnaire::{Alternative, Choice, Question, Questionnaire};

/// How many answer sheets are drawn: enough that a share of 5 % is off by less than half a point.
const SHEETS: u64 = 10_000;
/// One win, in parts, so that two to eight that tie can share it evenly: the least common multiple of 1 to 8.
const WIN: u64 = 840;

/// A share of all wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Share(u64);

impl Share {
    /// The share above which an alternative wins almost regardless of the answers: 60 %.
    pub(super) const MOST: Self = Self(SHEETS * WIN * 3 / 5);

    /// Returns a quarter of what each of so many alternatives would win if all won equally often.
    pub(super) fn quarter_of_even(alternatives: usize) -> Self {
        Self(SHEETS * WIN / (4 * u64::try_from(alternatives.max(1)).unwrap_or(1)))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_mille = self.0 * 1000 / (SHEETS * WIN);
        write!(f, "{}.{} %", per_mille / 10, per_mille % 10)
    }
}

/// Tells whether `alternative` is never better than `other` on any choice.
pub(super) fn is_dominated(questionnaire: &Questionnaire, alternative: &Alternative, other: &Alternative) -> bool {
    let mut choices = questionnaire.questions().iter().flat_map(|question| &question.choices);
    alternative.id != other.id && choices.all(|choice| choice.fit(&alternative.id) <= choice.fit(&other.id))
}

/// Tells whether the answer to `question` can move the gap between two alternatives.
///
/// It cannot if any two choices differ by the same amount for all alternatives.
pub(super) fn moves_a_gap(question: &Question, alternatives: &[Alternative]) -> bool {
    // If the gaps to the first alternative are the same for all choices, so is every other gap.
    let gaps = |choice: &Choice| -> Vec<i8> {
        let row = row(choice, alternatives);
        row.iter().map(|fit| fit - row.first().unwrap_or(fit)).collect()
    };
    let mut rows = question.choices.iter().map(gaps);
    let first = rows.next();
    rows.any(|row| Some(row) != first)
}

/// Tells whether the effects of two questions, as vectors over choices and alternatives, have a cosine of at least 0.95.
///
/// Choices are compared both in the file's order and sorted by their effects, so that a copy is found even in another
/// order.
pub(super) fn point_the_same_way(one: &Question, other: &Question, alternatives: &[Alternative]) -> bool {
    let (mut one, mut other) = (rows(one, alternatives), rows(other, alternatives));
    if is_cosine_high(&one, &other) {
        return true;
    }
    one.sort_unstable();
    other.sort_unstable();
    is_cosine_high(&one, &other)
}

/// Returns, for each alternative, its share of the wins over answer sheets drawn at random.
///
/// Choices with hard limits are not drawn; a question that has no others is left open.
pub(super) fn wins(questionnaire: &Questionnaire) -> Vec<Share> {
    let alternatives = questionnaire.alternatives();
    let questions: Vec<Vec<Vec<i32>>> =
        questionnaire.questions().iter().map(|question| drawable(question, alternatives)).filter(|rows| !rows.is_empty()).collect();
    let mut wins = vec![0; alternatives.len()];
    let mut random = SplitMix(2026);
    for _ in 0..SHEETS {
        let mut values = vec![0; alternatives.len()];
        for rows in &questions {
            let drawn = rows.get(random.below(rows.len())).into_iter().flatten();
            values.iter_mut().zip(drawn).for_each(|(value, fit)| *value += fit);
        }
        let best = values.iter().max();
        let tied = values.iter().filter(|value| Some(*value) == best).count();
        let part = WIN / u64::try_from(tied.max(1)).unwrap_or(WIN);
        wins.iter_mut().zip(&values).filter(|(_, value)| Some(*value) == best).for_each(|(wins, _)| *wins += part);
    }
    wins.into_iter().map(Share).collect()
}

/// Returns the weighted fits of every choice that has no hard limit.
fn drawable(question: &Question, alternatives: &[Alternative]) -> Vec<Vec<i32>> {
    let weight = i32::try_from(question.importance.weight()).unwrap_or_default();
    let choices = question.choices.iter().filter(|choice| choice.rules_out.is_empty());
    choices.map(|choice| row(choice, alternatives).into_iter().map(|fit| weight * i32::from(fit)).collect()).collect()
}

fn rows(question: &Question, alternatives: &[Alternative]) -> Vec<Vec<i8>> {
    question.choices.iter().map(|choice| row(choice, alternatives)).collect()
}

fn row(choice: &Choice, alternatives: &[Alternative]) -> Vec<i8> {
    alternatives.iter().map(|alternative| choice.fit(&alternative.id)).collect()
}

/// Compares squares, so that nothing is rounded: cos >= 0.95 is dot > 0 and 400 dot² >= 361 |a|² |b|².
fn is_cosine_high(one: &[Vec<i8>], other: &[Vec<i8>]) -> bool {
    let product = |one: &[Vec<i8>], other: &[Vec<i8>]| -> i64 {
        one.iter().flatten().zip(other.iter().flatten()).map(|(one, other)| i64::from(*one) * i64::from(*other)).sum()
    };
    let dot = product(one, other);
    dot > 0 && 400 * dot * dot >= 361 * product(one, one) * product(other, other)
}

/// A small random number generator (Steele, Lea and Flood 2014): the same numbers on every machine and in every
/// version.
struct SplitMix(u64);

impl SplitMix {
    /// Returns a number from 0 to below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let scaled = (u128::from(mixed) * u128::try_from(limit).unwrap_or_default()) >> 64;
        usize::try_from(scaled).unwrap_or_default()
    }
}
