//! Keeps what a sitting changes: when it saves, and what is said after a save.
//!
//! A [`Keeper`] does the work; of these, only [`FileKeeper`] reaches files. This module must not decide what is
//! changed.

mod drafts;
mod file;

use std::path::Path;

use super::folder::FoundBallot;
use super::{File, Sitting};
use crate::report::Format;
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::text::clean_line;

pub use super::folder::{ballots, sessions};
pub use drafts::FileDrafts;
pub use file::{Encode, FileKeeper, KeepError, NEWER};

/// Keeps a session safe.
pub trait Keeper {
    /// Returns what is known of the file.
    fn file(&self) -> File;
    /// Tells whether the file exists: a new one is written at the first change.
    fn exists(&self) -> bool;
    /// Saves the session.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save(&mut self, session: &Session) -> Result<Kept, KeepError>;
    /// Tells whether somebody else may have changed the file: the next save finds out, and keeps both versions.
    fn is_disturbed(&self) -> bool {
        false
    }
    /// Returns the error that the disk reported only after a save, if it did.
    fn late_error(&mut self) -> Option<KeepError> {
        None
    }
    /// Saves to another file, and goes on there.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save_as(&mut self, path: &Path, session: &Session) -> Result<(), KeepError>;
    /// Has what was saved forced to the disk soon.
    fn settle(&self) {}
    /// Forces what was saved to the disk and waits for it.
    ///
    /// # Errors
    /// Why it may not be on the disk.
    fn finish(&mut self) -> Result<Kept, KeepError>;
    /// Writes the decision record beside the session in that format and returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    fn export(&mut self, session: &Session, format: Format) -> Result<String, KeepError>;
    /// Returns the ballots in the session's folder.
    fn ballots(&self, session: &Session) -> Vec<FoundBallot>;
    /// Reads one of them.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn ballot(&self, path: &Path) -> Result<Ballot, KeepError>;
    /// Returns what keeps the draft of a live vote; `None` if there is no file to keep it beside.
    fn drafts(&self) -> Option<FileDrafts> {
        None
    }
    /// Writes the ballot as a page for browsers beside the session and returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    fn write_page(&mut self, session: &Session) -> Result<String, KeepError>;
}

/// Where a session was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In its file.
    There,
    /// In its file, with something to say about it.
    Remarkably(String),
    /// In another file from now on: somebody else changed its file.
    Elsewhere {
        /// The other file's cleaned name.
        name: String,
        /// What to say about it.
        said: String,
    },
}

/// What is to be said after a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    None,
    /// Saving works again.
    SavedAgain,
    /// Somebody else meddled with the file: what became of it, and where the session goes on.
    Meddled(String),
    /// It could not be saved, for a reason that has not been said yet.
    NotSaved(String),
}

impl News {
    /// Returns this, or `other` if this is nothing.
    fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }
}

impl Sitting {
    /// Saves what changed since the last save; after a failure, tries again. Trouble stays known until a save succeeds.
    pub fn save(&mut self, keeper: &mut dyn Keeper) -> News {
        if !self.can_edit() {
            return News::None;
        }
        let revision = self.to_save().1;
        let said = self.file.problem.clone();
        if let Some(error) = keeper.late_error() {
            self.file.problem = Some(error.to_string());
        } else if revision == self.saved && said.is_none() && !keeper.is_disturbed() {
            return News::None;
        }
        match keeper.save(self.to_save().0) {
            Ok(kept) => {
                self.saved = revision;
                self.file.problem = None;
                match self.take_in(kept) {
                    News::None if said.is_some() => News::SavedAgain,
                    news => news,
                }
            }
            Err(error) => {
                let why = error.to_string();
                let is_new = said.as_ref() != Some(&why);
                self.file.problem = Some(why.clone());
                if is_new { News::NotSaved(why) } else { News::None }
            }
        }
    }

    /// Forces everything to the disk; what could not be saved is tried once more. If the last changes are not there,
    /// the file's problem says why.
    pub fn finish(&mut self, keeper: &mut dyn Keeper) -> News {
        let mut news = self.save(keeper);
        match keeper.finish() {
            Ok(kept) => news = self.take_in(kept).or(news),
            Err(error) if self.can_edit() => self.file.problem = Some(error.to_string()),
            Err(_) => {}
        }
        if self.file.problem.is_some() {
            // Nobody should read that saving works again above a question about the trouble.
            let retried = self.save(keeper);
            if self.file.problem.is_none() && !matches!(news, News::Meddled(_)) {
                news = retried;
            }
        }
        news
    }

    /// Saves to another file from now on.
    ///
    /// # Errors
    /// Why it could not be saved; the trouble with the session's own file stays known.
    pub fn save_as(&mut self, keeper: &mut dyn Keeper, path: &Path) -> Result<(), KeepError> {
        let (session, revision) = self.to_save();
        keeper.save_as(path, session)?;
        self.saved = revision;
        self.file.problem = None;
        self.file.name = shown(path);
        Ok(())
    }

    /// Takes in what a save met.
    fn take_in(&mut self, kept: Kept) -> News {
        match kept {
            Kept::There => News::None,
            Kept::Remarkably(said) => News::Meddled(said),
            Kept::Elsewhere { name, said } => {
                self.file.name = name;
                News::Meddled(said)
            }
        }
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
