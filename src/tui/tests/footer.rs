//! The last row: a few keys that matter, and always the way back.

use super::kit::{Play, draw, rows};
use super::screens::{SHOTS, Shot};
use crate::tui::model::Mode;

/// From the smallest window to one wider than what is drawn.
const SIZES: [(u16, u16); 5] = [(72, 20), (80, 24), (100, 30), (120, 40), (211, 70)];

/// Every screen at every size.
fn everywhere() -> impl Iterator<Item = (&'static Shot, Play)> {
    let plays = |shot: &'static Shot| SIZES.map(|(columns, rows)| (shot, shot.play().sized(columns, rows)));
    SHOTS.iter().flat_map(plays)
}

/// The keys of the last row, each with its meaning.
fn keys(play: &Play) -> Vec<String> {
    let drawn = rows(&draw(&play.model));
    let last = drawn.last().expect("a window has rows");
    last.split("  ").map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

fn is_reading(mode: Mode) -> bool {
    matches!(mode, Mode::Field | Mode::Prompt | Mode::Venue | Mode::Reading | Mode::ReadBack)
}

#[test]
fn at_most_six_commands_besides_the_help_stand_in_the_last_row_and_the_most_useful_is_one() {
    for (shot, play) in everywhere() {
        let keys = keys(&play);
        let others = keys.iter().filter(|key| *key != "? help").count();
        assert!((1..=6).contains(&others), "{} at {:?}: {keys:?}", shot.name, play.model.size);
        let is_typing = matches!(play.model.mode(), Mode::Field | Mode::Prompt | Mode::Venue);
        assert_eq!(keys.ends_with(&["? help".to_owned(), "q quit".to_owned()]), !is_typing, "{}: {keys:?}", shot.name);
    }
}

#[test]
fn whatever_can_be_undone_has_its_key_in_the_last_row() {
    for (shot, play) in everywhere().filter(|(_, play)| !is_reading(play.model.mode())) {
        let keys = keys(&play);
        let shows = keys.iter().any(|key| key.starts_with("u "));
        assert_eq!(shows, play.model.can_undo() && play.model.can_edit(), "{} at {:?}: {keys:?}", shot.name, play.model.size);
    }
}

#[test]
fn not_knowing_and_not_applying_are_seen_on_every_question_however_small_the_window() {
    for (shot, play) in everywhere().filter(|(_, play)| matches!(play.model.mode(), Mode::Question | Mode::Reveal)) {
        let screen = play.screen();
        assert!(["0 (", "x ("].iter().all(|key| screen.contains(key)) || play.model.is_ballot(), "{}:\n{screen}", shot.name);
    }
}

#[test]
fn counts_and_minutes_are_seen_on_every_screen() {
    for (shot, mut play) in everywhere() {
        play.model.minutes = 27;
        let drawn = rows(&draw(&play.model));
        let header = drawn.first().expect("a window has rows");
        assert!(header.contains("answered") && header.ends_with(" 27 min"), "{}: {header}", shot.name);
    }
}

#[test]
fn section_and_place_in_the_walk_are_seen_on_every_screen_of_a_question() {
    let asks = |mode| matches!(mode, Mode::Question | Mode::Reveal | Mode::HandOver | Mode::Booth | Mode::CallOut);
    for (shot, play) in everywhere().filter(|(_, play)| asks(play.model.mode())) {
        let place = format!(" of {} ", play.model.sitting.walk().len());
        assert!(play.shows(&place), "{}:\n{}", shot.name, play.screen());
    }
}
