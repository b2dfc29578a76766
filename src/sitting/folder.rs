//! What lies in the session's folder: sessions to go on with, ballots to bring in. Must not change any of it.

use std::path::{Path, PathBuf};

use super::keeper::KeepError;
use crate::questionnaire::Id;
use crate::scoring::{Standing, standing};
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::store::{self, Limit};
use crate::text::clean_line;

/// The most sessions of a folder that are read and offered: as many as there are digits.
const MOST_SESSIONS: usize = 9;
/// The most ballots of a folder that are looked at.
const MOST_BALLOTS: usize = 50;

/// The sessions of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those that are offered, the ones touched last first.
    pub sessions: Vec<FoundSession>,
    /// How many more there are.
    pub more: usize,
}

/// A session found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSession {
    /// Its file.
    pub path: PathBuf,
    /// What it holds; `None` if it cannot be read. It is listed all the same: nothing vanishes without a word.
    pub content: Option<Content>,
}

/// What a session found holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it decides; may be empty.
    pub title: String,
    /// How many questions are answered, voted on, open and unknown.
    pub standing: Standing,
}

/// A ballot found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBallot {
    /// Its file.
    pub path: PathBuf,
    /// Whose it is.
    pub name: String,
    /// All of it is in the session already.
    pub merged: bool,
}

impl FoundSession {
    /// Returns the session as it is offered: `Lunch: 1 answered, 1 open (lunch.weigh.json)`.
    pub fn describe(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let counts = self.content.as_ref().map(|content| format!(": {}", content.standing));
        format!("{}{} ({})", self.title(), counts.unwrap_or_default(), clean_line(&name))
    }

    /// Returns what the session decides, or what is wrong with it.
    pub fn title(&self) -> &str {
        match &self.content {
            None => "cannot be read",
            Some(content) if content.title.is_empty() => "no title yet",
            Some(content) => &content.title,
        }
    }
}

/// Finds the sessions of a folder, the ones touched last first.
pub fn sessions(folder: &Path) -> Listing {
    let mut paths = store::find(folder, ".weigh.json");
    store::sort_latest_first(&mut paths);
    let more = paths.len().saturating_sub(MOST_SESSIONS);
    paths.truncate(MOST_SESSIONS);
    let sessions = paths.into_iter().map(|path| FoundSession { content: content(&path), path });
    Listing { sessions: sessions.collect(), more }
}

fn content(path: &Path) -> Option<Content> {
    let session = Session::parse(&store::read(path, Limit::Session).ok()?).ok()?;
    Some(Content { title: session.title().to_owned(), standing: standing(&session) })
}

/// Finds the ballots of a folder that answer the questionnaire of `session`.
pub fn ballots(folder: &Path, session: &Session) -> Vec<FoundBallot> {
    store::find(folder, ".ballot.json").into_iter().take(MOST_BALLOTS).filter_map(|path| found_ballot(path, session)).collect()
}

fn found_ballot(path: PathBuf, session: &Session) -> Option<FoundBallot> {
    let ballot = read_ballot(&path).ok().filter(|ballot| ballot.answers(session.questionnaire()))?;
    let name = session.participant(ballot.name()).map_or(ballot.name(), |participant| &participant.name);
    let is_in = |(question, vote): (&Id, &crate::session::Vote)| session.votes(question).is_some_and(|votes| votes.get(name) == Some(vote));
    let merged = ballot.votes().iter().all(is_in);
    Some(FoundBallot { name: ballot.name().to_owned(), path, merged })
}

/// Reads a ballot.
pub(super) fn read_ballot(path: &Path) -> Result<Ballot, KeepError> {
    let bytes = store::read(path, Limit::Document)?;
    Ballot::parse(&bytes).map_err(|problems| KeepError::Invalid { file: clean_line(&path.to_string_lossy()).into_owned(), problems })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p24_the_newest_of_1501_sessions_is_offered_first() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |number: u64| folder.path().join(format!("{number:04}.weigh.json"));
        let start = std::time::SystemTime::UNIX_EPOCH;
        for number in 0..1501 {
            let file = std::fs::File::create(path(number)).expect("the folder is writable");
            // By name the newest stands in the middle.
            let age = number.abs_diff(777);
            file.set_modified(start + std::time::Duration::from_secs(100_000 - age)).expect("ours");
        }
        let found = sessions(folder.path());
        assert_eq!(found.sessions.first().map(|found| found.path.clone()), Some(path(777)));
        assert_eq!((found.sessions.len(), found.more), (MOST_SESSIONS, 1501 - MOST_SESSIONS));
    }
}
