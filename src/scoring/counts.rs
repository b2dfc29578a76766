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

/// Counts the voices on `question`. Is `None` if the team said that it does not apply.
pub(super) fn count(session: &Session, question: &Question) -> Option<Counts> {
    match session.answer(&question.id) {
        Some(Answer::Choice(choice)) => Some(certain(question, choice)),
        Some(Answer::Unknown) => Some(equally_likely(question, State::Unknown)),
        Some(Answer::NotApplicable(_)) => None,
        None => Some(count_votes(question, session.votes(&question.id))),
    }
}

/// Returns the number of votes for each choice, in the question's order; votes for `unknown` abstain.
pub(crate) fn tally(question: &Question, votes: &Votes) -> Vec<usize> {
    let mut tally = vec![0; question.choices.len()];
    for vote in votes.values() {
        if let Vote::Choice(voted) = vote
            && let Some(count) = voted.place(&question.choices, |choice| &choice.id).and_then(|place| tally.get_mut(place))
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::questionnaire::Questionnaire;
    use crate::session::{Change, Participant};

    /// Returns the counts of the first built-in question after each round of votes, by the number of the choice, and a
    /// last change.
    fn counts_after(rounds: &[&[Option<usize>]], last: impl FnOnce(&Question) -> Option<Answer>) -> Option<Counts> {
        let mut session = Session::new(Arc::new(Questionnaire::built_in()), Timestamp::UNIX_EPOCH);
        let question = session.questionnaire().questions()[0].clone();
        let mut apply = |change| session.apply(change, Timestamp::UNIX_EPOCH).unwrap();
        for name in ["Ana", "Bo", "Chi"] {
            apply(Change::AddParticipant(Participant { name: name.into(), role: None }));
        }
        for round in rounds {
            apply(Change::OpenRound(question.id.clone()));
            for (name, vote) in ["Ana", "Bo", "Chi"].into_iter().zip(*round) {
                let vote = vote.map_or(Vote::Unknown, |choice| Vote::Choice(question.choices[choice].id.clone()));
                apply(Change::Vote { name: name.into(), vote: Some(vote) });
            }
            apply(Change::Reveal);
        }
        if let Some(answer) = last(&question) {
            apply(Change::Answer(question.id.clone(), answer));
        }
        count(&session, &question)
    }

    fn state_and_voices(counts: Option<Counts>) -> (State, Vec<i128>) {
        let counts = counts.unwrap();
        (counts.state, counts.voices.into_iter().take(3).collect())
    }

    #[test]
    fn an_agreed_choice_counts_alone_whatever_was_voted() {
        let counts = counts_after(&[&[Some(0), Some(0), Some(2)]], |question| Some(Answer::Choice(question.choices[1].id.clone())));
        assert_eq!(state_and_voices(counts), (State::Settled, vec![0, 1, 0]));
    }

    #[test]
    fn not_knowing_makes_every_choice_equally_likely_whatever_was_voted() {
        let counts = counts_after(&[&[Some(0), Some(0)]], |_| Some(Answer::Unknown));
        assert_eq!(state_and_voices(counts), (State::Unknown, vec![1, 1, 1]));
    }

    #[test]
    fn what_does_not_apply_has_no_counts() {
        assert_eq!(counts_after(&[&[Some(0)]], |_| Some(Answer::NotApplicable(String::new()))), None);
    }

    #[test]
    fn votes_for_one_choice_settle_it_with_a_single_voice() {
        let counts = counts_after(&[&[Some(2), Some(2), None]], |_| None);
        assert_eq!(state_and_voices(counts), (State::Settled, vec![0, 0, 1]));
    }

    #[test]
    fn only_the_last_round_counts_and_those_who_do_not_know_abstain() {
        let counts = counts_after(&[&[Some(2), Some(2), Some(2)], &[Some(0), Some(1), None]], |_| None);
        assert_eq!(state_and_voices(counts), (State::Split, vec![1, 1, 0]));
    }

    #[test]
    fn without_a_vote_for_a_choice_a_question_is_unknown_or_open() {
        assert_eq!(state_and_voices(counts_after(&[&[None]], |_| None)), (State::Unknown, vec![1, 1, 1]));
        assert_eq!(state_and_voices(counts_after(&[], |_| None)), (State::Open, vec![1, 1, 1]));
    }
}
