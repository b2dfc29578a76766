//! Reads the codes among the ballots; one without check characters counts only once it was read back.
//!
//! Must not change a session.

use std::io;

use super::{Exit, Failure, World};
use crate::plain::{Stop, Talk};
use crate::report::words::{is_it_right, read_back, read_this_to};
use crate::session::Session;
use crate::session::ballot::{Ballot, Coded};

/// How a code without check characters is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confirm {
    /// Ask.
    Ask,
    /// Nobody can be asked: refuse it.
    Refuse,
    /// Nothing will be changed: go on.
    NeedNot,
}

/// Returns the votes that somebody's code stands for.
pub(super) fn ballot(name: &str, code: &str, session: &Session, confirm: Confirm, world: &mut World) -> Result<Ballot, Failure> {
    let Coded { ballot, is_checked } =
        Ballot::from_code(session, name, code).map_err(|fault| Failure::new(Exit::Input, format!("{name}'s code: {fault}")))?;
    if is_checked {
        return Ok(ballot);
    }
    let name = ballot.name();
    world.print(&format!("{}:\n", read_this_to(name)))?;
    for line in read_back(session.questionnaire(), &ballot) {
        world.print(&format!("  {line}\n"))?;
    }
    let is_confirmed = match confirm {
        Confirm::NeedNot => Some(true),
        Confirm::Refuse => None,
        Confirm::Ask => ask(name, world)?,
    };
    match is_confirmed {
        Some(true) => Ok(ballot),
        Some(false) => {
            Err(Failure::new(Exit::Failed, format!("nothing was changed: {name}'s code is not what {name} voted; ask for it again")))
        }
        None => {
            let whole = ballot.code(session.questionnaire()).unwrap_or_default();
            let way_out = format!("once {name} has said yes to the lines above, merge '{name}={whole}'");
            Err(Failure::usage(format!("{name}'s code has no check characters and nobody can be asked here: {way_out}")))
        }
    }
}

/// Asks whether the code is right; `None` if nobody answers.
fn ask(name: &str, world: &mut World) -> Result<Option<bool>, Failure> {
    let mut input = io::stdin().lock();
    let mut talk = Talk::new(&mut input, world.output, world.settings.input_is_terminal, world.settings.output_is_terminal);
    loop {
        match talk.ask(&is_it_right(name)) {
            Ok(line) if line.is_empty() || ["n", "no"].contains(&line.to_lowercase().as_str()) => return Ok(Some(false)),
            Ok(line) if ["y", "yes"].contains(&line.to_lowercase().as_str()) => return Ok(Some(true)),
            Ok(_) => talk.say("Type y or n.")?,
            Err(Stop::EndOfInput) => return Ok(None),
            Err(stop) => return Err(stop.into()),
        }
    }
}
