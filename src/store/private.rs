//! A file beside the session that only the user may read: what must survive the program, and nobody else should see.
//!
//! It stays in the folder that the session was opened in, and no link in it is followed. It survives a crash of the
//! program; nothing waits for the disk.

use std::ffi::OsString;
use std::io;
use std::iter;
use std::path::PathBuf;
use std::sync::Arc;

use super::directory::{Directory, special};
use super::draft::{Draft, remove_leftovers};
use super::error::{FileError, Reason};
use super::input::{Limit, read_open};
use super::rights::Rights;

/// A private file, which need not exist.
#[derive(Debug, Clone)]
pub struct Private {
    pub(super) folder: Arc<Directory>,
    pub(super) name: OsString,
    /// As the user names it.
    pub(super) path: PathBuf,
}

impl Private {
    /// Returns the file's name as the user names it.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Returns what the file holds; `None` if there is none.
    ///
    /// # Errors
    /// It is no regular file, is larger than a session may be, or cannot be read.
    pub fn read(&self) -> Result<Option<Vec<u8>>, FileError> {
        self.try_read().map_err(|reason| FileError::new("read", &self.path, reason))
    }

    /// Puts `bytes` in place of what the file holds, in one step.
    ///
    /// # Errors
    /// Something else than a regular file has the name, or the disk refuses it.
    pub fn write(&self, bytes: &[u8]) -> Result<(), FileError> {
        self.try_write(bytes).map_err(|reason| FileError::new("write", &self.path, reason))
    }

    /// Removes the file; one that is gone already is no error.
    ///
    /// # Errors
    /// The disk refuses it.
    pub fn remove(&self) -> Result<(), FileError> {
        match self.folder.remove(&self.name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FileError::new("remove", &self.path, error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn try_read(&self) -> Result<Option<Vec<u8>>, Reason> {
        if !self.exists()? {
            return Ok(None);
        }
        remove_leftovers(&self.folder, &self.name);
        let file = self.folder.open_file(&self.name, false)?;
        read_open(&file, &file.metadata()?, Limit::Session).map(Some)
    }

    fn try_write(&self, bytes: &[u8]) -> Result<(), Reason> {
        let exists = self.exists()?;
        let mut draft = Draft::write(&self.folder, &self.name, bytes, Rights { private: true, ..Rights::default() })?;
        if exists {
            draft.replace(&self.name, |_| Ok(true), iter::empty())?;
        } else {
            draft.place(&self.name)?;
        }
        Ok(())
    }

    fn exists(&self) -> Result<bool, Reason> {
        match self.folder.stat(&self.name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            stat => special(&stat?).map_or(Ok(true), |kind| Err(Reason::Special(kind))),
        }
    }
}
