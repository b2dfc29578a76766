//! Everything the terminal program knows: the session, and where people are in it.
//!
//! Where you are is one enum; what can be derived is not stored. Must not touch files, clocks or the terminal.

mod editing;
mod history;
mod mode;
mod offers;
mod panel;
mod place;
mod target;

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;

use jiff::Timestamp;

use editing::Trial;
pub use history::History;
pub use mode::Mode;
pub use offers::SMALLEST;
pub use panel::{Form, Panel, Prompt, Purpose};
pub use place::{Cursor, Place, Screen, Tab};
pub use target::Target;

use super::theme::Theme;
use crate::questionnaire::{Id, Question};
use crate::scoring::{self, Assessment, Standing};
use crate::session::{Change, Session, Vote};

/// What the sitting is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sitting {
    /// A team decides.
    Team,
    /// One person fills in a ballot: the same walk without votes and results.
    Ballot {
        /// Whose ballot.
        name: String,
    },
}

/// Whether what is typed goes into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It does.
    Edit,
    /// It does not, for the reason given; nothing can be changed.
    ReadOnly(String),
}

/// A session found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSession {
    /// Its file.
    pub path: PathBuf,
    /// What it decides.
    pub title: String,
    /// How many questions are answered, and of how many.
    pub answered: (usize, usize),
}

/// A ballot found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBallot {
    /// Its file.
    pub path: PathBuf,
    /// Whose it is.
    pub name: String,
    /// All of it is in the session already.
    pub merged: bool,
}

/// The file behind the session, as far as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its cleaned name.
    pub name: String,
    /// Whether it may be written.
    pub access: Access,
    /// Why the last save failed, until one succeeds.
    pub problem: Option<String>,
}

/// From where a question was opened, to come back to.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The screen to come back to.
    pub from: Place,
    /// The result when it was left, to say what the change did; nothing from the review.
    pub before: Option<Rc<Assessment>>,
}

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    session: Session,
    history: History,
    revision: u64,
    memo: RefCell<Option<(u64, Rc<Assessment>)>>,
    standing: Cell<Option<(u64, Standing)>>,
    /// Where people are.
    pub place: Place,
    /// What lies over it.
    pub panel: Option<Panel>,
    /// What the last key did, in a line; gone with the next key.
    pub notice: Option<String>,
    /// What the sitting is for.
    pub sitting: Sitting,
    /// The file behind the session.
    pub file: File,
    /// Sessions found in the folder.
    pub found: Vec<FoundSession>,
    /// Ballots found in the folder.
    pub ballots: Vec<FoundBallot>,
    /// During a what-if: what comes back when it is dropped.
    trial: Option<Trial>,
    /// From where the question on the screen was opened.
    pub visit: Option<Visit>,
    /// Colors and glyphs.
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Minutes since the start.
    pub minutes: u64,
    /// The time of the event being handled.
    pub now: Timestamp,
}

impl Model {
    /// Starts on `session`.
    pub fn new(session: Session, sitting: Sitting, file: File, theme: Theme) -> Self {
        let now = session.created();
        Self {
            session,
            history: History::default(),
            revision: 0,
            memo: RefCell::new(None),
            standing: Cell::new(None),
            place: Place::new(Screen::Setup),
            panel: None,
            notice: None,
            sitting,
            file,
            found: Vec::new(),
            ballots: Vec::new(),
            trial: None,
            visit: None,
            theme,
            size: (80, 24),
            minutes: 0,
            now,
        }
    }

    /// Returns the session as it stands; during a what-if, the copy.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the session that belongs in the file, and a number that grows whenever it may have changed.
    pub fn to_save(&self) -> (&Session, u64) {
        self.trial.as_ref().map_or((&self.session, self.revision), |trial| (&trial.session, trial.revision))
    }

    /// Records that the result is shown; no step of the history, and nothing where the file cannot be written.
    pub fn see_result(&mut self) {
        if self.can_edit() && self.session.result_seen().is_none() && self.session.apply(Change::SeeResult, self.now).is_ok() {
            self.revision += 1;
        }
    }

    /// Returns what follows from the session: computed when first asked for after a change.
    pub fn assessment(&self) -> Rc<Assessment> {
        let mut memo = self.memo.borrow_mut();
        match &*memo {
            Some((revision, assessment)) if *revision == self.revision => Rc::clone(assessment),
            Some(_) | None => {
                let assessment = Rc::new(scoring::assess(&self.session));
                *memo = Some((self.revision, Rc::clone(&assessment)));
                assessment
            }
        }
    }

    /// Returns what a question screen needs of the whole: computed when first asked for after a change.
    pub fn standing(&self) -> Standing {
        match self.standing.get() {
            Some((revision, standing)) if revision == self.revision => standing,
            Some(_) | None => {
                let standing = match &*self.memo.borrow() {
                    Some((revision, assessment)) if *revision == self.revision => scoring::standing_of(&self.session, assessment),
                    Some(_) | None => scoring::standing(&self.session),
                };
                self.standing.set(Some((self.revision, standing)));
                standing
            }
        }
    }

    /// Returns what the keyboard is for at the moment.
    pub fn mode(&self) -> Mode {
        match &self.panel {
            Some(Panel::Help(_) | Panel::Why(..)) => Mode::Reading,
            Some(Panel::Form(_)) => Mode::Field,
            Some(Panel::Prompt(_)) => Mode::Prompt,
            None => self.place.screen.mode(),
        }
    }

    /// Returns the questions the walk asks, in its order: from ballots, those with differing votes come first and those
    /// on which all votes agree last.
    pub fn walk(&self) -> Vec<&Question> {
        let mut asked: Vec<_> =
            self.session.questionnaire().questions().iter().filter(|question| self.session.is_asked(question)).collect();
        if self.session.mode() == crate::session::Mode::FromBallots {
            asked.sort_by_key(|question| Agreement::of(&self.session, &question.id));
        }
        asked
    }

    /// Returns the questions on which all votes agree and which the team has not confirmed.
    pub fn agreed_unconfirmed(&self) -> Vec<&Question> {
        let waiting = |question: &&Question| {
            self.session.answer(&question.id).is_none() && Agreement::of(&self.session, &question.id) == Agreement::Unanimous
        };
        self.walk().into_iter().filter(waiting).collect()
    }

    /// Returns the question on the screen.
    pub fn question(&self) -> Option<&Question> {
        self.session.questionnaire().question(self.place.question()?)
    }

    /// Returns the first question of the walk that is open.
    pub fn first_open(&self) -> Option<Id> {
        self.walk().into_iter().find(|question| self.session.is_open(&question.id)).map(|question| question.id.clone())
    }

    /// Tells whether the session can be written.
    pub fn can_edit(&self) -> bool {
        self.file.access == Access::Edit
    }

    /// Tells whether one person fills in a ballot here.
    pub fn is_ballot(&self) -> bool {
        matches!(self.sitting, Sitting::Ballot { .. })
    }
}

/// How far the votes on a question agree; the order is that of a walk from ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    Differ,
    NoVotes,
    Unanimous,
}

impl Agreement {
    fn of(session: &Session, question: &Id) -> Self {
        let mut choices =
            session.votes(question).into_iter().flat_map(|votes| votes.values()).filter(|vote| matches!(vote, Vote::Choice(_)));
        match choices.next() {
            None => Self::NoVotes,
            Some(first) if choices.all(|vote| vote == first) => Self::Unanimous,
            Some(_) => Self::Differ,
        }
    }
}
