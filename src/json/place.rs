//! Finds the place in a JSON text that a byte offset belongs to: its path, and where it begins.
//!
//! Only used once something is wrong, so that reading a sound file costs nothing. The text is sound JSON up to the
//! offset; what comes behind is not looked at.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::fault::quote;
use super::token;

/// A place in a JSON text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where the key or value begins, in bytes.
    pub(super) start: usize,
    /// The path to it, such as `questions[3].ask`, cleaned; empty for the whole text.
    pub(super) path: String,
    /// For a key that stands in its object for the second time: the key, and where it stands first.
    pub(super) repeated: Option<(String, usize)>,
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
    Place { start, path: scan.path(), repeated: scan.repeated_key() }
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
    Object { start: usize, keys: Vec<(&'a str, usize)>, has_key: bool },
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
            keys.push((token, start));
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
                    path.extend(keys.last().map(|(token, _)| quote(&text_of(token))));
                }
                Open::Object { has_key: false, .. } => {}
                Open::List { index, .. } => {
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        path
    }

    fn repeated_key(&self) -> Option<(String, usize)> {
        let Some(Open::Object { keys, has_key: true, .. }) = self.open.last() else { return None };
        let ((last, _), earlier) = keys.split_last()?;
        let key = text_of(last);
        let first = earlier.iter().find(|(token, _)| text_of(token) == key);
        first.map(|(_, start)| (quote(&key), *start))
    }
}

/// Returns what a string stands for.
fn text_of(token: &str) -> Cow<'_, str> {
    serde_json::from_str(token).map_or(Cow::Borrowed(token), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"a": [{"b": 1}, {"c": ["x"], "c": true}], "d": {}}"#;

    /// Returns path and start of the place at the end of `marked`.
    fn place(marked: &str) -> (String, usize) {
        let Place { start, path, repeated: _ } = find(JSON, JSON.find(marked).unwrap() + marked.len());
        (path, start)
    }

    #[test]
    fn a_place_is_the_last_complete_key_or_value() {
        assert_eq!(place(r#"{"a""#), ("a".into(), 1));
        assert_eq!(place(r#""b": 1"#), ("a[0].b".into(), 13));
        assert_eq!(place(r#""b": 1}"#), ("a[0]".into(), 7));
        assert_eq!(place(r#""x""#), ("a[1].c[0]".into(), 24));
        assert_eq!(place("{}"), ("d".into(), 48));
        assert_eq!(place("{}}"), (String::new(), 0));
    }

    #[test]
    fn a_place_is_the_value_that_is_due() {
        assert_eq!(place(r#""a":"#), ("a".into(), 6));
        assert_eq!(place(r#""a": ["#), ("a[0]".into(), 7));
        assert_eq!(place("1},"), ("a[1]".into(), 17));
    }

    #[test]
    fn a_repeated_key_is_found_where_it_stands_first() {
        let end = JSON.find("true").unwrap() - 2;
        assert_eq!(find(JSON, end).repeated, Some(("c".into(), 18)));
        assert_eq!(find(JSON, end - 5).repeated, None);
        assert_eq!(find(r#"{"a": 1, "\u0061": 2}"#, 17).repeated, Some(("a".into(), 1)));
    }

    #[test]
    fn any_text_and_offset_has_a_place() {
        for text in ["", "{", "}]}]", "\"", "{\"\\", "[,,:]", "\u{e9}\u{e9}", "{\"a\" \"b\" 3"] {
            for offset in 0..text.len() + 2 {
                let Place { start, .. } = find(text, offset);
                let (line, column) = line_and_column(text, start);
                assert!(line == 1 && column <= text.len() + 1);
            }
        }
    }

    #[test]
    fn columns_count_characters_and_lines_count_line_feeds() {
        let text = "é\r\nüxy";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 2), (1, 2));
        assert_eq!(line_and_column(text, 4), (2, 1));
        assert_eq!(line_and_column(text, 7), (2, 3));
        assert_eq!(line_and_column(text, 99), (2, 4));
    }
}
