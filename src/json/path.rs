//! Where in a file something stands: the fields and items that lead to it.
//!
//! A path is a chain of borrowed steps, so that it costs nothing until something is wrong.

use super::place::Step;

/// The path to a field, from the outermost object.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The whole file.
    Root,
    /// A field of an object.
    Field(&'a Path<'a>, &'a str),
    /// An item of a list.
    Item(&'a Path<'a>, usize),
    /// The key of a field, if the key is wrong and not the value.
    Key(&'a Path<'a>),
    /// Any steps on.
    Steps(&'a Path<'a>, &'a [Step]),
}

impl<'a> Path<'a> {
    /// Returns the path of a field of this object.
    pub(crate) fn field(&'a self, name: &'a str) -> Self {
        Self::Field(self, name)
    }

    /// Returns the path of an item of this list, from 0.
    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }

    /// Returns the key that this path ends with, as a place of its own.
    pub(crate) fn key(&'a self) -> Self {
        Self::Key(self)
    }

    pub(super) fn is_key(&self) -> bool {
        matches!(self, Self::Key(_))
    }

    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut path = self;
        loop {
            path = match path {
                Self::Root => break,
                Self::Key(path) => path,
                Self::Steps(path, further) => {
                    steps.extend(further.iter().rev().cloned());
                    path
                }
                Self::Field(object, name) => {
                    steps.push(Step::Key((*name).to_owned()));
                    object
                }
                Self::Item(list, index) => {
                    steps.push(Step::Item(*index));
                    list
                }
            };
        }
        steps.reverse();
        steps
    }
}
