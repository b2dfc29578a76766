//! Every screen as it is drawn, at every class of size and in every theme: `tests/snapshots/screens`.
//!
//! A snapshot is the screen, and below it where the cursor stands and what is drawn in which style.

mod shots;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::kit::{draw_with_cursor, rows};
use crate::text;
use crate::tui::theme::Theme;
pub(super) use shots::{SHOTS, Shot};

/// A window, and the theme in which it is drawn.
pub(super) struct Format {
    name: &'static str,
    size: (u16, u16),
    theme: Theme,
}

/// The smallest window.
pub(super) const SMALL: Format = Format { name: "72x20-ascii", size: (72, 20), theme: Theme { color: false, ascii: true } };
/// The usual one.
pub(super) const USUAL: Format = Format { name: "80x24-color", size: (80, 24), theme: Theme { color: true, ascii: false } };
/// The comfortable one.
pub(super) const LARGE: Format = Format { name: "100x30-plain", size: (100, 30), theme: Theme { color: false, ascii: false } };
/// One with room for two pages side by side.
pub(super) const WIDE: Format = Format { name: "120x40-plain", size: (120, 40), theme: Theme { color: false, ascii: false } };

#[test]
fn every_screen_is_drawn_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/snapshots/screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for shot in SHOTS {
            for format in shot.formats {
                insta::assert_snapshot!(format!("{}-{}", shot.name, format.name), seen(shot, format.size, format.theme));
            }
        }
    });
}

#[test]
fn below_the_smallest_size_one_line_says_so() {
    let shot = &SHOTS[0];
    let sizes = [(71, 20), (72, 19), (40, 5), (12, 4)];
    let all = sizes.map(|size| format!("{}x{}\n{}", size.0, size.1, seen(shot, size, LARGE.theme)));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/snapshots/screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("below-the-smallest-size", all.join("\n\n")));
}

/// The screen and how it is drawn.
fn seen(shot: &shots::Shot, (columns, rows_of_window): (u16, u16), theme: Theme) -> String {
    let mut play = shot.play();
    play.model.theme = theme;
    play.model.minutes = 27;
    let play = play.sized(columns, rows_of_window);
    let (buffer, cursor) = draw_with_cursor(&play.model);
    let cursor = cursor.map_or_else(|| "hidden".to_owned(), |at| format!("row {} column {}", at.y + 1, at.x + 1));
    format!("{}\ncursor: {cursor}\n{}", rows(&buffer).join("\n"), styles(&buffer))
}

/// Every row with a style: from which column to which it is how.
fn styles(buffer: &Buffer) -> String {
    let rows = (0..buffer.area.height).filter_map(|row| {
        let runs = runs(buffer, row);
        (!runs.is_empty()).then(|| format!("{:>2}: {}\n", row + 1, runs.join(", ")))
    });
    rows.collect()
}

fn runs(buffer: &Buffer, row: u16) -> Vec<String> {
    let mut runs: Vec<(u16, u16, String)> = Vec::new();
    for column in 0..buffer.area.width {
        let Some(cell) = buffer.cell((column, row)) else { continue };
        let style = style(cell.fg, cell.bg, cell.modifier);
        match runs.last_mut() {
            Some((_, to, last)) if *last == style => *to = column,
            _ => runs.push((column, column, style)),
        }
    }
    let styled = runs.into_iter().filter(|(_, _, style)| !style.is_empty());
    styled.map(|(from, to, style)| format!("{}-{} {style}", from + 1, to + 1)).collect()
}

fn style(ink: Color, paper: Color, modifier: Modifier) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend((ink != Color::Reset).then(|| ink.to_string().to_lowercase()));
    words.extend((paper != Color::Reset).then(|| format!("on {}", paper.to_string().to_lowercase())));
    words.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    debug_assert!(words.iter().all(|word| text::width(word) == word.len()));
    words.join("+")
}
