//! What stood when the result was first seen, and what is noted when that changes.
//!
//! A first answer is never noted: only changes of what the team had seen the result of. This module must not make
//! changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Answer, Change, Session};
use crate::questionnaire::Id;

/// The first look at the result.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// When it was.
    pub(super) at: Timestamp,
    stood: Arc<Stood>,
}

/// The questions that had said something to the result.
#[derive(Debug)]
struct Stood {
    answered: BTreeSet<Id>,
    voted: BTreeSet<Id>,
}

/// What stood is in no file: two sessions that say the same are equal.
impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Seen {}

impl Session {
    /// Returns a first look at `at`, with what stands now. A file does not say what stood at the look itself: then
    /// everything counts that is in the file.
    pub(super) fn look(&self, at: Timestamp) -> Seen {
        let ids = || self.questionnaire.questions().iter().map(|question| &question.id);
        let answered = ids().filter(|id| self.answer(id).is_some()).cloned().collect();
        let voted = ids().filter(|id| self.votes(id).is_some()).cloned().collect();
        Seen { at, stood: Arc::new(Stood { answered, voted }) }
    }

    /// Tells whether the result has been seen with an answer to `question`.
    fn answer_stood(&self, question: &Id) -> bool {
        self.result_seen.as_ref().is_some_and(|seen| seen.stood.answered.contains(question))
    }

    /// Tells whether the result has been seen with votes on `question`.
    pub(super) fn votes_stood(&self, question: &Id) -> bool {
        self.result_seen.as_ref().is_some_and(|seen| seen.stood.voted.contains(question))
    }

    /// Returns what is noted of a change, if anything: `Outage: from "A day" to "An hour"`.
    pub(super) fn noted(&self, change: &Change) -> Option<String> {
        match change {
            Change::Importance(question, step) => {
                let before = self.importance(self.questionnaire.question(question)?);
                let is_noted = self.result_seen.is_some() && before != *step;
                is_noted.then(|| self.note_on(question, &format!("importance from {} to {}", before.label(), step.label())))
            }
            Change::Answer(question, answer) => self.noted_answer(question, Some(answer)),
            Change::ClearAnswer(question) => self.noted_answer(question, None),
            Change::Waive { question, alternative, note: _ } => {
                let is_new = self.waiver(question, alternative).is_none();
                (is_new && self.answer_stood(question)).then(|| self.noted_limit(question, alternative, "is lifted"))
            }
            Change::Unwaive { question, alternative } => {
                let is_lifted = self.waiver(question, alternative).is_some();
                (is_lifted && self.answer_stood(question)).then(|| self.noted_limit(question, alternative, "holds again"))
            }
            Change::Reveal => {
                let question = &self.round.as_ref()?.question;
                self.noted_rounds(question, self.rounds(question).len() + 1)
            }
            _ => None,
        }
    }

    fn noted_answer(&self, question: &Id, answer: Option<&Answer>) -> Option<String> {
        let before = self.answer(question);
        let is_noted = before.map(Answer::key) != answer.map(Answer::key) && self.answer_stood(question);
        is_noted
            .then(|| self.note_on(question, &format!("from {} to {}", self.in_words(question, before), self.in_words(question, answer))))
    }

    fn noted_limit(&self, question: &Id, alternative: &Id, what: &str) -> String {
        let name = self.questionnaire.alternative(alternative).map_or("", |alternative| &alternative.name);
        self.note_on(question, &format!("the hard limit on {name} {what}"))
    }

    /// Returns what is noted if there are `after` rounds of votes on `question`.
    pub(super) fn noted_rounds(&self, question: &Id, after: usize) -> Option<String> {
        let before = self.rounds(question).len();
        let is_noted = before != after && self.votes_stood(question);
        is_noted.then(|| self.note_on(question, &format!("from {before} to {after} rounds of votes")))
    }

    fn note_on(&self, question: &Id, what: &str) -> String {
        format!("{}: {what}", self.questionnaire.label(question))
    }

    /// Returns an answer as people call it: a choice in its words, or `no answer`.
    pub fn in_words(&self, question: &Id, answer: Option<&Answer>) -> String {
        match answer {
            Some(Answer::Choice(choice)) => {
                let text = self.questionnaire.choice(question, choice).map_or("", |(_, choice)| choice.text.as_str());
                format!("\"{text}\"")
            }
            Some(Answer::Unknown) => "\"we don't know yet\"".to_owned(),
            Some(Answer::NotApplicable(_)) => "\"does not apply\"".to_owned(),
            None => "no answer".to_owned(),
        }
    }
}
