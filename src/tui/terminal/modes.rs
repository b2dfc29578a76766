//! The modes of the terminal: set for us, and put back however the program ends.
//!
//! The state is global because the terminal is: a panic in any thread and a signal must be able to put it back without
//! asking anybody. This module must not draw.

use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::panic::{self, PanicHookInfo};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr};

use crate::text::clean_line;

/// The alternate screen, blank, and pastes marked as such.
pub(super) const BEGIN: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[2J";
/// Everything we might have switched on, off; the end of an unfinished synchronized update comes first.
const END: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// How long the way out waits for a frame that is being written: a terminal may be stuck.
const PATIENCE: Duration = Duration::from_millis(200);

/// The modes as they were before us, while the terminal is ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Held while something is written, so that nothing is drawn over the shell.
static OUTPUT: Mutex<()> = Mutex::new(());

/// What becomes of input that came before raw mode.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pending {
    /// At the start it was not meant for us: an answer to another program would be taken for keys.
    Dropped,
    /// After a stop somebody may type already.
    Kept,
}

/// Switches to raw mode, also if the shell has put the modes back meanwhile.
pub(super) fn enter(pending: Pending) -> io::Result<()> {
    let stdin = io::stdin();
    let kept = before().clone();
    let original = match kept {
        Some(original) => original,
        None => tcgetattr(stdin.as_fd())?,
    };
    let mut raw = original.clone();
    raw.make_raw();
    // Kept before switching: a signal in between must find it.
    *before() = Some(original);
    let action = match pending {
        Pending::Dropped => OptionalActions::Flush,
        Pending::Kept => OptionalActions::Now,
    };
    // In the background this stops us until we are in front.
    Ok(tcsetattr(stdin.as_fd(), action, &raw)?)
}

/// Puts everything back; does nothing if the terminal is not ours.
pub(super) fn leave() {
    let output = lock_in_time(&OUTPUT);
    let Some(original) = before().take() else { return };
    // In the background the terminal has the shell's modes already, and setting any would only stop us.
    if in_front() {
        let _ = tcsetattr(io::stdin().as_fd(), OptionalActions::Now, &original);
    }
    // If a frame is stuck in the terminal, nothing else gets through either.
    if output.is_some() && write_all(END).is_err() {
        // Once more, for a terminal that only stumbled.
        drop(write_all(END));
    }
}

/// Writes a frame, unless the terminal has been given back.
pub(super) fn write(frame: &[u8]) -> io::Result<()> {
    let _output = lock(&OUTPUT);
    let ours = before().is_some();
    if ours { write_all(frame) } else { Ok(()) }
}

/// Returns the size that the terminal reports; fails when it is gone.
pub(super) fn size() -> io::Result<Size> {
    let size = tcgetwinsize(io::stdout().as_fd())?;
    Ok(Size { width: size.ws_col, height: size.ws_row })
}

/// Tells whether a shell could continue us after a stop.
///
/// A shell gives each job a process group of its own. In the group of the session's leader (`xterm -e weigh`) there is
/// no shell, and a stop would freeze the window.
pub(super) fn has_shell() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Has a panic in any thread give back the terminal, say one line and end the program with 101.
///
/// By default a panic in another thread would leave the main one drawing over the shell.
pub(super) fn install_panic_hook() {
    panic::set_hook(Box::new(|panic| {
        leave();
        let words = last_words(panic);
        // Nothing can be done if even this fails; `eprintln` would panic again.
        drop(io::stderr().write_all(words.as_bytes()));
        process::exit(101);
    }));
}

fn last_words(panic: &PanicHookInfo) -> String {
    let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    let payload = panic.payload();
    let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!(
        "weigh: this is a bug{place}: {}; what was shown is saved, unless NOT SAVED stood below it\n",
        clean_line(what.unwrap_or("no message"))
    )
}

fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let stdout = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout.as_fd(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // Another program may have made our shared terminal non-blocking.
            Err(Errno::AGAIN) => {
                let _ = poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn in_front() -> bool {
    tcgetpgrp(io::stdin().as_fd()).is_ok_and(|front| front == rustix::process::getpgrp())
}

fn before() -> MutexGuard<'static, Option<Termios>> {
    lock(&BEFORE)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock_in_time<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    let start = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
}
