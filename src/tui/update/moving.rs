//! Moves the mark over the items of a page, and scrolls what has none.

use crate::tui::message::Step;
use crate::tui::model::{Closing, Cursor, Model, Screen};
use crate::tui::view::{self, Page};

/// Moves on the screen.
pub(super) fn go(model: &mut Model, step: Step) {
    let page = view::page(model);
    let before = model.place.cursor;
    let cursor = match model.place.screen {
        Screen::Worksheet { .. } if matches!(step, Step::PageUp | Step::PageDown) => return super::worksheet::scroll(model, step),
        // Every key changes the marked line there: it never scrolls out of sight.
        Screen::Priorities
        | Screen::Worksheet { .. }
        | Screen::WhatIf
        | Screen::Close(Closing::Confidence | Closing::Decision | Closing::Status | Closing::FollowUps) => marked(&page, before, step),
        _ => moved(&page, before, step, view::body_height(model)),
    };
    let by_hand = matches!(step, Step::Up | Step::Down) && !cursor.free;
    model.place.cursor = Cursor { armed: by_hand && (before.armed || cursor.item != before.item), ..cursor };
}

/// How many lines a page is if only the mark moves.
const LINES_OF_PAGE: usize = 5;

/// Returns where `step` leads if the mark moves and the page follows it.
fn marked(page: &Page, cursor: Cursor, step: Step) -> Cursor {
    let last = page.targets.len().saturating_sub(1);
    let here = cursor.item.unwrap_or(0);
    let item = match step {
        Step::Up => here.saturating_sub(1),
        Step::Down => here + 1,
        Step::First => 0,
        Step::Last => last,
        Step::PageUp => here.saturating_sub(LINES_OF_PAGE),
        Step::PageDown => here + LINES_OF_PAGE,
        Step::Left | Step::Right => here,
    };
    Cursor { item: (!page.targets.is_empty()).then_some(item.min(last)), free: false, ..cursor }
}

/// Returns where `step` leads from `cursor` on a page of which `height` rows are seen.
///
/// Up and down move the mark: to the next item if that is in sight or near, else the page scrolls towards it, so nothing
/// between two items is skipped unread. All other steps scroll and leave the mark alone.
pub(super) fn moved(page: &Page, cursor: Cursor, step: Step, height: usize) -> Cursor {
    let cursor = Cursor { scroll: page.scroll(height), ..cursor };
    let height = height.saturating_sub(page.pinned);
    let most = page.rows.len().saturating_sub(page.pinned + height);
    let scrolled = |scroll: usize| Cursor { scroll: scroll.min(most), free: true, ..cursor };
    match step {
        Step::Up => seen_from(page, cursor, height, true).unwrap_or_else(|| up(page, cursor)),
        Step::Down => seen_from(page, cursor, height, false).unwrap_or_else(|| down(page, cursor, height)),
        Step::First => scrolled(0),
        Step::Last => scrolled(most),
        // One row stays in sight, to read on from.
        Step::PageUp => scrolled(cursor.scroll.saturating_sub(height.saturating_sub(1).max(1))),
        Step::PageDown => scrolled(cursor.scroll + height.saturating_sub(1).max(1)),
        Step::Left | Step::Right => sideways(page, cursor, step),
    }
}

/// Returns where a screen to the left or right leads in a table.
fn sideways(page: &Page, cursor: Cursor, step: Step) -> Cursor {
    let Some(columns) = page.columns else { return cursor };
    let most = columns.all.saturating_sub(columns.seen);
    let here = cursor.across.min(most);
    let across = if step == Step::Left { here.saturating_sub(columns.seen) } else { (here + columns.seen).min(most) };
    Cursor { across, ..cursor }
}

/// Returns the cursor on the last (`from_below`) or first item in sight if none in sight is marked after scrolling.
fn seen_from(page: &Page, cursor: Cursor, height: usize, from_below: bool) -> Option<Cursor> {
    let is_seen =
        |item: usize| page.scrolling_rows_of(item).is_some_and(|(from, to)| from >= cursor.scroll && to <= cursor.scroll + height);
    if !cursor.free || cursor.item.is_some_and(is_seen) {
        return None;
    }
    let mut items = 0..page.targets.len();
    let item = if from_below { items.rfind(|item| is_seen(*item)) } else { items.find(|item| is_seen(*item)) };
    item.map(|item| Cursor { item: Some(item), free: false, ..cursor })
}

fn down(page: &Page, cursor: Cursor, height: usize) -> Cursor {
    let next = cursor.item.map_or(0, |item| item + 1);
    let bottom = cursor.scroll + height;
    match page.scrolling_rows_of(next) {
        Some((_, to)) if to <= bottom + 1 => {
            Cursor { item: Some(next), scroll: cursor.scroll.max(to.saturating_sub(height)), free: false, ..cursor }
        }
        None if bottom + page.pinned >= page.rows.len() => cursor,
        Some(_) | None => Cursor { scroll: cursor.scroll + 1, free: true, ..cursor },
    }
}

fn up(page: &Page, cursor: Cursor) -> Cursor {
    let previous = cursor.item.map_or(page.targets.len(), |item| item).checked_sub(1);
    match previous.and_then(|item| Some((item, page.scrolling_rows_of(item)?))) {
        Some((item, (from, _))) if from + 1 >= cursor.scroll => {
            Cursor { item: Some(item), scroll: cursor.scroll.min(from), free: false, ..cursor }
        }
        Some(_) | None => Cursor { scroll: cursor.scroll.saturating_sub(1), free: true, ..cursor },
    }
}
