//! Maps by id whose order has a meaning: that of the questionnaire, or the ranking.
//!
//! This module must not know what is mapped.

use std::ops::{Deref, DerefMut};

use serde::{Serialize, Serializer};

use crate::questionnaire::Id;

/// A map in its own order; each id once. Written as an object with its keys in that order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered<T>(Vec<(Id, T)>);

/// Returns the entry of an ordered map.
pub fn find<'a, T>(map: &'a Ordered<T>, id: &Id) -> Option<&'a T> {
    id.find(map, |(id, _)| id).map(|(_, value)| value)
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Ordered<T> {
    type Target = Vec<(Id, T)>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for Ordered<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<T> FromIterator<(Id, T)> for Ordered<T> {
    fn from_iter<I: IntoIterator<Item = (Id, T)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<T> IntoIterator for Ordered<T> {
    type Item = (Id, T);
    type IntoIter = std::vec::IntoIter<(Id, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Ordered<T> {
    type Item = &'a (Id, T);
    type IntoIter = std::slice::Iter<'a, (Id, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(id, value)| (id, value)))
    }
}
