//! `weigh report`: the decision record, or the result for programs.

use std::path::Path;

use super::source::check_standard_input_is_read_once;
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, Report};
use crate::report::{Format, render};
use crate::store;

pub(super) fn run(arguments: &Report, world: &mut World) -> Result<Exit, Failure> {
    let output = arguments.output.as_ref().and_then(FileOrStandard::path);
    let format = arguments.format.or_else(|| output.and_then(by_ending)).unwrap_or_default();
    check_standard_input_is_read_once(&arguments.sessions)?;
    if format == Format::Jsonl {
        return each_on_a_line(arguments, output, world);
    }
    let [source] = arguments.sessions.as_slice() else {
        return Err(Failure::usage("several sessions can be reported only together with -f jsonl: report them one by one, or add it"));
    };
    let text = render(&source.session()?, format);
    match output {
        Some(path) => write(arguments, path, &text, world)?,
        None => world.print(&text)?,
    }
    Ok(Exit::Done)
}

/// Writes what can be read, and reports the rest together: one broken session among thousands loses no other.
fn each_on_a_line(arguments: &Report, output: Option<&Path>, world: &mut World) -> Result<Exit, Failure> {
    let mut lines = String::new();
    let mut messages = Vec::new();
    for source in &arguments.sessions {
        match source.session() {
            Ok(session) => {
                lines += &render(&session, Format::Jsonl);
                if output.is_none() {
                    world.print(&std::mem::take(&mut lines))?;
                }
            }
            Err(failure) => messages.extend(failure.messages),
        }
    }
    if let Some(path) = output {
        write(arguments, path, &lines, world)?;
    }
    if messages.is_empty() { Ok(Exit::Done) } else { Err(Failure { exit: Exit::Input, messages }) }
}

fn write(arguments: &Report, path: &Path, text: &str, world: &mut World) -> Result<(), Failure> {
    let inputs: Vec<&Path> = arguments.sessions.iter().filter_map(FileOrStandard::path).collect();
    store::write_output(path, text.as_bytes(), arguments.force, &inputs).map_err(|error| Failure::unwritable(&error))?;
    world.remark(format_args!("Wrote {}", FileOrStandard::File(path.to_owned())));
    Ok(())
}

fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "markdown" => Some(Format::Markdown),
        "txt" => Some(Format::Text),
        "htm" => Some(Format::Html),
        ending => Format::ALL.into_iter().find(|format| format.key() == ending),
    }
}
