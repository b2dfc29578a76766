//! The decision record: what was decided, why, against whose doubts, and what would change it.
//!
//! Builds one [`Document`] under the headings of MADR 4.0, which every format then writes in its own way. This module
//! must not escape anything, nor know how a block looks.

mod changes;
mod consequences;
mod drivers;
mod head;
mod information;
mod options;
mod outcome;
mod worksheets;

use super::Facts;
use super::document::Document;
use super::words::Words;
use crate::text::one_line;

/// How many of the figures a record shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// What people read.
    Brief,
    /// Also what people look at: drawings of contributions and votes.
    Full,
}

/// Returns the record of a session.
///
/// For reading it follows the order of MADR. For looking at, it has the drawings first and the long table of answers
/// last.
pub(super) fn record(words: Words<'_>, detail: Detail, facts: Facts) -> Document {
    let mut document = Document::default();
    head::write(&mut document, words);
    head::context(&mut document, words);
    if detail == Detail::Brief {
        drivers::write(&mut document, words, detail);
    }
    options::write(&mut document, words);
    outcome::write(&mut document, words);
    consequences::write(&mut document, words, detail);
    outcome::confirmation(&mut document, words);
    changes::dissent(&mut document, words, detail);
    changes::what_would_change(&mut document, words);
    changes::not_known(&mut document, words);
    if detail == Detail::Full {
        drivers::write(&mut document, words, detail);
    }
    information::write(&mut document, words, facts);
    document
}
