//! Every way in which a session can change, and the one place where it does.
//!
//! A change is checked, applied and, once the result has been seen, logged. This module must not know who asks for a
//! change nor how it is drawn.

mod back;
mod make;
pub(super) mod rules;

use jiff::Timestamp;

pub use rules::parse_date;

use self::rules::limit;
use super::{
    Answer, AnswerMode, Decision, FollowUp, LARGEST_FILE, LONGEST_NOTE, LONGEST_TITLE, LogEntry, Participant, Refusal, Session, Vote,
};
use crate::questionnaire::worksheet::Range;
use crate::questionnaire::{Id, Importance};

/// One change to a session. Texts are cleaned before they get here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Says what is being decided.
    Title(String),
    /// Says the context in a line.
    Context(String),
    /// Says how the team answers.
    Mode(AnswerMode),
    /// Adds someone, after those already there.
    AddParticipant(Participant),
    /// Adds someone at that place.
    InsertParticipant(usize, Participant),
    /// Gives a participant another name and role; votes, notes and tasks follow.
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
    /// Opens a private round on a question, or goes on with it; a running round on another question is dropped.
    OpenRound(Id),
    /// Records a vote in the running round.
    Vote {
        /// The participant.
        name: String,
        /// The vote; `None` takes it back.
        vote: Option<Vote>,
    },
    /// Ends the running round: its votes are shown and count. Those who did not vote again keep their earlier vote.
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
    /// Records how sure a participant is, from 1 to 5; `None` takes it back.
    Confidence(String, Option<u8>),
    /// Fills in an input of a worksheet; `None` goes back to the questionnaire's own number.
    Figure {
        /// The worksheet.
        worksheet: Id,
        /// The input.
        input: String,
        /// The number or range.
        to: Option<Range>,
    },
    /// Records the decision taken.
    Decide(Decision),
    /// Records that the result was shown.
    SeeResult,
}

impl Change {
    /// Returns the question that is changed, if it is one.
    pub fn question(&self) -> Option<&Id> {
        match self {
            Self::Importance(question, _)
            | Self::Answer(question, _)
            | Self::ClearAnswer(question)
            | Self::Note(question, _)
            | Self::Assumption(question, _)
            | Self::Waive { question, .. }
            | Self::Unwaive { question, .. }
            | Self::OpenRound(question)
            | Self::MemberNote { question, .. } => Some(question),
            Self::AddFollowUp(follow_up) | Self::EditFollowUp(_, follow_up) => follow_up.question.as_ref(),
            _ => None,
        }
    }
}

impl Session {
    /// Makes one change. If the change belongs into the log, it is logged at `now`.
    ///
    /// # Errors
    /// The change breaks a limit or mentions something that does not exist; the session is then as before.
    pub fn apply(&mut self, change: Change, now: Timestamp) -> Result<(), Refusal> {
        let logged = self.noted(&change).map(|what| LogEntry { at: now, what });
        // No single change comes near half the limit: the copy below is only ever made of a huge session.
        if self.size() > LARGEST_FILE / 2 {
            self.make_if_it_fits(change, logged, now)
        } else {
            self.make(change, now)?;
            self.log.extend(logged);
            Ok(())
        }
    }

    fn make_if_it_fits(&mut self, change: Change, logged: Option<LogEntry>, now: Timestamp) -> Result<(), Refusal> {
        let mut changed = self.clone();
        changed.make(change, now)?;
        changed.log.extend(logged);
        let size = changed.size();
        if size > LARGEST_FILE && size > self.size() {
            return Err(Refusal::TooLarge);
        }
        *self = changed;
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
            Change::AddParticipant(participant) => self.insert_participant(self.participants.len(), participant)?,
            Change::InsertParticipant(place, participant) => self.insert_participant(place, participant)?,
            Change::EditParticipant { name, to } => self.edit_participant(&name, to)?,
            Change::RemoveParticipant(name) => self.remove_participant(&name)?,
            Change::Importance(question, step) => self.set_importance(&question, step)?,
            Change::Answer(question, answer) => self.set_answer(&question, answer)?,
            Change::ClearAnswer(question) => self.clear_answer(&question),
            Change::Note(question, note) => self.set_note(&question, note)?,
            Change::Assumption(question, assumption) => self.set_assumption(&question, assumption)?,
            Change::Waive { question, alternative, note } => self.waive(question, alternative, note)?,
            Change::Unwaive { question, alternative } => {
                self.waivers.entry(question).or_default().remove(&alternative);
                self.waivers.retain(|_, lifted| !lifted.is_empty());
            }
            Change::OpenRound(question) => self.open_round(question)?,
            Change::Vote { name, vote } => self.vote(name, vote)?,
            Change::Reveal => self.reveal()?,
            Change::DropRound => self.round = None,
            Change::MemberNote { question, name, text } => self.member_note(question, name, text)?,
            Change::AddFollowUp(follow_up) => {
                self.check_follow_up(&follow_up)?;
                self.follow_ups.push(follow_up);
            }
            Change::EditFollowUp(place, follow_up) => {
                self.check_follow_up(&follow_up)?;
                let slot = self.follow_ups.get_mut(place).ok_or(Refusal::NoFollowUp)?;
                *slot = follow_up;
            }
            Change::RemoveFollowUp(place) => {
                if place < self.follow_ups.len() {
                    self.follow_ups.remove(place);
                }
            }
            Change::Confidence(name, confidence) => self.set_confidence(name, confidence)?,
            Change::Figure { worksheet, input, to } => self.set_figure(&worksheet, &input, to)?,
            Change::Decide(decision) => self.decide(decision)?,
            Change::SeeResult => {
                let look = self.look(now);
                self.result_seen.get_or_insert(look);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
