//! Worksheets: small calculations that a team fills in together, and what they point to.
//!
//! A worksheet is valid by construction: its formulas name only its inputs and earlier rows, its suggestions only
//! choices that exist. It never answers a question. This module must not know what a team has filled in.

mod formula;
mod results;

pub use formula::{DEEPEST_FORMULA, Formula, FormulaFault, LONGEST_FORMULA};
pub use results::{Outcome, Results, Suggested};

use jiff::civil::Date;

use super::evidence::good_until;
use super::{Id, ShelfLife};

/// The most worksheets of a questionnaire.
pub const MOST_WORKSHEETS: usize = 12;
/// The most inputs, and the most rows, of a worksheet.
pub const MOST_LINES: usize = 40;
/// The most inputs of a worksheet that can be ranges at once: each doubles the corners that are computed.
pub const MOST_RANGES: usize = 12;
/// The longest id of an input or row, in characters.
pub const LONGEST_KEY: usize = 40;

/// A small calculation beside one or more questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The questions on which it is offered.
    pub questions: Vec<Id>,
    /// What it is for, and how to fill it in.
    pub says: Option<String>,
    /// 1 to 40 inputs.
    pub inputs: Vec<Input>,
    /// 1 to 40 rows, each computed from the inputs and the rows before it.
    pub rows: Vec<Row>,
    /// The answers it may point to.
    pub suggests: Vec<Suggestion>,
}

/// A number the team fills in; until then the questionnaire's own counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its id within the worksheet, such as `tokens_out`.
    pub id: String,
    /// What it is.
    pub label: String,
    /// What it is counted in.
    pub unit: Option<String>,
    /// The questionnaire's own range.
    pub preset: Range,
    /// When the preset was true: `2026`, `2026-11` or `2026-11-23`.
    pub dated: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Where to read it.
    pub url: Option<String>,
}

/// A number that follows from the inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id within the worksheet.
    pub id: String,
    /// What it is.
    pub label: String,
    /// What it is counted in.
    pub unit: Option<String>,
    /// How it is computed; value `n` is input `n`, and after the inputs the rows.
    pub formula: Formula,
    /// How to read it.
    pub note: Option<String>,
}

/// An answer that the numbers may point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The question.
    pub question: Id,
    /// The choice.
    pub choice: Id,
    /// It is pointed to where this is not 0; values as in [`Row::formula`], after all rows.
    pub when: Formula,
}

/// The least and the largest value a number may have; both finite, and the same for a single number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Range {
    low: f64,
    high: f64,
}

/// Both ends are finite, so equality is what it should be.
impl Eq for Range {}

impl Range {
    /// Returns the range from the smaller to the larger of two finite numbers; `None` if one of them is not finite.
    pub fn new(one: f64, other: f64) -> Option<Self> {
        // -0 is written as 0: no file says otherwise for the same number.
        let (one, other) = (one + 0.0, other + 0.0);
        (one.is_finite() && other.is_finite()).then(|| Self { low: one.min(other), high: one.max(other) })
    }

    /// Returns the least value.
    pub fn low(self) -> f64 {
        self.low
    }

    /// Returns the largest value.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Tells whether it is more than one number.
    pub fn is_wide(self) -> bool {
        self.low < self.high
    }

    /// Returns how many times its upper end its lower end holds: how uncertain it is, whatever it is counted in.
    ///
    /// Ranges that touch or cross 0 count by their difference.
    pub fn spread(self) -> f64 {
        if self.low > 0.0 { self.high / self.low } else { self.high - self.low }
    }
}

/// As it stands in files: a number, or the least and the largest; whole numbers without a point.
impl serde::Serialize for Range {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_wide() { [Plain(self.low), Plain(self.high)].serialize(serializer) } else { Plain(self.low).serialize(serializer) }
    }
}

/// A number whose file says 12, not 12.0.
struct Plain(f64);

impl serde::Serialize for Plain {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Up to here every whole number has a double of its own.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            return serializer.serialize_i64(self.0 as i64);
        }
        serializer.serialize_f64(self.0)
    }
}

impl Input {
    /// Tells whether the preset is stale on `day`: more than 6 months after it was dated, as for a volatile fact.
    pub fn is_stale(&self, day: Date) -> bool {
        self.good_until().is_some_and(|until| day > until)
    }

    /// Returns the last day before the preset is stale; `None` if it has no date.
    pub fn good_until(&self) -> Option<Date> {
        good_until(self.dated.as_deref()?, ShelfLife::Volatile)
    }
}

impl Worksheet {
    /// Returns the input with that id, and its place.
    pub fn input(&self, id: &str) -> Option<(usize, &Input)> {
        self.inputs.iter().enumerate().find(|(_, input)| input.id == id)
    }
}

/// Tells whether `text` can be the id of an input or row: `[a-z][a-z0-9_]{0,39}`.
pub fn is_key(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.len() <= LONGEST_KEY && text.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && text.bytes().all(allowed)
}
