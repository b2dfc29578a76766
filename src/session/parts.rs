//! What a session is made of.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::questionnaire::{Id, Question};

/// How a team answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerMode {
    /// Talk, then one agreed answer for each question.
    #[default]
    Together,
    /// Everyone calls out or types in a chat the number of a choice; one person enters them.
    CalledOut,
    /// Everyone votes unseen at this keyboard, then all votes are shown.
    InTurns,
    /// Everyone votes on a device of their own.
    OnDevices,
    /// Everyone filled in a ballot file before the meeting.
    FromBallots,
}

impl AnswerMode {
    /// All modes, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Together, Self::CalledOut, Self::InTurns, Self::OnDevices, Self::FromBallots];

    /// Returns the mode as it is written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::CalledOut => "called_out",
            Self::InTurns => "in_turns",
            Self::OnDevices => "on_devices",
            Self::FromBallots => "from_ballots",
        }
    }

    /// Returns the mode as it is shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::CalledOut => "called out",
            Self::InTurns => "in turns",
            Self::OnDevices => "on our own devices",
            Self::FromBallots => "from ballots",
        }
    }

    /// Returns what the mode means or, for all but the first two, what it needs; in one line.
    pub fn means(self) -> &'static str {
        match self {
            Self::Together => "talk, then one agreed answer per question",
            Self::CalledOut => "everyone says a number, one types them",
            Self::InTurns => "unseen; needs a keyboard to hand around",
            Self::OnDevices => "at once; needs phones or laptops here",
            Self::FromBallots => "needs everyone's ballot file or code",
        }
    }
}

/// Someone who takes part.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Participant {
    /// 1 to 40 characters, unique ignoring case.
    pub name: String,
    /// What they stand for, such as `legal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// What the team settled on for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One of the question's choices.
    Choice(Id),
    /// The team does not know yet.
    Unknown,
    /// The question does not apply, with the reason (which may be empty).
    NotApplicable(String),
}

impl Answer {
    /// Returns the answer as it is written in files: a choice's id, `unknown` or `not_applicable`.
    pub fn key(&self) -> &str {
        match self {
            Self::Choice(choice) => choice.as_str(),
            Self::Unknown => "unknown",
            Self::NotApplicable(_) => "not_applicable",
        }
    }
}

/// What is recorded for a question besides votes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The answer. Is `None` if the question is open.
    pub answer: Option<Answer>,
    /// The team's note. Is empty if there is none.
    pub note: String,
    /// The answer is an assumption rather than a fact.
    pub assumption: bool,
}

impl Entry {
    pub(super) fn is_empty(&self) -> bool {
        self.answer.is_none() && self.note.is_empty() && !self.assumption
    }
}

/// One person's answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vote {
    /// One of the question's choices.
    Choice(Id),
    /// The person does not know.
    Unknown,
}

impl Vote {
    /// Returns the vote as it is written in files: a choice's id or `unknown`.
    pub fn key(&self) -> &str {
        match self {
            Self::Choice(choice) => choice.as_str(),
            Self::Unknown => "unknown",
        }
    }

    /// Returns the digit that stands for the vote: the number of the choice, from 1, or 0 for not knowing.
    pub fn digit(&self, question: &Question) -> usize {
        match self {
            Self::Choice(choice) => question.place(choice).map_or(0, |place| place + 1),
            Self::Unknown => 0,
        }
    }
}

/// The votes of one round, by participant.
pub type Votes = BTreeMap<String, Vote>;

/// What the votes on a question say, taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement<'s> {
    /// Nobody has voted.
    NoVotes,
    /// Nobody who voted knows.
    DontKnow,
    /// Everybody who knows voted for this choice.
    Same(&'s Id),
    /// There are votes for different choices.
    Differ,
}

/// A round of votes that has not been revealed: never counted, never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The question voted on.
    pub question: Id,
    /// Who has voted what so far.
    pub votes: Votes,
}

/// Something to find out or to do, as it is in files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FollowUp {
    /// The question it belongs to, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Id>,
    /// What to do.
    pub what: String,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub due: Option<Date>,
    /// It is done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

/// How far a decision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Put forward.
    #[default]
    Proposed,
    /// Agreed on.
    Accepted,
    /// Turned down.
    Rejected,
    /// Replaced by a later decision.
    Superseded,
}

impl Status {
    /// All statuses, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Accepted, Self::Rejected, Self::Superseded];

    /// Returns the status as it is written and shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Superseded => "superseded",
        }
    }
}

/// The decision actually taken, as it is in files; it may differ from the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Decision {
    /// The alternative that was chosen, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Id>,
    /// How far it has come.
    pub status: Status,
    /// Why, above all if it differs from the recommendation. Is empty if nobody said it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When to look at it again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub revisit: Option<Date>,
}

/// A change made after the result had been seen, as it is in files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LogEntry {
    /// When.
    #[serde(serialize_with = "moment")]
    pub at: Timestamp,
    /// What was changed, as a sentence.
    pub what: String,
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn day<S: serde::Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

fn moment<S: serde::Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(moment)
}
