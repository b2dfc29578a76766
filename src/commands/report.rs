//! `weigh report`: the decision record, or the result for programs.

use std::path::{Path, PathBuf};

use super::together::in_order;
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, Report};
use crate::questionnaire::Interner;
use crate::report::{Facts, Format, render, render_with};
use crate::store::Output;

/// The endings by which a format is chosen, as they are listed.
const ENDINGS: &str = ".md, .json, .jsonl, .txt, .html or .csv";

pub(super) fn run(arguments: &Report, world: &mut World) -> Result<Exit, Failure> {
    let output = arguments.output.as_ref().and_then(FileOrStandard::path);
    let format = match (arguments.format, output) {
        (Some(format), _) => format,
        (None, Some(path)) => by_ending(path)?,
        (None, None) => Format::default(),
    };
    world.expect_standard_input(&arguments.sessions)?;
    match (format, arguments.sessions.as_slice()) {
        (Format::Jsonl, several) => each(several, format, arguments, world),
        (_, [source]) => {
            let facts = if arguments.facts { Facts::All } else { Facts::ThatDecide };
            let text = render_with(&source.session(world)?, format, facts);
            let mut target = Target::open(arguments, world)?;
            target.write(&text)?;
            target.finish()?;
            Ok(Exit::Done)
        }
        (Format::Csv, several) => each(several, format, arguments, world),
        (Format::Html, several) => index(several, arguments, world),
        (Format::Markdown | Format::Json | Format::Text, _) => {
            let sentence =
                "several sessions can be reported together only as jsonl, csv or html: choose one with -f, or report them one by one";
            Err(Failure::usage(sentence))
        }
    }
}

/// Writes what can be read, and reports the rest together: one broken session among thousands loses no other.
fn each(sessions: &[FileOrStandard], format: Format, arguments: &Report, world: &mut World) -> Result<Exit, Failure> {
    let questionnaires = Interner::default();
    let mut target = Target::open(arguments, world)?;
    let mut messages = Vec::new();
    let mut is_first = true;
    in_order(
        sessions,
        |source| source.one_of_many(&questionnaires).map(move |(session, left_out)| (source, render(&session, format), left_out)),
        |read| {
            let text = read.map(|(source, text, left_out)| {
                target.world().remark_left_out(source, &left_out);
                text
            });
            match text {
                Ok(text) if format == Format::Csv && !is_first => target.write(text.split_once("\r\n").map_or("", |(_, rows)| rows))?,
                Ok(text) => target.write(&text)?,
                Err(failure) => {
                    messages.extend(failure.messages);
                    return Ok(());
                }
            }
            is_first = false;
            Ok::<(), Failure>(())
        },
    )?;
    target.finish()?;
    if messages.is_empty() { Ok(Exit::Done) } else { Err(Failure { exit: Exit::Input, messages }) }
}

/// Writes one page that lists the sessions, with links to the records beside them.
fn index(sessions: &[FileOrStandard], arguments: &Report, world: &mut World) -> Result<Exit, Failure> {
    let Some(paths) = sessions.iter().map(|source| source.path().map(Path::to_owned)).collect::<Option<Vec<PathBuf>>>() else {
        return Err(Failure::usage("an index links to files: it cannot hold a session from standard input"));
    };
    let folder = arguments.output.as_ref().and_then(FileOrStandard::path).and_then(Path::parent).unwrap_or(Path::new(""));
    let (page, exit) = super::list::index(&paths, folder, world)?;
    let mut target = Target::open(arguments, world)?;
    target.write(&page)?;
    target.finish()?;
    Ok(exit)
}

/// Where a report goes.
enum Target<'t, 'w> {
    Standard(&'t mut World<'w>),
    File(Output, &'t mut World<'w>),
}

impl<'t, 'w> Target<'t, 'w> {
    fn open(arguments: &Report, world: &'t mut World<'w>) -> Result<Self, Failure> {
        let Some(path) = arguments.output.as_ref().and_then(FileOrStandard::path) else { return Ok(Self::Standard(world)) };
        let inputs: Vec<&Path> = arguments.sessions.iter().filter_map(FileOrStandard::path).collect();
        let output = Output::create(path, arguments.force, &inputs).map_err(|error| Failure::unwritable(&error))?;
        Ok(Self::File(output, world))
    }

    fn world(&mut self) -> &mut World<'w> {
        match self {
            Self::Standard(world) | Self::File(_, world) => world,
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        match self {
            Self::Standard(world) => world.print(text),
            Self::File(output, _) => output.write(text.as_bytes()).map_err(|error| Failure::unwritable(&error)),
        }
    }

    /// Puts the file in its place: until then nothing has changed.
    fn finish(self) -> Result<(), Failure> {
        if let Self::File(output, world) = self {
            let path = output.finish().map_err(|error| Failure::unwritable(&error))?;
            world.remark(format_args!("Wrote {}", FileOrStandard::File(path)));
        }
        Ok(())
    }
}

fn by_ending(path: &Path) -> Result<Format, Failure> {
    let Some(ending) = path.extension() else { return Ok(Format::default()) };
    match ending.to_string_lossy().to_ascii_lowercase().as_str() {
        "markdown" => Ok(Format::Markdown),
        "txt" => Ok(Format::Text),
        "htm" => Ok(Format::Html),
        ending => Format::ALL.into_iter().find(|format| format.key() == ending).ok_or_else(|| {
            let file = FileOrStandard::File(path.to_owned());
            Failure::usage(format!("no report ends in .{ending}: name {file} with {ENDINGS}, or choose the format with -f"))
        }),
    }
}
