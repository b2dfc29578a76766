//! What a worksheet says: its numbers with their units, where its own numbers come from, and what it points to.
//!
//! This module must not compute a row, nor know how anything is drawn.

use jiff::civil::Date;

use super::numbers::{computed, given};
use super::{Words, join, join_or};
use crate::questionnaire::worksheet::{Input, Outcome, Range, Results, Row, Suggested, Worksheet};
use crate::questionnaire::{Id, Questionnaire};

/// What is said if there is no answer that the numbers point to.
pub const NO_POINTER: &str = "These numbers point to no answer.";

/// Returns the numbers of an input with their unit: `2 to 3 USD`.
pub fn figure(input: &Input, range: Range) -> String {
    with_unit(given(range), input.unit.as_deref())
}

/// Returns what a row comes to, with its unit: `12 USD or never`.
pub fn outcome(row: &Row, found: Outcome) -> String {
    let unit = row.unit.as_deref().filter(|_| found.range.is_some());
    match computed(found).strip_suffix(" or never") {
        Some(range) => format!("{} or never", with_unit(range.to_owned(), unit)),
        None => with_unit(computed(found), unit),
    }
}

/// Returns where an input's own numbers come from: `Map, 2026-11.`, marked if that is stale on `day`; empty if it says
/// nothing. Its address is not part of it.
pub fn origin(input: &Input, day: Date) -> String {
    let stale = if input.is_stale(day) { "STALE, check it. " } else { "" };
    let parts: Vec<&str> = [input.source.as_deref(), input.dated.as_deref()].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{stale}{}.", parts.join(", ")) }
}

/// Returns the answers to `question` that the numbers point to, as a sentence; `None` if there is none.
pub fn pointer(questionnaire: &Questionnaire, results: &Results<'_>, question: &Id) -> Option<String> {
    let name = |suggested: &Suggested<'_>| {
        let choices = &questionnaire.question(question)?.choices;
        let place = choices.iter().position(|choice| choice.id == *suggested.choice)?;
        choices.get(place).map(|choice| format!("choice {}, \"{}\"", place + 1, choice.text))
    };
    let all = |sure: bool| {
        let mut names: Vec<String> = Vec::new();
        let here = results.suggests.iter().filter(|suggested| suggested.question == question && suggested.sure == sure);
        for name in here.filter_map(name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    let (sure, mut possible) = (all(true), all(false));
    possible.retain(|name| !sure.contains(name));
    match (sure.is_empty(), possible.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("This points to {}.", join_or(sure))),
        (true, false) if possible.len() == 1 => Some(format!("At some of these numbers this points to {}.", join(possible))),
        (true, false) => Some(format!("Depending on the numbers, this points to {}.", join_or(possible))),
        (false, false) => Some(format!("This points to {}; at some of these numbers to {}.", join_or(sure), join_or(possible))),
    }
}

fn with_unit(number: String, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

impl<'a> Words<'a> {
    /// Returns the worksheets on which the team filled something in.
    pub fn filled_in(self) -> impl Iterator<Item = &'a Worksheet> {
        self.questionnaire().worksheets().iter().filter(move |worksheet| self.session.is_filled_in(&worksheet.id))
    }

    /// Returns, for each question that the worksheet is offered on or suggests an answer to, what it suggested and what
    /// was answered.
    pub fn suggested_and_answered(self, worksheet: &'a Worksheet, results: &Results<'_>) -> Vec<(&'a Id, String)> {
        let mut questions: Vec<&Id> = worksheet.suggests.iter().map(|suggestion| &suggestion.question).collect();
        questions.extend(&worksheet.questions);
        let asked = self.questionnaire().questions().iter().filter(|question| questions.contains(&&question.id));
        let line = |question: &'a crate::questionnaire::Question| {
            let pointed = pointer(self.questionnaire(), results, &question.id);
            let pointed = pointed.unwrap_or_else(|| NO_POINTER.to_owned());
            let answered = if self.session.answer(&question.id).is_some() { "Answered: " } else { "" };
            (&question.id, format!("{pointed} {answered}{}", self.answer(question)))
        };
        asked.map(line).collect()
    }
}
