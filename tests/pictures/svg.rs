//! Draws a finished screen as an SVG picture, cell by cell, so that the README can show what the program shows.
//!
//! The text stays text. Bars, shades and rules are drawn as shapes, because fonts leave gaps between them. This module
//! must not know what is on the screen.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The size of a cell, in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
/// The empty border around the screen.
const MARGIN: f32 = 14.0;
/// Where letters stand in a cell, from its top.
const BASELINE: f32 = 13.5;
const FONT: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const PAPER: &str = "#16181d";
const INK: &str = "#d7dae0";

/// Returns `screen` as an SVG document; `title` is what a screen reader says of it.
pub(crate) fn draw(screen: &Buffer, title: &str) -> String {
    let area = screen.area;
    let (width, height) = (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.0}\" role=\"img\">\n\
         <title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n\
         <g font-family=\"{FONT}\" font-size=\"14\" transform=\"translate({MARGIN} {MARGIN})\">\n",
        escape(title)
    );
    for row in area.top()..area.bottom() {
        draw_row(&mut svg, screen, row);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Cells of one row that look alike and can be drawn at once.
struct Run {
    column: u16,
    columns: u16,
    look: Look,
    text: String,
}

#[derive(PartialEq, Clone, Copy)]
struct Look {
    ink: &'static str,
    paper: &'static str,
    attributes: Modifier,
    /// A shape is drawn for itself, letters together.
    shape: Option<char>,
}

fn draw_row(svg: &mut String, screen: &Buffer, row: u16) {
    let top = f32::from(row - screen.area.top()) * CELL.1;
    // Where half blocks touch, light must not shine through.
    let is_crisp = screen.content.iter().skip(usize::from(row - screen.area.top()) * usize::from(screen.area.width));
    let is_crisp = is_crisp.take(screen.area.width.into()).any(|cell| cell.symbol() == "▀");
    svg.push_str(if is_crisp { "<g shape-rendering=\"crispEdges\">\n" } else { "" });
    for run in runs(screen, row) {
        let (left, width) = (f32::from(run.column) * CELL.0, f32::from(run.columns) * CELL.0);
        if run.look.paper != PAPER {
            rectangle(svg, (left, top, width, CELL.1), run.look.paper, 1.0);
        }
        match run.look.shape {
            Some(shape) => draw_shape(svg, shape, (left, top, width), run.look.ink),
            None => draw_text(svg, &run, top),
        }
    }
    svg.push_str(if is_crisp { "</g>\n" } else { "" });
}

fn runs(screen: &Buffer, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = screen.area.left();
    while column < screen.area.right() {
        let cell = &screen[(column, row)];
        let columns = weigh::text::width(cell.symbol()).max(1).try_into().unwrap_or(1);
        let look = look(cell);
        match runs.last_mut() {
            Some(run) if run.look == look => {
                run.columns += columns;
                run.text.push_str(cell.symbol());
            }
            _ => runs.push(Run { column: column - screen.area.left(), columns, look, text: cell.symbol().to_owned() }),
        }
        column += columns;
    }
    runs
}

fn look(cell: &Cell) -> Look {
    let (mut ink, mut paper) = (named(cell.fg, INK), named(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, paper) = (paper, ink);
    }
    let first = cell.symbol().chars().next().filter(|symbol| matches!(symbol, '▀' | '█'..='▏' | '▁'..='▇' | '░'..='▓' | '─' | '━' | '│'));
    Look { ink, paper, attributes: cell.modifier - Modifier::REVERSED, shape: first }
}

fn draw_text(svg: &mut String, run: &Run, top: f32) {
    let underlined = run.look.attributes.intersects(Modifier::UNDERLINED | Modifier::CROSSED_OUT);
    // An underlined space is seen; others need not be drawn.
    let (indent, text) = match run.text.trim_start() {
        _ if underlined => (0, run.text.as_str()),
        text => (run.text.len() - text.len(), text.trim_end()),
    };
    if text.is_empty() {
        return;
    }
    let left = (f32::from(run.column) + cells(indent)) * CELL.0;
    let width = cells(weigh::text::width(text)) * CELL.0;
    let mut style = String::new();
    let attributes = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " opacity=\"0.62\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
    ];
    for (attribute, written) in attributes {
        if run.look.attributes.contains(attribute) {
            style.push_str(written);
        }
    }
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{style}>{}</text>",
        top + BASELINE,
        run.look.ink,
        // Pictures are drawn by browsers, which would put several spaces into one.
        escape(text).replace(' ', "\u{A0}")
    );
}

/// Draws a bar, a shade or a rule over the whole run.
fn draw_shape(svg: &mut String, shape: char, (left, top, width): (f32, f32, f32), ink: &str) {
    let middle = top + CELL.1 / 2.0;
    let eighths = |from: char, shape: char| f32::from(u16::try_from(u32::from(shape) - u32::from(from)).unwrap_or(0));
    match shape {
        '─' => rectangle(svg, (left, middle - 0.5, width, 1.0), ink, 0.8),
        '▀' => rectangle(svg, (left, top, width, CELL.1 / 2.0), ink, 1.0),
        '━' => rectangle(svg, (left, middle - 1.5, width, 3.0), ink, 1.0),
        '│' => rectangle(svg, (left + CELL.0 / 2.0 - 0.5, top, 1.0, CELL.1), ink, 0.8),
        '░'..='▓' => hatch(svg, (left, top, width), ink, 0.4 + 0.2 * eighths('░', shape)),
        '▁'..='▇' => {
            let height = CELL.1 * (1.0 + eighths('▁', shape)) / 8.0;
            rectangle(svg, (left, top + CELL.1 - height, width, height), ink, 1.0);
        }
        // From a full block down to its left eighth; a run of thinner ones cannot be told from one bar, and need not be.
        _ => rectangle(svg, (left, top + 2.0, width * (8.0 - eighths('█', shape)) / 8.0, CELL.1 - 4.0), ink, 1.0),
    }
}

/// Draws slanted lines inside a faint bar: what a shade character means on a screen.
fn hatch(svg: &mut String, (left, top, width): (f32, f32, f32), ink: &str, strength: f32) {
    rectangle(svg, (left, top + 2.0, width, CELL.1 - 4.0), ink, strength * 0.7);
    let (from, to) = (top + CELL.1 - 2.0, top + 2.0);
    let mut at = left;
    while at + 4.0 <= left + width {
        let _ = writeln!(
            svg,
            "<path d=\"M{at:.1} {from:.1}L{:.1} {to:.1}\" stroke=\"{ink}\" stroke-width=\"1.4\" opacity=\"{strength:.1}\"/>",
            at + 4.0
        );
        at += 4.2;
    }
}

fn cells(count: usize) -> f32 {
    u16::try_from(count).map_or(0.0, f32::from)
}

fn rectangle(svg: &mut String, (left, top, width, height): (f32, f32, f32, f32), fill: &str, opacity: f32) {
    let _ = writeln!(
        svg,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" opacity=\"{opacity:.1}\"/>"
    );
}

/// Returns what a terminal with a dark background may show for one of the 16 names.
fn named(color: Color, otherwise: &'static str) -> &'static str {
    match color {
        Color::Black | Color::Indexed(16) => "#000000",
        Color::Red | Color::LightRed => "#f07178",
        Color::Green | Color::LightGreen => "#98c379",
        Color::Yellow | Color::LightYellow => "#e5c07b",
        Color::Blue | Color::LightBlue => "#61afef",
        Color::Magenta | Color::LightMagenta => "#c678dd",
        Color::Cyan | Color::LightCyan => "#56c8d8",
        Color::Gray => "#abb2bf",
        Color::DarkGray => "#7f8694",
        Color::White | Color::Indexed(231) => "#ffffff",
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => otherwise,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn text_is_escaped_and_shapes_are_drawn_as_shapes() {
    let mut screen = Buffer::empty(ratatui::layout::Rect::new(0, 0, 12, 1));
    screen.set_string(0, 0, "<a&b> 漢 ██░", ratatui::style::Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
    let svg = draw(&screen, "a < b");
    assert!(svg.contains("<title>a &lt; b</title>"));
    assert!(svg.contains(">&lt;a&amp;b&gt;\u{A0}漢</text>"), "{svg}");
    assert!(svg.contains("<rect x=\"75.6\" y=\"2.0\" width=\"16.8\""), "{svg}");
    assert!(svg.contains("font-weight=\"bold\""));
}
