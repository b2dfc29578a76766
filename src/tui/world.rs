//! The world behind the terminal program: its keeper, its clock.
//!
//! Carries out what `update` asks for. Files are reached through the sitting's keeper. Must not decide what a key means.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::model::{Model, Screen};
use super::terminal::{Terminal, Waker};
use super::{Opening, update};
use crate::questionnaire::Id;
use crate::report::Format;
use crate::report::words::join;
use crate::sitting::keeper::{self, FileKeeper, Keeper, News};
use crate::sitting::{File, Sitting, brought};

/// What the program may use of the world.
pub(super) struct World {
    keeper: Option<FileKeeper>,
    waker: Waker,
    clock: fn() -> Timestamp,
    started: Timestamp,
    /// The question on the screen when it was last looked at.
    question: Option<Id>,
}

impl World {
    /// Takes over what a sitting starts from.
    pub(super) fn open(opening: Opening, terminal: &Terminal) -> (Self, Model) {
        let started = (opening.clock)();
        let example = || File { read_only: Some("this is a finished example".to_owned()), ..File::default() };
        let file = opening.keeper.as_ref().map_or_else(example, Keeper::file);
        let mut model = Model::new(Sitting::new(opening.session, opening.kind, file), opening.theme);
        model.sitting.now = started;
        let waker = terminal.waker();
        if let Some(keeper) = &opening.keeper {
            listen(keeper, &waker);
            if !model.is_ballot() {
                model.ballots = keeper.ballots(model.session());
            }
            if opening.offer_found {
                model.found = keeper::sessions(keeper.folder());
            }
        }
        (Self { keeper: opening.keeper, waker, clock: opening.clock, started, question: None }, model)
    }

    /// Saves what changed, and has it forced to the disk once its question has been left; trouble lasts on the screen
    /// until a save succeeds. In a quiet moment the file forces itself to the disk.
    pub(super) fn save(&mut self, model: &mut Model) {
        let Some(keeper) = &mut self.keeper else { return };
        say(model.sitting.save(keeper), model);
        let question = model.place.question();
        if question != self.question.as_ref() {
            self.question = question.cloned();
            keeper.settle();
        }
    }

    /// Lets time pass; tells whether a minute is over, so that there is something to draw.
    pub(super) fn tick(&mut self, model: &mut Model) -> bool {
        let now = (self.clock)();
        model.sitting.now = now;
        if model.place.screen == Screen::Setup && model.minutes == 0 {
            // The clock starts with the first screen after the setup.
            self.started = now;
        }
        let minutes = u64::try_from((now.as_second() - self.started.as_second()) / 60).unwrap_or(0);
        let is_new = minutes != model.minutes;
        model.minutes = minutes;
        is_new
    }

    /// Has everything forced to the disk while the terminal is given back.
    pub(super) fn begin_to_finish(&self) {
        if let Some(keeper) = &self.keeper {
            keeper.settle();
        }
    }

    /// Forces everything to the disk; returns why the last changes are not there, if so.
    pub(super) fn finish(&mut self, model: &mut Model) -> Option<String> {
        if let Some(keeper) = &mut self.keeper {
            say(model.sitting.finish(keeper), model);
        }
        model.sitting.file.problem.clone()
    }

    /// Returns the file, if it has been written or read.
    pub(super) fn path(&self) -> Option<PathBuf> {
        self.keeper.as_ref().and_then(FileKeeper::path)
    }

    /// Goes on with another session found in the folder.
    ///
    /// The session left behind is on the disk first; if that fails, it stays.
    pub(super) fn open_other(&mut self, model: &mut Model, path: &Path) {
        if self.finish(model).is_some() {
            return;
        }
        let opened = FileKeeper::open(path);
        let Some((keeper, session)) = model.take_note(opened) else { return };
        let ballots = keeper.ballots(&session);
        let sitting = Sitting::new(session, model.sitting.kind().clone(), keeper.file());
        let before = std::mem::replace(model, Model::new(sitting, model.theme));
        model.size = before.size;
        model.minutes = before.minutes;
        model.sitting.now = before.sitting.now;
        model.ballots = ballots;
        listen(&keeper, &self.waker);
        self.keeper = Some(keeper);
        update::begin(model);
    }

    /// Brings a ballot in.
    pub(super) fn merge(&mut self, model: &mut Model, path: &Path) {
        let Some(keeper) = &self.keeper else { return };
        let ballot = keeper.ballot(path);
        let Some(ballot) = model.take_note(ballot) else { return };
        let merged = model.sitting.bring_in(&[ballot]).map_err(|why| why.to_string());
        if let Some(report) = model.take_note(merged) {
            model.notice = Some(brought(&report));
            model.ballots = keeper.ballots(model.session());
        }
    }

    /// Writes the ballot as a page beside the session.
    pub(super) fn write_page(&mut self, model: &mut Model) {
        let written = self.keeper.as_ref().map_or_else(|| Err(NO_FILE.to_owned()), |keeper| keeper.write_page(model.session()));
        if let Some(name) = model.take_note(written) {
            model.notice = Some(format!("The ballot page is {name}: send it to everybody who votes; b takes the codes they send back"));
        }
    }

    /// Writes the decision record beside the session, as a web page too if that is wanted.
    pub(super) fn export(&mut self, model: &mut Model, page: bool) {
        let formats: &[Format] = if page { &[Format::Markdown, Format::Html] } else { &[Format::Markdown] };
        let Some(keeper) = &mut self.keeper else {
            model.notice = Some(NO_FILE.to_owned());
            return;
        };
        let written: Result<Vec<String>, String> = formats.iter().map(|format| keeper.export(model.session(), *format)).collect();
        if let Some(names) = model.take_note(written) {
            model.notice = Some(format!("The record is in {}", join(names)));
        }
    }

    /// Saves the summary that is on the clipboard.
    pub(super) fn keep_summary(&mut self, model: &mut Model, summary: &str) {
        let kept = self.keeper.as_ref().map_or_else(|| Err(NO_FILE.to_owned()), |keeper| keeper.keep_summary(summary));
        if let Some(name) = model.take_note(kept) {
            model.notice = Some(format!("Copied, if the terminal allows it; the summary is in {name}"));
        }
    }

    /// Saves to another path from now on.
    pub(super) fn save_as(&mut self, model: &mut Model, path: &Path) {
        let Some(keeper) = &mut self.keeper else { return };
        let saved = model.sitting.save_as(keeper, path);
        if model.take_note(saved).is_some() {
            model.notice = Some(format!("Saved to {}; editing goes on there", model.sitting.file.name));
        }
    }
}

/// What is said where there is no folder to write into.
const NO_FILE: &str = "This is an example without a file: nothing is written";

/// Says what a save brought; lasting trouble is drawn from the sitting.
fn say(news: News, model: &mut Model) {
    match news {
        News::None | News::NotSaved(_) => {}
        News::SavedAgain => update::saved_again(model),
        News::Elsewhere(said) => {
            update::saved_again(model);
            model.notice = Some(said);
        }
    }
}

/// Has a late error of the disk end the wait, so that it is said at once.
fn listen(keeper: &FileKeeper, waker: &Waker) {
    let waker = waker.clone();
    keeper.on_late_error(move || waker.wake());
}
