//! The rules that every change must keep.

use jiff::civil::Date;

use crate::questionnaire::{Id, Question, Questionnaire, exact_day};
use crate::session::{LONGEST_NAME, LONGEST_TITLE, Participant, Refusal, name};

pub(in crate::session) fn limit(text: &str, most: usize, what: &'static str) -> Result<(), Refusal> {
    // A byte is the least a character takes: short texts need no counting.
    if text.len() > most && text.chars().count() > most {
        return Err(Refusal::TooLong { what, most });
    }
    Ok(())
}

pub(in crate::session) fn check_name(name: &str, role: Option<&str>) -> Result<(), Refusal> {
    if name.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    limit(name, LONGEST_NAME, "A name")?;
    role.map_or(Ok(()), |role| limit(role, LONGEST_TITLE, "A role"))
}

/// Refuses a second way to write one of the names `taken`, and a name that only looks like one of them.
pub(in crate::session) fn check_distinct<'n>(mut taken: impl Iterator<Item = &'n str>, name: &str) -> Result<(), Refusal> {
    match taken.find(|other| name::looks_same(other, name)) {
        None => Ok(()),
        Some(other) if name::is_same(other, name) => Err(Refusal::NameTaken(other.to_owned())),
        Some(other) => Err(Refusal::LooksAlike { name: name.to_owned(), other: other.to_owned() }),
    }
}

pub(in crate::session) fn known_question<'a>(questionnaire: &'a Questionnaire, question: &Id) -> Result<&'a Question, Refusal> {
    questionnaire.question(question).ok_or_else(|| Refusal::NoQuestion(question.clone()))
}

pub(in crate::session) fn known_choice(questionnaire: &Questionnaire, question: &Id, choice: &Id) -> Result<(), Refusal> {
    match questionnaire.choice(question, choice) {
        Some(_) => Ok(()),
        None => Err(Refusal::NoChoice { question: question.clone(), choice: choice.clone() }),
    }
}

/// Tells whether the team can state an exception for `alternative` on `question`: some choice has a limit on it that can be
/// lifted or, for a mix, a limit on one of its parts, whose requests it may be possible to tell apart.
pub(in crate::session) fn has_exception(questionnaire: &Questionnaire, question: &Question, alternative: &Id) -> bool {
    let parts = questionnaire.alternative(alternative).map_or(&[][..], |alternative| &alternative.mixes);
    question.choices.iter().any(|choice| {
        let limit = choice.rules_out.get(alternative);
        limit.is_some_and(|limit| limit.unless.is_some()) || parts.iter().any(|part| choice.rules_out.contains_key(part))
    })
}

pub(in crate::session) fn known_participant(participants: &[Participant], name: &str) -> Result<(), Refusal> {
    let is_known = participants.iter().any(|participant| participant.name == name);
    if is_known { Ok(()) } else { Err(Refusal::NoParticipant(name.to_owned())) }
}

/// Reads a date as people type it: `2026-12-24`.
///
/// # Errors
/// The text is no such date.
pub fn parse_date(text: &str) -> Result<Date, Refusal> {
    exact_day(text.trim()).ok_or(Refusal::NoDate)
}
