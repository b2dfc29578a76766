//! What the revealed votes on a question say. This module must not change them.

use std::collections::BTreeMap;

use super::{Agreement, Participant, Session, Vote, Votes};
use crate::questionnaire::Id;

impl Session {
    /// Returns every revealed round on `question`, first round first.
    pub fn rounds(&self, question: &Id) -> &[Votes] {
        self.votes.get(question).map_or(&[], |rounds| rounds.as_slice())
    }

    /// Returns the votes that count: those of the last revealed round.
    pub fn votes(&self, question: &Id) -> Option<&Votes> {
        self.votes.get(question)?.last()
    }

    /// Returns what the votes that count say, taken together.
    pub fn agreement(&self, question: &Id) -> Agreement<'_> {
        let votes = self.votes(question).into_iter().flat_map(BTreeMap::values);
        let mut agreement = Agreement::NoVotes;
        for vote in votes {
            agreement = match (agreement, vote) {
                (Agreement::Differ, _) => return Agreement::Differ,
                (Agreement::Same(same), Vote::Choice(choice)) if same != choice => return Agreement::Differ,
                (Agreement::NoVotes | Agreement::DontKnow | Agreement::Same(_), Vote::Choice(choice)) => Agreement::Same(choice),
                (Agreement::NoVotes | Agreement::DontKnow, Vote::Unknown) => Agreement::DontKnow,
                (Agreement::Same(same), Vote::Unknown) => Agreement::Same(same),
            };
        }
        agreement
    }

    /// Tells whether the participant `name` has voted anywhere, in the running round too.
    pub fn has_voted(&self, name: &str) -> bool {
        let running = self.round.iter().map(|round| &round.votes);
        self.votes.values().flat_map(|rounds| rounds.iter()).chain(running).any(|votes| votes.contains_key(name))
    }

    /// Returns who is without a vote that counts on `question`, in participants' order.
    pub fn missing(&self, question: &Id) -> Vec<&str> {
        let votes = self.votes(question);
        let names = self.participants.iter().map(|participant| participant.name.as_str());
        names.filter(|name| votes.is_none_or(|votes| !votes.contains_key(*name))).collect()
    }

    /// Returns the choice for which every participant voted; `None` if somebody is missing, does not know or differs.
    pub fn unanimous(&self, question: &Id) -> Option<&Id> {
        let votes = self.votes(question)?;
        let mut chosen = self.participants.iter().map(|participant| match votes.get(&participant.name) {
            Some(Vote::Choice(choice)) => Some(choice),
            Some(Vote::Unknown) | None => None,
        });
        let first = chosen.next()??;
        chosen.all(|choice| choice == Some(first)).then_some(first)
    }

    /// Returns those who voted for another choice than the agreed one, in participants' order, with their votes.
    ///
    /// Is empty if no choice is agreed. Votes for `unknown` are not dissent.
    pub fn dissent(&self, question: &Id) -> Vec<(&str, &Id)> {
        let (Some(agreed), Some(votes)) = (self.chosen(question), self.votes(question)) else {
            return Vec::new();
        };
        let other = |participant: &Participant| match votes.get_key_value(&participant.name) {
            Some((name, Vote::Choice(choice))) if choice != agreed => Some((name.as_str(), choice)),
            Some((_, Vote::Choice(_) | Vote::Unknown)) | None => None,
        };
        self.participants.iter().filter_map(other).collect()
    }

    /// Returns how many dissent on a question, faster than [`Self::dissent`] names them.
    pub fn count_dissent(&self, question: &Id) -> usize {
        let (Some(agreed), Some(votes)) = (self.chosen(question), self.votes(question)) else { return 0 };
        votes.values().filter(|vote| matches!(vote, Vote::Choice(choice) if choice != agreed)).count()
    }
}
