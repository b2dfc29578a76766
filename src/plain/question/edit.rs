//! What can be recorded beside an answer: importance, note, assumption, lifted limits, follow-ups.

use crate::plain::setup::kept;
use crate::plain::talk::Stop;
use crate::plain::{Plain, sentence};
use crate::questionnaire::{Id, Importance};
use crate::report::words::{self, loses};
use crate::session::{Change, Exception, FollowUp, Needs, parse_follow_up};
use crate::sitting::{NotDone, Sitting, Task};

impl Plain<'_> {
    pub(super) fn step_importance(&mut self, id: &Id, up: bool) -> Result<(), Stop> {
        self.record_importance(id, |step| if up { step.up() } else { step.down() })
    }

    pub(super) fn set_importance(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let line = if rest.is_empty() { self.ask_text(&format!("Importance: {}, Enter to keep:", steps()))? } else { rest.to_owned() };
        if line.is_empty() {
            return Ok(());
        }
        match parse_importance(&line) {
            Some(step) => self.record_importance(id, |_| step),
            None => self.talk.say(&format!("I do not understand \"{line}\". The steps are {}.", steps())),
        }
    }

    pub(in crate::plain) fn record_importance(&mut self, id: &Id, shift: impl FnOnce(Importance) -> Importance) -> Result<(), Stop> {
        let made = self.sitting.shift_importance(id, shift);
        let is_made = self.keep(made)?.is_some();
        match self.session().questionnaire().question(id).map(|question| self.session().importance(question)) {
            Some(step) if is_made => self.talk.say(&format!("Importance is {}.", step.label())),
            Some(_) | None => Ok(()),
        }
    }

    pub(super) fn set_note(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let present = self.session().note(id).to_owned();
        let line = if rest.is_empty() { self.ask_text(&format!("Note{}, - removes it:", kept(&present)))? } else { rest.to_owned() };
        let note = match line.as_str() {
            "" => return Ok(()),
            "-" => String::new(),
            note => note.to_owned(),
        };
        let removed = note.is_empty();
        if self.change(&format!("note on {}", self.session().questionnaire().label(id)), Change::Note(id.clone(), note))? {
            self.talk.say(if removed { "The note is removed." } else { "Note saved." })?;
        }
        Ok(())
    }

    /// Adds a note to the one that is there.
    pub(super) fn add_note(&mut self, id: &Id, text: &str) -> Result<(), Stop> {
        let present = self.session().note(id);
        let note = if present.is_empty() { text.to_owned() } else { format!("{present}\n{text}") };
        if self.change(&format!("note on {}", self.session().questionnaire().label(id)), Change::Note(id.clone(), note))? {
            self.talk.say("Note saved.")?;
        }
        Ok(())
    }

    pub(super) fn toggle_assumption(&mut self, id: &Id) -> Result<(), Stop> {
        let made = self.sitting.toggle_assumption(id);
        self.keep(made)?.map_or(Ok(()), |said| self.talk.say(&sentence(said)))
    }

    /// Asks how the exception of a hard limit is met, for each alternative that the answer rules out and that can be
    /// let in again.
    pub(super) fn lift(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        if self.session().chosen(id).is_none() {
            return self.talk.say("Only an answer rules something out: choose one first.");
        }
        if self.session().exceptions(id).is_empty() {
            return self.talk.say("This answer rules nothing out that could be let in again.");
        }
        // Once a part of a mix is let in, the mix may need nothing more: so they are looked up again each time.
        let mut seen: Vec<Id> = Vec::new();
        while let Some(Exception { alternative, needs }) = self.next_exception(id, &seen) {
            seen.push(alternative.clone());
            let (alternative, needs) = (&alternative, &needs);
            let name = questionnaire.alternative(alternative).map_or("", |alternative| alternative.name.as_str());
            let note = if self.session().waiver(id, alternative).is_some() {
                let line = self.ask_text(&format!("{name} was let in again. y takes that back, Enter keeps it:"))?;
                (line == "y").then_some(None)
            } else {
                let prompt = match needs {
                    Needs::Unless(unless) => format!("{name} is ruled out, unless {unless}. How is that met? (Enter: it is not)"),
                    Needs::ToldApart(parts) => format!("{name} {}. How? (Enter: they cannot)", loses(&questionnaire, parts)),
                };
                let note = if rest.is_empty() { self.ask_text(&prompt)? } else { rest.to_owned() };
                (!note.is_empty()).then_some(Some(note))
            };
            let Some(note) = note else { continue };
            let made = self.sitting.lift(id, alternative, note);
            if let Some(said) = self.keep(made)? {
                self.talk.say(&sentence(&said))?;
            }
        }
        Ok(())
    }

    fn next_exception(&self, id: &Id, seen: &[Id]) -> Option<Exception> {
        self.session().exceptions(id).into_iter().find(|exception| !seen.contains(&exception.alternative))
    }

    pub(in crate::plain) fn add_follow_up(&mut self, id: Option<&Id>, rest: &str) -> Result<(), Stop> {
        let mut line = rest.to_owned();
        loop {
            if line.is_empty() {
                line = self.ask_text("What, who, by when (such as ask legal, Bo, friday):")?;
            }
            if line.is_empty() {
                return Ok(());
            }
            match parse_follow_up(id.cloned(), &line, self.session().participants(), self.sitting.today()) {
                Ok(follow_up) => return self.put_follow_up(follow_up),
                Err(refusal) => self.talk.say(&sentence(&refusal.to_string()))?,
            }
            line.clear();
        }
    }

    fn put_follow_up(&mut self, follow_up: FollowUp) -> Result<(), Stop> {
        let mut task = Sitting::new_task(follow_up.question.clone());
        self.sitting.end_step();
        let made = self.sitting.put_follow_up(&mut task, follow_up);
        self.end_task(made, &task)
    }

    /// Records who finds out the answer to a question that nobody knows yet.
    pub(super) fn find_out(&mut self, id: &Id, line: &str) -> Result<(), Stop> {
        let mut task = self.sitting.open_find_out(id);
        self.sitting.end_step();
        let made = self.sitting.find_out(&mut task, line).map(drop);
        self.end_task(made, &task)
    }

    fn end_task(&mut self, made: Result<(), NotDone>, task: &Task) -> Result<(), Stop> {
        self.sitting.end_step();
        let is_made = self.keep(made)?.is_some();
        match self.sitting.follow_up(task).filter(|_| is_made).map(words::follow_up) {
            Some(said) => self.talk.say(&format!("Follow-up saved: {said}")),
            None => Ok(()),
        }
    }
}

/// Reads a step of importance: its number from 0, its name, or the beginning of its name.
pub(in crate::plain) fn parse_importance(line: &str) -> Option<Importance> {
    let line = line.trim().to_lowercase().replace('_', " ");
    let by_number = line.parse::<usize>().ok().and_then(|number| Importance::ALL.get(number)).copied();
    let mut named = Importance::ALL.into_iter().filter(|step| step.label().starts_with(&line));
    // An `l` may mean low or leave out: the program asks again.
    by_number.or_else(|| named.next().filter(|step| step.label() == line || (!line.is_empty() && named.next().is_none())))
}

/// Returns the steps of importance with their numbers.
pub(in crate::plain) fn steps() -> String {
    let steps: Vec<String> = Importance::ALL.iter().enumerate().map(|(number, step)| format!("{number} {}", step.label())).collect();
    steps.join(", ")
}
