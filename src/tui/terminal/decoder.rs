//! Turns the bytes of a terminal into keys and pastes.
//!
//! Own code, because the event readers of today's libraries block on half a sequence, type the answers of a terminal as
//! text, or keep any amount of input in memory. The rules: what begins like a sequence is never typed; a sequence that
//! does not end gives the keyboard back after a while; memory is bounded for any input. Pure: the caller brings the
//! bytes and the clock. This module must not know what a key means.

mod sequence;

use std::mem;
use std::time::{Duration, Instant};

use crate::tui::key::Key;
use sequence::{control_key, function_key};

/// How long after an Esc the rest of a sequence may come; then it was the key.
const SPLIT: Duration = Duration::from_millis(50);
/// How long an unended sequence or paste may be silent before the keyboard is given back.
const SILENCE: Duration = Duration::from_secs(1);
/// How long an answer of the terminal may take in all: after that, somebody who pressed Alt-] by mistake can type on.
const LONGEST_ANSWER: Duration = Duration::from_secs(3);
/// The longest control sequence, in bytes; none that means a key is longer than a tenth of it.
const LONGEST_SEQUENCE: usize = 64;
/// The most bytes kept of one paste. No field takes nearly as much, so the field says that the text was cut.
const MOST_PASTED: usize = 1 << 20;
/// Ends a paste.
const END_OF_PASTE: &[u8] = b"\x1b[201~";

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// A key went down, or repeats.
    Key(Key),
    /// A text was pasted.
    Paste(String),
}

/// The decoder, with what it has of an unended sequence.
#[derive(Debug)]
pub(super) struct Decoder {
    state: State,
    /// When the unended sequence began, and when its last byte came.
    began: Instant,
    last: Instant,
}

#[derive(Debug)]
enum State {
    Ground,
    /// A character of several bytes, and whether Alt was held.
    Character {
        bytes: Vec<u8>,
        missing: usize,
        alt: bool,
    },
    Escape,
    /// After `ESC [`.
    Control(Vec<u8>),
    /// After `ESC O`.
    Function,
    /// In a string that the terminal sends (OSC, DCS, APC, PM, SOS), perhaps after an ESC in it; it may have begun with the
    /// short form of its control.
    Answer {
        escaped: bool,
        short: bool,
    },
    /// So many bytes are no text: an old mouse report or a function key of the Linux console.
    Swallow(u8),
    /// The text so far, and how much of its end has been seen.
    Paste {
        text: Vec<u8>,
        ended: usize,
    },
}

impl Decoder {
    pub(super) fn new(now: Instant) -> Self {
        Self { state: State::Ground, began: now, last: now }
    }

    /// Decodes `bytes`, which arrived at `now`, and hands each input to `take`.
    pub(super) fn feed(&mut self, bytes: &[u8], now: Instant, take: &mut impl FnMut(Input)) {
        self.last = now;
        for byte in bytes {
            let was_ground = matches!(self.state, State::Ground);
            self.byte(*byte, take);
            if was_ground {
                self.began = now;
            }
        }
    }

    /// Returns when [`Decoder::expire`] has to be called unless more bytes come before.
    pub(super) fn deadline(&self) -> Option<Instant> {
        match self.state {
            State::Ground => None,
            State::Escape | State::Function => Some(self.last + SPLIT),
            State::Answer { .. } => Some((self.last + SILENCE).min(self.began + LONGEST_ANSWER)),
            State::Character { .. } | State::Control(_) | State::Swallow(_) | State::Paste { .. } => Some(self.last + SILENCE),
        }
    }

    /// Gives up waiting for the rest of a sequence, if its time is over.
    pub(super) fn expire(&mut self, now: Instant, take: &mut impl FnMut(Input)) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        match mem::replace(&mut self.state, State::Ground) {
            State::Escape => take(Input::Key(Key::Esc)),
            State::Function => take(Input::Key(Key::Alt('O'))),
            State::Paste { text, .. } => take(pasted(&text)),
            State::Ground | State::Character { .. } | State::Control(_) | State::Answer { .. } | State::Swallow(_) => {}
        }
    }

    fn byte(&mut self, byte: u8, take: &mut impl FnMut(Input)) {
        self.state = match mem::replace(&mut self.state, State::Ground) {
            State::Character { bytes, missing, alt } => character(bytes, missing, alt, byte, take),
            State::Escape => escape(byte, take),
            State::Control(parameters) => control(parameters, byte, take),
            State::Function if byte >= b' ' => {
                key(function_key(byte), take);
                State::Ground
            }
            State::Ground | State::Function => ground(byte, take),
            State::Answer { escaped, short } => answer(escaped, short, byte, take),
            State::Swallow(left) => {
                if left > 1 {
                    State::Swallow(left - 1)
                } else {
                    State::Ground
                }
            }
            State::Paste { text, ended } => paste(text, ended, byte, take),
        };
    }
}

fn key(key: Option<Key>, take: &mut impl FnMut(Input)) {
    if let Some(key) = key {
        take(Input::Key(key));
    }
}

fn ground(byte: u8, take: &mut impl FnMut(Input)) -> State {
    let pressed = match byte {
        0x1b => return State::Escape,
        b'\r' => Key::Enter,
        b'\t' => Key::Tab,
        0x7f => Key::Backspace,
        0 => Key::Ctrl(' '),
        0x01..=0x1a => Key::Ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => Key::Ctrl(char::from(byte - 0x1c + b'4')),
        b' '..=b'~' => Key::Char(char::from(byte)),
        _ => return begin_character(byte, false),
    };
    take(Input::Key(pressed));
    State::Ground
}

/// A byte that begins no character of UTF-8 is a control, or left out.
fn begin_character(byte: u8, alt: bool) -> State {
    let missing = match byte {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return short_control(byte),
    };
    State::Character { bytes: vec![byte], missing, alt }
}

/// Controls that stand for ESC and a letter: some terminals answer with them.
fn short_control(byte: u8) -> State {
    match byte {
        0x9b => State::Control(Vec::new()),
        0x8f => State::Function,
        0x90 | 0x98 | 0x9d..=0x9f => State::Answer { escaped: false, short: true },
        _ => State::Ground,
    }
}

fn character(mut bytes: Vec<u8>, missing: usize, alt: bool, byte: u8, take: &mut impl FnMut(Input)) -> State {
    if !matches!(byte, 0x80..=0xbf) {
        return ground(byte, take);
    }
    bytes.push(byte);
    if missing > 1 {
        return State::Character { bytes, missing: missing - 1, alt };
    }
    let character = str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
    if let Some(control) = character.filter(|character| character.is_control()) {
        return u8::try_from(control).map_or(State::Ground, short_control);
    }
    key(character.map(if alt { Key::Alt } else { Key::Char }), take);
    State::Ground
}

fn escape(byte: u8, take: &mut impl FnMut(Input)) -> State {
    let pressed = match byte {
        b'[' => return State::Control(Vec::new()),
        b'O' => return State::Function,
        b']' | b'P' | b'_' | b'^' | b'X' => return State::Answer { escaped: false, short: false },
        0x1b => {
            take(Input::Key(Key::Esc));
            return State::Escape;
        }
        b'\r' | b'\n' => Key::AltEnter,
        0x7f => Key::Backspace,
        b' '..=b'~' => Key::Alt(char::from(byte)),
        0x80.. => return begin_character(byte, true),
        0..=0x1f => return State::Ground,
    };
    take(Input::Key(pressed));
    State::Ground
}

fn control(mut parameters: Vec<u8>, byte: u8, take: &mut impl FnMut(Input)) -> State {
    match byte {
        b' '..=b'?' => {
            if parameters.len() < LONGEST_SEQUENCE {
                parameters.push(byte);
            }
            State::Control(parameters)
        }
        b'~' if parameters == b"200" => State::Paste { text: Vec::new(), ended: 0 },
        b'M' if parameters.is_empty() => State::Swallow(3),
        b'[' if parameters.is_empty() => State::Swallow(1),
        b'@'..=b'~' => {
            if parameters.len() < LONGEST_SEQUENCE {
                key(control_key(&parameters, byte), take);
            }
            State::Ground
        }
        _ => ground(byte, take),
    }
}

fn answer(escaped: bool, short: bool, byte: u8, take: &mut impl FnMut(Input)) -> State {
    match (escaped, byte) {
        // Ended by BEL, cancelled, or by ESC \, whose short form may be part of a character in an answer without short forms.
        (false, 0x07 | 0x18 | 0x1a) | (true, b'\\') => State::Ground,
        (false, 0x9c) if short => State::Ground,
        (_, 0x1b) => State::Answer { escaped: true, short },
        (true, _) => escape(byte, take),
        (false, _) => State::Answer { escaped: false, short },
    }
}

fn paste(mut text: Vec<u8>, ended: usize, byte: u8, take: &mut impl FnMut(Input)) -> State {
    let ended = match END_OF_PASTE.get(ended) {
        Some(wanted) if *wanted == byte => ended + 1,
        _ => usize::from(byte == 0x1b),
    };
    if ended == END_OF_PASTE.len() {
        text.truncate(text.len().saturating_sub(ended - 1));
        take(pasted(&text));
        return State::Ground;
    }
    // Room for the beginning of an end keeps what is cut off in the end from being text.
    if text.len() < MOST_PASTED + END_OF_PASTE.len() {
        text.push(byte);
    }
    State::Paste { text, ended }
}

fn pasted(text: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(text).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(pieces: &[&[u8]]) -> Vec<Input> {
        let now = Instant::now();
        let mut decoder = Decoder::new(now);
        let mut inputs = Vec::new();
        for piece in pieces {
            decoder.feed(piece, now, &mut |input| inputs.push(input));
        }
        decoder.expire(now + SILENCE * 4, &mut |input| inputs.push(input));
        inputs
    }

    fn keys(bytes: &str) -> Vec<Key> {
        let keys = decode(&[bytes.as_bytes()]).into_iter();
        keys.map(|input| if let Input::Key(key) = input { key } else { panic!("{input:?}") }).collect()
    }

    #[test]
    fn keys_are_told_apart() {
        use Key::{Alt, AltEnter, BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, Home, PageDown, PageUp, Tab, Up};
        assert_eq!(keys("a é漢\r\t\x7f\n\x03"), [Char('a'), Char(' '), Char('é'), Char('漢'), Enter, Tab, Backspace, Ctrl('j'), Ctrl('c')]);
        assert_eq!(keys("\x1b[A\x1bOB\x1b[1;5H\x1b[F\x1b[Z"), [Up, Down, Home, End, BackTab]);
        assert_eq!(keys("\x1b[3~\x1b[5~\x1b[6~\x1b[1~\x1b[4~"), [Delete, PageUp, PageDown, Home, End]);
        assert_eq!(keys("\x1bf\x1bü\x1b\r"), [Alt('f'), Alt('ü'), AltEnter]);
        assert_eq!(keys("\x1b[97;5u\x1b[13;3u\x1b[27;2;65~\x1b[27u"), [Ctrl('a'), AltEnter, Char('A'), Esc]);
        assert_eq!(keys("\x1b\x1b[A\x1b"), [Esc, Up, Esc]);
    }

    #[test]
    fn v24_a_release_is_ignored_and_a_repeat_acts_as_a_press() {
        assert_eq!(keys("\x1b[97;1:3u\x1b[1;1:3A"), []);
        assert_eq!(keys("\x1b[97;1:2u\x1b[1;1:2A"), [Key::Char('a'), Key::Up]);
    }

    #[test]
    fn p25_what_the_terminal_sends_is_never_a_key() {
        let answers = [
            "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
            "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
            "\x1bP>|xterm(390)q\x1b\\",
            "\x1b_Gi=1;OK\x1b\\",
            "\x1b^q\x1b\\",
            "\x1bXq\x1b\\",
            "\x1b[?62;22c",
            "\x1b[>1;4000;13c",
            "\x1b[5;5R",
            "\x1b[8;24;80t",
            "\x1b[?2026;2$y",
            "\x1b[I\x1b[O",
            "\x1b[<0;5;5M",
            "\x1b[M ab",
            "\x1b[[A",
            "\x1b[?1u",
            "\u{9b}5;5R",
            "\u{9d}11;rgb:1e1e/1e1e/1e1e\u{9c}",
            "\u{9d}lTeam 1\x07",
            "\x1b]l漢字 100 %: ✓\x1b\\",
        ];
        let short = [b"\x9b24;80R".as_slice(), b"\x9d11;rgb:1e1e/1e1e/1e1e\x9c", b"\x90>|xterm(390)q\x9c"];
        for answer in answers.map(str::as_bytes).into_iter().chain(short) {
            for split in 0..=answer.len() {
                let (head, tail) = answer.split_at(split);
                assert_eq!(decode(&[head, tail, b"z"]), [Input::Key(Key::Char('z'))], "{answer:?} at {split}");
            }
        }
    }

    #[test]
    fn p25_an_unended_answer_gives_the_keyboard_back() {
        for begun in ["\x1b]11;rgb:", "\x1bP", "\x1b_G", "\x1b[", "\x1b[<0;5", "\x1b[M"] {
            let start = Instant::now();
            let mut decoder = Decoder::new(start);
            let mut inputs = Vec::new();
            decoder.feed(begun.as_bytes(), start, &mut |input| inputs.push(input));
            let deadline = decoder.deadline().expect("it waits");
            assert!(deadline <= start + SILENCE);
            decoder.expire(deadline, &mut |input| inputs.push(input));
            decoder.feed(b"q", deadline, &mut |input| inputs.push(input));
            assert_eq!(inputs, [Input::Key(Key::Char('q'))], "{begun:?}");
        }
    }

    #[test]
    fn p25_typing_into_an_unended_answer_is_heard_again_after_a_while() {
        let start = Instant::now();
        let mut decoder = Decoder::new(start);
        let mut heard = 0;
        decoder.feed(b"\x1b]", start, &mut |_| heard += 1);
        for tenth in 1..60 {
            let now = start + SILENCE * tenth / 10;
            decoder.expire(now, &mut |_| heard += 1);
            decoder.feed(b"x", now, &mut |_| heard += 1);
        }
        assert!(heard > 25, "{heard}");
    }

    #[test]
    fn p25_an_unended_paste_gives_the_keyboard_back_after_a_second_of_silence() {
        let start = Instant::now();
        let mut decoder = Decoder::new(start);
        let mut inputs = Vec::new();
        decoder.feed(b"\x1b[200~one", start, &mut |input| inputs.push(input));
        decoder.expire(start + SILENCE / 2, &mut |input| inputs.push(input));
        assert!(inputs.is_empty());
        decoder.expire(start + SILENCE, &mut |input| inputs.push(input));
        decoder.feed(b"q", start + SILENCE, &mut |input| inputs.push(input));
        assert_eq!(inputs, [Input::Paste("one".into()), Input::Key(Key::Char('q'))]);
    }

    #[test]
    fn p25_an_arrow_that_is_split_behind_esc_is_an_arrow_and_esc_alone_acts_within_fifty_milliseconds() {
        let start = Instant::now();
        let mut decoder = Decoder::new(start);
        let mut inputs = Vec::new();
        decoder.feed(b"\x1b", start, &mut |input| inputs.push(input));
        decoder.expire(start + SPLIT * 9 / 10, &mut |input| inputs.push(input));
        decoder.feed(b"[B", start + SPLIT, &mut |input| inputs.push(input));
        decoder.feed(b"\x1b", start, &mut |input| inputs.push(input));
        decoder.expire(start + Duration::from_millis(50), &mut |input| inputs.push(input));
        assert_eq!(inputs, [Input::Key(Key::Down), Input::Key(Key::Esc)]);
    }

    #[test]
    fn p18_a_paste_without_end_takes_bounded_memory() {
        let start = Instant::now();
        let mut decoder = Decoder::new(start);
        let mut inputs = Vec::new();
        decoder.feed(b"\x1b[200~", start, &mut |input| inputs.push(input));
        for _ in 0..3 {
            decoder.feed(&vec![b'x'; MOST_PASTED], start, &mut |input| inputs.push(input));
        }
        decoder.feed(b"\x1b[201~q", start, &mut |input| inputs.push(input));
        let [Input::Paste(text), Input::Key(Key::Char('q'))] = inputs.as_slice() else { panic!("a paste, then a key") };
        assert!(text.len() <= MOST_PASTED + END_OF_PASTE.len());
    }

    #[test]
    fn p16_a_paste_is_one_text_with_all_that_is_in_it() {
        let paste = "a\r\nb\x1b[31mc\x1b[201\x1b]x";
        assert_eq!(decode(&[format!("\x1b[200~{paste}\x1b[201~").as_bytes()]), [Input::Paste(paste.into())]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn p25_where_the_bytes_are_split_makes_no_difference(
            bytes in prop::collection::vec(prop_oneof![Just(0x1b), Just(b'['), Just(b'~'), Just(b']'), Just(b';'), 0x30..0x40_u8, any::<u8>()], 0..60),
            split in 0..60_usize,
        ) {
            let (head, tail) = bytes.split_at(split.min(bytes.len()));
            prop_assert_eq!(decode(&[&bytes]), decode(&[head, tail]));
        }
    }
}
