//! What lies in the session's folder: sessions to go on with, ballots to bring in. Must not change any of it.

use std::path::{Path, PathBuf};

use super::name;
use crate::questionnaire::Id;
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::store::{self, Limit};
use crate::tui::model::{FoundBallot, FoundSession};

/// The most sessions of a folder that are offered.
const MOST_FOUND: usize = 6;
/// The most ballots of a folder that are looked at.
const MOST_BALLOTS: usize = 50;

/// Finds the sessions of a folder, the ones touched last first.
pub(super) fn sessions(folder: &Path) -> Vec<FoundSession> {
    let mut paths = store::find(folder, ".weigh.json");
    store::sort_latest_first(&mut paths);
    paths.truncate(MOST_FOUND);
    paths.into_iter().filter_map(found_session).collect()
}

fn found_session(path: PathBuf) -> Option<FoundSession> {
    let session = Session::parse(&store::read(&path, Limit::Session).ok()?).ok()?;
    let asked: Vec<_> = session.questionnaire().questions().iter().filter(|question| session.is_asked(question)).collect();
    let answered = asked.iter().filter(|question| !session.is_open(&question.id)).count();
    Some(FoundSession { path, title: session.title().to_owned(), answered: (answered, asked.len()) })
}

/// Finds the ballots of a folder that answer the questionnaire of `session`.
pub(super) fn ballots(folder: &Path, session: &Session) -> Vec<FoundBallot> {
    store::find(folder, ".ballot.json").into_iter().take(MOST_BALLOTS).filter_map(|path| found_ballot(path, session)).collect()
}

fn found_ballot(path: PathBuf, session: &Session) -> Option<FoundBallot> {
    let ballot = read_ballot(&path).ok().filter(|ballot| ballot.answers(session.questionnaire()))?;
    let name = session.participant(ballot.name()).map_or(ballot.name(), |participant| &participant.name);
    let is_in = |(question, vote): (&Id, &crate::session::Vote)| session.votes(question).is_some_and(|votes| votes.get(name) == Some(vote));
    let merged = ballot.votes().iter().all(is_in);
    Some(FoundBallot { name: ballot.name().to_owned(), path, merged })
}

/// Reads a ballot; an error is a sentence.
pub(super) fn read_ballot(path: &Path) -> Result<Ballot, String> {
    let bytes = store::read(path, Limit::Document).map_err(|error| error.to_string())?;
    Ballot::parse(&bytes).map_err(|problems| format!("{}: {problems}", name(path)))
}
