//! Keeps a session in its file: saving, the copy after a conflict, another file, the record.
//!
//! The only place from which a sitting reaches files, through the store. Must not decide what is changed, nor what a key
//! means.

use std::path::{Path, PathBuf};

use super::folder::{self, FoundBallot};
use super::{File, Sitting};
use crate::ballot_page;
use crate::export::export;
use crate::report::Format;
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::store::{self, Access, Limit, Saved, SessionFile};
use crate::text::clean_line;

pub use super::folder::sessions;

/// How a session becomes the content of its file.
pub type Encode = Box<dyn Fn(&Session) -> String>;

/// Why a session of a newer version is only shown.
pub const NEWER: &str = "it was written by a newer version of weigh; update weigh to change it";

/// Keeps a session safe. Every error is a sentence without its period.
pub trait Keeper {
    /// Returns what is known of the file.
    fn file(&self) -> File;
    /// Tells whether the file exists: a new one is written at the first change.
    fn exists(&self) -> bool;
    /// Saves the session.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save(&mut self, session: &Session) -> Result<Kept, String>;
    /// Returns the error that the disk reported only after a save, if it did.
    fn late_error(&mut self) -> Option<String> {
        None
    }
    /// Saves to another file, and goes on there.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save_as(&mut self, path: &Path, session: &Session) -> Result<(), String>;
    /// Has what was saved forced to the disk soon.
    fn settle(&self) {}
    /// Forces what was saved to the disk and waits for it.
    ///
    /// # Errors
    /// Why it may not be on the disk.
    fn finish(&mut self) -> Result<(), String>;
    /// Writes the decision record beside the session in that format and returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    fn export(&mut self, session: &Session, format: Format) -> Result<String, String>;
    /// Returns the ballots in the session's folder.
    fn ballots(&self, session: &Session) -> Vec<FoundBallot>;
    /// Reads one of them.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn ballot(&self, path: &Path) -> Result<Ballot, String>;
    /// Writes the ballot as a page for browsers beside the session and returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    fn write_page(&self, session: &Session) -> Result<String, String>;
}

/// Where a session was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In its file.
    There,
    /// In another file of that name from now on: somebody else changed its file.
    Elsewhere(String),
}

/// What is to be said after a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Nothing.
    None,
    /// Saving works again.
    SavedAgain,
    /// The session goes on in another file, and why.
    Elsewhere(String),
    /// It could not be saved, for a reason that has not been said yet.
    NotSaved(String),
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
            self.file.problem = Some(error);
        } else if revision == self.saved && said.is_none() {
            return News::None;
        }
        match keeper.save(self.to_save().0) {
            Ok(kept) => {
                self.saved = revision;
                self.file.problem = None;
                match (kept, said) {
                    (Kept::Elsewhere(name), _) => self.goes_on_in(name),
                    (Kept::There, Some(_)) => News::SavedAgain,
                    (Kept::There, None) => News::None,
                }
            }
            Err(why) => {
                let is_new = said.as_ref() != Some(&why);
                self.file.problem = Some(why.clone());
                if is_new { News::NotSaved(why) } else { News::None }
            }
        }
    }

    /// Forces everything to the disk; what could not be saved before is tried once more. The file's problem says why
    /// the last changes are not there, if so.
    pub fn finish(&mut self, keeper: &mut dyn Keeper) -> News {
        let news = self.save(keeper);
        if let Err(why) = keeper.finish()
            && self.can_edit()
        {
            self.file.problem = Some(why);
            // Who is asked about trouble must not be told in the same breath that it is over.
            self.save(keeper);
        }
        news
    }

    /// Saves to another file from now on.
    ///
    /// # Errors
    /// Why it could not be saved; the trouble with the session's own file stays known.
    pub fn save_as(&mut self, keeper: &mut dyn Keeper, path: &Path) -> Result<(), String> {
        let (session, revision) = self.to_save();
        keeper.save_as(path, session)?;
        self.saved = revision;
        self.file.problem = None;
        self.file.name = shown(path);
        Ok(())
    }

    fn goes_on_in(&mut self, name: String) -> News {
        let said = format!("Somebody else changed the file meanwhile: both versions are kept, and yours goes on in {name}");
        self.file.name = name;
        News::Elsewhere(said)
    }
}

/// Keeps a session in a file.
pub struct FileKeeper {
    file: SessionFile,
    encode: Encode,
    read_only: Option<String>,
}

impl std::fmt::Debug for FileKeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileKeeper").field("file", &self.file).finish_non_exhaustive()
    }
}

impl FileKeeper {
    /// Keeps what `encode` makes of the session in an open file; writes nothing if it is `read_only`, and why.
    pub fn new(file: SessionFile, encode: Encode, read_only: Option<String>) -> Self {
        Self { file, encode, read_only }
    }

    /// Opens another session to go on with.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(path: &Path) -> Result<(Self, Session), String> {
        let (file, bytes) = SessionFile::open(path).map_err(|error| error.to_string())?;
        let session = Session::parse(&bytes).map_err(|problems| format!("{}: {problems}", shown(path)))?;
        let read_only = session.is_from_newer_version().then(|| NEWER.to_owned());
        Ok((Self::new(file, Box::new(Session::to_json), read_only), session))
    }

    /// Returns the path of the file, once there is one.
    pub fn path(&self) -> Option<PathBuf> {
        self.file.exists().then(|| self.file.path().to_owned())
    }

    /// Returns the folder of the file.
    pub fn folder(&self) -> &Path {
        self.file.path().parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// Has `notify` called when the disk reports an error only after a save.
    pub fn on_late_error(&self, notify: impl Fn() + Send + 'static) {
        self.file.on_sync_error(notify);
    }

    /// Saves a summary beside the session, replacing only one that this program wrote; returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn keep_summary(&self, summary: &str) -> Result<String, String> {
        self.write_beside(format!("{summary}\n\n{SUMMARY_MARK}\n").as_bytes(), SUMMARY, ".txt", MARK)
    }

    /// Writes `content` to `<stem><ending>` beside the session, or to the next free name if a file without `mark` stands
    /// there; returns its name.
    fn write_beside(&self, content: &[u8], stem: &str, ending: &str, mark: &str) -> Result<String, String> {
        let wanted = self.folder().join(format!("{stem}{ending}"));
        let path = if is_replaceable(&wanted, mark) { wanted } else { store::free_name(self.folder(), stem, ending) };
        let written = store::write_output(&path, content, true, &[self.file.path()]);
        written.map(|()| shown(&path)).map_err(|error| error.to_string())
    }
}

impl Keeper for FileKeeper {
    fn file(&self) -> File {
        let by_file = match self.file.access() {
            Access::Edit => None,
            Access::InUse => Some("another weigh is editing this file; close that one and start again to edit it here".to_owned()),
            Access::Protected => Some("the file is write-protected".to_owned()),
        };
        File { name: shown(self.file.path()), read_only: self.read_only.clone().or(by_file), problem: None }
    }

    fn exists(&self) -> bool {
        self.file.exists()
    }

    fn save(&mut self, session: &Session) -> Result<Kept, String> {
        match self.file.save(&(self.encode)(session)).map_err(|error| error.to_string())? {
            Saved::Done | Saved::Unchanged => Ok(Kept::There),
            Saved::Conflict(path) => Ok(Kept::Elsewhere(shown(&path))),
        }
    }

    fn late_error(&mut self) -> Option<String> {
        self.file.take_sync_error().map(|error| error.to_string())
    }

    fn save_as(&mut self, path: &Path, session: &Session) -> Result<(), String> {
        self.file.save_as(path, &(self.encode)(session)).map_err(|error| error.to_string())
    }

    fn settle(&self) {
        self.file.sync();
    }

    fn finish(&mut self) -> Result<(), String> {
        self.file.finish().map_err(|error| error.to_string())
    }

    fn export(&mut self, session: &Session, format: Format) -> Result<String, String> {
        export(session, format, self.file.path()).map(|path| shown(&path)).map_err(|error| error.to_string())
    }

    fn ballots(&self, session: &Session) -> Vec<FoundBallot> {
        folder::ballots(self.folder(), session)
    }

    fn ballot(&self, path: &Path) -> Result<Ballot, String> {
        folder::read_ballot(path)
    }

    fn write_page(&self, session: &Session) -> Result<String, String> {
        let page = ballot_page::file(session);
        self.write_beside(page.as_bytes(), "ballot", ".html", ballot_page::MARK)
    }
}

/// The name of a summary's file, without its ending.
const SUMMARY: &str = "decision-summary";
/// The last line of every summary.
const SUMMARY_MARK: &str = "Made with weigh.";
/// Stands in every summary that this program wrote.
const MARK: &str = "Made with weigh";

fn is_replaceable(path: &Path, mark: &str) -> bool {
    match store::read(path, Limit::Document) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).contains(mark),
        Err(error) => error.is_missing(),
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ballot_page_replaces_only_a_page_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = SessionFile::create(&folder.path().join("s.weigh.json")).unwrap();
        let keeper = FileKeeper::new(file, Box::new(Session::to_json), None);
        let session = crate::session::sample::session();
        let names = || ["ballot.html", "ballot-2.html"].map(|name| folder.path().join(name).exists());
        keeper.write_page(&session).unwrap();
        let written = keeper.write_page(&session).unwrap();
        assert!(written.ends_with("ballot.html"), "{written}");
        assert_eq!(names(), [true, false]);
        std::fs::write(folder.path().join("ballot.html"), "<p>My own page").unwrap();
        let written = keeper.write_page(&session).unwrap();
        assert!(written.ends_with("ballot-2.html"), "{written}");
        assert_eq!(names(), [true, true]);
        assert_eq!(std::fs::read_to_string(folder.path().join("ballot.html")).unwrap(), "<p>My own page");
    }
}
