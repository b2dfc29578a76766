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
//! **Threads.** Keys are read in one thread and signals in another; both send to the channel that [`Terminal::wait`]
//! drains, so that a half-received escape sequence can never hold up a signal, and a burst of keys is one frame.
//!
//! **Output.** A frame is composed in memory and leaves in one write inside a synchronized update; a frame in which
//! nothing changed writes nothing. The terminal is never asked anything: answers would arrive as typed text.
//!
//! **Ways out.** [`Terminal::leave`], dropping, a panic in any thread (exit 101 with one line) and the signals all give
//! back cooked mode, the main screen and the cursor. This module must not know what is shown or what keys mean.

mod inbox;
mod modes;
mod screen;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::process;
use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

pub use inbox::{Event, Waker};

use inbox::{Inbox, News};
use screen::Screen;

/// The largest area that is drawn, in columns and rows; a larger terminal stays blank beyond it.
pub const LARGEST: Size = Size { width: 500, height: 200 };

/// How often the terminal's size and life are looked at when nothing happens; also how fast a lost resize is noticed.
const TICK: Duration = Duration::from_secs(1);
/// The most events in one batch: a terminal that never stops sending must not keep frames from being drawn.
const MOST_AT_ONCE: usize = 20_000;
/// How long stopping may take before we go on, in case the system ignored it (as the first process of a container).
const STOPPING: Duration = Duration::from_millis(500);

/// Why the program has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A signal, by number.
    Signal(i32),
    /// The terminal is gone.
    Gone,
}

/// The terminal while it is ours.
pub struct Terminal {
    screen: ratatui::Terminal<Screen>,
    inbox: Inbox,
    /// News that have to wait until what came before them has been dealt with.
    postponed: VecDeque<News>,
    /// The size that the terminal reported last.
    reported: Size,
}

impl Terminal {
    /// Takes over the terminal: raw mode now, the alternate screen with the first frame.
    ///
    /// Fails if there is none: see [`Terminal::available`].
    pub fn enter() -> io::Result<Self> {
        modes::install_panic_hook();
        let inbox = Inbox::open()?;
        let reported = modes::size()?;
        let mut backend = Screen::new(drawn(reported));
        modes::enter()?;
        backend.begin();
        let screen = ratatui::Terminal::new(backend)?;
        inbox.read_keys()?;
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
        let mut news = self.postponed.pop_front().or_else(|| self.inbox.wait(TICK));
        while let Some(next) = news {
            match next {
                News::Event(event) => events.push(event),
                // A lost terminal makes reading fail; the size tells which it was.
                News::SizeChanged => {}
                // What was typed before the stop has to be saved before it.
                News::Stop | News::Continued if !events.is_empty() => {
                    self.postponed.push_front(next);
                    break;
                }
                News::Stop => events.extend(self.stop(Stop::Asked)),
                News::Continued => events.push(self.take_back()),
            }
            if matches!(events.last(), Some(Event::Ended(_))) {
                return events;
            }
            let room = events.len() < MOST_AT_ONCE;
            news = if room { self.postponed.pop_front().or_else(|| self.inbox.poll()) } else { None };
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
        provoke_panic("draw");
        // A failing terminal fails the size check as well, which ends the program in an orderly way.
        drop(self.screen.draw(view));
    }

    /// Has the next frame painted anew from a blank screen.
    pub fn repaint(&mut self) {
        let area = Rect::from((ratatui::layout::Position::ORIGIN, drawn(self.reported)));
        // Writes to memory only.
        drop(self.screen.resize(area));
    }

    /// Stops the program as the shell's Ctrl-Z does; returns false where no shell could continue it.
    ///
    /// The next [`Terminal::wait`] reports [`Event::Resumed`].
    pub fn suspend(&mut self) -> bool {
        let possible = modes::has_shell();
        if possible {
            let event = self.stop(Stop::Key);
            self.postponed.extend(event.map(News::Event));
        }
        possible
    }

    /// Asks the terminal to put `text` on the clipboard; terminals that cannot do that ignore it.
    pub fn copy(&mut self, text: &str) {
        self.screen.backend_mut().copy(text);
    }

    /// Returns a handle with which another thread can end the wait.
    pub fn waker(&self) -> Waker {
        self.inbox.waker()
    }

    /// Gives the terminal back; whatever goes wrong is ignored, as there is nobody to tell.
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

    fn stop(&mut self, how: Stop) -> Option<Event> {
        if !modes::has_shell() {
            return None;
        }
        modes::leave();
        how.carry_out();
        // Only the signal to continue tells for sure that the stop is over.
        while let Some(news) = self.inbox.wait(STOPPING) {
            match news {
                News::Continued => break,
                News::Event(Event::Ended(end)) => return Some(Event::Ended(end)),
                News::Event(_) => self.postponed.push_back(news),
                News::SizeChanged | News::Stop => {}
            }
        }
        Some(self.take_back())
    }

    fn take_back(&mut self) -> Event {
        if modes::enter().is_err() {
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
    /// Ends the program so that its parent sees why: killed by the signal, or exit 129 where the terminal is gone.
    pub fn carry_out(self) -> ! {
        match self {
            Self::Signal(signal) => {
                drop(signal_hook::low_level::emulate_default_handler(signal));
                process::exit(128 + signal)
            }
            Self::Gone => process::exit(129),
        }
    }
}

/// What stops us.
#[derive(Debug, Clone, Copy)]
enum Stop {
    /// A key: the whole job stops, as a wrapper script would otherwise keep the shell waiting.
    Key,
    /// A signal sent to this process.
    Asked,
}

impl Stop {
    fn carry_out(self) {
        // Should it fail, the program simply goes on.
        match self {
            Self::Key => {
                let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
            }
            Self::Asked => drop(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)),
        }
    }
}

fn drawn(reported: Size) -> Size {
    Size { width: reported.width.min(LARGEST.width), height: reported.height.min(LARGEST.height) }
}

/// Panics where the variable `WEIGH_PANIC` names this point, for the tests of the way out; only in debug builds.
///
/// `WEIGH_PANIC=draw:3` panics at the third frame; without a number it is the first time.
pub(super) fn provoke_panic(point: &str) {
    #[cfg(debug_assertions)]
    inbox::provoke(point);
    #[cfg(not(debug_assertions))]
    let _ = point;
}
