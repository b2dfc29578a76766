//! Words the faults that reading JSON can meet.
//!
//! Everything that goes into a [`Problem`] is cleaned here: serde's messages repeat what stands in the file.

use std::fmt::Write as _;

use serde_json::error::Category;

use super::Source;
use super::place::{self, Place};
use crate::problem::Problem;
use crate::text::{clean_line, shorten};

/// Stands for a repeated key until its first place is known; no field of any file is called so.
pub(super) const REPEATED_KEY: &str = "repeated key";

/// The most columns of a file's own text that a message repeats.
const LONGEST_QUOTE: usize = 60;

/// Returns the text in `bytes`, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    // In UTF-16 every other byte of a JSON text's beginning is zero, which UTF-8 would let pass.
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..]) {
        return Err(at((1, 1), "", "not UTF-8: this looks like UTF-16; save the file as UTF-8"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let valid = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
            let found = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let place = place::line_and_column(valid.strip_prefix('\u{FEFF}').unwrap_or(&valid), valid.len());
            Err(at(place, "", format!("not UTF-8: found the byte 0x{found:02X}; save the file as UTF-8")))
        }
    }
}

/// Turns an error of serde into a problem with its place.
pub(super) fn explain(source: Source<'_>, error: &serde_json::Error) -> Problem {
    let consumed = source.offset() + consumed(source.part, error);
    let text = source.whole;
    let raw = error.to_string();
    let message = raw.strip_suffix(&format!(" at line {} column {}", error.line(), error.column())).unwrap_or(&raw);
    match error.classify() {
        Category::Data => {
            let Place { start, path, repeated } = place::find(text, consumed);
            let what = match repeated {
                Some((key, first)) if message == REPEATED_KEY => repeated_key(text, &key, first),
                Some(_) | None => wrong_shape(message),
            };
            at(place::line_and_column(text, start), &path, what)
        }
        Category::Syntax | Category::Eof | Category::Io => {
            let offending = if error.is_eof() { text.len() } else { consumed.saturating_sub(1) };
            let Place { path, .. } = place::find(text, offending);
            at(place::line_and_column(text, offending), &path, wrong_syntax(message, text, &path))
        }
    }
}

/// Says that an object has no such field, and which one may have been meant.
pub(super) fn unknown_field(key: &str, fields: &[&str]) -> String {
    let mut message = format!("unknown field `{}`", quote(key));
    match closest(key, fields) {
        Some(meant) => {
            let _ = write!(message, ", did you mean `{meant}`?");
        }
        None => {
            let _ = write!(message, ", expected one of {}", list(fields));
        }
    }
    message
}

/// Returns the one of `known` that `typed` is most likely a misspelling of, if it is close to any.
pub(crate) fn closest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let allowed = (typed.len() / 3).clamp(1, 3);
    // The distance is quadratic: what is much longer than a name is no misspelling of it.
    let alike = known.iter().filter(|name| name.len().abs_diff(typed.len()) <= allowed);
    let near = alike.map(|name| (distance(&typed, &name.to_lowercase()), *name)).filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns text of a file as a message may repeat it: cleaned and shortened.
pub(crate) fn quote(raw: &str) -> String {
    let start = raw.char_indices().nth(4 * LONGEST_QUOTE).and_then(|(end, _)| raw.get(..end)).unwrap_or(raw);
    shorten(&clean_line(start), LONGEST_QUOTE, false).into_owned()
}

fn at(place: (usize, usize), path: &str, what: impl Into<String>) -> Problem {
    Problem { at: Some(place), path: path.to_owned(), what: what.into() }
}

/// Returns how many bytes serde had read when it met the error.
fn consumed(text: &str, error: &serde_json::Error) -> usize {
    let mut line_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(place, _)| place + 1);
    let line_start = error.line().checked_sub(2).map_or(Some(0), |skipped| line_ends.nth(skipped));
    line_start.map_or(text.len(), |start| (start + error.column()).min(text.len()))
}

fn repeated_key(text: &str, key: &str, first: usize) -> String {
    let (line, column) = place::line_and_column(text, first);
    format!("`{key}` stands here twice, first at line {line}, column {column}; expected each key once")
}

fn wrong_shape(message: &str) -> String {
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("the field {field} is missing");
    }
    let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "))
    else {
        return clean_line(message).into_owned();
    };
    // serde says: map, sequence, null, integer `3`, floating point `1.5`, boolean `true`, string "text".
    let found = match found {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        other => quote(other.find(['`', '"']).and_then(|value| other.get(value..)).unwrap_or(other)),
    };
    let expected = match expected {
        "a sequence" => "a list",
        "a boolean" => "true or false",
        other => other,
    };
    format!("found {found}, expected {expected}")
}

fn wrong_syntax(message: &str, text: &str, path: &str) -> String {
    let what = match message {
        "EOF while parsing a value" if text.trim().is_empty() => "the file is empty, expected an object",
        "EOF while parsing a value" => "the file ends too early, expected a value",
        "EOF while parsing a list" => "the file ends inside a list, expected `,` or `]`",
        "EOF while parsing an object" => "the file ends inside an object, expected `,` or `}`",
        "EOF while parsing a string" => "the file ends inside a text, expected `\"`",
        "expected value" | "expected ident" | "invalid number" => {
            "this is no JSON value, expected text, a number, an object, a list, true or false"
        }
        "key must be a string" => "expected a key in double quotes",
        "trailing comma" => "a comma before the closing bracket, expected none",
        "trailing characters" => "expected nothing behind the end of the object",
        "recursion limit exceeded" => "nested too deeply, expected fewer than 128 levels",
        "number out of range" => "this number is too large, expected a smaller one",
        "invalid escape" => "unknown escape, expected \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits",
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "half of an escaped character, expected both halves, such as \\ud83d\\ude00"
        }
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a line break or control character inside a text, expected \\n or another escape"
        }
        other => other,
    };
    let hint = if path.rsplit('.').next() == Some("fit") { "; a fit is a whole number from -2 to 2" } else { "" };
    format!("{}{hint}", clean_line(what))
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns how many characters must be inserted, removed or replaced to turn one text into the other; two neighbors that
/// changed places count once.
fn distance(one: &str, other: &str) -> usize {
    if is_swap(one, other) {
        return 1;
    }
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, character) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (wanted, above) in other.chars().zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(character != wanted)).min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

fn is_swap(one: &str, other: &str) -> bool {
    let differing: Vec<(char, char)> = one.chars().zip(other.chars()).filter(|(one, other)| one != other).collect();
    one.chars().count() == other.chars().count() && matches!(*differing, [(a, b), (c, d)] if (a, b) == (d, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_finds_the_name_that_was_meant() {
        let names = ["choices", "what", "id", "importance", "ask"];
        let meant = |typed| closest(typed, &names);
        for (typed, name) in [("choises", "choices"), ("waht", "what"), ("ID", "id"), ("Import", "importance"), ("imprtance", "importance")]
        {
            assert_eq!(meant(typed), (typed != "Import").then_some(name), "{typed}");
        }
        assert_eq!(meant("axe"), None);
        assert_eq!(meant(""), None);
        assert_eq!(meant(&"x".repeat(1_000_000)), None);
    }

    #[test]
    fn a_quote_is_short_and_harmless() {
        assert_eq!(quote("a\u{1b}[31m"), "a\u{FFFD}[31m");
        assert_eq!(quote(&"漢".repeat(1_000_000)), format!("{}…", "漢".repeat(29)));
    }
}
