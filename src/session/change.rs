//! Every way in which a session can change, and the one place where it does.
//!
//! A change is checked, applied and, once the result has been seen, logged. This module must not know who asks for a
//! change nor how it is drawn.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Answer, Decision, FollowUp, LONGEST_NAME, LONGEST_NOTE, LONGEST_TITLE, LogEntry, MOST_PARTICIPANTS, Mode, Participant, Round, Session,
    Vote, Votes,
};
use crate::questionnaire::{Id, Importance, Questionnaire};

/// One change to a session. Texts are cleaned before they get here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Says what is being decided.
    Title(String),
    /// Says the context in a line.
    Context(String),
    /// Says how the team answers.
    Mode(Mode),
    /// Adds someone, after those already there.
    AddParticipant(Participant),
    /// Gives a participant another name and role; votes and notes follow.
    EditParticipant {
        /// The name so far.
        name: String,
        /// The new name and role.
        to: Participant,
    },
    /// Removes someone who has not voted.
    RemoveParticipant(String),
    /// Sets how much a question counts.
    Importance(Id, Importance),
    /// Settles a question.
    Answer(Id, Answer),
    /// Makes a question open again.
    ClearAnswer(Id),
    /// Replaces the team's note on a question.
    Note(Id, String),
    /// Marks the answer as an assumption, or not.
    Assumption(Id, bool),
    /// States that the `unless` of an alternative's limits on a question is met, with a note.
    Waive {
        /// The question.
        question: Id,
        /// The alternative let in again.
        alternative: Id,
        /// How it is met.
        note: String,
    },
    /// Takes such a statement back.
    Unwaive {
        /// The question.
        question: Id,
        /// The alternative.
        alternative: Id,
    },
    /// Opens a private round on a question; a running round on another question is dropped.
    OpenRound(Id),
    /// Records a vote in the running round.
    Vote {
        /// The participant.
        name: String,
        /// The vote; nothing takes it back.
        vote: Option<Vote>,
    },
    /// Ends the running round: its votes are shown and count. Whoever did not vote again keeps the earlier vote.
    Reveal,
    /// Drops the running round.
    DropRound,
    /// Records a dissenter's line; an empty one removes it.
    MemberNote {
        /// The question.
        question: Id,
        /// The participant.
        name: String,
        /// The line.
        text: String,
    },
    /// Adds something to find out or to do.
    AddFollowUp(FollowUp),
    /// Replaces the follow-up at that place.
    EditFollowUp(usize, FollowUp),
    /// Removes the follow-up at that place.
    RemoveFollowUp(usize),
    /// Records how sure a participant is, from 1 to 5; nothing takes it back.
    Confidence(String, Option<u8>),
    /// Records the decision taken.
    Decide(Decision),
    /// Records that the result was shown.
    SeeResult,
}

/// Why a change was not made: one sentence that names the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

impl Session {
    /// Makes one change. `now` is written into the log where the change belongs there.
    ///
    /// # Errors
    /// The change breaks a limit or mentions something that does not exist; the session is then as before.
    pub fn apply(&mut self, change: Change, now: Timestamp) -> Result<(), Refusal> {
        let logged = self.result_seen.and_then(|_| self.describe(&change));
        self.make(change, now)?;
        if let Some(what) = logged {
            self.log.push(LogEntry { at: now, what });
        }
        Ok(())
    }

    fn make(&mut self, change: Change, now: Timestamp) -> Result<(), Refusal> {
        match change {
            Change::Title(title) => {
                limit(&title, LONGEST_TITLE, "A title")?;
                self.title = title;
            }
            Change::Context(context) => {
                limit(&context, LONGEST_NOTE, "The context")?;
                self.context = context;
            }
            Change::Mode(mode) => self.mode = mode,
            Change::AddParticipant(participant) => self.add_participant(participant)?,
            Change::EditParticipant { name, to } => self.edit_participant(&name, to)?,
            Change::RemoveParticipant(name) => self.remove_participant(&name)?,
            Change::Importance(question, step) => self.set_importance(&question, step)?,
            Change::Answer(question, answer) => self.set_answer(question, answer)?,
            Change::ClearAnswer(question) => self.clear_answer(&question),
            Change::Note(question, note) => {
                limit(&note, LONGEST_NOTE, "A note")?;
                known_question(&self.questionnaire, &question)?;
                self.answers.entry(question.clone()).or_default().note = note;
                self.tidy(&question);
            }
            Change::Assumption(question, assumption) => {
                if self.chosen(&question).is_none() && assumption {
                    return refuse("Only an answer can be an assumption: choose one first");
                }
                self.answers.entry(question.clone()).or_default().assumption = assumption;
                self.tidy(&question);
            }
            Change::Waive { question, alternative, note } => self.waive(question, alternative, note)?,
            Change::Unwaive { question, alternative } => {
                if let Some(lifted) = self.waivers.get_mut(&question) {
                    lifted.remove(&alternative);
                }
                self.waivers.retain(|_, lifted| !lifted.is_empty());
            }
            Change::OpenRound(question) => {
                known_question(&self.questionnaire, &question)?;
                self.round = Some(Round { question, votes: Votes::new() });
            }
            Change::Vote { name, vote } => self.vote(name, vote)?,
            Change::Reveal => self.reveal()?,
            Change::DropRound => self.round = None,
            Change::MemberNote { question, name, text } => self.member_note(question, name, text)?,
            Change::AddFollowUp(follow_up) => {
                check_follow_up(&follow_up)?;
                self.follow_ups.push(follow_up);
            }
            Change::EditFollowUp(place, follow_up) => {
                check_follow_up(&follow_up)?;
                let slot = self.follow_ups.get_mut(place).ok_or_else(|| Refusal("This follow-up is gone".into()))?;
                *slot = follow_up;
            }
            Change::RemoveFollowUp(place) => {
                if place < self.follow_ups.len() {
                    self.follow_ups.remove(place);
                }
            }
            Change::Confidence(name, confidence) => self.set_confidence(name, confidence)?,
            Change::Decide(decision) => {
                limit(&decision.reason, LONGEST_NOTE, "A reason")?;
                self.decision = (decision != Decision::default()).then_some(decision);
            }
            Change::SeeResult => {
                self.result_seen.get_or_insert(now);
            }
        }
        Ok(())
    }

    fn add_participant(&mut self, participant: Participant) -> Result<(), Refusal> {
        if self.participants.len() >= MOST_PARTICIPANTS {
            return refuse(format!("At most {MOST_PARTICIPANTS} people can take part"));
        }
        check_participant(&participant)?;
        self.check_name_is_free(&participant.name, None)?;
        self.participants.push(participant);
        Ok(())
    }

    fn edit_participant(&mut self, name: &str, to: Participant) -> Result<(), Refusal> {
        check_participant(&to)?;
        self.check_name_is_free(&to.name, Some(name))?;
        let Some(slot) = self.participants.iter_mut().find(|participant| participant.name == name) else {
            return refuse(format!("{name} does not take part"));
        };
        let new = to.name.clone();
        *slot = to;
        if new == name {
            return Ok(());
        }
        let rounds = self.votes.values_mut().flatten();
        for votes in rounds.chain(self.round.iter_mut().map(|round| &mut round.votes)) {
            rename(votes, name, &new);
        }
        for notes in self.member_notes.values_mut() {
            rename(notes, name, &new);
        }
        rename(&mut self.confidence, name, &new);
        Ok(())
    }

    fn remove_participant(&mut self, name: &str) -> Result<(), Refusal> {
        let running = self.round.as_ref().is_some_and(|round| round.votes.contains_key(name));
        if running || self.votes.values().flatten().any(|votes| votes.contains_key(name)) {
            return refuse(format!("{name} has voted and can be renamed, not removed"));
        }
        self.participants.retain(|participant| participant.name != name);
        self.confidence.remove(name);
        for notes in self.member_notes.values_mut() {
            notes.remove(name);
        }
        self.member_notes.retain(|_, notes| !notes.is_empty());
        Ok(())
    }

    fn check_name_is_free(&self, name: &str, except: Option<&str>) -> Result<(), Refusal> {
        let folded = name.to_lowercase();
        let taken = self.participants.iter().any(|other| Some(other.name.as_str()) != except && other.name.to_lowercase() == folded);
        if taken { refuse(format!("There is already somebody called {name}: add an initial")) } else { Ok(()) }
    }

    fn set_importance(&mut self, question: &Id, step: Importance) -> Result<(), Refusal> {
        let preset = known_question(&self.questionnaire, question)?.importance;
        if preset == step {
            self.importance.remove(question);
        } else {
            self.importance.insert(question.clone(), step);
        }
        Ok(())
    }

    fn set_answer(&mut self, question: Id, answer: Answer) -> Result<(), Refusal> {
        match &answer {
            Answer::Choice(choice) => known_choice(&self.questionnaire, &question, choice)?,
            Answer::NotApplicable(reason) => limit(reason, LONGEST_NOTE, "A reason")?,
            Answer::Unknown => {}
        }
        known_question(&self.questionnaire, &question)?;
        let entry = self.answers.entry(question.clone()).or_default();
        let is_other = match (&entry.answer, &answer) {
            (Some(Answer::NotApplicable(_)), Answer::NotApplicable(_)) => false,
            (before, after) => before.as_ref() != Some(after),
        };
        entry.answer = Some(answer);
        if is_other {
            entry.assumption = false;
            self.waivers.remove(&question);
        }
        Ok(())
    }

    fn clear_answer(&mut self, question: &Id) {
        if let Some(entry) = self.answers.get_mut(question) {
            entry.answer = None;
            entry.assumption = false;
            self.waivers.remove(question);
        }
        self.tidy(question);
    }

    fn waive(&mut self, question: Id, alternative: Id, note: String) -> Result<(), Refusal> {
        limit(&note, LONGEST_NOTE, "A note")?;
        let asked = known_question(&self.questionnaire, &question)?;
        let liftable =
            |choice: &crate::questionnaire::Choice| choice.rules_out.get(&alternative).is_some_and(|limit| limit.unless.is_some());
        if !asked.choices.iter().any(liftable) {
            return refuse("This hard limit has no exception that could be met");
        }
        self.waivers.entry(question).or_default().insert(alternative, note);
        Ok(())
    }

    fn vote(&mut self, name: String, vote: Option<Vote>) -> Result<(), Refusal> {
        known_participant(&self.participants, &name)?;
        let Some(round) = &mut self.round else {
            return refuse("No round of votes is running: press v on a question");
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

    fn reveal(&mut self) -> Result<(), Refusal> {
        match &self.round {
            None => return refuse("No round of votes is running: press v on a question"),
            Some(round) if round.votes.is_empty() => return refuse("Nobody has voted yet"),
            Some(_) => {}
        }
        let Some(mut round) = self.round.take() else { return Ok(()) };
        let rounds = self.votes.entry(round.question).or_default();
        for (name, vote) in rounds.last().into_iter().flatten() {
            round.votes.entry(name.clone()).or_insert_with(|| vote.clone());
        }
        rounds.push(round.votes);
        Ok(())
    }

    fn member_note(&mut self, question: Id, name: String, text: String) -> Result<(), Refusal> {
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

    fn set_confidence(&mut self, name: String, confidence: Option<u8>) -> Result<(), Refusal> {
        known_participant(&self.participants, &name)?;
        match confidence {
            None => {
                self.confidence.remove(&name);
            }
            Some(points @ 1..=5) => {
                self.confidence.insert(name, points);
            }
            Some(_) => return refuse("Confidence goes from 1 to 5"),
        }
        Ok(())
    }

    /// Drops what says nothing, so that the file holds only what somebody said.
    fn tidy(&mut self, question: &Id) {
        if self.answers.get(question).is_some_and(super::Entry::is_empty) {
            self.answers.remove(question);
        }
    }

    /// Says what a change does to the result, for the log; nothing where it cannot touch the result.
    fn describe(&self, change: &Change) -> Option<String> {
        match change {
            Change::Importance(question, step) => {
                let before = self.importance(self.questionnaire.question(question)?);
                (before != *step).then(|| format!("importance of {question}: {} -> {}", before.label(), step.label()))
            }
            Change::Answer(question, answer) => {
                let (before, after) = (answer_key(self.answer(question)), answer_key(Some(answer)));
                (before != after).then(|| format!("answer to {question}: {before} -> {after}"))
            }
            Change::ClearAnswer(question) => {
                self.answer(question).map(|before| format!("answer to {question}: {} -> open", answer_key(Some(before))))
            }
            Change::Waive { question, alternative, .. } => Some(format!("hard limit of {question} on {alternative} lifted")),
            Change::Unwaive { question, alternative } => {
                self.waiver(question, alternative).map(|_| format!("hard limit of {question} on {alternative} restored"))
            }
            Change::Reveal => {
                self.round.as_ref().map(|round| format!("votes on {}: round {}", round.question, self.rounds(&round.question).len() + 1))
            }
            Change::Title(_)
            | Change::Context(_)
            | Change::Mode(_)
            | Change::AddParticipant(_)
            | Change::EditParticipant { .. }
            | Change::RemoveParticipant(_)
            | Change::Note(..)
            | Change::Assumption(..)
            | Change::OpenRound(_)
            | Change::Vote { .. }
            | Change::DropRound
            | Change::MemberNote { .. }
            | Change::AddFollowUp(_)
            | Change::EditFollowUp(..)
            | Change::RemoveFollowUp(_)
            | Change::Confidence(..)
            | Change::Decide(_)
            | Change::SeeResult => None,
        }
    }
}

/// Returns an answer as it is written in files, or `open`.
pub(super) fn answer_key(answer: Option<&Answer>) -> &str {
    match answer {
        None => "open",
        Some(Answer::Choice(choice)) => choice.as_str(),
        Some(Answer::Unknown) => "unknown",
        Some(Answer::NotApplicable(_)) => "not_applicable",
    }
}

fn limit(text: &str, most: usize, what: &str) -> Result<(), Refusal> {
    // A byte is the least a character takes: short texts need no counting.
    if text.len() > most && text.chars().count() > most {
        return refuse(format!("{what} can have {most} characters at most: shorten it"));
    }
    Ok(())
}

pub(super) fn check_participant(participant: &Participant) -> Result<(), Refusal> {
    if participant.name.trim().is_empty() {
        return refuse("A name needs at least one character");
    }
    limit(&participant.name, LONGEST_NAME, "A name")?;
    participant.role.as_deref().map_or(Ok(()), |role| limit(role, LONGEST_TITLE, "A role"))
}

fn check_follow_up(follow_up: &FollowUp) -> Result<(), Refusal> {
    limit(&follow_up.what, LONGEST_NOTE, "A follow-up")?;
    follow_up.owner.as_deref().map_or(Ok(()), |owner| limit(owner, LONGEST_TITLE, "An owner"))
}

fn known_question<'a>(questionnaire: &'a Questionnaire, question: &Id) -> Result<&'a crate::questionnaire::Question, Refusal> {
    questionnaire.question(question).ok_or_else(|| Refusal(format!("There is no question {question}")))
}

fn known_choice(questionnaire: &Questionnaire, question: &Id, choice: &Id) -> Result<(), Refusal> {
    match questionnaire.choice(question, choice) {
        Some(_) => Ok(()),
        None => refuse(format!("{question} has no choice {choice}")),
    }
}

fn known_participant(participants: &[Participant], name: &str) -> Result<(), Refusal> {
    if participants.iter().any(|participant| participant.name == name) { Ok(()) } else { refuse(format!("{name} does not take part")) }
}

fn rename<T>(map: &mut std::collections::BTreeMap<String, T>, from: &str, to: &str) {
    if let Some(value) = map.remove(from) {
        map.insert(to.to_owned(), value);
    }
}

/// Reads a date as people type it: `2026-12-24`.
///
/// # Errors
/// The text is no such date.
pub fn parse_date(text: &str) -> Result<Date, Refusal> {
    text.trim().parse().map_err(|_| Refusal("A date looks like 2026-12-24".into()))
}
