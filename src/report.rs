//! Renders one assessment for people and for programs.
//!
//! Everything here is a pure function of the session: no clock, no locale, no environment, no files. The same session
//! gives the same bytes everywhere.

mod csv;
pub mod diff;
mod document;
pub mod due;
pub(crate) mod html;
pub mod json;
mod markdown;
pub mod overview;
mod plain_text;
pub mod preread;
mod record;
mod textbar;
pub mod words;

use crate::scoring::assess;
use crate::session::Session;
use record::{Detail, record};
use words::Words;

/// A format in which a session is written for people or programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The record, for code hosts and wikis.
    #[default]
    Markdown,
    /// The result, for programs.
    Json,
    /// The result on one line, for programs that read many sessions.
    Jsonl,
    /// The record as text of 78 columns.
    Text,
    /// The record as one self-contained page with drawings.
    Html,
    /// Answers and votes, a row per person and question.
    Csv,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Markdown, Self::Json, Self::Jsonl, Self::Text, Self::Html, Self::Csv];

    /// Returns the format's name on the command line, which is also the ending of its files, except for text (`txt`).
    pub fn key(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Text => "text",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

/// Which of the facts behind the answers stand in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Facts {
    /// Those behind the questions that decide, and how many more there are.
    #[default]
    ThatDecide,
    /// All of them.
    All,
}

/// Returns `session` in `format`, with a final line break: the same bytes for the same session, everywhere.
pub fn render(session: &Session, format: Format) -> String {
    render_with(session, format, Facts::default())
}

/// Returns the same with the facts that are wanted. Formats for programs have none.
pub fn render_with(session: &Session, format: Format, facts: Facts) -> String {
    let assessment = assess(session);
    let words = Words::new(session, &assessment);
    match format {
        Format::Markdown => markdown::markdown(&record(words, Detail::Brief, facts)),
        Format::Json => json::render(session, &assessment),
        Format::Jsonl => json::render_line(session, &assessment) + "\n",
        Format::Text => plain_text::plain_text(&record(words, Detail::Brief, facts)),
        Format::Html => html::html(&record(words, Detail::Full, facts)),
        Format::Csv => csv::csv(words),
    }
}
