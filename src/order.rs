//! Puts lists in order: what is equal keeps its place.
//!
//! The standard library's stable sort stands in the program once for each type and key, at 6 kB each. Here only the
//! numbers of the items are sorted, by code that stands there once. For sorting by all of a plain value, use the
//! standard library. This module must not know what is sorted.

use std::cmp::Ordering;

/// Sorts by a key; items with equal keys keep their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a comparison; items that compare as equal keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        (None, _) | (_, None) => Ordering::Equal,
    });
    for place in 0..items.len() {
        while let Some(&wanted) = places.get(place).filter(|wanted| **wanted != place) {
            items.swap(place, wanted);
            places.swap(place, wanted);
        }
    }
}

/// Returns the place that each of the items from 0 to `count` gets.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    let mut places = vec![0; count];
    for (place, item) in order.into_iter().enumerate() {
        if let Some(found) = places.get_mut(item) {
            *found = place;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_the_standard_library_sorts_it(items in prop::collection::vec((0..9_u8, any::<u8>()), 0..80)) {
            let (mut sorted, mut expected) = (items.clone(), items);
            sort_by_key(&mut sorted, |(key, _)| *key);
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted, expected);
        }
    }
}
