//! `weigh`: the guided session of this folder, a new one or one found here.

use std::io;
use std::path::{Path, PathBuf};

use super::front::{Front, Opened, front, sit};
use super::run::open;
use super::{Exit, Failure, World};
use crate::cli::FileOrStandard;
use crate::plain::{Stop, Talk, choose_session};
use crate::session::Session;
use crate::sitting::{Kind, keeper};
use crate::store::{self, SessionFile};

const INSTEAD: &str = "'weigh run FILE --title TEXT --no-input' creates a session, 'weigh merge FILE BALLOT' brings answers in";

pub(super) fn run(world: &mut World) -> Result<Exit, Failure> {
    let front = front(world.settings, INSTEAD)?;
    if front == Front::Plain {
        match choose(world) {
            Ok(Some(path)) => return sit(front, open(&path)?, world),
            Ok(None) => {}
            Err(Stop::Left | Stop::EndOfInput) => return Ok(Exit::Done),
            Err(stop) => return Err(stop.into()),
        }
    }
    let path = in_this_folder(store::free_name(Path::new("."), "decision", ".weigh.json"));
    let questions = world.questions(None);
    let inputs: Vec<&Path> = questions.iter().filter_map(FileOrStandard::path).collect();
    let sitting = Opened {
        session: Session::new(world.questionnaire(None)?, (world.now)()),
        file: SessionFile::create(&path, &inputs).map_err(|error| Failure::unreadable(&error))?,
        encode: Box::new(Session::to_json),
        kind: Kind::Team,
        read_only: None,
        offers_found: true,
    };
    sit(front, sitting, world)
}

/// Offers the sessions of the folder. One that cannot be read is listed too: it must not vanish without a word.
fn choose(world: &mut World) -> Result<Option<PathBuf>, Stop> {
    let mut found = keeper::sessions(Path::new("."));
    for session in &mut found.sessions {
        session.path = in_this_folder(std::mem::take(&mut session.path));
    }
    let mut input = io::stdin().lock();
    let mut talk = Talk::new(&mut input, world.output, world.settings.input_is_terminal, world.settings.output_is_terminal);
    choose_session(&mut talk, &found)
}

fn in_this_folder(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
}
