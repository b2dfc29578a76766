//! How far each importance may move while the leader stays first, in closed form.
//!
//! One weight varies, all others stay. This module must not re-evaluate whole outcomes.

use super::outcome::Lead;
use super::row::AltPlace;
use super::weighing::{Weighed, Weighing};
use super::{Exact, Ordered, Stability};
use crate::questionnaire::Importance;

/// Returns the interval of each importance within which the leader stays (joint) first, questionnaire order.
pub(super) fn stability(weighing: &Weighing<'_>, lead: &Lead) -> Ordered<Stability> {
    weighing.applicable().map(|weighed| (weighed.question.id.clone(), interval(weighing, lead, weighed))).collect()
}

/// A weight at which a rival draws level: `rest / steepness`, not reduced, times a factor that all rivals share.
#[derive(Clone, Copy)]
struct Crossing {
    rival: AltPlace,
    rest: i128,
    steepness: i128,
}

impl Crossing {
    /// Tells whether this weight is above another. Both factors stay far below 2^64 and 2^91, see `Weighing`.
    fn is_above(self, other: Self) -> bool {
        self.rest * other.steepness > other.rest * self.steepness
    }

    fn weight(self, weighing: &Weighing<'_>, weighed: &Weighed<'_>) -> Exact {
        Exact::new(self.rest * weighed.voices, self.steepness * weighing.scale)
    }
}

fn interval(weighing: &Weighing<'_>, lead: &Lead, weighed: &Weighed<'_>) -> Stability {
    let (low, high) = crossings(weighing, lead, weighed);
    // Weights are not negative: a crossing at zero or below is never reached.
    let low = low.filter(|crossing| crossing.rest > 0);
    let lowest = low.map_or(Exact::ZERO, |crossing| crossing.weight(weighing, weighed));
    let highest = high.map(|crossing| crossing.weight(weighing, weighed));
    let flips = |step: &Importance| {
        let weight = Exact::new(step.weight(), 1);
        weight < lowest || highest.is_some_and(|highest| weight > highest)
    };
    Stability {
        weight: weighed.weight,
        low: lowest,
        high: highest,
        low_overtaker: low.and_then(|crossing| weighing.id(crossing.rival).cloned()),
        high_overtaker: high.and_then(|crossing| weighing.id(crossing.rival).cloned()),
        steps_that_flip: Importance::ALL.into_iter().filter(flips).collect(),
    }
}

/// Returns the highest crossing from below and the lowest from above; of equal ones, the rival ranked first.
fn crossings(weighing: &Weighing<'_>, lead: &Lead, weighed: &Weighed<'_>) -> (Option<Crossing>, Option<Crossing>) {
    let (mut low, mut high): (Option<Crossing>, Option<Crossing>) = (None, None);
    for rival in lead.rivals.iter().copied() {
        let difference = weighed.scores.at(lead.leader) - weighed.scores.at(rival);
        let rest = weighing.now.gap(lead.leader, rival) - weighed.gap(lead.leader, rival);
        if difference > 0 {
            let crossing = Crossing { rival, rest: -rest, steepness: difference };
            low = Some(low.filter(|best| !crossing.is_above(*best)).unwrap_or(crossing));
        } else if difference < 0 {
            let crossing = Crossing { rival, rest, steepness: -difference };
            high = Some(high.filter(|best| !best.is_above(crossing)).unwrap_or(crossing));
        }
    }
    (low, high)
}
