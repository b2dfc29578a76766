//! Typing that the terminal does not show, for votes that are typed line by line.
//!
//! No signal must end the program while the terminal is silent. This module must not know what is typed.

use std::io;
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use nix::sys::signal::Signal;
use rustix::stdio::stdin;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::signals::{Source, hold, obey};

/// Lets what is typed be seen or not.
#[derive(Debug)]
pub struct Typing {
    /// How the terminal was before; `None` while what is typed is seen.
    usual: Arc<Mutex<Option<Termios>>>,
}

impl Typing {
    /// Watches for signals from now on: each does what it always does, but never while the terminal is silent.
    ///
    /// # Errors
    /// When no thread can be started or signals cannot be read; then they do what they did before.
    pub fn watched() -> io::Result<Self> {
        let usual = Arc::default();
        let typing = Self { usual: Arc::clone(&usual) };
        hold()?;
        let started = Source::open().and_then(|source| {
            let run = move || watch(&source, &Self { usual });
            thread::Builder::new().name("signals".to_owned()).spawn(run)
        });
        if started.is_err() {
            super::signals::let_go()?;
        }
        started.map(|_| typing)
    }

    /// Has the terminal show what is typed, or not; the end of a line is shown in either case.
    pub fn show(&self, shown: bool) {
        let mut usual = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        // A terminal that cannot be asked or told is left as it is.
        if shown {
            if let Some(before) = usual.take() {
                let _ = tcsetattr(stdin(), OptionalActions::Drain, &before);
            }
        } else if usual.is_none()
            && let Ok(before) = tcgetattr(stdin())
        {
            let mut silent = before.clone();
            silent.local_modes.remove(LocalModes::ECHO);
            silent.local_modes.insert(LocalModes::ECHONL);
            let _ = tcsetattr(stdin(), OptionalActions::Drain, &silent);
            *usual = Some(before);
        }
    }

    fn is_silent(&self) -> bool {
        self.usual.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl Drop for Typing {
    fn drop(&mut self) {
        self.show(true);
    }
}

fn watch(source: &Source, typing: &Typing) {
    while let Ok(signal) = source.next() {
        let was_silent = typing.is_silent();
        match Signal::try_from(signal) {
            Ok(Signal::SIGCONT | Signal::SIGWINCH) => {}
            Ok(Signal::SIGTSTP) => {
                typing.show(true);
                obey(signal);
                typing.show(!was_silent);
            }
            Ok(_) | Err(_) => {
                typing.show(true);
                obey(signal);
                process::exit(128 + signal);
            }
        }
    }
}
