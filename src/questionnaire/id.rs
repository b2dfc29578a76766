//! The names by which a file refers to its own parts.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The name by which a file refers to a question, a choice, an alternative and so on: `[a-z0-9-]{1,40}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Returns the id. Is `None` if `text` is not `[a-z0-9-]{1,40}`.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let valid = (1..=40).contains(&text.len()) && text.bytes().all(allowed);
        valid.then(|| Self(text.into()))
    }

    /// Takes any text: for ids in a file that have not been checked yet.
    pub(crate) fn unchecked(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the one of `items` that has this id.
    ///
    /// Nearly always it shares its text with this one, so texts need not be compared: pages of 500 questions look up
    /// each several times at every key.
    pub(crate) fn find<'items, T>(&self, items: &'items [T], id: impl Fn(&T) -> &Self) -> Option<&'items T> {
        items.get(self.place(items, id)?)
    }

    /// Returns the place of the one of `items` that has this id, found as in [`Self::find`].
    pub(crate) fn place<T>(&self, items: &[T], id: impl Fn(&T) -> &Self) -> Option<usize> {
        let is_copy = |item: &T| Arc::ptr_eq(&id(item).0, &self.0);
        items.iter().position(is_copy).or_else(|| items.iter().position(|item| id(item) == self))
    }

    /// Returns a title made from the id: `data-residency` gives `Data residency`.
    pub(crate) fn title(&self) -> String {
        let words = self.as_str().replace('-', " ");
        let mut characters = words.trim().chars();
        let first = characters.next().map(|first| first.to_ascii_uppercase());
        let title: String = first.into_iter().chain(characters).collect();
        if title.is_empty() { self.to_string() } else { title }
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
