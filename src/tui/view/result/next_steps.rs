//! What to do now: for what was decided or recommended, what it is, what it takes, and when to look at it again.

use super::super::Page;
use super::part;
use crate::questionnaire::{Alternative, Id};
use crate::report::words::{Words, gain_and_advice};

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let Some((title, subjects)) = subjects(words) else { return super::nothing_to_compare(page, words) };
    let strong = page.theme.strong();
    page.text(2, &title, strong);
    for subject in &subjects {
        match words.questionnaire().alternative(subject) {
            Some(alternative) if subjects.len() > 1 => page.heading(&alternative.name),
            Some(_) | None => page.blank(),
        }
        whole(page, words, subject);
    }
}

/// What the next steps are about, under what title.
fn subjects(words: Words<'_>) -> Option<(String, Vec<Id>)> {
    let subjects = words.subjects();
    let decided = words.session.decision().and_then(|decision| decision.alternative.as_ref());
    let title = match (decided, &words.assessment.verdict.pick, subjects.first()?) {
        (Some(decided), Some(pick), _) if pick != decided => {
            format!("{}. The result points to {}.", title(words, decided), words.call(pick))
        }
        (Some(decided), _, _) => title(words, decided),
        (None, Some(pick), _) => format!("Recommended: {}", words.name(pick)),
        (None, None, _) => "Too close to call. What each of them would take:".to_owned(),
    };
    Some((title, subjects))
}

fn title(words: Words<'_>, decided: &Id) -> String {
    let status = words.session.decision().map_or("", |decision| decision.status.label());
    format!("Decided ({status}): {}", words.name(decided))
}

fn whole(page: &mut Page, words: Words<'_>, subject: &Id) {
    let Some(alternative) = words.questionnaire().alternative(subject) else { return };
    about(page, alternative);
    let parts = words.mix_parts(subject);
    if parts.is_empty() {
        return;
    }
    part(page, "What it is made of", |page| super::mix(page, words, subject));
    for best in parts.iter().filter_map(|part| part.best.as_ref()) {
        if let Some(half) = words.questionnaire().alternative(best) {
            page.heading(&half.name);
            about(page, half);
        }
    }
}

fn about(page: &mut Page, alternative: &Alternative) {
    let theme = page.theme;
    if let Some(is) = &alternative.is {
        page.text(4, is, theme.plain());
    }
    for (title, texts) in gain_and_advice(alternative) {
        list(page, title, texts);
    }
}

fn list(page: &mut Page, title: &str, texts: &[String]) {
    let strong = page.theme.strong();
    page.text(4, title, strong);
    for text in texts {
        page.bullet(6, text);
    }
}
