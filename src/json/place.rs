//! Finds the place in a JSON text that a byte offset belongs to: its path, and where it begins.
//!
//! Only used once something is wrong, so that reading a sound file costs nothing. The text is sound JSON up to the
//! offset; what comes behind is not looked at.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::token;

/// A place in a JSON text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the key or value begins, in bytes.
    pub(super) start: usize,
    /// The path to it, such as `questions[3].ask`, not cleaned; empty for the whole text.
    pub(super) path: String,
    /// For a key that stands in its object for the second time: where it stands first.
    pub(super) first: Option<usize>,
}

/// Returns line and column, both from 1, of a byte offset; columns count characters.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let is_first_of_character = |byte: &&u8| **byte & 0xC0 != 0x80;
    let line = before.split(|byte| *byte == b'\n').count();
    (line, before.iter().skip(line_start).filter(is_first_of_character).count() + 1)
}

/// Returns the place of the key or value that ends at `offset`, or that is due there.
pub(super) fn find(text: &str, offset: usize) -> Place {
    let mut scan = Scan { text, open: Vec::new(), start: 0, is_due: true };
    let mut at = 0;
    while let Some((token, end)) = token::next(text, at).filter(|(_, end)| *end <= offset) {
        scan.take(token, end);
        at = end;
    }
    let start = if scan.is_due { at + text.bytes().skip(at).take_while(u8::is_ascii_whitespace).count() } else { scan.start };
    Place { start, path: scan.path(), first: scan.first_of_repeated_key() }
}

struct Scan<'a> {
    text: &'a str,
    open: Vec<Open<'a>>,
    /// Where the last complete key or value begins.
    start: usize,
    /// Whether a value is due next.
    is_due: bool,
}

/// An object or a list that has begun and not ended.
enum Open<'a> {
    Object { start: usize, keys: Vec<(Cow<'a, str>, usize)>, has_key: bool },
    List { start: usize, index: usize },
}

impl<'a> Scan<'a> {
    fn take(&mut self, start: usize, end: usize) {
        let token = self.text.get(start..end).unwrap_or_default();
        self.is_due = matches!(token, "[" | ":" | ",");
        match token {
            "{" => self.open.push(Open::Object { start, keys: Vec::new(), has_key: false }),
            "[" => self.open.push(Open::List { start, index: 0 }),
            "}" | "]" => {
                self.start = match self.open.pop() {
                    Some(Open::Object { start, .. } | Open::List { start, .. }) => start,
                    None => start,
                };
            }
            "," => match self.open.last_mut() {
                Some(Open::Object { has_key, .. }) => *has_key = false,
                Some(Open::List { index, .. }) => *index += 1,
                None => {}
            },
            ":" => {}
            _ => self.take_scalar(token, start),
        }
    }

    fn take_scalar(&mut self, token: &'a str, start: usize) {
        self.start = start;
        if let Some(Open::Object { keys, has_key: has_key @ false, .. }) = self.open.last_mut() {
            *has_key = true;
            keys.push((serde_json::from_str(token).map_or(Cow::Borrowed(token), Cow::Owned), start));
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for open in &self.open {
            match open {
                Open::Object { keys, has_key: true, .. } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(keys.last().map_or("", |(key, _)| key));
                }
                Open::Object { has_key: false, .. } => {}
                Open::List { index, .. } => {
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        path
    }

    fn first_of_repeated_key(&self) -> Option<usize> {
        let Some(Open::Object { keys, has_key: true, .. }) = self.open.last() else { return None };
        let ((last, _), earlier) = keys.split_last()?;
        earlier.iter().find(|(key, _)| key == last).map(|(_, start)| *start)
    }
}
