//! Brings in what people voted elsewhere: ballots from files, and codes.
//!
//! A code counts under a name from the list only. Must not ask anybody, nor read files.

use super::{NotDone, Sitting};
use crate::report::words::join_some;
use crate::session::Participant;
use crate::session::ballot::{self, Ballot, Coded, Merged};
use crate::session::name::{folded, is_same};

/// How many names of the list a sentence says.
const MOST_NAMES: usize = 8;

impl Sitting {
    /// Merges `ballots` as one step of the history; says what each of them brought.
    ///
    /// # Errors
    /// Nothing may be changed, or one of them cannot be merged; then nothing is brought in.
    pub fn bring_in(&mut self, ballots: &[Ballot]) -> Result<Vec<Merged>, NotDone> {
        self.check_editable()?;
        let merge = ballot::merge(&self.session, ballots, self.now).map_err(NotDone::NotMerged)?;
        self.replace("ballot", merge.session);
        Ok(merge.report)
    }

    /// Returns who is meant by a name, or by the beginning of just one name.
    ///
    /// # Errors
    /// Nobody or more than one person of the list is meant; the sentence names the list.
    pub fn person(&self, name: &str) -> Result<&Participant, NotDone> {
        let people = self.session.participants();
        if let Some(person) = people.iter().find(|person| is_same(&person.name, name)) {
            return Ok(person);
        }
        let begun = folded(name);
        let mut meant = people.iter().filter(|person| !begun.is_empty() && folded(&person.name).starts_with(&begun));
        match (meant.next(), meant.next()) {
            (Some(person), None) => Ok(person),
            (Some(one), Some(other)) => Err(NotDone::Ambiguous { one: one.name.clone(), other: other.name.clone() }),
            (None, _) if people.is_empty() => Err(NotDone::NobodyNamed),
            (None, _) => Err(NotDone::NotListed(self.list_of_people())),
        }
    }

    /// Returns the names of the list as a sentence says them.
    pub fn list_of_people(&self) -> String {
        join_some(self.session.participants().iter().map(|person| person.name.clone()), MOST_NAMES)
    }

    /// Reads the code of a person of the list.
    ///
    /// # Errors
    /// Nothing may be changed, nobody is called so, or the code is wrong: one sentence that says how.
    pub fn read_code(&self, name: &str, code: &str) -> Result<Coded, NotDone> {
        self.check_editable()?;
        let name = &self.person(name)?.name;
        if code.trim().is_empty() {
            return Err(NotDone::NoCode(name.clone()));
        }
        Ballot::from_code(&self.session, name, code).map_err(|fault| NotDone::WrongCode { name: name.clone(), fault })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::words::brought;
    use crate::session::sample::session;
    use crate::sitting::{File, Kind};

    fn sitting() -> Sitting {
        Sitting::new(session(), Kind::Team, File::default())
    }

    #[test]
    fn a_name_is_meant_by_its_beginning() {
        let sitting = sitting();
        let meant = |name: &str| sitting.person(name).map(|person| person.name.as_str());
        assert_eq!([meant("ana"), meant("B"), meant(" a ")], [Ok("Ana"), Ok("Bo"), Ok("Ana")]);
        assert_eq!(meant("Chi").unwrap_err().to_string(), "A code counts under a name from the list: Ana and Bo");
        assert_eq!(meant(""), Err(NotDone::NotListed("Ana and Bo".to_owned())));
    }

    #[test]
    fn a_code_is_brought_in_as_one_step_and_a_wrong_one_changes_nothing() {
        let mut sitting = sitting();
        let before = sitting.session().clone();
        assert!(
            sitting.read_code("ana", "12 0000").unwrap_err().to_string().starts_with("Ana's code: the check characters do not fit Ana")
        );
        let coded = sitting.read_code("ana", "2-").unwrap();
        assert!(!coded.is_checked);
        let report = sitting.bring_in(&[coded.ballot]).unwrap();
        assert_eq!(brought(&report), "Brought in: Ana, 1 question. u undoes it");
        assert_eq!(sitting.undo().unwrap().label, "ballot");
        assert_eq!(*sitting.session(), before);
    }

    #[test]
    fn nothing_is_brought_into_a_session_that_is_only_read() {
        let file = File { read_only: Some("it is an example".to_owned()), ..File::default() };
        let mut sitting = Sitting::new(session(), Kind::Team, file);
        assert_eq!(sitting.read_code("Ana", "2-").unwrap_err().to_string(), "Nothing can be changed here: it is an example");
        assert!(matches!(sitting.bring_in(&[]), Err(NotDone::ReadOnly(_))));
    }
}
