//! The commands of the command line: each loads what it needs, calls the core, and says what came of it.
//!
//! One small file a command. Results go to [`World::output`], remarks to [`World::notices`]; errors are returned, and
//! only `main` prints them. Nothing here reads the environment or the clock: `main` passes them in.

mod ballot;
mod check;
mod completions;
mod demo;
mod diff;
mod front;
mod guided;
mod host;
mod list;
mod man;
mod merge;
mod questions;
mod report;
mod run;
mod source;
mod together;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};

use jiff::Timestamp;

use crate::cli::{Command, Settings};
use crate::problem::Problems;
use crate::questionnaire::Questionnaire;
use crate::store::FileError;
use crate::text::clean_line;

/// What a command may use of the world.
pub struct World<'a> {
    /// How to talk.
    pub settings: Settings,
    /// `WEIGH_QUESTIONS`: the questionnaire file for new sessions.
    pub own_questions: Option<OsString>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Where results go.
    pub output: &'a mut dyn Write,
    /// Where remarks go that are no results.
    pub notices: &'a mut dyn Write,
}

impl World<'_> {
    /// Prints a result.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.output.write_all(text.as_bytes())?)
    }

    /// Prints a whole document, with one line break at its end.
    pub(crate) fn print_document(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.output, "{}", text.trim_end())?)
    }

    /// Prints a remark, unless told to be quiet. If that fails, nobody can be told: so failing is ignored.
    pub(crate) fn remark(&mut self, sentence: impl fmt::Display) {
        if !self.settings.quiet {
            drop(writeln!(self.notices, "{sentence}"));
        }
    }
}

impl fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Something failed: a file is in use, an output exists, a check found something.
    Failed,
    /// The command line is wrong, or a terminal is missing.
    Usage,
    /// An input is missing, unreadable or invalid.
    Input,
    /// `check --due` found something due.
    Due,
    /// Interrupted by the person at the keyboard.
    Interrupted,
}

impl Exit {
    /// Returns the exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Due => 4,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command did not do what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What to say: each a sentence that names the thing, the place and the way out.
    pub messages: Vec<String>,
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, messages: vec![message.into()] }
    }

    fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// A file could not be read.
    fn unreadable(error: &FileError) -> Self {
        Self::new(Exit::Input, error.to_string())
    }

    /// A file could not be written.
    fn unwritable(error: &FileError) -> Self {
        Self::new(Exit::Failed, error.to_string())
    }

    /// A file does not say what it should.
    fn invalid(name: impl fmt::Display, problems: &Problems) -> Self {
        let name = clean_line(&name.to_string()).into_owned();
        let message = match problems.0.as_slice() {
            [problem] => format!("{name}: {}", problem.with_excerpt(2)),
            several => {
                let shown: Vec<String> = several.iter().map(|problem| problem.with_excerpt(4)).collect();
                format!("{name} has {} problems:\n  {}", several.len(), shown.join("\n  "))
            }
        };
        Self::new(Exit::Input, message)
    }
}

/// Output failed. That a reader such as `head` has seen enough is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { exit: Exit::Done, messages: Vec::new() };
        }
        Self::new(Exit::Failed, format!("cannot write to standard output: {}", clean_line(&error.to_string())))
    }
}

/// Returns the program's version with that of its questionnaire.
pub fn version() -> String {
    let questionnaire = Questionnaire::built_in();
    format!("weigh {} (questionnaire {} {})\n", env!("CARGO_PKG_VERSION"), questionnaire.id(), questionnaire.version())
}

/// Runs a command; without one, the guided session.
///
/// # Errors
/// What went wrong, for `main` to print, and how to exit.
pub fn run(command: Option<Command>, world: &mut World) -> Result<Exit, Failure> {
    match command {
        None => guided::run(world),
        Some(Command::Run(arguments)) => run::run(&arguments, world),
        Some(Command::Ballot(arguments)) => ballot::run(&arguments, world),
        Some(Command::Host(arguments)) => host::run(&arguments, world),
        Some(Command::Merge(arguments)) => merge::run(&arguments, world),
        Some(Command::List(arguments)) => list::run(&arguments, world),
        Some(Command::Report(arguments)) => report::run(&arguments, world),
        Some(Command::Check(arguments)) => check::run(&arguments, world),
        Some(Command::Diff(arguments)) => diff::run(&arguments, world),
        Some(Command::Questions(arguments)) => questions::run(&arguments, world),
        Some(Command::Demo(arguments)) => demo::run(&arguments, world),
        Some(Command::Completions(arguments)) => completions::run(&arguments, world),
        Some(Command::Man) => man::run(world),
    }
}
