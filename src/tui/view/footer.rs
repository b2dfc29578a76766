//! The last rows: what just happened, what can be done now.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use super::Page;
use crate::session::Status;
use crate::text;
use crate::tui::keymap::{self, Binding};
use crate::tui::message::Command;
use crate::tui::model::{Closing, Model, Screen};

/// Columns between two keys.
const BETWEEN: usize = 2;
/// The most commands in the row, including those at its end: nobody reads more.
const MOST: usize = 6;
/// The most rows of one message.
const MOST_ROWS: usize = 3;

/// Returns the footer's rows without the rule: lasting trouble, the notice, the keys.
pub(super) fn lines(model: &Model, width: u16) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(2);
    let mut lines = Vec::new();
    if let Some(problem) = &model.sitting.file.problem {
        let style = model.theme.warning();
        lines.extend(wrapped(model, &format!("NOT SAVED: {problem}"), room).map(|line| Line::styled(line, style)));
    } else if let (Some(reason), false) = (&model.sitting.file.read_only, says_why(model)) {
        lines.extend(wrapped(model, &format!("Read only: {reason}"), room).map(|line| Line::styled(line, model.theme.quiet())));
    }
    if let Some(notice) = &model.notice {
        lines.extend(wrapped(model, notice, room).map(|line| Line::styled(line, model.theme.strong())));
    }
    lines.push(keys(model, room));
    lines
}

/// Tells whether the notice says already why nothing can be changed.
fn says_why(model: &Model) -> bool {
    matches!((&model.sitting.file.read_only, &model.notice), (Some(reason), Some(notice)) if notice.contains(reason))
}

/// Returns the rule below a page of which `height` rows are seen, with marks where it goes on.
pub(super) fn rule(model: &Model, width: u16, page: &Page, height: u16) -> Line<'static> {
    let glyphs = model.theme.glyphs();
    let scroll = page.scroll(usize::from(height));
    let more = match (scroll > 0, scroll + usize::from(height) < page.rows.len()) {
        (false, false) => String::new(),
        (true, false) => format!(" {} more above ", glyphs.above),
        (false, true) => format!(" {} more below ", glyphs.below),
        (true, true) => format!(" {} {} more above and below ", glyphs.above, glyphs.below),
    };
    let left = usize::from(width).saturating_sub(text::width(&more) + 2);
    Line::from(vec![
        Span::styled(glyphs.rule.repeat(left), model.theme.quiet()),
        Span::styled(more, model.theme.strong()),
        Span::styled(glyphs.rule.repeat(2), model.theme.quiet()),
    ])
}

/// Returns the keys of a binding as they are shown; of the digits only those that choose something here.
pub(super) fn shown(model: &Model, binding: &Binding) -> Cow<'static, str> {
    let asked = match &model.place.screen {
        Screen::Question(_) | Screen::Reveal(_) => model.question(),
        Screen::Booth { .. } | Screen::CallOut { .. } => super::votes::round_question(model),
        Screen::WhatIf => model.place.cursor.item.and_then(|item| model.session().questionnaire().questions().get(item)),
        _ => None,
    };
    let digits = match model.place.screen {
        Screen::Close(step) => digits(model, step),
        _ => asked.map(|asked| asked.choices.len()),
    };
    match (binding.command, digits) {
        (Command::Digit(_), Some(most)) => format!("1-{most}").into(),
        _ => binding.shown.into(),
    }
}

/// Sets the keys of this screen in one row: what matters most here, then undo, help and quit, always at the right end.
fn keys(model: &Model, room: usize) -> Line<'static> {
    let all: Vec<&Binding> = keymap::bindings(model.mode()).filter(|binding| is_shown(model, binding.command)).collect();
    let find = |command: &Command| all.iter().find(|binding| binding.command == *command).map(|binding| Key::new(model, binding));
    let end: Vec<Key> = [Command::Undo, Command::Help, Command::Leave].iter().filter_map(find).collect();
    // Help leads to all the others and is not counted.
    let most = MOST.saturating_sub(end.len().saturating_sub(1));
    let columns = |keys: &[Key]| keys.iter().map(Key::columns).sum::<usize>();
    // The last of all keys needs no space after it.
    let room = (room + BETWEEN).saturating_sub(columns(&end));
    let mut first: Vec<Key> = keymap::matters(model.mode()).iter().filter_map(find).take(most).collect();
    while columns(&first) > room {
        first.pop();
    }
    let gap = Span::raw(" ".repeat(room.saturating_sub(columns(&first))));
    let mut row = vec![Span::raw(" ")];
    row.extend(first.iter().flat_map(|key| key.spans(model)));
    if !end.is_empty() {
        row.push(gap);
        row.extend(end.iter().flat_map(|key| key.spans(model)));
    }
    trimmed(row)
}

/// A key and what it means, as they are shown.
struct Key {
    shown: Cow<'static, str>,
    label: &'static str,
}

impl Key {
    fn new(model: &Model, binding: &Binding) -> Self {
        let up = keymap::bindings(model.mode()).find(|binding| binding.command == Command::Raise);
        let shown = match (binding.command, up) {
            // The two directions of the importance stand together.
            (Command::Lower, Some(up)) => format!("{} {}", up.shown, binding.shown).into(),
            // In the footer one of several keys is enough.
            (Command::Digit(_), _) => shown(model, binding),
            _ => binding.shown.split(' ').next().unwrap_or_default().into(),
        };
        Self { shown, label: label(model, binding) }
    }

    fn columns(&self) -> usize {
        text::width(&self.shown) + 1 + text::width(self.label) + BETWEEN
    }

    fn spans(&self, model: &Model) -> [Span<'static>; 2] {
        [Span::styled(self.shown.clone(), model.theme.strong()), Span::raw(format!(" {}{}", self.label, " ".repeat(BETWEEN)))]
    }
}

/// What Enter does depends on more than the screen; all other labels are those of the table.
fn label(model: &Model, binding: &Binding) -> &'static str {
    if binding.command != Command::Take {
        return binding.label;
    }
    match model.place.screen {
        _ if model.panel.is_some() => binding.label,
        Screen::Question(_) if model.is_voting_next() => "vote",
        Screen::Question(_) | Screen::Reveal(_) if model.visit.is_some() => "back",
        Screen::Close(Closing::Confidence) => "go on",
        Screen::Close(Closing::CheckList) => "write",
        _ => binding.label,
    }
}

/// Tells whether `command` does something here that is worth a word.
fn is_shown(model: &Model, command: Command) -> bool {
    let is_worth_it = match (command, &model.place.screen) {
        (Command::Undo, _) => model.can_undo(),
        // Where Enter begins the votes, `v` would say the same again.
        (Command::Vote, _) => !model.is_voting_next(),
        (Command::Digit(_), Screen::Close(step)) => digits(model, *step).is_some(),
        (Command::MarkDone | Command::Remove, Screen::Close(step)) => {
            *step == Closing::FollowUps && !model.session().follow_ups().is_empty()
        }
        // The record and its summary are for the end; Enter writes the record there.
        (Command::Copy | Command::ExportPage, Screen::Close(step)) => *step == Closing::CheckList,
        (Command::Export, Screen::Close(_)) => false,
        _ => true,
    };
    is_worth_it && model.is_offered(command) && !is_refused(model, command)
}

/// The digits that choose on a step of the close.
fn digits(model: &Model, step: Closing) -> Option<usize> {
    match step {
        Closing::Confidence => (!model.session().participants().is_empty()).then_some(5),
        Closing::Decision => Some(model.session().questionnaire().alternatives().len()),
        Closing::Status => Some(Status::ALL.len()),
        Closing::FollowUps | Closing::CheckList => None,
    }
}

/// Tells whether `command` would be refused because nothing can be changed here.
fn is_refused(model: &Model, command: Command) -> bool {
    let changes = matches!(
        command,
        Command::Digit(_)
            | Command::Unknown
            | Command::Raise
            | Command::Lower
            | Command::Assume
            | Command::Note
            | Command::Vote
            | Command::Dissent
            | Command::FollowUp
            | Command::Remove
            | Command::Undo
    );
    // A what-if works on a copy: there, only keeping it is a change.
    let refused = if model.sitting.before_trial().is_some() { command == Command::Keep } else { changes };
    refused && !model.can_edit()
}

/// Leaves out the space after the last key of a row.
fn trimmed(mut row: Vec<Span<'static>>) -> Line<'static> {
    if let Some(last) = row.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    Line::from(row)
}

fn wrapped(model: &Model, words: &str, room: usize) -> impl Iterator<Item = String> {
    text::wrap_at_most(words, room, MOST_ROWS, model.theme.ascii).into_iter().map(|line| format!(" {line}"))
}
