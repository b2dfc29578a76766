//! Writes maps in an order of one's own.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

/// A map in the order in which it is written; each key once.
#[derive(Default)]
pub(crate) struct Ordered<'s, V>(pub(crate) Vec<(&'s str, V)>);

impl<V> Ordered<'_, V> {
    /// Tells whether there is nothing to write.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V: Serialize> Serialize for Ordered<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
