//! Numbers, maps and lists as the result JSON writes them.
//!
//! This module must not know what is written.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::scoring::{Exact, Ordered};

/// A fraction, written as the nearest double.
pub(super) struct Number(pub(super) Exact);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.to_f64())
    }
}

/// Tenths, written as the double nearest to them.
pub(super) struct Tenths(pub(super) i128);

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Number(Exact::new(self.0, 10)).serialize(serializer)
    }
}

/// A map in its own order.
pub(super) struct Map<'a, T>(pub(super) Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Map<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            entries.serialize_entry(key, value)?;
        }
        entries.end()
    }
}

/// Returns a map with every entry in its shape.
pub(super) fn map<'a, T, U>(entries: &'a Ordered<T>, mut shape: impl FnMut(&'a T) -> U) -> Map<'a, U> {
    Map(entries.iter().map(|(id, entry)| (id.as_str(), shape(entry))).collect())
}

/// Returns a list with every item in its shape.
pub(super) fn list<'a, T, U: From<&'a T>>(items: &'a [T]) -> Vec<U> {
    items.iter().map(U::from).collect()
}

/// Returns a fraction in its shape.
pub(super) fn number(fraction: &Exact) -> Number {
    Number(*fraction)
}
