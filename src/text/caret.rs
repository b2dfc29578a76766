//! Where the cursor stands in a text that is broken into lines.
//!
//! Must break lines exactly as [`wrap`] does, so it asks it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{width, wrap};

/// Returns the line of `wrap(text, columns)` and the column at which a cursor before byte `at` of `text` stands.
///
/// The column is at most `columns`: a cursor after a full line stands after its last column, and so does a cursor among
/// the spaces that were left out where the line was broken.
pub fn caret(text: &str, columns: usize, at: usize) -> (usize, usize) {
    let rows = rows(text, columns);
    let row = rows.iter().rposition(|row| row.start <= at).unwrap_or(0);
    let start = rows.get(row).map_or(0, |row| row.start);
    (row, width(text.get(start..at).unwrap_or_default()).min(columns))
}

/// Returns the byte of `text` before which a cursor stands at a column of a line of `wrap(text, columns)`, or at the
/// end of a shorter line. Is `None` if there is no such line.
pub fn under_caret(text: &str, columns: usize, (row, column): (usize, usize)) -> Option<usize> {
    let rows = rows(text, columns);
    let Range { start, end } = rows.get(row)?.clone();
    // A line that was broken without spaces ends where the next one begins: after its last character, the cursor would
    // stand there.
    let is_broken = rows.get(row + 1).is_some_and(|next| next.start == end);
    let mut used = 0;
    let stops = text.get(start..end)?.grapheme_indices(true).map(|(at, grapheme)| (start + at, width(grapheme)));
    let mut last = start;
    for (at, wide) in stops.chain((!is_broken).then_some((end, 0))) {
        if used > column {
            break;
        }
        last = at;
        used += wide;
    }
    Some(last)
}

/// The bytes of each line: only spaces and line breaks are left out between two lines, and they belong to the first.
fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut begin = 0;
    for line in text.split('\n') {
        let starts = starts(line, columns);
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        rows.extend(starts.iter().zip(ends).map(|(start, end)| begin + start..begin + end));
        begin += line.len() + 1;
    }
    rows
}

/// The byte at which each line begins: only spaces are left out between two of them.
fn starts(line: &str, columns: usize) -> Vec<usize> {
    let mut end = 0;
    let start_of = |(place, row): (usize, String)| {
        let rest = line.get(end..).unwrap_or_default();
        // Spaces before the first word belong to the first line.
        let spaces = if place == 0 { 0 } else { rest.len() - rest.trim_start_matches(' ').len() };
        let start = end + spaces;
        end = start + row.len();
        start
    };
    wrap(line, columns).into_iter().enumerate().map(start_of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;
    use crate::text::clean_text;

    #[test]
    fn a_cursor_in_a_word_that_moved_to_the_next_line_is_there() {
        assert_eq!(caret("one three", 6, 6), (1, 2));
        assert_eq!([caret("one three", 6, 3), caret("one three", 6, 4), caret("one three", 6, 9)], [(0, 3), (1, 0), (1, 5)]);
    }

    #[test]
    fn a_cursor_behind_spaces_at_the_end_stays_inside_the_field() {
        assert_eq!([caret("one  ", 4, 4), caret("one  ", 4, 5), caret("one   \n", 4, 7)], [(0, 4), (0, 4), (1, 0)]);
    }

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        assert_eq!([caret("漢字漢字", 5, 6), caret("漢字漢字", 5, 9), caret("e\u{301}x", 5, 3)], [(1, 0), (1, 2), (0, 1)]);
    }

    #[test]
    fn a_cursor_goes_to_the_line_above_or_below_at_its_column_or_to_the_end_of_a_shorter_one() {
        let under = |place| under_caret("one three\n\nfour", 6, place);
        assert_eq!(
            [under((0, 2)), under((1, 2)), under((2, 2)), under((3, 9)), under((4, 0))],
            [Some(2), Some(6), Some(10), Some(15), None]
        );
        assert_eq!([under_caret("abcdef", 3, (0, 3)), under_caret("漢字", 4, (0, 1))], [Some(2), Some(0)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn behind_the_cursor_stands_what_follows_it(text in "[ab漢é \n]{0,40}", columns in 2..12_usize) {
            let text = clean_text(&text).into_owned();
            let lines = wrap(&text, columns);
            for (at, follows) in text.grapheme_indices(true).filter(|(_, follows)| !matches!(*follows, " " | "\n")) {
                let (row, column) = caret(&text, columns, at);
                let mut before = 0;
                let here = lines[row].graphemes(true).find(|grapheme| {
                    before += width(grapheme);
                    before > column
                });
                prop_assert_eq!(here, Some(follows), "{:?} at {}", text, at);
            }
        }

        #[test]
        fn a_cursor_that_is_put_on_a_line_stands_there(text in "[ab漢é \n]{0,40}", columns in 2..12_usize, column in 0..14_usize) {
            let text = clean_text(&text).into_owned();
            for row in 0..wrap(&text, columns).len() {
                let at = under_caret(&text, columns, (row, column)).expect("there is such a line");
                prop_assert_eq!(caret(&text, columns, at).0, row, "{:?} at {}", text, at);
                prop_assert!(caret(&text, columns, at).1 <= column);
            }
        }

        #[test]
        fn the_cursor_is_inside_the_field_and_never_goes_back(text in "[ab漢é \n]{0,40}", columns in 2..12_usize) {
            let text = clean_text(&text).into_owned();
            let places: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).map(|at| caret(&text, columns, at)).collect();
            prop_assert!(places.is_sorted(), "{:?}: {:?}", text, places);
            prop_assert!(places.iter().all(|(row, column)| *row < wrap(&text, columns).len() && *column <= columns));
        }
    }
}
