//! Carries out what `update` asks for, with the keeper, the clock and the folder.
//!
//! Reaches files through the sitting's keeper. Must not decide what a key means.

mod live;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::model::{Model, Screen};
use super::terminal::{Terminal, Waker};
use super::{HostAt, Opening, update};
use crate::live::Host;
use crate::questionnaire::Id;
use crate::report::Format;
use crate::report::words::{brought, join};
use crate::session::Participant;
use crate::sitting::keeper::{self, FileKeeper, KeepError, Keeper, News};
use crate::sitting::{File, FoundBallot, Listing, Sitting};

/// How long a screen waits for what lies in the folder: usually it is known long before. Files that are slow to read
/// appear later.
const PATIENCE: Duration = Duration::from_millis(200);

/// What lies in the folder.
struct Found {
    /// Sessions to go on with, if they are offered.
    sessions: Option<Listing>,
    ballots: Vec<FoundBallot>,
}

/// Everything outside of the model that a sitting uses.
pub(super) struct Runner {
    keeper: Option<FileKeeper>,
    waker: Waker,
    clock: fn() -> Timestamp,
    started: Timestamp,
    /// The question on the screen when it was last looked at.
    question: Option<Id>,
    /// What somebody else did to the file, to be said once more at the end.
    meddled: Option<String>,
    /// Receives the contents of the folder, while it is being looked at.
    looking: Option<Receiver<Found>>,
    /// The live vote, while one is open.
    host: Option<Host>,
    /// Where one is opened, as far as that is known: said by the command line, then agreed to.
    at: HostAt,
    /// Somebody has agreed to a live vote in this sitting.
    is_agreed: bool,
    /// The bell has rung for a vote that is complete.
    has_rung: bool,
    /// Who is here, as far as the live vote knows.
    followed: Vec<Participant>,
    /// The file that keeps the draft of the live vote.
    draft: String,
}

impl Runner {
    /// Takes over what a sitting starts with.
    pub(super) fn open(opening: Opening, terminal: &Terminal) -> (Self, Model) {
        let started = (opening.clock)();
        let example = || File { read_only: Some("this is a finished example".to_owned()), ..File::default() };
        let file = opening.keeper.as_ref().map_or_else(example, Keeper::file);
        let mut model = Model::new(Sitting::new(opening.session, opening.kind, file), opening.theme);
        model.sitting.now = started;
        let waker = terminal.waker();
        if let Some(keeper) = &opening.keeper {
            listen(keeper, &waker);
        }
        let keeper = opening.keeper;
        model.deep_colors = opening.deep_colors;
        let mut runner = Self {
            keeper,
            waker,
            clock: opening.clock,
            started,
            question: None,
            meddled: None,
            looking: None,
            host: None,
            at: opening.host.unwrap_or_default(),
            is_agreed: false,
            has_rung: false,
            followed: Vec::new(),
            draft: String::new(),
        };
        if !model.is_ballot() {
            runner.look_around(&mut model, opening.offer_found);
        }
        (runner, model)
    }

    /// Looks at what lies in the folder, in the background: anybody may have put anything there.
    fn look_around(&mut self, model: &mut Model, offer_sessions: bool) {
        let Some(keeper) = &self.keeper else { return };
        let (folder, session) = (keeper.folder().to_owned(), model.session().clone());
        let (sender, receiver) = mpsc::channel();
        // While this thread waits, it needs no waking, and nothing is drawn twice.
        let is_late = Arc::new(AtomicBool::new(false));
        let (waker, must_wake) = (self.waker.clone(), Arc::clone(&is_late));
        let look = move || {
            let sessions = offer_sessions.then(|| keeper::sessions(&folder));
            // The program may have ended meanwhile.
            let _ = sender.send(Found { sessions, ballots: keeper::ballots(&folder, &session) });
            if must_wake.load(Ordering::SeqCst) {
                waker.wake();
            }
        };
        if thread::Builder::new().name("folder".to_owned()).spawn(look).is_ok() {
            self.looking = Some(receiver);
            if !self.take_found(model, PATIENCE) {
                is_late.store(true, Ordering::SeqCst);
                // It may have come just before that.
                self.take_found(model, Duration::ZERO);
            }
        } else {
            model.notice = Some("The system has no room for another thread: what lies in the folder is not shown".to_owned());
        }
    }

    /// Takes in what lies in the folder once it is known; tells whether there is something new to draw.
    pub(super) fn take_found(&mut self, model: &mut Model, wait: Duration) -> bool {
        let Some(Ok(Found { sessions, ballots })) = self.looking.as_ref().map(|looking| looking.recv_timeout(wait)) else { return false };
        self.looking = None;
        update::take_found(model, sessions, ballots);
        true
    }

    /// Saves what changed, and has it forced to the disk once its question has been left; trouble lasts on the screen
    /// until a save succeeds. In a quiet moment the file forces itself to the disk. Tells whether there is news to draw.
    pub(super) fn save(&mut self, model: &mut Model) -> bool {
        let Some(keeper) = &mut self.keeper else { return false };
        let news = model.sitting.save(keeper);
        let is_news = news != News::None;
        say(news, model, &mut self.meddled);
        let question = model.place.question();
        if question != self.question.as_ref() {
            self.question = question.cloned();
            keeper.settle();
        }
        is_news
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
        self.look_at_vote(model) || is_new
    }

    /// Has everything forced to the disk while the terminal is given back.
    pub(super) fn begin_to_finish(&self) {
        if let Some(keeper) = &self.keeper {
            keeper.settle();
        }
    }

    /// Forces everything to the disk; if the last changes are not there, returns why.
    pub(super) fn finish(&mut self, model: &mut Model) -> Option<String> {
        if let Some(keeper) = &mut self.keeper {
            let news = model.sitting.finish(keeper);
            say(news, model, &mut self.meddled);
        }
        model.sitting.file.problem.clone()
    }

    /// Returns what somebody else did to the file, if anything.
    pub(super) fn take_meddled(&mut self) -> Option<String> {
        self.meddled.take()
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
        let sitting = Sitting::new(session, model.sitting.kind().clone(), keeper.file());
        let before = std::mem::replace(model, Model::new(sitting, model.theme));
        model.size = before.size;
        model.minutes = before.minutes;
        model.sitting.now = before.sitting.now;
        model.deep_colors = before.deep_colors;
        self.host = None;
        listen(&keeper, &self.waker);
        self.keeper = Some(keeper);
        update::begin(model);
        self.look_around(model, false);
    }

    /// Brings a ballot in.
    pub(super) fn merge(&mut self, model: &mut Model, path: &Path) {
        let Some(keeper) = &self.keeper else { return };
        let ballot = keeper.ballot(path);
        let Some(ballot) = model.take_note(ballot) else { return };
        let merged = model.sitting.bring_in(&[ballot]);
        if let Some(report) = model.take_note(merged) {
            model.notice = Some(brought(&report));
            self.look_around(model, false);
        }
    }

    /// Writes the ballot as a page beside the session.
    pub(super) fn write_page(&mut self, model: &mut Model) {
        let written = self.keeper.as_mut().map(|keeper| keeper.write_page(model.session()));
        if let Some(name) = note_written(written, model) {
            model.notice = Some(format!("The ballot page is {name}: send it to everybody who votes; b takes the codes they send back"));
        }
    }

    /// Writes the decision record beside the session, as a web page too if that is wanted.
    pub(super) fn export(&mut self, model: &mut Model, page: bool) {
        let formats: &[Format] = if page { &[Format::Markdown, Format::Html] } else { &[Format::Markdown] };
        let export = |keeper: &mut FileKeeper| formats.iter().map(|format| keeper.export(model.session(), *format)).collect();
        let written: Option<Result<Vec<String>, KeepError>> = self.keeper.as_mut().map(export);
        if let Some(names) = note_written(written, model) {
            model.notice = Some(format!("The record is in {}", join(names)));
        }
    }

    /// Saves the summary that is on the clipboard.
    pub(super) fn keep_summary(&mut self, model: &mut Model, summary: &str) {
        let kept = self.keeper.as_mut().map(|keeper| keeper.keep_summary(model.session(), summary));
        if let Some(name) = note_written(kept, model) {
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

/// Makes it the notice that something was not written, if it was not; `None` stands for a session without a file.
fn note_written<T>(written: Option<Result<T, KeepError>>, model: &mut Model) -> Option<T> {
    match written {
        Some(written) => model.take_note(written),
        None => model.take_note(Err(NO_FILE)),
    }
}

/// Says what a save brought; lasting trouble is drawn from the sitting.
fn say(news: News, model: &mut Model, meddled: &mut Option<String>) {
    match news {
        News::None | News::NotSaved(_) => {}
        News::SavedAgain => update::saved_again(model),
        News::Meddled(said) => {
            update::saved_again(model);
            model.notice = Some(said.clone());
            *meddled = Some(said);
        }
    }
}

/// Has a late error of the disk end the wait, so that it is said at once.
fn listen(keeper: &FileKeeper, waker: &Waker) {
    let waker = waker.clone();
    keeper.on_late_error(move || waker.wake());
}
