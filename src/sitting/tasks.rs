//! Follow-ups: what to do, who does it, by when; and who finds out what nobody knows yet.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Sitting;
use crate::questionnaire::Id;
use crate::session::{Change, FollowUp, WhoAndWhen, parse_who_and_when};

/// Who finds out the answer to a question: the follow-up that a line is typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindOut {
    question: Id,
    /// The follow-up before the line was opened.
    was: Option<FollowUp>,
    /// Where it stands, once there is one.
    place: Option<usize>,
}

impl FindOut {
    /// Returns the question.
    pub fn question(&self) -> &Id {
        &self.question
    }

    /// Returns where the follow-up stands in the list, once there is one.
    pub fn place(&self) -> Option<usize> {
        self.place
    }

    /// Returns the line to begin with: `Bo, 2026-12-24`.
    pub fn line(&self) -> String {
        let Some(was) = &self.was else { return String::new() };
        was.owner.clone().into_iter().chain(was.due.map(|due| due.to_string())).collect::<Vec<_>>().join(", ")
    }
}

impl Sitting {
    /// Returns the day on which people sit here.
    pub fn today(&self) -> Date {
        self.now.to_zoned(TimeZone::UTC).date()
    }

    /// Opens the line that says who finds out the answer to `question`, and by when. What somebody else is to do for the
    /// question is not touched by it.
    pub fn open_find_out(&self, question: &Id) -> FindOut {
        let ours = self.what_to_find_out(Some(question));
        let is_waiting = |task: &FollowUp| task.question.as_ref() == Some(question) && !task.done && task.what == ours;
        let place = self.session.follow_ups().iter().position(is_waiting);
        let was = place.and_then(|place| self.session.follow_ups().get(place)).cloned();
        FindOut { question: question.clone(), was, place }
    }

    /// Takes who finds out, and by when, from `line`. Returns why a part of it was not taken, if so.
    ///
    /// # Errors
    /// Nothing may be changed, or a text is too long.
    pub fn find_out(&mut self, task: &mut FindOut, line: &str) -> Result<Option<String>, String> {
        let WhoAndWhen { what, owner, due, trouble } = parse_who_and_when(line, self.session.participants(), self.today());
        let follow_up = FollowUp { question: Some(task.question.clone()), what: what.unwrap_or_default(), owner, due, done: false };
        task.place = self.put_follow_up(task.place, follow_up)?;
        Ok(trouble.map(|trouble| trouble.to_string()))
    }

    /// Adds a follow-up, or replaces the one at `place`; removes that if nothing is left of it. Joins the last step if
    /// that was a follow-up, too. Returns where it stands now.
    ///
    /// # Errors
    /// Nothing may be changed, or a text is too long.
    pub fn put_follow_up(&mut self, place: Option<usize>, follow_up: FollowUp) -> Result<Option<usize>, String> {
        let is_empty = follow_up.what.trim().is_empty() && follow_up.owner.is_none() && follow_up.due.is_none();
        let (change, place) = match (place, is_empty) {
            (None, true) => return Ok(None),
            (Some(place), true) => (Change::RemoveFollowUp(place), None),
            (Some(place), false) => {
                let done = self.session.follow_ups().get(place).is_some_and(|old| old.done);
                (Change::EditFollowUp(place, FollowUp { done, ..self.completed(follow_up) }), Some(place))
            }
            (None, false) => (Change::AddFollowUp(self.completed(follow_up)), Some(self.session.follow_ups().len())),
        };
        self.amend("follow-up", change)?;
        Ok(place)
    }

    /// Says what to do where nobody did, and names the owner as the participants' list does.
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
