//! What the votes say: where the team is split, who should speak first, and what each member alone would get.
//!
//! Dissent is shown beside a verdict and never changes it; this module must not decide anything.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::row::{Places, Row};
use super::unknowns::gap_swing;
use super::weighing::{Lead, Outcome, Possible, Weighed, Weighing};
use super::{Exact, Member, Ordered, Team, TeamQuestion, counts};
use crate::session::{Vote, Votes};

/// Points of impact from which a team should talk: one unit of scoring noise, as in the verdict.
const SPLIT_FROM: i128 = 3;

/// Returns what the votes say on every question, and what each member's own votes would have led to.
pub(super) fn team(weighing: &Weighing<'_>, lead: Option<&Lead>) -> Team {
    let mut questions: Vec<_> = weighing.applicable().filter_map(|weighed| team_question(weighing, lead, weighed)).collect();
    questions.sort_by_key(|question| (Reverse(question.impact), question.agreement));
    Team { questions, members: members(weighing) }
}

/// Returns what the votes say on one question; nothing where nobody voted in its last round.
pub(super) fn team_question(weighing: &Weighing<'_>, lead: Option<&Lead>, weighed: &Weighed<'_>) -> Option<TeamQuestion> {
    let votes = weighing.session.votes(&weighed.question.id).filter(|votes| !votes.is_empty())?;
    let tally = counts::tally(weighed.question, votes);
    let backed: Vec<_> = weighed.options.iter().zip(&tally).filter(|(_, count)| **count > 0).map(|(option, _)| option).collect();
    let impact = lead.map_or(Exact::ZERO, |lead| weighing.points(gap_swing(weighed, lead, backed.iter().copied())));
    let split = backed.len() > 1 && (impact >= Exact::new(SPLIT_FROM, 1) || differ_on_a_limit(&backed));
    let counted = weighed.question.choices.iter().zip(&tally).filter(|(_, count)| **count > 0);
    Some(TeamQuestion {
        question: weighed.question.id.clone(),
        votes: counted.map(|(choice, count)| (choice.id.clone(), *count)).collect(),
        dont_know: votes.values().filter(|vote| **vote == Vote::Unknown).count(),
        dissent: weighing.session.count_dissent(&weighed.question.id),
        agreement: agreement(&tally),
        impact,
        split,
        speak_first: if split { speak_first(weighing, lead, weighed, &backed, votes) } else { Vec::new() },
    })
}

/// Tells whether some alternative is ruled out by one voted choice and not by another.
fn differ_on_a_limit(backed: &[&Possible<'_>]) -> bool {
    let by_any = backed.iter().map(|option| option.removes).fold(Places::NONE, Places::or);
    let by_all = backed.iter().map(|option| option.removes).reduce(Places::and).unwrap_or_default();
    !by_any.without(by_all).is_empty()
}

/// Returns the chance that two random voters chose the same; 1 with fewer than two.
fn agreement(tally: &[usize]) -> Exact {
    let pairs = |count: usize| i128::try_from(count * count.saturating_sub(1)).unwrap_or_default();
    let all = pairs(tally.iter().sum());
    if all == 0 { Exact::ONE } else { Exact::new(tally.iter().map(|count| pairs(*count)).sum(), all) }
}

/// Returns who voted for the choice that adds least to the gap or for the one that adds most, in participants' order.
fn speak_first(
    weighing: &Weighing<'_>,
    lead: Option<&Lead>,
    weighed: &Weighed<'_>,
    backed: &[&Possible<'_>],
    votes: &Votes,
) -> Vec<String> {
    let ends = lead.and_then(|lead| Some((lead.leader, lead.runner_up()?)));
    let gap = |option: &&&Possible<'_>| ends.map_or(0, |(leader, runner_up)| weighed.gap_with(option, leader, runner_up));
    // Of equal ones the first in the question's order, at both ends.
    let ends = [backed.iter().min_by_key(gap), backed.iter().min_by_key(|option| Reverse(gap(option)))];
    let chose_an_end = |name: &str| match votes.get(name) {
        Some(Vote::Choice(choice)) => ends.iter().flatten().any(|option| option.choice.id == *choice),
        Some(Vote::Unknown) | None => false,
    };
    let participants = weighing.session.participants().iter();
    participants.filter(|participant| chose_an_end(&participant.name)).map(|participant| participant.name.clone()).collect()
}

/// The team's outcome with some answers replaced by one member's votes.
struct Own {
    totals: Row<i128>,
    removals: Row<u16>,
    weight: i128,
}

/// Returns the outcome of everyone who voted in some last round, in participants' order.
fn members(weighing: &Weighing<'_>) -> Vec<Member> {
    let mut own: BTreeMap<&str, Own> = BTreeMap::new();
    for weighed in &weighing.questions {
        for (name, vote) in weighing.session.votes(&weighed.question.id).into_iter().flatten() {
            let own = own.entry(name).or_insert_with(|| Own::as_the_team(weighing));
            if let Vote::Choice(choice) = vote
                && let Some(option) = choice.find(&weighed.options, |option| &option.choice.id)
            {
                own.vote(weighed, option);
            }
        }
    }
    let participants = weighing.session.participants().iter();
    participants.filter_map(|participant| Some(own.get(participant.name.as_str())?.member(weighing, &participant.name))).collect()
}

impl Own {
    fn as_the_team(weighing: &Weighing<'_>) -> Self {
        Self { totals: weighing.now.totals, removals: weighing.removals, weight: weighing.now.weight }
    }

    /// Replaces the team's belief on a question; a vote counts even where the team said that it does not apply.
    fn vote(&mut self, weighed: &Weighed<'_>, option: &Possible<'_>) {
        if weighed.state.is_some() {
            self.totals.combine(&weighed.mean, |total, mean| *total -= mean);
            weighed.removed.iter().for_each(|place| self.removals.set(place, self.removals.at(place).saturating_sub(1)));
        } else {
            self.weight += weighed.weight;
        }
        self.totals.combine(&option.scores, |total, score| *total += weighed.unit * score);
        option.removes.iter().for_each(|place| self.removals.set(place, self.removals.at(place) + 1));
    }

    fn member(&self, weighing: &Weighing<'_>, name: &str) -> Member {
        let survivors = weighing.places().filter(|place| self.removals.at(*place) == 0).collect();
        let outcome = Outcome { totals: self.totals, survivors, weight: self.weight };
        let values: Ordered<_> = weighing.ordered(weighing.places(), |place| weighing.value(&outcome, place));
        let leaders = outcome.leaders();
        Member { name: name.to_owned(), leaders: weighing.ids(leaders.iter()), agrees: leaders == weighing.now.leaders(), values }
    }
}
