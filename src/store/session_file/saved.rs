//! What a save did, and what is said about it.

use std::path::{Path, PathBuf};

use crate::text::clean_line;

/// What a save did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The file holds the new content.
    Done,
    /// It held that content already.
    Unchanged,
    /// Somebody else had changed the file: it was left alone, and editing goes on in this new one.
    Conflict(PathBuf),
    /// Somebody else wrote the file while it was being saved: theirs is in this new one, and editing goes on where it was.
    KeptTheirs(PathBuf),
    /// Somebody had renamed or removed this file: there is a new one of that name.
    Again(PathBuf),
    /// This file cannot be replaced, so it is overwritten, with a copy kept aside meanwhile. Told once.
    InPlace(PathBuf),
}

impl Saved {
    /// Returns what has to be said about it, as a sentence without its period.
    pub fn remark(&self) -> Option<String> {
        let name = |path: &Path| clean_line(&path.to_string_lossy()).into_owned();
        match self {
            Self::Done | Self::Unchanged => None,
            Self::Conflict(path) => {
                Some(format!("Somebody else changed the file meanwhile: both versions are kept, and yours goes on in {}", name(path)))
            }
            Self::KeptTheirs(path) => Some(format!(
                "Somebody else wrote the file while it was being saved: both versions are kept, and theirs is in {}",
                name(path)
            )),
            Self::Again(path) => Some(format!("Somebody renamed or removed {0}: everything is in a new {0}", name(path))),
            Self::InPlace(path) => {
                Some(format!("{} cannot be replaced in one step, so each save overwrites it and keeps a copy aside meanwhile", name(path)))
            }
        }
    }
}
