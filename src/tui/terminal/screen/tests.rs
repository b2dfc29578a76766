use ratatui::Terminal;
use ratatui::backend::Backend as _;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::Screen;

const SIZE: Size = Size { width: 20, height: 3 };

/// Returns the bytes of a frame that shows `now` where `before` was shown.
fn bytes(before: &Buffer, now: &Buffer) -> String {
    let mut screen = Screen::new(SIZE);
    screen.draw(before.diff(now).into_iter()).expect("memory");
    String::from_utf8(screen.frame()).expect("UTF-8")
}

fn blank() -> Buffer {
    Buffer::empty(Rect::from((Position::ORIGIN, SIZE)))
}

fn with(texts: &[(u16, u16, &str, Style)]) -> Buffer {
    let mut buffer = blank();
    for (x, y, text, style) in texts {
        buffer.set_string(*x, *y, text, *style);
    }
    buffer
}

/// Shows what a terminal makes of both frames, one after the other.
fn shown(before: &Buffer, now: &Buffer) -> vt100::Parser {
    let mut terminal = vt100::Parser::new(SIZE.height, SIZE.width, 0);
    terminal.process(bytes(&blank(), before).as_bytes());
    terminal.process(bytes(before, now).as_bytes());
    terminal
}

#[test]
fn an_unchanged_frame_sends_nothing() {
    let buffer = with(&[(0, 0, "same", Style::new())]);
    assert_eq!(bytes(&buffer, &buffer), "");
}

#[test]
fn a_frame_is_one_update_with_only_the_changed_cells() {
    let before = with(&[(2, 1, "abc", Style::new())]);
    let now = with(&[(2, 1, "abd", Style::new())]);
    assert_eq!(bytes(&before, &now), "\x1b[?2026h\x1b[2;5Hd\x1b[?2026l");
}

#[test]
fn styles_are_combined_and_always_ended() {
    let now =
        with(&[(0, 0, "a", Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD)), (1, 0, "b", Style::new().fg(Color::LightRed))]);
    assert_eq!(bytes(&blank(), &now), "\x1b[?2026h\x1b[1;1H\x1b[1;36ma\x1b[0;91mb\x1b[m\x1b[?2026l");
}

#[test]
fn lines_are_drawn_in_one_go_and_small_gaps_of_a_blank_screen_filled() {
    let now = with(&[(0, 0, "─── a  b", Style::new()), (0, 1, "漢a", Style::new())]);
    let mut screen = Screen::new(SIZE);
    screen.clear().expect("memory");
    screen.draw(blank().diff(&now).into_iter()).expect("memory");
    let frame = String::from_utf8(screen.frame()).expect("UTF-8");
    assert_eq!(frame, "\x1b[?2026h\x1b[2J\x1b[1;1H─── a  b\x1b[2;1H漢\x1b[2;3Ha\x1b[?2026l");
    assert_eq!(bytes(&blank(), &with(&[(0, 0, "a  b", Style::new())])), "\x1b[?2026h\x1b[1;1Ha\x1b[1;4Hb\x1b[?2026l");
}

#[test]
fn blanks_up_to_the_end_of_the_row_are_erased() {
    let before = with(&[(2, 1, "a-long-line-of-text", Style::new())]);
    let now = with(&[(2, 1, "a", Style::new())]);
    assert_eq!(bytes(&before, &now), "\x1b[?2026h\x1b[2;4H\x1b[K\x1b[?2026l");
    assert_eq!(shown(&before, &now).screen().contents().trim_end(), "\n  a");
}

#[test]
fn wide_and_colored_cells_arrive_where_they_belong() {
    let before = with(&[(0, 0, "漢字 and 🙂", Style::new().bg(Color::Blue)), (0, 2, "rest", Style::new())]);
    let now = with(&[(0, 0, "a漢b 🙂🙂", Style::new().add_modifier(Modifier::REVERSED)), (3, 2, "t", Style::new())]);
    let terminal = shown(&before, &now);
    assert_eq!(terminal.screen().contents(), "a漢b 🙂🙂  \n\n   t");
    assert!(terminal.screen().cell(0, 1).expect("inside").inverse());
}

#[test]
fn p15_a_cell_that_holds_a_control_shows_a_replacement() {
    for hostile in ["\x1b", "\u{9b}31m", "a\u{202e}", "\u{7}", "\u{200b}"] {
        let mut cell = Cell::EMPTY;
        cell.set_symbol(hostile);
        let mut screen = Screen::new(SIZE);
        screen.draw([(0, 0, &cell)].into_iter()).expect("memory");
        let frame = String::from_utf8(screen.frame()).expect("UTF-8");
        assert_eq!(frame, "\x1b[?2026h\x1b[1;1H\u{FFFD}\x1b[?2026l", "{hostile:?}");
    }
}

#[test]
fn the_cursor_is_moved_only_when_it_has_to_be() {
    let mut screen = Screen::new(SIZE);
    screen.set_cursor_position((3, 1)).expect("memory");
    screen.show_cursor().expect("memory");
    assert_eq!(screen.frame(), b"\x1b[?2026h\x1b[2;4H\x1b[?25h\x1b[?2026l");
    assert_eq!(screen.frame(), b"");
    screen.set_cursor_position((0, 0)).expect("memory");
    assert_eq!(screen.frame(), b"\x1b[?2026h\x1b[1;1H\x1b[?2026l");
    screen.hide_cursor().expect("memory");
    assert_eq!(screen.frame(), b"\x1b[?2026h\x1b[?25l\x1b[?2026l");
}

#[test]
fn p13_no_size_breaks_the_drawing() {
    for size in [(0, 0), (1, 0), (0, 1), (1, 1), (500, 1), (1, 200)] {
        let mut terminal = Terminal::new(Screen::new(Size::from(size))).expect("memory");
        terminal.resize(Rect::new(0, 0, size.0, size.1)).expect("memory");
    }
}
