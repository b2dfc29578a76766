//! `weigh check`: every problem of questionnaires, sessions and ballots.

use jiff::civil::Date;

use super::source::{Document, check_standard_input_is_read_once};
use super::{Exit, Failure, World};
use crate::cli::{Check, FileOrStandard};
use crate::json;
use crate::problem::Problem;
use crate::questionnaire::lint::lint;
use crate::report::due::{Due, due, stale_facts};

pub(super) fn run(arguments: &Check, world: &mut World) -> Result<Exit, Failure> {
    check_standard_input_is_read_once(&arguments.files)?;
    let mut messages = Vec::new();
    let mut exit = Exit::Done;
    for source in &arguments.files {
        match source.document() {
            Ok(document) => exit = worse(exit, look_at(source, &document, arguments, world)?),
            Err(failure) => messages.extend(failure.messages),
        }
    }
    if messages.is_empty() { Ok(exit) } else { Err(Failure { exit: Exit::Input, messages }) }
}

fn look_at(source: &FileOrStandard, document: &Document, arguments: &Check, world: &mut World) -> Result<Exit, Failure> {
    let poor = if arguments.lint { what_is_poor(document) } else { Vec::new() };
    for finding in &poor {
        world.print(&format!("{source}: {finding}\n"))?;
    }
    let due = arguments.due.map_or_else(Vec::new, |day| what_is_due(document, day));
    for item in &due {
        world.print(&format!("{source}: due {item}\n"))?;
    }
    if poor.is_empty() && due.is_empty() && !world.settings.quiet {
        world.print(&format!("{source}: {}, no problems\n", document.kind()))?;
    }
    Ok(match (poor.is_empty(), due.is_empty()) {
        (false, _) => Exit::Failed,
        (true, false) => Exit::Due,
        (true, true) => Exit::Done,
    })
}

/// Only questionnaires are written by an author who can still better them.
fn what_is_poor(document: &Document) -> Vec<Problem> {
    match document {
        Document::Questionnaire(questionnaire) => json::locate(lint(questionnaire), questionnaire.source()),
        Document::Session(_) | Document::Ballot => Vec::new(),
    }
}

fn what_is_due(document: &Document, day: Date) -> Vec<Due> {
    match document {
        Document::Session(session) => due(session, day),
        Document::Questionnaire(questionnaire) => stale_facts(questionnaire, day),
        Document::Ballot => Vec::new(),
    }
}

/// Findings about content outweigh dates.
fn worse(one: Exit, other: Exit) -> Exit {
    if one == Exit::Failed || other == Exit::Done { one } else { other }
}
