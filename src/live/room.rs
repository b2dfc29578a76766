//! A room: who takes part in a live vote, what they answered so far, and which phase the vote is in.
//!
//! A vote belongs to a name, never to a connection. Nothing of a ballot leaves the room but to the person it belongs to,
//! until [`Room::reveal`]. Pure: must not know of sockets, files, clocks or random numbers.

mod rounds;
mod told;

use std::fmt;
use std::sync::Arc;

use super::Token;
use crate::questionnaire::{Id, Questionnaire};
use crate::session::ballot::{Ballot, Sent};
use crate::session::name::is_same;
use crate::session::{Session, Vote};

pub use rounds::Revealed;
pub use told::{Seen, State};

/// The most bytes of a note in a live vote.
const LONGEST_NOTE: usize = 8 << 10;

/// What can be done in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// All questions can be answered.
    Open,
    /// One question is voted on again.
    Round(Id),
    /// Everybody says how sure they are of the decision.
    Confidence,
    /// The votes have been shown: nothing can be changed.
    Shown,
    /// The vote is over.
    Closed,
}

impl Phase {
    /// Returns the phase as it is stored.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Round(_) => "round",
            Self::Confidence => "confidence",
            Self::Shown => "shown",
            Self::Closed => "closed",
        }
    }

    /// Returns the phase as devices are told: how sure everybody is, is a round like any other.
    fn told(&self) -> &'static str {
        match self {
            Self::Confidence => "round",
            other => other.key(),
        }
    }
}

/// Somebody's place in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seat {
    /// Shown by the device that has taken the name; `None` if nobody has.
    pub token: Option<Token>,
    /// What they answered.
    pub ballot: Ballot,
    /// What they voted in the running round; the ballot has their vote of the round before.
    pub again: Option<Vote>,
    /// How sure they said they are, in a round that asks for it: from 1 to 5.
    pub sure: Option<u8>,
    /// The session has nobody of that name any more: what was answered waits for the name to come back.
    pub is_gone: bool,
}

impl Seat {
    /// Returns a place for a ballot that nothing else is known of.
    pub(super) fn new(ballot: Ballot) -> Self {
        Self { token: None, ballot, again: None, sure: None, is_gone: false }
    }

    /// Tells whether something was answered.
    fn holds_answers(&self) -> bool {
        let has_ballot = !self.ballot.votes().is_empty() || !self.ballot.notes().is_empty();
        has_ballot || self.again.is_some() || self.sure.is_some()
    }
}

/// Who takes part, and what they answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    pub(super) questionnaire: Arc<Questionnaire>,
    /// Shared, so that a copy of the room costs little.
    pub(super) seats: Vec<Arc<Seat>>,
    pub(super) phase: Phase,
    /// Grows with every change that a device must learn of.
    pub(super) revision: u64,
    /// The revision with which the phase began.
    pub(super) since: u64,
}

/// Why something is refused; the sentence is for the person at the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// Nobody in the list is called so.
    NotInList,
    /// Another device has taken the name.
    Taken,
    /// The device has no name, or not any more.
    NoName,
    /// Nothing can be changed now, or not what was sent.
    NotOpen,
    /// What was sent cannot be read or is not allowed: where and why.
    Invalid(String),
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInList => f.write_str("Nobody in the list is called so"),
            Self::Taken => f.write_str("Another device has taken this name; the person at the shared screen can free it with f"),
            Self::NoName => f.write_str("Choose your name first: it was freed, or another vote was opened"),
            Self::NotOpen => f.write_str("The votes have been shown: look at the screen"),
            Self::Invalid(why) => f.write_str(why),
        }
    }
}

impl Room {
    /// Opens a room for the people of `session`, on all its questions.
    pub fn new(session: &Session) -> Self {
        let seat = |name: &str| Ballot::new(session, name, None).ok().map(Seat::new).map(Arc::new);
        Self {
            questionnaire: session.shared_questionnaire(),
            seats: session.participants().iter().filter_map(|person| seat(&person.name)).collect(),
            phase: Phase::Open,
            revision: 1,
            since: 1,
        }
    }

    /// Returns the revision: it grows with every change that a device must learn of.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns what can be done.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Gives a name to the device that gets `fresh`.
    ///
    /// # Errors
    /// Nobody is called so, or another device has the name.
    pub fn claim(&mut self, name: &str, fresh: Token) -> Result<(), Denial> {
        if self.phase == Phase::Closed {
            return Err(Denial::NotOpen);
        }
        let seat = self.seats.iter_mut().find(|seat| !seat.is_gone && is_same(seat.ballot.name(), name)).ok_or(Denial::NotInList)?;
        if seat.token.is_some() {
            return Err(Denial::Taken);
        }
        Arc::make_mut(seat).token = Some(fresh);
        self.revision += 1;
        Ok(())
    }

    /// Takes the whole ballot of the person whose device shows `token`; sending it twice changes nothing. In a round only
    /// the vote and the note on its question count.
    ///
    /// # Errors
    /// The device has no name, nothing can be changed, or what was sent is wrong.
    pub fn put(&mut self, token: Option<&str>, body: &[u8]) -> Result<(), Denial> {
        let place = self.seat_of(token).ok_or(Denial::NoName)?;
        let Some(seat) = self.seats.get_mut(place) else { return Err(Denial::NoName) };
        let Sent { revision, ballot, confidence } =
            seat.ballot.sent(&self.questionnaire, body).map_err(|problems| Denial::Invalid(problems.to_string()))?;
        if let Some((question, _)) = ballot.notes().iter().find(|(_, note)| note.len() > LONGEST_NOTE) {
            return Err(Denial::Invalid(format!("notes.{question}: longer than 8 KiB, expected a shorter note")));
        }
        // What was composed before the phase began was composed for another one.
        if revision < self.since || revision > self.revision {
            return Err(Denial::NotOpen);
        }
        if confidence.is_some() && self.phase != Phase::Confidence {
            return Err(Denial::NotOpen);
        }
        let seat = Arc::make_mut(seat);
        match &self.phase {
            Phase::Open => seat.ballot = ballot,
            Phase::Confidence => seat.sure = confidence,
            Phase::Round(question) => {
                let note = ballot.notes().get(question).cloned().unwrap_or_default();
                seat.ballot.note(&self.questionnaire, question, note).map_err(|why| Denial::Invalid(why.to_string()))?;
                seat.again = ballot.votes().get(question).cloned();
            }
            Phase::Shown | Phase::Closed => return Err(Denial::NotOpen),
        }
        Ok(())
    }

    /// The question of the running round.
    fn asked(&self) -> Option<&Id> {
        match &self.phase {
            Phase::Round(question) => Some(question),
            Phase::Open | Phase::Confidence | Phase::Shown | Phase::Closed => None,
        }
    }

    /// Takes a name from the device that has it; what was answered under the name stays. Tells whether a device had it.
    pub fn free(&mut self, name: &str) -> bool {
        let taken = self.seats.iter_mut().find(|seat| is_same(seat.ballot.name(), name) && seat.token.is_some());
        let Some(seat) = taken else { return false };
        Arc::make_mut(seat).token = None;
        self.revision += 1;
        true
    }

    /// Follows the list of `session`: new people get a place, `renamed` ones keep theirs, from a name to a name. Those who
    /// are gone from it keep their answers until the name comes back. Tells whether anything changed.
    pub fn follow(&mut self, session: &Session, renamed: &[(String, String)]) -> bool {
        let mut old = self.seats.clone();
        let mut seats = Vec::new();
        for person in session.participants() {
            let former = renamed.iter().find(|(_, to)| *to == person.name).map_or(&person.name, |(from, _)| from);
            let Some(place) = old.iter().position(|seat| is_same(seat.ballot.name(), former)) else {
                seats.extend(Ballot::new(session, &person.name, None).ok().map(Seat::new).map(Arc::new));
                continue;
            };
            let seat = Arc::unwrap_or_clone(old.remove(place));
            seats.push(Arc::new(Seat { ballot: seat.ballot.of(person), is_gone: false, ..seat }));
        }
        let gone = old.into_iter().filter(|seat| seat.holds_answers());
        seats.extend(gone.map(|seat| Arc::new(Seat { is_gone: true, ..Arc::unwrap_or_clone(seat) })));
        let is_news = seats != self.seats;
        self.seats = seats;
        self.revision += u64::from(is_news);
        is_news
    }

    /// Ends the vote.
    pub fn close(&mut self) {
        self.enter(Phase::Closed);
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.revision += 1;
        self.since = self.revision;
    }

    fn seat_of(&self, token: Option<&str>) -> Option<usize> {
        let shown = Token::read(token?)?;
        self.seats.iter().position(|seat| seat.token.as_ref().is_some_and(|token| token.is(&shown)))
    }
}

#[cfg(test)]
mod tests;
