//! To be drawn.
use super::Page;
use crate::questionnaire::Id;
use crate::tui::model::Model;
pub(super) fn hand_over(model: &Model, _name: &str) -> Page {
    super::start(model)
}
pub(super) fn booth(model: &Model) -> Page {
    super::start(model)
}
pub(super) fn call_out(model: &Model, _names: &[String], _entered: usize) -> Page {
    super::start(model)
}
pub(super) fn reveal(model: &Model, _question: &Id) -> Page {
    super::start(model)
}
pub(super) fn agreed(model: &Model) -> Page {
    super::start(model)
}
