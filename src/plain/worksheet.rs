//! The worksheet of a question: says its numbers and what follows from them, and takes new numbers.

use super::command::{Command, is_command_anywhere};
use super::talk::Stop;
use super::{Plain, sentence};
use crate::questionnaire::Id;
use crate::questionnaire::worksheet::Worksheet;
use crate::report::words::{NO_POINTER, figure, origin, outcome, pointer};

impl Plain<'_> {
    /// Opens the worksheets of a question one after the other; with a line such as `3 200 to 400`, sets that number of the
    /// first one.
    pub(super) fn worksheets(&mut self, question: &Id, line: &str) -> Result<(), Stop> {
        let all: Vec<Worksheet> = self.sitting.worksheets(question).cloned().collect();
        if all.is_empty() {
            return self.talk.say("This question has no worksheet.");
        }
        for worksheet in &all {
            if !line.is_empty() {
                self.take_number(worksheet, line)?;
                return self.say_results(question, worksheet);
            }
            self.fill_in(question, worksheet)?;
        }
        Ok(())
    }

    fn fill_in(&mut self, question: &Id, worksheet: &Worksheet) -> Result<(), Stop> {
        self.talk.pause()?;
        self.talk.say(&sentence(&worksheet.title))?;
        if let Some(says) = &worksheet.says {
            self.talk.say(says)?;
        }
        for number in 1..=worksheet.inputs.len() {
            self.say_input(worksheet, number)?;
        }
        self.say_results(question, worksheet)?;
        loop {
            let line = self.talk.ask("A number and its value (3 200 to 400; 3 - for the questionnaire's own), u undo, Enter when done:")?;
            match (line.as_str(), is_command_anywhere(&line)) {
                ("", _) => return self.talk.pause(),
                (_, Some(Command::Leave)) => return Err(Stop::Left),
                (_, Some(_)) => self.talk.say(
                    "1 to the last number, then what it is: 12, or 1,500, or 2 to 3 million. A number alone says where it comes from.",
                )?,
                ("u" | "redo", _) => drop(self.step_in_history(line == "u")?),
                _ if !self.take_number(worksheet, &line)? => continue,
                _ => {}
            }
            self.say_results(question, worksheet)?;
        }
    }

    /// Takes `3 200 to 400`, `3 -` or `3`; tells whether a number may have changed.
    fn take_number(&mut self, worksheet: &Worksheet, line: &str) -> Result<bool, Stop> {
        let (number, typed) = line.split_once(char::is_whitespace).map_or((line, ""), |(number, typed)| (number, typed.trim()));
        let number: usize = number.parse().unwrap_or(0);
        let Some(input) = number.checked_sub(1).and_then(|place| worksheet.inputs.get(place)) else {
            self.talk
                .say(&format!("There are the numbers 1 to {}: type one, and what it is, such as 1 200 to 400.", worksheet.inputs.len()))?;
            return Ok(false);
        };
        if typed.is_empty() {
            self.say_input(worksheet, number)?;
            return Ok(false);
        }
        self.sitting.end_step();
        let made = self.sitting.set_figure(&worksheet.id, &input.id, if typed == "-" { "" } else { typed });
        self.sitting.end_step();
        Ok(self.keep(made)?.is_some())
    }

    fn say_input(&mut self, worksheet: &Worksheet, number: usize) -> Result<(), Stop> {
        let Some(input) = number.checked_sub(1).and_then(|place| worksheet.inputs.get(place)) else { return Ok(()) };
        let about = match self.session().figure_set(&worksheet.id, &input.id) {
            Some(_) => format!("set by the team; the questionnaire's own is {}", figure(input, input.preset)),
            None => {
                format!("{} {}", origin(input, self.session().created_on()), input.url.as_deref().unwrap_or_default()).trim().to_owned()
            }
        };
        let about = if about.is_empty() { about } else { format!(" ({about})") };
        let number_of_it = figure(input, self.session().figure(worksheet, input));
        self.talk.say(&format!("{number}. {}: {number_of_it}{about}", input.label))
    }

    fn say_results(&mut self, question: &Id, worksheet: &Worksheet) -> Result<(), Stop> {
        let session = self.session().clone();
        let results = session.results(worksheet);
        for (row, found) in &results.rows {
            self.talk.say(&format!("{}: {}.", row.label, outcome(row, *found)))?;
        }
        let pointer = pointer(session.questionnaire(), &results, question);
        self.talk.say(pointer.as_deref().unwrap_or(NO_POINTER))
    }
}
