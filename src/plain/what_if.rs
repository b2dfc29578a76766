//! Tries changes on a copy: nothing is saved until it is kept.

use std::fmt;

use super::command::{At, Command, Line, help, understand};
use super::question::{parse_importance, steps};
use super::result::{moved, show_result};
use super::talk::Stop;
use super::{Plain, sentence};
use crate::questionnaire::Id;
use crate::session::Answer;
use crate::sitting::NotDone;

/// Why a line of the what-if was not tried.
enum NotTried {
    /// It says nothing that can be tried.
    Unclear(String),
    /// There is no question of that number.
    NoQuestion(usize),
    /// It names no answer.
    NoAnswer(String),
    /// The question of that number has only so many answers.
    NoSuchAnswer(usize, usize),
    /// It names no step of importance.
    NoStep,
    /// The session refuses it.
    NotDone(NotDone),
}

impl fmt::Display for NotTried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear(line) => write!(f, "I do not understand \"{line}\"."),
            Self::NoQuestion(number) => write!(f, "There is no question {number}."),
            Self::NoAnswer(text) => write!(f, "\"{text}\" is no answer."),
            Self::NoSuchAnswer(number, most) => write!(f, "Question {number} has the answers 0 to {most}."),
            Self::NoStep => write!(f, "The steps are {}.", steps()),
            Self::NotDone(why) => f.write_str(&sentence(&why.to_string())),
        }
    }
}

impl Plain<'_> {
    /// Takes changes until they are dropped or kept.
    pub(super) fn what_if(&mut self) -> Result<(), Stop> {
        self.talk.pause()?;
        self.talk.say("What if: changes on a copy. Type a question number and an answer, such as 5 2, or i 5 high.")?;
        self.sitting.start_trial();
        let ended = self.try_changes();
        // A trial that is left by leaving the program is dropped.
        drop(self.sitting.end_trial(false));
        ended
    }

    fn try_changes(&mut self) -> Result<(), Stop> {
        let mut shown = self.shown.clone();
        loop {
            let line = self.talk.ask("Question and answer, i for importance, s keeps it, Enter drops it, ? help, q quit:")?;
            let tried = match understand(&line, At::WhatIf) {
                Line::Empty | Line::Command(Command::Back | Command::Next, _) => return self.end_trial(false).map(drop),
                Line::Command(Command::Keep, _) => {
                    if self.end_trial(true)? {
                        return Ok(());
                    }
                    continue;
                }
                Line::Command(Command::Leave, _) => return Err(Stop::Left),
                Line::Command(Command::Help, _) => {
                    help(&mut self.talk, At::WhatIf, "NUMBER ANSWER: give that question that answer; 0 for we don't know.")?;
                    continue;
                }
                Line::Command(Command::Undo, _) => {
                    self.sitting.undo();
                    Ok(())
                }
                Line::Command(Command::Result, _) => Ok(()),
                Line::Number(number, answer) => self.try_answer(number, answer),
                Line::Command(Command::Importance, rest) => self.try_importance(rest),
                Line::Command(_, _) | Line::Unclear => Err(NotTried::Unclear(line)),
            };
            if let Err(why) = tried {
                self.talk.say(&format!("{why} Type 5 2 for answer 2 to question 5, i 5 high, Enter, or ? for help."))?;
                continue;
            }
            let now = show_result(&mut self.talk, self.sitting.session())?;
            if let Some(before) = shown.replace(now.clone()) {
                moved(self.sitting.session(), &before, &now).iter().try_for_each(|line| self.talk.say(line))?;
            }
        }
    }

    /// Ends the what-if; tells whether it could.
    fn end_trial(&mut self, keep: bool) -> Result<bool, Stop> {
        let ended = self.sitting.end_trial(keep);
        let ended = self.keep(ended)?;
        ended.map_or(Ok(false), |ended| self.talk.say(&sentence(ended.said())).map(|()| true))
    }

    fn try_answer(&mut self, number: usize, answer: &str) -> Result<(), NotTried> {
        let id = self.numbered_question(number).ok_or(NotTried::NoQuestion(number))?;
        let questionnaire = self.session().questionnaire();
        let choices = questionnaire.question(&id).map_or([].as_slice(), |question| &question.choices);
        let number_of_answer: usize = answer.parse().map_err(|_| NotTried::NoAnswer(answer.to_owned()))?;
        let answer = match number_of_answer.checked_sub(1).map(|place| choices.get(place)) {
            None => Answer::Unknown,
            Some(Some(choice)) => Answer::Choice(choice.id.clone()),
            Some(None) => return Err(NotTried::NoSuchAnswer(number, choices.len())),
        };
        self.sitting.answer(&id, answer).map(drop).map_err(NotTried::NotDone)
    }

    fn try_importance(&mut self, rest: &str) -> Result<(), NotTried> {
        let (number, step) = rest.split_once(' ').unwrap_or((rest, ""));
        let id: Option<Id> = number.parse().ok().and_then(|number| self.numbered_question(number));
        match (id, parse_importance(step)) {
            (Some(id), Some(step)) => self.sitting.shift_importance(&id, |_| step).map_err(NotTried::NotDone),
            (Some(_) | None, _) => Err(NotTried::NoStep),
        }
    }
}
