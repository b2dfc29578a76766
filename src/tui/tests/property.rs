//! What holds for any keys: no panic, nothing lost, nothing shown that must stay hidden.

use proptest::prelude::*;
use proptest::sample::select;

use super::kit::{Play, draw, lunch, team};
use crate::demo;
use crate::session::sample::now;
use crate::session::{AnswerMode, Change, Session, Vote};
use crate::sitting::Sitting;
use crate::text;
use crate::tui::key::Key;
use crate::tui::message::Message;
use crate::tui::model::{Closing, Model, Panel, Screen};
use crate::tui::theme::Theme;
use crate::tui::{update, view};

/// What a user, a clipboard and a window do.
#[derive(Debug, Clone)]
enum Event {
    Press(Key),
    Paste(&'static str),
    Resize(u16, u16),
}

const KEYS: &str = "1234567890xalnwvbfopcrteyu?+-=_ jkgGsidmhqXü漢$$";
const NAMED: [Key; 20] = [
    Key::Enter,
    Key::Enter,
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Up,
    Key::Down,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Backspace,
    Key::Delete,
    Key::AltEnter,
    Key::Ctrl('r'),
    Key::Ctrl('w'),
];
const PASTES: [&str; 6] = [
    "Ana, Bo: legal, Chi",
    "one\r\ntwo\n\n\tthree",
    "\u{1b}[31mred\u{202e}tfel\u{200b}\0",
    "漢字漢字 👩‍👩‍👧 e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "2026-12-24",
    "a-very-long-word-without-any-blank-that-is-wider-than-the-smallest-of-all-windows-so-that-it-has-to-be-broken-somewhere",
];

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        20 => select(KEYS.chars().collect::<Vec<_>>()).prop_map(|character| Event::Press(Key::Char(character))),
        14 => select(NAMED.to_vec()).prop_map(Event::Press),
        2 => select(PASTES.to_vec()).prop_map(Event::Paste),
        1 => (0_u16..130, 0_u16..60).prop_map(|(columns, rows)| Event::Resize(columns, rows)),
        1 => Just(Event::Resize(80, 24)),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 1..80)
}

/// Somewhere to start from.
fn start() -> impl Strategy<Value = u8> {
    0_u8..7
}

fn open(start: u8) -> Play {
    let mut play = match start {
        0 => Play::on(Session::new(lunch().session().shared_questionnaire(), now())),
        1 => lunch(),
        2 => team("Ana Bo Chi Dee", AnswerMode::InTurns),
        3 => Play::on(demo::session()),
        4 => lunch().keys("v Enter 1 Enter Enter 2 Enter"),
        5 => lunch().keys("1 Enter 2 r t"),
        _ => Play::ballot(lunch().session().clone(), "Ana"),
    };
    if matches!(start, 0 | 3) {
        update::begin(&mut play.model);
    }
    play
}

fn happen(play: &mut Play, event: &Event) {
    match event {
        Event::Press(key) => play.press(*key),
        Event::Paste(text) => play.send(Message::Paste((*text).to_owned())),
        Event::Resize(columns, rows) => play.send(Message::Resize { columns: *columns, rows: *rows }),
    }
}

/// Draws, which checks that nothing is cut, and looks at every cell.
fn assert_drawable(model: &Model) {
    for cell in draw(model).content {
        assert!(text::is_drawable(cell.symbol()), "{:?}", cell.symbol());
    }
}

/// Returns the session as it is written, except for what an undo keeps: that the result was seen, and the log since
/// then.
fn said(session: &Session) -> serde_json::Value {
    let mut file: serde_json::Value = serde_json::from_str(&session.to_json()).expect("JSON");
    for kept in ["result_seen", "log"] {
        file.as_object_mut().expect("an object").remove(kept);
    }
    file
}

/// The same screen of the same people, with other votes in the round wherever a vote is nobody else's business.
fn with_other_votes(model: &Model) -> Option<Model> {
    // A copy on which changes are tried has no votes but those of the session: it is left out.
    let round = model.session().round().filter(|_| model.sitting.before_trial().is_none())?.clone();
    let may_see = |name: &String| match &model.place.screen {
        Screen::Booth { name: own, chosen: true, .. } => own == name,
        Screen::CallOut { names, entered } => names.iter().take(*entered).any(|called| called == name),
        _ => false,
    };
    let asked = model.session().questionnaire().question(&round.question)?;
    let other = |vote: &Vote| match asked.choices.iter().find(|choice| *vote != Vote::Choice(choice.id.clone())) {
        Some(choice) if *vote == Vote::Unknown || asked.choices.first() != Some(choice) => Vote::Choice(choice.id.clone()),
        Some(_) | None => Vote::Unknown,
    };
    let mut session = model.session().clone();
    for (name, vote) in round.votes.iter().filter(|(name, _)| !may_see(name)) {
        session.apply(Change::Vote { name: name.clone(), vote: Some(other(vote)) }, now()).expect("a sound vote");
    }
    let mut sitting = Sitting::new(model.session().clone(), model.sitting.kind().clone(), model.sitting.file.clone());
    if model.sitting.can_undo() {
        sitting.replace("votes", session);
    } else {
        sitting = Sitting::new(session, model.sitting.kind().clone(), model.sitting.file.clone());
    }
    let mut twin = Model::new(sitting, model.theme);
    twin.place = model.place.clone();
    twin.panel = model.panel.clone();
    twin.notice = model.notice.clone();
    twin.size = model.size;
    twin.visit = model.visit.clone();
    Some(twin)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_break_the_session_or_the_screen(start in start(), events in events(), color: bool, ascii: bool) {
        let mut play = open(start);
        play.model.theme = Theme { color, ascii };
        for (number, event) in events.iter().enumerate() {
            happen(&mut play, event);
            if number % 7 == 0 {
                assert_drawable(&play.model);
            }
        }
        assert_drawable(&play.model);
        let saved = play.model.sitting.to_save().0;
        prop_assert_eq!(&Session::parse(saved.to_json().as_bytes()).expect("what is saved can be read"), saved);
    }

    #[test]
    fn undoing_everything_leads_to_the_start_and_redoing_it_to_the_end(start in start(), events in events()) {
        let mut play = open(start);
        let mut begin = said(play.model.sitting.to_save().0);
        if play.model.sitting.before_trial().is_none() {
            while play.model.sitting.undo().is_some() {}
            begin = said(play.session());
            while play.model.sitting.redo().is_some() {}
        }
        for event in &events {
            happen(&mut play, event);
        }
        play.model.panel = None;
        drop(play.model.sitting.end_trial(false));
        while play.model.sitting.redo().is_some() {}
        let end = said(play.session());
        while play.model.sitting.undo().is_some() {}
        if start != 5 {
            prop_assert_eq!(said(play.session()), begin);
        }
        while play.model.sitting.redo().is_some() {}
        prop_assert_eq!(said(play.session()), end);
    }

    #[test]
    fn a_mark_whose_line_keys_change_never_leaves_the_screen(way in proptest::sample::select(&["p", "r t", "c"]), events in events()) {
        let mut play = Play::on(demo::session());
        update::begin(&mut play.model);
        play = play.keys(way);
        for event in &events {
            happen(&mut play, event);
            let is_marking = match play.model.place.screen {
                Screen::WhatIf | Screen::Priorities => true,
                Screen::Close(step) => step != Closing::CheckList,
                _ => false,
            };
            if is_marking && !play.model.is_too_small() && !matches!(play.model.panel, Some(Panel::Help(_) | Panel::Why(..))) {
                let page = view::page(&play.model);
                let first = page.marked().and_then(|item| page.rows_of(item)).map(|(first, _)| first);
                let seen = first.and_then(|first| page.seen_at(first, view::body_height(&play.model)));
                prop_assert!(seen.is_some(), "{:?} at {:?}", play.model.place, play.model.size);
            }
        }
    }

    #[test]
    fn votes_that_are_not_revealed_change_nothing_on_any_screen(start in prop_oneof![Just(1_u8), Just(2), Just(4)], events in events()) {
        let mut play = open(start);
        play = play.keys("v Enter 1 Enter Enter 2");
        for event in &events {
            happen(&mut play, event);
            if let Some(twin) = with_other_votes(&play.model) {
                prop_assert_eq!(draw(&play.model), draw(&twin), "{:?}", play.model.place);
            }
        }
    }

    #[test]
    fn scrolling_and_enter_never_change_an_answer_that_stands(
        start in prop_oneof![Just(""), Just("o"), Just("2 Enter"), Just("r"), Just("v i 1 2 Enter 1")],
        keys in prop::collection::vec(select(SCROLLING.to_vec()), 1..60),
        size in select(vec![(80, 24), (72, 20), (100, 30), (40, 10)]),
    ) {
        let mut play = lunch().keys("2 Enter 3 Enter").keys("o Home Enter").keys(start).sized(size.0, size.1);
        let answers = |play: &Play| said(play.session())["answers"].clone();
        let before = answers(&play);
        for key in keys {
            play.press(key);
            prop_assert_eq!(&answers(&play), &before, "{:?}", play.model.place);
        }
    }

    #[test]
    fn every_screen_fits_every_size(keys in select(SCREENS.to_vec()), columns in 0_u16..130, rows in 0_u16..60, ascii: bool) {
        let mut play = lunch().keys(keys).sized(columns, rows);
        play.model.theme = Theme { color: true, ascii };
        assert_drawable(&play.model);
    }
}

/// Keys that scroll, go on, or go elsewhere: none of them says anything about an answer.
const SCROLLING: [Key; 14] = [
    Key::Enter,
    Key::Enter,
    Key::Enter,
    Key::PageDown,
    Key::PageUp,
    Key::Char(' '),
    Key::Home,
    Key::End,
    Key::Char('G'),
    Key::Char('g'),
    Key::Tab,
    Key::BackTab,
    Key::Left,
    Key::Right,
];

/// Keys to every screen.
const SCREENS: [&str; 22] = [
    "",
    "1",
    "0",
    "x",
    "n 'a note'",
    "f",
    "w",
    "?",
    "p",
    "o",
    "1 r Enter",
    "1 r Enter right",
    "1 r Enter right right",
    "1 r Enter left",
    "1 r Enter t",
    "c",
    "c f",
    "v",
    "v Enter",
    "v i 1",
    "Esc Esc",
    "v Enter 1 Enter Enter 2 Enter 2",
];

#[test]
fn help_and_quit_are_on_every_screen_that_is_no_field() {
    for keys in SCREENS {
        let mut play = lunch().keys(keys).sized(72, 20);
        play.model.sitting.file.problem = Some("the disk is full: ".repeat(20));
        play.model.notice = Some("a long notice ".repeat(30));
        let screen = play.screen();
        assert!(if play.is_typing() { screen.contains("Esc close") } else { screen.contains("q quit") }, "{keys}: {screen}");
        assert!(view::body_height(&play.model) >= 5, "{keys}: {screen}");
    }
}
