//! Keeps a session in its file: saving, the copy after a conflict, another file, the record.
//!
//! The only place from which a sitting writes files, through the store. This module must not decide when.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{FileDrafts, Keeper, Kept, shown};
use crate::ballot_page;
use crate::problem::Problems;
use crate::report::{self, Format};
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::sitting::File;
use crate::sitting::folder::{self, FoundBallot};
use crate::store::{Beside, FileError, Saved, SessionFile};

/// How a session becomes the content of its file.
pub type Encode = Box<dyn Fn(&Session) -> String>;

/// Why a session of a newer version is only shown.
pub const NEWER: &str = "it was written by a newer version of weigh; update weigh to change it";

/// Why something could not be kept, or not be read.
#[derive(Debug)]
pub enum KeepError {
    /// A file cannot be read or written.
    File(FileError),
    /// A file does not say what it should.
    Invalid {
        /// Its cleaned name.
        file: String,
        /// What is wrong with it.
        problems: Problems,
    },
}

impl fmt::Display for KeepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Invalid { file, problems } => write!(f, "{file}: {problems}"),
        }
    }
}

impl std::error::Error for KeepError {}

impl From<FileError> for KeepError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

/// Keeps a session in a file.
pub struct FileKeeper {
    file: SessionFile,
    encode: Encode,
    read_only: Option<String>,
}

impl fmt::Debug for FileKeeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileKeeper").field("file", &self.file).finish_non_exhaustive()
    }
}

impl FileKeeper {
    /// Keeps what `encode` makes of the session in an open file. If nothing may be written, `read_only` says why.
    pub fn new(file: SessionFile, encode: Encode, read_only: Option<String>) -> Self {
        Self { file, encode, read_only }
    }

    /// Opens another session to go on with.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(path: &Path) -> Result<(Self, Session), KeepError> {
        let (file, bytes) = SessionFile::open(path)?;
        let session = Session::parse(&bytes).map_err(|problems| KeepError::Invalid { file: shown(path), problems })?;
        let read_only = session.is_from_newer_version().then(|| NEWER.to_owned());
        Ok((Self::new(file, Box::new(Session::to_json), read_only), session))
    }

    /// Returns the path of the file, once there is one.
    pub fn path(&self) -> Option<PathBuf> {
        self.file.exists().then(|| self.file.path().to_owned())
    }

    /// Returns what keeps the draft of a live vote beside the session: `decision.draft.json`.
    pub fn drafts(&self) -> FileDrafts {
        FileDrafts(self.file.private(".draft.json"))
    }

    /// Returns the folder of the file.
    pub fn folder(&self) -> &Path {
        self.file.path().parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// Has `notify` called when the disk reports an error only after a save.
    pub fn on_late_error(&self, notify: impl Fn() + Send + 'static) {
        self.file.on_sync_error(notify);
    }

    /// Saves a summary beside the session; returns its name.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn keep_summary(&mut self, session: &Session, summary: &str) -> Result<String, KeepError> {
        self.write_beside(session, "decision-summary", ".txt", &format!("{summary}\n\n{SUMMARY_MARK}\n"))
    }

    /// Writes `content` to `<stem><ending>` beside the session, or to the next name if somebody else's file has that one;
    /// returns its name.
    fn write_beside(&mut self, session: &Session, stem: &str, ending: &str, content: &str) -> Result<String, KeepError> {
        let created = session.created().to_string();
        let replaces = self.read_only.is_none();
        let path = self.file.write_beside(&Beside { stem, ending, content: content.as_bytes(), session: &created, replaces })?;
        Ok(shown(&path))
    }
}

impl Keeper for FileKeeper {
    fn file(&self) -> File {
        let by_file = self.file.access().obstacle().map(|reason| reason.to_string());
        File { name: shown(self.file.path()), read_only: self.read_only.clone().or(by_file), problem: None }
    }

    fn exists(&self) -> bool {
        self.file.exists()
    }

    fn save(&mut self, session: &Session) -> Result<Kept, KeepError> {
        Ok(kept(&self.file.save(&(self.encode)(session))?))
    }

    fn is_disturbed(&self) -> bool {
        self.file.is_disturbed()
    }

    fn late_error(&mut self) -> Option<KeepError> {
        self.file.take_sync_error().map(KeepError::File)
    }

    fn save_as(&mut self, path: &Path, session: &Session) -> Result<(), KeepError> {
        Ok(self.file.save_as(path, &(self.encode)(session))?)
    }

    fn settle(&self) {
        self.file.sync();
    }

    fn finish(&mut self) -> Result<Kept, KeepError> {
        Ok(kept(&self.file.finish()?))
    }

    fn export(&mut self, session: &Session, format: Format) -> Result<String, KeepError> {
        self.write_beside(session, "decision", &format!(".{}", format.key()), &report::render(session, format))
    }

    fn ballots(&self, session: &Session) -> Vec<FoundBallot> {
        folder::ballots(self.folder(), session)
    }

    fn ballot(&self, path: &Path) -> Result<Ballot, KeepError> {
        folder::read_ballot(path)
    }

    fn drafts(&self) -> Option<FileDrafts> {
        Some(Self::drafts(self))
    }

    fn write_page(&mut self, session: &Session) -> Result<String, KeepError> {
        self.write_beside(session, "ballot", ".html", &ballot_page::file(session))
    }
}

/// The last line of every summary.
const SUMMARY_MARK: &str = "Made with weigh.";

fn kept(saved: &Saved) -> Kept {
    match (saved.remark(), saved) {
        (None, _) => Kept::There,
        (Some(said), Saved::Conflict(path)) => Kept::Elsewhere { name: shown(path), said },
        (Some(said), _) => Kept::Remarkably(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps a session in `name`, as a sitting of its own.
    fn keeper(folder: &Path, name: &str, session: &Session) -> FileKeeper {
        let path = folder.join(name);
        if !path.exists() {
            std::fs::write(&path, session.to_json()).unwrap();
        }
        FileKeeper::open(&path).unwrap().0
    }

    /// Writes the record and returns the name of its file.
    fn record(keeper: &mut FileKeeper, session: &Session) -> String {
        let path = keeper.export(session, Format::Markdown).unwrap();
        path.rsplit('/').next().unwrap().to_owned()
    }

    fn titled(title: &str) -> Session {
        let mut session = crate::session::sample::session();
        session.apply(crate::session::Change::Title(title.into()), session.created()).unwrap();
        session
    }

    #[test]
    fn p22_a_record_is_replaced_in_the_sitting_that_wrote_it_and_in_a_later_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = keeper(folder.path(), "a.weigh.json", &titled("A"));
        assert_eq!([titled("A"), titled("A 2")].map(|session| record(&mut first, &session)), ["decision.md", "decision.md"]);
        drop(first);
        let mut later = keeper(folder.path(), "a.weigh.json", &titled("A"));
        assert_eq!(record(&mut later, &titled("A 3")), "decision.md");
        assert!(std::fs::read_to_string(folder.path().join("decision.md")).unwrap().starts_with("# A 3"));
    }

    #[test]
    fn p22_a_record_that_somebody_changed_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path(), "a.weigh.json", &titled("A"));
        record(&mut keeper, &titled("A"));
        // In place, so that everything but the content stays.
        let path = folder.path().join("decision.md");
        let edited = std::fs::read_to_string(&path).unwrap().replace("# A", "# A, as we all know");
        std::fs::write(&path, &edited).unwrap();
        assert_eq!([titled("A"), titled("A 2")].map(|session| record(&mut keeper, &session)), ["decision-2.md", "decision-2.md"]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), edited);
    }

    #[test]
    fn p22_the_record_of_another_session_is_kept_even_of_a_copy_or_of_a_new_one_of_that_name() {
        let folder = tempfile::tempdir().unwrap();
        record(&mut keeper(folder.path(), "a.weigh.json", &titled("A")), &titled("A"));
        // The same title, day and answers; then more was answered.
        std::fs::copy(folder.path().join("a.weigh.json"), folder.path().join("b.weigh.json")).unwrap();
        assert_eq!(record(&mut keeper(folder.path(), "b.weigh.json", &titled("A")), &titled("A, more")), "decision-2.md");
        std::fs::remove_file(folder.path().join("a.weigh.json")).unwrap();
        let created = titled("").created() + jiff::SignedDuration::from_secs(1);
        let new = Session::new(titled("").shared_questionnaire(), created);
        assert_eq!(record(&mut keeper(folder.path(), "a.weigh.json", &new), &new), "decision-3.md");
        assert!(!std::fs::read_to_string(folder.path().join("decision.md")).unwrap().contains("more"), "it is as it was");
    }

    #[test]
    fn p22_a_read_only_sitting_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut editor = keeper(folder.path(), "a.weigh.json", &titled("A"));
        record(&mut editor, &titled("A"));
        let mut viewer = keeper(folder.path(), "a.weigh.json", &titled("A"));
        assert!(viewer.file().read_only.is_some());
        assert_eq!([titled("B"), titled("B 2")].map(|session| record(&mut viewer, &session)), ["decision-2.md", "decision-3.md"]);
        assert_eq!(record(&mut viewer, &titled("A")), "decision.md", "it is there already");
        drop(editor);
        let (file, _) = SessionFile::open(&folder.path().join("a.weigh.json")).unwrap();
        let mut newer = FileKeeper::new(file, Box::new(Session::to_json), Some(NEWER.to_owned()));
        assert_eq!(record(&mut newer, &titled("C")), "decision-4.md");
    }

    #[test]
    fn p22_a_summary_and_a_ballot_page_replace_only_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let session = titled("A");
        let mut keeper = keeper(folder.path(), "a.weigh.json", &session);
        for (name, hers) in
            [("decision-summary.txt", "Made with weigh. By me."), ("ballot.html", "<meta name=\"generator\" content=\"weigh ballot\">")]
        {
            std::fs::write(folder.path().join(name), hers).unwrap();
        }
        assert!(
            ["six lines", "seven lines"]
                .iter()
                .all(|text| keeper.keep_summary(&session, text).unwrap().ends_with("/decision-summary-2.txt"))
        );
        assert!([&session, &titled("B")].iter().all(|session| keeper.write_page(session).unwrap().ends_with("/ballot-2.html")));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 5);
    }

    #[test]
    fn p22_links_folders_and_write_protected_files_are_left_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path(), "a.weigh.json", &titled("A"));
        std::os::unix::fs::symlink("/nowhere/else", folder.path().join("decision.md")).unwrap();
        std::fs::create_dir(folder.path().join("decision-2.md")).unwrap();
        assert_eq!(record(&mut keeper, &titled("A")), "decision-3.md");
        std::fs::set_permissions(folder.path().join("decision-3.md"), std::fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(record(&mut keeper, &titled("A 2")), "decision-4.md");
    }

    #[test]
    fn p23_a_record_is_not_more_open_than_its_session() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path(), "a.weigh.json", &titled("A"));
        std::fs::set_permissions(folder.path().join("a.weigh.json"), std::fs::Permissions::from_mode(0o600)).unwrap();
        record(&mut keeper, &titled("A"));
        let mode = std::fs::metadata(folder.path().join("decision.md")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
