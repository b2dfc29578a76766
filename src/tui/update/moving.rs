//! Moves the mark over the items of a page, and scrolls what has none.

use crate::tui::message::Step;
use crate::tui::model::{Cursor, Model};
use crate::tui::view::{self, Page};

/// Moves on the screen.
pub(super) fn go(model: &mut Model, step: Step) {
    let page = view::page(model);
    let cursor = moved(&page, model.place.cursor, step, view::body_height(model));
    model.place.cursor = cursor;
}

/// Returns where `step` leads from `cursor` on a page of which `height` rows are seen.
///
/// The mark goes to the next item where that is in sight or near, else the page scrolls towards it: nothing between
/// two items is ever skipped unread.
pub(super) fn moved(page: &Page, cursor: Cursor, step: Step, height: usize) -> Cursor {
    let cursor = Cursor { scroll: page.scroll(height), ..cursor };
    let height = height.saturating_sub(page.pinned);
    match step {
        Step::Up => up(page, cursor),
        Step::Down => down(page, cursor, height),
        Step::First => Cursor { item: (!page.targets.is_empty()).then_some(0), scroll: 0, free: true },
        Step::Last => Cursor { item: page.targets.len().checked_sub(1), scroll: page.rows.len(), free: true },
        Step::PageUp => (1..height).fold(cursor, |cursor, _| up(page, cursor)),
        Step::PageDown => (1..height).fold(cursor, |cursor, _| down(page, cursor, height)),
    }
}

fn down(page: &Page, cursor: Cursor, height: usize) -> Cursor {
    let next = cursor.item.map_or(0, |item| item + 1);
    let bottom = cursor.scroll + height;
    match page.scrolling_rows_of(next) {
        Some((_, to)) if to <= bottom + 1 => Cursor { item: Some(next), scroll: cursor.scroll.max(to.saturating_sub(height)), free: false },
        None if bottom + page.pinned >= page.rows.len() => cursor,
        Some(_) | None => Cursor { scroll: cursor.scroll + 1, free: true, ..cursor },
    }
}

fn up(page: &Page, cursor: Cursor) -> Cursor {
    let previous = cursor.item.map_or(page.targets.len(), |item| item).checked_sub(1);
    match previous.and_then(|item| Some((item, page.scrolling_rows_of(item)?))) {
        Some((item, (from, _))) if from + 1 >= cursor.scroll => Cursor { item: Some(item), scroll: cursor.scroll.min(from), free: false },
        Some(_) | None => Cursor { scroll: cursor.scroll.saturating_sub(1), free: true, ..cursor },
    }
}
