//! A ballot as a session of its own, so that one person walks the same screens as a team.
//!
//! Answers stand for votes. Must not carry over anything that others said.

use std::collections::BTreeMap;

use super::Ballot;
use crate::session::{Answer, AnswerMode, Change, Entry, Session, Vote};

impl Ballot {
    /// Returns a session in which the ballot's votes and notes on `session`'s questions are the answers, and nothing
    /// else has been said; questions count as they do in `session`.
    pub fn walk(&self, session: &Session) -> Session {
        let mut walk = Session::new(session.shared_questionnaire(), session.created);
        walk.title.clone_from(&session.title);
        walk.context.clone_from(&session.context);
        walk.importance.clone_from(&session.importance);
        // What the team reckons with says nothing of how anybody votes.
        walk.worksheets.clone_from(&session.worksheets);
        walk.mode = AnswerMode::Together;
        let known = |question| session.questionnaire().question(question).is_some();
        for (question, vote) in self.votes.iter().filter(|(question, _)| known(question)) {
            let answer = match vote {
                Vote::Choice(choice) => Answer::Choice(choice.clone()),
                Vote::Unknown => Answer::Unknown,
            };
            // A choice that the questionnaire no longer has is left out: people can vote on that question again.
            drop(walk.apply(Change::Answer(question.clone(), answer), session.created));
        }
        for (question, note) in self.notes.iter().filter(|(question, _)| known(question)) {
            walk.answers.entry(question.clone()).or_default().note.clone_from(note);
        }
        walk
    }

    /// Returns the ballot with the votes and notes that are the answers of `walk`.
    #[must_use]
    pub fn walked(&self, walk: &Session) -> Self {
        let vote = |entry: &Entry| match &entry.answer {
            Some(Answer::Choice(choice)) => Some(Vote::Choice(choice.clone())),
            Some(Answer::Unknown) => Some(Vote::Unknown),
            Some(Answer::NotApplicable(_)) | None => None,
        };
        let votes = walk.answers.iter().filter_map(|(question, entry)| Some((question.clone(), vote(entry)?)));
        let notes = walk.answers.iter().filter(|(_, entry)| !entry.note.is_empty());
        let notes: BTreeMap<_, _> = notes.map(|(question, entry)| (question.clone(), entry.note.clone())).collect();
        Self { votes: votes.collect(), notes, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::questionnaire::Id;

    #[test]
    fn votes_survive_a_walk_and_others_votes_stay_out() {
        let session = demo::session();
        let question = session.questionnaire().questions()[0].clone();
        let mut ballot = Ballot::new(&session, "Eve", None).unwrap();
        ballot.vote(session.questionnaire(), &question.id, Some(Vote::Choice(question.choices[1].id.clone()))).unwrap();
        ballot.note(session.questionnaire(), &question.id, "as agreed".to_owned()).unwrap();
        let mut walk = ballot.walk(&session);
        assert_eq!(walk.participants(), []);
        assert!(session.questionnaire().questions().iter().all(|asked| walk.votes(&asked.id).is_none()));
        let other = Id::new("law").unwrap();
        walk.apply(Change::Answer(other.clone(), Answer::Unknown), session.created()).unwrap();
        let walked = ballot.walked(&walk);
        assert_eq!(walked.votes().get(&other), Some(&Vote::Unknown));
        assert_eq!(walked.votes().get(&question.id), ballot.votes().get(&question.id));
        assert_eq!(walked.notes(), ballot.notes());
    }
}
