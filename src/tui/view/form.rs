//! To be drawn.
use super::Page;
use crate::tui::model::Model;
pub(super) fn page(_model: &Model) -> Option<Page> {
    None
}
