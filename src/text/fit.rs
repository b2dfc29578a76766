//! Makes cleaned text fit a number of columns: broken into lines, shortened with a mark, or filled up.
//!
//! Nothing is ever lost without a mark. Must not know what is drawn beside the text.

use std::borrow::Cow;
use std::iter;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{grapheme_width, width};

/// Breaks cleaned `text` into lines of at most `columns` columns, at spaces if there are any.
///
/// Nothing is lost except the spaces at which a line was broken. A grapheme wider than `columns` gets a line of its
/// own. An empty text gives one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

/// Breaks cleaned `text` into at most `rows` lines; the last one ends with a mark if something is missing.
pub fn wrap_at_most(text: &str, columns: usize, rows: usize, ascii: bool) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if lines.len() > rows {
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.extend((rows > 0).then(|| shorten(&rest, columns.max(1), ascii).into_owned()));
    }
    lines
}

/// Shortens cleaned `text` to `columns` columns, with a mark (`…`, or `...` if `ascii`) if something is missing.
pub fn shorten(text: &str, columns: usize, ascii: bool) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mark = if ascii { "..." } else { "…" };
    let room = columns.saturating_sub(width(mark));
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += grapheme_width(grapheme);
        used <= room
    };
    let mut short: String = match text.get(..room) {
        Some(head) if text.is_ascii() => head.to_owned(),
        Some(_) | None => text.graphemes(true).take_while(fits).collect(),
    };
    short.truncate(short.trim_end().len());
    short.extend(mark.chars().take(columns));
    Cow::Owned(short)
}

/// Fills `text` with spaces up to `columns` columns; a longer text is shortened with a mark.
pub fn pad(text: &str, columns: usize, ascii: bool) -> String {
    let mut padded = shorten(text, columns, ascii).into_owned();
    let missing = columns.saturating_sub(width(&padded));
    padded.extend(iter::repeat_n(' ', missing));
    padded
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        if used > 0 && used + width(word.trim_end_matches(' ')) > columns {
            lines.push(finish(&mut current));
            used = 0;
        }
        let wide = width(word);
        if used + wide <= columns {
            // Nearly every word fits, so there is no need to look at its characters.
            current.push_str(word);
            used += wide;
            continue;
        }
        for grapheme in word.graphemes(true) {
            let wide = grapheme_width(grapheme);
            if grapheme == " " && used + 1 > columns {
                continue;
            }
            if used > 0 && used + wide > columns {
                lines.push(finish(&mut current));
                used = 0;
            }
            current.push_str(grapheme);
            used += wide;
        }
    }
    lines.push(finish(&mut current));
    lines
}

fn finish(current: &mut String) -> String {
    let mut line = std::mem::take(current);
    line.truncate(line.trim_end_matches(' ').len());
    line
}
