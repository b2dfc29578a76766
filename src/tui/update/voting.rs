//! Rounds of votes: unseen in turns, called out, revealed.
//!
//! Until a round is revealed nothing of it leaves this file's screens but who has voted.

use super::{form, live, travel};
use crate::questionnaire::Id;
use crate::report::words;
use crate::session::{AnswerMode, Vote};
use crate::sitting::{Left, NotDone, Revealed};
use crate::tui::message::{Effect, Step};
use crate::tui::model::{Model, Panel, Place, Prompt, Screen};

/// Starts a round on the question on the screen, or goes on with the one that is running on it.
pub(super) fn start(model: &mut Model) {
    let Some(question) = model.place.question().cloned() else { return };
    open(model, question, false);
}

/// Opens a round on `question`, or goes on with the one that is running on it; asks before votes are dropped.
pub(super) fn open(model: &mut Model, question: Id, may_drop: bool) {
    match model.sitting.open_round(&question, may_drop) {
        Ok(()) if model.session().mode() == AnswerMode::CalledOut => call_out(model),
        Ok(()) => hand_over(model, None),
        Err(NotDone::WouldDrop { .. }) => model.panel = Some(Panel::Prompt(Prompt::DropRound { question })),
        Err(why) => model.notice = Some(why.to_string()),
    }
}

/// Passes over the person whose turn it is.
pub(super) fn skip(model: &mut Model) {
    if let Screen::CallOut { names, entered } = &mut model.place.screen {
        *entered = (*entered + 1).min(names.len());
        return;
    }
    if let Screen::HandOver { name } = &model.place.screen {
        let name = name.clone();
        if model.sitting.still_to_vote() == [name.as_str()] {
            model.notice = Some(format!("Only {name} is left: R shows the votes without {name}'s"));
        } else {
            hand_over(model, Some(&name));
        }
    }
}

/// Lets another person vote next, also one who has voted: a vote can be changed until all are shown.
pub(super) fn pick(model: &mut Model, step: Step) {
    let Screen::HandOver { name } = &model.place.screen else { return };
    let participants = model.session().participants();
    let last = participants.len().saturating_sub(1);
    let here = participants.iter().position(|participant| participant.name == *name).unwrap_or(0);
    let there = match step {
        Step::Up => here.checked_sub(1).unwrap_or(last),
        Step::Down if here < last => here + 1,
        Step::Down | Step::First | Step::PageUp => 0,
        Step::Last | Step::PageDown => last,
        Step::Left | Step::Right => here,
    };
    if let Some(participant) = participants.get(there) {
        model.place = Place::new(Screen::HandOver { name: participant.name.clone() });
    }
}

/// The person is at the keyboard.
pub(super) fn ready(model: &mut Model) {
    if let Screen::HandOver { name } = &model.place.screen {
        model.place = Place::new(Screen::Booth { name: name.clone(), chosen: false });
    }
}

/// Records a vote: for the choice at a place, or for "don't know".
pub(super) fn vote(model: &mut Model, choice: Option<usize>) {
    let Some(question) = round_question(model) else { return };
    let choices = model.session().questionnaire().question(&question).map_or(&[][..], |asked| &asked.choices);
    let Some(vote) = choice.map_or(Some(Vote::Unknown), |place| choices.get(place).map(|choice| Vote::Choice(choice.id.clone()))) else {
        model.notice = Some("There is no such answer: choose a number from the list, or 0".to_owned());
        return;
    };
    match model.place.screen.clone() {
        Screen::Booth { name, .. } => {
            let cast = model.sitting.vote(&name, Some(vote));
            let chosen = model.take_note(cast).is_some();
            model.place.screen = Screen::Booth { name, chosen };
        }
        Screen::CallOut { names, entered } => {
            let Some(name) = names.get(entered).cloned() else {
                model.notice = Some("All votes are in: Enter shows them, Backspace corrects the last".to_owned());
                return;
            };
            let cast = model.sitting.vote(&name, Some(vote));
            if model.take_note(cast).is_some() {
                model.place.screen = Screen::CallOut { names, entered: entered + 1 };
            }
        }
        _ => {}
    }
}

/// Hides the vote just made and hands over to the next person, or reveals the votes if it was the last.
pub(super) fn cast(model: &mut Model) {
    let Screen::Booth { name, .. } = &model.place.screen else { return };
    let name = name.clone();
    if own_vote(model, &name).is_none() {
        model.notice = Some("Choose a number first, or 0 if you don't know; Esc goes back".to_owned());
        return;
    }
    hand_over(model, Some(&name));
}

/// Clears the vote of the person whose turn it is.
pub(super) fn clear(model: &mut Model) {
    let (Screen::Booth { name, .. } | Screen::HandOver { name }) = &model.place.screen else { return };
    let (name, has_voted) = (name.clone(), own_vote(model, name).is_some());
    if has_voted {
        let cleared = model.sitting.vote(&name, None);
        if model.take_note(cleared).is_some() {
            model.notice = Some(format!("The vote of {name} is cleared"));
        }
    } else {
        model.notice = Some(format!("{name} has not voted yet"));
    }
}

/// Shows the votes; those of a round that runs on the devices as well are shown there.
pub(super) fn reveal(model: &mut Model) -> Option<Effect> {
    if live::waits_for_devices(model) {
        model.place = Place::at(Screen::Live, 0);
        return live::reveal(model);
    }
    show(model);
    None
}

fn show(model: &mut Model) {
    let shown = model.sitting.reveal();
    if let Some(Revealed { question, agreed }) = model.take_note(shown) {
        travel::show_question(model, &question);
        model.notice = agreed;
    }
}

/// Begins to enter votes that are called out, for all who have not voted; shows the votes if all have.
pub(super) fn call_out(model: &mut Model) {
    let mut names = model.sitting.still_to_vote();
    if live::waits_for_devices(model) {
        names.retain(|name| !model.has_device(name));
    }
    if names.is_empty() {
        return all_are_in(model);
    }
    model.place = Place::new(Screen::CallOut { names, entered: 0 });
}

/// Takes the last vote called out back.
pub(super) fn erase(model: &mut Model) {
    let Screen::CallOut { names, entered } = model.place.screen.clone() else { return };
    let Some(last) = entered.checked_sub(1) else { return };
    if let Some(name) = names.get(last) {
        let erased = model.sitting.vote(name, None);
        model.take_note(erased);
    }
    model.place.screen = Screen::CallOut { names, entered: last };
}

/// Goes back to the question. The round stays; one without votes is dropped.
pub(super) fn leave(model: &mut Model) {
    match model.sitting.leave_round() {
        None => travel::to_review(model),
        Some((question, left)) => {
            if left == Left::Waits {
                model.notice = Some(left.said().to_owned());
            }
            travel::show_question(model, &question);
        }
    }
}

/// Agrees on every answer on which everybody agrees.
pub(super) fn confirm_agreed(model: &mut Model) {
    let confirmed = model.sitting.confirm_agreed();
    if let Some(count) = model.take_note(confirmed) {
        travel::to_review(model);
        model.notice = Some(format!("{} confirmed", words::count(count, "answer", "answers")));
    }
}

/// Opens the line of the next dissenter.
pub(super) fn dissent(model: &mut Model) {
    if let (Some(question), Some(name)) = (model.place.question().cloned(), model.next_dissenter()) {
        form::open_member_note(model, question, name);
    }
}

/// Returns the vote of `name` in the running round.
pub(in crate::tui) fn own_vote<'a>(model: &'a Model, name: &str) -> Option<&'a Vote> {
    model.session().round()?.votes.get(name)
}

/// Hands the keyboard to the next person who has not voted, after `after` and around; reveals the votes if nobody is
/// left. Beside a round on the devices each one here is asked for by name.
fn hand_over(model: &mut Model, after: Option<&str>) {
    match model.sitting.next_voter(after).filter(|_| !live::waits_for_devices(model)) {
        Some(name) => model.place = Place::new(Screen::HandOver { name }),
        None => all_are_in(model),
    }
}

/// Everybody has voted here: the votes are shown, or wait for those of the devices.
fn all_are_in(model: &mut Model) {
    if live::waits_for_devices(model) {
        model.place = Place::at(Screen::Live, 0);
        model.notice = Some("The votes here wait with those of the devices: r shows all".to_owned());
    } else {
        show(model);
    }
}

fn round_question(model: &Model) -> Option<Id> {
    Some(model.session().round()?.question.clone())
}
