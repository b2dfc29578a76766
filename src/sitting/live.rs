//! A live vote on this session: opening it, showing its votes, voting again.
//!
//! What the devices sent goes into the session as ballots and rounds do in any other way. Must not know how a vote reaches
//! us.

use std::net::IpAddr;

use super::keeper::FileDrafts;
use super::{Sitting, team};
use crate::live::{Code, Draft, Host, LIFETIME, Opening, Phase, Revealed, Room, address};
use crate::questionnaire::Id;
use crate::report::words::count;
use crate::session::ballot::Ballot;
use crate::session::{Change, Votes};

/// Where and how a vote is opened.
pub struct Venue {
    /// The address of this machine.
    pub address: IpAddr,
    /// The name under which others know it, if that is shown instead.
    pub name: Option<String>,
    /// Called on another thread when the shared screen has something new to show.
    pub news: Box<dyn Fn() + Send + Sync>,
}

impl Sitting {
    /// Tells why no vote can be opened, if none can.
    pub fn cannot_go_live(&self) -> Option<String> {
        if let Err(why) = self.check_editable() {
            return Some(why.to_string());
        }
        let is_empty = self.session.participants().is_empty();
        is_empty.then(|| "Say first who is here, in the setup: votes belong to names".to_owned())
    }

    /// Opens a vote, or goes on with the one that was open when the program ended.
    ///
    /// # Errors
    /// Nothing may be changed, nobody is named, the draft of another session stands in the way, or the system refuses.
    pub fn go_live(&self, drafts: FileDrafts, venue: Venue) -> Result<Host, String> {
        if let Some(why) = self.cannot_go_live() {
            return Err(why);
        }
        let draft = drafts.read()?.map(|bytes| {
            Draft::parse(&bytes, &self.session)
                .map_err(|fault| format!("{} holds votes that are in no session, and {fault}: move it away to begin anew", drafts.name()))
        });
        let Draft { room, code } = match draft {
            Some(draft) => draft?,
            None => Draft { room: Room::new(&self.session), code: Code::random().map_err(|error| error.to_string())? },
        };
        let listener = address::listen(venue.address).map_err(|why| why.to_string())?;
        let Venue { name, news, .. } = venue;
        let opening = Opening { session: &self.session, room, code, listener, lifetime: LIFETIME, name, drafts: Box::new(drafts), news };
        Host::open(opening).map_err(|error| format!("No vote can be opened: {error}"))
    }

    /// Shows the votes: they go into the session as one step of the history. Returns what to say.
    ///
    /// # Errors
    /// Nobody has voted yet, or the session refuses the votes.
    pub fn show_live(&mut self, host: &Host) -> Result<String, String> {
        self.check_editable().map_err(|why| why.to_string())?;
        if let Phase::Round(question) = host.shown().phase
            && let Some(waiting) = self.waiting_elsewhere(&question)
        {
            let label = self.session.questionnaire().label(&waiting.question);
            return Err(format!("Votes on {label} wait unseen at this keyboard: show them first (v there, then R)"));
        }
        host.reveal(|revealed| match revealed {
            Revealed::Ballots(ballots) => self.take_ballots(&ballots),
            Revealed::Round { question, votes } => self.take_round(&question, votes),
            Revealed::Confidence(said) => self.take_confidence(said),
        })
    }

    fn take_ballots(&mut self, ballots: &[Ballot]) -> Result<String, String> {
        let merged = self.bring_in(ballots).map_err(|why| why.to_string())?;
        let replaced: usize = merged.iter().map(|merged| merged.replaced.len()).sum();
        let replaced = if replaced == 0 { String::new() } else { format!(", replacing {}", count(replaced, "vote", "votes")) };
        let [agreed, all] = [self.agreed_unconfirmed().len(), self.walk().len()];
        Ok(format!("The votes of {} are in{replaced}: {agreed} of {all} agreed. u undoes it", count(ballots.len(), "person", "people")))
    }

    /// Takes in a round from the devices, beside what has been voted on its question at the keyboard.
    fn take_round(&mut self, question: &Id, votes: Votes) -> Result<String, String> {
        let people = votes.len();
        self.open_round(question, false).map_err(|why| why.to_string())?;
        for (name, vote) in votes {
            self.vote(&name, Some(vote)).map_err(|why| why.to_string())?;
        }
        let revealed = self.reveal().map_err(|why| why.to_string())?;
        Ok(revealed.agreed.unwrap_or_else(|| format!("{} voted again on their devices", count(people, "person", "people"))))
    }

    fn take_confidence(&mut self, answers: Vec<(String, u8)>) -> Result<String, String> {
        let people = answers.len();
        self.end_step();
        for (name, points) in answers {
            self.amend("confidence", Change::Confidence(name, Some(points))).map_err(|why| why.to_string())?;
        }
        self.end_step();
        Ok(format!("{} said how sure they are. u undoes it", count(people, "person", "people")))
    }

    /// Says that the votes shown are in the session's file, once they are; a draft that stays is said.
    ///
    /// # Errors
    /// Why the draft is still there.
    pub fn settle_live(&self, host: &Host) -> Result<(), String> {
        if self.file.problem.is_some() { Ok(()) } else { host.kept() }
    }

    /// Asks everybody, on their devices, how sure they are of the decision.
    ///
    /// # Errors
    /// Something else waits unseen there, or the system refuses.
    pub fn ask_confidence_live(&self, host: &Host) -> Result<(), String> {
        self.check_editable().map_err(|why| why.to_string())?;
        host.ask_confidence()
    }

    /// Has the live vote follow who is here by now. A name that was begun or continued is the same person's.
    ///
    /// # Errors
    /// The draft of the vote cannot be saved.
    pub fn follow_live(&self, host: &Host) -> Result<(), String> {
        let known = host.shown().people.into_iter().map(|seen| seen.name);
        host.follow(&self.session, &team::renamed(known, self.session.participants()))
    }

    /// Has everybody vote on one question again, on their devices.
    ///
    /// # Errors
    /// The first votes have not been shown yet, or the system refuses.
    pub fn vote_again_live(&self, host: &Host, question: &Id) -> Result<(), String> {
        self.check_editable().map_err(|why| why.to_string())?;
        host.open_round(question)
    }
}
