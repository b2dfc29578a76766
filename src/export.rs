//! Writes the decision record beside a session.
//!
//! The one thing that both front ends write besides the session itself.

use std::path::{Path, PathBuf};

use crate::report::{self, Format};
use crate::session::Session;
use crate::store::{self, FileError, Limit, Reason};

/// The most records that one folder takes.
const MOST_RECORDS: u32 = 999;

/// Writes `decision.md` into the folder of the session's file and returns its path.
///
/// A record of the same session is replaced. Any other file of that name is kept: the record then goes to
/// `decision-2.md`, `decision-3.md` and so on.
pub fn export(session: &Session, session_file: &Path) -> Result<PathBuf, FileError> {
    let record = report::render(session, Format::Markdown);
    let mut number = 1;
    loop {
        let path = session_file.with_file_name(name(number));
        let replaces = store::read(&path, Limit::Session).is_ok_and(|bytes| is_own(&bytes, session));
        match store::write_output(&path, record.as_bytes(), replaces, &[session_file]) {
            Ok(()) => return Ok(path),
            Err(error) if is_taken(&error) && number < MOST_RECORDS => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn name(number: u32) -> String {
    if number == 1 { "decision.md".to_owned() } else { format!("decision-{number}.md") }
}

fn is_own(bytes: &[u8], session: &Session) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| report::is_record_of(text, session))
}

fn is_taken(error: &FileError) -> bool {
    matches!(error.reason(), Reason::Exists | Reason::Special(_) | Reason::IsInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_its_own_is_replaced_and_any_other_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("example.weigh.json");
        let session = crate::demo::session();
        std::fs::write(folder.path().join("decision.md"), "# My own notes\n").unwrap();
        let names = [export(&session, &file), export(&session, &file)].map(|path| path.unwrap().file_name().unwrap().to_owned());
        assert_eq!(names, ["decision-2.md", "decision-2.md"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("decision.md")).unwrap(), "# My own notes\n");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn the_record_of_another_session_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("example.weigh.json");
        let mut other = crate::demo::session();
        let now = other.created();
        other.apply(crate::session::Change::Title("Another one: *really*".into()), now).unwrap();
        let paths = [export(&crate::demo::session(), &file), export(&other, &file), export(&other, &file)];
        assert_eq!(paths.map(|path| path.unwrap().file_name().unwrap().to_owned()), ["decision.md", "decision-2.md", "decision-2.md"]);
    }
}
