//! The rows as one self-contained page, for people who look rather than read.
//!
//! A timeline of the days on which decisions are to be looked at again, and a table in which verdict and firmness are
//! small pictures. No script: the table is sorted by what needs attention, and grouped by it.

use jiff::civil::Date;

use super::table::summary;
use super::{Glance, Row};
use crate::report::html::{Escaped, frame};

/// How wide the timeline is, in its own units.
const WIDTH: i64 = 1000;
/// The most marks that the timeline shows one by one.
const MOST_MARKS: usize = 500;

/// Returns the whole page as it is on `day`; `record` says at which address the record of a file is, if there is one.
pub fn page(rows: &[Row], day: Date, record: impl Fn(&Row) -> Option<String>) -> String {
    let shown: String = groups(rows).iter().map(|(id, title, rows)| group(id, title, rows, &record)).collect();
    let body = format!(
        "<section class=\"head\" aria-labelledby=\"top\">\n<h1 id=\"top\">Decisions</h1>\n<p>{} As of {day}.</p>\n{}</section>\n{shown}",
        Escaped(&summary(rows)),
        timeline(rows, day)
    );
    frame("Decisions", &body)
}

type Group<'r> = (&'static str, &'static str, Vec<&'r Row>);

fn groups(rows: &[Row]) -> Vec<Group<'_>> {
    let group = |row: &&Row| match &row.decision {
        Some(glance) if glance.due_since.is_some() => 0,
        None => 1,
        Some(glance) if glance.chosen.is_none() => 2,
        Some(_) => 3,
    };
    let titles = [("now", "To look at now"), ("broken", "Cannot be read"), ("undecided", "Not decided yet"), ("decided", "Decided")];
    let of = |(number, (id, title)): (usize, &(&'static str, &'static str))| {
        (*id, *title, rows.iter().filter(|row| group(row) == number).collect::<Vec<_>>())
    };
    titles.iter().enumerate().map(of).filter(|(_, _, rows)| !rows.is_empty()).collect()
}

fn group(id: &str, title: &str, rows: &[&Row], record: &impl Fn(&Row) -> Option<String>) -> String {
    let lines: String = rows.iter().map(|row| line(row, record(row))).collect();
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title} ({})</h2>\n\
         <div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Decision</th>\
         <th scope=\"col\">Answers say</th><th scope=\"col\">Look again</th><th scope=\"col\">Follow-ups</th><th scope=\"col\">Decided</th>\
         <th scope=\"col\">Who</th></tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n</div>\n</section>\n",
        rows.len()
    )
}

fn line(row: &Row, record: Option<String>) -> String {
    let Some(glance) = &row.decision else {
        let problem = row.problem.as_deref().unwrap_or_default();
        return format!("<tr><th scope=\"row\">{}</th><td colspan=\"5\">{}</td></tr>\n", Escaped(&row.file), Escaped(problem));
    };
    let title = match record {
        Some(address) => format!("<a href=\"{}\">{}</a>", Escaped(&address), Escaped(&glance.title)),
        None => Escaped(&glance.title).to_string(),
    };
    let chosen = glance.chosen.as_deref().unwrap_or("nothing chosen");
    let again = glance.look_again_on.map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let again = if glance.look_again { format!("<strong>{again}</strong> overdue") } else { again };
    format!(
        "<tr><th scope=\"row\">{title}<br><small>{}: {}</small></th><td class=\"bar\">{}{}</td><td class=\"number\">{again}</td>\
         <td>{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
        glance.status,
        Escaped(chosen),
        firmness(glance.firmness),
        glance.verdict_label,
        follow_ups(glance),
        glance.decided_on,
        Escaped(&glance.people.join(", "))
    )
}

fn follow_ups(glance: &Glance) -> String {
    match (glance.follow_ups_open, glance.follow_ups_overdue) {
        (0, _) => "none open".to_owned(),
        (open, 0) => format!("{open} open"),
        (open, late) => format!("{open} open, <strong>{late} overdue</strong>"),
    }
}

/// Draws three steps, as many of them filled as the verdict is firm.
fn firmness(firmness: u8) -> String {
    let step = |number: u8| {
        let class = if number < firmness { "solid" } else { "track" };
        let height = 6 + 5 * number;
        format!("<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"10\" height=\"{height}\"/>", 13 * number, 17 - height)
    };
    let steps: String = (0..3).map(step).collect();
    format!("<svg width=\"36\" height=\"18\" viewBox=\"0 0 36 18\" aria-hidden=\"true\" focusable=\"false\">{steps}</svg>")
}

/// Draws the days to look again on a line, with the given day on it; nothing where no decision has one.
fn timeline(rows: &[Row], day: Date) -> String {
    let dated = rows.iter().filter_map(|row| row.decision.as_ref()?.look_again_on);
    let days: Vec<Date> = dated.take(MOST_MARKS).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return String::new() };
    let (first, last) = ((*first).min(day), (*last).max(day));
    let between = |from: Date, to: Date| i64::from(from.until(to).map_or(0, |span| span.get_days()));
    let whole = between(first, last).max(1);
    let at = |when: Date| 20 + (WIDTH - 40) * between(first, when) / whole;
    let mark = |when: &Date| {
        let class = if *when <= day { "hatched" } else { "solid" };
        format!("<circle class=\"{class}\" cx=\"{}\" cy=\"24\" r=\"9\"><title>{when}</title></circle>", at(*when))
    };
    let marks: String = days.iter().map(mark).collect();
    format!(
        "<svg class=\"timeline\" width=\"100%\" viewBox=\"0 0 {WIDTH} 48\" role=\"img\" aria-label=\"Look again from {first} to {last}\">\
         <path class=\"axis\" d=\"M20 24H{}\"/>{marks}<path class=\"axis\" d=\"M{today} 4v40\"/></svg>\n\
         <p>Look again: {first} to {last}. The upright line is {day}; hatched marks are overdue.</p>\n",
        WIDTH - 20,
        today = at(day)
    )
}
