//! Wrong arguments are told in one sentence with the way out; help and version go to standard output.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use crate::Folder;

const COMMANDS: [&str; 11] = ["run", "ballot", "merge", "list", "report", "check", "diff", "questions", "demo", "completions", "man"];

#[track_caller]
fn wrong(arguments: &[&str], sentence: &str) {
    Folder::new().run(arguments).fails(2, &format!("weigh: {sentence}"));
}

#[test]
fn a_misspelled_command_is_guessed() {
    wrong(&["team.weigh.jso"], "there is no command 'team.weigh.jso', and the name of a session ends in .weigh.json; see 'weigh --help'");
    wrong(&["repot"], "there is no command 'repot': did you mean 'report'? See 'weigh --help'");
}

#[test]
fn a_session_without_a_command_is_opened() {
    let folder = Folder::with_example();
    let opened = folder.feed(&["run", "example.weigh.json", "--plain"], "q\n").out;
    assert_eq!(folder.feed(&["example.weigh.json", "--plain"], "q\n").succeeds(), opened);
    assert_eq!(folder.feed(&["--plain", "example.weigh.json"], "q\n").succeeds(), opened);
    wrong(&["example.weigh.json", "--lint"], "run has no option --lint; see 'weigh run --help'");
}

#[test]
fn help_can_be_asked_for_as_a_command() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["help", "report"]).succeeds(), folder.run(&["report", "--help"]).out);
    assert_eq!(folder.run(&["help"]).succeeds(), folder.run(&["--help"]).out);
}

#[test]
fn an_empty_name_is_called_one() {
    let why = "an empty name is no file; if it comes from a variable, that is not set";
    wrong(&["check", ""], &format!("<FILE>... cannot be '': {why}; see 'weigh check --help'"));
    wrong(&["report", "x", "-o", ""], &format!("--output <FILE> cannot be '': {why}; see 'weigh report --help'"));
}

#[test]
fn the_manual_has_the_short_options() {
    let manual = Folder::new().run(&["man"]).out;
    for option in ["\\-f, \\-\\-format", "\\-o, \\-\\-output"] {
        assert!(manual.contains(option), "{option} in {manual}");
    }
}

#[test]
fn a_misspelled_option_is_guessed() {
    wrong(&["merge", "a", "b", "--dryrun"], "merge has no option --dryrun: did you mean '--dry-run'? See 'weigh merge --help'");
}

#[test]
fn a_missing_argument_is_named() {
    wrong(&["report"], "report also needs <SESSION>...; see 'weigh report --help'");
    wrong(&["ballot", "x"], "ballot also needs --as <NAME>; see 'weigh ballot --help'");
    wrong(&["ballot", "x", "--as"], "--as <NAME> needs a value; see 'weigh ballot --help'");
}

#[test]
fn a_wrong_value_lists_the_right_ones() {
    wrong(
        &["report", "x", "-f", "pdf"],
        "--format <FORMAT> cannot be 'pdf' (expected one of md, json, jsonl, text, html, csv); see 'weigh report --help'",
    );
    wrong(
        &["check", "x", "--due", "tomorrow"],
        "--due <DATE> cannot be 'tomorrow': A date looks like 2026-12-24; see 'weigh check --help'",
    );
    wrong(
        &["run", "x", "--team", "Ana,ana"],
        "--team <NAMES> cannot be 'Ana,ana': There is already somebody called Ana: add an initial; see 'weigh run --help'",
    );
}

#[test]
fn options_that_exclude_each_other_say_so() {
    wrong(&["questions", "--schema", "--print"], "--schema and --print [<FILE>] cannot be used together; see 'weigh questions --help'");
}

#[test]
fn several_sessions_are_reported_only_in_formats_that_hold_several() {
    let sentence = "several sessions can be reported together only as jsonl, csv or html: choose one with -f, or report them one by one";
    for format in ["md", "json", "text"] {
        wrong(&["report", "a", "b", "-f", format], sentence);
    }
    wrong(&["report", "-", "b", "-f", "html"], "an index links to files: it cannot hold a session from standard input");
}

#[test]
fn an_unknown_ending_chooses_no_format() {
    let way_out = "with .md, .json, .jsonl, .txt, .html or .csv, or choose the format with -f";
    wrong(&["report", "a", "-o", "x.pdf"], &format!("no report ends in .pdf: name x.pdf {way_out}"));
    wrong(&["report", "a", "-o", "x.html.gz"], &format!("no report ends in .gz: name x.html.gz {way_out}"));
}

#[test]
fn standard_input_is_read_once() {
    wrong(&["diff", "-", "-"], "standard input (-) can be read only once: name files for the others");
}

#[test]
fn arguments_cannot_reach_the_terminal_raw() {
    let folder = Folder::new();
    for arguments in [["\u{1b}[31mred"].as_slice(), &["report", "\u{1b}]0;x\u{7}"], &["report", "--\u{202e}x"], &["run", "x", "--\u{9b}1m"]]
    {
        let run = folder.run(arguments);
        assert!(matches!(run.code, Some(2 | 3)), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
    }
}

#[test]
fn an_argument_that_is_not_utf_8_is_refused_as_text_and_taken_as_a_path() {
    let folder = Folder::new();
    let odd = OsStr::from_bytes(b"odd\xff.json");
    std::fs::write(folder.path(odd), include_str!("../../questions.json")).unwrap();
    assert_eq!(folder.run(&[OsStr::new("check"), odd]).succeeds(), "odd\u{FFFD}.json: a questionnaire, no problems\n");
    assert_eq!(folder.run(&[OsStr::new("run"), OsStr::new("x"), OsStr::new("--title"), odd]).code, Some(2));
}

#[test]
fn the_version_names_the_questionnaire_too() {
    let questionnaire = weigh::questionnaire::Questionnaire::built_in();
    let expected = format!("weigh {} (questionnaire {} {})\n", env!("CARGO_PKG_VERSION"), questionnaire.id(), questionnaire.version());
    for arguments in [["--version"].as_slice(), &["-V"], &["report", "--version"]] {
        assert_eq!(Folder::new().run(arguments).succeeds(), expected);
    }
}

#[test]
fn every_help_fits_the_screen_and_has_an_example() {
    let folder = Folder::new();
    for command in COMMANDS {
        let run = folder.run(&[command, "--help"]);
        let help = run.succeeds();
        assert!(help.contains(&format!("weigh {command}")), "{help}");
        assert!(help.contains("Example") || command == "demo", "{help}");
        let wide = help.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{command}");
        assert_eq!(help, folder.run(&[command, "-h"]).out);
    }
    let help = folder.run(&["--help"]).out;
    assert!(COMMANDS.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
}

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = Folder::new().run(&["completions", shell]);
        assert!(COMMANDS.iter().all(|command| run.succeeds().contains(command)), "{shell}");
    }
}

#[test]
fn the_manual_lists_commands_exit_codes_and_variables() {
    let run = Folder::new().run(&["man"]);
    let page = run.succeeds();
    for section in [".TH", "EXIT STATUS", "ENVIRONMENT", "FILES", "WEIGH_QUESTIONS", "130"] {
        assert!(page.contains(section), "{section}");
    }
    assert!(COMMANDS.iter().all(|command| page.contains(&format!(".SS {command}"))));
}
