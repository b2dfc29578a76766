//! The priorities: how much each question counts, set before anything is answered.

use ratatui::text::Span;

use super::Page;
use crate::questionnaire::{Id, Importance, Question};
use crate::text;
use crate::tui::model::{Model, Target};

/// Columns of the scale.
const SCALE: usize = 16;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    page.blank();
    page.text(2, "How much does each question count? Each step up doubles its weight; + and - change it. Set this before you answer, so that nobody tunes it towards a result.", model.theme.plain());
    let questions = model.session().questionnaire().questions();
    let mut section: Option<&Id> = None;
    for question in questions {
        if question.section.as_ref() != section || section.is_none() && page.targets.is_empty() {
            section = question.section.as_ref();
            heading(model, section, &mut page);
        }
        item(model, question, &mut page);
    }
    page
}

/// Adds the title of a section and what it asks.
pub(super) fn heading(model: &Model, section: Option<&Id>, page: &mut Page) {
    page.blank();
    if let Some(section) = section.and_then(|id| model.session().questionnaire().section(id)) {
        page.text(2, &section.title, model.theme.strong());
    }
}

fn item(model: &Model, question: &Question, page: &mut Page) {
    let theme = model.theme;
    page.item(Target::Question(question.id.clone()), |page, marked| {
        let step = model.session().importance(question);
        let changed = if model.session().importance_changed(&question.id) { "changed" } else { "" };
        let style = if marked { theme.strong() } else { theme.plain() };
        let lead = vec![Span::styled(text::pad(&scale(step, theme.ascii), SCALE, theme.ascii), style)];
        let limit = if step == Importance::LeaveOut && question.has_hard_limit() { " (still asked: it holds a hard limit)" } else { "" };
        let note = if changed.is_empty() { String::new() } else { format!(" ({changed}; preset {})", question.importance.label()) };
        page.hanging(4, lead, &format!("{}{limit}{note}", question.ask), style);
    });
}

/// Draws the step as a bar and in words, so that neither needs the other.
pub(super) fn scale(step: Importance, ascii: bool) -> String {
    let (full, empty) = if ascii { ("#", ".") } else { ("■", "·") };
    let steps = Importance::ALL.iter().position(|other| *other == step).unwrap_or(0);
    format!("{}{} {}", full.repeat(steps), empty.repeat(4 - steps.min(4)), step.label())
}
