//! The setup: title, context, people, mode; sessions and ballots found in the folder.

use super::form;
use crate::session::Change;
use crate::tui::message::Effect;
use crate::tui::model::{Cursor, Model, Place, Purpose};
use crate::tui::view::Target;

/// Does what the marked line is for.
pub(super) fn take(model: &mut Model) -> Option<Effect> {
    match super::marked(model)? {
        Target::Found(place) => return model.found.get(place).map(|found| Effect::Open(found.path.clone())),
        Target::Ballot(place) => return model.ballots.get(place).map(|found| Effect::Merge(found.path.clone())),
        Target::Title => form::open_setup(model, Purpose::Title),
        Target::Context => form::open_setup(model, Purpose::Context),
        Target::Team => form::open_setup(model, Purpose::Team),
        Target::Mode(mode) => {
            model.change("mode", Change::Mode(mode));
            mark(model, &Target::Start);
        }
        Target::Start => model.place = Place::Priorities(Cursor::at(0)),
        _ => {}
    }
    None
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

/// Marks the line that is good for `target`.
pub(super) fn mark(model: &mut Model, target: &Target) {
    let page = crate::tui::view::page(model);
    if let Some(item) = page.targets.iter().position(|other| other == target) {
        model.place.set_cursor(Cursor::at(item));
    }
}
