//! The first two rows: where we are, and how far.

use ratatui::text::{Line, Span};

use crate::report::words;
use crate::text;
use crate::tui::model::{Access, Model, Place, Sitting};

/// Returns the header row and the rule below it.
pub(super) fn lines(model: &Model, width: u16) -> [Line<'static>; 2] {
    let glyphs = model.theme.glyphs();
    let width = usize::from(width);
    let right = right(model);
    let room = width.saturating_sub(text::width(&right) + 4);
    let left = text::pad(&left(model), room, model.theme.ascii);
    let header = Line::from(vec![Span::raw(" "), Span::styled(left, model.theme.strong()), Span::raw("  "), Span::raw(right)]);
    [header, Line::styled(glyphs.rule.repeat(width), model.theme.quiet())]
}

fn left(model: &Model) -> String {
    let session = model.session();
    let title = if session.title().is_empty() { session.questionnaire().title() } else { session.title() };
    let mut parts = vec![title.to_owned()];
    if let Sitting::Ballot { name } = &model.sitting {
        parts.insert(0, format!("{name}'s ballot"));
    }
    if model.before_trial().is_some() {
        parts.insert(0, "WHAT IF, nothing is saved".to_owned());
    } else if let Access::ReadOnly(_) = model.file.access {
        parts.insert(0, "READ ONLY".to_owned());
    }
    parts.join(&format!(" {} ", model.theme.glyphs().dot))
}

fn right(model: &Model) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(screen_name(model));
    parts.push(progress(model));
    if model.minutes > 0 {
        parts.push(format!("{} min", model.minutes));
    }
    parts.join(&format!(" {} ", model.theme.glyphs().dot))
}

fn screen_name(model: &Model) -> Option<String> {
    let name = match &model.place {
        Place::Setup(_) => "Setup",
        Place::Priorities(_) => "Priorities",
        Place::Question { .. } => return None,
        Place::HandOver { .. } | Place::Booth { .. } | Place::CallOut { .. } | Place::Reveal { .. } => "Votes",
        Place::Agreed(_) => "Agreed by all ballots",
        Place::Review(_) => "Review",
        Place::Result { .. } => return Some(words::kind_label(model.assessment().verdict.kind).to_owned()),
        Place::WhatIf(_) => "What if",
        Place::Close(_) => "Close",
    };
    Some(name.to_owned())
}

/// Answered, open and unknown counts with a bar; on a question its number and section too.
fn progress(model: &Model) -> String {
    let standing = model.standing();
    let glyphs = model.theme.glyphs();
    let asked = model.walk().len();
    let filled = (standing.answered + standing.unknown).min(asked) * 10 / asked.max(1);
    let bar = glyphs.progress.repeat(filled) + &glyphs.remaining.repeat(10 - filled);
    let mut counts = vec![format!("{} answered", standing.answered)];
    counts.extend((standing.open > 0).then(|| format!("{} open", standing.open)));
    counts.extend((standing.unknown > 0).then(|| format!("{} unknown", standing.unknown)));
    counts.extend((standing.split > 0).then(|| format!("{} split", standing.split)));
    format!("{bar} {}", counts.join(", "))
}
