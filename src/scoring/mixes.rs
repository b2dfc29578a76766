//! Mixes: a mix cannot do what none of its parts can do.
//!
//! This module must not know which answers strike a part; it only judges whether the struck parts kill the mix.

use super::row::{AltPlace, AltSet};
use crate::questionnaire::Alternative;

/// An alternative that is made of others.
#[derive(Debug, Clone)]
pub(super) struct Mix {
    /// The mix itself.
    pub(super) place: AltPlace,
    /// Its parts, in the order of its list.
    pub(super) parts: Vec<AltPlace>,
    /// The parts of each family, in the order in which the families come up; empty if all parts are of one family.
    families: Vec<AltSet>,
}

/// The parts whose loss kills a mix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// The parts.
    pub(super) parts: AltSet,
    /// True if these are all parts of one family: then only limits that requests cannot get around count. False if
    /// these are all parts of the mix: then every limit counts.
    pub(super) is_family: bool,
}

impl Mix {
    /// Returns every mix among `alternatives`, in their order.
    pub(super) fn all(alternatives: &[Alternative]) -> Vec<Self> {
        let mixes = AltPlace::first(alternatives.len()).zip(alternatives).filter(|(_, alternative)| !alternative.mixes.is_empty());
        mixes.map(|(place, alternative)| Self::new(place, alternative, alternatives)).collect()
    }

    fn new(place: AltPlace, alternative: &Alternative, alternatives: &[Alternative]) -> Self {
        let mut parts = Vec::new();
        let mut families: Vec<(&crate::questionnaire::Id, AltSet)> = Vec::new();
        for id in &alternative.mixes {
            let found = AltPlace::first(alternatives.len()).zip(alternatives).find(|(_, other)| other.id == *id);
            let Some((part, other)) = found else { continue };
            parts.push(part);
            match families.iter_mut().find(|(family, _)| **family == other.family) {
                Some((_, members)) => *members = members.with(part),
                None => families.push((&other.family, AltSet::NONE.with(part))),
            }
        }
        let families = if families.len() > 1 { families.into_iter().map(|(_, members)| members).collect() } else { Vec::new() };
        Self { place, parts, families }
    }

    /// Returns the group of parts whose loss kills the mix; `None` if it lives.
    ///
    /// `struck` are the parts that some question takes away; `struck_whole` are those that a question takes away for
    /// all requests, because the requests cannot be told apart.
    pub(super) fn killed_by(&self, struck: AltSet, struck_whole: AltSet) -> Option<Group> {
        let family = self.families.iter().find(|family| family.without(struck_whole).is_empty());
        let all: AltSet = self.parts.iter().copied().collect();
        let family = family.map(|family| Group { parts: *family, is_family: true });
        family.or_else(|| all.without(struck).is_empty().then_some(Group { parts: all, is_family: false }))
    }
}
