//! `weigh list`: the decisions below a folder at a glance.

use std::path::{Path, PathBuf, absolute};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::together::in_order;
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, List, ListFormat};
use crate::questionnaire::Interner;
use crate::report::overview::{self, Glance, Row};
use crate::store::{self, FileError};
use crate::text::clean_line;

/// How many columns a list has if no terminal shows it.
const COLUMNS: usize = 80;

pub(super) fn run(arguments: &List, world: &mut World) -> Result<Exit, Failure> {
    let day = arguments.due.unwrap_or_else(|| today(world));
    let (rows, exit) = rows(&arguments.paths, Path::new(""), day, world)?;
    if rows.is_empty() {
        world.remark("No sessions here: their files end in .weigh.json. 'weigh' starts one");
    }
    let text = match arguments.format {
        ListFormat::Text => overview::table(&rows, columns(world), world.settings.ascii),
        ListFormat::Csv => overview::csv(&rows),
        ListFormat::Json => overview::json(&rows),
        ListFormat::Html => overview::page(&rows, day),
    };
    world.print(&text)?;
    Ok(exit)
}

/// Returns a page that lists these sessions as of today, to be put into `folder`.
pub(super) fn index(paths: &[PathBuf], folder: &Path, world: &mut World) -> Result<(String, Exit), Failure> {
    let day = today(world);
    let (rows, exit) = rows(paths, folder, day, world)?;
    Ok((overview::page(&rows, day), exit))
}

fn today(world: &World) -> Date {
    (world.now)().to_zoned(TimeZone::UTC).date()
}

fn columns(world: &World) -> usize {
    let size = if world.settings.output_is_terminal { crossterm::terminal::size().ok() } else { None };
    size.map_or(COLUMNS, |(columns, _)| usize::from(columns)).max(20)
}

/// Returns a row for each session file: those named, and those below the folders named. The paths of records are
/// relative to `folder`.
///
/// A broken file that was found is only listed. One that was named has to be readable: the exit says so.
fn rows(paths: &[PathBuf], folder: &Path, day: Date, world: &mut World) -> Result<(Vec<Row>, Exit), Failure> {
    let mut found: Vec<Result<(PathBuf, bool), Box<Row>>> = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(below(path).map(|one| one.map(|path| (path, false))));
        } else {
            found.push(Ok((path.clone(), true)));
        }
    }
    let questionnaires = Interner::default();
    let mut rows = Vec::with_capacity(found.len());
    let mut exit = Exit::Done;
    in_order(
        &found,
        |found| match found {
            Ok((path, is_named)) => {
                let (row, left_out) = look_at(path, folder, &questionnaires, day);
                (row, left_out, *is_named)
            }
            Err(row) => (Row::clone(row), Vec::new(), false),
        },
        |(row, left_out, is_named)| {
            world.remark_left_out(&FileOrStandard::File(PathBuf::from(&row.file)), &left_out);
            if is_named && row.decision.is_none() {
                exit = Exit::Input;
            }
            rows.push(row);
            Ok::<(), Failure>(())
        },
    )?;
    overview::sort(&mut rows);
    Ok((rows, exit))
}

/// Walks a folder; a folder that cannot be entered is a row, too, because a decision may be in there.
fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Box<Row>>> {
    let row = |error: FileError| Box::new(broken(&error.path().to_string_lossy(), &error.reason().to_string()));
    store::walk(folder, ".weigh.json").into_iter().map(move |found| found.map_err(row))
}

/// Returns the row of a session file, with the fields of it that are left out.
fn look_at(path: &Path, folder: &Path, questionnaires: &Interner, day: Date) -> (Row, Vec<String>) {
    let path = path.strip_prefix(".").unwrap_or(path);
    let shown = path.to_string_lossy();
    match FileOrStandard::File(path.to_owned()).one_of_many(questionnaires) {
        Ok((session, left_out)) => {
            let record = record_beside(path).map(|record| seen_from(folder, &record));
            let decision = Some(Glance::new(&session, day));
            (Row { file: clean_line(&shown).into_owned(), record, decision, problem: None }, left_out)
        }
        Err(failure) => {
            // The first fault is enough here; `weigh check` tells its place.
            let message = failure.messages.first().map(String::as_str).unwrap_or_default();
            let mut lines = message.lines();
            let first = match (lines.next(), lines.next()) {
                (Some(count), Some(first)) if count.ends_with(':') => first,
                (first, _) => first.unwrap_or_default(),
            };
            let why = first.trim().strip_prefix(&format!("{}: ", clean_line(&shown))).unwrap_or(first.trim());
            (broken(&shown, why), Vec::new())
        }
    }
}

fn broken(file: &str, why: &str) -> Row {
    Row { file: clean_line(file).into_owned(), record: None, decision: None, problem: Some(clean_line(why).into_owned()) }
}

/// Returns the path of the record that lies beside a session, if there is one: a page, else Markdown.
fn record_beside(session: &Path) -> Option<PathBuf> {
    let name = session.file_name()?.to_string_lossy().into_owned();
    let stem = name.strip_suffix(".weigh.json")?;
    let names = [format!("{stem}.html"), format!("{stem}.md")];
    names.iter().map(|name| session.with_file_name(name)).find(|path| path.is_file())
}

/// Returns the path that leads from a folder to a file.
fn seen_from(folder: &Path, path: &Path) -> String {
    let (Ok(from), Ok(to)) = (absolute(folder), absolute(path)) else { return path.to_string_lossy().into_owned() };
    if folder.as_os_str().is_empty() {
        return path.to_string_lossy().into_owned();
    }
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| "..");
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.map(str::to_owned).chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_told_as_it_is_seen_from_the_page() {
        let seen = |folder: &str, path: &str| seen_from(Path::new(folder), Path::new(path));
        assert_eq!(seen("", "a/b.html"), "a/b.html");
        assert_eq!(seen("out", "a/b.html"), "../a/b.html");
        assert_eq!(seen("a", "a/b.html"), "b.html");
        assert_eq!(seen("/x/y", "/x/z/b.html"), "../z/b.html");
    }
}
