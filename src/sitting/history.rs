//! Steps that can be taken back.
//!
//! A step is the whole session as it was: sessions are small, and what is whole cannot be put together wrongly.

use crate::questionnaire::Id;
use crate::session::Session;

/// A step of this sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done, in a few words.
    pub label: String,
    /// The question it was done to, if it was one.
    pub question: Option<Id>,
}

/// The steps of this sitting.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Made>,
    undone: Vec<Made>,
    /// The last step may still grow.
    open: bool,
}

#[derive(Debug)]
struct Made {
    step: Step,
    /// The session on the other side of the step.
    session: Session,
}

impl History {
    /// Records that `before` was changed; joins the last step if that has the same label and may still grow.
    pub(super) fn push(&mut self, step: Step, before: Session) {
        let joins = self.open && self.done.last().is_some_and(|made| made.step.label == step.label);
        if !joins {
            self.end_step(&before);
            self.done.push(Made { step, session: before });
        }
        self.open = true;
    }

    /// Makes the next change a step of its own. A step that came to nothing was none: what was undone before it can still
    /// be redone.
    pub(super) fn end_step(&mut self, now: &Session) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        if self.done.last().is_some_and(|made| made.session == *now) {
            self.done.pop();
        } else {
            self.undone.clear();
        }
    }

    /// Tells whether there is a step to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Takes the last step back: returns it and the session before it.
    pub(super) fn undo(&mut self, now: &Session) -> Option<(Step, Session)> {
        self.end_step(now);
        turn(&mut self.done, &mut self.undone, now)
    }

    /// Makes the step last taken back again: returns it and the session after it.
    pub(super) fn redo(&mut self, now: &Session) -> Option<(Step, Session)> {
        self.end_step(now);
        turn(&mut self.undone, &mut self.done, now)
    }
}

/// Moves the last step of one list to the other, where `now` waits on its other side.
fn turn(from: &mut Vec<Made>, to: &mut Vec<Made>, now: &Session) -> Option<(Step, Session)> {
    let Made { step, session } = from.pop()?;
    to.push(Made { step: step.clone(), session: now.clone() });
    Some((step, session))
}
