//! `weigh completions`: a script that lets a shell complete commands, options and files.

use super::{Exit, Failure, World};
use crate::cli::{Cli, Completions};

pub(super) fn run(arguments: &Completions, world: &mut World) -> Result<Exit, Failure> {
    // Into memory first: the generator panics if writing fails, as it does if `head` reads.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::declaration(), "weigh", &mut script);
    world.output.write_all(&script)?;
    Ok(Exit::Done)
}
