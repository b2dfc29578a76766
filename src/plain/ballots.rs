//! Ballots: the files of the session's folder, codes, and the page that people answer in a browser.

use std::path::{Path, PathBuf};

use super::talk::Stop;
use super::{Plain, sentence};
use crate::report::words::{brought_in, is_it_right, read_back, read_this_to, replaced};
use crate::session::ballot::{Ballot, Coded};
use crate::sitting::NotDone;
use crate::text::clean_line;

impl Plain<'_> {
    /// Says which ballots lie in the folder, if any, and how everybody can answer in a browser.
    pub(super) fn offer_ballots(&mut self) -> Result<(), Stop> {
        let names = self.ballots();
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
            self.talk.say(&format!("Ballots in this folder: {}. m at any question brings them in.", names.join(", ")))?;
        }
        if self.sitting.can_edit() {
            self.talk.say("To answer alone in a browser: page at any question writes the ballot page, and m Ana=CODE takes a code.")?;
        }
        Ok(())
    }

    /// Returns the file names and paths of the folder's ballots.
    fn ballots(&self) -> Vec<(String, PathBuf)> {
        let name = |path: &Path| clean_line(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned();
        self.keeper.ballots(self.session()).into_iter().map(|found| (name(&found.path), found.path)).collect()
    }

    /// Writes the ballot page beside the session.
    pub(super) fn write_page(&mut self) -> Result<(), Stop> {
        match self.keeper.write_page(self.sitting.session()) {
            Ok(name) => self.talk.say(&format!("The ballot page is {name}: send it to everybody who votes.")),
            Err(why) => self.talk.say(&format!("The ballot page is not written: {why}.")),
        }
    }

    /// Brings in ballots of the session's folder.
    pub(super) fn merge(&mut self) -> Result<(), Stop> {
        let names = self.ballots();
        if names.is_empty() {
            return self.talk.say("There is no ballot (*.ballot.json) in the session's folder; m Ana=CODE takes a code.");
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
        let mut ballots = Vec::new();
        for (_, path) in names {
            match self.keeper.ballot(path) {
                Ok(ballot) => ballots.push(ballot),
                Err(why) => return self.talk.say(&format!("Nothing was brought in: {why}.")),
            }
        }
        let files: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        self.bring_in(&ballots, &files)
    }

    /// Takes a code: `Ana=23104 12532 7K3F`. One without check characters is read back first.
    pub(super) fn take_code(&mut self, line: &str) -> Result<(), Stop> {
        let Some((name, code)) = line.split_once('=') else {
            return self.talk.say("Type whose code it is and the code, such as m Ana=23104 12532 7K3F; m alone lists the ballot files.");
        };
        match self.sitting.read_code(name.trim(), code) {
            Err(why) => self.talk.say(&sentence(&why.to_string())),
            Ok(Coded { ballot, is_checked }) => {
                if is_checked || self.is_right(&ballot)? {
                    return self.bring_in(&[ballot], &[]);
                }
                self.talk.say("Nothing was brought in: ask for the code again.")
            }
        }
    }

    /// Reads votes back, and asks whether they are what that person voted.
    fn is_right(&mut self, ballot: &Ballot) -> Result<bool, Stop> {
        let name = ballot.name();
        self.talk.pause()?;
        self.talk.say(&format!("{}:", read_this_to(name)))?;
        let lines = read_back(self.session().questionnaire(), ballot);
        lines.iter().try_for_each(|line| self.talk.say(line))?;
        self.yes(&is_it_right(name), Some(false))
    }

    /// Merges ballots, `files` their names if they come from files, and says what they brought.
    fn bring_in(&mut self, ballots: &[Ballot], files: &[&str]) -> Result<(), Stop> {
        let brought = match self.sitting.bring_in(ballots) {
            Ok(brought) => brought,
            Err(NotDone::NotMerged(reason)) => {
                let file = reason.ballot().and_then(|place| files.get(place)).map_or_else(String::new, |name| format!("{name}: "));
                return self.talk.say(&format!("Nothing was brought in: {file}{reason}."));
            }
            Err(why) => return self.talk.say(&sentence(&why.to_string())),
        };
        self.save()?;
        for merged in &brought {
            self.talk.say(&brought_in(self.session().questionnaire(), merged))?;
            if let Some(sentence) = replaced(self.session().questionnaire(), merged) {
                self.talk.say(&sentence)?;
            }
        }
        Ok(())
    }
}
