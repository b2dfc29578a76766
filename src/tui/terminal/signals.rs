//! Signals: held back from every thread, and read in one of their own.
//!
//! Handlers would do for most of them, but not for a fault signal that somebody sends (SEGV, ILL, FPE): nobody may
//! handle those safely. Held back (blocked), each of them waits until it is read. Only KILL and STOP cannot be held.
//! This module must not decide what becomes of the session.

use std::io;
use std::process;
use std::thread;
use std::time::Duration;

use nix::sys::signal::{SigSet, Signal, raise};

use super::inbox::{Event, Incoming, Post};
use super::{End, modes};

/// How long the main thread may take to save and end after a signal before the signal is obeyed without it.
const PATIENCE: Duration = Duration::from_secs(1);

/// The signals that keep their usual effect: none, or to stop a program that touches the terminal from the background.
const LEFT_ALONE: [Signal; 5] = [Signal::SIGPIPE, Signal::SIGCHLD, Signal::SIGURG, Signal::SIGTTIN, Signal::SIGTTOU];

/// Holds signals back in this thread and in those that it starts from now on.
///
/// Has to be called before any other thread is started: one that still takes signals would be killed by them.
///
/// # Errors
/// The system refuses it; signals then do what they did before.
pub fn hold() -> io::Result<()> {
    Ok(held().thread_block()?)
}

/// Holds no signals back any more: nobody will read them, and they do what they always do.
pub(super) fn let_go() -> io::Result<()> {
    Ok(held().thread_unblock()?)
}

/// Starts the thread that reports signals.
pub(super) fn report(to_main: Post) -> io::Result<()> {
    hold()?;
    let source = Source::open()?;
    let run = move || {
        while let Ok(signal) = source.next() {
            report_signal(signal, &to_main);
        }
    };
    let started = thread::Builder::new().name("signals".to_owned()).spawn(run);
    if started.is_err() {
        let_go()?;
    }
    started.map(drop)
}

/// Does what `signal` does by itself.
pub(super) fn obey(signal: i32) {
    let Ok(signal) = Signal::try_from(signal) else { return };
    let mut only = SigSet::empty();
    only.add(signal);
    // If any of it fails, the caller goes on.
    let _ = only.thread_unblock();
    let _ = raise(signal);
    if matches!(signal, Signal::SIGSEGV | Signal::SIGBUS) {
        // The first one only ends Rust's watch for overflowing stacks.
        let _ = raise(signal);
    }
    let _ = only.thread_block();
}

fn held() -> SigSet {
    let mut held = SigSet::all();
    for signal in LEFT_ALONE {
        held.remove(signal);
    }
    held
}

fn report_signal(signal: i32, to_main: &Post) {
    let news = match Signal::try_from(signal) {
        Ok(Signal::SIGTSTP) => Incoming::Stop,
        Ok(Signal::SIGCONT) => Incoming::Continued,
        Ok(Signal::SIGWINCH) => Incoming::SizeChanged,
        Ok(_) | Err(_) => Incoming::Event(Event::Ended(End::Signal(signal))),
    };
    let is_end = matches!(news, Incoming::Event(_));
    to_main.send(news);
    if is_end {
        // The main thread may hang in a write to a stuck terminal or disk; the file is complete in any case.
        thread::sleep(PATIENCE);
        modes::leave();
        obey(signal);
        process::exit(128 + signal);
    }
}

/// Where held signals are read. The kernel's file for them also knows the real-time ones.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) struct Source(nix::sys::signalfd::SignalFd);

#[cfg(any(target_os = "linux", target_os = "android"))]
impl Source {
    pub(super) fn open() -> io::Result<Self> {
        use nix::sys::signalfd::{SfdFlags, SignalFd};
        Ok(Self(SignalFd::with_flags(&held(), SfdFlags::SFD_CLOEXEC)?))
    }

    pub(super) fn next(&self) -> io::Result<i32> {
        loop {
            match self.0.read_signal() {
                Ok(Some(signal)) => return Ok(signal.ssi_signo.cast_signed()),
                Ok(None) | Err(nix::errno::Errno::EINTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) struct Source;

#[cfg(not(any(target_os = "linux", target_os = "android")))]
impl Source {
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self)
    }

    #[expect(clippy::unused_self, reason = "elsewhere it holds a file")]
    pub(super) fn next(&self) -> io::Result<i32> {
        Ok(held().wait()? as i32)
    }
}
