//! Before and now: the verdict, every value with how far it moved, and how little would change it.

use ratatui::text::{Line, Span};

use super::super::Page;
use super::super::chart::{self, AT_RISK, Pattern, ValueRange};
use super::super::result::name_columns;
use crate::questionnaire::Id;
use crate::report::words::figures::{signed, value};
use crate::report::words::{Words, count, join};
use crate::text;

/// Columns of `Before` and `Now`.
const LABEL: usize = 8;
/// The fewest rows that are left for the questions.
const QUESTIONS: usize = 7;
/// The columns of `100.0 → 100.0  +100.0`.
const VALUES: usize = 23;

/// Fills the part of the screen that stays in sight; of `height` rows it leaves some for the questions.
pub(super) fn fill(page: &mut Page, before: Words<'_>, now: Words<'_>, height: usize) {
    let airy = height > QUESTIONS + 10;
    verdicts(page, before, now);
    if airy {
        page.blank();
    }
    let order: Vec<&Id> = now.assessment.ranking.iter().chain(now.assessment.ruled_out.iter().map(|(id, _)| id)).collect();
    let flips = flips(now);
    let below = text::wrap(&flips, page.room(2)).len() + 2 * usize::from(airy);
    let room = height.saturating_sub(page.rows.len() + below + QUESTIONS).max(2);
    // A row that says what is left out is worth it only if it stands for more than one.
    let shown = if order.len() <= room + 1 { order.len() } else { room };
    let (shown, left_out) = order.split_at(shown);
    for alternative in shown {
        row(page, before, now, alternative);
    }
    if !left_out.is_empty() {
        let quiet = page.theme.quiet();
        page.text(4, &format!("and {} more further down the field", left_out.len()), quiet);
    }
    if airy {
        page.blank();
    }
    let plain = page.theme.plain();
    page.text(2, &flips, plain);
    if airy {
        page.blank();
    }
}

fn verdicts(page: &mut Page, before: Words<'_>, now: Words<'_>) {
    let theme = page.theme;
    let (was, is) = (before.verdict_in_short(), now.verdict_in_short());
    let style = if was == is { theme.plain() } else { theme.strong() };
    let is = if before.session == now.session { "Nothing is changed yet".to_owned() } else { is };
    for (label, verdict, style) in [("Before", was, theme.plain()), ("Now", is, style)] {
        page.labeled(2, label, LABEL, &in_two_rows(page, &verdict), style);
    }
}

/// Leaves room for the questions if names are long.
fn in_two_rows(page: &Page, verdict: &str) -> String {
    let room = page.room(2 + LABEL);
    let mut rows = text::wrap(verdict, room);
    let rest = rows.split_off(rows.len().min(1)).join(" ");
    rows.push(text::shorten(&rest, room, page.theme.ascii).into_owned());
    rows.join("\n").trim_end().to_owned()
}

fn row(page: &mut Page, before: Words<'_>, now: Words<'_>, alternative: &Id) {
    let theme = page.theme;
    let name = name_columns(now);
    let style = if now.assessment.leaders.contains(alternative) { theme.strong() } else { theme.plain() };
    let mut spans = vec![Span::raw("    "), Span::styled(text::pad(now.short(alternative), name, theme.ascii), style), Span::raw(" ")];
    spans.push(Span::styled(text::pad(&values(page, before, now, alternative), VALUES, theme.ascii), style));
    let room = page.room(4 + name + 1 + VALUES);
    if let Some(by) = now.ruled_out_by(alternative) {
        spans.push(Span::styled(format!("{} ", theme.glyphs().cross), theme.warning()));
        spans.push(Span::raw(text::shorten(&by, room - 2, theme.ascii).into_owned()));
    } else if let Some(value) = now.assessment.value(alternative).map(crate::scoring::Exact::tenths) {
        let pattern = Pattern::of(now.questionnaire(), alternative, theme);
        spans.extend(chart::value_bar(&pattern, ValueRange { value, low: value, high: value }, room - text::width(AT_RISK) - 1, theme));
        if now.assessment.at_risk.iter().any(|risk| risk.alternative == *alternative) {
            spans.push(Span::styled(format!(" {AT_RISK}"), theme.warning()));
        }
    }
    page.push(Line::from(spans));
}

/// The value before and now, and the difference as it is shown.
fn values(page: &Page, before: Words<'_>, now: Words<'_>, alternative: &Id) -> String {
    match (before.assessment.value(alternative), now.assessment.value(alternative)) {
        (Some(was), Some(is)) if was.tenths() == is.tenths() => format!("{:>5}", value(is)),
        (Some(was), Some(is)) => {
            let arrow = page.theme.glyphs().arrow;
            format!("{:>5} {arrow} {:>5}  {}", value(was), value(is), signed(is.tenths() - was.tenths()))
        }
        (None, Some(is)) => format!("{:>5}", value(is)),
        (_, None) => "no value".to_owned(),
    }
}

/// How many single changes would change who leads.
fn flips(now: Words<'_>) -> String {
    let answers = now.assessment.flips.len();
    let importances: usize = now.assessment.stability.iter().flatten().map(|(_, stability)| stability.steps_that_flip.len()).sum();
    if answers + importances == 0 || !now.compares() {
        return now.hinges_on().text;
    }
    let flips = [count(answers, "other answer", "other answers"), count(importances, "other importance", "other importances")];
    let parts = [answers, importances].into_iter().zip(flips).filter(|(number, _)| *number > 0).map(|(_, flips)| flips);
    let each = if answers + importances == 1 { "" } else { ", each alone" };
    format!("{} would flip it{each}.", join(parts))
}
