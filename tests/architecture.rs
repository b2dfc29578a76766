//! The arrows between the modules point one way, the core knows nothing of files, clocks and the environment, and every
//! promise has its test.

#![expect(clippy::unwrap_used, reason = "a test that cannot do what it must has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What every module may use.
const EVERYWHERE: [&str; 2] = ["text", "order"];

/// What each module may use besides.
const ARROWS: [(&str, &[&str]); 18] = [
    ("text", &[]),
    ("order", &[]),
    ("problem", &[]),
    ("json", &["problem"]),
    ("questionnaire", &["problem", "json"]),
    ("session", &["questionnaire", "problem", "json"]),
    ("scoring", &["session", "questionnaire"]),
    ("report", &["scoring", "session", "questionnaire"]),
    ("ballot_page", &["report", "session", "questionnaire"]),
    ("live", &["ballot_page", "session", "questionnaire"]),
    ("demo", &["session", "questionnaire"]),
    ("store", &[]),
    ("cli", &["report", "session"]),
    ("sitting", &["report", "ballot_page", "live", "scoring", "session", "questionnaire", "problem", "store"]),
    ("plain", &["sitting", "live", "report", "scoring", "session", "questionnaire"]),
    ("tui", &["sitting", "live", "report", "scoring", "session", "questionnaire"]),
    (
        "commands",
        &[
            "ballot_page",
            "cli",
            "sitting",
            "plain",
            "tui",
            "demo",
            "store",
            "report",
            "scoring",
            "session",
            "questionnaire",
            "problem",
            "json",
        ],
    ),
    ("lib", &[]),
];

/// What each module of the terminal program may use of the others: an event is translated, updates the model, and the
/// view draws it.
const INNER_ARROWS: [(&str, &[&str]); 8] = [
    ("key", &[]),
    ("field", &["key"]),
    ("theme", &[]),
    ("message", &["key"]),
    ("model", &["message", "field", "theme"]),
    ("keymap", &["key", "message", "model"]),
    ("view", &["keymap", "message", "model", "field", "theme"]),
    ("update", &["view", "message", "model", "field", "key"]),
];

/// The pure core: the same session gives the same bytes, everywhere and always.
const CORE: [&str; 10] = ["text", "order", "problem", "json", "questionnaire", "session", "scoring", "report", "ballot_page", "demo"];

/// What the core must not touch.
const WORLD: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "stdout()",
    "stdin()",
];

/// The only files in which a sitting reaches files, through the store.
const EFFECTS: [&str; 3] = ["src/sitting/keeper/file.rs", "src/sitting/keeper/drafts.rs", "src/sitting/folder.rs"];

/// The terminal itself is a file, and a panic is provoked by the environment in test builds.
const TERMINAL: [&str; 2] = ["src/tui/terminal.rs", "src/tui/terminal/fault.rs"];

/// A source file of the program, without its tests.
struct Source {
    path: String,
    module: String,
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below `folder`, without what is built, stored or hidden.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && name != ".git" {
            found.extend(files(&path));
        } else if path.is_file() && name != ".git" {
            found.push(path);
        }
    }
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

fn sources() -> Vec<Source> {
    let rust = files(&root().join("src")).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let is_test =
        |path: &PathBuf| path.components().any(|part| ["tests", "tests.rs", "sample.rs"].iter().any(|name| part.as_os_str() == *name));
    rust.filter(|path| !is_test(path))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            let path = shown(&path);
            let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
            Source { path, module, code: code.join("\n") }
        })
        .collect()
}

/// Returns the modules that a file names after `crate::`, also within braces.
fn used(code: &str) -> BTreeSet<String> {
    named_behind(code, "crate::")
}

/// Returns the modules of the terminal program that one of its files names.
fn used_of_tui(source: &Source) -> BTreeSet<String> {
    let depth = source.path.trim_start_matches("src/tui/").split('/').count();
    let up = "super::".repeat(depth);
    // One more `super` would leave the terminal program; one less stays inside its own module.
    let by_super = source.code.replace(&format!("super::{up}"), "");
    named_behind(&by_super, &up).union(&named_behind(&source.code, "tui::")).cloned().collect()
}

fn named_behind(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for behind in code.split(prefix).skip(1) {
        let grouped = behind.strip_prefix('{').and_then(|group| group.split('}').next());
        let names: Vec<&str> = grouped.map_or_else(|| vec![behind], |group| group.split(',').collect());
        modules.extend(names.iter().map(|name| {
            name.trim().chars().take_while(|character| character.is_ascii_lowercase() || *character == '_').collect::<String>()
        }));
    }
    modules.retain(|module| !module.is_empty());
    modules
}

#[test]
fn every_arrow_between_modules_points_the_agreed_way() {
    let known: BTreeSet<&str> = ARROWS.iter().map(|(module, _)| *module).collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.module != "main") {
        let Some((_, allowed)) = ARROWS.iter().find(|(module, _)| *module == source.module) else {
            wrong.push(format!("{}: the module {} is not in the table of arrows", source.path, source.module));
            continue;
        };
        for other in used(&source.code).iter().filter(|other| known.contains(other.as_str())) {
            if *other != source.module && !EVERYWHERE.contains(&other.as_str()) && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: {} must not use {other}", source.path, source.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_arrow_inside_the_terminal_program_points_the_agreed_way() {
    let known: BTreeSet<&str> = INNER_ARROWS.iter().map(|(module, _)| *module).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(inner) = source.path.strip_prefix("src/tui/").and_then(|path| path.split(['/', '.']).next()) else { continue };
        let Some((_, allowed)) = INNER_ARROWS.iter().find(|(module, _)| *module == inner) else { continue };
        for other in used_of_tui(&source).iter().filter(|other| known.contains(other.as_str())) {
            if other != inner && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: {inner} must not use {other}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_arrows_themselves_have_no_circle() {
    for arrows in [&ARROWS[..], &INNER_ARROWS[..]] {
        let mut placed = BTreeSet::from(EVERYWHERE);
        while let Some((module, _)) =
            arrows.iter().find(|(module, uses)| !placed.contains(module) && uses.iter().all(|other| placed.contains(other)))
        {
            placed.insert(module);
        }
        let waiting: Vec<_> = arrows.iter().filter(|(module, _)| !placed.contains(module)).collect();
        assert!(waiting.is_empty(), "these stand in a circle: {waiting:?}");
    }
}

#[test]
fn the_core_reads_no_clock_no_file_and_no_environment() {
    let core = sources().into_iter().filter(|source| CORE.contains(&source.module.as_str()));
    let found = core.flat_map(|source| {
        let touched = WORLD.into_iter().filter(|word| source.code.contains(word)).collect::<Vec<_>>();
        touched.into_iter().map(move |word| format!("{}: {word}", source.path))
    });
    assert_eq!(found.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn files_are_reached_only_through_the_store_and_by_a_sitting_only_in_its_keeper() {
    let mut wrong = Vec::new();
    for source in sources() {
        let outside = !["store", "main"].contains(&source.module.as_str()) && !TERMINAL.contains(&source.path.as_str());
        if outside && source.code.contains("std::fs") {
            wrong.push(format!("{}: std::fs outside the store", source.path));
        }
        let sits = ["sitting", "plain", "tui"].contains(&source.module.as_str());
        if sits && used(&source.code).contains("store") && !EFFECTS.contains(&source.path.as_str()) {
            wrong.push(format!("{}: the store outside {EFFECTS:?}", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_environment_and_the_clock_are_read_in_main_only() {
    let others = sources().into_iter().filter(|source| source.module != "main" && !TERMINAL.contains(&source.path.as_str()));
    let found = others.filter(|source| ["std::env", "Timestamp::now", "SystemTime::now"].iter().any(|word| source.code.contains(word)));
    assert_eq!(found.map(|source| source.path).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_module_says_first_what_it_is_for() {
    let rust = files(&root().join("src")).into_iter().chain(files(&root().join("tests")));
    let rust = rust.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    // Tests that stand in a file of their own are introduced where they are declared.
    let own = rust.filter(|path| !(path.starts_with(root().join("src")) && path.ends_with("tests.rs")));
    let silent = own.filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "));
    assert_eq!(silent.map(|path| shown(&path)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn no_file_names_a_place_outside_the_repository() {
    // Put together here, so that this file does not name them.
    let places = [["..", "shared"].join("/"), ["", "work", ""].join("/")];
    let found = files(root()).into_iter().filter(|path| {
        let bytes = fs::read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        places.iter().any(|place| text.contains(place))
    });
    assert_eq!(found.map(|path| shown(&path)).collect::<Vec<_>>(), [""; 0]);
}

/// What is promised, by number; `docs/promises.md` says what.
const PROMISES: std::ops::RangeInclusive<u32> = 1..=32;

/// The tests of one promise (`p4`) or of one row of the fault matrix (`v37`) can be run by that name.
#[test]
fn every_promise_and_every_fault_has_a_test_named_after_it() {
    let rust = files(&root().join("src")).into_iter().chain(files(&root().join("tests")));
    let texts = rust.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).map(|path| fs::read_to_string(path).unwrap());
    let named: BTreeSet<String> = texts.flat_map(|text| tested(&text)).collect();
    let wanted = PROMISES.map(|promise| format!("p{promise}")).chain((1..=44).map(|fault| format!("v{fault}")));
    assert_eq!(wanted.filter(|wanted| !named.contains(wanted)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_promise_is_listed_in_one_line() {
    let text = fs::read_to_string(root().join("docs/promises.md")).unwrap();
    let listed: BTreeSet<u32> = text.lines().filter_map(|line| line.strip_prefix("| P")?.split_once(" |")?.0.parse().ok()).collect();
    assert_eq!(listed, PROMISES.collect());
    assert_eq!(text.lines().filter(|line| line.starts_with("| P")).count(), listed.len(), "none is listed twice");
}

#[test]
fn every_module_stands_on_the_page() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, table) = page.split_once("\n## The arrows\n").unwrap();
    let table = table.split("\n## ").next().unwrap();
    let first_cells: String = table.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).collect();
    let missing = ARROWS.iter().filter(|(module, _)| *module != "lib" && !first_cells.contains(&format!("`{module}`")));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&(&str, &[&str])>::new());
}

#[test]
fn every_crate_is_listed_with_its_reason() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let (_, tables) = page.split_once("\n## Crates, and why each\n").unwrap();
    let tables = tables.split("\n## ").next().unwrap();
    let rows = tables.lines().filter_map(|line| line.strip_prefix("| ")).map(|row| row.split(" | ").collect::<Vec<_>>());
    let rows: Vec<_> = rows.filter(|row| row[0] != "crate").collect();
    let silent: Vec<_> = rows.iter().filter(|row| row.len() < 2 || row[1].len() < 10).collect();
    assert!(silent.is_empty(), "each has its reason: {silent:?}");

    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let is_list = |heading: &str| heading.ends_with("dependencies]");
    let parts = manifest.split("\n[").filter(|part| part.lines().next().is_some_and(is_list));
    let named =
        parts.flat_map(|part| part.lines().skip(1).filter_map(|line| Some(line.split_once(" = ")?.0))).filter(|name| *name != "weigh");
    assert_eq!(rows.iter().map(|row| row[0]).collect::<BTreeSet<_>>(), named.collect(), "listed and used");
}

/// Returns the promises and faults that the names of a file's tests begin with.
fn tested(text: &str) -> BTreeSet<String> {
    let names = text.split("#[test]").skip(1).filter_map(|behind| behind.split("fn ").nth(1)?.split('(').next());
    let is_number =
        |part: &&str| part.len() > 1 && part.starts_with(['p', 'v']) && part.chars().skip(1).all(|digit| digit.is_ascii_digit());
    names.flat_map(|name| name.split('_').take_while(is_number).map(ToOwned::to_owned).collect::<Vec<_>>()).collect()
}
