//! Opens a vote, and talks to it over TCP as browsers do, and as no browser does.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use socket2::{Domain, Socket, Type};
use weigh::live::{Code, Drafts, Host, LIFETIME, Opening, Room};
use weigh::questionnaire::Questionnaire;
use weigh::session::{Change, Participant, Session};

/// How long an answer may take on a busy machine before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keeps drafts in memory; refuses them while the disk is full.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    pub(crate) saved: Arc<Mutex<Vec<String>>>,
    pub(crate) is_full: Arc<Mutex<bool>>,
}

impl Drafts for Memory {
    fn save(&mut self, draft: &str) -> Result<(), String> {
        if *self.is_full.lock().unwrap() {
            return Err("the disk is full".to_owned());
        }
        self.saved.lock().unwrap().push(draft.to_owned());
        Ok(())
    }

    fn remove(&mut self) -> Result<(), String> {
        self.saved.lock().unwrap().clear();
        Ok(())
    }
}

/// A vote that is open.
pub(crate) struct Vote {
    pub(crate) host: Host,
    pub(crate) session: Session,
    pub(crate) code: String,
    pub(crate) drafts: Memory,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A session in which these people take part.
pub(crate) fn session(names: &[&str]) -> Session {
    let now = "2026-11-23T10:00:00Z".parse().unwrap();
    let mut session = Session::new(Questionnaire::built_in().into(), now);
    let people = names.iter().map(|name| Change::AddParticipant(Participant { name: (*name).to_owned(), role: None }));
    for change in people.chain([Change::Title("A secret plan".to_owned())]) {
        session.apply(change, now).unwrap();
    }
    session
}

/// Opens a vote for Ana, Bo and Chi.
pub(crate) fn open() -> Vote {
    open_on(session(&["Ana", "Bo", "Chi"]))
}

pub(crate) fn open_on(session: Session) -> Vote {
    let code = Code::random().unwrap();
    let plain = code.plain();
    let room = Room::new(&session);
    open_room(session, room, code, plain, Memory::default())
}

pub(crate) fn open_room(session: Session, room: Room, code: Code, plain: String, drafts: Memory) -> Vote {
    // Any free port: tests run side by side.
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let host = Host::open(Opening {
        session: &session,
        room,
        code,
        listener,
        lifetime: LIFETIME,
        name: None,
        drafts: Box::new(drafts.clone()),
        news: Box::new(|| {}),
    });
    let host = host.unwrap();
    Vote { host, session, code: plain, drafts }
}

impl Vote {
    pub(crate) fn address(&self) -> SocketAddr {
        self.host.place().parse().unwrap()
    }

    /// Connects from `127.0.0.last`.
    pub(crate) fn connect_from(&self, last: u8) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), 0).into()).unwrap();
        socket.connect(&self.address().into()).unwrap();
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes as they are, and reads what comes back until the connection ends.
    pub(crate) fn raw_from(&self, last: u8, bytes: &[u8]) -> Answer {
        let mut stream = self.connect_from(last);
        // Who is refused may be cut off while still sending.
        drop(stream.write_all(bytes));
        read(&mut stream)
    }

    pub(crate) fn raw(&self, bytes: &str) -> Answer {
        self.raw_from(1, bytes.as_bytes())
    }

    /// Sends a request with the code, as the page does.
    pub(crate) fn ask(&self, method: &str, path: &str, person: &str, body: &str) -> Answer {
        self.ask_from(1, method, path, person, body)
    }

    pub(crate) fn ask_from(&self, last: u8, method: &str, path: &str, person: &str, body: &str) -> Answer {
        self.raw_from(last, self.request(method, path, &self.code, person, body).as_bytes())
    }

    pub(crate) fn request(&self, method: &str, path: &str, code: &str, person: &str, body: &str) -> String {
        let code = if code.is_empty() { String::new() } else { format!("X-Weigh-Room: {code}\r\n") };
        let person = if person.is_empty() { String::new() } else { format!("X-Weigh-Person: {person}\r\n") };
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()) };
        format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{code}{person}{length}\r\n{body}", self.host.place())
    }

    /// Takes a name; returns what the device goes on with.
    pub(crate) fn claim(&self, name: &str) -> String {
        let answer = self.ask("POST", "/claim", "", &serde_json::json!({"name": name}).to_string());
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["person"].as_str().unwrap().to_owned()
    }

    pub(crate) fn state(&self, person: &str) -> Value {
        self.ask("GET", "/state", person, "").json()
    }

    /// Sends a ballot with these votes at the revision that holds.
    pub(crate) fn put(&self, person: &str, votes: &Value) -> Answer {
        let rev = self.state(person)["rev"].clone();
        self.ask("PUT", "/ballot", person, &serde_json::json!({"rev": rev, "votes": votes}).to_string())
    }

    /// Everybody's votes: the choice at `place` of the first `count` questions.
    pub(crate) fn votes(&self, count: usize, place: usize) -> Value {
        let questions = self.session.questionnaire().questions().iter().take(count);
        questions
            .map(|question| (question.id.to_string(), question.choices[place].id.to_string().into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}

/// Reads an answer until the connection ends; a connection cut off without an answer has status 0.
pub(crate) fn read(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        bytes.extend_from_slice(&piece[..count]);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}
