//! Turns changed cells into the bytes of one frame.
//!
//! A backend of our own, because the usual one flushes several times a frame, asks the terminal where its cursor is,
//! and sends anything that a cell holds. Output knows only cursor moves, SGR, erasing and private modes. This module
//! must not decide what is drawn.

mod style;

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::modes;
use crate::text;
use style::Pen;

/// A frame appears at once, or not at all.
const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
/// The fewest blanks at the end of a row for which erasing is shorter than writing.
const BLANKS_WORTH_ERASING: u16 = 4;
/// The most blanks for which writing is shorter than moving the cursor over them.
const GAP_WORTH_FILLING: u16 = 6;

/// The screen as the program knows it.
#[derive(Debug)]
pub(super) struct Screen {
    size: Size,
    /// What the next frame sends.
    bytes: Vec<u8>,
    /// What has to be sent before the next frame, outside of its update.
    prologue: Vec<u8>,
    /// Where the cursor is to stand. Is `None` if it is hidden.
    cursor: Option<Position>,
    /// Where the terminal shows it.
    shown: Option<Position>,
    /// What `set_cursor_position` said last.
    position: Position,
    /// Nothing has been drawn since the screen was cleared.
    is_blank: bool,
}

impl Screen {
    pub(super) fn new(size: Size) -> Self {
        Self { size, bytes: Vec::new(), prologue: Vec::new(), cursor: None, shown: None, position: Position::ORIGIN, is_blank: false }
    }

    /// Starts again, with a terminal in an unknown state.
    pub(super) fn begin(&mut self) {
        self.bytes.clear();
        self.prologue.clear();
        self.prologue.extend_from_slice(modes::BEGIN);
        self.is_blank = true;
        self.shown = None;
    }

    pub(super) fn set_size(&mut self, size: Size) {
        self.size = size;
    }

    /// Has the next frame put `text` on the clipboard (OSC 52).
    pub(super) fn copy(&mut self, text: &str) {
        // Writing to memory cannot fail.
        drop(crossterm::queue!(self.prologue, crossterm::clipboard::CopyToClipboard::to_clipboard_from(text)));
    }

    /// Has the next frame ring the bell.
    pub(super) fn ring(&mut self) {
        self.prologue.push(b'\x07');
    }

    fn frame(&mut self) -> Vec<u8> {
        let mut frame = std::mem::take(&mut self.prologue);
        let moved = self.cursor != self.shown;
        if self.bytes.is_empty() && !moved {
            return frame;
        }
        frame.extend_from_slice(BEGIN_UPDATE);
        frame.append(&mut self.bytes);
        match self.cursor {
            Some(position) => {
                go_to(&mut frame, position);
                if self.shown.is_none() {
                    frame.extend_from_slice(SHOW_CURSOR);
                }
            }
            None if self.shown.is_some() => frame.extend_from_slice(HIDE_CURSOR),
            None => {}
        }
        self.shown = self.cursor;
        frame.extend_from_slice(END_UPDATE);
        frame
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut writer = CellWriter { bytes: &mut self.bytes, pen: Pen::default(), next: None, blanks: None, is_blank: self.is_blank };
        for (x, y, cell) in content {
            writer.cell(Position { x, y }, cell, self.size.width);
        }
        writer.finish(self.size.width);
        self.is_blank = false;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = Some(self.position);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        self.cursor = self.cursor.map(|_| self.position);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let sequence: &[u8] = match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        if region == ClearType::All {
            // This erases everything that was to be painted before.
            self.bytes.clear();
            self.is_blank = true;
        }
        self.bytes.extend_from_slice(sequence);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.frame();
        if frame.is_empty() { Ok(()) } else { modes::write(&frame) }
    }
}

/// Writes cells in the order of the screen.
struct CellWriter<'frame> {
    bytes: &'frame mut Vec<u8>,
    pen: Pen,
    /// Where the terminal's cursor surely stands.
    next: Option<Position>,
    /// Blanks in the default style that may reach the end of their row: where they begin, and how many.
    blanks: Option<(Position, u16)>,
    /// What is not written is blank.
    is_blank: bool,
}

impl CellWriter<'_> {
    fn cell(&mut self, position: Position, cell: &Cell, columns: u16) {
        if cell.symbol() == " " && Pen::of(cell) == Pen::default() {
            match &mut self.blanks {
                Some((start, count)) if start.y == position.y && start.x + *count == position.x => *count += 1,
                _ => {
                    self.write_blanks(columns);
                    self.blanks = Some((position, 1));
                }
            }
            return;
        }
        self.write_blanks(columns);
        self.go_to(position);
        self.pen.change_to(Pen::of(cell), self.bytes);
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(if text::is_drawable(symbol) { symbol } else { "\u{FFFD}" }.as_bytes());
        self.next = moves_by_one(symbol).then_some(Position { x: position.x + 1, y: position.y });
    }

    fn finish(mut self, columns: u16) {
        self.write_blanks(columns);
        self.pen.change_to(Pen::default(), self.bytes);
    }

    fn write_blanks(&mut self, columns: u16) {
        let Some((start, count)) = self.blanks.take() else { return };
        self.go_to(start);
        self.pen.change_to(Pen::default(), self.bytes);
        if start.x + count == columns && count >= BLANKS_WORTH_ERASING {
            self.bytes.extend_from_slice(b"\x1b[K");
            self.next = Some(start);
        } else {
            self.bytes.extend(std::iter::repeat_n(b' ', usize::from(count)));
            self.next = Some(Position { x: start.x + count, y: start.y });
        }
    }

    fn go_to(&mut self, position: Position) {
        if self.next == Some(position) {
            return;
        }
        let gap = self.next.filter(|next| next.y == position.y).and_then(|next| position.x.checked_sub(next.x));
        match gap {
            Some(gap) if self.is_blank && gap <= GAP_WORTH_FILLING && self.pen == Pen::default() => {
                self.bytes.extend(std::iter::repeat_n(b' ', usize::from(gap)));
            }
            _ => go_to(self.bytes, position),
        }
    }
}

/// Tells whether every terminal moves its cursor by one column for `symbol`; about the rest they differ.
fn moves_by_one(symbol: &str) -> bool {
    let mut characters = symbol.chars();
    characters.next().is_some_and(text::takes_one_column) && characters.next().is_none()
}

fn go_to(bytes: &mut Vec<u8>, position: Position) {
    bytes.extend_from_slice(format!("\x1b[{};{}H", position.y + 1, position.x + 1).as_bytes());
}

#[cfg(test)]
mod tests;
