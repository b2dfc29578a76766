//! `weigh ballot`: one person answers alone, into a file of their own or in a browser.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::front::{Front, Opened, front, sit};
use super::{Exit, Failure, World};
use crate::ballot_page;
use crate::cli::{self, FileOrStandard};
use crate::plain::quoted;
use crate::report::words::join;
use crate::session::ballot::Ballot;
use crate::session::name::{is_same, tidy};
use crate::session::{Change, Session};
use crate::sitting::Kind;
use crate::sitting::keeper::NEWER;
use crate::store::{self, SessionFile};
use crate::text::clean_line;

const INSTEAD: &str = "a ballot is answered by a person; to look at one, run 'weigh check FILE'";

pub(super) fn run(arguments: &cli::Ballot, world: &mut World) -> Result<Exit, Failure> {
    match &arguments.name {
        Some(name) => answer(arguments, name, world),
        None => write_page(arguments, world),
    }
}

/// Lets one person answer, or continue an earlier ballot.
fn answer(arguments: &cli::Ballot, name: &str, world: &mut World) -> Result<Exit, Failure> {
    let front = front(world.settings, INSTEAD)?;
    if arguments.session == Some(FileOrStandard::Standard) {
        return Err(Failure::usage("the answers are typed, so the session cannot come from standard input: name its file"));
    }
    let session = session(arguments, world)?;
    let fresh = Ballot::new(&session, name, None).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    tell_stranger(&session, fresh.name(), front, world)?;
    let path = match &arguments.output {
        Some(FileOrStandard::File(path)) => path.clone(),
        Some(FileOrStandard::Standard) => {
            return Err(Failure::usage("a ballot is saved at every answer, so it cannot go to standard output: name a file"));
        }
        None => PathBuf::from(file_name(fresh.name())?),
    };
    let (file, ballot) = open_or_create(&path, fresh, &session, source(arguments, world).as_ref())?;
    let read_only = ballot.is_from_newer_version().then(|| NEWER.to_owned());
    let walk = ballot.walk(&session);
    let kind = kind(arguments, ballot.name());
    let encode = Box::new(move |walk: &Session| ballot.walked(walk).to_json());
    sit(front, Opened { session: walk, file, encode, kind, read_only, offers_found: false }, world)
}

/// Says that somebody is not in the team: most often that is a slip in the name. The screens wait until it has been read.
fn tell_stranger(session: &Session, name: &str, front: Front, world: &mut World) -> Result<(), Failure> {
    let team = session.participants();
    if team.is_empty() || world.settings.quiet || team.iter().any(|person| is_same(&person.name, name)) {
        return Ok(());
    }
    let names = join(team.iter().map(|person| person.name.clone()));
    world.print(&format!("{name} is not in the team ({names}): these votes will be those of one more person.\n"))?;
    if front == Front::Screens {
        world.print("Enter goes on, Ctrl-C stops here. ")?;
        world.output.flush()?;
        io::stdin().read_line(&mut String::new())?;
    }
    Ok(())
}

/// Returns the session that is answered: the one named, or an empty one before there is any.
fn session(arguments: &cli::Ballot, world: &mut World) -> Result<Session, Failure> {
    if let Some(source) = &arguments.session {
        return source.session(world);
    }
    // No clock: the same arguments give the same page.
    let now = Timestamp::UNIX_EPOCH;
    let mut session = Session::new(world.questionnaire(arguments.questions.as_ref())?, now);
    let title = arguments.title.iter().cloned().map(Change::Title);
    let team = arguments.team.iter().flat_map(|team| team.0.iter().cloned()).map(Change::AddParticipant);
    for change in title.chain(team) {
        session.apply(change, now).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    }
    Ok(session)
}

/// Returns where the questions come from, unless they are built in.
fn source(arguments: &cli::Ballot, world: &World) -> Option<FileOrStandard> {
    arguments.session.clone().or_else(|| world.questions(arguments.questions.as_ref()))
}

/// Returns what the sitting is for, with what it takes to go on.
fn kind(arguments: &cli::Ballot, name: &str) -> Kind {
    let file = |file: &FileOrStandard| quoted(&file.to_string());
    let name = name.to_owned();
    if let Some(session) = &arguments.session {
        return Kind::Ballot { name, of: file(session), into: file(session) };
    }
    let questions = arguments.questions.iter().map(|questions| format!("--questions {}", file(questions)));
    let title = arguments.title.iter().map(|title| format!("--title {}", quoted(title)));
    let team = arguments.team.iter().map(|team| format!("--team {}", quoted(&team.to_string())));
    let of: Vec<String> = questions.chain(title).chain(team).collect();
    Kind::Ballot { name, of: of.join(" "), into: "SESSION".to_owned() }
}

/// Writes the ballot as a page for browsers, beside the session unless told otherwise.
fn write_page(arguments: &cli::Ballot, world: &mut World) -> Result<Exit, Failure> {
    let page = ballot_page::file(&session(arguments, world)?);
    let input = source(arguments, world);
    let inputs: Vec<&Path> = input.iter().filter_map(FileOrStandard::path).collect();
    let path = match &arguments.output {
        Some(FileOrStandard::Standard) => {
            world.print(&page)?;
            return Ok(Exit::Done);
        }
        Some(FileOrStandard::File(path)) => path.clone(),
        None => match arguments.session.as_ref().and_then(FileOrStandard::path) {
            Some(session) => session.with_file_name(ballot_page::FILE_NAME),
            None => PathBuf::from(ballot_page::FILE_NAME),
        },
    };
    store::write_output(&path, page.as_bytes(), arguments.force, &inputs).map_err(|error| Failure::unwritable(&error))?;
    world.remark(format_args!("Wrote {}: send it to everybody who votes", FileOrStandard::File(path)));
    Ok(Exit::Done)
}

/// Goes on with the person's own ballot, or begins it; anybody else's file is kept.
fn open_or_create(
    path: &Path,
    fresh: Ballot,
    session: &Session,
    source: Option<&FileOrStandard>,
) -> Result<(SessionFile, Ballot), Failure> {
    let name = clean_line(&path.to_string_lossy()).into_owned();
    let inputs: Vec<&Path> = source.and_then(FileOrStandard::path).into_iter().collect();
    let error = match SessionFile::create(path, &inputs) {
        Ok(file) => return Ok((file, fresh)),
        Err(error) => error,
    };
    if !error.is_taken() {
        return Err(Failure::unreadable(&error));
    }
    let (file, bytes) = SessionFile::open(path).map_err(|error| Failure::unreadable(&error))?;
    let ballot = Ballot::parse(&bytes).map_err(|problems| Failure::invalid(&name, &problems))?;
    let kept = |why: String| Failure::new(Exit::Failed, format!("{name} {why}: it is kept; name another file with -o"));
    if !is_same(ballot.name(), fresh.name()) {
        return Err(kept(format!("is the ballot of {}", ballot.name())));
    }
    if !ballot.answers(session.questionnaire()) {
        return Err(kept("answers another questionnaire".to_owned()));
    }
    ballot.check(session.questionnaire()).map_err(|problems| Failure::invalid(&name, &problems))?;
    Ok((file, ballot))
}

/// Returns the file of a person's ballot: letters, digits and `-` of the name are kept.
fn file_name(name: &str) -> Result<String, Failure> {
    let kept: String = tidy(name).chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).collect();
    match kept.trim_matches('-') {
        "" => Err(Failure::usage(format!("no file can be named after '{name}': name one with -o"))),
        kept => Ok(format!("{kept}.ballot.json")),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_keeps_letters_digits_and_hyphens() {
        let names = ["Ana", "Jean-Luc 2", "../../etc/passwd", "Zoë", "a/b\\c", "$(rm -rf)"].map(|name| file_name(name).unwrap());
        assert_eq!(
            names,
            [
                "Ana.ballot.json",
                "Jean-Luc-2.ballot.json",
                "etc-passwd.ballot.json",
                "Zoë.ballot.json",
                "a-b-c.ballot.json",
                "rm--rf.ballot.json"
            ]
        );
        assert!(file_name("...").is_err());
    }
}
