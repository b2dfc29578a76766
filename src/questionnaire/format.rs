//! The shape of `questions.json`, kept apart from the domain types.
//!
//! Each struct is one object of the file, field by field in the file's order. `build` takes them apart completely, so
//! that a field added here cannot be forgotten there. This module must not read files.

mod build;
mod worksheets;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Id, Questionnaire};
use crate::json::{Checker, Entries, Format, Number, Object, Path, Shape, Source, Text, canonical, present, pretty};

/// The schema this program knows.
pub(crate) const SCHEMA: u8 = 1;

/// The largest text, in bytes, that is still laid out for reading in a session: half of what a session file may hold.
const LARGEST_EMBEDDED: usize = 8 << 20;

/// Tells authors of older files where advice goes now: with one answer and one alternative.
const MITIGATIONS_MOVED: &str = "a question has no `mitigations` any more; expected each one as the `mitigation` of the effect whose fit is below 0, \
                     in `choices[..].effects`";

/// The ids of one list, and their places in it.
pub(crate) type Places = BTreeMap<Id, usize>;

/// A whole questionnaire.
#[derive(Deserialize)]
pub(crate) struct QuestionnaireFile<'a> {
    #[serde(rename = "$schema", default, deserialize_with = "present")]
    json_schema: Option<Text<'a>>,
    schema: Number<'a>,
    #[serde(borrow)]
    id: Text<'a>,
    version: Text<'a>,
    title: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    as_of: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    intro: Option<Text<'a>>,
    #[serde(default)]
    families: Vec<Object<FamilyFile<'a>>>,
    alternatives: Vec<Object<AlternativeFile<'a>>>,
    #[serde(default)]
    sections: Vec<Object<SectionFile<'a>>>,
    questions: Vec<Object<QuestionFile<'a>>>,
    #[serde(default)]
    evidence: Vec<Object<EvidenceFile<'a>>>,
    #[serde(default)]
    glossary: Vec<Object<TermFile<'a>>>,
    #[serde(default)]
    worksheets: Vec<Object<worksheets::WorksheetFile<'a>>>,
}

#[derive(Deserialize)]
struct FamilyFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    name: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    says: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct AlternativeFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    name: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    short: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    family: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    is: Option<Text<'a>>,
    #[serde(default)]
    gain: Vec<Text<'a>>,
    #[serde(default)]
    cost: Vec<Text<'a>>,
    #[serde(default)]
    first_steps: Vec<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    ethics: Option<Text<'a>>,
    #[serde(default)]
    revisit: Vec<Text<'a>>,
    #[serde(default)]
    mixes: Vec<Text<'a>>,
}

#[derive(Deserialize)]
struct SectionFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    title: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    asks: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct QuestionFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    label: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    section: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    importance: Option<Text<'a>>,
    ask: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    why: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    look_up: Option<Text<'a>>,
    #[serde(default)]
    evidence: Vec<Text<'a>>,
    choices: Vec<Object<ChoiceFile<'a>>>,
}

#[derive(Deserialize)]
struct ChoiceFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    text: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    means: Option<Text<'a>>,
    #[serde(default)]
    effects: Entries<'a, Object<EffectFile<'a>>>,
    #[serde(default)]
    rules_out: Entries<'a, Object<HardLimitFile<'a>>>,
    #[serde(default)]
    separates: Vec<Text<'a>>,
}

#[derive(Deserialize)]
struct EffectFile<'a> {
    #[serde(borrow)]
    fit: Number<'a>,
    #[serde(default, deserialize_with = "present")]
    because: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    mitigation: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct HardLimitFile<'a> {
    #[serde(borrow)]
    because: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    unless: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct EvidenceFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    says: Text<'a>,
    source: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    url: Option<Text<'a>>,
    dated: Text<'a>,
    shelf_life: Text<'a>,
}

#[derive(Deserialize)]
struct TermFile<'a> {
    #[serde(borrow)]
    term: Text<'a>,
    means: Text<'a>,
}

/// How a questionnaire is read.
pub(crate) struct QuestionnaireFormat;

impl Format for QuestionnaireFormat {
    const KIND: Option<&'static str> = None;
    const SCHEMA: u8 = SCHEMA;
    const MOVED: &'static [(&'static str, &'static str)] = &[("mitigations", MITIGATIONS_MOVED)];
    type File<'a> = QuestionnaireFile<'a>;
    type Built = Questionnaire;

    fn shape() -> &'static OnceLock<Shape> {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        &SHAPE
    }

    fn build(&self, file: QuestionnaireFile<'_>, source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Questionnaire {
        build::build(file, source, root, check)
    }
}

/// Returns the paths of the fields that are left out of a questionnaire of a newer schema.
pub(super) fn left_out(source: &str) -> Vec<String> {
    Source::new(source.as_bytes()).map(|source| crate::json::left_out::<QuestionnaireFormat>(source, &Path::Root)).unwrap_or_default()
}

pub(super) fn sha256(source: &str) -> String {
    canonical::sha256(source)
}

/// Returns the id of something the file defines; writes down a problem if it is not an id.
pub(crate) fn checked_id(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>) -> Id {
    let expected = match &*raw.0 {
        "unknown" | "not_applicable" => "another id: this one is reserved",
        _ => "an id: 1 to 40 of the characters a-z, 0-9 and -",
    };
    Id::new(&raw.0).filter(|id| id.as_str() != "unknown").unwrap_or_else(|| {
        check.found(path, &raw.0, expected);
        Id::unchecked(&raw.0)
    })
}

/// Returns the id that a reference means; writes down a problem if there is no such `what`.
pub(crate) fn refer(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>, known: &Places, what: &str) -> Option<Id> {
    let id = known.get_key_value(&*raw.0).map(|(id, _)| id.clone());
    if id.is_none() {
        check.unknown(path, &raw.0, what, known.keys().map(Id::as_str));
    }
    id
}

/// Returns the hash of every question as it is written in `source`, in the file's order.
pub(super) fn question_hashes(source: &str) -> Vec<String> {
    #[derive(Deserialize, Default)]
    struct Questions<'a> {
        #[serde(borrow)]
        questions: Vec<&'a RawValue>,
    }
    let file: Questions<'_> = serde_json::from_str(source).unwrap_or_default();
    file.questions.iter().map(|question| canonical::sha256(question.get())).collect()
}

/// Returns `source` as it is laid out inside a session.
pub(super) fn embed(source: &str) -> String {
    let laid_out = pretty::pretty(source, 1);
    // Blanks must not fill up the session: a text that becomes too large stays as its author wrote it.
    if laid_out.len() > LARGEST_EMBEDDED { source.trim().to_owned() } else { laid_out }
}

/// Returns the JSON Schema of a questionnaire, for editors that help while one is written.
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

#[cfg(test)]
mod tests;
