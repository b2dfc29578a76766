//! The one session that is being edited: locked, saved atomically, never written over somebody else's change.
//!
//! **Lock.** The lock (`flock`) sits on the session file itself, so nothing stale can stay behind. Each save makes a new
//! file, therefore the draft is locked before it is renamed, and whoever opens compares the locked file with the one
//! that now has the name.
//!
//! **Foreign changes.** Before each save the file's content is compared with what we last read or wrote. Its times would
//! be cheaper by a few hundredths of a millisecond, but a clock tick is long: a write of the same length right after our
//! own save would go unseen. What remains is the moment between check and rename, for a program that ignores the lock.

mod saving;

use std::fs::{self, File, Metadata, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft::{Identity, identity, is_free, remove_leftovers};
use super::error::{FileError, Reason};
use super::input::{Limit, open, read_open, special};
use super::syncer::Syncer;

/// How often opening starts again because the file was replaced meanwhile.
const ATTEMPTS: u32 = 50;
/// The most symbolic links followed to a file that does not exist yet.
const MOST_LINKS: u32 = 20;

/// What may be done with an open session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It is ours: read and save.
    Edit,
    /// Another program edits it: only read.
    InUse,
    /// It is write-protected: only read.
    Protected,
}

/// What a save did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The file holds the new content.
    Done,
    /// It held that content already.
    Unchanged,
    /// Somebody else had changed the file: it was left alone, and editing goes on in this new one.
    Conflict(PathBuf),
}

/// A session file, open as long as this lives.
#[derive(Debug)]
pub struct SessionFile {
    /// As the user named it.
    name: PathBuf,
    /// Where it is, without symbolic links.
    target: PathBuf,
    access: Access,
    /// What we last read or wrote there; nothing before the first save.
    seen: Option<Seen>,
    /// The locked file; nothing before the first save.
    held: Option<Arc<File>>,
    /// The disk has failed to take a save: the next one writes even the same content, and waits for the disk.
    rewrite: bool,
    syncer: Syncer,
}

/// A content and the file that it was in.
#[derive(Debug)]
struct Seen {
    identity: Identity,
    bytes: Vec<u8>,
    /// We wrote it, and did not only read it.
    written: bool,
}

impl SessionFile {
    /// Opens the session at `path` and returns it with its content.
    ///
    /// Where another program edits it, or it is write-protected, it is opened all the same, but cannot be saved: see
    /// [`SessionFile::access`]. Folders, pipes, devices and files over [`Limit::Session`] are refused.
    pub fn open(path: &Path) -> Result<(Self, Vec<u8>), FileError> {
        let failed = |reason: Reason| FileError::new("open", path, reason);
        for _ in 0..ATTEMPTS {
            if let Some(opened) = Self::try_open(path).map_err(failed)? {
                return Ok(opened);
            }
        }
        Err(failed(Reason::InUse))
    }

    /// Names a session at `path` that does not exist yet; nothing is written before the first save.
    pub fn create(path: &Path) -> Result<Self, FileError> {
        let failed = |reason: Reason| FileError::new("create", path, reason);
        let target = resolve(path).map_err(failed)?;
        if !is_free(&target).map_err(|error| failed(error.into()))? {
            return Err(failed(Reason::Exists));
        }
        remove_leftovers(&target);
        Ok(Self::named(path, target, Access::Edit))
    }

    /// Returns where the session is saved, as the user named it; after a conflict that is the new file.
    pub fn path(&self) -> &Path {
        &self.name
    }

    /// Returns what may be done with the session.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Tells whether the session is in a file already.
    pub fn exists(&self) -> bool {
        self.seen.is_some()
    }

    /// Replaces the file's content in one step; on an error nothing on the disk has changed.
    ///
    /// Does not wait for the disk, see [`SessionFile::sync`], unless that has failed before.
    pub fn save(&mut self, json: &str) -> Result<Saved, FileError> {
        self.try_save(json.as_bytes()).map_err(|reason| FileError::new("save", &self.name, reason))
    }

    /// Saves to `path`, which must be free, and goes on there.
    pub fn save_as(&mut self, path: &Path, json: &str) -> Result<(), FileError> {
        let mut other = Self { syncer: self.syncer.clone(), ..Self::create(path)? };
        other.save(json)?;
        *self = other;
        Ok(())
    }

    /// Has what was saved forced to the disk soon, without waiting for it.
    pub fn sync(&self) {
        self.syncer.sync();
    }

    /// Forces what was saved to the disk and waits for it; what the disk did not take, or somebody removed, is written
    /// once more.
    pub fn finish(&mut self) -> Result<(), FileError> {
        self.rewrite |= self.syncer.finish().is_err();
        let Some(seen) = self.seen.as_ref().filter(|seen| seen.written) else { return Ok(()) };
        self.rewrite |= is_free(&self.target).unwrap_or(false);
        if !self.rewrite {
            return Ok(());
        }
        let bytes = seen.bytes.clone();
        self.try_save(&bytes).map(drop).map_err(|reason| FileError::new("save", &self.name, reason))
    }

    /// Returns, once, the error met when a save was forced to the disk later.
    ///
    /// The content must be saved again, even if it did not change: the system has dropped what it could not write.
    pub fn take_sync_error(&mut self) -> Option<FileError> {
        let problem = self.syncer.take_problem();
        self.rewrite |= problem.is_some();
        problem
    }

    /// Has `notify` called from another thread when there is something for [`SessionFile::take_sync_error`].
    pub fn on_sync_error(&self, notify: impl Fn() + Send + 'static) {
        self.syncer.on_problem(notify);
    }

    /// Opens once; returns nothing if the file was replaced or written meanwhile.
    fn try_open(path: &Path) -> Result<Option<(Self, Vec<u8>)>, Reason> {
        let target = fs::canonicalize(path)?;
        if let Some(kind) = special(fs::metadata(&target)?.file_type()) {
            return Err(Reason::Special(kind));
        }
        let (file, writable) = match open(&target, true) {
            Ok(file) => (file, true),
            Err(error) if may_not_write(&error) => (open(&target, false)?, false),
            Err(error) => return Err(error.into()),
        };
        let locked = lock(&file);
        let before = file.metadata()?;
        let bytes = read_open(&file, &before, Limit::Session)?;
        let after = fs::metadata(&target)?;
        let changed = |metadata: &Metadata| (identity(metadata), metadata.ctime(), metadata.ctime_nsec());
        if changed(&before) != changed(&after) {
            return Ok(None);
        }
        let access = match () {
            () if !writable || before.permissions().readonly() => Access::Protected,
            () if !locked => Access::InUse,
            () => Access::Edit,
        };
        let mut opened = Self::named(path, target, access);
        if access == Access::Edit {
            remove_leftovers(&opened.target);
            opened.held = Some(Arc::new(file));
        }
        opened.seen = Some(Seen { identity: identity(&before), bytes: bytes.clone(), written: false });
        Ok(Some((opened, bytes)))
    }

    fn named(path: &Path, target: PathBuf, access: Access) -> Self {
        Self { name: path.to_owned(), target, access, seen: None, held: None, rewrite: false, syncer: Syncer::default() }
    }
}

/// Returns the place that `path` names, following symbolic links even to a file that does not exist yet.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, Reason> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return Ok(found?),
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(folder) = fs::canonicalize(folder) else { return Err(Reason::NoFolder) };
        match fs::read_link(&path) {
            Ok(link) => path = folder.join(link),
            Err(_) => return path.file_name().map(|name| folder.join(name)).ok_or(Reason::NoFolder),
        }
    }
    Err(Reason::Missing)
}

/// Tells whether the file is ours now; file systems without locks count as such.
fn lock(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

fn may_not_write(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

#[cfg(test)]
mod tests;
