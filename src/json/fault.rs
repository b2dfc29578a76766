//! Words the faults that reading JSON can meet.
//!
//! Everything that goes into a [`Problem`] is cleaned here: serde's messages repeat what stands in the file.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::place::{self, Inside, Position, Step};
use crate::problem::{Problem, Problems};
use crate::text::{clean_line, is_hidden, shorten};

/// The most columns of a file's own text that a message repeats.
const LONGEST_QUOTE: usize = 60;

/// The most bytes of anything that may be a misspelled name.
const LONGEST_NAME: usize = 400;

/// How many lines of other text may stand before JSON inside Markdown.
const LINES_BEFORE_JSON: usize = 10;

/// The longest path reported with a fault of syntax, in steps; none of our files is as deep.
const DEEPEST_PATH: usize = 20;

/// Returns the text in `bytes`, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, Problems> {
    // At the beginning of a JSON text in UTF-16, every other byte is zero, which is valid UTF-8.
    if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, ..] | [_, 0, ..]) {
        return Err(at(Position::default(), "not UTF-8: this looks like UTF-16; save the file as UTF-8"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => {
            let valid = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
            let found = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let position = place::position(valid.strip_prefix('\u{FEFF}').unwrap_or(&valid), valid.len());
            Err(at(position, format!("not UTF-8: found the byte 0x{found:02X}; save the file as UTF-8")))
        }
    }
}

/// A fault against the rules of JSON itself.
pub(super) struct SyntaxFault {
    /// Where it is, in bytes.
    pub(super) at: usize,
    /// The path to the value that it is in or follows.
    pub(super) steps: Vec<Step>,
    /// What is wrong.
    pub(super) what: String,
}

/// Returns the fault of syntax at which serde stopped in `text`.
pub(super) fn syntax(text: &str, error: &serde_json::Error) -> SyntaxFault {
    let at = if error.is_eof() { text.len() } else { consumed(text, error).saturating_sub(1) };
    // serde counts bytes: its place can lie inside of a character.
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let inside = place::inside(text, at);
    let raw = error.to_string();
    let message = raw.strip_suffix(&format!(" at line {} column {}", error.line(), error.column())).unwrap_or(&raw);
    let what = match foreign(text, at) {
        Some(what) => what.into_owned(),
        None => wrong_syntax(message, text, &inside),
    };
    // If it is nested too deeply, nobody would read the path.
    let steps = if inside.steps.len() > DEEPEST_PATH { Vec::new() } else { inside.steps };
    SyntaxFault { at, steps, what }
}

/// Recognizes what people write instead of JSON.
fn foreign(text: &str, at: usize) -> Option<Cow<'static, str>> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    let is_first = before.trim().is_empty();
    let indented = before.trim_end_matches([' ', '\t']);
    let is_line_start = indented.is_empty() || indented.ends_with('\n');
    if rest.starts_with("<<<<<<<") || (is_line_start && (rest.starts_with("=======") || rest.starts_with(">>>>>>>"))) {
        return Some("an open merge conflict: keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>".into());
    }
    // serde takes the first dash of YAML for that of a number.
    if (is_first || before.trim() == "-")
        && let Some(what) = other_language(text)
    {
        return Some(what.into());
    }
    let what = match rest.chars().next()? {
        '/' | '#' => "JSON has no comments: remove this one",
        '\'' | '`' => "expected double quotes: JSON knows no others",
        '“' | '”' | '„' | '‘' | '’' | '«' | '»' => "typographic quotes, expected straight ones: \"",
        'T' | 'F' | 'N' if ["True", "False", "None"].iter().any(|word| rest.starts_with(word)) => {
            "this is Python; JSON says true, false and null"
        }
        hidden if !hidden.is_ascii() && (hidden.is_whitespace() || is_hidden(hidden)) => {
            let code = u32::from(hidden);
            return Some(format!("an invisible character (U+{code:04X}) that JSON does not know: put a space in its place").into());
        }
        letter if is_first && letter.is_alphabetic() => "this is no JSON, expected an object: it begins with {",
        _ => return None,
    };
    Some(what.into())
}

/// Recognizes a whole file in another language by how it begins.
fn other_language(text: &str) -> Option<&'static str> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = lines.next()?;
    if line.starts_with("```") || lines.clone().take(LINES_BEFORE_JSON).any(|line| line.starts_with("```")) {
        return Some("this is JSON inside Markdown: keep only what stands between the lines with ```");
    }
    if line.starts_with('<') {
        return Some("this is a web page or XML, expected JSON: download the file itself");
    }
    if line.starts_with("version https://git-lfs") {
        return Some("this only points to the file, which Git LFS keeps: get it with git lfs pull");
    }
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-\"'".contains(&byte));
    let is_yaml_key = line.split_once(':').is_some_and(|(name, value)| is_name(name) && (value.is_empty() || value.starts_with(' ')));
    if line.starts_with("---") || line.starts_with("- ") || is_yaml_key {
        return Some("this looks like YAML, expected JSON: convert it, for example with yq -o json FILE");
    }
    let is_toml = line.split_once('=').is_some_and(|(name, _)| is_name(name.trim()));
    is_toml.then_some("this looks like TOML, expected JSON: convert it")
}

/// Says that an object has no such field, and which field may have been meant.
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

/// Returns the name in `known` of which `typed` is most likely a misspelling, if it is close to any.
pub(crate) fn closest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    if typed.len() > LONGEST_NAME {
        return None;
    }
    let typed = typed.to_lowercase();
    let allowed = (typed.len() / 3).clamp(1, 3);
    // The distance is quadratic: a text much longer than a name is not a misspelling of it.
    let alike = known.iter().filter(|name| name.len().abs_diff(typed.len()) <= allowed);
    let near = alike.map(|name| (distance(&typed, &name.to_lowercase()), *name)).filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns text of a file as a message may repeat it: cleaned and shortened.
pub(crate) fn quote(raw: &str) -> String {
    let start = raw.char_indices().nth(4 * LONGEST_QUOTE).and_then(|(end, _)| raw.get(..end)).unwrap_or(raw);
    shorten(&clean_line(start), LONGEST_QUOTE, false).into_owned()
}

fn at(position: Position, what: impl Into<String>) -> Problems {
    Problem { at: Some((position.line, position.column)), ..Problem::at_path("", what) }.into()
}

/// Returns how many bytes serde had read when it met the error.
fn consumed(text: &str, error: &serde_json::Error) -> usize {
    let mut line_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(place, _)| place + 1);
    let line_start = error.line().checked_sub(2).map_or(Some(0), |skipped| line_ends.nth(skipped));
    line_start.map_or(text.len(), |start| (start + error.column()).min(text.len()))
}

fn wrong_syntax(message: &str, text: &str, inside: &Inside) -> String {
    let begins = |what: &str, end: &str| match inside.open {
        Some(open) => format!("the file ends inside {what} that begins in line {}, expected {end}", place::position(text, open).line),
        None => format!("the file ends inside {what}, expected {end}"),
    };
    let what = match message {
        "EOF while parsing a value" if text.trim().is_empty() => "the file is empty, expected an object",
        "EOF while parsing a value" => "the file ends too early, expected a value",
        "EOF while parsing a list" => &begins("a list", "`,` or `]`"),
        "EOF while parsing an object" => &begins("an object", "`,` or `}`"),
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
    let is_fit = matches!(inside.steps.last(), Some(Step::Key(key)) if key == "fit");
    let hint = if is_fit { "; a fit is a whole number from -2 to 2" } else { "" };
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
