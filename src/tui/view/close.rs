//! The close: the decision taken, how sure everyone is, follow-ups, and what the record still lacks.

mod decision;
mod people;
#[cfg(test)]
mod tests;

use ratatui::text::Span;

use super::Page;
use crate::report::words::Words;
use crate::tui::model::{Model, Target};

/// Columns of the labels.
const LABELS: usize = 12;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    let assessment = model.assessment();
    let words = Words::new(model.session(), &assessment);
    decision::fill(&mut page, words);
    people::confidence(&mut page, words);
    people::follow_ups(&mut page, words);
    people::dissent(&mut page, words);
    check_list(&mut page, words);
    page.blank();
    page.item(Target::Export, |page, marked| {
        let style = if marked { page.theme.strong() } else { page.theme.plain() };
        let quiet = page.theme.quiet();
        page.hanging(4, vec![Span::styled("[ Write the record ]", style)], "  decision.md, beside the session", quiet);
    });
    page
}

/// Five lines that say what is missing; none of them blocks.
fn check_list(page: &mut Page, words: Words<'_>) {
    page.heading("Before you part");
    for check in words.check_list() {
        let theme = page.theme;
        let (mark, style) = if check.done { ("[x] ", theme.quiet()) } else { ("[ ] ", theme.strong()) };
        page.hanging(4, vec![Span::styled(mark, style)], &check.text, theme.plain());
    }
}
