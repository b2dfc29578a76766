//! Everything the terminal program knows: the session, and where people are in it.
//!
//! Where you are is one enum; what can be derived is not stored. Must not touch files, clocks or the terminal.

mod hint;
mod live;
mod mode;
mod offers;
mod panel;
mod place;
mod target;

use std::rc::Rc;

use jiff::Timestamp;

pub use hint::Hint;
pub use live::{Live, Venue};
pub use mode::Mode;
pub use offers::SMALLEST;
pub use panel::{Form, Holds, Panel, Prompt, Purpose};
pub use place::{Closing, Cursor, Place, Screen, Tab};
pub use target::Target;

use super::theme::Theme;
use crate::questionnaire::Question;
use crate::scoring::{Assessment, Standing};
use crate::session::{Change, Session};
use crate::sitting::{FoundBallot, Listing, Sitting};

/// From where a question was opened, to come back to.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The screen to come back to.
    pub from: Place,
    /// The result when it was left, to say what the change did. Is `None` if it was opened from the review.
    pub before: Option<Rc<Assessment>>,
}

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    /// The session and what was done to it.
    pub sitting: Sitting,
    /// Where people are.
    pub place: Place,
    /// What lies over it.
    pub panel: Option<Panel>,
    /// What the last key did, in a line, until the next key.
    pub notice: Option<String>,
    /// Sessions found in the folder.
    pub found: Listing,
    /// Ballots found in the folder.
    pub ballots: Vec<FoundBallot>,
    /// From where the question on the screen was opened.
    pub visit: Option<Visit>,
    /// The live vote, while one is open.
    pub live: Option<Live>,
    /// Colors and glyphs.
    pub theme: Theme,
    /// The terminal has colors that it does not change.
    pub deep_colors: bool,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Minutes since the start.
    pub minutes: u64,
}

impl Model {
    /// Starts on a sitting.
    pub fn new(sitting: Sitting, theme: Theme) -> Self {
        Self {
            sitting,
            place: Place::new(Screen::Setup),
            panel: None,
            notice: None,
            found: Listing::default(),
            ballots: Vec::new(),
            visit: None,
            live: None,
            theme,
            deep_colors: false,
            size: (80, 24),
            minutes: 0,
        }
    }

    /// Returns the session as it stands; during a what-if, the copy.
    pub fn session(&self) -> &Session {
        self.sitting.session()
    }

    /// Returns what follows from the session.
    pub fn assessment(&self) -> Rc<Assessment> {
        self.sitting.assessment()
    }

    /// Returns what a question screen needs of the whole.
    pub fn standing(&self) -> Standing {
        self.sitting.standing()
    }

    /// Returns the time of the event being handled.
    pub fn now(&self) -> Timestamp {
        self.sitting.now
    }

    /// Changes the session, as a step of its own; a refusal becomes the notice. Tells whether the change was made.
    pub fn change(&mut self, label: &str, change: Change) -> bool {
        let made = self.sitting.change(label, change);
        self.take_note(made).is_some()
    }

    /// Changes the session like [`Self::change`], joining the last step if that has the same label and may grow.
    pub fn amend(&mut self, label: &str, change: Change) -> bool {
        let made = self.sitting.amend(label, change);
        self.take_note(made).is_some()
    }

    /// Makes a refusal the notice.
    pub fn take_note<T>(&mut self, made: Result<T, impl ToString>) -> Option<T> {
        made.map_err(|refusal| self.notice = Some(refusal.to_string())).ok()
    }

    /// Returns what the keyboard is for at the moment.
    pub fn mode(&self) -> Mode {
        match &self.panel {
            Some(Panel::Help(_) | Panel::Why(..)) => Mode::Reading,
            Some(Panel::ReadBack(..)) => Mode::ReadBack,
            Some(Panel::Venue(_)) => Mode::Venue,
            Some(Panel::Form(_)) => Mode::Field,
            Some(Panel::Prompt(_)) => Mode::Prompt,
            None => self.place.screen.mode(),
        }
    }

    /// Returns the question on the screen.
    pub fn question(&self) -> Option<&Question> {
        self.session().questionnaire().question(self.place.question()?)
    }

    /// Tells whether the session can be written.
    pub fn can_edit(&self) -> bool {
        self.sitting.can_edit()
    }

    /// Tells whether one person fills in a ballot here.
    pub fn is_ballot(&self) -> bool {
        self.sitting.is_ballot()
    }
}
