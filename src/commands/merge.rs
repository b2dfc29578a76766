//! `weigh merge`: brings ballots into a session, and says who differs where.

mod coded;

use std::path::Path;

use coded::Confirm;

use super::run::{open_patiently, save};
use super::source::check_standard_input_is_read_once;
use super::{Exit, Failure, World};
use crate::cli::{BallotSource, FileOrStandard, Merge};
use crate::plain::{blamed, brought_in, replaced, tally};
use crate::report::words::{count, hear_first, join, turnout, turnout_in_short};
use crate::scoring::{TeamQuestion, assess};
use crate::session::Session;
use crate::session::ballot::{self, Ballot};
use crate::store::{Access, SessionFile};

pub(super) fn run(arguments: &Merge, world: &mut World) -> Result<Exit, Failure> {
    check_standard_input_is_read_once(inputs(arguments))?;
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
    let why = match sitting.file.access() {
        Access::InUse => Some("it is in use by another weigh; close that one first".to_owned()),
        Access::Protected => Some("it is write-protected".to_owned()),
        Access::Edit => sitting.read_only,
    };
    match why {
        Some(why) => Err(Failure::new(Exit::Failed, format!("cannot change {}: {why}", FileOrStandard::File(path.to_owned())))),
        None => Ok((sitting.file, sitting.session)),
    }
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
        let source = blamed(&refused).and_then(|place| arguments.ballots.get(place));
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

/// Says on how many questions everybody agrees, and who chose what on the others, what to talk about first.
///
/// Votes of some that are the same are no agreement of all.
fn who_differs(session: &Session) -> Vec<String> {
    let assessment = assess(session);
    let voted = &assessment.team.questions;
    let (differ, same): (Vec<&TeamQuestion>, Vec<_>) = voted.iter().partition(|question| question.votes.len() > 1);
    let (agreed, incomplete): (Vec<&TeamQuestion>, Vec<_>) =
        same.iter().partition(|question| session.unanimous(&question.question).is_some());
    let (talk, small): (Vec<&TeamQuestion>, Vec<_>) = differ.iter().partition(|question| question.split);
    let to_talk = match talk.len() {
        0 => "; nothing to talk about moves the result.".to_owned(),
        1 => ", talk about this 1:".to_owned(),
        number => format!(", talk about these {number}:"),
    };
    let mut lines = vec![format!("{} of {} agreed{to_talk}", agreed.len(), voted.len())];
    for question in &talk {
        lines.extend(votes(session, question));
        lines.extend(hear_first(question).map(|first| format!("  {first}")));
    }
    if !small.is_empty() {
        let what = count(small.len(), "question", "questions");
        lines.push(format!("On {what} more the votes differ, but move the result by less than 3 points:"));
    }
    lines.extend(small.iter().flat_map(|question| votes(session, question)));
    let named = |question: &&TeamQuestion| {
        let turnout = turnout_in_short(session, &question.question).unwrap_or_default();
        format!("{} ({turnout})", session.questionnaire().label(&question.question))
    };
    if !incomplete.is_empty() {
        lines.push(format!("Nobody differs, but not everybody has answered: {}.", join(incomplete.iter().map(named))));
    }
    lines
}

fn votes(session: &Session, question: &TeamQuestion) -> Vec<String> {
    let asked = session.questionnaire().question(&question.question);
    let Some((asked, votes)) = asked.zip(session.votes(&question.question)) else { return Vec::new() };
    let lines = tally(asked, session, votes).into_iter().map(|line| format!("  {line}"));
    let turnout = turnout(session, &asked.id).unwrap_or_default();
    std::iter::once(format!("{}: {} ({turnout})", asked.label, asked.ask)).chain(lines).collect()
}
