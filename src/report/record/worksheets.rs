//! The numbers behind answers: every worksheet that the team filled in.

use super::one_line;
use crate::questionnaire::worksheet::{Input, Outcome, Range, Results, Row, Worksheet};
use crate::report::document::{Cell, Document, Rich, Table, text};
use crate::report::words::{Words, figure, join, origin, outcome};

/// Writes, for each worksheet, what the team set, what follows, what was left as it was, and what was answered.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    for worksheet in words.filled_in() {
        let results = words.session.results(worksheet);
        document.heading(3, format!("Numbers: {}", one_line(&worksheet.title)));
        document.list(
            words
                .suggested_and_answered(worksheet, &results)
                .into_iter()
                .map(|(question, line)| Rich::strong(format!("{}:", words.label(question))).and(format!(" {}", one_line(&line)))),
        );
        document.table(rows(&results));
        document.table(set(words, worksheet, &results));
        document.list(left(words, worksheet, &results));
    }
}

fn rows(results: &Results<'_>) -> Table {
    let row = |(row, found): &(&Row, Outcome)| -> Vec<Cell> {
        let note = row.note.as_deref().map(one_line).unwrap_or_default();
        vec![row.label.clone().into(), Rich::strong(outcome(row, *found)).into(), note.into()]
    };
    Table {
        caption: "What follows from the numbers".into(),
        columns: vec![text("Result"), text("Comes to"), text("How to read it")],
        head: 0,
        rows: results.rows.iter().map(row).collect(),
    }
}

fn set(words: Words<'_>, worksheet: &Worksheet, results: &Results<'_>) -> Table {
    let is_set = |(input, _): &&(&Input, Range)| words.session.figure_set(&worksheet.id, &input.id).is_some();
    let row = |(input, range): &(&Input, Range)| -> Vec<Cell> {
        vec![input.label.clone().into(), Rich::strong(figure(input, *range)).into(), figure(input, input.preset).into()]
    };
    Table {
        caption: "Numbers that the team set".into(),
        columns: vec![text("Set by the team"), text("To"), text("The questionnaire's own")],
        head: 0,
        rows: results.inputs.iter().filter(is_set).map(row).collect(),
    }
}

/// Returns the numbers that were left as the questionnaire has them, those with the same source in one line.
fn left(words: Words<'_>, worksheet: &Worksheet, results: &Results<'_>) -> Vec<Rich> {
    let mut sources: Vec<(&Input, Vec<String>)> = Vec::new();
    for (input, range) in &results.inputs {
        if words.session.figure_set(&worksheet.id, &input.id).is_some() {
            continue;
        }
        let line = format!("{} {}", input.label, figure(input, *range));
        let same = |other: &Input| (&other.source, &other.dated, &other.url) == (&input.source, &input.dated, &input.url);
        match sources.iter_mut().find(|(other, _)| same(other)) {
            Some((_, lines)) => lines.push(line),
            None => sources.push((input, vec![line])),
        }
    }
    let line = |(input, lines): (&Input, Vec<String>)| {
        let from = one_line(&origin(input, words.session.created_on()));
        let from = if from.is_empty() { from } else { format!(" Source: {from}") };
        let line = Rich::strong("Left as it was:").and(format!(" {}.{from}", join(lines)));
        match &input.url {
            Some(url) => line.and(" ").and_address(url.as_str()),
            None => line,
        }
    };
    sources.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::worksheet::Range;
    use crate::report::{Format, render};
    use crate::session::sample::{id, now, session};
    use crate::session::{Answer, Change, Session};

    fn set(session: &mut Session, input: &str, low: f64, high: f64) {
        let change = Change::Figure { worksheet: id("bill"), input: input.into(), to: Range::new(low, high) };
        session.apply(change, now()).expect("a sound change");
    }

    #[test]
    fn the_record_says_what_the_team_set_what_follows_what_was_left_and_what_was_answered() {
        let mut session = session();
        set(&mut session, "people", 8.0, 8.0);
        set(&mut session, "price", 11.5, 14.0);
        session.apply(Change::Answer(id("time"), Answer::Choice(id("little"))), now()).expect("a sound change");
        let record = render(&session, Format::Markdown);
        let (_, record) = record.split_once("### Numbers: What does it cost?").expect("the worksheet has a part of its own");
        let (part, _) = record.split_once("\n## ").expect("another part follows");
        let expected = "\n\n* **Time:** At some of these numbers this points to choice 2, \"An hour or more\". Answered: Half an hour\n\n\
            | Result | Comes to | How to read it |\n| --- | --- | --- |\n| All meals | **92 to 112 EUR** | Without drinks. |\n\
            | A person pays | **11.5 to 14** |  |\n\n\
            | Set by the team | To | The questionnaire\\'s own |\n| --- | --- | --- |\n| People | **8** | -4 to 20 |\n| A meal | **11.5 to 14 EUR** | 12 EUR |\n";
        assert_eq!(part, expected.replace("\\'", "'"));
    }

    #[test]
    fn a_number_that_was_left_stands_with_its_date_and_source_stale_ones_marked() {
        let mut session = session();
        set(&mut session, "price", 20.0, 20.0);
        let record = render(&session, Format::Markdown);
        let line = "* **Left as it was:** People -4 to 20. Source: The team, 2026-11. <https://example.com>";
        assert!(record.contains(line), "{record}");
        let json = session.to_json().replace("\"dated\": \"2026-11\"", "\"dated\": \"2026-01\"");
        let record = render(&Session::parse(json.as_bytes()).expect("another date"), Format::Html);
        assert!(record.contains("STALE, check it. The team, 2026-01"), "{record}");
    }

    #[test]
    fn a_result_that_has_no_value_at_some_numbers_may_be_never() {
        let mut session = session();
        set(&mut session, "people", 0.0, 8.0);
        let record = render(&session, Format::Markdown);
        assert!(record.contains("| A person pays | **12 or never** |"), "{record}");
    }

    #[test]
    fn a_worksheet_that_nobody_touched_is_not_in_the_record() {
        assert!(!render(&session(), Format::Markdown).contains("Numbers:"));
    }
}
