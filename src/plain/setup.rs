//! What is decided, who is here, how to answer. Everything but the title can be skipped with Enter.

use super::command::{Command, is_command_anywhere};
use super::talk::Stop;
use super::{Plain, Topic, sentence};
use crate::session::{AnswerMode, Change, team_line};
use crate::sitting::{LeftOut, Renaming};
use crate::text::capitalized;

impl Plain<'_> {
    pub(super) fn setup(&mut self) -> Result<Topic, Stop> {
        self.talk.say("Setup. Enter keeps what is there.")?;
        self.set_title()?;
        let context = self.ask_text(&format!("Context in one line{}:", kept(self.session().context())))?;
        if !context.is_empty() {
            self.change("context", Change::Context(context))?;
        }
        self.set_team()?;
        self.set_mode()?;
        self.offer_ballots()?;
        self.talk.say("Importance is preset by the questionnaire; p at any question changes it.")?;
        if self.sitting.walk().iter().all(|question| self.session().is_open(&question.id)) {
            self.show_alternatives()?;
        }
        Ok(self.sitting.go_on().into())
    }

    /// Asks for a text. `?` and `q` mean what they mean everywhere.
    pub(super) fn ask_text(&mut self, prompt: &str) -> Result<String, Stop> {
        loop {
            let line = self.talk.ask(prompt)?;
            match is_command_anywhere(&line) {
                Some(Command::Leave) => return Err(Stop::Left),
                Some(_) => self.talk.say("Type a text and Enter; Enter alone keeps what is there, q leaves.")?,
                None => return Ok(line),
            }
        }
    }

    fn set_title(&mut self) -> Result<(), Stop> {
        loop {
            let title = self.ask_text(&format!("What are you deciding{}?", kept(self.session().title())))?;
            if title.is_empty() && self.session().title().is_empty() {
                self.talk.say("A title is needed: it names the record, such as Reader for hail-damage reports.")?;
            } else if title.is_empty() || self.change("title", Change::Title(title))? {
                return Ok(());
            }
        }
    }

    fn set_team(&mut self) -> Result<(), Stop> {
        loop {
            let people = team_line(self.session().participants());
            let prompt = format!("Who is here? Names with roles, such as Ana: legal, Bo{}:", kept(&people));
            let line = self.ask_text(&prompt)?;
            if line.is_empty() || self.change_team(&line)? {
                return Ok(());
            }
        }
    }

    /// Changes the team to what the line says; tells whether it was a list of names. Asks whether new names are
    /// corrections of old ones.
    fn change_team(&mut self, line: &str) -> Result<bool, Stop> {
        let before = self.session().clone();
        self.sitting.end_step();
        let read = self.sitting.set_team(&before, line, &[]);
        let Some(LeftOut { asked, refused }) = self.keep(read)? else { return Ok(!self.sitting.can_edit()) };
        if let Some(refused) = refused {
            self.talk.say(&sentence(&refused.to_string()))?;
        }
        let each: Vec<String> = asked.iter().map(|Renaming { from, to }| format!("is {from} now {to}?")).collect();
        if !each.is_empty() && self.yes(&format!("Votes are kept by name: {} y or n:", each.join(" ")), None)? {
            let renamed = self.sitting.set_team(&before, line, &asked);
            self.keep(renamed)?;
        }
        Ok(true)
    }

    fn set_mode(&mut self) -> Result<(), Stop> {
        self.talk.say("How do you answer?")?;
        let mut current = 1;
        for (number, mode) in (1..).zip(AnswerMode::ALL) {
            if mode == self.session().mode() {
                current = number;
            }
            self.talk.say(&format!("{number}. {}: {}.", capitalized(mode.label()), mode.means()))?;
        }
        loop {
            let line = self.ask_text(&format!("1 to {} [{current}]:", AnswerMode::ALL.len()))?;
            let chosen = line.parse::<usize>().ok().and_then(|number| AnswerMode::ALL.get(number.checked_sub(1)?));
            match chosen {
                _ if line.is_empty() => return Ok(()),
                Some(mode) => {
                    self.change("mode", Change::Mode(*mode))?;
                    return Ok(());
                }
                None => self.talk.say(&format!("Type 1 to {}, or Enter to keep {current}.", AnswerMode::ALL.len()))?,
            }
        }
    }
}

/// Returns what a prompt shows of the present value.
pub(super) fn kept(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" [{value}]") }
}
