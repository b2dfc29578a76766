//! Who disagreed, what would change the result, and what nobody knew.

use super::{Detail, one_line};
use crate::questionnaire::{Importance, Question};
use crate::report::document::{Bar, Cell, Document, Rich, Table, number, text};
use crate::report::words::{Basis, OtherAnswers, Sentence, Side, Words, sides, turnout_in_short};
use crate::scoring::VerdictKind;
use crate::session::Vote;

/// Writes who dissents, and what each member's own votes would have led to.
pub(super) fn dissent(document: &mut Document, words: Words<'_>, detail: Detail) {
    document.heading(2, "Dissent");
    let (dissent, unresolved) = (words.dissent(), words.unresolved());
    if dissent.is_empty() && unresolved.is_empty() {
        document.paragraph("None recorded.");
    }
    list(document, dissent);
    list(document, unresolved);
    document.paragraph(words.members().unwrap_or_default());
    if detail == Detail::Full {
        document.table(votes(words));
    }
}

/// Writes which answers, importances and hard limits would change the result, nearest first.
pub(super) fn what_would_change(document: &mut Document, words: Words<'_>) {
    document.heading(2, "What would change this");
    if !words.compares() {
        document.paragraph("Too little is answered to say: the open questions below decide.");
        return;
    }
    if words.assessment.verdict.kind == VerdictKind::NoneLeft {
        list(document, words.ways_back());
        return;
    }
    let OtherAnswers { open, near, far, limits } = words.other_answers();
    let importances = words.importance_flips_together();
    document.paragraph(words.answers_to_flip().unwrap_or_default());
    if !open.is_empty() {
        document.paragraph("What is not settled could change it, too: see \"What we did not know\".");
    } else if near.is_empty() && far.is_empty() && limits.is_empty() && importances.is_empty() {
        document.paragraph("No single answer or importance would change who leads.");
    }
    for (heading, flips) in [("An answer moved by one step", near), ("An answer changed by more", far), ("A hard limit", limits)] {
        part(document, heading, flips.into_iter().map(|flip| one_line(&flip.text)).collect());
    }
    part(document, "Another importance", importances);
}

/// Returns the questions without an answer by importance, the most important first.
fn missing(words: Words<'_>) -> Vec<Rich> {
    let is_open =
        |question: &&Question| matches!(words.basis(&question.id), Basis::Open | Basis::Unknown) && words.session.is_asked(question);
    let open: Vec<&Question> = words.questionnaire().questions().iter().filter(is_open).collect();
    let line = |step: &Importance| {
        let labels =
            words.label_all(open.iter().filter(|question| words.session.importance(question) == *step).map(|question| &question.id));
        (!labels.is_empty()).then(|| Rich::strong(format!("Importance {}:", step.label())).and(format!(" {labels}.")))
    };
    Importance::ALL.iter().rev().filter_map(line).collect()
}

fn part(document: &mut Document, heading: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        document.paragraph(Rich::strong(heading));
        document.list(lines);
    }
}

/// Writes what is unknown, open, split or assumed, and what is worth finding out.
pub(super) fn not_known(document: &mut Document, words: Words<'_>) {
    document.heading(2, "What we did not know");
    if !words.compares() {
        document.list(missing(words));
    }
    let unsettled = if words.compares() { words.find_out_next() } else { Vec::new() };
    let questions = words.questionnaire().questions();
    let assumed = questions.iter().filter(|question| words.basis(&question.id) == Basis::Assumption);
    let assumed: Vec<Rich> =
        assumed.map(|question| Rich::from(format!("{} is an assumption: \"{}\".", question.label, words.answer(question)))).collect();
    if words.compares() && unsettled.is_empty() && assumed.is_empty() {
        document.paragraph("Every question that counts is settled, and no answer is marked as an assumption.");
    }
    list(document, unsettled);
    document.list(assumed);
    document.paragraph(words.who_did_not_know().unwrap_or_default());
}

fn list(document: &mut Document, sentences: Vec<Sentence>) {
    document.list(sentences.into_iter().map(|sentence| one_line(&sentence.text)));
}

fn votes(words: Words<'_>) -> Table {
    Table {
        caption: "Votes of the last round".into(),
        columns: vec![text("Question"), text("Choice"), text("Who"), number("Votes"), text("Turnout"), text("Share")],
        head: 0,
        rows: words.questionnaire().questions().iter().flat_map(|question| vote_rows(words, question)).collect(),
    }
}

fn vote_rows(words: Words<'_>, question: &Question) -> Vec<Vec<Cell>> {
    let sides = sides(words.session, question);
    let whole: usize = sides.iter().map(|side| side.names.len()).sum();
    let row = |side: &Side<'_>| -> Vec<Cell> {
        let agreed = matches!(&side.vote, Vote::Choice(choice) if words.session.chosen(&question.id) == Some(choice));
        let agreed = if agreed { " (agreed)" } else { "" };
        vec![
            question.label.clone().into(),
            format!("{}{agreed}", side.text).into(),
            side.names.join(", ").into(),
            side.names.len().to_string().into(),
            turnout_in_short(words.session, &question.id).unwrap_or_default().into(),
            Cell::Bar(Bar::Share { part: side.names.len(), whole }),
        ]
    };
    sides.iter().map(row).collect()
}
