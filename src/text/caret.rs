//! Where the cursor stands in a text that is broken into lines.
//!
//! Must break lines exactly as [`wrap`] does, so it asks it.

use super::{width, wrap};

/// Returns the line of `wrap(text, columns)` and the column at which a cursor before byte `at` of `text` stands.
///
/// The column is at most `columns`: a cursor behind a full line stands behind it, and so does one among the spaces
/// that were left out where the line was broken.
pub fn caret(text: &str, columns: usize, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let first = before.matches('\n').count();
    let line = text.split('\n').nth(first).unwrap_or_default();
    let inside = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let rows: usize = text.split('\n').take(first).map(|line| wrap(line, columns).len()).sum();
    let starts = starts(line, columns);
    let row = starts.iter().rposition(|start| *start <= inside).unwrap_or(0);
    let start = starts.get(row).copied().unwrap_or(0);
    (rows + row, width(line.get(start..inside).unwrap_or_default()).min(columns))
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
        fn the_cursor_is_inside_the_field_and_never_goes_back(text in "[ab漢é \n]{0,40}", columns in 2..12_usize) {
            let text = clean_text(&text).into_owned();
            let places: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).map(|at| caret(&text, columns, at)).collect();
            prop_assert!(places.is_sorted(), "{:?}: {:?}", text, places);
            prop_assert!(places.iter().all(|(row, column)| *row < wrap(&text, columns).len() && *column <= columns));
        }
    }
}
