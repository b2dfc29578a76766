//! A file that is being written under a temporary name, and takes its place in one step.
//!
//! The name is `.<name>.<pid>-<i>.tmp` in the target's own folder: renaming never crosses a disk, and a leftover of a
//! crash can be told by its dead process. `tempfile` cannot make these: it works on paths, where a folder that was
//! swapped for a link would send the draft elsewhere, and its names do not tell whose leftovers they are.

use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::process;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Once};

use rustix::process::Pid;

use super::directory::{Directory, Stamp, bytes, special};
use super::error::Reason;
use super::rights::Rights;
use super::seal::{self, ContentHash};

/// How many names are tried before giving up.
const NAMES_TRIED: u32 = 100;
/// The most bytes of the target's name in the temporary one: the longest name on common disks is 255 bytes.
const NAME_KEPT: usize = 200;

/// A temporary file; removed when dropped before it took its place.
#[derive(Debug)]
pub(super) struct Draft {
    folder: Arc<Directory>,
    name: OsString,
    file: Option<File>,
}

impl Draft {
    /// Writes `content` beside `target`, in the same folder.
    pub(super) fn write(folder: &Arc<Directory>, target: &OsStr, content: &[u8], rights: Rights<'_>) -> Result<Self, Reason> {
        survive_size_limit();
        let draft = Self::create(folder, target, rights.first_mode()).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Reason::NoFolder,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Reason::NoNewFile(error),
            _ => error.into(),
        })?;
        let mut file = draft.file()?;
        file.write_all(content)?;
        rights.give_to(file)?;
        Ok(draft)
    }

    /// Writes further bytes at the end.
    pub(super) fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.file()?.write_all(bytes)
    }

    /// Locks the file, so that it is never seen unlocked under its final name.
    pub(super) fn lock(&self) -> io::Result<()> {
        match self.file()?.try_lock() {
            // Some network file systems have no locks; there the check of the content must do.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
        }
    }

    /// Seals the content, whose hash is known, for `owner`.
    pub(super) fn seal(&self, owner: &[u8], content: ContentHash) -> io::Result<()> {
        seal::put(self.file()?, owner, content);
        Ok(())
    }

    /// Seals the content as that of a save, see [`seal::put_save`].
    pub(super) fn seal_save(&self, content: &[u8], edited_after: Option<u64>) -> io::Result<()> {
        seal::put_save(self.file()?, content, edited_after);
        Ok(())
    }

    /// Returns which file it is, and when it was last changed.
    pub(super) fn stamp(&self) -> io::Result<Stamp> {
        Ok(Stamp::from(&self.file()?.metadata()?))
    }

    /// Forces the content to the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file()?.sync_all()
    }

    /// Replaces what is at `target`, and returns the file that is there now.
    ///
    /// If the system can exchange two names, `is_expected` looks at what was there until then. If that was something
    /// else, it is kept under another name, which `other_names` proposes, and returned with it.
    pub(super) fn replace(
        mut self,
        target: &OsStr,
        is_expected: impl FnOnce(&File) -> io::Result<bool>,
        other_names: impl Iterator<Item = OsString>,
    ) -> io::Result<(File, Option<OsString>)> {
        match self.folder.exchange(&self.name, target) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                self.folder.rename(&self.name, target)?;
                return Ok((self.file.take().ok_or_else(gone)?, None));
            }
            exchanged => exchanged?,
        }
        let looked = self.folder.open_file(&self.name, false).and_then(|file| is_expected(&file));
        let kept = match looked {
            Ok(true) => {
                // If it cannot be removed, the next start will.
                drop(self.folder.remove(&self.name));
                None
            }
            Ok(false) => Some(self.keep(target, other_names)?),
            Err(error) => return Err(self.swap_back(target, error)),
        };
        Ok((self.file.take().ok_or_else(gone)?, kept))
    }

    /// Takes the place at `target`, which must be free; otherwise fails with `AlreadyExists`.
    pub(super) fn place(&mut self, target: &OsStr) -> io::Result<File> {
        self.folder.place(&self.name, target)?;
        self.file.take().ok_or_else(gone)
    }

    /// Keeps what came out of an exchange under the first free one of `names`.
    fn keep(&mut self, target: &OsStr, names: impl Iterator<Item = OsString>) -> io::Result<OsString> {
        let mut trouble = io::Error::from(io::ErrorKind::AlreadyExists);
        for name in names {
            match self.folder.place(&self.name, &name) {
                Ok(()) => return Ok(name),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    trouble = error;
                    break;
                }
            }
        }
        Err(self.swap_back(target, trouble))
    }

    /// Undoes an exchange after trouble.
    fn swap_back(&mut self, target: &OsStr, trouble: io::Error) -> io::Error {
        if self.folder.exchange(&self.name, target).is_err() {
            // What came out may be somebody else's: it stays where it is, because there is no better place.
            self.file = None;
        }
        trouble
    }

    fn create(folder: &Arc<Directory>, target: &OsStr, mode: u32) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..NAMES_TRIED {
            let mut name = prefix(target);
            name.push(format!("{}-{number}.tmp", process::id()));
            match folder.create(&name, mode) {
                Ok(file) => return Ok(Self { folder: Arc::clone(folder), name, file: Some(file) }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn file(&self) -> io::Result<&File> {
        self.file.as_ref().ok_or_else(gone)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.is_some() {
            // Nothing more can be done about a leftover here; the next start removes it.
            drop(self.folder.remove(&self.name));
        }
    }
}

/// Removes temporary files of `target` whose program died.
pub(super) fn remove_leftovers(folder: &Directory, target: &OsStr) {
    let prefix = prefix(target);
    // A crash right after a first save left it under both names, and we may hold the lock on it by now.
    let placed = folder.stat(target).ok().map(|stat| Stamp::from(&stat).identity);
    for name in folder.names() {
        let dead = maker(&name, &prefix).is_some_and(is_dead);
        let Some(stat) = folder.stat(&name).ok().filter(|stat| dead && special(stat).is_none()) else { continue };
        if placed == Some(Stamp::from(&stat).identity) || is_unlocked(folder, &name) {
            drop(folder.remove(&name));
        }
    }
}

/// Returns the process that made the temporary file `name`, if the name is one of ours.
fn maker(name: &OsStr, prefix: &OsStr) -> Option<Pid> {
    let rest = bytes(name).strip_prefix(bytes(prefix))?;
    let (process, number) = str::from_utf8(rest).ok()?.strip_suffix(".tmp")?.split_once('-')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let process = Some(process).filter(|process| digits(process) && digits(number))?;
    Pid::from_raw(process.parse().ok()?)
}

/// Our own number counts as dead: at the start we have no drafts, and containers hand out the same numbers again.
fn is_dead(process: Pid) -> bool {
    process == rustix::process::getpid() || rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH)
}

/// A living program in another container, whose process we cannot see, holds the lock.
fn is_unlocked(folder: &Directory, name: &OsStr) -> bool {
    folder.open_file(name, false).is_ok_and(|file| file.try_lock().is_ok())
}

fn prefix(target: &OsStr) -> OsString {
    let kept = target.as_bytes().iter().take(NAME_KEPT);
    OsString::from_vec([b'.'].iter().chain(kept).chain(b".").copied().collect())
}

/// Turns the signal that kills a program at a file-size limit into the error that a save reports.
fn survive_size_limit() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // If it cannot be caught, only this rare case is worse.
        drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))));
    });
}

fn gone() -> io::Error {
    io::Error::other("the temporary file is closed")
}
