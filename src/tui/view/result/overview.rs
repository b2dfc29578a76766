//! The first view: headline, verdict, the one thing it hinges on, and bars.
//!
//! The words come first, so that no window is too small for all of them.

use ratatui::text::Span;

use super::super::Page;
use super::super::chart::Pattern;
use super::{bars, hinge, part};
use crate::report::words::{Words, count};
use crate::scoring::{Because, VerdictKind};
use crate::text;

/// How many dissenting votes are named; the view of the team names all.
const MOST_DISSENTERS: usize = 6;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    headline(page, words);
    let plain = page.theme.plain();
    page.text(2, &words.verdict_sentence(), plain);
    for sentence in words.because_in_short().into_iter().chain(weak_field(words)) {
        page.text(2, &sentence, plain);
    }
    hinge(page, words);
    page.blank();
    bars::fill(page, words);
    part(page, how_firm(words), |page| {
        // Where the importances are a reason, the reason names the rival and the share: once is enough.
        let ways = words.ways().filter(|_| words.assessment.verdict.because.contains(&Because::Weights));
        let said = [words.because_in_short(), weak_field(words), ways];
        let reasons = words.reasons().into_iter().chain(words.firmness());
        for reason in reasons.filter(|reason| !said.iter().flatten().any(|said| said == reason)) {
            page.bullet(4, &reason);
        }
    });
    part(page, "On the record", |page| on_the_record(page, words));
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
    let leader = verdict.pick.as_ref().or(words.assessment.leader()).filter(|_| verdict.family.is_some());
    let mut lead = leader.map(|leader| Pattern::of(words.questionnaire(), leader, theme).swatch()).unwrap_or_default();
    if !lead.is_empty() {
        lead.push(Span::raw(" "));
    }
    // "A mix, routed by kind of request" needs no "A mix" before it.
    let says_more = |family: &String| !form.to_lowercase().starts_with(&family.to_lowercase());
    match words.headline_family().filter(says_more) {
        Some(family) if text::width(&family) > page.room(2) / 2 => {
            page.hanging(2, lead, &family.to_uppercase(), theme.strong());
            page.text(2, &form, theme.strong());
        }
        Some(family) => {
            lead.extend([Span::styled(family.to_uppercase(), theme.strong()), Span::raw("  ")]);
            page.hanging(2, lead, &form, theme.strong());
        }
        None => page.hanging(2, lead, &form, theme.strong()),
    }
}

/// That the best is not good enough belongs beside the headline.
fn weak_field(words: Words<'_>) -> Option<String> {
    let verdict = &words.assessment.verdict;
    words.caveats().into_iter().next().filter(|_| verdict.weak_fit && verdict.kind != VerdictKind::NotEnough)
}

/// What was decided, against whose doubts, and what was done since the result was first seen.
fn on_the_record(page: &mut Page, words: Words<'_>) {
    if let Some(decision) = words.session.decision() {
        let again = decision.revisit.map(|date| format!("; look again on {date}")).unwrap_or_default();
        page.bullet(4, &format!("Decision, {}{again}.", words.decided()));
    }
    if let Some(dissenters) = words.dissenters(MOST_DISSENTERS) {
        page.bullet(4, &format!("Dissent: {dissenters}."));
    }
    let later = words.session.log().len();
    if later > 0 {
        page.bullet(4, &format!("{} after the result was first seen.", count(later, "change", "changes")));
    }
}

fn how_firm(words: Words<'_>) -> &'static str {
    match words.assessment.verdict.kind {
        VerdictKind::TooClose => "Why it is too close",
        VerdictKind::Lean | VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne | VerdictKind::Clear => "How firm it is",
    }
}
