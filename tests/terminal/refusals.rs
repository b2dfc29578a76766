//! Without a terminal the program says so, and nothing hostile reaches one.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::pty;

/// Runs `weigh` without a terminal and checks that it says so: code 2, one line, no escape codes, at once.
fn says_so(command: &mut Command) {
    let start = Instant::now();
    let output = command.output().expect("it starts");
    assert!(start.elapsed() < Duration::from_secs(5), "it waits for nothing");
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains("terminal"), "{message}");
    assert!(!message.contains('\x1b') && !output.stdout.contains(&0x1b));
}

fn weigh() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weigh"));
    command.current_dir(std::env::temp_dir()).env("TERM", "xterm").env_remove("ACCESSIBLE");
    command
}

#[test]
fn p14_v16_without_any_terminal_one_line_says_so() {
    says_so(weigh().stdin(Stdio::null()));
}

#[test]
fn p14_v17_without_a_controlling_terminal_one_line_says_so() {
    let mut command = Command::new("setsid");
    says_so(command.arg("--wait").arg(env!("CARGO_BIN_EXE_weigh")).current_dir(std::env::temp_dir()).env("TERM", "xterm"));
}

#[test]
fn p14_v15_with_output_into_a_pipe_one_line_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = format!("{}; {{ \"$@\"; {}; }} | cat", pty::NOTE_MODES, pty::SHOW_STATE);
    let mut terminal = pty::weigh(&["run", "new.weigh.json"]).folder(folder.path()).start_line(&line);
    assert_eq!(terminal.clean_exit(), 2);
    assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.text());
    assert!(!folder.path().join("new.weigh.json").exists());
}
