//! Writes what a session brings forth beside it: the record, the summary, the ballot page.
//!
//! Only a file that this very session wrote last is replaced, and only while it still holds what was written; every other
//! one stays, and the next name is taken. The folder is the one that the session was opened in, and no link in it is
//! followed.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use super::{Access, SessionFile};
use crate::store::directory::special;
use crate::store::draft::{Draft, remove_leftovers};
use crate::store::error::{FileError, Reason};
use crate::store::input::{Limit, holds, read_open};
use crate::store::rights::{Bounds, Rights};
use crate::store::seal;

/// The most files of one kind in one folder.
const MOST: u32 = 999;

/// What is written beside a session.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// Its name without the ending.
    pub stem: &'a str,
    /// The ending, such as `.md`.
    pub ending: &'a str,
    /// What it holds.
    pub content: &'a [u8],
    /// Tells the session from every other one that may have had its file's name.
    pub session: &'a str,
    /// A file that this session wrote last may be replaced.
    pub replaces: bool,
}

/// A file that the output may replace.
struct Own {
    file: File,
    bytes: Vec<u8>,
}

impl SessionFile {
    /// Writes `<stem><ending>` beside the session, or `<stem>-2<ending>` and so on if something else has that name;
    /// returns its path.
    ///
    /// A file that holds the same already is left alone. A session that may only be read replaces nothing.
    ///
    /// # Errors
    /// The folder takes no new file, or all names are taken.
    pub fn write_beside(&mut self, output: &Beside<'_>) -> Result<PathBuf, FileError> {
        let Beside { stem, ending, .. } = output;
        let names = (1..=MOST).map(|number| if number == 1 { format!("{stem}{ending}") } else { format!("{stem}-{number}{ending}") });
        for name in names {
            match self.try_write_beside(name.as_ref(), output) {
                Err(Reason::Exists) => {}
                Err(reason) => return Err(FileError::new("write", &self.beside(name.as_ref()), reason)),
                Ok(()) => return Ok(self.beside(name.as_ref())),
            }
        }
        Err(FileError::new("write", &self.beside(format!("{stem}{ending}").as_ref()), Reason::Exists))
    }

    fn try_write_beside(&mut self, name: &OsStr, output: &Beside<'_>) -> Result<(), Reason> {
        let owner = [self.base.as_encoded_bytes(), output.session.as_bytes()].join(&b"\n"[..]);
        let existing = self.existing(name)?;
        if existing.as_ref().is_some_and(|existing| existing.bytes == output.content) {
            return Ok(());
        }
        let existing = existing.map(|existing| self.own(name, existing, &owner, output)).transpose()?;
        remove_leftovers(&self.folder, name);
        let session = self.folder.open_file(&self.base, false).ok();
        let rights = match &existing {
            Some(own) => Rights { like: Some(&own.file), ..Rights::default() },
            None => Rights { within: session.as_ref().map(Bounds::of).transpose()?, ..Rights::default() },
        };
        let mut draft = Draft::write(&self.folder, name, output.content, rights)?;
        let hash = seal::hash(output.content);
        draft.seal(&owner, hash)?;
        draft.sync()?;
        match existing {
            Some(own) => drop(draft.replace(name, |file| holds(file, &own.bytes), std::iter::empty())?),
            None => drop(draft.place(name)?),
        }
        self.written.insert(name.to_owned(), hash);
        Ok(())
    }

    /// Returns the regular file of that name, if there is one; everything else of that name is in the way.
    fn existing(&mut self, name: &OsStr) -> Result<Option<Own>, Reason> {
        let stat = match self.folder.stat(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.folder = self.folder.reopened().unwrap_or_else(|| self.folder.clone());
                return Ok(None);
            }
            stat => stat?,
        };
        if special(&stat).is_some() {
            return Err(Reason::Exists);
        }
        match self.folder.open_as_allowed(name) {
            Ok((file, true)) => match read_open(&file, &file.metadata()?, Limit::Session) {
                Err(Reason::TooLarge(_)) => Err(Reason::Exists),
                bytes => bytes.map(|bytes| Some(Own { file, bytes })),
            },
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error.into()),
            _ => Err(Reason::Exists),
        }
    }

    /// Returns a file that may be replaced.
    fn own(&self, name: &OsStr, existing: Own, owner: &[u8], output: &Beside<'_>) -> Result<Own, Reason> {
        let hash = seal::hash(&existing.bytes);
        let is_own = self.written.get(name) == Some(&hash) || seal::holds(&existing.file, owner, hash);
        let may_replace = output.replaces && self.access == Access::Edit;
        let may_replace = may_replace && existing.file.metadata()?.mode() & 0o222 != 0;
        if may_replace && is_own { Ok(existing) } else { Err(Reason::Exists) }
    }
}

/// The hashes of what was written last in this sitting, by name.
pub(super) type Written = std::collections::BTreeMap<OsString, seal::ContentHash>;
