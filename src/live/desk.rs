//! What the server's thread and the front end share: one room, one door, one draft, changed by one of them at a time.
//!
//! Must not know of HTTP, nor of what a front end shows.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::host::{Ending, Shown};
use super::{Door, Draft, Drafts, Phase, Room};

/// What requests and the front end work on, one at a time.
pub(super) struct Desk {
    pub(super) room: Room,
    pub(super) door: Door,
    pub(super) drafts: Box<dyn Drafts>,
    /// The session that the draft belongs to.
    pub(super) key: (String, String),
    /// The votes shown last are in the session's file.
    pub(super) is_kept: bool,
    /// The questions and names, for those who show the code.
    pub(super) questions: String,
    pub(super) ending: Option<Ending>,
}

impl Desk {
    /// Saves a room, then takes it for the present one.
    pub(super) fn take_over(&mut self, room: Room) -> Result<(), String> {
        self.drafts.save(&Draft::to_json(&room, self.door.code(), &self.key, self.is_kept))?;
        self.room = room;
        Ok(())
    }

    /// Returns what the shared screen may show.
    pub(super) fn shown(&self) -> Shown {
        Shown {
            people: self.room.seen(),
            phase: self.room.phase().clone(),
            code: self.door.code().to_string(),
            wrong_tries: self.door.wrong_tries(),
            ending: self.ending,
        }
    }

    /// Tells whether the vote is over.
    pub(super) fn is_over(&self) -> bool {
        self.ending.is_some()
    }

    /// Ends the vote. The draft stays as it was: the vote can be opened again.
    pub(super) fn end(&mut self, why: Ending) {
        if self.ending.is_none() {
            // Once everything is in the session, nothing is left to go on with.
            if self.is_kept && *self.room.phase() == Phase::Shown {
                drop(self.drafts.remove());
            }
            self.ending = Some(why);
            self.room.close();
        }
    }
}

/// What the server's thread and the front end share.
pub(super) struct Shared {
    pub(super) desk: Mutex<Desk>,
    pub(super) changed: watch::Sender<u64>,
    pub(super) news: Box<dyn Fn() + Send + Sync>,
    /// The addresses that are shown, as browsers send them.
    pub(super) hosts: Vec<String>,
    pub(super) shell: String,
    /// What the shared screen shows; it waits for nobody who saves.
    pub(super) shown: Mutex<Shown>,
}

impl Shared {
    /// Returns the desk. A panic elsewhere leaves it as it was: changes are made to a copy.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has everybody learn of a change: devices that wait, and the shared screen.
    pub(super) fn tell(&self) {
        let desk = self.desk();
        let (revision, shown) = (desk.room.revision(), desk.shown());
        drop(desk);
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
        self.changed.send_if_modified(|known| std::mem::replace(known, revision) != revision);
        (self.news)();
    }

    /// Has the shared screen look again.
    pub(super) fn remind(&self) {
        (self.news)();
    }

    /// Returns what tells of new revisions.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Ends the vote, and has everybody learn of it.
    pub(super) fn end(&self, why: Ending) {
        self.desk().end(why);
        self.tell();
    }

    /// Tells whether the vote is over.
    pub(super) fn is_over(&self) -> bool {
        self.desk().is_over()
    }
}
