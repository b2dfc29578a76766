//! The world behind the terminal program: its file, its folder, its clock.
//!
//! The only place of the terminal program that touches files. Must not decide what a key means.

mod found;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::model::{Access, File, Model};
use super::terminal::{Terminal, Waker};
use super::{Encode, Opening, update};
use crate::export::export;
use crate::questionnaire::Id;
use crate::session::Session;
use crate::session::ballot;
use crate::store::{self, FileError, Limit, Saved, SessionFile};
use crate::text::clean_line;

/// What the program may use of the world.
pub(super) struct World {
    file: Option<SessionFile>,
    encode: Encode,
    waker: Waker,
    clock: fn() -> Timestamp,
    started: Timestamp,
    /// The revision that is in the file.
    saved: u64,
    /// The question on the screen when it was last looked at.
    question: Option<Id>,
}

impl World {
    /// Takes over what a sitting starts from.
    pub(super) fn open(opening: Opening, terminal: &Terminal) -> (Self, Model) {
        let started = (opening.clock)();
        let access = access(opening.file.as_ref(), opening.read_only);
        let name = opening.file.as_ref().map_or_else(String::new, |file| name(file.path()));
        let mut model = Model::new(opening.session, opening.sitting, File { name, access, problem: None }, opening.theme);
        model.now = started;
        let waker = terminal.waker();
        if let Some(file) = &opening.file {
            listen(file, &waker);
            if !model.is_ballot() {
                model.ballots = found::ballots(&folder(file.path()), model.session());
            }
            if opening.offer_found {
                model.found = found::sessions(&folder(file.path()));
            }
        }
        let world = Self { file: opening.file, encode: opening.encode, waker, clock: opening.clock, started, saved: 0, question: None };
        (world, model)
    }

    /// Saves what changed, and has it forced to the disk once its question has been left; trouble lasts on the screen
    /// until a save succeeds. In a quiet moment the file forces itself to the disk.
    pub(super) fn save(&mut self, model: &mut Model) {
        self.save_changes(model);
        let question = model.place.question();
        if question != self.question.as_ref() {
            self.question = question.cloned();
            if let Some(file) = &self.file {
                file.sync();
            }
        }
    }

    fn save_changes(&mut self, model: &mut Model) {
        let Some(file) = self.file.as_mut().filter(|_| model.can_edit()) else { return };
        let revision = model.to_save().1;
        let was_said = model.file.problem.is_some();
        if let Some(error) = file.take_sync_error() {
            model.file.problem = Some(error.to_string());
        } else if revision == self.saved && model.file.problem.is_none() {
            return;
        }
        let json = (self.encode)(model.to_save().0);
        match file.save(&json) {
            Ok(saved) => {
                model.file.problem = None;
                self.saved = revision;
                if was_said {
                    update::saved_again(model);
                }
                if let Saved::Conflict(path) = saved {
                    model.file.name = name(&path);
                    model.notice = Some(format!(
                        "Somebody else changed the file meanwhile: both versions are kept, and yours goes on in {}",
                        model.file.name
                    ));
                }
            }
            Err(error) => model.file.problem = Some(error.to_string()),
        }
    }

    /// Lets time pass; tells whether a minute is over, so that there is something to draw.
    pub(super) fn tick(&self, model: &mut Model) -> bool {
        let now = (self.clock)();
        model.now = now;
        let minutes = u64::try_from((now.as_second() - self.started.as_second()) / 60).unwrap_or(0);
        let is_new = minutes != model.minutes;
        model.minutes = minutes;
        is_new
    }

    /// Has everything forced to the disk while the terminal is given back.
    pub(super) fn begin_to_finish(&self) {
        if let Some(file) = &self.file {
            file.sync();
        }
    }

    /// Forces everything to the disk; returns why the last changes are not there, if so.
    pub(super) fn finish(&mut self, model: &mut Model) -> Option<String> {
        self.save(model);
        if let Some(Err(error)) = self.file.as_mut().filter(|_| model.can_edit()).map(SessionFile::finish) {
            model.file.problem = Some(error.to_string());
        }
        if model.file.problem.is_some() {
            // Whoever is asked about trouble shall not be told in the same breath that it is over.
            self.save(model);
        }
        model.file.problem.clone()
    }

    /// Returns the file, where it has been written or read.
    pub(super) fn path(&self) -> Option<PathBuf> {
        self.file.as_ref().filter(|file| file.exists()).map(|file| file.path().to_owned())
    }

    /// Goes on with another session found in the folder.
    ///
    /// The session left behind is on the disk first; where that fails, it stays.
    pub(super) fn open_other(&mut self, model: &mut Model, path: &Path) {
        if self.finish(model).is_some() {
            return;
        }
        match read_session(path) {
            Ok((file, session)) => {
                let read_only = session.is_from_newer_version().then(|| NEWER.to_owned());
                let file_seen = File { name: name(path), access: access(Some(&file), read_only), problem: None };
                let ballots = found::ballots(&folder(path), &session);
                let before = std::mem::replace(model, Model::new(session, model.sitting.clone(), file_seen, model.theme));
                model.size = before.size;
                model.minutes = before.minutes;
                model.now = before.now;
                model.ballots = ballots;
                listen(&file, &self.waker);
                self.file = Some(file);
                self.saved = 0;
                update::begin(model);
            }
            Err(sentence) => model.notice = Some(sentence),
        }
    }

    /// Brings a ballot in.
    pub(super) fn merge(&mut self, model: &mut Model, path: &Path) {
        let merged = found::read_ballot(path)
            .and_then(|ballot| ballot::merge(model.session(), &[ballot], model.now).map_err(|refused| refused.to_string()));
        match merged {
            Ok(merge) => {
                model.replace("ballot", merge.session);
                model.notice = Some(format!("Brought in: {}. u undoes it", name(path)));
                if let Some(file) = &self.file {
                    model.ballots = found::ballots(&folder(file.path()), model.session());
                }
            }
            Err(sentence) => model.notice = Some(sentence),
        }
    }

    /// Writes the decision record beside the session.
    pub(super) fn export(&mut self, model: &mut Model) {
        let Some(file) = &self.file else {
            model.notice = Some(NO_FILE.to_owned());
            return;
        };
        model.notice = Some(match export(model.session(), file.path()) {
            Ok(path) => format!("The record is in {}", clean_line(&path.to_string_lossy())),
            Err(error) => error.to_string(),
        });
    }

    /// Saves the summary that is on the clipboard.
    pub(super) fn keep_summary(&mut self, model: &mut Model, summary: &str) {
        let summary = format!("{summary}\n\n{SUMMARY_MARK}\n");
        self.write_beside(model, "decision-summary", ".txt", "Copied, if the terminal allows it; the summary", &summary);
    }

    /// Saves to another path from now on.
    pub(super) fn save_as(&mut self, model: &mut Model, path: &Path) {
        let json = (self.encode)(model.to_save().0);
        let Some(file) = &mut self.file else { return };
        match file.save_as(path, &json) {
            Ok(()) => {
                self.saved = model.to_save().1;
                model.file.problem = None;
                model.file.name = name(path);
                model.notice = Some(format!("Saved to {}; editing goes on there", model.file.name));
            }
            // The trouble with the session's own file goes on being said.
            Err(error) => model.notice = Some(error.to_string()),
        }
    }

    /// Writes an output beside the session, replacing only one that this program wrote.
    fn write_beside(&self, model: &mut Model, stem: &str, suffix: &str, what: &str, content: &str) {
        let Some(file) = &self.file else {
            model.notice = Some(NO_FILE.to_owned());
            return;
        };
        let folder = folder(file.path());
        let wanted = folder.join(format!("{stem}{suffix}"));
        let path = if replaceable(&wanted) { wanted } else { store::free_name(&folder, stem, suffix) };
        model.notice = Some(match store::write_output(&path, content.as_bytes(), true, &[file.path()]) {
            Ok(()) => format!("{what} is in {}", clean_line(&path.to_string_lossy())),
            Err(error) => error.to_string(),
        });
    }
}

/// Why a session of a newer version is only shown.
pub const NEWER: &str = "it was written by a newer version of weigh; update weigh to change it";
/// What is said where there is no folder to write into.
const NO_FILE: &str = "This is an example without a file: nothing is written";
/// The last line of every summary.
const SUMMARY_MARK: &str = "Made with weigh.";
/// Stands in every summary that this program wrote.
const MARK: &str = "Made with weigh";

fn replaceable(path: &Path) -> bool {
    match store::read(path, Limit::Document) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).contains(MARK),
        Err(error) => error.is_missing(),
    }
}

/// Has a late error of the disk end the wait, so that it is said at once.
fn listen(file: &SessionFile, waker: &Waker) {
    let waker = waker.clone();
    file.on_sync_error(move || waker.wake());
}

fn access(file: Option<&SessionFile>, read_only: Option<String>) -> Access {
    let by_file = match file.map(SessionFile::access) {
        Some(store::Access::Edit) => None,
        Some(store::Access::InUse) => Some("another weigh is editing this file; close that one and start again to edit it here".to_owned()),
        Some(store::Access::Protected) => Some("the file is write-protected".to_owned()),
        None => Some("this is a finished example".to_owned()),
    };
    read_only.or(by_file).map_or(Access::Edit, Access::ReadOnly)
}

fn read_session(path: &Path) -> Result<(SessionFile, Session), String> {
    let (file, bytes) = SessionFile::open(path).map_err(|error: FileError| error.to_string())?;
    let session = Session::parse(&bytes).map_err(|problems| format!("{}: {problems}", name(path)))?;
    Ok((file, session))
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

fn name(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
