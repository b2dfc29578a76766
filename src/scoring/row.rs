//! Small fixed tables with one entry for each alternative, and sets of alternatives.
//!
//! A questionnaire has at most eight alternatives, so both fit in place and are copied freely: re-evaluating one answer
//! allocates nothing. This module must not know what the entries mean.

/// The most alternatives of a questionnaire.
pub(super) const MOST_ALTERNATIVES: usize = 8;

/// Where an alternative stands in the questionnaire, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AltPlace(u8);

impl AltPlace {
    /// Returns the places of the first `count` alternatives, in order.
    pub(super) fn first(count: usize) -> impl Iterator<Item = Self> {
        (0_u8..).take(count.min(MOST_ALTERNATIVES)).map(Self)
    }

    /// Returns the place as a number, from 0.
    pub(super) fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// One entry for each alternative, in questionnaire order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Row<T>([T; MOST_ALTERNATIVES]);

impl<T: Copy + Default> Row<T> {
    /// Returns the entry of an alternative.
    pub(super) fn at(&self, place: AltPlace) -> T {
        self.0.get(place.number()).copied().unwrap_or_default()
    }

    /// Replaces the entry of an alternative.
    pub(super) fn set(&mut self, place: AltPlace, entry: T) {
        if let Some(slot) = self.0.get_mut(place.number()) {
            *slot = entry;
        }
    }

    /// Returns the row with every entry changed.
    pub(super) fn map<U>(self, change: impl FnMut(T) -> U) -> Row<U> {
        Row(self.0.map(change))
    }

    /// Changes every entry with the one at the same place in `other`.
    pub(super) fn combine<U: Copy>(&mut self, other: &Row<U>, mut change: impl FnMut(&mut T, U)) {
        for (slot, entry) in self.0.iter_mut().zip(other.0) {
            change(slot, entry);
        }
    }
}

/// A set of alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct AltSet(u8);

impl AltSet {
    /// No alternative.
    pub(super) const NONE: Self = Self(0);

    /// Tells whether `place` is in the set.
    pub(super) fn has(self, place: AltPlace) -> bool {
        self.0 & (1 << place.0) != 0
    }

    /// Returns the set with `place`.
    #[must_use]
    pub(super) fn with(self, place: AltPlace) -> Self {
        Self(self.0 | 1 << place.0)
    }

    /// Returns what is in this set and not in `other`.
    #[must_use]
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns what is in both sets.
    #[must_use]
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns what is in either set.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Tells whether some alternative is in both sets.
    pub(super) fn meets(self, other: Self) -> bool {
        !self.and(other).is_empty()
    }

    /// Tells whether the set is empty.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the number of alternatives in the set.
    pub(super) fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Returns the first alternative in the set, in questionnaire order.
    pub(super) fn first(self) -> Option<AltPlace> {
        self.iter().next()
    }

    /// Returns the alternatives in the set, in questionnaire order.
    pub(super) fn iter(self) -> impl Iterator<Item = AltPlace> {
        AltPlace::first(MOST_ALTERNATIVES).filter(move |place| self.has(*place))
    }
}

impl FromIterator<AltPlace> for AltSet {
    fn from_iter<I: IntoIterator<Item = AltPlace>>(places: I) -> Self {
        places.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_lists_its_places_in_questionnaire_order() {
        let [first, second, third] = [0, 3, 7].map(AltPlace);
        let set: AltSet = [third, first, second].into_iter().collect();
        assert_eq!(set.iter().map(AltPlace::number).collect::<Vec<_>>(), [0, 3, 7]);
        assert_eq!((set.len(), set.first(), set.has(AltPlace(4))), (3, Some(first), false));
        assert_eq!(set.without(AltSet::NONE.with(first)).first(), Some(second));
        assert!(set.and(AltSet::NONE.with(AltPlace(1))).is_empty());
    }

    #[test]
    fn no_more_places_are_given_out_than_a_row_has_entries() {
        assert_eq!(AltPlace::first(MOST_ALTERNATIVES + 1).count(), MOST_ALTERNATIVES);
    }
}
