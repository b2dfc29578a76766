//! What the arguments stand for: files, people, texts, days. Must not open what it names.

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValue, TypedValueParser as _, ValueParser};
use jiff::civil::Date;

use crate::report::Format;
use crate::session::{self, Participant};
use crate::text;

/// What is wrong with an empty name: most often it came from a variable.
const NO_NAME: &str = "an empty name is no file; if it comes from a variable, that is not set";

/// A file, or standard input or output: `-`, or its device by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOrStandard {
    /// Standard input or output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl From<OsString> for FileOrStandard {
    fn from(argument: OsString) -> Self {
        let is_standard = ["-", "/dev/stdin", "/dev/stdout"].iter().any(|name| argument == *name);
        if is_standard { Self::Standard } else { Self::File(argument.into()) }
    }
}

/// A ballot: its file, or somebody's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BallotSource {
    /// A ballot file, or one from standard input.
    File(FileOrStandard),
    /// `NAME=CODE`.
    Code {
        /// Whose it is.
        name: String,
        /// The code as it was typed.
        code: String,
    },
}

impl From<OsString> for BallotSource {
    fn from(argument: OsString) -> Self {
        let names_file = Path::new(&argument).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let code = argument.to_str().filter(|_| !names_file).and_then(|text| text.split_once('='));
        match code {
            Some((name, code)) => Self::Code { name: cleaned(name), code: cleaned(code) },
            None => Self::File(argument.into()),
        }
    }
}

impl fmt::Display for BallotSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.fmt(f),
            Self::Code { name, .. } => write!(f, "{name}'s code"),
        }
    }
}

/// The people given with `--team`; a type of its own, so that the option takes one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team(pub Vec<Participant>);

impl fmt::Display for Team {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&session::team_line(&self.0))
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()))
    }
}

/// Returns a parser of the name of a file, or of `-`.
pub(super) fn file() -> ValueParser {
    clap::builder::OsStringValueParser::new()
        .try_map(|raw| if raw.is_empty() { Err(NO_NAME) } else { Ok(FileOrStandard::from(raw)) })
        .into()
}

/// Returns a parser of one line of text.
pub(super) fn cleaned_text() -> ValueParser {
    clap::builder::StringValueParser::new().map(|raw| cleaned(&raw)).into()
}

fn cleaned(raw: &str) -> String {
    text::clean_line(raw).trim().to_owned()
}

/// Reads people with their roles, `Ana:legal,Bo`.
pub(super) fn team(raw: &str) -> Result<Team, session::Refusal> {
    session::parse_team(&text::clean_line(raw)).map(Team)
}

/// Reads a day.
pub(super) fn date(raw: &str) -> Result<Date, session::Refusal> {
    session::parse_date(raw)
}
/// Reads one address of this computer.
pub(super) fn address(text: &str) -> Result<IpAddr, String> {
    match text.parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => Err("this is every address at once: name one".to_owned()),
        Ok(address) => Ok(address),
        Err(_) => Err("expected an address such as 192.168.1.23".to_owned()),
    }
}

/// Reads the name of a computer.
pub(super) fn host_name(text: &str) -> Result<String, String> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    let is_name = text.len() <= 253 && text.split('.').all(is_part);
    if is_name { Ok(text.to_owned()) } else { Err("expected a name such as devbox.corp: letters, digits, - and .".to_owned()) }
}
