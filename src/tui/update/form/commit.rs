//! Puts what a form holds into the session.

use jiff::civil::Date;

use crate::questionnaire::Id;
use crate::session::{Answer, Change, FollowUp, parse_who_and_when, read_day, read_figure};
use crate::sitting::Task;
use crate::tui::model::{Form, Holds, Model, Purpose};

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
        Purpose::FollowUp(task) => follow_up(model, form, task),
        Purpose::FindOut(task) => find_out(model, form, task),
        Purpose::MemberNote { question, name } => {
            model.amend(&label(model, "dissent on", &question), Change::MemberNote { question, name, text: form.text(0) })
        }
        Purpose::Waiver { question, alternative } => {
            model.amend(&label(model, "hard limit of", &question), Change::Waive { question, alternative, note: form.text(0) })
        }
        Purpose::Reason => {
            let made = model.sitting.set_reason(form.text(0));
            model.take_note(made).is_some()
        }
        Purpose::Revisit => {
            let made = model.sitting.set_revisit(day(model, form, 0));
            model.take_note(made).is_some()
        }
        Purpose::Figure { worksheet, input } => figure(model, &worksheet, &input, &form.text(0)),
        Purpose::BallotCode | Purpose::SavePath => true,
    }
}

/// Puts a number in as soon as it can be read: half of "2 to 3" is no reason to complain yet.
fn figure(model: &mut Model, worksheet: &Id, input: &str, typed: &str) -> bool {
    if !typed.trim().is_empty() && read_figure(typed).is_err() {
        return true;
    }
    let made = model.sitting.set_figure(worksheet, input, typed);
    model.take_note(made).is_some()
}

fn find_out(model: &mut Model, form: &mut Form, mut task: Task) -> bool {
    let made = model.sitting.find_out(&mut task, &form.text(0));
    form.purpose = Purpose::FindOut(task);
    model.take_note(made).is_some()
}

fn follow_up(model: &mut Model, form: &mut Form, mut task: Task) -> bool {
    let left = written(model, form, task.question.clone());
    let made = model.sitting.put_follow_up(&mut task, left);
    form.purpose = Purpose::FollowUp(task);
    model.take_note(made).is_some()
}

/// Returns the follow-up that stands in the fields.
fn written(model: &Model, form: &Form, question: Option<Id>) -> FollowUp {
    let owner = Some(form.text(1).trim().to_owned()).filter(|owner| !owner.is_empty());
    FollowUp { question, what: form.text(0), owner, due: day(model, form, 2), done: false }
}

/// Ends what is written in a form that is being closed.
pub(super) fn finish(model: &mut Model, form: &Form) {
    match &form.purpose {
        Purpose::FollowUp(task) => {
            let left = written(model, form, None);
            model.sitting.close_task(task, &left);
        }
        Purpose::FindOut(task) => {
            let left = FollowUp { question: None, what: form.text(0), owner: None, due: None, done: false };
            model.sitting.close_task(task, &left);
        }
        _ => {}
    }
}

/// Reads a day from a field. Is `None` if it cannot be read: half a date is no reason to complain yet.
fn day(model: &Model, form: &Form, place: usize) -> Option<Date> {
    read_day(&form.text(place), model.sitting.today()).ok()
}

/// Leaves the active field, and writes a day that was typed as it is stored. If the text cannot be taken, returns why.
pub(super) fn leave(model: &Model, form: &mut Form) -> Option<String> {
    let typed = form.text(form.active);
    let today = model.sitting.today();
    let refusal = match form.holds(form.active) {
        Holds::Day if !typed.trim().is_empty() => match read_day(&typed, today) {
            Ok(day) => {
                form.field_mut()?.replace(&day.to_string());
                return None;
            }
            Err(refusal) => Some(refusal),
        },
        Holds::OwnerAndDay => parse_who_and_when(&typed, model.session().participants(), today).trouble,
        Holds::Figure if !typed.trim().is_empty() => read_figure(&typed).err(),
        Holds::Text | Holds::Owner | Holds::Day | Holds::Figure => None,
    };
    refusal.map(|refusal| refusal.to_string())
}

/// Brings the participants in line with what is typed. Who may be somebody else is asked when the line is closed.
fn team(model: &mut Model, form: &mut Form) -> bool {
    let read = model.sitting.set_team(&form.opened_on, &form.text(0), &[]);
    form.trouble = match read {
        Ok(left_out) => left_out.refused.map(|refused| refused.to_string()),
        Err(why) => Some(why.to_string()),
    };
    model.notice.clone_from(&form.trouble);
    form.trouble.is_none()
}

fn label(model: &Model, what: &str, question: &Id) -> String {
    format!("{what} {}", model.session().questionnaire().label(question))
}
