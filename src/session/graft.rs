//! Puts one thing that another session says into a copy of this one, to see what that alone does.
//!
//! Nothing here edits a session that is kept: what comes out is looked at and dropped. This module must not score.

use std::sync::Arc;

use super::{Answer, Session, Vote, Votes};
use crate::questionnaire::{Id, Question, Questionnaire};

/// What can be taken over, for one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The answer, with the limits that were lifted on it.
    Answer,
    /// How much the question counts.
    Importance,
    /// The votes.
    Votes,
}

impl Session {
    /// Returns a copy in which `part` of `question` is as in `other`. Is `None` if that does not fit the questionnaire.
    pub fn with(&self, part: Part, question: &Id, other: &Self) -> Option<Self> {
        let asked = self.questionnaire.question(question)?;
        let mut copy = self.clone();
        match part {
            Part::Answer => {
                set(&mut copy.answers, question, other.answers.get(question).cloned());
                set(&mut copy.waivers, question, other.waivers.get(question).cloned());
            }
            Part::Importance => {
                copy.importance.insert(question.clone(), other.importance(other.questionnaire.question(question)?));
            }
            Part::Votes => {
                set(&mut copy.votes, question, other.votes.get(question).cloned());
                let new = other.participants.iter().filter(|person| self.participant(&person.name).is_none());
                copy.participants.extend(new.cloned());
            }
        }
        copy.fits(asked).then_some(copy)
    }

    /// Returns a copy on another questionnaire, without what is said of questions, choices and alternatives it lacks.
    #[must_use]
    pub fn on(&self, questionnaire: Arc<Questionnaire>) -> Self {
        let mut copy = self.clone();
        copy.questionnaire = questionnaire;
        let questionnaire = Arc::clone(&copy.questionnaire);
        let fits = |id: &Id, check: &dyn Fn(&Question) -> bool| questionnaire.question(id).is_some_and(check);
        copy.importance.retain(|id, _| fits(id, &|_| true));
        copy.answers.retain(|id, entry| fits(id, &|question| answer_fits(question, entry.answer.as_ref())));
        copy.votes.retain(|id, rounds| fits(id, &|question| rounds.iter().all(|round| votes_fit(question, round))));
        copy.round = copy.round.filter(|round| fits(&round.question, &|question| votes_fit(question, &round.votes)));
        copy.member_notes.retain(|id, _| fits(id, &|_| true));
        copy.waivers.retain(|id, lifted| {
            lifted.retain(|alternative, _| questionnaire.alternative(alternative).is_some());
            fits(id, &|_| true) && !lifted.is_empty()
        });
        copy.follow_ups.retain(|follow_up| follow_up.question.as_ref().is_none_or(|id| fits(id, &|_| true)));
        copy.worksheets.retain(|id, figures| {
            let known = questionnaire.worksheet(id);
            figures.retain(|input, _| known.is_some_and(|worksheet| worksheet.input(input).is_some()));
            !figures.is_empty()
        });
        copy.decision =
            copy.decision.filter(|decision| decision.alternative.as_ref().is_none_or(|id| questionnaire.alternative(id).is_some()));
        copy
    }

    fn fits(&self, question: &Question) -> bool {
        let lifted = self.waivers.get(&question.id).into_iter().flatten();
        answer_fits(question, self.answer(&question.id))
            && self.rounds(&question.id).iter().all(|round| votes_fit(question, round))
            && lifted.into_iter().all(|(alternative, _)| self.questionnaire.alternative(alternative).is_some())
    }
}

fn answer_fits(question: &Question, answer: Option<&Answer>) -> bool {
    match answer {
        Some(Answer::Choice(choice)) => question.choice(choice).is_some(),
        Some(Answer::Unknown | Answer::NotApplicable(_)) | None => true,
    }
}

fn votes_fit(question: &Question, votes: &Votes) -> bool {
    votes.values().all(|vote| match vote {
        Vote::Choice(choice) => question.choice(choice).is_some(),
        Vote::Unknown => true,
    })
}

fn set<T>(map: &mut std::collections::BTreeMap<Id, T>, id: &Id, value: Option<T>) {
    match value {
        Some(value) => map.insert(id.clone(), value),
        None => map.remove(id),
    };
}
