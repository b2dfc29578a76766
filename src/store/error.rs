//! What went wrong with a file, as one sentence: what was tried, on which file, why it failed, and the way out.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text::clean_line;

/// Something that could not be done with a file.
#[derive(Debug)]
pub struct FileError {
    /// What was tried: `read`, `open`, `save`, `write` or `make`.
    action: &'static str,
    /// The file.
    path: PathBuf,
    /// Why it failed.
    pub(super) reason: Reason,
}

/// Why something could not be done with a file.
#[derive(Debug)]
pub enum Reason {
    /// There is no such file.
    Missing,
    /// The folder that should hold the file does not exist.
    NoFolder,
    /// The user may not read it.
    Denied,
    /// It is not a regular file, but what is named here: `a folder`, `a device` ...
    Special(&'static str),
    /// It is larger than the limit, in bytes.
    TooLarge(u64),
    /// It is write-protected.
    Protected,
    /// Another program edits it.
    InUse,
    /// There is a file of that name already, which nobody allowed to replace.
    Exists,
    /// It is one of the files that are being read.
    IsInput,
    /// No new file can be made in its folder, for the reason that the system reports.
    NoNewFile(io::Error),
    /// Anything else that the system reports.
    System(io::Error),
}

impl FileError {
    /// Says that `action` (`read`, `open`, `save`, `write` or `make`) failed on a file.
    pub fn new(action: &'static str, path: &Path, reason: impl Into<Reason>) -> Self {
        Self { action, path: path.to_owned(), reason: reason.into() }
    }

    /// Returns the file that could not be used.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why it could not be used.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// Tells whether the only problem is that there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self.reason, Reason::Missing)
    }

    /// Tells whether the only problem is that there is such a file already.
    pub fn is_taken(&self) -> bool {
        matches!(self.reason, Reason::Exists)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display().to_string();
        write!(f, "cannot {} {}: {}", self.action, clean_line(&path), self.reason)
    }
}

impl std::error::Error for FileError {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file; check the name and the folder"),
            Self::NoFolder => f.write_str("its folder does not exist; create the folder or name another one"),
            Self::Denied => f.write_str("permission denied; ask its owner, or use a copy"),
            Self::Special(kind) => write!(f, "it is {kind}; expected a regular file"),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB, the most that is accepted", limit / 1024 / 1024),
            Self::Protected => f.write_str("it is write-protected; change its permissions or use another name"),
            Self::InUse => f.write_str("it is in use by another weigh; close that one first"),
            Self::Exists => f.write_str("it exists already; use --force to replace it, or another name"),
            Self::IsInput => f.write_str("it is one of the files being read; use another name"),
            Self::NoNewFile(error) if error.kind() == io::ErrorKind::PermissionDenied => Self::Denied.fmt(f),
            Self::NoNewFile(error) | Self::System(error) => f.write_str(&in_words(error)),
        }
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::IsADirectory => Self::Special("a folder"),
            io::ErrorKind::NotADirectory => Self::NoFolder,
            // A link took the place of the file that was looked at just before.
            _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => Self::Special("a symbolic link"),
            _ => Self::System(error),
        }
    }
}

/// Says a system error without its number, and what to do about the common ones.
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full; free some space".to_owned(),
        io::ErrorKind::QuotaExceeded => "your disk quota is used up; free some space".to_owned(),
        io::ErrorKind::FileTooLarge => "it would be larger than the system allows (ulimit -f)".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only; use another folder".to_owned(),
        _ => {
            let words = error.to_string();
            let plain = words.split(" (os error").next().unwrap_or(&words);
            clean_line(plain).to_lowercase()
        }
    }
}
