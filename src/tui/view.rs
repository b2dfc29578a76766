//! Draws the model: a header, one page or two side by side, a footer with the keys.
//!
//! Drawing changes nothing. Every screen is a page of rows, filled by a file of its own under `view/`.

mod alternatives;
mod banner;
mod chart;
mod close;
mod footer;
mod form;
mod header;
mod help;
mod layout;
mod live;
pub mod page;
mod priorities;
mod question;
mod result;
mod review;
#[cfg(test)]
mod sample;
mod setup;
mod votes;
mod what_if;
mod why;
mod worksheet;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use layout::{LARGEST, PageWidths, Rows, SEAM, page_height};
pub use page::Page;
pub use why::METHOD;

use super::model::{Cursor, Model, Panel, SMALLEST, Screen, Target};
use crate::text;

/// The largest window whose middle is looked for; the rest of a larger one stays blank.
const WIDEST_WINDOW: u16 = 500;

/// Draws the model onto the whole frame.
pub fn view(model: &Model, frame: &mut Frame) {
    let columns = PageWidths::of(model);
    let area = drawn(frame.area(), columns.all());
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(model, frame, area);
        return;
    }
    let page = page(model);
    let footer = footer::lines(model, area.width);
    let form = form::page(model);
    let rows = Rows::new(model, area.height, footer.len(), form.as_ref().map_or(0, |form| form.rows.len() + 1));
    let mut header = header::lines(model, area.width).to_vec();
    header.extend(tabs(model));
    draw_lines(frame, Rect { height: rows.header, ..area }, &header);
    let bottom = Rect { y: area.bottom().saturating_sub(rows.footer), height: rows.footer, ..area };
    let left = Rect { y: area.y + rows.header, width: columns.left.min(area.width), height: rows.body, ..area };
    let (above, height) = draw_left(model, frame, left, rows, page, form);
    let mut rule = footer::rule(model, left.width, &above, height);
    if let Some(width) = columns.right {
        let right = Rect { x: left.right() + SEAM, width, height: rows.body + rows.form, ..left };
        let beside = beside(model, &above, width);
        draw_page(frame, right, &beside);
        draw_seam(model, frame, Rect { x: left.right() + SEAM / 2, width: 1, ..right });
        rule.push_span(Span::styled(model.theme.glyphs().rule.repeat(usize::from(SEAM)), model.theme.quiet()));
        rule.spans.extend(footer::rule(model, width, &beside, right.height).spans);
    }
    let lines: Vec<_> = std::iter::once(rule).chain(footer).collect();
    draw_lines(frame, bottom, &lines);
}

/// Draws the page, and the form below it; returns the lower of the two and its height.
fn draw_left(model: &Model, frame: &mut Frame, body: Rect, rows: Rows, page: Page, form: Option<Page>) -> (Page, u16) {
    draw_page(frame, body, &page);
    let Some(form) = form else { return (page, body.height) };
    // The rule between the two says whether the page goes on; the one below the form is the form's.
    let rule = Rect { y: body.bottom(), height: 1, ..body };
    draw_lines(frame, rule, &[footer::rule(model, body.width, &page, body.height)]);
    let below = Rect { y: rule.bottom(), height: rows.form.saturating_sub(1), ..body };
    draw_page(frame, below, &form);
    (form, below.height)
}

/// The line between two pages.
fn draw_seam(model: &Model, frame: &mut Frame, area: Rect) {
    let line = Line::styled(model.theme.glyphs().axis, model.theme.quiet());
    for place in area.rows() {
        draw_line(frame, place, &line);
    }
}

/// The names of the views above a result.
fn tabs(model: &Model) -> Vec<Line<'static>> {
    match model.place.screen {
        Screen::Result(tab) if !layout::covers(model) => result::tabs(model, tab),
        _ => Vec::new(),
    }
}

/// Returns the page beside `page` in a wide window.
fn beside(model: &Model, page: &Page, width: u16) -> Page {
    let cursor = Cursor { scroll: model.place.cursor.beside, free: true, ..Cursor::default() };
    let mut beside = Page::new(usize::from(width), cursor, model.theme);
    match &model.place.screen {
        Screen::Result(tab) => result::beside(model, *tab, &mut beside),
        Screen::Question(question) | Screen::Reveal(question) => question::beside(model, question, &mut beside),
        Screen::Close(_) => result::headline(model, &mut beside),
        Screen::Worksheet { question, worksheet } => worksheet::beside(model, question, worksheet, &mut beside),
        Screen::Review => review::beside(model, page.marked().and_then(|item| page.targets.get(item)), &mut beside),
        _ => {}
    }
    beside
}

/// The part of the window that is drawn.
fn drawn(window: Rect, most: u16) -> Rect {
    let window = window.intersection(Rect::new(0, 0, WIDEST_WINDOW, LARGEST.1));
    let width = window.width.min(most);
    Rect { x: (window.width - width) / 2, width, ..window }
}

/// Returns the page on the screen: the panel that covers it, else the screen itself.
pub fn page(model: &Model) -> Page {
    match &model.panel {
        Some(Panel::Help(cursor)) => help::page(model, *cursor),
        Some(Panel::Why(question, cursor)) => why::page(model, question.as_ref(), *cursor),
        Some(Panel::ReadBack(ballot, cursor)) => votes::read_back(model, ballot, *cursor),
        Some(Panel::Form(_) | Panel::Prompt(_) | Panel::Venue(_)) | None => screen(model),
    }
}

/// Returns how many rows of the page are seen.
pub fn body_height(model: &Model) -> usize {
    usize::from(Rows::of(model).body)
}

/// Returns how many rows the page beside the screen has, and how many of them are seen.
pub fn rows_beside(model: &Model) -> (usize, usize) {
    let width = PageWidths::of(model).right.unwrap_or_default();
    (beside(model, &page(model), width).rows.len(), body_height(model))
}

/// Returns the columns of the text field that is being edited, if one is.
pub fn field_columns(model: &Model) -> Option<usize> {
    form::page(model).unwrap_or_else(|| page(model)).field_columns
}

/// Returns the columns a page has: at most 104.
pub fn page_width(model: &Model) -> usize {
    usize::from(PageWidths::of(model).left)
}

/// Returns the column of the line between two pages that stand side by side, if they do.
#[cfg(test)]
pub(super) fn seam(model: &Model) -> Option<usize> {
    let columns = PageWidths::of(model);
    let area = drawn(Rect::new(0, 0, model.size.0, model.size.1), columns.all());
    columns.right.map(|_| usize::from(area.x + columns.left + SEAM / 2))
}

/// Tells whether another page stands beside the screen.
fn is_side_by_side(model: &Model) -> bool {
    PageWidths::of(model).right.is_some()
}

/// Starts the page of a screen.
fn start(model: &Model) -> Page {
    Page::new(page_width(model), model.place.cursor, model.theme)
}

fn screen(model: &Model) -> Page {
    match &model.place.screen {
        Screen::Setup => setup::page(model),
        Screen::Alternatives => alternatives::page(model),
        Screen::Priorities => priorities::page(model),
        Screen::Question(question) => question::page(model, question),
        Screen::HandOver { name } => votes::hand_over(model, name),
        Screen::Booth { .. } => votes::booth(model),
        Screen::CallOut { names, entered } => votes::call_out(model, names, *entered),
        Screen::Live => live::page(model),
        Screen::Reveal(question) => votes::reveal(model, question),
        Screen::Worksheet { worksheet, .. } => worksheet::page(model, worksheet),
        Screen::Agreed => votes::agreed(model),
        Screen::Review => review::page(model),
        Screen::Result(tab) => result::page(model, *tab),
        Screen::WhatIf => what_if::page(model),
        Screen::Close(step) => close::page(model, *step),
    }
}

/// Adds the line that writes the ballot page.
fn write_page(model: &Model, page: &mut Page) {
    page.item(Target::WritePage, |page, marked| {
        let style = if marked { model.theme.strong() } else { model.theme.plain() };
        page.hanging(
            4,
            vec![Span::styled("Ballot page", style)],
            ": Enter writes ballot.html, to answer alone in any browser",
            model.theme.quiet(),
        );
    });
}

fn draw_page(frame: &mut Frame, area: Rect, page: &Page) {
    let height = usize::from(area.height);
    for (row, place) in page.seen(height).zip(area.rows()) {
        debug_assert!(row.line.width() <= usize::from(area.width), "nothing is cut without a mark: {}", row.line);
        draw_line(frame, place, &row.line);
    }
    // What stands at the bottom follows on something that is out of sight.
    if let Some(place) = page.seen_at(page.stuck(height).start, height).filter(|_| !page.stuck(height).is_empty()) {
        let mark = Span::styled(page.theme.glyphs().below, page.theme.strong());
        let row = area.rows().nth(place).unwrap_or_default();
        draw_line(frame, Rect { x: row.x + 1, width: row.width.min(1), ..row }, &Line::from(mark));
    }
    if let Some(position) = caret(page, area) {
        frame.set_cursor_position(position);
    }
}

/// Where the real cursor stands: in the text field, else on the marked line.
fn caret(page: &Page, area: Rect) -> Option<Position> {
    let (row, column) = match page.caret {
        Some(caret) => (caret.row, caret.column),
        None => (page.rows_of(page.marked()?)?.0, 0),
    };
    let y = u16::try_from(page.seen_at(row, usize::from(area.height))?).ok()?;
    let x = u16::try_from(column).ok()?;
    (x < area.width).then(|| Position::new(area.x + x, area.y + y))
}

fn draw_lines(frame: &mut Frame, area: Rect, lines: &[Line<'static>]) {
    debug_assert!(lines.len() <= usize::from(area.height), "no row is left out");
    for (line, place) in lines.iter().zip(area.rows()) {
        debug_assert!(line.width() <= usize::from(area.width), "nothing is cut without a mark: {line}");
        draw_line(frame, place, line);
    }
}

/// Draws one row.
///
/// Nearly always every character is one column wide: finding out again, for every cell of every frame, what belongs
/// together took a third of the time from a key to its frame.
fn draw_line(frame: &mut Frame, area: Rect, line: &Line<'_>) {
    let is_simple = line.alignment.is_none() && line.style == Style::default();
    if !is_simple || !line.spans.iter().all(|span| span.content.chars().all(text::takes_one_column)) {
        frame.render_widget(line, area);
        return;
    }
    let buffer = frame.buffer_mut();
    let mut columns = area.intersection(buffer.area).columns();
    for span in &line.spans {
        for (character, column) in span.content.chars().zip(columns.by_ref()) {
            if let Some(cell) = buffer.cell_mut(column.as_position()) {
                cell.set_char(character).set_style(span.style);
            }
        }
    }
}

fn too_small(model: &Model, frame: &mut Frame, area: Rect) {
    let saved = model.sitting.file.problem.as_ref().map_or_else(|| "Saved.".to_owned(), |problem| format!("NOT SAVED: {problem}."));
    let words = format!(
        "Window {}x{}, weigh needs {}x{}. Enlarge it, or: weigh --plain. {saved} q leaves",
        model.size.0, model.size.1, SMALLEST.0, SMALLEST.1
    );
    let rows = text::wrap_at_most(&words, usize::from(area.width), usize::from(area.height), model.theme.ascii);
    for (line, place) in rows.into_iter().zip(area.rows()) {
        frame.render_widget(Line::from(Span::raw(line)), place);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::style::{Color, Modifier};

    use super::*;

    #[test]
    fn a_row_is_drawn_as_the_library_draws_it() {
        let bold = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);
        for text in ["", "plain", "more than fits into it", "Größe – „ja“ ■·─", "日本語 wide", "e\u{301} and 👍", "\u{7}bell"]
        {
            let lines = [
                Line::from(vec![Span::raw("  "), Span::styled(text, bold), Span::raw(text)]),
                Line::styled(text, bold),
                Line::raw(text).centered(),
            ];
            for line in lines {
                assert_eq!(drawn(|frame| draw_line(frame, area(), &line)), drawn(|frame| frame.render_widget(&line, area())), "{line:?}");
            }
        }
    }

    fn area() -> Rect {
        Rect::new(2, 1, 16, 1)
    }

    fn drawn(draw: impl FnOnce(&mut Frame)) -> ratatui::buffer::Buffer {
        let mut terminal = Terminal::new(TestBackend::new(18, 3)).expect("memory can be drawn on");
        terminal.draw(draw).expect("memory can be drawn on").buffer.clone()
    }
}
