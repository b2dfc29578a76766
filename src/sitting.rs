//! One sitting at one session: what every front end needs beside the session itself.
//!
//! The walk through the questions, undo, the what-if, rounds of votes and the editing of the team are decided here, once.
//! Front ends turn what a person does into calls of these methods and draw what comes of them. Everything is pure but
//! the [`keeper`], the only place that reaches files. This module must not draw, ask or know of keys.

mod answers;
mod ballots;
mod closing;
mod figures;
mod folder;
mod history;
pub mod keeper;
mod live;
mod not_done;
mod round;
mod tasks;
mod team;
mod trial;
mod walk;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiff::Timestamp;

pub use folder::{Content, FoundBallot, FoundSession, Listing};
pub use history::Step;
pub use keeper::{FileDrafts, FileKeeper, KeepError, Keeper, Kept, News};
pub use live::Venue;
pub use not_done::NotDone;
pub use round::{Left, Revealed};
pub use tasks::Task;
pub use team::{LeftOut, Renaming};
pub use trial::Ended;
pub use walk::Waypoint;

use crate::questionnaire::Id;
use crate::scoring::{self, Assessment, Standing, VerdictKind};
use crate::session::{Change, Session};
use history::History;
use trial::Trial;

/// What is said once, before the result is first shown while questions are open.
pub const NOTED: &str = "From now on changed answers are noted in the record.";

/// What a sitting is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A team decides.
    Team,
    /// One person fills in a ballot: the answers of the session are that person's votes.
    Ballot {
        /// What it answers, as a command line says it: a session, or a questionnaire with a title and a team.
        of: String,
        /// The session to bring it into, as a command line says it.
        into: String,
        /// Whose ballot it is.
        name: String,
    },
}

/// What is known of the file behind the session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct File {
    /// Its cleaned name; empty if there is no file.
    pub name: String,
    /// Why nothing may be changed; `None` if the session can be edited.
    pub read_only: Option<String>,
    /// Why the last save failed, until one succeeds.
    pub problem: Option<String>,
}

/// A session, and where the people at it stand.
#[derive(Debug)]
pub struct Sitting {
    session: Session,
    kind: Kind,
    history: History,
    trial: Option<Trial>,
    /// Grows whenever the session may have changed.
    revision: u64,
    /// The revision that is in the file.
    saved: u64,
    assessed: RefCell<Option<(u64, Rc<Assessment>)>>,
    counted: Cell<Option<(u64, Standing)>>,
    numbers: RefCell<Option<figures::Numbers>>,
    /// The file behind the session.
    pub file: File,
    /// The time of what is being done.
    pub now: Timestamp,
}

impl Sitting {
    /// Sits down at `session`.
    pub fn new(session: Session, kind: Kind, file: File) -> Self {
        let now = session.created();
        Self {
            session,
            kind,
            history: History::default(),
            trial: None,
            revision: 0,
            saved: 0,
            assessed: RefCell::new(None),
            counted: Cell::new(None),
            numbers: RefCell::new(None),
            file,
            now,
        }
    }

    /// Returns the session as it stands; during a what-if, the copy.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns what the sitting is for.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Tells whether one person fills in a ballot here.
    pub fn is_ballot(&self) -> bool {
        matches!(self.kind, Kind::Ballot { .. })
    }

    /// Tells whether the session can be written.
    pub fn can_edit(&self) -> bool {
        self.file.read_only.is_none()
    }

    /// Returns what follows from the session: computed when first asked for after a change.
    pub fn assessment(&self) -> Rc<Assessment> {
        let mut assessed = self.assessed.borrow_mut();
        match &*assessed {
            Some((revision, assessment)) if *revision == self.revision => Rc::clone(assessment),
            Some(_) | None => {
                let assessment = Rc::new(scoring::assess(&self.session));
                *assessed = Some((self.revision, Rc::clone(&assessment)));
                assessment
            }
        }
    }

    /// Returns what a question screen needs of the whole: computed when first asked for after a change.
    pub fn standing(&self) -> Standing {
        match self.counted.get() {
            Some((revision, standing)) if revision == self.revision => standing,
            Some(_) | None => {
                let standing = match &*self.assessed.borrow() {
                    Some((revision, assessment)) if *revision == self.revision => scoring::standing_of(&self.session, assessment),
                    Some(_) | None => scoring::standing(&self.session),
                };
                self.counted.set(Some((self.revision, standing)));
                standing
            }
        }
    }

    /// Makes a change, as a step of the history called `label`.
    ///
    /// # Errors
    /// Nothing may be changed, or the session refuses it; the session is then as before.
    pub fn change(&mut self, label: &str, change: Change) -> Result<(), NotDone> {
        self.end_step();
        self.amend(label, change)
    }

    /// Makes a change like [`Self::change`], joining the last step if that has the same label and may grow.
    ///
    /// # Errors
    /// As for [`Self::change`].
    pub fn amend(&mut self, label: &str, change: Change) -> Result<(), NotDone> {
        // A what-if works on a copy: it may be tried on any session.
        if self.trial.is_none() {
            self.check_editable()?;
        }
        let question = self.question_of(&change).cloned();
        let made = self.made(&self.session, [change])?;
        self.take_over(Step { label: label.to_owned(), question }, made);
        Ok(())
    }

    /// Replaces the session by `base` with all of `changes` made to it, joining the last step like [`Self::amend`].
    ///
    /// # Errors
    /// Nothing may be changed, or one change is refused; the session is then as before.
    pub fn rework(&mut self, label: &str, base: &Session, changes: Vec<Change>) -> Result<(), NotDone> {
        self.check_editable()?;
        let made = self.made(base, changes)?;
        self.take_over(Step { label: label.to_owned(), question: None }, made);
        Ok(())
    }

    /// Puts another session in place of this one, as one step of the history.
    pub fn replace(&mut self, label: &str, session: Session) {
        self.end_step();
        self.take_over(Step { label: label.to_owned(), question: None }, session);
    }

    /// Takes the last step back; returns what it was.
    pub fn undo(&mut self) -> Option<Step> {
        let (step, session) = self.history.undo(&self.session)?;
        self.go_back_to(session);
        Some(step)
    }

    /// Makes the step that was taken back again; returns what it was.
    pub fn redo(&mut self) -> Option<Step> {
        let (step, session) = self.history.redo(&self.session)?;
        self.go_back_to(session);
        Some(step)
    }

    /// Tells whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Ends a run of changes that would be undone together.
    pub fn end_step(&mut self) {
        self.history.end_step(&self.session);
    }

    /// Records that the result is shown: only if a ranking is seen, and not as a step that could be undone.
    pub fn see_result(&mut self) {
        let is_new = self.can_edit() && self.trial.is_none() && self.session.result_seen().is_none();
        if is_new && self.shows_ranking() && self.session.apply(Change::SeeResult, self.now).is_ok() {
            self.revision += 1;
        }
    }

    /// Tells whether [`NOTED`] is said before the result is shown: for the first time, while questions are open.
    pub fn warns_before_result(&self) -> bool {
        let is_first = self.can_edit() && self.trial.is_none() && self.session.result_seen().is_none();
        is_first && self.first_open().is_some() && self.shows_ranking()
    }

    /// Tells whether there is enough to go on for a ranking.
    pub fn shows_ranking(&self) -> bool {
        self.assessment().verdict.kind != VerdictKind::NotEnough
    }

    fn question_of<'a>(&'a self, change: &'a Change) -> Option<&'a Id> {
        match change {
            Change::Vote { .. } | Change::Reveal | Change::DropRound => self.session.round().map(|round| &round.question),
            _ => change.question(),
        }
    }

    /// Checks that something can be changed.
    ///
    /// # Errors
    /// The session is only shown.
    pub fn check_editable(&self) -> Result<(), NotDone> {
        match &self.file.read_only {
            Some(reason) => Err(NotDone::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    fn made(&self, base: &Session, changes: impl IntoIterator<Item = Change>) -> Result<Session, NotDone> {
        let mut made = base.clone();
        changes.into_iter().try_for_each(|change| made.apply(change, self.now))?;
        Ok(made)
    }

    fn take_over(&mut self, step: Step, made: Session) {
        if made != self.session {
            let before = std::mem::replace(&mut self.session, made);
            self.history.push(step, before);
            self.revision += 1;
        }
    }

    fn go_back_to(&mut self, session: Session) {
        self.session.go_back_to(session, self.now);
        self.revision += 1;
    }

    /// Returns what a step on a question is called: `answer to Time`.
    fn label(&self, what: &str, question: &Id) -> String {
        format!("{what} {}", self.session.questionnaire().label(question))
    }
}
