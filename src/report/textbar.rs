//! Bars made of characters.
//!
//! This module must not know what a bar stands for.

use super::document::Bar;

/// How many characters a whole bar takes.
const COLUMNS: i128 = 20;
/// How many characters each side of a two-sided bar takes.
const SIDE: i128 = 8;

/// Returns the bar as characters of equal width.
pub(super) fn draw(bar: Bar) -> String {
    match bar {
        Bar::Value { value, range: (_, high), fill: _ } => value_bar(value, high),
        Bar::TwoSided { pull, most } => two_sided(pull, most),
        Bar::Share { part, whole } => {
            let filled = filled(part.try_into().unwrap_or_default(), whole.try_into().unwrap_or_default(), SIDE);
            repeat('█', filled) + &repeat('░', SIDE - filled)
        }
        Bar::Step(step) => "█".repeat(step) + &"░".repeat(4_usize.saturating_sub(step)),
    }
}

fn value_bar(value: i128, high: i128) -> String {
    let solid = filled(value, 1000, COLUMNS);
    let reach = filled(high, 1000, COLUMNS).max(solid);
    repeat('█', solid) + &repeat('▒', reach - solid) + &repeat('░', COLUMNS - reach)
}

fn two_sided(pull: i128, most: i128) -> String {
    let length = filled(pull.abs(), most, SIDE).max(i128::from(pull != 0));
    let (left, right) = if pull < 0 { (length, 0) } else { (0, length) };
    repeat('░', SIDE - left) + &repeat('█', left) + "│" + &repeat('█', right) + &repeat('░', SIDE - right)
}

fn filled(part: i128, whole: i128, columns: i128) -> i128 {
    if whole <= 0 { 0 } else { ((part * columns * 2 + whole) / (whole * 2)).clamp(0, columns) }
}

fn repeat(character: char, times: i128) -> String {
    std::iter::repeat_n(character, usize::try_from(times).unwrap_or_default()).collect()
}
