//! `weigh check`: every problem of questionnaires, sessions and ballots, and what is due.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;

use super::source::{Document, left_out};
use super::together::in_order;
use super::{Exit, Failure, World};
use crate::cli::{Check, FileOrStandard};
use crate::json;
use crate::problem::Problem;
use crate::questionnaire::Interner;
use crate::questionnaire::lint::lint;
use crate::report::due::{Due, StaleFact, due, stale_facts, stale_facts_cited};
use crate::report::words::{changed, count};
use crate::store;

/// What was found in one file.
struct Findings {
    /// What to print about it.
    lines: String,
    exit: Exit,
    stale: Vec<StaleFact>,
}

/// The stale facts of all files, each with the number of files that cite it.
type Stale = BTreeMap<StaleFact, usize>;

pub(super) fn run(arguments: &Check, world: &mut World) -> Result<Exit, Failure> {
    world.expect_standard_input(&arguments.files)?;
    let questionnaires = Interner::default();
    let is_quiet = world.settings.quiet;
    let mut stale = Stale::new();
    let mut messages = Vec::new();
    let mut exit = Exit::Done;
    in_order(
        &arguments.files,
        |source| source.document(&questionnaires).map(|(document, fields)| look_at(source, &document, &fields, arguments, is_quiet)),
        |found| {
            match found {
                Ok(found) => {
                    world.print(&found.lines)?;
                    exit = worse(exit, found.exit);
                    found.stale.into_iter().for_each(|fact| *stale.entry(fact).or_default() += 1);
                }
                Err(failure) => messages.extend(failure.messages),
            }
            Ok::<(), Failure>(())
        },
    )?;
    if let Some(day) = arguments.due {
        exit = worse(exit, tell_stale(&stale, day, arguments.facts, world)?);
    }
    if messages.is_empty() { Ok(exit) } else { Err(Failure { exit: Exit::Input, messages }) }
}

fn look_at(source: &FileOrStandard, document: &Document, fields: &[String], arguments: &Check, is_quiet: bool) -> Findings {
    let poor = if arguments.lint { what_is_poor(document) } else { Vec::new() };
    let due = arguments.due.map_or_else(Vec::new, |day| what_is_due(document, day));
    let mut lines = String::new();
    for finding in &poor {
        let _ = writeln!(lines, "{source}: {finding}");
    }
    for item in &due {
        let _ = writeln!(lines, "{source}: due {item}");
    }
    if let Some(saved) = edited_after(source, document) {
        let _ = writeln!(lines, "{source}: edited outside the program after {saved}");
    }
    if !fields.is_empty() {
        let _ = writeln!(lines, "{source}: {}", left_out(fields));
    }
    if poor.is_empty() && due.is_empty() && !is_quiet {
        let _ = writeln!(lines, "{source}: {}", all_well(document));
    }
    if let Some(changed) = changed_questionnaire(document).filter(|_| !is_quiet) {
        let _ = writeln!(lines, "{source}: its questionnaire is {changed} ('weigh questions | weigh diff - {source}' says which)");
    }
    let exit = match (poor.is_empty(), due.is_empty()) {
        (false, _) => Exit::Failed,
        (true, false) => Exit::Due,
        (true, true) => Exit::Done,
    };
    Findings { lines, exit, stale: arguments.due.map_or_else(Vec::new, |day| what_is_stale(document, day)) }
}

fn all_well(document: &Document) -> String {
    let kind = document.kind();
    if document.is_from_newer_version() {
        return format!("{kind} of a newer weigh: what is new in it was not checked, the rest has no problems");
    }
    format!("{kind}, no problems")
}

/// Returns after which save a session was edited outside the program, if it was. That is allowed, so it is no problem.
fn edited_after(source: &FileOrStandard, document: &Document) -> Option<String> {
    let path = source.path().filter(|_| matches!(document, Document::Session(_)))?;
    let saved = Timestamp::from_second(store::edited_after(path)?.try_into().ok()?).ok()?;
    Some(saved.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// Only the author of a questionnaire can still improve it.
fn what_is_poor(document: &Document) -> Vec<Problem> {
    match document {
        Document::Questionnaire(questionnaire) => json::locate(lint(questionnaire), questionnaire.source()),
        Document::Session(_) | Document::Ballot(_) => Vec::new(),
    }
}

/// A result cannot be compared with others if its questionnaire has their name but other content. That is no problem of
/// the file.
fn changed_questionnaire(document: &Document) -> Option<String> {
    match document {
        Document::Session(session) => changed(session.questionnaire()),
        Document::Questionnaire(questionnaire) => changed(questionnaire),
        Document::Ballot(_) => None,
    }
}

fn what_is_due(document: &Document, day: Date) -> Vec<Due> {
    match document {
        Document::Session(session) => due(session, day),
        Document::Questionnaire(_) | Document::Ballot(_) => Vec::new(),
    }
}

fn what_is_stale(document: &Document, day: Date) -> Vec<StaleFact> {
    match document {
        Document::Session(session) => stale_facts_cited(session, day),
        Document::Questionnaire(questionnaire) => stale_facts(questionnaire, day),
        Document::Ballot(_) => Vec::new(),
    }
}

/// Lists each stale fact once if asked for, else only says how many there are. Their number is no reason to fail.
fn tell_stale(stale: &Stale, day: Date, one_by_one: bool, world: &mut World) -> Result<Exit, Failure> {
    if one_by_one {
        for (fact, files) in stale {
            world.print(&format!("stale since {fact} ({})\n", count(*files, "file", "files")))?;
        }
    } else if !stale.is_empty() && !world.settings.quiet {
        let facts = if stale.len() == 1 { "1 fact is".to_owned() } else { format!("{} facts are", stale.len()) };
        world.print(&format!("{facts} stale on {day}: --facts lists them, and fails because of them\n"))?;
    }
    Ok(if one_by_one && !stale.is_empty() { Exit::Due } else { Exit::Done })
}

/// Findings about content outweigh dates.
fn worse(one: Exit, other: Exit) -> Exit {
    if one == Exit::Failed || other == Exit::Done { one } else { other }
}
