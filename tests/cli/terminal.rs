//! Without a terminal the program says in one line what would work instead, and never sends an escape.

use std::process::{Command, Stdio};

use crate::{Folder, Run};

const NEEDS_TERMINAL: &str =
    "weigh: this needs a terminal; without one, add --plain to answer line by line, or run 'weigh report FILE' for a finished decision";

#[test]
fn v15_v16_pipes_instead_of_a_terminal_end_at_once_with_exit_2() {
    let folder = Folder::with_example();
    for arguments in [[].as_slice(), &["run", "example.weigh.json"], &["run", "new.weigh.json"], &["demo"]] {
        folder.run(arguments).fails(2, NEEDS_TERMINAL);
    }
    folder.run(&["ballot", "example.weigh.json", "--as", "Ana"]).fails(2, NEEDS_TERMINAL);
    assert_eq!(folder.names(), ["example.weigh.json"], "nothing was written");
}

#[test]
fn v17_without_a_controlling_terminal_it_ends_at_once_with_exit_2() {
    let folder = Folder::new();
    let mut command = Command::new("setsid");
    command.arg("--wait").arg(env!("CARGO_BIN_EXE_weigh")).current_dir(folder.path("")).stdin(Stdio::null());
    match command.output() {
        Ok(output) => Run::new(&output).fails(2, NEEDS_TERMINAL),
        Err(error) => println!("SKIP: no setsid here: {error}"),
    }
}

#[test]
fn a_dumb_terminal_means_plain_only_if_something_arrives() {
    let folder = Folder::new();
    Run::new(&folder.command(&[""; 0]).env("TERM", "dumb").output().unwrap()).fails(2, NEEDS_TERMINAL);
    let mut command = folder.command(&["run", "x.weigh.json", "--title", "T"]);
    let output = command.env("TERM", "dumb").stdin(std::fs::File::open("/dev/zero").unwrap()).output().unwrap();
    let run = Run::new(&output);
    assert_eq!((run.code, run.err.as_str()), (Some(3), "weigh: a line of the input is longer than 64 KiB: expected short answers\n"));
    assert!(run.out.starts_with("weigh, plain mode."), "{run:?}");
}

#[test]
fn accessible_means_plain() {
    let folder = Folder::new();
    let output = folder.command(&["run", "x.weigh.json", "--title", "T"]).env("ACCESSIBLE", "1").output().unwrap();
    assert!(Run::new(&output).succeeds().contains("Question 1 of 20."));
}

#[test]
fn no_color_variable_or_option_makes_escapes_in_a_pipe() {
    let folder = Folder::with_example();
    let mut command = folder.command(&["report", "example.weigh.json", "-f", "text", "--color", "always"]);
    Run::new(&command.env("CLICOLOR_FORCE", "1").output().unwrap()).succeeds();
}

#[test]
fn no_input_names_what_would_answer() {
    let folder = Folder::with_example();
    let no = "weigh: this asks questions, and --no-input forbids that: ";
    let guided = "'weigh run FILE --title TEXT --no-input' creates a session, 'weigh merge FILE BALLOT' brings answers in";
    folder.run(&["--no-input"]).fails(2, &format!("{no}{guided}"));
    let run = "give --title or --team to create or change it, or bring answers in with 'weigh merge FILE BALLOT'";
    folder.run(&["run", "example.weigh.json", "--no-input"]).fails(2, &format!("{no}{run}"));
    let ballot = "a ballot is answered by a person; to look at one, run 'weigh check FILE'";
    folder.run(&["ballot", "example.weigh.json", "--as", "Bo", "--no-input"]).fails(2, &format!("{no}{ballot}"));
    folder
        .run(&["run", "new.weigh.json", "--team", "Ana", "--no-input", "--plain"])
        .fails(2, "weigh: a new session needs a title: say what is being decided with --title TEXT");
    assert_eq!(folder.names(), ["example.weigh.json"]);
}

#[test]
fn no_input_creates_and_changes_a_session_from_options_alone() {
    let folder = Folder::new();
    let run = folder.run(&["run", "new.weigh.json", "--title", "Which one?", "--team", "Ana:legal,Bo", "--no-input"]);
    let said = "Saved in new.weigh.json: 0 answered, 20 open. Answers come in with: weigh merge new.weigh.json BALLOT...\n";
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (Some(0), said, ""));
    assert_eq!(folder.run(&["run", "new.weigh.json", "--team", "bo:finance,Chi", "--no-input", "-q"]).succeeds(), "");
    let session = weigh::session::Session::parse(folder.read("new.weigh.json").as_bytes()).unwrap();
    let team: Vec<_> = session.participants().iter().map(|person| (person.name.as_str(), person.role.as_deref())).collect();
    assert_eq!((session.title(), team), ("Which one?", vec![("Ana", Some("legal")), ("Bo", Some("finance")), ("Chi", None)]));
}
