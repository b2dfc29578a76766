//! Answers questions: choices, unknown, does not apply, importance, assumption, lifted limits.

use super::{form, travel};
use crate::questionnaire::{Id, Importance};
use crate::session::Answer;
use crate::tui::model::{Model, Screen, Target};

/// Chooses the choice at `place`; stays on the screen.
pub(super) fn choose(model: &mut Model, place: usize) {
    let Some(question) = model.question() else { return };
    let Some(choice) = question.choices.get(place) else {
        model.notice = Some(format!("Choose 1 to {}, 0 if you don't know yet, or x if it does not apply", question.choices.len()));
        return;
    };
    let (question, choice) = (question.id.clone(), choice.id.clone());
    if answer(model, &question, Answer::Choice(choice)) {
        mark(model, place);
    }
}

/// Answers "we don't know yet", and asks who finds out and by when.
pub(super) fn unknown(model: &mut Model) {
    let Some((question, choices)) = model.question().map(|question| (question.id.clone(), question.choices.len())) else { return };
    if answer(model, &question, Answer::Unknown) {
        mark(model, choices);
        if !model.is_ballot() {
            form::open_find_out(model, &question);
        }
    }
}

/// Answers "does not apply", and asks for the reason.
pub(super) fn not_applicable(model: &mut Model) {
    if let Screen::WhatIf = model.place.screen {
        super::trial::answer(model, Answer::NotApplicable(String::new()));
        return;
    }
    let Some((question, choices)) = model.question().map(|question| (question.id.clone(), question.choices.len())) else { return };
    let reason = match model.session().answer(&question) {
        Some(Answer::NotApplicable(reason)) => reason.clone(),
        Some(Answer::Choice(_) | Answer::Unknown) | None => String::new(),
    };
    if answer(model, &question, Answer::NotApplicable(reason)) {
        mark(model, choices + 1);
        form::open_not_applicable(model, question);
    }
}

/// Goes on; takes the marked line first if up or down has just put the mark there.
///
/// Nothing is answered by accident: if that changes an answer that stands, the screen stays and says so, and an answer
/// that was agreed after a vote changes by digit only.
pub(super) fn take(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    let line = super::marked(model).filter(|line| model.place.cursor.armed && !is_answer(model, &question, line));
    let stands = model.session().answer(&question).is_some();
    match line {
        Some(_) if stands && model.session().votes(&question).is_some() => {
            model.notice = Some("This answer was agreed after a vote: its digit changes it, Enter does not".to_owned());
        }
        Some(Target::Choice(place)) => choose(model, place),
        Some(Target::Unknown) => return unknown(model),
        Some(Target::NotApplicable) => return not_applicable(model),
        _ => {}
    }
    if model.notice.is_some() {
        return;
    }
    travel::go_on(model);
}

/// Raises or lowers the importance of the question on the screen or on the marked line.
pub(super) fn shift_importance(model: &mut Model, shift: fn(Importance) -> Importance) {
    let Some(id) = question_here(model) else { return };
    if model.place.question().is_none() {
        // What is changed is shown: the page goes to the marked line if that was scrolled away.
        model.place.cursor.free = false;
    }
    let made = model.sitting.shift_importance(&id, shift);
    model.take_note(made);
}

/// Marks the answer as an assumption, or as a fact again.
pub(super) fn toggle_assumption(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    let said = model.sitting.toggle_assumption(&question);
    if let Some(said) = model.take_note(said) {
        model.notice = Some(said.to_owned());
    }
}

/// Lifts the first hard limit of the answer that can be lifted, asking how its `unless` is met; takes it back if all
/// are lifted.
pub(super) fn lift(model: &mut Model) {
    let (Some(question), Some(alternative)) = (model.place.question().cloned(), model.liftable()) else { return };
    let is_lifted = model.session().waiver(&question, &alternative).is_some();
    let made = model.sitting.lift(&question, &alternative, (!is_lifted).then(String::new));
    let Some(said) = model.take_note(made) else { return };
    model.notice = Some(said);
    if !is_lifted {
        form::open_waiver(model, question, alternative);
    }
}

/// Returns the question that a key on this screen is about.
pub(super) fn question_here(model: &Model) -> Option<Id> {
    match super::marked(model) {
        Some(Target::Question(question)) => Some(question),
        _ => model.place.question().cloned(),
    }
}

/// Answers, and says so if that changed an answer that stood.
fn answer(model: &mut Model, question: &Id, answer: Answer) -> bool {
    let made = model.sitting.answer(question, answer);
    let Some(said) = model.take_note(made) else { return false };
    if said.is_some() {
        model.notice = said;
    }
    true
}

/// Tells whether `line` is the answer that stands.
fn is_answer(model: &Model, question: &Id, line: &Target) -> bool {
    match (line, model.session().answer(question)) {
        (Target::Choice(place), Some(Answer::Choice(now))) => choice_at(model, *place).is_some_and(|choice| choice == *now),
        (Target::Unknown, Some(Answer::Unknown)) | (Target::NotApplicable, Some(Answer::NotApplicable(_))) => true,
        _ => false,
    }
}

fn choice_at(model: &Model, place: usize) -> Option<Id> {
    model.question()?.choices.get(place).map(|choice| choice.id.clone())
}

fn mark(model: &mut Model, item: usize) {
    model.place.cursor.item = Some(item);
    model.place.cursor.free = false;
}
