//! Makes each change, after checking its rules. This module must not write the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rules::{check_distinct, check_name, has_exception, known_choice, known_participant, known_question, limit};
use crate::questionnaire::{Id, Importance};
use crate::session::{
    Answer, Decision, Entry, FollowUp, LONGEST_NOTE, LONGEST_TITLE, MOST_PARTICIPANTS, Participant, Refusal, Round, Session, Vote, Votes,
    name,
};

impl Session {
    pub(super) fn insert_participant(&mut self, place: usize, participant: Participant) -> Result<(), Refusal> {
        let participant = tidy(participant);
        if self.participants.len() >= MOST_PARTICIPANTS {
            return Err(Refusal::TooManyPeople);
        }
        check_name(&participant.name, participant.role.as_deref())?;
        self.check_name_is_free(&participant.name, None)?;
        self.participants.insert(place.min(self.participants.len()), participant);
        Ok(())
    }

    pub(super) fn edit_participant(&mut self, name: &str, to: Participant) -> Result<(), Refusal> {
        // A name that stays is not touched: a file may hold it in another form.
        let to = if to.name == name { to } else { tidy(to) };
        check_name(&to.name, to.role.as_deref())?;
        self.check_name_is_free(&to.name, Some(name))?;
        let Some(slot) = self.participants.iter_mut().find(|participant| participant.name == name) else {
            return Err(Refusal::NoParticipant(name.to_owned()));
        };
        let new = to.name.clone();
        *slot = to;
        if new == name {
            return Ok(());
        }
        let rounds = self.votes.values_mut().flat_map(|rounds| Arc::make_mut(rounds).iter_mut());
        for votes in rounds.chain(self.round.iter_mut().map(|round| &mut round.votes)) {
            rename(votes, name, &new);
        }
        for notes in self.member_notes.values_mut() {
            rename(notes, name, &new);
        }
        rename(&mut self.confidence, name, &new);
        let owners = self.follow_ups.iter_mut().filter_map(|follow_up| follow_up.owner.as_mut());
        owners.filter(|owner| *owner == name).for_each(|owner| owner.clone_from(&new));
        Ok(())
    }

    pub(super) fn remove_participant(&mut self, name: &str) -> Result<(), Refusal> {
        if self.has_voted(name) {
            return Err(Refusal::HasVoted(name.to_owned()));
        }
        self.participants.retain(|participant| participant.name != name);
        self.confidence.remove(name);
        for notes in self.member_notes.values_mut() {
            notes.remove(name);
        }
        self.member_notes.retain(|_, notes| !notes.is_empty());
        Ok(())
    }

    pub(super) fn check_name_is_free(&self, name: &str, except: Option<&str>) -> Result<(), Refusal> {
        let others = self.participants.iter().map(|other| other.name.as_str()).filter(|other| Some(*other) != except);
        check_distinct(others, name)
    }

    pub(super) fn set_importance(&mut self, question: &Id, step: Importance) -> Result<(), Refusal> {
        let preset = known_question(&self.questionnaire, question)?.importance;
        if preset == step {
            self.importance.remove(question);
        } else {
            self.importance.insert(question.clone(), step);
        }
        Ok(())
    }

    pub(super) fn set_answer(&mut self, question: &Id, answer: Answer) -> Result<(), Refusal> {
        match &answer {
            Answer::Choice(choice) => known_choice(&self.questionnaire, question, choice)?,
            Answer::NotApplicable(reason) => limit(reason, LONGEST_NOTE, "A reason")?,
            Answer::Unknown => {}
        }
        known_question(&self.questionnaire, question)?;
        let entry = self.answers.entry(question.clone()).or_default();
        // The first answer replaces nothing: what was lifted before stays lifted. A new reason is not a new answer.
        let is_other = entry.answer.as_ref().is_some_and(|before| before.key() != answer.key());
        entry.answer = Some(answer);
        if is_other {
            entry.assumption = false;
            self.waivers.remove(question);
        }
        Ok(())
    }

    pub(super) fn clear_answer(&mut self, question: &Id) {
        if let Some(entry) = self.answers.get_mut(question) {
            entry.answer = None;
            entry.assumption = false;
            self.waivers.remove(question);
        }
        self.tidy(question);
    }

    pub(super) fn set_note(&mut self, question: &Id, note: String) -> Result<(), Refusal> {
        limit(&note, LONGEST_NOTE, "A note")?;
        known_question(&self.questionnaire, question)?;
        self.answers.entry(question.clone()).or_default().note = note;
        self.tidy(question);
        Ok(())
    }

    pub(super) fn set_assumption(&mut self, question: &Id, assumption: bool) -> Result<(), Refusal> {
        if self.chosen(question).is_none() && assumption {
            return Err(Refusal::NothingAssumed);
        }
        if let Some(entry) = self.answers.get_mut(question) {
            entry.assumption = assumption;
        }
        Ok(())
    }

    pub(super) fn waive(&mut self, question: Id, alternative: Id, note: String) -> Result<(), Refusal> {
        limit(&note, LONGEST_NOTE, "A note")?;
        let asked = known_question(&self.questionnaire, &question)?;
        if !has_exception(&self.questionnaire, asked, &alternative) {
            return Err(Refusal::NoException);
        }
        self.waivers.entry(question).or_default().insert(alternative, note);
        Ok(())
    }

    pub(super) fn open_round(&mut self, question: Id) -> Result<(), Refusal> {
        known_question(&self.questionnaire, &question)?;
        // A round that was left in the middle goes on: nobody votes twice for nothing.
        if self.round.as_ref().is_none_or(|round| round.question != question) {
            self.round = Some(Round { question, votes: Votes::new() });
        }
        Ok(())
    }

    pub(super) fn vote(&mut self, name: String, vote: Option<Vote>) -> Result<(), Refusal> {
        known_participant(&self.participants, &name)?;
        let Some(round) = &mut self.round else {
            return Err(Refusal::NoRound);
        };
        match vote {
            None => {
                round.votes.remove(&name);
            }
            Some(vote) => {
                if let Vote::Choice(choice) = &vote {
                    known_choice(&self.questionnaire, &round.question, choice)?;
                }
                round.votes.insert(name, vote);
            }
        }
        Ok(())
    }

    pub(super) fn reveal(&mut self) -> Result<(), Refusal> {
        match &self.round {
            None => return Err(Refusal::NoRound),
            Some(round) if round.votes.is_empty() => return Err(Refusal::NoVotes),
            Some(_) => {}
        }
        let Some(mut round) = self.round.take() else { return Ok(()) };
        let rounds = Arc::make_mut(self.votes.entry(round.question).or_default());
        for (name, vote) in rounds.last().into_iter().flatten() {
            round.votes.entry(name.clone()).or_insert_with(|| vote.clone());
        }
        rounds.push(round.votes);
        Ok(())
    }

    pub(super) fn member_note(&mut self, question: Id, name: String, text: String) -> Result<(), Refusal> {
        limit(&text, LONGEST_NOTE, "A note")?;
        known_question(&self.questionnaire, &question)?;
        known_participant(&self.participants, &name)?;
        if text.is_empty() {
            if let Some(notes) = self.member_notes.get_mut(&question) {
                notes.remove(&name);
            }
            self.member_notes.retain(|_, notes| !notes.is_empty());
        } else {
            self.member_notes.entry(question).or_default().insert(name, text);
        }
        Ok(())
    }

    pub(super) fn check_follow_up(&self, follow_up: &FollowUp) -> Result<(), Refusal> {
        if let Some(question) = &follow_up.question {
            known_question(&self.questionnaire, question)?;
        }
        limit(&follow_up.what, LONGEST_NOTE, "A follow-up")?;
        follow_up.owner.as_deref().map_or(Ok(()), |owner| limit(owner, LONGEST_TITLE, "An owner"))
    }

    pub(super) fn decide(&mut self, decision: Decision) -> Result<(), Refusal> {
        limit(&decision.reason, LONGEST_NOTE, "A reason")?;
        if let Some(id) = decision.alternative.as_ref().filter(|id| self.questionnaire.alternative(id).is_none()) {
            return Err(Refusal::NoAlternative(id.clone()));
        }
        self.decision = (decision != Decision::default()).then_some(decision);
        Ok(())
    }

    pub(super) fn set_confidence(&mut self, name: String, confidence: Option<u8>) -> Result<(), Refusal> {
        known_participant(&self.participants, &name)?;
        match confidence {
            None => {
                self.confidence.remove(&name);
            }
            Some(points @ 1..=5) => {
                self.confidence.insert(name, points);
            }
            Some(_) => return Err(Refusal::NoConfidence),
        }
        Ok(())
    }

    /// Drops what says nothing, so that the file holds only what somebody said.
    pub(super) fn tidy(&mut self, question: &Id) {
        if self.answers.get(question).is_some_and(Entry::is_empty) {
            self.answers.remove(question);
        }
    }
}

/// Returns the participant under the form of the name that is kept.
fn tidy(participant: Participant) -> Participant {
    Participant { name: name::tidy(&participant.name), ..participant }
}

fn rename<T>(map: &mut BTreeMap<String, T>, from: &str, to: &str) {
    if let Some(value) = map.remove(from) {
        map.insert(to.to_owned(), value);
    }
}
