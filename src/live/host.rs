//! What a front end holds while a vote is open: where it is, who has answered how much, and the ways to go on.
//!
//! Dropping it closes the port. Must not know of HTTP.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{fmt, io, thread};

use tokio::sync::watch;

use super::desk::{Desk, Shared};
use super::{Code, Door, Draft, Drafts, Phase, Revealed, Room, Seen, server};
use crate::ballot_page;
use crate::questionnaire::Id;
use crate::session::Session;

/// How long a vote stays open that nobody closes.
pub const LIFETIME: Duration = Duration::from_secs(3 * 60 * 60);

/// Why a vote is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Somebody closed it at the shared screen.
    Closed,
    /// It was open for three hours.
    TimeUp,
    /// 10,000 wrong codes were tried.
    Besieged,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "The vote is closed: nothing listens any more",
            Self::TimeUp => "The vote is closed: it was open for three hours; b goes on with it",
            Self::Besieged => "The vote is closed: somebody tried 10,000 codes; b goes on with it",
        })
    }
}

/// What a vote starts from.
pub struct Opening<'s> {
    /// The session voted on.
    pub session: &'s Session,
    /// Who takes part, and what they answered already.
    pub room: Room,
    /// The code that lets people in.
    pub code: Code,
    /// Where people reach it.
    pub listener: TcpListener,
    /// How long the vote stays open: [`LIFETIME`].
    pub lifetime: Duration,
    /// The name under which this machine is known, if it is shown instead of the address.
    pub name: Option<String>,
    /// Keeps what was answered until it is in the session.
    pub drafts: Box<dyn Drafts>,
    /// Called on another thread when the shared screen has something new to show.
    pub news: Box<dyn Fn() + Send + Sync>,
}

/// What the shared screen shows: how much was answered, never what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Everybody of the list, in its order.
    pub people: Vec<Seen>,
    /// What can be done on the devices.
    pub phase: Phase,
    /// The code that lets people in.
    pub code: String,
    /// How many wrong codes were tried.
    pub wrong_tries: u32,
    /// Why it is over, if it is.
    pub ending: Option<Ending>,
}

/// A vote that is open.
pub struct Host {
    shared: Arc<Shared>,
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Host {
    /// Opens a vote: from now on the port answers.
    ///
    /// # Errors
    /// The system refuses a thread or the port.
    pub fn open(opening: Opening<'_>) -> io::Result<Self> {
        let Opening { session, room, code, listener, lifetime, name, drafts, news } = opening;
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let by_name = name.map(|name| format!("{name}:{}", address.port()));
        let questions = ballot_page::live(session);
        let desk = Desk { room, door: Door::new(code), drafts, key: Draft::key(session), is_kept: false, questions, ending: None };
        let shared = Arc::new(Shared {
            changed: watch::Sender::new(desk.room.revision()),
            shown: Mutex::new(desk.shown()),
            desk: Mutex::new(desk),
            news,
            hosts: by_name.into_iter().chain([address.to_string()]).collect(),
            shell: ballot_page::shell(),
        });
        let runtime = server::runtime()?;
        let served = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name("live vote".to_owned()).spawn(move || server::run(&runtime, listener, &served, lifetime))?;
        Ok(Self { shared, address, thread: Some(thread) })
    }

    /// Returns where people reach the vote: `192.168.1.23:43117`, or the name that was given instead.
    pub fn place(&self) -> &str {
        self.shared.hosts.first().map_or("", String::as_str)
    }

    /// Returns the address with the code behind it, which nobody sends over the network.
    pub fn link(&self) -> String {
        format!("http://{}/#{}", self.place(), self.shown().code.replace('-', ""))
    }

    /// Returns what the shared screen shows.
    pub fn shown(&self) -> Shown {
        self.shared.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows the votes: `take` gets them, and if it takes them, devices can only be read. The draft stays until [`Self::kept`].
    ///
    /// # Errors
    /// Nobody has answered anything yet, the votes are shown already, or `take` refuses them; all is then as before.
    pub fn reveal<T>(&self, take: impl FnOnce(Revealed) -> Result<T, String>) -> Result<T, String> {
        let mut desk = self.shared.desk();
        let mut room = desk.room.clone();
        let taken = take(room.reveal()?)?;
        // The draft stays as it is: until the votes are in the session, a restart shows them anew.
        desk.room = room;
        desk.is_kept = false;
        drop(desk);
        self.shared.tell();
        Ok(taken)
    }

    /// Says that the votes shown are in the session's file: the draft has done its duty.
    ///
    /// # Errors
    /// Why the draft is still there.
    pub fn kept(&self) -> Result<(), String> {
        let mut desk = self.shared.desk();
        desk.is_kept = true;
        desk.drafts.remove()
    }

    /// Keeps the draft elsewhere from now on: the session goes on in another file.
    ///
    /// # Errors
    /// It cannot be saved there; then it stays where it is.
    pub fn keep_in(&self, drafts: Box<dyn Drafts>) -> Result<(), String> {
        let mut desk = self.shared.desk();
        let mut before = std::mem::replace(&mut desk.drafts, drafts);
        let room = desk.room.clone();
        if let Err(why) = desk.take_over(room) {
            desk.drafts = before;
            return Err(why);
        }
        before.remove()
    }

    /// Has everybody vote on one question again.
    ///
    /// # Errors
    /// The votes on all questions have not been shown yet, or the draft cannot be saved.
    pub fn open_round(&self, question: &Id) -> Result<(), String> {
        self.change(|room| room.open_round(question))?;
        self.shared.desk().is_kept = false;
        Ok(())
    }

    /// Asks everybody how sure they are of the decision.
    ///
    /// # Errors
    /// Something else waits unseen, or the draft cannot be saved.
    pub fn ask_confidence(&self) -> Result<(), String> {
        self.change(Room::ask_confidence)?;
        self.shared.desk().is_kept = false;
        Ok(())
    }

    /// Follows the list of who is here; `renamed` goes from names to names.
    ///
    /// # Errors
    /// The draft cannot be saved.
    pub fn follow(&self, session: &Session, renamed: &[(String, String)]) -> Result<(), String> {
        self.shared.desk().questions = ballot_page::live(session);
        self.change(|room| {
            room.follow(session, renamed);
            Ok(())
        })
    }

    /// Takes a name from the device that has it.
    ///
    /// # Errors
    /// Nobody has taken it, or the draft cannot be saved.
    pub fn free(&self, name: &str) -> Result<(), String> {
        self.change(|room| if room.free(name) { Ok(()) } else { Err(format!("{name} has joined on no device")) })
    }

    /// Puts a new code in place of the old one.
    ///
    /// # Errors
    /// The system has no random numbers, or the draft cannot be saved.
    pub fn change_code(&self) -> Result<(), String> {
        let code = Code::random().map_err(|error| error.to_string())?;
        let mut desk = self.shared.desk();
        desk.door.change_code(code);
        let room = desk.room.clone();
        desk.take_over(room)?;
        drop(desk);
        self.shared.tell();
        Ok(())
    }

    /// Closes the port; devices that wait learn of it first.
    pub fn close(&mut self) {
        self.shared.end(Ending::Closed);
        if let Some(thread) = self.thread.take() {
            // A panic there ends the program, where it happens.
            drop(thread.join());
        }
    }

    fn change(&self, change: impl FnOnce(&mut Room) -> Result<(), String>) -> Result<(), String> {
        let mut desk = self.shared.desk();
        if desk.ending.is_some() {
            return Err("The vote is closed".to_owned());
        }
        let mut room = desk.room.clone();
        change(&mut room)?;
        desk.take_over(room)?;
        drop(desk);
        self.shared.tell();
        Ok(())
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.close();
    }
}
