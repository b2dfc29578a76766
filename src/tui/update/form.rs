//! Text fields: what is typed is in the session at once, every key.

mod commit;
mod open;

pub(super) use open::{
    open_ballot_code, open_figure, open_find_out, open_follow_up, open_member_note, open_not_applicable, open_note, open_reason,
    open_revisit, open_save_path, open_setup, open_waiver,
};

use super::setup;
use crate::session::{LONGEST_NOTE, LONGEST_TITLE};
use crate::sitting::LeftOut;
use crate::text;
use crate::tui::key::Key;
use crate::tui::message::{Command, Effect};
use crate::tui::model::{Form, Hint, Model, Panel, Prompt, Purpose};
use crate::tui::view;

/// Lets a key edit the open field.
pub(super) fn edit(model: &mut Model, key: Key) {
    if key == Key::Right && complete(model) {
        return;
    }
    // Only these keys need to know how the text is broken into lines, which costs time on a long one.
    let moves_by_line = matches!(key, Key::Up | Key::Down);
    let columns = if moves_by_line { view::field_columns(model).unwrap_or(usize::MAX) } else { usize::MAX };
    change(model, |form| form.field_mut().is_some_and(|field| field.edit(key, columns)));
}

/// Puts a pasted text into the open field; says so if there is none or the text is too long.
pub(super) fn paste(model: &mut Model, raw: &str) {
    let Some(Panel::Form(form)) = &model.panel else {
        model.notice = Some("Nothing is being typed here, so the pasted text was not taken: n opens a note".to_owned());
        return;
    };
    let length = form.field().map_or(0, |field| field.text().chars().count());
    let cleaned = text::clean_text(raw);
    let most = longest(form);
    let room = most.saturating_sub(length);
    if cleaned.chars().count() > room {
        let taken: String = cleaned.chars().take(room).collect();
        insert(model, &taken);
        model.notice = Some(format!("Only the first {room} characters of the pasted text were taken: this field holds {most}"));
    } else {
        insert(model, &cleaned);
    }
}

/// Does what a key means in a form.
pub(super) fn perform(model: &mut Model, command: Command) -> Option<Effect> {
    let Some(Panel::Form(form)) = &model.panel else { return None };
    if form.purpose == Purpose::BallotCode {
        super::ballots::perform(model, command);
        return None;
    }
    let mut form = form.clone();
    if command == Command::Next && complete(model) {
        return None;
    }
    let refusal = commit::leave(model, &mut form);
    let stays = refusal.is_some();
    form.trouble = refusal.or_else(|| form.trouble.take());
    let last = form.active + 1 >= form.fields.len();
    let closes = match command {
        Command::Take | Command::Next if !last => {
            form.active += usize::from(!stays);
            false
        }
        Command::Previous => {
            form.active = form.active.saturating_sub(usize::from(!stays));
            false
        }
        _ => true,
    };
    model.panel = Some(Panel::Form(form));
    if closes { close(model, command) } else { None }
}

/// Completes a name that was begun at the end of the text; tells whether there was one.
fn complete(model: &mut Model) -> bool {
    let hint = match &model.panel {
        Some(Panel::Form(form)) => model.hint(form),
        _ => None,
    };
    let Some(Hint::Name { whole, .. }) = hint else { return false };
    change(model, |form| form.field_mut().map(|field| field.replace(&whole)).is_some());
    true
}

/// The most characters that the session takes from the open field.
fn longest(form: &Form) -> usize {
    match (&form.purpose, form.active) {
        (Purpose::Title | Purpose::FindOut(_) | Purpose::Figure { .. }, _) | (Purpose::FollowUp(_), 1) => LONGEST_TITLE,
        _ => LONGEST_NOTE,
    }
}

fn insert(model: &mut Model, words: &str) {
    change(model, |form| {
        let field = form.field_mut();
        field.map(|field| field.insert(words)).is_some()
    });
}

/// Edits the form and puts what it holds into the session; what the session refuses stays out of the field too.
fn change(model: &mut Model, edit: impl FnOnce(&mut Form) -> bool) {
    let Some(Panel::Form(form)) = &model.panel else { return };
    let before = form.clone();
    let mut form = before.clone();
    if !edit(&mut form) {
        return;
    }
    model.notice = None;
    let kept = commit::commit(model, &mut form);
    // A name list is refused while it is half typed ("Ana, Ana" on the way to "Ana, Anabel"): it stays as typed.
    let stays = kept || form.purpose == Purpose::Team;
    model.panel = Some(Panel::Form(if stays { form } else { before }));
}

/// Closes the form; if something in it cannot be taken, only Esc does. Enter and Tab in the setup lead to the next
/// line.
fn close(model: &mut Model, by: Command) -> Option<Effect> {
    let Some(Panel::Form(form)) = &model.panel else { return None };
    let goes_on = by != Command::Back;
    if goes_on && form.purpose == Purpose::Title && form.text(0).trim().is_empty() {
        model.notice = Some(setup::NO_TITLE.to_owned());
        return None;
    }
    let stays = goes_on && form.trouble.is_some();
    // An open field shows its trouble already, except in the setup.
    if !stays || form.purpose == Purpose::Team {
        model.notice.clone_from(&form.trouble);
    }
    if stays {
        return None;
    }
    let (purpose, typed) = (form.purpose.clone(), form.text(0));
    let opened_on = std::rc::Rc::clone(&form.opened_on);
    let form = form.clone();
    commit::finish(model, &form);
    model.panel = None;
    if purpose == Purpose::Team
        && let Ok(LeftOut { asked: names, .. }) = model.sitting.set_team(&opened_on, &typed, &[])
        && !names.is_empty()
    {
        model.panel = Some(Panel::Prompt(Prompt::Rename { names, opened_on, line: typed }));
        return None;
    }
    model.sitting.end_step();
    match purpose {
        Purpose::SavePath if goes_on && !typed.trim().is_empty() => return Some(Effect::SaveAs(typed.trim().into())),
        Purpose::Title | Purpose::Context | Purpose::Team if goes_on => setup::go_on(model, &purpose),
        Purpose::Reason | Purpose::Revisit if goes_on => super::closing::go_on(model),
        Purpose::FindOut(_) | Purpose::NotApplicable(_) if goes_on => super::travel::go_on(model),
        Purpose::Figure { .. } if goes_on => super::worksheet::go_on(model),
        Purpose::SavePath
        | Purpose::Title
        | Purpose::Context
        | Purpose::Team
        | Purpose::MemberNote { .. }
        | Purpose::FindOut(_)
        | Purpose::NotApplicable(_)
        | Purpose::Note(_)
        | Purpose::BallotCode
        | Purpose::Figure { .. }
        | Purpose::FollowUp(_)
        | Purpose::Waiver { .. }
        | Purpose::Reason
        | Purpose::Revisit => {}
    }
    None
}
