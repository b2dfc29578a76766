//! A row for every alternative: its name, its value, its bar; what is ruled out is struck through and says by what.

use ratatui::text::{Line, Span};

use super::super::Page;
use super::super::chart::{self, AT_RISK, Pattern, ValueRange};
use crate::questionnaire::{Family, Id};
use crate::report::words::figures::whole;
use crate::report::words::{Words, join};
use crate::scoring::find;
use crate::text;
use crate::tui::model::Target;

/// The most columns of a name beside a bar.
const WIDEST_NAME: usize = 20;
/// The columns of a sign in the legend.
const SIGN: usize = 9;
/// The columns of a value, with a space on either side: ` 100 `.
const VALUE: usize = 5;

/// Where the columns of a row of bars stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::tui::view) struct BarColumns {
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
    let columns = columns(page, words);
    for alternative in &words.assessment.ranking {
        row(page, words, alternative, columns);
    }
    for (alternative, _) in &words.assessment.ruled_out {
        ruled_out(page, words, alternative, columns);
    }
}

fn columns(page: &Page, words: Words<'_>) -> BarColumns {
    let indent = 2;
    let name = name_columns(words);
    let risk = if words.assessment.at_risk.is_empty() { 0 } else { text::width(AT_RISK) + 1 };
    BarColumns { indent, name, bar: page.room(indent + name + VALUE + risk) }
}

/// Adds only what is ruled out, and by what.
pub(super) fn ruled_out_only(page: &mut Page, words: Words<'_>) {
    let indent = 4;
    let name = name_columns(words);
    let columns = BarColumns { indent, name, bar: page.room(indent + name + VALUE + 2) };
    for (alternative, _) in &words.assessment.ruled_out {
        ruled_out(page, words, alternative, columns);
    }
}

/// Says what the line in the middle, the ends of ranges and the risk mean, each in a row of its own.
pub(super) fn legend(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let glyphs = theme.glyphs();
    let is_ranged = words.assessment.ranges.iter().flatten().any(|(_, (low, high))| low < high);
    let range = format!("{}{}{}", glyphs.low_end, glyphs.whisker, glyphs.whisker_end);
    let says = [
        (true, glyphs.axis, "50: halfway from 0 (fails you) to 100 (serves you fully)"),
        (is_ranged, &range, "how far what is not settled can still move it"),
        (!words.assessment.at_risk.is_empty(), AT_RISK, "an answer that is not settled may still rule it out"),
    ];
    for (_, sign, means) in says.into_iter().filter(|(holds, ..)| *holds) {
        let lead = vec![Span::raw(text::pad(sign, SIGN, theme.ascii))];
        page.hanging(2, lead, means, theme.quiet());
    }
}

/// Adds the families, each beside its pattern.
pub(super) fn families(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let room = page.room(2);
    let entry = |family: &Family| {
        let first = words.questionnaire().alternatives().iter().find(|alternative| alternative.family == family.id)?;
        let mut entry = Pattern::of(words.questionnaire(), &first.id, theme).swatch();
        let room = room.saturating_sub(entry.iter().map(Span::width).sum::<usize>() + 1);
        entry.push(Span::styled(format!(" {}", text::shorten(&family.name, room, theme.ascii)), theme.quiet()));
        Some(entry)
    };
    let entries: Vec<_> = words.questionnaire().families().iter().filter_map(entry).collect();
    page.entries(2, entries);
}

fn row(page: &mut Page, words: Words<'_>, alternative: &Id, columns: BarColumns) {
    let theme = page.theme;
    let pattern = Pattern::of(words.questionnaire(), alternative, theme);
    let first = words.tied().contains(alternative) || words.assessment.verdict.pick.as_ref() == Some(alternative);
    let style = if first { theme.strong() } else { theme.plain() };
    let name = text::pad(words.short(alternative), columns.name, theme.ascii);
    let mut spans = vec![Span::raw(" ".repeat(columns.indent)), Span::styled(name, style)];
    match words.assessment.value(alternative) {
        None => spans.push(Span::raw(" no value: nothing counts")),
        Some(number) => {
            spans.push(Span::styled(format!(" {:>3} ", whole(number.tenths())), style));
            let range = words.assessment.range(alternative).map(|(low, high)| (low.tenths(), high.tenths()));
            let (low, high) = range.unwrap_or((number.tenths(), number.tenths()));
            spans.extend(chart::value_bar(&pattern, ValueRange { value: number.tenths(), low, high }, columns.bar, theme));
            if words.assessment.at_risk.iter().any(|risk| risk.alternative == *alternative) {
                spans.push(Span::styled(format!(" {AT_RISK}"), theme.warning()));
            }
        }
    }
    page.push(Line::from(spans));
}

/// Adds a ruled-out alternative: the words in place of the bar say which answer did it.
fn ruled_out(page: &mut Page, words: Words<'_>, alternative: &Id, columns: BarColumns) {
    let Some(rules) = find(&words.assessment.ruled_out, alternative) else { return };
    let Some(first) = rules.first() else { return };
    let theme = page.theme;
    let by = rules.iter().map(|rule| {
        let answers = join(rule.choices.iter().map(|choice| format!("\"{}\"", words.choice(&rule.question, choice))));
        format!("{}: {answers}", words.label(&rule.question))
    });
    let reason = format!("ruled out by {}", by.collect::<Vec<_>>().join("; "));
    let name = text::shorten(words.short(alternative), columns.name, theme.ascii).into_owned();
    let behind = " ".repeat(columns.name - text::width(&name));
    page.item(Target::Question(first.question.clone()), |page, marked| {
        let lead = vec![
            Span::styled(name, theme.struck()),
            Span::raw(behind),
            Span::raw(" ".repeat(VALUE)),
            Span::styled(format!("{} ", theme.glyphs().cross), theme.warning()),
        ];
        // In full while it is marked: one answer often rules out several.
        let room = page.room(columns.indent + lead.iter().map(Span::width).sum::<usize>());
        let reason = if marked { reason.into() } else { text::shorten(&reason, room, theme.ascii) };
        page.hanging(columns.indent, lead, &reason, theme.plain());
    });
}
