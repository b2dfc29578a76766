//! Which key a whole sequence stands for. This module must not know how a sequence was read.

use crate::tui::key::Key;

/// Returns the key of `ESC O` and a letter, which some terminals send for arrows and the keypad's Enter.
pub(super) fn function_key(letter: u8) -> Option<Key> {
    match letter {
        b'M' => Some(Key::Enter),
        _ => moving(letter),
    }
}

fn moving(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        _ => return None,
    })
}

/// Returns the key of a control sequence: as xterm sends it, with modifiers, or as kitty does. Answers are no keys.
pub(super) fn control_key(parameters: &[u8], letter: u8) -> Option<Key> {
    let mut fields = str::from_utf8(parameters).ok()?.split(';').map(|field| field.split(':'));
    let first = fields.next().and_then(|mut parts| parts.next()).unwrap_or_default();
    let number = if first.is_empty() { 1 } else { first.parse::<u32>().ok()? };
    let mut second = fields.next().into_iter().flatten();
    let mut count = || second.next().map_or(Some(1), |text| if text.is_empty() { Some(1) } else { text.parse::<u32>().ok() });
    let modifiers = Modifiers(count()?.saturating_sub(1));
    let is_release = count()? == 3;
    if is_release {
        return None;
    }
    match (letter, number) {
        (b'Z', _) => Some(Key::BackTab),
        (b'~', 1 | 7) => Some(Key::Home),
        (b'~', 4 | 8) => Some(Key::End),
        (b'~', 3) => Some(Key::Delete),
        (b'~', 5) => Some(Key::PageUp),
        (b'~', 6) => Some(Key::PageDown),
        (b'~', 27) => modifiers.key(fields.next()?.next()?.parse().ok()?),
        (b'u', code) => modifiers.key(code),
        _ => moving(letter),
    }
}

/// What was held: 1 is Shift, 2 Alt, 4 Ctrl.
#[derive(Debug, Clone, Copy)]
struct Modifiers(u32);

impl Modifiers {
    /// Returns the key that has this code point without modifiers.
    fn key(self, code: u32) -> Option<Key> {
        let [shift, alt, ctrl] = [1, 2, 4].map(|bit| self.0 & bit != 0);
        let letter = match code {
            13 if alt => return Some(Key::AltEnter),
            13 => return Some(Key::Enter),
            27 => return Some(Key::Esc),
            9 if shift => return Some(Key::BackTab),
            9 => return Some(Key::Tab),
            8 | 127 => return Some(Key::Backspace),
            // Kitty's numbers of keys that are no characters.
            57_344..=63_743 => return None,
            _ => char::from_u32(code).filter(|letter| !letter.is_control())?,
        };
        Some(match (ctrl, alt) {
            (true, false) => Key::Ctrl(letter.to_ascii_lowercase()),
            (false, true) => Key::Alt(letter),
            // AltGr arrives as Ctrl and Alt together: what it types is a character.
            (true, true) | (false, false) if shift => Key::Char(letter.to_ascii_uppercase()),
            (true, true) | (false, false) => Key::Char(letter),
        })
    }
}
