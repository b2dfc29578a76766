//! `weigh demo`: a finished example, only to look at.

use super::front::{Front, front, show};
use super::{Exit, Failure, World};
use crate::demo;
use crate::plain::{Talk, print_result};

pub(super) fn run(world: &mut World) -> Result<Exit, Failure> {
    let session = demo::session();
    let front = if world.settings.may_ask { front(world.settings, "")? } else { Front::Plain };
    match front {
        Front::Screens => show(session, world),
        Front::Plain => {
            let mut nothing = std::io::empty();
            let terminal = world.settings.output_is_terminal;
            print_result(&mut Talk::new(&mut nothing, world.output, true, terminal), &session)?;
            Ok(Exit::Done)
        }
    }
}
