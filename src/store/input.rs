//! Reads files that come from anywhere: bounded in size, and without ever waiting for a pipe or a device.

use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;

use super::directory::resolve;
use super::error::{FileError, Reason};
use super::seal;

const MEBIBYTE: u64 = 1024 * 1024;
/// How many bytes are compared at a time.
const PIECE: usize = 64 * 1024;

/// How large a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// 4 MiB: a questionnaire or a ballot.
    Document,
    /// 16 MiB: a session.
    Session,
}

impl Limit {
    /// Returns the limit in bytes.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Document => 4 * MEBIBYTE,
            Self::Session => 16 * MEBIBYTE,
        }
    }
}

/// Returns the bytes of the regular file at `path`.
///
/// A folder, a pipe, a device or a file beyond `limit` is refused at once, with bounded memory.
///
/// # Errors
/// There is no such file, it may not be read, or it is refused.
pub fn read(path: &Path, limit: Limit) -> Result<Vec<u8>, FileError> {
    let failed = |reason: Reason| FileError::new("read", path, reason);
    let file = open(path).map_err(|error| failed(error.into()))?;
    let metadata = file.metadata().map_err(|error| failed(error.into()))?;
    read_open(&file, &metadata, limit).map_err(failed)
}

/// Returns after which save, in seconds since 1970, the session at `path` was edited outside the program, if it was.
///
/// That can be told where the disk keeps extended attributes. Nothing is known of a copy in another folder.
pub fn edited_after(path: &Path) -> Option<u64> {
    let (folder, name) = resolve(path).ok()?;
    let file = folder.open_file(&name, false).ok()?;
    let bytes = read_open(&file, &file.metadata().ok()?, Limit::Session).ok()?;
    seal::edited_after(&folder, &name, &file, &bytes)
}

/// Returns what arrives on standard input; more than `limit` is refused.
///
/// # Errors
/// Standard input cannot be read, or holds more.
pub fn read_standard_input(limit: Limit) -> Result<Vec<u8>, FileError> {
    take(io::stdin().lock(), 0, limit).map_err(|reason| FileError::new("read", Path::new("standard input"), reason))
}

/// Opens without waiting for the other end of a pipe and without becoming the owner of a terminal.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    // The bits of these two flags fit every platform's `int`.
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Reads an open file whose `metadata` is known.
pub(super) fn read_open(file: &File, metadata: &Metadata, limit: Limit) -> Result<Vec<u8>, Reason> {
    if let Some(kind) = special(metadata.file_type()) {
        // That a device has no end says more than what kind it is.
        let endless = metadata.file_type().is_char_device() && gives_more_than(limit.bytes(), file);
        return Err(if endless { Reason::TooLarge(limit.bytes()) } else { Reason::Special(kind) });
    }
    take(file, metadata.len(), limit)
}

/// Tells whether more than `most` bytes come from a device; none of them is kept.
fn gives_more_than(most: u64, device: &File) -> bool {
    io::copy(&mut device.take(most + 1), &mut io::sink()).is_ok_and(|count| count > most)
}

/// Tells whether a regular file holds exactly `bytes`; piece by piece, because this is done before every save.
pub(super) fn holds(mut file: &File, mut bytes: &[u8]) -> io::Result<bool> {
    let mut piece = vec![0; PIECE];
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => return Ok(bytes.is_empty()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match (piece.get(..read), bytes.split_at_checked(read)) {
            (Some(piece), Some((expected, rest))) if piece == expected => bytes = rest,
            _ => return Ok(false),
        }
    }
}

/// Returns what a file is, if it is not a regular one.
fn special(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        None
    } else if kind.is_dir() {
        Some("a folder")
    } else if kind.is_fifo() {
        Some("a pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else if kind.is_symlink() {
        Some("a symbolic link")
    } else {
        Some("a device")
    }
}

fn take(source: impl io::Read, expected: u64, limit: Limit) -> Result<Vec<u8>, Reason> {
    let most = limit.bytes();
    if expected > most {
        return Err(Reason::TooLarge(most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    // One byte more than allowed tells "too large" from "just fits", also for files that grow while they are read.
    source.take(most + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most { Err(Reason::TooLarge(most)) } else { Ok(bytes) }
}
