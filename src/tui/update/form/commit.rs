//! Puts what a form holds into the session.

use jiff::civil::Date;

use crate::questionnaire::Id;
use crate::report::words;
use crate::session::{Answer, Change, Decision, FollowUp, parse_date};
use crate::tui::model::{Form, Model, Purpose};

/// Makes the changes that the form asks for, as one growing step; tells whether the session took them.
pub(super) fn commit(model: &mut Model, form: &mut Form) -> bool {
    form.trouble = None;
    match form.purpose.clone() {
        Purpose::Title => model.amend("title", Change::Title(form.text(0))),
        Purpose::Context => model.amend("context", Change::Context(form.text(0))),
        Purpose::Team => team(model, form),
        Purpose::Note(question) => model.amend(&label(model, "note on", &question), Change::Note(question, form.text(0))),
        Purpose::NotApplicable(question) => {
            let answer = Answer::NotApplicable(form.text(0));
            model.amend(&label(model, "answer to", &question), Change::Answer(question, answer))
        }
        Purpose::FollowUp { place, question } => {
            let follow_up = follow_up(form, question, form.text(0), 1);
            follow_up_at(model, form, place, follow_up)
        }
        Purpose::FindOut { place, question } => find_out(model, form, place, question),
        Purpose::MemberNote { question, name } => {
            model.amend(&label(model, "dissent on", &question), Change::MemberNote { question, name, text: form.text(0) })
        }
        Purpose::Waiver { question, alternative } => {
            model.amend(&label(model, "hard limit of", &question), Change::Waive { question, alternative, note: form.text(0) })
        }
        Purpose::Reason => {
            let decision = Decision { reason: form.text(0), ..decision(model) };
            model.amend("reason", Change::Decide(decision))
        }
        Purpose::Revisit => {
            let revisit = date(form, 0);
            let decision = Decision { revisit, ..decision(model) };
            model.amend("revisit date", Change::Decide(decision))
        }
        Purpose::BallotCode | Purpose::SavePath => true,
    }
}

fn find_out(model: &mut Model, form: &mut Form, place: Option<usize>, question: Id) -> bool {
    let ours = words::find_out(model.session(), &question);
    let existing = place.and_then(|place| model.session().follow_ups().get(place)).map(|old| old.what.clone());
    let nobody = form.text(0).trim().is_empty() && form.text(1).trim().is_empty();
    // What somebody wrote stays, whoever does it; what was only put in for an owner goes with the owner.
    let what = match existing {
        Some(what) if what != ours => what,
        Some(_) | None if nobody => String::new(),
        Some(_) | None => ours,
    };
    let follow_up = follow_up(form, Some(question), what, 0);
    follow_up_at(model, form, place, follow_up)
}

/// Adds, replaces or, where nothing is left of it, removes the follow-up of a form; remembers where it stands.
fn follow_up_at(model: &mut Model, form: &mut Form, place: Option<usize>, follow_up: FollowUp) -> bool {
    let is_empty = follow_up.what.trim().is_empty() && follow_up.owner.is_none() && follow_up.due.is_none();
    let (change, now_at) = match (place, is_empty) {
        (None, true) => return true,
        (Some(place), true) => (Change::RemoveFollowUp(place), None),
        (Some(place), false) => (Change::EditFollowUp(place, keep_done(model, place, follow_up)), Some(place)),
        (None, false) => (Change::AddFollowUp(follow_up), Some(model.session().follow_ups().len())),
    };
    let made = model.amend("follow-up", change);
    match &mut form.purpose {
        Purpose::FollowUp { place, .. } | Purpose::FindOut { place, .. } if made => *place = now_at,
        _ => {}
    }
    made
}

fn keep_done(model: &Model, place: usize, follow_up: FollowUp) -> FollowUp {
    let done = model.session().follow_ups().get(place).is_some_and(|old| old.done);
    FollowUp { done, ..follow_up }
}

/// Reads owner and date from the fields at `first` and behind it.
fn follow_up(form: &mut Form, question: Option<Id>, what: String, first: usize) -> FollowUp {
    let owner = Some(form.text(first).trim().to_owned()).filter(|owner| !owner.is_empty());
    FollowUp { question, what, owner, due: date(form, first + 1), done: false }
}

/// Reads a date from a field; leaves word where it is none.
fn date(form: &mut Form, place: usize) -> Option<Date> {
    let typed = form.text(place);
    if typed.trim().is_empty() {
        return None;
    }
    match parse_date(&typed) {
        Ok(date) => Some(date),
        Err(refusal) => {
            // Halfway through a date is no reason to complain yet.
            form.trouble = (!may_become_a_date(&typed)).then(|| refusal.to_string());
            None
        }
    }
}

fn may_become_a_date(typed: &str) -> bool {
    let fits = |(place, character): (usize, char)| if matches!(place, 4 | 7) { character == '-' } else { character.is_ascii_digit() };
    let typed = typed.trim();
    typed.len() < 10 && typed.chars().enumerate().all(fits)
}

/// Returns why the text of the field being left cannot be taken, if so.
pub(super) fn unfinished(form: &Form) -> Option<String> {
    let is_date = match form.purpose {
        Purpose::Revisit => form.active == 0,
        Purpose::FindOut { .. } => form.active == 1,
        Purpose::FollowUp { .. } => form.active == 2,
        Purpose::Title
        | Purpose::Context
        | Purpose::Team
        | Purpose::Note(_)
        | Purpose::NotApplicable(_)
        | Purpose::MemberNote { .. }
        | Purpose::Waiver { .. }
        | Purpose::Reason
        | Purpose::BallotCode
        | Purpose::SavePath => false,
    };
    let typed = form.text(form.active);
    let refusal = (is_date && !typed.trim().is_empty()).then(|| parse_date(&typed).err()).flatten();
    refusal.map(|refusal| format!("No date was taken. {refusal}"))
}

/// Brings the participants in line with what is typed. Who may be somebody else is asked when the line is closed.
fn team(model: &mut Model, form: &mut Form) -> bool {
    let read = model.sitting.set_team(&form.opened_on, &form.text(0), &[]);
    form.trouble = read.map_or_else(Some, |left_out| left_out.refused);
    model.notice.clone_from(&form.trouble);
    form.trouble.is_none()
}

fn decision(model: &Model) -> Decision {
    model.session().decision().cloned().unwrap_or_default()
}

fn label(model: &Model, what: &str, question: &Id) -> String {
    format!("{what} {}", model.session().questionnaire().label(question))
}
