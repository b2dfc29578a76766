//! The terminal: takes it over, brings events, paints frames, and gives it back however the program ends.
//!
//! ```no_run
//! # use weigh::tui::terminal::{Event, Terminal};
//! # fn main() -> std::io::Result<()> {
//! let mut terminal = Terminal::enter()?;
//! let end = 'session: loop {
//!     // save, so that nothing is shown that is not in the file, then:
//!     terminal.draw(|frame| { /* view(&model, frame) */ });
//!     for event in terminal.wait() {
//!         match event {
//!             Event::Key(key) => { /* update(&mut model, key); on Ctrl-Z save and terminal.suspend() */ }
//!             Event::Paste(text) => { /* clean it, then insert it as text */ }
//!             Event::Resized | Event::Resumed | Event::Woken => {}
//!             Event::Ended(end) => break 'session end, // save first
//!         }
//!     }
//! };
//! terminal.leave();
//! // finish the session file, then:
//! end.carry_out()
//! # }
//! ```
//!
//! **Threads.** [`Terminal::wait`] reads the keys itself, and never blocks on half a sequence; a burst of keys is one
//! frame. Signals are read in a thread of their own, which ends the program if this one hangs.
//!
//! **Output.** A frame is composed in memory and leaves in one write inside a synchronized update; a frame in which
//! nothing changed writes nothing. The terminal is never asked anything: answers would arrive as typed text.
//!
//! **Ways out.** [`Terminal::leave`], dropping, a panic in any thread (exit 101 with one line) and the signals all give
//! back cooked mode, the main screen and the cursor. This module must not know what is shown or what keys mean.

mod decoder;
#[cfg(feature = "faults")]
pub(super) mod fault;
mod inbox;
mod modes;
mod screen;
mod signals;
mod unseen;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::process;
use std::time::{Duration, Instant};

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use rustix::io::Errno;
use rustix::process::Signal;

pub use inbox::{Event, Waker};
pub use signals::hold as hold_signals;
pub use unseen::Typing;

use inbox::{Inbox, Incoming};
use modes::Pending;
use screen::Screen;

/// The largest area that is drawn, in columns and rows; a larger terminal stays blank beyond it.
pub const LARGEST: Size = Size { width: 500, height: 200 };

/// How often the terminal's size and life are looked at when nothing happens; also how fast a lost resize is noticed.
const TICK: Duration = Duration::from_secs(1);
/// How long a lost terminal's own signal may take to arrive.
const HANGUP_PATIENCE: Duration = Duration::from_millis(20);
/// How long stopping may take before we go on, in case the system ignored it (as the first process of a container).
const STOPPING: Duration = Duration::from_millis(500);

/// Why the program has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A signal, by number.
    Signal(i32),
    /// The terminal is gone.
    Gone,
    /// The terminal is there, but cannot be read; the system's number of the error.
    Unreadable(i32),
}

/// The terminal while it is ours.
pub struct Terminal {
    screen: ratatui::Terminal<Screen>,
    inbox: Inbox,
    /// What came in and must wait until everything before it has been handled.
    postponed: VecDeque<Incoming>,
    /// The size that the terminal reported last.
    reported: Size,
}

impl Terminal {
    /// Takes over the terminal: raw mode now, the alternate screen with the first frame.
    ///
    /// # Errors
    /// There is no terminal, see [`Terminal::available`], or it cannot be set up; it is then as it was before.
    pub fn enter() -> io::Result<Self> {
        modes::install_panic_hook();
        let inbox = Inbox::open()?;
        let reported = modes::size()?;
        let mut screen = ratatui::Terminal::new(Screen::new(drawn(reported)))?;
        // This comes last: what fails before it has changed nothing, and nothing fails after it.
        modes::enter(Pending::Dropped)?;
        screen.backend_mut().begin();
        Ok(Self { screen, inbox, postponed: VecDeque::new(), reported })
    }

    /// Tells whether standard input and output are a terminal that can be taken over.
    pub fn available() -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal() && File::open("/dev/tty").is_ok()
    }

    /// Waits for events and returns all that have arrived, in order.
    ///
    /// After a second without any the batch is empty: there is nothing to draw unless a clock is shown. An
    /// [`Event::Ended`] is always the last of its batch.
    pub fn wait(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if self.postponed.is_empty() {
            self.inbox.wait(TICK);
        }
        while let Some(next) = self.postponed.pop_front().or_else(|| self.inbox.next()) {
            match next {
                Incoming::Event(event) => events.push(event),
                Incoming::SizeChanged => {}
                Incoming::Unreadable(error) => events.push(Event::Ended(self.lost(error))),
                // What was typed before the stop has to be saved before it.
                Incoming::Stop | Incoming::Continued if !events.is_empty() => {
                    self.postponed.push_front(next);
                    break;
                }
                Incoming::Stop => events.extend(self.stop(StopCause::Asked)),
                Incoming::Continued => events.push(self.take_back()),
            }
            if matches!(events.last(), Some(Event::Ended(_))) {
                return events;
            }
        }
        events.extend(self.check());
        events
    }

    /// Returns the size of the next frame.
    pub fn size(&self) -> Size {
        drawn(self.reported)
    }

    /// Paints what `view` draws, unless nothing changed; a terminal that is gone is reported by the next wait.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) {
        #[cfg(feature = "faults")]
        fault::provoke("draw");
        // A failing terminal fails the size check as well, which ends the program in an orderly way.
        drop(self.screen.draw(view));
    }

    /// Lets the next frame be painted from a blank screen.
    pub fn repaint(&mut self) {
        let area = Rect::from((ratatui::layout::Position::ORIGIN, drawn(self.reported)));
        // Writes to memory only.
        drop(self.screen.resize(area));
    }

    /// Stops the program as the shell's Ctrl-Z does; returns false if no shell could continue it.
    ///
    /// The next [`Terminal::wait`] reports [`Event::Resumed`].
    pub fn suspend(&mut self) -> bool {
        let possible = modes::has_shell();
        if possible {
            let event = self.stop(StopCause::Key);
            self.postponed.extend(event.map(Incoming::Event));
        }
        possible
    }

    /// Asks the terminal to put `text` on the clipboard; terminals that cannot do that ignore it.
    pub fn copy(&mut self, text: &str) {
        self.screen.backend_mut().copy(text);
    }

    /// Has the next frame ring the bell.
    pub fn ring(&mut self) {
        self.screen.backend_mut().ring();
    }

    /// Returns a handle with which another thread can end the wait.
    pub fn waker(&self) -> Waker {
        self.inbox.waker()
    }

    /// Gives the terminal back. Errors are ignored: there is nobody to tell.
    pub fn leave(&mut self) {
        modes::leave();
    }

    /// Compares the terminal with what we know of it.
    fn check(&mut self) -> Option<Event> {
        let Ok(size) = modes::size() else { return Some(Event::Ended(End::Gone)) };
        if size == self.reported {
            return None;
        }
        self.reported = size;
        self.screen.backend_mut().set_size(drawn(size));
        self.repaint();
        Some(Event::Resized)
    }

    /// Finds out why the terminal cannot be read.
    fn lost(&mut self, error: Errno) -> End {
        // If a hangup signal comes, too, it is the better reason.
        let end = Instant::now() + HANGUP_PATIENCE;
        while let Some(news) = self.inbox.wait_for_report(end.saturating_duration_since(Instant::now())) {
            if let Incoming::Event(Event::Ended(end)) = news {
                return end;
            }
        }
        if modes::size().is_ok() { End::Unreadable(error.raw_os_error()) } else { End::Gone }
    }

    fn stop(&mut self, how: StopCause) -> Option<Event> {
        if !modes::has_shell() {
            return None;
        }
        modes::leave();
        how.carry_out();
        // Only the signal to continue tells for sure that the stop is over.
        while let Some(news) = self.inbox.wait_for_report(STOPPING) {
            match news {
                Incoming::Continued => break,
                Incoming::Event(Event::Ended(end)) => return Some(Event::Ended(end)),
                Incoming::Event(_) => self.postponed.push_back(news),
                Incoming::SizeChanged | Incoming::Stop | Incoming::Unreadable(_) => {}
            }
        }
        Some(self.take_back())
    }

    fn take_back(&mut self) -> Event {
        if modes::enter(Pending::Kept).is_err() {
            return Event::Ended(End::Gone);
        }
        self.screen.backend_mut().begin();
        self.repaint();
        Event::Resumed
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave();
    }
}

impl End {
    /// Ends the program so that its parent sees why: killed by the signal, exit 129 if the terminal is gone, else 1.
    pub fn carry_out(self) -> ! {
        match self {
            Self::Signal(signal) => {
                signals::obey(signal);
                process::exit(128 + signal)
            }
            Self::Gone => process::exit(129),
            Self::Unreadable(_) => process::exit(1),
        }
    }
}

/// What stops us.
#[derive(Debug, Clone, Copy)]
enum StopCause {
    /// A key: the whole job stops, as a wrapper script would otherwise keep the shell waiting.
    Key,
    /// A signal sent to this process.
    Asked,
}

impl StopCause {
    fn carry_out(self) {
        // Should it fail, the program simply goes on.
        match self {
            Self::Key => {
                let _ = rustix::process::kill_current_process_group(Signal::STOP);
            }
            Self::Asked => signals::obey(Signal::TSTP.as_raw()),
        }
    }
}

fn drawn(reported: Size) -> Size {
    Size { width: reported.width.min(LARGEST.width), height: reported.height.min(LARGEST.height) }
}
