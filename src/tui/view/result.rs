//! The result: seven views, from the headline to the first steps; in a wide window two of them side by side.
//!
//! One file a view. The sentences come from [`Words`]; here they are only set.

mod bars;
mod find_out;
mod hinges;
mod map;
mod next_steps;
mod overview;
mod team;
#[cfg(test)]
mod tests;
mod trade_offs;
mod why;

use ratatui::text::{Line, Span};

use super::Page;
use crate::questionnaire::Id;
use crate::report::words::{Sentence, Words};
use crate::scoring::VerdictKind;
use crate::tui::model::{Model, Tab, Target};

pub(super) use bars::name_columns;
pub(super) use team::votes;

/// From how many rows of the window on one is left free below the names of the views.
const AIRY: u16 = 22;

/// Fills the screen.
pub(super) fn page(model: &Model, tab: Tab) -> Page {
    let mut page = super::start(model);
    fill(model, tab, &mut page);
    page
}

/// Fills the page beside it: the next view, under its name.
pub(super) fn beside(model: &Model, tab: Tab, page: &mut Page) {
    let Some(next) = Tab::ALL.iter().cycle().skip_while(|other| **other != tab).nth(1) else { return };
    let quiet = page.theme.quiet();
    page.text(2, next.label(), quiet);
    page.blank();
    fill(model, *next, page);
}

/// Fills the page beside the decision: the result in its first view.
pub(super) fn headline(model: &Model, page: &mut Page) {
    fill(model, Tab::Overview, page);
}

fn fill(model: &Model, tab: Tab, page: &mut Page) {
    let assessment = model.assessment();
    let words = Words::new(model.session(), &assessment);
    match tab {
        Tab::Overview => overview::fill(page, words, super::page_height(model)),
        Tab::Why => why::fill(page, words),
        Tab::TradeOffs => trade_offs::fill(page, words),
        Tab::HingesOn => hinges::fill(page, words),
        Tab::FindOut => find_out::fill(page, words),
        Tab::Team => team::fill(page, words),
        Tab::NextSteps => next_steps::fill(page, words),
    }
}

/// The names of the views; the current one stands in brackets, so that it shows without any attribute too.
pub(super) fn tabs(model: &Model, current: Tab) -> Vec<Line<'static>> {
    let theme = model.theme;
    let mut spans = vec![Span::raw(" ")];
    for tab in Tab::ALL {
        if tab == current {
            spans.push(Span::styled(format!("[{}]", tab.label()), theme.current().patch(theme.strong())));
        } else {
            spans.push(Span::raw(format!(" {} ", tab.label())));
        }
        spans.push(Span::raw(" "));
    }
    spans.pop();
    let mut rows = vec![Line::from(spans)];
    rows.extend((model.size.1 >= AIRY).then(Line::default));
    rows
}

/// Adds sentences as bullets; one that is about a question can be marked, to open it.
fn sentences(page: &mut Page, sentences: impl IntoIterator<Item = Sentence>) {
    for sentence in sentences {
        match sentence.question {
            Some(question) => page.item(Target::Question(question), |page, _| page.bullet(4, &sentence.text)),
            None => page.bullet(4, &sentence.text),
        }
    }
}

/// Adds the one thing the result hinges on, to be opened where it is about a question.
fn hinge(page: &mut Page, words: Words<'_>) {
    let hinge = words.hinges_on();
    let theme = page.theme;
    let lead = match (words.assessment.verdict.kind, &hinge.question) {
        (VerdictKind::NoneLeft, _) => "The way back  ",
        (_, None) => "",
        (VerdictKind::NotEnough, Some(_)) => "Answer first  ",
        (VerdictKind::OnlyOne | VerdictKind::TooClose | VerdictKind::Lean | VerdictKind::Clear, Some(_)) => "Hinges on  ",
    };
    let fill = |page: &mut Page| page.hanging(2, vec![Span::styled(lead, theme.strong())], &hinge.text, theme.plain());
    match hinge.question.clone() {
        Some(question) => page.item(Target::Question(question), |page, _| fill(page)),
        None => fill(page),
    }
}

/// Fills a view that has nothing to compare: hard limits leave nothing, or too little is answered.
fn nothing_to_compare(page: &mut Page, words: Words<'_>) {
    let strong = page.theme.strong();
    page.text(2, &words.verdict_sentence(), strong);
    page.blank();
    hinge(page, words);
}

/// Returns which alternative the result puts first. Is `None` while that would rest on questions that nobody has
/// answered.
fn first(words: Words<'_>) -> Option<&Id> {
    words.assessment.leader().filter(|_| words.compares())
}

/// Adds what a mix is made of, family by family, and what of it is left for some requests only.
fn mix(page: &mut Page, words: Words<'_>, alternative: &Id) {
    for part in words.mix_parts(alternative) {
        let family = words.questionnaire().family_name(&part.family);
        let best = part.best.as_ref().map_or("for some requests only", |best| words.name(best));
        page.bullet(4, &format!("{family}: {best}"));
        for (limited, label) in &part.limited {
            page.bullet(6, &format!("{}: {label}", words.name(limited)));
        }
    }
}

/// Adds a heading and what `fill` adds below it, unless that is nothing.
fn part(page: &mut Page, heading: &str, fill: impl FnOnce(&mut Page)) {
    let before = page.rows.len();
    page.heading(heading);
    let with_heading = page.rows.len();
    fill(page);
    if page.rows.len() == with_heading {
        page.rows.truncate(before);
    }
}
