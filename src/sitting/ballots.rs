//! Brings in what people voted elsewhere: ballots from files, and codes.
//!
//! A code counts under a name from the list only. Must not ask anybody, nor read files.

use std::fmt;

use super::Sitting;
use crate::report::words::join_some;
use crate::session::Participant;
use crate::session::ballot::{self, Ballot, Coded, Merged, Refused};
use crate::session::name::{folded, is_same};

/// How many names of the list a sentence says.
const MOST_NAMES: usize = 8;

/// Why ballots were not brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotBroughtIn {
    /// Nothing may be changed, and why.
    ReadOnly(String),
    /// A ballot cannot be merged.
    Refused(Refused),
}

impl fmt::Display for NotBroughtIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly(why) => f.write_str(why),
            Self::Refused(refused) => refused.fmt(f),
        }
    }
}

impl Sitting {
    /// Merges `ballots` as one step of the history; says what each of them brought.
    ///
    /// # Errors
    /// Nothing may be changed, or one of them cannot be merged; nothing is brought in then.
    pub fn bring_in(&mut self, ballots: &[Ballot]) -> Result<Vec<Merged>, NotBroughtIn> {
        self.check_editable().map_err(NotBroughtIn::ReadOnly)?;
        let merge = ballot::merge(&self.session, ballots, self.now).map_err(NotBroughtIn::Refused)?;
        self.replace("ballot", merge.session);
        Ok(merge.report)
    }

    /// Returns who is meant by a name, or by the beginning of just one name.
    ///
    /// # Errors
    /// Nobody or more than one person of the list is meant; the sentence names the list.
    pub fn person(&self, name: &str) -> Result<&Participant, String> {
        let people = self.session.participants();
        if let Some(person) = people.iter().find(|person| is_same(&person.name, name)) {
            return Ok(person);
        }
        let begun = folded(name);
        let mut meant = people.iter().filter(|person| !begun.is_empty() && folded(&person.name).starts_with(&begun));
        match (meant.next(), meant.next()) {
            (Some(person), None) => Ok(person),
            (Some(one), Some(other)) => Err(format!("Both {} and {} begin so: type one more letter", one.name, other.name)),
            (None, _) if people.is_empty() => Err("Say first who is here, in the setup: a code belongs to a name".to_owned()),
            (None, _) => Err(format!("A code counts under a name from the list: {}", self.list_of_people())),
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
    pub fn read_code(&self, name: &str, code: &str) -> Result<Coded, String> {
        self.check_editable()?;
        let name = &self.person(name)?.name;
        if code.trim().is_empty() {
            return Err(format!("Type the code that {name} sent, such as 23104 12532 7K3F"));
        }
        Ballot::from_code(&self.session, name, code).map_err(|fault| format!("{name}'s code: {fault}"))
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
        assert_eq!(meant("Chi").unwrap_err(), "A code counts under a name from the list: Ana and Bo");
        assert_eq!(meant("").unwrap_err(), "A code counts under a name from the list: Ana and Bo");
    }

    #[test]
    fn a_code_is_brought_in_as_one_step_and_a_wrong_one_changes_nothing() {
        let mut sitting = sitting();
        let before = sitting.session().clone();
        assert!(sitting.read_code("ana", "12 0000").unwrap_err().starts_with("Ana's code: the check characters do not fit Ana"));
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
        assert_eq!(sitting.read_code("Ana", "2-").unwrap_err(), "Nothing can be changed here: it is an example");
        assert!(matches!(sitting.bring_in(&[]), Err(NotBroughtIn::ReadOnly(_))));
    }
}
