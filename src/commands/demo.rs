//! `weigh demo`: a finished example, only to look at; or a folder of made-up decisions to try the other commands on.

mod sessions;

use std::path::Path;

use super::front::{Front, front, show};
use super::{Exit, Failure, World};
use crate::cli::{Demo, FileOrStandard};
use crate::demo;
use crate::plain::{Talk, print_result, quoted};
use crate::store;

pub(super) fn run(arguments: &Demo, world: &mut World) -> Result<Exit, Failure> {
    if let Some(folder) = &arguments.sessions {
        return write(folder, world);
    }
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

/// Writes the made-up decisions; what is there already is kept, and nothing is written then.
fn write(folder: &Path, world: &mut World) -> Result<Exit, Failure> {
    store::make_folder(folder).map_err(|error| Failure::unwritable(&error))?;
    let sessions = sessions::sessions();
    let count = sessions.len();
    for (name, session) in sessions {
        store::write_output(&folder.join(name), session.to_json().as_bytes(), false, &[]).map_err(|error| Failure::unwritable(&error))?;
    }
    let shown = FileOrStandard::File(folder.to_owned()).to_string();
    world.remark(format_args!("Wrote {count} made-up decisions into {shown}. To look at them: weigh list {}", quoted(&shown)));
    Ok(Exit::Done)
}
