//! A small session on the sample questionnaire, for tests.

use std::sync::Arc;

use jiff::Timestamp;

pub(crate) use crate::questionnaire::sample::{JSON, id, questionnaire};
use crate::session::{Change, Participant, Session};

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
