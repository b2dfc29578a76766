//! `weigh check`: every problem of questionnaires, sessions and ballots.

use jiff::civil::Date;

use super::source::{Document, check_standard_input_is_read_once};
use super::{Exit, Failure, World};
use crate::cli::{Check, FileOrStandard};
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
    let due = arguments.due.map_or_else(Vec::new, |day| what_is_due(document, day));
    for item in &due {
        world.print(&format!("{source}: due {item}\n"))?;
    }
    if due.is_empty() && !world.settings.quiet {
        world.print(&format!("{source}: {}, no problems\n", document.kind()))?;
    }
    Ok(if due.is_empty() { Exit::Done } else { Exit::Due })
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
