//! What a result depends on: the parts of the gap, and what would change who leads.
//!
//! Only types live here; this module must not compute anything.

use serde::{Serialize, Serializer};

use super::{Ordered, State};
use crate::questionnaire::{Id, Importance};
use crate::scoring::Exact;

/// The shares of weightings in which the leader stays ahead. Maps are in ranking order, over the leader's rivals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robustness {
    /// Gap to each rival in points.
    pub gap: Ordered<Exact>,
    /// Share in which the leader beats each rival if every importance may be wrong by about a step, 0..1.
    pub beats: Ordered<f64>,
    /// The same with no opinion on weights at all, 0..1.
    pub beats_any_weights: Ordered<f64>,
    /// The smallest of `beats`; 1 without rivals.
    pub weakest: f64,
    /// A lower bound for the share in which the leader is first of all.
    pub first_at_least: f64,
}

/// Leader against runner-up, question by question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The runner-up.
    pub against: Id,
    /// The gap in points.
    pub gap: Exact,
    /// The gap between the shown values, in tenths of a point.
    #[serde(serialize_with = "tenths")]
    pub gap_shown: i128,
    /// Sum of the positive contributions.
    pub gain: Exact,
    /// Sum of the negative contributions, as a positive number.
    pub give_up: Exact,
    /// What each question adds to the gap, questionnaire order.
    pub contributions: Ordered<Exact>,
    /// The same in tenths, adding up to `gap_shown`.
    #[serde(serialize_with = "each_in_tenths")]
    pub shown: Ordered<i128>,
    /// The same by section, for every section with an applicable question.
    pub sections: Ordered<Exact>,
    /// Questions that speak for the leader, largest first.
    pub gains: Vec<Id>,
    /// Questions that speak against it, largest first.
    pub gives_up: Vec<Id>,
}

fn tenths<S: Serializer>(tenths: &i128, serializer: S) -> Result<S::Ok, S::Error> {
    Exact::new(*tenths, 10).serialize(serializer)
}

fn each_in_tenths<S: Serializer>(tenths: &Ordered<i128>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tenths.iter().map(|(id, tenths)| (id, Exact::new(*tenths, 10))))
}

/// What speaks for and against one alternative by itself. Does not depend on the runner-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Questions of weight on which it scores above 50, the one that lifts its value most first.
    pub strengths: Vec<Id>,
    /// Questions of weight on which it scores below 50, the one that lowers its value most first.
    pub drawbacks: Vec<Id>,
}

/// The gap to the runner-up over one question's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GapRange {
    /// The question.
    pub question: Id,
    /// Least gap in points.
    pub low: Exact,
    /// Largest gap in points.
    pub high: Exact,
}

/// How far one weight may move while the leader stays first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stability {
    /// The weight now.
    pub weight: i128,
    /// Least weight at which the leader stays first.
    #[serde(rename = "lo")]
    pub low: Exact,
    /// Largest such weight; `None` without a limit.
    #[serde(rename = "hi")]
    pub high: Option<Exact>,
    /// Who overtakes below.
    #[serde(rename = "lo_overtaker")]
    pub low_overtaker: Option<Id>,
    /// Who overtakes above.
    #[serde(rename = "hi_overtaker")]
    pub high_overtaker: Option<Id>,
    /// Importance steps at which the leader is no longer first, least first.
    pub steps_that_flip: Vec<Importance>,
}

/// What a single change does to the leaders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlipEffect {
    /// The leader is ruled out.
    RulesOut,
    /// Others draw level with the leader.
    Ties,
    /// The leader leads alone, or with fewer.
    BreaksTie,
    /// An alternative comes back and leads.
    Reinstates,
    /// Another alternative takes the lead.
    Overtakes,
}

/// One answer that would change the set of leaders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flip {
    /// The question.
    pub question: Id,
    /// The choice it would have to become.
    pub to: Id,
    /// What that does.
    pub effect: FlipEffect,
    /// The leaders after it.
    pub leaders: Vec<Id>,
    /// Value of the first new leader over that of today's, both after the change; `None` if one of them is missing.
    pub gap: Option<Exact>,
}

impl Flip {
    /// Tells whether the leader loses first place, and not only some of its gap.
    pub fn takes_lead(&self) -> bool {
        match self.effect {
            FlipEffect::RulesOut | FlipEffect::Overtakes | FlipEffect::Reinstates => true,
            FlipEffect::Ties | FlipEffect::BreaksTie => false,
        }
    }
}

/// An unsettled question, and what knowing its answer would be worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    /// The question.
    pub question: Id,
    /// Why it is not settled.
    pub state: State,
    /// What knowing the answer before choosing would be worth, in points.
    pub value_of_information: Exact,
    /// Some answer would take the lead from the leader.
    pub can_flip: bool,
    /// How much the answer can move the gap to the runner-up, in points.
    pub gap_swing: Exact,
    /// Who would lead, by answer, over the supported choices.
    pub leaders_by_answer: Ordered<Vec<Id>>,
}

/// A survivor that another survivor beats or equals on every question of weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dominated {
    /// The one that dominates.
    pub better: Id,
    /// The one that is dominated.
    pub worse: Id,
}
