//! The rows as lines that fit a terminal.

use super::{Glance, Row};
use crate::report::words::count;
use crate::text::{pad, shorten};

/// Returns two lines a decision, of at most `columns` columns, and a last line that counts.
pub fn table(rows: &[Row], columns: usize, ascii: bool) -> String {
    let mut lines = Vec::new();
    for row in rows {
        match &row.decision {
            Some(glance) => lines.extend([first(glance, ascii), second(&row.file, glance)]),
            None => lines.extend(["! cannot be read".to_owned(), format!("    {}", row.problem.as_deref().unwrap_or(&row.file))]),
        }
    }
    lines.push(summary(rows));
    lines.iter().map(|line| shorten(line, columns, ascii).trim_end().to_owned() + "\n").collect()
}

fn first(glance: &Glance, ascii: bool) -> String {
    let mark = if glance.due_since.is_some() { "!" } else { " " };
    let status = pad(glance.status, 10, ascii);
    let verdict = pad(glance.verdict_label, 18, ascii);
    let chosen = glance.chosen.as_ref().map(|chosen| format!(": {chosen}")).unwrap_or_default();
    format!("{mark} {status}  {verdict}  {}{chosen}", glance.title)
}

fn second(file: &str, glance: &Glance) -> String {
    let mut parts = vec![file.to_owned(), format!("decided {}", glance.decided_on)];
    if let Some(day) = glance.look_again_on {
        parts.push(format!("look again {day}"));
    }
    if glance.follow_ups_overdue > 0 {
        parts.push(format!("{} of {} overdue", glance.follow_ups_overdue, count(glance.follow_ups_open, "follow-up", "follow-ups")));
    } else if glance.follow_ups_open > 0 {
        parts.push(format!("{} open", count(glance.follow_ups_open, "follow-up", "follow-ups")));
    }
    // What is promised comes before the path, so that a narrow terminal cuts the path and not the promise.
    parts.rotate_left(1);
    let people = glance.people.join(", ");
    format!("    {}{}{people}", parts.join(", "), if people.is_empty() { "" } else { ", " })
}

/// Returns how many decisions there are, and how many need attention.
pub(super) fn summary(rows: &[Row]) -> String {
    let due = rows.iter().filter(|row| row.decision.as_ref().is_some_and(|glance| glance.due_since.is_some())).count();
    let broken = rows.iter().filter(|row| row.decision.is_none()).count();
    let mut text = count(rows.len() - broken, "decision", "decisions");
    if due > 0 {
        text = format!("{text}, {due} to look at now (!)");
    }
    if broken > 0 {
        text = format!("{text}, {} that cannot be read", count(broken, "file", "files"));
    }
    text + "."
}
