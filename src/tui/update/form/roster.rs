//! Reads a line of names as changes to a team. Must not make them.

use crate::session::{Change, Participant};

/// Returns the changes that turn the team `present` into `wanted`, in an order in which they can be made.
///
/// Whoever is named in both stays. Of the others, one whose name was begun or continued is the same person, then one who
/// stands at the same place among those who stay: a name that is corrected takes its votes along, and votes never pass
/// to somebody added elsewhere. The order of those who stay is kept.
pub(super) fn changes(present: &[Participant], wanted: &[Participant]) -> Vec<Change> {
    let mut left: Vec<&Participant> = present.iter().filter(|person| !is_among(person, wanted)).collect();
    let mut origins: Vec<Option<&Participant>> =
        wanted.iter().map(|new| present.iter().find(|old| folded(&old.name) == folded(&new.name))).collect();
    let stand_alike = |old: &Participant, new: &Participant| stay_before(old, present, wanted) == stay_before(new, wanted, present);
    let begun = |old: &Participant, new: &Participant| is_begun(&old.name, &new.name);
    for is_same in [&begun as &dyn Fn(&Participant, &Participant) -> bool, &stand_alike] {
        for (new, origin) in wanted.iter().zip(&mut origins).filter(|(_, origin)| origin.is_none()) {
            if let Some(place) = left.iter().position(|old| is_same(old, new)) {
                *origin = Some(left.remove(place));
            }
        }
    }
    let gone = left.into_iter().map(|person| Change::RemoveParticipant(person.name.clone()));
    let renamed = wanted.iter().zip(&origins).filter_map(|(new, origin)| {
        let old = origin.filter(|old| *old != new)?;
        Some(Change::EditParticipant { name: old.name.clone(), to: new.clone() })
    });
    let added = wanted.iter().zip(&origins).enumerate().filter(|(_, (_, origin))| origin.is_none());
    gone.chain(renamed).chain(added.map(|(place, (new, _))| Change::InsertParticipant(place, new.clone()))).collect()
}

/// Returns how many of those named in both `line` and `other` stand before `person` in `line`.
fn stay_before(person: &Participant, line: &[Participant], other: &[Participant]) -> usize {
    line.iter().take_while(|before| *before != person).filter(|before| is_among(before, other)).count()
}

fn is_among(person: &Participant, others: &[Participant]) -> bool {
    others.iter().any(|other| folded(&other.name) == folded(&person.name))
}

/// Tells whether one name is the other, begun or continued at either end.
fn is_begun(old: &str, new: &str) -> bool {
    let (old, new) = (folded(old), folded(new));
    let holds = |long: &str, short: &str| long.starts_with(short) || long.ends_with(short);
    holds(&old, &new) || holds(&new, &old)
}

fn folded(name: &str) -> String {
    name.to_lowercase()
}
