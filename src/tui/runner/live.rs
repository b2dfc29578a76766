//! Carries out what belongs to a live vote: opens it, follows it, shows its votes, closes it.

use std::net::IpAddr;

use super::Runner;
use crate::live::{Phase, address};
use crate::questionnaire::Id;
use crate::sitting::Venue;
use crate::sitting::keeper::FileKeeper;
use crate::tui::model::{Model, Place, Screen};
use crate::tui::update;

impl Runner {
    /// Brings what is known of the live vote up to date, and has it follow who is here; tells whether that shows.
    pub(super) fn look_at_vote(&mut self, model: &mut Model) -> bool {
        if let Some(host) = self.host.as_ref().filter(|_| model.session().participants() != self.followed && !model.is_typing()) {
            self.followed = model.session().participants().to_vec();
            let followed = model.sitting.follow_live(host);
            model.take_note(followed);
        }
        if let Some(host) = &self.host
            && let Some(drafts) = self.keeper.as_ref().map(FileKeeper::drafts)
            && drafts.name() != self.draft
        {
            self.draft = drafts.name();
            let kept = host.keep_in(Box::new(drafts));
            model.take_note(kept);
        }
        let (Some(host), Some(live)) = (&self.host, &mut model.live) else { return false };
        let shown = host.shown();
        if shown == live.shown {
            return false;
        }
        live.link = host.link();
        let ending = shown.ending;
        live.shown = shown;
        if let Some(ending) = ending {
            self.host = None;
            update::closed(model, ending.to_string());
        }
        true
    }

    /// Tells, once for each time that it comes about, that everybody has answered.
    pub(in crate::tui) fn has_to_ring(&mut self, model: &Model) -> bool {
        let is_complete = model.is_vote_complete();
        is_complete && !std::mem::replace(&mut self.has_rung, is_complete)
    }

    /// Asks where to open a live vote; once that has been agreed to, opens it there again.
    pub(in crate::tui) fn offer_vote(&mut self, model: &mut Model) {
        if let Some(why) = model.sitting.cannot_go_live() {
            model.notice = Some(why);
            return;
        }
        match self.at.listen {
            Some(address) if self.is_agreed => self.open_vote(model, address),
            Some(address) => update::offer(model, vec![address]),
            None => update::offer(model, address::offered()),
        }
    }

    /// Opens a live vote.
    pub(in crate::tui) fn open_vote(&mut self, model: &mut Model, address: IpAddr) {
        let Some(keeper) = &self.keeper else { return };
        let waker = self.waker.clone();
        let venue = Venue { address, name: self.at.name.clone(), news: Box::new(move || waker.wake()) };
        let opened = model.sitting.go_live(keeper.drafts(), venue);
        let Some(host) = model.take_note(opened) else { return };
        self.at.listen = Some(address);
        self.is_agreed = true;
        self.has_rung = false;
        self.followed = model.session().participants().to_vec();
        self.draft = keeper.drafts().name();
        update::opened(model, host.place().to_owned(), host.link(), host.shown());
        self.host = Some(host);
    }

    /// Shows the votes of the live vote; its draft goes once they are in the session's file.
    pub(in crate::tui) fn show_votes(&mut self, model: &mut Model) {
        let Some(host) = &self.host else { return };
        let phase = host.shown().phase;
        let shown = model.sitting.show_live(host);
        let Some(said) = model.take_note(shown) else { return };
        update::revealed(model, &phase, said);
        self.save(model);
        if let Some(host) = &self.host {
            let settled = model.sitting.settle_live(host);
            model.take_note(settled);
        }
        self.has_rung = false;
    }

    /// Has everybody vote again on a question; without one, say how sure they are.
    pub(in crate::tui) fn vote_again(&mut self, model: &mut Model, question: Option<&Id>) {
        let Some(host) = &self.host else { return };
        let opened = match question {
            Some(question) => model.sitting.vote_again_live(host, question),
            None => model.sitting.ask_confidence_live(host),
        };
        if model.take_note(opened).is_some() {
            self.has_rung = false;
            model.place = Place::at(Screen::Live, 0);
        }
    }

    /// Takes a name from the device that has it.
    pub(in crate::tui) fn free_name(&self, model: &mut Model, name: &str) {
        let Some(host) = &self.host else { return };
        let freed = host.free(name);
        if model.take_note(freed).is_some() {
            model.notice = Some(format!("{name} can be taken by another device; the answers stay"));
        }
    }

    /// Makes a new code for the live vote.
    pub(in crate::tui) fn change_code(&self, model: &mut Model) {
        let Some(host) = &self.host else { return };
        let changed = host.change_code();
        if model.take_note(changed).is_some() {
            model.notice = Some("Everybody types the new code, or scans again; the answers stay".to_owned());
        }
    }

    /// Closes the live vote: nothing listens any more.
    pub(in crate::tui) fn close_vote(&mut self, model: &mut Model) {
        let Some(mut host) = self.host.take() else { return };
        host.close();
        let waits = model
            .live
            .as_ref()
            .is_some_and(|live| !matches!(live.shown.phase, Phase::Shown) && live.shown.people.iter().any(|seen| seen.received > 0));
        let why = if waits {
            "The vote is closed. Answers that were not shown wait: b goes on with them"
        } else {
            "The vote is closed: nothing listens any more"
        };
        update::closed(model, why.to_owned());
    }
}
