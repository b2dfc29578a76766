//! `weigh ballot`: one person answers alone, into a file of their own; an earlier one is gone on with.

use std::path::{Path, PathBuf};

use super::front::{Opened, front, sit};
use super::{Exit, Failure, World};
use crate::cli::{self, FileOrStandard};
use crate::session::Session;
use crate::session::ballot::Ballot;
use crate::sitting::Kind;
use crate::sitting::keeper::NEWER;
use crate::store::SessionFile;
use crate::text::clean_line;

const INSTEAD: &str = "a ballot is answered by a person; to look at one, run 'weigh check FILE'";

pub(super) fn run(arguments: &cli::Ballot, world: &mut World) -> Result<Exit, Failure> {
    let front = front(world.settings, INSTEAD)?;
    let FileOrStandard::File(session_path) = &arguments.session else {
        return Err(Failure::usage("the answers are typed, so the session cannot come from standard input: name its file"));
    };
    let session = arguments.session.session()?;
    let fresh = Ballot::new(&session, &arguments.name, None).map_err(|refusal| Failure::usage(refusal.to_string()))?;
    let path = match &arguments.output {
        Some(FileOrStandard::File(path)) => path.clone(),
        Some(FileOrStandard::Standard) => {
            return Err(Failure::usage("a ballot is saved at every answer, so it cannot go to standard output: name a file"));
        }
        None => PathBuf::from(file_name(fresh.name())?),
    };
    let (file, ballot) = open_or_create(&path, fresh, &session)?;
    let read_only = ballot.is_from_newer_version().then(|| NEWER.to_owned());
    let walk = ballot.walk(&session);
    let kind = Kind::Ballot { name: ballot.name().to_owned(), session: session_path.to_string_lossy().into_owned() };
    let encode = Box::new(move |walk: &Session| ballot.walked(walk).to_json());
    sit(front, Opened { session: walk, file, encode, kind, read_only, offers_found: false }, world)
}

/// Goes on with the person's own ballot, or begins it; anybody else's file is kept.
fn open_or_create(path: &Path, fresh: Ballot, session: &Session) -> Result<(SessionFile, Ballot), Failure> {
    let name = clean_line(&path.to_string_lossy()).into_owned();
    let error = match SessionFile::create(path) {
        Ok(file) => return Ok((file, fresh)),
        Err(error) => error,
    };
    if !error.is_taken() {
        return Err(Failure::unreadable(&error));
    }
    let (file, bytes) = SessionFile::open(path).map_err(|error| Failure::unreadable(&error))?;
    let ballot = Ballot::parse(&bytes).map_err(|problems| Failure::invalid(&name, &problems))?;
    let kept = |why: String| Failure::new(Exit::Failed, format!("{name} {why}: it is kept; name another file with -o"));
    if ballot.name().to_lowercase() != fresh.name().to_lowercase() {
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
    let kept: String = name.chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).collect();
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
