//! Files that are missing, broken, endless or hostile: exit 3, quickly, with the place and nothing raw.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::{Folder, Run};

/// The smallest questionnaire.
const SMALL: &str = r#"{
  "schema": 1, "id": "small", "version": "1.0", "title": "Small",
  "alternatives": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}],
  "questions": [{"id": "size", "ask": "How big?", "choices": [{"id": "small", "text": "Small"}, {"id": "big", "text": "Big"}]}]
}
"#;

#[track_caller]
fn refused(content: &str, expected: &str) {
    let folder = Folder::new();
    folder.write("bad.json", content);
    for arguments in [["check", "bad.json"].as_slice(), &["run", "new.weigh.json", "--plain", "--questions", "bad.json"]] {
        folder.run(arguments).fails(3, &format!("weigh: {expected}"));
    }
    assert_eq!(folder.names(), ["bad.json"], "nothing was written");
}

#[test]
fn the_smallest_questionnaire_is_fine() {
    let folder = Folder::new();
    folder.write("small.json", SMALL);
    assert_eq!(folder.run(&["check", "small.json"]).succeeds(), "small.json: a questionnaire, no problems\n");
}

#[test]
fn p19_v25_a_missing_file_is_named() {
    let folder = Folder::new();
    for command in [["check", "no.json"].as_slice(), &["report", "no.json"], &["diff", "no.json", "no.json"], &["merge", "no.json", "b"]] {
        let run = folder.run(command);
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.err.ends_with("no.json: there is no such file; check the name and the folder\n"), "{run:?}");
    }
}

#[test]
fn p19_v25_a_folder_is_no_file() {
    let folder = Folder::new();
    fs::create_dir(folder.path("questions.json")).unwrap();
    folder.run(&["check", "questions.json"]).fails(3, "weigh: cannot read questions.json: it is a folder; expected a regular file");
}

#[test]
fn p19_v25_a_file_without_permission_says_so() {
    let folder = Folder::new();
    folder.write("secret.json", SMALL);
    fs::set_permissions(folder.path("secret.json"), fs::Permissions::from_mode(0o0)).unwrap();
    if File::open(folder.path("secret.json")).is_ok() {
        println!("SKIP: this user may read everything");
        return;
    }
    folder.run(&["check", "secret.json"]).fails(3, "weigh: cannot read secret.json: permission denied; ask its owner, or use a copy");
}

#[test]
fn p19_v25_an_empty_file_and_one_of_spaces_are_told_from_a_broken_one() {
    for content in ["", "  \n \n"] {
        let folder = Folder::new();
        folder.write("empty.json", content);
        let run = folder.run(&["check", "empty.json"]);
        assert_eq!((run.code, run.err.contains("empty.json: ") && run.err.contains("line ")), (Some(3), true), "{run:?}");
    }
}

#[test]
fn p19_v25_weigh_questions_is_read_like_any_other() {
    let folder = Folder::new();
    let mut command = folder.command(&["run", "new.weigh.json", "--plain"]);
    let expected = "weigh: cannot read nowhere.json: there is no such file; check the name and the folder";
    Run::new(&command.env("WEIGH_QUESTIONS", "nowhere.json").output().unwrap()).fails(3, expected);
}

#[test]
fn p19_v27_a_misspelled_field_is_guessed() {
    refused(
        &SMALL.replace("\"choices\"", "\"choises\""),
        "bad.json: line 4, column 51: questions[0].choises: unknown field `choises`, did you mean `choices`?
  4 | …s\": [{\"id\": \"size\", \"ask\": \"How big?\", \"choises\": [{\"id\": \"small\", \"…
    |                                         ^^^^^^^^^ question 1",
    );
}

#[test]
fn p19_a_wrong_kind_is_told_and_not_what_it_would_make_wrong() {
    let folder = Folder::with_example();
    let session = folder.read("example.weigh.json");
    let said = "line 2, column 11: kind: found `weigh-ballot`, expected `weigh-session`";
    folder.write("wrong.weigh.json", &session.replacen("\"weigh-session\"", "\"weigh-ballot\"", 1));
    let run = folder.run(&["check", "wrong.weigh.json"]);
    assert_eq!((run.code, run.err.lines().next().unwrap()), (Some(3), format!("weigh: wrong.weigh.json: {said}").as_str()));
    assert_eq!(run.err.lines().count(), 3, "{run:?}");
    folder.write("Ana.ballot.json", &session.replacen("\"title\"", "\"tittle\"", 1));
    let run = folder.run(&["check", "Ana.ballot.json"]);
    assert!(
        run.err.starts_with("weigh: Ana.ballot.json: line 2, column 11: kind: found `weigh-session`, expected `weigh-ballot`\n"),
        "{run:?}"
    );
}

#[test]
fn p19_v28_v29_v30_every_problem_of_a_file_is_told_in_one_go() {
    let content = SMALL.replace("\"two\", \"name\"", "\"one\", \"name\"").replace("\"big\"", "\"small\"");
    let folder = Folder::new();
    folder.write("bad.json", &content);
    let run = folder.run(&["check", "bad.json"]);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!((run.code, lines.len()), (Some(3), 7), "{run:?}");
    assert_eq!(lines[0], "weigh: bad.json has 2 problems:");
    assert!(lines[1].starts_with("  line 3, column 57: alternatives[1].id: ") && lines[1].contains("alternatives[0]"), "{run:?}");
    assert!(lines[4].starts_with("  line 4, column 104: questions[0].choices[1].id: ") && lines[4].contains("choices[0]"), "{run:?}");
}

#[test]
fn one_broken_file_does_not_hide_the_others() {
    let folder = Folder::with_example();
    folder.write("bad.json", "[]");
    let run = folder.run(&["check", "bad.json", "no.json", "example.weigh.json"]);
    assert_eq!((run.code, run.out.as_str()), (Some(3), "example.weigh.json: a session, no problems\n"));
    assert_eq!(run.err.lines().filter(|line| line.starts_with("weigh: ")).count(), 2, "{run:?}");
}

/// Runs the program with little memory; every way it has to refuse must do with it.
#[track_caller]
fn with_50_mb(folder: &Folder, arguments: &str) -> Run {
    let script = format!("ulimit -v 51200; exec \"$0\" {arguments}");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_weigh")]).current_dir(folder.path(""));
    Run::new(&command.output().unwrap())
}

#[test]
fn p18_v33_a_million_brackets_are_refused_with_little_memory() {
    let deep = "[".repeat(1_000_000);
    let folder = Folder::new();
    folder.write("deep.json", &deep);
    folder.write("hidden.json", &SMALL.replace("\"schema\"", &format!("\"extra\": {deep}, \"schema\"")));
    folder.write("newer.weigh.json", &format!("{{\"kind\": \"weigh-session\", \"schema\": 99, \"extra\": {deep}"));
    for name in ["deep.json", "hidden.json", "newer.weigh.json"] {
        let run = with_50_mb(&folder, &format!("check {name}"));
        assert_eq!(run.code, Some(3), "{run:?}");
        assert!(run.err.contains(name) && run.err.contains("line 1") || run.err.contains("line 2"), "{run:?}");
        assert!(run.err.len() < 800, "the message is short: {run:?}");
    }
}

#[test]
fn p18_v34_a_huge_or_endless_file_is_refused_with_little_memory() {
    let folder = Folder::new();
    File::create(folder.path("huge.json")).unwrap().set_len(1 << 30).unwrap();
    let expected = |name: &str, most| format!("weigh: cannot read {name}: it is larger than {most} MiB, the most that is accepted");
    for name in ["huge.json", "/dev/zero"] {
        with_50_mb(&folder, &format!("check {name}")).fails(3, &expected(name, 4));
    }
    with_50_mb(&folder, "check - < /dev/zero").fails(3, &expected("standard input", 4));
    with_50_mb(&folder, "report /dev/zero").fails(3, &expected("/dev/zero", 16));
    with_50_mb(&folder, "run new.weigh.json --plain --questions /dev/zero").fails(3, &expected("/dev/zero", 4));
}

#[test]
fn p18_v42_a_pipe_does_not_block() {
    let folder = Folder::new();
    if !Command::new("mkfifo").arg(folder.path("pipe.json")).status().is_ok_and(|status| status.success()) {
        println!("SKIP: no mkfifo here");
        return;
    }
    folder.run(&["check", "pipe.json"]).fails(3, "weigh: cannot read pipe.json: it is a pipe; expected a regular file");
}

#[test]
fn p15_v36_a_hostile_file_cannot_reach_the_terminal_through_an_error() {
    let folder = Folder::new();
    let hostile = [("\u{1b}", "\\u001b"), ("\u{9b}", "\\u009b"), ("\u{202e}", "\\u202e"), ("\u{7}", "\\u0007")];
    for (raw, escaped) in hostile {
        for text in [raw, escaped] {
            let name = "bad.json";
            folder.write(name, &SMALL.replace("\"ask\"", &format!("\"a{text}sk\"")));
            assert_eq!(folder.run(&["check", name]).code, Some(3));
            folder.write(name, &SMALL.replace("\"id\": \"size\"", &format!("\"id\": \"si{text}ze\"")));
            assert_eq!(folder.run(&["check", name]).code, Some(3));
        }
    }
}

#[test]
fn p15_v36_a_hostile_file_name_cannot_either() {
    let folder = Folder::new();
    folder
        .run(&["check", "\u{1b}[31m.json"])
        .fails(3, "weigh: cannot read \u{FFFD}[31m.json: there is no such file; check the name and the folder");
}
