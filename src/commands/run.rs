//! `weigh run`: opens a session, or creates it.

use std::path::Path;

use super::front::{Opened, front, sit};
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, Run};
use crate::plain::quoted;
use crate::scoring::{Standing, standing};
use crate::session::{Change, Participant, Session};
use crate::sitting::Kind;
use crate::sitting::keeper::NEWER;
use crate::store::{Access, FileError, SessionFile};
use crate::text::clean_line;

const INSTEAD: &str = "give --title or --team to create or change it, or bring answers in with 'weigh merge FILE BALLOT'";

pub(super) fn run(arguments: &Run, world: &mut World) -> Result<Exit, Failure> {
    let gives_something = arguments.title.is_some() || arguments.team.is_some();
    if !world.settings.may_ask && gives_something {
        let mut sitting = find_or_create(arguments, world, open_patiently)?;
        return prepare(arguments, &mut sitting, world);
    }
    let front = front(world.settings, INSTEAD)?;
    let mut sitting = find_or_create(arguments, world, |path, _| open(path))?;
    if gives_something && sitting.file.access() == Access::Edit && sitting.read_only.is_none() {
        apply(arguments, &mut sitting, world)?;
    }
    sit(front, sitting, world)
}

/// Opens the session at `path`, to be edited if that is possible.
pub(super) fn open(path: &Path) -> Result<Opened, Failure> {
    opened(path, SessionFile::open(path))
}

/// Opens the session at `path` to change it at once; waits for another program that is changing it.
pub(super) fn open_patiently(path: &Path, world: &mut World) -> Result<Opened, Failure> {
    let waits = || world.remark(format_args!("{} is in use by another weigh: waiting up to 5 s for it.", name(path)));
    opened(path, SessionFile::open_patiently(path, waits))
}

fn opened(path: &Path, file: Result<(SessionFile, Vec<u8>), FileError>) -> Result<Opened, Failure> {
    let (file, bytes) = file.map_err(|error| Failure::unreadable(&error))?;
    let session = Session::parse(&bytes).map_err(|problems| Failure::invalid(name(path), &problems))?;
    Ok(Opened {
        read_only: session.is_from_newer_version().then(|| NEWER.to_owned()),
        session,
        file,
        encode: Box::new(Session::to_json),
        kind: Kind::Team,
        offers_found: false,
    })
}

fn find_or_create(
    arguments: &Run,
    world: &mut World,
    open: impl FnOnce(&Path, &mut World) -> Result<Opened, Failure>,
) -> Result<Opened, Failure> {
    let path = &arguments.session;
    let questions = world.questions(arguments.questions.as_ref());
    let inputs: Vec<&Path> = questions.iter().filter_map(FileOrStandard::path).collect();
    match SessionFile::create(path, &inputs) {
        Ok(file) => Ok(Opened {
            session: Session::new(world.questionnaire(arguments.questions.as_ref())?, (world.now)()),
            file,
            encode: Box::new(Session::to_json),
            kind: Kind::Team,
            read_only: None,
            offers_found: false,
        }),
        Err(error) if error.is_taken() => {
            let sitting = open(path, world)?;
            if arguments.questions.is_some() {
                world.remark("--questions is for a new session: this one keeps its own questionnaire");
            }
            Ok(sitting)
        }
        Err(error) => Err(Failure::unreadable(&error)),
    }
}

/// Puts the title and the team of the command line into the session, and saves it.
fn apply(arguments: &Run, sitting: &mut Opened, world: &mut World) -> Result<(), Failure> {
    let before = sitting.session.clone();
    let now = (world.now)();
    let title = arguments.title.iter().map(|title| Change::Title(title.clone()));
    let team = arguments.team.iter().flat_map(|team| team.0.iter());
    // Somebody known keeps the spelling of the session, and the role unless another one is given.
    let team = team.map(|person| match before.participant(&person.name).cloned() {
        Some(known) => {
            let role = person.role.clone().or(known.role);
            Change::EditParticipant { name: known.name.clone(), to: Participant { name: known.name, role } }
        }
        None => Change::AddParticipant(person.clone()),
    });
    for change in title.chain(team) {
        sitting.session.apply(change, now).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    }
    if sitting.session != before || !sitting.file.exists() {
        save(&mut sitting.file, &sitting.session, world)?;
    }
    Ok(())
}

/// Saves a session, and says where it is if somebody else has changed its file since it was opened.
pub(super) fn save(file: &mut SessionFile, session: &Session, world: &mut World) -> Result<(), Failure> {
    let saved = file.save(&session.to_json()).map_err(|error| Failure::unwritable(&error))?;
    if let Some(remark) = saved.remark() {
        world.remark(format_args!("{remark}."));
    }
    Ok(())
}

/// Does what can be done without asking: creates or changes the session, and says what is left to answer.
fn prepare(arguments: &Run, sitting: &mut Opened, world: &mut World) -> Result<Exit, Failure> {
    sitting.check_editable()?;
    if sitting.session.title().is_empty() && arguments.title.is_none() {
        return Err(Failure::usage("a new session needs a title: say what is being decided with --title TEXT"));
    }
    apply(arguments, sitting, world)?;
    sitting.file.finish().map_err(|error| Failure::unwritable(&error))?;
    let shown = name(sitting.file.path());
    let Standing { answered, open, .. } = standing(&sitting.session);
    world.remark(format_args!(
        "Saved in {shown}: {answered} answered, {open} open. Answers come in with: weigh merge {} BALLOT...",
        quoted(&shown)
    ));
    Ok(Exit::Done)
}

fn name(path: &Path) -> String {
    clean_line(&FileOrStandard::File(path.to_owned()).to_string()).into_owned()
}
