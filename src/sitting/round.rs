//! Rounds of votes: who is still to vote, what may be dropped, and what all agree on.
//!
//! Until a round is shown, nothing of it leaves the session but who has voted.

use super::{NotDone, Sitting};
use crate::questionnaire::Id;
use crate::session::{Answer, AnswerMode, Change, Refusal, Round, Vote};

/// What became of a round that was left before its votes were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// There were no votes in it.
    Dropped,
    /// Its votes wait unseen.
    Waits,
}

impl Left {
    /// Returns what to say about it.
    pub fn said(self) -> &'static str {
        match self {
            Self::Dropped => "Nobody voted",
            Self::Waits => "The votes wait, unseen: v goes on with them",
        }
    }
}

/// What the shown votes settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// The question voted on.
    pub question: Id,
    /// Everybody voted for one choice, which is the agreed answer now: what to say about it.
    pub agreed: Option<String>,
}

impl Sitting {
    /// Opens a round on a question, or goes on with the one that runs on it. Votes that wait on another question are
    /// dropped only with consent.
    ///
    /// # Errors
    /// Consent is needed, nobody is named, or nothing may be changed.
    pub fn open_round(&mut self, question: &Id, may_drop: bool) -> Result<(), NotDone> {
        if self.session.participants().is_empty() {
            return Err(NotDone::NobodyNamed);
        }
        if let Some(waiting) = self.waiting_elsewhere(question).filter(|_| !may_drop) {
            let label = self.session.questionnaire().label(&waiting.question).to_owned();
            return Err(NotDone::WouldDrop { question: waiting.question.clone(), label });
        }
        if self.session.round().is_some_and(|round| round.question == *question) {
            return Ok(());
        }
        self.change(&self.label("votes on", question), Change::OpenRound(question.clone()))
    }

    /// Tells whether a question that everybody has read is voted on next: the mode asks for it, and it has neither an
    /// answer nor votes.
    pub fn is_voting_due(&self, question: &Id) -> bool {
        matches!(self.session.mode(), AnswerMode::InTurns | AnswerMode::CalledOut)
            && self.can_edit()
            && !self.is_ballot()
            && self.session.participants().len() > 1
            && self.session.answer(question).is_none()
            && self.session.votes(question).is_none()
            && self.waiting_elsewhere(question).is_none()
            && !self.still_to_vote_on(question).is_empty()
    }

    /// Returns the round whose votes wait unseen, if that is on a question other than `question`.
    pub fn waiting_elsewhere(&self, question: &Id) -> Option<&Round> {
        self.session.round().filter(|round| round.question != *question && !round.votes.is_empty())
    }

    /// Returns who is still to vote in the running round, in participants' order: those who voted in the round before
    /// are asked again only if nobody was missing there.
    pub fn still_to_vote(&self) -> Vec<String> {
        self.session.round().map_or_else(Vec::new, |round| self.still_to_vote_on(&round.question))
    }

    /// Returns who would still have to vote if a round were opened on `question`.
    pub fn still_to_vote_on(&self, question: &Id) -> Vec<String> {
        let missing = self.session.missing(question);
        let votes = self.session.round().filter(|round| round.question == *question).map(|round| &round.votes);
        let names = self.session.participants().iter().map(|participant| &participant.name);
        let asked = names.filter(|name| missing.is_empty() || missing.contains(&name.as_str()));
        asked.filter(|name| votes.is_none_or(|votes| !votes.contains_key(*name))).cloned().collect()
    }

    /// Returns who votes next: the first person after `name` in the list who has not voted, going around at its end.
    pub fn next_voter(&self, name: Option<&str>) -> Option<String> {
        let waiting = self.still_to_vote();
        let people = self.session.participants();
        let start = name.and_then(|name| people.iter().position(|person| person.name == name)).map_or(0, |place| place + 1);
        let around = people.iter().skip(start).chain(people.iter().take(start));
        around.map(|person| &person.name).find(|name| waiting.contains(name)).cloned()
    }

    /// Records a vote in the running round; `None` takes it back.
    ///
    /// # Errors
    /// No round runs, or nothing may be changed.
    pub fn vote(&mut self, name: &str, vote: Option<Vote>) -> Result<(), NotDone> {
        self.in_round(Change::Vote { name: name.to_owned(), vote })
    }

    /// Shows the votes. If everybody voted for one choice, that is the agreed answer, in the same step.
    ///
    /// # Errors
    /// Nobody has voted yet, or nothing may be changed.
    pub fn reveal(&mut self) -> Result<Revealed, NotDone> {
        let question = self.session.round().map(|round| round.question.clone());
        self.in_round(Change::Reveal)?;
        let question = question.ok_or(Refusal::NoRound)?;
        let agreed = self.session.unanimous(&question).cloned().map(Answer::Choice);
        let said = agreed.as_ref().map(|answer| {
            let people = self.session.participants().len();
            let all = if people == 1 { "The only one here voted".to_owned() } else { format!("All {people} agree") };
            format!("{all}: {} is the agreed answer (u undoes)", self.session.in_words(&question, Some(answer)))
        });
        if let Some(answer) = agreed {
            self.amend(&self.label("votes on", &question), Change::Answer(question.clone(), answer))?;
        }
        self.end_step();
        Ok(Revealed { question, agreed: said })
    }

    /// Leaves the running round. Its votes wait; without any, it is dropped and is no step to take back.
    pub fn leave_round(&mut self) -> Option<(Id, Left)> {
        let round = self.session.round()?;
        let question = round.question.clone();
        if !round.votes.is_empty() {
            return Some((question, Left::Waits));
        }
        // If nothing can be changed, no round was opened either.
        drop(self.drop_round());
        self.end_step();
        Some((question, Left::Dropped))
    }

    /// Drops the running round with its votes.
    ///
    /// # Errors
    /// Nothing may be changed.
    pub fn drop_round(&mut self) -> Result<(), NotDone> {
        self.in_round(Change::DropRound)
    }

    fn in_round(&mut self, change: Change) -> Result<(), NotDone> {
        let label = self.session.round().map(|round| self.label("votes on", &round.question)).unwrap_or_default();
        self.amend(&label, change)
    }
}
