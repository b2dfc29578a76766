//! Seals on files that we wrote: later they show whether a file still holds what we wrote.
//!
//! They are extended attributes, so that the documents themselves stay as their formats say. An editor that saves by
//! renaming makes a new file, which has none: therefore the folder, too, knows what was saved in it last. Where a disk
//! keeps no attributes, and of a copy in another folder, nothing is known. Seals protect from accidents, not from forgers:
//! anybody who may write a file may seal it.

use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::fs::MetadataExt as _;

use sha2::{Digest as _, Sha256};

use super::directory::{Directory, bytes};

/// The hash by which a content is known.
pub(super) type ContentHash = [u8; 32];

/// Returns the hash by which `content` is known.
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
    const LENGTH: usize = 48;

    fn bytes(self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        let numbers = [self.saved, self.edited_after.unwrap_or(0)].map(u64::to_be_bytes);
        let parts = self.content.into_iter().chain(numbers.into_iter().flatten());
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
        bytes
    }

    fn read(bytes: [u8; Self::LENGTH]) -> Option<Self> {
        let (content, numbers) = bytes.split_first_chunk::<32>()?;
        let (saved, edited) = numbers.split_first_chunk::<8>()?;
        let edited_after = Some(u64::from_be_bytes(edited.try_into().ok()?)).filter(|time| *time != 0);
        Some(Self { content: *content, saved: u64::from_be_bytes(*saved), edited_after })
    }

    /// Returns after which save a file that now holds `content` was edited by something else.
    fn edited_after(self, content: &[u8]) -> Option<u64> {
        self.edited_after.or_else(|| (self.content != hash(content)).then_some(self.saved))
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

/// Has the folder of a session file remember the file's seal.
pub(super) fn remember_save(folder: &Directory, name: &OsStr, file: &File) {
    let (Some(seal), Ok(folder)) = (attribute::get(file, SAVE), folder.listing()) else { return };
    let name = name_hash(name);
    let others = folder_seals(&folder).into_iter().filter(|other| other.name != name);
    let seals = std::iter::once(FolderSeal { name, seal }).chain(others).take(MOST_IN_FOLDER);
    let bytes: Vec<u8> = seals.flat_map(|seal| [&seal.name[..], &seal.seal].concat()).collect();
    // A disk that takes no attributes remembers nothing.
    let _ = attribute::set(&folder, SAVE, &bytes);
}

/// Returns after which save, in seconds since 1970, a session file of that folder was edited by something else, if it was
/// and if that can be told.
pub(super) fn edited_after(folder: &Directory, name: &OsStr, file: &File, content: &[u8]) -> Option<u64> {
    let seal = attribute::get(file, SAVE).or_else(|| {
        let name = name_hash(name);
        folder_seals(&folder.listing().ok()?).into_iter().find(|seal| seal.name == name).map(|seal| seal.seal)
    });
    SaveSeal::read(seal?)?.edited_after(content)
}

/// What a folder remembers of one of its session files.
struct FolderSeal {
    name: NameHash,
    seal: [u8; SaveSeal::LENGTH],
}

/// What a name in a folder is known by: a few bytes, for all of them have to fit into one attribute.
type NameHash = [u8; 8];

fn name_hash(name: &OsStr) -> NameHash {
    *hash(bytes(name)).first_chunk().expect("a content's hash is longer")
}

/// Returns what a folder remembers, the latest save first.
fn folder_seals(folder: &File) -> Vec<FolderSeal> {
    const LENGTH: usize = size_of::<NameHash>() + SaveSeal::LENGTH;
    let bytes = attribute::get_all::<{ LENGTH * MOST_IN_FOLDER }>(folder, SAVE).unwrap_or_default();
    let seal = |bytes: &[u8; LENGTH]| {
        let (name, seal) = bytes.split_first_chunk()?;
        Some(FolderSeal { name: *name, seal: seal.try_into().ok()? })
    };
    bytes.as_chunks().0.iter().filter_map(seal).collect()
}

/// Of how many session files a folder remembers the seals: what fits into the attributes of common disks.
const MOST_IN_FOLDER: usize = 32;
/// The seal of what was written beside a session.
const OUTPUT: &str = "user.weigh.seal";
/// The seal of a session, on its file and on its folder.
const SAVE: &str = "user.weigh.saved";

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod attribute {
    use std::fs::File;

    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr};

    pub(super) fn set(file: &File, name: &str, value: &[u8]) -> rustix::io::Result<()> {
        fsetxattr(file, name, value, XattrFlags::empty())
    }

    pub(super) fn get<const LENGTH: usize>(file: &File, name: &str) -> Option<[u8; LENGTH]> {
        get_all::<LENGTH>(file, name)?.try_into().ok()
    }

    /// Returns a value of at most so many bytes.
    pub(super) fn get_all<const MOST: usize>(file: &File, name: &str) -> Option<Vec<u8>> {
        let mut value = Vec::with_capacity(MOST);
        fgetxattr(file, name, rustix::buffer::spare_capacity(&mut value)).ok()?;
        Some(value)
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

    pub(super) fn get_all<const MOST: usize>(_: &File, _: &str) -> Option<Vec<u8>> {
        None
    }

    pub(super) fn remove(_: &File, _: &str) {}
}
