//! A page: rows of text, some of which can be marked. It may be taller than the screen.
//!
//! Screens fill pages; the frame scrolls and draws them. A page never cuts text without a mark: it wraps, or shortens
//! visibly. Must not know which screen it belongs to.

mod window;

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::field::Field;
use crate::tui::model::{Cursor, Target};
use crate::tui::theme::Theme;

/// Columns between two entries of a row.
const BETWEEN: usize = 3;

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is drawn, left margin included.
    pub line: Line<'static>,
    /// The item the row belongs to.
    pub item: Option<usize>,
}

/// Where the real cursor stands in a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// The row of the page.
    pub row: usize,
    /// The column of the page.
    pub column: usize,
}

/// What is seen of a table with more columns than fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// How many are seen.
    pub seen: usize,
    /// How many there are.
    pub all: usize,
}

/// Rows, and what can be marked among them.
#[derive(Debug)]
pub struct Page {
    /// Every row, top to bottom.
    pub rows: Vec<Row>,
    /// How many rows at the top stay in sight while the others are scrolled.
    pub pinned: usize,
    /// What each item stands for.
    pub targets: Vec<Target>,
    /// The cursor of a text field inside the page.
    pub caret: Option<Caret>,
    /// The columns of the text field that is being edited.
    pub field_columns: Option<usize>,
    /// Colors and glyphs.
    pub theme: Theme,
    /// The columns of a table that can be scrolled sideways.
    pub columns: Option<Columns>,
    /// Rows that stand at the bottom while their own place is further down.
    sticky: Range<usize>,
    width: usize,
    cursor: Cursor,
    item: Option<usize>,
}

/// How a piece of text is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Columns left free before every row.
    pub indent: usize,
    /// Columns the text gives up at the right.
    pub right: usize,
    /// How it looks.
    pub style: Style,
}

impl Page {
    /// Starts an empty page `width` columns wide; rows of the item at the cursor are marked.
    pub fn new(width: usize, cursor: Cursor, theme: Theme) -> Self {
        Self {
            rows: Vec::new(),
            pinned: 0,
            targets: Vec::new(),
            caret: None,
            field_columns: None,
            theme,
            columns: None,
            sticky: 0..0,
            width: width.max(8),
            cursor,
            item: None,
        }
    }

    /// Returns how many columns a text has after `indent`.
    pub fn room(&self, indent: usize) -> usize {
        self.width.saturating_sub(indent + 2).max(4)
    }

    /// Tells whether the item begun next will be the marked one.
    pub fn next_is_marked(&self) -> bool {
        self.cursor.item == Some(self.targets.len())
    }

    /// Keeps the rows added so far in sight while those added from now on are scrolled.
    pub fn pin(&mut self) {
        self.pinned = self.rows.len();
    }

    /// Keeps what `fill` adds in sight: at the bottom, while its own place is further down.
    pub fn stick(&mut self, fill: impl FnOnce(&mut Self)) {
        let first = self.rows.len();
        fill(self);
        self.sticky = first..self.rows.len();
    }

    /// Adds a table of `all` columns, of which `seen` are seen at once; returns the first of these.
    pub fn sideways(&mut self, all: usize, seen: usize) -> usize {
        self.columns = Some(Columns { seen, all });
        self.cursor.across.min(all.saturating_sub(seen))
    }

    /// Adds an empty row.
    pub fn blank(&mut self) {
        self.push(Line::default());
    }

    /// Adds a row as it is. It must fit.
    pub fn push(&mut self, line: Line<'static>) {
        self.rows.push(Row { line, item: self.item });
    }

    /// Adds wrapped text.
    pub fn text(&mut self, indent: usize, words: &str, style: Style) {
        let room = self.room(indent);
        for line in text::wrap(words, room) {
            self.push(Line::from(vec![Span::raw(" ".repeat(indent)), Span::styled(line, style)]));
        }
    }

    /// Adds a heading, with an empty row before it unless there is one or the page begins with it.
    pub fn heading(&mut self, words: &str) {
        if self.rows.last().is_some_and(|row| !row.line.spans.is_empty()) {
            self.blank();
        }
        let style = self.theme.strong();
        self.text(2, words, style);
    }

    /// Adds wrapped text after a lead (a label, a number, a bullet), every further row indented as far as the lead.
    pub fn hanging(&mut self, indent: usize, lead: Vec<Span<'static>>, words: &str, style: Style) {
        let lead_width: usize = lead.iter().map(Span::width).sum();
        let hang = indent + lead_width;
        let mut first = Some(lead);
        for line in text::wrap(words, self.room(hang)) {
            let mut spans = vec![Span::raw(" ".repeat(if first.is_some() { indent } else { hang }))];
            spans.extend(first.take().unwrap_or_default());
            spans.push(Span::styled(line, style));
            self.push(Line::from(spans));
        }
    }

    /// Adds a bullet point.
    pub fn bullet(&mut self, indent: usize, words: &str) {
        let lead = vec![Span::raw(format!("{} ", self.theme.glyphs().bullet))];
        let style = self.theme.plain();
        self.hanging(indent, lead, words, style);
    }

    /// Adds `label`, padded to `columns`, and wrapped text after it.
    pub fn labeled(&mut self, indent: usize, label: &str, columns: usize, words: &str, style: Style) {
        let lead = vec![Span::styled(text::pad(label, columns, self.theme.ascii), self.theme.quiet())];
        self.hanging(indent, lead, words, style);
    }

    /// Adds entries one after the other, as many in a row as fit.
    pub fn entries(&mut self, indent: usize, entries: impl IntoIterator<Item = Vec<Span<'static>>>) {
        let room = self.room(indent);
        let (mut row, mut used) = (Vec::new(), 0);
        for entry in entries {
            let columns: usize = entry.iter().map(Span::width).sum();
            if used > 0 && used + BETWEEN + columns > room {
                self.push(Line::from(std::mem::take(&mut row)));
                used = 0;
            }
            row.push(Span::raw(" ".repeat(if used == 0 { indent } else { BETWEEN })));
            used += columns + if used == 0 { 0 } else { BETWEEN };
            row.extend(entry);
        }
        if !row.is_empty() {
            self.push(Line::from(row));
        }
    }

    /// Adds an item that can be marked: what `fill` adds belongs to it. Its first two columns are the pointer's.
    pub fn item(&mut self, target: Target, fill: impl FnOnce(&mut Self, bool)) {
        let number = self.targets.len();
        let marked = self.next_is_marked();
        let first_row = self.rows.len();
        self.targets.push(target);
        self.item = Some(number);
        fill(self, marked);
        self.item = None;
        let pointer = Span::styled(self.theme.glyphs().pointer, self.theme.strong());
        if let (true, Some(row)) = (marked, self.rows.get_mut(first_row)) {
            put_pointer(row, pointer);
        }
    }

    /// Adds `content` after `label` as a text field, with the cursor of the `field` in which it is being edited.
    ///
    /// `label` is the text before the field, and its columns; an empty field shows `hint`.
    pub fn field(&mut self, indent: usize, label: (&str, usize), content: &str, field: Option<&Field>, hint: &str) {
        let theme = self.theme;
        let (label, columns) = label;
        let (words, style) = match (content.is_empty(), field) {
            (true, _) => (hint, theme.quiet()),
            (false, Some(_)) => (content, theme.strong()),
            (false, None) => (content, theme.plain()),
        };
        // The last column is for the cursor after a full row.
        let hang = indent + columns;
        let room = self.room(hang) - 1;
        let first = self.rows.len();
        let lead = text::pad(label, columns, theme.ascii);
        for (number, line) in text::wrap(words, room).into_iter().enumerate() {
            let lead = if number == 0 { format!("{}{lead}", " ".repeat(indent)) } else { " ".repeat(hang) };
            self.push(Line::from(vec![Span::styled(lead, theme.quiet()), Span::styled(line, style)]));
        }
        if let Some(field) = field {
            let (row, column) = text::caret(content, room, field.before_cursor().len());
            self.caret = Some(Caret { row: first + row, column: hang + column });
            self.field_columns = Some(room);
        }
    }

    /// Adds quiet words at the end of the last row, if they fit.
    pub fn behind(&mut self, words: &str) {
        let (room, style) = (self.width, self.theme.quiet());
        if let Some(row) = self.rows.last_mut().filter(|row| row.line.width() + text::width(words) < room) {
            row.line.push_span(Span::styled(words.to_owned(), style));
        }
    }
}

fn put_pointer(row: &mut Row, pointer: Span<'static>) {
    let mut spans = std::mem::take(&mut row.line.spans);
    let Some(first) = spans.first_mut() else { return };
    let blanks = first.content.chars().take_while(|character| *character == ' ').count();
    let kept: String = first.content.chars().skip(blanks).collect();
    let left = blanks.saturating_sub(2);
    let style = first.style;
    *first = Span::styled(kept, style);
    spans.splice(0..0, [Span::raw(" ".repeat(left)), pointer, Span::raw(" ".repeat(blanks.saturating_sub(left + 1)))]);
    row.line.spans = spans;
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::Page;
    use crate::tui::model::{Cursor, Target};
    use crate::tui::theme::Theme;

    /// Two pinned rows, then ten items of one row, the fifth of them marked.
    fn page() -> Page {
        let cursor = Cursor { item: Some(4), ..Cursor::default() };
        let mut page = Page::new(40, cursor, Theme { color: false, ascii: true });
        page.text(2, "pinned\ntwo", Style::new());
        page.pin();
        for number in 0..10 {
            page.item(Target::Choice(number), |page, _| page.text(2, &format!("item {number}"), Style::new()));
        }
        page
    }

    fn seen(page: &Page, height: usize) -> Vec<String> {
        page.seen(height).map(|row| row.line.to_string().trim().to_owned()).collect()
    }

    #[test]
    fn pinned_rows_stay_while_the_rest_scrolls_to_the_marked_item() {
        assert_eq!(seen(&page(), 5), ["pinned", "two", "item 2", "item 3", "> item 4"]);
    }

    #[test]
    fn a_row_is_seen_where_it_is_drawn() {
        let page = page();
        let places: Vec<_> = [0, 1, 2, 4, 6, 7].into_iter().map(|row| page.seen_at(row, 5)).collect();
        assert_eq!(places, [Some(0), Some(1), None, Some(2), Some(4), None]);
    }

    /// The same page with the last two items in sight.
    fn sticky(marked: usize) -> Page {
        let mut page = Page::new(40, Cursor::at(marked), Theme { color: false, ascii: true });
        for number in 0..8 {
            page.item(Target::Choice(number), |page, _| page.text(2, &format!("item {number}"), Style::new()));
        }
        page.stick(|page| {
            for number in 8..10 {
                page.item(Target::Choice(number), |page, _| page.text(2, &format!("item {number}"), Style::new()));
            }
        });
        page.text(2, "below", Style::new());
        page
    }

    #[test]
    fn what_sticks_stands_at_the_bottom_until_its_place_is_reached() {
        assert_eq!(seen(&sticky(0), 6), ["> item 0", "item 1", "item 2", "item 3", "item 8", "item 9"]);
        assert_eq!(seen(&sticky(5), 6), ["item 2", "item 3", "item 4", "> item 5", "item 8", "item 9"]);
        assert_eq!(seen(&sticky(7), 6), ["item 4", "item 5", "item 6", "> item 7", "item 8", "item 9"]);
        assert_eq!(seen(&sticky(9), 11).last().map(String::as_str), Some("below"));
        assert_eq!(seen(&sticky(0), 5), ["> item 0", "item 1", "item 2", "item 3", "item 4"], "too low for it");
    }

    #[test]
    fn a_row_that_sticks_is_seen_where_it_is_drawn() {
        let page = sticky(0);
        assert_eq!([0, 4, 7, 8, 9, 10].map(|row| page.seen_at(row, 6)), [Some(0), None, None, Some(4), Some(5), None]);
    }

    #[test]
    fn a_page_that_fits_is_not_scrolled() {
        assert_eq!((page().scroll(12), page().scroll(11)), (0, 0));
    }
}
