//! What plain mode asks of the world: keep the session, write the record, find and read ballots.
//!
//! The only place of plain mode that reaches files, through the store.

use std::path::{Path, PathBuf};

use crate::export::export;
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::store::{self, Access, FileError, Limit, Saved, SessionFile};
use crate::text::clean_line;

/// Keeps a session safe.
pub trait Keeper {
    /// Returns the name of the file, once there is one.
    fn file(&self) -> Option<String>;
    /// Returns why nothing may be changed, if that is so.
    fn read_only(&self) -> Option<String>;
    /// Saves the session.
    ///
    /// # Errors
    /// Why it could not be saved, as a sentence without its period.
    fn save(&mut self, session: &Session) -> Result<Kept, String>;
    /// Saves to another file, and goes on there.
    ///
    /// # Errors
    /// Why it could not be saved.
    fn save_as(&mut self, name: &str, session: &Session) -> Result<(), String>;
    /// Forces what was saved to the disk soon.
    fn settle(&mut self);
    /// Forces what was saved to the disk and waits for it.
    ///
    /// # Errors
    /// Why it may not be on the disk.
    fn finish(&mut self) -> Result<(), String>;
    /// Writes the decision record beside the session and returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    fn export(&mut self, session: &Session) -> Result<String, String>;
    /// Returns the names of the ballots in the session's folder.
    fn ballots(&self) -> Vec<String>;
    /// Reads one of them.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn ballot(&self, name: &str) -> Result<Ballot, String>;
}

/// Where a session was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// In its file.
    There,
    /// In another file from now on, with what to say about it.
    Elsewhere(String),
}

/// Keeps a session in a file.
pub struct FileKeeper {
    file: SessionFile,
    encode: Box<dyn Fn(&Session) -> String>,
    read_only: Option<String>,
}

impl std::fmt::Debug for FileKeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileKeeper").field("file", &self.file).finish_non_exhaustive()
    }
}

impl FileKeeper {
    /// Keeps what `encode` makes of the session in an open file; nothing where it is `read_only`, and why.
    pub fn new(file: SessionFile, encode: Box<dyn Fn(&Session) -> String>, read_only: Option<String>) -> Self {
        Self { file, encode, read_only }
    }

    fn folder(&self) -> &Path {
        self.file.path().parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.file.path().with_file_name(name)
    }
}

impl Keeper for FileKeeper {
    fn file(&self) -> Option<String> {
        self.file.exists().then(|| shown(self.file.path()))
    }

    fn read_only(&self) -> Option<String> {
        match self.file.access() {
            Access::InUse => Some("the session is in use by another weigh".to_owned()),
            Access::Protected => Some("the session's file is write-protected".to_owned()),
            Access::Edit => self.read_only.clone(),
        }
    }

    fn save(&mut self, session: &Session) -> Result<Kept, String> {
        match self.file.save(&(self.encode)(session)).map_err(|error| error.to_string())? {
            Saved::Done | Saved::Unchanged => Ok(Kept::There),
            Saved::Conflict(path) => Ok(Kept::Elsewhere(format!(
                "Somebody else changed the session's file. It was left alone; your version is in {}, and editing goes on there.",
                shown(&path)
            ))),
        }
    }

    fn save_as(&mut self, name: &str, session: &Session) -> Result<(), String> {
        self.file.save_as(Path::new(name), &(self.encode)(session)).map_err(|error| error.to_string())
    }

    fn settle(&mut self) {
        self.file.sync();
    }

    fn finish(&mut self) -> Result<(), String> {
        self.file.finish().map_err(|error| error.to_string())
    }

    fn export(&mut self, session: &Session) -> Result<String, String> {
        export(session, self.file.path()).map(|path| shown(&path)).map_err(|error| error.to_string())
    }

    fn ballots(&self) -> Vec<String> {
        let named = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        store::find(self.folder(), ".ballot.json").iter().filter_map(named).collect()
    }

    fn ballot(&self, name: &str) -> Result<Ballot, String> {
        let bytes = store::read(&self.beside(name), Limit::Document).map_err(|error: FileError| error.to_string())?;
        Ballot::parse(&bytes).map_err(|problems| format!("{}: {problems}", clean_line(name)))
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
