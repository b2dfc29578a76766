//! What each message does to the model.
//!
//! Pure: the same model and message give the same model and effect. Must not touch files, clocks or the terminal.

mod answering;
mod ballots;
mod closing;
mod form;
mod live;
mod moving;
mod reading;
mod setup;
mod travel;
mod trial;
mod voting;
mod worksheet;

pub(super) use live::{closed, offer, opened, revealed};
pub use travel::{begin, enter_question};

use super::message::{Command, Effect, Message};
use super::model::{Cursor, Model, Panel, Prompt, Purpose, Screen, Target};
use super::view;
use crate::sitting::{FoundBallot, Listing};

/// Changes `model` as `message` asks; returns what the runner has to do.
pub fn update(model: &mut Model, message: Message) -> Option<Effect> {
    match message {
        Message::Resize { columns, rows } => {
            model.size = (columns, rows);
            None
        }
        Message::Edit(key) => {
            // If nobody can see the text, nobody may erase it; what is typed is kept.
            if key.is_typed() || !model.is_too_small() {
                form::edit(model, key);
            }
            None
        }
        Message::Paste(text) => {
            form::paste(model, &text);
            None
        }
        Message::Do(command) => perform(model, command),
    }
}

/// Opens the result, for an example that is only looked at.
pub fn show_result(model: &mut Model) {
    travel::open_result(model);
}

/// Asks before the program is left with changes that are in no file.
pub(super) fn ask_before_leaving(model: &mut Model) {
    model.panel = Some(Panel::Prompt(Prompt::LeaveUnsaved));
}

/// Takes in what lies in the folder: the sessions to go on with, if any are offered, and the ballots.
///
/// The mark stays on its line; on a setup where nothing has been done yet it goes to the first session offered.
pub(super) fn take_found(model: &mut Model, sessions: Option<Listing>, ballots: Vec<FoundBallot>) {
    let before = marked(model);
    model.ballots = ballots;
    let has_news = sessions.is_some();
    if let Some(sessions) = sessions {
        model.found = sessions;
    }
    if has_news && is_untouched(model) {
        model.panel = None;
        travel::begin(model);
    } else if let Some(item) = before.and_then(|target| view::page(model).targets.iter().position(|other| *other == target)) {
        model.place.cursor.item = Some(item);
    }
}

/// Tells whether nothing has been done on the setup of a new session.
fn is_untouched(model: &Model) -> bool {
    let is_empty = match &model.panel {
        Some(Panel::Form(form)) => form.purpose == Purpose::Title && form.field().is_none_or(|field| field.text().is_empty()),
        Some(_) => false,
        None => true,
    };
    model.place.screen == Screen::Setup && is_empty && model.session().title().is_empty() && !model.sitting.can_undo()
}

/// Says that the trouble with the file is over.
pub(super) fn saved_again(model: &mut Model) {
    if let Some(Panel::Prompt(Prompt::LeaveUnsaved)) = model.panel {
        model.panel = None;
    }
    model.notice.get_or_insert_with(|| "Saved again: everything is in the file now".to_owned());
}

fn perform(model: &mut Model, command: Command) -> Option<Effect> {
    if let Some(effect) = always(command) {
        return Some(effect);
    }
    if model.is_too_small() {
        return None;
    }
    model.notice = None;
    if !model.is_offered(command) {
        model.notice = Some(unavailable(model, command).to_owned());
        return None;
    }
    let effect = match &model.panel {
        Some(Panel::Help(_) | Panel::Why(..)) => {
            reading::perform(model, command);
            None
        }
        Some(Panel::Venue(_)) => live::choose(model, command),
        Some(Panel::ReadBack(..)) => {
            ballots::confirm(model, command);
            None
        }
        Some(Panel::Form(_)) => form::perform(model, command),
        Some(Panel::Prompt(prompt)) => answer_prompt(model, prompt.clone(), command),
        None => on_screen(model, command),
    };
    if !matches!(command, Command::Move(_)) {
        // A mark counts as just made until the next key that does something else.
        model.place.cursor.armed = false;
    }
    effect
}

/// What works at any size and on any screen.
fn always(command: Command) -> Option<Effect> {
    match command {
        Command::Leave => Some(Effect::Leave { interrupted: false }),
        Command::Interrupt => Some(Effect::Leave { interrupted: true }),
        Command::Suspend => Some(Effect::Suspend),
        Command::Redraw => Some(Effect::Redraw),
        _ => None,
    }
}

/// Says why `command` does nothing here.
fn unavailable(model: &Model, command: Command) -> &'static str {
    let is_answered = model.place.question().is_some_and(|question| model.session().answer(question).is_some());
    match command {
        Command::Worksheet if model.is_ballot() => "The team has filled in no worksheet for this question",
        _ if model.is_ballot() => "A ballot holds one person's votes and notes, nothing else",
        Command::Dissent if is_answered => "Nobody voted for anything but the agreed answer",
        Command::Dissent => "Agree on an answer first; then those who voted otherwise can say why",
        Command::Worksheet => "This question has no worksheet",
        Command::Lift => "This answer sets no hard limit that could be lifted",
        _ => "There is nothing here for this key to do",
    }
}

fn on_screen(model: &mut Model, command: Command) -> Option<Effect> {
    match command {
        Command::Move(step) => match model.place.screen {
            Screen::HandOver { .. } => voting::pick(model, step),
            _ => moving::go(model, step),
        },
        Command::Digit(number) => digit(model, number),
        Command::Unknown => unknown(model),
        Command::NotApplicable => answering::not_applicable(model),
        Command::Take => return take(model),
        Command::Next => return go_on(model),
        Command::Previous => travel::previous(model),
        Command::Raise => answering::shift_importance(model, crate::questionnaire::Importance::up),
        Command::Lower => answering::shift_importance(model, crate::questionnaire::Importance::down),
        Command::Assume => answering::toggle_assumption(model),
        Command::Lift => answering::lift(model),
        Command::Note => form::open_note(model),
        Command::Why => reading::open_why(model),
        Command::Vote if model.place.screen == Screen::Live => live::vote_here(model),
        Command::CallOut if model.place.screen == Screen::Live => live::call_out(model),
        Command::Vote => match live::vote_again(model) {
            None => voting::start(model),
            again => return again,
        },
        Command::Skip => voting::skip(model),
        Command::Reveal if model.place.screen == Screen::Live => return live::reveal(model),
        Command::Reveal => return voting::reveal(model),
        Command::CallOut => voting::call_out(model),
        Command::Erase => voting::erase(model),
        Command::Devices => return live::devices(model),
        Command::FreeName => return live::free(model),
        Command::NewCode => return Some(Effect::NewCode),
        Command::Dissent => voting::dissent(model),
        Command::FollowUp => form::open_follow_up(model, None),
        Command::Overview => travel::to_review(model),
        Command::Priorities => travel::to_priorities(model),
        Command::Result => travel::to_result(model),
        Command::Close => travel::to_close(model),
        Command::WhatIf => trial::start(model),
        Command::Keep => trial::end(model, true),
        Command::Remove => match model.place.screen {
            Screen::Worksheet { .. } => worksheet::reset(model),
            _ => closing::remove(model),
        },
        Command::Worksheet => worksheet::open(model),
        Command::MarkDone => closing::mark_done(model),
        Command::Export => return Some(Effect::Export { page: false }),
        Command::ExportPage => return Some(Effect::Export { page: true }),
        Command::Copy => return Some(Effect::Copy(closing::summary(model))),
        Command::Undo => undo(model),
        Command::Redo => redo(model),
        Command::Help => model.panel = Some(Panel::Help(Cursor::default())),
        Command::Back if model.place.screen == Screen::Live => return Some(Effect::CloseVote),
        Command::Back => travel::back(model),
        Command::Leave | Command::Interrupt | Command::Suspend | Command::Redraw => {}
    }
    None
}

/// Goes to the next screen; from the priorities, where everybody answers on their own device, to a live vote.
fn go_on(model: &mut Model) -> Option<Effect> {
    let begins = model.place.screen == Screen::Priorities && model.session().mode() == crate::session::AnswerMode::OnDevices;
    travel::next(model);
    let offers = begins && model.live.is_none() && model.sitting.cannot_go_live().is_none();
    offers.then_some(Effect::OfferVote)
}

fn digit(model: &mut Model, number: u8) {
    let place = usize::from(number).saturating_sub(1);
    match &model.place.screen {
        Screen::Question(_) | Screen::Reveal(_) => answering::choose(model, place),
        Screen::Booth { .. } | Screen::CallOut { .. } => voting::vote(model, Some(place)),
        Screen::WhatIf => trial::choose(model, place),
        Screen::Close(step) => closing::digit(model, *step, place),
        Screen::Worksheet { .. } => worksheet::edit(model, char::from_digit(number.into(), 10)),
        _ => {}
    }
}

fn unknown(model: &mut Model) {
    match &model.place.screen {
        Screen::Booth { .. } | Screen::CallOut { .. } => voting::vote(model, None),
        Screen::WhatIf => trial::answer(model, crate::session::Answer::Unknown),
        Screen::Question(_) | Screen::Reveal(_) => answering::unknown(model),
        _ => {}
    }
}

fn take(model: &mut Model) -> Option<Effect> {
    match &model.place.screen {
        Screen::Setup => return setup::take(model),
        Screen::Close(step) => return closing::take(model, *step),
        Screen::Alternatives | Screen::Priorities => return go_on(model),
        Screen::Live => {}
        Screen::Question(_) if model.is_voting_next() => voting::start(model),
        Screen::Question(_) | Screen::Reveal(_) => answering::take(model),
        Screen::HandOver { .. } => voting::ready(model),
        Screen::Booth { .. } => voting::cast(model),
        Screen::CallOut { .. } => return voting::reveal(model),
        Screen::Agreed => voting::confirm_agreed(model),
        Screen::Review | Screen::Result(_) => return travel::visit(model),
        Screen::WhatIf => trial::next_answer(model),
        Screen::Worksheet { .. } => worksheet::edit(model, None),
    }
    None
}

fn undo(model: &mut Model) {
    if let Screen::HandOver { .. } | Screen::Booth { .. } = model.place.screen {
        voting::clear(model);
        return;
    }
    if let Screen::CallOut { .. } = model.place.screen {
        voting::erase(model);
        return;
    }
    let undone = model.sitting.undo();
    model.notice = Some(undone.map_or_else(|| "Nothing to undo in this sitting".to_owned(), |step| format!("Undone: {}", step.label)));
    travel::settle(model);
}

fn redo(model: &mut Model) {
    let redone = model.sitting.redo();
    model.notice = Some(redone.map_or_else(|| "Nothing to redo".to_owned(), |step| format!("Redone: {}", step.label)));
    travel::settle(model);
}

fn answer_prompt(model: &mut Model, prompt: Prompt, command: Command) -> Option<Effect> {
    model.panel = None;
    match (prompt, command) {
        (Prompt::LeaveUnsaved, Command::Take) => {
            form::open_save_path(model);
            None
        }
        (Prompt::DropRound { question }, Command::Take) => {
            voting::open(model, question, true);
            None
        }
        (Prompt::SeeResult, Command::Take) => {
            travel::open_result(model);
            None
        }
        (Prompt::Rename { names, opened_on, line }, command) => {
            setup::rename(model, &names, &opened_on, &line, command == Command::Take);
            None
        }
        (Prompt::ShowVotes { .. }, Command::Take) => Some(Effect::ShowVotes),
        (Prompt::LeaveUnsaved | Prompt::SeeResult | Prompt::DropRound { .. } | Prompt::ShowVotes { .. }, _) => None,
    }
}

/// Returns what the marked line of the screen stands for.
fn marked(model: &Model) -> Option<Target> {
    let page = view::page(model);
    page.targets.get(page.marked()?).cloned()
}
