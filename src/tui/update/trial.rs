//! What-if: changes tried on a copy.

use crate::questionnaire::Id;
use crate::session::Answer;
use crate::tui::model::{Model, Place, Screen, Tab};

/// Starts on a copy of the session.
pub(super) fn start(model: &mut Model) {
    model.sitting.start_trial();
    model.place = Place::at(Screen::WhatIf, 0);
}

/// Ends, keeping or dropping what was tried.
pub(super) fn end(model: &mut Model, keep: bool) {
    let ended = model.sitting.end_trial(keep);
    let Some(ended) = model.take_note(ended) else { return };
    model.place = Place::new(Screen::Result(Tab::Overview));
    model.notice = Some(ended.said().to_owned());
}

/// Tries the choice at `place` for the marked question.
pub(super) fn choose(model: &mut Model, place: usize) {
    if let Some(question) = super::answering::question_here(model) {
        choose_for(model, &question, place);
    }
}

fn choose_for(model: &mut Model, question: &Id, place: usize) {
    let asked = model.session().questionnaire().question(question);
    match asked.and_then(|asked| asked.choices.get(place)).map(|choice| choice.id.clone()) {
        Some(choice) => try_answer(model, question, Answer::Choice(choice)),
        None => model.notice = Some("This question has no such answer".to_owned()),
    }
}

/// Tries `answer` for the marked question.
pub(super) fn answer(model: &mut Model, answer: Answer) {
    if let Some(question) = super::answering::question_here(model) {
        try_answer(model, &question, answer);
    }
}

/// Tries the next choice of the marked question, after the last the first.
pub(super) fn next_answer(model: &mut Model) {
    let Some(id) = super::answering::question_here(model) else { return };
    let Some(question) = model.session().questionnaire().question(&id) else { return };
    let now = model.session().chosen(&id).and_then(|chosen| question.place(chosen));
    let next = now.map_or(0, |place| place + 1) % question.choices.len().max(1);
    choose_for(model, &id, next);
}

fn try_answer(model: &mut Model, question: &Id, answer: Answer) {
    let made = model.sitting.answer(question, answer);
    model.take_note(made);
}
