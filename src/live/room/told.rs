//! What a room tells: to a device its own ballot alone, to the shared screen how much was answered, never what.

use std::sync::Arc;

use serde::Serialize;

use super::{Denial, Phase, Room, Seat};
use crate::questionnaire::Id;

/// What one device learns.
#[derive(Debug, Serialize)]
pub struct State<'r> {
    rev: u64,
    phase: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'r str>,
    /// The round asks how sure everybody is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    confidence: bool,
    people: Vec<Person<'r>>,
    you: Option<&'r str>,
    yours: Option<Yours<'r>>,
}

#[derive(Debug, Serialize)]
struct Person<'r> {
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'r str>,
    taken: bool,
}

/// A person's own votes and notes.
#[derive(Debug, Serialize)]
struct Yours<'r> {
    votes: serde_json::Map<String, serde_json::Value>,
    notes: &'r std::collections::BTreeMap<Id, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
}

/// What the shared screen may show of a person: how much, never what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub name: String,
    /// A device has taken the name.
    pub is_here: bool,
    /// The session has nobody of that name any more.
    pub is_gone: bool,
    /// How many questions are answered; in a round 1 or 0.
    pub received: usize,
    /// Of how many.
    pub of: usize,
}

impl Seen {
    /// Tells whether everything is answered.
    pub fn is_done(&self) -> bool {
        self.received >= self.of
    }
}

impl Room {
    /// Returns what the device that shows `token` learns: of ballots its own alone.
    ///
    /// # Errors
    /// The name of the device was freed.
    pub fn state(&self, token: Option<&str>) -> Result<State<'_>, Denial> {
        let own = match token {
            Some(_) => Some(self.seat_of(token).and_then(|place| self.seats.get(place)).ok_or(Denial::NoName)?),
            None => None,
        };
        let listed = self.seats.iter().filter(|seat| !seat.is_gone);
        let people = listed.map(|seat| Person { name: seat.ballot.name(), role: seat.ballot.role(), taken: seat.token.is_some() });
        Ok(State {
            rev: self.revision,
            phase: self.phase.told(),
            question: self.asked().map(Id::as_str),
            confidence: self.phase == Phase::Confidence,
            people: people.collect(),
            you: own.map(|seat| seat.ballot.name()),
            yours: own.map(|seat| Yours { votes: self.votes_of(seat), notes: seat.ballot.notes(), confidence: seat.sure }),
        })
    }

    /// A person's votes as their device shows them: in a round, on its question, only one cast in that round.
    pub(super) fn votes_of(&self, seat: &Seat) -> serde_json::Map<String, serde_json::Value> {
        let asked = self.asked();
        let earlier = seat.ballot.votes().iter().filter(|(question, _)| Some(*question) != asked);
        let again = asked.zip(seat.again.as_ref());
        earlier.chain(again).map(|(question, vote)| (question.to_string(), vote.key().into())).collect()
    }

    /// Returns what the shared screen may show, in the order of the list.
    pub fn seen(&self) -> Vec<Seen> {
        let seen = |seat: &Arc<Seat>| {
            let (received, of) = match self.phase {
                Phase::Round(_) => (usize::from(seat.again.is_some()), 1),
                Phase::Confidence => (usize::from(seat.sure.is_some()), 1),
                Phase::Open | Phase::Shown | Phase::Closed => (seat.ballot.votes().len(), self.questionnaire.questions().len()),
            };
            Seen { name: seat.ballot.name().to_owned(), is_here: seat.token.is_some(), is_gone: seat.is_gone, received, of }
        };
        self.seats.iter().map(seen).collect()
    }
}
