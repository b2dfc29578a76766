//! The close: the decision taken, confidence, follow-ups, the record.

use super::form;
use crate::report::words::Words;
use crate::session::{Change, Decision, FollowUp};
use crate::tui::message::Effect;
use crate::tui::model::{Model, Target};

/// Does what the marked line is for.
pub(super) fn take(model: &mut Model) -> Option<Effect> {
    let decision = model.session().decision().cloned().unwrap_or_default();
    match super::marked(model)? {
        Target::Alternative(alternative) => {
            model.change("decision", Change::Decide(Decision { alternative, ..decision }));
        }
        Target::Status(status) => {
            model.change("status", Change::Decide(Decision { status, ..decision }));
        }
        Target::Reason => form::open_reason(model),
        Target::Revisit => form::open_revisit(model),
        Target::FollowUp(place) => form::open_follow_up(model, Some(place)),
        Target::AddFollowUp => form::open_follow_up(model, None),
        Target::Confidence(name) => model.notice = Some(format!("How sure is {name}? 1 not at all, 5 fully; 1-5 sets it")),
        Target::Export => return Some(Effect::Export),
        _ => {}
    }
    None
}

/// Sets how sure the marked person is.
pub(super) fn set_confidence(model: &mut Model, points: u8) {
    match super::marked(model) {
        Some(Target::Confidence(name)) => {
            if model.change(&format!("confidence of {name}"), Change::Confidence(name, Some(points))) {
                super::moving::go(model, crate::tui::message::Step::Down);
            }
        }
        _ => model.notice = Some("Mark a person first: 1-5 says how sure they are".to_owned()),
    }
}

/// Removes the marked follow-up, or the marked person's confidence.
pub(super) fn remove(model: &mut Model) {
    match super::marked(model) {
        Some(Target::FollowUp(place)) => {
            model.change("follow-up", Change::RemoveFollowUp(place));
        }
        Some(Target::Confidence(name)) => {
            model.change("confidence", Change::Confidence(name, None));
        }
        _ => {}
    }
}

/// Marks the follow-up as done, or as to be done again.
pub(super) fn mark_done(model: &mut Model) {
    let Some(Target::FollowUp(place)) = super::marked(model) else {
        model.notice = Some("Mark a follow-up first".to_owned());
        return;
    };
    if let Some(follow_up) = model.session().follow_ups().get(place).cloned() {
        let done = FollowUp { done: !follow_up.done, ..follow_up };
        model.change("follow-up", Change::EditFollowUp(place, done));
    }
}

/// Returns the summary for the clipboard.
pub(super) fn summary(model: &Model) -> String {
    let assessment = model.assessment();
    Words::new(model.session(), &assessment).summary().join("\n")
}
