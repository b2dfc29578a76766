//! Why a question matters, the evidence and what to look up; without a question, how the program decides
//! and what every word of the glossary means.

use super::Page;
use crate::questionnaire::{Id, Question, Term};
use crate::report::words;
use crate::text;
use crate::tui::model::{Cursor, Model};

/// How a recommendation is made, in seven sentences.
pub const METHOD: [&str; 7] = [
    "Every answer says how well each alternative would serve you in that situation: fit -2 (fails you) to +2 (serves you fully).",
    "Importance says how much a question counts; each step doubles: leave out 0, low 1, normal 2, high 4, critical 8.",
    "An alternative's value is the importance-weighted mean of its fits, on 0 to 100 (fit f counts as 50 + 25 f). Nothing else is mixed in, so the parts add up exactly.",
    "Where votes differ and nothing is agreed, the mean over the votes counts; where nobody knows, every answer is equally likely and the range is shown.",
    "A hard limit removes an alternative at any value, once everybody who answered agrees on the answer that triggers it.",
    "The verdict is clear, lean, or too close to call by two tests: is the gap larger than scoring noise, and does the leader still win when every importance is off by about a step?",
    "What it hinges on is always shown: the answers, importances, unknowns and disagreements that would change it.",
];

/// Fills the page.
pub(super) fn page(model: &Model, question: Option<&Id>, cursor: Cursor) -> Page {
    let mut page = Page::new(super::page_width(model), cursor, model.theme);
    match question.and_then(|id| model.session().questionnaire().question(id)) {
        Some(question) => about(model, question, &mut page),
        None => method(model, &mut page),
    }
    page
}

fn about(model: &Model, question: &Question, page: &mut Page) {
    let theme = model.theme;
    page.blank();
    page.text(2, &question.ask, theme.strong());
    if let Some(why) = &question.why {
        page.heading("Why it matters");
        page.text(4, why, theme.plain());
    }
    sources(model, question, page);
}

/// Adds what to look up, the evidence and the words of the glossary that the question uses.
pub(super) fn sources(model: &Model, question: &Question, page: &mut Page) {
    let theme = model.theme;
    if let Some(look_up) = &question.look_up {
        page.heading("What to look up");
        page.text(4, look_up, theme.plain());
    }
    let day = model.session().created_on();
    let facts: Vec<_> = model.session().questionnaire().facts(question).collect();
    if !facts.is_empty() {
        page.heading("Evidence");
    }
    for fact in facts {
        page.bullet(4, &fact.says);
        page.text(6, &words::source(fact, day), theme.quiet());
    }
    terms(model.session().questionnaire().terms_of(question), page);
}

/// Adds words and what they mean, if there are any.
fn terms(terms: Vec<&Term>, page: &mut Page) {
    if !terms.is_empty() {
        page.heading("Words");
    }
    for term in terms {
        let columns = text::width(&term.term).clamp(12, 20) + 2;
        let plain = page.theme.plain();
        page.labeled(4, &term.term, columns, &term.means, plain);
    }
}

fn method(model: &Model, page: &mut Page) {
    page.heading("How a recommendation is made");
    for (number, sentence) in METHOD.iter().enumerate() {
        page.hanging(4, vec![format!("{}. ", number + 1).into()], sentence, model.theme.plain());
    }
    if let Some(intro) = model.session().questionnaire().intro() {
        page.heading("How to answer");
        page.text(4, intro, model.theme.plain());
    }
    terms(model.session().questionnaire().glossary().iter().collect(), page);
}
