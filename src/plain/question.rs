//! One question at a time: shows it, takes one line, goes on.

mod edit;
mod show;

use super::command::{At, Command, Line, help, understand};
use super::setup::kept;
use super::talk::Stop;
use super::{Plain, Topic, sentence};
use crate::questionnaire::Id;
use crate::session::{Answer, Change, parse_who_and_when};

pub(super) use edit::{parse_importance, steps};

/// What to do after a line was dealt with.
pub(super) enum Then {
    /// Ask for the next line.
    Ask,
    /// Show the place again, and ask.
    Show,
    /// Go there.
    Go(Topic),
}

impl Plain<'_> {
    pub(super) fn question(&mut self, id: &Id, from: Option<&Topic>) -> Result<Topic, Stop> {
        loop {
            self.show_question(id)?;
            if self.sitting.is_voting_due(id) {
                self.vote(id, "")?;
            }
            loop {
                match self.take_line(id, from)? {
                    Then::Ask => {}
                    Then::Show => break self.talk.pause()?,
                    Then::Go(place) => {
                        self.keeper.settle();
                        return Ok(place);
                    }
                }
            }
        }
    }

    fn at(&self) -> At {
        if self.is_ballot() { At::Ballot } else { At::Question }
    }

    fn take_line(&mut self, id: &Id, from: Option<&Topic>) -> Result<Then, Stop> {
        let Some(choices) = self.session().questionnaire().question(id).map(|question| question.choices.len()) else {
            return Ok(Then::Go(Topic::Review));
        };
        let line = self.talk.ask(&self.question_prompt(id, choices))?;
        match understand(&line, self.at()) {
            Line::Empty => Ok(Then::Go(self.after(id, from))),
            Line::Number(number, note) if note.is_empty() || note.chars().any(char::is_alphabetic) => self.choose(id, number, note, from),
            Line::Command(command, rest) => self.on_question(id, from, command, rest),
            Line::Number(..) | Line::Unclear => {
                self.talk.say(&format!("I do not understand \"{line}\". Type 0 to {choices}, Enter to go on, or ? for help."))?;
                Ok(Then::Ask)
            }
        }
    }

    /// Chooses an answer; what follows its number becomes the note.
    fn choose(&mut self, id: &Id, number: usize, note: &str, from: Option<&Topic>) -> Result<Then, Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let choices = questionnaire.question(id).map_or([].as_slice(), |question| &question.choices);
        let Some(choice) = number.checked_sub(1).and_then(|place| choices.get(place)) else {
            self.talk.say(&format!("There is no answer {number} here. Type 0 to {}, Enter to go on, or ? for help.", choices.len()))?;
            return Ok(Then::Ask);
        };
        let made = self.sitting.answer(id, Answer::Choice(choice.id.clone()));
        let Some(changed) = self.keep(made)? else { return Ok(Then::Ask) };
        self.say_saved(changed)?;
        if !note.is_empty() {
            self.add_note(id, note)?;
        }
        Ok(Then::Go(self.after(id, from)))
    }

    /// Records an answer and goes on, unless it was refused.
    fn answer(&mut self, id: &Id, answer: Answer, from: Option<&Topic>) -> Result<Then, Stop> {
        let made = self.sitting.answer(id, answer);
        let Some(changed) = self.keep(made)? else { return Ok(Then::Ask) };
        self.say_saved(changed)?;
        Ok(Then::Go(self.after(id, from)))
    }

    fn say_saved(&mut self, changed: Option<String>) -> Result<(), Stop> {
        match (changed, &self.sitting.file.problem) {
            (Some(changed), _) => self.talk.say(&sentence(&changed)),
            (None, None) => self.talk.say("Saved."),
            (None, Some(_)) => Ok(()),
        }
    }

    fn on_question(&mut self, id: &Id, from: Option<&Topic>, command: Command, rest: &str) -> Result<Then, Stop> {
        match command {
            Command::Unknown => return self.do_not_know(id, rest, from),
            Command::NotApplicable => {
                let reason = if rest.is_empty() { self.ask_why_not(id)? } else { rest.to_owned() };
                return self.answer(id, Answer::NotApplicable(reason), from);
            }
            Command::Open => {
                if self.change(&format!("answer to {}", self.session().questionnaire().label(id)), Change::ClearAnswer(id.clone()))? {
                    self.talk.say("The question is open again.")?;
                }
            }
            Command::Raise | Command::Lower => self.step_importance(id, command == Command::Raise)?,
            Command::Importance => self.set_importance(id, rest)?,
            Command::Note => self.set_note(id, rest)?,
            Command::Assume => self.toggle_assumption(id)?,
            Command::Lift => self.lift(id, rest)?,
            Command::FollowUp => self.add_follow_up(Some(id), rest)?,
            Command::Why => self.explain(id)?,
            Command::Worksheet => self.worksheets(id, rest)?,
            Command::Vote => return self.vote(id, rest),
            Command::Dissent => self.add_dissent(id, rest)?,
            Command::Back => return Ok(self.before(id, from)),
            Command::Next => return Ok(Then::Go(self.after(id, from))),
            Command::Help => {
                let choices = self.session().questionnaire().question(id).map_or(0, |question| question.choices.len());
                let at = self.at();
                help(&mut self.talk, at, &format!("1 to {choices}: choose that answer and go on."))?;
            }
            Command::Alternatives
            | Command::Merge
            | Command::Page
            | Command::Devices
            | Command::Undo
            | Command::Redo
            | Command::Setup
            | Command::Priorities
            | Command::Overview
            | Command::Result
            | Command::WhatIf
            | Command::Keep
            | Command::Export
            | Command::Summary
            | Command::Close
            | Command::Leave => return self.anywhere(command, rest),
        }
        Ok(Then::Ask)
    }

    fn ask_why_not(&mut self, id: &Id) -> Result<String, Stop> {
        let present = match self.session().answer(id) {
            Some(Answer::NotApplicable(reason)) => reason.clone(),
            Some(Answer::Choice(_) | Answer::Unknown) | None => String::new(),
        };
        let asked = if present.is_empty() { " (Enter for no reason)".to_owned() } else { kept(&present) };
        let reason = self.ask_text(&format!("Why does it not apply?{asked}"))?;
        Ok(if reason.is_empty() { present } else { reason })
    }

    /// Returns where Enter leads: back to the list from which the question was opened, else to the next question.
    fn after(&self, id: &Id, from: Option<&Topic>) -> Topic {
        if let Some(place) = from {
            return place.clone();
        }
        self.sitting.after(id).into()
    }

    fn before(&self, id: &Id, from: Option<&Topic>) -> Then {
        if let Some(place) = from {
            return Then::Go(place.clone());
        }
        let first = if self.is_ballot() { Topic::Review } else { Topic::Setup };
        Then::Go(self.sitting.before(Some(id)).map_or(first, |previous| Topic::Question(previous, None)))
    }

    fn do_not_know(&mut self, id: &Id, line: &str, from: Option<&Topic>) -> Result<Then, Stop> {
        let read = parse_who_and_when(line, self.session().participants(), self.sitting.today());
        if let Some(trouble) = read.trouble {
            self.talk.say(&sentence(&trouble.to_string()))?;
            return Ok(Then::Ask);
        }
        let made = self.sitting.answer(id, Answer::Unknown);
        let Some(changed) = self.keep(made)? else { return Ok(Then::Ask) };
        if line.is_empty() || changed.is_some() {
            self.say_saved(changed)?;
        }
        if line.is_empty() && !self.is_ballot() {
            self.talk.say("To say who finds out, and by when: go back with b, then 0 Bo, friday.")?;
        }
        if !line.is_empty() {
            self.find_out(id, line)?;
        }
        Ok(Then::Go(self.after(id, from)))
    }
}
