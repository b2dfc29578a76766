//! Reads JSON strictly, and says of every fault where it is, what was found and what was expected.
//!
//! What a file may hold is declared by each format as structs made of the types in [`shape`]; the faults that serde
//! finds come out as a [`Problem`](crate::problem::Problem) with line, column and path. This module must not know what
//! any file means.

pub(crate) mod canonical;
pub(crate) mod check;
mod fault;
mod ordered;
mod place;
pub(crate) mod pretty;
pub(crate) mod shape;
mod token;

use serde::Deserialize;
use serde_json::value::RawValue;

pub(crate) use check::{Checker, Path};
pub(crate) use ordered::Ordered;
pub(crate) use shape::{Entries, Number, Object, Text, present};

use crate::problem::Problem;

/// A JSON text, or a value inside one.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    whole: &'a str,
    part: &'a str,
}

/// The two fields by which files are told apart; a file without them, or of another shape, has neither.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Label<'a> {
    #[serde(borrow)]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    schema: Option<&'a RawValue>,
}

impl Label<'_> {
    fn kind(&self) -> Option<String> {
        serde_json::from_str(self.kind?.get()).ok()
    }
}

impl<'a> Source<'a> {
    /// Takes the bytes of a file: UTF-8, with or without a byte order mark.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Problem> {
        let text = fault::decode(bytes)?;
        Ok(Self { whole: text, part: text })
    }

    /// Returns the source of a value that was read from this one.
    pub(crate) fn part(self, value: &'a RawValue) -> Self {
        Self { whole: self.whole, part: value.get() }
    }

    /// Tells whether this is a value inside another text.
    pub(crate) fn is_part(self) -> bool {
        self.part.len() != self.whole.len()
    }

    /// Returns the text.
    pub(crate) fn text(self) -> &'a str {
        self.part
    }

    /// Reads an object; `T` says which fields it has.
    pub(crate) fn read<T: Deserialize<'a>, const STRICT: bool>(self) -> Result<T, Fault<'a>> {
        match serde_json::from_str::<Object<T, STRICT>>(self.part) {
            Ok(Object(fields)) => Ok(fields),
            Err(error) => Err(Fault { source: self, error }),
        }
    }

    /// Returns what the file calls itself; nothing where it does not, or is no JSON object.
    pub(crate) fn kind(self) -> Option<String> {
        self.label().kind()
    }

    fn label(self) -> Label<'a> {
        serde_json::from_str(self.part).unwrap_or_default()
    }

    /// Returns where the part begins in the whole text, in bytes.
    fn offset(self) -> usize {
        self.part.as_ptr().addr().saturating_sub(self.whole.as_ptr().addr())
    }
}

/// Why a text could not be read.
pub(crate) struct Fault<'a> {
    source: Source<'a>,
    error: serde_json::Error,
}

impl Fault<'_> {
    /// Tells whether the text is sound JSON that says it follows a later schema than `known`.
    pub(crate) fn is_of_later_schema(&self, known: u8) -> bool {
        let schema = self.label().schema.and_then(|schema| schema.get().parse::<u64>().ok());
        schema.is_some_and(|schema| schema > known.into())
    }

    /// Returns the problem, when the text should have been of the `expected` kind; a questionnaire has none.
    pub(crate) fn explain(&self, expected: Option<&str>) -> Problem {
        self.other_kind(expected).unwrap_or_else(|| fault::explain(self.source, &self.error))
    }

    fn other_kind(&self, expected: Option<&str>) -> Option<Problem> {
        let label = self.label();
        let what = match (label.kind(), expected) {
            (Some(kind), Some(expected)) if kind != expected => format!("found `{}`, expected `{expected}`", fault::quote(&kind)),
            (Some(kind), None) => format!("found `{}`, expected a questionnaire, which has no `kind`", fault::quote(&kind)),
            (None, Some(expected)) if label.kind.is_none() && label.schema.is_some() => {
                format!("missing, expected `{expected}`: this may be a questionnaire")
            }
            (Some(_) | None, Some(_)) | (None, None) => return None,
        };
        Some(Problem::at_path("kind", what))
    }

    fn label(&self) -> Label<'_> {
        // What breaks JSON's own rules cannot be read in any other way either.
        if self.error.is_data() { self.source.label() } else { Label::default() }
    }
}
