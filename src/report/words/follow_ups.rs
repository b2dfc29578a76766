//! A follow-up: what, who does it, and by when.

use crate::questionnaire::Questionnaire;
use crate::session::FollowUp;
use crate::text::one_line;

/// Returns a follow-up in one line: `Chi, by 2026-12-04: Ask legal`.
pub fn follow_up(task: &FollowUp) -> String {
    format!("{}: {}", who_and_when(task), one_line(&task.what))
}

/// Returns who does it by when, and whether it is done: `Chi, by 2026-12-04`, `nobody yet, no date yet`.
pub fn who_and_when(task: &FollowUp) -> String {
    let due = task.due.map_or_else(|| "no date yet".to_owned(), |due| format!("by {due}"));
    let done = if task.done { ", done" } else { "" };
    format!("{}, {due}{done}", owner(task))
}

/// Returns who does it.
pub fn owner(task: &FollowUp) -> &str {
    task.owner.as_deref().unwrap_or("nobody yet")
}

/// Returns what a follow-up is about, to be written after it: ` (about Time)`. Is empty if it belongs to no question.
pub fn about(questionnaire: &Questionnaire, task: &FollowUp) -> String {
    task.question.as_ref().map_or_else(String::new, |question| format!(" (about {})", questionnaire.label(question)))
}
