//! The what-if: the result before and now stays in sight while answers and importances are tried on a copy.
//!
//! What is tried is in the model; here nothing changes.

mod compare;
mod item;
#[cfg(test)]
mod tests;

use super::Page;
use crate::report::words::Words;
use crate::tui::model::Model;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    let assessment = model.assessment();
    let now = Words::new(model.session(), &assessment);
    let before = model.sitting.assessment_before_trial().unwrap_or_else(|| model.assessment());
    let before = Words::new(model.sitting.before_trial().unwrap_or_else(|| model.session()), &before);
    compare::fill(&mut page, before, now, super::page_height(model));
    page.pin();
    let common = item::Common::new(before, now);
    for question in now.questionnaire().questions() {
        item::add(&mut page, &common, question);
    }
    page
}
