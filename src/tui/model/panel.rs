//! What may lie over a screen: help, evidence, text fields, a question of the program.

use std::rc::Rc;

use super::{Cursor, Venue};
use crate::questionnaire::Id;
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::sitting::{Renaming, Task};
use crate::tui::field::Field;

/// What may lie over a screen.
#[derive(Debug, Clone)]
pub enum Panel {
    /// All keys of the screen, scrolled so far.
    Help(Cursor),
    /// Why a question matters and the evidence, or how the program decides; scrolled so far.
    Why(Option<Id>, Cursor),
    /// Text fields.
    Form(Form),
    /// Votes of a code without check characters, to be read back to that person; scrolled so far.
    ReadBack(Box<Ballot>, Cursor),
    /// Where to open a live vote.
    Venue(Venue),
    /// A question of the program.
    Prompt(Prompt),
}

/// What the program asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prompt {
    /// The last save failed: leave all the same?
    LeaveUnsaved,
    /// Questions are open: from now on changed answers are noted. Show the result?
    SeeResult,
    /// Show the votes of a live vote though somebody is missing?
    ShowVotes {
        /// Who is missing.
        missing: String,
    },
    /// Votes on another question wait unseen: drop them for a round on this one?
    DropRound {
        /// The question to vote on.
        question: Id,
    },
    /// Are those who voted and are gone from the line of names those who are new in it?
    Rename {
        /// The old and new names.
        names: Vec<Renaming>,
        /// The session when the line was opened.
        opened_on: Rc<Session>,
        /// The line.
        line: String,
    },
}

/// Text fields that edit the session as one types.
#[derive(Debug, Clone)]
pub struct Form {
    /// What they are for.
    pub purpose: Purpose,
    /// One to three fields.
    pub fields: Vec<Field>,
    /// The one being edited.
    pub active: usize,
    /// Why what stands there cannot be taken, if it cannot.
    pub trouble: Option<String>,
    /// The session when the form was opened: a line of names is read against it, however it was typed in between.
    pub opened_on: Rc<Session>,
}

impl Form {
    /// Opens the first of `fields` on a session.
    pub fn new(purpose: Purpose, fields: Vec<Field>, session: &Session) -> Self {
        Self { purpose, fields, active: 0, trouble: None, opened_on: Rc::new(session.clone()) }
    }

    /// Returns the text of a field. Is empty if there is no such field.
    pub fn text(&self, place: usize) -> String {
        self.fields.get(place).map(Field::text).unwrap_or_default()
    }

    /// Returns the field being edited.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.active)
    }

    /// Returns what a field holds.
    pub fn holds(&self, place: usize) -> Holds {
        match (&self.purpose, place) {
            (Purpose::FollowUp(_), 1) => Holds::Owner,
            (Purpose::FollowUp(_), 2) | (Purpose::Revisit, _) => Holds::Day,
            (Purpose::FindOut(_), _) => Holds::OwnerAndDay,
            (Purpose::Figure { .. }, _) => Holds::Figure,
            _ => Holds::Text,
        }
    }

    /// Returns the field being edited, to edit it.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.active)
    }
}

/// What a field of a form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// Somebody's name.
    Owner,
    /// A day, as people type it.
    Day,
    /// Somebody's name and a day.
    OwnerAndDay,
    /// A number or a range.
    Figure,
}

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// What is being decided.
    Title,
    /// The line of context.
    Context,
    /// Who is here.
    Team,
    /// The note on a question.
    Note(Id),
    /// Why a question does not apply.
    NotApplicable(Id),
    /// What to find out or do, who, by when.
    FollowUp(Task),
    /// Who finds out the answer to a question, and by when.
    FindOut(Task),
    /// A dissenter's line.
    MemberNote {
        /// The question.
        question: Id,
        /// Who dissents.
        name: String,
    },
    /// How the `unless` of a hard limit is met.
    Waiver {
        /// The question.
        question: Id,
        /// The alternative let in again.
        alternative: Id,
    },
    /// Why the team decided so.
    Reason,
    /// When to look at the decision again.
    Revisit,
    /// Somebody's ballot, as a code.
    BallotCode,
    /// A number of a worksheet.
    Figure {
        /// The worksheet.
        worksheet: Id,
        /// The input.
        input: String,
    },
    /// Where else to save.
    SavePath,
}
