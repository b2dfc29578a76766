//! A file that is being written under a temporary name, and takes its place in one step.
//!
//! The name is `.<name>.<pid>-<i>.tmp` in the target's own folder: renaming never crosses a disk, and a leftover of a
//! crash can be told by its dead process.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Once};

use rustix::process::Pid;

use super::error::Reason;

/// How many names are tried before giving up.
const NAMES_TRIED: u32 = 100;
/// The most bytes of the target's name in the temporary one: the longest name on common disks is 255 bytes.
const NAME_KEPT: usize = 200;

/// A temporary file; removed when dropped before it took its place.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    file: Option<File>,
}

impl Draft {
    /// Writes `bytes` beside `target`: with the owner and permissions of `like`, or private to the user's umask.
    pub(super) fn write(target: &Path, bytes: &[u8], like: Option<&Metadata>) -> Result<Self, Reason> {
        survive_size_limit();
        let draft = Self::create(target, if like.is_some() { 0o600 } else { 0o666 }).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Reason::NoFolder,
            _ => error.into(),
        })?;
        let mut file = draft.file()?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            copy_permissions(file, like)?;
        }
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

    /// Tells which file it is, also after it took its place.
    pub(super) fn identity(&self) -> io::Result<Identity> {
        Ok(identity(&self.file()?.metadata()?))
    }

    /// Forces the content to the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file()?.sync_all()
    }

    /// Replaces whatever is at `target`.
    pub(super) fn replace(mut self, target: &Path) -> io::Result<File> {
        fs::rename(&self.path, target)?;
        self.file.take().ok_or_else(gone)
    }

    /// Takes the place at `target`, which must be free; otherwise fails with `AlreadyExists`.
    pub(super) fn place(mut self, target: &Path) -> io::Result<File> {
        match fs::hard_link(&self.path, target) {
            Ok(()) => {
                // If the second name cannot be removed, the next start will.
                drop(fs::remove_file(&self.path));
                self.file.take().ok_or_else(gone)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Some disks (FAT, many network ones) have no hard links; every other fault shows up again in the rename.
            Err(_) if is_free(target)? => self.replace(target),
            Err(_) => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    fn create(target: &Path, mode: u32) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for number in 0..NAMES_TRIED {
            let mut name = prefix(target);
            name.push(format!("{}-{number}.tmp", process::id()));
            let path = target.with_file_name(name);
            match OpenOptions::new().write(true).create_new(true).mode(mode).open(&path) {
                Ok(file) => return Ok(Self { path, file: Some(file) }),
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
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Removes temporary files of `target` whose program died.
pub(super) fn remove_leftovers(target: &Path) {
    let Some(entries) = target.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return };
    let prefix = prefix(target);
    // Who died right after a first save left it under both names, and we may hold the lock on it by now.
    let placed = fs::symlink_metadata(target).ok().map(|metadata| identity(&metadata));
    for entry in entries.flatten() {
        let dead = maker(&entry.file_name(), &prefix).is_some_and(is_dead);
        let Some(metadata) = entry.metadata().ok().filter(|metadata| dead && metadata.is_file()) else { continue };
        if placed == Some(identity(&metadata)) || is_unlocked(&entry.path()) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Tells whether nothing is at `path`; where that cannot be told, something may be there.
pub(super) fn is_free(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Which file it is, whatever its name: device and number.
pub(super) type Identity = (u64, u64);

/// Returns which file `metadata` describes.
pub(super) fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

/// Returns the process that made the temporary file `name`, where the name is one of ours.
fn maker(name: &OsStr, prefix: &OsStr) -> Option<Pid> {
    let rest = name.as_bytes().strip_prefix(prefix.as_bytes())?;
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
fn is_unlocked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

fn prefix(target: &Path) -> OsString {
    let name = target.file_name().unwrap_or_default().as_bytes();
    let kept = name.iter().take(NAME_KEPT);
    OsString::from_vec([b'.'].iter().chain(kept).chain(b".").copied().collect())
}

fn copy_permissions(file: &File, like: &Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    let mut mode = like.mode() & 0o7777;
    if own.uid() != like.uid() && fchown(file, Some(like.uid()), None).is_err() {
        // Only root can give files away; as before in the same group, the others keep their access.
        mode &= 0o777;
    }
    if own.gid() != like.gid() && fchown(file, None, Some(like.gid())).is_err() {
        // What the old group was allowed must not go to another group.
        mode &= 0o707;
    }
    // Some disks refuse any change of permissions, even to what they are.
    if own.mode() & 0o7777 == mode { Ok(()) } else { file.set_permissions(Permissions::from_mode(mode)) }
}

/// Turns the signal that kills a program at a file-size limit into the error that a save reports.
fn survive_size_limit() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // If it cannot be caught, only the rare limit itself is served worse.
        drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))));
    });
}

fn gone() -> io::Error {
    io::Error::other("the temporary file is closed")
}
