//! What can be marked on the screens.

use crate::questionnaire::Id;
use crate::session::{AnswerMode, Status};

/// What a marked row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Go on with the session found at that place.
    Found(usize),
    /// Edit the title.
    Title,
    /// Edit the context.
    Context,
    /// Edit who is here.
    Team,
    /// Answer in that mode.
    Mode(AnswerMode),
    /// Begin.
    Start,
    /// Merge the ballot found at that place.
    Ballot(usize),
    /// A person in a live vote.
    Person(String),
    /// Write the ballot as a page.
    WritePage,
    /// Do what comes next: the first open question, else the result.
    Next,
    /// Go to the setup.
    Setup,
    /// A question.
    Question(Id),
    /// The input of a worksheet at that place.
    Input(usize),
    /// The choice at that place.
    Choice(usize),
    /// "We don't know yet."
    Unknown,
    /// "Does not apply."
    NotApplicable,
    /// Decide for that alternative, or for none.
    Alternative(Option<Id>),
    /// Set the status.
    Status(Status),
    /// Edit the reason.
    Reason,
    /// Edit the revisit date.
    Revisit,
    /// Set that person's confidence.
    Confidence(String),
    /// Edit the follow-up at that place.
    FollowUp(usize),
    /// Add a follow-up.
    AddFollowUp,
    /// Go on to the next step.
    GoOn,
    /// Write the record.
    Export,
    /// Write the record as a web page too.
    ExportPage,
}
