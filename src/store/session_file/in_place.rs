//! Overwrites a session file that cannot be replaced: one that is mounted by itself, or whose folder is write-protected.
//!
//! A crash in the middle would leave half a document, so a copy of the old content lies aside meanwhile, as editors do
//! it: beside the file, or else in `/var/tmp`. It is removed once the new content is on the disk.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

use super::{Saved, SessionFile};
use crate::store::directory::{Directory, Stamp};
use crate::store::draft::Draft;
use crate::store::error::Reason;
use crate::store::rights::Rights;
use crate::store::seal;

/// Where the copy lies if it cannot lie beside the file: it outlives a restart there.
const ELSEWHERE: &str = "/var/tmp";
/// The most copies of one session that crashes may have left.
const MOST_COPIES: u32 = 99;

impl SessionFile {
    /// Overwrites the file, which is ours. If not even a copy can be kept, fails with `why`, the reason that it cannot
    /// be replaced.
    pub(super) fn overwrite(&mut self, json: &[u8], why: Reason) -> Result<Saved, Reason> {
        let (Some(file), Some(seen)) = (self.held.clone(), self.seen.as_ref()) else { return Err(why) };
        let seen_stamp = seen.stamp;
        let Some(copy) = self.copy_aside(&seen.bytes, &file) else { return Err(why) };
        seal::take_off_save(&file);
        if let Err(error) = overwrite(&file, seen.bytes.len(), json) {
            // If that fails as well, the copy is all there is.
            if overwrite(&file, json.len(), &seen.bytes).is_ok() {
                copy.remove();
            }
            return Err(error.into());
        }
        copy.remove();
        seal::put_save(&file, json, self.edited_after);
        self.remember(file.metadata().map_or(seen_stamp, |metadata| Stamp::from(&metadata)), json);
        self.rewrite = false;
        let was_told = std::mem::replace(&mut self.told_in_place, true);
        Ok(if was_told { Saved::Done } else { Saved::InPlace(self.name.clone()) })
    }

    fn copy_aside(&self, bytes: &[u8], like: &File) -> Option<Copy> {
        let beside = Rights { like: Some(like), ..Rights::default() };
        Copy::make(&self.folder, &self.base, bytes, beside).or_else(|| {
            let elsewhere = Directory::open(Path::new(ELSEWHERE)).ok()?;
            Copy::make(&elsewhere, &self.base, bytes, Rights { private: true, ..Rights::default() })
        })
    }
}

/// A copy that lies aside.
struct Copy {
    folder: Arc<Directory>,
    name: OsString,
}

impl Copy {
    fn make(folder: &Arc<Directory>, base: &OsStr, bytes: &[u8], rights: Rights<'_>) -> Option<Self> {
        let stem = base.to_string_lossy();
        let stem = stem.strip_suffix(".json").unwrap_or(&stem);
        let mut draft = Draft::write(folder, base, bytes, rights).ok()?;
        draft.sync().ok()?;
        let name = (1..=MOST_COPIES).map(|number| OsString::from(format!("{stem}.backup-{number}.json")));
        let name = name.into_iter().find(|name| draft.place(name).is_ok())?;
        Some(Self { folder: Arc::clone(folder), name })
    }

    fn remove(self) {
        // A copy too many does no harm.
        drop(self.folder.remove(&self.name));
    }
}

/// Writes `bytes` over a file of `length`. What goes beyond that comes first: a full disk then harms nothing.
fn overwrite(file: &File, length: usize, bytes: &[u8]) -> std::io::Result<()> {
    let (over, beyond) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    if let Err(error) = file.write_all_at(beyond, length as u64) {
        drop(file.set_len(length as u64));
        return Err(error);
    }
    file.write_all_at(over, 0)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}
