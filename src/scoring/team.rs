//! What the votes say: where the team is split, who should speak first, and what each member alone would get.
//!
//! Dissent is shown beside a verdict and never changes it; this module must not decide anything.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::exclusions::{Exclusions, Limits};
use super::outcome::Outcome;
use super::row::{AltSet, Row};
use super::weighing::{Possible, Weighed, Weighing};
use super::{Exact, Member, Ordered, Team, TeamQuestion, counts};
use crate::order::sort_by_key;
use crate::session::{Vote, Votes};

/// Points of impact from which a team should talk: one unit of scoring noise, as in the verdict.
const SPLIT_FROM: i128 = 3;

/// Returns what the votes say on every question, and what each member's own votes would have led to.
pub(super) fn team(weighing: &Weighing<'_>) -> Team {
    let mut questions: Vec<_> = weighing.applicable().filter_map(|weighed| team_question(weighing, weighed)).collect();
    sort_by_key(&mut questions, |question| (Reverse(question.impact), question.agreement));
    Team { questions, members: members(weighing) }
}

/// Returns what the votes say on one question; `None` if nobody voted in its last round.
pub(super) fn team_question(weighing: &Weighing<'_>, weighed: &Weighed<'_>) -> Option<TeamQuestion> {
    let votes = weighing.session.votes(&weighed.question.id).filter(|votes| !votes.is_empty())?;
    let tally = counts::tally(weighed.question, votes);
    let backed: Vec<_> = weighed.options.iter().zip(&tally).filter(|(_, count)| **count > 0).map(|(option, _)| option).collect();
    let widest = widest(weighing, weighed, &backed);
    let impact = weighing.points(widest.as_ref().map_or(0, |spread| spread.range));
    let on_a_limit = differ_on_a_limit(&backed);
    let split = impact >= Exact::new(SPLIT_FROM, 1) || on_a_limit.is_some();
    let ends = widest.map(|spread| spread.ends).or(on_a_limit).filter(|_| split);
    let counted = weighed.question.choices.iter().zip(&tally).filter(|(_, count)| **count > 0);
    Some(TeamQuestion {
        question: weighed.question.id.clone(),
        votes: counted.map(|(choice, count)| (choice.id.clone(), *count)).collect(),
        dont_know: votes.values().filter(|vote| **vote == Vote::Unknown).count(),
        dissent: weighing.session.count_dissent(&weighed.question.id),
        agreement: agreement(&tally),
        impact,
        split,
        speak_first: ends.iter().flatten().flat_map(|end| voters(weighing, votes, end)).collect(),
    })
}

/// How far two voted choices drive two survivors apart.
struct Spread<'o, 'a> {
    /// As a difference of totals, above zero.
    range: i128,
    /// The choice with the least gap between the two, and the one with the largest.
    ends: [&'o Possible<'a>; 2],
}

/// Returns the widest spread over all pairs of survivors, the first among equal ones. Is `None` if no pair is driven
/// apart.
///
/// Does not depend on who leads, so it means the same at the first question as at the last.
fn widest<'o, 'a>(weighing: &Weighing<'_>, weighed: &Weighed<'_>, backed: &[&'o Possible<'a>]) -> Option<Spread<'o, 'a>> {
    let survivors = weighing.now.survivors;
    let pairs = survivors.iter().flat_map(|one| survivors.iter().filter(move |other| one < *other).map(move |other| (one, other)));
    let mut widest: Option<Spread<'o, 'a>> = None;
    for (one, other) in pairs {
        let gap = |option: &&'o Possible<'a>| weighed.gap_with(option, one, other);
        // Among equal ones, the first in the question's order, at both ends.
        let (low, high) = (*backed.iter().min_by_key(|option| gap(option))?, *backed.iter().min_by_key(|option| Reverse(gap(option)))?);
        let range = gap(&high) - gap(&low);
        if range > widest.as_ref().map_or(0, |spread| spread.range) {
            widest = Some(Spread { range, ends: [low, high] });
        }
    }
    widest
}

/// Returns the first voted choice that rules out an alternative which another voted choice does not, and the first that
/// does not rule out the first such alternative; `None` if all voted choices rule out the same.
fn differ_on_a_limit<'o, 'a>(backed: &[&'o Possible<'a>]) -> Option<[&'o Possible<'a>; 2]> {
    let by_all = backed.iter().map(|option| option.limits.rules_out).reduce(AltSet::and).unwrap_or_default();
    let contested = |option: &&&'o Possible<'a>| Some((**option, option.limits.rules_out.without(by_all).first()?));
    let (ruling, alternative) = backed.iter().find_map(|option| contested(&option))?;
    let allowing = backed.iter().find(|option| !option.limits.rules_out.has(alternative))?;
    Some([ruling, allowing])
}

/// Returns the chance that two random voters chose the same; 1 with fewer than two.
fn agreement(tally: &[usize]) -> Exact {
    let pairs = |count: usize| i128::try_from(count * count.saturating_sub(1)).unwrap_or_default();
    let all = pairs(tally.iter().sum());
    if all == 0 { Exact::ONE } else { Exact::new(tally.iter().map(|count| pairs(*count)).sum(), all) }
}

/// Returns who voted for `option`, in participants' order.
fn voters(weighing: &Weighing<'_>, votes: &Votes, option: &Possible<'_>) -> impl Iterator<Item = String> {
    let chose = |name: &str| matches!(votes.get(name), Some(Vote::Choice(choice)) if *choice == option.choice.id);
    let participants = weighing.session.participants().iter();
    participants.filter(move |participant| chose(&participant.name)).map(|participant| participant.name.clone())
}

/// The team's outcome with some answers replaced by one member's votes.
struct Own {
    totals: Row<i128>,
    exclusions: Exclusions,
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
        Self { totals: weighing.now.totals, exclusions: weighing.exclusions.clone(), weight: weighing.now.weight }
    }

    /// Replaces the team's belief on a question; a vote counts even if the team said that the question does not apply.
    fn vote(&mut self, weighed: &Weighed<'_>, option: &Possible<'_>) {
        let nothing = Limits::default();
        let mut before = &nothing;
        if weighed.state.is_some() {
            self.totals.combine(&weighed.mean, |total, mean| *total -= mean);
            before = &weighed.limits;
        } else {
            self.weight += weighed.weight;
        }
        self.totals.combine(&option.scores, |total, score| *total += weighed.unit * score);
        self.exclusions.replace(weighed.number, before, &option.limits);
    }

    fn member(&self, weighing: &Weighing<'_>, name: &str) -> Member {
        let outcome = Outcome { totals: self.totals, survivors: self.exclusions.survivors(), weight: self.weight };
        let values: Ordered<_> = weighing.ordered(weighing.places(), |place| weighing.value(&outcome, place));
        let leaders = outcome.leaders();
        Member { name: name.to_owned(), leaders: weighing.ids(leaders.iter()), agrees: leaders == weighing.now.leaders(), values }
    }
}
