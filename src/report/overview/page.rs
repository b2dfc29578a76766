//! The rows as one self-contained page, for people who look rather than read.
//!
//! A timeline of the days on which decisions are to be looked at again, and tables in which the verdict and its firmness
//! are small pictures. The tables are grouped and sorted by what needs attention; a few lines of script sort one by the
//! heading that is pressed.

mod timeline;

use jiff::civil::Date;

use super::{Glance, Group, Row, groups, summary};
use crate::report::html::{self, Escaped, frame};
use crate::report::words::kind_label;
use crate::scoring::VerdictKind;

/// What the style of the records does not have.
const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/sort.js");

/// Returns the whole page as it is on `day`.
pub fn page(rows: &[Row], day: Date) -> String {
    let numbered: Vec<(usize, &Row)> = groups(rows).into_iter().flat_map(|(_, rows)| rows).enumerate().collect();
    let tables: String = Group::ALL.iter().map(|group| section(*group, &numbered)).collect();
    let body = format!(
        "<section class=\"head\" aria-labelledby=\"top\">\n<h1 id=\"top\">Decisions</h1>\n<p>{} As of {day}.</p>\n</section>\n{}{tables}",
        Escaped(&summary(rows)),
        timeline::section(&numbered, day)
    );
    frame("Decisions", &format!("{}{STYLE}", html::STYLE), Some(SCRIPT), &body)
}

fn section(group: Group, rows: &[(usize, &Row)]) -> String {
    let rows: Vec<_> = rows.iter().filter(|(_, row)| Group::of(row) == group).collect();
    if rows.is_empty() {
        return String::new();
    }
    let (title, count) = (group.title(), rows.len());
    let lines: String = rows.iter().map(|(number, row)| line(*number, row)).collect();
    let columns = match group {
        Group::Broken => ["File", "Why"].as_slice(),
        Group::Due | Group::Undecided | Group::Decided => &["Decision", "Answers say", "Look again", "Follow-ups", "Decided on", "Who"],
    };
    let columns = columns.join("</th><th scope=\"col\">");
    let id = format!("group-{}", group as u8);
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title} ({count})</h2>\n\
         <div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">{columns}</th></tr></thead>\n\
         <tbody>\n{lines}</tbody>\n</table>\n</div>\n</section>\n"
    )
}

fn line(number: usize, row: &Row) -> String {
    let Some(glance) = &row.decision else {
        let problem = row.problem.as_deref().unwrap_or_default();
        return format!("<tr><th scope=\"row\">{}</th><td data-title=\"Why\">{}</td></tr>\n", Escaped(&row.file), Escaped(problem));
    };
    let title = match &row.record {
        Some(path) => format!("<a href=\"{}\">{}</a>", Escaped(&address(path)), Escaped(&glance.title)),
        None => Escaped(&glance.title).to_string(),
    };
    let chosen = glance.chosen.as_deref().map(|chosen| format!("{}<br>", Escaped(chosen))).unwrap_or_default();
    format!(
        "<tr id=\"{}\"><th scope=\"row\">{title}<br><span class=\"small\">{chosen}{}, {}</span></th>\
         <td class=\"bar\" data-title=\"Answers say\" data-key=\"{}\">{}<span class=\"small\">{}</span></td>\
         <td class=\"number\" data-title=\"Look again\" data-key=\"{}\">{}</td><td data-title=\"Follow-ups\" data-key=\"{}\">{}</td>\
         <td class=\"number\" data-title=\"Decided on\">{}</td><td data-title=\"Who\">{}</td></tr>\n",
        anchor(number),
        glance.status,
        Escaped(&row.file),
        glance.firmness,
        verdict(glance),
        kind_label(glance.verdict),
        glance.look_again_on.map(|day| day.to_string()).unwrap_or_default(),
        look_again(glance),
        promised_key(glance),
        promised(glance),
        glance.decided_on,
        Escaped(&glance.people.join(", "))
    )
}

/// Returns the id of the row that tells of a decision.
fn anchor(number: usize) -> String {
    format!("decision-{}", number + 1)
}

fn look_again(glance: &Glance) -> String {
    match glance.look_again_on {
        None => "<span class=\"small\">no date</span>".to_owned(),
        Some(day) if glance.look_again => format!("<strong>{day}</strong> <br><span class=\"late\">overdue</span>"),
        Some(day) => day.to_string(),
    }
}

fn promised(glance: &Glance) -> String {
    match (glance.follow_ups_open, glance.follow_ups_overdue) {
        (0, _) => "<span class=\"small\">none open</span>".to_owned(),
        (open, 0) => format!("{open} open"),
        (open, overdue) => format!("{open} open <br><span class=\"late\">{overdue} overdue</span>"),
    }
}

/// Returns what follow-ups are sorted by: those that are overdue, then those that are open. Is empty if there are none.
fn promised_key(glance: &Glance) -> String {
    match (glance.follow_ups_overdue, glance.follow_ups_open) {
        (_, 0) => String::new(),
        (overdue, open) => format!("{overdue} {open}"),
    }
}

/// Draws the leader beside its nearest rival, and how firm that is as three dots. The word stands beside it.
fn verdict(glance: &Glance) -> String {
    let (leader, rival) = match glance.verdict {
        VerdictKind::Clear => (16, 6),
        VerdictKind::Lean => (16, 11),
        VerdictKind::TooClose => (14, 14),
        VerdictKind::OnlyOne => (16, 0),
        VerdictKind::NotEnough | VerdictKind::NoneLeft => (0, 0),
    };
    let bar = |x: u8, height: u8, class: &str| match height {
        0 => format!("<rect class=\"outline\" x=\"{x}\" y=\"2.5\" width=\"9\" height=\"15\"/>"),
        _ => format!("<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"9\" height=\"{height}\"/>", 18 - height),
    };
    let dot = |number: u8| {
        let class = if number < glance.firmness { "solid" } else { "track" };
        format!("<circle class=\"{class}\" cx=\"{}\" cy=\"10\" r=\"4\"/>", 36 + 12 * number)
    };
    let dots: String = (0..3).map(dot).collect();
    format!(
        "<svg width=\"66\" height=\"20\" viewBox=\"0 0 66 20\" aria-hidden=\"true\" focusable=\"false\">{}{}{dots}</svg>",
        bar(2, leader, "solid"),
        bar(14, rival, "for")
    )
}

/// Returns a path as a relative address: everything is escaped that an address gives a meaning to.
fn address(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_can_only_lead_to_a_file() {
        assert_eq!(address("a b/ü.html"), "a%20b/%C3%BC.html");
        assert_eq!(address("javascript:alert(1)"), "javascript%3Aalert%281%29");
    }
}
