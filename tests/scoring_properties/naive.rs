//! The method word for word, with nothing incremental: what the engine is compared with on small cases.

use weigh::scoring::Exact;

use crate::case::{Asked, Case};
use crate::limits;

/// The weights of the steps of importance.
pub(crate) const WEIGHTS: [i128; 5] = [0, 1, 2, 4, 8];

/// The voices of each question's choices; `None` if it does not apply.
pub(crate) type Voices = Vec<Option<Vec<i64>>>;

/// Who is left, and every alternative's value, by the alternatives' order.
pub(crate) struct Outcome {
    /// Values; `None` if no question has weight.
    pub(crate) values: Option<Vec<Exact>>,
    /// Places of those not ruled out.
    pub(crate) survivors: Vec<usize>,
    /// Places of those that no limit of their own rules out: the survivors, and the mixes that only their parts kill.
    pub(crate) own: Vec<usize>,
}

impl Outcome {
    /// Returns the places of the survivors with the largest value.
    pub(crate) fn leaders(&self) -> Vec<usize> {
        let Some(values) = &self.values else { return Vec::new() };
        let best = self.survivors.iter().map(|place| values[*place]).max();
        self.survivors.iter().copied().filter(|place| Some(values[*place]) == best).collect()
    }
}

/// Returns the voices as they are.
pub(crate) fn voices(case: &Case) -> Voices {
    case.questions.iter().map(Asked::voices).collect()
}

/// Returns the voices with a certain answer to the question at `place`.
pub(crate) fn with(voices: &Voices, place: usize, choice: usize) -> Voices {
    let mut other = voices.clone();
    other[place] = other[place].as_ref().map(|counts| (0..counts.len()).map(|number| i64::from(number == choice)).collect());
    other
}

/// Returns the voices with certain answers to some questions, where `choices` has one.
pub(crate) fn with_all(voices: &Voices, choices: &[Option<usize>]) -> Voices {
    let certain = choices.iter().enumerate().filter_map(|(place, choice)| Some((place, (*choice)?)));
    certain.fold(voices.clone(), |voices, (place, choice)| with(&voices, place, choice))
}

/// Returns the outcome of the voices.
pub(crate) fn outcome(case: &Case, voices: &Voices) -> Outcome {
    let total: i128 = case.questions.iter().zip(voices).filter(|(_, voices)| voices.is_some()).map(|(asked, _)| WEIGHTS[asked.step]).sum();
    let value = |alternative: &usize| {
        let parts = case.questions.iter().zip(voices).filter_map(|(asked, voices)| {
            let score = score(asked, voices.as_ref()?, *alternative);
            Some(Exact::new(score.numerator() * WEIGHTS[asked.step], score.denominator() * total))
        });
        parts.fold(Exact::ZERO, add)
    };
    let own: Vec<_> =
        (0..case.alternatives.len()).filter(|place| !limits::is_out_itself(case, voices, case.alternatives[*place])).collect();
    let lives = |place: &usize| !limits::is_out(case, voices, case.alternatives[*place]);
    Outcome {
        values: (total > 0).then(|| case.alternatives.iter().map(value).collect()),
        survivors: own.iter().copied().filter(lives).collect(),
        own,
    }
}

/// Returns the score of an alternative on one question.
pub(crate) fn score(asked: &Asked, voices: &[i64], alternative: usize) -> Exact {
    let scores = voices.iter().enumerate().map(|(choice, count)| i128::from(*count) * score_of(asked, choice, alternative));
    Exact::new(scores.sum(), voices.iter().map(|count| i128::from(*count)).sum())
}

/// Returns the score of an alternative with one choice.
pub(crate) fn score_of(asked: &Asked, choice: usize, alternative: usize) -> i128 {
    let fit = asked.choices[choice].fits[alternative];
    50 + 25 * i128::from(if is_lifted(asked, choice, alternative) { fit.max(0) } else { fit })
}

/// Tells whether a choice rules an alternative out, and the team has not lifted that.
pub(crate) fn is_removed(asked: &Asked, choice: usize, alternative: usize) -> bool {
    asked.choices[choice].limits[alternative].is_some() && !is_lifted(asked, choice, alternative)
}

/// Tells whether the team has lifted the limit of a choice on an alternative.
fn is_lifted(asked: &Asked, choice: usize, alternative: usize) -> bool {
    asked.choices[choice].limits[alternative] == Some(true) && asked.waived.contains(&alternative)
}

/// Returns every way to complete the questions with their supported choices.
pub(crate) fn completions(voices: &Voices) -> Vec<Vec<Option<usize>>> {
    every(voices, |counts| (0..counts.len()).filter(|choice| counts[*choice] > 0).map(Some).collect())
}

/// Returns every way to change any number of answers.
pub(crate) fn changes(voices: &Voices) -> Vec<Vec<Option<usize>>> {
    every(voices, |counts| std::iter::once(None).chain((0..counts.len()).map(Some)).collect())
}

fn every(voices: &Voices, options: impl Fn(&[i64]) -> Vec<Option<usize>>) -> Vec<Vec<Option<usize>>> {
    voices.iter().fold(vec![Vec::new()], |ways, counts| {
        let options = counts.as_ref().map_or_else(|| vec![None], |counts| options(counts));
        let extend = |way: &Vec<Option<usize>>| -> Vec<_> { options.iter().map(|option| [way.as_slice(), &[*option]].concat()).collect() };
        ways.iter().flat_map(extend).collect()
    })
}

/// Adds two fractions, small enough not to overflow.
pub(crate) fn add(left: Exact, right: Exact) -> Exact {
    let across = left.numerator() * right.denominator() + right.numerator() * left.denominator();
    Exact::new(across, left.denominator() * right.denominator())
}

/// Subtracts two fractions, small enough not to overflow.
pub(crate) fn subtract(left: Exact, right: Exact) -> Exact {
    add(left, Exact::new(-right.numerator(), right.denominator()))
}

/// Multiplies two fractions, small enough not to overflow.
pub(crate) fn multiply(left: Exact, right: Exact) -> Exact {
    Exact::new(left.numerator() * right.numerator(), left.denominator() * right.denominator())
}
