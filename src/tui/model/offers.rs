//! What can be done where people are: the footer shows it, and `update` refuses the rest.

use super::{Closing, Mode, Model, Screen};
use crate::questionnaire::Id;
use crate::session::Exception;
use crate::tui::message::Command;

/// The smallest size at which screens are drawn, columns and rows; below it one line says so.
pub const SMALLEST: (u16, u16) = (72, 20);

impl Model {
    /// Tells whether `command` can do something here: the footer leaves out what cannot.
    pub fn is_offered(&self, command: Command) -> bool {
        match command {
            Command::Vote => !self.is_ballot() && self.asks_devices(),
            Command::Result
            | Command::Close
            | Command::FollowUp
            | Command::Export
            | Command::ExportPage
            | Command::Copy
            | Command::NotApplicable
            | Command::Raise
            | Command::Lower
            | Command::Assume
            | Command::Devices
            | Command::Priorities => !self.is_ballot(),
            Command::Lift => !self.is_ballot() && self.liftable().is_some(),
            Command::Dissent => self.next_dissenter().is_some(),
            Command::Worksheet => self.worksheets() > 0,
            Command::Next | Command::Previous if self.mode() == Mode::Worksheet => self.worksheets() > 1,
            _ => true,
        }
    }

    /// Tells whether `v` leads somewhere: in the close, how sure everybody is can be asked while a live vote is open.
    fn asks_devices(&self) -> bool {
        match self.place.screen {
            Screen::Close(step) => step == Closing::Confidence && self.live.is_some(),
            _ => true,
        }
    }

    /// Tells whether `u` would take something back here: in a private round one's own vote, of votes called
    /// out the last.
    pub fn can_undo(&self) -> bool {
        match &self.place.screen {
            Screen::HandOver { name } | Screen::Booth { name, .. } => {
                self.session().round().is_some_and(|round| round.votes.contains_key(name))
            }
            Screen::CallOut { entered, .. } => *entered > 0,
            _ => self.sitting.can_undo(),
        }
    }

    /// Tells whether Enter begins the votes: the mode asks for them, and everybody has read the question.
    pub fn is_voting_next(&self) -> bool {
        let question = matches!(self.place.screen, Screen::Question(_)).then(|| self.place.question()).flatten();
        let waits = self.session().round().is_some_and(|round| !round.votes.is_empty());
        !waits && self.place.cursor.item.is_none() && question.is_some_and(|question| self.sitting.is_voting_due(question))
    }

    /// Returns the alternative whose limit `l` would lift, or restore if all that can be are lifted.
    pub fn liftable(&self) -> Option<Id> {
        let question = self.question()?;
        let exceptions = self.session().exceptions(&question.id);
        let is_stated = |exception: &&Exception| self.session().waiver(&question.id, &exception.alternative).is_some();
        let next = exceptions.iter().find(|exception| !is_stated(exception)).or(exceptions.first());
        next.map(|exception| exception.alternative.clone())
    }

    /// Returns the first dissenter without a line; if all have one, the first.
    pub fn next_dissenter(&self) -> Option<String> {
        let question = self.place.question()?;
        let dissenters = self.session().dissent(question);
        let notes = self.session().member_notes(question);
        let silent = dissenters.iter().find(|(name, _)| notes.is_none_or(|notes| !notes.contains_key(*name)));
        silent.or(dissenters.first()).map(|(name, _)| (*name).to_owned())
    }

    /// Returns how many worksheets there are for the question on the screen.
    fn worksheets(&self) -> usize {
        match &self.place.screen {
            Screen::Question(question) | Screen::Reveal(question) | Screen::Worksheet { question, .. } => {
                self.sitting.worksheets(question).count()
            }
            _ => 0,
        }
    }

    /// Tells whether the window is too small to draw a screen.
    pub fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }
}
