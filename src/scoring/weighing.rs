//! A session as numbers: every part of the scoring reads this one table, and one answer is re-evaluated from it in
//! constant time.
//!
//! Everything is an integer over one common denominator. With at most 500 questions of weight 8, scores up to 100 and
//! counts up to 50 voters, the least common multiple of all counts is below 2^72, a value below 2^91, and the largest
//! product formed anywhere (a value times 50 voices times a score sum of 5,000) below 2^110: 128 bits are enough.
//! This module must not judge what it counts.

use std::collections::HashMap;

use super::counts;
use super::exclusions::{Exclusions, Limits};
use super::mixes::Mix;
use super::outcome::{Lead, Outcome};
use super::row::{AltPlace, AltSet, Row};
use super::{Exact, Ordered, State};
use crate::questionnaire::{Choice, Id, Question};
use crate::session::Session;

/// The score of a fit of 0: the middle of 0..100, so that a missing effect neither helps nor hurts.
const MIDDLE_SCORE: i128 = 50;
/// Points of score for one step of fit: the five fits from -2 to 2 span 0..100 evenly.
const SCORE_PER_FIT: i128 = 25;

/// A whole session as numbers.
pub(super) struct Weighing<'a> {
    /// The session that the numbers are about.
    pub(super) session: &'a Session,
    /// Every question, including those that do not apply, questionnaire order.
    pub(super) questions: Vec<Weighed<'a>>,
    /// The least common multiple of all counts: totals are integers over it.
    pub(super) scale: i128,
    /// Who is ruled out by what.
    pub(super) exclusions: Exclusions,
    /// The outcome with the answers as they are.
    pub(super) now: Outcome,
}

/// One question as numbers.
pub(super) struct Weighed<'a> {
    /// The question.
    pub(super) question: &'a Question,
    /// Its place in the questionnaire, from 0.
    pub(super) number: usize,
    /// Where it stands; `None` if it does not apply.
    pub(super) state: Option<State>,
    /// Its weight: 0, 1, 2, 4 or 8.
    pub(super) weight: i128,
    /// All voices together; 1 if it does not apply.
    pub(super) voices: i128,
    /// Its choices, in its order.
    pub(super) options: Vec<Possible<'a>>,
    /// Score of each alternative times `voices`.
    pub(super) scores: Row<i128>,
    /// What it adds to each alternative's total as things stand.
    pub(super) mean: Row<i128>,
    /// What one point of score adds to a total.
    pub(super) unit: i128,
    /// What it imposes: it rules out what every supported choice rules out, and separates what any of them separates.
    pub(super) limits: Limits,
    /// The alternatives that some supported choice rules out.
    pub(super) may_rule_out: AltSet,
}

/// One choice as numbers.
pub(super) struct Possible<'a> {
    /// The choice.
    pub(super) choice: &'a Choice,
    /// The voices it has; 0 if it is not supported.
    pub(super) voices: i128,
    /// Score of each alternative, 0..100.
    pub(super) scores: Row<i128>,
    /// What it would impose.
    pub(super) limits: Limits,
}

impl<'a> Weighing<'a> {
    /// Turns a session into numbers.
    pub(super) fn new(session: &'a Session) -> Self {
        let (asked, alternatives) = (session.questionnaire().questions(), session.questionnaire().alternatives());
        let numbers: HashMap<&Id, usize> = asked.iter().enumerate().map(|(number, question)| (&question.id, number)).collect();
        let weighed = |(number, question)| Weighed::new(session, question, number, &numbers);
        let mut questions: Vec<_> = asked.iter().enumerate().map(weighed).collect();
        let scale = questions.iter().fold(1, |scale, weighed| least_common_multiple(scale, weighed.voices));
        let waived = asked.iter().map(|question| waived(session, question));
        let mut exclusions = Exclusions::new(alternatives.len(), Mix::all(alternatives), waived);
        let mut now = Outcome { totals: Row::default(), survivors: AltSet::NONE, weight: 0 };
        for weighed in &mut questions {
            weighed.scale_to(scale);
            if weighed.state.is_some() {
                now.weight += weighed.weight;
                now.totals.combine(&weighed.mean, |total, mean| *total += mean);
                exclusions.replace(weighed.number, &Limits::default(), &weighed.limits);
            }
        }
        now.survivors = exclusions.survivors();
        Self { session, questions, scale, exclusions, now }
    }

    /// Returns the questions that apply, questionnaire order.
    pub(super) fn applicable(&self) -> impl Iterator<Item = &Weighed<'a>> {
        self.questions.iter().filter(|weighed| weighed.state.is_some())
    }

    /// Returns the question with that id, if it applies.
    pub(super) fn find(&self, question: &Id) -> Option<&Weighed<'a>> {
        self.applicable().find(|weighed| weighed.question.id == *question)
    }

    /// Returns the places of all alternatives, questionnaire order.
    pub(super) fn places(&self) -> impl Iterator<Item = AltPlace> + use<> {
        AltPlace::first(self.session.questionnaire().alternatives().len())
    }

    /// Returns the id of an alternative.
    pub(super) fn id(&self, place: AltPlace) -> Option<&'a Id> {
        self.session.questionnaire().alternatives().get(place.number()).map(|alternative| &alternative.id)
    }

    /// Returns the ids of alternatives, in the order given.
    pub(super) fn ids(&self, places: impl IntoIterator<Item = AltPlace>) -> Vec<Id> {
        places.into_iter().filter_map(|place| self.id(place).cloned()).collect()
    }

    /// Returns a map over alternatives, in the order given.
    pub(super) fn ordered<T>(&self, places: impl IntoIterator<Item = AltPlace>, mut entry: impl FnMut(AltPlace) -> T) -> Ordered<T> {
        places.into_iter().filter_map(|place| Some((self.id(place)?.clone(), entry(place)))).collect()
    }

    /// Returns a difference of totals in points.
    pub(super) fn points(&self, total: i128) -> Exact {
        Exact::new(total, self.scale * self.now.weight)
    }

    /// Returns an alternative's value, 0..100. Is `None` if no question has weight.
    pub(super) fn value(&self, outcome: &Outcome, place: AltPlace) -> Option<Exact> {
        (outcome.weight > 0).then(|| Exact::new(outcome.totals.at(place), self.scale * outcome.weight))
    }

    /// Returns the leader and its rivals. Is `None` without survivors or weight.
    pub(super) fn lead(&self) -> Option<Lead> {
        let leader = self.now.leaders().first()?;
        Some(Lead { leader, rivals: self.now.ranking().into_iter().filter(|place| *place != leader).collect() })
    }

    /// Returns the outcome with `possible` as the certain answer to a question that applies; nothing else changes.
    pub(super) fn with(&self, weighed: &Weighed<'_>, possible: &Possible<'_>) -> Outcome {
        let mut totals = self.now.totals;
        totals.combine(&weighed.mean, |total, mean| *total -= mean);
        totals.combine(&possible.scores, |total, score| *total += weighed.unit * score);
        let survivors = self.exclusions.survivors_with(weighed.number, &weighed.limits, &possible.limits);
        Outcome { totals, survivors, weight: self.now.weight }
    }
}

impl<'a> Weighed<'a> {
    fn new(session: &'a Session, question: &'a Question, number: usize, numbers: &HashMap<&Id, usize>) -> Self {
        let counts = counts::count(session, question);
        let state = counts.as_ref().map(|counts| counts.state);
        let voices_of = counts.map(|counts| counts.voices).unwrap_or_default();
        let mut voices_of = voices_of.into_iter();
        let possible = |choice| Possible::new(session, question, choice, voices_of.next().unwrap_or_default(), numbers);
        let options: Vec<_> = question.choices.iter().map(possible).collect();
        let mut scores = Row::<i128>::default();
        for option in options.iter().filter(|option| option.voices > 0) {
            scores.combine(&option.scores, |sum, score| *sum += option.voices * score);
        }
        let struck = || options.iter().filter(|option| option.voices > 0).map(|option| option.limits.rules_out);
        let rules_out = struck().reduce(AltSet::and).unwrap_or_default();
        let may_rule_out = struck().fold(AltSet::NONE, AltSet::or);
        let limits = Limits { rules_out, separates: separated_by_some(&options) };
        let voices = options.iter().map(|option| option.voices).sum::<i128>().max(1);
        let weight = session.importance(question).weight();
        Self { question, number, state, weight, voices, options, scores, mean: Row::default(), unit: 0, limits, may_rule_out }
    }

    fn scale_to(&mut self, scale: i128) {
        self.unit = self.weight * scale;
        let per_voice = self.unit / self.voices;
        self.mean = self.scores.map(|score| per_voice * score);
    }

    /// Tells whether one choice is agreed or voted by all.
    pub(super) fn is_settled(&self) -> bool {
        self.state == Some(State::Settled)
    }

    /// Returns the choices with voices.
    pub(super) fn supported(&self) -> impl Iterator<Item = &Possible<'a>> {
        self.options.iter().filter(|option| option.voices > 0)
    }

    /// Returns what the question adds to the gap between two alternatives as things stand.
    pub(super) fn gap(&self, ahead: AltPlace, behind: AltPlace) -> i128 {
        self.mean.at(ahead) - self.mean.at(behind)
    }

    /// Returns how far the question lifts an alternative above a score in the middle, as a difference of totals.
    pub(super) fn above_middle(&self, place: AltPlace) -> i128 {
        self.mean.at(place) - self.unit * MIDDLE_SCORE
    }

    /// Returns what the question would add to the gap between two alternatives with `possible` as its answer.
    pub(super) fn gap_with(&self, possible: &Possible<'_>, ahead: AltPlace, behind: AltPlace) -> i128 {
        self.unit * (possible.scores.at(ahead) - possible.scores.at(behind))
    }
}

impl<'a> Possible<'a> {
    fn new(session: &Session, question: &Question, choice: &'a Choice, voices: i128, numbers: &HashMap<&Id, usize>) -> Self {
        let mut scores = Row::default();
        let mut rules_out = AltSet::NONE;
        let alternatives = session.questionnaire().alternatives();
        for (place, alternative) in AltPlace::first(alternatives.len()).zip(alternatives) {
            let mut fit = choice.fit(&alternative.id);
            if let Some(limit) = choice.rules_out.get(&alternative.id) {
                if limit.unless.is_some() && session.waiver(&question.id, &alternative.id).is_some() {
                    // Once the exception is written down, the waived limit is no longer a drawback.
                    fit = fit.max(0);
                } else {
                    rules_out = rules_out.with(place);
                }
            }
            scores.set(place, MIDDLE_SCORE + SCORE_PER_FIT * i128::from(fit));
        }
        let mut separates: Vec<_> = choice.separates.iter().filter_map(|id| numbers.get(id)).copied().collect();
        separates.sort_unstable();
        Self { choice, voices, scores, limits: Limits { rules_out, separates } }
    }
}

/// Returns the alternatives for which the team stated an exception on `question`.
fn waived(session: &Session, question: &Question) -> AltSet {
    let alternatives = session.questionnaire().alternatives();
    let places = AltPlace::first(alternatives.len()).zip(alternatives);
    places.filter(|(_, alternative)| session.waiver(&question.id, &alternative.id).is_some()).map(|(place, _)| place).collect()
}

/// Returns the numbers of the questions that some supported option separates, ascending.
fn separated_by_some(options: &[Possible<'_>]) -> Vec<usize> {
    let supported = options.iter().filter(|option| option.voices > 0);
    let mut separated: Vec<_> = supported.flat_map(|option| &option.limits.separates).copied().collect();
    separated.sort_unstable();
    separated.dedup();
    separated
}

fn least_common_multiple(left: i128, right: i128) -> i128 {
    let (mut divisor, mut rest) = (left, right);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    left / divisor * right
}
