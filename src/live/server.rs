//! The server of a live vote: sockets, limits and time, on a thread of its own.
//!
//! One request a connection, so that what holds for a connection holds for a request. Nothing here waits without end, and
//! nothing grows with what is sent. Must not know what a vote is.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::desk::Shared;
use super::host::Ending;
use super::protocol::{self, Asked, LARGEST_BODY, PERSON, ROOM, Reply, Route};
use crate::ballot_page;

/// The most bytes of a request's head.
const LARGEST_HEAD: usize = 8 << 10;
/// The time for a whole request, however it drips.
const TIME_TO_ASK: Duration = Duration::from_secs(5);
/// How long a device waits for something new.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// The time for a request and its answer.
const TIME_FOR_ALL: Duration = Duration::from_secs(30);
/// After how long the shared screen is woken once more, to say why nobody may have come.
const PATIENCE: Duration = Duration::from_secs(31);
/// How long those who wait have to learn that the vote is over.
const GRACE: Duration = Duration::from_millis(300);
const TICK: Duration = Duration::from_millis(10);
/// The most connections at a time: of all, and of one address.
const MOST_OF_ALL: usize = 64;
const MOST_OF_ONE: usize = 24;
/// How long a device that waits for news keeps its place in any case, when others need one.
const STAY: Duration = Duration::from_secs(1);

/// Prepares what the server's thread runs on.
pub(super) fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_io().enable_time().build()
}

/// Answers until the vote is over, or its time is up.
pub(super) fn run(runtime: &Runtime, listener: TcpListener, shared: &Arc<Shared>, lifetime: Duration) {
    runtime.block_on(async {
        let connections = Connections::default();
        let accepting = tokio::spawn(accept(listener, Arc::clone(shared), connections.clone()));
        let mut changes = shared.changes();
        // Nobody has come by then, perhaps: the screen can say why.
        let lonely = Arc::clone(shared);
        tokio::spawn(async move {
            sleep(PATIENCE).await;
            lonely.remind();
        });
        let over = async { while !shared.is_over() && changes.changed().await.is_ok() {} };
        if timeout(lifetime, over).await.is_err() {
            shared.end(Ending::TimeUp);
        }
        accepting.abort();
        let told = async {
            while connections.count() > 0 {
                sleep(TICK).await;
            }
        };
        // Who has not read the answer by then does not wait for it.
        drop(timeout(GRACE, told).await);
    });
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, connections: Connections) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                if let Some(slot) = connections.enter(address.ip().to_canonical()).await {
                    tokio::spawn(timeout(TIME_FOR_ALL, serve(stream, Arc::clone(&shared), slot)));
                }
            }
            // Too many open files, above all: some will be closed.
            Err(_) => sleep(GRACE).await,
        }
    }
}

/// The connections there are: how many, by address, and the places that are left.
#[derive(Debug, Clone)]
struct Connections {
    open: Arc<Mutex<BTreeMap<IpAddr, usize>>>,
    places: Arc<Semaphore>,
    /// Asks a device that waits for news to come again, so that another request gets its place.
    give_way: Arc<Notify>,
}

impl Default for Connections {
    fn default() -> Self {
        Self { open: Arc::default(), places: Arc::new(Semaphore::new(MOST_OF_ALL)), give_way: Arc::default() }
    }
}

/// A connection that is counted for as long as this is held.
struct Slot {
    counted: Counted,
    _permit: OwnedSemaphorePermit,
}

/// A connection among those of its address.
struct Counted {
    address: IpAddr,
    connections: Connections,
}

impl Connections {
    /// Gives a connection a place; `None` if its address has too many, or none gets free in time.
    async fn enter(&self, address: IpAddr) -> Option<Slot> {
        let counted = self.counted(address)?;
        let places = Arc::clone(&self.places);
        if places.available_permits() == 0 {
            self.give_way.notify_one();
        }
        let permit = timeout(TIME_TO_ASK, places.acquire_owned()).await.ok()?.ok()?;
        Some(Slot { counted, _permit: permit })
    }

    fn counted(&self, address: IpAddr) -> Option<Counted> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.entry(address).or_default();
        if *own >= MOST_OF_ONE {
            return None;
        }
        *own += 1;
        Some(Counted { address, connections: self.clone() })
    }

    fn count(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.address) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.remove(&self.address)),
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>, slot: Slot) {
    let until = Instant::now() + TIME_TO_ASK;
    let Counted { address, connections } = &slot.counted;
    let service = service_fn(|request| {
        let shared = Arc::clone(&shared);
        async move { Ok::<_, Infallible>(respond(answer(request, *address, until, &shared, &connections.give_way).await)) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(TIME_TO_ASK).max_buf_size(LARGEST_HEAD).keep_alive(false);
    // What goes wrong on a connection is the other side's business.
    drop(http.serve_connection(TokioIo::new(stream), service).await);
    drop(slot);
}

async fn answer(request: Request<Incoming>, address: IpAddr, until: Instant, shared: &Shared, give_way: &Notify) -> Reply {
    let asked = asked(&request);
    let route = match protocol::route(&asked, &shared.hosts) {
        Ok(Route::Shell) => return Reply::page(shared.shell.clone()),
        Ok(route) => route,
        Err(refused) => return refused,
    };
    let (refused, is_counted) = shared.desk().check_code(address, asked.code.as_deref());
    if is_counted {
        shared.tell();
    }
    if let Some(refused) = refused {
        return refused;
    }
    match route {
        Route::Questions => Reply { body: shared.desk().questions.clone(), ..Reply::json(200, &()) },
        Route::State { after } => state(shared, asked.person.as_deref(), after, give_way).await,
        Route::Shell | Route::Claim | Route::Ballot => {
            let body = match read(request.into_body(), until).await {
                Ok(body) => body,
                Err(refused) => return refused,
            };
            let done = shared.desk().answer(route, asked.person.as_deref(), &body);
            if done.is_news {
                shared.tell();
            }
            done.reply
        }
    }
}

/// Waits for a revision beyond the one that the device knows; after a while says what is known all the same.
async fn state(shared: &Shared, person: Option<&str>, after: Option<u64>, give_way: &Notify) -> Reply {
    let mut changes = shared.changes();
    if let Some(after) = after {
        // A number from before a restart is waited for by nobody.
        let is_new = |revision: &u64| *revision != after;
        let asked_to_go = async {
            sleep(STAY).await;
            give_way.notified().await;
        };
        drop(timeout(LONGEST_WAIT, either(changes.wait_for(is_new), asked_to_go)).await);
    }
    shared.desk().state(person)
}

/// Waits for one of two.
async fn either(one: impl Future, other: impl Future) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| {
        let is_ready = one.as_mut().poll(context).is_ready() || other.as_mut().poll(context).is_ready();
        if is_ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

async fn read(body: Incoming, until: Instant) -> Result<Bytes, Reply> {
    let too_large = || Reply::refused(413, "too-large", "More than 64 KiB: shorten the notes");
    if body.size_hint().lower() > LARGEST_BODY as u64 {
        return Err(too_large());
    }
    match timeout_at(until, Limited::new(body, LARGEST_BODY).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Reply::refused(400, "invalid", "The request broke off")),
        Err(_) => Err(Reply::refused(408, "too-slow", "The request took more than 5 seconds")),
    }
}

fn asked(request: &Request<Incoming>) -> Asked {
    let headers = request.headers();
    let first = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Asked {
        method: request.method().as_str().to_owned(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        authority: request.uri().authority().map(|authority| authority.as_str().to_owned()),
        host: all(headers, header::HOST.as_str()),
        origin: all(headers, header::ORIGIN.as_str()),
        site: all(headers, "sec-fetch-site"),
        code: first(ROOM),
        person: first(PERSON),
    }
}

/// Returns every value of a header; what is no text becomes one that nothing is equal to.
fn all(headers: &HeaderMap, name: &str) -> Vec<String> {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?").to_owned()).collect()
}

fn respond(reply: Reply) -> Response<Full<Bytes>> {
    let Reply { status, content_type, body, allow } = reply;
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let policy = ballot_page::live_policy();
    let texts = [("content-type", content_type), ("allow", allow.unwrap_or_default()), ("content-security-policy", &policy)];
    let own = [("cache-control", "no-store"), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")];
    let headers = response.headers_mut();
    for (name, text) in texts.into_iter().chain(own).filter(|(_, text)| !text.is_empty()) {
        if let (Ok(name), Ok(value)) = (header::HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text)) {
            headers.insert(name, value);
        }
    }
    response
}
