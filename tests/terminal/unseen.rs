//! Votes typed in plain mode on a terminal: nobody sees them, and the terminal shows again what is typed afterwards.

use rustix::process::Signal;

use crate::Table;
use crate::pty::{self, Terminal};

/// Opens a private vote of two in plain mode and waits for the first of them.
fn voting(table: &Table) -> Terminal {
    let arguments = ["run", "v.weigh.json", "--questions", "small.json", "--title", "Trial", "--team", "Ana, Bo", "--plain"];
    let mut terminal = pty::weigh(&arguments).folder(table.folder.path()).start_in_shell();
    terminal.wait_for("[open]:");
    terminal.type_text("v\r");
    terminal.wait_for("Ana, 1 to");
    terminal
}

#[test]
fn what_is_voted_line_by_line_is_not_seen_while_it_is_typed() {
    let table = Table::set();
    let mut terminal = voting(&table);
    assert!(!terminal.text().contains("What you type stays"), "{}", terminal.text());
    terminal.type_text("2\r");
    terminal.wait_for("Bo, 1 to");
    terminal.type_text("1\r");
    terminal.wait_for("Split vote.");
    assert!(!terminal.text().contains("b back: 2") && !terminal.text().contains("b back: 1"), "{}", terminal.text());
    terminal.type_text("note this\r");
    terminal.wait_for("note this");
    terminal.type_text("q\r");
    assert_eq!(terminal.clean_exit(), 0);
}

#[test]
fn p9_a_terminal_that_is_silent_for_a_vote_shows_again_what_is_typed_however_it_ends() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::USR1, 138)] {
        let table = Table::set();
        let mut terminal = voting(&table);
        terminal.signal(signal);
        assert_eq!(terminal.clean_exit(), code);
    }
}
