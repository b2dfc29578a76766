//! What would change the result: answers, importances and, apart from these, hard limits.

use super::super::Page;
use super::{first, nothing_to_compare, part, sentences};
use crate::report::words::{Sentence, Words};
use crate::scoring::VerdictKind;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    if words.assessment.verdict.kind == VerdictKind::NoneLeft {
        return nothing_left(page, words);
    }
    if first(words).is_none() {
        return nothing_to_compare(page, words);
    }
    let strong = page.theme.strong();
    page.text(2, &how_many(words), strong);
    let answers = words.other_answers();
    for (heading, flips) in [
        ("If an answer that is not settled turned out so", answers.open),
        ("If one answer moved by a step", answers.near),
        ("If one answer were quite different", answers.far),
    ] {
        part(page, heading, |page| sentences(page, flips));
    }
    part(page, "If one importance were different", |page| sentences(page, words.importance_flips()));
    part(page, "If a hard limit came into play", |page| {
        sentences(page, answers.limits.into_iter().chain(words.limits_at_risk()));
    });
    part(page, "What is ruled out today", |page| {
        ruled_out(page, words);
        sentences(page, words.exceptions());
    });
    part(page, "Hard limits that you lifted", |page| {
        for (question, alternative, note) in words.session.lifted() {
            let text = format!("{} on {}: {note}", words.label(question), words.call(alternative));
            sentences(page, [Sentence { question: Some(question.clone()), text }]);
        }
    });
    part(page, "The rest of the field", |page| {
        for caveat in words.caveats() {
            page.bullet(4, &caveat);
        }
        for worse in words.assessment.ranking.iter().rev() {
            let pairs = words.assessment.dominated.iter().filter(|pair| pair.worse == *worse);
            let better: Vec<_> = pairs.map(|pair| &pair.better).collect();
            if !better.is_empty() {
                page.bullet(4, &words.no_better(worse, better));
            }
        }
    });
}

/// Says what would let an alternative through, smallest change first.
fn nothing_left(page: &mut Page, words: Words<'_>) {
    let strong = page.theme.strong();
    page.text(2, "Hard limits rule out every alternative. What would let one through:", strong);
    page.blank();
    sentences(page, words.ways_back());
    part(page, "What rules them out", |page| ruled_out(page, words));
}

fn ruled_out(page: &mut Page, words: Words<'_>) {
    for (alternative, _) in &words.assessment.ruled_out {
        let name = words.short(alternative);
        let named = |sentence: Sentence| Sentence { text: format!("{name}: {}", sentence.text), ..sentence };
        sentences(page, words.ruled_out(alternative).into_iter().map(named));
    }
}

fn how_many(words: Words<'_>) -> String {
    let single = !words.assessment.flips.is_empty() || !words.importance_flips().is_empty();
    match (words.answers_to_flip(), single) {
        (Some(fewest), true) => fewest,
        (None, true) => "What would change the result:".to_owned(),
        (Some(_) | None, false) => words.hinges_on().text,
    }
}
