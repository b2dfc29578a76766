//! Goes from screen to screen.

use super::{form, setup, voting};
use crate::questionnaire::Id;
use crate::report::words;
use crate::session::Answer;
use crate::sitting::Waypoint;
use crate::tui::message::Effect;
use crate::tui::model::{Closing, Cursor, Model, Panel, Place, Prompt, Purpose, Screen, Tab, Target, Visit};

/// Opens the screen at which the sitting begins.
pub fn begin(model: &mut Model) {
    let stop = model.sitting.begin();
    let is_new = stop == Waypoint::Setup;
    stop_at(model, stop);
    if is_new && model.found.sessions.is_empty() && model.can_edit() {
        form::open_setup(model, Purpose::Title);
    }
}

/// Opens the screen of a stop of the walk.
pub(super) fn stop_at(model: &mut Model, stop: Waypoint) {
    match stop {
        Waypoint::Setup => model.place = Place::at(Screen::Setup, 0),
        Waypoint::Question(question) => enter_question(model, &question),
        Waypoint::Agreed => model.place = Place::new(Screen::Agreed),
        Waypoint::Review => {
            model.visit = None;
            model.place = Place::at(Screen::Review, 0);
        }
    }
}

/// Opens the screen of a question, its answer marked: the votes if there are any, else the choices.
///
/// A round of votes that runs on it goes on; a new one begins once everybody has read the question.
pub fn enter_question(model: &mut Model, question: &Id) {
    show_question(model, question);
    if !model.can_edit() || model.is_ballot() {
        return;
    }
    let running = model.session().round().is_some_and(|round| round.question == *question && !round.votes.is_empty());
    // If everybody has voted, going there must not show the votes: somebody has to ask for that.
    if running && !model.sitting.still_to_vote().is_empty() {
        voting::start(model);
    }
}

/// Opens the screen of a question without starting anything.
pub(super) fn show_question(model: &mut Model, question: &Id) {
    let marked = marked_answer(model, question);
    let question = question.clone();
    model.place = if model.session().votes(&question).is_some() {
        let cursor = Cursor { item: marked, ..Cursor::default() };
        Place { screen: Screen::Reveal(question), cursor }
    } else {
        Place { screen: Screen::Question(question), cursor: Cursor { item: marked, ..Cursor::default() } }
    };
}

/// Goes to the next screen.
pub(super) fn next(model: &mut Model) {
    match model.place.screen.clone() {
        Screen::Setup => model.place = Place::new(Screen::Alternatives),
        Screen::Alternatives => to_priorities(model),
        Screen::Priorities => {
            let stop = model.sitting.first();
            stop_at(model, stop);
        }
        Screen::Question(question) | Screen::Reveal(question) => {
            model.visit = None;
            question_after(model, &question);
        }
        Screen::Agreed => to_review(model),
        Screen::Review => to_result(model),
        Screen::Result(tab) => match Tab::ALL.iter().skip_while(|other| **other != tab).nth(1) {
            Some(tab) => model.place = Place::new(Screen::Result(*tab)),
            None => to_close(model),
        },
        Screen::Worksheet { .. } => super::worksheet::turn(model, true),
        Screen::Close(step) => {
            if let Some(step) = step.next() {
                super::closing::enter(model, step);
            }
        }
        _ => {}
    }
}

/// Goes to the previous screen.
pub(super) fn previous(model: &mut Model) {
    match model.place.screen.clone() {
        Screen::Alternatives => model.place = Place::at(Screen::Setup, 0),
        Screen::Priorities => model.place = Place::new(Screen::Alternatives),
        Screen::Question(question) | Screen::Reveal(question) => {
            model.visit = None;
            match model.sitting.before(Some(&question)) {
                Some(before) => enter_question(model, &before),
                None if model.is_ballot() => {}
                None => model.place = Place::at(Screen::Priorities, 0),
            }
        }
        Screen::Agreed | Screen::Review => match model.sitting.before(None) {
            Some(last) => enter_question(model, &last),
            None => model.place = Place::at(Screen::Priorities, 0),
        },
        Screen::Result(tab) => match Tab::ALL.iter().take_while(|other| **other != tab).last() {
            Some(tab) => model.place = Place::new(Screen::Result(*tab)),
            None => to_review(model),
        },
        Screen::Worksheet { .. } => super::worksheet::turn(model, false),
        Screen::Close(step) => {
            if let Some(step) = step.previous() {
                super::closing::enter(model, step);
            } else {
                open_result(model);
                model.place = Place::new(Screen::Result(Tab::NextSteps));
            }
        }
        _ => {}
    }
}

/// Goes one level up.
pub(super) fn back(model: &mut Model) {
    match model.place.screen.clone() {
        Screen::Question(_) | Screen::Reveal(_) if model.visit.is_some() => come_back(model),
        Screen::Booth { name, .. } => model.place = Place::new(Screen::HandOver { name }),
        Screen::HandOver { .. } | Screen::CallOut { .. } => voting::leave(model),
        Screen::WhatIf => super::trial::end(model, false),
        Screen::Worksheet { question, .. } => show_question(model, &question),
        Screen::Question(_) | Screen::Reveal(_) | Screen::Agreed | Screen::Result(_) | Screen::Close(_) => to_review(model),
        Screen::Review if model.is_ballot() => model.notice = Some("This is the top: q leaves, everything is saved".to_owned()),
        Screen::Alternatives | Screen::Priorities | Screen::Review => model.place = Place::at(Screen::Setup, 0),
        Screen::Live => {}
        Screen::Setup => model.notice = Some("This is the top: q leaves, everything is saved".to_owned()),
    }
}

/// Opens the question of the marked line, to come back to this screen; brings a ballot of the marked line in.
pub(super) fn visit(model: &mut Model) -> Option<Effect> {
    match super::marked(model) {
        Some(Target::Question(question)) => visit_question(model, &question),
        Some(Target::Next) => match model.sitting.untouched().first().map(|question| question.id.clone()) {
            Some(question) => visit_question(model, &question),
            None => to_result(model),
        },
        Some(Target::Setup) if model.is_ballot() => {}
        Some(Target::Setup) => model.place = Place::at(Screen::Setup, 0),
        Some(Target::Ballot(place)) => return setup::merge(model, place),
        Some(Target::WritePage) => return Some(Effect::WritePage),
        _ => model.notice = Some("Mark a line with up and down first".to_owned()),
    }
    None
}

/// Opens a question, to come back to this screen.
fn visit_question(model: &mut Model, question: &Id) {
    let before = matches!(model.place.screen, Screen::Result(_)).then(|| model.assessment());
    let visit = Visit { from: model.place.clone(), before };
    enter_question(model, question);
    model.visit = Some(visit);
}

/// Goes back to where the question was opened, saying what its change did.
pub(super) fn come_back(model: &mut Model) {
    let Some(visit) = model.visit.take() else { return };
    model.place = visit.from;
    if let Some(before) = visit.before {
        let after = model.assessment();
        model.notice = words::what_changed(model.session(), &before, &after);
    }
}

/// Goes to the review, the question just left marked; without one, what comes next.
pub(super) fn to_review(model: &mut Model) {
    let question = model.place.question().cloned();
    model.visit = None;
    model.place = Place::at(Screen::Review, 0);
    let page = crate::tui::view::page(model);
    let here = |target: &Target| matches!((target, &question), (Target::Question(id), Some(left)) if id == left);
    let item = page.targets.iter().position(here);
    model.place = Place::at(Screen::Review, item.unwrap_or(0));
}

/// Shows the result.
pub(super) fn to_result(model: &mut Model) {
    if model.is_ballot() {
        model.notice = Some("A ballot shows no results: they would color the votes".to_owned());
        return;
    }
    if model.sitting.warns_before_result() {
        model.panel = Some(Panel::Prompt(Prompt::SeeResult));
    } else {
        open_result(model);
    }
}

/// Opens the result, even if questions are open.
pub(super) fn open_result(model: &mut Model) {
    model.visit = None;
    model.sitting.see_result();
    model.place = Place::new(Screen::Result(Tab::Overview));
}

/// Goes to the priorities.
pub(super) fn to_priorities(model: &mut Model) {
    model.visit = None;
    model.place = Place::at(Screen::Priorities, 0);
}

/// Goes to the close.
pub(super) fn to_close(model: &mut Model) {
    model.visit = None;
    super::closing::enter(model, Closing::Confidence);
}

/// Goes on from the question on the screen: back to where it was opened, else as the walk leads.
pub(super) fn go_on(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    if model.visit.is_some() {
        come_back(model);
    } else {
        question_after(model, &question);
    }
}

/// Goes on from a question: to the next one, to what all ballots agree on, or to the review.
pub(super) fn question_after(model: &mut Model, question: &Id) {
    let stop = model.sitting.after(question);
    stop_at(model, stop);
}

/// Leaves screens that an undo has made meaningless.
pub(super) fn settle(model: &mut Model) {
    if let Some(question) = model.place.question().cloned() {
        show_question(model, &question);
    }
}

/// Returns the item of the agreed answer on a question's screen: the choices, then "don't know", then "does not apply".
fn marked_answer(model: &Model, question: &Id) -> Option<usize> {
    let asked = model.session().questionnaire().question(question)?;
    match model.session().answer(question)? {
        Answer::Choice(chosen) => asked.place(chosen),
        Answer::Unknown => Some(asked.choices.len()),
        Answer::NotApplicable(_) => Some(asked.choices.len() + 1),
    }
}
