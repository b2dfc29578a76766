//! Numbers and ranges as people type them into a worksheet: `12`, `1,500`, `0.14`, `2 to 3`, `2-3 million`, `5k`.
//!
//! A comma stands between thousands and a point before decimals: what could be read both ways is refused. This module
//! must not know what a number is for.

use super::Refusal;
use crate::questionnaire::worksheet::Range;

/// What may stand behind a number, and how many times the number counts then.
const SCALES: [(&str, f64); 12] = [
    ("trillion", 1e12),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("bn", 1e9),
    ("tn", 1e12),
    ("mn", 1e6),
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("t", 1e12),
    ("%", 1.0),
];
/// What may stand between the two ends of a range, beside a hyphen.
const BETWEEN: [&str; 5] = [" to ", "\u{2013}", "\u{2014}", "..", " or "];

/// Reads a number, or a range from the smaller to the larger of two.
///
/// A scale behind the second number counts for the first, too, if that has none and is the smaller one then:
/// `2 to 3 million` are millions, `500 to 2k` is not.
///
/// # Errors
/// The text is neither.
pub fn read_figure(text: &str) -> Result<Range, Refusal> {
    let read = |part: &str| number(part.trim());
    let lower = text.trim().to_lowercase();
    let found = match split(&lower) {
        None => read(&lower).map(|(number, scale)| (number * scale.unwrap_or(1.0), number * scale.unwrap_or(1.0))),
        Some((first, second)) => read(first).zip(read(second)).map(|((low, own), (high, scale))| {
            let high = high * scale.unwrap_or(1.0);
            let shared = own.or(scale.filter(|scale| low * scale <= high));
            (low * shared.unwrap_or(1.0), high)
        }),
    };
    let range = found.and_then(|(one, other)| Range::new(one, other));
    range.ok_or_else(|| Refusal::NoFigure(text.trim().to_owned()))
}

/// Returns what stands on the two sides of a range.
fn split(text: &str) -> Option<(&str, &str)> {
    if let Some(sides) = BETWEEN.iter().find_map(|between| text.split_once(between)) {
        return Some(sides);
    }
    // A hyphen behind nothing is a sign, and one behind an `e` belongs to the exponent.
    let is_between = |(at, _): &(usize, &str)| text.get(..*at).is_some_and(|before| !before.trim().is_empty() && !before.ends_with('e'));
    let (at, hyphen) = text.match_indices('-').find(is_between)?;
    Some((text.get(..at)?, text.get(at + hyphen.len()..)?))
}

/// Returns a number and how many times it counts, if that is said.
fn number(text: &str) -> Option<(f64, Option<f64>)> {
    let text = text.trim_start_matches(['$', '\u{20ac}', '\u{a3}']).trim_start();
    let (digits, scale) = match SCALES.iter().find_map(|(word, scale)| Some((text.strip_suffix(word)?, *scale))) {
        Some((digits, scale)) => (digits.trim_end(), Some(scale)),
        None => (text, None),
    };
    let plain = ungrouped(digits)?;
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e'));
    let number: f64 = plain.parse().ok().filter(|_| is_number)?;
    Some((number, scale))
}

/// Takes out what stands between thousands; `None` if it stands anywhere else.
fn ungrouped(digits: &str) -> Option<String> {
    let separates = |character: char| matches!(character, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}' | '_');
    let (whole, rest) = digits.find(['.', 'e']).map_or((digits, ""), |end| digits.split_at(end));
    let mut groups = whole.split(separates);
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        let length = first.trim_start_matches('-').len();
        if group.len() != 3 || !(1..=3).contains(&length) {
            return None;
        }
        plain += group;
    }
    Some(plain + rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_and_ranges_are_read_as_people_type_them() {
        for (text, low, high) in [
            ("12", 12.0, 12.0),
            (" 0.14 ", 0.14, 0.14),
            (".5", 0.5, 0.5),
            ("-3", -3.0, -3.0),
            ("1,500", 1500.0, 1500.0),
            ("1 000 000", 1e6, 1e6),
            ("12,345.6", 12345.6, 12345.6),
            ("5k", 5000.0, 5000.0),
            ("2.5 Million", 2.5e6, 2.5e6),
            ("$2", 2.0, 2.0),
            ("30%", 30.0, 30.0),
            ("1e9", 1e9, 1e9),
            ("2e-3", 0.002, 0.002),
            ("2 to 3", 2.0, 3.0),
            ("2-3", 2.0, 3.0),
            ("3 - 2", 2.0, 3.0),
            ("2\u{2013}3", 2.0, 3.0),
            ("-4 to -2", -4.0, -2.0),
            ("-4--2", -4.0, -2.0),
            ("1e-3-2e-3", 0.001, 0.002),
            ("2 to 3 million", 2e6, 3e6),
            ("500 to 2k", 500.0, 2000.0),
            ("500k to 2m", 500e3, 2e6),
            ("100,000 to 300,000", 100e3, 300e3),
        ] {
            assert_eq!(read_figure(text).ok(), Range::new(low, high), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_could_be_read_both_ways_is_refused() {
        for text in ["", "many", "1,5", "1,50", "0,14", "12,34,567", "1.5.2", "2 to", "to 3", "nan", "inf", "1e999", "2 x", "1234,567"] {
            let refusal = read_figure(text).expect_err(text).to_string();
            assert!(refusal.starts_with(&format!("\"{text}\" is no number that can be read: ")), "{refusal}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_read_or_refused(text in "[-0-9.,e kmt%to$]{0,20}|.{0,30}") {
            if let Ok(range) = read_figure(&text) {
                prop_assert!(range.low().is_finite() && range.low() <= range.high() && range.high().is_finite());
            }
        }
    }
}
