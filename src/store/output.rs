//! Writes reports and ballots: in one step, and never over something that nobody allowed to replace.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::Stat;

use super::directory::{Stamp, identity, is_write_protected, resolve, special};
use super::draft::{Draft, remove_leftovers};
use super::error::{FileError, Reason};
use super::rights::{Bounds, Rights};

/// Writes `bytes` to `path`, complete or not at all; see [`Output`].
///
/// # Errors
/// The same as of [`Output::create`], [`Output::write`] and [`Output::finish`].
pub fn write_output(path: &Path, bytes: &[u8], force: bool, inputs: &[&Path]) -> Result<(), FileError> {
    let mut output = Output::create(path, force, inputs)?;
    output.write(bytes)?;
    output.finish().map(drop)
}

/// A file that is written piece by piece, and takes its place in one step once it is complete.
///
/// A new file is not more open than any of the inputs, for it tells what is in them. An existing regular file is
/// replaced only if `force` is set and it is none of the inputs; it keeps its permissions, and a symbolic link to it
/// stays one. Folders, pipes, devices and write-protected files are refused.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    name: OsString,
    draft: Draft,
    replaces: bool,
}

impl Output {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// Its folder does not exist, no file can be made there, or what is at `path` must not be replaced.
    pub fn create(path: &Path, force: bool, inputs: &[&Path]) -> Result<Self, FileError> {
        Self::try_create(path, force, inputs).map_err(|reason| FileError::new("write", path, reason))
    }

    /// Writes the next piece.
    ///
    /// # Errors
    /// The disk is full, or fails otherwise.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.draft.append(bytes).map_err(|error| FileError::new("write", &self.path, error))
    }

    /// Puts the complete file in its place, and returns the path that was asked for.
    ///
    /// # Errors
    /// The disk is full, or somebody else made a file of that name meanwhile.
    pub fn finish(self) -> Result<PathBuf, FileError> {
        let Self { path, name, mut draft, replaces } = self;
        let place = || {
            draft.sync()?;
            if replaces { draft.replace(&name, |_| Ok(true), std::iter::empty()).map(drop) } else { draft.place(&name).map(drop) }
        };
        match place() {
            Ok(()) => Ok(path),
            Err(error) => Err(FileError::new("write", &path, error)),
        }
    }

    fn try_create(path: &Path, force: bool, inputs: &[&Path]) -> Result<Self, Reason> {
        let (folder, name) = resolve(path)?;
        let existing = match folder.stat(&name) {
            Ok(stat) => Some(stat),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(existing) = &existing {
            check_replaceable(existing, force, inputs)?;
        }
        remove_leftovers(&folder, &name);
        let open = existing.as_ref().map(|_| folder.open_file(&name, false));
        let rights = match &open {
            Some(Ok(file)) => Rights { like: Some(file), ..Rights::default() },
            // Who may read it cannot be told.
            Some(Err(_)) => Rights { private: true, ..Rights::default() },
            None => Rights { within: Bounds::of_all(inputs), ..Rights::default() },
        };
        let draft = Draft::write(&folder, &name, &[], rights)?;
        Ok(Self { path: path.to_owned(), name, draft, replaces: existing.is_some() })
    }
}

fn check_replaceable(existing: &Stat, force: bool, inputs: &[&Path]) -> Result<(), Reason> {
    if let Some(kind) = special(existing) {
        return Err(Reason::Special(kind));
    }
    let is_same = |input: &&Path| fs::metadata(input).is_ok_and(|input| identity(&input) == Stamp::from(existing).identity);
    if inputs.iter().any(is_same) {
        return Err(Reason::IsInput);
    }
    if !force {
        return Err(Reason::Exists);
    }
    if is_write_protected(existing) { Err(Reason::Protected) } else { Ok(()) }
}
