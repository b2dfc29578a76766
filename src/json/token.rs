//! Cuts a JSON text into its tokens.

use std::borrow::Cow;

/// The most bytes that a text takes in a file: no text has more than 10,000 characters, but each may be written as two
/// escapes, and cleaning leaves some out.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// Returns what a string stands for.
pub(super) fn text_of(token: &str) -> Cow<'_, str> {
    let inside = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inside| !inside.contains('\\'));
    inside.map_or_else(|| Cow::Owned(serde_json::from_str(token).unwrap_or_default()), Cow::Borrowed)
}

/// Returns start and end, in bytes, of the next token at or after `at`: a bracket, `:`, `,`, a string or another
/// scalar.
///
/// Is `None` if only blanks are left, or if a string does not end.
pub(super) fn next(text: &str, at: usize) -> Option<(usize, usize)> {
    let behind = text.get(at..)?;
    let token = behind.trim_ascii_start();
    let start = at + behind.len() - token.len();
    let is_mark = |character: char| "{}[]:,\"".contains(character) || character.is_ascii_whitespace();
    let length = match token.chars().next()? {
        '{' | '}' | '[' | ']' | ':' | ',' => 1,
        '"' => string_length(token)?,
        _ => token.find(is_mark).unwrap_or(token.len()),
    };
    Some((start, start + length))
}

/// Takes the tokens of the value that begins with `token` from `next`, up to its end. Is `None` if they run out first.
pub(super) fn skip<'t>(token: &str, mut next: impl FnMut() -> Option<&'t str>) -> Option<()> {
    let mut open = usize::from(matches!(token, "{" | "["));
    while open > 0 {
        match next()? {
            "{" | "[" => open += 1,
            "}" | "]" => open -= 1,
            _ => {}
        }
    }
    Some(())
}

/// Returns the length of the string that `token` begins with, quotes included. Is `None` if it does not end.
fn string_length(token: &str) -> Option<usize> {
    let mut bytes = token.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    None
}
