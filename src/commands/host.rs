//! `weigh host`: opens a session with a live vote on people's own devices.

use super::front::{HostAt, front, sit_as_host};
use super::run::open;
use super::{Exit, Failure, World};
use crate::cli::Host;

const INSTEAD: &str = "a vote is opened by a person; to bring ballots in, run 'weigh merge FILE BALLOT'";

pub(super) fn run(arguments: &Host, world: &mut World) -> Result<Exit, Failure> {
    let front = front(world.settings, INSTEAD)?;
    let opened = open(&arguments.session)?;
    let at = HostAt { listen: arguments.listen, name: arguments.name.clone() };
    sit_as_host(front, opened, Some(at), world)
}
