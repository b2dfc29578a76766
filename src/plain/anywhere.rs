//! What can be asked for at every prompt of a session: other places, undoing, the record, the summary, ballots.

use std::path::{Path, PathBuf};

use super::command::Command;
use super::question::Then;
use super::talk::Stop;
use super::{Place, Plain};
use crate::questionnaire::{Id, Questionnaire};
use crate::report::words::{Words, count, join};
use crate::session::ballot::{Merged, Refused, merge};
use crate::text::clean_line;

impl Plain<'_> {
    /// Says which ballots lie in the folder, if any.
    pub(super) fn offer_ballots(&mut self) -> Result<(), Stop> {
        let names = self.ballots();
        if names.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        self.talk.say(&format!("Ballots in this folder: {}. m at any question brings them in.", names.join(", ")))
    }

    /// Returns the file names and paths of the folder's ballots.
    fn ballots(&self) -> Vec<(String, PathBuf)> {
        let name = |path: &Path| clean_line(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned();
        self.keeper.ballots(self.session()).into_iter().map(|found| (name(&found.path), found.path)).collect()
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
        match self.keeper.export(self.sitting.session()) {
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

    /// Brings in ballots of the session's folder.
    fn merge(&mut self) -> Result<(), Stop> {
        let names = self.ballots();
        if names.is_empty() {
            return self.talk.say("There is no ballot (*.ballot.json) in the session's folder.");
        }
        for (number, name) in (1..).zip(&names) {
            self.talk.say(&format!("{number}. {}", name.0))?;
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

    fn merge_files(&mut self, names: &[(String, PathBuf)]) -> Result<(), Stop> {
        if let Some(why) = &self.sitting.file.read_only {
            return self.talk.say(&format!("Nothing can be changed here: {why}."));
        }
        let mut ballots = Vec::new();
        for (_, path) in names {
            match self.keeper.ballot(path) {
                Ok(ballot) => ballots.push(ballot),
                Err(why) => return self.talk.say(&format!("Nothing was brought in: {why}.")),
            }
        }
        match merge(self.sitting.session(), &ballots, self.sitting.now) {
            Ok(merged) => {
                self.sitting.replace("ballot", merged.session);
                self.save()?;
                for brought in &merged.report {
                    self.talk.say(&brought_in(self.session().questionnaire(), brought))?;
                    if let Some(sentence) = replaced(self.session().questionnaire(), brought) {
                        self.talk.say(&sentence)?;
                    }
                }
                Ok(())
            }
            Err(refused) => {
                let name = blamed(&refused).and_then(|place| names.get(place)).map(|(name, _)| name.clone()).unwrap_or_default();
                self.talk.say(&format!("Nothing was brought in: {name}: {refused}.").replace(": :", ":"))
            }
        }
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
