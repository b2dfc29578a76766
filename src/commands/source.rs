//! Reads the files that commands are given, and says which of them is wrong.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{Failure, World};
use crate::cli::FileOrStandard;
use crate::json;
use crate::questionnaire::{Interner, Questionnaire};
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::store::{self, Limit};
use crate::text::clean_line;

/// The most fields named of what is left out.
const MOST_NAMED: usize = 8;

/// Says which fields are left out.
pub(super) fn left_out(fields: &[String]) -> String {
    let named: Vec<String> = fields.iter().take(MOST_NAMED).map(|field| format!("`{field}`")).collect();
    let more = fields.len() - named.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("left out, because unknown here: {}{more}", named.join(", "))
}

impl FileOrStandard {
    /// Returns the bytes.
    pub(super) fn read(&self, limit: Limit) -> Result<Vec<u8>, Failure> {
        let bytes = match self {
            Self::Standard => store::read_standard_input(limit),
            Self::File(path) => store::read(path, limit),
        };
        bytes.map_err(|error| Failure::unreadable(&error))
    }

    /// Returns the path, if it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Standard => None,
            Self::File(path) => Some(path),
        }
    }

    /// Reads a session, for looking at it only; says what of it is left out.
    pub(super) fn session(&self, world: &mut World) -> Result<Session, Failure> {
        let bytes = self.read(Limit::Session)?;
        let session = Session::parse(&bytes).map_err(|problems| Failure::invalid(self, &problems))?;
        if session.is_from_newer_version() {
            world.remark_left_out(self, &Session::left_out(&bytes));
        }
        Ok(session)
    }

    /// Reads one of many sessions, for looking at it only. Returns it with the fields that are left out.
    pub(super) fn one_of_many(&self, questionnaires: &Interner) -> Result<(Session, Vec<String>), Failure> {
        let bytes = self.read(Limit::Session)?;
        let session = Session::parse_sharing(&bytes, questionnaires).map_err(|problems| Failure::invalid(self, &problems))?;
        let left_out = if session.is_from_newer_version() { Session::left_out(&bytes) } else { Vec::new() };
        Ok((session, left_out))
    }

    /// Reads a ballot; says what of it is left out.
    pub(super) fn ballot(&self, world: &mut World) -> Result<Ballot, Failure> {
        let bytes = self.read(Limit::Document)?;
        let ballot = Ballot::parse(&bytes).map_err(|problems| Failure::invalid(self, &problems))?;
        if ballot.is_from_newer_version() {
            world.remark_left_out(self, &Ballot::left_out(&bytes));
        }
        Ok(ballot)
    }

    /// Reads a questionnaire.
    pub(super) fn questionnaire(&self) -> Result<Questionnaire, Failure> {
        Questionnaire::parse(&self.read(Limit::Document)?).map_err(|problems| Failure::invalid(self, &problems))
    }
}

impl fmt::Display for FileOrStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.write_str("standard input"),
            Self::File(path) => f.write_str(&clean_line(&path.to_string_lossy())),
        }
    }
}

impl World<'_> {
    /// Refuses more than one `-` among the inputs: standard input can be read only once. Tells a person at a terminal
    /// that it is being read.
    pub(super) fn expect_standard_input<'a>(&mut self, inputs: impl IntoIterator<Item = &'a FileOrStandard>) -> Result<(), Failure> {
        let times = inputs.into_iter().filter(|input| **input == FileOrStandard::Standard).count();
        if times > 1 {
            return Err(Failure::usage("standard input (-) can be read only once: name files for the others"));
        }
        if times == 1 && self.settings.input_is_terminal {
            self.remark("Reading what is typed or pasted here, up to Ctrl-D at the beginning of a line.");
        }
        Ok(())
    }

    /// Says in a line which fields of a file of a newer version are left out, if any are.
    pub(super) fn remark_left_out(&mut self, source: &FileOrStandard, fields: &[String]) {
        if !fields.is_empty() {
            self.remark(format_args!("{source} was written by a newer weigh; {}", left_out(fields)));
        }
    }

    /// Returns the questionnaire for new sessions: `given`, else that of `WEIGH_QUESTIONS`, else the built-in one.
    pub(super) fn questionnaire(&self, given: Option<&FileOrStandard>) -> Result<Arc<Questionnaire>, Failure> {
        match self.questions(given) {
            Some(source) => Ok(Arc::new(source.questionnaire()?)),
            None => Ok(Arc::new(Questionnaire::built_in())),
        }
    }

    /// Returns where the questionnaire for new sessions comes from, unless it is the built-in one.
    pub(super) fn questions(&self, given: Option<&FileOrStandard>) -> Option<FileOrStandard> {
        given.cloned().or_else(|| self.own_questions.clone().map(FileOrStandard::from))
    }
}

/// A file of one of the three kinds.
#[derive(Debug)]
pub(super) enum Document {
    Questionnaire(Questionnaire),
    Session(Session),
    Ballot(Ballot),
}

impl Document {
    /// Returns what kind of file it is, with its article.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Questionnaire(_) => "a questionnaire",
            Self::Session(_) => "a session",
            Self::Ballot(_) => "a ballot",
        }
    }

    /// Tells whether a newer version of this program has made it: not everything in it was understood.
    pub(super) fn is_from_newer_version(&self) -> bool {
        match self {
            Self::Questionnaire(questionnaire) => questionnaire.is_from_newer_version(),
            Self::Session(session) => session.is_from_newer_version(),
            Self::Ballot(ballot) => ballot.is_from_newer_version(),
        }
    }

    /// Returns the fields of `bytes`, from which it was read, that are left out because a newer version wrote them.
    fn left_out(&self, bytes: &[u8]) -> Vec<String> {
        match self {
            _ if !self.is_from_newer_version() => Vec::new(),
            Self::Questionnaire(questionnaire) => questionnaire.left_out(),
            Self::Session(_) => Session::left_out(bytes),
            Self::Ballot(_) => Ballot::left_out(bytes),
        }
    }
}

impl FileOrStandard {
    /// Reads a file of any kind. What it calls itself decides which or, if it is too broken to say, its name. Returns
    /// it with the fields that are left out.
    pub(super) fn document(&self, questionnaires: &Interner) -> Result<(Document, Vec<String>), Failure> {
        let is_session = self.has_ending(".weigh.json");
        let bytes = self.read(if is_session { Limit::Session } else { Limit::Document })?;
        let document = self.parse(&bytes, is_session, questionnaires)?;
        let left_out = document.left_out(&bytes);
        Ok((document, left_out))
    }

    fn parse(&self, bytes: &[u8], is_session: bool, questionnaires: &Interner) -> Result<Document, Failure> {
        let parse = || Session::parse_sharing(bytes, questionnaires).map(Document::Session);
        // Most sessions are sound and named as such: those are read only once.
        let refused = match is_session.then(parse) {
            Some(Ok(document)) => return Ok(document),
            Some(Err(problems)) => Some(problems),
            None => None,
        };
        let session = || refused.map_or_else(parse, Err);
        let ballot = || Ballot::parse(bytes).map(Document::Ballot);
        let is_ballot = self.has_ending(".ballot.json");
        // What is no sound file of the kind that it calls itself is rather of the one that its name says.
        let document = match kind(bytes).as_deref() {
            Some("weigh-session") => session().or_else(|problems| if is_ballot { ballot() } else { Err(problems) }),
            Some("weigh-ballot") => ballot().or_else(|problems| if is_session { session() } else { Err(problems) }),
            None if is_session => session(),
            None if is_ballot => ballot(),
            Some(_) | None => Questionnaire::parse(bytes).map(Document::Questionnaire),
        };
        document.map_err(|problems| Failure::invalid(self, &problems))
    }

    fn has_ending(&self, ending: &str) -> bool {
        self.path().is_some_and(|path| path.to_string_lossy().ends_with(ending))
    }
}

fn kind(bytes: &[u8]) -> Option<String> {
    json::Source::new(bytes).ok()?.kind()
}
