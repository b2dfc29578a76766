//! The walk over the commands that ask nothing on a screen: after any failure, a file is old or new, and a reported
//! success is true.

use std::fs;
use std::process::{Command, Stdio};

use weigh::report::{Format, render};
use weigh::session::Session;
use weigh::session::ballot::Ballot;

use crate::pty;
use crate::strace::{self, Injection};
use crate::table::{SESSION, Table, said};

/// Something that the program does without a terminal.
struct Task {
    name: &'static str,
    /// Commands that come before, undisturbed, with what is typed into each.
    after: &'static [(&'static [&'static str], &'static str)],
    arguments: &'static [&'static str],
    typed: &'static str,
    /// The file that it writes.
    writes: &'static str,
}

/// How a task went.
struct Course {
    exit: i32,
    /// What was said, on both channels.
    words: String,
    log: String,
    /// What is in the file now.
    written: Option<String>,
}

const NEW: (&[&str], &str) = (&["run", SESSION, "--questions", "small.json", "--title", "T", "--team", "Ana, Bo", "--plain"], "1\nq\n");
const BALLOT: (&[&str], &str) = (&["ballot", SESSION, "--as", "Eve", "--plain"], "1\n2\nq\n");

static TASKS: [Task; 5] = [
    Task { name: "a new session, line by line", after: &[], arguments: NEW.0, typed: "1\nn because\n2\nq\n", writes: SESSION },
    Task {
        name: "a resumed session, line by line",
        after: &[NEW],
        arguments: &["run", SESSION, "--plain"],
        typed: "2\nq\n",
        writes: SESSION,
    },
    Task { name: "a ballot", after: &[NEW], arguments: BALLOT.0, typed: BALLOT.1, writes: "Eve.ballot.json" },
    Task { name: "merging", after: &[NEW, BALLOT], arguments: &["merge", SESSION, "Eve.ballot.json"], typed: "", writes: SESSION },
    Task { name: "a report", after: &[NEW], arguments: &["report", SESSION, "-o", "out.md"], typed: "", writes: "out.md" },
];

#[test]
#[ignore = "run by .ci/faults"]
fn p2_p4_p8_every_file_access_of_a_command_fails_once_or_for_good_or_is_the_last() {
    if let Some(trouble) = strace::trouble() {
        println!("SKIP: {trouble}");
        return;
    }
    for task in &TASKS {
        let table = prepare(task);
        let before = written(&table, task);
        let reference = run(&table, task, None);
        assert_eq!(reference.exit, 0, "{}", reference.words);
        assert_ne!(reference.written, before);
        strace::walk(task.name, &reference.log, |injection| {
            prepare(task).keep_if_it_fails(|table| {
                let course = run(table, task, Some(injection));
                let happened = course.log.contains("(INJECTED)") || course.exit == 137;
                if happened {
                    check(table, task, before.as_ref(), &reference, &course, injection);
                }
                happened
            })
        });
    }
}

fn prepare(task: &Task) -> Table {
    let table = Table::set(2);
    for (arguments, typed) in task.after {
        let before = Task { name: "", after: &[], arguments, typed, writes: SESSION };
        let course = run(&table, &before, None);
        assert_eq!(course.exit, 0, "{}", course.words);
    }
    table
}

fn run(table: &Table, task: &Task, injection: Option<&Injection>) -> Course {
    let folder = table.path.display();
    let log = table.path.join("elsewhere/calls.log");
    let paths = ["small.json", SESSION, "Eve.ballot.json", "out.md"].into_iter();
    let paths = paths.flat_map(|name| [format!("{folder}/{name}"), format!("{folder}/.{name}.$$-0.tmp")]);
    let paths: Vec<String> = paths.chain([folder.to_string()]).collect();
    fs::write(table.path.join("elsewhere/typed"), task.typed).unwrap();
    let typed = fs::File::open(table.path.join("elsewhere/typed")).unwrap();
    let line = format!("exec {} \"$@\"", strace::words(&log, &paths, injection));
    let mut shell = Command::new("sh");
    shell.args(["-c", &line, "sh"]).arg(pty::binary()).args(task.arguments).current_dir(&table.path).stdin(Stdio::from(typed));
    // The output ends when the tracer has ended too, so its log is complete then.
    let output = shell.output().unwrap();
    let words = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let log = fs::read_to_string(&log).unwrap_or_default();
    Course { exit: output.status.code().unwrap_or(137), words, log, written: written(table, task) }
}

/// Returns what the task's file says; a session, a ballot or a record that is not whole ends the test.
fn written(table: &Table, task: &Task) -> Option<String> {
    let path = table.path.join(task.writes);
    if task.writes == SESSION {
        return said(&path).map(|said| format!("{said:?}"));
    }
    let text = fs::read_to_string(&path).ok()?;
    if task.writes.ends_with(".ballot.json") {
        return Some(Ballot::parse(text.as_bytes()).unwrap_or_else(|problems| panic!("torn: {problems}")).to_json());
    }
    let session = Session::parse(&fs::read(table.session()).unwrap()).unwrap();
    assert_eq!(text, render(&session, Format::Markdown), "torn");
    Some(text.replace(&session.created_on().to_string(), "today"))
}

/// Checks what must hold after any failure.
fn check(table: &Table, task: &Task, before: Option<&String>, reference: &Course, course: &Course, injection: &Injection) {
    let Course { exit, words, log, written } = course;
    assert!([0, 1, 2, 3, 137].contains(exit) && !words.contains("fault in the program"), "{exit}: {words}\n{log}");
    match exit {
        0 => assert_eq!(*written, reference.written, "success is true: {words}\n{log}"),
        // A sitting line by line saves after each line, so anything up to the end may be there.
        137 => {}
        _ => assert!(words.contains("weigh: "), "it says why: {words}"),
    }
    if task.typed.is_empty() && *exit != 0 {
        assert!(written.as_ref() == before || *written == reference.written, "old or new: {written:?}");
    }
    let may_leave = *exit == 137 || injection.call.starts_with("unlink");
    let temporary: Vec<String> = table.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(may_leave || temporary.is_empty(), "{temporary:?} is left: {words}\n{log}");
    table.start_again(SESSION);
}
