//! A folder held open: what is read, made and replaced in it stays in it, even if its path leads elsewhere later.
//!
//! Somebody may swap the folder for a symbolic link, or rename it, while a session in it is edited. Names below a handle
//! cannot be sent elsewhere by that. Must not know what the files are for.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::retry_on_intr;

use super::error::Reason;

/// The most symbolic links followed to a file that does not exist yet.
const MOST_LINKS: u32 = 20;

/// An open folder.
#[derive(Debug)]
pub(super) struct Directory {
    handle: File,
    path: PathBuf,
}

impl Directory {
    /// Opens the folder at `path`.
    pub(super) fn open(path: &Path) -> io::Result<Arc<Self>> {
        let flags = HANDLE | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let handle = retry_on_intr(|| rustix::fs::open(path, flags, Mode::empty()))?.into();
        Ok(Arc::new(Self { handle, path: path.to_owned() }))
    }

    /// Returns the path of `name` in the folder, as it was when the folder was opened.
    pub(super) fn path_of(&self, name: &OsStr) -> PathBuf {
        self.path.join(name)
    }

    /// Opens the folder again at its path if it was removed meanwhile; no symbolic link may have taken its place.
    pub(super) fn reopened(&self) -> Option<Arc<Self>> {
        let is_gone = self.handle.metadata().is_ok_and(|metadata| metadata.nlink() == 0);
        let is_same_path = fs::canonicalize(&self.path).is_ok_and(|path| path == self.path);
        (is_gone && is_same_path).then(|| Self::open(&self.path).ok()).flatten()
    }

    /// Describes what has that name; a symbolic link is not followed.
    pub(super) fn stat(&self, name: &OsStr) -> io::Result<Stat> {
        Ok(rustix::fs::statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Opens a file without following a link, waiting for the other end of a pipe, or becoming the owner of a terminal.
    pub(super) fn open_file(&self, name: &OsStr, writable: bool) -> io::Result<File> {
        let access = if writable { OFlags::RDWR } else { OFlags::RDONLY };
        let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        Ok(retry_on_intr(|| rustix::fs::openat(&self.handle, name, flags, Mode::empty()))?.into())
    }

    /// Opens a file to read and write it, or only to read it if more is not allowed; tells whether it may be written.
    pub(super) fn open_as_allowed(&self, name: &OsStr) -> io::Result<(File, bool)> {
        match self.open_file(name, true) {
            Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
                Ok((self.open_file(name, false)?, false))
            }
            opened => Ok((opened?, true)),
        }
    }

    /// Makes a new file, readable and writable for us; fails with `AlreadyExists` if the name is taken.
    pub(super) fn create(&self, name: &OsStr, mode: u32) -> io::Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(retry_on_intr(|| rustix::fs::openat(&self.handle, name, flags, Mode::from_bits_truncate(mode)))?.into())
    }

    /// Gives `from` the name `to`, and removes what had it.
    pub(super) fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.handle, from, &self.handle, to)?)
    }

    /// Swaps two names in one step; fails with `Unsupported` if the system or the disk cannot do that.
    pub(super) fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
        rename_with(&self.handle, one, other, RenameHow::Exchange)
    }

    /// Gives `from` the name `to`, which must be free; otherwise fails with `AlreadyExists`.
    pub(super) fn place(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match rename_with(&self.handle, from, to, RenameHow::Free) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => self.place_by_link(from, to),
            placed => placed,
        }
    }

    fn place_by_link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match rustix::fs::linkat(&self.handle, from, &self.handle, to, AtFlags::empty()) {
            // If the first name cannot be removed, the next start will.
            Ok(()) => drop(self.remove(from)),
            Err(rustix::io::Errno::EXIST) => return Err(io::ErrorKind::AlreadyExists.into()),
            // Some disks (FAT, many network ones) have no hard links; every other fault shows up again in the rename.
            Err(_) if self.is_free(to)? => self.rename(from, to)?,
            Err(_) => return Err(io::ErrorKind::AlreadyExists.into()),
        }
        Ok(())
    }

    /// Removes a name.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.handle, name, AtFlags::empty())?)
    }

    /// Tells whether nothing has that name; an error means that this cannot be told.
    pub(super) fn is_free(&self, name: &OsStr) -> io::Result<bool> {
        match self.stat(name) {
            Ok(_) => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Returns the names in the folder. Is empty if it cannot be listed.
    pub(super) fn names(&self) -> Vec<OsString> {
        let Ok(entries) = self.open_to_list().and_then(Dir::new) else { return Vec::new() };
        entries.flatten().map(|entry| OsString::from_vec(entry.file_name().to_bytes().to_vec())).collect()
    }

    /// Forces the folder's names to the disk, if that is possible.
    pub(super) fn sync(&self) -> io::Result<()> {
        match self.open_to_list().and_then(|folder| retry_on_intr(|| rustix::fs::fsync(&folder))) {
            Err(error) if cannot_be_synced(error.kind()) => Ok(()),
            synced => Ok(synced?),
        }
    }

    /// Opens the folder as a file of its own.
    pub(super) fn listing(&self) -> io::Result<File> {
        Ok(self.open_to_list()?.into())
    }

    /// The handle itself cannot be listed.
    fn open_to_list(&self) -> rustix::io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        retry_on_intr(|| rustix::fs::openat(&self.handle, ".", flags, Mode::empty()))
    }
}

/// Some disks cannot sync a folder, and one that may only be written to cannot be opened. That a folder was removed
/// meanwhile shows up at the next save.
fn cannot_be_synced(folder: io::ErrorKind) -> bool {
    use io::ErrorKind::{InvalidInput, NotFound, PermissionDenied, Unsupported};
    matches!(folder, InvalidInput | NotFound | PermissionDenied | Unsupported)
}

/// Returns the folder and the name that `path` means, following symbolic links even to a file that does not exist yet.
pub(super) fn resolve(path: &Path) -> Result<(Arc<Directory>, OsString), Reason> {
    let path = follow(path)?;
    // Only `/` has no folder, and it is one itself.
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Err(Reason::Special("a folder")) };
    Ok((Directory::open(folder)?, name.to_owned()))
}

fn follow(path: &Path) -> Result<PathBuf, Reason> {
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

/// Which file it is, under any name: device and number.
pub(super) type Identity = (u64, u64);

/// Returns which file `metadata` describes.
pub(super) fn identity(metadata: &Metadata) -> Identity {
    (metadata.dev(), metadata.ino())
}

/// Changes whenever somebody writes or replaces a file, except for two writes within one tick of the disk's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) identity: Identity,
    pub(super) length: u64,
    changed: (i64, i64),
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Self { identity: identity(metadata), length: metadata.len(), changed }
    }
}

impl From<&Stat> for Stamp {
    fn from(stat: &Stat) -> Self {
        let changed = (stat.st_ctime, stat.st_ctime_nsec.cast_signed());
        Self { identity: (stat.st_dev, stat.st_ino), length: stat.st_size.unsigned_abs(), changed }
    }
}

/// Returns what a file is, if it is not a regular one.
pub(super) fn special(stat: &Stat) -> Option<&'static str> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => None,
        FileType::Directory => Some("a folder"),
        FileType::Fifo => Some("a pipe"),
        FileType::Socket => Some("a socket"),
        FileType::Symlink => Some("a symbolic link"),
        _ => Some("a device"),
    }
}

/// Tells whether nobody may write to a file.
pub(super) fn is_write_protected(stat: &Stat) -> bool {
    Mode::from_raw_mode(stat.st_mode).bits() & 0o222 == 0
}

#[derive(Clone, Copy)]
enum RenameHow {
    Exchange,
    Free,
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(folder: &File, from: &OsStr, to: &OsStr, how: RenameHow) -> io::Result<()> {
    use rustix::fs::RenameFlags;
    use rustix::io::Errno;

    let flags = match how {
        RenameHow::Exchange => RenameFlags::EXCHANGE,
        RenameHow::Free => RenameFlags::NOREPLACE,
    };
    match rustix::fs::renameat_with(folder, from, folder, to, flags) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        renamed => Ok(renamed?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_with(_: &File, _: &OsStr, _: &OsStr, _: RenameHow) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// How a folder is opened that may only be entered, not listed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const HANDLE: OFlags = OFlags::PATH;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const HANDLE: OFlags = OFlags::RDONLY;

/// Returns the bytes of a name.
pub(super) fn bytes(name: &OsStr) -> &[u8] {
    name.as_bytes()
}
