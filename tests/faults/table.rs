//! A folder with a session in it, and what it holds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use weigh::session::Session;
use weigh::store::{Access, SessionFile};

use crate::pty;

/// The session that the tests work on.
pub(crate) const SESSION: &str = "team.weigh.json";

/// What a session file says, without what is different in every run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said(String);

/// A folder of its own for a test.
pub(crate) struct Table {
    folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Table {
    /// Lays out a folder with a small questionnaire.
    pub(crate) fn set(questions: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = fs::canonicalize(folder.path()).unwrap();
        fs::write(path.join("small.json"), pty::small_questionnaire(questions)).unwrap();
        fs::create_dir(path.join("elsewhere")).unwrap();
        Self { folder, path }
    }

    pub(crate) fn session(&self) -> PathBuf {
        self.path.join(SESSION)
    }

    /// Returns the names of what lies in the folder besides the questionnaire.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != "small.json" && name != "elsewhere").collect();
        names.sort();
        names
    }

    /// Opens the session `name`, if it exists, as the next start does: nobody holds it, and no temporary file stays.
    pub(crate) fn start_again(&self, name: &str) {
        let path = self.path.join(name);
        if !path.exists() {
            return;
        }
        let access = SessionFile::open(&path).map(|(file, _)| file.access());
        assert!(matches!(access, Ok(Access::Edit)), "the next start gets {access:?}");
        let prefix = format!(".{name}.");
        let left: Vec<String> = self.names().into_iter().filter(|name| name.starts_with(&prefix)).collect();
        assert_eq!(left, Vec::<String>::new(), "left by the next start");
    }

    /// Does `work`. If it panics, keeps the folder, so that the reason can be looked for, and returns that reason.
    pub(crate) fn keep_if_it_fails<T>(self, work: impl FnOnce(&Self) -> T) -> Result<T, String> {
        catch_unwind(AssertUnwindSafe(|| work(&self))).map_err(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let words = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
            format!("{words}\n(its folder: {})", self.folder.keep().display())
        })
    }
}

/// Returns what the session at `path` says. Is `None` without a file.
pub(crate) fn said(path: &Path) -> Option<Said> {
    let bytes = fs::read(path).ok()?;
    let session = Session::parse(&bytes).unwrap_or_else(|problems| panic!("{} is torn: {problems}", path.display()));
    let mut json: Value = serde_json::from_str(&session.to_json()).unwrap();
    for field in ["created", "result_seen", "log", "questionnaire"] {
        json.as_object_mut().unwrap().remove(field);
    }
    Some(Said(json.to_string()))
}
