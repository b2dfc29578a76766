//! Brings ballots into a session.
//!
//! The order of the ballots does not matter, and bringing one in twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use super::Ballot;
use crate::order::sort_by;
use crate::problem::{Problem, Problems};
use crate::questionnaire::{Id, Question, Questionnaire};
use crate::session::{LARGEST_FILE, LogEntry, MOST_PARTICIPANTS, Participant, Session, Vote, Votes, name};

/// What merging gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The session with the ballots in it.
    pub session: Session,
    /// What each ballot brought, sorted by name.
    pub report: Vec<Merged>,
}

/// What one ballot brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Whose ballot it was, as the session calls them.
    pub name: String,
    /// They did not take part before.
    pub is_new: bool,
    /// Questions on which their vote or note has changed, in the questionnaire's order.
    pub changed: Vec<Id>,
    /// Questions on which the ballot replaced another vote of theirs, in the questionnaire's order.
    pub replaced: Vec<Id>,
    /// Questions that are not the same in the ballot's questionnaire and in the session's; votes on them were left out.
    pub differing: Vec<Id>,
}

/// Why ballots cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotMerged {
    /// The ballot at that place answers another questionnaire.
    OtherQuestionnaire {
        /// The place of the ballot, from 0.
        ballot: usize,
        /// The id of the questionnaire it answers.
        found: Id,
        /// The id of the session's questionnaire.
        expected: Id,
    },
    /// Two ballots carry one name.
    SameName {
        /// The place of the first, from 0.
        first: usize,
        /// The place of the second, from 0.
        second: usize,
        /// The name.
        name: String,
    },
    /// The name on the ballot at that place can be taken for somebody else's.
    LooksAlike {
        /// The place of the ballot, from 0.
        ballot: usize,
        /// The name on it.
        name: String,
        /// The name of somebody who takes part, or on another ballot.
        other: String,
    },
    /// The ballot at that place votes for choices that do not exist.
    Invalid {
        /// The place of the ballot, from 0.
        ballot: usize,
        /// What is wrong with it.
        problems: Problems,
    },
    /// More people would take part than a session can have.
    TooMany,
    /// The session's file would become too large to be read again.
    TooLarge,
}

impl fmt::Display for NotMerged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherQuestionnaire { found, expected, .. } => {
                write!(f, "this ballot answers the questionnaire `{found}`, the session `{expected}`: make a new ballot from this session")
            }
            Self::SameName { name, .. } => write!(f, "two ballots of {name}: merge only the one that counts"),
            Self::LooksAlike { name, other, .. } => {
                write!(f, "{name} looks like {other}, but is written with other letters: correct the name in the ballot, or add an initial")
            }
            Self::Invalid { problems, .. } => problems.fmt(f),
            Self::TooMany => write!(f, "more than {MOST_PARTICIPANTS} people would take part"),
            Self::TooLarge => f.write_str("the session would become larger than 16 MiB: shorten notes"),
        }
    }
}

impl std::error::Error for NotMerged {}

impl NotMerged {
    /// Returns the place of the ballot that cannot be merged, if it is one.
    pub fn ballot(&self) -> Option<usize> {
        match self {
            Self::OtherQuestionnaire { ballot, .. } | Self::LooksAlike { ballot, .. } | Self::Invalid { ballot, .. } => Some(*ballot),
            Self::SameName { second, .. } => Some(*second),
            Self::TooMany | Self::TooLarge => None,
        }
    }
}

/// Puts `ballots` into a copy of `session`. `now` is written into the log, if the result has been seen.
///
/// A vote replaces that person's vote in the last round, a note their note; agreed answers stay. New people come after
/// those already there, sorted by name.
///
/// # Errors
/// Returns the first ballot that cannot be merged, and why; then nothing is merged.
pub fn merge(session: &Session, ballots: &[Ballot], now: Timestamp) -> Result<Merge, NotMerged> {
    for (place, ballot) in ballots.iter().enumerate() {
        check_ballot(session.questionnaire(), ballot, place)?;
    }
    check_names(session, ballots)?;
    let mut merged = session.clone();
    let mut by_name: Vec<&Ballot> = ballots.iter().collect();
    sort_by(&mut by_name, |one, other| one.name.cmp(&other.name));
    let report = by_name.into_iter().map(|ballot| merged.take(ballot, now)).collect();
    if merged.participants.len() > MOST_PARTICIPANTS {
        return Err(NotMerged::TooMany);
    }
    if merged.size() > LARGEST_FILE {
        return Err(NotMerged::TooLarge);
    }
    Ok(Merge { session: merged, report })
}

fn check_ballot(questionnaire: &Questionnaire, ballot: &Ballot, place: usize) -> Result<(), NotMerged> {
    let expected = questionnaire.id();
    if ballot.edition.id != *expected {
        return Err(NotMerged::OtherQuestionnaire { ballot: place, found: ballot.edition.id.clone(), expected: expected.clone() });
    }
    ballot.check(questionnaire).map_err(|problems| NotMerged::Invalid { ballot: place, problems })
}

impl Ballot {
    /// Checks the votes on those questions that are the same in `questionnaire`.
    ///
    /// # Errors
    /// Every vote for a choice that its question does not have, with its path.
    pub fn check(&self, questionnaire: &Questionnaire) -> Result<(), Problems> {
        let same = same_questions(questionnaire, self);
        let known = |id| questionnaire.question(id).filter(|_| same.contains(id));
        let problems: Vec<Problem> = self.votes.iter().filter_map(|(id, vote)| wrong_vote(known(id)?, vote)).collect();
        if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
    }
}

fn wrong_vote(question: &Question, vote: &Vote) -> Option<Problem> {
    let Vote::Choice(choice) = vote else { return None };
    if question.choice(choice).is_some() {
        return None;
    }
    let choices: Vec<String> = question.choices.iter().map(|choice| format!("`{}`", choice.id)).collect();
    let what = format!("there is no choice `{choice}`, expected `unknown` or one of {}", choices.join(", "));
    Some(Problem::at_path(format!("votes.{}", question.id), what))
}

fn check_names(session: &Session, ballots: &[Ballot]) -> Result<(), NotMerged> {
    for (second, ballot) in ballots.iter().enumerate() {
        let earlier = || ballots.iter().take(second);
        if let Some(first) = earlier().position(|other| name::is_same(&other.name, &ballot.name)) {
            return Err(NotMerged::SameName { first, second, name: ballot.name.clone() });
        }
        let people = || session.participants.iter().map(|person| &person.name);
        let known = people().any(|person| name::is_same(person, &ballot.name));
        let mut others = people().filter(|_| !known).chain(earlier().map(|other| &other.name));
        if let Some(other) = others.find(|other| name::looks_same(other, &ballot.name)) {
            return Err(NotMerged::LooksAlike { ballot: second, name: ballot.name.clone(), other: other.clone() });
        }
    }
    Ok(())
}

/// Returns the questions that are the same in the session's questionnaire and in the ballot's.
pub(super) fn same_questions<'q>(questionnaire: &'q Questionnaire, ballot: &Ballot) -> BTreeSet<&'q Id> {
    let in_ballot: BTreeMap<&Id, &String> = ballot.edition.questions.iter().map(|(id, hash)| (id, hash)).collect();
    let in_session = questionnaire.questions().iter().zip(questionnaire.question_hashes());
    in_session.filter(|(question, hash)| in_ballot.get(&question.id) == Some(hash)).map(|(question, _)| &question.id).collect()
}

impl Session {
    fn take(&mut self, ballot: &Ballot, now: Timestamp) -> Merged {
        let questionnaire = self.shared_questionnaire();
        let known = self.participant(&ballot.name).map(|participant| participant.name.clone());
        let is_new = known.is_none();
        let name = known.unwrap_or_else(|| name::tidy(&ballot.name));
        if is_new {
            self.participants.push(Participant { name: name.clone(), role: ballot.role.clone() });
        }
        let same = same_questions(&questionnaire, ballot);
        let ids = || questionnaire.questions().iter().map(|question| &question.id);
        let (mut changed, mut joined, mut replaced) = (Vec::new(), Vec::new(), Vec::new());
        for question in ids().filter(|id| same.contains(id)) {
            let before = self.votes(question).and_then(|votes| votes.get(&name)).cloned();
            let votes_anew = ballot.votes.get(question).is_some_and(|vote| self.replace_vote(question, &name, vote));
            let says_more = ballot.notes.get(question).is_some_and(|note| self.replace_note(question, &name, note));
            if votes_anew || says_more {
                changed.push(question.clone());
            }
            match before {
                Some(_) if votes_anew => replaced.push(question.clone()),
                None if votes_anew && self.votes_stood(question) => joined.push(question.clone()),
                Some(_) | None => {}
            }
        }
        let gone = ballot.edition.questions.iter().map(|(id, _)| id).filter(|id| questionnaire.question(id).is_none());
        let differing = ids().filter(|id| !same.contains(id)).chain(gone).cloned().collect();
        self.log_ballot(&name, &joined, &replaced, now);
        Merged { name, is_new, changed, replaced, differing }
    }

    /// Logs what a ballot changed: votes that `joined` those with which the result has been seen, and in any case votes
    /// that `replaced` others.
    fn log_ballot(&mut self, name: &str, joined: &[Id], replaced: &[Id], now: Timestamp) {
        let all = (!joined.is_empty()).then(|| format!("brought votes: {}", self.labels(joined)));
        let votes = (!replaced.is_empty()).then(|| format!("replaced an earlier vote: {}", self.labels(replaced)));
        let said: Vec<String> = all.into_iter().chain(votes).collect();
        if said.is_empty() {
            return;
        }
        let entry = LogEntry { at: now, what: format!("The ballot of {name} {}", said.join("; ")) };
        // Ballots that are merged at one moment give the same log in any order.
        let later = self.log.iter().rev().take_while(|other| other.at == now && other.what > entry.what).count();
        self.log.insert(self.log.len() - later, entry);
    }

    /// Puts a vote into the last round, and tells whether that changed anything.
    fn replace_vote(&mut self, question: &Id, name: &str, vote: &Vote) -> bool {
        let rounds = Arc::make_mut(self.votes.entry(question.clone()).or_default());
        if rounds.is_empty() {
            rounds.push(Votes::new());
        }
        let last = rounds.last_mut().map(|votes| votes.insert(name.to_owned(), vote.clone()));
        last.flatten().as_ref() != Some(vote)
    }

    /// Puts a note in place of the old one, and tells whether that changed anything.
    fn replace_note(&mut self, question: &Id, name: &str, note: &str) -> bool {
        let before = self.member_notes.entry(question.clone()).or_default().insert(name.to_owned(), note.to_owned());
        before.as_deref() != Some(note)
    }

    fn labels(&self, questions: &[Id]) -> String {
        questions.iter().map(|id| self.questionnaire.label(id)).collect::<Vec<_>>().join(", ")
    }
}
