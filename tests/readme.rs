//! Keeps the README and the pages under `docs/` true: what they print is what the program prints.
//!
//! Every `console` block is run, in order, in one folder a page that holds only `examples/`: lines after `$ ` are commands, the others their
//! output, `...` stands for any lines. A block with `file=NAME` is first written to that file. The table of keys is
//! made from the program's own. `UPDATE=1 cargo test --test readme -- --test-threads 1` rewrites what has changed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use weigh::tui::keymap::{self, Binding, Mode};

#[test]
fn every_command_of_the_readme_prints_what_it_says() {
    check_page("README.md");
}

#[test]
fn every_command_of_the_page_on_questionnaires_prints_what_it_says() {
    check_page("docs/questionnaire.md");
}

#[test]
fn the_table_of_keys_is_the_programs_own() {
    let page = read("README.md");
    let (before, rest) = page.split_once("<!-- keys -->\n").expect("the README marks where its keys begin");
    let (_, after) = rest.split_once("<!-- end of keys -->").expect("the README marks where its keys end");
    settle("README.md", &page, &format!("{before}<!-- keys -->\n{}<!-- end of keys -->{after}", key_table()));
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    for page in ["README.md", "docs/facilitating.md", "docs/questionnaire.md"] {
        let folder = root().join(page).parent().expect("a page lies in a folder").to_owned();
        for link in read(page).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let local = !link.contains("://") && !link.starts_with('#');
            assert!(!local || folder.join(link).exists(), "{page} links to {link}");
        }
    }
}

#[test]
fn the_readme_explains_the_method_in_the_programs_words() {
    let page = read("README.md");
    for (number, sentence) in (1..).zip(weigh::tui::view::METHOD) {
        assert!(page.contains(&format!("\n{number}. {sentence}\n")), "{sentence}");
    }
}

#[test]
fn the_example_file_is_the_finished_example() {
    let example = "examples/hail-damage.weigh.json";
    let is = fs::read_to_string(root().join(example)).unwrap_or_default();
    settle(example, &is, &weigh::demo::session().to_json());
}

/// Runs a page and compares it with itself as it would be with today's output.
fn check_page(name: &str) {
    let page = read(name);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let examples = folder.path().join("examples");
    fs::create_dir(&examples).expect("the folder is writable");
    fs::write(examples.join("hail-damage.weigh.json"), weigh::demo::session().to_json()).expect("the folder is writable");
    let mut today = String::new();
    let mut parts = page.split("```");
    while let Some(prose) = parts.next() {
        today.push_str(prose);
        let Some(block) = parts.next() else { break };
        let (info, text) = block.split_once('\n').expect("a block begins with a line of its own");
        if let Some((_, file)) = info.split_once("file=") {
            fs::write(folder.path().join(file), text).expect("the folder is writable");
        }
        let text = if info == "console" { run_block(text, folder.path()) } else { text.to_owned() };
        let _ = write!(today, "```{info}\n{text}```");
    }
    settle(name, &page, &today);
}

/// Returns `block` with the output its commands print now; what `...` stands for is kept as `...`.
fn run_block(block: &str, folder: &Path) -> String {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            // A command goes on after a backslash.
            (None, Some((command, _))) if command.ends_with('\\') => {
                command.push('\n');
                command.push_str(line);
            }
            (None, Some((_, output))) => {
                output.push_str(line);
                output.push('\n');
            }
            (None, None) => panic!("a console block begins with a command: {line}"),
        }
    }
    commands.iter().fold(String::new(), |mut today, (command, expected)| {
        let printed = run(command, folder);
        let output = if matches(expected, &printed) { expected } else { &printed };
        let _ = write!(today, "$ {command}\n{output}");
        today
    })
}

fn matches(expected: &str, printed: &str) -> bool {
    let mut rest = printed;
    let mut pieces = expected.split("...\n");
    let Some(found) = pieces.next().and_then(|first| rest.strip_prefix(first)) else { return false };
    rest = found;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.split_at(at + piece.len()).1;
    }
    rest.is_empty() || expected.ends_with("...\n")
}

/// Returns what a command prints, errors included, as a person in an ordinary terminal would see it.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_weigh"));
    let mut search = vec![program.parent().expect("the program lies in a folder").to_owned()];
    search.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let output = Command::new("sh")
        .args(["-c", &format!("({command}) 2>&1")])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(search).expect("no folder has a colon in its name"))
        .env("LC_ALL", "C.UTF-8")
        .env_remove("WEIGH_QUESTIONS")
        .output()
        .expect("sh runs");
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// Demands that a page already says what it should, or makes it so where the person asked for it.
fn settle(name: &str, page: &str, should: &str) {
    if page == should {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(name), should).expect("the page is writable");
        return;
    }
    let differs = page.lines().zip(should.lines()).find(|(is, should)| is != should);
    panic!("{name} is out of date (UPDATE=1 cargo test --test readme -- --test-threads 1): {differs:#?}");
}

/// The screens, in the order in which a session walks through them.
const SCREENS: [(Mode, &str); 13] = [
    (Mode::Setup, "setup"),
    (Mode::Alternatives, "to choose from"),
    (Mode::Priorities, "priorities"),
    (Mode::HandOver, "handing over"),
    (Mode::Booth, "voting"),
    (Mode::CallOut, "votes called out"),
    (Mode::Reveal, "the votes"),
    (Mode::Agreed, "agreed by ballots"),
    (Mode::Review, "review"),
    (Mode::Result, "result"),
    (Mode::WhatIf, "what-if"),
    (Mode::Close, "close"),
    (Mode::Field, "typing"),
];

fn key_table() -> String {
    let mut table = String::from("| on a question | |\n|---|---|\n");
    for binding in keymap::bindings(Mode::Question) {
        let _ = writeln!(table, "| `{}` | {} |", binding.shown, binding.help);
    }
    table.push_str("\n| elsewhere | | |\n|---|---|---|\n");
    for (screen, name) in SCREENS {
        let mut named = name;
        for binding in keymap::bindings(screen).filter(|binding| !holds_on_a_question(binding)) {
            let _ = writeln!(table, "| {named} | `{}` | {} |", binding.shown, binding.help);
            named = "";
        }
    }
    table
}

/// Tells whether the first table already says what these keys do.
fn holds_on_a_question(binding: &Binding) -> bool {
    keymap::bindings(Mode::Question).any(|there| there.shown == binding.shown && there.help == binding.help)
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
