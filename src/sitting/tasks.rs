//! Follow-ups: what to do, who does it, by when; and who finds out what nobody knows yet.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{NotDone, Sitting};
use crate::questionnaire::Id;
use crate::session::{Change, FollowUp, WhoAndWhen, parse_who_and_when};

/// A follow-up that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The question it belongs to, if any.
    pub question: Option<Id>,
    /// Where it stands in the list, once there is one.
    place: Option<usize>,
    /// It was in the list before: it keeps its place even while it is empty.
    is_old: bool,
}

impl Sitting {
    /// Returns the day on which people sit here.
    pub fn today(&self) -> Date {
        self.now.to_zoned(TimeZone::UTC).date()
    }

    /// Begins a new follow-up.
    pub fn new_task(question: Option<Id>) -> Task {
        Task { question, place: None, is_old: false }
    }

    /// Opens the follow-up at `place`.
    pub fn open_task(&self, place: usize) -> Task {
        let question = self.session.follow_ups().get(place).and_then(|task| task.question.clone());
        Task { question, place: Some(place), is_old: true }
    }

    /// Opens the follow-up that says who finds out the answer to `question`, or begins one. What somebody else is to do
    /// for the question is not touched.
    pub fn open_find_out(&self, question: &Id) -> Task {
        let ours = self.what_to_find_out(Some(question));
        let is_waiting = |task: &FollowUp| task.question.as_ref() == Some(question) && !task.done && task.what == ours;
        let place = self.session.follow_ups().iter().position(is_waiting);
        place.map_or_else(|| Self::new_task(Some(question.clone())), |place| self.open_task(place))
    }

    /// Returns the follow-up as it stands, once there is one.
    pub fn follow_up(&self, task: &Task) -> Option<&FollowUp> {
        self.session.follow_ups().get(task.place?)
    }

    /// Takes who finds out, and by when, from `line`. If a part of it was not taken, returns why.
    ///
    /// # Errors
    /// Nothing may be changed, or a text is too long.
    pub fn find_out(&mut self, task: &mut Task, line: &str) -> Result<Option<String>, NotDone> {
        let WhoAndWhen { what, owner, due, trouble } = parse_who_and_when(line, self.session.participants(), self.today());
        let follow_up = FollowUp { question: task.question.clone(), what: what.unwrap_or_default(), owner, due, done: false };
        self.put_follow_up(task, follow_up)?;
        Ok(trouble.map(|trouble| trouble.to_string()))
    }

    /// Writes a follow-up into the list. Joins the last step if that was a follow-up, too.
    ///
    /// # Errors
    /// Nothing may be changed, or a text is too long.
    pub fn put_follow_up(&mut self, task: &mut Task, follow_up: FollowUp) -> Result<(), NotDone> {
        let is_blank = is_blank(&follow_up);
        let completed = self.completed(follow_up);
        match task.place {
            None if is_blank => {}
            None => {
                self.amend("follow-up", Change::AddFollowUp(completed))?;
                task.place = Some(self.session.follow_ups().len() - 1);
            }
            Some(place) if is_blank && !task.is_old => {
                self.amend("follow-up", Change::RemoveFollowUp(place))?;
                task.place = None;
            }
            Some(place) => {
                let done = self.session.follow_ups().get(place).is_some_and(|old| old.done);
                self.amend("follow-up", Change::EditFollowUp(place, FollowUp { done, ..completed }))?;
            }
        }
        Ok(())
    }

    /// Closes a follow-up that now says `left`; one that was in the list and is empty now is removed.
    pub fn close_task(&mut self, task: &Task, left: &FollowUp) {
        if let Some(place) = task.place.filter(|_| is_blank(left)) {
            // It was just edited: it can be removed as well.
            drop(self.amend("follow-up", Change::RemoveFollowUp(place)));
        }
        self.end_step();
    }

    /// Adds what to do if nobody said it, and names the owner as the list of participants does.
    fn completed(&self, follow_up: FollowUp) -> FollowUp {
        let what = if follow_up.what.trim().is_empty() { self.what_to_find_out(follow_up.question.as_ref()) } else { follow_up.what };
        let known = |owner: String| self.session.participant(&owner).map_or(owner.clone(), |person| person.name.clone());
        FollowUp { what, owner: follow_up.owner.map(known), ..follow_up }
    }

    fn what_to_find_out(&self, question: Option<&Id>) -> String {
        let asked = question.and_then(|question| self.session.questionnaire().question(question));
        asked.map_or_else(|| "Find out".to_owned(), |asked| format!("Find out: {}", asked.ask))
    }
}

fn is_blank(follow_up: &FollowUp) -> bool {
    follow_up.what.trim().is_empty() && follow_up.owner.is_none() && follow_up.due.is_none()
}
