//! The last rows: what just happened, what can be done now.

use ratatui::text::{Line, Span};

use super::Seen;
use crate::text;
use crate::tui::keymap::{self, Binding};
use crate::tui::message::Command;
use crate::tui::model::{Access, Model};
use crate::tui::update;

/// Columns between two keys.
const BETWEEN: usize = 2;
/// The most rows of one message.
const MOST_ROWS: usize = 3;

/// Returns the footer's rows without the rule: lasting trouble, the notice, the keys.
pub(super) fn lines(model: &Model, width: u16) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(2);
    let mut lines = Vec::new();
    if let Some(problem) = &model.file.problem {
        let style = model.theme.warning();
        lines.extend(wrapped(model, &format!("NOT SAVED: {problem}"), room).map(|line| Line::styled(line, style)));
    } else if let Access::ReadOnly(reason) = &model.file.access {
        lines.extend(wrapped(model, &format!("Read only: {reason}"), room).map(|line| Line::styled(line, model.theme.quiet())));
    }
    if let Some(notice) = &model.notice {
        lines.extend(wrapped(model, notice, room).map(|line| Line::styled(line, model.theme.strong())));
    }
    lines.extend(keys(model, room));
    lines
}

/// Puts the rule above, with marks where the page goes on.
pub(super) fn with_rule(model: &Model, width: u16, seen: Seen, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let glyphs = model.theme.glyphs();
    let more = match (seen.above, seen.below) {
        (false, false) => String::new(),
        (true, false) => format!(" {} more above ", glyphs.above),
        (false, true) => format!(" {} more below ", glyphs.below),
        (true, true) => format!(" {} {} more above and below ", glyphs.above, glyphs.below),
    };
    let left = usize::from(width).saturating_sub(text::width(&more) + 2);
    let rule = Line::from(vec![
        Span::styled(glyphs.rule.repeat(left), model.theme.quiet()),
        Span::styled(more, model.theme.strong()),
        Span::styled(glyphs.rule.repeat(2), model.theme.quiet()),
    ]);
    std::iter::once(rule).chain(lines).collect()
}

/// Sets the keys of this screen in at most two rows, the most useful first; help and quit end the last row, always.
fn keys(model: &Model, room: usize) -> Vec<Line<'static>> {
    let offered = |binding: &&Binding| !binding.label.is_empty() && update::is_offered(model, binding.command);
    let is_last = |binding: &&Binding| matches!(binding.command, Command::Help | Command::Leave);
    let (last, others): (Vec<_>, Vec<_>) = keymap::bindings(model.mode()).filter(offered).partition(is_last);
    let end: usize = last.iter().map(|binding| columns(binding)).sum();
    let in_one_row = others.iter().map(|binding| columns(binding)).sum::<usize>() + end <= room;
    let rooms = if in_one_row { vec![room] } else { vec![room, room.saturating_sub(end)] };
    let mut waiting = others.into_iter().peekable();
    let mut rows = Vec::new();
    for room in rooms {
        let mut row = vec![Span::raw(" ")];
        let mut used = 0;
        while let Some(binding) = waiting.next_if(|binding| used + columns(binding) <= room) {
            used += columns(binding);
            row.extend(key(model, binding));
        }
        rows.push((row, used));
    }
    if let Some((row, used)) = rows.last_mut() {
        row.push(Span::raw(" ".repeat(room.saturating_sub(*used + end))));
        row.extend(last.into_iter().flat_map(|binding| key(model, binding)));
    }
    rows.into_iter().map(|(row, _)| Line::from(row)).collect()
}

fn key(model: &Model, binding: &Binding) -> [Span<'static>; 2] {
    [Span::styled(binding.shown, model.theme.strong()), Span::raw(format!(" {}{}", binding.label, " ".repeat(BETWEEN)))]
}

fn columns(binding: &Binding) -> usize {
    text::width(binding.shown) + 1 + text::width(binding.label) + BETWEEN
}

fn wrapped(model: &Model, words: &str, room: usize) -> impl Iterator<Item = String> {
    text::wrap_at_most(words, room, MOST_ROWS, model.theme.ascii).into_iter().map(|line| format!(" {line}"))
}
