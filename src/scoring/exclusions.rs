//! Who is ruled out, kept as counts of questions, so that another answer to one question changes them in constant time.
//!
//! This module must not know of choices or voices: it sees what each question imposes.

use super::mixes::Mix;
use super::row::{AltPlace, AltSet, MOST_ALTERNATIVES, Row};

/// What one answer, or all supported answers to a question, impose besides points.
#[derive(Debug, Clone, Default)]
pub(super) struct Limits {
    /// The alternatives it rules out; limits that the team lifted are left out.
    pub(super) rules_out: AltSet,
    /// The numbers of the questions whose requests can be told apart because of it, ascending.
    pub(super) separates: Vec<usize>,
}

/// What every question imposes, and who is ruled out by that.
#[derive(Debug, Clone)]
pub(super) struct Exclusions {
    all: AltSet,
    mixes: Vec<Mix>,
    questions: Vec<Imposed>,
    counts: Strikes,
}

/// What one question imposes.
#[derive(Debug, Clone, Copy)]
struct Imposed {
    rules_out: AltSet,
    /// The mixes for which the team stated that its requests can be told apart.
    waived: AltSet,
    /// How many questions separate this one.
    separations: u16,
}

/// How many questions rule each alternative out.
#[derive(Debug, Clone, Copy, Default)]
struct Strikes {
    all: Row<u16>,
    /// For each mix, only the questions that are not separated.
    whole: Row<Row<u16>>,
}

impl Exclusions {
    /// Starts with questions that impose nothing. `waived` holds, for each question, the alternatives it is waived for.
    pub(super) fn new(alternatives: usize, mixes: Vec<Mix>, waived: impl Iterator<Item = AltSet>) -> Self {
        let imposed = |waived| Imposed { rules_out: AltSet::NONE, waived, separations: 0 };
        Self { all: AltPlace::first(alternatives).collect(), mixes, questions: waived.map(imposed).collect(), counts: Strikes::default() }
    }

    /// Replaces what the question with that number imposes.
    pub(super) fn replace(&mut self, number: usize, from: &Limits, to: &Limits) {
        self.counts = self.counts_with(number, from, to);
        if let Some(question) = self.questions.get_mut(number) {
            question.rules_out = to.rules_out;
        }
        for (limits, change) in [(from, -1), (to, 1)] {
            for other in &limits.separates {
                if let Some(question) = self.questions.get_mut(*other) {
                    question.separations = question.separations.saturating_add_signed(change);
                }
            }
        }
    }

    /// Returns who is not ruled out.
    pub(super) fn survivors(&self) -> AltSet {
        self.survivors_of(&self.counts)
    }

    /// Returns who would not be ruled out if the question with that number imposed `to` in place of `from`.
    pub(super) fn survivors_with(&self, number: usize, from: &Limits, to: &Limits) -> AltSet {
        self.survivors_of(&self.counts_with(number, from, to))
    }

    /// Returns the mixes, in questionnaire order.
    pub(super) fn mixes(&self) -> &[Mix] {
        &self.mixes
    }

    /// Returns the alternatives that some question rules out by itself.
    pub(super) fn struck(&self) -> AltSet {
        self.counts.all.counted()
    }

    /// Returns the alternatives that are ruled out by some question that is not separated for `mix`.
    pub(super) fn struck_whole(&self, mix: &Mix) -> AltSet {
        self.counts.whole.at(mix.place).counted()
    }

    /// Tells whether the requests of a question can be told apart, for `mix`.
    pub(super) fn is_separated(&self, number: usize, mix: &Mix) -> bool {
        self.is_waived(number, mix) || self.questions.get(number).is_some_and(|question| question.separations > 0)
    }

    /// Tells whether the team stated that the requests of a question can be told apart, for `mix`.
    pub(super) fn is_waived(&self, number: usize, mix: &Mix) -> bool {
        self.questions.get(number).is_some_and(|question| question.waived.has(mix.place))
    }

    fn survivors_of(&self, counts: &Strikes) -> AltSet {
        let struck = counts.all.counted();
        let is_dead = |mix: &&Mix| mix.killed_by(struck, counts.whole.at(mix.place).counted()).is_some();
        self.all.without(struck).without(self.mixes.iter().filter(is_dead).map(|mix| mix.place).collect())
    }

    fn counts_with(&self, number: usize, from: &Limits, to: &Limits) -> Strikes {
        let mut counts = self.counts;
        let separations = |other: usize| self.questions.get(other).map_or(0, |question| question.separations);
        let separates = |limits: &Limits, other: usize| limits.separates.binary_search(&other).is_ok();
        for other in from.separates.iter().copied().filter(|other| *other != number) {
            if separations(other) == 1 && !separates(to, other) {
                self.add_whole(&mut counts, other, self.rules_out(other), 1);
            }
        }
        for other in to.separates.iter().copied().filter(|other| *other != number) {
            if separations(other) == 0 {
                self.add_whole(&mut counts, other, self.rules_out(other), -1);
            }
        }
        let before = separations(number);
        let after = before + u16::from(separates(to, number)) - u16::from(separates(from, number));
        for (limits, change, separations) in [(from, -1, before), (to, 1, after)] {
            counts.all.add(limits.rules_out, change);
            if separations == 0 {
                self.add_whole(&mut counts, number, limits.rules_out, change);
            }
        }
        counts
    }

    fn rules_out(&self, number: usize) -> AltSet {
        self.questions.get(number).map_or(AltSet::NONE, |question| question.rules_out)
    }

    /// Counts what a question that is not separated rules out, for every mix for which it is not waived.
    fn add_whole(&self, counts: &mut Strikes, number: usize, places: AltSet, change: i16) {
        let waived = self.questions.get(number).map_or(AltSet::NONE, |question| question.waived);
        for mix in self.mixes.iter().filter(|mix| !waived.has(mix.place)) {
            let mut row = counts.whole.at(mix.place);
            row.add(places, change);
            counts.whole.set(mix.place, row);
        }
    }
}

impl Row<u16> {
    fn add(&mut self, places: AltSet, change: i16) {
        places.iter().for_each(|place| self.set(place, self.at(place).saturating_add_signed(change)));
    }

    fn counted(&self) -> AltSet {
        AltPlace::first(MOST_ALTERNATIVES).filter(|place| self.at(*place) > 0).collect()
    }
}
