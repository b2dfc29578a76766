//! Bars: values with the range they can still move in, and contributions to either side of an axis.
//!
//! Every bar is as wide as it was asked to be, to the column. Must not know whose figures it draws.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::questionnaire::{Id, Questionnaire};
use crate::tui::theme::Theme;

/// Stands after the bar of an alternative that a hard limit may still rule out.
pub(super) const AT_RISK: &str = "at risk";
/// How many columns of one family follow each other in the bar of a mix.
const STRIPE: usize = 2;

/// How the bars of an alternative look: the glyph and color of its family, or of every family that it mixes.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Vec<Cell>);

/// One column of a bar.
type Cell = (&'static str, Style);

impl Pattern {
    /// Returns the pattern of `alternative`.
    pub(super) fn of(questionnaire: &Questionnaire, alternative: &Id, theme: Theme) -> Self {
        let mixes = questionnaire.alternative(alternative).map_or(&[][..], |alternative| &alternative.mixes);
        let mut families: Vec<usize> = mixes.iter().map(|part| family_place(questionnaire, part)).collect();
        families.sort_unstable();
        families.dedup();
        if families.is_empty() {
            families.push(family_place(questionnaire, alternative));
        }
        let bars = theme.glyphs().bars;
        let cell = |place: usize| (bars.get(place % bars.len()).copied().unwrap_or_default(), theme.family(place % bars.len()));
        Self(families.into_iter().map(cell).collect())
    }

    /// Returns a piece of the pattern, to stand beside a name: letters in these colors are hard to read on white.
    pub(super) fn swatch(&self) -> Vec<Span<'static>> {
        spans((0..self.0.len() * STRIPE).map(|place| self.cell(place)))
    }

    fn cell(&self, place: usize) -> Cell {
        self.0.iter().cycle().nth(place / STRIPE % self.0.len().max(1)).copied().unwrap_or((" ", Style::new()))
    }
}

/// A value and how far it can still move, in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ValueRange {
    /// The value, 0 to 1000.
    pub(super) value: i128,
    /// The least it can become.
    pub(super) low: i128,
    /// The most it can become.
    pub(super) high: i128,
}

/// Draws a value on the scale from 0 to 100, with the ends of its range if it has one.
pub(super) fn value_bar(pattern: &Pattern, reach: ValueRange, columns: usize, theme: Theme) -> Vec<Span<'static>> {
    let glyphs = theme.glyphs();
    let [value, low, high] = [reach.value, reach.low, reach.high].map(|tenths| scaled(tenths, 1000, columns));
    // The end of a short range would fall into the bar and vanish.
    let high = if reach.high > reach.value { high.max(value + 1) } else { high };
    let cell = |place: usize| match place {
        // The middle of the scale goes through every bar.
        _ if place == columns / 2 => (glyphs.axis, theme.plain()),
        _ if reach.low < reach.high && place == low && low < value => (glyphs.low_end, theme.plain()),
        _ if place < value => pattern.cell(place),
        _ if place + 1 == high => (glyphs.whisker_end, theme.plain()),
        _ if place < high => (glyphs.whisker, theme.plain()),
        _ => (" ", theme.plain()),
    };
    spans((0..columns).map(cell))
}

/// Draws what pulls to the left (below 0) or to the right of an axis; `side` columns on either side stand for `largest`.
pub(super) fn two_sided(patterns: [&Pattern; 2], tenths: i128, largest: i128, side: usize, theme: Theme) -> Vec<Span<'static>> {
    let length = match scaled(tenths.abs(), largest, side) {
        0 if tenths != 0 => 1,
        length => length,
    };
    let [left, right] = patterns;
    let blank = (" ", theme.plain());
    let cell = |place: usize| match place.checked_sub(side) {
        Some(0) => (theme.glyphs().axis, theme.plain()),
        Some(beyond) if tenths > 0 && beyond <= length => right.cell(beyond - 1),
        None if tenths < 0 && side - place <= length => left.cell(side - place - 1),
        Some(_) | None => blank,
    };
    spans((0..=2 * side).map(cell))
}

/// Returns how many of `columns` stand for `part` of `whole`, to the nearest.
fn scaled(part: i128, whole: i128, columns: usize) -> usize {
    let columns_exactly = i128::try_from(columns).unwrap_or(0);
    let whole = whole.max(1);
    usize::try_from((part * columns_exactly * 2 + whole) / (whole * 2)).unwrap_or(0).min(columns)
}

/// Returns the place of an alternative's family among all families. Alternatives without a listed family come after
/// them.
fn family_place(questionnaire: &Questionnaire, alternative: &Id) -> usize {
    let Some(alternative) = questionnaire.alternative(alternative) else { return 0 };
    let families = questionnaire.families();
    let listed = families.iter().position(|family| family.id == alternative.family);
    listed.unwrap_or_else(|| {
        let unlisted = questionnaire.alternatives().iter().filter(|other| families.iter().all(|family| family.id != other.family));
        families.len() + unlisted.take_while(|other| other.id != alternative.id).count()
    })
}

/// Joins neighbors of one style into one span.
fn spans(cells: impl Iterator<Item = Cell>) -> Vec<Span<'static>> {
    let mut joined: Vec<(String, Style)> = Vec::new();
    for (glyph, style) in cells {
        match joined.last_mut() {
            Some((text, last)) if *last == style => text.push_str(glyph),
            Some(_) | None => joined.push((glyph.to_owned(), style)),
        }
    }
    joined.into_iter().map(|(text, style)| Span::styled(text, style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: Theme = Theme { color: false, ascii: true };

    fn pattern(alternative: &str) -> Pattern {
        Pattern::of(&Questionnaire::built_in(), &Id::new(alternative).expect("an id"), ASCII)
    }

    fn text(spans: &[Span<'_>]) -> String {
        spans.iter().map(|span| span.content.as_ref()).collect()
    }

    fn bar(alternative: &str, value: i128, low: i128, high: i128) -> String {
        text(&value_bar(&pattern(alternative), ValueRange { value, low, high }, 20, ASCII))
    }

    #[test]
    fn families_differ_without_color_and_a_mix_is_both() {
        assert_eq!(bar("open-hosted", 500, 500, 500), "##########|         ");
        assert_eq!(bar("closed-api", 500, 500, 500), "%%%%%%%%%%|         ");
        assert_eq!(bar("mix", 500, 500, 500), "##%%##%%##|         ");
    }

    #[test]
    fn a_range_has_both_its_ends() {
        assert_eq!(bar("open-self", 500, 200, 800), "####[#####|----]    ");
    }

    #[test]
    fn the_ends_of_the_scale_stay_inside_the_bar() {
        assert_eq!(bar("open-self", 0, 0, 1000), "----------|--------]");
        assert_eq!(bar("open-self", 1000, 0, 1000), "[#########|#########");
    }

    #[test]
    fn what_pulls_to_the_left_is_drawn_left_of_the_axis() {
        let [left, right] = [pattern("closed-api"), pattern("open-self")];
        let draw = |tenths| text(&two_sided([&left, &right], tenths, 80, 8, ASCII));
        assert_eq!(
            [draw(-80), draw(40), draw(-1), draw(0)],
            ["%%%%%%%%|        ", "        |####    ", "       %|        ", "        |        ",]
        );
    }

    #[test]
    fn alternatives_without_families_differ_as_far_as_patterns_go() {
        let questionnaire = Questionnaire::parse(
            br#"{"schema":1,"id":"q","version":"1","title":"T","alternatives":[{"id":"a","name":"A"},{"id":"b","name":"B"}],
            "questions":[{"id":"x","ask":"X?","choices":[{"id":"y","text":"Y"},{"id":"n","text":"N"}]}]}"#,
        )
        .expect("a questionnaire");
        let places = ["a", "b"].map(|id| family_place(&questionnaire, &Id::new(id).expect("an id")));
        assert_eq!(places, [0, 1]);
    }
}
