//! What the arguments stand for: files, people, texts, days. Must not open what it names.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValue, TypedValueParser as _, ValueParser};
use jiff::civil::Date;

use crate::report::Format;
use crate::session::{self, Participant};
use crate::text;

/// A file, or `-` for standard input or output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOrStandard {
    /// Standard input or output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl From<OsString> for FileOrStandard {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Self::Standard } else { Self::File(argument.into()) }
    }
}

/// The people given with `--team`; a type of its own, so that the option takes one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team(pub Vec<Participant>);

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()))
    }
}

/// Returns a parser of one line of text.
pub(super) fn cleaned_text() -> ValueParser {
    clap::builder::StringValueParser::new().map(|raw| text::clean_line(&raw).trim().to_owned()).into()
}

/// Reads people with their roles, `Ana:legal,Bo`.
pub(super) fn team(raw: &str) -> Result<Team, session::Refusal> {
    session::parse_team(&text::clean_line(raw)).map(Team)
}

/// Reads a day.
pub(super) fn date(raw: &str) -> Result<Date, session::Refusal> {
    session::parse_date(raw)
}
