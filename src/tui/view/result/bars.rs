//! A row for every alternative: its name, its value, its bar; what is ruled out is struck through and says by what.

use ratatui::text::{Line, Span};

use super::super::Page;
use super::super::chart::{self, Pattern, Reach};
use crate::questionnaire::Id;
use crate::report::words::figures::value;
use crate::report::words::{Words, join, label};
use crate::scoring::find;
use crate::text;
use crate::tui::model::Target;

/// The widest a name is set beside a bar.
const WIDEST_NAME: usize = 20;
/// What a value takes: `100.0`.
const VALUE: usize = 5;
/// What a range takes: `100-100`.
const RANGE: usize = 7;

/// What the mark behind a range means.
const AT_RISK: &str = "! may be ruled out";

/// Where the columns of a row of bars stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui::view) struct Columns {
    /// Free columns on the left.
    pub(in crate::tui::view) indent: usize,
    /// The columns of the names.
    pub(in crate::tui::view) name: usize,
    /// The columns of the bars.
    pub(in crate::tui::view) bar: usize,
}

/// Returns how wide the names are set: as wide as the widest, up to a limit.
pub(in crate::tui::view) fn name_columns(words: Words<'_>) -> usize {
    let widths = words.questionnaire().alternatives().iter().map(|alternative| text::width(&alternative.short));
    widths.max().unwrap_or(0).min(WIDEST_NAME)
}

/// Adds the bars, the survivors in their order and then what is ruled out.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let indent = 4;
    let name = name_columns(words);
    let bar = page.room(indent + name + VALUE + RANGE + 4);
    let columns = Columns { indent, name, bar };
    let explained = scale(page, words, columns);
    let mut order: Vec<&Id> = words.assessment.ranking.iter().collect();
    if !words.compares() {
        // A ranking would be read as a result.
        order.sort_by_key(|id| words.assessment.values.iter().position(|(other, _)| other == *id));
    }
    for alternative in order {
        row(page, words, alternative, columns);
    }
    for (alternative, _) in &words.assessment.ruled_out {
        ruled_out(page, words, alternative, columns);
    }
    if !explained && !words.assessment.at_risk.is_empty() {
        let quiet = page.theme.quiet();
        page.text(indent, AT_RISK, quiet);
    }
}

/// Says what the figures are, above the ranges what those are, and where there is room for it, what the mark behind a
/// range means; tells whether there was.
fn scale(page: &mut Page, words: Words<'_>, columns: Columns) -> bool {
    let moves = words.assessment.ranges.iter().flatten().any(|(_, (low, high))| low < high);
    let (left, right) = ("How well each would serve you, 0-100", if moves { "can still reach" } else { "" });
    let room = columns.name + VALUE + 2 + columns.bar + 1 + RANGE - text::width(right);
    let risk = if words.assessment.at_risk.is_empty() { "" } else { AT_RISK };
    let both = format!("{left}  {risk}");
    let fits = text::width(&both) + 2 <= room;
    let first = text::pad(if fits { &both } else { left }, room, page.theme.ascii);
    let quiet = page.theme.quiet();
    page.push(Line::from(vec![Span::raw(" ".repeat(columns.indent)), Span::styled(first + right, quiet)]));
    fits
}

fn row(page: &mut Page, words: Words<'_>, alternative: &Id, columns: Columns) {
    let theme = page.theme;
    let pattern = Pattern::of(words.questionnaire(), alternative, theme);
    let first = words.tied().contains(alternative) || words.assessment.verdict.pick.as_ref() == Some(alternative);
    let style = if first { theme.strong() } else { theme.plain() };
    let name = text::pad(words.short(alternative), columns.name, theme.ascii);
    let mut spans = vec![Span::raw(" ".repeat(columns.indent)), Span::styled(name, style)];
    match words.assessment.value(alternative) {
        None => spans.push(Span::raw(" no value: nothing counts")),
        Some(number) => {
            spans.push(Span::styled(format!(" {:>VALUE$} ", value(number)), style));
            let range = words.assessment.range(alternative).map(|(low, high)| (low.tenths(), high.tenths()));
            let (low, high) = range.unwrap_or((number.tenths(), number.tenths()));
            spans.extend(chart::value_bar(&pattern, Reach { value: number.tenths(), low, high }, columns.bar, theme));
            spans.push(Span::styled(format!(" {}", ends(low, high)), theme.quiet()));
            if words.assessment.at_risk.iter().any(|risk| risk.alternative == *alternative) {
                spans.push(Span::styled("!", theme.warning()));
            }
        }
    }
    page.push(Line::from(spans));
}

/// Adds a ruled-out alternative: the words in place of the bar say which answer did it.
fn ruled_out(page: &mut Page, words: Words<'_>, alternative: &Id, columns: Columns) {
    let Some(rules) = find(&words.assessment.ruled_out, alternative) else { return };
    let Some(first) = rules.first() else { return };
    let theme = page.theme;
    let by = rules.iter().map(|rule| {
        let answers = join(rule.choices.iter().map(|choice| format!("\"{}\"", words.choice(&rule.question, choice))));
        format!("{}: {answers}", label(&rule.question))
    });
    let reason = format!("ruled out by {}", by.collect::<Vec<_>>().join("; "));
    let name = text::shorten(words.short(alternative), columns.name, theme.ascii).into_owned();
    let behind = " ".repeat(columns.name - text::width(&name));
    let number = words.assessment.value(alternative).map(value).unwrap_or_default();
    page.item(Target::Question(first.question.clone()), |page, _| {
        let lead = vec![
            Span::styled(name, theme.struck()),
            Span::raw(behind),
            Span::styled(format!(" {number:>VALUE$} "), theme.quiet()),
            Span::styled(format!("{} ", theme.glyphs().cross), theme.warning()),
        ];
        page.hanging(columns.indent, lead, &reason, theme.plain());
    });
}

/// Returns both ends of a range in whole points; nothing where it is a single point.
fn ends(low: i128, high: i128) -> String {
    let whole = |tenths: i128| (tenths + 5).div_euclid(10);
    if low == high { " ".repeat(RANGE) } else { format!("{:>RANGE$}", format!("{}-{}", whole(low), whole(high))) }
}
