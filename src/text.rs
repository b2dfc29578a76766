//! Cleans and wraps text that comes from outside.
//!
//! Every string from a file, an argument, the environment, a file name, the keyboard or an error message passes through
//! [`clean_line`] or [`clean_text`] exactly once, where it enters the program. Text that has passed is safe to draw: it
//! holds no control, escape, bidi-override or otherwise invisible character.
//!
//! Invisible characters become [`REPLACEMENT`], so that nothing hides, except where writing needs them:
//! - a zero-width joiner or non-joiner stays between letters of scripts whose letters join (Persian, Hindi, ...);
//! - one that glues emoji together, and one variation selector after a symbol or an ideograph, are left out: the parts
//!   stay readable, and terminals disagree about the width of the whole;
//! - a soft hyphen within a word is left out: we break lines ourselves.
//!
//! This module must not know what the text means, nor where it is drawn.

mod caret;
mod fit;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

pub use caret::{caret, under_caret};
pub use fit::{pad, shorten, wrap, wrap_at_most};

/// Replaces a character that must not reach a terminal.
pub const REPLACEMENT: char = '\u{FFFD}';

/// The most combining marks kept on one base character; more would smear over the neighboring lines.
const MARKS_KEPT: usize = 4;

/// Returns `raw` as one line of harmless text: line breaks and tabs become spaces, hidden characters [`REPLACEMENT`].
pub fn clean_line(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(is_plain) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(clean(raw, |character| match character {
        '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(" "),
        _ => None,
    }))
}

/// Returns `raw` as harmless text of any number of lines, separated by `\n`; tabs become four spaces.
pub fn clean_text(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| is_plain(byte) || byte == b'\n') {
        return Cow::Borrowed(raw);
    }
    let unix = if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) };
    Cow::Owned(clean(&unix, |character| match character {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\t' => Some("    "),
        _ => None,
    }))
}

/// Returns `text` on one line: every run of blanks and line breaks becomes one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `text` with its first letter as a capital.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
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
            | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{E0000}'..='\u{10FFFF}')
}

/// Tells whether the cleaned `symbol` of one cell can be sent to a terminal as it is.
pub fn is_drawable(symbol: &str) -> bool {
    let mut before = None;
    symbol.chars().all(|character| {
        let between_letters = is_joiner(character) && before.is_some_and(joins);
        before = Some(character);
        between_letters || !is_hidden(character)
    })
}

/// Tells whether `character` is drawn on its own, in one column, by every terminal. Is false for many others that are,
/// too.
pub fn takes_one_column(character: char) -> bool {
    matches!(
        character,
        ' '..='~'
            | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{24F}' // Latin, without the © and ® of emoji
            | '\u{391}'..='\u{3CE}' | '\u{410}'..='\u{44F}' // Greek, Cyrillic
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203B}' // punctuation
            | '\u{2190}'..='\u{2193}' | '\u{2500}'..='\u{25A9}' | '\u{25CB}'..='\u{25CF}' // arrows, lines, blocks, circles
    )
}

/// Returns how many terminal columns cleaned `text` takes: the sum over everything that a person sees as one character.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if text.chars().all(takes_one_column) {
        text.chars().count()
    } else {
        text.graphemes(true).map(grapheme_width).sum()
    }
}

fn clean(raw: &str, replace: impl Fn(char) -> Option<&'static str>) -> String {
    let mut cleaned = String::with_capacity(raw.len());
    let mut marks = 0;
    let mut before = None;
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        let base = cleaned.chars().next_back();
        if is_mark(character) && !is_hidden(character) {
            marks += 1;
            // A mark needs a base: without one it would combine with what the screen shows before it.
            if matches!(base, None | Some(' ' | '\n')) {
                cleaned.push(REPLACEMENT);
            }
            if !attaches(character, cleaned.chars().next_back()) {
                marks = 0;
                cleaned.push(REPLACEMENT);
            } else if marks <= MARKS_KEPT {
                cleaned.push(character);
            }
        } else if let Some(other) = replace(character) {
            marks = 0;
            cleaned.push_str(other);
        } else if !is_hidden(character) {
            marks = 0;
            cleaned.push(character);
        } else {
            match invisible(before, base, character, characters.peek().copied()) {
                Invisible::Kept => cleaned.push(character),
                Invisible::LeftOut => {}
                Invisible::Suspect => {
                    marks = 0;
                    cleaned.push(REPLACEMENT);
                }
            }
        }
        before = Some(character);
    }
    cleaned
}

/// What to do with an invisible character.
enum Invisible {
    Kept,
    LeftOut,
    Suspect,
}

/// Judges a hidden `character` by the one `before` it, the `base` that was kept of what came before, and the `next`.
fn invisible(before: Option<char>, base: Option<char>, character: char, next: Option<char>) -> Invisible {
    let Some(base) = base else { return Invisible::Suspect };
    let is_symbol =
        |character: char| !character.is_ascii() && !character.is_alphanumeric() && !is_hidden(character) && character != REPLACEMENT;
    match character {
        _ if is_joiner(character) => match next {
            Some(next) if joins(base) && joins(next) => Invisible::Kept,
            Some(next) if is_symbol(base) && is_symbol(next) => Invisible::LeftOut,
            _ => Invisible::Suspect,
        },
        // One after another could carry a hidden message.
        _ if is_selector(character) && before.is_some_and(|before| !is_selector(before)) => {
            let has_variants = is_symbol(base) || is_ideograph(base) || matches!(base, '0'..='9' | '#' | '*');
            if has_variants { Invisible::LeftOut } else { Invisible::Suspect }
        }
        '\u{AD}' if base.is_alphabetic() && next.is_some_and(char::is_alphabetic) => Invisible::LeftOut,
        _ => Invisible::Suspect,
    }
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

fn is_mark(character: char) -> bool {
    !character.is_ascii() && character.width() == Some(0)
}

/// Tells whether `mark` is drawn as a part of the grapheme that ends with `before`; parts of Korean syllables may not
/// be.
///
/// The character directly before a mark decides (UAX 29, rules GB6 to `GB9a`), however long the grapheme is that it
/// ends.
fn attaches(mark: char, before: Option<char>) -> bool {
    let pair: String = before.into_iter().chain([mark]).collect();
    pair.graphemes(true).count() == 1
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Tells whether a joiner changes how `character` is written: Arabic and its relatives, the scripts of India, Burmese,
/// Khmer and Mongolian.
fn joins(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1820}'..='\u{18AF}')
        && !is_hidden(character)
}

/// Returns the columns of one grapheme, as `ratatui` counts them.
fn grapheme_width(grapheme: &str) -> usize {
    // The halfwidth sound marks of Japanese attach to a letter but take a column of their own.
    grapheme.width() + grapheme.chars().filter(|character| matches!(character, '\u{FF9E}' | '\u{FF9F}')).count()
}

#[cfg(test)]
mod tests;
