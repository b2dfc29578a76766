//! The terminal program: the same session as on paper, one screen at a time.
//!
//! A key press takes four hops: [`keymap`] translates it into a message, [`update`](mod@update) applies the message to
//! the [`model`], the runner carries out the commands that result, and [`view`](mod@view) draws the model. Only this
//! file and its `runner` touch files, clocks and the terminal; everything is saved before the frame that shows it.

pub mod field;
pub mod key;
pub mod keymap;
pub mod message;
pub mod model;
mod runner;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod update;
pub mod view;

use std::io;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use crate::session::Session;
use crate::sitting::{FileKeeper, Kind};
use key::Key;
use message::{Effect, Message};
use model::Model;
use runner::Runner;
use terminal::{End, Event, Terminal};
use theme::Theme;

/// What a sitting starts with.
pub struct Opening {
    /// The session.
    pub session: Session,
    /// Keeps it; `None` for an example that is only looked at.
    pub keeper: Option<FileKeeper>,
    /// What the sitting is for.
    pub kind: Kind,
    /// Offer the sessions found beside the file.
    pub offer_found: bool,
    /// Start with the result, for an example.
    pub at_result: bool,
    /// Colors and glyphs.
    pub theme: Theme,
    /// The terminal has colors that it does not change.
    pub deep_colors: bool,
    /// Begin with a live vote.
    pub host: Option<HostAt>,
    /// The clock.
    pub clock: fn() -> Timestamp,
}

/// Where a live vote is opened, as far as that was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostAt {
    /// The address of this machine.
    pub listen: Option<IpAddr>,
    /// The name under which others know it.
    pub name: Option<String>,
}

/// How a sitting ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The file that holds the session, if there is one.
    pub file: Option<PathBuf>,
    /// Why the last changes are not in the file, if they are not.
    pub problem: Option<String>,
    /// What somebody else did to the file, if anything.
    pub meddled: Option<String>,
    /// Nothing could be changed.
    pub read_only: bool,
    /// What ended it.
    pub how: How,
}

/// What ended a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The key to leave.
    Left,
    /// Ctrl-C.
    Interrupted,
    /// A signal, or the terminal is gone; [`End::carry_out`] says so to the parent.
    Cut(End),
}

/// Runs a sitting from the first frame to the last save; the terminal is given back when it returns.
///
/// # Errors
/// There is no terminal to take over.
pub fn run(opening: Opening) -> io::Result<Ended> {
    let mut terminal = Terminal::enter()?;
    let (at_result, is_host) = (opening.at_result, opening.host.is_some());
    let (mut runner, mut model) = Runner::open(opening, &terminal);
    if at_result {
        update::show_result(&mut model);
    } else {
        update::begin(&mut model);
    }
    if is_host {
        runner.offer_vote(&mut model);
    }
    let how = sit(&mut terminal, &mut runner, &mut model);
    runner.close_vote(&mut model);
    runner.begin_to_finish();
    terminal.leave();
    // People who left by key have already been told of every failure.
    let problem = if how == How::Left { None } else { runner.finish(&mut model) };
    let ended = Ended { file: runner.path(), problem, meddled: runner.take_meddled(), read_only: !model.can_edit(), how };
    // The program ends now: the system takes back its memory faster than thousands of small pieces are given back.
    std::mem::forget((model, runner, terminal));
    Ok(ended)
}

/// Lets events happen until one of them ends the sitting.
fn sit(terminal: &mut Terminal, runner: &mut Runner, model: &mut Model) -> How {
    let mut changed = true;
    loop {
        // Somebody else may have changed the file in a quiet moment: say so at once.
        changed |= runner.save(model);
        if changed {
            let size = terminal.size();
            drop(update::update(model, Message::Resize { columns: size.width, rows: size.height }));
            terminal.draw(|frame| view::view(model, frame));
        }
        let events = terminal.wait();
        let is_found = runner.take_found(model, Duration::ZERO);
        changed = runner.tick(model) || is_found || !events.is_empty();
        if runner.has_to_ring(model) {
            terminal.ring();
        }
        for event in events {
            match event {
                Event::Ended(end) => {
                    runner.save(model);
                    return How::Cut(end);
                }
                Event::Key(key) => {
                    if let Some(how) = press(terminal, runner, model, key) {
                        return how;
                    }
                }
                Event::Paste(text) => drop(update::update(model, Message::Paste(text))),
                Event::Resized | Event::Resumed | Event::Woken => {}
            }
        }
    }
}

fn press(terminal: &mut Terminal, runner: &mut Runner, model: &mut Model, key: Key) -> Option<How> {
    #[cfg(feature = "faults")]
    terminal::fault::provoke("update");
    let message = keymap::translate(model.mode(), key)?;
    match update::update(model, message)? {
        Effect::Leave { interrupted: true } => return Some(How::Interrupted),
        Effect::Leave { interrupted: false } => {
            if runner.finish(model).is_none() {
                return Some(How::Left);
            }
            // A failure that comes only now is reported before anything is given up.
            update::ask_before_leaving(model);
        }
        Effect::Suspend => {
            runner.save(model);
            if !terminal.suspend() {
                model.notice = Some("There is no shell here that could bring weigh back".to_owned());
            }
        }
        Effect::Redraw => terminal.repaint(),
        Effect::Copy(summary) => {
            terminal.copy(&summary);
            runner.keep_summary(model, &summary);
        }
        Effect::Open(path) => runner.open_other(model, &path),
        Effect::Merge(path) => runner.merge(model, &path),
        Effect::Export { page } => runner.export(model, page),
        Effect::WritePage => runner.write_page(model),
        Effect::OfferVote => runner.offer_vote(model),
        Effect::OpenVote(address) => runner.open_vote(model, address),
        Effect::ShowVotes => runner.show_votes(model),
        Effect::VoteAgain(question) => runner.vote_again(model, question.as_ref()),
        Effect::FreeName(name) => runner.free_name(model, &name),
        Effect::NewCode => runner.change_code(model),
        Effect::CloseVote => runner.close_vote(model),
        Effect::SaveAs(path) => runner.save_as(model, &path),
    }
    None
}
