//! The rows as lines that fit a terminal.

use super::{Glance, Group, Row, follow_ups, groups, summary};
use crate::report::words::kind_label;
use crate::text::{pad, shorten, width, wrap};

/// The columns of a status, a verdict and a day with its mark, and of the gaps between them.
const STATUS: usize = 10;
const VERDICT: usize = 18;
const DAY: usize = 12;
const GAPS: usize = 8;
/// The least columns of a title.
const LEAST_TITLE: usize = 12;
/// What begins the further lines of a row.
const INDENT: &str = "    ";

/// Returns a few lines for each decision, at most `columns` columns wide, sorted by what needs attention, and a last line
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
                Some(glance) => {
                    lines.push(first(glance, title, ascii));
                    lines.extend(details(row, glance, columns, ascii));
                }
                None => lines.extend(broken(row, columns, ascii)),
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

/// Returns the rest of what is told, as many parts on a line as there is room for; the file is last, for it is the longest.
fn details(row: &Row, glance: &Glance, columns: usize, ascii: bool) -> Vec<String> {
    let room = columns.saturating_sub(INDENT.len());
    let mut parts: Vec<String> = glance.chosen_short.clone().into_iter().collect();
    if let Some((open, overdue)) = follow_ups(glance) {
        parts.push(overdue.map_or_else(|| open.clone(), |overdue| format!("{open}, {overdue} !")));
    }
    parts.push(format!("decided {}", glance.decided_on));
    parts.extend((!glance.people.is_empty()).then(|| glance.people.join(", ")));
    parts.push(shorten_path(&row.file, room, ascii));
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if width(line) + width("; ") + width(&part) <= room => *line = format!("{line}; {part}"),
            _ => lines.push(part),
        }
    }
    lines.into_iter().map(|line| format!("{INDENT}{line}")).collect()
}

/// Returns what is told of a file that cannot be read.
fn broken(row: &Row, columns: usize, ascii: bool) -> Vec<String> {
    let why = wrap(row.problem.as_deref().unwrap_or_default(), columns.saturating_sub(INDENT.len()));
    let file = format!("  {}", shorten_path(&row.file, columns.saturating_sub(2), ascii));
    std::iter::once(file).chain(why.into_iter().map(|line| format!("{INDENT}{line}"))).collect()
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
