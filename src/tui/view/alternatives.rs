//! What there is to choose from, so that everybody means the same: families with what they trade, alternatives with
//! what they are. All of it is the questionnaire's own text.

use ratatui::text::{Line, Span};

use super::Page;
use super::chart::Pattern;
use crate::questionnaire::{Alternative, Family, Questionnaire};
use crate::report::words::changed;
use crate::text;
use crate::tui::model::Model;

/// The most columns of a name beside its text.
const WIDEST_NAME: usize = 20;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    let theme = model.theme;
    let questionnaire = model.session().questionnaire();
    page.text(2, "What there is to choose from. Do all of you mean the same? Enter goes on.", theme.strong());
    if let Some(changed) = changed(questionnaire) {
        page.text(2, &format!("The built-in questions are {changed}. weigh diff says which."), theme.warning());
    }
    page.pin();
    for (family, members) in questionnaire.by_family() {
        page.blank();
        if let Some(family) = family {
            heading(&mut page, questionnaire, family, &members);
        }
        list(&mut page, questionnaire, &members);
    }
    page
}

/// The family, with the pattern of its bars, and what it trades.
fn heading(page: &mut Page, questionnaire: &Questionnaire, family: &Family, members: &[&Alternative]) {
    let theme = page.theme;
    let mut heading = vec![Span::raw("  ")];
    if let Some(first) = members.first() {
        heading.extend(Pattern::of(questionnaire, &first.id, theme).swatch());
        heading.push(Span::raw(" "));
    }
    let room = page.room(heading.iter().map(Span::width).sum());
    heading.push(Span::styled(text::shorten(&family.name, room, theme.ascii).into_owned(), theme.strong()));
    page.push(Line::from(heading));
    if let Some(says) = &family.says {
        page.text(4, says, theme.plain());
    }
}

/// Each alternative by its short name, with what it is.
fn list(page: &mut Page, questionnaire: &Questionnaire, alternatives: &[&Alternative]) {
    let widths = questionnaire.alternatives().iter().map(|alternative| text::width(&alternative.short));
    let columns = widths.max().unwrap_or(0).min(WIDEST_NAME) + 2;
    for alternative in alternatives {
        let theme = page.theme;
        let lead = vec![Span::styled(text::pad(&alternative.short, columns, theme.ascii), theme.strong())];
        page.hanging(4, lead, alternative.is.as_deref().unwrap_or(&alternative.name), theme.plain());
    }
}
