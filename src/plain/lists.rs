//! The review, the priorities, and what can be done at every prompt of a session.

use super::command::{At, Command, Line, help, understand};
use super::question::{Then, parse_importance, steps};
use super::talk::Stop;
use super::{Plain, Topic, sentence};
use crate::questionnaire::Question;
use crate::report::words::{Basis, Words, count};
use crate::text::capitalized;

impl Plain<'_> {
    pub(super) fn review(&mut self) -> Result<Topic, Stop> {
        self.show_review()?;
        self.offer_ballots()?;
        let prompt = "Number to open that question, Enter for the result, c close, ? help, q quit:";
        self.ask_in_list(&Topic::Review, prompt, Topic::Result)
    }

    /// Shows a finished ballot; Enter leaves.
    pub(super) fn review_ballot(&mut self) -> Result<Topic, Stop> {
        let session = self.session().clone();
        let assessment = self.sitting.assessment();
        let words = Words::new(&session, &assessment);
        self.talk.say(&format!("Your ballot. {}.", self.sitting.standing()))?;
        for (number, question) in (1..).zip(session.questionnaire().questions()) {
            self.talk.say(&format!("{number}. {}: {}.", question.label, words.answer(question)))?;
        }
        loop {
            let line = self.talk.ask("Number to open that question, Enter or q when done:")?;
            let then = match understand(&line, At::Ballot) {
                Line::Empty | Line::Command(Command::Next | Command::Leave, _) => return Err(Stop::Left),
                Line::Number(number, "") => self.open(number, &Topic::Review)?,
                Line::Command(Command::Back, _) => Then::Go(self.last_question()),
                Line::Command(command @ (Command::Undo | Command::Redo), rest) => self.anywhere(command, rest)?,
                Line::Command(_, _) | Line::Number(..) | Line::Unclear => {
                    self.talk.say("Type a number, Enter or q.")?;
                    Then::Ask
                }
            };
            if let Then::Go(place) = then {
                return Ok(place);
            }
        }
    }

    /// Offers what everybody agrees on to be confirmed at once.
    pub(super) fn agreed(&mut self) -> Result<Topic, Stop> {
        let agreed = self.sitting.agreed_unconfirmed();
        let mut lines = vec![format!("All votes agree on {}:", count(agreed.len(), "question", "questions"))];
        for question in agreed {
            let choice = self.session().unanimous(&question.id).and_then(|choice| question.choice(choice));
            lines.push(format!("{} {}", question.ask, choice.map_or("", |choice| &choice.text)));
        }
        lines.iter().try_for_each(|line| self.talk.say(line))?;
        if self.yes("Confirm them all? y or n [y]:", Some(true))? {
            let confirmed = self.sitting.confirm_agreed();
            if let Some(number) = self.keep(confirmed)? {
                self.talk.say(&format!("{} confirmed.", count(number, "answer", "answers")))?;
            }
        }
        Ok(Topic::Review)
    }

    pub(super) fn priorities(&mut self) -> Result<Topic, Stop> {
        self.talk.say("Priorities: how much each question counts. Set them before answering.")?;
        let questionnaire = self.session().shared_questionnaire();
        for (number, question) in (1..).zip(questionnaire.questions()) {
            let step = self.session().importance(question);
            let changed = if self.session().importance_changed(&question.id) { ", changed" } else { "" };
            self.talk.say(&format!("{number}. {} {}{changed}.", question.ask, step.label()))?;
        }
        self.talk.say(&format!("The steps are {}.", steps()))?;
        let next = self.sitting.go_on().into();
        self.ask_in_list(&Topic::Priorities, "Question number and step, such as 5 high; Enter to go on, ? help, q quit:", next)
    }

    /// Takes lines until one leads elsewhere. A number opens a question; followed by a step, it sets its importance.
    fn ask_in_list(&mut self, here: &Topic, prompt: &str, next: Topic) -> Result<Topic, Stop> {
        loop {
            let line = self.talk.ask(prompt)?;
            let then = match understand(&line, At::List) {
                Line::Empty | Line::Command(Command::Next, _) => return Ok(next),
                Line::Number(number, "") => self.open(number, here)?,
                Line::Number(number, step) => self.set_importance_of(number, step)?,
                Line::Command(Command::Importance, rest) => self.set_importance_from(rest)?,
                Line::Command(Command::Back, _) => return Ok(self.last_question()),
                Line::Command(Command::Help, _) => {
                    help(&mut self.talk, At::List, "A number: open that question; with a step behind it, set its importance.")?;
                    Then::Ask
                }
                Line::Command(Command::FollowUp, rest) => {
                    self.add_follow_up(None, rest)?;
                    Then::Ask
                }
                Line::Command(command, rest) => self.anywhere(command, rest)?,
                Line::Unclear => {
                    self.talk.say(&format!("I do not understand \"{line}\". Type a number, Enter to go on, or ? for help."))?;
                    Then::Ask
                }
            };
            match then {
                Then::Ask => {}
                Then::Show => return Ok(here.clone()),
                Then::Go(place) => return Ok(place),
            }
        }
    }

    pub(super) fn open(&mut self, number: usize, from: &Topic) -> Result<Then, Stop> {
        if let Some(id) = self.numbered_question(number) {
            return Ok(Then::Go(Topic::Question(id, Some(Box::new(from.clone())))));
        }
        self.talk
            .say(&format!("There is no question {number}: they go from 1 to {}.", self.session().questionnaire().questions().len()))?;
        Ok(Then::Ask)
    }

    fn set_importance_from(&mut self, rest: &str) -> Result<Then, Stop> {
        match rest.split_once(' ').map(|(number, step)| (number.parse(), step)) {
            Some((Ok(number), step)) => self.set_importance_of(number, step),
            Some((Err(_), _)) | None => {
                self.talk.say(&format!("Type a question number and a step: {}.", steps()))?;
                Ok(Then::Ask)
            }
        }
    }

    fn set_importance_of(&mut self, number: usize, step: &str) -> Result<Then, Stop> {
        match (self.numbered_question(number), parse_importance(step)) {
            (Some(id), Some(step)) => self.record_importance(&id, |_| step)?,
            (None, _) => return self.open(number, &Topic::Review),
            (Some(_), None) => self.talk.say(&format!("I do not understand \"{step}\". The steps are {}.", steps()))?,
        }
        Ok(Then::Ask)
    }

    fn last_question(&self) -> Topic {
        self.sitting.before(None).map_or(Topic::Setup, |question| Topic::Question(question, None))
    }

    fn show_review(&mut self) -> Result<(), Stop> {
        let session = self.session().clone();
        let assessment = self.sitting.assessment();
        let words = Words::new(&session, &assessment);
        self.talk.say(&format!("Review. {} {}.", sentence(words.title()), self.sitting.standing()))?;
        let mut section = None;
        for (number, question) in (1..).zip(session.questionnaire().questions()) {
            if question.section != section {
                section.clone_from(&question.section);
                let title = section.as_ref().and_then(|id| session.questionnaire().section(id)).map(|section| section.title.as_str());
                self.talk.pause()?;
                self.talk.say(title.unwrap_or("Other questions"))?;
            }
            self.talk.say(&format!("{number}. {}", reviewed(words, question)))?;
        }
        self.talk.pause()
    }
}

/// Returns a question of the review with its answer, importance and marks.
fn reviewed(words: Words, question: &Question) -> String {
    let id = &question.id;
    let mut parts = vec![format!("{}: {}.", question.label, words.answer(question))];
    parts.push(format!("Importance {}.", words.session.importance(question).label()));
    match words.basis(id) {
        basis @ (Basis::Assumption | Basis::Split) => parts.push(format!("{}.", capitalized(basis.label()))),
        Basis::Fact | Basis::Voted | Basis::Unknown | Basis::Open | Basis::NotApplicable => {}
    }
    parts.extend(words.leans(id).map(|family| format!("Leans {family}.")));
    let dissent: Vec<&str> = words.session.dissent(id).iter().map(|(name, _)| *name).collect();
    if !dissent.is_empty() {
        parts.push(format!("Dissent: {}.", dissent.join(", ")));
    }
    if !words.session.note(id).is_empty() {
        parts.push("Has a note.".to_owned());
    }
    let follow_ups = words.session.follow_ups().iter().filter(|follow_up| follow_up.question.as_ref() == Some(id)).count();
    if follow_ups > 0 {
        parts.push(format!("{}.", count(follow_ups, "follow-up", "follow-ups")));
    }
    parts.join(" ")
}
