//! The close: how sure everyone is, what is decided and why, how far that has come, when to look again.
//!
//! Each is a step of its own, in any order.

use jiff::civil::Date;

use super::{NotDone, Sitting};
use crate::questionnaire::Id;
use crate::report::words::Words;
use crate::session::{Change, Decision, Status};

impl Sitting {
    /// Records how sure somebody is, from 1 to 5; `None` takes it back.
    ///
    /// # Errors
    /// Nothing may be changed, or the number is none of these.
    pub fn set_confidence(&mut self, name: &str, points: Option<u8>) -> Result<(), NotDone> {
        self.change(&format!("confidence of {name}"), Change::Confidence(name.to_owned(), points))
    }

    /// Returns the alternative that the result puts first: the pick, else the leader.
    pub fn recommended(&self) -> Option<Id> {
        let assessment = self.assessment();
        assessment.verdict.pick.clone().or_else(|| assessment.leader().cloned())
    }

    /// Records the decision. Tells whether to ask why: it differs from the result, and nobody has given a reason for it
    /// yet.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn decide(&mut self, alternative: Option<Id>) -> Result<bool, NotDone> {
        let decision = self.decision();
        let is_another = decision.alternative != alternative;
        self.change("decision", Change::Decide(Decision { alternative, ..decision }))?;
        let differs = Words::new(&self.session, &self.assessment()).decided_otherwise();
        // A reason that is there was given for another alternative: it has to be edited.
        Ok(differs && (is_another || self.decision().reason.is_empty()))
    }

    /// Records why, joining the last step if that was the same.
    ///
    /// # Errors
    /// Nothing may be changed, or the reason is too long.
    pub fn set_reason(&mut self, reason: String) -> Result<(), NotDone> {
        let decision = Decision { reason, ..self.decision() };
        self.amend("reason", Change::Decide(decision))
    }

    /// Records how far the decision has come.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn set_status(&mut self, status: Status) -> Result<(), NotDone> {
        let decision = Decision { status, ..self.decision() };
        self.change("status", Change::Decide(decision))
    }

    /// Records when to look at the decision again, joining the last step if that was the same.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn set_revisit(&mut self, revisit: Option<Date>) -> Result<(), NotDone> {
        let decision = Decision { revisit, ..self.decision() };
        self.amend("revisit date", Change::Decide(decision))
    }

    fn decision(&self) -> Decision {
        self.session.decision().cloned().unwrap_or_default()
    }
}
