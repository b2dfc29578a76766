//! The commands that draw screens: the guided session, `run`, `ballot` and `demo`.
//!
//! Opens what they need and hands it to the terminal program. Must not draw.

use std::path::{Path, PathBuf};

use super::{Exit, Failure, World};
use crate::cli::{self, FileOrStandard};
use crate::demo;
use crate::session::ballot::Ballot;
use crate::session::{Change, Session};
use crate::store::{self, SessionFile};
use crate::text::clean_line;
use crate::tui::model::Sitting;
use crate::tui::theme::Theme;
use crate::tui::{self, How, Opening};

/// Runs the guided session of this folder: a new one, or one found here.
pub(super) fn guided(world: &mut World) -> Result<Exit, Failure> {
    let path = store::free_name(Path::new("."), "decision", ".weigh.json");
    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
    let session = Session::new(world.questionnaire(None)?, (world.now)());
    let file = SessionFile::create(&path).map_err(|error| Failure::unreadable(&error))?;
    sit(world, Opening { offer_found: true, ..opening(world, session, Some(file)) })
}

/// Opens a session, or creates it.
pub(super) fn run(arguments: &cli::Run, world: &mut World) -> Result<Exit, Failure> {
    match SessionFile::open(&arguments.session) {
        Ok((file, bytes)) => {
            let session =
                Session::parse(&bytes).map_err(|problems| Failure::invalid(clean_line(&arguments.session.to_string_lossy()), &problems))?;
            let read_only = session.is_from_newer_version().then(|| tui::NEWER.to_owned());
            sit(world, Opening { read_only, ..opening(world, session, Some(file)) })
        }
        Err(error) if error.is_missing() => {
            let session = new_session(arguments, world)?;
            let file = SessionFile::create(&arguments.session).map_err(|error| Failure::unreadable(&error))?;
            sit(world, opening(world, session, Some(file)))
        }
        Err(error) => Err(Failure::unreadable(&error)),
    }
}

/// Lets one person answer alone, into a file of their own; an earlier one is gone on with.
pub(super) fn ballot(arguments: &cli::Ballot, world: &mut World) -> Result<Exit, Failure> {
    let session = arguments.session.session()?;
    let fresh = Ballot::new(&session, &arguments.name, None).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    let path = match &arguments.output {
        Some(FileOrStandard::File(path)) => path.clone(),
        Some(FileOrStandard::Standard) => {
            return Err(Failure::usage("a ballot is filled in on the screen, so it cannot go to standard output: name a file"));
        }
        None => PathBuf::from(file_name(fresh.name())),
    };
    let (file, ballot) = match SessionFile::open(&path) {
        Ok((file, bytes)) => {
            (file, Ballot::parse(&bytes).map_err(|problems| Failure::invalid(clean_line(&path.to_string_lossy()), &problems))?)
        }
        Err(error) if error.is_missing() => (SessionFile::create(&path).map_err(|error| Failure::unreadable(&error))?, fresh),
        Err(error) => return Err(Failure::unreadable(&error)),
    };
    if !ballot.answers(session.questionnaire()) {
        return Err(Failure::new(
            Exit::Failed,
            format!("{} answers another questionnaire: keep it, and name another file with -o", clean_line(&path.to_string_lossy())),
        ));
    }
    let walk = ballot.walk(&session);
    let sitting = Sitting::Ballot { name: ballot.name().to_owned() };
    let read_only = ballot.is_from_newer_version().then(|| tui::NEWER.to_owned());
    let encode = Box::new(move |walk: &Session| ballot.walked(walk).to_json());
    let go_on = format!("Whoever holds the session brings it in with: weigh merge {} FILE", arguments.session);
    let opening = Opening { sitting, encode, read_only, ..opening(world, walk, Some(file)) };
    sit_and_say(world, opening, |_| go_on)
}

/// Returns the file of a person's ballot: letters, digits and `-` of the name are kept.
fn file_name(name: &str) -> String {
    let kept: String = name.chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).collect();
    let kept = kept.trim_matches('-');
    format!("{}.ballot.json", if kept.is_empty() { "ballot" } else { kept })
}

/// Shows the finished example.
pub(super) fn demo(world: &mut World) -> Result<Exit, Failure> {
    let session = demo::session();
    sit(world, Opening { at_result: true, ..opening(world, session, None) })
}

fn new_session(arguments: &cli::Run, world: &mut World) -> Result<Session, Failure> {
    let now = (world.now)();
    let mut session = Session::new(world.questionnaire(arguments.questions.as_ref())?, now);
    let title = arguments.title.iter().map(|title| Change::Title(title.clone()));
    let team = arguments.team.iter().flat_map(|team| team.0.iter().cloned().map(Change::AddParticipant));
    for change in title.chain(team) {
        session.apply(change, now).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    }
    Ok(session)
}

fn opening(world: &World, session: Session, file: Option<SessionFile>) -> Opening {
    Opening {
        session,
        file,
        encode: Box::new(Session::to_json),
        sitting: Sitting::Team,
        read_only: None,
        offer_found: false,
        at_result: false,
        theme: Theme { color: world.settings.color, ascii: world.settings.ascii },
        clock: world.now,
    }
}

/// Runs the sitting and says where the session is and how to go on.
fn sit(world: &mut World, opening: Opening) -> Result<Exit, Failure> {
    sit_and_say(world, opening, |file| format!("Go on with: weigh run {file}"))
}

fn sit_and_say(world: &mut World, opening: Opening, go_on: impl FnOnce(&str) -> String) -> Result<Exit, Failure> {
    let ended = tui::run(opening).map_err(|error| Failure::usage(format!("the terminal cannot be used: {error}")))?;
    if let How::Cut(end) = ended.how {
        end.carry_out();
    }
    if let Some(problem) = &ended.problem {
        return Err(Failure::new(Exit::Failed, format!("the last changes are not saved: {problem}")));
    }
    if let Some(path) = &ended.file {
        let file = clean_line(&path.to_string_lossy()).into_owned();
        world.print(&format!("Saved in {file}\n{}\n", go_on(&file)))?;
    }
    Ok(if ended.how == How::Interrupted { Exit::Interrupted } else { Exit::Done })
}
