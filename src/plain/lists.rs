//! The review, the priorities, and what can be done at every prompt of a session.

use super::command::{At, Command, Line, help, understand};
use super::question::{Then, parse_importance, steps};
use super::setup::capitalized;
use super::talk::Stop;
use super::{Place, Plain, first_open, sentence};
use crate::questionnaire::Question;
use crate::report::words::{Basis, Words, count, join, label};
use crate::scoring::{Standing, assess, standing};
use crate::session::ballot::{Merged, Refused, merge};

impl Plain<'_> {
    pub(super) fn review(&mut self) -> Result<Place, Stop> {
        self.show_review()?;
        self.offer_ballots()?;
        let prompt = "Number to open that question, Enter for the result, c close, ? help, q quit:";
        self.ask_in_list(&Place::Review, prompt, Place::Result)
    }

    /// Shows a finished ballot; Enter leaves.
    pub(super) fn review_ballot(&mut self) -> Result<Place, Stop> {
        let session = self.session.clone();
        let assessment = assess(&session);
        let words = Words::new(&session, &assessment);
        self.talk.say(&format!("Your ballot. {}.", progress(standing(&session))))?;
        for (number, question) in (1..).zip(session.questionnaire().questions()) {
            self.talk.say(&format!("{number}. {}: {}.", label(&question.id), words.answer(question)))?;
        }
        loop {
            let line = self.talk.ask("Number to open that question, Enter or q when done:")?;
            let then = match understand(&line, At::Ballot) {
                Line::Empty | Line::Command(Command::Next | Command::Leave, _) => return Err(Stop::Left),
                Line::Number(number, "") => self.open(number, &Place::Review)?,
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

    pub(super) fn priorities(&mut self) -> Result<Place, Stop> {
        self.talk.say("Priorities: how much each question counts. Set them before answering.")?;
        let questionnaire = self.session.shared_questionnaire();
        for (number, question) in (1..).zip(questionnaire.questions()) {
            let step = self.session.importance(question);
            let changed = if self.session.importance_changed(&question.id) { ", changed" } else { "" };
            self.talk.say(&format!("{number}. {} {}{changed}.", question.ask, step.label()))?;
        }
        self.talk.say(&format!("The steps are {}.", steps()))?;
        let next = first_open(&self.session).map_or(Place::Review, |id| Place::Question(id, None));
        self.ask_in_list(&Place::Priorities, "Question number and step, such as 5 high; Enter to go on, ? help, q quit:", next)
    }

    /// Takes lines until one leads elsewhere. A number opens a question; with a step behind it, it sets its importance.
    fn ask_in_list(&mut self, here: &Place, prompt: &str, next: Place) -> Result<Place, Stop> {
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

    pub(super) fn open(&mut self, number: usize, from: &Place) -> Result<Then, Stop> {
        if let Some(id) = self.numbered_question(number) {
            return Ok(Then::Go(Place::Question(id, Some(Box::new(from.clone())))));
        }
        self.talk.say(&format!("There is no question {number}: they go from 1 to {}.", self.session.questionnaire().questions().len()))?;
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
            (Some(id), Some(step)) => self.record_importance(&id, step)?,
            (None, _) => return self.open(number, &Place::Review),
            (Some(_), None) => self.talk.say(&format!("I do not understand \"{step}\". The steps are {}.", steps()))?,
        }
        Ok(Then::Ask)
    }

    fn last_question(&self) -> Place {
        super::asked(&self.session).last().map_or(Place::Setup, |question| Place::Question(question.id.clone(), None))
    }

    fn show_review(&mut self) -> Result<(), Stop> {
        let session = self.session.clone();
        let assessment = assess(&session);
        let words = Words::new(&session, &assessment);
        self.talk.say(&format!("Review. {} {}.", sentence(words.title()), progress(standing(&session))))?;
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

    /// Says which ballots lie in the folder, if any.
    pub(super) fn offer_ballots(&mut self) -> Result<(), Stop> {
        let ballots = self.keeper.ballots();
        if ballots.is_empty() {
            return Ok(());
        }
        self.talk.say(&format!("Ballots in this folder: {}. m at any question brings them in.", ballots.join(", ")))
    }

    /// Deals with a command that means the same at every prompt of a session.
    pub(super) fn anywhere(&mut self, command: Command, rest: &str) -> Result<Then, Stop> {
        let place = match command {
            Command::Undo | Command::Redo => return Ok(self.step_in_history(command == Command::Undo)?.map_or(Then::Ask, Then::Go)),
            Command::Setup => Place::Setup,
            Command::Priorities => Place::Priorities,
            Command::Overview if rest.is_empty() => Place::Review,
            Command::Overview => return self.open(rest.parse().unwrap_or(0), &Place::Review),
            Command::Result => Place::Result,
            Command::Close => Place::Close,
            Command::Leave => return Err(Stop::Left),
            Command::Merge => {
                self.merge()?;
                return Ok(Then::Ask);
            }
            Command::Export => {
                self.export()?;
                return Ok(Then::Ask);
            }
            Command::Summary => {
                self.summarize()?;
                return Ok(Then::Ask);
            }
            Command::Unknown
            | Command::NotApplicable
            | Command::Open
            | Command::Raise
            | Command::Lower
            | Command::Importance
            | Command::Note
            | Command::Assume
            | Command::Lift
            | Command::FollowUp
            | Command::Why
            | Command::Vote
            | Command::Dissent
            | Command::Next
            | Command::Back
            | Command::WhatIf
            | Command::Keep
            | Command::Help => {
                self.talk.say("That means nothing here; ? lists what does.")?;
                return Ok(Then::Ask);
            }
        };
        Ok(Then::Go(place))
    }

    pub(super) fn export(&mut self) -> Result<(), Stop> {
        match self.keeper.export(&self.session) {
            Ok(name) => self.talk.say(&format!("The record is written: {name}")),
            Err(why) => self.talk.say(&format!("The record is not written: {why}.")),
        }
    }

    fn summarize(&mut self) -> Result<(), Stop> {
        let assessment = assess(&self.session);
        let summary = Words::new(&self.session, &assessment).summary();
        self.talk.pause()?;
        for line in summary {
            self.talk.say(&line)?;
        }
        self.talk.pause()
    }

    /// Brings in ballots of the session's folder.
    fn merge(&mut self) -> Result<(), Stop> {
        let names = self.keeper.ballots();
        if names.is_empty() {
            return self.talk.say("There is no ballot (*.ballot.json) in the session's folder.");
        }
        for (number, name) in (1..).zip(&names) {
            self.talk.say(&format!("{number}. {name}"))?;
        }
        let line = self.ask_text(&format!("1 to {} brings that ballot in, a all, Enter none:", names.len()))?;
        let one = line.parse::<usize>().ok().and_then(|number| names.get(number.checked_sub(1)?));
        match (line.as_str(), one) {
            ("", _) => Ok(()),
            ("a" | "all", _) => self.merge_files(&names),
            (_, Some(name)) => self.merge_files(std::slice::from_ref(name)),
            (_, None) => self.talk.say(&format!("There is no ballot \"{line}\"; nothing was brought in.")),
        }
    }

    fn merge_files(&mut self, names: &[String]) -> Result<(), Stop> {
        if let Some(why) = self.keeper.read_only() {
            return self.talk.say(&format!("Not changed: {why}."));
        }
        let mut ballots = Vec::new();
        for name in names {
            match self.keeper.ballot(name) {
                Ok(ballot) => ballots.push(ballot),
                Err(why) => return self.talk.say(&format!("Nothing was brought in: {why}.")),
            }
        }
        match merge(&self.session, &ballots, (self.now)()) {
            Ok(merged) => {
                let before = std::mem::replace(&mut self.session, merged.session);
                self.done.push((self.place.clone(), before));
                self.undone.clear();
                self.save()?;
                for brought in &merged.report {
                    self.talk.say(&brought_in(brought))?;
                }
                Ok(())
            }
            Err(refused) => {
                let name = blamed(&refused).and_then(|place| names.get(place)).cloned().unwrap_or_default();
                self.talk.say(&format!("Nothing was brought in: {name}: {refused}.").replace(": :", ":"))
            }
        }
    }
}

/// Returns the place of the ballot that cannot be merged, if it is one.
pub(crate) fn blamed(refused: &Refused) -> Option<usize> {
    match refused {
        Refused::OtherQuestionnaire { ballot, .. } | Refused::Invalid { ballot, .. } => Some(*ballot),
        Refused::SameName { second, .. } => Some(*second),
        Refused::TooMany | Refused::TooLarge => None,
    }
}

/// Returns what a ballot brought, as a sentence.
pub(crate) fn brought_in(merged: &Merged) -> String {
    let who = if merged.is_new { format!("{} (new)", merged.name) } else { merged.name.clone() };
    let what = match merged.changed.len() {
        0 => "nothing new".to_owned(),
        number => count(number, "question", "questions"),
    };
    let left_out = join(merged.differing.iter().map(label));
    let left_out =
        if left_out.is_empty() { String::new() } else { format!(" Left out, because the question is another one there: {left_out}.") };
    format!("Brought in: {who}, {what}.{left_out}")
}

/// Returns how far a session is: `11 answered, 6 open, 2 unknown, 1 split`.
pub(super) fn progress(standing: Standing) -> String {
    let Standing { decided: _, answered, open, unknown, split } = standing;
    let all = [(answered, "answered"), (open, "open"), (unknown, "unknown"), (split, "split")];
    let parts = all.into_iter().filter(|(number, what)| *number > 0 || *what == "answered");
    parts.map(|(number, what)| format!("{number} {what}")).collect::<Vec<_>>().join(", ")
}

/// Returns a question of the review with its answer, importance and marks.
fn reviewed(words: Words, question: &Question) -> String {
    let id = &question.id;
    let mut parts = vec![format!("{}: {}.", label(id), words.answer(question))];
    parts.push(format!("Importance {}.", words.session.importance(question).label()));
    match words.basis(id) {
        basis @ (Basis::Assumption | Basis::Split) => parts.push(format!("{}.", capitalized(basis.label()))),
        Basis::Fact | Basis::Unknown | Basis::Open | Basis::NotApplicable => {}
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
