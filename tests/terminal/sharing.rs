//! One file, several programs.

use std::fs;

use rustix::process::Signal;

use crate::pty::{Key, Terminal};
use crate::{Table, open_note};

#[test]
fn p6_v43_a_second_program_only_reads() {
    let table = Table::set();
    let mut first = table.program().start();
    open_note(&mut first);
    first.type_text("mine");
    first.wait_for("mine");
    let mut second = table.program().start();
    second.wait_for("it is in use by another weigh");
    second.type_text("1");
    second.wait_for("READ ONLY");
    second.type_text("q");
    assert_eq!(second.exit(), 0);
    first.type_text(" still");
    first.wait_for("mine still");
    assert_eq!(table.note(), "mine still");
}

#[test]
fn p6_v44_a_killed_program_blocks_nobody() {
    let table = Table::set();
    let mut first = table.program().start();
    open_note(&mut first);
    first.type_text("mine");
    first.wait_for("mine");
    first.signal(Signal::KILL);
    assert_eq!(first.exit(), 137);
    let mut second = table.program().start();
    open_note(&mut second);
    second.type_text(" too");
    second.wait_for("mine too");
    assert_eq!(table.note(), "mine too");
}

/// Types a note, and then has somebody else put another one into the file.
fn written_by_two(table: &Table) -> Terminal {
    let mut terminal = table.writing();
    terminal.type_text("mine");
    terminal.wait_for("mine");
    let hers = fs::read_to_string(table.session()).expect("readable").replace("mine", "hers");
    fs::write(table.session(), &hers).expect("writable");
    terminal
}

#[test]
fn p5_what_somebody_else_wrote_meanwhile_is_kept() {
    let table = Table::set();
    let mut terminal = written_by_two(&table);
    terminal.type_text("!");
    terminal.wait_for("both versions are kept");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    assert_eq!(table.note(), "hers");
    let copy = table.folder.path().join("team.weigh.conflict-1.json");
    assert!(fs::read_to_string(copy).expect("readable").contains("mine!"));
    assert_eq!(table.leftovers(), ["team.weigh.conflict-1.json"]);
}

#[test]
fn p21_what_somebody_else_writes_in_a_quiet_moment_is_said_without_a_key() {
    let table = Table::set();
    let terminal = written_by_two(&table);
    terminal.wait_for("both versions are kept");
    assert_eq!(table.note(), "hers");
}

#[test]
fn p4_v41_a_folder_that_is_moved_takes_its_session_along() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("mine");
    terminal.wait_for("mine");
    let folder = table.folder.path();
    let elsewhere = folder.with_extension("gone");
    fs::rename(folder, &elsewhere).expect("movable");
    terminal.type_text("!");
    terminal.wait_for("mine!");
    assert!(fs::read_to_string(elsewhere.join("team.weigh.json")).expect("readable").contains("mine!"));
    fs::rename(&elsewhere, folder).expect("movable");
    terminal.type_text(".");
    terminal.wait_for("mine!.");
    assert_eq!(table.note(), "mine!.");
    assert!(table.leftovers().is_empty());
}
