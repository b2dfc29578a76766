//! What is known of a live vote that is open: where it is, and who has answered how much.

use std::net::IpAddr;

use jiff::Timestamp;

use super::{Model, Panel};
use crate::live::{Phase, Shown};
use crate::session::Votes;

/// After how many seconds without anybody the screen says why that may be.
const PATIENCE: i64 = 30;

/// A live vote that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// Where people reach it, such as `192.168.1.23:43117`.
    pub place: String,
    /// The address with the code behind it.
    pub link: String,
    /// Who has answered how much.
    pub shown: Shown,
    /// When it was opened.
    pub since: Timestamp,
}

impl Live {
    /// Tells whether the votes on all questions have been shown, so that single questions can be voted on again.
    pub fn is_shown(&self) -> bool {
        matches!(self.shown.phase, Phase::Shown | Phase::Round(_))
    }

    /// Tells whether nobody has come for so long that there must be a reason.
    pub fn is_lonely(&self, now: Timestamp) -> bool {
        now.as_second() - self.since.as_second() >= PATIENCE && !self.shown.people.iter().any(|seen| seen.is_here)
    }
}

impl Model {
    /// Returns the votes cast at this keyboard in a round that runs on the devices as well.
    pub fn votes_beside(&self) -> Option<&Votes> {
        let Phase::Round(asked) = &self.live.as_ref()?.shown.phase else { return None };
        self.session().round().filter(|round| round.question == *asked).map(|round| &round.votes)
    }

    /// Returns who has neither answered all on a device nor, in a round, voted at this keyboard.
    pub fn still_to_answer(&self) -> Vec<String> {
        let beside = self.votes_beside();
        let people = self.live.iter().flat_map(|live| &live.shown.people).filter(|seen| !seen.is_gone && !seen.is_done());
        people.filter(|seen| beside.is_none_or(|votes| !votes.contains_key(&seen.name))).map(|seen| seen.name.clone()).collect()
    }

    /// Tells whether a live vote waits for nobody but to be shown.
    pub fn is_vote_complete(&self) -> bool {
        let is_open = |live: &Live| !live.shown.people.is_empty() && !matches!(live.shown.phase, Phase::Shown | Phase::Closed);
        self.live.as_ref().is_some_and(is_open) && self.still_to_answer().is_empty()
    }

    /// Tells whether a device has taken the name.
    pub fn has_device(&self, name: &str) -> bool {
        self.live.iter().flat_map(|live| &live.shown.people).any(|seen| seen.is_here && seen.name == name)
    }

    /// Tells whether something is being typed.
    pub fn is_typing(&self) -> bool {
        matches!(self.panel, Some(Panel::Form(_)))
    }
}

/// Where a vote may be opened, and which of it is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venue {
    /// Addresses of this machine; at least one.
    pub addresses: Vec<IpAddr>,
    /// The marked one.
    pub marked: usize,
}

impl Venue {
    /// Returns the marked address.
    pub fn address(&self) -> Option<IpAddr> {
        self.addresses.get(self.marked).copied()
    }
}
