//! What the program says about a result, in sentences that somebody from finance understands.
//!
//! Screens, plain mode and every record take their sentences from here, so that one fact is worded in one way. The
//! sentences are plain text without any markup; each format escapes them itself. This module must not compute a result,
//! nor know how anything is drawn.

mod advice;
mod arguments;
mod changed;
mod changes;
mod close;
mod differences;
mod fewest;
pub mod figures;
mod find_out;
mod follow_ups;
mod glance;
mod headline;
mod hinge;
mod merged;
mod mix;
mod moves;
pub mod numbers;
mod questions;
mod read_back;
mod team;
#[cfg(test)]
mod tests;
mod verdict;
mod votes;
mod worksheets;

use crate::questionnaire::{Alternative, Id, Questionnaire};
use crate::scoring::Assessment;
use crate::session::Session;

pub use advice::{Advice, gain_and_advice};
pub use arguments::{Argument, Arguments};
pub use changed::changed;
pub use changes::{OtherAnswers, Reach};
pub use close::{Check, decided};
pub use differences::{tally, who_differs};
pub use follow_ups::{about, follow_up, owner, who_and_when};
pub use merged::{brought, brought_in, replaced};
pub use mix::{MixPart, loses, told_apart};
pub use moves::what_changed;
pub use questions::{ALREADY_DECIDED, Basis, cited_by, facts_cited, source};
pub use read_back::{is_it_right, read_back, read_this_to};
pub use verdict::kind_label;
pub use votes::{
    I_DO_NOT_KNOW, Side, WE_DO_NOT_KNOW, agreement, hear_first, how_answered, sides, sides_of, took_part, turnout, turnout_in_short,
};
pub use worksheets::{NO_POINTER, figure, origin, outcome, pointer};

/// One session and what follows from it, put into words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// What people said.
    pub session: &'a Session,
    /// What follows from it.
    pub assessment: &'a Assessment,
}

/// A sentence, and the question it is about, if it is about one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The question to open for more.
    pub question: Option<Id>,
    /// One or two plain sentences.
    pub text: String,
}

impl Sentence {
    pub(super) fn about(question: &Id, text: impl Into<String>) -> Self {
        Self { question: Some(question.clone()), text: text.into() }
    }
}

impl<'a> Words<'a> {
    /// Puts `assessment`, which must be that of `session`, into words.
    pub fn new(session: &'a Session, assessment: &'a Assessment) -> Self {
        Self { session, assessment }
    }

    /// Returns the questionnaire of the session.
    pub fn questionnaire(self) -> &'a Questionnaire {
        self.session.questionnaire()
    }

    /// Returns what the decision is about, or a stand-in if the title is empty.
    pub fn title(self) -> &'a str {
        title(self.session)
    }

    /// Returns the full name of an alternative.
    pub fn name(self, alternative: &Id) -> &'a str {
        self.questionnaire().alternative(alternative).map_or("", |alternative| &alternative.name)
    }

    /// Returns the short name of an alternative, for tables and bars.
    pub fn short(self, alternative: &Id) -> &'a str {
        self.questionnaire().alternative(alternative).map_or("", |alternative| &alternative.short)
    }

    /// Returns the name of an alternative for use within a sentence: the short one, in quotes if it contains a comma.
    pub fn call(self, alternative: &Id) -> String {
        self.questionnaire().alternative(alternative).map(call).unwrap_or_default()
    }

    /// Returns several alternatives for use within a sentence: `A, B and C`.
    pub fn call_all<'b>(self, alternatives: impl IntoIterator<Item = &'b Id>) -> String {
        join(alternatives.into_iter().map(|alternative| self.call(alternative)))
    }

    /// Tells whether an alternative is made of others.
    pub fn is_mix(self, alternative: &Id) -> bool {
        self.questionnaire().alternative(alternative).is_some_and(|alternative| !alternative.mixes.is_empty())
    }

    /// Returns the label of a question.
    pub fn label(self, question: &Id) -> &'a str {
        self.questionnaire().label(question)
    }

    /// Returns several questions for use within a sentence, by their labels.
    pub fn label_all<'b>(self, questions: impl IntoIterator<Item = &'b Id>) -> String {
        join(questions.into_iter().map(|question| self.label(question).to_owned()))
    }

    /// Returns the first few questions for use within a sentence, and how many more there are.
    pub fn label_some(self, questions: &[Id]) -> String {
        join_some(questions.iter().map(|question| self.label(question).to_owned()), 4)
    }

    /// Returns the text of a choice. Is empty if there is no such choice.
    pub fn choice(self, question: &Id, choice: &Id) -> &'a str {
        self.questionnaire().choice(question, choice).map_or("", |(_, choice)| &choice.text)
    }
}

/// Returns what a session is about, or a stand-in if its title is empty.
pub fn title(session: &Session) -> &str {
    match session.title().trim() {
        "" => "Untitled decision",
        title => title,
    }
}

/// Returns `A`, `A and B` or `A, B and C`.
pub fn join(parts: impl IntoIterator<Item = String>) -> String {
    join_with(parts, "and")
}

/// Returns the first `most` parts and how many more there are: `A, B and 3 more`.
pub fn join_some(parts: impl IntoIterator<Item = String>, most: usize) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    let more = parts.len().saturating_sub(most);
    parts.truncate(most);
    parts.extend((more > 0).then(|| format!("{more} more")));
    join(parts)
}

/// Returns `A`, `A or B` or `A, B or C`.
pub fn join_or(parts: impl IntoIterator<Item = String>) -> String {
    join_with(parts, "or")
}

fn join_with(parts: impl IntoIterator<Item = String>, word: &str) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    let Some(last) = parts.pop() else { return String::new() };
    if parts.is_empty() { last } else { format!("{} {word} {last}", parts.join(", ")) }
}

/// Returns `1 question` or `3 questions`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

fn call(alternative: &Alternative) -> String {
    // Unquoted, "Closed, private would lead" reads as two things.
    if alternative.short.contains(',') { format!("\"{}\"", alternative.short) } else { alternative.short.clone() }
}
