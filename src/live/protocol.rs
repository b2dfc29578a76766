//! The protocol of a live vote: which requests there are, who may make them, and what each does to the room.
//!
//! Everything is refused that is not in the table. A stranger gets the same page for every vote; a page of another site
//! can neither read nor write here. Must not know of sockets.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::host::Ending;
use super::{Admission, Denial, Token};

/// The header with the code of the room.
pub const ROOM: &str = "x-weigh-room";
/// The header with what `/claim` gave.
pub const PERSON: &str = "x-weigh-person";
/// The most bytes of a request's body.
pub const LARGEST_BODY: usize = 64 << 10;

/// A request, without its body.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// What stands behind the `?`.
    pub query: Option<String>,
    /// The authority of the address, if the request names one; it must be the host's.
    pub authority: Option<String>,
    /// The `Host`, `Origin` and `Sec-Fetch-Site` headers; each may come once.
    pub host: Vec<String>,
    /// See [`Self::host`].
    pub origin: Vec<String>,
    /// See [`Self::host`].
    pub site: Vec<String>,
    /// The code that was shown.
    pub code: Option<String>,
    /// What the device got from `/claim`.
    pub person: Option<String>,
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The shell, for anybody.
    Shell,
    /// The questions and names.
    Questions,
    /// What has changed since a revision.
    State {
        /// The revision that the device knows.
        after: Option<u64>,
    },
    /// Taking a name.
    Claim,
    /// A whole ballot.
    Ballot,
}

impl Route {
    const ALL: [(&'static str, &'static str, Self); 5] = [
        ("/", "GET", Self::Shell),
        ("/questions", "GET", Self::Questions),
        ("/state", "GET", Self::State { after: None }),
        ("/claim", "POST", Self::Claim),
        ("/ballot", "PUT", Self::Ballot),
    ];
}

/// An answer: status, content type, body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// What the body is.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
    /// What else the answer says: the method that would be allowed.
    pub allow: Option<&'static str>,
}

impl Reply {
    /// Answers with a JSON value.
    pub fn json(status: u16, value: &impl Serialize) -> Self {
        Self { status, content_type: "application/json; charset=utf-8", body: json(value), allow: None }
    }

    /// Answers with a page.
    pub fn page(body: String) -> Self {
        Self { status: 200, content_type: "text/html; charset=utf-8", body, allow: None }
    }

    /// Refuses: what is wrong, for the script, and in a sentence, for the person.
    pub fn refused(status: u16, reason: &str, sentence: &str) -> Self {
        #[derive(Serialize)]
        struct Refused<'a> {
            reason: &'a str,
            error: &'a str,
        }
        Self::json(status, &Refused { reason, error: sentence })
    }

    fn done() -> Self {
        Self { status: 204, content_type: "", body: String::new(), allow: None }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("text keys and plain values always serialize")
}

impl From<Denial> for Reply {
    fn from(refusal: Denial) -> Self {
        let (status, reason) = match refusal {
            Denial::NotInList => (404, "not-in-list"),
            Denial::Taken => (409, "taken"),
            Denial::NoName => (403, "no-name"),
            Denial::NotOpen => (409, "not-open"),
            Denial::Invalid(_) => (400, "invalid"),
        };
        Self::refused(status, reason, &refusal.to_string())
    }
}

/// Tells what a request is for, once it is sure that it comes from our own page; `hosts` are the addresses that the screen
/// shows, with their port.
///
/// # Errors
/// The answer that refuses it.
pub fn route(asked: &Asked, hosts: &[String]) -> Result<Route, Reply> {
    let [host] = asked.host.as_slice() else { return Err(misdirected()) };
    let is_shown = |host: &str| hosts.iter().any(|shown| shown.eq_ignore_ascii_case(host));
    if !is_shown(host) || asked.authority.as_ref().is_some_and(|authority| !authority.eq_ignore_ascii_case(host)) {
        return Err(misdirected());
    }
    let is_own = |origin: &String| origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host));
    let is_from_here = |site: &String| site == "same-origin" || site == "none";
    if asked.origin.len() > 1 || !asked.origin.iter().all(is_own) || !asked.site.iter().all(is_from_here) {
        return Err(Reply::refused(403, "origin", "This page can be used from its own address only"));
    }
    let Some((_, method, route)) = Route::ALL.into_iter().find(|(path, ..)| *path == asked.path) else {
        return Err(Reply::refused(404, "path", "There is nothing here"));
    };
    if asked.method != method {
        return Err(Reply { allow: Some(method), ..Reply::refused(405, "method", "This is not done here") });
    }
    match (route, asked.query.as_deref()) {
        (Route::State { .. }, Some(query)) => {
            let after = query.strip_prefix("after=").and_then(|after| after.parse().ok());
            after
                .map(|after| Route::State { after: Some(after) })
                .ok_or_else(|| Reply::refused(400, "query", "after: expected a whole number"))
        }
        (route, None) => Ok(route),
        (_, Some(_)) => Err(Reply::refused(404, "path", "There is nothing here")),
    }
}

fn misdirected() -> Reply {
    Reply::refused(421, "host", "Type the address that the screen shows")
}

/// What was done, and whether anybody else must learn of it.
#[derive(Debug)]
pub struct Done {
    /// The answer.
    pub reply: Reply,
    /// The shared screen shows something else by now.
    pub is_news: bool,
}

impl Desk {
    /// Looks at the code that a request shows; `None` lets it in. Tells whether the shared screen counts it as wrong.
    pub(super) fn check_code(&mut self, address: IpAddr, code: Option<&str>) -> (Option<Reply>, bool) {
        let before = self.door.wrong_tries();
        let refused = match self.door.admit(address, code) {
            Admission::Welcome => None,
            Admission::NoCode => Some(Reply::refused(403, "code", "This is not the code on the screen")),
            Admission::Blocked => {
                Some(Reply::refused(429, "blocked", "Too many wrong codes came from here: ask for a new code at the shared screen (n)"))
            }
            Admission::Besieged => {
                self.end(Ending::Besieged);
                Some(Reply::refused(429, "blocked", "The vote is closed: too many wrong codes were tried"))
            }
        };
        (refused, self.door.wrong_tries() != before || self.is_over())
    }

    /// Does what a request asks for that came with the right code. The shell and the questions are no business of the desk.
    pub(super) fn answer(&mut self, route: Route, person: Option<&str>, body: &[u8]) -> Done {
        let quiet = |reply| Done { reply, is_news: false };
        match route {
            Route::Claim => self.claim(body),
            Route::Ballot => match self.change(|room| room.put(person, body)) {
                Ok(()) => Done { reply: Reply::done(), is_news: true },
                Err(reply) => quiet(reply),
            },
            Route::State { .. } | Route::Shell | Route::Questions => quiet(self.state(person)),
        }
    }

    /// Returns what the device of `person` learns.
    pub(super) fn state(&self, person: Option<&str>) -> Reply {
        self.room.state(person).map_or_else(Reply::from, |state| Reply::json(200, &state))
    }

    fn claim(&mut self, body: &[u8]) -> Done {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Claim {
            name: String,
        }
        #[derive(Serialize)]
        struct Claimed<'a> {
            person: &'a str,
        }
        let quiet = |reply| Done { reply, is_news: false };
        let Ok(Claim { name }) = serde_json::from_slice(body) else {
            return quiet(Reply::refused(400, "invalid", "name: expected a text"));
        };
        let Ok(token) = Token::random() else {
            return quiet(Reply::refused(500, "system", "This computer has no random numbers"));
        };
        match self.change(|room| room.claim(&name, token.clone())) {
            Ok(()) => Done { reply: Reply::json(200, &Claimed { person: token.text() }), is_news: true },
            Err(reply) => quiet(reply),
        }
    }

    /// Makes a change to the room, and saves it before it is acknowledged; what cannot be saved has not happened.
    fn change(&mut self, change: impl FnOnce(&mut super::Room) -> Result<(), Denial>) -> Result<(), Reply> {
        let mut room = self.room.clone();
        change(&mut room)?;
        self.take_over(room).map_err(|_| Reply::refused(507, "not-saved", "The computer at the shared screen could not save this"))
    }
}

#[cfg(test)]
mod tests;
