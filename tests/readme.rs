//! Keeps the README and the pages under `docs/` true: what they print is what the program prints, and what they name exists.
//!
//! Every `console` block is run, in order, in one folder a page that holds only `examples/`: lines after `$ ` are commands, the
//! others their output, `...` stands for any lines. A block with `file=NAME` is first written to that file. Tables of keys are
//! made from the program's own. `UPDATE=1 cargo test --test readme -- --test-threads 1` rewrites what has changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser as _;
use clap::error::ErrorKind;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use weigh::cli::Cli;
use weigh::commands::Exit;
use weigh::questionnaire::Questionnaire;
use weigh::report::{Format, render};
use weigh::session::{self, Session};
use weigh::tui::keymap::{self, Binding, Mode};

/// A README is read standing. What is longer than this belongs under `docs/`.
const README_LINES: usize = 150;

/// Lines of prose stay as short as those of the code, so that the limit cannot be met by longer lines.
const COLUMNS: usize = 140;

/// Top folders: code on a page that begins with one of them names a file or folder of ours.
const FOLDERS: [&str; 7] = ["src/", "tests/", "docs/", "benches/", "examples/", ".ci/", ".github/"];

#[test]
fn every_page_prints_what_the_program_prints() {
    let outdated: Vec<String> = pages().iter().filter_map(|page| settle(page, &read(page), &as_it_should_be(page))).collect();
    assert!(outdated.is_empty(), "{}", outdated.join("\n"));
}

#[test]
fn the_readme_stays_short() {
    let page = read("README.md");
    assert!(page.lines().count() <= README_LINES, "{} lines; move something to docs/", page.lines().count());
    let prose = page.split("```").step_by(2).flat_map(str::lines);
    let long: Vec<_> = prose.filter(|line| !line.starts_with('|') && line.chars().count() > COLUMNS).collect();
    assert_eq!(long, [""; 0]);
}

#[test]
fn the_readme_counts_and_requires_what_is_true() {
    let page = read("README.md");
    let questions = Questionnaire::built_in().questions().len();
    assert!(page.contains(&format!("**Answer {questions} questions.**")), "the built-in questionnaire has {questions}");
    assert!(page.contains(&format!("Rust {} or later", env!("CARGO_PKG_RUST_VERSION"))), "the oldest Rust is that of Cargo.toml");
}

#[test]
fn the_guide_knows_the_smallest_window_every_way_to_answer_and_every_exit_code() {
    let page = read("docs/guide.md");
    let (columns, rows) = weigh::tui::model::SMALLEST;
    assert!(page.contains(&format!("at least {columns} columns and {rows} rows")), "{columns} x {rows}");
    for way in session::AnswerMode::ALL.map(session::AnswerMode::label) {
        assert!(page.contains(&format!("\n| {way} | ")), "{way}");
    }
    for exit in [Exit::Done, Exit::Failed, Exit::Usage, Exit::Input, Exit::Due, Exit::Interrupted] {
        assert!(page.contains(&format!("\n| {} | ", exit.code())), "{exit:?}");
    }
}

#[test]
fn every_link_to_a_file_or_heading_leads_somewhere() {
    let mut broken = Vec::new();
    for page in pages() {
        for link in links(&read(&page)).iter().filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { beside(&page, file) };
            let leads = root().join(&target).exists() && (heading.is_empty() || anchors(&read(&target)).contains(heading));
            if !leads {
                broken.push(format!("{page} links to {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_can_be_reached_from_the_readme() {
    let (mut found, mut next) = (BTreeSet::new(), vec!["README.md".to_owned()]);
    while let Some(page) = next.pop() {
        let linked = links(&read(&page));
        let files = linked.iter().filter_map(|link| link.split('#').next()).filter(|file| has_ending(file, "md") && !file.contains("://"));
        next.extend(files.map(|file| beside(&page, file)).filter(|file| found.insert(file.clone())));
    }
    assert_eq!(pages().into_iter().filter(|page| page != "README.md" && !found.contains(page)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_command_that_a_page_names_is_one_of_the_program() {
    let mut unknown = Vec::new();
    for page in pages() {
        for command in commands(&read(&page)) {
            if let Some(error) = refusal(&command) {
                unknown.push(format!("{page}: {}: {error}", command.join(" ")));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn every_test_and_bench_that_a_page_names_exists() {
    let mut missing = Vec::new();
    for page in pages() {
        for call in lines_of_code(&read(&page)).iter().map(|line| arguments(line)).filter(|call| call.iter().any(|word| word == "cargo")) {
            for pair in call.windows(2) {
                let folder = match pair[0].as_str() {
                    "--test" => "tests",
                    "--bench" => "benches",
                    _ => continue,
                };
                let place = root().join(folder).join(&pair[1]);
                if !place.join("main.rs").exists() && !place.with_extension("rs").exists() {
                    missing.push(format!("{page} names {}", pair.join(" ")));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_file_that_a_page_names_exists() {
    let mut missing = Vec::new();
    for page in pages() {
        for code in inline_code(&read(&page)) {
            let is_ours = FOLDERS.iter().any(|folder| code.starts_with(folder)) || has_ending(&code, "rs");
            if is_ours && !code.contains([' ', '*', '<']) && !root().join(&code).exists() {
                missing.push(format!("{page} names {code}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A trace says "`open_round` in `src/sitting/round.rs`".
#[test]
fn every_name_that_a_page_finds_in_a_file_stands_there() {
    let (mut checked, mut missing) = (0, Vec::new());
    for page in pages() {
        let text = read(&page).split_whitespace().collect::<Vec<_>>().join(" ");
        let pieces: Vec<&str> = text.split("` in `").collect();
        for pair in pieces.windows(2) {
            let (name, file) = (pair[0].rsplit('`').next().unwrap_or_default(), pair[1].split('`').next().unwrap_or_default());
            if has_ending(file, "rs") {
                checked += 1;
                if !read(file).contains(name) {
                    missing.push(format!("{page}: {name} in {file}"));
                }
            }
        }
    }
    assert!(missing.is_empty() && checked >= 8, "{checked} checked; {}", missing.join("\n"));
}

#[test]
fn every_field_of_a_questionnaire_stands_on_its_page() {
    let page = read("docs/questionnaire.md");
    let (_, keys) = page.split_once("\n## All keys\n").expect("a list of all keys");
    let named: BTreeSet<&str> = keys.split(|letter: char| !letter.is_alphabetic() && letter != '_').collect();
    let schema = value(weigh::questionnaire::format::schema());
    let shapes = schema["$defs"].as_object().expect("shapes").iter().filter(|(name, _)| name.starts_with("only"));
    let fields = shapes.flat_map(|(_, shape)| shape["properties"].as_object().expect("fields").keys());
    let missing: Vec<_> = fields.filter(|field| !named.contains(field.trim_start_matches('$'))).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_key_of_a_session_and_a_result_stands_on_its_page() {
    let page = read("docs/formats.md");
    let named: BTreeSet<&str> = page.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let mut missing = BTreeSet::new();
    for file in sessions() {
        let session = Session::parse(&fs::read(&file).expect("a session")).expect("a sound session");
        let questionnaire = value(session.questionnaire().source());
        let mut ids: BTreeSet<String> = session.participants().iter().map(|participant| participant.name.clone()).collect();
        ids.extend(["unknown".to_owned(), "not_applicable".to_owned()]);
        collect(&questionnaire, &mut |key, value| {
            ids.extend((key == "id").then(|| value.as_str()).flatten().map(ToOwned::to_owned));
        });
        let mut said = value(&session.to_json());
        said.as_object_mut().expect("an object").remove("questionnaire");
        for json in [said, value(&render(&session, Format::Json))] {
            collect(&json, &mut |key, _| {
                missing.extend((!named.contains(key) && !ids.contains(key)).then(|| key.to_owned()));
            });
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_method_is_explained_in_the_programs_words() {
    let page = read("docs/how-it-decides.md");
    for (number, sentence) in (1..).zip(weigh::tui::view::METHOD) {
        assert!(page.contains(&format!("\n{number}. {sentence}\n")), "{sentence}");
    }
}

#[test]
fn the_example_file_is_the_finished_example() {
    let example = "examples/hail-damage.weigh.json";
    let is = fs::read_to_string(root().join(example)).unwrap_or_default();
    assert_eq!(settle(example, &is, &weigh::demo::session().to_json()), None);
}

#[test]
fn the_second_example_holds_its_questionnaire_and_its_record_is_todays() {
    let (questions, session, record) = ("examples/billing.json", "examples/billing.weigh.json", "examples/billing.md");
    let questionnaire = Questionnaire::parse(read(questions).as_bytes()).expect("a sound questionnaire");
    let is = read(session);
    let (said, _) = is.split_once("\n  \"questionnaire\": ").expect("a session ends with its questionnaire");
    let indented = questionnaire.source().trim_end().replace('\n', "\n  ");
    let file = format!("{said}\n  \"questionnaire\": {indented}\n}}\n");
    let example = Session::parse(file.as_bytes()).expect("a sound session");
    assert_eq!(settle(session, &is, &example.to_json()), None);
    assert_eq!(settle(record, &read(record), &render(&example, Format::Markdown)), None);
}

/// Returns sessions that hold everything a session can hold.
fn sessions() -> Vec<PathBuf> {
    let folders = ["examples", "tests/scoring_cases"].map(|folder| fs::read_dir(root().join(folder)).expect("there are sessions"));
    let files = folders.into_iter().flatten().map(|entry| entry.expect("the folder is readable").path());
    files.filter(|path| path.to_string_lossy().ends_with(".weigh.json")).collect()
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

/// Calls `take` with every key and what it holds.
fn collect(json: &Value, take: &mut impl FnMut(&str, &Value)) {
    match json {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            take(key, value);
            collect(value, take);
        }),
        Value::Array(values) => values.iter().for_each(|value| collect(value, take)),
        _ => {}
    }
}

/// Returns the pages that people read.
fn pages() -> Vec<String> {
    let names = ["", "docs/"].into_iter().flat_map(|folder| {
        let entries = fs::read_dir(root().join(folder)).expect("there are pages");
        entries.map(move |entry| format!("{folder}{}", entry.expect("the folder is readable").file_name().to_string_lossy()))
    });
    let mut pages: Vec<String> = names.filter(|name| has_ending(name, "md")).collect();
    pages.sort();
    pages
}

/// Returns a page as it would be with today's output and keys.
fn as_it_should_be(name: &str) -> String {
    let page = with_todays_output(&read(name));
    let Some((before, rest)) = page.split_once("<!-- keys -->\n") else { return page };
    let (_, after) = rest.split_once("<!-- end of keys -->").expect("a page that marks where its keys begin marks where they end");
    format!("{before}<!-- keys -->\n{}<!-- end of keys -->{after}", key_table())
}

/// Runs the commands of a page in a folder of their own.
fn with_todays_output(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy_examples(&folder.path().join("examples"));
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
    today
}

fn copy_examples(folder: &Path) {
    fs::create_dir(folder).expect("the folder is writable");
    for entry in fs::read_dir(root().join("examples")).expect("there are examples") {
        let entry = entry.expect("the folder is readable");
        fs::copy(entry.path(), folder.join(entry.file_name())).expect("the folder is writable");
    }
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

/// Says what of a page is out of date, or makes it what it should be if the person asked for that.
fn settle(name: &str, page: &str, should: &str) -> Option<String> {
    if page == should {
        return None;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(name), should).expect("the page is writable");
        return None;
    }
    let differs = page.lines().zip(should.lines()).find(|(is, should)| is != should);
    Some(format!("{name} is out of date (UPDATE=1 cargo test --test readme -- --test-threads 1): {differs:#?}"))
}

/// The screens, in the order in which a session walks through them.
const SCREENS: [(Mode, &str); 16] = [
    (Mode::Setup, "setup"),
    (Mode::Alternatives, "to choose from"),
    (Mode::Priorities, "priorities"),
    (Mode::Worksheet, "worksheet"),
    (Mode::HandOver, "handing over"),
    (Mode::Booth, "voting"),
    (Mode::CallOut, "votes called out"),
    (Mode::Reveal, "the votes"),
    (Mode::Venue, "before a live vote"),
    (Mode::Live, "live vote"),
    (Mode::Agreed, "agreed by ballots"),
    (Mode::Review, "review"),
    (Mode::Result, "result"),
    (Mode::WhatIf, "what-if"),
    (Mode::Close, "close"),
    (Mode::Field, "typing"),
];

/// What lies over a screen: its few keys are those of every field and page.
const OVER_A_SCREEN: [Mode; 3] = [Mode::Reading, Mode::ReadBack, Mode::Prompt];

#[test]
fn the_tables_of_keys_leave_no_screen_out() {
    let known: Vec<Mode> = SCREENS.iter().map(|(screen, _)| *screen).chain(OVER_A_SCREEN).chain([Mode::Question]).collect();
    let unknown = keymap::BINDINGS.iter().flat_map(|binding| binding.on).find(|mode| !known.contains(mode));
    assert_eq!(unknown, None, "give it its name in SCREENS");
}

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

/// Returns where the links and pictures of a page lead.
fn links(page: &str) -> Vec<String> {
    let linked = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    events(page).filter_map(linked).collect()
}

/// Returns the fragments that code hosts give the headings of a page.
fn anchors(page: &str) -> BTreeSet<String> {
    let (mut anchors, mut heading) = (BTreeSet::new(), None);
    for event in events(page) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), _) => anchors.extend(heading.take()),
            (Event::Text(text) | Event::Code(text), Some(heading)) => {
                let kept = text.chars().filter(|character| character.is_alphanumeric() || [' ', '-', '_'].contains(character));
                heading.extend(kept.flat_map(char::to_lowercase).map(|character| if character == ' ' { '-' } else { character }));
            }
            _ => {}
        }
    }
    anchors
}

fn inline_code(page: &str) -> Vec<String> {
    events(page).filter_map(|event| if let Event::Code(code) = event { Some(code.into_string()) } else { None }).collect()
}

/// Returns the calls of the program in code that is not run, as arguments.
fn commands(page: &str) -> Vec<Vec<String>> {
    let calls = lines_of_code(page).into_iter().map(|line| arguments(&line));
    calls.filter(|call| call.first().is_some_and(|name| name == "weigh")).collect()
}

/// Returns inline code, and the lines of blocks of commands that are not run.
fn lines_of_code(page: &str) -> Vec<String> {
    let (mut lines, mut in_block) = (inline_code(page), false);
    for event in events(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => in_block = ["sh", "yaml"].contains(&info.as_ref()),
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(text) if in_block => lines.extend(text.lines().map(|line| line.trim_start_matches("- run: ").to_owned())),
            _ => {}
        }
    }
    lines
}

/// Splits a line as a shell does, up to the end of its first command.
fn arguments(line: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for character in line.chars() {
        match quote {
            Some(open) if open == character => quote = None,
            None if ['"', '\''].contains(&character) => quote = Some(character),
            None if "|;&<>#".contains(character) => break,
            None if character == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("there is one from the start").push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Says why the program does not know a command. One that lacks a value, or has a word in its place, is only unfinished.
fn refusal(command: &[String]) -> Option<String> {
    let unfinished = [ErrorKind::MissingRequiredArgument, ErrorKind::InvalidValue, ErrorKind::ValueValidation];
    let asks = [ErrorKind::DisplayHelp, ErrorKind::DisplayVersion];
    let error = Cli::read(command.iter().map(Into::into)).err().and_then(|_| Cli::try_parse_from(command).err())?;
    let is_fine = unfinished.contains(&error.kind()) || asks.contains(&error.kind());
    (!is_fine).then(|| error.to_string())
}

fn events(page: &str) -> Parser<'_> {
    Parser::new_ext(page, Options::ENABLE_TABLES)
}

/// Returns the path, from the top of the repository, of a file that a page names relative to itself.
fn beside(page: &str, file: &str) -> String {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    match (folder, file.strip_prefix("../")) {
        ("", _) => file.to_owned(),
        (_, Some(above)) => above.to_owned(),
        (folder, None) => format!("{folder}/{file}"),
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == ending)
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
