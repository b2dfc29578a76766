//! What each command takes: its arguments and options, with their help.
//!
//! This module must not decide what a command does with them.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::value::{BallotSource, FileOrStandard, Team, address, cleaned_text, date, file, host_name, team};
use crate::report::Format;

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

/// `weigh host`.
#[derive(Debug, Args)]
pub struct Host {
    /// The session to vote on
    #[arg(value_name = "SESSION", value_hint = ValueHint::FilePath)]
    pub session: PathBuf,
    /// The address of this computer to open the page at
    #[arg(long, value_name = "ADDR", value_parser = address)]
    pub listen: Option<IpAddr>,
    /// The name under which others reach this computer
    #[arg(long, value_name = "HOST", value_parser = host_name)]
    pub name: Option<String>,
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
