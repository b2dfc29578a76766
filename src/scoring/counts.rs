//! Turns answers and votes on one question into counts of its choices: one idea for agreed, voted and unknown.
//!
//! This module must not know of weights, values or hard limits.

use super::State;
use crate::questionnaire::{Id, Question};
use crate::session::{Answer, Session, Vote, Votes};

/// How many voices each choice of a question has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    /// Where the question stands.
    pub(super) state: State,
    /// The voices of each choice, in the question's order; at least one choice has some.
    pub(super) voices: Vec<i128>,
}

/// Counts the voices on `question`; nothing where the team said that it does not apply.
pub(super) fn count(session: &Session, question: &Question) -> Option<Counts> {
    match session.answer(&question.id) {
        Some(Answer::Choice(choice)) => Some(certain(question, choice)),
        Some(Answer::Unknown) => Some(equally_likely(question, State::Unknown)),
        Some(Answer::NotApplicable(_)) => None,
        None => Some(count_votes(question, session.votes(&question.id))),
    }
}

/// Returns the number of votes for each choice, in the question's order; votes for `unknown` abstain.
pub(super) fn tally(question: &Question, votes: &Votes) -> Vec<usize> {
    let mut tally = vec![0; question.choices.len()];
    for vote in votes.values() {
        if let Vote::Choice(voted) = vote
            && let Some((count, _)) = tally.iter_mut().zip(&question.choices).find(|(_, choice)| choice.id == *voted)
        {
            *count += 1;
        }
    }
    tally
}

fn count_votes(question: &Question, votes: Option<&Votes>) -> Counts {
    let Some(votes) = votes.filter(|votes| !votes.is_empty()) else {
        return equally_likely(question, State::Open);
    };
    let tally = tally(question, votes);
    match tally.iter().filter(|count| **count > 0).count() {
        0 => equally_likely(question, State::Unknown),
        1 => Counts { state: State::Settled, voices: tally.iter().map(|count| i128::from(*count > 0)).collect() },
        _ => Counts { state: State::Split, voices: tally.iter().map(|count| i128::try_from(*count).unwrap_or_default()).collect() },
    }
}

fn certain(question: &Question, agreed: &Id) -> Counts {
    Counts { state: State::Settled, voices: question.choices.iter().map(|choice| i128::from(choice.id == *agreed)).collect() }
}

fn equally_likely(question: &Question, state: State) -> Counts {
    Counts { state, voices: vec![1; question.choices.len()] }
}
