//! `weigh questions`: the built-in questionnaire, its schema, and a pre-read.

use super::{Exit, Failure, World};
use crate::cli::Questions;
use crate::questionnaire::{Questionnaire, format};
use crate::report::preread::preread;

pub(super) fn run(arguments: &Questions, world: &mut World) -> Result<Exit, Failure> {
    if arguments.schema {
        world.print_document(format::schema())?;
    } else if arguments.print {
        let questionnaire = world.questionnaire(None)?;
        world.print_document(&preread(&questionnaire))?;
    } else {
        world.print_document(Questionnaire::built_in().source())?;
    }
    Ok(Exit::Done)
}
