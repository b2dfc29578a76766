//! For the tests of the screens: models to look at, and what is seen of them.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::session::Session;
use crate::sitting::{File, Kind, Sitting};
use crate::tui::model::{Model, Place};
use crate::tui::theme::Theme;

/// Blocks and lines, without any color.
pub(super) const PLAIN: Theme = Theme { color: false, ascii: false };
/// ASCII, without any color.
pub(super) const ASCII: Theme = Theme { color: false, ascii: true };

/// Returns a model of `session`, to be edited, at `place`.
pub(super) fn model(session: Session, place: Place) -> Model {
    let file = File { name: "decision.weigh.json".to_owned(), ..File::default() };
    let mut model = Model::new(Sitting::new(session, Kind::Team, file), PLAIN);
    model.place = place;
    model
}

/// Rows of a window that the header and the footer take.
const AROUND: u16 = 4;

/// Returns what is seen of the page in a window of that size, row by row, without blanks at the ends of the rows.
///
/// Header and footer are left out: they are tested where they are made.
pub(super) fn screen(model: &mut Model, size: (u16, u16), theme: Theme) -> String {
    model.size = size;
    model.theme = theme;
    let height = size.1 - AROUND;
    let page = super::page(model);
    let mut terminal = Terminal::new(TestBackend::new(size.0, height)).expect("a test backend");
    terminal.draw(|frame| super::draw_page(frame, frame.area(), &page)).expect("a test backend draws");
    let rows = terminal.backend().buffer().content.chunks(usize::from(size.0));
    let row = |cells: &[ratatui::buffer::Cell]| cells.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned();
    let mut rows: Vec<String> = rows.map(row).collect();
    let filled = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    rows.truncate(filled);
    rows.join("\n")
}

/// Compares what is seen with what was seen before, in `tests/snapshots`.
pub(super) fn assert_seen(name: &str, seen: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../tests/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, seen));
}
