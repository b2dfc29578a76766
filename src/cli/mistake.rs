//! What is wrong with a command line, in one sentence that names the way out.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text;

/// Why there is no command to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing is wrong: the help was asked for, and this is it.
    Help(String),
    /// Nothing is wrong: the version was asked for.
    Version,
    /// The arguments are wrong: one cleaned sentence.
    Wrong(String),
}

impl Mistake {
    pub(super) fn new(error: &clap::Error, arguments: &[OsString]) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Self::Help(error.render().to_string()),
            ErrorKind::DisplayVersion => Self::Version,
            _ => {
                let command = command_of(arguments);
                let wrong = wrong(error, command.as_deref().unwrap_or("weigh"));
                let see = if wrong.ends_with('?') { " See" } else { "; see" };
                let help = command.map_or_else(|| "weigh --help".to_owned(), |command| format!("weigh {command} --help"));
                Self::Wrong(text::clean_line(&format!("{wrong}{see} '{help}'")).into_owned())
            }
        }
    }
}

/// Returns the command that the arguments begin with, if they begin with one.
fn command_of(arguments: &[OsString]) -> Option<String> {
    let declaration = super::Cli::declaration();
    let known = |argument: &OsString| declaration.get_subcommands().find(|command| *argument == *command.get_name());
    let first = arguments.iter().skip(1).find(|argument| !argument.to_string_lossy().starts_with('-'));
    first.and_then(known).map(|command| command.get_name().to_owned())
}

/// Returns the place of a session among the arguments, if it stands where a command should.
pub(super) fn session_without_command(error: &clap::Error, arguments: &[OsString]) -> Option<usize> {
    let given = match error.kind() {
        ErrorKind::InvalidSubcommand => context(error, ContextKind::InvalidSubcommand),
        ErrorKind::UnknownArgument if command_of(arguments).is_none() => context(error, ContextKind::InvalidArg),
        _ => return None,
    };
    let is_file = std::path::Path::new(&given).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    is_file.then(|| arguments.iter().position(|argument| argument.to_string_lossy() == given))?
}

fn wrong(error: &clap::Error, command: &str) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let given = context(error, ContextKind::InvalidSubcommand);
            unknown_command(&given, &did_you_mean(error, ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("{command} has no option {argument}{}", did_you_mean(error, ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument if command == "weigh" => unknown_command(&argument, ""),
        ErrorKind::UnknownArgument => format!("{command} does not expect '{argument}'"),
        ErrorKind::InvalidValue => invalid_value(error, &argument),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(|| "not understood".to_owned(), ToString::to_string);
            format!("{argument} cannot be '{}': {why}", context(error, ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => format!("{command} also needs {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            if other == argument || other.is_empty() {
                format!("{argument} can be given only once")
            } else {
                format!("{argument} and {other} cannot be used together")
            }
        }
        ErrorKind::TooManyValues => format!("{argument} takes no value, but got '{}'", context(error, ContextKind::InvalidValue)),
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        _ => first_sentence(error),
    }
}

fn unknown_command(given: &str, suggestion: &str) -> String {
    let is_file = suggestion.is_empty() && given.contains(['.', '/']);
    let hint = if is_file { ", and the name of a session ends in .weigh.json" } else { suggestion };
    format!("there is no command '{given}'{hint}")
}

fn invalid_value(error: &clap::Error, argument: &str) -> String {
    let given = context(error, ContextKind::InvalidValue);
    if given.is_empty() {
        return format!("{argument} needs a value");
    }
    let expected = context(error, ContextKind::ValidValue);
    let suggestion = did_you_mean(error, ContextKind::SuggestedValue);
    format!("{argument} cannot be '{given}'{suggestion} (expected one of {expected})")
}

fn did_you_mean(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(suggestion)) => format!(": did you mean '{suggestion}'?"),
        Some(ContextValue::Strings(suggestions)) => {
            suggestions.last().map_or_else(String::new, |suggestion| format!(": did you mean '{suggestion}'?"))
        }
        Some(_) | None => String::new(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn first_sentence(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    rendered.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
