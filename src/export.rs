//! Writes the decision record beside a session.
//!
//! The one thing that both front ends write besides the session itself.

use std::path::{Path, PathBuf};

use crate::report::{self, Format};
use crate::session::Session;
use crate::store::{self, FileError, Limit, Reason};

/// The most records that one folder takes.
const MOST_RECORDS: u32 = 999;

/// Writes `decision.md`, or what the format calls it, into the folder of the session's file and returns its path.
///
/// A record of the same session is replaced. Any other file of that name is kept: the record then goes to
/// `decision-2.md`, `decision-3.md` and so on.
pub fn export(session: &Session, format: Format, session_file: &Path) -> Result<PathBuf, FileError> {
    let record = report::render(session, format);
    let mut number = 1;
    loop {
        let path = session_file.with_file_name(name(number, format.key()));
        let replaces = store::read(&path, Limit::Session).is_ok_and(|bytes| is_own(&bytes, session, format));
        match store::write_output(&path, record.as_bytes(), replaces, &[session_file]) {
            Ok(()) => return Ok(path),
            Err(error) if is_taken(&error) && number < MOST_RECORDS => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn name(number: u32, ending: &str) -> String {
    if number == 1 { format!("decision.{ending}") } else { format!("decision-{number}.{ending}") }
}

fn is_own(bytes: &[u8], session: &Session, format: Format) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| report::is_record_of(text, session, format))
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
        let names = [export(&session, Format::Markdown, &file), export(&session, Format::Markdown, &file)]
            .map(|path| path.unwrap().file_name().unwrap().to_owned());
        assert_eq!(names, ["decision-2.md", "decision-2.md"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("decision.md")).unwrap(), "# My own notes\n");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_web_page_of_its_own_is_replaced_and_any_other_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("example.weigh.json");
        let session = crate::demo::session();
        let write = || export(&session, Format::Html, &file).unwrap().file_name().unwrap().to_owned();
        assert_eq!([write(), write()], ["decision.html", "decision.html"]);
        std::fs::write(folder.path().join("decision.html"), "<!doctype html><title>Mine</title>\n").unwrap();
        assert_eq!([write(), write()], ["decision-2.html", "decision-2.html"]);
    }

    #[test]
    fn the_record_of_another_session_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("example.weigh.json");
        let mut other = crate::demo::session();
        let now = other.created();
        other.apply(crate::session::Change::Title("Another one: *really*".into()), now).unwrap();
        let paths = [
            export(&crate::demo::session(), Format::Markdown, &file),
            export(&other, Format::Markdown, &file),
            export(&other, Format::Markdown, &file),
        ];
        assert_eq!(paths.map(|path| path.unwrap().file_name().unwrap().to_owned()), ["decision.md", "decision-2.md", "decision-2.md"]);
    }
}
