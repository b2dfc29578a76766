//! The numbers behind an answer.

use super::kit::{Play, lunch};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::worksheet::Range;
use crate::session::{Session, sample};
use crate::tui::model::{Panel, Screen};

fn figure(play: &Play, input: &str) -> Option<Range> {
    play.session().figure_set(&sample::id("bill"), input)
}

fn range(low: f64, high: f64) -> Option<Range> {
    Range::new(low, high)
}

#[test]
fn the_key_is_offered_on_a_question_with_a_worksheet_only() {
    assert!(lunch().shows("$ numbers"));
    let play = lunch().at("money");
    assert!(!play.shows("$ numbers"));
    let play = play.keys("$");
    assert_eq!(play.notice(), "This question has no worksheet");
}

#[test]
fn a_digit_takes_the_place_of_the_number_and_every_key_counts_at_once() {
    let play = lunch().keys("$ down '1'");
    assert_eq!(figure(&play, "price"), range(1.0, 1.0));
    let play = play.keys("'5 to 2'");
    assert_eq!(figure(&play, "price"), range(2.0, 15.0));
    let play = play.keys("'0'");
    assert_eq!(figure(&play, "price"), range(15.0, 20.0));
    assert!(play.shows("All meals"), "{}", play.screen());
    assert!(play.shows("-80 to 400"), "{}", play.screen());
}

#[test]
fn enter_goes_on_to_the_next_number_and_esc_back_to_the_question() {
    let play = lunch().keys("$ '8' Enter '14' Enter Esc");
    assert_eq!((figure(&play, "people"), figure(&play, "price")), (range(8.0, 8.0), range(14.0, 14.0)));
    assert_eq!(play.question(), "time");
    assert!(play.shows("This points to choice 2"), "{}", play.screen());
    assert_eq!(play.answer("time"), "open", "a worksheet suggests and never answers");
}

#[test]
fn a_number_is_one_step_that_can_be_taken_back_on_the_worksheet() {
    let play = lunch().keys("$ '8' Enter '14' Enter u");
    assert_eq!((figure(&play, "people"), figure(&play, "price")), (range(8.0, 8.0), None));
    assert!(matches!(play.model.place.screen, Screen::Worksheet { .. }));
    assert_eq!(play.notice(), "Undone: number for A meal");
    let play = play.keys("Ctrl-R u u");
    assert_eq!(figure(&play, "people"), None);
}

#[test]
fn delete_brings_the_questionnaires_own_number_back() {
    let play = lunch().keys("$ '8' Enter up Delete");
    assert_eq!(figure(&play, "people"), None);
    assert_eq!(figure(&play.keys("u"), "people"), range(8.0, 8.0));
}

#[test]
fn what_cannot_be_read_is_said_when_the_number_is_left_and_what_could_be_read_before_counts() {
    let play = lunch().keys("$ '8' ' people' Enter");
    assert!(play.is_typing() && play.shows("is no number that can be read"), "{}", play.screen());
    assert_eq!(figure(&play, "people"), range(8.0, 8.0));
    assert!(!play.keys("Esc").is_typing());
}

#[test]
fn how_a_number_was_read_stands_behind_it() {
    assert!(lunch().keys("$ '2 to 3k'").shows("= 2,000 to 3,000"));
}

#[test]
fn an_empty_field_lets_the_questionnaires_own_number_count() {
    let play = lunch().keys("$ '8' Backspace");
    assert_eq!(figure(&play, "people"), None);
}

#[test]
fn nothing_is_typed_into_a_session_that_cannot_be_changed() {
    let mut play = lunch();
    play.model.sitting.file.read_only = Some("it is in use".to_owned());
    let play = play.keys("$ 8");
    assert!(play.model.panel.is_none() && play.shows("What does it cost?"));
    assert_eq!(play.notice(), "Nothing can be changed here: it is in use");
}

#[test]
fn a_ballot_shows_the_worksheet_that_the_team_has_filled_in_and_changes_nothing() {
    let empty = Play::ballot(lunch().session().clone(), "Ana");
    assert!(!empty.shows("$ numbers"));
    let filled = lunch().keys("$ '8' Enter Esc");
    let play = Play::ballot(filled.session().clone(), "Ana").keys("$ 9");
    assert!(play.shows("What does it cost?") && play.model.panel.is_none(), "{}", play.screen());
    assert_eq!(figure(&play, "people"), range(8.0, 8.0));
}

#[test]
fn right_and_left_lead_through_the_worksheets_of_a_question() {
    let mut file: serde_json::Value = serde_json::from_str(lunch().session().questionnaire().source()).expect("JSON");
    let mut sheet = file["worksheets"][0].clone();
    (sheet["id"], sheet["title"]) = ("wine".into(), "And the wine?".into());
    file["worksheets"].as_array_mut().expect("a list").push(sheet);
    let questionnaire = Questionnaire::parse(file.to_string().as_bytes()).expect("a sound questionnaire");
    let play = Play::on(Session::new(questionnaire.into(), sample::now())).at("time").keys("$");
    assert!(play.shows("What does it cost?") && play.shows("next sheet"));
    let play = play.keys("right '7'");
    assert!(play.shows("And the wine?") && play.session().is_filled_in(&sample::id("wine")), "{}", play.screen());
    assert!(play.keys("Enter left").shows("What does it cost?"));
    assert!(!lunch().keys("$").shows("next sheet"));
}

#[test]
fn help_and_why_come_back_to_the_worksheet() {
    let play = lunch().keys("$ down ? Esc w");
    assert!(matches!(play.model.panel, Some(Panel::Why(..))));
    let play = play.keys("Esc");
    assert!(matches!(play.model.place.screen, Screen::Worksheet { .. }) && play.model.place.cursor.item == Some(1));
}
