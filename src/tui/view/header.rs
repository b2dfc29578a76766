//! The first two rows: where we are, and how far.

use ratatui::text::{Line, Span};

use crate::report::words;
use crate::sitting::Kind;
use crate::text;
use crate::tui::model::{Model, Screen};

/// How many columns of a long title are kept before the right side loses its bar, and before it loses more.
const ENOUGH: [usize; 2] = [40, 14];

/// Returns the header row and the rule below it.
pub(super) fn lines(model: &Model, width: u16) -> [Line<'static>; 2] {
    let glyphs = model.theme.glyphs();
    let width = usize::from(width);
    let left = left(model);
    let minutes = minutes(model);
    let fits = |detail: &&Detail| {
        let [with_bar, without] = ENOUGH;
        let enough = text::width(&left).min(if detail.bar { with_bar } else { without });
        text::width(&right(model, **detail)) + text::width(&minutes) + enough + 4 <= width
    };
    let right = DETAILS.iter().find(fits).or(DETAILS.last()).map(|detail| right(model, *detail)).unwrap_or_default();
    let right = text::shorten(&right, width.saturating_sub(4 + text::width(&minutes)), model.theme.ascii).into_owned();
    let room = width.saturating_sub(text::width(&right) + text::width(&minutes) + 4);
    let left = text::pad(&left, room, model.theme.ascii);
    let header = Line::from(vec![
        Span::raw(" "),
        Span::styled(left, model.theme.strong()),
        Span::raw("  "),
        Span::raw(right),
        Span::styled(minutes, model.theme.quiet()),
    ]);
    [header, Line::styled(glyphs.rule.repeat(width), model.theme.quiet())]
}

/// Returns how long it has taken so far. The clock starts after the setup.
fn minutes(model: &Model) -> String {
    match model.place.screen {
        Screen::Setup if model.minutes == 0 => String::new(),
        _ => format!(" {} {} min", model.theme.glyphs().dot, model.minutes),
    }
}

/// What the right side has besides the counts and the minutes.
#[derive(Debug, Clone, Copy)]
struct Detail {
    bar: bool,
    name: bool,
}

/// The most first.
const DETAILS: [Detail; 3] = [Detail { bar: true, name: true }, Detail { bar: false, name: true }, Detail { bar: false, name: false }];

fn left(model: &Model) -> String {
    let session = model.session();
    let title = if session.title().is_empty() { session.questionnaire().title() } else { session.title() };
    let mut parts = vec![title.to_owned()];
    if let Kind::Ballot { name, .. } = model.sitting.kind() {
        parts.insert(0, format!("{name}'s ballot"));
    }
    if model.sitting.before_trial().is_some() {
        parts = vec!["WHAT IF: nothing is saved".to_owned()];
    } else if !model.can_edit() {
        parts.insert(0, "READ ONLY".to_owned());
    }
    parts.join(&format!(" {} ", model.theme.glyphs().dot))
}

fn right(model: &Model, detail: Detail) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(screen_name(model).filter(|_| detail.name));
    parts.push(progress(model, detail.bar));
    parts.join(&format!(" {} ", model.theme.glyphs().dot))
}

fn screen_name(model: &Model) -> Option<String> {
    let name = match &model.place.screen {
        Screen::Setup => "Setup",
        Screen::Alternatives => "To choose from",
        Screen::Priorities => "Priorities",
        // Both say on the left, or below, what they are.
        Screen::Question(_) | Screen::WhatIf => return None,
        Screen::HandOver { .. } | Screen::Booth { .. } | Screen::CallOut { .. } | Screen::Reveal(_) => "Votes",
        Screen::Worksheet { .. } => "Numbers",
        Screen::Live => "Live vote",
        Screen::Agreed => "Agreed",
        Screen::Review => "Review",
        Screen::Result(_) => return Some(words::kind_label(model.assessment().verdict.kind).to_owned()),
        Screen::Close(_) => "Close",
    };
    Some(name.to_owned())
}

/// Answered, voted, open and unknown counts, after a bar of how much of the walk is done.
fn progress(model: &Model, with_bar: bool) -> String {
    let standing = model.standing();
    let glyphs = model.theme.glyphs();
    let asked = model.sitting.walk().len();
    let filled = (standing.answered + standing.voted + standing.unknown).min(asked) * 10 / asked.max(1);
    let bar = if with_bar { glyphs.progress.repeat(filled) + &glyphs.remaining.repeat(10 - filled) + " " } else { String::new() };
    format!("{bar}{standing}")
}
