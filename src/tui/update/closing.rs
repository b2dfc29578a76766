//! The close: the decision taken, confidence, follow-ups, the record.

use super::form;
use crate::questionnaire::Id;
use crate::report::words::Words;
use crate::session::{Change, FollowUp, Status};
use crate::tui::message::Effect;
use crate::tui::model::{Closing, Model, Place, Screen, Target};

/// Opens a step, and marks the line for which Enter is most likely meant.
pub(super) fn enter(model: &mut Model, step: Closing) {
    model.place = Place::at(Screen::Close(step), 0);
    let wanted = match step {
        Closing::Confidence => {
            let given = model.session().confidence();
            let mut people = model.session().participants().iter().map(|person| &person.name);
            people.find(|name| !given.contains_key(*name)).map(|name| Target::Confidence(name.clone()))
        }
        Closing::Decision => {
            let decided = model.session().decision().and_then(|decision| decision.alternative.clone());
            decided.or_else(|| model.sitting.recommended()).map(|alternative| Target::Alternative(Some(alternative)))
        }
        Closing::Status => Some(Target::Status(model.session().decision().map_or(Status::Accepted, |decision| decision.status))),
        Closing::FollowUps => Some(Target::GoOn),
        Closing::CheckList => Some(Target::Export),
    };
    if let Some(target) = wanted {
        super::setup::mark(model, &target);
    }
}

/// Goes on to the next step.
pub(super) fn go_on(model: &mut Model) {
    if let Screen::Close(step) = model.place.screen
        && let Some(next) = step.next()
    {
        enter(model, next);
    }
}

/// Does what the marked line is for, and leads on.
pub(super) fn take(model: &mut Model, step: Closing) -> Option<Effect> {
    match super::marked(model) {
        Some(Target::Alternative(alternative)) => decide(model, alternative),
        Some(Target::Status(status)) => set_status(model, status),
        Some(Target::Reason) => form::open_reason(model),
        Some(Target::Revisit) => form::open_revisit(model),
        Some(Target::FollowUp(place)) => form::open_follow_up(model, Some(place)),
        Some(Target::AddFollowUp) => form::open_follow_up(model, None),
        Some(Target::ExportPage) => return Some(Effect::Export { page: true }),
        Some(Target::Export) => return Some(Effect::Export { page: false }),
        _ if step == Closing::CheckList => return Some(Effect::Export { page: false }),
        _ => go_on(model),
    }
    None
}

/// Takes the line at `place` of the step's list, or how sure the marked person is.
pub(super) fn digit(model: &mut Model, step: Closing, place: usize) {
    match step {
        Closing::Confidence => set_confidence(model, place + 1),
        Closing::Decision => match model.session().questionnaire().alternatives().get(place).map(|alternative| alternative.id.clone()) {
            Some(alternative) => decide(model, Some(alternative)),
            None => model.notice = Some("There is no such alternative: choose a number from the list".to_owned()),
        },
        Closing::Status => match Status::ALL.get(place) {
            Some(status) => set_status(model, *status),
            None => model.notice = Some("There is no such status: choose a number from the list".to_owned()),
        },
        Closing::FollowUps | Closing::CheckList => model.notice = Some("Digits choose nothing here".to_owned()),
    }
}

/// Records the decision; one that differs from the result asks why, any other leads on.
fn decide(model: &mut Model, alternative: Option<Id>) {
    let made = model.sitting.decide(alternative.clone());
    super::setup::mark(model, &Target::Alternative(alternative));
    match model.take_note(made) {
        // Nothing typed runs as a command.
        Some(true) => form::open_reason(model),
        Some(false) => go_on(model),
        None => {}
    }
}

/// Records how far the decision has come, then asks when to look at it again: nothing typed there runs as a command.
fn set_status(model: &mut Model, status: Status) {
    let made = model.sitting.set_status(status);
    if model.take_note(made).is_some() {
        super::setup::mark(model, &Target::Status(status));
        form::open_revisit(model);
    }
}

/// Sets how sure the marked person is, and marks the next one.
fn set_confidence(model: &mut Model, points: usize) {
    let (Some(Target::Confidence(name)), Ok(points)) = (super::marked(model), u8::try_from(points)) else {
        model.notice = Some("Nobody is named as being here; Enter goes on".to_owned());
        return;
    };
    let is_last = model.session().participants().last().is_some_and(|person| person.name == name);
    let made = model.sitting.set_confidence(&name, Some(points));
    if model.take_note(made).is_some() {
        if is_last {
            model.notice = Some("Everyone has said how sure they are; Enter goes on".to_owned());
        } else {
            super::moving::go(model, crate::tui::message::Step::Down);
        }
    }
}

/// Removes the marked follow-up, or the marked person's confidence.
pub(super) fn remove(model: &mut Model) {
    match super::marked(model) {
        Some(Target::FollowUp(place)) => {
            model.change("follow-up", Change::RemoveFollowUp(place));
        }
        Some(Target::Confidence(name)) => {
            let made = model.sitting.set_confidence(&name, None);
            model.take_note(made);
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
