//! A ballot code: whose it is, what it says, and reading it back where nothing else catches a slip.
//!
//! What a code means is decided by the sitting.

use super::{form, moving, travel};
use crate::report::words::brought;
use crate::session::ballot::{Ballot, Coded};
use crate::sitting::NotDone;
use crate::tui::field::{Field, Lines};
use crate::tui::message::{Command, Step};
use crate::tui::model::{Cursor, Form, Model, Panel};
use crate::tui::view;

/// Asks for a name and a code, if anything can be changed and there are names.
pub(super) fn ask(model: &mut Model) {
    let is_nobody_named = model.session().participants().is_empty();
    let asked = model.sitting.check_editable().and(if is_nobody_named { Err(NotDone::NobodyNamed) } else { Ok(()) });
    if model.take_note(asked).is_some() {
        form::open_ballot_code(model);
    }
}

/// Does what a key means while name and code are typed; what is wrong with them is said, and they stay.
pub(super) fn perform(model: &mut Model, command: Command) {
    let Some(Panel::Form(form)) = &model.panel else { return };
    match (command, form.active) {
        (Command::Take | Command::Next, 0) => name_typed(model),
        (Command::Take | Command::Next, _) => code_typed(model),
        (Command::Previous, _) => with_form(model, |form| form.active = 0),
        (Command::Back, _) => model.panel = None,
        _ => {}
    }
}

fn name_typed(model: &mut Model) {
    let Some(Panel::Form(form)) = &model.panel else { return };
    let meant = model.sitting.person(&form.text(0)).map(|person| person.name.clone());
    let Some(name) = model.take_note(meant) else { return };
    with_form(model, |form| {
        if let Some(field) = form.field_mut() {
            *field = Field::new(field.label, &name, Lines::One);
        }
        form.active = 1;
    });
}

fn code_typed(model: &mut Model) {
    let Some(Panel::Form(form)) = &model.panel else { return };
    let read = model.sitting.read_code(&form.text(0), &form.text(1));
    match model.take_note(read) {
        Some(Coded { ballot, is_checked: true }) => bring_in(model, &ballot),
        Some(Coded { ballot, is_checked: false }) => model.panel = Some(Panel::ReadBack(Box::new(ballot), Cursor::default())),
        None => {}
    }
}

fn with_form(model: &mut Model, change: impl FnOnce(&mut Form)) {
    if let Some(Panel::Form(form)) = &mut model.panel {
        change(form);
    }
}

/// Does what a key means while votes are read back: they are brought in only once the last one has been on the screen.
pub(super) fn confirm(model: &mut Model, command: Command) {
    match command {
        Command::Move(step) => scroll(model, step),
        Command::Take => {
            let page = view::page(model);
            let height = view::body_height(model);
            if page.scroll(height) + height < page.rows.len() {
                return scroll(model, Step::PageDown);
            }
            if let Some(Panel::ReadBack(ballot, _)) = model.panel.take() {
                bring_in(model, &ballot);
            }
        }
        Command::Back => {
            model.panel = None;
            model.notice = Some("Nothing was brought in: ask for the code again".to_owned());
        }
        _ => {}
    }
}

fn scroll(model: &mut Model, step: Step) {
    let page = view::page(model);
    let height = view::body_height(model);
    if let Some(Panel::ReadBack(_, cursor)) = &mut model.panel {
        *cursor = moving::moved(&page, *cursor, step, height);
    }
}

fn bring_in(model: &mut Model, ballot: &Ballot) {
    model.panel = None;
    let brought_in = model.sitting.bring_in(std::slice::from_ref(ballot));
    if let Some(report) = model.take_note(brought_in) {
        model.notice = Some(brought(&report));
        travel::settle(model);
    }
}
