//! What is kept of a live vote until its votes are in the session: a file for the user alone, saved before anything is
//! acknowledged, so that no acknowledged answer is lost with the program.
//!
//! Phones go on after a restart: code, names and revision are in the draft too. Must not reach files: whoever opens the
//! vote brings a keeper of [`Drafts`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::room::{Phase, Room, Seat};
use super::{Code, Token};
use crate::questionnaire::Id;
use crate::session::ballot::{Ballot, Sent};
use crate::session::{Session, Vote};

const KIND: &str = "weigh-live-draft";
const SCHEMA: u8 = 1;

/// Keeps a draft safe. Every error is a sentence without its period.
pub trait Drafts: Send {
    /// Puts `draft` in place of the one before, readable for the user alone; it survives the end of the program.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save(&mut self, draft: &str) -> Result<(), String>;
    /// Removes the draft: everything in it is in the session.
    ///
    /// # Errors
    /// Why it is still there.
    fn remove(&mut self) -> Result<(), String>;
}

/// A vote that was open when the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who took part, and what they answered.
    pub room: Room,
    /// The code that the devices know.
    pub code: Code,
}

/// Why a draft is not gone on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftFault {
    /// It cannot be read.
    Unreadable,
    /// It belongs to another session, or to another questionnaire.
    OtherSession,
}

impl fmt::Display for DraftFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "it cannot be read",
            Self::OtherSession => "it belongs to another session",
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftFile {
    kind: String,
    schema: u8,
    /// When the session was created, and the hash of its questionnaire.
    session: (String, String),
    code: String,
    rev: u64,
    since: u64,
    phase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    people: Vec<PersonFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonFile {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// The vote in the running round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    again: Option<String>,
    /// What the device sent last: it is read with the same checks.
    sent: Box<RawValue>,
}

/// What a device sends.
#[derive(Serialize)]
struct SentFile<'s> {
    rev: u64,
    votes: BTreeMap<&'s Id, &'s str>,
    notes: &'s BTreeMap<Id, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
}

fn person(seat: &Arc<Seat>) -> PersonFile {
    let votes = seat.ballot.votes().iter().map(|(question, vote)| (question, vote.key())).collect();
    let body = SentFile { rev: 0, votes, notes: seat.ballot.notes(), confidence: seat.sure };
    PersonFile {
        name: seat.ballot.name().to_owned(),
        role: seat.ballot.role().map(str::to_owned),
        person: seat.token.as_ref().map(|token| token.text().to_owned()),
        again: seat.again.as_ref().map(|vote| vote.key().to_owned()),
        sent: serde_json::value::to_raw_value(&body).expect("text and plain values always serialize"),
    }
}

fn json(file: &DraftFile) -> String {
    serde_json::to_string(file).expect("text and plain values always serialize")
}

impl Draft {
    /// Returns the draft of a vote on `session` as the text of a file; `is_kept` says that votes that are shown are in the
    /// session. As long as they are not, they can be shown again.
    pub fn to_json(room: &Room, code: &Code, session: &(String, String), is_kept: bool) -> String {
        let phase = if room.phase == Phase::Shown && !is_kept { &Phase::Open } else { &room.phase };
        let question = match phase {
            Phase::Round(question) => Some(question.to_string()),
            Phase::Open | Phase::Confidence | Phase::Shown | Phase::Closed => None,
        };
        let file = DraftFile {
            kind: KIND.to_owned(),
            schema: SCHEMA,
            session: session.clone(),
            code: code.plain(),
            rev: room.revision,
            since: room.since,
            phase: phase.key().to_owned(),
            question,
            people: room.seats.iter().map(person).collect(),
        };
        json(&file)
    }

    /// Returns what a draft says of the session that it belongs to.
    pub fn key(session: &Session) -> (String, String) {
        (session.created().to_string(), session.questionnaire().sha256().to_owned())
    }

    /// Reads a draft, to go on with the vote on `session`. Those who take part by now and are not in the draft get an empty
    /// ballot; those who do not take part any more keep theirs until the name comes back.
    ///
    /// # Errors
    /// It cannot be read, or belongs to another session.
    pub fn parse(bytes: &[u8], session: &Session) -> Result<Self, DraftFault> {
        let file: DraftFile = serde_json::from_slice(bytes).map_err(|_| DraftFault::Unreadable)?;
        if file.kind != KIND || file.schema != SCHEMA {
            return Err(DraftFault::Unreadable);
        }
        if file.session != Self::key(session) {
            return Err(DraftFault::OtherSession);
        }
        let code = Code::read(&file.code).ok_or(DraftFault::Unreadable)?;
        let mut room = Room::new(session);
        room.phase = phase(&file, session)?;
        // What the devices know last may be more than what was saved last: none of them takes an old number for a new one.
        room.revision = file.rev.checked_add(16).ok_or(DraftFault::Unreadable)?;
        room.since = file.since.min(room.revision);
        let seats: Result<Vec<Seat>, DraftFault> = file.people.into_iter().map(|person| seat(person, &room.phase, session)).collect();
        room.seats = seats?.into_iter().map(Arc::new).collect();
        room.follow(session, &[]);
        Ok(Self { room, code })
    }
}

fn phase(file: &DraftFile, session: &Session) -> Result<Phase, DraftFault> {
    match (file.phase.as_str(), &file.question) {
        // A vote that was closed before its votes were shown is opened again as it was left.
        ("open" | "closed", None) => Ok(Phase::Open),
        ("shown", None) => Ok(Phase::Shown),
        ("confidence", None) => Ok(Phase::Confidence),
        ("round", Some(question)) => {
            let known = session.questionnaire().questions().iter().find(|asked| asked.id.as_str() == question);
            known.map(|asked| Phase::Round(asked.id.clone())).ok_or(DraftFault::Unreadable)
        }
        _ => Err(DraftFault::Unreadable),
    }
}

fn seat(file: PersonFile, phase: &Phase, session: &Session) -> Result<Seat, DraftFault> {
    let unreadable = |_| DraftFault::Unreadable;
    let empty = Ballot::new(session, &file.name, file.role).map_err(|_| DraftFault::Unreadable)?;
    let Sent { ballot, confidence, .. } = empty.sent(session.questionnaire(), file.sent.get().as_bytes()).map_err(unreadable)?;
    let token = file.person.map(|text| Token::read(&text).ok_or(DraftFault::Unreadable)).transpose()?;
    let again = match (phase, file.again.as_deref()) {
        (_, None) => None,
        (_, Some("unknown")) => Some(Vote::Unknown),
        (Phase::Round(question), Some(choice)) => {
            let known =
                session.questionnaire().question(question).and_then(|asked| asked.choices.iter().find(|known| known.id.as_str() == choice));
            Some(Vote::Choice(known.ok_or(DraftFault::Unreadable)?.id.clone()))
        }
        (Phase::Open | Phase::Confidence | Phase::Shown | Phase::Closed, Some(_)) => return Err(DraftFault::Unreadable),
    };
    Ok(Seat { token, again, sure: confidence, ..Seat::new(ballot) })
}
