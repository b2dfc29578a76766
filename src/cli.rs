//! The command line, declared once: commands, options, their help, and the sentences for what is wrong with them.
//!
//! Texts given as arguments are cleaned here, where they enter; paths are kept as they are and cleaned where they are
//! shown. This module must not open files nor print.

mod mistake;
mod surroundings;
mod value;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

pub use mistake::Mistake;
pub use surroundings::{Plain, Settings, Surroundings};
pub use value::{BallotSource, FileOrStandard, Team};

use value::{cleaned_text, date, file, team};

use crate::report::Format;

/// What was asked for on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "weigh",
    version,
    propagate_version = true,
    subcommand_value_name = "COMMAND",
    about = "Weigh a decision as a team, and leave with a record you can defend.",
    override_usage = "weigh [OPTIONS] [COMMAND]",
    after_help = EXAMPLES,
)]
pub struct Cli {
    /// The command; nothing starts the guided session in this folder.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

const EXAMPLES: &str = "\
Without a command: the guided session in this folder, new or found here.

Examples:
  weigh                                    start, or go on where you left
  weigh demo                               look at a finished example
  weigh ballot decision.weigh.json --as Ana
  weigh merge decision.weigh.json *.ballot.json
  weigh report decision.weigh.json -f html -o decision.html

Environment: NO_COLOR, CLICOLOR_FORCE, ACCESSIBLE=1 and TERM=dumb (as --plain),
  WEIGH_QUESTIONS (the questionnaire of new sessions).
Exit codes: 0 done, 1 failed, 2 wrong usage or no terminal, 3 bad input,
  4 something is due, 130 interrupted.";

/// Options of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "one switch an option")]
pub struct Global {
    /// Ask line by line: for screen readers, pipes, scripts
    #[arg(long, global = true)]
    pub plain: bool,
    /// Never ask; say which option or file would answer
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Use color: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, hide_default_value = true, hide_possible_values = true)]
    pub color: Color,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Print nothing but results and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Whether to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// Where the terminal and the environment allow it.
    #[default]
    Auto,
    /// Whatever the environment says.
    Always,
    /// Not at all.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open a session, or create it
    #[command(after_help = "\
An existing session opens at its first open question, else at the review.

Examples:
  weigh run decision.weigh.json
  weigh run new.weigh.json --title \"Which provider?\" --team \"Ana:legal,Bo\"
  weigh run new.weigh.json --questions payments.json
  weigh run decision.weigh.json --plain < answers.txt")]
    Run(Run),
    /// Answer alone, before or during the meeting
    #[command(after_help = "\
Writes NAME.ballot.json, for 'weigh merge'. Run it again to go on. With --html
the ballot is one page that any browser opens, for people without weigh.
With --questions, --title or --team no session is needed: nobody sees one.

Examples:
  weigh ballot decision.weigh.json --as Ana
  weigh ballot decision.weigh.json --html
  weigh ballot --html --title \"Which provider?\" --team \"Ana, Bo\"")]
    Ballot(Ballot),
    /// Bring ballots into a session; prints who differs where
    #[command(after_help = "\
A ballot replaces that person's earlier votes. Merging twice changes nothing.
A code without its 4 check characters is read back and has to be confirmed.

Examples:
  weigh merge decision.weigh.json Ana.ballot.json Bo.ballot.json
  weigh merge decision.weigh.json 'Ana=23104 12532 11203 4142 7K3F'
  weigh merge decision.weigh.json *.ballot.json --dry-run")]
    Merge(Merge),
    /// List the decisions of a folder tree, what needs attention first
    #[command(after_help = "\
Folders are walked; files that git ignores are left out.

Examples:
  weigh list
  weigh list decisions -f html > decisions.html
  weigh list */*.weigh.json -f csv --due 2026-12-24")]
    List(List),
    /// Write the decision record, or the result for a program
    #[command(after_help = "\
Markdown to standard output by default. With -o and without -f, the file's
ending decides: .md, .json, .jsonl, .txt, .html or .csv. Several sessions become
one file: an object a line, rows below one heading, or a page of links.

Examples:
  weigh report decision.weigh.json
  weigh report decision.weigh.json -o decision.html
  weigh report decision.weigh.json --facts
  weigh report */*.weigh.json -f jsonl > all.jsonl")]
    Report(Report),
    /// Find every problem of a questionnaire, session or ballot
    #[command(after_help = "\
With --due, follow-ups and dates to look again that have come; facts that grew
stale are only counted, unless you ask for them with --facts.
Exit codes: 0 nothing found, 1 --lint found something, 3 a file is invalid,
  4 something is due.

Examples:
  weigh check questions.json --lint
  weigh check */*.weigh.json --due 2026-12-24")]
    Check(Check),
    /// Show what moved between two sessions, and what that did
    #[command(after_help = "\
A questionnaire in place of a session shows what it would change.

Examples:
  weigh diff monday.weigh.json friday.weigh.json
  weigh questions | weigh diff - decision.weigh.json")]
    Diff(Diff),
    /// Print the built-in questionnaire, its schema or a pre-read
    #[command(after_help = "\
Examples:
  weigh questions > mine.json              a start for your own questionnaire
  weigh questions --schema > questions.schema.json
  weigh questions --print > pre-read.md   of WEIGH_QUESTIONS, if that is set
  weigh questions --print payments.json")]
    Questions(Questions),
    /// Look at a finished example, or make a dozen to try things on
    #[command(after_help = "\
Nothing is written without --sessions.

Examples:
  weigh demo
  weigh demo --sessions example && weigh list example")]
    Demo(Demo),
    /// Print the completion script for a shell
    #[command(after_help = "\
Examples:
  weigh completions bash > ~/.local/share/bash-completion/completions/weigh
  weigh completions zsh > ~/.zfunc/_weigh
  weigh completions fish > ~/.config/fish/completions/weigh.fish")]
    Completions(Completions),
    /// Print the manual page
    #[command(after_help = "\
Example:
  weigh man > ~/.local/share/man/man1/weigh.1")]
    Man,
}

/// `weigh run`.
#[derive(Debug, Args)]
pub struct Run {
    /// The session, such as decision.weigh.json
    #[arg(value_name = "FILE.weigh.json", value_hint = ValueHint::FilePath)]
    pub session: PathBuf,
    /// Your own questionnaire, for a new session
    #[arg(long, value_name = "FILE", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub questions: Option<FileOrStandard>,
    /// What is being decided
    #[arg(long, value_name = "TEXT", value_parser = cleaned_text())]
    pub title: Option<String>,
    /// Who takes part, with their roles: "Ana:legal,Bo"
    #[arg(long, value_name = "NAMES", value_parser = team)]
    pub team: Option<Team>,
}

/// `weigh ballot`.
#[derive(Debug, Args)]
pub struct Ballot {
    /// The session to answer
    #[arg(value_name = "SESSION", required_unless_present_any = ["questions", "title", "team"], value_hint = ValueHint::FilePath)]
    pub session: Option<FileOrStandard>,
    /// Your name, as the team writes it
    #[arg(long = "as", value_name = "NAME", required_unless_present = "html", conflicts_with = "html", value_parser = cleaned_text())]
    pub name: Option<String>,
    /// Write the ballot as one page for any browser instead
    #[arg(long)]
    pub html: bool,
    /// Without a session: your own questionnaire
    #[arg(long, value_name = "FILE", conflicts_with = "session", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub questions: Option<FileOrStandard>,
    /// Without a session: what is being decided
    #[arg(long, value_name = "TEXT", conflicts_with = "session", value_parser = cleaned_text())]
    pub title: Option<String>,
    /// Without a session: who takes part, "Ana:legal,Bo"
    #[arg(long, value_name = "NAMES", conflicts_with = "session", value_parser = team)]
    pub team: Option<Team>,
    /// The file; NAME.ballot.json or ballot.html by default
    #[arg(short, long, value_name = "FILE", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub output: Option<FileOrStandard>,
    /// Replace the page if it exists
    #[arg(long, requires = "html")]
    pub force: bool,
}

/// `weigh merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// The session that takes the votes in
    #[arg(value_name = "SESSION", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub session: FileOrStandard,
    /// The ballots: files, or codes as people send them
    #[arg(value_name = "BALLOT|NAME=CODE", required = true, value_hint = ValueHint::FilePath)]
    pub ballots: Vec<BallotSource>,
    /// Print what would come of it; change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `weigh list`.
#[derive(Debug, Args)]
pub struct List {
    /// Folders, or sessions
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// text, html, csv or json
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value_t, hide_default_value = true, hide_possible_values = true)]
    pub format: ListFormat,
    /// What is due by that day; today by default
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub due: Option<Date>,
}

/// A format of `weigh list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// Lines that fit the terminal.
    #[default]
    Text,
    /// One page to look at.
    Html,
    /// A row a decision, for spreadsheets.
    Csv,
    /// A list of objects, for programs.
    Json,
}

/// `weigh report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The session; several as jsonl, csv or html (an index)
    #[arg(value_name = "SESSION", required = true, value_parser = file(), value_hint = ValueHint::FilePath)]
    pub sessions: Vec<FileOrStandard>,
    /// md, json, jsonl, text, html or csv
    #[arg(short, long, value_name = "FORMAT", value_enum, hide_possible_values = true)]
    pub format: Option<Format>,
    /// Write into that file; - is standard output
    #[arg(short, long, value_name = "FILE", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub output: Option<FileOrStandard>,
    /// Print all facts, not only those that decide
    #[arg(long)]
    pub facts: bool,
    /// Replace the output file if it exists
    #[arg(long)]
    pub force: bool,
}

/// `weigh check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Questionnaires, sessions or ballots
    #[arg(value_name = "FILE", required = true, value_parser = file(), value_hint = ValueHint::FilePath)]
    pub files: Vec<FileOrStandard>,
    /// Also report what is legal but poor in a questionnaire
    #[arg(long)]
    pub lint: bool,
    /// Also report what the team promised for that day or before
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub due: Option<Date>,
    /// With --due: list stale facts too, and fail for them
    #[arg(long, requires = "due")]
    pub facts: bool,
}

/// `weigh diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The earlier session, or a questionnaire
    #[arg(value_name = "OLD", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub old: FileOrStandard,
    /// The later one
    #[arg(value_name = "NEW", value_parser = file(), value_hint = ValueHint::FilePath)]
    pub new: FileOrStandard,
}

/// `weigh questions`.
#[derive(Debug, Args)]
pub struct Questions {
    /// Print the JSON Schema of a questionnaire
    #[arg(long, conflicts_with = "print")]
    pub schema: bool,
    /// Print the pre-read; of FILE, if given
    #[arg(long, value_name = "FILE", num_args = 0..=1, value_parser = file(), value_hint = ValueHint::FilePath)]
    pub print: Option<Option<FileOrStandard>>,
}

/// `weigh demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Write a dozen made-up decisions into that folder instead
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub sessions: Option<PathBuf>,
}

/// `weigh completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

impl Cli {
    /// Reads the arguments, the program's name first. A session without a command is opened, as by `weigh run`.
    ///
    /// # Errors
    /// The arguments are wrong, or ask for the help or the version: see [`Mistake`].
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Mistake> {
        let mut arguments: Vec<OsString> = arguments.into_iter().collect();
        Self::try_parse_from(&arguments).or_else(|error| match mistake::session_without_command(&error, &arguments) {
            Some(place) => {
                arguments.insert(place, "run".into());
                Self::try_parse_from(&arguments).map_err(|error| Mistake::new(&error, &arguments))
            }
            None => Err(Mistake::new(&error, &arguments)),
        })
    }

    /// Returns the declaration of the command line, for completions and the manual.
    pub fn declaration() -> clap::Command {
        Self::command()
    }
}
