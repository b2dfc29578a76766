//! A session: one team's decision, from the first answer to the close.
//!
//! Holds what people said and nothing that can be computed from it. All editing goes through [`Session::apply`], which
//! checks limits, keeps the parts consistent and writes the log. This module must not read clocks or files, and must
//! not score.

pub mod ballot;
mod change;
mod day;
mod exceptions;
pub mod figure;
mod format;
mod graft;
pub mod name;
mod parts;
mod people;
mod refusal;
#[cfg(test)]
pub(crate) mod sample;
mod seen;
mod size;
mod votes;
mod worksheets;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

pub use change::{Change, parse_date};
pub use day::read_day;
pub use exceptions::{Exception, Needs};
pub use figure::read_figure;
pub use graft::Part;
pub use parts::{Agreement, Answer, AnswerMode, Decision, Entry, FollowUp, LogEntry, Participant, Round, Status, Vote, Votes};
pub use people::{WhoAndWhen, name_begun, parse_follow_up, parse_team, parse_who_and_when, team_line};
pub use refusal::Refusal;

use seen::Seen;

use crate::problem::Problems;
use crate::questionnaire::worksheet::Range;
use crate::questionnaire::{Id, Importance, Interner, Question, Questionnaire};

/// The largest session file that is read, in bytes.
pub const LARGEST_FILE: usize = 16 << 20;
/// The most participants of one session.
pub const MOST_PARTICIPANTS: usize = 50;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 40;
/// The longest note or other free text, in characters.
pub const LONGEST_NOTE: usize = 10_000;

/// One team's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    questionnaire: Arc<Questionnaire>,
    /// What the file says for editors; kept and never looked at.
    json_schema: Option<String>,
    is_newer: bool,
    title: String,
    context: String,
    created: Timestamp,
    mode: AnswerMode,
    participants: Vec<Participant>,
    importance: BTreeMap<Id, Importance>,
    answers: BTreeMap<Id, Entry>,
    /// Shared with the sessions on the other side of an undo: fifty people's votes are most of a large session.
    votes: BTreeMap<Id, Arc<Vec<Votes>>>,
    round: Option<Round>,
    member_notes: BTreeMap<Id, BTreeMap<String, String>>,
    waivers: BTreeMap<Id, BTreeMap<Id, String>>,
    follow_ups: Vec<FollowUp>,
    confidence: BTreeMap<String, u8>,
    /// What the team set, by worksheet and input.
    worksheets: BTreeMap<Id, BTreeMap<String, Range>>,
    decision: Option<Decision>,
    result_seen: Option<Seen>,
    log: Vec<LogEntry>,
}

impl Session {
    /// Starts an empty session on `questionnaire`.
    pub fn new(questionnaire: Arc<Questionnaire>, created: Timestamp) -> Self {
        Self {
            questionnaire,
            json_schema: None,
            is_newer: false,
            title: String::new(),
            context: String::new(),
            created,
            mode: AnswerMode::default(),
            participants: Vec::new(),
            importance: BTreeMap::new(),
            answers: BTreeMap::new(),
            votes: BTreeMap::new(),
            round: None,
            member_notes: BTreeMap::new(),
            waivers: BTreeMap::new(),
            follow_ups: Vec::new(),
            confidence: BTreeMap::new(),
            worksheets: BTreeMap::new(),
            decision: None,
            result_seen: None,
            log: Vec::new(),
        }
    }

    /// Reads a session from the bytes of a `*.weigh.json` file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with line, column and path.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problems> {
        Self::parse_sharing(bytes, &Interner::default())
    }

    /// Reads one of many sessions: those with the same questionnaire share it, and it is read once.
    ///
    /// # Errors
    /// The same as of [`Session::parse`].
    pub fn parse_sharing(bytes: &[u8], questionnaires: &Interner) -> Result<Self, Problems> {
        format::parse(bytes, questionnaires)
    }

    /// Returns the paths of the fields that [`Session::parse`] leaves out of a session that it takes for one of a newer version.
    pub fn left_out(bytes: &[u8]) -> Vec<String> {
        format::left_out(bytes)
    }

    /// Tells whether the file follows a later schema than this program knows: it can be shown, but must never be
    /// written, because not everything in it was understood.
    pub fn is_from_newer_version(&self) -> bool {
        self.is_newer || self.questionnaire.is_from_newer_version()
    }

    /// Returns the session as the text of a `*.weigh.json` file.
    pub fn to_json(&self) -> String {
        format::to_json(self)
    }

    /// Returns the questionnaire it answers.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// Returns the questionnaire for sharing.
    pub fn shared_questionnaire(&self) -> Arc<Questionnaire> {
        Arc::clone(&self.questionnaire)
    }

    /// Returns what is being decided.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the line of context. Is empty if there is none.
    pub fn context(&self) -> &str {
        &self.context
    }

    /// Returns when the session was started.
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// Returns the day, in UTC, on which the session was started.
    pub fn created_on(&self) -> Date {
        self.created.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Returns how the team answers.
    pub fn mode(&self) -> AnswerMode {
        self.mode
    }

    /// Returns who takes part, in their order.
    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }

    /// Returns the participant of that name, however it is written: see [`name::is_same`].
    pub fn participant(&self, name: &str) -> Option<&Participant> {
        let exact = self.participants.iter().find(|participant| participant.name == name);
        exact.or_else(|| self.participants.iter().find(|participant| name::is_same(&participant.name, name)))
    }

    /// Returns how much `question` counts: the team's step, else the questionnaire's.
    pub fn importance(&self, question: &Question) -> Importance {
        self.importance.get(&question.id).copied().unwrap_or(question.importance)
    }

    /// Tells whether the team changed the importance of `question`.
    pub fn importance_changed(&self, question: &Id) -> bool {
        self.importance.contains_key(question)
    }

    /// Returns the team's answer. Is `None` if the question is open.
    pub fn answer(&self, question: &Id) -> Option<&Answer> {
        self.answers.get(question)?.answer.as_ref()
    }

    /// Returns the choice the team settled on, if it settled on one.
    pub fn chosen(&self, question: &Id) -> Option<&Id> {
        match self.answer(question)? {
            Answer::Choice(choice) => Some(choice),
            Answer::Unknown | Answer::NotApplicable(_) => None,
        }
    }

    /// Returns the team's note. Is empty if there is none.
    pub fn note(&self, question: &Id) -> &str {
        self.answers.get(question).map_or("", |entry| &entry.note)
    }

    /// Tells whether the answer is marked as an assumption.
    pub fn is_assumption(&self, question: &Id) -> bool {
        self.answers.get(question).is_some_and(|entry| entry.assumption)
    }

    /// Returns the round that is running, if any.
    pub fn round(&self) -> Option<&Round> {
        self.round.as_ref()
    }

    /// Returns what members said of `question`, by name.
    pub fn member_notes(&self, question: &Id) -> Option<&BTreeMap<String, String>> {
        self.member_notes.get(question)
    }

    /// Returns the note with which the team lifted `alternative`'s limits on `question`, if it did.
    pub fn waiver(&self, question: &Id, alternative: &Id) -> Option<&str> {
        self.waivers.get(question)?.get(alternative).map(String::as_str)
    }

    /// Returns every lifted limit: question, alternative, note.
    pub fn waivers(&self) -> impl Iterator<Item = (&Id, &Id, &str)> {
        self.waivers
            .iter()
            .flat_map(|(question, lifted)| lifted.iter().map(move |(alternative, note)| (question, alternative, note.as_str())))
    }

    /// Returns what is to be found out or done.
    pub fn follow_ups(&self) -> &[FollowUp] {
        &self.follow_ups
    }

    /// Returns each member's confidence, from 1 to 5.
    pub fn confidence(&self) -> &BTreeMap<String, u8> {
        &self.confidence
    }

    /// Returns the decision taken, if any.
    pub fn decision(&self) -> Option<&Decision> {
        self.decision.as_ref()
    }

    /// Returns when the result was first shown.
    pub fn result_seen(&self) -> Option<Timestamp> {
        self.result_seen.as_ref().map(|seen| seen.at)
    }

    /// Returns what was changed after the result had been seen.
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }

    /// Leaves out what says nothing, so that two sessions that say the same are equal.
    fn without_empty_parts(mut self) -> Self {
        self.answers.retain(|_, entry| !entry.is_empty());
        self.votes.retain(|_, rounds| !rounds.is_empty());
        for notes in self.member_notes.values_mut() {
            notes.retain(|_, note| !note.is_empty());
        }
        self.member_notes.retain(|_, notes| !notes.is_empty());
        self.waivers.retain(|_, lifted| !lifted.is_empty());
        self.worksheets.retain(|_, figures| !figures.is_empty());
        self
    }

    /// Tells whether the question still waits for an answer: no answer and no revealed vote for a choice.
    pub fn is_open(&self, question: &Id) -> bool {
        self.answer(question).is_none()
            && !self.votes(question).is_some_and(|votes| votes.values().any(|vote| matches!(vote, Vote::Choice(_))))
    }

    /// Tells whether the walk asks `question`: it counts, or it holds a hard limit.
    pub fn is_asked(&self, question: &Question) -> bool {
        self.importance(question) != Importance::LeaveOut || question.has_hard_limit()
    }
}
