//! `weigh diff`: what moved between two sessions of one decision, and what that did to the result.

use super::source::check_standard_input_is_read_once;
use super::{Exit, Failure, World};
use crate::cli::Diff;
use crate::report::diff::diff;

pub(super) fn run(arguments: &Diff, world: &mut World) -> Result<Exit, Failure> {
    check_standard_input_is_read_once([&arguments.old, &arguments.new])?;
    let (old, new) = (arguments.old.session(world)?, arguments.new.session(world)?);
    world.print(&diff(&old, &new).to_text())?;
    Ok(Exit::Done)
}
