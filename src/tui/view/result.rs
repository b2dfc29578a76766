//! To be drawn.
use super::Page;
use crate::tui::model::{Model, Tab};
/// Fills the screen.
pub(super) fn page(model: &Model, _tab: Tab) -> Page {
    super::start(model)
}
