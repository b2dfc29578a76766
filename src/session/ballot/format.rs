//! The shape of `*.ballot.json`, kept apart from the domain types.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Ballot, Edition, Sent};
use crate::json::{self, Checker, Entries, Format, Number, Object, Ordered, Path, Shape, Source, Text, present};
use crate::problem::Problems;
use crate::questionnaire::format::{Places, checked_id, refer};
use crate::questionnaire::{Id, LONGEST_TITLE};
use crate::session::format::name_of;
use crate::session::{LONGEST_NOTE, Vote};

const KIND: &str = "weigh-ballot";
const SCHEMA: u8 = 1;

/// A whole ballot.
#[derive(Deserialize)]
struct BallotFile<'a> {
    #[serde(rename = "$schema", default, deserialize_with = "present")]
    json_schema: Option<Text<'a>>,
    #[serde(borrow)]
    kind: Text<'a>,
    schema: Number<'a>,
    name: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    role: Option<Text<'a>>,
    questionnaire: Object<EditionFile<'a>>,
    votes: Entries<'a, Text<'a>>,
    #[serde(default)]
    notes: Entries<'a, Text<'a>>,
}

/// What the live page sends: a revision, and all votes and notes of one person.
#[derive(Deserialize)]
struct SentFile<'a> {
    #[serde(borrow)]
    rev: Number<'a>,
    votes: Entries<'a, Text<'a>>,
    #[serde(default)]
    notes: Entries<'a, Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    confidence: Option<Number<'a>>,
}

#[derive(Deserialize)]
struct EditionFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    version: Text<'a>,
    sha256: Text<'a>,
    questions: Entries<'a, Text<'a>>,
}

/// How a ballot is read.
struct BallotFormat;

impl Format for BallotFormat {
    const KIND: Option<&'static str> = Some(KIND);
    const SCHEMA: u8 = SCHEMA;
    type File<'a> = BallotFile<'a>;
    type Built = Ballot;

    fn shape() -> &'static OnceLock<Shape> {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        &SHAPE
    }

    fn build(&self, file: BallotFile<'_>, _source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Ballot {
        build(file, root, check)
    }
}

/// Returns the paths of the fields that are left out of a ballot of a newer schema.
pub(super) fn left_out(bytes: &[u8]) -> Vec<String> {
    Source::new(bytes).map(|source| json::left_out::<BallotFormat>(source, &Path::Root)).unwrap_or_default()
}

pub(super) fn parse(bytes: &[u8]) -> Result<Ballot, Problems> {
    json::parse(&BallotFormat, bytes)
}

/// How what the live page sends is read, to replace the votes and notes of a ballot.
struct SentFormat<'b>(&'b Ballot);

impl Format for SentFormat<'_> {
    const KIND: Option<&'static str> = None;
    const SCHEMA: u8 = SCHEMA;
    type File<'a> = SentFile<'a>;
    type Built = Sent;

    fn shape() -> &'static OnceLock<Shape> {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        &SHAPE
    }

    fn build(&self, file: SentFile<'_>, _source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Sent {
        let SentFile { rev, votes, notes, confidence } = file;
        let questions = self.0.edition.questions.iter().map(|(id, _)| id.clone()).zip(0..).collect();
        let revision = rev.0.get().parse().unwrap_or_else(|_| {
            check.found(&root.field("rev"), rev.0.get(), "a whole number from 0");
            0
        });
        let votes = votes_of(check, &root.field("votes"), votes, &questions);
        let notes = notes_of(check, &root.field("notes"), notes, &questions);
        let confidence = confidence.map(|points| check.whole(&root.field("confidence"), points, 1, 5).unsigned_abs());
        Sent { revision, ballot: Ballot { votes, notes, ..self.0.clone() }, confidence }
    }
}

/// Reads what the live page sends for `ballot`, with the checks of a ballot file.
pub(super) fn parse_sent(ballot: &Ballot, bytes: &[u8]) -> Result<Sent, Problems> {
    json::parse(&SentFormat(ballot), bytes)
}

fn votes_of<'a>(check: &mut Checker, path: &Path<'_>, files: Entries<'a, Text<'a>>, questions: &Places) -> BTreeMap<Id, Vote> {
    by_question(check, path, files, questions, |check, path, raw| match &*raw.0 {
        "unknown" => Vote::Unknown,
        _ => Vote::Choice(checked_id(check, path, &raw)),
    })
}

/// Builds the notes; an empty one is none.
fn notes_of<'a>(check: &mut Checker, path: &Path<'_>, files: Entries<'a, Text<'a>>, questions: &Places) -> BTreeMap<Id, String> {
    let mut notes = by_question(check, path, files, questions, |check, path, raw| check.text(path, raw, LONGEST_NOTE));
    notes.retain(|_, note| !note.is_empty());
    notes
}

fn build(file: BallotFile<'_>, root: &Path<'_>, check: &mut Checker) -> Ballot {
    let BallotFile { json_schema, kind, schema, name, role, questionnaire: Object(edition), votes, notes } = file;
    let schema = check.schema(&root.field("schema"), schema, SCHEMA);
    check.kind(&root.field("kind"), &kind, KIND);
    let edition = edition_of(check, &root.field("questionnaire"), edition);
    let questions = edition.questions.iter().map(|(id, _)| id.clone()).zip(0..).collect();
    Ballot {
        json_schema: json_schema.map(|address| check.line(&root.field("$schema"), address, LONGEST_NOTE)),
        name: name_of(check, &root.field("name"), name),
        role: role.map(|role| check.line(&root.field("role"), role, LONGEST_TITLE)),
        edition,
        votes: votes_of(check, &root.field("votes"), votes, &questions),
        notes: notes_of(check, &root.field("notes"), notes, &questions),
        is_newer: schema > SCHEMA.into(),
    }
}

fn edition_of(check: &mut Checker, path: &Path<'_>, file: EditionFile<'_>) -> Edition {
    let EditionFile { id, version, sha256, questions } = file;
    let list = path.field("questions");
    let question = |(id, hash): (Text<'_>, Text<'_>)| {
        let path = list.field(&id.0);
        (checked_id(check, &path, &id), hash_of(check, &path, hash))
    };
    let questions = questions.0.into_iter().map(question).collect();
    Edition {
        id: checked_id(check, &path.field("id"), &id),
        version: check.line(&path.field("version"), version, LONGEST_TITLE),
        sha256: hash_of(check, &path.field("sha256"), sha256),
        questions,
    }
}

fn hash_of(check: &mut Checker, path: &Path<'_>, raw: Text<'_>) -> String {
    if raw.0.len() != 64 || !raw.0.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        check.found(path, &raw.0, "a SHA-256: 64 of the characters 0-9 and a-f");
    }
    raw.0.into_owned()
}

/// Builds every entry of a map whose keys are ids of questions.
fn by_question<'a, T>(
    check: &mut Checker,
    path: &Path<'_>,
    files: Entries<'a, Text<'a>>,
    questions: &Places,
    build: impl Fn(&mut Checker, &Path<'_>, Text<'a>) -> T,
) -> BTreeMap<Id, T> {
    let mut map = BTreeMap::new();
    for (key, file) in files.0 {
        let path = path.field(&key.0);
        let value = build(check, &path, file);
        if let Some(question) = refer(check, &path.key(), &key, questions, "question") {
            map.insert(question, value);
        }
    }
    map
}

#[derive(Serialize)]
struct Outline<'b> {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    json_schema: Option<&'b str>,
    kind: &'static str,
    schema: u8,
    name: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'b str>,
    questionnaire: EditionOutline<'b>,
    votes: Ordered<'b, &'b str>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    notes: Ordered<'b, &'b str>,
}

#[derive(Serialize)]
struct EditionOutline<'b> {
    id: &'b Id,
    version: &'b str,
    sha256: &'b str,
    questions: Ordered<'b, &'b str>,
}

pub(super) fn to_json(ballot: &Ballot) -> String {
    // Taken apart completely, so that a new part of a ballot cannot be forgotten in its file.
    let Ballot { json_schema, name, role, edition, votes, notes, is_newer: _ } = ballot;
    let Edition { id, version, sha256, questions } = edition;
    let hashes = questions.iter().map(|(id, hash)| (id.as_str(), hash.as_str())).collect();
    let outline = Outline {
        json_schema: json_schema.as_deref(),
        kind: KIND,
        schema: SCHEMA,
        name,
        role: role.as_deref(),
        questionnaire: EditionOutline { id, version, sha256, questions: Ordered(hashes) },
        votes: in_order(edition, votes, Vote::key),
        notes: in_order(edition, notes, String::as_str),
    };
    let mut json = serde_json::to_string_pretty(&outline).expect("text keys and plain values always serialize");
    json.push('\n');
    json
}

fn in_order<'b, T>(edition: &'b Edition, map: &'b BTreeMap<Id, T>, write: impl Fn(&'b T) -> &'b str) -> Ordered<'b, &'b str> {
    let written = edition.questions.iter().filter_map(|(id, _)| Some((id.as_str(), write(map.get(id)?))));
    Ordered(written.collect())
}
