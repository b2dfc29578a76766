//! The walk: a sitting in which the first, the second, the third ... file access fails, once or from then on, or is the
//! last thing the program does.

use std::fs;

use weigh::report::{Format, render};
use weigh::session::Session;

use crate::pty::{self, Key, Terminal};
use crate::strace::{self, Injection};
use crate::table::{SESSION, Said, Table, said};

/// Where a session goes that cannot be saved in its place.
const ELSEWHERE: &str = "elsewhere/rescued.weigh.json";
/// What somebody else writes into the file.
const HERS: &str = "something else";
/// What the shell says when the program has ended; a killed one leaves the terminal raw, so it may stand anywhere.
const END: &str = "END";

/// A key, and what it brings onto the screen.
struct Step {
    press: fn(&mut Terminal, &Table),
    shows: &'static [&'static str],
}

/// A sitting.
struct Sitting {
    name: &'static str,
    /// Sittings that come before, undisturbed.
    after: &'static [&'static Sitting],
    /// Where the session is at the end.
    file: &'static str,
    steps: &'static [Step],
}

/// How a sitting went.
#[derive(Default)]
struct Course {
    /// What the file said after each step that was seen on the screen, and whether the screen said that it does not.
    steps: Vec<(Option<Said>, bool)>,
    /// Leaving was asked about, and the session went elsewhere.
    rescued: bool,
    exit: i32,
    log: String,
}

const fn types(press: fn(&mut Terminal, &Table), shows: &'static [&'static str]) -> Step {
    Step { press, shows }
}

/// A new session: its title, an answer, a note, the next question.
static NEW: Sitting = Sitting {
    name: "a new session",
    after: &[],
    file: SESSION,
    steps: &[
        types(|_, _| {}, &["Deciding"]),
        types(|terminal, _| terminal.type_text("T"), &["Deciding      T"]),
        types(|terminal, _| terminal.press(Key::Escape), &["q quit"]),
        types(|terminal, _| terminal.press(Key::Tab), &["What there is to choose from"]),
        types(|terminal, _| terminal.press(Key::Tab), &["How much does each"]),
        types(|terminal, _| terminal.press(Key::Tab), &["Question number 1?"]),
        types(|terminal, _| terminal.type_text("1"), &["1 answered"]),
        types(|terminal, _| terminal.type_text("n"), &["Note on"]),
        types(|terminal, _| terminal.type_text("a"), &["Note  a"]),
        types(|terminal, _| terminal.press(Key::Escape), &["q quit"]),
        types(|terminal, _| terminal.press(Key::Enter), &["Question number 2?"]),
    ],
};

/// The same session again: the last answer, and the record.
static RESUMED: Sitting = Sitting {
    name: "a resumed session",
    after: &[&NEW],
    file: SESSION,
    steps: &[
        types(|_, _| {}, &["Question number 2?"]),
        types(|terminal, _| terminal.type_text("2"), &["2 answered"]),
        types(|terminal, _| terminal.press(Key::Enter), &["Review"]),
        types(|terminal, _| terminal.type_text("e"), &["The record is in", "cannot write"]),
    ],
};

/// Somebody else writes the file meanwhile: the session goes on in a copy, and hers stays.
static SHARED: Sitting = Sitting {
    name: "a session that somebody else changes",
    after: &[&NEW],
    file: "team.weigh.conflict-1.json",
    steps: &[
        types(|_, _| {}, &["Question number 2?"]),
        types(
            |terminal, table| {
                fs::write(table.session(), HERS).unwrap();
                terminal.type_text("2");
            },
            &["2 answered"],
        ),
        types(|terminal, _| terminal.press(Key::Enter), &["Review"]),
    ],
};

#[test]
#[ignore = "run by .ci/faults"]
fn p2_p4_p8_p9_v39_v40_every_file_access_fails_once_or_for_good_or_is_the_last() {
    if let Some(trouble) = strace::trouble() {
        println!("SKIP: {trouble}");
        return;
    }
    walk(&NEW);
    walk(&RESUMED);
    walk(&SHARED);
}

/// Walks over every call that a sitting makes to its files.
fn walk(sitting: &Sitting) {
    let table = prepare(sitting);
    let reference = run(sitting, &table, None);
    assert_eq!((reference.exit, reference.steps.len(), reference.rescued), (0, sitting.steps.len(), false), "{}", reference.log);
    strace::walk(sitting.name, &reference.log, |injection| disturb(sitting, &reference, injection));
}

/// Runs a sitting with a fault and checks what must hold all the same; tells whether the fault happened.
fn disturb(sitting: &Sitting, reference: &Course, injection: &Injection) -> Result<bool, String> {
    let table = prepare(sitting);
    table.keep_if_it_fails(|table| {
        let course = run(sitting, table, Some(injection));
        let happened = course.log.contains("(INJECTED)") || course.exit == 137;
        if happened {
            check(sitting, table, reference, &course, injection);
        }
        happened
    })
}

fn prepare(sitting: &Sitting) -> Table {
    let table = Table::set(2);
    for before in sitting.after {
        let course = run(before, &table, None);
        assert_eq!(course.exit, 0, "{}", course.log);
    }
    table
}

fn run(sitting: &Sitting, table: &Table, injection: Option<&Injection>) -> Course {
    let folder = table.path.display();
    let log = table.path.join("elsewhere/calls.log");
    let names = ["small.json", SESSION, "decision.md", "team.weigh.conflict-1.json"];
    let paths = names.into_iter().flat_map(|name| [format!("{folder}/{name}"), format!("{folder}/.{name}.$$-0.tmp")]);
    let paths: Vec<String> = paths.chain([folder.to_string()]).collect();
    let words = strace::words(&log, &paths, injection);
    let arguments: &[&str] = if table.session().exists() { &["run", SESSION] } else { &["run", SESSION, "--questions", "small.json"] };
    let mut terminal = pty::weigh(arguments).folder(&table.path).before(&words).start_in_shell();
    let mut course = Course::default();
    for step in sitting.steps {
        (step.press)(&mut terminal, table);
        if !shows(&terminal, step.shows) {
            break;
        }
        let warned = warns(&terminal, sitting);
        course.steps.push((said(&table.path.join(sitting.file)), warned));
    }
    if course.steps.len() == sitting.steps.len() {
        course.rescued = leave(&mut terminal);
    }
    let killed = injection.is_some_and(|injection| injection.fault.starts_with("signal")) && terminal_was_killed(&terminal);
    course.exit = if killed { 137 } else { terminal.clean_exit() };
    terminal.wait_closed();
    course.log = fs::read_to_string(&log).unwrap_or_default() + &terminal.text();
    course
}

/// Waits for one of `texts`; tells whether the program is still there.
fn shows(terminal: &Terminal, texts: &[&str]) -> bool {
    terminal.wait_until(&format!("one of {texts:?} is shown, or the program has ended"), |screen| {
        let contents = screen.contents();
        contents.contains(END) || texts.iter().any(|text| contents.contains(text))
    });
    !terminal.text().contains(END)
}

/// Tells whether the screen says that the session is not saved; then it must say which one and why.
fn warns(terminal: &Terminal, sitting: &Sitting) -> bool {
    // A sentence may be wrapped anywhere.
    let text = terminal.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let warns = text.contains("NOT SAVED");
    let reasons = ["disk is full", "quota is used up", "disk is read-only", "input/output error"];
    let says_which = text.contains(SESSION) || text.contains(sitting.file);
    let says_why = reasons.iter().any(|reason| text.contains(reason));
    assert!(!warns || says_which && says_why, "the file and the reason are named:\n{text}");
    warns
}

/// Leaves; if the program asks about it, goes elsewhere first. Tells whether it asked.
fn leave(terminal: &mut Terminal) -> bool {
    terminal.type_text("q");
    if !shows(terminal, &["The last changes are not on the disk"]) {
        return false;
    }
    terminal.press(Key::Enter);
    terminal.wait_for("Save to");
    terminal.type_text(ELSEWHERE);
    terminal.press(Key::Enter);
    terminal.wait_for("Saved to");
    terminal.type_text("q");
    true
}

fn terminal_was_killed(terminal: &Terminal) -> bool {
    terminal.wait_for(END);
    terminal.text().contains("EXIT=137")
}

/// Checks what must hold after any failure.
fn check(sitting: &Sitting, table: &Table, reference: &Course, course: &Course, injection: &Injection) {
    let expected = |step: usize| reference.steps.get(step).and_then(|(said, _)| said.clone());
    for (number, (said, warned)) in course.steps.iter().enumerate() {
        assert!(*warned || *said == expected(number), "after step {number} the file says {said:?}, and no warning is shown");
        assert!((0..=number).any(|step| *said == expected(step)) || said.is_none(), "after step {number} the file says {said:?}");
    }
    let seen = course.steps.len();
    let is_whole = seen == reference.steps.len();
    let now = said(&table.path.join(sitting.file));
    if course.exit == 137 {
        let latest = (seen.saturating_sub(1)..=seen).any(|step| now == expected(step.min(reference.steps.len() - 1)));
        assert!(latest, "killed after step {seen}, the file says {now:?}");
    } else if is_whole {
        let saved = if course.rescued { said(&table.path.join(ELSEWHERE)) } else { now.clone() };
        assert_eq!((course.exit, saved), (0, expected(seen - 1)), "{}", course.log);
    } else {
        assert!(seen == 0 && [1, 2, 3].contains(&course.exit), "ended after step {seen} with {}: {}", course.exit, course.log);
        assert!(course.log.contains("weigh: cannot ") && !course.log.contains("fault in the program"), "{}", course.log);
        assert!(now.is_none() || now == expected(0), "nothing happened to the file: {now:?}");
    }
    check_others(sitting, table, course);
    check_leftovers(sitting, table, course, injection);
}

/// Checks the other files: a record is whole or not there, and what somebody else wrote stays.
fn check_others(sitting: &Sitting, table: &Table, course: &Course) {
    if sitting.file != SESSION {
        let hers = fs::read(table.session()).unwrap();
        assert!(hers == HERS.as_bytes() || course.steps.len() < 2, "hers is kept");
    }
    let record = table.path.join("decision.md");
    if let Ok(text) = fs::read_to_string(&record) {
        let path = if course.rescued { table.path.join(ELSEWHERE) } else { table.session() };
        let session = Session::parse(&fs::read(path).unwrap()).unwrap();
        assert_eq!(text, render(&session, Format::Markdown), "a record is whole or not there");
    }
}

fn check_leftovers(sitting: &Sitting, table: &Table, course: &Course, injection: &Injection) {
    let may_leave = course.exit == 137 || injection.call.starts_with("unlink");
    let temporary: Vec<String> = table.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(may_leave || temporary.is_empty(), "{temporary:?} is left: {}", course.log);
    table.start_again(sitting.file);
}
