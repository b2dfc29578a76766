use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{REPLACEMENT, clean_line, clean_text, is_drawable, is_hidden, is_mark, pad, shorten, takes_one_column, width, wrap};

/// Characters that have broken something somewhere.
const NASTY: [&str; 53] = [
    "\x1b",
    "\x1b[31m",
    "\x1b]0;x\x07",
    "\u{9b}",
    "\u{9d}",
    "\0",
    "\x08",
    "\x7f",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{feff}",
    "\u{ad}",
    "\u{3164}",
    "\u{fe0f}",
    "\u{fe0e}",
    "\u{e0001}",
    "\u{e0041}",
    "\u{e0101}",
    "\u{fff9}",
    "\u{e000}",
    "\u{301}",
    "\u{334}",
    "\u{20e3}",
    "\u{1f3fd}",
    "👩",
    "💻",
    "❤",
    "🏴",
    "🇩",
    "🇪",
    "漢",
    "ﾞ",
    "ｶ",
    "ی",
    "क",
    "\u{94d}",
    "\u{1112}",
    "\u{1161}",
    "\u{11a8}",
    "a",
    " ",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&NASTY[..]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-z ]{1,9}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Cells are filled with the graphemes of cleaned text.
fn is_safe(text: &str) -> bool {
    text.graphemes(true).all(|grapheme| grapheme == "\n" || is_drawable(grapheme))
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, ' ' | '\n')).collect()
}

proptest! {
    #[test]
    fn p15_cleaned_text_holds_nothing_hidden(raw in any_text()) {
        let line = clean_line(&raw);
        prop_assert!(is_safe(&line) && !line.contains('\n'), "{:?}", line);
        prop_assert!(is_safe(&clean_text(&raw)), "{:?}", clean_text(&raw));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(raw in any_text()) {
        let line = clean_line(&raw);
        prop_assert_eq!(clean_line(&line), line.as_ref());
        let text = clean_text(&raw);
        prop_assert_eq!(clean_text(&text), text.as_ref());
    }

    #[test]
    fn wrapping_loses_nothing_and_is_never_too_wide(raw in any_text(), columns in 0_usize..40) {
        let text = clean_text(&raw);
        let lines = wrap(&text, columns);
        prop_assert_eq!(without_blanks(&lines.concat()), without_blanks(&text));
        for line in &lines {
            let is_one = line.graphemes(true).count() == 1;
            prop_assert!(width(line) <= columns.max(1) || is_one, "{:?} in {} columns", line, columns);
            prop_assert!(is_safe(line));
        }
    }

    #[test]
    fn shortening_and_padding_meet_the_width(raw in any_text(), columns in 0_usize..40, ascii: bool) {
        let line = clean_line(&raw);
        prop_assert!(width(&shorten(&line, columns, ascii)) <= columns);
        prop_assert_eq!(width(&pad(&line, columns, ascii)), columns);
    }

    #[test]
    fn the_width_is_that_of_the_cells_it_is_drawn_in(raw in any_text()) {
        let line = clean_line(&raw);
        let cells: usize = line.graphemes(true).map(|grapheme| usize::from(grapheme.cell_width())).sum();
        prop_assert_eq!(width(&line), cells);
    }
}

#[test]
fn every_control_and_bidi_character_is_replaced() {
    let hostile =
        (0..=0x9f_u32).chain(0x202a..=0x202e).chain(0x2066..=0x2069).filter_map(char::from_u32).filter(|c| c.is_control() || !c.is_ascii());
    for character in hostile {
        let cleaned = clean_text(&format!("a{character}b")).into_owned();
        let expected = match character {
            '\n' | '\r' | '\u{85}' => "a\nb".to_owned(),
            '\t' => "a    b".to_owned(),
            _ => format!("a{REPLACEMENT}b"),
        };
        assert_eq!(cleaned, expected, "{character:?}");
    }
}

#[test]
fn clean_text_is_not_copied() {
    assert!(matches!(clean_text("plain\ntext"), std::borrow::Cow::Borrowed(_)));
    assert!(matches!(clean_line("plain text"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn the_writing_of_people_stays_readable() {
    for (raw, cleaned) in [
        ("naïve — “quoted” … 50 %", "naïve — “quoted” … 50 %"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("क्\u{200d}ष", "क्\u{200d}ष"),
        ("שלום عليكم", "שלום عليكم"),
        ("ไทย Tiếng Việt 한국어 日本語 ｶﾞ", "ไทย Tiếng Việt 한국어 日本語 ｶﾞ"),
        ("\u{1112}\u{1161}\u{11ab}", "\u{1112}\u{1161}\u{11ab}"),
        ("👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} ✔\u{fe0f}", "👩💻 ❤🔥 1\u{20e3} ✔"),
        ("👍🏽 🇩🇪", "👍🏽 🇩🇪"),
        ("辻\u{e0100}さん", "辻さん"),
        ("Daten\u{ad}schutz", "Datenschutz"),
    ] {
        assert_eq!(clean_line(raw), cleaned);
    }
}

#[test]
fn what_only_hides_is_shown() {
    for (raw, cleaned) in [
        ("pay\u{200b}pal", "pay\u{fffd}pal"),
        ("a\u{200d}b", "a\u{fffd}b"),
        ("a\u{fe0f}", "a\u{fffd}"),
        ("❤\u{fe0f}\u{fe01}\u{fe02}", "❤\u{fffd}\u{fffd}"),
        ("\u{feff}start", "\u{fffd}start"),
        ("x\u{ad}", "x\u{fffd}"),
        ("🏴\u{e0067}\u{e007f}", "🏴\u{fffd}\u{fffd}"),
        ("\u{301}a \u{301}", "\u{fffd}\u{301}a \u{fffd}\u{301}"),
        ("🏽\u{1161}a\u{1161}", "🏽\u{fffd}a\u{fffd}"),
        ("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "a\u{301}\u{301}\u{301}\u{301}"),
    ] {
        assert_eq!(clean_line(raw), cleaned);
    }
}

#[test]
fn lines_break_at_spaces_and_else_anywhere() {
    assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
    assert_eq!(wrap("a漢a", 2), ["a", "漢", "a"]);
    assert_eq!(wrap("漢", 1), ["漢"]);
    assert_eq!(wrap("", 5), [""]);
    assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
    assert_eq!(wrap("  indented", 20), ["  indented"]);
}

#[test]
fn what_is_shortened_ends_in_a_mark() {
    assert_eq!(shorten("abcdef", 4, false), "abc…");
    assert_eq!(shorten("abcdef", 4, true), "a...");
    assert_eq!(shorten("漢字漢字", 4, false), "漢…");
    assert_eq!(shorten("abcdef", 2, true), "..");
    assert_eq!(pad("漢", 3, false), "漢 ");
}

#[test]
fn nothing_hidden_counts_as_visible() {
    for hidden in ['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{feff}', '\u{fe0f}', '\u{e0041}', '\u{ffff}', '\u{3164}'] {
        assert!(is_hidden(hidden), "{hidden:?}");
    }
    for visible in ['a', 'ß', '漢', '🙂', '\u{301}', '\u{a0}', REPLACEMENT] {
        assert!(!is_hidden(visible), "{visible:?}");
    }
}

#[test]
fn what_takes_one_column_is_a_character_of_its_own() {
    for character in (' '..='\u{FFFF}').filter(|character| takes_one_column(*character)) {
        let pair = format!("{character}{character}");
        assert_eq!((width(&pair), pair.graphemes(true).count()), (2, 2), "{character:?}");
        assert!(!is_hidden(character) && !is_mark(character), "{character:?}");
    }
}

/// This took minutes in quadratic time and takes a moment in linear time: even on a busy machine the two cannot be
/// confused.
#[test]
fn p24_cleaning_and_wrapping_take_time_in_proportion_to_the_length() {
    for piece in ["\u{915}\u{94d}", "e\u{301}", "\u{1100}\u{1161}\u{11a8}", "\u{1f468}\u{200d}", "\u{1f1e6}", "\u{301}", "\r"] {
        let text = piece.repeat(170_000 / piece.len());
        let start = std::time::Instant::now();
        assert!(!wrap(&clean_text(&text), 60).is_empty());
        assert!(start.elapsed() < std::time::Duration::from_secs(30), "{piece:?}: {:?}", start.elapsed());
    }
}
