//! Cleans and wraps text that comes from outside.
//!
//! Every string from a file, an argument, the environment, a file name, the keyboard or an error message passes
//! through [`clean_line`] or [`clean_text`] exactly once, where it enters the program. What has passed is safe to
//! draw: it holds no control, escape, bidi-override or otherwise invisible character.
//! This module must not know what the text means, nor where it is drawn.

use std::borrow::Cow;
use std::iter;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Stands where a character was that must not reach a terminal.
pub const REPLACEMENT: char = '\u{FFFD}';

/// The most combining marks kept on one base character; more would smear over the neighboring lines.
const MARKS_KEPT: usize = 4;

/// Returns `raw` as one line of harmless text: line breaks and tabs become spaces, hidden characters [`REPLACEMENT`].
pub fn clean_line(raw: &str) -> Cow<'_, str> {
    clean(raw, |character| match character {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(" "),
        _ => None,
    })
}

/// Returns `raw` as harmless text of any number of lines, separated by `\n`; tabs become four spaces.
pub fn clean_text(raw: &str) -> Cow<'_, str> {
    let unix = if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) };
    let replace = |character| match character {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\t' => Some("    "),
        _ => None,
    };
    match unix {
        Cow::Borrowed(text) => clean(text, replace),
        Cow::Owned(text) => Cow::Owned(clean(&text, replace).into_owned()),
    }
}

/// Tells whether `character` is never drawn as itself: controls, format characters, invisible fillers and the like.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}' | '\u{1160}'
            | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{E0000}'..='\u{10FFFF}')
}

/// Tells whether one cell's `symbol` can be sent to a terminal as it is.
pub fn is_drawable(symbol: &str) -> bool {
    !symbol.chars().any(is_hidden)
}

/// Returns how many terminal columns `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Breaks cleaned `text` into lines of at most `columns` columns, at spaces where there are any.
///
/// Nothing is lost but the spaces at which a line was broken. A grapheme wider than `columns` gets a line of its own.
/// An empty text gives one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

/// Shortens cleaned `text` to `columns` columns, with a mark (`…`, or `...` where `ascii`) where something is missing.
pub fn shorten(text: &str, columns: usize, ascii: bool) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mark = if ascii { "..." } else { "…" };
    let room = columns.saturating_sub(mark.width());
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if short.width() + grapheme.width() > room {
            break;
        }
        short.push_str(grapheme);
    }
    short.truncate(short.trim_end().len());
    short.extend(mark.chars().take(columns));
    Cow::Owned(short)
}

/// Fills `text` with spaces up to `columns` columns; a longer text is shortened with a mark.
pub fn pad(text: &str, columns: usize, ascii: bool) -> String {
    let mut padded = shorten(text, columns, ascii).into_owned();
    let missing = columns.saturating_sub(padded.width());
    padded.extend(iter::repeat_n(' ', missing));
    padded
}

fn clean(raw: &str, replace: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(raw);
    }
    let mut cleaned = String::with_capacity(raw.len());
    let mut marks = 0;
    for character in raw.chars() {
        if let Some(other) = replace(character) {
            marks = 0;
            cleaned.push_str(other);
        } else if is_hidden(character) {
            marks = 0;
            cleaned.push(REPLACEMENT);
        } else if is_mark(character) {
            marks += 1;
            // A mark needs a base: without one it would combine with whatever the screen shows before it.
            if cleaned.is_empty() || cleaned.ends_with([' ', '\n']) {
                cleaned.push(REPLACEMENT);
            }
            if marks <= MARKS_KEPT {
                cleaned.push(character);
            }
        } else {
            marks = 0;
            cleaned.push(character);
        }
    }
    Cow::Owned(cleaned)
}

fn is_mark(character: char) -> bool {
    let mut buffer = [0; 4];
    (&*character.encode_utf8(&mut buffer)).width() == 0
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in line.split_word_bounds_by_space() {
        if !current.is_empty() && current.width() + word.trim_end().width() > columns {
            lines.push(finish(&mut current));
        }
        for grapheme in word.graphemes(true) {
            let blank_at_edge = grapheme == " " && current.width() + 1 > columns;
            if blank_at_edge {
                continue;
            }
            if !current.is_empty() && current.width() + grapheme.width() > columns {
                lines.push(finish(&mut current));
            }
            current.push_str(grapheme);
        }
    }
    lines.push(finish(&mut current));
    lines
}

fn finish(current: &mut String) -> String {
    let line = std::mem::take(current);
    line.trim_end().to_owned()
}

/// Splits into words that keep the spaces behind them.
trait Words {
    fn split_word_bounds_by_space(&self) -> impl Iterator<Item = &str>;
}

impl Words for str {
    fn split_word_bounds_by_space(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let word = rest.find(' ').unwrap_or(rest.len());
            let blanks = rest.bytes().skip(word).take_while(|byte| *byte == b' ').count();
            let (head, tail) = rest.split_at_checked(word + blanks)?;
            rest = tail;
            Some(head)
        })
    }
}
