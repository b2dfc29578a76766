//! The terminal and the program: what holds at start, at the end, and whatever happens in between.
//!
//! Tests are named after the promises (P) and the rows of the fault matrix (V) that they prove.

#[path = "support/pty.rs"]
mod pty;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs `weigh` without a terminal and checks that it says so: code 2, one line, no escape codes, at once.
fn refuses_without_terminal(command: &mut Command) {
    let start = Instant::now();
    let output = command.output().expect("it starts");
    assert!(start.elapsed() < Duration::from_secs(5), "it waits for nothing");
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(!message.contains('\x1b') && !output.stdout.contains(&0x1b));
}

fn weigh() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weigh"));
    command.current_dir(std::env::temp_dir()).env("TERM", "xterm").env_remove("ACCESSIBLE");
    command
}

#[test]
fn p14_v16_without_any_terminal_one_line_says_so() {
    refuses_without_terminal(weigh().stdin(Stdio::null()));
}

#[test]
fn p14_v17_without_a_controlling_terminal_one_line_says_so() {
    let mut command = Command::new("setsid");
    refuses_without_terminal(command.arg("--wait").arg(env!("CARGO_BIN_EXE_weigh")).current_dir(std::env::temp_dir()).env("TERM", "xterm"));
}

#[test]
fn p14_v15_with_output_into_a_pipe_one_line_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = pty::weigh(&["run", "new.weigh.json"]).folder(folder.path()).start_line(&format!(
        "{}; {{ \"$@\"; {}; }} | cat",
        pty::NOTE_MODES,
        pty::SHOW_STATE
    ));
    assert_eq!(terminal.clean_exit(), 2);
    assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.text());
    assert!(!folder.path().join("new.weigh.json").exists());
}
