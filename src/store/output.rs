//! Writes reports and ballots: in one step, and never over something that nobody allowed to replace.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use super::draft::{Draft, identity, remove_leftovers};
use super::error::{FileError, Reason};
use super::input::special;
use super::session_file::resolve;

/// Writes `bytes` to `path`, complete or not at all.
///
/// An existing regular file is replaced only where `force` is set and it is none of `inputs`; it keeps its
/// permissions, and a symbolic link to it stays one. Folders, pipes, devices and write-protected files are refused.
pub fn write_output(path: &Path, bytes: &[u8], force: bool, inputs: &[&Path]) -> Result<(), FileError> {
    try_write(path, bytes, force, inputs).map_err(|reason| FileError::new("write", path, reason))
}

fn try_write(path: &Path, bytes: &[u8], force: bool, inputs: &[&Path]) -> Result<(), Reason> {
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
    let draft = Draft::write(&target, bytes, existing.as_ref())?;
    draft.sync()?;
    match existing {
        Some(_) => draft.replace(&target)?,
        None => draft.place(&target)?,
    };
    Ok(())
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
