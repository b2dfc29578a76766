//! The commands that draw screens: the guided session, `run`, `ballot` and `demo`.
//!
//! Opens what they need and hands it to the terminal program. Must not draw.

use std::path::Path;

use super::{Exit, Failure, World};
use crate::cli;
use crate::demo;
use crate::session::{Change, Session};
use crate::store::{self, SessionFile};
use crate::text::clean_line;
use crate::tui::model::Sitting;
use crate::tui::theme::Theme;
use crate::tui::{self, Ended, How, Opening};

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
    let ended = tui::run(opening).map_err(|error| Failure::usage(format!("the terminal cannot be used: {error}")))?;
    if let How::Cut(end) = ended.how {
        end.carry_out();
    }
    say_goodbye(world, &ended)?;
    Ok(if ended.how == How::Interrupted { Exit::Interrupted } else { Exit::Done })
}

fn say_goodbye(world: &mut World, ended: &Ended) -> Result<(), Failure> {
    if let Some(problem) = &ended.problem {
        return Err(Failure::new(Exit::Failed, format!("the last changes are not saved: {problem}")));
    }
    let Some(path) = &ended.file else { return Ok(()) };
    let shown = clean_line(&path.to_string_lossy()).into_owned();
    world.print(&format!("Saved in {shown}\nGo on with: weigh run {shown}\n"))
}
