//! The walk: which questions are asked, in which order, and where it leads from each.

use super::{NotDone, Sitting};
use crate::order::sort_by_key;
use crate::questionnaire::{Id, Question};
use crate::session::{Answer, AnswerMode, Session};

/// A place where the walk stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waypoint {
    /// What is decided, and by whom.
    Setup,
    /// A question.
    Question(Id),
    /// What all ballots agree on, to be confirmed at once.
    Agreed,
    /// The look back at all questions.
    Review,
}

impl Sitting {
    /// Returns where the sitting begins: a new session at the setup, one begun at its first open question, a finished
    /// one at the review.
    pub fn begin(&self) -> Waypoint {
        let is_new = || self.session.title().is_empty() && self.walk().iter().all(|question| self.session.is_open(&question.id));
        if !self.is_ballot() && is_new() { Waypoint::Setup } else { self.go_on() }
    }

    /// Returns the first open question, else the review.
    pub fn go_on(&self) -> Waypoint {
        self.first_open().map_or(Waypoint::Review, Waypoint::Question)
    }

    /// Returns the questions the walk asks, in its order: after ballots or a live vote, those with differing votes come first and those
    /// on which everybody agrees last.
    pub fn walk(&self) -> Vec<&Question> {
        let questions = self.session.questionnaire().questions();
        let mut asked: Vec<_> = questions.iter().filter(|question| self.session.is_asked(question)).collect();
        if self.begins_with_votes() {
            sort_by_key(&mut asked, |question| AskingOrder::of(&self.session, &question.id));
        }
        asked
    }

    /// Returns the first question of the walk that is open.
    pub fn first_open(&self) -> Option<Id> {
        self.walk().into_iter().find(|question| self.session.is_open(&question.id)).map(|question| question.id.clone())
    }

    /// Returns the questions of the walk without an answer and without votes.
    pub fn untouched(&self) -> Vec<&Question> {
        let is_untouched = |question: &&Question| self.session.answer(&question.id).is_none() && self.session.votes(&question.id).is_none();
        self.walk().into_iter().filter(is_untouched).collect()
    }

    /// Returns the questions on which everybody agrees and which the team has not confirmed.
    pub fn agreed_unconfirmed(&self) -> Vec<&Question> {
        let waits = |question: &&Question| self.session.answer(&question.id).is_none() && self.session.unanimous(&question.id).is_some();
        self.walk().into_iter().filter(waits).collect()
    }

    /// Returns the questions without an answer on which the votes differ: those worth talking about.
    pub fn apart(&self) -> Vec<&Question> {
        let differ = |question: &&Question| {
            self.session.answer(&question.id).is_none() && AskingOrder::of(&self.session, &question.id) == AskingOrder::Differ
        };
        self.walk().into_iter().filter(differ).collect()
    }

    /// Confirms, as one step, every answer on which everybody agrees; returns how many.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn confirm_agreed(&mut self) -> Result<usize, NotDone> {
        let agreed = self.agreed_unconfirmed().into_iter();
        let agreed: Vec<(Id, Id)> =
            agreed.filter_map(|question| Some((question.id.clone(), self.session.unanimous(&question.id)?.clone()))).collect();
        let count = agreed.len();
        self.end_step();
        for (question, choice) in agreed {
            self.amend("agreed answers", crate::session::Change::Answer(question, Answer::Choice(choice)))?;
        }
        Ok(count)
    }

    /// Returns where the walk begins after the setup and the priorities.
    pub fn first(&self) -> Waypoint {
        self.unconfirmed_walk().into_iter().next().map_or_else(|| self.after_last(), Waypoint::Question)
    }

    /// Returns where the walk leads from a question.
    pub fn after(&self, question: &Id) -> Waypoint {
        let next = self.unconfirmed_walk().into_iter().skip_while(|other| other != question).nth(1);
        next.map_or_else(|| self.after_last(), Waypoint::Question)
    }

    /// Returns the question before this one; without one, the last of all. `None` if this is the first.
    pub fn before(&self, question: Option<&Id>) -> Option<Id> {
        self.unconfirmed_walk().into_iter().take_while(|other| Some(other) != question).last()
    }

    /// Tells whether all votes come before the talk: then the walk leads to where they differ.
    fn begins_with_votes(&self) -> bool {
        matches!(self.session.mode(), AnswerMode::FromBallots | AnswerMode::OnDevices)
    }

    fn after_last(&self) -> Waypoint {
        let waits = self.begins_with_votes() && !self.agreed_unconfirmed().is_empty();
        if waits { Waypoint::Agreed } else { Waypoint::Review }
    }

    /// The walk without what waits to be confirmed at once.
    fn unconfirmed_walk(&self) -> Vec<Id> {
        let agreed = if self.begins_with_votes() { self.agreed_unconfirmed() } else { Vec::new() };
        let is_agreed = |question: &&Question| agreed.iter().any(|other| other.id == question.id);
        self.walk().into_iter().filter(|question| !is_agreed(question)).map(|question| question.id.clone()).collect()
    }
}

/// How far the votes on a question agree; the order is that of a walk from ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum AskingOrder {
    Differ,
    Unclear,
    Unanimous,
}

impl AskingOrder {
    fn of(session: &Session, question: &Id) -> Self {
        match session.agreement(question) {
            crate::session::Agreement::Differ => Self::Differ,
            _ if session.unanimous(question).is_some() => Self::Unanimous,
            _ => Self::Unclear,
        }
    }
}
