//! Why a sitting does not do what it is asked for, each in one sentence without a period.

use std::fmt;

use crate::questionnaire::Id;
use crate::session::Refusal;
use crate::session::ballot::{CodeFault, NotMerged};

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDone {
    /// Nothing can be changed here, and why.
    ReadOnly(String),
    /// A ballot holds no worksheets.
    NoWorksheets,
    /// The session refuses the change.
    Refused(Refusal),
    /// A ballot cannot be merged.
    NotMerged(NotMerged),
    /// Votes on another question wait unseen: they would be dropped.
    WouldDrop {
        /// The question.
        question: Id,
        /// Its label.
        label: String,
    },
    /// Nobody is named as being here.
    NobodyNamed,
    /// Two people of the list may be meant by what was typed.
    Ambiguous {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// Nobody of the list is meant; the list as a sentence says it.
    NotListed(String),
    /// That person's code is missing.
    NoCode(String),
    /// A code cannot be read.
    WrongCode {
        /// Whose it is.
        name: String,
        /// What is wrong with it.
        fault: CodeFault,
    },
}

impl fmt::Display for NotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly(why) => write!(f, "Nothing can be changed here: {why}"),
            Self::NoWorksheets => f.write_str("A ballot holds one person's votes and notes: the team fills in worksheets"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotMerged(reason) => reason.fmt(f),
            Self::WouldDrop { label, .. } => write!(f, "Votes on {label} wait, unseen"),
            Self::NobodyNamed => f.write_str("Say first who is here, in the setup: votes belong to names"),
            Self::Ambiguous { one, other } => write!(f, "Both {one} and {other} begin so: type one more letter"),
            Self::NotListed(list) => write!(f, "A code counts under a name from the list: {list}"),
            Self::NoCode(name) => write!(f, "Type the code that {name} sent, such as 23104 12532 7K3F"),
            Self::WrongCode { name, fault } => write!(f, "{name}'s code: {fault}"),
        }
    }
}

impl std::error::Error for NotDone {}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
