//! A small questionnaire that uses every field once, for tests.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Id, Questionnaire};
use crate::session::{Change, Participant, Session};

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

/// Returns the moment at which everything in tests happens.
pub(crate) fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().expect("a time")
}

/// Returns a session in which Ana and Bo take part.
pub(crate) fn session() -> Session {
    let mut session = Session::new(Arc::new(questionnaire()), now());
    for (name, role) in [("Ana", Some("legal")), ("Bo", None)] {
        let participant = Participant { name: name.into(), role: role.map(Into::into) };
        session.apply(Change::AddParticipant(participant), now()).expect("a new name");
    }
    session
}
