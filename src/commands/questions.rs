//! `weigh questions`: the built-in questionnaire, its schema, and a pre-read.

use super::{Exit, Failure, World};
use crate::cli::Questions;
use crate::questionnaire::Questionnaire;

pub(super) fn run(arguments: &Questions, world: &mut World) -> Result<Exit, Failure> {
    if arguments.schema || arguments.print {
        return Err(Failure::usage("not there yet"));
    }
    world.print(Questionnaire::built_in().source().trim_end())?;
    world.print("\n")?;
    Ok(Exit::Done)
}
