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
    pub(crate) fn read<T: Deserialize<'a>, const STRICT: bool>(self) -> Result<T, Problem> {
        let object: Object<T, STRICT> = serde_json::from_str(self.part).map_err(|error| fault::explain(self, &error))?;
        Ok(object.0)
    }

    /// Tells whether the text says that it follows a later schema than `known`.
    pub(crate) fn is_newer_than(self, known: u8) -> bool {
        self.label().schema.and_then(|schema| schema.get().parse::<u64>().ok()).is_some_and(|schema| schema > known.into())
    }

    /// Returns the problem with a file of another kind than `expected`; a questionnaire has none.
    ///
    /// Nothing where the kind is as expected, or the text is no JSON object.
    pub(crate) fn other_kind(self, expected: Option<&str>) -> Option<Problem> {
        let label = self.label();
        let kind = self.kind();
        let what = match (kind, expected) {
            (Some(kind), Some(expected)) if kind != expected => format!("found `{}`, expected `{expected}`", fault::quote(&kind)),
            (Some(kind), None) => format!("found `{}`, expected a questionnaire, which has no `kind`", fault::quote(&kind)),
            (None, Some(expected)) if label.kind.is_none() && label.schema.is_some() => format!("missing, expected `{expected}`"),
            (Some(_) | None, Some(_)) | (None, None) => return None,
        };
        Some(Problem::at_path("kind", what))
    }

    /// Returns what the file calls itself; nothing where it does not, or is no JSON object.
    pub(crate) fn kind(self) -> Option<String> {
        self.label().kind.and_then(|kind| serde_json::from_str(kind.get()).ok())
    }

    /// Returns where the part begins in the whole text, in bytes.
    fn offset(self) -> usize {
        self.part.as_ptr().addr().saturating_sub(self.whole.as_ptr().addr())
    }

    fn label(self) -> Label<'a> {
        serde_json::from_str(self.part).unwrap_or_default()
    }
}
