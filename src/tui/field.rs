//! A text being edited.
//!
//! Knows the editing keys and nothing of what the text is for. The text is clean at any time.

use ratatui_textarea::{CursorMove, TextArea};

use super::key::Key;
use crate::text;

/// A text field with a cursor.
#[derive(Debug, Clone)]
pub struct Field {
    /// What the field holds, in a word or two.
    pub label: &'static str,
    area: TextArea<'static>,
    lines: Lines,
}

/// Whether a field may have more than one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line: a line break becomes a space.
    One,
    /// Any number of lines.
    Many,
}

impl Field {
    /// Opens a field on `text`, the cursor at its end.
    pub fn new(label: &'static str, text: &str, lines: Lines) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        // Undoing belongs to the model.
        area.set_max_histories(0);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { label, area, lines }
    }

    /// Returns the text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns the part of the text before the cursor.
    pub fn before_cursor(&self) -> String {
        let ratatui_textarea::DataCursor(row, column) = self.area.cursor();
        let mut before: Vec<String> = self.area.lines().iter().take(row).cloned().collect();
        before.push(self.area.lines().get(row).map(|line| line.chars().take(column).collect()).unwrap_or_default());
        before.join("\n")
    }

    /// Tells whether the cursor stands after the last character.
    pub fn is_at_end(&self) -> bool {
        self.before_cursor().len() == self.text().len()
    }

    /// Puts `text` in place of what stands there, the cursor at its end.
    pub fn replace(&mut self, text: &str) {
        *self = Self::new(self.label, text, self.lines);
    }

    /// Edits the text, which is seen broken into lines of so many columns; tells whether `key` is an editing key.
    pub fn edit(&mut self, key: Key, columns: usize) -> bool {
        match key {
            Key::Char(character) => self.insert(character.encode_utf8(&mut [0; 4])),
            Key::AltEnter | Key::Ctrl('j') => self.insert("\n"),
            Key::Backspace | Key::Ctrl('h') => self.changed(TextArea::delete_char),
            Key::Delete | Key::Ctrl('d') => self.changed(TextArea::delete_next_char),
            Key::Ctrl('k') => self.changed(TextArea::delete_line_by_end),
            Key::Ctrl('u') => self.changed(TextArea::delete_line_by_head),
            Key::Ctrl('w') => self.changed(TextArea::delete_word),
            Key::Alt('d' | 'D') => self.changed(TextArea::delete_next_word),
            Key::Ctrl('y') => self.changed(TextArea::paste),
            Key::Left | Key::Ctrl('b') => self.go(CursorMove::Back),
            Key::Right | Key::Ctrl('f') => self.go(CursorMove::Forward),
            Key::Up => self.go_to_line(columns, |line| line.checked_sub(1)),
            Key::Down => self.go_to_line(columns, |line| line.checked_add(1)),
            Key::Home | Key::Ctrl('a') => self.go(CursorMove::Head),
            Key::End | Key::Ctrl('e') => self.go(CursorMove::End),
            Key::Alt('b' | 'B') => self.go(CursorMove::WordBack),
            Key::Alt('f' | 'F') => self.go(self.end_of_word()),
            Key::Ctrl(_) | Key::Alt(_) | Key::Enter | Key::Esc | Key::Tab | Key::BackTab | Key::PageUp | Key::PageDown => return false,
        }
        true
    }

    /// Inserts `raw` text, cleaned, at the cursor.
    pub fn insert(&mut self, raw: &str) {
        match self.lines {
            Lines::One => self.area.insert_str(text::clean_line(raw)),
            Lines::Many => self.area.insert_str(text::clean_text(raw)),
        };
        self.clean();
    }

    /// Cleans the text as a whole: pieces that are clean may not be so side by side, such as a mark that comes after
    /// another character or loses its own.
    fn clean(&mut self) {
        let lines = self.area.lines();
        if lines.iter().all(|line| text::clean_line(line) == *line) {
            return;
        }
        let ratatui_textarea::DataCursor(row, column) = self.area.cursor();
        let before: String = lines.get(row).map(|line| line.chars().take(column).collect()).unwrap_or_default();
        let column = text::clean_line(&before).chars().count();
        let mut area = TextArea::new(lines.iter().map(|line| text::clean_line(line).into_owned()).collect());
        area.set_max_histories(0);
        area.set_yank_text(self.area.yank_text());
        self.area = area;
        self.go(jump(row, column));
    }

    /// Goes to the line above or below, as the text is seen; stays if there is none.
    fn go_to_line(&mut self, columns: usize, other: impl FnOnce(usize) -> Option<usize>) {
        let text = self.text();
        let (line, column) = text::caret(&text, columns, self.before_cursor().len());
        let place = other(line).and_then(|line| text::under_caret(&text, columns, (line, column)));
        let Some(before) = place.and_then(|place| text.get(..place)) else { return };
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
        self.go(jump(before.matches('\n').count(), column));
    }

    /// Returns where the word ends in which, or before which, the cursor stands, as in a shell.
    fn end_of_word(&self) -> CursorMove {
        let ratatui_textarea::DataCursor(row, column) = self.area.cursor();
        let is_between = |character: char| character.is_whitespace() || character.is_ascii_punctuation() && character != '_';
        let places = self.area.lines().iter().enumerate().skip(row).flat_map(|(at, line)| {
            let passed = if at == row { column } else { 0 };
            line.chars().chain(['\n']).enumerate().skip(passed).map(move |(column, character)| (at, column, character))
        });
        let mut behind = places.skip_while(|(.., character)| is_between(*character)).skip_while(|(.., character)| !is_between(*character));
        let (row, column) = behind.next().map_or((usize::MAX, usize::MAX), |(row, column, _)| (row, column));
        jump(row, column)
    }

    fn changed(&mut self, edit: impl FnOnce(&mut TextArea<'static>) -> bool) {
        edit(&mut self.area);
        self.clean();
    }

    fn go(&mut self, to: CursorMove) {
        self.area.move_cursor(to);
    }
}

/// Returns the place of a character; beyond the end, the end.
fn jump(row: usize, column: usize) -> CursorMove {
    CursorMove::Jump(u16::try_from(row).unwrap_or(u16::MAX), u16::try_from(column).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Characters that are drawn as a part of what stands before them, and some to stand there.
    const PARTS: &[char] = &['a', ' ', '漢', '\u{FFFD}', '\u{301}', '\u{200D}', '\u{FE0F}', '👩', '👧', 'क', '\u{94D}', '\u{1F3FB}', '\n'];

    proptest! {
        #[test]
        fn what_is_typed_in_pieces_and_taken_away_again_is_clean_as_a_whole(
            events in proptest::collection::vec((0..4, proptest::sample::select(PARTS)), 0..40), is_one_line: bool,
        ) {
            let mut field = Field::new("", "", if is_one_line { Lines::One } else { Lines::Many });
            for (kind, character) in events {
                match kind {
                    0 => field.edit(Key::Backspace, 80),
                    1 => field.edit(Key::Left, 80),
                    _ => field.edit(Key::Char(character), 80),
                };
                let text = field.text();
                prop_assert_eq!(text::clean_text(&text), text.as_str());
                prop_assert!(text.starts_with(&field.before_cursor()));
            }
        }
    }
}
