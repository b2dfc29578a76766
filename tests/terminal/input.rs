//! What is typed and pasted arrives, all of it, and only as text.

use rustix::process::Signal;

use crate::Table;
use crate::pty::Key;

#[test]
fn p1_v21_nine_thousand_characters_at_once() {
    let table = Table::set();
    let mut terminal = table.writing();
    let text = "nine letters ".repeat(9_000 / 13);
    terminal.type_text(&format!("{text}End."));
    terminal.wait_for("End.");
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    assert_eq!(table.note(), format!("{text}End."));
}

#[test]
fn p16_v22_a_paste_of_a_megabyte_is_cut_with_a_message_and_presses_nothing() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.paste(&"line\r\nline\rq\n\ttab ".repeat(60_000));
    terminal.wait_for("10000 characters");
    terminal.wait_for("next, done");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    let note = table.note();
    assert!(note.starts_with("line\nline\nq\n"), "{}", note.chars().take(40).collect::<String>());
    assert!(!note.contains('\r') && !note.contains('\t'));
    assert!(note.chars().count() <= 10_000);
}

#[test]
fn p16_a_short_paste_keeps_its_line_breaks() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.paste("one\rtwo\r\nthree\nq");
    terminal.wait_for("three");
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    assert_eq!(table.note(), "one\ntwo\nthree\nq");
}

#[test]
fn p15_v23_a_paste_of_controls_shows_them_as_replaced() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.paste("a\x1b[31mb\u{9b}c\0d\u{202e}e\u{7f}f");
    // The emulated screen does not show the replacement character; the bytes below do.
    terminal.wait_for("[31mb");
    let painted = String::from_utf8(terminal.bytes()).expect("UTF-8");
    assert!(painted.contains("a\u{fffd}") && !painted.contains('\u{202e}') && !painted.contains('\u{9b}'), "{painted:?}");
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    assert_eq!(table.note(), "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f");
}

#[test]
fn p13_v20_a_key_and_a_resize_that_arrive_together_both_count() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("a");
    terminal.wait_for("Note  a");
    terminal.signal(Signal::STOP);
    terminal.resize(100, 30);
    terminal.type_text("b");
    terminal.signal(Signal::CONT);
    terminal.wait_for("Note  ab");
    terminal.wait_until("the frame is as wide as the window", |screen| screen.contents().contains(&"─".repeat(100)));
}

#[test]
fn p13_v19_a_storm_of_resizes_loses_no_key_and_ends_at_the_last_size() {
    let table = Table::set();
    let mut terminal = table.writing();
    let mut typed = String::new();
    for number in 0..300_u16 {
        terminal.resize(72 + number % 50, 20 + number % 17);
        let letter = char::from(b'a' + u8::try_from(number % 26).expect("small"));
        typed.push(letter);
        terminal.type_text(&letter.to_string());
    }
    terminal.resize(91, 26);
    terminal.wait_until("the frame is as wide as the window", |screen| {
        let contents = screen.contents();
        contents.lines().any(|line| line.trim_end() == "─".repeat(91)) && contents.contains("Note on")
    });
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    assert_eq!(table.note(), typed);
}

#[test]
fn p15_a_key_that_is_no_text_is_not_typed() {
    let table = Table::set();
    let mut terminal = table.writing();
    // A kitty release report, a focus report, a mouse report, and answers to questions that nobody asked.
    terminal.type_text("a\x1b[97;1:3u\x1b[I\x1b[O\x1b[<0;5;5M\x1b[5;5R\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1bP>|xterm(390)\x1b\\b");
    terminal.wait_for("Note  ab");
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    assert_eq!(table.note(), "ab");
}

#[test]
fn p25_a_paste_without_end_gives_the_keyboard_back() {
    let table = Table::set();
    let mut terminal = table.writing();
    terminal.type_text("\x1b[200~one\r");
    terminal.wait_for("one");
    terminal.type_text("two");
    terminal.wait_for("two");
    terminal.press(Key::Control('c'));
    terminal.clean_exit();
    assert_eq!(table.note(), "one\ntwo");
}
