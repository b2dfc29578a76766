//! What an assessment says, as plain data: its fields and their order are those of the result JSON, which puts the
//! worksheets before the last three.
//!
//! Only types and look-ups live here; this module must not compute anything.

mod hinges;

pub use hinges::{Dominated, Explanation, Flip, FlipEffect, GapRange, OpenQuestion, Profile, Robustness, Stability};

use serde::{Serialize, Serializer};

use super::{Exact, Ordered, find};
use crate::questionnaire::Id;

/// Everything that follows from a session. All orders are those of the result JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assessment {
    /// The recommendation, and how firm it is.
    pub verdict: Verdict,
    /// Survivors, largest value first; ties in questionnaire order.
    pub ranking: Vec<Id>,
    /// Survivors that share the largest value, in ranking order.
    pub leaders: Vec<Id>,
    /// Value of every alternative, 0..100, questionnaire order; `None` if no question has weight.
    pub values: Ordered<Option<Exact>>,
    /// Least and largest value each alternative can still reach; `None` if no question has weight.
    pub ranges: Option<Ordered<(Exact, Exact)>>,
    /// Alternatives that a hard limit removes, with every answer that does, questionnaire order.
    pub ruled_out: Ordered<Vec<RuledOut>>,
    /// Survivors that the answer to an unsettled question may still remove.
    pub at_risk: Vec<AtRisk>,
    /// Share of the weight that lies on settled or split questions, 0..1.
    pub coverage: Exact,
    /// No open question can still change the leader.
    pub decided: bool,
    /// For every rival of the leader, in ranking order: the least gap that any completion gives, in points.
    pub worst_gap: Ordered<Exact>,
    /// The most that taking the leader now can cost, in points.
    pub max_regret: Exact,
    /// How often the leader stays ahead; `None` without survivors or weight.
    pub robustness: Option<Robustness>,
    /// Leader against runner-up; `None` with fewer than two survivors or without weight.
    pub explanation: Option<Explanation>,
    /// What speaks for and against each survivor by itself, questionnaire order; empty if no question has weight.
    pub profile: Ordered<Profile>,
    /// The gap to the runner-up over each question's choices, widest first.
    pub range_per_question: Vec<GapRange>,
    /// How far each importance may move, questionnaire order; `None` without survivors or weight.
    pub stability: Option<Ordered<Stability>>,
    /// Every single answer that would change the set of leaders.
    pub flips: Vec<Flip>,
    /// The fewest answers that must change until the leader is overtaken or ruled out.
    pub answers_to_flip: Option<usize>,
    /// The same, overtaken only.
    pub answers_to_overtake: Option<usize>,
    /// Questions that are not settled: what to find out or talk about next, most useful first.
    pub open: Vec<OpenQuestion>,
    /// What the votes say.
    pub team: Team,
    /// Survivors that another survivor beats or equals everywhere.
    #[serde(skip)]
    pub dominated: Vec<Dominated>,
    /// What the hard limits cost: the best ruled-out alternative, and how far it lies above the leader.
    #[serde(skip)]
    pub price_of_rules: Option<PriceOfRules>,
    /// Every question that applies, questionnaire order.
    #[serde(skip)]
    pub questions: Vec<QuestionState>,
}

impl Assessment {
    /// Returns the first of the leaders.
    pub fn leader(&self) -> Option<&Id> {
        self.leaders.first()
    }

    /// Returns the value of an alternative, 0..100. Is `None` if no question has weight.
    pub fn value(&self, alternative: &Id) -> Option<Exact> {
        find(&self.values, alternative).copied().flatten()
    }

    /// Returns the least and the largest value an alternative can still reach.
    pub fn range(&self, alternative: &Id) -> Option<(Exact, Exact)> {
        find(self.ranges.as_ref()?, alternative).copied()
    }

    /// Returns the state of a question that applies.
    pub fn question(&self, question: &Id) -> Option<&QuestionState> {
        question.find(&self.questions, |state| &state.id)
    }

    /// Tells whether a hard limit removes the alternative.
    pub fn is_ruled_out(&self, alternative: &Id) -> bool {
        find(&self.ruled_out, alternative).is_some()
    }
}

/// How firm a recommendation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// Hard limits leave no alternative.
    NoneLeft,
    /// Too little was answered, or nothing counts.
    NotEnough,
    /// Hard limits leave one alternative.
    OnlyOne,
    /// The gap is within noise, or the weights decide.
    TooClose,
    /// A leader, with reservations.
    Lean,
    /// A leader without reservations.
    Clear,
}

/// A reason for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Lean: the smallest gap is under 6 points.
    Margin,
    /// Lean: the leader loses in more than one in ten weightings.
    Weights,
    /// Lean: the answer to an unsettled question could change the leader.
    OpenQuestion,
    /// Lean: a hard limit may still remove the leader.
    AtRisk,
    /// Too close: there is little between them; choose on other grounds.
    Alike,
    /// Too close: large pros and cons cancel; a choice of values.
    Torn,
}

/// The recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// How firm it is.
    pub kind: VerdictKind,
    /// The alternative recommended, if any.
    pub pick: Option<Id>,
    /// The headline: the pick's family, or the one that all the tied share.
    pub family: Option<Id>,
    /// Too close: who ties with the leader, in ranking order.
    pub tied_with: Vec<Id>,
    /// Why it is not firmer.
    pub because: Vec<Because>,
    /// The leader's value is under 50: the best of a weak field.
    pub weak_fit: bool,
}

/// An answer that removes an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuledOut {
    /// The question.
    pub question: Id,
    /// The choices answered, all of which rule it out or, for a mix, a part of it.
    pub choices: Vec<Id>,
    /// Why, one text for each choice; for a mix, why the choice rules out the first part that it rules out.
    pub reasons: Vec<String>,
}

/// Why an alternative is at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskKind {
    /// Votes differ.
    Contested,
    /// Nobody knows, or nobody has answered.
    Unknown,
}

/// A hard limit that may still remove an alternative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AtRisk {
    /// The alternative.
    pub alternative: Id,
    /// The question.
    pub question: Id,
    /// The supported choices that would remove it or, for a mix, a part of it, or that would leave it a limit from
    /// which another choice would save it.
    pub choices: Vec<Id>,
    /// Why it is not settled.
    pub kind: RiskKind,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// One choice is agreed or voted by all.
    Settled,
    /// Votes differ and nothing is agreed.
    Split,
    /// The team does not know.
    Unknown,
    /// Not answered.
    Open,
}

/// What the votes say.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Team {
    /// Questions with votes, largest impact first.
    pub questions: Vec<TeamQuestion>,
    /// Everyone who voted, in participants' order.
    #[serde(serialize_with = "by_name")]
    pub members: Vec<Member>,
}

/// The last round of votes on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamQuestion {
    /// The question.
    pub question: Id,
    /// Votes for each choice that has any, in the question's order.
    pub votes: Ordered<usize>,
    /// Votes for "we don't know".
    pub dont_know: usize,
    /// Votes for another choice than the agreed one.
    pub dissent: usize,
    /// Chance that two random voters chose the same, 0..1.
    pub agreement: Exact,
    /// The most that the voted choices move any two survivors apart, in points. Does not depend on who leads.
    pub impact: Exact,
    /// The votes lie far enough apart that the team must talk.
    pub split: bool,
    /// Who voted for the two ends, first one end and then the other, each in participants' order; empty if not split.
    pub speak_first: Vec<String>,
}

/// What one member's own votes would have led to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// The participant.
    #[serde(skip)]
    pub name: String,
    /// Who would lead.
    pub leaders: Vec<Id>,
    /// These are the team's leaders too.
    pub agrees: bool,
    /// Values, questionnaire order.
    pub values: Ordered<Option<Exact>>,
}

fn by_name<S: Serializer>(members: &[Member], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|member| (&member.name, member)))
}

/// What the hard limits cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PriceOfRules {
    /// The best alternative that is ruled out.
    pub alternative: Id,
    /// How much its value exceeds the leader's.
    pub points: Exact,
}

/// How the scoring counts one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionState {
    /// The question.
    pub id: Id,
    /// Where it stands.
    pub state: State,
    /// Its weight: 0, 1, 2, 4 or 8.
    pub weight: i128,
    /// Share of each supported choice, adding up to 1, in the question's order.
    pub belief: Ordered<Exact>,
    /// Score of every alternative, 0..100, questionnaire order.
    pub scores: Ordered<Exact>,
}

/// What a question screen shows of the whole session; cheap enough to compute at every key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// No open question can still change the leader.
    pub decided: bool,
    /// Asked questions with an agreed answer, or set aside as not applicable.
    pub answered: usize,
    /// Asked questions with votes and without an agreed answer.
    pub voted: usize,
    /// Asked questions that wait for an answer.
    pub open: usize,
    /// Asked questions to which the answer is "we don't know".
    pub unknown: usize,
}

/// As people read it; counts of 0 are left out: `11 answered, 1 voted, 6 open, 2 unknown`.
impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} answered", self.answered)?;
        let others = [(self.voted, "voted"), (self.open, "open"), (self.unknown, "unknown")];
        others.iter().filter(|(number, _)| *number > 0).try_for_each(|(number, what)| write!(f, ", {number} {what}"))
    }
}
