//! What can be asked for at every prompt of a session: other places, undoing, the record, the summary, ballots.

use super::command::Command;
use super::question::Then;
use super::talk::Stop;
use super::{Plain, Topic};
use crate::report::Format;
use crate::report::words::Words;

impl Plain<'_> {
    /// Deals with a command that means the same at every prompt of a session.
    pub(super) fn anywhere(&mut self, command: Command, rest: &str) -> Result<Then, Stop> {
        let place = match command {
            Command::Undo | Command::Redo => return Ok(self.step_in_history(command == Command::Undo)?.map_or(Then::Ask, Then::Go)),
            Command::Setup => Topic::Setup,
            Command::Priorities => Topic::Priorities,
            Command::Overview if rest.is_empty() => Topic::Review,
            Command::Overview => return self.open(rest.parse().unwrap_or(0), &Topic::Review),
            Command::Result => Topic::Result,
            Command::Close => Topic::Close,
            Command::Leave => return Err(Stop::Left),
            _ => return self.then_ask(command, rest).map(|()| Then::Ask),
        };
        Ok(Then::Go(place))
    }

    /// Deals with a command after which the same prompt follows.
    fn then_ask(&mut self, command: Command, rest: &str) -> Result<(), Stop> {
        match command {
            Command::Alternatives => self.show_alternatives(),
            Command::Merge if rest.is_empty() => self.merge(),
            Command::Merge => self.take_code(rest),
            Command::Devices => self.host(None, None),
            Command::Page => self.write_page(),
            Command::Export => self.export(),
            Command::Summary => self.summarize(),
            _ => self.talk.say("That means nothing here; ? lists what does."),
        }
    }

    pub(super) fn export(&mut self) -> Result<(), Stop> {
        match self.keeper.export(self.sitting.session(), Format::Markdown) {
            Ok(name) => self.talk.say(&format!("The record is written: {name}")),
            Err(why) => self.talk.say(&format!("The record is not written: {why}.")),
        }
    }

    fn summarize(&mut self) -> Result<(), Stop> {
        let assessment = self.sitting.assessment();
        let summary = Words::new(self.sitting.session(), &assessment).summary();
        self.talk.pause()?;
        for line in summary {
            self.talk.say(&line)?;
        }
        self.talk.pause()
    }
}
