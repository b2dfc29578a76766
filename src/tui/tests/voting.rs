//! Votes: in turns with four names, called out, again, dissent; what nobody else may see.

use super::kit::{Play, lunch, team};
use crate::session::AnswerMode;
use crate::session::sample::id;
use crate::tui::model::{Model, Screen};

/// Four people vote in turns; the first question waits for Ana.
fn four() -> Play {
    team("Ana Bo Chi Dee", AnswerMode::InTurns).keys("Enter")
}

fn is_reveal(model: &Model) -> bool {
    matches!(model.place.screen, Screen::Reveal(_))
}

#[test]
fn in_turns_the_walk_begins_by_handing_over_to_the_first_person() {
    let play = four();
    assert!(play.shows("Next vote: Ana") && play.shows("Still to vote   Ana, Bo, Chi, Dee"), "{}", play.screen());
}

#[test]
fn every_vote_hands_over_to_the_next_person_and_the_last_one_shows_all() {
    let play = four().keys("Enter 2 Enter");
    assert_eq!(play.turn(), "Bo");
    assert!(play.shows("Voted           Ana") && !play.shows("(•)"), "{}", play.screen());
    let play = play.keys("Enter 2 Enter Enter 4 Enter Enter 0 Enter");
    assert!(is_reveal(&play.model), "{}", play.screen());
    assert!(
        play.shows("2  Ana, Bo") && play.shows("0 ( ) We don't know yet\n          ━━ 1  Dee") && play.shows("1  Chi"),
        "{}",
        play.screen()
    );
}

#[test]
fn a_vote_can_be_changed_until_it_is_handed_over() {
    let play = four().keys("Enter 2 3 Enter R");
    assert_eq!(
        play.votes("data", 1),
        "Ana ".to_owned() + play.session().questionnaire().question(&id("data")).expect("data").choices[2].id.as_str()
    );
}

#[test]
fn nobody_hands_over_without_a_vote() {
    let play = four().keys("Enter Enter");
    assert_eq!(play.notice(), "Choose a number first, or 0 if you don't know; Esc goes back");
    assert_eq!(play.turn(), "Ana");
}

#[test]
fn a_person_who_is_skipped_is_asked_again_after_the_others() {
    let play = four().keys("s Enter 1 Enter s");
    assert_eq!(play.turn(), "Dee");
    assert_eq!(play.keys("Enter 1 Enter").turn(), "Ana");
}

#[test]
fn the_last_one_left_cannot_be_skipped_but_left_out() {
    let play = lunch().keys("v Enter 1 Enter s");
    assert_eq!((play.turn(), play.notice()), ("Bo", "Only Bo is left: R shows the votes without Bo's"));
    assert!(is_reveal(&play.keys("R").model));
}

#[test]
fn nothing_is_revealed_before_anybody_has_voted() {
    let play = four().keys("R");
    assert_eq!((play.turn(), play.notice()), ("Ana", "Nobody has voted yet"));
}

#[test]
fn a_person_clears_their_own_vote_and_no_other() {
    let play = four().keys("Enter 2 Enter Enter 3 u");
    assert_eq!(play.notice(), "The vote of Bo is cleared");
    assert_eq!(play.keys("Esc u").notice(), "Bo has not voted yet");
    let play = four().keys("Enter 2 Enter Enter 3 u 4 Enter R");
    assert_eq!(play.votes("data", 1).matches(',').count(), 1);
}

#[test]
fn a_person_who_voted_comes_back_to_a_hidden_vote_that_can_be_replaced() {
    let play = four().keys("Enter 2 Enter up");
    assert_eq!(play.turn(), "Ana");
    let play = play.keys("Enter");
    assert!(!play.shows("(•)") && play.shows("stays hidden"), "{}", play.screen());
    let play = play.keys("1");
    assert!(play.shows("1 (•)"), "{}", play.screen());
}

#[test]
fn a_vote_seen_by_its_voter_is_hidden_once_the_booth_is_left() {
    let play = four().keys("Enter 2 Esc Enter");
    assert!(!play.shows("(•)"), "{}", play.screen());
}

#[test]
fn votes_wait_while_the_round_is_left_and_go_on_where_it_stood() {
    let play = four().keys("Enter 2 Enter Esc");
    assert!(matches!(play.model.place.screen, Screen::Question(_)) && play.notice().contains("v goes on"));
    assert_eq!(play.keys("v").turn(), "Bo");
}

#[test]
fn a_round_without_votes_is_dropped_when_it_is_left() {
    assert!(four().keys("Esc").session().round().is_none());
    assert!(lunch().keys("1 r Enter Enter v Esc").session().round().is_none(), "on a visit too");
}

#[test]
fn votes_that_wait_are_not_dropped_by_the_next_question() {
    let play = four().keys("Enter 2 Enter Esc Enter");
    assert_eq!(play.question(), "law");
    assert_eq!(play.session().round().map(|round| (round.question.as_str(), round.votes.len())), Some(("data", 1)));
    let play = play.keys("v Esc");
    assert_eq!(play.session().round().map(|round| round.question.as_str()), Some("data"));
    let play = play.keys("v Enter");
    assert_eq!((play.turn(), play.session().round().map(|round| round.question.as_str())), ("Ana", Some("law")));
}

#[test]
fn after_a_reveal_the_walk_goes_on_with_the_next_question_in_turns() {
    let play = four().keys("Enter 2 Enter R Enter");
    assert!(play.question() == "law" && play.shows("Read it together first"), "{}", play.screen());
    let play = play.keys("Enter");
    assert!(play.shows("Next vote:") && play.turn() == "Ana" && play.session().round().is_some_and(|round| round.question == id("law")));
}

#[test]
fn enter_agrees_on_nothing_that_nobody_marked() {
    let play = four().keys("Enter 2 Enter Enter 2 Enter Enter 4 Enter R");
    assert!(!play.shows("›"), "votes never decide by themselves, so none is preset: {}", play.screen());
    assert_eq!(play.keys("Enter").answer("data"), "open");
    assert_ne!(four().keys("Enter 2 Enter R down Enter").answer("data"), "open");
}

#[test]
fn enter_without_a_preset_leaves_the_question_to_the_votes() {
    let play = four().keys("Enter 1 Enter Enter 2 Enter R Enter");
    assert_eq!(play.answer("data"), "open");
}

#[test]
fn voting_again_keeps_the_first_round_and_shows_it() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter");
    let play = play.keys("v Enter 2 Enter Enter 2 Enter");
    assert_eq!((play.votes("time", 1).as_str(), play.votes("time", 2).as_str()), ("Ana little, Bo much", "Ana much, Bo much"));
    assert!(play.shows("Round 1     Ana 1, Bo 2"), "{}", play.screen());
}

#[test]
fn a_person_who_does_not_vote_again_keeps_the_earlier_vote() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter v Enter 2 Enter R");
    assert_eq!(play.votes("time", 2), "Ana much, Bo much");
}

#[test]
fn a_split_is_named_with_who_speaks_first() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter");
    assert!(play.shows("SPLIT VOTE") && play.shows("Ana") && play.shows("Bo"), "{}", play.screen());
}

#[test]
fn dissent_waits_for_an_agreed_answer_and_says_so() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter d");
    assert_eq!(play.notice(), "Agree on an answer first; then those who voted otherwise can say why");
    let play = lunch().keys("v Enter 1 Enter Enter 1 Enter 1 d");
    assert_eq!(play.notice(), "Nobody voted for anything but the agreed answer");
}

#[test]
fn a_dissenter_adds_a_line_by_name() {
    let play = lunch().keys("v Enter 1 Enter Enter 2 Enter 2 d 'we must hurry' Enter");
    let said = play.session().member_notes(&id("time")).and_then(|notes| notes.get("Ana")).map(String::as_str);
    assert_eq!(said, Some("we must hurry"));
    assert!(play.shows("Ana: we must hurry") && play.shows("Dissent"), "{}", play.screen());
}

#[test]
fn without_dissent_there_is_no_line_to_add() {
    assert!(!lunch().keys("v Enter 2 Enter Enter 2 Enter 2 d").is_typing());
}

#[test]
fn a_whole_round_is_undone_in_one_step() {
    let play = lunch().keys("1 v Enter 1 Enter Enter 2 Enter u");
    assert!(play.session().rounds(&id("time")).is_empty() && play.answer("time") == "little");
    assert!(matches!(play.model.place.screen, Screen::Question(_)));
    assert!(is_reveal(&play.keys("Ctrl-R").model));
}

#[test]
fn votes_called_out_are_entered_with_one_digit_a_person() {
    let play = team("Ana Bo Chi Dee", AnswerMode::Together).keys("v i 1 2 0");
    assert!(play.shows("Ana 1") && play.shows("Chi 0") && play.shows("› Dee"), "{}", play.screen());
    let play = play.keys("4");
    assert!(play.shows("All votes are in"));
    assert!(is_reveal(&play.keys("Enter").model));
}

#[test]
fn a_vote_called_out_is_corrected_with_backspace() {
    let play = lunch().keys("v i 1 Backspace 2 2 Enter");
    assert_eq!(play.votes("time", 1), "Ana much, Bo much");
}

#[test]
fn after_the_last_vote_called_out_further_digits_change_nothing() {
    let play = lunch().keys("v i 1 2 2");
    assert!(play.notice().contains("All votes are in"));
    assert_eq!(play.keys("Enter").votes("time", 1), "Ana little, Bo much");
}

#[test]
fn a_digit_beyond_the_choices_is_no_vote() {
    for keys in ["v Enter 9", "v i 9"] {
        let play = lunch().keys(keys);
        assert!(play.notice().contains("no such answer"), "{keys}");
        assert!(play.session().round().is_some_and(|round| round.votes.is_empty()));
    }
}

#[test]
fn a_person_who_voted_unseen_is_not_called_out() {
    let play = four().keys("Enter 2 Enter i");
    assert!(!play.shows("Ana") && play.shows("› Bo"), "{}", play.screen());
}

#[test]
fn without_names_voting_says_where_to_give_them() {
    let play = Play::on(crate::session::Session::new(lunch().session().shared_questionnaire(), crate::session::sample::now()));
    assert_eq!(play.at("time").keys("v").notice(), "Say first who is here, in the setup: votes belong to names");
}

#[test]
fn fifty_people_are_called_out_with_the_next_one_always_in_sight() {
    let names: Vec<String> = (1..=50).map(|number| format!("Person{number}")).collect();
    let mut play = team(&names.join(" "), AnswerMode::Together).keys("v i").sized(72, 20);
    for name in &names {
        assert!(play.shows(&format!("› {name} ")), "{}", play.screen());
        play = play.keys("2");
    }
    assert!(play.shows("All votes are in"), "{}", play.screen());
}

#[test]
fn leaving_in_the_middle_of_a_round_and_opening_the_file_again_goes_on_there() {
    let json = four().keys("Enter 2 Enter Enter 3 q").session().to_json();
    let mut play = Play::on(crate::session::Session::parse(json.as_bytes()).expect("sound"));
    crate::tui::update::begin(&mut play.model);
    assert_eq!(play.turn(), "Chi");
}

#[test]
fn everybody_reads_the_question_before_the_votes_begin() {
    let play = team("Ana Bo Chi Dee", AnswerMode::InTurns);
    assert!(play.question() == "data" && play.shows("Read it together first") && play.shows("Enter vote"), "{}", play.screen());
    assert_eq!(play.keys("Enter").turn(), "Ana");
    let answered = team("Ana Bo Chi Dee", AnswerMode::InTurns).keys("2 Enter");
    assert_eq!((answered.question(), answered.turn()), ("law", ""), "an answer needs no votes");
}

#[test]
fn the_voter_sees_why_it_matters_and_may_open_more() {
    let play = four().keys("Enter");
    let why = play.session().questionnaire().question(&id("data")).and_then(|asked| asked.why.clone()).expect("a reason");
    assert!(play.shows(why.get(..40).expect("a sentence")), "{}", play.screen());
    let play = play.keys("2 w");
    assert!(play.shows("What to look up"), "{}", play.screen());
    assert_eq!(play.keys("Esc Enter").turn(), "Bo");
}

#[test]
fn a_vote_of_four_called_out_takes_at_most_eight_keys() {
    for (mode, keys) in [(AnswerMode::CalledOut, "Enter 1 2 2 4 Enter 2 Enter"), (AnswerMode::CalledOut, "v 2 2 2 2 Enter Enter")] {
        assert!(keys.split(' ').count() <= 8);
        let play = team("Ana Bo Chi Dee", mode).keys(keys);
        assert_eq!((play.session().votes(&id("data")).map(std::collections::BTreeMap::len), play.question()), (Some(4), "law"), "{keys}");
        assert!(play.session().chosen(&id("data")).is_some(), "{keys}");
    }
}

#[test]
fn who_does_not_call_out_is_skipped_named_and_asked_later() {
    let play = team("Ana Bo Chi Dee", AnswerMode::CalledOut).keys("v 2 2 s");
    assert!(play.shows("Chi - ") || play.shows("Chi -"), "{}", play.screen());
    let play = play.keys("2 Enter");
    assert!(play.shows("3 of 4 voted; Chi is missing. Those who voted chose the same."), "{}", play.screen());
    assert_eq!(play.answer("data"), "open");
    let play = play.keys("v");
    assert!(play.shows("› Chi") && !play.shows("Ana"), "{}", play.screen());
    let play = play.keys("2 Enter");
    assert!(play.shows("All 4 agree") && play.answer("data") != "open", "{}", play.screen());
}

#[test]
fn votes_without_an_agreed_answer_count_as_voted() {
    let play = lunch().keys("v Enter 1 Enter R");
    assert!(play.shows("0 answered, 1 voted, 1 open") && play.shows("1 of 2 voted; Bo is missing."), "{}", play.screen());
    let play = play.keys("o");
    assert!(play.shows("1 of 2 voted for"), "{}", play.screen());
}
