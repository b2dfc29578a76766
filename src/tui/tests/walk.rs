//! From screen to screen: the walk, visits, ballots, what-if, the close.

use super::kit::{Play, lunch, team};
use crate::session::ballot::{self, Ballot};
use crate::session::sample::{id, now};
use crate::session::{AnswerMode, Change, Session, Vote};
use crate::tui::model::{Place, Screen, Tab};
use crate::tui::update;

/// A session from ballots: Ana and Bo agree on the first question, differ on the second, and left the others open.
fn from_ballots() -> Play {
    let play = team("Ana Bo", AnswerMode::FromBallots);
    let ballots = [("Ana", 0), ("Bo", 1)].map(|(name, second)| {
        let mut ballot = Ballot::new(play.session(), name, None).expect("a sound name");
        for (question, place) in play.session().questionnaire().questions().iter().zip([0, second]) {
            let vote = Vote::Choice(question.choices[place].id.clone());
            ballot.vote(play.session().questionnaire(), &question.id, Some(vote)).expect("a sound vote");
        }
        ballot
    });
    let mut play = play;
    let merged = ballot::merge(play.session(), &ballots, now()).expect("sound ballots").session;
    play.model.sitting.replace("ballots", merged);
    update::begin(&mut play.model);
    play
}

fn chosen(play: &Play, question: &str, place: usize) -> bool {
    let asked = play.session().questionnaire().question(&id(question)).expect("a known question");
    play.session().chosen(&asked.id) == Some(&asked.choices[place].id)
}

fn is_review(play: &Play) -> bool {
    matches!(play.model.place.screen, Screen::Review)
}

#[test]
fn the_walk_leads_from_setup_over_priorities_and_questions_to_review_result_and_close() {
    use crate::tui::keymap::Mode::{Alternatives, Close, Priorities, Question, Result, Review, Setup};
    let mut play = lunch().keys("left left left");
    assert!(matches!(play.model.place.screen, Screen::Setup));
    let mut names = Vec::new();
    for _ in 0..13 {
        names.push(play.model.place.screen.mode());
        play = play.keys("right");
    }
    assert_eq!(
        names,
        [Setup, Alternatives, Priorities, Question, Question, Review, Result, Result, Result, Result, Result, Result, Result]
    );
    assert_eq!(play.model.place.screen.mode(), Close);
}

#[test]
fn the_walk_leads_back_the_same_way() {
    let play = lunch().keys("c left left left left left left left left left left");
    assert!(matches!(play.model.place.screen, Screen::Question(_)) && play.question() == "time");
    assert!(matches!(play.keys("left left left left").model.place.screen, Screen::Setup));
}

#[test]
fn a_session_begun_opens_at_its_first_open_question_and_a_finished_one_at_the_review() {
    let opened = |keys| {
        let mut play = Play::on(lunch().keys(keys).session().clone());
        update::begin(&mut play.model);
        play
    };
    assert_eq!(opened("1").question(), "money");
    assert!(is_review(&opened("1 Enter 0 Enter")));
}

#[test]
fn esc_goes_up_to_review_and_setup_and_no_further() {
    let play = lunch().keys("Esc");
    assert!(is_review(&play));
    let play = play.keys("Esc");
    assert!(matches!(play.model.place.screen, Screen::Setup));
    assert!(play.keys("Esc").effects.is_empty());
}

#[test]
fn the_review_marks_the_question_just_left() {
    assert_eq!(lunch().keys("Enter o Enter").question(), "money");
}

#[test]
fn a_question_opened_from_the_review_leads_back_to_its_line() {
    let play = lunch().keys("o Enter 2 Enter");
    assert!(is_review(&play) && play.answer("time") == "much");
    assert_eq!(play.keys("Enter").question(), "time");
}

#[test]
fn a_question_opened_from_the_result_leads_back_to_its_view_and_says_what_moved() {
    let play = lunch().keys("2 Enter 2 r right down Enter");
    assert_eq!(play.question(), "time", "{}", play.screen());
    let play = play.keys("1 Esc");
    assert!(matches!(play.model.place.screen, Screen::Result(Tab::Why)));
    assert!(!play.notice().is_empty());
}

#[test]
fn a_visit_is_over_once_another_screen_is_chosen() {
    let play = lunch().keys("2 r Enter right down Enter p Enter Enter");
    assert_eq!(play.question(), "money");
}

#[test]
fn a_vote_on_a_visit_leads_back_to_where_the_visit_began() {
    let play = lunch().keys("o Enter v Enter 1 Enter Enter 2 Enter Enter");
    assert!(is_review(&play), "{}", play.screen());
}

#[test]
fn why_opens_over_a_question_and_closes_again() {
    let play = lunch().keys("w");
    assert!(play.shows("What to look up") && play.shows("The calendar."));
    assert!(play.keys("w").shows("1 ( )"));
}

#[test]
fn help_lists_the_keys_of_the_screen_behind_it() {
    let play = lunch().keys("?");
    assert!(play.shows("we don't know yet") && !play.shows("show the votes"), "{}", play.screen());
    assert_eq!(play.keys("Esc").question(), "time");
}

#[test]
fn the_first_screen_after_the_setup_are_the_priorities() {
    let mut session = lunch().session().clone();
    session.apply(Change::Title("Lunch".to_owned()), now()).expect("a title");
    let mut play = Play::on(session);
    play.model.place = Place::at(Screen::Setup, 0);
    let last = ["down"; 20].join(" ");
    assert!(matches!(play.keys(&format!("{last} Enter Enter")).model.place.screen, Screen::Priorities));
}

#[test]
fn from_ballots_the_walk_begins_with_what_ballots_differ_on() {
    let play = from_ballots();
    assert_eq!(play.model.sitting.walk().iter().map(|question| question.id.as_str()).next(), Some("law"));
    assert_eq!(play.model.sitting.walk().last().map(|question| question.id.as_str()), Some("data"));
}

#[test]
fn what_all_ballots_agree_on_is_confirmed_in_one_screen_at_the_end_of_the_walk() {
    let mut play = from_ballots().keys("p Enter");
    assert_eq!(play.question(), "law");
    for _ in 0..19 {
        play = play.keys("right");
    }
    assert!(matches!(play.model.place.screen, Screen::Agreed) && play.shows("All votes agree on 1 question"), "{}", play.screen());
    let play = play.keys("Enter");
    assert!(is_review(&play) && chosen(&play, "data", 0), "{}", play.notice());
    assert_eq!(play.answer("law"), "open");
    assert_eq!(play.keys("u").answer("data"), "open");
}

#[test]
fn what_is_tried_in_a_what_if_is_saved_nowhere_and_dropped_with_esc() {
    let play = lunch().keys("2 Enter 2 r t 1");
    assert!(chosen(&play, "time", 0) && play.shows("WHAT IF"));
    assert_eq!(play.model.sitting.to_save().0.chosen(&id("time")).map(crate::questionnaire::Id::as_str), Some("much"));
    let play = play.keys("+ Esc");
    assert!(chosen(&play, "time", 1) && !play.session().importance_changed(&id("time")));
    assert!(matches!(play.model.place.screen, Screen::Result(_)));
}

#[test]
fn before_the_result_of_open_questions_it_is_said_once_that_changes_are_noted() {
    let play = lunch().keys("2 r");
    assert!(play.shows("1 question is open. From now on changed answers are noted in the record."), "{}", play.screen());
    assert!(play.session().result_seen().is_none());
    let play = play.keys("Esc");
    assert!(play.question() == "time" && play.session().result_seen().is_none());
    let play = play.keys("r Enter");
    assert!(matches!(play.model.place.screen, Screen::Result(_)) && play.session().result_seen().is_some());
    assert!(matches!(play.keys("o r").model.place.screen, Screen::Result(_)), "once");
    assert!(matches!(lunch().keys("2 Enter 2 r").model.place.screen, Screen::Result(_)), "not if nothing is open");
    assert!(lunch().keys("r").session().result_seen().is_none(), "without a ranking nothing is seen");
}

#[test]
fn what_is_kept_of_a_what_if_is_logged_and_undone_in_one_step() {
    let play = lunch().keys("2 Enter 2 r t 1 - s");
    assert!(chosen(&play, "time", 0) && play.session().importance_changed(&id("time")));
    assert_eq!(play.session().log().len(), 2);
    let play = play.keys("u");
    assert!(chosen(&play, "time", 1) && !play.session().importance_changed(&id("time")));
}

#[test]
fn undo_inside_a_what_if_ends_where_the_what_if_began() {
    let play = lunch().keys("2 Enter 2 r t 1 u u u");
    assert!(chosen(&play, "time", 1));
    assert_eq!(play.keys("Esc u").answer("money"), "open");
}

#[test]
fn the_close_records_the_decision_its_status_and_its_reason() {
    let play = lunch().keys("2 Enter 2 c right 2");
    let named = |play: &Play| play.session().decision().and_then(|decision| decision.alternative.clone()).map(|it| it.to_string());
    assert_eq!(named(&play).as_deref(), Some("bistro"), "{}", play.screen());
    let leads_on = if play.is_typing() { "'it is near' Enter" } else { "left End Enter 'it is near' Enter" };
    let play = play.keys(leads_on);
    let play = play.keys("2 '2027-05-23' Enter");
    let decision = play.session().decision().expect("decided");
    assert_eq!((decision.status.label(), decision.reason.as_str()), ("accepted", "it is near"));
    assert_eq!(decision.revisit.map(|day| day.to_string()).as_deref(), Some("2027-05-23"));
    assert_eq!(named(&play.keys("u u u u")), None);
}

#[test]
fn confidence_goes_from_1_to_5_and_is_taken_back_with_delete() {
    let play = lunch().keys("2 c 9");
    assert_eq!((play.session().confidence().len(), play.notice()), (0, "Confidence goes from 1 to 5"));
    assert_eq!(play.keys("4 2 Delete").session().confidence().len(), 1);
}

#[test]
fn follow_ups_are_added_marked_as_done_edited_and_removed_on_the_close() {
    let play = lunch().keys("c right right right f 'book a table' Enter 'Bo' Enter Enter");
    assert_eq!(play.follow_ups(), ["book a table / Bo / "]);
    let marked = ["down"; 40].join(" ") + " up up";
    let play = play.keys(&format!("{marked} m"));
    assert!(play.session().follow_ups()[0].done, "{}", play.screen());
    let play = play.keys("Enter '!' Esc");
    assert_eq!(play.follow_ups(), ["book a table! / Bo / "]);
    assert!(play.session().follow_ups()[0].done);
    assert!(play.keys("Delete").follow_ups().is_empty());
}

#[test]
fn export_and_copy_are_asked_of_the_world() {
    use crate::tui::message::Effect;
    let play = lunch().keys("2 r Enter e y");
    assert!(
        matches!(play.effects.as_slice(), [Effect::Export { page: false }, Effect::Copy(summary)] if summary.lines().count() == 6),
        "{:?}",
        play.effects
    );
}

/// Ana fills in a ballot.
fn ballot() -> Play {
    Play::ballot(Session::new(lunch().session().shared_questionnaire(), now()), "Ana")
}

#[test]
fn a_ballot_begins_with_the_first_question_and_ends_with_the_review() {
    let play = ballot();
    assert_eq!(play.question(), "time");
    let play = play.keys("1 Enter 0 Enter");
    assert!(is_review(&play) && play.answer("money") == "unknown" && !play.is_typing(), "{}", play.screen());
}

#[test]
fn a_ballot_shows_no_result_no_effects_and_takes_nothing_but_votes_and_notes() {
    for keys in [
        "x",
        "v",
        "r",
        "c",
        "+",
        "-",
        "a",
        "l",
        "f 'a'",
        "p",
        "o r",
        "o c",
        "o p",
        "o right",
        "left left left",
        "Esc Esc Esc",
        "o e",
        "o y",
    ] {
        let play = ballot().keys("1").keys(keys);
        assert_eq!(play.answer("time"), "little", "{keys}");
        assert_eq!(play.session().participants().len() + play.session().follow_ups().len(), 0, "{keys}");
        assert!(matches!(play.model.place.screen, Screen::Question(_) | Screen::Review), "{keys}");
        assert!(play.effects.is_empty() && !play.shows("It is next door."), "{keys}");
        assert!(!play.shows("follow-up") && !play.shows("r result"), "{keys}: {}", play.screen());
    }
}

#[test]
fn a_ballot_takes_notes() {
    assert_eq!(ballot().keys("n 'as far as I know' Esc").note("time"), "as far as I know");
}

#[test]
fn a_question_left_out_is_asked_only_where_it_holds_a_hard_limit() {
    let mut play = lunch();
    for question in ["time", "money"] {
        assert!(play.model.change("importance", Change::Importance(id(question), crate::questionnaire::Importance::LeaveOut)));
    }
    let play = play.keys("p Enter");
    assert_eq!(play.question(), "time");
    assert!(is_review(&play.keys("Enter")));
}

#[test]
fn after_the_last_question_enter_leads_over_the_review_to_the_result() {
    let play = lunch().keys("1 Enter 2 Enter");
    assert!(is_review(&play) && play.shows("› All answered: Enter shows the result"), "{}", play.screen());
    assert!(matches!(play.keys("Enter").model.place.screen, Screen::Result(Tab::Overview)));
}

#[test]
fn the_first_row_of_the_review_leads_through_what_is_open() {
    let play = lunch().keys("Enter Enter");
    assert!(play.shows("› 2 open: Enter goes to Time"), "{}", play.screen());
    let play = play.keys("Enter 1 Enter");
    assert!(play.shows("› 1 open: Enter goes to Money"), "{}", play.screen());
    let play = play.keys("Enter 2 Enter Enter");
    assert!(matches!(play.model.place.screen, Screen::Result(_)), "{}", play.screen());
}

#[test]
fn a_full_session_together_takes_at_most_two_keys_a_question_and_nine() {
    use crate::tui::message::Effect;
    let mut play = Play::on(Session::new(std::sync::Arc::new(crate::questionnaire::Questionnaire::built_in()), now()));
    update::begin(&mut play.model);
    play = play.keys("'Models for support'");
    let questions = play.session().questionnaire().questions().len();
    let mut keys = 0;
    let mut press = |mut play: Play, script: &str| {
        keys += script.split_whitespace().count();
        play = play.keys(script);
        play
    };
    // From the title over context, names, mode and start, and over the alternatives and the priorities, to the questions.
    while play.question().is_empty() {
        play = press(play, "Enter");
    }
    for _ in 0..questions {
        play = press(play, "2 Enter");
    }
    assert!(is_review(&play) && play.session().follow_ups().is_empty(), "{}", play.screen());
    play = press(play, "Enter");
    assert!(matches!(play.model.place.screen, Screen::Result(_)), "{}", play.screen());
    play = press(play, "e");
    assert!(play.effects.iter().any(|effect| matches!(effect, Effect::Export { .. })), "{:?}", play.effects);
    assert!(keys <= 2 * questions + 9, "{keys} keys for {questions} questions");
}
