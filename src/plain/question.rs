//! One question at a time: shows it, takes one line, goes on.

use super::command::{At, Command, Line, help, understand};
use super::setup::kept;
use super::talk::Stop;
use super::{Place, Plain, asked, sentence};
use crate::questionnaire::{Choice, Id, Importance, Question};
use crate::scoring::standing;
use crate::session::{Answer, Change, FollowUp, Mode, parse_follow_up};

/// What to do after a line was dealt with.
pub(super) enum Then {
    /// Ask for the next line.
    Ask,
    /// Show the place again, and ask.
    Show,
    /// Go there.
    Go(Place),
}

impl Plain<'_> {
    pub(super) fn question(&mut self, id: &Id, from: Option<&Place>) -> Result<Place, Stop> {
        loop {
            self.show_question(id)?;
            if self.is_voting_due(id) {
                self.vote_in_turns(id)?;
                self.show_votes(id)?;
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

    fn take_line(&mut self, id: &Id, from: Option<&Place>) -> Result<Then, Stop> {
        let Some(choices) = self.session.questionnaire().question(id).map(|question| question.choices.len()) else {
            return Ok(Then::Go(Place::Review));
        };
        let line = self.talk.ask(&self.question_prompt(id, choices))?;
        match understand(&line, self.at()) {
            Line::Empty => Ok(Then::Go(self.after(id, from))),
            Line::Number(number, "") => self.choose(id, number, from),
            Line::Command(command, rest) => self.on_question(id, from, command, rest),
            Line::Number(..) | Line::Unclear => {
                self.talk.say(&format!("I do not understand \"{line}\". Type 0 to {choices}, Enter to go on, or ? for help."))?;
                Ok(Then::Ask)
            }
        }
    }

    fn choose(&mut self, id: &Id, number: usize, from: Option<&Place>) -> Result<Then, Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let choices = questionnaire.question(id).map_or([].as_slice(), |question| &question.choices);
        let Some(choice) = number.checked_sub(1).and_then(|place| choices.get(place)) else {
            self.talk.say(&format!("There is no answer {number} here. Type 0 to {}, Enter to go on, or ? for help.", choices.len()))?;
            return Ok(Then::Ask);
        };
        self.answer(id, Answer::Choice(choice.id.clone()), from)
    }

    /// Records an answer and goes on, unless it was refused.
    fn answer(&mut self, id: &Id, answer: Answer, from: Option<&Place>) -> Result<Then, Stop> {
        if !self.change(Change::Answer(id.clone(), answer))? {
            return Ok(Then::Ask);
        }
        self.say_saved()?;
        Ok(Then::Go(self.after(id, from)))
    }

    pub(super) fn say_saved(&mut self) -> Result<(), Stop> {
        if self.not_saved.is_none() { self.talk.say("Saved.") } else { Ok(()) }
    }

    fn on_question(&mut self, id: &Id, from: Option<&Place>, command: Command, rest: &str) -> Result<Then, Stop> {
        match command {
            Command::Unknown => return self.do_not_know(id, rest, from),
            Command::NotApplicable => {
                let reason = if rest.is_empty() { self.ask_text("Why does it not apply? (Enter for no reason)")? } else { rest.to_owned() };
                return self.answer(id, Answer::NotApplicable(reason), from);
            }
            Command::Open => {
                if self.change(Change::ClearAnswer(id.clone()))? {
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
            Command::Vote => return self.vote(id, rest),
            Command::Dissent => self.add_dissent(id, rest)?,
            Command::Back => return Ok(self.before(id, from)),
            Command::Next => return Ok(Then::Go(self.after(id, from))),
            Command::Help => {
                let choices = self.session.questionnaire().question(id).map_or(0, |question| question.choices.len());
                let at = self.at();
                help(&mut self.talk, at, &format!("1 to {choices}: choose that answer and go on."))?;
            }
            Command::Merge
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

    /// Where Enter leads: back to the list from which the question was opened, else to the next question.
    fn after(&self, id: &Id, from: Option<&Place>) -> Place {
        if let Some(place) = from {
            return place.clone();
        }
        self.neighbor(id, true).map_or(Place::Review, |next| Place::Question(next, None))
    }

    fn before(&self, id: &Id, from: Option<&Place>) -> Then {
        if let Some(place) = from {
            return Then::Go(place.clone());
        }
        let first = if self.is_ballot() { Place::Review } else { Place::Setup };
        Then::Go(self.neighbor(id, false).map_or(first, |previous| Place::Question(previous, None)))
    }

    fn do_not_know(&mut self, id: &Id, rest: &str, from: Option<&Place>) -> Result<Then, Stop> {
        if !self.change(Change::Answer(id.clone(), Answer::Unknown))? {
            return Ok(Then::Ask);
        }
        if rest.is_empty() {
            self.say_saved()?;
        }
        if rest.is_empty() && !self.is_ballot() {
            self.talk.say("To say who finds out, and by when: go back with b, then 0 Bo, 2026-12-24.")?;
        }
        if !rest.is_empty() {
            self.add_follow_up(Some(id), rest)?;
        }
        Ok(Then::Go(self.after(id, from)))
    }

    fn step_importance(&mut self, id: &Id, up: bool) -> Result<(), Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        let step = self.session.importance(question);
        self.record_importance(id, if up { step.up() } else { step.down() })
    }

    fn set_importance(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let line = if rest.is_empty() { self.ask_text(&format!("Importance: {}, Enter to keep:", steps()))? } else { rest.to_owned() };
        if line.is_empty() {
            return Ok(());
        }
        match parse_importance(&line) {
            Some(step) => self.record_importance(id, step),
            None => self.talk.say(&format!("I do not understand \"{line}\". The steps are {}.", steps())),
        }
    }

    pub(super) fn record_importance(&mut self, id: &Id, step: Importance) -> Result<(), Stop> {
        if self.change(Change::Importance(id.clone(), step))? {
            self.talk.say(&format!("Importance is {}.", step.label()))?;
        }
        Ok(())
    }

    fn set_note(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let present = self.session.note(id).to_owned();
        let line = if rest.is_empty() { self.ask_text(&format!("Note{}, - removes it:", kept(&present)))? } else { rest.to_owned() };
        let note = match line.as_str() {
            "" => return Ok(()),
            "-" => String::new(),
            note => note.to_owned(),
        };
        let removed = note.is_empty();
        if self.change(Change::Note(id.clone(), note))? {
            self.talk.say(if removed { "The note is removed." } else { "Note saved." })?;
        }
        Ok(())
    }

    fn toggle_assumption(&mut self, id: &Id) -> Result<(), Stop> {
        let assumption = !self.session.is_assumption(id);
        if self.change(Change::Assumption(id.clone(), assumption))? {
            self.talk.say(if assumption { "Marked as an assumption." } else { "Marked as a fact." })?;
        }
        Ok(())
    }

    /// States that the exception of a hard limit is met, for each alternative that the answer rules out but need not.
    fn lift(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let answered = self.session.chosen(id).and_then(|choice| questionnaire.choice(id, choice));
        let Some((_, choice)) = answered else { return self.talk.say("Only an answer rules something out: choose one first.") };
        let liftable: Vec<_> = choice.rules_out.iter().filter(|(_, limit)| limit.unless.is_some()).collect();
        if liftable.is_empty() {
            return self.talk.say("This answer rules nothing out that could be let in again.");
        }
        for (alternative, limit) in liftable {
            let name = questionnaire.alternative(alternative).map_or("", |alternative| alternative.name.as_str());
            let unless = limit.unless.as_deref().unwrap_or_default();
            let lifted = self.session.waiver(id, alternative).is_some();
            let change = if lifted {
                let line = self.ask_text(&format!("{name} was let in again. y takes that back, Enter keeps it:"))?;
                (line == "y").then(|| Change::Unwaive { question: id.clone(), alternative: alternative.clone() })
            } else {
                let prompt = format!("{name} is ruled out, unless {unless}. How is that met? (Enter: it is not)");
                let note = if rest.is_empty() { self.ask_text(&prompt)? } else { rest.to_owned() };
                let waive = |note| Change::Waive { question: id.clone(), alternative: alternative.clone(), note };
                (!note.is_empty()).then(|| waive(note))
            };
            if let Some(change) = change
                && self.change(change)?
            {
                self.talk.say(&if lifted { format!("{name} is ruled out again.") } else { format!("{name} is let in again.") })?;
            }
        }
        Ok(())
    }

    pub(super) fn add_follow_up(&mut self, id: Option<&Id>, rest: &str) -> Result<(), Stop> {
        let line =
            if rest.is_empty() { self.ask_text("What, who, by when (such as ask legal, Bo, 2026-12-24):")? } else { rest.to_owned() };
        if line.is_empty() {
            return Ok(());
        }
        let mut follow_up = parse_follow_up(id.cloned(), &line, self.session.participants());
        if follow_up.what.is_empty() {
            let question = id.and_then(|id| self.session.questionnaire().question(id));
            follow_up.what = question.map_or_else(|| "Find out".to_owned(), |question| format!("Find out: {}", question.ask));
        }
        let said = described(&follow_up);
        if self.change(Change::AddFollowUp(follow_up))? {
            self.talk.say(&format!("Follow-up saved: {said}"))?;
        }
        Ok(())
    }

    fn show_question(&mut self, id: &Id) -> Result<(), Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        self.talk.say(&self.heading(question))?;
        self.talk.say(&question.ask)?;
        if let Some(why) = &question.why {
            self.talk.say(why)?;
        }
        let answer = self.session.answer(id).cloned();
        for (number, choice) in (1..).zip(&question.choices) {
            let current = answer == Some(Answer::Choice(choice.id.clone()));
            self.talk.say(&format!("{number}. {}{}", choice_text(choice), if current { " (current answer)" } else { "" }))?;
        }
        let current = if answer == Some(Answer::Unknown) { " (current answer)" } else { "" };
        let unknown = if self.is_ballot() { "I don't know" } else { "We don't know yet" };
        self.talk.say(&format!("0. {unknown}{current}"))?;
        if let Some(Answer::NotApplicable(reason)) = &answer {
            self.talk.say(&format!("x. Does not apply{} (current answer)", kept(reason)))?;
        }
        self.show_note(id)?;
        if self.is_ballot() {
            return Ok(());
        }
        self.show_state(question)?;
        self.show_votes(id)
    }

    fn heading(&self, question: &Question) -> String {
        let questions = self.session.questionnaire().questions();
        let number = questions.iter().position(|other| other.id == question.id).map_or(0, |place| place + 1);
        let section = question.section.as_ref().and_then(|id| self.session.questionnaire().section(id));
        let section = section.map_or_else(String::new, |section| format!(" {}.", section.title));
        let answered = asked(&self.session).iter().filter(|question| !self.session.is_open(&question.id)).count();
        format!("Question {number} of {}.{section} {answered} answered.", questions.len())
    }

    fn show_note(&mut self, id: &Id) -> Result<(), Stop> {
        let note = self.session.note(id).replace('\n', " ");
        if note.is_empty() { Ok(()) } else { self.talk.say(&format!("Note: {note}")) }
    }

    /// Says what is recorded beside the answer, and what the answer rules out.
    fn show_state(&mut self, question: &Question) -> Result<(), Stop> {
        let mut state = format!("Importance {}.", self.session.importance(question).label());
        if self.session.is_assumption(&question.id) {
            state += " The answer is an assumption.";
        }
        self.talk.say(&state)?;
        for follow_up in self.session.follow_ups().iter().filter(|follow_up| follow_up.question.as_ref() == Some(&question.id)) {
            self.talk.say(&format!("Follow-up: {}", described(follow_up)))?;
        }
        if standing(&self.session).decided {
            self.talk.say("Already decided: no open question can change who leads any more. r shows the result.")?;
        }
        self.show_limits(question)
    }

    fn show_limits(&mut self, question: &Question) -> Result<(), Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let Some(choice) = self.session.chosen(&question.id).and_then(|choice| question.choice(choice)) else { return Ok(()) };
        for (alternative, limit) in &choice.rules_out {
            let name = questionnaire.alternative(alternative).map_or("", |alternative| alternative.name.as_str());
            let line = match (self.session.waiver(&question.id, alternative), &limit.unless) {
                (Some(note), Some(_)) => format!("{name} is let in again: {}", sentence(note)),
                (_, Some(unless)) => format!("Rules out {name}: {} Unless {} (l lifts it)", sentence(&limit.because), sentence(unless)),
                (_, None) => format!("Rules out {name}: {}", sentence(&limit.because)),
            };
            self.talk.say(&line)?;
        }
        Ok(())
    }

    fn question_prompt(&self, id: &Id, choices: usize) -> String {
        let questionnaire = self.session.questionnaire();
        let place = |choice: &Id| {
            let choices = questionnaire.question(id).map_or([].as_slice(), |question| &question.choices);
            choices.iter().position(|other| other.id == *choice).map(|place| (place + 1).to_string())
        };
        let current = match self.session.answer(id) {
            Some(Answer::Choice(choice)) => place(choice).unwrap_or_default(),
            Some(Answer::Unknown) => "0".to_owned(),
            Some(Answer::NotApplicable(_)) => "x".to_owned(),
            None => "open".to_owned(),
        };
        if self.is_ballot() {
            return format!("Your vote 0 to {choices}, n note, b back, w why, ? help, q quit [{current}]:");
        }
        let what = if self.session.votes(id).is_some() { "Agreed answer" } else { "Answer" };
        format!("{what} 0 to {choices}, n note, b back, w why, v vote, ? help, q quit [{current}]:")
    }

    fn is_voting_due(&self, id: &Id) -> bool {
        self.session.mode() == Mode::InTurns
            && self.session.participants().len() > 1
            && self.session.votes(id).is_none()
            && self.session.answer(id).is_none()
            && self.keeper.read_only().is_none()
    }

    /// Says why the question matters, what to look up, what is known; and, once it is answered, what the answer does.
    fn explain(&mut self, id: &Id) -> Result<(), Stop> {
        let questionnaire = self.session.shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        self.talk.pause()?;
        if let Some(why) = &question.why {
            self.talk.say(&format!("Why it matters: {why}"))?;
        }
        if let Some(look_up) = &question.look_up {
            self.talk.say(&format!("What to look up: {look_up}"))?;
        }
        let day = self.session.created_on();
        for fact in questionnaire.facts(question) {
            let stale = if fact.is_stale(day) { "STALE, check it. " } else { "" };
            let url = fact.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
            self.talk.say(&format!("Evidence: {} {stale}{}, {}.{url}", sentence(&fact.says), fact.source, fact.dated))?;
        }
        // A ballot is filled in alone and unseen: nothing steers it.
        let answered = self.session.chosen(id).filter(|_| !self.is_ballot()).and_then(|choice| question.choice(choice));
        for alternative in questionnaire.alternatives() {
            let Some(effect) = answered.and_then(|choice| choice.effects.get(&alternative.id)) else { continue };
            let because = effect.because.as_deref().unwrap_or_default();
            self.talk.say(&format!("Your answer and {}: fit {:+}. {because}", alternative.name, effect.fit))?;
        }
        self.talk.pause()
    }
}

/// Returns a choice with its concrete meaning.
pub(super) fn choice_text(choice: &Choice) -> String {
    match &choice.means {
        Some(means) => format!("{} {means}", sentence(&choice.text)),
        None => choice.text.clone(),
    }
}

/// Returns a follow-up in one line: what, who, by when.
pub(super) fn described(follow_up: &FollowUp) -> String {
    let mut parts = vec![follow_up.what.clone()];
    parts.extend(follow_up.owner.clone());
    parts.extend(follow_up.due.map(|due| due.to_string()));
    if follow_up.done {
        parts.push("done".to_owned());
    }
    parts.join(", ")
}

/// Reads a step of importance: its number from 0, its name, or the beginning of its name.
pub(super) fn parse_importance(line: &str) -> Option<Importance> {
    let line = line.trim().to_lowercase().replace('_', " ");
    let by_number = line.parse::<usize>().ok().and_then(|number| Importance::ALL.get(number)).copied();
    let mut named = Importance::ALL.into_iter().filter(|step| step.label().starts_with(&line));
    // An l may be low or leave out: that is asked again.
    by_number.or_else(|| named.next().filter(|step| step.label() == line || (!line.is_empty() && named.next().is_none())))
}

/// Returns the steps of importance with their numbers.
pub(super) fn steps() -> String {
    let steps: Vec<String> = Importance::ALL.iter().enumerate().map(|(number, step)| format!("{number} {}", step.label())).collect();
    steps.join(", ")
}
