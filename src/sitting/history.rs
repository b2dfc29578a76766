//! Steps that can be taken back.
//!
//! A step is the whole session as it was: sessions are small, and a whole one cannot be put together wrongly.

use std::collections::VecDeque;

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

/// The most steps that can be taken back: more than anybody makes in a meeting.
const MOST_STEPS: usize = 10_000;

/// The most bytes of sessions that are kept for that: some thousand steps of a usual session, and a few of one that is full
/// of long notes. The last step can always be taken back.
const MOST_BYTES: usize = 32 << 20;

/// The steps of this sitting.
#[derive(Debug, Default)]
pub(super) struct History {
    done: VecDeque<Made>,
    undone: VecDeque<Made>,
    /// The last step may still grow.
    open: bool,
}

#[derive(Debug)]
struct Made {
    step: Step,
    /// The session on the other side of the step.
    session: Session,
    /// About how many bytes that takes.
    bytes: usize,
}

impl History {
    /// Records that `before` was changed; joins the last step if that has the same label and may still grow.
    pub(super) fn push(&mut self, step: Step, before: Session) {
        let joins = self.open && self.done.back().is_some_and(|made| made.step.label == step.label);
        if !joins {
            self.end_step(&before);
            let bytes = before.own_bytes();
            self.done.push_back(Made { step, session: before, bytes });
            self.forget_the_oldest();
        }
        self.open = true;
    }

    fn forget_the_oldest(&mut self) {
        let mut bytes: usize = self.done.iter().map(|made| made.bytes).sum();
        while self.done.len() > 1 && (self.done.len() > MOST_STEPS || bytes > MOST_BYTES) {
            bytes -= self.done.pop_front().map_or(0, |oldest| oldest.bytes);
        }
    }

    /// Makes the next change a step of its own. A step that changed nothing does not count: what was undone before it
    /// can still be redone.
    pub(super) fn end_step(&mut self, now: &Session) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        if self.done.back().is_some_and(|made| made.session == *now) {
            self.done.pop_back();
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

/// Moves the last step of one list to the other, with `now` as the session on its other side.
fn turn(from: &mut VecDeque<Made>, to: &mut VecDeque<Made>, now: &Session) -> Option<(Step, Session)> {
    let Made { step, session, bytes: _ } = from.pop_back()?;
    to.push_back(Made { step: step.clone(), session: now.clone(), bytes: now.own_bytes() });
    Some((step, session))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::session::{Change, FollowUp, LONGEST_NOTE, sample};

    fn step(label: String) -> Step {
        Step { label, question: None }
    }

    #[test]
    fn what_is_kept_for_undo_is_bounded_in_bytes_and_in_steps() {
        let mut large = sample::session();
        for _ in 0..100 {
            let what = "x".repeat(LONGEST_NOTE);
            large
                .apply(Change::AddFollowUp(FollowUp { question: None, what, owner: None, due: None, done: false }), Timestamp::UNIX_EPOCH)
                .unwrap();
        }
        for (mut session, most) in [(large, 32), (sample::session(), MOST_STEPS)] {
            let mut history = History::default();
            for number in 0..MOST_STEPS + 10 {
                session.apply(Change::Title(number.to_string()), Timestamp::UNIX_EPOCH).unwrap();
                history.push(step(number.to_string()), session.clone());
                if most < MOST_STEPS && number > 100 {
                    break;
                }
            }
            assert!(history.done.len() <= most && history.done.len() > most / 2, "{}", history.done.len());
        }
    }

    #[test]
    fn the_last_step_can_be_taken_back_however_large_the_session_is() {
        let mut history = History::default();
        history.push(step("a".to_owned()), sample::session());
        history.done.back_mut().unwrap().bytes = MOST_BYTES + 1;
        let mut later = sample::session();
        later.apply(Change::Title("Later".to_owned()), Timestamp::UNIX_EPOCH).unwrap();
        history.push(step("b".to_owned()), later);
        assert_eq!(history.done.len(), 1);
        assert!(history.can_undo());
    }
}
