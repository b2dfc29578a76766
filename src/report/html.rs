//! The record as one self-contained HTML file, for people who look rather than read.
//!
//! No script, no request: the content security policy allows one style sheet, by its hash. The page that lists decisions
//! is framed here, too, and brings a script by which its tables are sorted. Every drawing stands in the
//! table row that holds its numbers. This module must not decide what a record says.

mod drawing;
mod escaped;

use super::document::{Bar, Block, Cell, Column, Document, Fill, Rich, Span, Table};
pub(crate) use escaped::Escaped;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::order::sort_by_key;

/// The beginning of every page's style sheet: the colors of both schemes and of paper, letters, focus.
pub(crate) const PALETTE: &str = include_str!("html/palette.css");
/// The style sheet, which covers small screens and paper, too.
pub(super) const STYLE: &str = concat!(include_str!("html/palette.css"), include_str!("html/style.css"));
/// The title of the column that names the families whose fills the legend explains.
const FAMILY: &str = "Family";
/// The heading under which facts are folded away: they are for looking up, not for the printed pages.
const FOLDED: &str = "Facts cited";

/// Returns the document as a complete HTML file.
pub(super) fn html(document: &Document) -> String {
    let title = document.0.iter().find_map(|block| match block {
        Block::Heading(1, text) => Some(text.as_str()),
        Block::Heading(..) | Block::Paragraph(_) | Block::List(_) | Block::Table(_) => None,
    });
    frame(title.unwrap_or_default(), STYLE, None, &sections(document))
}

/// Returns a complete page with that style and perhaps a script. It loads nothing; `body` is HTML.
pub(super) fn frame(title: &str, style: &str, script: Option<&str>, body: &str) -> String {
    let policy = script.map(|script| format!(" script-src '{}';", integrity(script))).unwrap_or_default();
    let script = script.map(|script| format!("<script>{script}</script>\n")).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}';{policy} base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n{}\n<main>\n{}</main>\n{script}</body>\n</html>\n",
        integrity(style),
        Escaped(title),
        drawing::PATTERNS,
        body
    )
}

/// Returns the hash with which a content security policy allows one style sheet or script.
pub(crate) fn integrity(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// What is still open while the blocks are written.
#[derive(Debug, Default)]
struct Open {
    section: bool,
    folded: bool,
}

impl Open {
    /// Returns what closes everything that a heading of `level` ends.
    fn close(&mut self, level: u8) -> String {
        let folded = if std::mem::take(&mut self.folded) { "</details>\n" } else { "" };
        let section = if level <= 2 && std::mem::take(&mut self.section) { "</section>\n" } else { "" };
        format!("{folded}{section}")
    }

    fn heading(&mut self, level: u8, title: &str) -> String {
        let closed = self.close(level);
        let shown = Escaped(title);
        self.section |= level <= 2;
        self.folded = level > 2 && title == FOLDED;
        match level {
            1 => format!("{closed}<section class=\"head\" aria-labelledby=\"top\">\n<h1 id=\"top\">{shown}</h1>\n"),
            2 => {
                let id = slug(title);
                format!("{closed}<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{shown}</h2>\n")
            }
            _ if self.folded => format!("{closed}<details>\n<summary><h3>{shown}</h3></summary>\n"),
            _ => format!("{closed}<h3>{shown}</h3>\n"),
        }
    }
}

fn sections(document: &Document) -> String {
    let mut open = Open::default();
    let mut written: Vec<String> = Vec::with_capacity(document.0.len() + 1);
    for (place, block) in document.0.iter().enumerate() {
        written.push(match block {
            Block::Heading(level, title) => open.heading(*level, title),
            Block::Paragraph(line) => format!("<p>{}</p>\n", inline(line)),
            Block::List(items) => list(items),
            Block::Table(shown) => table(shown, place) + &legend(shown),
        });
    }
    written.push(open.close(1));
    written.concat()
}

fn slug(title: &str) -> String {
    title.chars().map(|character| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' }).collect()
}

fn list(items: &[Rich]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect();
    format!("<ul>\n{}</ul>\n", items.concat())
}

fn inline(line: &Rich) -> String {
    line.0.iter().map(span).collect::<String>().trim().to_owned()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => Escaped(text).to_string(),
        Span::Strong(text) => format!("<strong>{}</strong>", Escaped(text)),
        Span::Address(url) if url.starts_with("https://") || url.starts_with("http://") => {
            format!("<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a>", Escaped(url))
        }
        Span::Address(url) => Escaped(url).to_string(),
    }
}

/// A table that is too wide for a screen scrolls by itself, by keyboard, too.
fn table(table: &Table, number: usize) -> String {
    let title = |column: &Column| format!("<th scope=\"col\"{}>{}</th>", class(*column), Escaped(column.title));
    let titles = table.columns.iter().map(title).collect::<Vec<_>>().concat();
    let rows = table.rows.iter().map(|row| row_html(table, row)).collect::<Vec<_>>().concat();
    format!(
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"table-{number}\" tabindex=\"0\">\n<table>\n\
         <caption id=\"table-{number}\">{}</caption>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        Escaped(&table.caption)
    )
}

/// Explains the bars, below the table that has bars of values.
fn legend(table: &Table) -> String {
    let is_value = |cell: &Cell| matches!(cell, Cell::Bar(Bar::Value { .. }));
    if !table.rows.iter().flatten().any(is_value) {
        return String::new();
    }
    let family = table.columns.iter().position(|column| column.title == FAMILY);
    let mut fills: Vec<(Fill, String)> = Vec::new();
    for row in &table.rows {
        let fill = row.iter().find_map(|cell| if let Cell::Bar(Bar::Value { fill, .. }) = cell { Some(*fill) } else { None });
        let name = match family.and_then(|place| row.get(place)) {
            Some(Cell::Text(text)) => inline(text),
            Some(Cell::Bar(_)) | None => String::new(),
        };
        match fill {
            Some(Fill::Outline) => fills.push((Fill::Outline, "ruled out".to_owned())),
            Some(fill) => fills.push((fill, name)),
            None => {}
        }
    }
    sort_by_key(&mut fills, |(fill, _)| *fill);
    fills.dedup();
    let entry = |(fill, name): (Fill, String)| format!("<li>{} {name}</li>", drawing::swatch(fill));
    let fills = fills.into_iter().map(entry).collect::<String>();
    format!("<ul class=\"legend\">{fills}{}</ul>\n", drawing::MARKS)
}

/// Each cell carries the title of its column: on phones the rows are stacked, and it stands before the cell.
fn row_html(table: &Table, row: &[Cell]) -> String {
    let cell = |(place, (column, cell)): (usize, (&Column, &Cell))| {
        let class = class(*column);
        let title = Escaped(column.title);
        match cell {
            Cell::Text(text) if place == table.head => format!("<th scope=\"row\"{class}>{}</th>", inline(text)),
            Cell::Text(text) => format!("<td{class} data-title=\"{title}\">{}</td>", inline(text)),
            Cell::Bar(bar) => format!("<td class=\"bar\">{}</td>", drawing::draw(*bar)),
        }
    };
    let cells: Vec<String> = table.columns.iter().zip(row).enumerate().map(cell).collect();
    format!("<tr>{}</tr>\n", cells.concat())
}

fn class(column: Column) -> &'static str {
    if column.number { " class=\"number\"" } else { "" }
}
