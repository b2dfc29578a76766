//! Seals on files that we wrote: later they show whether a file still holds what we wrote.
//!
//! They are extended attributes, so that the documents themselves stay as their formats say. Where a disk keeps none, or a
//! copy came without, nothing is known of a file. They protect from accidents, not from forgers: anybody who may write a
//! file may seal it.

use std::fs::File;
use std::os::unix::fs::MetadataExt as _;

use sha2::{Digest as _, Sha256};

/// What a content is known by.
pub(super) type ContentHash = [u8; 32];

/// Returns what `content` is known by.
pub(super) fn hash(content: &[u8]) -> ContentHash {
    Sha256::digest(content).into()
}

/// Seals a file that holds content of that hash, for `owner`.
pub(super) fn put(file: &File, owner: &[u8], content: ContentHash) {
    // A disk that takes no attributes leaves the file unsealed.
    let _ = attribute::set(file, OUTPUT, &seal(owner, content));
}

/// Tells whether a file that holds content of that hash has been sealed for `owner`.
pub(super) fn holds(file: &File, owner: &[u8], content: ContentHash) -> bool {
    attribute::get(file, OUTPUT) == Some(seal(owner, content))
}

/// The content's hash comes first: it has a fixed length, so nothing of the owner can pass for content.
fn seal(owner: &[u8], content: ContentHash) -> ContentHash {
    Sha256::new().chain_update(content).chain_update(owner).finalize().into()
}

/// The seal of a session file at each save: what was saved, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SaveSeal {
    content: ContentHash,
    /// In seconds since 1970.
    saved: u64,
    /// After which save it was first edited by something else.
    edited_after: Option<u64>,
}

impl SaveSeal {
    fn bytes(self) -> [u8; 48] {
        let mut bytes = [0; 48];
        let numbers = [self.saved, self.edited_after.unwrap_or(0)].map(u64::to_be_bytes);
        let parts = self.content.into_iter().chain(numbers.into_iter().flatten());
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
        bytes
    }

    fn read(file: &File) -> Option<Self> {
        let bytes: [u8; 48] = attribute::get(file, SAVE)?;
        let (content, numbers) = bytes.split_first_chunk::<32>()?;
        let (saved, edited) = numbers.split_first_chunk::<8>()?;
        let edited_after = Some(u64::from_be_bytes(edited.try_into().ok()?)).filter(|time| *time != 0);
        Some(Self { content: *content, saved: u64::from_be_bytes(*saved), edited_after })
    }
}

/// Seals a session file whose content was just saved. That it was `edited_after` some earlier save stays known.
pub(super) fn put_save(file: &File, content: &[u8], edited_after: Option<u64>) {
    let saved = file.metadata().map_or(0, |metadata| metadata.mtime().unsigned_abs());
    let seal = SaveSeal { content: hash(content), saved, edited_after };
    // A disk that takes no attributes leaves the file unsealed.
    let _ = attribute::set(file, SAVE, &seal.bytes());
}

/// Takes the seal off a session file, before its content is overwritten in place.
pub(super) fn take_off_save(file: &File) {
    attribute::remove(file, SAVE);
}

/// Returns after which save, in seconds since 1970, a session file was edited by something else, if it was and if that
/// can be told.
pub(super) fn edited_after(file: &File, content: &[u8]) -> Option<u64> {
    let seal = SaveSeal::read(file)?;
    seal.edited_after.or_else(|| (seal.content != hash(content)).then_some(seal.saved))
}

/// The seal of what was written beside a session.
const OUTPUT: &str = "user.weigh.seal";
/// The seal of a session.
const SAVE: &str = "user.weigh.saved";

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod attribute {
    use std::fs::File;

    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};

    pub(super) fn set(file: &File, name: &str, value: &[u8]) -> rustix::io::Result<()> {
        fsetxattr(file, name, value, XattrFlags::empty())
    }

    pub(super) fn get<const LENGTH: usize>(file: &File, name: &str) -> Option<[u8; LENGTH]> {
        let mut value = [0; LENGTH];
        let length = fgetxattr(file, name, &mut value[..]).ok()?;
        (length == LENGTH).then_some(value)
    }

    pub(super) fn remove(file: &File, name: &str) {
        // It may have none.
        let _ = fremovexattr(file, name);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod attribute {
    use std::fs::File;

    pub(super) fn set(_: &File, _: &str, _: &[u8]) -> rustix::io::Result<()> {
        Ok(())
    }

    pub(super) fn get<const LENGTH: usize>(_: &File, _: &str) -> Option<[u8; LENGTH]> {
        None
    }

    pub(super) fn remove(_: &File, _: &str) {}
}
