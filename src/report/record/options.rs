//! The considered options: their values and ranges, and what hard limits did to them.

use super::one_line;
use crate::questionnaire::{Alternative, Id};
use crate::report::document::{Bar, Cell, Document, Fill, Rich, Table, number, text};
use crate::report::words::{Words, figures};

/// Writes the table of alternatives, best first, the ruled-out ones last.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    document.heading(2, "Considered Options");
    let ruled_out = words.assessment.ruled_out.iter().map(|(id, _)| id);
    let order: Vec<&Id> = words.assessment.ranking.iter().chain(ruled_out).collect();
    document.table(Table {
        caption: "Value of each option, 0 to 100, and the range it can still reach".into(),
        columns: vec![text("Option"), text("Family"), number("Value"), number("Range"), text("0 to 100")],
        head: 0,
        rows: order.iter().filter_map(|id| words.questionnaire().alternative(id)).map(|alternative| row(words, alternative)).collect(),
    });
    document.list(limits(words));
    document.paragraph(
        "A value is the importance-weighted mean of how well an option serves each answer: 0 fails you, 50 is neutral, 100 serves you fully. \
         The range is what it can still become once everything is known. A hard limit removes an option whatever its value.",
    );
}

/// Returns how the bars of a family are filled.
fn fill(words: Words<'_>, family: &Id) -> Fill {
    match words.questionnaire().families().iter().position(|other| other.id == *family) {
        Some(1) => Fill::Hatched,
        Some(2) => Fill::Dotted,
        Some(_) | None => Fill::Solid,
    }
}

fn row(words: Words<'_>, alternative: &Alternative) -> Vec<Cell> {
    let id = &alternative.id;
    let value = words.assessment.value(id);
    let range = words.assessment.range(id);
    let mark = if words.assessment.is_ruled_out(id) { " (ruled out)" } else { "" };
    let name = if alternative.short == alternative.name { String::new() } else { format!(": {}", alternative.name) };
    let range_text = match range.map(|(low, high)| (figures::value(low), figures::value(high))) {
        None => "-".into(),
        Some((low, high)) if low == high => low,
        Some((low, high)) => format!("{low} to {high}"),
    };
    let bar = value.map(|value| {
        let value = value.tenths();
        let range = range.map_or((value, value), |(low, high)| (low.tenths(), high.tenths()));
        let fill = if words.assessment.is_ruled_out(id) { Fill::Outline } else { fill(words, &alternative.family) };
        Cell::Bar(Bar::Value { value, range, fill })
    });
    vec![
        Rich::strong(&alternative.short).and(format!("{name}{mark}")).into(),
        words.questionnaire().family_name(&alternative.family).into(),
        value.map_or_else(|| "-".into(), figures::value).into(),
        range_text.into(),
        bar.unwrap_or_else(|| "-".into()),
    ]
}

fn limits(words: Words<'_>) -> Vec<Rich> {
    let ruled_out = words.assessment.ruled_out.iter().flat_map(|(id, _)| {
        words.ruled_out(id).into_iter().map(|sentence| Rich::strong(words.short(id)).and(format!(": {}", sentence.text)))
    });
    let at_risk = words.limits_at_risk().into_iter().map(|sentence| Rich::from(sentence.text));
    let lifted = words.session.lifted().map(|(question, alternative, note)| {
        let note = one_line(note);
        let note = if note.is_empty() { "no note was given".into() } else { note };
        Rich::strong(words.short(alternative)).and(format!(": the hard limit of {} was lifted by the team: {note}", words.label(question)))
    });
    let dominated = words.assessment.dominated.iter().map(|pair| Rich::from(words.no_better(&pair.worse, [&pair.better])));
    ruled_out.chain(at_risk).chain(lifted).chain(dominated).collect()
}
