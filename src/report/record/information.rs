//! Where the record comes from: questionnaire, alternatives, facts and log.

use super::one_line;
use crate::questionnaire::{Alternative, Evidence};
use crate::report::Facts;
use crate::report::document::{Document, Rich};
use crate::report::words::{Words, changed, count};

/// Writes the questionnaire with its hash, what there was to choose from, the facts behind the answers, and the log.
pub(super) fn write(document: &mut Document, words: Words<'_>, facts: Facts) {
    document.heading(2, "More Information");
    let questionnaire = words.questionnaire();
    document.paragraph(format!(
        "Made with weigh {}, questionnaire {} {} (sha256 {}).",
        env!("CARGO_PKG_VERSION"),
        questionnaire.id(),
        questionnaire.version(),
        questionnaire.sha256()
    ));
    if changed(questionnaire).is_some() {
        document.paragraph(
            "The built-in questionnaire of this name and version has other content: \"weigh questions | weigh diff - SESSION\" says what differs.",
        );
    }
    alternatives(document, words);
    cited(document, words, facts);
    log(document, words);
}

/// Writes what the families trade and what the alternatives are, except those that the outcome has described.
fn alternatives(document: &mut Document, words: Words<'_>) {
    document.heading(3, "What there was to choose from");
    let described = words.subjects();
    let line = |alternative: &Alternative| {
        let is = if described.contains(&alternative.id) { Some("see the outcome.") } else { alternative.is.as_deref() };
        Rich::headed(&alternative.name, is)
    };
    for (family, members) in words.questionnaire().by_family() {
        if let Some(family) = family {
            document.paragraph(Rich::headed(&family.name, family.says.as_deref()));
        }
        document.list(members.into_iter().map(line));
    }
    if let Some(article) = words.article() {
        let lead = "What the families trade and how to keep each ethical follows the article";
        let line = Rich::from(format!("{lead} \"{}\", dated {}.", one_line(&article.source), article.dated));
        document.paragraph(match &article.url {
            Some(url) => line.and(" ").and_address(url.as_str()),
            None => line,
        });
    }
}

fn cited(document: &mut Document, words: Words<'_>, facts: Facts) {
    let all: Vec<&Evidence> = words.facts_cited().collect();
    let shown = match facts {
        Facts::All => all.clone(),
        Facts::ThatDecide => words.facts_that_decide(),
    };
    if all.is_empty() {
        return;
    }
    document.heading(3, "Facts cited");
    document.list(shown.iter().map(|fact| fact_line(words, fact)));
    let left_out: Vec<&&Evidence> = all.iter().filter(|fact| !shown.contains(fact)).collect();
    if !left_out.is_empty() {
        let stale = left_out.iter().filter(|fact| fact.is_stale(words.session.created_on())).count();
        let stale = match (stale, left_out.len()) {
            (0, _) => String::new(),
            (_, 1) => " (stale)".to_owned(),
            (stale, _) => format!(" ({stale} of them stale)"),
        };
        let (facts, stand) = (count(left_out.len(), "more fact", "more facts"), if left_out.len() == 1 { "stands" } else { "stand" });
        document.paragraph(format!(
            "{facts}{stale} {stand} behind questions that did not decide this; \"weigh report --facts\" prints them all."
        ));
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
