//! How a session file takes a new content: what lies at its place is looked at, then replaced in one step or left alone.
//!
//! Must not decide when to save.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Access, Saved, Seen, SessionFile, lock};
use crate::store::draft::{Draft, Identity, identity};
use crate::store::error::Reason;
use crate::store::input::{Limit, holds, open, special};

/// The most conflict copies of one session.
const MOST_CONFLICTS: u32 = 999;

impl SessionFile {
    pub(super) fn try_save(&mut self, json: &[u8]) -> Result<Saved, Reason> {
        match self.access {
            Access::Edit => {}
            Access::InUse => return Err(Reason::InUse),
            Access::Protected => return Err(Reason::Protected),
        }
        if u64::try_from(json.len()).is_ok_and(|length| length > Limit::Session.bytes()) {
            return Err(Reason::TooLarge(Limit::Session.bytes()));
        }
        match self.present()? {
            Present::Ours(_) if !self.rewrite && self.seen.as_ref().is_some_and(|seen| seen.bytes == json) => Ok(Saved::Unchanged),
            Present::Ours(metadata) => self.replace(json, &metadata),
            Present::Nothing => match self.place(json, self.target.clone(), self.name.clone()) {
                Err(Reason::Exists) => self.save_conflict(json),
                placed => placed.map(|()| Saved::Done),
            },
            Present::Foreign => self.save_conflict(json),
        }
    }

    fn present(&mut self) -> Result<Present, Reason> {
        let metadata = match fs::symlink_metadata(&self.target) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Present::Nothing),
            Err(error) => return Err(error.into()),
        };
        let Some(seen) = &mut self.seen else { return Ok(Present::Foreign) };
        if special(metadata.file_type()).is_some() {
            return Ok(Present::Foreign);
        }
        if metadata.permissions().readonly() {
            return Err(Reason::Protected);
        }
        let file = open(&self.target, true)?;
        let metadata = file.metadata()?;
        if metadata.len() != seen.bytes.len() as u64 || !holds(&file, &seen.bytes)? {
            return Ok(Present::Foreign);
        }
        let identity = identity(&metadata);
        if identity != seen.identity {
            // The same content in another file (a sync service) is no reason to split the session in two, unless that
            // one is being edited by somebody.
            if !lock(&file) {
                return Ok(Present::Foreign);
            }
            seen.identity = identity;
            self.held = Some(Arc::new(file));
        }
        Ok(Present::Ours(metadata))
    }

    fn replace(&mut self, json: &[u8], like: &Metadata) -> Result<Saved, Reason> {
        let draft = self.draft(&self.target, json, Some(like))?;
        let identity = draft.identity()?;
        let file = draft.replace(&self.target)?;
        self.hold(file, identity, json)?;
        Ok(Saved::Done)
    }

    fn place(&mut self, json: &[u8], target: PathBuf, name: PathBuf) -> Result<(), Reason> {
        let draft = self.draft(&target, json, None)?;
        let identity = draft.identity()?;
        let file = draft.place(&target)?;
        self.target = target;
        self.name = name;
        self.hold(file, identity, json)
    }

    fn draft(&self, target: &Path, json: &[u8], like: Option<&Metadata>) -> Result<Draft, Reason> {
        let draft = match Draft::write(target, json, like) {
            // Replaced files that wait to be closed still take up space.
            Err(_) if self.syncer.close_replaced() => Draft::write(target, json, like)?,
            written => written?,
        };
        if self.rewrite {
            // Once the disk has failed, only what it has taken counts as saved.
            draft.sync()?;
        }
        draft.lock()?;
        Ok(draft)
    }

    fn save_conflict(&mut self, json: &[u8]) -> Result<Saved, Reason> {
        let name = self.target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = conflict_stem(&name);
        for number in 1..=MOST_CONFLICTS {
            let copy = format!("{stem}.conflict-{number}.json");
            let name = if self.name.file_name() == self.target.file_name() { &self.name } else { &self.target };
            match self.place(json, self.target.with_file_name(&copy), name.with_file_name(&copy)) {
                Err(Reason::Exists) => {}
                Err(other) => return Err(other),
                Ok(()) => return Ok(Saved::Conflict(self.name.clone())),
            }
        }
        Err(Reason::Exists)
    }

    /// Takes over a file that has just taken its place.
    fn hold(&mut self, file: File, identity: Identity, json: &[u8]) -> Result<(), Reason> {
        let file = Arc::new(file);
        let mut bytes = self.seen.take().map_or_else(Vec::new, |seen| seen.bytes);
        bytes.clear();
        bytes.extend_from_slice(json);
        self.seen = Some(Seen { identity, bytes, written: true });
        let replaced = self.held.replace(Arc::clone(&file));
        self.syncer.saved(file, &self.target, replaced);
        if self.rewrite {
            self.syncer.finish().map_err(|error| error.reason)?;
            self.rewrite = false;
        }
        Ok(())
    }
}

/// What is at the session's place now.
enum Present {
    Nothing,
    Ours(Metadata),
    Foreign,
}

/// Returns what conflict copies of the file `name` are called after: the copy of a copy gets the next number.
fn conflict_stem(name: &str) -> &str {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    stem.rsplit_once(".conflict-").filter(|(_, number)| is_number(number)).map_or(stem, |(original, _)| original)
}
