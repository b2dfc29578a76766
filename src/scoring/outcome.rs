//! Who is left, with what totals, and who leads. This module must not know where the totals come from.

use super::row::{AltPlace, AltSet, Row};
use crate::order::sort_by_key;

/// Who is left, and with what totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Total of each alternative: its value times `weight` times the scale.
    pub(super) totals: Row<i128>,
    /// Who is not ruled out.
    pub(super) survivors: AltSet,
    /// The sum of all weights.
    pub(super) weight: i128,
}

impl Outcome {
    /// Returns the survivors that share the largest value. Is empty if no question has weight.
    pub(super) fn leaders(&self) -> AltSet {
        let best = self.survivors.iter().map(|place| self.totals.at(place)).max();
        let leads = |place: &AltPlace| self.weight > 0 && Some(self.totals.at(*place)) == best;
        self.survivors.iter().filter(leads).collect()
    }

    /// Returns the survivors, largest value first, ties in questionnaire order.
    pub(super) fn ranking(&self) -> Vec<AltPlace> {
        let mut ranking: Vec<_> = self.survivors.iter().collect();
        sort_by_key(&mut ranking, |place| std::cmp::Reverse(self.totals.at(*place)));
        ranking
    }

    /// Returns the gap between two alternatives, as a difference of totals.
    pub(super) fn gap(&self, ahead: AltPlace, behind: AltPlace) -> i128 {
        self.totals.at(ahead) - self.totals.at(behind)
    }
}

/// The leader and those it is compared with.
pub(super) struct Lead {
    /// The first of the leaders.
    pub(super) leader: AltPlace,
    /// The other survivors, in ranking order.
    pub(super) rivals: Vec<AltPlace>,
}

impl Lead {
    /// Returns the second in the ranking.
    pub(super) fn runner_up(&self) -> Option<AltPlace> {
        self.rivals.first().copied()
    }
}
