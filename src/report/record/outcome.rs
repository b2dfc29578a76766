//! The outcome: what was chosen and why, and who makes sure.

use super::one_line;
use crate::questionnaire::Id;
use crate::report::document::{Document, Rich};
use crate::report::words::{Words, about, join, who_and_when};
use crate::scoring::VerdictKind;
use crate::session::{FollowUp, Status};

/// Writes what was chosen, why and in whose words, and why the result is not firmer.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    document.heading(2, "Decision Outcome");
    let subjects = words.subjects();
    match subjects.as_slice() {
        [] => document.paragraph(Rich::strong("No option is chosen.")),
        [subject] => chosen(document, words, subject),
        tied => tied_between(document, words, tied),
    }
    // What makes the result firm would argue against a team that decided otherwise.
    if !words.decided_otherwise() {
        document.list(doubts(words));
    }
    for subject in &subjects {
        mix(document, words, subject);
    }
}

/// Writes who does what by when.
pub(super) fn confirmation(document: &mut Document, words: Words<'_>) {
    document.heading(3, "Confirmation");
    if words.session.follow_ups().is_empty() {
        document.paragraph("No follow-ups were recorded.");
    }
    document.list(words.session.follow_ups().iter().map(|follow_up| follow_up_line(words, follow_up)));
    if let Some(revisit) = words.session.decision().and_then(|decision| decision.revisit) {
        document.paragraph(format!("To be looked at again on {revisit}."));
    }
}

fn chosen(document: &mut Document, words: Words<'_>, subject: &Id) {
    let decision = words.session.decision().filter(|decision| decision.alternative.is_some());
    let lead = match decision.map(|decision| decision.status) {
        None => "Recommended option, not decided yet:",
        Some(Status::Proposed) => "Proposed option:",
        Some(Status::Accepted) => "Chosen option:",
        Some(Status::Rejected) => "Rejected option:",
        Some(Status::Superseded) => "Chosen option, since superseded:",
    };
    let named = Rich::strong(format!("{lead} \"{}\"", words.name(subject)));
    document.paragraph(named.and(because(words, subject)));
    if words.decided_otherwise() {
        document.paragraph(words.against_what(subject));
    }
    let is = words.questionnaire().alternative(subject).and_then(|alternative| alternative.is.as_ref());
    if let Some(is) = is {
        document.paragraph(Rich::strong("What it is:").and(format!(" {}", one_line(is))));
    }
    let reason = decision.map(|decision| one_line(&decision.reason)).unwrap_or_default();
    match (reason.is_empty(), words.decided_otherwise()) {
        (false, _) => document.paragraph(Rich::strong("The team's reason:").and(format!(" {reason}"))),
        (true, true) => document.paragraph(Rich::strong("The team's reason:").and(" none was recorded.")),
        (true, false) => {}
    }
}

fn tied_between(document: &mut Document, words: Words<'_>, tied: &[Id]) {
    document.paragraph(Rich::strong("No option is chosen:").and(format!(" too close to call between {}.", words.call_all(tied))));
    let tied = tied.iter().filter_map(|id| words.questionnaire().alternative(id));
    document.list(tied.map(|alternative| Rich::headed(&alternative.name, alternative.is.as_deref())));
}

/// Names the three strongest reasons; their texts stand under the consequences.
fn because(words: Words<'_>, subject: &Id) -> String {
    if words.assessment.verdict.kind == VerdictKind::OnlyOne && words.assessment.verdict.pick.as_ref() == Some(subject) {
        return ", because hard limits rule out every other.".into();
    }
    let strongest = words.by_itself(subject).gains.into_iter().take(3).map(|argument| argument.label);
    match join(strongest) {
        none if none.is_empty() => ".".to_owned(),
        strongest => format!(". What speaks for it most: {strongest}."),
    }
}

/// The head of the record gives the verdict and, in short, why it is not firmer. This is the rest.
fn doubts(words: Words<'_>) -> Vec<String> {
    let said = words.because_in_short().unwrap_or_default();
    words.doubts().into_iter().filter(|sentence| !said.contains(sentence.as_str())).collect()
}

fn mix(document: &mut Document, words: Words<'_>, subject: &Id) {
    let parts = words.mix_parts(subject);
    if !parts.is_empty() {
        document.paragraph(format!("What {} is made of, the best that is left of each family:", words.call(subject)));
        document.list(parts.iter().map(|part| words.mix_sentence(part)));
    }
}

fn follow_up_line(words: Words<'_>, follow_up: &FollowUp) -> Rich {
    let about = about(words.questionnaire(), follow_up);
    Rich::strong(format!("{}:", who_and_when(follow_up))).and(format!(" {}{about}", one_line(&follow_up.what)))
}
