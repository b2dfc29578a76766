//! The close: the decision taken, how sure everyone is, follow-ups, and what the record still lacks.

mod decision;
mod people;

use ratatui::text::Span;

use super::Page;
use crate::report::words::Words;
use crate::tui::model::{Closing, Model, Target};

/// Columns of the labels.
const LABELS: usize = 12;

/// Fills the screen of one step.
pub(super) fn page(model: &Model, step: Closing) -> Page {
    let mut page = super::start(model);
    let assessment = model.assessment();
    let words = Words::new(model.session(), &assessment);
    let strong = page.theme.strong();
    page.text(2, &format!("{} of {}  {}", step.number(), Closing::ALL.len(), asks(step)), strong);
    page.pin();
    page.blank();
    match step {
        Closing::Confidence => {
            people::confidence(&mut page, words);
            if model.live.is_some() {
                page.blank();
                let quiet = page.theme.quiet();
                page.text(2, "v asks all on their own devices, unseen, and shows everybody's at once.", quiet);
            }
        }
        Closing::Decision => decision::fill(&mut page, words),
        Closing::Status => decision::how_far(&mut page, words),
        Closing::FollowUps => people::follow_ups(&mut page, words),
        Closing::CheckList => {
            check_list(&mut page, words);
            page.blank();
            let (record, web) = (Target::Export, Target::ExportPage);
            let lines = [
                (record, "[ Write the record ]", "  decision.md, beside the session"),
                (web, "[ As a web page too ]", "  decision.html, to read and print"),
            ];
            for (target, label, says) in lines {
                page.item(target, |page, marked| {
                    let style = if marked { page.theme.strong() } else { page.theme.plain() };
                    let quiet = page.theme.quiet();
                    page.hanging(4, vec![Span::styled(label, style)], says, quiet);
                });
            }
            people::dissent(&mut page, words);
        }
    }
    page
}

/// What a step asks.
fn asks(step: Closing) -> &'static str {
    match step {
        Closing::Confidence => "How sure is everyone? All show one to five fingers at once",
        Closing::Decision => "What have you decided?",
        Closing::Status => "How far has it come, and when do you look again?",
        Closing::FollowUps => "Who does what by when?",
        Closing::CheckList => "Before you part",
    }
}

/// Five lines that say what is missing; none of them blocks.
pub(super) fn check_list(page: &mut Page, words: Words<'_>) {
    for check in words.check_list() {
        let theme = page.theme;
        let (mark, style) = if check.done { ("[x] ", theme.quiet()) } else { ("[ ] ", theme.strong()) };
        page.hanging(4, vec![Span::styled(mark, style)], &check.text, theme.plain());
    }
}
