//! A small questionnaire that uses every field once, for tests.

use super::{Id, Questionnaire};

/// The file.
pub(crate) const JSON: &str = include_str!("sample.json");

/// Returns an id that is known to be one.
pub(crate) fn id(text: &str) -> Id {
    Id::new(text).expect("a literal id")
}

/// Returns the questionnaire.
pub(crate) fn questionnaire() -> Questionnaire {
    Questionnaire::parse(JSON.as_bytes()).expect("the sample is sound")
}
