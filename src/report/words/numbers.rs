//! Numbers of worksheets as people read them: `16,042`, `2.5 million`, `2 to 3 billion`.
//!
//! What a team typed is shown to its last digit, what was computed from it to four. This module must not know what a
//! number stands for.

use crate::questionnaire::worksheet::{Outcome, Range};

/// The words for large numbers, the largest first.
const SCALES: [(f64, &str); 3] = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
/// From here on a number is written with an exponent.
const TOO_LARGE: f64 = 1e15;
/// Below this, too.
const TOO_SMALL: f64 = 1e-6;
/// How many digits of a computed number mean something.
const DIGITS: i32 = 4;

/// Returns a number or range that somebody gave, to its last digit.
pub fn given(range: Range) -> String {
    ends(range, exact)
}

/// Returns what a row comes to: `1,234 to 2 million`, `12 or never`, `never`.
pub fn computed(found: Outcome) -> String {
    match (found.range, found.never) {
        (None, _) => "never".to_owned(),
        (Some(range), true) => format!("{} or never", ends(range, rounded)),
        (Some(range), false) => ends(range, rounded),
    }
}

/// Returns a computed number to four digits; whole below a million.
pub fn rounded(number: f64) -> String {
    let size = number.abs();
    if size >= TOO_LARGE || (size > 0.0 && size < TOO_SMALL) {
        return format!("{number:.2e}");
    }
    if let Some((scale, word)) = SCALES.iter().find(|(scale, _)| size >= *scale) {
        return format!("{}{word}", short(number / scale));
    }
    if size >= 999.95 { grouped(&format!("{number:.0}")) } else { short(number) }
}

/// Returns a number to its last digit, with a word for its scale if that makes it shorter.
fn exact(number: f64) -> String {
    let size = number.abs();
    if size >= TOO_LARGE || (size > 0.0 && size < TOO_SMALL) {
        return format!("{number:e}");
    }
    let word = SCALES.iter().find(|(scale, _)| size >= *scale).map(|(scale, word)| (format!("{}", number / scale), word));
    match word {
        Some((digits, word)) if digits.len() <= "123.456".len() => format!("{digits}{word}"),
        Some(_) | None => grouped(&number.to_string()),
    }
}

fn ends(range: Range, shown: fn(f64) -> String) -> String {
    let (low, high) = (shown(range.low()), shown(range.high()));
    if low == high {
        return low;
    }
    let word = |end: &str| SCALES.iter().find(|(_, word)| end.ends_with(word));
    match (word(&low), word(&high)) {
        // The scale is said once.
        (Some((_, word)), Some((_, other))) if word == other => format!("{} to {high}", low.trim_end_matches(word)),
        // "1 to 2 million" would be read as one million to two.
        (None, Some((scale, _))) if range.low() <= range.high() / scale => {
            format!("{low} to {}", grouped(&range.high().round().to_string()))
        }
        _ => format!("{low} to {high}"),
    }
}

/// Returns a number below 1000 to four digits, without zeros at its end.
fn short(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "held between -6 and 3")]
    let before = number.abs().log10().floor().clamp(-6.0, 3.0) as i32 + 1;
    let decimals = usize::try_from(DIGITS - before).unwrap_or_default();
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Puts a comma between thousands.
fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::session::read_figure;

    fn range(low: f64, high: f64) -> Range {
        Range::new(low, high).expect("finite")
    }

    #[test]
    fn what_was_given_is_shown_to_its_last_digit() {
        for (number, expected) in [
            (0.0, "0"),
            (0.14, "0.14"),
            (16042.0, "16,042"),
            (-1234.5, "-1,234.5"),
            (2_500_000.0, "2.5 million"),
            (1_234_567.0, "1,234,567"),
            (3e9, "3 billion"),
            (1e18, "1e18"),
            (0.000_002, "0.000002"),
        ] {
            assert_eq!(given(range(number, number)), expected);
        }
    }

    #[test]
    fn what_was_computed_is_shown_to_four_digits_and_whole_between_a_thousand_and_a_million() {
        for (number, expected) in [
            (0.0, "0"),
            (0.123_456, "0.1235"),
            (1.0, "1"),
            (9.999_96, "10"),
            (12.345_6, "12.35"),
            (999.96, "1,000"),
            (4307.4, "4,307"),
            (999_999.0, "999,999"),
            (2_345_678.0, "2.346 million"),
            (1e300, "1.00e300"),
            (-0.5, "-0.5"),
        ] {
            assert_eq!(rounded(number), expected);
        }
    }

    #[test]
    fn a_range_says_its_scale_once_and_never_where_it_is_a_result() {
        assert_eq!(given(range(2e9, 3e9)), "2 to 3 billion");
        assert_eq!(given(range(500_000.0, 2e6)), "500,000 to 2 million");
        let found = |range, never| computed(Outcome { range, never });
        assert_eq!(found(Some(range(1.0, 2.0)), false), "1 to 2");
        assert_eq!(found(Some(range(1.0, 2.0)), true), "1 to 2 or never");
        assert_eq!(found(Some(range(1.000_01, 1.000_02)), false), "1");
        assert_eq!(found(None, true), "never");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed_again(one in -1e7..1e13_f64, other in -1e7..1e13_f64, scale in 0..12) {
            let rounded = |number: f64| (number / 10_f64.powi(scale)).round() / 100.0;
            let range = Range::new(rounded(one), rounded(other)).expect("finite");
            prop_assert_eq!(read_figure(&given(range)).ok(), Some(range), "{}", given(range));
        }
    }
}
