//! The shape of `*.weigh.json`, kept apart from the domain types.
//!
//! Each struct is one object of the file, field by field in the file's order. `build` takes them apart completely, so
//! that a field added here cannot be forgotten there; `write` is the way back. This module must not read files.

mod build;
mod write;

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

pub(super) use build::name_of;
pub(super) use write::to_json;

use super::Session;
use crate::json::{self, Checker, Entries, Format, Number, Object, Path, Shape, Source, Text, present};
use crate::problem::Problems;
use crate::questionnaire::Interner;
use crate::questionnaire::format::QuestionnaireFormat;

/// What the file calls itself.
pub(super) const KIND: &str = "weigh-session";
/// The schema this program knows.
pub(super) const SCHEMA: u8 = 1;

/// A whole session.
#[derive(Deserialize)]
pub(super) struct SessionFile<'a> {
    #[serde(rename = "$schema", default, deserialize_with = "present")]
    json_schema: Option<Text<'a>>,
    #[serde(borrow)]
    kind: Text<'a>,
    schema: Number<'a>,
    title: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    context: Option<Text<'a>>,
    created: Text<'a>,
    mode: Text<'a>,
    #[serde(default)]
    participants: Vec<Object<ParticipantFile<'a>>>,
    #[serde(default)]
    importance: Entries<'a, Text<'a>>,
    #[serde(default)]
    answers: Entries<'a, Object<AnswerFile<'a>>>,
    #[serde(default)]
    votes: Entries<'a, Vec<Entries<'a, Text<'a>>>>,
    #[serde(default, deserialize_with = "present")]
    round: Option<Object<RoundFile<'a>>>,
    #[serde(default)]
    member_notes: Entries<'a, Entries<'a, Text<'a>>>,
    #[serde(default)]
    waivers: Entries<'a, Entries<'a, Text<'a>>>,
    #[serde(default)]
    follow_ups: Vec<Object<FollowUpFile<'a>>>,
    #[serde(default)]
    confidence: Entries<'a, Number<'a>>,
    /// A number, or a list of the least and the largest.
    #[serde(default)]
    worksheets: Entries<'a, Entries<'a, Number<'a>>>,
    #[serde(default, deserialize_with = "present")]
    decision: Option<Object<DecisionFile<'a>>>,
    #[serde(default, deserialize_with = "present")]
    result_seen: Option<Text<'a>>,
    #[serde(default)]
    log: Vec<Object<LogFile<'a>>>,
    questionnaire: &'a RawValue,
}

#[derive(Deserialize)]
struct ParticipantFile<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    role: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct AnswerFile<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    answer: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    note: Option<Text<'a>>,
    #[serde(default)]
    assumption: bool,
    #[serde(default, deserialize_with = "present")]
    reason: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct RoundFile<'a> {
    #[serde(borrow)]
    question: Text<'a>,
    votes: Entries<'a, Text<'a>>,
}

#[derive(Deserialize)]
struct FollowUpFile<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    question: Option<Text<'a>>,
    what: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    owner: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    due: Option<Text<'a>>,
    #[serde(default)]
    done: bool,
}

#[derive(Deserialize)]
struct DecisionFile<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    alternative: Option<Text<'a>>,
    status: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    reason: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    revisit: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct LogFile<'a> {
    #[serde(borrow)]
    at: Text<'a>,
    what: Text<'a>,
}

/// How a session is read.
pub(super) struct SessionFormat<'i> {
    /// The questionnaires that were read before.
    questionnaires: &'i Interner,
}

impl Format for SessionFormat<'_> {
    const KIND: Option<&'static str> = Some(KIND);
    const SCHEMA: u8 = SCHEMA;
    type File<'a> = SessionFile<'a>;
    type Built = Option<Session>;

    fn shape() -> &'static OnceLock<Shape> {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        &SHAPE
    }

    fn build(&self, file: SessionFile<'_>, source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Option<Session> {
        build::build(file, source, root, check, self.questionnaires)
    }
}

pub(super) fn parse(bytes: &[u8], questionnaires: &Interner) -> Result<Session, Problems> {
    json::parse(&SessionFormat { questionnaires }, bytes).map(|session| session.expect("where nothing is wrong there is a session"))
}

/// Returns the paths of the fields that are left out of a session of a newer schema.
pub(super) fn left_out(bytes: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Embedding<'a> {
        #[serde(borrow)]
        questionnaire: &'a RawValue,
    }

    let Ok(source) = Source::new(bytes) else { return Vec::new() };
    let mut left_out = json::left_out::<SessionFormat>(source, &Path::Root);
    if let Ok(Embedding { questionnaire }) = serde_json::from_str(source.text()) {
        let source = source.part("questionnaire", questionnaire);
        left_out.extend(json::left_out::<QuestionnaireFormat>(source, &Path::Root.field("questionnaire")));
    }
    left_out
}
