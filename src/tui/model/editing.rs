//! Every way in which the model's session becomes another one: changes, undo and redo, the what-if.
//!
//! Each is a step that can be taken back. Must not decide what a key means; that is `update`.

use std::rc::Rc;

use super::{Access, History, Model};
use crate::scoring::Assessment;
use crate::session::{Change, Session};

impl Model {
    /// Changes the session, as a step of the history called `label`.
    ///
    /// A refusal becomes the notice. Tells whether the change was made.
    pub fn change(&mut self, label: &str, change: Change) -> bool {
        self.end_step();
        self.amend(label, change)
    }

    /// Changes the session like [`Self::change`], joining the last step where that has the same label and may grow.
    pub fn amend(&mut self, label: &str, change: Change) -> bool {
        // A what-if works on a copy: it may be tried on any session.
        if let (Access::ReadOnly(reason), None) = (&self.file.access, &self.trial) {
            self.notice = Some(format!("Nothing can be changed here: {reason}"));
            return false;
        }
        match self.applied(&self.session, [change]) {
            Ok(changed) => {
                self.take_over(label, changed);
                true
            }
            Err(refusal) => {
                self.notice = Some(refusal);
                false
            }
        }
    }

    /// Changes the session to what all of `changes` make of `base`, joining the last step like [`Self::amend`].
    ///
    /// # Errors
    /// Nothing may be changed, or one change is refused; the session is then as before.
    pub fn rework(&mut self, label: &str, base: &Session, changes: Vec<Change>) -> Result<(), String> {
        if let Access::ReadOnly(reason) = &self.file.access {
            return Err(format!("Nothing can be changed here: {reason}"));
        }
        let made = self.applied(base, changes)?;
        self.take_over(label, made);
        Ok(())
    }

    fn applied(&self, base: &Session, changes: impl IntoIterator<Item = Change>) -> Result<Session, String> {
        let mut made = base.clone();
        changes.into_iter().try_for_each(|change| made.apply(change, self.now)).map_err(|refusal| refusal.to_string())?;
        Ok(made)
    }

    fn take_over(&mut self, label: &str, made: Session) {
        if made != self.session {
            let before = std::mem::replace(&mut self.session, made);
            self.history.push(label, before);
            self.revision += 1;
        }
    }

    /// Puts another session in place of this one, as one step of the history.
    pub fn replace(&mut self, label: &str, session: Session) {
        self.end_step();
        let before = std::mem::replace(&mut self.session, session);
        self.history.push(label, before);
        self.revision += 1;
    }

    /// Takes the last step back; says what it was.
    pub fn undo(&mut self) -> Option<String> {
        let (label, session) = self.history.undo(&self.session)?;
        self.session.go_back_to(session, self.now);
        self.revision += 1;
        Some(label)
    }

    /// Makes the step taken back again; says what it was.
    pub fn redo(&mut self) -> Option<String> {
        let (label, session) = self.history.redo(&self.session)?;
        self.session.go_back_to(session, self.now);
        self.revision += 1;
        Some(label)
    }

    /// Ends a run of changes that would be undone together.
    pub fn end_step(&mut self) {
        self.history.end_step();
    }

    /// Starts a what-if on a copy.
    pub fn start_trial(&mut self) {
        let history = std::mem::take(&mut self.history);
        self.trial = Some(Trial { session: self.session.clone(), history, revision: self.revision, assessment: self.assessment() });
    }

    /// Ends the what-if, keeping what was tried as one step, or dropping it.
    pub fn end_trial(&mut self, keep: bool) {
        let Some(Trial { session, history, assessment, .. }) = self.trial.take() else { return };
        let tried_assessment = self.assessment();
        self.history = history;
        self.revision += 1;
        let tried = std::mem::replace(&mut self.session, session);
        let keep = keep && tried != self.session;
        if keep {
            self.replace("what-if", tried);
        }
        // Both have been on the screen: neither is computed again.
        *self.memo.get_mut() = Some((self.revision, if keep { tried_assessment } else { assessment }));
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

/// What a what-if set aside.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) session: Session,
    history: History,
    pub(super) revision: u64,
    assessment: Rc<Assessment>,
}
