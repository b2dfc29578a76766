//! How a session file takes a new content: what lies at its place is looked at, then replaced in one step or left alone.
//!
//! Must not decide when to save.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::sync::Arc;

use super::{Access, Saved, Seen, SessionFile, lock};
use crate::store::directory::{Stamp, identity, is_write_protected, special};
use crate::store::draft::Draft;
use crate::store::error::Reason;
use crate::store::input::{Limit, holds};
use crate::store::rights::{Bounds, Rights};

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
        let is_new = self.rewrite || self.seen.as_ref().is_none_or(|seen| seen.bytes != json);
        match self.present()? {
            Present::Ours | Present::OursProtected if !is_new => Ok(Saved::Unchanged),
            Present::Ours => self.replace(json),
            Present::OursProtected => Err(Reason::Protected),
            Present::Nothing => match self.place(json, self.base.clone()) {
                Err(Reason::Exists) => self.save_conflict(json),
                placed => placed.map(|is_first| if is_first { Saved::Done } else { Saved::Again(self.name.clone()) }),
            },
            Present::Foreign => self.save_conflict(json),
        }
    }

    fn present(&mut self) -> Result<Present, Reason> {
        let stat = match self.folder.stat(&self.base) {
            Ok(stat) => stat,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = self.folder.reopened() {
                    self.folder = folder;
                    return self.present();
                }
                return Ok(Present::Nothing);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(seen) = &mut self.seen else { return Ok(Present::Foreign) };
        if special(&stat).is_some() {
            return Ok(Present::Foreign);
        }
        let (file, writable) = self.folder.open_as_allowed(&self.base)?;
        let stamp = Stamp::from(&file.metadata()?);
        if stamp.length != seen.bytes.len() as u64 || !holds(&file, &seen.bytes)? {
            return Ok(Present::Foreign);
        }
        let is_same = stamp.identity == seen.stamp.identity;
        // The same content in another file (a sync service) is no reason to split the session in two, unless that one is
        // being edited by somebody.
        if !is_same && !lock(&file) {
            return Ok(Present::Foreign);
        }
        seen.stamp = stamp;
        if !is_same {
            self.held = Some(Arc::new(file));
        }
        Ok(if writable && !is_write_protected(&stat) { Present::Ours } else { Present::OursProtected })
    }

    fn replace(&mut self, json: &[u8]) -> Result<Saved, Reason> {
        let rights = Rights { like: self.held.as_deref(), ..Rights::default() };
        let draft = match self.draft(json, rights) {
            Err(Reason::NoNewFile(error)) => return self.overwrite(json, Reason::NoNewFile(error)),
            draft => draft?,
        };
        let expected = self.seen.as_ref().map(|seen| (seen.stamp.identity, seen.bytes.as_slice()));
        let is_ours = |file: &File| match expected {
            Some((identity_seen, bytes)) => Ok(identity(&file.metadata()?) == identity_seen && holds(file, bytes)?),
            None => Ok(false),
        };
        let names: Vec<OsString> = conflict_names(&self.base).collect();
        let draft_stamp = draft.stamp()?;
        let (file, kept) = match draft.replace(&self.base, is_ours, names.into_iter()) {
            Err(error) if error.kind() == io::ErrorKind::ResourceBusy => return self.overwrite(json, error.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // It vanished between the look and the exchange.
                return self.place(json, self.base.clone()).map(|_| Saved::Again(self.name.clone()));
            }
            replaced => replaced?,
        };
        self.hold(file, draft_stamp, json)?;
        Ok(kept.map_or(Saved::Done, |name| Saved::KeptTheirs(self.beside(&name))))
    }

    /// Puts the content at a free name, and goes on there; tells whether this is the first save.
    fn place(&mut self, json: &[u8], base: OsString) -> Result<bool, Reason> {
        // What is there is foreign: the copy must not be readable by more people than that.
        let foreign = if base == self.base { None } else { self.folder.open_file(&self.base, false).ok() };
        let rights = match self.held.as_deref() {
            // If nobody can tell who might read the session, only its owner may.
            Some(held) if held.metadata().is_err() => Rights { private: true, ..Rights::default() },
            like => Rights { like, within: foreign.as_ref().map(Bounds::of).transpose()?.or(self.within), private: false },
        };
        let mut draft = self.draft(json, rights)?;
        let draft_stamp = draft.stamp()?;
        let file = draft.place(&base)?;
        self.name = self.beside(&base);
        self.base = base;
        let is_first = self.seen.is_none();
        self.hold(file, draft_stamp, json)?;
        Ok(is_first)
    }

    fn draft(&self, json: &[u8], rights: Rights<'_>) -> Result<Draft, Reason> {
        let draft = match Draft::write(&self.folder, &self.base, json, rights) {
            // Replaced files that wait to be closed still take up space.
            Err(_) if self.syncer.close_replaced() => Draft::write(&self.folder, &self.base, json, rights)?,
            written => written?,
        };
        draft.seal_save(json, self.edited_after)?;
        if self.rewrite {
            // Once the disk has failed, only what it has taken counts as saved.
            draft.sync()?;
        }
        draft.lock()?;
        Ok(draft)
    }

    fn save_conflict(&mut self, json: &[u8]) -> Result<Saved, Reason> {
        for copy in conflict_names(&self.base) {
            match self.place(json, copy) {
                Err(Reason::Exists) => {}
                Err(other) => return Err(other),
                Ok(_) => return Ok(Saved::Conflict(self.name.clone())),
            }
        }
        Err(Reason::Exists)
    }

    /// Takes over a file that has just taken its place.
    ///
    /// It is ours even if the system cannot describe it now: otherwise it would count as somebody else's. With the
    /// stamp that it had as a draft, it only looks touched.
    fn hold(&mut self, file: File, draft_stamp: Stamp, json: &[u8]) -> Result<(), Reason> {
        let stamp = file.metadata().map_or(draft_stamp, |metadata| Stamp::from(&metadata));
        let file = Arc::new(file);
        self.remember(stamp, json);
        let replaced = self.held.replace(Arc::clone(&file));
        self.syncer.saved(file, Arc::clone(&self.folder), &self.name, replaced);
        if self.rewrite {
            self.syncer.finish().map_err(|error| error.reason)?;
            self.rewrite = false;
        }
        Ok(())
    }

    pub(super) fn remember(&mut self, stamp: Stamp, json: &[u8]) {
        let mut bytes = self.seen.take().map_or_else(Vec::new, |seen| seen.bytes);
        bytes.clear();
        bytes.extend_from_slice(json);
        self.seen = Some(Seen { stamp, bytes, written: true });
    }
}

/// What is at the session's place now.
enum Present {
    Nothing,
    Ours,
    /// Ours, but it has become write-protected.
    OursProtected,
    Foreign,
}

/// Returns what conflict copies of the file `base` are called: the copy of a copy gets the next number.
fn conflict_names(base: &std::ffi::OsStr) -> impl Iterator<Item = OsString> + use<> {
    let base = base.to_string_lossy().into_owned();
    let stem = conflict_stem(&base).to_owned();
    (1..=MOST_CONFLICTS).map(move |number| format!("{stem}.conflict-{number}.json").into())
}

fn conflict_stem(name: &str) -> &str {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    stem.rsplit_once(".conflict-").filter(|(_, number)| is_number(number)).map_or(stem, |(original, _)| original)
}
