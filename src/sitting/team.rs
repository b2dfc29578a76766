//! Edits the team as a line of names: who stays, who is new, and whose name was corrected.
//!
//! The line is read against the team as it was when it was opened: half a name typed into the middle (`BChi` on the way
//! to `Bo, Chi`) never moves anybody's votes. That somebody who voted has another name now is asked, never guessed.

use super::{NotDone, Sitting};
use crate::session::name::folded;
use crate::session::{Change, Participant, Refusal, Session, parse_team};

/// Somebody who voted is gone from the line, and somebody new stands in their place: perhaps the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The name so far.
    pub from: String,
    /// The new name.
    pub to: String,
}

/// What a line of names asked for and was not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Who may be somebody else under another name: to be asked about.
    pub asked: Vec<Renaming>,
    /// Why somebody who is gone from the line stays.
    pub refused: Option<Refusal>,
}

impl Sitting {
    /// Brings the participants in line with `line`, read against the team of `base`. Those who voted stay, unless they
    /// are `renamed`.
    ///
    /// # Errors
    /// The line is no list of names, or nothing may be changed.
    pub fn set_team(&mut self, base: &Session, line: &str, renamed: &[Renaming]) -> Result<LeftOut, NotDone> {
        let wanted = parse_team(line)?;
        let edit = Edit::new(base, &wanted, renamed);
        self.rework("who is here", base, edit.changes)?;
        Ok(LeftOut { asked: edit.asked, refused: edit.refused })
    }
}

/// What a line of names says.
#[derive(Debug, Default)]
struct Edit {
    changes: Vec<Change>,
    asked: Vec<Renaming>,
    refused: Option<Refusal>,
}

impl Edit {
    /// Reads what turns the team of `base` into `wanted`, in an order in which it can be done.
    ///
    /// Those named in both stay. Of the others, one whose name was begun or continued is the same person, as is one who
    /// stands at the same place among those who stay and has not voted.
    fn new(base: &Session, wanted: &[Participant], renamed: &[Renaming]) -> Self {
        let present = base.participants();
        let mut left: Vec<&Participant> = present.iter().filter(|person| !is_among(person, wanted)).collect();
        let same_name = |new: &Participant| present.iter().find(|old| folded(&old.name) == folded(&new.name));
        let mut origins: Vec<Option<&Participant>> = wanted.iter().map(same_name).collect();
        let is_told = |old: &Participant, new: &Participant| renamed.iter().any(|said| said.from == old.name && said.to == new.name);
        let stands_alike = |old: &Participant, new: &Participant| stay_before(old, present, wanted) == stay_before(new, wanted, present);
        let is_free = |old: &Participant, new: &Participant| !base.has_voted(&old.name) && stands_alike(old, new);
        let begun = |old: &Participant, new: &Participant| is_begun(&old.name, &new.name);
        for is_same in [&is_told as &dyn Fn(&Participant, &Participant) -> bool, &begun, &is_free] {
            for (new, origin) in wanted.iter().zip(&mut origins).filter(|(_, origin)| origin.is_none()) {
                if let Some(place) = left.iter().position(|old| is_same(old, new)) {
                    *origin = Some(left.remove(place));
                }
            }
        }
        let mut edit = Self::default();
        let mut new = wanted.iter().zip(&origins).filter(|(_, origin)| origin.is_none()).map(|(new, _)| new);
        for old in left {
            match (base.has_voted(&old.name), renamed.is_empty().then(|| new.find(|new| stands_alike(old, new))).flatten()) {
                (false, _) => edit.changes.push(Change::RemoveParticipant(old.name.clone())),
                (true, Some(new)) => edit.asked.push(Renaming { from: old.name.clone(), to: new.name.clone() }),
                (true, None) => edit.refused = Some(Refusal::HasVoted(old.name.clone())),
            }
        }
        edit.rename_and_add(wanted, &origins);
        edit
    }

    fn rename_and_add(&mut self, wanted: &[Participant], origins: &[Option<&Participant>]) {
        let renamed = wanted.iter().zip(origins).filter_map(|(new, origin)| {
            let old = origin.filter(|old| *old != new)?;
            Some(Change::EditParticipant { name: old.name.clone(), to: new.clone() })
        });
        let added = wanted.iter().zip(origins).enumerate().filter(|(_, (_, origin))| origin.is_none());
        let added = added.map(|(place, (new, _))| Change::InsertParticipant(place, new.clone()));
        self.changes.extend(renamed.chain(added));
    }
}

/// Returns who of `known` has another name in `present`, begun or continued: from the name to the name.
pub(super) fn renamed(known: impl Iterator<Item = String>, present: &[Participant]) -> Vec<(String, String)> {
    let known: Vec<String> = known.collect();
    let is_kept = |name: &str| present.iter().any(|person| folded(&person.name) == folded(name));
    let mut left: Vec<&String> = known.iter().filter(|name| !is_kept(name)).collect();
    let new = present.iter().filter(|person| !known.iter().any(|name| folded(name) == folded(&person.name)));
    let pairs = new.filter_map(|person| {
        let place = left.iter().position(|name| is_begun(name, &person.name))?;
        Some((left.remove(place).clone(), person.name.clone()))
    });
    pairs.collect()
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
