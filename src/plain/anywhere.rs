//! What can be asked for at every prompt of a session: other places, undoing, the record, the summary, ballots.

use super::command::Command;
use super::question::Then;
use super::talk::Stop;
use super::{Place, Plain};
use crate::questionnaire::{Id, Questionnaire};
use crate::report::Format;
use crate::report::words::{Words, count, join};
use crate::session::ballot::{Merged, Refused};

impl Plain<'_> {
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
            Command::Alternatives => {
                self.show_alternatives()?;
                return Ok(Then::Ask);
            }
            Command::Merge if rest.is_empty() => {
                self.merge()?;
                return Ok(Then::Ask);
            }
            Command::Merge => {
                self.take_code(rest)?;
                return Ok(Then::Ask);
            }
            Command::Page => {
                self.write_page()?;
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

/// Returns the place of the ballot that cannot be merged, if it is one.
pub(crate) fn blamed(refused: &Refused) -> Option<usize> {
    match refused {
        Refused::OtherQuestionnaire { ballot, .. } | Refused::LooksAlike { ballot, .. } | Refused::Invalid { ballot, .. } => Some(*ballot),
        Refused::SameName { second, .. } => Some(*second),
        Refused::TooMany | Refused::TooLarge => None,
    }
}

/// Returns what a ballot brought, as a sentence.
pub(crate) fn brought_in(questionnaire: &Questionnaire, merged: &Merged) -> String {
    let who = if merged.is_new { format!("{} (new)", merged.name) } else { merged.name.clone() };
    let what = match merged.changed.len() {
        0 => "nothing new".to_owned(),
        number => count(number, "question", "questions"),
    };
    // A ballot may answer a question that this questionnaire does not have.
    let label = |id: &Id| questionnaire.question(id).map_or_else(|| id.title(), |question| question.label.clone());
    let left_out = join(merged.differing.iter().map(label));
    let left_out =
        if left_out.is_empty() { String::new() } else { format!(" Left out, because the question is another one there: {left_out}.") };
    format!("Brought in: {who}, {what}.{left_out}")
}

/// Says which votes of the same person a ballot replaced, if it did.
pub(crate) fn replaced(questionnaire: &Questionnaire, merged: &Merged) -> Option<String> {
    let questions = join(merged.replaced.iter().map(|id| questionnaire.label(id).to_owned()));
    (!questions.is_empty()).then(|| format!("An earlier vote of {} was replaced: {questions}.", merged.name))
}
