//! The command line, declared once: commands, options, their help, and the sentences for what is wrong with them.
//!
//! Texts given as arguments are cleaned here, where they enter; paths are kept as they are and cleaned where they are
//! shown. This module must not open files nor print.

mod arguments;
mod mistake;
mod surroundings;
mod value;

use std::ffi::OsString;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

pub use arguments::{Ballot, Check, Completions, Demo, Diff, Host, List, ListFormat, Merge, Questions, Report, Run};
pub use mistake::Mistake;
pub use surroundings::{Plain, Settings, Surroundings};
pub use value::{BallotSource, FileOrStandard, Team};

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
    /// The command; without one, the guided session in this folder starts.
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
    /// Even if the environment says otherwise.
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
    /// Open a session with a live vote on people's own devices
    #[command(after_help = "\
Everybody answers at once in a browser, in this network or at an address all
reach; the votes are shown on this screen only. Nothing listens before you
agree, nor once the vote is closed.

Examples:
  weigh host decision.weigh.json
  weigh host decision.weigh.json --listen 10.0.0.5 --name devbox.corp")]
    Host(Host),
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
