//! To be drawn.
use super::Page;
use crate::questionnaire::Id;
use crate::tui::model::Model;
/// Fills the screen.
pub(super) fn page(model: &Model, _question: &Id) -> Page {
    super::start(model)
}
