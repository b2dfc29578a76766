//! The what-if: changes on a copy, kept or dropped as a whole.

use std::rc::Rc;

use super::{History, NotDone, Sitting};
use crate::scoring::Assessment;
use crate::session::Session;

/// How a what-if ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing had been tried.
    Untried,
    /// What was tried is in the session now.
    Kept,
    /// The session is as before.
    Dropped,
}

impl Ended {
    /// Returns what to say about it.
    pub fn said(self) -> &'static str {
        match self {
            Self::Untried => "Nothing was tried",
            Self::Kept => "Kept; u undoes it",
            Self::Dropped => "Dropped; the answers are as before",
        }
    }
}

/// What a what-if set aside.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) session: Session,
    history: History,
    pub(super) revision: u64,
    assessment: Rc<Assessment>,
}

impl Sitting {
    /// Starts a what-if on a copy.
    pub fn start_trial(&mut self) {
        let history = std::mem::take(&mut self.history);
        self.trial = Some(Trial { session: self.session.clone(), history, revision: self.revision, assessment: self.assessment() });
    }

    /// Ends the what-if, keeping what was tried as one step, or dropping it.
    ///
    /// # Errors
    /// What was tried cannot be kept, for nothing can be changed here; the what-if goes on.
    pub fn end_trial(&mut self, keep: bool) -> Result<Ended, NotDone> {
        if keep {
            self.check_editable()?;
        }
        let Some(Trial { session, history, assessment, .. }) = self.trial.take() else { return Ok(Ended::Untried) };
        let tried_assessment = self.assessment();
        self.history = history;
        self.revision += 1;
        let tried = std::mem::replace(&mut self.session, session);
        let is_changed = tried != self.session;
        let keeps = keep && is_changed;
        if keeps {
            self.replace("what-if", tried);
        }
        // Both have been on the screen: neither is computed again.
        *self.assessed.get_mut() = Some((self.revision, if keeps { tried_assessment } else { assessment }));
        // What is shown next is the result.
        self.see_result();
        Ok(match (is_changed, keep) {
            (false, _) => Ended::Untried,
            (true, true) => Ended::Kept,
            (true, false) => Ended::Dropped,
        })
    }

    /// Returns the session that belongs in the file, and a number that grows whenever it may have changed.
    pub fn to_save(&self) -> (&Session, u64) {
        self.trial.as_ref().map_or((&self.session, self.revision), |trial| (&trial.session, trial.revision))
    }

    /// Returns the session as it was before the what-if that is running.
    pub fn before_trial(&self) -> Option<&Session> {
        self.trial.as_ref().map(|trial| &trial.session)
    }

    /// Returns what followed from the session before the what-if that is running.
    pub fn assessment_before_trial(&self) -> Option<Rc<Assessment>> {
        self.trial.as_ref().map(|trial| Rc::clone(&trial.assessment))
    }
}
