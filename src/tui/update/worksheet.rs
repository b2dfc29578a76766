//! The worksheet of a question: opens it, and edits its numbers.

use super::form;
use crate::questionnaire::Id;
use crate::tui::message::Step;
use crate::tui::model::{Cursor, Model, Place, Screen, Target};
use crate::tui::view;

/// Opens the first worksheet of the question on the screen.
pub(super) fn open(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    let Some(worksheet) = model.sitting.worksheets(&question).next().map(|worksheet| worksheet.id.clone()) else { return };
    model.place = Place::at(Screen::Worksheet { question, worksheet }, 0);
}

/// Goes to the question's next worksheet, or to the one before.
pub(super) fn turn(model: &mut Model, forward: bool) {
    let Screen::Worksheet { question, worksheet } = model.place.screen.clone() else { return };
    let all: Vec<Id> = model.sitting.worksheets(&question).map(|sheet| sheet.id.clone()).collect();
    let here = all.iter().position(|id| *id == worksheet).unwrap_or_default();
    let there = here + if forward { 1 } else { all.len().saturating_sub(1) };
    if let Some(worksheet) = all.get(there % all.len().max(1)).cloned() {
        model.place = Place::at(Screen::Worksheet { question, worksheet }, 0);
    }
}

/// Opens the marked number to edit it; a digit takes its place.
pub(super) fn edit(model: &mut Model, digit: Option<char>) {
    let Some((worksheet, input)) = marked(model) else { return };
    let may = model.sitting.may_fill_in();
    if model.take_note(may).is_some() {
        form::open_figure(model, worksheet, input, digit);
    }
}

/// Lets the questionnaire's own number count again.
pub(super) fn reset(model: &mut Model) {
    let Some((worksheet, input)) = marked(model) else { return };
    let made = model.sitting.reset_figure(&worksheet, &input);
    model.take_note(made);
    model.sitting.end_step();
}

/// Goes on from a number that was edited: to the next one.
pub(super) fn go_on(model: &mut Model) {
    super::moving::go(model, Step::Down);
}

/// Scrolls the results.
pub(super) fn scroll(model: &mut Model, step: Step) {
    let (rows, height) = view::rows_beside(model);
    let (most, page) = (rows.saturating_sub(height), height.saturating_sub(1).max(1));
    let here = model.place.cursor.beside.min(most);
    let beside = if step == Step::PageUp { here.saturating_sub(page) } else { (here + page).min(most) };
    model.place.cursor = Cursor { beside, ..model.place.cursor };
}

/// Returns the worksheet on the screen and its marked input.
fn marked(model: &Model) -> Option<(Id, String)> {
    let Screen::Worksheet { worksheet, .. } = &model.place.screen else { return None };
    let Some(Target::Input(place)) = super::marked(model) else { return None };
    let input = model.session().questionnaire().worksheet(worksheet)?.inputs.get(place)?;
    Some((worksheet.clone(), input.id.clone()))
}
