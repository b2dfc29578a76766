//! The last rows: what just happened, what can be done now.

use std::borrow::Cow;

use ratatui::text::{Line, Span};

use super::Page;
use crate::text;
use crate::tui::keymap::{self, Binding};
use crate::tui::message::Command;
use crate::tui::model::{Model, Screen, Tab};

/// Columns between two keys.
const BETWEEN: usize = 2;
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
    lines.extend(keys(model, room));
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

/// Returns the keys of a binding as they are shown: of the digits, those that are the number of a choice here.
pub(super) fn shown(model: &Model, binding: &Binding) -> Cow<'static, str> {
    let asked = match &model.place.screen {
        Screen::Question(_) | Screen::Reveal(_) => model.question(),
        Screen::Booth { .. } | Screen::CallOut { .. } => super::votes::round_question(model),
        Screen::WhatIf => model.place.cursor.item.and_then(|item| model.session().questionnaire().questions().get(item)),
        _ => None,
    };
    match (binding.command, asked) {
        (Command::Digit(_), Some(asked)) => format!("1-{}", asked.choices.len()).into(),
        _ => binding.shown.into(),
    }
}

/// Sets the keys of this screen in at most two rows, the most useful first; help and quit end the last row, always.
fn keys(model: &Model, room: usize) -> Vec<Line<'static>> {
    let offered = |binding: &&Binding| {
        let command = binding.command;
        // Where Enter begins the votes, `v` would say the same again.
        let is_twice = command == Command::Vote && model.is_voting_next();
        !binding.label.is_empty() && model.is_offered(command) && !is_refused(model, command) && !leads_here(model, command) && !is_twice
    };
    let is_last = |binding: &&Binding| matches!(binding.command, Command::Help | Command::Leave);
    let (last, others): (Vec<_>, Vec<_>) = keymap::bindings(model.mode()).filter(offered).partition(is_last);
    let (last, others) = (keys_of(model, last), keys_of(model, others));
    let end: usize = last.iter().map(Key::columns).sum();
    // The last of all keys needs no space behind it.
    let room = room + BETWEEN;
    let in_one_row = others.iter().map(Key::columns).sum::<usize>() + end <= room;
    let rooms = if in_one_row { vec![room] } else { vec![room, room.saturating_sub(end)] };
    let mut waiting = others.into_iter().peekable();
    let mut rows = Vec::new();
    for room in rooms {
        let mut row = vec![Span::raw(" ")];
        let mut used = 0;
        while let Some(key) = waiting.next_if(|key| used + key.columns() <= room) {
            used += key.columns();
            row.extend(key.spans(model));
        }
        rows.push((row, used));
    }
    if let Some((row, used)) = rows.last_mut() {
        row.push(Span::raw(" ".repeat(room.saturating_sub(*used + end))));
        row.extend(last.iter().flat_map(|key| key.spans(model)));
    }
    rows.into_iter().map(|(row, _)| trimmed(row)).collect()
}

/// A key and what it means, as they are shown.
struct Key {
    shown: Cow<'static, str>,
    label: &'static str,
}

impl Key {
    fn columns(&self) -> usize {
        text::width(&self.shown) + 1 + text::width(self.label) + BETWEEN
    }

    fn spans(&self, model: &Model) -> [Span<'static>; 2] {
        [Span::styled(self.shown.clone(), model.theme.strong()), Span::raw(format!(" {}{}", self.label, " ".repeat(BETWEEN)))]
    }
}

/// Sets each binding; the two directions of the importance stand together.
fn keys_of(model: &Model, bindings: Vec<&Binding>) -> Vec<Key> {
    let up = keymap::bindings(model.mode()).find(|binding| binding.command == Command::Raise);
    let key = |binding: &Binding| {
        let shown = match (binding.command, up) {
            (Command::Lower, Some(up)) => format!("{} {}", up.shown, binding.shown).into(),
            _ => shown(model, binding),
        };
        let label = if binding.command == Command::Take && model.is_voting_next() { "vote" } else { binding.label };
        Key { shown, label }
    };
    bindings.into_iter().map(key).collect()
}

/// Tells whether `command` would be refused, for nothing can be changed here.
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
            | Command::Undo
    );
    // A what-if works on a copy: there, only keeping it is a change.
    let refused = if model.sitting.before_trial().is_some() { command == Command::Keep } else { changes };
    refused && !model.can_edit()
}

/// Tells whether `command` leads to the screen that is seen already.
fn leads_here(model: &Model, command: Command) -> bool {
    matches!(
        (command, &model.place.screen),
        (Command::Overview, Screen::Review)
            | (Command::Result, Screen::Result(Tab::Overview))
            | (Command::Close, Screen::Close(_))
            | (Command::Priorities, Screen::Priorities)
    )
}

/// Leaves out the space behind the last key of a row.
fn trimmed(mut row: Vec<Span<'static>>) -> Line<'static> {
    if let Some(last) = row.last_mut() {
        last.content = last.content.trim_end().to_owned().into();
    }
    Line::from(row)
}

fn wrapped(model: &Model, words: &str, room: usize) -> impl Iterator<Item = String> {
    text::wrap_at_most(words, room, MOST_ROWS, model.theme.ascii).into_iter().map(|line| format!(" {line}"))
}
