//! Wide windows: two pages side by side, and the map of a team that does not fit.

use super::kit::{Play, draw, lunch, rows, team};
use crate::demo;
use crate::session::sample::now;
use crate::session::{AnswerMode, Change, Vote};
use crate::tui::model::{Cursor, Place, Screen, Tab};
use crate::tui::{update, view};

fn example(tab: Tab) -> Play {
    let mut play = Play::on(demo::session());
    update::begin(&mut play.model);
    play.model.place = Place::new(Screen::Result(tab));
    play
}

/// How many rows of the body hold more than a blank.
fn filled(play: &Play) -> usize {
    let drawn = rows(&draw(&play.model));
    drawn.iter().skip(2).take(view::body_height(&play.model)).filter(|row| !row.trim_matches([' ', '│']).is_empty()).count()
}

#[test]
fn from_120_columns_on_the_next_view_of_the_result_stands_beside_the_first() {
    let play = example(Tab::Overview).sized(120, 40);
    assert!(play.shows("Open weights at a specialist host  ") && play.shows("What sets") && filled(&play) > 25, "{}", play.screen());
    assert!(!play.sized(119, 40).shows("What sets"));
}

#[test]
fn right_leads_from_view_to_view_in_a_wide_window_too() {
    let mut play = example(Tab::Overview).sized(120, 40);
    for tab in Tab::ALL.into_iter().skip(1) {
        play = play.keys("right");
        assert!(play.shows(&format!("[{}]", tab.label())), "{}", play.screen());
    }
    assert!(play.shows("Decided") && play.shows("clearly:"), "the last stands beside the first:\n{}", play.screen());
}

#[test]
fn the_mark_is_in_the_left_page_and_moves_as_in_a_narrow_window() {
    let marked = |columns| {
        let play = example(Tab::Overview).sized(columns, 40).keys("down down Enter");
        play.question().to_owned()
    };
    assert_eq!(marked(120), marked(100));
}

#[test]
fn the_evidence_stands_beside_a_question_and_what_the_answer_does_once_it_is_given() {
    let play = team("Ana Bo", AnswerMode::Together).sized(120, 40);
    assert!(play.shows("Evidence") && play.shows("What an answer does to each alternative") && !play.shows("What this answer does"));
    let play = play.keys("2");
    assert!(play.shows("What this answer does") && play.shows("Evidence"), "{}", play.screen());
}

#[test]
fn a_note_is_typed_beside_the_evidence() {
    let play = team("Ana Bo", AnswerMode::Together).sized(120, 40).keys("n 'seen while typing'");
    assert!(play.shows("seen while typing") && play.shows("Evidence"), "{}", play.screen());
}

#[test]
fn the_review_says_all_of_the_marked_question_beside_the_list() {
    let play = lunch().keys("1 n 'Only on Fridays' Enter o").sized(120, 40);
    assert!(play.shows("Note        Only on Fridays"), "{}", play.screen());
}

/// Fifty people; all except the last vote on the first question.
fn fifty() -> Play {
    let names: Vec<String> = (1..=50).map(|number| format!("P{number:02}")).collect();
    let mut play = team(&names.join(" "), AnswerMode::Together);
    let question = play.model.place.question().expect("a question").clone();
    let choices: Vec<_> = play.model.question().expect("a question").choices.iter().map(|choice| choice.id.clone()).collect();
    let mut session = play.session().clone();
    let vote = |(place, name): (usize, &String)| Change::Vote {
        name: name.clone(),
        vote: Some(Vote::Choice(choices[place % choices.len()].clone())),
    };
    let votes = names.iter().enumerate().take(49).map(vote);
    for change in [Change::OpenRound(question)].into_iter().chain(votes).chain([Change::Reveal]) {
        session.apply(change, now()).expect("a sound change");
    }
    play.model.sitting.replace("votes", session);
    play.model.place = Place::new(Screen::Result(Tab::Team));
    play.sized(80, 24)
}

#[test]
fn the_map_of_a_team_scrolls_sideways_to_everybody_and_back() {
    let mut play = fifty();
    assert!(play.shows("P01") && !play.shows("P50") && play.shows("of 50 people"), "{}", play.screen());
    let mut seen = play.screen();
    for _ in 0..50 {
        play = play.keys(">");
        seen += &play.screen();
    }
    assert!(play.shows("P50") && play.shows(" · "), "{}", play.screen());
    assert!((1..=50).all(|number| seen.contains(&format!("P{number:02}"))));
    assert_eq!(play.keys(&"< ".repeat(50)).model.place.cursor, Cursor::default());
}

#[test]
fn the_map_says_who_is_with_the_team_who_against_it_and_who_did_not_vote() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter 1").keys("r Enter right right right right right");
    let row = |play: &Play| play.screen().lines().find(|line| line.contains("Time")).expect("a row for the question").to_owned();
    assert!(row(&play).contains("1●") && row(&play).contains("2✗") && row(&play).contains("dissent"), "{}", play.screen());
    let open = lunch().keys("v Enter 1 Enter R r Enter right right right right right");
    assert!(open.shows("Nobody has voted") || row(&open).contains("1○") && row(&open).contains('·'), "{}", open.screen());
}

#[test]
fn the_result_stands_beside_the_decision() {
    let mut play = Play::on(demo::session()).sized(120, 40);
    play.model.place = Place::new(Screen::Review);
    let play = play.keys("c right");
    assert!(play.shows("What have you decided?") && play.shows("Hinges on"), "{}", play.screen());
}
