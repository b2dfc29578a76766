//! The decision drivers: each question with its answer, and what the answer rests on.

use super::{Detail, one_line, worksheets};
use crate::order::sort_by_key;
use crate::questionnaire::{Importance, Question};
use crate::report::document::{Bar, Cell, Document, Rich, Table, number, text};
use crate::report::words::{Basis, Words};

/// The place of the drawn importance among the columns.
const IMPORTANCE: usize = 3;

/// Writes the table of questions, most important first, the notes on them, and the numbers behind the answers.
pub(super) fn write(document: &mut Document, words: Words<'_>, detail: Detail) {
    document.heading(2, "Decision Drivers");
    let mut questions: Vec<&Question> = words.questionnaire().questions().iter().filter(|question| is_shown(words, question)).collect();
    sort_by_key(&mut questions, |question| std::cmp::Reverse(words.session.importance(question)));
    document.table(table(words, &questions, detail));
    if !questions.is_empty() {
        document.paragraph(
            "Leans: the family that the answer serves best among the options that are left; - where it favors none. \
             Rests on: a fact or an assumption that the team agreed on, or votes without an agreed answer.",
        );
    }
    let notes: Vec<Rich> = questions.iter().flat_map(|question| notes(words, question)).collect();
    if !notes.is_empty() {
        document.heading(3, "Notes");
        document.list(notes);
    }
    worksheets::write(document, words);
}

fn is_shown(words: Words<'_>, question: &Question) -> bool {
    words.session.is_asked(question) || words.session.answer(&question.id).is_some() || words.session.votes(&question.id).is_some()
}

fn table(words: Words<'_>, questions: &[&Question], detail: Detail) -> Table {
    let mut columns = vec![number("#"), text("Question"), text("Answer"), text("Importance"), text("Leans"), text("Rests on")];
    let mut rows: Vec<Vec<Cell>> = questions.iter().map(|question| row(words, question)).collect();
    if detail == Detail::Full {
        columns.insert(IMPORTANCE, text("Weight"));
        for (row, question) in rows.iter_mut().zip(questions) {
            row.insert(IMPORTANCE, Cell::Bar(step(words, question)));
        }
    }
    Table { caption: "Questions and answers, most important first".into(), columns, head: 1, rows }
}

fn row(words: Words<'_>, question: &Question) -> Vec<Cell> {
    let importance = words.session.importance(question);
    let changed = if words.session.importance_changed(&question.id) { " (changed)" } else { "" };
    vec![
        words.number(&question.id).to_string().into(),
        Rich::named(&question.label, Some(&question.ask)).into(),
        one_line(&words.answer(question)).into(),
        format!("{}{changed}", importance.label()).into(),
        words.leans(&question.id).unwrap_or("-").into(),
        words.rests_on(&question.id).into(),
    ]
}

fn step(words: Words<'_>, question: &Question) -> Bar {
    let importance = words.session.importance(question);
    Bar::Step(Importance::ALL.iter().position(|step| *step == importance).unwrap_or_default())
}

fn notes(words: Words<'_>, question: &Question) -> Vec<Rich> {
    let note = one_line(words.session.note(&question.id));
    // What dissenters and the sides of a split say stands under Dissent.
    let dissenters = words.session.dissent(&question.id);
    let members = words.session.member_notes(&question.id).filter(|_| words.basis(&question.id) != Basis::Split);
    let others = members.into_iter().flatten().filter(|(name, _)| !dissenters.iter().any(|(dissenter, _)| dissenter == name));
    let others = others.map(|(name, text)| format!("{name}: {}", one_line(text)));
    let texts = Some(note).filter(|note| !note.is_empty()).into_iter().chain(others);
    texts.map(|text| Rich::strong(&question.label).and(format!(": {text}"))).collect()
}
