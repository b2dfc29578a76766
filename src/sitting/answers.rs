//! Answers of the team, and what is recorded beside them: importance, assumption, lifted limits.
//!
//! What a change did is returned as a sentence, so that it is said in the same words everywhere.

use super::{NotDone, Sitting};
use crate::questionnaire::{Id, Importance};
use crate::session::{Answer, Change};

impl Sitting {
    /// Answers a question. Returns what to say if that changed an answer that stood.
    ///
    /// # Errors
    /// Nothing may be changed, or the question has no such choice.
    pub fn answer(&mut self, question: &Id, answer: Answer) -> Result<Option<String>, NotDone> {
        let before = self.session.answer(question).filter(|before| before.key() != answer.key());
        let said = before.map(|before| {
            let (from, to) = (self.session.in_words(question, Some(before)), self.session.in_words(question, Some(&answer)));
            format!("Changed from {from} to {to} (u undoes)")
        });
        self.change(&self.label("answer to", question), Change::Answer(question.clone(), answer))?;
        Ok(said)
    }

    /// Sets how much a question counts to what `shift` makes of it.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn shift_importance(&mut self, question: &Id, shift: impl FnOnce(Importance) -> Importance) -> Result<(), NotDone> {
        let Some(asked) = self.session.questionnaire().question(question) else { return Ok(()) };
        let step = shift(self.session.importance(asked));
        self.change(&self.label("importance of", question), Change::Importance(question.clone(), step))
    }

    /// Marks the answer as an assumption, or as a fact again; returns what that means.
    ///
    /// # Errors
    /// Nothing may be changed, or there is no answer.
    pub fn toggle_assumption(&mut self, question: &Id) -> Result<&'static str, NotDone> {
        let assumption = !self.session.is_assumption(question);
        self.change(&self.label("assumption on", question), Change::Assumption(question.clone(), assumption))?;
        Ok(if assumption {
            "Marked as an assumption: taken as given, not checked (a: it is a fact)"
        } else {
            "Marked as a fact: no longer an assumption"
        })
    }

    /// States that an exception holds, or takes that back; returns what that means.
    ///
    /// # Errors
    /// Nothing may be changed, or the limit has no exception.
    pub fn lift(&mut self, question: &Id, alternative: &Id, note: Option<String>) -> Result<String, NotDone> {
        let name = self.session.questionnaire().alternative(alternative).map_or_else(String::new, |found| found.name.clone());
        let chosen = self.session.chosen(question).and_then(|choice| self.session.questionnaire().choice(question, choice));
        let [holds, ends] = if chosen.is_some_and(|(_, choice)| choice.rules_out.contains_key(alternative)) {
            ["is let in again", "is ruled out again"]
        } else {
            // A mix that no limit of its own rules out.
            ["keeps its other half for these requests", "cannot tell these requests apart any more"]
        };
        let (question, alternative) = (question.clone(), alternative.clone());
        let label = self.label("hard limit of", &question);
        match note {
            Some(note) => self.change(&label, Change::Waive { question, alternative, note }).map(|()| format!("{name} {holds}")),
            None => self.change(&label, Change::Unwaive { question, alternative }).map(|()| format!("{name} {ends}")),
        }
    }
}
