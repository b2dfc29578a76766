//! Renders one assessment for people and for programs.
//!
//! Everything here is a pure function of the session: no clock, no locale, no environment, no files. The same session
//! gives the same bytes everywhere.

mod document;
pub mod json;
mod markdown;
mod record;
mod textbar;
pub mod words;

use crate::scoring::assess;
use crate::session::Session;
use record::{Detail, record};
use words::Words;

/// A format of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people who read, on a code host or in a wiki.
    Markdown,
}

/// Returns the record of `session` in `format`.
pub fn render(session: &Session, format: Format) -> String {
    let assessment = assess(session);
    let words = Words::new(session, &assessment);
    match format {
        Format::Markdown => markdown::markdown(&record(words, Detail::Brief)),
    }
}
