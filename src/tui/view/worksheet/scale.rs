//! Bars on a logarithmic scale: of numbers that differ a thousandfold, all are seen.
//!
//! Every bar is as wide as the scale, to the column. Must not know what the numbers are.

use ratatui::text::Span;

use crate::questionnaire::worksheet::Range;
use crate::report::words::numbers::rounded;
use crate::text;
use crate::tui::theme::Theme;

/// A logarithmic scale from one power of ten to a later one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    columns: usize,
}

impl Scale {
    /// Returns the scale that holds all of `ranges`; `None` if no number among them is above 0.
    pub(super) fn of(ranges: impl Iterator<Item = Range>, columns: usize) -> Option<Self> {
        let ends = ranges.flat_map(|range| [range.low(), range.high()]).filter(|end| *end > 0.0).map(f64::log10);
        let (least, most) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), end| (least.min(end), most.max(end)));
        let from = least.floor();
        let to = most.ceil().max(from + 1.0);
        (least.is_finite() && columns > 1).then_some(Self { from, to, columns })
    }

    /// Draws one number or range, and lines where those of `through` end.
    ///
    /// What is not above 0 lies beyond the left end, and what may be `never` beyond the right one: both have a mark.
    pub(super) fn bar(&self, range: Range, never: bool, through: &[Range], theme: Theme) -> Vec<Span<'static>> {
        let glyphs = theme.glyphs();
        let (first, last) = (self.place(range.low()), self.place(range.high()));
        let lines: Vec<usize> = through.iter().flat_map(|range| [self.place(range.low()), self.place(range.high())]).flatten().collect();
        let cell = |place: usize| match last {
            _ if first.is_none() && place == 0 => (glyphs.low_end, theme.strong()),
            _ if never && place + 1 == self.columns => (glyphs.pointer, theme.strong()),
            Some(last) if first == Some(last) && place == last => (glyphs.point, theme.strong()),
            Some(last) if (first.unwrap_or(0)..=last).contains(&place) => (glyphs.bars.first().copied().unwrap_or_default(), theme.plain()),
            _ if lines.contains(&place) => (glyphs.axis, theme.quiet()),
            _ => (" ", theme.plain()),
        };
        let mut spans: Vec<Span<'static>> = Vec::new();
        for (glyph, style) in (0..self.columns).map(cell) {
            match spans.last_mut() {
                Some(span) if span.style == style => span.content.to_mut().push_str(glyph),
                Some(_) | None => spans.push(Span::styled(glyph, style)),
            }
        }
        spans
    }

    /// Returns the line above the bars: its two ends, and what is counted.
    pub(super) fn axis(&self, unit: &str, theme: Theme) -> String {
        let [left, right] = [self.from, self.to].map(end);
        let room = self.columns.saturating_sub(text::width(&left) + text::width(&right) + 2);
        let unit = text::shorten(unit, room.saturating_sub(2), theme.ascii);
        let line = room.saturating_sub(text::width(&unit) + 2);
        let rule = |columns: usize| theme.glyphs().rule.repeat(columns);
        format!("{left} {} {unit} {} {right}", rule(line / 2), rule(line - line / 2))
    }

    /// Returns the column of a number; `None` if it is not above 0.
    fn place(&self, number: f64) -> Option<usize> {
        let share = (number.log10() - self.from) / (self.to - self.from);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a column of the screen")]
        (number > 0.0).then(|| ((share * (self.columns - 1) as f64).round() as usize).min(self.columns - 1))
    }
}

/// Returns a power of ten in few columns: `100k`, `10M`.
fn end(exponent: f64) -> String {
    let large = [(12.0, "tn"), (9.0, "bn"), (6.0, "M"), (3.0, "k")].into_iter().find(|(from, _)| (*from..15.0).contains(&exponent));
    match large {
        Some((from, word)) => format!("{}{word}", rounded(10_f64.powf(exponent - from))),
        None => rounded(10_f64.powf(exponent)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme { color: false, ascii: true };

    fn range(low: f64, high: f64) -> Range {
        Range::new(low, high).expect("finite")
    }

    fn drawn(low: f64, high: f64, never: bool) -> String {
        let scale = Scale::of([range(1.0, 900.0)].into_iter(), 31).expect("a number above 0");
        let spans = scale.bar(range(low, high), never, &[range(10.0, 10.0)], THEME);
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_tenfold_is_as_wide_everywhere_and_the_given_number_runs_through() {
        assert_eq!(drawn(1.0, 10.0, false), "###########                    ");
        assert_eq!(drawn(100.0, 1000.0, false), "          |         ###########");
        assert_eq!(drawn(100.0, 100.0, false), "          |         #          ");
    }

    #[test]
    fn what_is_not_above_zero_or_may_be_never_is_marked_at_its_end() {
        assert_eq!(drawn(-1.0, 10.0, false), "[##########                    ");
        assert_eq!(drawn(-2.0, -1.0, false), "[         |                    ");
        assert_eq!(drawn(10.0, 100.0, true), "          ###########         >");
    }

    #[test]
    fn the_line_above_says_both_ends_and_the_unit_and_is_as_wide_as_the_bars() {
        let axis = |unit: &str, columns| Scale::of([range(20.0, 9e5)].into_iter(), columns).expect("a number above 0").axis(unit, THEME);
        assert_eq!(axis("USD", 31), "10 ---------- USD ---------- 1M");
        assert_eq!(text::width(&axis("requests a month and more", 31)), 31);
    }

    #[test]
    fn no_number_above_zero_has_no_scale_and_the_widest_scale_has_its_columns() {
        assert!(Scale::of([range(-5.0, 0.0)].into_iter(), 30).is_none());
        let scale = Scale::of([range(1e-308, 1e308)].into_iter(), 20).expect("numbers above 0");
        let bar = scale.bar(range(1e-308, 1e308), false, &[], THEME);
        assert_eq!(bar.iter().map(Span::width).sum::<usize>(), 20);
    }
}
