//! What to do now: for what was decided or recommended, what it is, what it takes, and when to look at it again.

use super::super::Page;
use super::part;
use crate::questionnaire::{Alternative, Id};
use crate::report::words::Words;

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

/// The decision taken, else the pick, else all that are too close to call.
fn subjects(words: Words<'_>) -> Option<(String, Vec<Id>)> {
    let decided = words.session.decision().and_then(|decision| decision.alternative.clone());
    Some(match (decided, words.assessment.verdict.pick.clone(), words.tied()) {
        (Some(decided), Some(pick), _) if pick != decided => {
            (format!("{}. The result points to {}.", title(words, &decided), words.call(&pick)), vec![decided])
        }
        (Some(decided), _, _) => (title(words, &decided), vec![decided]),
        (None, Some(pick), _) => (format!("Recommended: {}", words.name(&pick)), vec![pick]),
        (None, None, tied) if !tied.is_empty() => ("Too close to call. What each of them would take:".to_owned(), tied),
        (None, None, _) => return None,
    })
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
    list(page, "First steps", &alternative.first_steps);
    list(page, "What you gain", &alternative.gain);
    list(page, "What it costs", &alternative.cost);
    if let Some(ethics) = &alternative.ethics {
        list(page, "How to keep it ethical", std::slice::from_ref(ethics));
    }
    list(page, "When to look again", &alternative.revisit);
}

fn list(page: &mut Page, title: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    let strong = page.theme.strong();
    page.text(4, title, strong);
    for text in texts {
        page.bullet(6, text);
    }
}
