//! To be drawn.
use super::Page;
use crate::tui::model::Model;
/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    super::start(model)
}
