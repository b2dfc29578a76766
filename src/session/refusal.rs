//! Why a session does not take what it is given, each in one sentence that names the way out.
//!
//! Sentences end without a period. This module must not check anything itself.

use std::fmt;

use super::{LARGEST_FILE, MOST_PARTICIPANTS};
use crate::questionnaire::Id;
use crate::questionnaire::worksheet::MOST_RANGES;

/// Why a change was not made, or a line that was typed could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A text is too long.
    TooLong {
        /// What it is, with its article: `A note`.
        what: &'static str,
        /// The most characters it may have.
        most: usize,
    },
    /// The session's file would become too large to be read again.
    TooLarge,
    /// A name has no character.
    NoName,
    /// Somebody else has that name already.
    NameTaken(String),
    /// A name can be taken for another one.
    LooksAlike {
        /// The new name.
        name: String,
        /// The name that is there.
        other: String,
    },
    /// More people would take part than a session can have.
    TooManyPeople,
    /// Nobody of that name takes part.
    NoParticipant(String),
    /// Somebody who has voted would be removed.
    HasVoted(String),
    /// The questionnaire has no such question.
    NoQuestion(Id),
    /// The question has no such choice.
    NoChoice {
        /// The question.
        question: Id,
        /// The choice.
        choice: Id,
    },
    /// The questionnaire has no such alternative.
    NoAlternative(Id),
    /// The questionnaire has no such worksheet.
    NoWorksheet(Id),
    /// The worksheet has no such input.
    NoInput {
        /// The title of the worksheet.
        worksheet: String,
        /// The input.
        input: String,
    },
    /// More inputs would be ranges than can be computed at once.
    TooManyRanges {
        /// The label of the input with the widest range.
        widest: String,
    },
    /// An assumption needs an answer.
    NothingAssumed,
    /// The hard limit has no exception.
    NoException,
    /// No round of votes is running.
    NoRound,
    /// The round has no votes.
    NoVotes,
    /// The number does not say how sure somebody is.
    NoConfidence,
    /// There is no such follow-up any more.
    NoFollowUp,
    /// The ballot of that person was made for another version of the questionnaire.
    OtherVersion(String),
    /// A text is no date as files have them.
    NoDate,
    /// A text is no day as people type them.
    NoDay(String),
    /// A text is no number or range as people type them.
    NoFigure(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { what, most } => write!(f, "{what} can have {most} characters at most: shorten it"),
            Self::TooLarge => write!(f, "The session would become larger than {} MiB: shorten or remove notes first", LARGEST_FILE >> 20),
            Self::NoName => f.write_str("A name needs at least one character"),
            Self::NameTaken(name) => write!(f, "There is already somebody called {name}: add an initial"),
            Self::LooksAlike { name, other } => {
                write!(f, "{name} looks like {other}, but is written with other letters: type it again or add an initial")
            }
            Self::TooManyPeople => write!(f, "At most {MOST_PARTICIPANTS} people can take part"),
            Self::NoParticipant(name) => write!(f, "{name} does not take part"),
            Self::HasVoted(name) => write!(f, "{name} has voted and can be renamed, not removed"),
            Self::NoQuestion(question) => write!(f, "There is no question {question}"),
            Self::NoChoice { question, choice } => write!(f, "{question} has no choice {choice}"),
            Self::NoAlternative(alternative) => write!(f, "There is no alternative {alternative}"),
            Self::NoWorksheet(worksheet) => write!(f, "There is no worksheet {worksheet}"),
            Self::NoInput { worksheet, input } => write!(f, "{worksheet} has no input {input}"),
            Self::TooManyRanges { widest } => {
                write!(f, "{MOST_RANGES} inputs are ranges already: give \"{widest}\", the widest, a single number first")
            }
            Self::NothingAssumed => f.write_str("Only an answer can be an assumption: choose one first"),
            Self::NoException => f.write_str("This hard limit has no exception that could be met"),
            Self::NoRound => f.write_str("No round of votes is running: press v on a question"),
            Self::NoVotes => f.write_str("Nobody has voted yet"),
            Self::NoConfidence => f.write_str("Confidence goes from 1 to 5"),
            Self::NoFollowUp => f.write_str("This follow-up is gone"),
            Self::OtherVersion(name) => {
                write!(f, "The ballot of {name} is for another version of the questionnaire: start a new one")
            }
            Self::NoDate => f.write_str("A date looks like 2026-12-24"),
            Self::NoFigure(text) => {
                write!(f, "\"{text}\" is no number that can be read: type one as 1,500 or 0.14 or 3 million, or a range as 2 to 3")
            }
            Self::NoDay(text) => write!(f, "\"{text}\" is no date that can be read: type friday, 12 dec, in 2 weeks or 2026-12-24"),
        }
    }
}

impl std::error::Error for Refusal {}
