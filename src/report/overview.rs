//! Decisions at a glance: one row each, what needs attention first.
//!
//! The day is given, never read from a clock. This module must not read files.

mod page;
mod table;

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::words::Words;
use super::{csv, words};
use crate::scoring::{VerdictKind, assess};
use crate::session::Session;

pub use page::page;
pub use table::table;

/// A session file: what it decides, or why it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The path of the file as it was found, cleaned.
    pub file: String,
    /// The path of the record beside it, if there is one: a page, else Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The decision, if the file can be read.
    #[serde(flatten)]
    pub decision: Option<Glance>,
    /// Why the file cannot be read, in one sentence. Is `None` if it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a row tells about a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glance {
    /// What is decided about.
    pub title: String,
    /// `open`, `proposed`, `accepted`, `rejected` or `superseded`.
    pub status: &'static str,
    /// The full name of the alternative that was chosen, if one was.
    pub chosen: Option<String>,
    /// Its short name.
    #[serde(skip)]
    pub chosen_short: Option<String>,
    /// What the answers say, as in the result JSON.
    pub verdict: VerdictKind,
    /// How firm the verdict is, from 0 (none) to 3 (clear).
    pub firmness: u8,
    /// The day of the meeting.
    #[serde(serialize_with = "written")]
    pub decided_on: Date,
    /// The day to look at it again, if one is set.
    #[serde(serialize_with = "written_if_any")]
    pub look_again_on: Option<Date>,
    /// Whether that day has come.
    pub look_again: bool,
    /// How many follow-ups are not done.
    pub follow_ups_open: usize,
    /// How many of them are overdue.
    pub follow_ups_overdue: usize,
    /// The day since which the oldest thing is due, if anything is.
    #[serde(serialize_with = "written_if_any")]
    pub due_since: Option<Date>,
    /// Who took part.
    pub people: Vec<String>,
}

impl Glance {
    /// Looks at a session on `day`.
    pub fn new(session: &Session, day: Date) -> Self {
        let assessment = assess(session);
        let words = Words::new(session, &assessment);
        let decision = session.decision();
        let chosen = decision.and_then(|decision| decision.alternative.as_ref());
        let revisit = decision.and_then(|decision| decision.revisit);
        let open = session.follow_ups().iter().filter(|task| !task.done);
        let late: Vec<Date> = open.clone().filter_map(|task| task.due).filter(|due| *due <= day).collect();
        let come = revisit.filter(|revisit| *revisit <= day);
        Self {
            title: words.title().to_owned(),
            status: decision.map_or("open", |decision| decision.status.label()),
            chosen: chosen.map(|chosen| words.name(chosen).to_owned()),
            chosen_short: chosen.map(|chosen| words.short(chosen).to_owned()),
            verdict: assessment.verdict.kind,
            firmness: firmness(assessment.verdict.kind),
            decided_on: session.created_on(),
            look_again_on: revisit,
            look_again: come.is_some(),
            follow_ups_open: open.count(),
            follow_ups_overdue: late.len(),
            due_since: late.into_iter().chain(come).min(),
            people: session.participants().iter().map(|person| person.name.clone()).collect(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn written<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn written_if_any<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

fn firmness(kind: VerdictKind) -> u8 {
    match kind {
        VerdictKind::NoneLeft | VerdictKind::NotEnough => 0,
        VerdictKind::TooClose => 1,
        VerdictKind::Lean => 2,
        VerdictKind::OnlyOne | VerdictKind::Clear => 3,
    }
}

/// Why rows stand together; what needs attention first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// Something that was promised is due.
    Due,
    /// The file cannot be read.
    Broken,
    /// Nothing is chosen yet.
    Undecided,
    /// Decided, and nothing is due.
    Decided,
}

impl Group {
    const ALL: [Self; 4] = [Self::Due, Self::Broken, Self::Undecided, Self::Decided];

    fn of(row: &Row) -> Self {
        match &row.decision {
            None => Self::Broken,
            Some(glance) if glance.due_since.is_some() => Self::Due,
            Some(glance) if glance.chosen.is_none() => Self::Undecided,
            Some(_) => Self::Decided,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Due => "To look at now",
            Self::Broken => "Cannot be read",
            Self::Undecided => "Not decided yet",
            Self::Decided => "Decided",
        }
    }
}

/// Sorts by what needs attention: first what is due, the oldest first; then files that cannot be read; then what is not
/// decided yet, the latest first; and last the others, by the day on which to look at them again.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by_cached_key(|row| {
        let glance = row.decision.as_ref();
        let due_since = glance.and_then(|glance| glance.due_since);
        let look_again = glance.and_then(|glance| glance.look_again_on);
        let decided_on = glance.map(|glance| glance.decided_on);
        (Group::of(row), due_since, look_again.is_none(), look_again, Reverse(decided_on), row.file.clone())
    });
}

/// Returns the groups that have rows, with these in their order.
fn groups(rows: &[Row]) -> Vec<(Group, Vec<&Row>)> {
    let of = |group| (group, rows.iter().filter(|row| Group::of(row) == group).collect::<Vec<_>>());
    Group::ALL.into_iter().map(of).filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Returns how many decisions there are, and how many need attention.
fn summary(rows: &[Row]) -> String {
    let of = |group| rows.iter().filter(|row| Group::of(row) == group).count();
    let (due, broken) = (of(Group::Due), of(Group::Broken));
    let mut parts = vec![words::count(rows.len() - broken, "decision", "decisions")];
    parts.extend((due > 0).then(|| format!("{due} to look at now")));
    parts.extend((broken > 0).then(|| format!("{} that cannot be read", words::count(broken, "file", "files"))));
    parts.join(", ") + "."
}

/// Says how many follow-ups are open, and how many of them are overdue; `None` if none is open.
fn follow_ups(glance: &Glance) -> Option<(String, Option<String>)> {
    let overdue = (glance.follow_ups_overdue > 0).then(|| format!("{} overdue", glance.follow_ups_overdue));
    (glance.follow_ups_open > 0).then(|| (format!("{} open", words::count(glance.follow_ups_open, "follow-up", "follow-ups")), overdue))
}

/// Returns the rows as pretty JSON with a final line break.
///
/// # Panics
/// Never: plain values always serialize.
pub fn json(rows: &[Row]) -> String {
    let mut text = serde_json::to_string_pretty(rows).expect("text keys and plain values always serialize");
    text.push('\n');
    text
}

/// The heading of each column of the CSV.
const COLUMNS: [&str; 15] = [
    "file",
    "record",
    "title",
    "status",
    "chosen",
    "verdict",
    "firmness",
    "decided_on",
    "look_again_on",
    "look_again",
    "follow_ups_open",
    "follow_ups_overdue",
    "due_since",
    "people",
    "problem",
];

/// Returns the rows as CSV: the values of the JSON, a column each.
///
/// # Panics
/// Never: plain values always serialize.
pub fn csv(rows: &[Row]) -> String {
    let mut text = csv::row(COLUMNS.iter().map(ToString::to_string));
    for row in rows {
        let values = serde_json::to_value(row).expect("text keys and plain values always serialize");
        text += &csv::row(COLUMNS.iter().map(|column| values.get(column).map(cell).unwrap_or_default()));
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is_so) => (if *is_so { "yes" } else { "no" }).to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;

    fn row(file: &str, day: &str) -> Row {
        let decision = Some(Glance::new(&demo::session(), day.parse().unwrap()));
        Row { file: file.into(), record: None, decision, problem: None }
    }

    fn broken() -> Row {
        Row { file: "broken".into(), record: None, decision: None, problem: Some("it is no session".into()) }
    }

    #[test]
    fn a_decision_is_told_by_its_promises() {
        let glance = row("a", "2026-12-03").decision.unwrap();
        assert_eq!((glance.status, glance.verdict, glance.firmness), ("proposed", VerdictKind::Lean, 2));
        assert!(glance.follow_ups_overdue < glance.follow_ups_open && !glance.look_again);
        let later = row("a", "2027-02-15").decision.unwrap();
        assert!(later.look_again && later.due_since < later.look_again_on);
    }

    #[test]
    fn what_is_due_comes_first_then_what_cannot_be_read() {
        let mut rows = [row("quiet", "2020-01-01"), broken(), row("late", "2027-02-15")];
        sort(&mut rows);
        assert_eq!(rows.each_ref().map(|row| row.file.as_str()), ["late", "broken", "quiet"]);
    }

    #[test]
    fn every_format_lists_what_cannot_be_read() {
        let rows = [broken()];
        for text in [json(&rows), csv(&rows), table(&rows, 80, false), page(&rows, "2026-11-23".parse().unwrap())] {
            assert!(text.contains("broken") && text.contains("it is no session"), "{text}");
        }
    }

    #[test]
    fn the_table_tells_all_of_a_decision_at_any_width() {
        for columns in [40, 72, 80, 120] {
            let text = table(&[row("a/very/long/path/to/a/decision.weigh.json", "2027-02-15"), broken()], columns, false);
            for part in [
                "Open hosted",
                "4 follow-ups open",
                "overdue !",
                "decided 2026",
                "Ana, Bo, Chi, Dee",
                "decision.weigh.json",
                "it is no session",
            ] {
                assert!(text.contains(part), "{part} at {columns}:\n{text}");
            }
        }
    }

    #[test]
    fn the_table_fits_any_width() {
        for columns in [40, 72, 80, 200] {
            let text = table(
                &[row("a/very/long/path/to/a/decision/that/somebody/put/far/away.weigh.json", "2027-02-15"), broken()],
                columns,
                false,
            );
            assert!(text.lines().all(|line| crate::text::width(line) <= columns), "{text}");
        }
    }
}
