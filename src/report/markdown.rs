//! The record as Markdown, in the subset that code hosts and wikis render alike.
//!
//! Headings, paragraphs, `*` lists, simple tables, bold and text bars, and nothing else. This module must not decide
//! what a record says.

mod escape;

use super::document::{Bar, Block, Cell, Document, Rich, Span, Table};
use super::textbar;

/// Returns the document as Markdown.
pub(super) fn markdown(document: &Document) -> String {
    let blocks: Vec<String> = document.0.iter().map(block).collect();
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {}", "#".repeat(usize::from(*level)), escape::inline(text)),
        Block::Paragraph(text) => line(text),
        Block::List(items) => items.iter().map(|item| format!("* {}", line(item))).collect::<Vec<_>>().join("\n"),
        Block::Table(shown) => table(shown),
    }
}

fn line(text: &Rich) -> String {
    escape::guard_start(&inline(text))
}

fn inline(text: &Rich) -> String {
    text.0.iter().map(span).collect::<String>().trim().to_owned()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => escape::spaced(text),
        Span::Strong(text) => strong(text),
        Span::Address(url) if escape::can_be_followed(url) => format!("<{url}>"),
        Span::Address(url) => escape::inline(url.trim_start_matches("https://").trim_start_matches("http://")),
    }
}

/// Emphasis needs a letter at either side of the marks; blanks stay outside.
fn strong(text: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_owned();
    }
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') { " " } else { "" };
    format!("{before}**{}**{after}", escape::inline(inner))
}

fn table(table: &Table) -> String {
    let titles = table.columns.iter().map(|column| column.title.replace('|', "/"));
    let rules = table.columns.iter().map(|column| if column.number { "--:" } else { "---" }.to_owned());
    let rows = table.rows.iter().map(|row| row_line(row.iter().map(cell)));
    [row_line(titles), row_line(rules)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn row_line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline(text),
        Cell::Bar(bar) => bar_text(*bar),
    }
}

fn bar_text(bar: Bar) -> String {
    format!("`{}`", textbar::draw(bar))
}
