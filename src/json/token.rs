//! Cuts a JSON text into its tokens.

/// Returns start and end, in bytes, of the next token at or behind `at`: a bracket, `:`, `,`, a string or another scalar.
///
/// Nothing where only blanks are left, or where a string does not end.
pub(super) fn next(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let start = at + bytes.get(at..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let rest = bytes.get(start..)?;
    let is_mark = |byte: &u8| b"{}[]:,\"".contains(byte) || byte.is_ascii_whitespace();
    let length = match rest.first()? {
        b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
        b'"' => string_length(rest)?,
        _ => rest.iter().position(is_mark).unwrap_or(rest.len()),
    };
    Some((start, start + length))
}

/// Returns the length of the string that `bytes` begins with, quotes included; nothing where it does not end.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let mut escaped = false;
    for (place, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(place + 1),
            _ => {}
        }
    }
    None
}
