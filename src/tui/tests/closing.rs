//! The close, step by step.

use super::kit::{Play, lunch, team};
use crate::demo;
use crate::session::{AnswerMode, Status};
use crate::tui::message::Effect;
use crate::tui::model::{Closing, Place, Screen};

fn example(step: Closing) -> Play {
    let mut play = Play::on(demo::session());
    play.model.place = Place::new(Screen::Review);
    let rights = "right ".repeat(step.number() - 1);
    play.keys(&format!("c {rights}"))
}

fn step(play: &Play) -> Option<Closing> {
    match play.model.place.screen {
        Screen::Close(step) => Some(step),
        _ => None,
    }
}

fn confidence(play: &Play) -> String {
    play.session().confidence().iter().map(|(name, points)| format!("{name} {points}")).collect::<Vec<_>>().join(", ")
}

#[test]
fn digits_say_how_sure_everyone_is_in_the_order_of_the_list() {
    let play = team("Ana Bo Chi", AnswerMode::Together).keys("c 4 2 5");
    assert_eq!(confidence(&play), "Ana 4, Bo 2, Chi 5");
    assert!(play.notice().contains("Enter goes on"), "{}", play.notice());
}

#[test]
fn the_decision_starts_on_what_is_recommended_and_enter_takes_it() {
    let mut play = example(Closing::Decision);
    let pick = play.model.assessment().verdict.pick.clone();
    assert!(pick.is_some());
    play = play.keys("Enter");
    assert_eq!((play.session().decision().and_then(|decision| decision.alternative.clone()), step(&play)), (pick, Some(Closing::Status)));
}

#[test]
fn a_decision_that_differs_from_the_result_asks_why_and_goes_on_from_there() {
    let mut play = example(Closing::Decision);
    let decision = crate::session::Decision::default();
    assert!(play.model.change("decision", crate::session::Change::Decide(decision)));
    play = play.keys("1");
    assert!(play.is_typing(), "the reason is asked for");
    play = play.keys("'Our contract' Enter");
    assert_eq!(play.session().decision().map(|decision| decision.reason.as_str()), Some("Our contract"));
    assert_eq!(step(&play), Some(Closing::Status));
}

#[test]
fn a_date_typed_behind_the_status_is_a_date_and_never_a_vote() {
    let before = confidence(&example(Closing::Status));
    let play = example(Closing::Status).keys("2 Ctrl-U '2027-06-01' Enter");
    let decision = play.session().decision().expect("a decision");
    assert_eq!((decision.status, decision.revisit.map(|date| date.to_string())), (Status::Accepted, Some("2027-06-01".to_owned())));
    assert_eq!((confidence(&play), step(&play)), (before, Some(Closing::FollowUps)));
}

#[test]
fn enter_leads_from_the_first_step_to_the_record() {
    let mut play = team("Ana Bo", AnswerMode::Together).keys("c 4 3");
    for wanted in [Closing::Confidence, Closing::Decision, Closing::Status] {
        assert_eq!(step(&play), Some(wanted));
        play = play.keys("Enter");
        while play.is_typing() {
            play = play.keys("Enter");
        }
    }
    assert_eq!(step(&play), Some(Closing::FollowUps));
    play = play.keys("Enter Enter");
    assert_eq!((step(&play), play.effects.last()), (Some(Closing::CheckList), Some(&Effect::Export { page: false })));
}

#[test]
fn the_check_list_writes_the_record_as_a_web_page_too() {
    let play = lunch().keys("c right right right right");
    assert!(
        play.shows("[ Write the record ]") && play.shows("[ As a web page too ]") && play.shows("E as a web page too"),
        "{}",
        play.screen()
    );
    let play = play.keys("down Enter E");
    assert_eq!(play.effects, [Effect::Export { page: true }, Effect::Export { page: true }]);
}
