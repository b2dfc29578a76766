//! Makes any text inert in Markdown: shown as it is, never a construct.
//!
//! Written for `CommonMark` and GFM parsers, and for what code hosts do to the finished page: they turn `@name`, `#12` and
//! addresses into links after the parser has taken the backslashes away, so these are broken by an invisible space.
//! This module must not know what the text means.

/// Breaks what a code host would make a link of; invisible, and spelled out in the source.
const BREAK: &str = "&#8203;";

/// Returns `text` for use within a line, without blanks at its ends.
pub(super) fn inline(text: &str) -> String {
    spaced(text.trim())
}

/// Returns `text` for use within a line; any run of blanks and line breaks becomes one space.
pub(super) fn spaced(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 16);
    for (place, character) in text.char_indices() {
        let (before, rest) = text.split_at_checked(place).unwrap_or_default();
        write(&mut written, before, character, rest.strip_prefix(character).unwrap_or_default());
    }
    written
}

fn write(written: &mut String, before: &str, character: char, after: &str) {
    let next = after.chars().next();
    match character {
        _ if character.is_whitespace() => {
            if !written.ends_with(' ') {
                written.push(' ');
            }
        }
        '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '{' | '^' => written.extend(['\\', character]),
        '<' => written.push_str("&lt;"),
        '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => written.push_str("&amp;"),
        '#' if next.is_some_and(|next| !next.is_whitespace()) => written.extend(["\\#", BREAK]),
        '#' => written.push_str("\\#"),
        '@' => written.extend(["@", BREAK]),
        '!' if next.is_some_and(|next| next.is_ascii_digit()) => written.extend(["!", BREAK]),
        '-' if next.is_some_and(|next| next.is_ascii_digit()) && ends_with(before, "gh") => written.extend(["-", BREAK]),
        ':' if after.starts_with("//") => written.extend([BREAK, ":"]),
        '.' if ends_with(before, "www") => written.extend([BREAK, "."]),
        _ => written.push(character),
    }
}

/// Tells whether `url` is an address of the web of nothing but the usual characters: between `<` and `>` it means itself.
pub(super) fn can_be_followed(url: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?&=%+,;:#".contains(&byte);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_usual))
}

/// Returns an inline text so that it cannot open a block where it begins a line.
pub(super) fn guard_start(inline: &str) -> String {
    let digits = inline.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = inline.split_at_checked(digits).unwrap_or((inline, ""));
    if inline.starts_with(['-', '+', '=', '>', ':']) || (digits > 0 && rest.starts_with(['.', ')'])) {
        format!("{number}\\{rest}")
    } else {
        inline.to_owned()
    }
}

fn ends_with(text: &str, end: &str) -> bool {
    let start = text.len().saturating_sub(end.len());
    text.get(start..).is_some_and(|last| last.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::{guard_start, inline};

    #[test]
    fn ordinary_text_reads_as_it_was_written() {
        let text = "Ana's team: 80% (of 5), \"fine\" & cheap - 3.5 -> 4; C3PO, a/b, 1+1=2!";
        assert_eq!(inline(text), text);
    }

    #[test]
    fn what_a_host_links_is_broken() {
        let broken = ["@bo", "#12", "GH-7", "!3", "https://a.b", "WWW.a.b"].map(inline);
        assert_eq!(broken, ["@&#8203;bo", "\\#&#8203;12", "GH-&#8203;7", "!&#8203;3", "https&#8203;://a.b", "WWW&#8203;.a.b"]);
    }

    #[test]
    fn a_line_cannot_open_a_block() {
        let guarded = ["- a", "+ a", "1. a", "12) a", "> a", "=== ", "1.5 a"].map(|text| guard_start(&inline(text)));
        assert_eq!(guarded, ["\\- a", "\\+ a", "1\\. a", "12\\) a", "\\> a", "\\===", "1\\.5 a"]);
    }
}
