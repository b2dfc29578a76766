//! The one session that is being edited: locked, saved atomically, never written over somebody else's change.
//!
//! **Lock.** The lock (`flock`) sits on the session file itself, so nothing stale can be left. Each save makes a new
//! file, so the draft is locked before it is renamed, and a program that opens the file checks that the locked file
//! still has the name.
//!
//! **Foreign changes.** Before each save the file's content is compared with what we last read or wrote. Its times would
//! be cheaper by a few hundredths of a millisecond, but a clock tick is long: a write of the same length right after our
//! own save would go unseen. What remains is the moment between check and rename, for a program that ignores the lock.

mod beside;
mod in_place;
mod saved;
mod saving;

use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use beside::Beside;
pub use saved::Saved;

use super::directory::{Directory, Stamp, is_write_protected, resolve, special};
use super::draft::remove_leftovers;
use super::error::{FileError, Reason};
use super::input::{Limit, read_open};
use super::private::Private;
use super::rights::Bounds;
use super::seal;
use super::syncer::Syncer;

/// How often opening starts again because the file was replaced meanwhile.
const ATTEMPTS: u32 = 50;
/// How long to wait for a lock if nobody is asked anything meanwhile.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it is tried meanwhile.
const PAUSE: Duration = Duration::from_millis(20);

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

impl Access {
    /// Returns why the session can only be read; `None` if it can be saved.
    pub fn obstacle(self) -> Option<Reason> {
        match self {
            Self::Edit => None,
            Self::InUse => Some(Reason::InUse),
            Self::Protected => Some(Reason::Protected),
        }
    }
}

/// A session file, open as long as this lives.
#[derive(Debug)]
pub struct SessionFile {
    /// As the user named it.
    name: PathBuf,
    /// The folder that it was opened in.
    folder: Arc<Directory>,
    /// Its name in the folder, which is no symbolic link.
    base: OsString,
    access: Access,
    /// What we last read or wrote there; `None` before the first save.
    seen: Option<Seen>,
    /// The locked file; `None` before the first save.
    held: Option<Arc<File>>,
    /// How open it may be when it is made.
    within: Option<Bounds>,
    /// The disk has failed to take a save: the next one writes even the same content, and waits for the disk.
    rewrite: bool,
    /// Somebody has been told that it is overwritten in place.
    told_in_place: bool,
    /// After which save it was edited outside the program, in seconds since 1970, if it was.
    edited_after: Option<u64>,
    /// What was written beside it.
    written: beside::Written,
    syncer: Syncer,
}

/// A content and the file that it was in.
#[derive(Debug)]
struct Seen {
    stamp: Stamp,
    bytes: Vec<u8>,
    /// We wrote it, and did not only read it.
    written: bool,
}

impl SessionFile {
    /// Opens the session at `path` and returns it with its content.
    ///
    /// If another program edits it, or it is write-protected, it is opened anyway, but cannot be saved: see
    /// [`SessionFile::access`]. Folders, pipes, devices and files over [`Limit::Session`] are refused.
    ///
    /// # Errors
    /// There is no such file, it is refused or may not be read, or somebody replaces it all the time.
    pub fn open(path: &Path) -> Result<(Self, Vec<u8>), FileError> {
        let failed = |reason: Reason| FileError::new("open", path, reason);
        for _ in 0..ATTEMPTS {
            if let Some(opened) = Self::try_open(path).map_err(failed)? {
                return Ok(opened);
            }
        }
        Err(failed(Reason::InUse))
    }

    /// Opens the session at `path`, and waits up to five seconds for another program that edits it; `on_wait` is called
    /// once if that takes a while.
    ///
    /// # Errors
    /// The same as of [`SessionFile::open`].
    pub fn open_patiently(path: &Path, on_wait: impl FnOnce()) -> Result<(Self, Vec<u8>), FileError> {
        let start = Instant::now();
        let mut on_wait = Some(on_wait);
        loop {
            let opened = Self::open(path);
            let in_use = match &opened {
                Ok((file, _)) => file.access == Access::InUse,
                Err(error) => matches!(error.reason, Reason::InUse),
            };
            if !in_use || start.elapsed() > PATIENCE {
                return opened;
            }
            if start.elapsed() > PAUSE * 10
                && let Some(on_wait) = on_wait.take()
            {
                on_wait();
            }
            drop(opened);
            thread::sleep(PAUSE);
        }
    }

    /// Names a session at `path` that does not exist yet; nothing is written before the first save.
    ///
    /// It will not be more open than any of the `inputs` that it is made from.
    ///
    /// # Errors
    /// Something is at `path` already, or its folder does not exist.
    pub fn create(path: &Path, inputs: &[&Path]) -> Result<Self, FileError> {
        let failed = |reason: Reason| FileError::new("create", path, reason);
        let (folder, base) = resolve(path).map_err(failed)?;
        if !folder.is_free(&base).map_err(|error| failed(error.into()))? {
            return Err(failed(Reason::Exists));
        }
        remove_leftovers(&folder, &base);
        Ok(Self { within: Bounds::of_all(inputs), ..Self::named(path, folder, base, Access::Edit) })
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

    /// Tells whether somebody else has touched, replaced or removed the file since it was last read or written. This is
    /// cheap; only the content, which [`SessionFile::save`] compares, tells whether it was changed.
    pub fn is_disturbed(&self) -> bool {
        let seen = self.seen.as_ref().filter(|_| self.access == Access::Edit);
        seen.is_some_and(|seen| self.folder.stat(&self.base).ok().map(|stat| Stamp::from(&stat)) != Some(seen.stamp))
    }

    /// Replaces the file's content in one step; on an error nothing on the disk has changed.
    ///
    /// Does not wait for the disk, see [`SessionFile::sync`], unless that has failed before.
    ///
    /// # Errors
    /// The session can only be read, is larger than [`Limit::Session`], or the disk does not take it.
    pub fn save(&mut self, json: &str) -> Result<Saved, FileError> {
        self.try_save(json.as_bytes()).map_err(|reason| FileError::new("save", &self.name, reason))
    }

    /// Saves to `path`, which must be free, and goes on there.
    ///
    /// # Errors
    /// The same as of [`SessionFile::create`] and [`SessionFile::save`]; the session then stays where it is.
    pub fn save_as(&mut self, path: &Path, json: &str) -> Result<(), FileError> {
        // Like the file it stands in for.
        let mut other =
            Self { syncer: self.syncer.clone(), held: self.held.clone(), edited_after: self.edited_after, ..Self::create(path, &[])? };
        other.save(json)?;
        *self = other;
        Ok(())
    }

    /// Has what was saved forced to the disk soon, without waiting for it.
    pub fn sync(&self) {
        self.syncer.sync();
    }

    /// Forces what was saved to the disk and waits for it; what the disk did not take, or somebody removed, is written
    /// once more, and what somebody else wrote over it is kept.
    ///
    /// # Errors
    /// The disk did not take what was saved, twice.
    pub fn finish(&mut self) -> Result<Saved, FileError> {
        let saved = self.try_finish()?;
        if let Some(held) = self.held.as_ref().filter(|_| self.seen.as_ref().is_some_and(|seen| seen.written)) {
            seal::remember_save(&self.folder, &self.base, held);
        }
        Ok(saved)
    }

    fn try_finish(&mut self) -> Result<Saved, FileError> {
        self.rewrite |= self.syncer.finish().is_err();
        let Some(seen) = self.seen.as_ref().filter(|_| self.access == Access::Edit) else { return Ok(Saved::Unchanged) };
        if !seen.written && self.folder.is_free(&self.base).unwrap_or(false) {
            return Ok(Saved::Unchanged);
        }
        let bytes = seen.bytes.clone();
        let saved = self.try_save(&bytes).and_then(|saved| {
            let synced = self.syncer.finish();
            synced.map(|()| saved).map_err(|error| error.reason)
        });
        saved.map_err(|reason| FileError::new("save", &self.name, reason))
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

    /// Returns the file beside the session for the user alone: `decision.draft.json` for `decision.weigh.json`, where `ending` is
    /// `.draft.json`.
    pub fn private(&self, ending: &str) -> Private {
        let base = self.base.as_encoded_bytes();
        let stem = base.strip_suffix(b".weigh.json").or(base.strip_suffix(b".json")).unwrap_or(base);
        let name = OsString::from_vec([stem, ending.as_bytes()].concat());
        Private { folder: Arc::clone(&self.folder), path: self.beside(&name), name }
    }

    /// Opens once; is `None` if the file was replaced or written meanwhile.
    fn try_open(path: &Path) -> Result<Option<(Self, Vec<u8>)>, Reason> {
        let (folder, base) = resolve(path)?;
        let stat = folder.stat(&base)?;
        if let Some(kind) = special(&stat) {
            return Err(Reason::Special(kind));
        }
        let (file, writable) = folder.open_as_allowed(&base)?;
        let locked = lock(&file);
        let before = file.metadata()?;
        let bytes = read_open(&file, &before, Limit::Session)?;
        let stamp = Stamp::from(&before);
        if stamp != Stamp::from(&folder.stat(&base)?) {
            return Ok(None);
        }
        let access = match () {
            () if !writable || is_write_protected(&stat) => Access::Protected,
            () if !locked => Access::InUse,
            () => Access::Edit,
        };
        let mut opened = Self::named(path, folder, base, access);
        if access == Access::Edit {
            remove_leftovers(&opened.folder, &opened.base);
            opened.edited_after = seal::edited_after(&opened.folder, &opened.base, &file, &bytes);
            opened.held = Some(Arc::new(file));
        }
        opened.seen = Some(Seen { stamp, bytes: bytes.clone(), written: false });
        Ok(Some((opened, bytes)))
    }

    fn named(path: &Path, folder: Arc<Directory>, base: OsString, access: Access) -> Self {
        let name = path.to_owned();
        let (written, syncer) = Default::default();
        let (seen, held, within, edited_after) = (None, None, None, None);
        Self { name, folder, base, access, seen, held, within, rewrite: false, told_in_place: false, edited_after, written, syncer }
    }

    /// Returns how a file beside the session is named, as the user names the session.
    fn beside(&self, name: &OsStr) -> PathBuf {
        let is_link = self.name.file_name() != Some(&self.base);
        if is_link { self.folder.path_of(name) } else { self.name.with_file_name(name) }
    }
}

/// Tells whether the file is ours now; file systems without locks count as such.
fn lock(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

#[cfg(test)]
mod tests;
