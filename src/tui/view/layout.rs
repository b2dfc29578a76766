//! How a window is divided: its columns into one page or two side by side, its rows into header, page, form and footer.
//!
//! Only sizes; nothing is drawn here.

use super::{footer, form, result};
use crate::tui::model::{Closing, Model, Panel, SMALLEST, Screen};

/// The largest page: longer lines are hard to read on a projector.
pub(super) const LARGEST: (u16, u16) = (104, 200);
/// The fewest columns with which two pages stand side by side, and the columns between them.
const SIDE_BY_SIDE: u16 = 120;
pub(super) const SEAM: u16 = 3;
/// Rows of the header without the names of a result's views, and of the footer without messages.
const HEADER: usize = 2;
const FOOTER: usize = 2;

/// The columns of the page, and of the one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageWidths {
    pub(super) left: u16,
    pub(super) right: Option<u16>,
}

impl PageWidths {
    /// Divides the window's columns.
    pub(super) fn of(model: &Model) -> Self {
        let window = model.size.0;
        match share(model).filter(|_| window >= least(model)) {
            None => Self { left: window.min(LARGEST.0), right: None },
            Some((share, of)) => {
                let both = window.min(2 * LARGEST.0 + SEAM) - SEAM;
                let left = (both * share / of).min(LARGEST.0);
                Self { left, right: Some((both - left).min(LARGEST.0)) }
            }
        }
    }

    /// Returns the columns of both pages and what is between them.
    pub(super) fn all(self) -> u16 {
        self.left + self.right.map_or(0, |right| SEAM + right)
    }
}

/// The part of a wide window that the screen takes if another page belongs beside it: so many of so many parts.
fn share(model: &Model) -> Option<(u16, u16)> {
    if covers(model) {
        return None;
    }
    match model.place.screen {
        Screen::Result(_) | Screen::Close(Closing::Decision) | Screen::Worksheet { .. } => Some((1, 2)),
        Screen::Question(_) | Screen::Reveal(_) => Some((3, 5)),
        Screen::Review if !model.is_ballot() => Some((3, 5)),
        _ => None,
    }
}

/// From how many columns on two pages stand side by side: numbers and what follows from them always do.
fn least(model: &Model) -> u16 {
    if matches!(model.place.screen, Screen::Worksheet { .. }) { SMALLEST.0 } else { SIDE_BY_SIDE }
}

/// Tells whether a page to read covers the screen.
pub(super) fn covers(model: &Model) -> bool {
    match &model.panel {
        Some(Panel::Help(_) | Panel::Why(..) | Panel::ReadBack(..)) => true,
        Some(Panel::Form(_) | Panel::Prompt(_) | Panel::Venue(_)) | None => false,
    }
}

/// How the rows of a screen are divided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    pub(super) header: u16,
    pub(super) body: u16,
    pub(super) form: u16,
    pub(super) footer: u16,
}

impl Rows {
    /// Divides `rows` among the header, the page, a form and a footer.
    pub(super) fn new(model: &Model, rows: u16, footer_lines: usize, form_rows: usize) -> Self {
        let small = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
        let header = small(header_rows(model));
        let footer = small(footer_lines + 1).min(rows / 2);
        let left = rows.saturating_sub(header + footer);
        // The question stays in sight while a long note is typed: the form scrolls instead.
        let form = small(form_rows).min(left / 2);
        Self { header, body: left - form, form, footer }
    }

    /// Divides the rows of the window.
    pub(super) fn of(model: &Model) -> Self {
        let form = form::page(model).map_or(0, |form| form.rows.len() + 1);
        Self::new(model, model.size.1.min(LARGEST.1), footer::lines(model, PageWidths::of(model).all()).len(), form)
    }
}

fn header_rows(model: &Model) -> usize {
    match model.place.screen {
        Screen::Result(tab) if !covers(model) => HEADER + result::tabs(model, tab).len(),
        _ => HEADER,
    }
}

/// Returns how many rows a page has while only the keys stand below it. What depends on this height does not move when
/// a notice or a form appears.
pub(super) fn page_height(model: &Model) -> usize {
    usize::from(model.size.1.min(LARGEST.1)).saturating_sub(header_rows(model) + FOOTER)
}
