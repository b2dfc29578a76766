//! The ways on at the shared screen: show the votes, have a question voted on again, ask how sure everybody is.

use std::sync::Arc;

use super::{Phase, Room, Seat};
use crate::questionnaire::Id;
use crate::session::Votes;
use crate::session::ballot::Ballot;

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

impl Room {
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
}
