//! A ballot: one person's votes, filled in alone and brought into a session later.
//!
//! A ballot remembers which questionnaire it answers, down to the hash of every question, so that a vote can never
//! land on a question that has meanwhile become another one. This module must not read clocks or files.

mod code;
mod format;
mod merge;
mod solo;

use std::collections::BTreeMap;

pub(crate) use code::{CROCKFORD, read_crockford};
pub use code::{CodeFault, Coded, MOST_CODED_QUESTIONS, has_codes};
pub use merge::{Merge, Merged, NotMerged, merge};

use super::change::rules::{check_name, known_choice, known_question, limit};
use super::{LONGEST_NOTE, Participant, Refusal, Session, Vote, name};
use crate::problem::Problems;
use crate::questionnaire::{Id, Questionnaire};

/// The questionnaire that a ballot answers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edition {
    id: Id,
    version: String,
    sha256: String,
    /// The hash of every question, in the questionnaire's order.
    questions: Vec<(Id, String)>,
}

/// One person's votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// What the file says for editors; kept and never looked at.
    json_schema: Option<String>,
    name: String,
    role: Option<String>,
    edition: Edition,
    votes: BTreeMap<Id, Vote>,
    notes: BTreeMap<Id, String>,
    is_newer: bool,
}

/// What the live page sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The revision of the room that the page knew.
    pub revision: u64,
    /// All votes and notes of that person.
    pub ballot: Ballot,
    /// How sure that person is of the decision, from 1 to 5, if that was asked.
    pub confidence: Option<u8>,
}

impl Ballot {
    /// Starts an empty ballot on the questionnaire of `session`.
    ///
    /// Somebody who takes part already keeps the name and role that they have in the session.
    ///
    /// # Errors
    /// The name is empty or too long, or the role is too long.
    pub fn new(session: &Session, name: &str, role: Option<String>) -> Result<Self, Refusal> {
        let known = session.participant(name);
        let name = known.map_or_else(|| name::tidy(name), |participant| participant.name.clone());
        let role = role.or_else(|| known.and_then(|participant| participant.role.clone()));
        check_name(&name, role.as_deref())?;
        let questionnaire = session.questionnaire();
        let hashes = questionnaire.question_hashes().iter().cloned();
        let edition = Edition {
            id: questionnaire.id().clone(),
            version: questionnaire.version().to_owned(),
            sha256: questionnaire.sha256().to_owned(),
            questions: questionnaire.questions().iter().map(|question| question.id.clone()).zip(hashes).collect(),
        };
        Ok(Self { json_schema: None, name, role, edition, votes: BTreeMap::new(), notes: BTreeMap::new(), is_newer: false })
    }

    /// Reads a ballot from the bytes of a `*.ballot.json` file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with line, column and path.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problems> {
        format::parse(bytes)
    }

    /// Returns the paths of the fields that [`Ballot::parse`] leaves out of a ballot that it takes for one of a newer version.
    pub fn left_out(bytes: &[u8]) -> Vec<String> {
        format::left_out(bytes)
    }

    /// Returns the ballot under the name and role of `person`.
    #[must_use]
    pub fn of(self, person: &Participant) -> Self {
        Self { name: person.name.clone(), role: person.role.clone(), ..self }
    }

    /// Reads `{"rev": 7, "votes": {...}, "notes": {...}}` as the live page sends it, to replace the votes and notes of this
    /// ballot on `questionnaire`; `confidence` may stand beside them.
    ///
    /// # Errors
    /// What a ballot file would be refused for, with line and column or with its path.
    pub fn sent(&self, questionnaire: &Questionnaire, bytes: &[u8]) -> Result<Sent, Problems> {
        let sent = format::parse_sent(self, bytes)?;
        sent.ballot.check(questionnaire)?;
        Ok(sent)
    }

    /// Returns the ballot as the text of a `*.ballot.json` file.
    pub fn to_json(&self) -> String {
        format::to_json(self)
    }

    /// Tells whether the file follows a later schema than this program knows: it must not be written again.
    pub fn is_from_newer_version(&self) -> bool {
        self.is_newer
    }

    /// Returns whose votes these are.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what that person stands for.
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Returns the votes, by question.
    pub fn votes(&self) -> &BTreeMap<Id, Vote> {
        &self.votes
    }

    /// Returns the notes, by question.
    pub fn notes(&self) -> &BTreeMap<Id, String> {
        &self.notes
    }

    /// Tells whether the ballot was made for exactly this questionnaire.
    pub fn answers(&self, questionnaire: &Questionnaire) -> bool {
        let whole = (&self.edition.id, self.edition.sha256.as_str()) == (questionnaire.id(), questionnaire.sha256());
        let questions = [self.edition.questions.len(), merge::same_questions(questionnaire, self).len()];
        // The two can only differ in a file that somebody has edited.
        whole && questions == [questionnaire.questions().len(); 2]
    }

    /// Sets the vote on a question of `questionnaire`; `None` takes it back.
    ///
    /// # Errors
    /// The ballot was made for another questionnaire, or the question has no such choice.
    pub fn vote(&mut self, questionnaire: &Questionnaire, question: &Id, vote: Option<Vote>) -> Result<(), Refusal> {
        self.check_question(questionnaire, question)?;
        match vote {
            None => {
                self.votes.remove(question);
            }
            Some(vote) => {
                if let Vote::Choice(choice) = &vote {
                    known_choice(questionnaire, question, choice)?;
                }
                self.votes.insert(question.clone(), vote);
            }
        }
        Ok(())
    }

    /// Replaces the note on a question of `questionnaire`; an empty one removes it.
    ///
    /// # Errors
    /// The ballot was made for another questionnaire, there is no such question, or the note is too long.
    pub fn note(&mut self, questionnaire: &Questionnaire, question: &Id, note: String) -> Result<(), Refusal> {
        self.check_question(questionnaire, question)?;
        limit(&note, LONGEST_NOTE, "A note")?;
        if note.is_empty() {
            self.notes.remove(question);
        } else {
            self.notes.insert(question.clone(), note);
        }
        Ok(())
    }

    fn check_question(&self, questionnaire: &Questionnaire, question: &Id) -> Result<(), Refusal> {
        if !self.answers(questionnaire) {
            return Err(Refusal::OtherVersion(self.name.clone()));
        }
        known_question(questionnaire, question).map(|_| ())
    }
}

#[cfg(test)]
mod tests;
