//! Everything that can happen to the program, in one place: keys, pastes, signals, other threads.
//!
//! The main thread itself waits for the terminal's bytes, so no thread can die and leave the keys dead; what other
//! threads have to say comes through a channel, and a bell ends the wait. This module must not know what a key means.

use std::collections::VecDeque;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decoder::{Decoder, Input};
use super::{End, signals};
use crate::tui::key::Key;

/// The most bytes read before what they mean is shown: a terminal that never stops sending must not keep frames from
/// being drawn, nor fill the memory.
const MOST_READ: usize = 1 << 14;

/// How often in a row the system may fail to say whether there is something to read.
const MOST_FAILURES: u32 = 20;
/// How long it is left alone after each.
const PAUSE: Duration = Duration::from_millis(10);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key went down, or repeats.
    Key(Key),
    /// A text was pasted: as it came, with any line breaks and controls.
    Paste(String),
    /// The terminal has another size; everything will be painted again.
    Resized,
    /// The program goes on after a stop; everything will be painted again.
    Resumed,
    /// A [`Waker`] was used.
    Woken,
    /// The program has to save and end.
    Ended(End),
}

/// What is reported; some of it is dealt with by the terminal itself.
#[derive(Debug)]
pub(super) enum Incoming {
    Event(Event),
    SizeChanged,
    Stop,
    Continued,
    /// The terminal has no more to read, or cannot be read for that reason.
    Unreadable(Errno),
}

/// Brings news from another thread.
#[derive(Debug, Clone)]
pub(super) struct Post {
    sender: Sender<Incoming>,
    bell: Arc<UnixStream>,
}

impl Post {
    pub(super) fn send(&self, news: Incoming) {
        // Nobody waits any more when the program ends, and a bell that rings already rings loud enough.
        drop(self.sender.send(news));
        drop((&*self.bell).write(&[1]));
    }
}

/// Ends the wait for events from another thread.
#[derive(Debug, Clone)]
pub struct Waker(Post);

impl Waker {
    /// Has the wait return [`Event::Woken`].
    pub fn wake(&self) {
        self.0.send(Incoming::Event(Event::Woken));
    }
}

/// The receiving end.
#[derive(Debug)]
pub(super) struct Inbox {
    post: Post,
    receiver: Receiver<Incoming>,
    bell: UnixStream,
    decoder: Decoder,
    /// What was decoded and has not been taken.
    decoded: VecDeque<Incoming>,
    /// How often in a row waiting has failed.
    failures: u32,
}

impl Inbox {
    /// Catches the signals from now on.
    pub(super) fn open() -> io::Result<Self> {
        let (sender, receiver) = channel();
        let (bell, button) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        button.set_nonblocking(true)?;
        let post = Post { sender, bell: Arc::new(button) };
        signals::report(post.clone())?;
        Ok(Self { post, receiver, bell, decoder: Decoder::new(Instant::now()), decoded: VecDeque::new(), failures: 0 })
    }

    /// Waits until there is news, at most `timeout`.
    pub(super) fn wait(&mut self, timeout: Duration) {
        let end = Instant::now() + timeout;
        while self.decoded.is_empty() {
            if let Ok(news) = self.receiver.try_recv() {
                self.decoded.push_back(news);
                return;
            }
            let until = self.decoder.deadline().map_or(end, |deadline| deadline.min(end));
            let heard = self.listen(until.saturating_duration_since(Instant::now()));
            let now = Instant::now();
            if !heard {
                // Only now: bytes that lie ready belong to the sequence, however late they are looked at.
                self.decoder.expire(now, &mut |input| self.decoded.push_back(news(input)));
                if now >= end {
                    return;
                }
            }
        }
    }

    /// Returns the next news if it is there.
    pub(super) fn next(&mut self) -> Option<Incoming> {
        self.decoded.pop_front().or_else(|| self.receiver.try_recv().ok())
    }

    /// Waits at most `timeout` for what other threads report, and leaves the terminal alone.
    pub(super) fn wait_for_report(&self, timeout: Duration) -> Option<Incoming> {
        self.receiver.recv_timeout(timeout).ok()
    }

    pub(super) fn waker(&self) -> Waker {
        Waker(self.post.clone())
    }

    /// Waits for the terminal and the bell; tells whether the terminal had something to read.
    fn listen(&mut self, timeout: Duration) -> bool {
        let stdin = io::stdin();
        let mut sources = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.bell, PollFlags::IN)];
        // Rounded up: a wait that ends too early would be repeated at once.
        let timeout = Timespec::try_from(timeout + Duration::from_micros(1)).ok();
        match poll(&mut sources, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => self.failures = 0,
            Err(error) => return self.cannot_wait(error),
        }
        let [terminal, bell] = sources.map(|source| !source.revents().is_empty());
        if bell {
            let mut rings = [0; 64];
            while (&self.bell).read(&mut rings).is_ok_and(|count| count == rings.len()) {}
        }
        if terminal {
            self.read();
        }
        terminal
    }

    /// Bears with a system that is short of memory for a moment; a keyboard that stays dead has to end the program.
    fn cannot_wait(&mut self, error: Errno) -> bool {
        self.failures += 1;
        if self.failures > MOST_FAILURES {
            self.decoded.push_back(Incoming::Unreadable(error));
        } else {
            thread::sleep(PAUSE);
        }
        false
    }

    /// Reads what the terminal has ready.
    fn read(&mut self) {
        #[cfg(feature = "faults")]
        super::fault::provoke_in_a_thread("thread");
        let stdin = io::stdin();
        let mut bytes = [0; 4096];
        let mut total = 0;
        while total < MOST_READ {
            match rustix::io::read(stdin.as_fd(), &mut bytes) {
                Ok(0) => return self.decoded.push_back(Incoming::Unreadable(Errno::IO)),
                Ok(count) => {
                    total += count;
                    let read = bytes.get(..count).unwrap_or_default();
                    self.decoder.feed(read, Instant::now(), &mut |input| self.decoded.push_back(news(input)));
                }
                Err(Errno::INTR | Errno::AGAIN) => return,
                Err(error) => return self.decoded.push_back(Incoming::Unreadable(error)),
            }
            let mut more = [PollFd::new(&stdin, PollFlags::IN)];
            let is_ready = poll(&mut more, Some(&Timespec::default())).is_ok_and(|ready| ready > 0);
            if !is_ready {
                return;
            }
        }
    }
}

fn news(input: Input) -> Incoming {
    Incoming::Event(match input {
        Input::Key(key) => Event::Key(key),
        Input::Paste(text) => Event::Paste(text),
    })
}
