//! Colors, attributes and glyphs: what the screens are drawn with.
//!
//! Only the terminal's sixteen named colors. No color alone carries meaning. Must not know what is drawn.

use ratatui::style::{Color, Modifier, Style};

/// The look of all screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Colors are used.
    pub color: bool,
    /// Only ASCII is used for lines, bars and marks.
    pub ascii: bool,
}

/// The characters that screens are drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// A line across.
    pub rule: &'static str,
    /// Marks the selected line.
    pub pointer: &'static str,
    /// A choice that is taken.
    pub taken: &'static str,
    /// A choice that is not.
    pub free: &'static str,
    /// The filled part of the progress bar.
    pub progress: &'static str,
    /// Its empty part.
    pub remaining: &'static str,
    /// Between small pieces of information.
    pub dot: &'static str,
    /// Before each of several sentences.
    pub bullet: &'static str,
    /// A place on a scale that is taken.
    pub point: &'static str,
    /// More above.
    pub above: &'static str,
    /// More below.
    pub below: &'static str,
    /// Patterns of bars: the first family, the second, others.
    pub bars: [&'static str; 4],
    /// The part of a range above the value.
    pub whisker: &'static str,
    /// The end of a range.
    pub whisker_end: &'static str,
    /// The low end of a range, inside a bar.
    pub low_end: &'static str,
    /// The line between the two sides of a bar.
    pub axis: &'static str,
    /// From this to that.
    pub arrow: &'static str,
    /// Toward the left.
    pub arrow_left: &'static str,
    /// In favor.
    pub plus: &'static str,
    /// Against.
    pub minus: &'static str,
    /// A warning or an exclusion.
    pub cross: &'static str,
    /// Done.
    pub check: &'static str,
    /// A vote for what is agreed.
    pub agreed: &'static str,
    /// A vote while nothing is agreed.
    pub undecided: &'static str,
    /// No vote.
    pub no_vote: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    rule: "─",
    pointer: "›",
    taken: "(•)",
    free: "( )",
    progress: "━",
    remaining: "─",
    dot: "·",
    bullet: "·",
    point: "●",
    above: "↑",
    below: "↓",
    bars: ["█", "▒", "▓", "░"],
    whisker: "─",
    whisker_end: "┤",
    low_end: "├",
    axis: "│",
    arrow: "→",
    arrow_left: "←",
    plus: "+",
    minus: "−",
    cross: "✗",
    check: "✓",
    agreed: "●",
    undecided: "○",
    no_vote: "·",
};

const ASCII: Glyphs = Glyphs {
    rule: "-",
    pointer: ">",
    taken: "(*)",
    free: "( )",
    progress: "=",
    remaining: "-",
    dot: "|",
    bullet: "*",
    point: "#",
    above: "^",
    below: "v",
    bars: ["#", "%", "@", "+"],
    whisker: "-",
    whisker_end: "]",
    low_end: "[",
    axis: "|",
    arrow: "->",
    arrow_left: "<-",
    plus: "+",
    minus: "-",
    cross: "X",
    check: "ok",
    agreed: "*",
    undecided: "o",
    no_vote: ".",
};

impl Theme {
    /// Returns the characters to draw with.
    pub fn glyphs(self) -> Glyphs {
        if self.ascii { ASCII } else { UNICODE }
    }

    /// Returns the style of plain text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// Returns the style of titles, questions and what is marked.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Returns the style of what matters less.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Returns the style of what has been ruled out.
    pub fn struck(self) -> Style {
        Style::new().add_modifier(Modifier::CROSSED_OUT | Modifier::DIM)
    }

    /// Returns the style of the current view among several.
    pub fn current(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Returns the style of a warning.
    pub fn warning(self) -> Style {
        self.colored(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Returns the style of the `index`-th family: cyan, yellow, then others.
    pub fn family(self, index: usize) -> Style {
        match index {
            0 => self.colored(Color::Cyan),
            1 => self.colored(Color::Yellow),
            2 => self.colored(Color::Magenta),
            _ => self.colored(Color::Green),
        }
    }

    fn colored(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }
}
