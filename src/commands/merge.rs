//! `weigh merge`: brings ballots into a session, and says who differs where.

mod coded;

use std::path::Path;

use coded::Confirm;

use super::run::{open_patiently, save};
use super::{Exit, Failure, World};
use crate::cli::{BallotSource, FileOrStandard, Merge};
use crate::report::words::{brought_in, replaced, who_differs};
use crate::session::Session;
use crate::session::ballot::{self, Ballot};
use crate::store::SessionFile;

pub(super) fn run(arguments: &Merge, world: &mut World) -> Result<Exit, Failure> {
    world.expect_standard_input(inputs(arguments))?;
    if arguments.dry_run {
        let session = arguments.session.session(world)?;
        return merge(arguments, &session, None, world);
    }
    let Some(path) = arguments.session.path() else {
        return Err(Failure::usage("ballots cannot be merged into standard input: name the session's file, or add --dry-run"));
    };
    let (file, session) = open_for_change(path, world)?;
    merge(arguments, &session, Some(file), world)
}

fn open_for_change(path: &Path, world: &mut World) -> Result<(SessionFile, Session), Failure> {
    let sitting = open_patiently(path, world)?;
    sitting.check_editable()?;
    Ok((sitting.file, sitting.session))
}

/// Returns the files that are read.
fn inputs(arguments: &Merge) -> impl Iterator<Item = &FileOrStandard> {
    let files = arguments.ballots.iter().filter_map(|source| match source {
        BallotSource::File(file) => Some(file),
        BallotSource::Code { .. } => None,
    });
    std::iter::once(&arguments.session).chain(files)
}

fn merge(arguments: &Merge, session: &Session, file: Option<SessionFile>, world: &mut World) -> Result<Exit, Failure> {
    let ballots = ballots(arguments, session, world)?;
    let merged = ballot::merge(session, &ballots, (world.now)()).map_err(|refused| {
        let source = refused.ballot().and_then(|place| arguments.ballots.get(place));
        let source = source.map_or_else(|| arguments.session.to_string(), ToString::to_string);
        Failure::new(Exit::Input, format!("{source}: {refused}"))
    })?;
    if let Some(mut file) = file
        && merged.session != *session
    {
        save(&mut file, &merged.session, world)?;
        file.finish().map_err(|error| Failure::unwritable(&error))?;
    }
    for brought in &merged.report {
        world.print(&format!("{}\n", brought_in(session.questionnaire(), brought)))?;
    }
    for line in merged.report.iter().filter_map(|brought| replaced(session.questionnaire(), brought)).chain(who_differs(&merged.session)) {
        world.print(&format!("{line}\n"))?;
    }
    if arguments.dry_run {
        world.remark("Nothing was changed (--dry-run).");
    }
    Ok(Exit::Done)
}

fn ballots(arguments: &Merge, session: &Session, world: &mut World) -> Result<Vec<Ballot>, Failure> {
    let can_be_asked = world.settings.may_ask && inputs(arguments).all(|input| *input != FileOrStandard::Standard);
    let confirm = match (arguments.dry_run, can_be_asked) {
        (true, _) => Confirm::NeedNot,
        (false, true) => Confirm::Ask,
        (false, false) => Confirm::Refuse,
    };
    let ballot = |source: &BallotSource| match source {
        BallotSource::File(file) => file.ballot(world),
        BallotSource::Code { name, code } => coded::ballot(name, code, session, confirm, world),
    };
    arguments.ballots.iter().map(ballot).collect()
}
