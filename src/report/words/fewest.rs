//! How many answers would have to change before the pick lost its place, and for one: which.

use super::changes::{Reach, grouped};
use super::{Words, join_or};
use crate::scoring::{Flip, FlipEffect};

/// How many questions are named: the rest is counted.
const MOST_NAMED: usize = 3;

impl Words<'_> {
    /// Returns how many answers would have to change before the pick lost its place; Is `None` without a pick.
    ///
    /// The number is exact, except for mixes: what several changes do to their parts is not computed.
    pub fn answers_to_flip(self) -> Option<String> {
        let pick = self.call(self.assessment.verdict.pick.as_ref()?);
        let exact = !self.questionnaire().alternatives().iter().any(|alternative| self.is_mix(&alternative.id));
        let at_least = |number: usize| if exact { format!("at least {number}") } else { format!("about {number}") };
        Some(match (self.assessment.answers_to_flip, self.assessment.answers_to_overtake) {
            (None, _) if exact => format!("No change of answers would put another option ahead of {pick}."),
            (None, _) => format!("As far as can be told, no change of answers would put another option ahead of {pick}."),
            (Some(1), Some(1)) => self.one_answer(&pick),
            (Some(1), Some(more)) => {
                format!("{} Without hard limits, {} answers would have to change.", self.one_answer(&pick), at_least(more))
            }
            (Some(1), None) => format!("{} Without hard limits, no answers would put another option ahead.", self.one_answer(&pick)),
            (Some(least), _) if exact => format!("At least {least} answers would have to change before {pick} lost its place."),
            (Some(least), _) => format!("About {least} answers would have to change before {pick} lost its place."),
        })
    }

    /// Says which one answer would be enough: the nearest that would.
    fn one_answer(self, pick: &str) -> String {
        let takes_lead = || self.assessment.flips.iter().filter(|flip| flip.takes_lead());
        let nearest = takes_lead().map(|flip| self.reach(flip)).min().unwrap_or(Reach::Far);
        let by_limit = takes_lead().filter(|flip| self.reach(flip) == nearest).all(|flip| flip.effect == FlipEffect::RulesOut);
        let named = self.some_flips(|flip| flip.takes_lead() && self.reach(flip) == nearest);
        match (nearest, by_limit) {
            (Reach::Open, true) => format!("One answer that is not settled could rule out {pick}: {named}."),
            (Reach::Open, false) => format!("One answer that is not settled could take the lead from {pick}: {named}."),
            (Reach::Near, true) => format!("One answer moved by a step would rule out {pick}: {named}."),
            (Reach::Near, false) => format!("One answer moved by a step would take the lead from {pick}: {named}."),
            (Reach::Far, true) => {
                format!("No answer moved by one step takes the lead from {pick}; one changed by more would rule it out: {named}.")
            }
            (Reach::Far, false) => format!("No answer moved by one step takes the lead from {pick}; one changed by more would: {named}."),
        }
    }

    /// Returns the questions of some flips, with the answer if it is one alone: `Task or Exit`, `Task ("Hard")`.
    fn some_flips(self, wanted: impl Fn(&Flip) -> bool) -> String {
        let found = grouped(self.assessment.flips.iter().filter(|flip| wanted(flip)), |one, other| one.question == other.question);
        if let [only] = found.as_slice()
            && let [flip] = only.as_slice()
        {
            return format!("{} (\"{}\")", self.label(&flip.question), self.choice(&flip.question, &flip.to));
        }
        let more = found.len().saturating_sub(MOST_NAMED);
        let named = found.iter().take(MOST_NAMED).filter_map(|group| group.first()).map(|flip| self.label(&flip.question).to_owned());
        join_or(named.chain((more > 0).then(|| format!("{more} more"))))
    }
}
