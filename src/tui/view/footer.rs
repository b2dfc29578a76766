//! The last rows: what just happened, what can be done now.

use ratatui::text::{Line, Span};

use super::Seen;
use crate::text;
use crate::tui::keymap::{self, Binding};
use crate::tui::model::{Access, Model};

/// Returns the footer's rows without the rule: lasting trouble, the notice, the keys.
pub(super) fn lines(model: &Model, width: u16) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(2);
    let mut lines = Vec::new();
    if let Some(problem) = &model.file.problem {
        let style = model.theme.warning();
        lines.extend(wrapped(&format!("NOT SAVED: {problem}"), room).map(|line| Line::styled(line, style)));
    } else if let Access::ReadOnly(reason) = &model.file.access {
        lines.extend(wrapped(&format!("Read only: {reason}"), room).map(|line| Line::styled(line, model.theme.quiet())));
    }
    if let Some(notice) = &model.notice {
        lines.extend(wrapped(notice, room).map(|line| Line::styled(line, model.theme.strong())));
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

/// Sets the keys of this screen in at most two rows; help and quit are always among them.
fn keys(model: &Model, room: usize) -> Vec<Line<'static>> {
    let mode = model.mode();
    let shown: Vec<&Binding> = keymap::bindings(mode)
        .filter(|binding| !binding.label.is_empty() && super::super::update::is_offered(model, binding.command))
        .collect();
    let mut rows = vec![Vec::new()];
    let mut used = 0;
    for binding in shown {
        let width = text::width(binding.shown) + text::width(binding.label) + 3;
        if used + width > room && rows.len() < 2 {
            rows.push(Vec::new());
            used = 0;
        }
        if let (Some(row), true) = (rows.last_mut(), used + width <= room) {
            row.push(Span::styled(binding.shown, model.theme.strong()));
            row.push(Span::raw(format!(" {}  ", binding.label)));
            used += width;
        }
    }
    rows.into_iter()
        .map(|mut row| {
            row.insert(0, Span::raw(" "));
            Line::from(row)
        })
        .collect()
}

fn wrapped(words: &str, room: usize) -> impl Iterator<Item = String> {
    text::wrap(words, room).into_iter().take(3).map(|line| format!(" {line}"))
}
