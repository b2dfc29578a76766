//! Ballot codes on the screens, and the line that writes the ballot page.

use super::kit::{Play, lunch, team};
use crate::session::AnswerMode;
use crate::session::ballot::Ballot;
use crate::session::sample::id;
use crate::tui::message::Effect;
use crate::tui::model::{Panel, Screen};

/// Ana's code for the small questionnaire: an hour, and a guest pays.
fn code(play: &Play, digits: &str) -> String {
    let coded = Ballot::from_code(play.session(), "Ana", digits).expect("votes without check characters");
    coded.ballot.code(play.session().questionnaire()).expect("so small a questionnaire has codes")
}

#[test]
fn b_takes_a_name_and_a_code_and_shows_the_votes() {
    let play = lunch();
    let code = code(&play, "23");
    let play = play.keys(&format!("b b 'an' Enter '{code}' Enter"));
    assert_eq!(play.notice(), "Brought in: Ana, 2 questions. u undoes it");
    assert!(matches!(play.model.place.screen, Screen::Reveal(_)) && !play.is_typing());
    assert_eq!(play.votes("money", 1), "Ana guest");
    assert!(play.keys("u").session().votes(&id("money")).is_none());
}

#[test]
fn a_name_that_is_not_in_the_list_is_refused_and_stays_to_be_corrected() {
    let play = lunch().keys("b b 'Chi' Enter");
    assert_eq!((play.notice(), play.typed()), ("A code counts under a name from the list: Ana and Bo", "Chi".to_owned()));
}

#[test]
fn a_wrong_code_is_explained_and_stays_to_be_corrected() {
    let play = lunch();
    let wrong = code(&play, "23").replace('2', "1");
    let play = play.keys(&format!("b b 'Ana' Enter '{wrong}' Enter"));
    assert!(play.notice().contains("a slip in the code") && play.notice().contains("another edition"), "{}", play.notice());
    assert!(play.notice().contains("under another name"), "{}", play.notice());
    assert_eq!(play.typed(), wrong);
    assert!(play.session().votes(&id("money")).is_none());
}

#[test]
fn a_code_of_somebody_else_is_refused() {
    let play = lunch();
    let code = code(&play, "23");
    let play = play.keys(&format!("b b 'Bo' Enter '{code}' Enter"));
    assert!(play.notice().starts_with("Bo's code: the check characters do not fit Bo"), "{}", play.notice());
}

#[test]
fn a_code_without_check_characters_is_read_back_and_counts_after_enter() {
    let play = lunch().keys("b b 'Ana' Enter '2-' Enter");
    assert!(play.shows("Read this to Ana") && play.shows("2: An hour or more") && play.shows("(no vote)"), "{}", play.screen());
    assert!(play.session().votes(&id("time")).is_none(), "nothing counts before Enter");
    let play = play.keys("Enter");
    assert_eq!(play.notice(), "Brought in: Ana, 1 question. u undoes it");
}

#[test]
fn what_is_read_back_and_not_right_is_not_brought_in() {
    let play = lunch().keys("b b 'Ana' Enter '2-' Enter Esc");
    assert_eq!(play.notice(), "Nothing was brought in: ask for the code again");
    assert!(play.model.panel.is_none() && play.session().votes(&id("time")).is_none());
}

#[test]
fn enter_brings_votes_in_only_once_the_last_one_has_been_on_the_screen() {
    let mut play = team("Ana Bo", AnswerMode::Together).sized(80, 24);
    let questions = play.session().questionnaire().questions().len();
    play = play.keys(&format!("b b 'Ana' Enter '{}' Enter", "1".repeat(questions)));
    let last = format!("{questions}. ");
    let mut pressed = 0;
    while !play.shows(&last) {
        assert!(matches!(play.model.panel, Some(Panel::ReadBack(..))), "{}", play.screen());
        play = play.keys("Enter");
        pressed += 1;
    }
    assert!(pressed > 0 && play.session().votes(&id("data")).is_none());
    while matches!(play.model.panel, Some(Panel::ReadBack(..))) {
        play = play.keys("Enter");
    }
    assert!(play.notice().starts_with("Brought in: Ana"), "{}", play.notice());
}

#[test]
fn a_code_comes_in_while_the_keyboard_is_handed_over_and_the_round_goes_on() {
    let play = lunch().keys("v Enter 1 Enter");
    let code = code(&play, "23");
    let play = play.keys(&format!("b b 'Ana' Enter '{code}' Enter"));
    assert_eq!((play.turn(), play.votes("money", 1)), ("Bo", "Ana guest".to_owned()));
    assert_eq!(play.session().round().map(|round| round.votes.len()), Some(1));
}

#[test]
fn esc_leaves_the_code_alone() {
    let play = lunch().keys("b b 'Ana' Enter '23' Esc");
    assert!(play.model.panel.is_none() && play.session().votes(&id("time")).is_none());
}

#[test]
fn where_nothing_can_be_changed_no_code_is_asked_for() {
    let mut play = lunch();
    play.model.sitting.file.read_only = Some("it is an example".to_owned());
    let play = play.keys("b b");
    assert_eq!((play.notice(), play.is_typing()), ("Nothing can be changed here: it is an example", false));
}

#[test]
fn setup_and_review_offer_the_ballot_page() {
    for place in ["o", "o Esc"] {
        let mut play = lunch().keys(place);
        assert!(play.shows("Ballot page"), "{}", play.screen());
        for _ in 0..20 {
            play = play.keys("down");
            if play.screen().lines().any(|line| line.contains("Ballot page") && line.contains('›')) {
                break;
            }
        }
        assert_eq!(play.keys("Enter").effects, [Effect::WritePage]);
    }
    assert!(!Play::ballot(lunch().session().clone(), "Ana").keys("o").shows("Ballot page"));
}
