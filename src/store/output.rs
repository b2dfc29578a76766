//! Writes reports and ballots: in one step, and never over something that nobody allowed to replace.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::draft::{Draft, identity, remove_leftovers};
use super::error::{FileError, Reason};
use super::input::special;
use super::session_file::resolve;

/// Writes `bytes` to `path`, complete or not at all; see [`Output`].
pub fn write_output(path: &Path, bytes: &[u8], force: bool, inputs: &[&Path]) -> Result<(), FileError> {
    let mut output = Output::create(path, force, inputs)?;
    output.write(bytes)?;
    output.finish().map(drop)
}

/// A file that is written piece by piece, and takes its place in one step once it is complete.
///
/// An existing regular file is replaced only where `force` is set and it is none of the inputs; it keeps its
/// permissions, and a symbolic link to it stays one. Folders, pipes, devices and write-protected files are refused.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    target: PathBuf,
    draft: Draft,
    replaces: bool,
}

impl Output {
    /// Begins a file that will be at `path`.
    pub fn create(path: &Path, force: bool, inputs: &[&Path]) -> Result<Self, FileError> {
        Self::try_create(path, force, inputs).map_err(|reason| FileError::new("write", path, reason))
    }

    /// Writes the next piece.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.draft.append(bytes).map_err(|error| FileError::new("write", &self.path, error))
    }

    /// Puts the complete file in its place, and returns the path it was asked for under.
    pub fn finish(self) -> Result<PathBuf, FileError> {
        let Self { path, target, draft, replaces } = self;
        let place = || {
            draft.sync()?;
            if replaces { draft.replace(&target) } else { draft.place(&target) }
        };
        match place() {
            Ok(_) => Ok(path),
            Err(error) => Err(FileError::new("write", &path, error)),
        }
    }

    fn try_create(path: &Path, force: bool, inputs: &[&Path]) -> Result<Self, Reason> {
        let target = resolve(path)?;
        let existing = match fs::symlink_metadata(&target) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(existing) = &existing {
            check_replaceable(existing, force, inputs)?;
        }
        remove_leftovers(&target);
        let draft = Draft::write(&target, &[], existing.as_ref())?;
        Ok(Self { path: path.to_owned(), target, draft, replaces: existing.is_some() })
    }
}

fn check_replaceable(existing: &Metadata, force: bool, inputs: &[&Path]) -> Result<(), Reason> {
    if let Some(kind) = special(existing.file_type()) {
        return Err(Reason::Special(kind));
    }
    let is_same = |input: &&Path| fs::metadata(input).is_ok_and(|input| identity(&input) == identity(existing));
    if inputs.iter().any(is_same) {
        return Err(Reason::IsInput);
    }
    if !force {
        return Err(Reason::Exists);
    }
    if existing.permissions().readonly() { Err(Reason::Protected) } else { Ok(()) }
}
