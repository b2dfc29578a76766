//! Everything that can happen to the program, in one channel: keys, pastes, signals, other threads.
//!
//! This module must not know what a key means.

use std::io;
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyEvent, KeyEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;

use super::{End, modes};

/// The signals that arrived.
type Signals = SignalDelivery<UnixStream, SignalOnly>;

/// How long the main thread may take to save and end after a signal before the signal is obeyed without it.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a lost terminal's own signal may take to arrive.
const HANGUP_PATIENCE: Duration = Duration::from_millis(20);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key went down, or repeats.
    Key(KeyEvent),
    /// A text was pasted: as it came, with any line breaks and controls.
    Paste(String),
    /// The terminal has another size; everything will be painted anew.
    Resized,
    /// The program goes on after a stop; everything will be painted anew.
    Resumed,
    /// A [`Waker`] was used.
    Woken,
    /// The program has to save and end.
    Ended(End),
}

/// What the threads report; some of it is dealt with by the terminal itself.
#[derive(Debug)]
pub(super) enum News {
    Event(Event),
    SizeChanged,
    Stop,
    Continued,
}

/// Ends the wait for events from another thread.
#[derive(Debug, Clone)]
pub struct Waker(Sender<News>);

impl Waker {
    /// Has the wait return [`Event::Woken`].
    pub fn wake(&self) {
        // Nobody waits any more when the program ends.
        drop(self.0.send(News::Event(Event::Woken)));
    }
}

/// The receiving end.
#[derive(Debug)]
pub(super) struct Inbox {
    sender: Sender<News>,
    receiver: Receiver<News>,
}

impl Inbox {
    /// Catches the signals from now on.
    pub(super) fn open() -> io::Result<Self> {
        let (sender, receiver) = channel();
        let (reader, writer) = UnixStream::pair()?;
        let signals = Signals::with_pipe(reader, writer, SignalOnly, [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])?;
        let to_main = sender.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || report_signals(signals, &to_main))?;
        Ok(Self { sender, receiver })
    }

    /// Reads keys from now on; the terminal has to be in raw mode.
    pub(super) fn read_keys(&self) -> io::Result<()> {
        let to_main = self.sender.clone();
        thread::Builder::new().name("keys".to_owned()).spawn(move || report_keys(&to_main))?;
        Ok(())
    }

    /// Returns the next news, waiting at most `timeout`.
    pub(super) fn wait(&self, timeout: Duration) -> Option<News> {
        self.receiver.recv_timeout(timeout).ok()
    }

    /// Returns the next news if it is there.
    pub(super) fn poll(&self) -> Option<News> {
        self.receiver.try_recv().ok()
    }

    pub(super) fn waker(&self) -> Waker {
        Waker(self.sender.clone())
    }
}

/// Ends with the channel, or when the terminal cannot be read any more; the main thread notices its end by its size.
fn report_keys(to_main: &Sender<News>) {
    while let Ok(event) = event::read() {
        super::provoke_panic("thread");
        if let Some(news) = translate(event)
            && to_main.send(news).is_err()
        {
            return;
        }
    }
    drop(to_main.send(News::SizeChanged));
}

fn translate(event: event::Event) -> Option<News> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => Some(News::Event(Event::Key(key))),
        event::Event::Paste(text) => Some(News::Event(Event::Paste(text))),
        event::Event::Resize(..) => Some(News::SizeChanged),
        event::Event::Key(_) | event::Event::Mouse(_) | event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// Reports signals and the end of the terminal, for which reading would not tell but spin.
fn report_signals(mut signals: Signals, to_main: &Sender<News>) {
    let stdin = io::stdin();
    let mut watches_terminal = true;
    loop {
        // Nothing is asked of the terminal: its end is reported all the same.
        let terminal = PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::empty());
        let mut sources = [PollFd::new(signals.get_read(), PollFlags::IN), terminal];
        let watched = if watches_terminal { sources.len() } else { 1 };
        let _ = poll(sources.get_mut(..watched).unwrap_or_default(), None);
        let has_ended = sources.last().is_some_and(|terminal| !terminal.revents().is_empty());
        for signal in signals.pending() {
            report_signal(signal, to_main);
        }
        if has_ended {
            watches_terminal = false;
            report_end(&mut signals, to_main);
        }
    }
}

fn report_signal(signal: i32, to_main: &Sender<News>) {
    let news = match signal {
        SIGTSTP => News::Stop,
        SIGCONT => News::Continued,
        _ => News::Event(Event::Ended(End::Signal(signal))),
    };
    let is_end = matches!(news, News::Event(_));
    drop(to_main.send(news));
    if is_end {
        // The main thread may hang in a write to a stuck terminal or disk; the file is complete in any case.
        thread::sleep(PATIENCE);
        modes::leave();
        End::Signal(signal).carry_out();
    }
}

fn report_end(signals: &mut Signals, to_main: &Sender<News>) {
    // Where a hangup signal comes as well, it is the better reason.
    thread::sleep(HANGUP_PATIENCE);
    for signal in signals.pending() {
        report_signal(signal, to_main);
    }
    // The main thread asks the terminal itself whether it is really gone.
    drop(to_main.send(News::SizeChanged));
}

/// See [`super::provoke_panic`].
#[cfg(debug_assertions)]
pub(super) fn provoke(point: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};

    static TIMES: AtomicU32 = AtomicU32::new(1);
    let Ok(wish) = std::env::var("WEIGH_PANIC") else { return };
    let (wanted, time) = wish.split_once(':').unwrap_or((&wish, "1"));
    if wanted == point {
        let now = TIMES.fetch_add(1, Ordering::Relaxed).to_string();
        assert!(now != time, "provoked in {point} with \x1b[31mred\x1b[0m words");
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    use super::{Event, News, translate};

    fn key(kind: KeyEventKind) -> Raw {
        Raw::Key(KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, kind))
    }

    #[test]
    fn v24_a_release_is_ignored_and_a_repeat_acts_as_a_press() {
        assert!(translate(key(KeyEventKind::Release)).is_none());
        for kind in [KeyEventKind::Press, KeyEventKind::Repeat] {
            assert!(matches!(translate(key(kind)), Some(News::Event(Event::Key(_)))));
        }
    }
}
