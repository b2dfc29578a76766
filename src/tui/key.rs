//! One key press, under the same name on every terminal.
//!
//! Must not know what a key means: that is written in the keymap, and nowhere else.

use std::fmt;

/// A key as a person thinks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A printable character, shift already applied.
    Char(char),
    /// Ctrl with a letter.
    Ctrl(char),
    /// Alt with a letter.
    Alt(char),
    /// Enter.
    Enter,
    /// Alt and Enter.
    AltEnter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
}

impl Key {
    /// Tells whether the key adds to a text, rather than moving in it or erasing.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Char(_) | Self::AltEnter | Self::Ctrl('j'))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(letter) => write!(f, "{letter}"),
            Self::Ctrl(letter) => write!(f, "Ctrl-{}", letter.to_ascii_uppercase()),
            Self::Alt(letter) => write!(f, "Alt-{}", letter.to_ascii_uppercase()),
            Self::Enter => f.write_str("Enter"),
            Self::AltEnter => f.write_str("Alt-Enter"),
            Self::Esc => f.write_str("Esc"),
            Self::Tab => f.write_str("Tab"),
            Self::BackTab => f.write_str("Shift-Tab"),
            Self::Up => f.write_str("up"),
            Self::Down => f.write_str("down"),
            Self::Left => f.write_str("left"),
            Self::Right => f.write_str("right"),
            Self::Home => f.write_str("Home"),
            Self::End => f.write_str("End"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            Self::Backspace => f.write_str("Backspace"),
            Self::Delete => f.write_str("Delete"),
        }
    }
}
