//! A room: who takes part in a live vote, what they answered so far, and which phase the vote is in.
//!
//! A vote belongs to a name, never to a connection. Nothing of a ballot leaves the room but to the person it belongs to,
//! until [`Room::reveal`]. Pure: must not know of sockets, files, clocks or random numbers.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::Token;
use crate::questionnaire::{Id, Questionnaire};
use crate::session::ballot::{Ballot, Sent};
use crate::session::name::is_same;
use crate::session::{Session, Vote, Votes};

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
pub enum Refusal {
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

impl fmt::Display for Refusal {
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

/// What comes out when votes are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revealed {
    /// Whole ballots, of everybody who answered something.
    Ballots(Vec<Ballot>),
    /// Votes of those who voted again on one question.
    Round {
        /// The question.
        question: Id,
        /// Who voted what.
        votes: Votes,
    },
    /// How sure everybody is who said so, from 1 to 5.
    Confidence(Vec<(String, u8)>),
}

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
    pub fn claim(&mut self, name: &str, fresh: Token) -> Result<(), Refusal> {
        if self.phase == Phase::Closed {
            return Err(Refusal::NotOpen);
        }
        let seat = self.seats.iter_mut().find(|seat| !seat.is_gone && is_same(seat.ballot.name(), name)).ok_or(Refusal::NotInList)?;
        if seat.token.is_some() {
            return Err(Refusal::Taken);
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
    pub fn put(&mut self, token: Option<&str>, body: &[u8]) -> Result<(), Refusal> {
        let place = self.seat_of(token).ok_or(Refusal::NoName)?;
        let Some(seat) = self.seats.get_mut(place) else { return Err(Refusal::NoName) };
        let Sent { revision, ballot, confidence } =
            seat.ballot.sent(&self.questionnaire, body).map_err(|problems| Refusal::Invalid(problems.to_string()))?;
        if let Some((question, _)) = ballot.notes().iter().find(|(_, note)| note.len() > LONGEST_NOTE) {
            return Err(Refusal::Invalid(format!("notes.{question}: longer than 8 KiB, expected a shorter note")));
        }
        // What was composed before the phase began was composed for another one.
        if revision < self.since || revision > self.revision {
            return Err(Refusal::NotOpen);
        }
        if confidence.is_some() && self.phase != Phase::Confidence {
            return Err(Refusal::NotOpen);
        }
        let seat = Arc::make_mut(seat);
        match &self.phase {
            Phase::Open => seat.ballot = ballot,
            Phase::Confidence => seat.sure = confidence,
            Phase::Round(question) => {
                let note = ballot.notes().get(question).cloned().unwrap_or_default();
                seat.ballot.note(&self.questionnaire, question, note).map_err(|why| Refusal::Invalid(why.to_string()))?;
                seat.again = ballot.votes().get(question).cloned();
            }
            Phase::Shown | Phase::Closed => return Err(Refusal::NotOpen),
        }
        Ok(())
    }

    /// Returns what the device that shows `token` learns: of ballots its own alone.
    ///
    /// # Errors
    /// The name of the device was freed.
    pub fn state(&self, token: Option<&str>) -> Result<State<'_>, Refusal> {
        let own = match token {
            Some(_) => Some(self.seat_of(token).and_then(|place| self.seats.get(place)).ok_or(Refusal::NoName)?),
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

    /// The question of the running round.
    fn asked(&self) -> Option<&Id> {
        match &self.phase {
            Phase::Round(question) => Some(question),
            Phase::Open | Phase::Confidence | Phase::Shown | Phase::Closed => None,
        }
    }

    /// A person's votes as their device shows them: in a round, on its question, only one cast in that round.
    fn votes_of(&self, seat: &Seat) -> serde_json::Map<String, serde_json::Value> {
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

    /// Shows the votes: they come out of the room, and nothing can be changed until another round is opened.
    ///
    /// # Errors
    /// Nobody has answered anything, somebody who did is not in the list any more, or nothing is open; a sentence for the
    /// shared screen.
    pub fn reveal(&mut self) -> Result<Revealed, String> {
        let is_waiting = |seat: &&Arc<Seat>| match self.phase {
            Phase::Open => seat.holds_answers(),
            Phase::Round(_) => seat.again.is_some(),
            Phase::Confidence => seat.sure.is_some(),
            Phase::Shown | Phase::Closed => false,
        };
        if let Some(seat) = self.seats.iter().find(|seat| seat.is_gone && is_waiting(seat)) {
            return Err(format!("{0} has answered and is not in the list any more: add {0} again in the setup first", seat.ballot.name()));
        }
        let revealed = match self.phase.clone() {
            Phase::Open => Revealed::Ballots(self.seats.iter().filter(is_waiting).map(|seat| seat.ballot.clone()).collect()),
            Phase::Round(question) => Revealed::Round { votes: self.take_round(&question), question },
            Phase::Confidence => {
                let said = |seat: &mut Arc<Seat>| Some((seat.ballot.name().to_owned(), Arc::make_mut(seat).sure.take()?));
                Revealed::Confidence(self.seats.iter_mut().filter_map(said).collect())
            }
            Phase::Shown | Phase::Closed => return Err("The votes are shown already".to_owned()),
        };
        match &revealed {
            Revealed::Ballots(ballots) if ballots.is_empty() => return Err("Nobody has answered yet".to_owned()),
            Revealed::Round { votes, .. } if votes.is_empty() => return Err("Nobody has voted again yet".to_owned()),
            Revealed::Confidence(said) if said.is_empty() => return Err("Nobody has said anything yet".to_owned()),
            _ => {}
        }
        self.enter(Phase::Shown);
        Ok(revealed)
    }

    /// Takes the votes of the round on `question`; the ballots have them from now on.
    fn take_round(&mut self, question: &Id) -> Votes {
        let mut votes = Votes::new();
        for seat in self.seats.iter_mut().filter(|seat| seat.again.is_some()) {
            let seat = Arc::make_mut(seat);
            if let Some(vote) = seat.again.take() {
                // It was checked when it came.
                drop(seat.ballot.vote(&self.questionnaire, question, Some(vote.clone())));
                votes.insert(seat.ballot.name().to_owned(), vote);
            }
        }
        votes
    }

    /// Has everybody vote on one question again; a round that runs on it goes on.
    ///
    /// # Errors
    /// The first votes have not been shown yet, votes on another question wait unseen, or there is no such question.
    pub fn open_round(&mut self, question: &Id) -> Result<(), String> {
        if self.questionnaire.question(question).is_none() {
            return Err("There is no such question".to_owned());
        }
        match &self.phase {
            Phase::Round(asked) if asked == question => Ok(()),
            Phase::Open => Err("Show the votes on all questions first (r)".to_owned()),
            _ => self.begin(Phase::Round(question.clone())),
        }
    }

    /// Asks everybody how sure they are of the decision; where that is being asked, it goes on.
    ///
    /// # Errors
    /// Answers or votes wait unseen.
    pub fn ask_confidence(&mut self) -> Result<(), String> {
        match &self.phase {
            Phase::Confidence => Ok(()),
            Phase::Open if self.seats.iter().any(|seat| seat.holds_answers()) => {
                Err("Show the votes on all questions first (r)".to_owned())
            }
            _ => self.begin(Phase::Confidence),
        }
    }

    /// Begins another round, unless what was said in the running one would be dropped.
    fn begin(&mut self, phase: Phase) -> Result<(), String> {
        let waits = self.seats.iter().any(|seat| seat.again.is_some() || seat.sure.is_some());
        match &self.phase {
            Phase::Closed => Err("The vote is closed".to_owned()),
            Phase::Round(asked) if waits => Err(format!("Votes on {} wait unseen: show them first (r)", self.questionnaire.label(asked))),
            Phase::Confidence if waits => Err("How sure everybody is waits unseen: show that first (r)".to_owned()),
            _ => {
                self.enter(phase);
                Ok(())
            }
        }
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
