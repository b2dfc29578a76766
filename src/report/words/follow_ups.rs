//! A follow-up: who does it, and by when.

use crate::session::FollowUp;

/// Returns who does it by when, and whether it is done: `Chi, by 2026-12-04`, `nobody yet, no date yet`.
pub fn who_and_when(follow_up: &FollowUp) -> String {
    let owner = follow_up.owner.as_deref().unwrap_or("nobody yet");
    let due = follow_up.due.map_or_else(|| "no date yet".to_owned(), |due| format!("by {due}"));
    let done = if follow_up.done { ", done" } else { "" };
    format!("{owner}, {due}{done}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_it_by_when_is_said_though_nobody_does_it_yet() {
        let open = FollowUp { question: None, what: "Ask".to_owned(), owner: None, due: None, done: false };
        let done = FollowUp { owner: Some("Chi".to_owned()), due: Some(jiff::civil::date(2026, 12, 4)), done: true, ..open.clone() };
        assert_eq!([who_and_when(&open), who_and_when(&done)], ["nobody yet, no date yet", "Chi, by 2026-12-04, done"]);
    }
}
