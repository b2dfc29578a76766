//! Any size, from nothing to the largest a terminal can claim.

use crate::pty::Key;
use crate::{Table, open_note};

/// Starts in a window of that size and in one that gets that size while a note is written.
fn survives(columns: u16, rows: u16) {
    let table = Table::set();
    let mut terminal = table.program().size(columns, rows).start_in_shell();
    terminal.resize(80, 24);
    open_note(&mut terminal);
    terminal.type_text("a");
    terminal.wait_for("Note  a");
    terminal.resize(columns, rows);
    terminal.type_text("b");
    terminal.resize(100, 30);
    terminal.wait_for("Note  ab");
    terminal.type_text("c");
    terminal.wait_for("Note  abc");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    assert_eq!(table.note(), "abc");
}

#[test]
fn p13_v18_nothing_at_all() {
    survives(0, 0);
}

#[test]
fn p13_v18_one_cell() {
    survives(1, 1);
}

#[test]
fn p13_v18_one_column() {
    survives(1, 200);
}

#[test]
fn p13_v18_one_row() {
    survives(200, 1);
}

#[test]
fn p13_v18_half_a_window() {
    survives(39, 11);
}

#[test]
fn p13_v18_the_widest() {
    survives(65_535, 1);
}

#[test]
fn p13_v18_the_largest() {
    survives(65_535, 65_535);
}
