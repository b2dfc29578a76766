//! What carries the decision: the title as a sentence, and the lines below it.

use crate::report::document::{Document, Rich};
use crate::report::words::{Words, changed, how_answered, join, kind_label, took_part};
use crate::scoring::VerdictKind;

/// Writes the title, the status, who decided, and the verdict.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    document.heading(1, words.outcome_title());
    let changed = changed(words.questionnaire()).map(|changed| Rich::strong("Questionnaire:").and(format!(" {changed}")));
    document.list([status(words), people(words)].into_iter().chain(changed));
    document.paragraph(verdict(words));
}

/// Writes what the decision is about, in the session's own words.
pub(super) fn context(document: &mut Document, words: Words<'_>) {
    document.heading(2, "Context and Problem Statement");
    words.session.context().trim().lines().for_each(|line| document.paragraph(line.trim()));
    document.paragraph(format!("Decided with the questionnaire \"{}\": {}.", words.questionnaire().title(), how(words)));
}

fn status(words: Words<'_>) -> Rich {
    let decision = words.session.decision();
    let status = decision.map_or("nothing decided yet", |decision| decision.status.label());
    let revisit = decision.and_then(|decision| decision.revisit).map_or_else(|| "no date set".into(), |date| date.to_string());
    Rich::strong("Status:")
        .and(format!(" {status} · "))
        .and_strong("Date:")
        .and(format!(" {} · ", words.session.created_on()))
        .and_strong("Revisit:")
        .and(format!(" {revisit}"))
}

fn people(words: Words<'_>) -> Rich {
    let people = took_part(words.session, |person| match &person.role {
        Some(role) => format!("{} ({role})", person.name),
        None => person.name.clone(),
    });
    let confidence = words.confidence().unwrap_or_else(|| "not asked".into());
    let decided = words.session.decision().is_some_and(|decision| decision.alternative.is_some());
    Rich::strong(if decided { "Decided by:" } else { "Took part:" })
        .and(format!(" {people} · "))
        .and_strong("Verdict:")
        .and(format!(" {} · ", kind_label(words.assessment.verdict.kind)))
        .and_strong("Confidence:")
        .and(format!(" {confidence}"))
}

fn verdict(words: Words<'_>) -> Rich {
    let firmness = words.because_in_short().unwrap_or_default();
    let family = match (words.headline_family(), words.assessment.verdict.kind) {
        (Some(family), VerdictKind::TooClose) => format!(" All of them belong to one family, {family}: only the form is close."),
        (Some(_) | None, _) => String::new(),
    };
    let otherwise = if words.decided_otherwise() { " The team decided otherwise." } else { "" };
    Rich::strong(words.verdict_sentence()).and(format!("{family} {firmness}{otherwise}"))
}

fn how(words: Words<'_>) -> String {
    let questionnaire = words.questionnaire();
    let asked = questionnaire.questions().iter().filter(|question| words.session.is_asked(question)).count();
    let alternatives = join(questionnaire.alternatives().iter().map(|alternative| words.call(&alternative.id)));
    format!("{asked} questions, {}, to compare {alternatives}", how_answered(words.session))
}
