//! Colors and attributes as SGR parameters, only those that change.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What the terminal draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    foreground: Color,
    background: Color,
    attributes: Modifier,
}

/// The attributes we use, with the parameter that switches each on.
const ATTRIBUTES: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Pen {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, attributes: cell.modifier }
    }

    /// Writes what has to be sent to draw with `wanted` from now on.
    pub(super) fn change_to(&mut self, wanted: Self, bytes: &mut Vec<u8>) {
        if *self == wanted {
            return;
        }
        let mut parameters = Vec::new();
        if wanted == Self::default() {
            parameters.push(String::new());
        } else {
            self.collect(wanted, &mut parameters);
        }
        bytes.extend_from_slice(format!("\x1b[{}m", parameters.join(";")).as_bytes());
        *self = wanted;
    }

    fn collect(mut self, wanted: Self, parameters: &mut Vec<String>) {
        // Switching single attributes off is not uniform among terminals, so everything is switched off and on again.
        if !wanted.attributes.contains(self.attributes) {
            parameters.push("0".to_owned());
            self = Self::default();
        }
        for (attribute, parameter) in ATTRIBUTES {
            if wanted.attributes.contains(attribute) && !self.attributes.contains(attribute) {
                parameters.push(parameter.to_string());
            }
        }
        if wanted.foreground != self.foreground {
            parameters.push(color(wanted.foreground, 30));
        }
        if wanted.background != self.background {
            parameters.push(color(wanted.background, 40));
        }
    }
}

/// Returns the parameter of a color; `base` is 30 for the foreground and 40 for the background.
fn color(color: Color, base: u8) -> String {
    let bright = base + 60;
    let number = match color {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    number.to_string()
}
