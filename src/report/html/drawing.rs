//! Bars drawn as inline SVG. Hidden from screen readers: the numbers stand in the same row.
//!
//! Colors come from the style sheet; hatching, dots and direction carry the meaning without them. This module must not
//! know what a bar stands for.

use crate::report::document::{Bar, Fill};

/// The patterns that bars are filled with, for the head of the page.
pub(super) const PATTERNS: &str = "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\
<pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect class=\"b-back\" width=\"6\" height=\"6\"/><rect class=\"b-ink\" width=\"3\" height=\"6\"/></pattern>\
<pattern id=\"dotted\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect class=\"c-back\" width=\"6\" height=\"6\"/><circle class=\"c-ink\" cx=\"3\" cy=\"3\" r=\"1.8\"/></pattern>\
</defs></svg>";

/// The legend's entries for what is drawn on every bar of values.
pub(super) const MARKS: &str = "<li><svg width=\"24\" height=\"18\" viewBox=\"0 0 24 18\" aria-hidden=\"true\" focusable=\"false\">\
<path class=\"range\" d=\"M2 4v10M2 9H22M22 4v10\"/></svg> what the value can still become</li>\
<li><svg width=\"24\" height=\"18\" viewBox=\"0 0 24 18\" aria-hidden=\"true\" focusable=\"false\">\
<path class=\"middle\" d=\"M12 0v18\"/></svg> 50: neither serves nor fails you</li>";

/// How wide a whole bar is.
const WIDTH: i128 = 200;
/// How wide each side of a two-sided bar is.
const SIDE: i128 = 80;

/// Returns the bar as SVG.
pub(super) fn draw(bar: Bar) -> String {
    match bar {
        Bar::Value { value, range, fill } => value_bar(value, range, fill),
        Bar::TwoSided { pull, most } => two_sided(pull, most),
        Bar::Share { part, whole } => dots(part, whole),
        Bar::Step(step) => steps(step),
    }
}

/// Returns a piece of a bar for the legend.
pub(super) fn swatch(fill: Fill) -> String {
    svg(24, &format!("<rect class=\"{}\" x=\"1\" width=\"22\" height=\"14\" y=\"2\" rx=\"2\"/>", class(fill)))
}

fn class(fill: Fill) -> &'static str {
    match fill {
        Fill::Solid => "solid",
        Fill::Hatched => "hatched",
        Fill::Dotted => "dotted",
        Fill::Outline => "outline",
    }
}

fn value_bar(value: i128, (low, high): (i128, i128), fill: Fill) -> String {
    let at = |tenths: i128| scale(tenths, 1000, WIDTH);
    let class = class(fill);
    let range = format!("<path class=\"range\" d=\"M{0} 4v10M{0} 9H{1}M{1} 4v10\"/>", at(low), at(high));
    let drawn = format!(
        "<rect class=\"track\" width=\"{WIDTH}\" height=\"14\" y=\"2\" rx=\"2\"/><rect class=\"{class}\" width=\"{}\" height=\"14\" y=\"2\" rx=\"2\"/>\
         <path class=\"middle\" d=\"M{} 0v18\"/>{}",
        at(value),
        scale(1, 2, WIDTH),
        if low == high { String::new() } else { range }
    );
    svg(WIDTH, &drawn)
}

/// Is full on one side and hollow on the other: the fills of the families mean something else.
fn two_sided(pull: i128, most: i128) -> String {
    let length = scale(pull.abs(), most, SIDE);
    let drawn = if pull < 0 {
        format!("<rect class=\"against\" x=\"{}\" width=\"{length}\" height=\"12\" y=\"3\"/>", subtract(SIDE, pull.abs(), most))
    } else {
        format!("<rect class=\"for\" x=\"{SIDE}\" width=\"{length}\" height=\"12\" y=\"3\"/>")
    };
    svg(2 * SIDE, &format!("{drawn}<path class=\"axis\" d=\"M{SIDE} 0v18\"/>"))
}

fn dots(part: usize, whole: usize) -> String {
    let dot = |place: usize| {
        let class = if place < part { "solid" } else { "track" };
        format!("<circle class=\"{class}\" cx=\"{}\" cy=\"9\" r=\"5\"/>", 7 + 14 * place)
    };
    // Nobody counts fifty dots in a row; a bar says as much.
    if whole > 12 {
        let length = scale(part.try_into().unwrap_or_default(), whole.try_into().unwrap_or_default(), SIDE);
        let bar = format!(
            "<rect class=\"track\" width=\"{SIDE}\" height=\"12\" y=\"3\"/><rect class=\"solid\" width=\"{length}\" height=\"12\" y=\"3\"/>"
        );
        return svg(SIDE, &bar);
    }
    svg((14 * whole).try_into().unwrap_or_default(), &(0..whole).map(dot).collect::<String>())
}

fn steps(step: usize) -> String {
    let square = |place: usize| {
        let class = if place < step { "solid" } else { "track" };
        let height = 4 + 4 * place;
        format!("<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"8\" height=\"{height}\"/>", 10 * place, 17 - height)
    };
    svg(38, &(0..4).map(square).collect::<String>())
}

fn svg(width: i128, drawn: &str) -> String {
    format!("<svg width=\"{width}\" height=\"18\" viewBox=\"0 0 {width} 18\" aria-hidden=\"true\" focusable=\"false\">{drawn}</svg>")
}

/// Returns `part / whole` of `length` with one decimal, in whole-number arithmetic: the same digits on every machine.
fn scale(part: i128, whole: i128, length: i128) -> String {
    crate::report::words::figures::tenths(tenths(part, whole, length))
}

fn subtract(length: i128, part: i128, whole: i128) -> String {
    crate::report::words::figures::tenths(length * 10 - tenths(part, whole, length))
}

fn tenths(part: i128, whole: i128, length: i128) -> i128 {
    if whole <= 0 { 0 } else { (part * length * 20 + whole) / (whole * 2) }
}
