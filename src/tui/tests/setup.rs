//! Setting up: what is decided, who is here, how the team answers.

use super::kit::{Play, lunch};
use crate::session::sample::{self, id};
use crate::session::{AnswerMode, Change, Session, Vote};
use crate::sitting::{Content, FoundBallot, FoundSession, Listing};
use crate::tui::message::Effect;
use crate::tui::model::{Place, Screen};
use crate::tui::update;

/// A new session in an empty folder.
fn new() -> Play {
    let mut play = Play::on(Session::new(sample::session().shared_questionnaire(), sample::now()));
    crate::tui::update::begin(&mut play.model);
    play
}

/// The team `line` at the setup, its line of names open, the cursor at the end; all but the last have voted on "time".
fn names(line: &str) -> Play {
    let mut session = Session::new(sample::session().shared_questionnaire(), sample::now());
    let people = crate::session::parse_team(line).expect("a sound line");
    let mut changes: Vec<_> = people.iter().cloned().map(Change::AddParticipant).collect();
    changes.push(Change::OpenRound(id("time")));
    let voters = people.iter().rev().skip(1).rev();
    changes.extend(voters.map(|person| Change::Vote { name: person.name.clone(), vote: Some(Vote::Choice(id("much"))) }));
    changes.push(Change::Reveal);
    for change in changes {
        session.apply(change, sample::now()).expect("a sound change");
    }
    let mut play = Play::on(session);
    play.model.place = Place::at(Screen::Setup, 0);
    play.keys("down down Enter")
}

#[test]
fn a_new_user_types_what_is_decided_then_context_then_names() {
    let play = new().keys("'Lunch' Enter 'Friday' Enter 'Ana: legal, Bo' Enter");
    assert_eq!((play.session().title(), play.session().context(), play.people().as_str()), ("Lunch", "Friday", "Ana: legal, Bo"));
    assert!(!play.is_typing() && play.shows("› (•) together"), "{}", play.screen());
}

#[test]
fn everything_but_the_title_can_be_skipped_with_enter() {
    let play = new().keys("'Lunch' Enter Enter Enter Enter Enter Enter Enter");
    assert_eq!(play.question(), "time");
}

#[test]
fn the_title_cannot_be_skipped_with_enter() {
    let play = new().keys("Enter Enter");
    assert!(play.is_typing() && play.shows("Say first what you are deciding"), "{}", play.screen());
    let play = play.keys("Esc End Enter 'Lunch' Enter");
    assert_eq!((play.session().title(), play.session().context()), ("Lunch", ""), "{}", play.screen());
}

#[test]
fn a_session_found_is_offered_first_and_opened_with_enter() {
    let mut play = Play::on(Session::new(sample::session().shared_questionnaire(), sample::now()));
    let standing = crate::scoring::standing(&sample::session());
    let content = Some(Content { title: "Lunch".to_owned(), standing });
    play.model.found = Listing { sessions: vec![FoundSession { path: "a.weigh.json".into(), content }], more: 0 };
    crate::tui::update::begin(&mut play.model);
    assert!(play.shows("Lunch: 0 answered, 2 open (a.weigh.json)"));
    assert_eq!(play.keys("Enter").effects, [Effect::Open("a.weigh.json".into())]);
}

/// What lies in a folder with one session in it.
fn one_found() -> Listing {
    let content = Some(Content { title: "Supper".to_owned(), standing: crate::scoring::standing(lunch().session()) });
    Listing { sessions: vec![FoundSession { path: "a.weigh.json".into(), content }], more: 0 }
}

#[test]
fn p24_a_folder_that_is_slow_to_read_offers_its_sessions_as_soon_as_it_can() {
    let mut play = new();
    update::take_found(&mut play.model, Some(one_found()), Vec::new());
    assert!(!play.is_typing() && play.shows("Supper: 0 answered, 2 open"), "{}", play.screen());
    assert_eq!(play.keys("Enter").effects, [Effect::Open("a.weigh.json".into())]);
}

#[test]
fn p24_sessions_that_are_found_late_take_nothing_away_from_somebody_who_has_begun() {
    let mut play = new().keys("'Lun'");
    update::take_found(&mut play.model, Some(one_found()), Vec::new());
    let play = play.keys("'ch' Enter");
    assert_eq!(play.session().title(), "Lunch");
    assert!(play.shows("Supper: 0 answered, 2 open"), "{}", play.screen());
    // The mark also stays on its line if no field is open.
    let mut play = new().keys("'Lunch' Enter Esc");
    update::take_found(&mut play.model, Some(one_found()), Vec::new());
    let play = play.keys("Enter 'Friday' Enter");
    assert_eq!((play.session().title(), play.session().context()), ("Lunch", "Friday"));
}

#[test]
fn a_ballot_found_is_brought_in_with_enter_from_setup_and_review() {
    let mut play = lunch();
    play.model.ballots = vec![FoundBallot { path: "bo.ballot.json".into(), name: "Bo".to_owned(), merged: false }];
    let last = ["down"; 40].join(" ");
    let play = play.keys(&format!("o {last} Enter Esc {last} up Enter"));
    assert_eq!(play.effects, [Effect::Merge("bo.ballot.json".into()), Effect::Merge("bo.ballot.json".into())]);
}

#[test]
fn voting_in_turns_asks_for_names_first() {
    let play = new().keys("'Lunch' Enter Enter Enter down down Enter");
    assert_eq!(play.session().mode(), AnswerMode::InTurns);
    assert!(play.notice().contains("names"), "{}", play.notice());
}

#[test]
fn a_name_that_is_corrected_keeps_its_votes() {
    assert_eq!(names("Ana, Bo, Chi").keys("Home right right right 'bel' Enter").votes("time", 1), "Anabel much, Bo much");
}

#[test]
fn another_name_for_somebody_who_voted_is_asked_about() {
    let play = names("Ana, Bo, Chi").keys("Home Delete Delete Delete 'Eve' Enter");
    assert!(play.shows("is Ana now Eve?"), "{}", play.screen());
    let renamed = play.keys("Enter");
    assert_eq!((renamed.people().as_str(), renamed.votes("time", 1).as_str()), ("Eve, Bo, Chi", "Bo much, Eve much"));
    let added = names("Ana, Bo, Chi").keys("Home Delete Delete Delete 'Eve' Enter Esc");
    assert_eq!((added.votes("time", 1).as_str(), added.session().participants().len()), ("Ana much, Bo much", 4));
    assert_eq!(added.keys("u").people(), "Ana, Bo, Chi");
}

#[test]
fn a_role_is_added_to_a_name() {
    assert_eq!(names("Ana, Bo").keys("': product' Enter").people(), "Ana, Bo: product");
}

#[test]
fn a_person_who_has_voted_is_not_removed_and_that_is_said() {
    let play = names("Ana, Bo").keys("Home Delete Delete Delete Delete Enter");
    assert_eq!(play.people(), "Ana, Bo");
    assert_eq!(play.notice(), "Ana has voted and can be renamed, not removed");
}

#[test]
fn votes_never_pass_to_somebody_added_elsewhere_in_the_line() {
    let play = names("Ana, Bo").keys("Ctrl-U 'Bo, Chi' Enter");
    assert_eq!((play.votes("time", 1).as_str(), play.session().participants().len()), ("Ana much", 3));
    assert_eq!(play.notice(), "Ana has voted and can be renamed, not removed");
}

#[test]
fn a_person_who_has_not_voted_is_removed() {
    assert_eq!(names("Ana, Bo").keys("Backspace Backspace Backspace Backspace Enter").people(), "Ana");
}

#[test]
fn a_name_typed_into_the_middle_moves_nobodys_votes() {
    for keys in ["left left left 'Bo, '", "Ctrl-A right right right ', Bo'", "left left left left 'Bo,'"] {
        let play = names("Ana, Chi, Dee").keys(&format!("left left left left left {keys} Enter"));
        assert_eq!((play.people().as_str(), play.votes("time", 1).as_str()), ("Ana, Bo, Chi, Dee", "Ana much, Chi much"), "{keys}");
    }
}

#[test]
fn a_name_typed_before_all_others_moves_nobodys_votes() {
    let play = names("Ana, Bo").keys("Home 'Zoe, ' Enter");
    assert_eq!((play.people().as_str(), play.votes("time", 1).as_str()), ("Zoe, Ana, Bo", "Ana much"));
}

#[test]
fn names_in_another_order_keep_their_votes() {
    let play = names("Ana, Bo").keys("Ctrl-U 'Bo, Ana' Enter");
    assert_eq!(play.votes("time", 1), "Ana much");
    assert!(play.people().contains("Ana") && play.people().contains("Bo"));
}

#[test]
fn a_name_half_typed_like_another_stays_as_it_is_typed() {
    let play = names("Ana, Bo").keys("', Ana'");
    assert_eq!((play.typed().as_str(), play.people().as_str()), ("Ana, Bo, Ana", "Ana, Bo, An"));
    assert_eq!(play.notice(), "There is already somebody called Ana: add an initial");
    assert_eq!(play.keys("'bel' Enter").people(), "Ana, Bo, Anabel");
}

#[test]
fn typing_names_is_undone_in_one_step() {
    let play = names("Ana, Bo").keys("', Chi, Dee' Enter u");
    assert_eq!(play.people(), "Ana, Bo");
}

#[test]
fn a_title_too_long_to_paste_is_cut_with_word_of_it() {
    let play = new().paste(&"x".repeat(300));
    assert_eq!(play.session().title().len(), 200);
    assert!(play.notice().contains("200"), "{}", play.notice());
}

#[test]
fn esc_at_the_top_never_quits() {
    let play = new().keys("Esc Esc Esc");
    assert!(play.effects.is_empty());
    assert_eq!(play.notice(), "This is the top: q leaves, everything is saved");
}

#[test]
fn q_leaves_and_ctrl_c_leaves_even_from_a_field() {
    assert_eq!(new().keys("Esc q").effects, [Effect::Leave { interrupted: false }]);
    assert_eq!(new().keys("'q' Ctrl-C").effects, [Effect::Leave { interrupted: true }]);
}

#[test]
fn leaving_unsaved_asks_first_and_offers_another_file() {
    let mut play = lunch();
    play.model.sitting.file.problem = Some("the disk is full".to_owned());
    let play = play.keys("q");
    assert!(play.effects.is_empty() && play.shows("the disk is full"));
    assert_eq!(play.keys("Esc q Enter '/tmp/x.json' Enter").effects, [Effect::SaveAs("/tmp/x.json".into())]);
}

#[test]
fn once_everything_is_saved_leaving_is_no_longer_asked_about() {
    let mut play = lunch();
    play.model.sitting.file.problem = Some("the disk is full".to_owned());
    play = play.keys("q");
    play.model.sitting.file.problem = None;
    update::saved_again(&mut play.model);
    assert!(!play.shows("not on the disk") && play.notice().contains("Saved again"));
}
