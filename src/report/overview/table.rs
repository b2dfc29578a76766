//! The rows as lines that fit a terminal.

use super::{Glance, Group, Row, follow_ups, groups, summary};
use crate::report::words::kind_label;
use crate::text::{pad, shorten, width};

/// The columns of a status, a verdict and a day with its mark, and of the gaps between them.
const STATUS: usize = 10;
const VERDICT: usize = 18;
const DAY: usize = 12;
const GAPS: usize = 8;
/// The least columns of a title.
const LEAST_TITLE: usize = 12;

/// Returns two lines for each decision, at most `columns` columns wide, sorted by what needs attention, and a last line
/// with the counts.
pub fn table(rows: &[Row], columns: usize, ascii: bool) -> String {
    let title = columns.saturating_sub(STATUS + VERDICT + DAY + GAPS).max(LEAST_TITLE);
    let mut lines = Vec::new();
    for (group, rows) in groups(rows) {
        let heading = format!("{} ({})", group.title(), rows.len());
        lines.push(match group {
            Group::Broken => heading,
            Group::Due | Group::Undecided | Group::Decided => line([&heading, "Status", "Answers say", "Look again"], title, ascii),
        });
        for row in rows {
            match &row.decision {
                Some(glance) => lines.extend([first(glance, title, ascii), second(row, glance, columns, ascii)]),
                None => lines.extend([format!("  {}", row.file), format!("    {}", row.problem.as_deref().unwrap_or_default())]),
            }
        }
        lines.push(String::new());
    }
    lines.push(summary(rows));
    lines.iter().map(|line| shorten(line, columns, ascii).trim_end().to_owned() + "\n").collect()
}

fn line([title, status, verdict, day]: [&str; 4], columns: usize, ascii: bool) -> String {
    format!("{}  {}  {}  {day}", pad(title, columns, ascii), pad(status, STATUS, ascii), pad(verdict, VERDICT, ascii))
}

fn first(glance: &Glance, columns: usize, ascii: bool) -> String {
    let mark = if glance.look_again { " !" } else { "" };
    let day = glance.look_again_on.map_or_else(|| "no date".to_owned(), |day| format!("{day}{mark}"));
    line([&format!("  {}", glance.title), glance.status, kind_label(glance.verdict), &day], columns, ascii)
}

/// A narrow terminal cuts the end, so the file and what was promised come first.
fn second(row: &Row, glance: &Glance, columns: usize, ascii: bool) -> String {
    let mut parts = vec![shorten_path(&row.file, columns.saturating_sub(4) / 2, ascii)];
    parts.extend(glance.chosen_short.clone());
    if let Some((open, overdue)) = follow_ups(glance) {
        parts.push(overdue.map_or_else(|| open.clone(), |overdue| format!("{open}, {overdue} !")));
    }
    parts.push(format!("decided {}", glance.decided_on));
    parts.extend((!glance.people.is_empty()).then(|| glance.people.join(", ")));
    format!("    {}", parts.join("; "))
}

/// Returns a path in at most `columns` columns; its end says more than its beginning.
fn shorten_path(path: &str, columns: usize, ascii: bool) -> String {
    if width(path) <= columns {
        return path.to_owned();
    }
    let mark = if ascii { "..." } else { "…" };
    let fits = |start: &usize| path.get(*start..).is_some_and(|end| width(end) + width(mark) <= columns);
    let start = path.char_indices().map(|(start, _)| start).find(fits).unwrap_or(path.len());
    format!("{mark}{}", path.get(start..).unwrap_or_default())
}
