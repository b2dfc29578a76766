//! `weigh man`: the manual page, made from the declaration of the command line.

use std::io;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::{Exit, Failure, World};
use crate::cli::Cli;

/// What the help of the command line has no room for.
const EXIT_CODES: [(&str, &str); 6] = [
    ("0", "done"),
    ("1", "failed: a file is in use, an output exists, check --lint found something"),
    ("2", "wrong usage, or no terminal where one is needed"),
    ("3", "an input is missing, unreadable or invalid"),
    ("4", "check --due found something due"),
    ("130", "interrupted"),
];

const ENVIRONMENT: [(&str, &str); 6] = [
    ("WEIGH_QUESTIONS", "the questionnaire of new sessions, instead of the built-in one"),
    ("NO_COLOR", "if not empty: no color"),
    ("CLICOLOR_FORCE", "if neither empty nor 0: color even on a terminal that is known to have none"),
    ("ACCESSIBLE", "if neither empty nor 0: ask in numbered lines, as --plain"),
    ("TERM", "dumb: ask in numbered lines"),
    ("LC_ALL, LC_CTYPE, LANG", "the first that is not empty; if it is not UTF-8, draw with ASCII characters only, as --ascii"),
];

const FILES: [(&str, &str); 4] = [
    ("*.weigh.json", "a session: one team's decision, with its questionnaire"),
    ("*.ballot.json", "one person's votes"),
    ("*.conflict-N.json", "a session that somebody else changed meanwhile: our version"),
    ("decision.md", "the decision record"),
];

pub(super) fn run(world: &mut World) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    write_page(&mut page)?;
    world.output.write_all(&page)?;
    Ok(Exit::Done)
}

fn write_page(page: &mut Vec<u8>) -> io::Result<()> {
    let mut declaration = Cli::declaration();
    declaration.build();
    let man = Man::new(declaration.clone()).manual("User commands");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    commands(&declaration).to_writer(page)?;
    list("EXIT STATUS", &EXIT_CODES).to_writer(page)?;
    list("ENVIRONMENT", &ENVIRONMENT).to_writer(page)?;
    list("FILES", &FILES).to_writer(page)
}

fn commands(declaration: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for command in declaration.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        roff.control("SS", [command.get_name()]);
        roff.text([roman(format!("{about}."))]);
        let own = |argument: &&clap::Arg| !argument.is_global_set() && !matches!(argument.get_id().as_str(), "help" | "version");
        for argument in command.get_arguments().filter(own) {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            roff.control("TP", []);
            let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
            roff.text([bold(format!("{short}{argument}"))]);
            roff.text([roman(help)]);
        }
        if let Some(more) = command.get_after_help() {
            roff.control("PP", []);
            roff.control("nf", []);
            roff.text([roman(more.to_string())]);
            roff.control("fi", []);
        }
    }
    roff
}

fn list(title: &str, entries: &[(&str, &str)]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (name, meaning) in entries {
        roff.control("TP", []);
        roff.text([italic(*name)]);
        roff.text([roman(format!("{meaning}."))]);
    }
    roff
}
