//! The first view: headline, verdict, bars, and the one thing it hinges on.

use ratatui::text::Span;

use super::super::chart::Pattern;
use super::super::{Page, Target};
use super::{bars, part, sentences};
use crate::report::words::Words;
use crate::scoring::VerdictKind;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    headline(page, words);
    let plain = page.theme.plain();
    page.text(2, &words.verdict_sentence(), plain);
    page.blank();
    bars::fill(page, words);
    hinge(page, words);
    part(page, how_firm(words), |page| {
        for reason in words.reasons().into_iter().chain(words.firmness()) {
            page.bullet(4, &reason);
        }
    });
    part(page, "On the record", |page| {
        if words.session.decision().is_some() {
            page.bullet(4, &format!("Decided: {}", words.decided()));
        }
        sentences(page, words.dissent());
    });
}

/// The family large, the form beside it; without a family the form alone.
fn headline(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let verdict = &words.assessment.verdict;
    let form = match verdict.kind {
        // The sentence below names the tied.
        VerdictKind::TooClose => "Too close to call".to_owned(),
        VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne | VerdictKind::Lean | VerdictKind::Clear => {
            words.headline_form()
        }
    };
    let leader = verdict.pick.as_ref().or(words.assessment.leader());
    let style = leader.map(|leader| Pattern::of(words.questionnaire(), leader, theme).style()).unwrap_or_default();
    match words.headline_family().filter(|family| *family != form) {
        Some(family) => {
            let lead = vec![Span::styled(family.to_uppercase(), theme.strong().patch(style)), Span::raw("  ")];
            page.hanging(2, lead, &form, theme.strong());
        }
        None => page.text(2, &form, theme.strong()),
    }
}

fn hinge(page: &mut Page, words: Words<'_>) {
    let hinge = words.hinges_on();
    page.blank();
    let theme = page.theme;
    let fill = |page: &mut Page| page.hanging(2, vec![Span::styled("It hinges on  ", theme.strong())], &hinge.text, theme.plain());
    match hinge.question.clone() {
        Some(question) => page.item(Target::Question(question), |page, _| fill(page)),
        None => fill(page),
    }
}

fn how_firm(words: Words<'_>) -> &'static str {
    match words.assessment.verdict.kind {
        VerdictKind::Lean => "Why it only leans",
        VerdictKind::TooClose => "Why it is too close",
        VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne | VerdictKind::Clear => "How firm it is",
    }
}
