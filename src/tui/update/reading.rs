//! Opens and scrolls the pages that are only read: help and evidence.

use super::moving;
use crate::tui::message::Command;
use crate::tui::model::{Cursor, Model, Panel, Screen, Target};
use crate::tui::view;

/// Opens why the question on the screen, or on the marked line, matters; elsewhere how the program decides.
pub(super) fn open_why(model: &mut Model) {
    let question = match model.place.screen {
        Screen::Review => marked_question(model),
        Screen::Worksheet { ref question, .. } => Some(question.clone()),
        Screen::HandOver { .. } | Screen::Booth { .. } | Screen::CallOut { .. } => {
            model.session().round().map(|round| round.question.clone())
        }
        _ => model.place.question().cloned(),
    };
    model.panel = Some(Panel::Why(question, Cursor::default()));
}

/// Does what a key means on such a page.
pub(super) fn perform(model: &mut Model, command: Command) {
    match command {
        Command::Move(step) => {
            let page = view::page(model);
            let height = view::body_height(model);
            if let Some(Panel::Help(cursor) | Panel::Why(_, cursor)) = &mut model.panel {
                *cursor = moving::moved(&page, *cursor, step, height);
            }
        }
        _ => model.panel = None,
    }
}

fn marked_question(model: &Model) -> Option<crate::questionnaire::Id> {
    match super::marked(model)? {
        Target::Question(question) => Some(question),
        _ => None,
    }
}
