//! `weigh list`: the decisions below a folder at a glance.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::together::in_order;
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, List, ListFormat};
use crate::report::overview::{self, Glance, Row};
use crate::text::clean_line;

/// How many columns a list has that no terminal shows.
const COLUMNS: usize = 80;

pub(super) fn run(arguments: &List, world: &mut World) -> Result<Exit, Failure> {
    let day = arguments.due.unwrap_or_else(|| (world.now)().to_zoned(TimeZone::UTC).date());
    let mut rows = rows(&arguments.paths, day)?;
    overview::sort(&mut rows);
    let text = match arguments.format {
        ListFormat::Text => overview::table(&rows, columns(world), world.settings.ascii),
        ListFormat::Csv => overview::csv(&rows),
        ListFormat::Json => overview::json(&rows),
        ListFormat::Html => overview::page(&rows, day, record_beside),
    };
    world.print(&text)?;
    Ok(Exit::Done)
}

fn columns(world: &World) -> usize {
    let size = if world.settings.output_is_terminal { crossterm::terminal::size().ok() } else { None };
    size.map_or(COLUMNS, |(columns, _)| usize::from(columns)).max(20)
}

/// Returns a row for each session file: those named, and those below the folders named.
fn rows(paths: &[PathBuf], day: Date) -> Result<Vec<Row>, Failure> {
    let mut found: Vec<Result<PathBuf, Box<Row>>> = Vec::new();
    for path in paths {
        if path.is_dir() { found.extend(below(path)) } else { found.push(Ok(path.clone())) }
    }
    let mut rows = Vec::with_capacity(found.len());
    in_order(
        &found,
        |file| file.as_ref().map_or_else(|row| Row::clone(row), |path| look_at(path, day)),
        |row| {
            rows.push(row);
            Ok::<(), Failure>(())
        },
    )?;
    Ok(rows)
}

/// Walks a folder; what cannot be entered is a row too, for a decision may be in there.
fn below(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Box<Row>>> {
    let walk = WalkBuilder::new(folder).sort_by_file_path(Ord::cmp).build();
    walk.filter_map(|entry| match entry {
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| !kind.is_dir());
            (is_file && is_session(entry.file_name())).then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(Box::new(broken("", &error.to_string())))),
    })
}

fn is_session(name: &OsStr) -> bool {
    name.to_string_lossy().ends_with(".weigh.json")
}

fn look_at(path: &Path, day: Date) -> Row {
    let shown = path.strip_prefix(".").unwrap_or(path).to_string_lossy();
    match FileOrStandard::File(path.to_owned()).session() {
        Ok(session) => Row { file: clean_line(&shown).into_owned(), decision: Some(Glance::new(&session, day)), problem: None },
        Err(failure) => {
            let message = failure.messages.first().and_then(|message| message.lines().next()).unwrap_or_default();
            broken(&shown, message)
        }
    }
}

fn broken(file: &str, why: &str) -> Row {
    Row { file: clean_line(file).into_owned(), decision: None, problem: Some(clean_line(why).into_owned()) }
}

/// Returns the address of the record that lies beside a session, if there is one: as a page, else as Markdown.
fn record_beside(row: &Row) -> Option<String> {
    let path = Path::new(&row.file);
    let stem = row.file.strip_suffix(".weigh.json").map(Path::new).and_then(Path::file_name)?.to_string_lossy().into_owned();
    let names = [format!("{stem}.html"), format!("{stem}.md")];
    let beside = names.iter().map(|name| path.with_file_name(name)).find(|path| path.is_file())?;
    Some(address(&beside.to_string_lossy()))
}

/// Returns a path as a relative address: everything is escaped that an address gives a meaning to.
fn address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped: String =
        path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    // A first part with a colon would be taken for a scheme; escaped as it is, it is not.
    escaped
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_can_only_lead_to_a_file() {
        assert_eq!(address("a b/ü.html"), "a%20b/%C3%BC.html");
        assert_eq!(address("javascript:alert(1)"), "javascript%3Aalert%281%29");
    }
}
