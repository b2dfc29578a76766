//! What is seen of a page in a window: how far it is scrolled, what stays in sight, where a row is drawn.

use std::ops::Range;

use super::{Page, Row};

/// Of so many rows, at most one may be a row that stays at the bottom.
const MOST_OF_ROOM: usize = 3;

impl Page {
    /// Returns the marked item, if the page has it.
    pub fn marked(&self) -> Option<usize> {
        self.cursor.item.filter(|item| *item < self.targets.len())
    }

    /// Returns the rows `from..to` of an item. Is `None` if there is no such item.
    pub fn rows_of(&self, item: usize) -> Option<(usize, usize)> {
        let first = self.rows.iter().position(|row| row.item == Some(item))?;
        let last = self.rows.iter().rposition(|row| row.item == Some(item))?;
        Some((first, last + 1))
    }

    /// Returns the rows `from..to` of an item among those that scroll, with as many more as rows at the bottom would
    /// cover.
    pub fn scrolling_rows_of(&self, item: usize) -> Option<(usize, usize)> {
        let (from, to) = self.rows_of(item)?;
        let covered = if to <= self.sticky.start { self.sticky.len() } else { 0 };
        Some((from.checked_sub(self.pinned)?, to.checked_sub(self.pinned)? + covered))
    }

    /// Returns the rows that stand at the bottom of a page of which `height` rows are seen, though they come later.
    pub fn stuck(&self, height: usize) -> Range<usize> {
        let room = height.saturating_sub(self.pinned);
        let is_below = self.sticky.end > self.pinned + self.scroll(height) + room;
        // In a very low window they would be all that is seen.
        if is_below && self.sticky.len() * MOST_OF_ROOM <= room { self.sticky.clone() } else { 0..0 }
    }

    /// Returns how far a page of which `height` rows are seen must be scrolled, so that the cursor's item (or the
    /// caret) is seen and no room is wasted.
    pub fn scroll(&self, height: usize) -> usize {
        let room = height.saturating_sub(self.pinned);
        let most = self.rows.len().saturating_sub(self.pinned + room);
        let mut scroll = self.cursor.scroll.min(most);
        let marked = if self.cursor.free { None } else { self.cursor.item.and_then(|item| self.scrolling_rows_of(item)) };
        let caret = self.caret.and_then(|caret| caret.row.checked_sub(self.pinned)).map(|row| (row, row + 1));
        if let Some((from, to)) = caret.or(marked) {
            scroll = scroll.max(to.saturating_sub(room)).min(from);
        }
        scroll
    }

    /// Returns where a row is seen on a page of which `height` rows are seen, scrolled as [`Self::scroll`] says.
    pub fn seen_at(&self, row: usize, height: usize) -> Option<usize> {
        let stuck = self.stuck(height);
        let free = height.saturating_sub(stuck.len());
        if stuck.contains(&row) {
            return Some(free + row - stuck.start);
        }
        let place = if row < self.pinned { row } else { row.checked_sub(self.scroll(height)).filter(|place| *place >= self.pinned)? };
        (place < free).then_some(place)
    }

    /// Returns the rows that are seen on a page of which `height` rows are seen, top to bottom.
    pub fn seen(&self, height: usize) -> impl Iterator<Item = &Row> {
        let stuck = self.stuck(height);
        let pinned = self.rows.iter().take(self.pinned);
        let scrolling = self.rows.iter().skip(self.pinned + self.scroll(height));
        let at_the_bottom = self.rows.iter().skip(stuck.start).take(stuck.len());
        pinned.chain(scrolling).take(height.saturating_sub(stuck.len())).chain(at_the_bottom)
    }
}
