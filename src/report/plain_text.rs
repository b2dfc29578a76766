//! The record as plain text of 78 columns, for mails, terminals and printers.
//!
//! This module must not decide what a record says.

use super::document::{Block, Cell, Document, Rich, Span, Table};
use super::textbar;
use crate::text::{one_line, width, wrap};

/// The widest line.
pub(super) const COLUMNS: usize = 78;
/// What stands between two columns of a table.
const GAP: usize = 2;
/// A column of text is not made narrower than this: words would fall apart.
const NARROWEST: usize = 9;

/// On a card, a longer cell gets a line of its own.
const SHORT: usize = 36;

/// Returns the document as text.
pub(super) fn plain_text(document: &Document) -> String {
    let mut text = document.0.iter().map(block).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

/// Returns `text` as an item of a list, with a hanging indent.
pub(super) fn item(mark: &str, text: &str) -> String {
    let indent = width(mark);
    let lines = wrap(text, COLUMNS.saturating_sub(indent));
    let indented = lines.iter().enumerate().map(|(number, line)| {
        let start = if number == 0 { mark.to_owned() } else { " ".repeat(indent) };
        format!("{start}{line}").trim_end().to_owned()
    });
    indented.collect::<Vec<_>>().join("\n")
}

/// Returns a heading with a line of `mark` under it.
pub(super) fn heading(text: &str, mark: &str) -> String {
    let lines = wrap(text, COLUMNS);
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    format!("{}\n{}", lines.join("\n"), mark.repeat(longest))
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(1, text) => heading(text, "="),
        Block::Heading(2, text) => heading(text, "-"),
        Block::Heading(_, text) => wrap(text, COLUMNS).join("\n"),
        Block::Paragraph(text) => wrap(&line(text), COLUMNS).join("\n"),
        Block::List(items) => items.iter().map(|text| item("* ", &line(text))).collect::<Vec<_>>().join("\n"),
        Block::Table(shown) => table(shown),
    }
}

fn line(text: &Rich) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) | Span::Strong(text) | Span::Address(text) => text.clone(),
    };
    one_line(&text.0.iter().map(span).collect::<String>())
}

fn table(table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.to_owned()).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let needed = needed(&titles, &rows);
    if needed.iter().sum::<usize>() > 2 * COLUMNS {
        return rows.iter().map(|row| card(table, row)).collect::<Vec<_>>().join("\n\n");
    }
    let widths = fitted(needed);
    let numbers: Vec<bool> = table.columns.iter().map(|column| column.number).collect();
    let written: Vec<String> = rows.iter().map(|row| row_lines(row, &widths, &numbers)).collect();
    // Rows of several lines need air between them; rows of one line read better close together.
    let between = if written.iter().any(|row| row.contains('\n')) { "\n\n" } else { "\n" };
    let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join(&" ".repeat(GAP));
    format!("{}\n{rule}\n{}", row_lines(&titles, &widths, &numbers), written.join(between))
}

/// Returns a row that is too wide for columns as a few lines: what it is about, its long cells, its short cells.
fn card(table: &Table, row: &[String]) -> String {
    let mark = row.iter().take(table.head).map(|cell| format!("{cell:>2}. ")).collect::<Vec<_>>().concat();
    let indent = " ".repeat(width(&mark));
    let head = row.get(table.head).map(|head| item(&mark, head));
    let named = table.columns.iter().zip(row).skip(table.head + 1).map(|(column, cell)| format!("{}: {cell}", column.title));
    let (long, short): (Vec<String>, Vec<String>) = named.partition(|cell| width(cell) > SHORT);
    let short = Some(short.join(" · ")).filter(|line| !line.is_empty());
    let rest = long.into_iter().chain(short).map(|line| item(&indent, &line));
    head.into_iter().chain(rest).collect::<Vec<_>>().join("\n")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => line(text),
        Cell::Bar(bar) => textbar::draw(*bar),
    }
}

/// Returns the width that each column needs for its widest cell.
fn needed(titles: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = titles.iter().map(|title| width(title)).collect();
    for row in rows {
        for (column, cell) in widths.iter_mut().zip(row) {
            *column = (*column).max(width(cell));
        }
    }
    widths
}

/// Makes the widest columns narrower until the table fits.
fn fitted(mut widths: Vec<usize>) -> Vec<usize> {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > COLUMNS {
        match widths.iter_mut().max().filter(|widest| **widest > NARROWEST) {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
    widths
}

fn row_lines(row: &[String], widths: &[usize], numbers: &[bool]) -> String {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let line = |number: usize| {
        let parts = cells.iter().zip(widths).zip(numbers).map(|((lines, columns), is_number)| {
            let part = lines.get(number).map_or("", String::as_str);
            let blank = " ".repeat(columns.saturating_sub(width(part)));
            if *is_number { blank + part } else { part.to_owned() + &blank }
        });
        parts.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    (0..height).map(line).collect::<Vec<_>>().join("\n")
}
