//! The setup: title, context, people, mode; sessions and ballots found in the folder.

use super::form;
use crate::session::{AnswerMode, Change, Session};
use crate::sitting::Renaming;
use crate::tui::message::Effect;
use crate::tui::model::{Cursor, Model, Place, Purpose, Screen, Target};

/// Said if somebody would go on without a title.
pub(super) const NO_TITLE: &str = "Say first what you are deciding: it is the title of the record";

/// Does what the marked line is for.
pub(super) fn take(model: &mut Model) -> Option<Effect> {
    match super::marked(model)? {
        Target::Found(place) => return model.found.sessions.get(place).map(|found| Effect::Open(found.path.clone())),
        Target::Ballot(place) => return merge(model, place),
        Target::WritePage => return Some(Effect::WritePage),
        Target::Title => form::open_setup(model, Purpose::Title),
        Target::Context => form::open_setup(model, Purpose::Context),
        Target::Team => form::open_setup(model, Purpose::Team),
        Target::Mode(mode) => {
            model.change("mode", Change::Mode(mode));
            if mode == AnswerMode::InTurns && model.session().participants().len() < 2 {
                model.notice = Some("To vote in turns, give at least two names in the line Who is here".to_owned());
                mark(model, &Target::Team);
            } else {
                mark(model, &Target::Start);
            }
        }
        Target::Start if model.session().title().is_empty() => {
            form::open_setup(model, Purpose::Title);
            model.notice = Some(NO_TITLE.to_owned());
        }
        Target::Start => model.place = Place::new(Screen::Alternatives),
        _ => {}
    }
    None
}

/// Asks for the ballot found at `place` to be brought in, if anything can be changed.
pub(super) fn merge(model: &mut Model, place: usize) -> Option<Effect> {
    let editable = model.sitting.check_editable();
    model.take_note(editable)?;
    model.ballots.get(place).map(|found| Effect::Merge(found.path.clone()))
}

/// Goes on from a field that was closed with Enter: to the next field, then to the modes.
pub(super) fn go_on(model: &mut Model, from: &Purpose) {
    match from {
        Purpose::Title => form::open_setup(model, Purpose::Context),
        Purpose::Context => form::open_setup(model, Purpose::Team),
        _ => {
            let mode = model.session().mode();
            mark(model, &Target::Mode(mode));
        }
    }
}

/// Gives those who voted their new names, if `is_same`; otherwise both stay.
pub(super) fn rename(model: &mut Model, names: &[Renaming], opened_on: &Session, line: &str, is_same: bool) {
    if is_same {
        let renamed = model.sitting.set_team(opened_on, line, names);
        model.take_note(renamed);
    }
    model.sitting.end_step();
    go_on(model, &Purpose::Team);
}

/// Marks the line that stands for `target`.
pub(super) fn mark(model: &mut Model, target: &Target) {
    let page = crate::tui::view::page(model);
    if let Some(item) = page.targets.iter().position(|other| other == target) {
        model.place.cursor = Cursor::at(item);
    }
}
