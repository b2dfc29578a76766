//! Every way out gives the terminal back, and loses nothing.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::pty::{Key, Terminal};
use crate::{Table, open_note};

#[test]
fn p9_v1_quitting_leaves_a_clean_terminal_and_no_other_files() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("kept");
    terminal.press(Key::Escape);
    terminal.wait_gone("Note on");
    terminal.type_text("q");
    assert_eq!(terminal.clean_exit(), 0);
    assert!(terminal.text().contains("Saved in team.weigh.json"), "{}", terminal.text());
    assert_eq!(table.note(), "kept");
    assert_eq!(table.leftovers(), Vec::<String>::new());
}

#[test]
fn p9_control_c_leaves_with_130() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("kept");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    assert_eq!(table.note(), "kept");
}

#[test]
fn p12_p32_a_signal_closes_the_vote_that_is_open() {
    let table = Table::set();
    let mut terminal = table.hosting();
    let address = terminal.look(|screen| {
        let shown = screen.contents();
        let (_, rest) = shown.split_once("http://").expect("an address");
        rest.split_whitespace().next().expect("an address").to_owned()
    });
    assert!(TcpStream::connect(&address).is_ok(), "{address}");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.clean_exit(), 143);
    assert!(TcpStream::connect(&address).is_err(), "{address}");
}

fn dies_of(signal: Signal, code: i32) {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("typed last");
    terminal.wait_for("typed last");
    terminal.signal(signal);
    assert_eq!(terminal.clean_exit(), code);
    assert_eq!(table.note(), "typed last");
    assert_eq!(table.leftovers(), Vec::<String>::new());
}

#[test]
fn p12_v2_sigterm_while_typing() {
    dies_of(Signal::TERM, 143);
}

#[test]
fn p12_v3_sigint_while_typing() {
    dies_of(Signal::INT, 130);
}

#[test]
fn p12_v4_sighup_while_typing() {
    dies_of(Signal::HUP, 129);
}

#[test]
fn p12_v5_sigquit_while_typing() {
    dies_of(Signal::QUIT, 131);
}

/// All signals that end a program by default, except KILL, and PIPE, which is ignored.
#[test]
fn p9_p26_every_other_signal_gives_the_terminal_back_and_saves() {
    for number in [4, 5, 6, 7, 8, 10, 11, 12, 14, 16, 24, 25, 26, 27, 29, 30, 31] {
        dies_of(Signal::from_named_raw(number).expect("a signal"), 128 + number);
    }
}

/// Starts the program under `strace`, which lets system calls fail. Is `None` without `strace`.
#[expect(clippy::print_stdout, reason = "says what could not be tried")]
fn with_faults(table: &Table, faults: &str) -> Option<Terminal> {
    let works = std::process::Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    if !works {
        println!("SKIP: strace is not installed or may not trace here");
        return None;
    }
    // Created before, so that the faults hit only what is tried.
    let mut terminal = table.program().start();
    terminal.wait_for("Question number 1?");
    terminal.press(Key::Control('c'));
    terminal.exit();
    Some(table.program().before(&format!("strace -f -qq -o /dev/null {faults}")).start_in_shell())
}

#[test]
fn p26_a_terminal_that_cannot_be_read_once_ends_the_program_with_a_sentence() {
    for error in ["EIO", "ENOMEM"] {
        let table = Table::set();
        // The second key that is read is lost, and with it the terminal.
        let faults = format!("-P \"$(tty)\" -e trace=read -e inject=read:error={error}:when=2");
        let Some(mut terminal) = with_faults(&table, &faults) else { return };
        open_note(&mut terminal);
        terminal.type_text("a");
        assert_eq!(terminal.clean_exit(), 1);
        let text = terminal.text();
        assert!(text.contains("the terminal cannot be read any more") && text.contains("everything is saved in team.weigh.json"), "{text}");
    }
}

#[test]
fn p26_a_system_that_cannot_wait_for_the_terminal_ends_the_program_with_a_sentence() {
    let table = Table::set();
    let Some(mut terminal) = with_faults(&table, "-e trace=poll,ppoll -e inject=poll,ppoll:error=ENOMEM:when=3+") else { return };
    assert_eq!(terminal.clean_exit(), 1);
    assert!(terminal.text().contains("the terminal cannot be read any more"), "{}", terminal.text());
}

#[test]
fn p9_p26_a_thread_that_cannot_be_started_leaves_the_terminal_alone() {
    let table = Table::set();
    let Some(mut terminal) = with_faults(&table, "-e trace=clone,clone3 -e inject=clone,clone3:error=EAGAIN") else { return };
    assert_eq!(terminal.clean_exit(), 2);
    let text = terminal.text();
    assert!(text.contains("the terminal cannot be used"), "{text}");
}

#[test]
fn p26_too_few_files_end_the_program_with_a_sentence_or_are_said_to_save_nothing() {
    let table = Table::set();
    let mut terminal = table.program().before("prlimit --nofile=6").start_in_shell();
    assert_eq!(terminal.clean_exit(), 2);
    assert!(terminal.text().contains("the terminal cannot be used"), "{}", terminal.text());
    // Enough to begin with, too few for a save.
    let mut terminal = table.program().before("prlimit --nofile=8").start();
    open_note(&mut terminal);
    terminal.type_text("a");
    terminal.wait_for("NOT SAVED");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit(), 143);
}

#[test]
fn p12_a_signal_gets_through_while_half_an_escape_sequence_is_waited_for() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("abc");
    terminal.wait_for("abc");
    terminal.type_text("\x1b[200~never ended");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.clean_exit(), 143);
    assert_eq!(table.note(), "abc");
}

/// Provokes a panic at a point, after "a" is on the screen and when "b" is typed; returns the note in the file.
///
/// The points exist only in the program that was built for the tests.
fn note_after_panic(point: &str) -> Option<String> {
    if std::env::var_os("WEIGH_BINARY").is_some() {
        return None;
    }
    let table = Table::set();
    let mut terminal = table.program().env("WEIGH_PANIC", point).start_in_shell();
    open_note(&mut terminal);
    terminal.type_text("a");
    terminal.wait_for("Note  a");
    terminal.type_text("b");
    assert_eq!(terminal.clean_exit(), 101);
    let text = terminal.text();
    let lines: Vec<&str> = text.lines().take_while(|line| !line.starts_with("EXIT")).collect();
    let message = lines.join("");
    assert!(
        message.starts_with("weigh: this is a bug at src/tui/terminal/fault.rs:") && message.contains("what was shown is saved, "),
        "{text}"
    );
    assert_eq!(table.leftovers(), Vec::<String>::new());
    Some(table.note())
}

#[test]
fn p12_v7_a_panic_while_drawing() {
    // The first frame shows the question, the second the empty note, the third "a".
    if let Some(note) = note_after_panic("draw:4") {
        assert_eq!(note, "ab", "a change is saved before the frame that shows it");
    }
}

#[test]
fn p12_v8_a_panic_while_updating() {
    if let Some(note) = note_after_panic("update:3") {
        assert_eq!(note, "a");
    }
}

#[test]
fn p12_v9_a_panic_in_another_thread() {
    if let Some(note) = note_after_panic("thread:3") {
        assert_eq!(note, "a");
    }
}

#[test]
fn p11_v13_the_window_is_closed() {
    let table = Table::set();
    let mut terminal = table.program().start();
    open_note(&mut terminal);
    terminal.type_text("typed last");
    terminal.wait_for("typed last");
    let start = Instant::now();
    terminal.close();
    assert_eq!(terminal.exit(), 129);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(table.note(), "typed last");
}

#[test]
fn p11_v14_the_window_is_closed_and_nobody_says_so() {
    let table = Table::set();
    let mut terminal = table.program().before("env --block-signal=HUP").start();
    open_note(&mut terminal);
    terminal.type_text("typed last");
    terminal.wait_for("typed last");
    let start = Instant::now();
    terminal.close();
    assert_eq!(terminal.exit(), 129);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(table.note(), "typed last");
}

#[test]
fn p9_a_terminal_that_takes_no_more_output_cannot_stop_a_signal() {
    let table = Table::set();
    let mut terminal = table.program().start();
    open_note(&mut terminal);
    terminal.type_text("abc");
    terminal.wait_for("abc");
    terminal.freeze();
    // More frames than the kernel keeps for a terminal that is not read.
    for _ in 0..200 {
        terminal.press(Key::Control('l'));
    }
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit(), 143);
    assert_eq!(table.note(), "abc");
}

#[test]
fn p9_nothing_is_asked_of_the_terminal() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("text");
    terminal.press(Key::Control('l'));
    terminal.wait_for("text");
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    let bytes = terminal.bytes();
    let queries = ["\x1b[6n", "\x1b[c", "\x1b[0c", "\x1b[>", "\x1b[?u", "\x1b]", "\x1bP"];
    for query in queries {
        assert!(!bytes.windows(query.len()).any(|window| window == query.as_bytes()), "{query:?}");
    }
}
