//! Puts what a form holds into the session.

use jiff::civil::Date;

use crate::questionnaire::Id;
use crate::report::words;
use crate::session::{Answer, Change, Decision, FollowUp, Participant, parse_date, parse_team};
use crate::tui::model::{Form, Model, Purpose};

/// Makes the changes that the form asks for, as one growing step; tells whether the session took them.
pub(super) fn commit(model: &mut Model, form: &mut Form) -> bool {
    form.trouble = None;
    match form.purpose.clone() {
        Purpose::Title => model.amend("title", Change::Title(form.text(0))),
        Purpose::Context => model.amend("context", Change::Context(form.text(0))),
        Purpose::Team => team(model, &form.text(0)),
        Purpose::Note(question) => model.amend(&label("note on", &question), Change::Note(question, form.text(0))),
        Purpose::NotApplicable(question) => {
            let answer = Answer::NotApplicable(form.text(0));
            model.amend(&label("answer to", &question), Change::Answer(question, answer))
        }
        Purpose::FollowUp { place, question } => {
            let follow_up = follow_up(form, question, form.text(0), 1);
            follow_up_at(model, form, place, follow_up)
        }
        Purpose::FindOut { place, question } => find_out(model, form, place, question),
        Purpose::MemberNote { question, name } => {
            model.amend(&label("dissent on", &question), Change::MemberNote { question, name, text: form.text(0) })
        }
        Purpose::Waiver { question, alternative } => {
            model.amend(&label("hard limit of", &question), Change::Waive { question, alternative, note: form.text(0) })
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
        Purpose::SavePath => true,
    }
}

fn find_out(model: &mut Model, form: &mut Form, place: Option<usize>, question: Id) -> bool {
    let existing = place.and_then(|place| model.session().follow_ups().get(place)).map(|old| old.what.clone());
    let nobody = form.text(0).trim().is_empty() && form.text(1).trim().is_empty();
    let what = match (existing, nobody) {
        (_, true) => String::new(),
        (Some(what), false) => what,
        (None, false) => words::find_out(model.session(), &question),
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
            form.trouble = Some(refusal.to_string());
            None
        }
    }
}

/// Brings the participants in line with what is typed.
///
/// What stays the same at both ends is left alone; in between people are renamed in place, so that correcting a name
/// takes its votes along.
fn team(model: &mut Model, typed: &str) -> bool {
    let wanted = match parse_team(typed) {
        Ok(wanted) => wanted,
        Err(refusal) => {
            model.notice = Some(refusal.to_string());
            return false;
        }
    };
    let present: Vec<Participant> = model.session().participants().to_vec();
    let head = present.iter().zip(&wanted).take_while(|(old, new)| old == new).count();
    let tail = present.iter().rev().zip(wanted.iter().rev()).take_while(|(old, new)| old == new).count();
    let tail = tail.min(present.len().min(wanted.len()) - head);
    let old: Vec<_> = present.iter().take(present.len() - tail).skip(head).cloned().collect();
    let new: Vec<_> = wanted.iter().take(wanted.len() - tail).skip(head).cloned().collect();
    let mut all = true;
    for (old, new) in old.iter().zip(&new) {
        all &= model.amend("who is here", Change::EditParticipant { name: old.name.clone(), to: new.clone() });
    }
    for gone in old.iter().skip(new.len()) {
        all &= model.amend("who is here", Change::RemoveParticipant(gone.name.clone()));
    }
    for (place, added) in new.iter().enumerate().skip(old.len()) {
        all &= model.amend("who is here", Change::InsertParticipant(head + place, added.clone()));
    }
    all
}

fn decision(model: &Model) -> Decision {
    model.session().decision().cloned().unwrap_or_default()
}

fn label(what: &str, question: &Id) -> String {
    format!("{what} {}", words::label(question))
}
