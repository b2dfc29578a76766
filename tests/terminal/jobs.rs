//! Stopping and going on, as the shell's jobs do.

use rustix::process::{Pid, Signal};

use crate::pty::{Key, Terminal};
use crate::{SESSION, Table, open_note};

/// Starts the program from a shell that a person types into.
fn at_a_prompt(table: &Table) -> Terminal {
    // Created before, so that the command is short.
    let mut terminal = table.writing();
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    let mut terminal = table.program().start_bash();
    terminal.wait_for("ready>");
    terminal.type_text(&format!("sh -c 'echo $$ >$PID_FILE; exec \"$WEIGH\" run {SESSION}'\r"));
    open_note(&mut terminal);
    terminal
}

/// The shell is back, in a clean terminal that echoes and edits lines.
fn is_stopped(terminal: &mut Terminal) {
    terminal.wait_until("the shell is back, with its screen, cursor and prompt", |screen| {
        let contents = screen.contents();
        let lines: Vec<&str> = contents.lines().rev().take(2).collect();
        let [prompt, stopped] = lines[..] else { return false };
        !screen.alternate_screen() && !screen.hide_cursor() && prompt.trim_end() == "ready>" && stopped.contains("Stopped")
    });
    terminal.type_text("stty -a | tr ' ' '\\n' | grep -qx icanon && clear\r");
    terminal.wait_until("the terminal is cooked", |screen| screen.contents().trim_end() == "ready>");
}

/// The screen is back and keys work.
fn goes_on(table: &Table, terminal: &mut Terminal, before: &str) {
    terminal.type_text("fg\r");
    terminal.wait_until("the program's screen is back", |screen| screen.alternate_screen() && screen.contents().contains(before));
    terminal.type_text("z");
    terminal.wait_for(&format!("{before}z"));
    assert_eq!(table.note(), format!("{before}z"));
}

#[test]
fn p10_v10_control_z_and_back() {
    let table = Table::set();
    let mut terminal = at_a_prompt(&table);
    terminal.type_text("abc");
    terminal.press(Key::Control('z'));
    is_stopped(&mut terminal);
    assert_eq!(table.note(), "abc");
    goes_on(&table, &mut terminal, "abc");
    terminal.press(Key::Control('z'));
    is_stopped(&mut terminal);
    goes_on(&table, &mut terminal, "abcz");
}

#[test]
fn p10_v11_sigtstp_and_back() {
    let table = Table::set();
    let mut terminal = at_a_prompt(&table);
    terminal.type_text("abc");
    terminal.wait_for("abc");
    terminal.signal(Signal::TSTP);
    is_stopped(&mut terminal);
    goes_on(&table, &mut terminal, "abc");
}

#[test]
fn p10_v12_sigstop_and_back() {
    let table = Table::set();
    let mut terminal = at_a_prompt(&table);
    terminal.type_text("abc");
    terminal.wait_for("abc");
    terminal.signal(Signal::STOP);
    terminal.wait_for("Stopped");
    goes_on(&table, &mut terminal, "abc");
}

#[test]
fn p10_killed_while_stopped_it_does_not_touch_the_shells_terminal() {
    let table = Table::set();
    let mut terminal = at_a_prompt(&table);
    terminal.type_text("abc");
    terminal.press(Key::Control('z'));
    is_stopped(&mut terminal);
    terminal.type_text("kill %1; fg; echo over''all\r");
    terminal.wait_for("overall");
    terminal.look(|screen| assert!(!screen.alternate_screen() && !screen.hide_cursor()));
    assert_eq!(table.note(), "abc");
}

#[test]
fn p10_without_a_shell_to_come_back_to_control_z_says_so() {
    let table = Table::set();
    let mut terminal = table.program().start();
    terminal.wait_for("Question number 1?");
    terminal.press(Key::Control('z'));
    terminal.wait_for("no shell");
    let state = std::fs::read_to_string(format!("/proc/{}/stat", Pid::as_raw(Some(terminal.program())))).expect("it runs");
    assert!(!state.contains(") T "), "{state}");
}
