//! Tries changes on a copy: nothing is saved until it is kept.

use super::Plain;
use super::command::{At, Command, Line, help, understand};
use super::question::{parse_importance, steps};
use super::result::{moved, show_result};
use super::talk::Stop;
use crate::questionnaire::Id;
use crate::session::{Answer, Change, Session};

/// What was tried so far.
struct Trial {
    session: Session,
    changes: Vec<Change>,
}

impl Plain<'_> {
    /// Takes changes until they are dropped or kept.
    pub(super) fn what_if(&mut self) -> Result<(), Stop> {
        self.talk.pause()?;
        self.talk.say("What if: changes on a copy. Type a question number and an answer, such as 5 2, or i 5 high.")?;
        let mut trial = Trial { session: self.session.clone(), changes: Vec::new() };
        let mut shown = self.shown.clone();
        loop {
            let line = self.talk.ask("Question and answer, i for importance, s keeps it, Enter drops it, ? help, q quit:")?;
            let change = match understand(&line, At::WhatIf) {
                Line::Empty | Line::Command(Command::Back | Command::Next, _) => {
                    return self.talk.say("Dropped: everything is as it was.");
                }
                Line::Command(Command::Keep, _) => return self.keep(trial),
                Line::Command(Command::Leave, _) => return Err(Stop::Left),
                Line::Command(Command::Help, _) => {
                    help(&mut self.talk, At::WhatIf, "NUMBER ANSWER: give that question that answer; 0 for we don't know.")?;
                    continue;
                }
                Line::Command(Command::Undo, _) => {
                    trial.changes.pop();
                    trial = self.replay(trial.changes);
                    None
                }
                Line::Command(Command::Result, _) => None,
                Line::Number(number, answer) => Some(self.tried_answer(number, answer)),
                Line::Command(Command::Importance, rest) => Some(self.tried_importance(rest)),
                Line::Command(_, _) | Line::Unclear => Some(Err(format!("I do not understand \"{line}\"."))),
            };
            match change {
                Some(Err(why)) => {
                    self.talk.say(&format!("{why} Type 5 2 for answer 2 to question 5, i 5 high, Enter, or ? for help."))?;
                    continue;
                }
                Some(Ok(change)) => {
                    trial.changes.push(change);
                    trial = self.replay(trial.changes);
                }
                None => {}
            }
            let now = show_result(&mut self.talk, &trial.session)?;
            if let Some(before) = shown.replace(now.clone()) {
                moved(&trial.session, &before, &now).iter().try_for_each(|line| self.talk.say(line))?;
            }
        }
    }

    /// Makes the changes on a fresh copy.
    fn replay(&self, changes: Vec<Change>) -> Trial {
        let mut session = self.session.clone();
        let made = |change: &Change| session.apply(change.clone(), (self.now)()).is_ok();
        let changes = changes.into_iter().filter(made).collect();
        Trial { session, changes }
    }

    /// Makes the changes on the session itself, where they are logged and saved.
    fn keep(&mut self, trial: Trial) -> Result<(), Stop> {
        for change in trial.changes {
            if !self.change(change)? {
                return Ok(());
            }
        }
        self.talk.say("Kept.")
    }

    fn tried_answer(&self, number: usize, answer: &str) -> Result<Change, String> {
        let id = self.numbered_question(number).ok_or_else(|| format!("There is no question {number}."))?;
        let questionnaire = self.session.questionnaire();
        let choices = questionnaire.question(&id).map_or([].as_slice(), |question| &question.choices);
        match answer.parse::<usize>() {
            Ok(0) => Ok(Change::Answer(id, Answer::Unknown)),
            Ok(place) => match choices.get(place - 1) {
                Some(choice) => Ok(Change::Answer(id, Answer::Choice(choice.id.clone()))),
                None => Err(format!("Question {number} has the answers 0 to {}.", choices.len())),
            },
            Err(_) => Err(format!("\"{answer}\" is no answer.")),
        }
    }

    fn tried_importance(&self, rest: &str) -> Result<Change, String> {
        let (number, step) = rest.split_once(' ').unwrap_or((rest, ""));
        let id: Option<Id> = number.parse().ok().and_then(|number| self.numbered_question(number));
        match (id, parse_importance(step)) {
            (Some(id), Some(step)) => Ok(Change::Importance(id, step)),
            (Some(_) | None, _) => Err(format!("The steps are {}.", steps())),
        }
    }
}
