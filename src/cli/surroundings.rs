//! What the program finds around it, and what follows from that: plain or drawn, color, which characters.
//!
//! `main` looks once; everything here is decided from what it saw. This module must not look itself.

use super::{Color, Global};

/// The environment and the terminal, as they were when the program started.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each read from its own place")]
pub struct Surroundings {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set, not empty and not `0`.
    pub force_color: bool,
    /// `ACCESSIBLE` is set, not empty and not `0`.
    pub accessible: bool,
    /// `TERM`.
    pub terminal_type: Option<String>,
    /// `COLORTERM`.
    pub color_terminal: Option<String>,
    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
    pub locale: Option<String>,
    /// Standard input is a terminal.
    pub input_is_terminal: bool,
    /// Standard output is a terminal.
    pub output_is_terminal: bool,
    /// The process has a controlling terminal.
    pub has_terminal: bool,
}

/// How the program talks to the person who started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, each used on its own")]
pub struct Settings {
    /// Line prompts, and who wanted them.
    pub plain: Plain,
    /// Something may be asked.
    pub may_ask: bool,
    /// The screens may use color.
    pub color: bool,
    /// The terminal has more than 16 colors: black and white that no theme changes.
    pub deep_colors: bool,
    /// The screens use ASCII characters only.
    pub ascii: bool,
    /// Nothing but results and errors is printed.
    pub quiet: bool,
    /// Screens can be drawn and keys be read.
    pub can_draw: bool,
    /// Standard input is a terminal.
    pub input_is_terminal: bool,
    /// Standard output is a terminal.
    pub output_is_terminal: bool,
}

/// Whether to ask in numbered lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// No: draw screens.
    No,
    /// The terminal cannot do more.
    Fallback,
    /// It was asked for.
    Wanted,
}

impl Settings {
    /// Decides how to talk.
    pub fn new(global: &Global, around: &Surroundings) -> Self {
        Self {
            plain: plain(global, around),
            may_ask: !global.no_input,
            color: color(global.color, around),
            deep_colors: has_deep_colors(around),
            ascii: global.ascii || !is_utf8(around.locale.as_deref()),
            quiet: global.quiet,
            can_draw: around.input_is_terminal && around.output_is_terminal && around.has_terminal,
            input_is_terminal: around.input_is_terminal,
            output_is_terminal: around.output_is_terminal,
        }
    }
}

fn plain(global: &Global, around: &Surroundings) -> Plain {
    if global.plain || around.accessible {
        Plain::Wanted
    } else if around.terminal_type.as_deref() == Some("dumb") {
        Plain::Fallback
    } else {
        Plain::No
    }
}

/// `NO_COLOR` beats `CLICOLOR_FORCE`, and both are beaten by the option; a terminal known to be monochrome gets none.
fn color(wanted: Color, around: &Surroundings) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !around.no_color && (around.force_color || !is_monochrome(around.terminal_type.as_deref())),
    }
}

fn has_deep_colors(around: &Surroundings) -> bool {
    let names = ["256", "direct", "kitty", "alacritty", "ghostty", "foot", "wezterm", "contour"];
    let says_so = around.color_terminal.as_deref().is_some_and(|said| !said.is_empty());
    says_so || around.terminal_type.as_deref().is_some_and(|terminal| names.iter().any(|name| terminal.contains(name)))
}

fn is_monochrome(terminal_type: Option<&str>) -> bool {
    terminal_type.is_some_and(|name| {
        name == "dumb" || name.starts_with("vt1") || name.starts_with("vt2") || name.ends_with("-m") || name.ends_with("-mono")
    })
}

/// A missing locale counts as UTF-8: containers set none, and their terminals can draw.
fn is_utf8(locale: Option<&str>) -> bool {
    locale.is_none_or(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around() -> Surroundings {
        Surroundings { input_is_terminal: true, output_is_terminal: true, has_terminal: true, ..Surroundings::default() }
    }

    #[test]
    fn a_terminal_alone_means_screens_in_color() {
        let settings = Settings::new(&Global::default(), &around());
        assert_eq!((settings.plain, settings.color, settings.ascii, settings.can_draw), (Plain::No, true, false, true));
    }

    #[test]
    fn no_color_beats_force_and_the_option_beats_both() {
        let around = Surroundings { no_color: true, force_color: true, ..around() };
        let with = |color| Settings::new(&Global { color, ..Global::default() }, &around).color;
        assert_eq!((with(Color::Auto), with(Color::Always), with(Color::Never)), (false, true, false));
    }

    #[test]
    fn a_monochrome_terminal_gets_color_only_by_force() {
        let vt100 = Surroundings { terminal_type: Some("vt100".into()), ..around() };
        assert!(!Settings::new(&Global::default(), &vt100).color);
        assert!(Settings::new(&Global::default(), &Surroundings { force_color: true, ..vt100 }).color);
    }

    #[test]
    fn a_terminal_says_by_its_name_or_beside_it_that_it_has_more_than_16_colors() {
        let deep = |terminal: &str, beside: Option<&str>| {
            let around = Surroundings { terminal_type: Some(terminal.to_owned()), color_terminal: beside.map(str::to_owned), ..around() };
            Settings::new(&Global::default(), &around).deep_colors
        };
        assert!(
            deep("xterm-256color", None) && deep("tmux-256color", None) && deep("xterm", Some("truecolor")) && deep("xterm-kitty", None)
        );
        assert!(!deep("linux", None) && !deep("xterm", Some("")));
    }

    #[test]
    fn a_locale_without_utf_8_means_ascii() {
        for (locale, ascii) in
            [(None, false), (Some("C"), true), (Some("POSIX"), true), (Some("de_DE.UTF-8"), false), (Some("C.utf8"), false)]
        {
            let around = Surroundings { locale: locale.map(str::to_owned), ..around() };
            assert_eq!(Settings::new(&Global::default(), &around).ascii, ascii, "{locale:?}");
        }
    }

    #[test]
    fn accessible_wants_plain_and_a_dumb_terminal_falls_back_to_it() {
        let plain = |around| Settings::new(&Global::default(), &around).plain;
        assert_eq!(plain(Surroundings { accessible: true, ..around() }), Plain::Wanted);
        assert_eq!(plain(Surroundings { terminal_type: Some("dumb".into()), ..around() }), Plain::Fallback);
    }

    #[test]
    fn every_stream_and_the_terminal_itself_are_needed_to_draw() {
        let can_draw = |around| Settings::new(&Global::default(), &around).can_draw;
        assert!(!can_draw(Surroundings { input_is_terminal: false, ..around() }));
        assert!(!can_draw(Surroundings { output_is_terminal: false, ..around() }));
        assert!(!can_draw(Surroundings { has_terminal: false, ..around() }));
    }
}
