//! Steps that can be taken back.
//!
//! A step is the whole session as it was: sessions are small, and what is whole cannot be put together wrongly.

use crate::session::Session;

/// The steps of this sitting.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Made>,
    undone: Vec<Made>,
    /// The last step may still grow.
    open: bool,
}

#[derive(Debug)]
struct Made {
    label: String,
    /// The session on the other side of the step.
    session: Session,
}

impl History {
    /// Records that `before` was changed; joins the last step where that has the same label and may still grow.
    pub fn push(&mut self, label: &str, before: Session) {
        self.undone.clear();
        let joins = self.open && self.done.last().is_some_and(|made| made.label == label);
        if !joins {
            self.done.push(Made { label: label.to_owned(), session: before });
        }
        self.open = true;
    }

    /// Makes the next change a step of its own.
    pub fn end_step(&mut self) {
        self.open = false;
    }

    /// Takes the last step back: returns its label and the session before it.
    pub fn undo(&mut self, now: &Session) -> Option<(String, Session)> {
        let made = self.done.pop()?;
        self.open = false;
        self.undone.push(Made { label: made.label.clone(), session: now.clone() });
        Some((made.label, made.session))
    }

    /// Makes the step last taken back again: returns its label and the session after it.
    pub fn redo(&mut self, now: &Session) -> Option<(String, Session)> {
        let made = self.undone.pop()?;
        self.open = false;
        self.done.push(Made { label: made.label.clone(), session: now.clone() });
        Some((made.label, made.session))
    }
}
