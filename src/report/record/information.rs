//! Where the record comes from: questionnaire, facts and log.

use super::one_line;
use crate::questionnaire::Evidence;
use crate::report::document::{Document, Rich};
use crate::report::words::Words;

/// Writes the questionnaire with its hash, the facts behind the answers, and the log.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    document.heading(2, "More Information");
    let questionnaire = words.questionnaire();
    document.paragraph(format!(
        "Made with weigh {}, questionnaire {} {} (sha256 {}).",
        env!("CARGO_PKG_VERSION"),
        questionnaire.id(),
        questionnaire.version(),
        questionnaire.sha256()
    ));
    facts(document, words);
    log(document, words);
}

fn facts(document: &mut Document, words: Words<'_>) {
    let cited: Vec<Rich> = words.facts_cited().map(|fact| fact_line(words, fact)).collect();
    if !cited.is_empty() {
        document.heading(3, "Facts cited");
        document.list(cited);
    }
}

fn fact_line(words: Words<'_>, fact: &Evidence) -> Rich {
    let stale = if fact.is_stale(words.session.created_on()) { " Stale, check it again." } else { "" };
    let labels = words.cited_by(fact).into_iter().map(|question| words.label(question)).collect::<Vec<_>>().join(", ");
    let line = Rich::strong(format!("{labels}:"))
        .and(format!(" {} Source: {}, dated {}.", one_line(&fact.says), one_line(&fact.source), fact.dated))
        .and_strong(stale);
    match &fact.url {
        Some(url) => line.and(" ").and_address(url.as_str()),
        None => line,
    }
}

fn log(document: &mut Document, words: Words<'_>) {
    if words.session.log().is_empty() {
        return;
    }
    document.heading(3, "Changed after the result was seen");
    document.list(words.session.log().iter().map(|entry| {
        let at = entry.at.strftime("%Y-%m-%d %H:%M UTC");
        format!("{at}: {}", one_line(&entry.what))
    }));
}
