//! Answering: choices, unknown, does not apply, importance, assumption, lifted limits, notes.

use std::sync::Arc;

use super::kit::{Play, lunch};
use crate::questionnaire::Questionnaire;
use crate::session::Session;
use crate::session::sample::{self, id};
use crate::tui::model::Screen;

#[test]
fn a_digit_answers_and_stays_on_the_question() {
    let play = lunch().keys("2");
    assert_eq!((play.answer("time"), play.question()), ("much", "time"));
    assert!(play.shows("› 2 (•)"));
}

#[test]
fn enter_goes_on_with_the_answer_kept() {
    let play = lunch().keys("2 Enter 1");
    assert_eq!((play.answer("time"), play.answer("money")), ("much", "us"));
}

#[test]
fn enter_leaves_a_question_open_when_nothing_is_marked() {
    let play = lunch().keys("Enter");
    assert_eq!((play.answer("time"), play.question()), ("open", "money"));
}

#[test]
fn enter_takes_the_line_that_was_marked_with_the_arrows() {
    let play = lunch().keys("down down Enter");
    assert_eq!((play.answer("time"), play.question()), ("much", "money"));
}

#[test]
fn enter_takes_nothing_that_another_key_stands_between() {
    for between in ["PgDn", "PgUp", "End", "Home", "?  Esc", "+", "w Esc"] {
        let play = lunch().keys("down").keys(between).keys("Enter");
        assert_eq!((play.answer("time"), play.question()), ("open", "money"), "{between}");
    }
}

#[test]
fn scrolling_never_moves_the_mark() {
    for scroll in ["PgDn", "PgUp", "End", "Home", "' '", "G", "g"] {
        let play = lunch().keys("1 down").sized(72, 20);
        let marked = play.model.place.cursor.item;
        assert_eq!(play.keys(scroll).model.place.cursor.item, marked, "{scroll}");
    }
}

#[test]
fn enter_that_changes_an_answer_stays_and_says_what_it_was() {
    let play = lunch().keys("1 down Enter");
    assert_eq!((play.answer("time"), play.question()), ("much", "time"));
    assert_eq!(play.notice(), "Changed from \"Half an hour\" to \"An hour or more\" (u undoes)");
    let play = play.keys("Enter");
    assert_eq!((play.answer("time"), play.question()), ("much", "money"));
}

#[test]
fn an_answer_agreed_after_a_vote_changes_by_digit_only() {
    let play = lunch().keys("v i 1 2 Enter 1 Enter left");
    assert_eq!((play.answer("time"), play.question()), ("little", "time"));
    let play = play.keys("down Enter");
    assert_eq!((play.answer("time"), play.question()), ("little", "time"));
    assert!(play.notice().contains("its digit changes it"), "{}", play.notice());
    assert_eq!(play.keys("2").answer("time"), "much");
}

#[test]
fn a_digit_beyond_the_choices_changes_nothing_and_says_what_would_do() {
    let play = lunch().keys("1 7");
    assert_eq!(play.answer("time"), "little");
    assert!(play.notice().contains("1 to 2"), "{}", play.notice());
}

#[test]
fn unknown_takes_one_enter_and_who_finds_out_may_stay_empty() {
    let play = lunch().keys("0 Enter");
    assert_eq!((play.answer("time"), play.question()), ("unknown", "money"));
    assert!(play.follow_ups().is_empty());
    assert_eq!(lunch().keys("0 Esc").question(), "time", "Esc closes the line and nothing else");
}

#[test]
fn the_person_who_finds_out_becomes_the_owner_of_a_follow_up() {
    let play = lunch().keys("0 'Bo, 2026-12-24' Enter");
    assert_eq!(play.follow_ups(), ["Find out: How much time is there? / Bo / 2026-12-24"]);
    assert_eq!(play.question(), "money");
    let play = lunch().keys("0 'Bo, 2026-12-24' Backspace Esc 0");
    assert_eq!(play.typed(), "Bo", "what could not be read was not kept");
    let play = lunch().keys("0 'Bo' Enter left 0 Ctrl-U Enter");
    assert!(play.follow_ups().is_empty(), "who was only put in for an owner goes with the owner");
}

#[test]
fn a_day_is_typed_as_people_say_it_and_shown_at_once_as_it_is_stored() {
    let play = lunch().keys("0 'bo, next friday'");
    assert!(play.shows("bo, next friday  = 2026-12-04"), "{}", play.screen());
    assert_eq!(play.follow_ups(), ["Find out: How much time is there? / Bo / 2026-12-04"]);
    let play = lunch().keys("f 'ask' Enter Enter 'in 2 weeks'");
    assert!(play.shows("in 2 weeks  = 2026-12-07"), "{}", play.screen());
    assert_eq!(play.keys("Shift-Tab").follow_ups(), ["ask /  / 2026-12-07"]);
}

#[test]
fn what_is_no_day_keeps_its_field_open_with_one_sentence() {
    let play = lunch().keys("0 'Bo, frday' Enter");
    assert!(play.is_typing() && play.question() == "time" && play.shows("\"frday\" is no date"), "{}", play.screen());
    let play = play.keys("Ctrl-W 'friday' Enter");
    assert_eq!(play.follow_ups(), ["Find out: How much time is there? / Bo / 2026-11-27"]);
    let play = lunch().keys("f 'ask' Enter Enter '2026-13' Enter Tab Shift-Tab");
    assert!(play.is_typing() && play.typed() == "2026-13", "{}", play.screen());
    let play = play.keys("Esc");
    assert!(play.follow_ups() == ["ask /  / "] && play.notice().contains("\"2026-13\" is no date"), "{}", play.notice());
}

#[test]
fn a_name_that_was_begun_is_completed_with_tab_or_right() {
    for key in ["Tab", "right"] {
        let play = lunch().keys("0 'a'");
        assert!(play.shows("ana") && play.typed() == "a", "the rest is only shown: {}", play.screen());
        let play = play.keys(key);
        assert_eq!((play.typed().as_str(), play.question()), ("Ana", "time"), "{key}");
        assert_eq!(play.keys("', friday' Enter").follow_ups(), ["Find out: How much time is there? / Ana / 2026-11-27"]);
    }
    let play = lunch().keys("f 'ask' Enter 'an' left right right Tab '12 dec' Enter");
    assert_eq!(play.follow_ups(), ["ask / Ana / 2026-12-12"], "right goes to the end before it completes");
}

#[test]
fn does_not_apply_asks_for_the_reason() {
    let play = lunch().keys("x 'we are closed' Enter");
    assert_eq!((play.answer("time"), play.question()), ("not_applicable", "money"));
    let play = play.keys("left");
    assert!(play.shows("It does not apply: we are closed"));
    let play = play.keys("u");
    assert_eq!(play.answer("time"), "open", "the reason is no step of its own");
}

#[test]
fn enter_on_the_line_does_not_apply_asks_for_the_reason_too() {
    let play = lunch().keys("down down down down Enter 'closed' Enter");
    assert_eq!((play.answer("time"), play.question()), ("not_applicable", "money"));
}

#[test]
fn another_answer_can_be_chosen_after_does_not_apply() {
    assert_eq!(lunch().keys("x 'never' Enter left 1").answer("time"), "little");
}

#[test]
fn plus_and_minus_move_the_importance_and_stop_at_the_ends() {
    let step = |keys| {
        let play = lunch().keys(keys);
        play.session().importance(play.model.question().expect("on a question")).label()
    };
    assert_eq!(
        [step("+"), step("="), step("+ + + +"), step("-"), step("_ _ _ _ _")],
        ["critical", "critical", "critical", "normal", "leave out"]
    );
}

#[test]
fn importance_can_be_changed_on_the_priorities_and_the_review_too() {
    let on = |keys| lunch().keys(keys).session().importance_changed(&id("time"));
    assert_eq!([on("p +"), on("o +"), on("o up up up +")], [true, true, false]);
}

#[test]
fn an_importance_that_is_changed_on_the_review_is_seen_even_if_its_line_was_scrolled_away() {
    let play = Play::on(crate::demo::session()).sized(80, 24).keys("o down down");
    let is_seen = |play: &Play| {
        let page = crate::tui::view::page(&play.model);
        let row = page.marked().and_then(|item| page.rows_of(item)).map(|(first, _)| first);
        row.and_then(|row| page.seen_at(row, crate::tui::view::body_height(&play.model))).is_some()
    };
    let play = play.keys("PgDn PgDn");
    assert!(!is_seen(&play), "{}", play.screen());
    let play = play.keys("+");
    assert!(is_seen(&play), "{}", play.screen());
}

#[test]
fn an_assumption_is_marked_and_unmarked() {
    let play = lunch().keys("1 a");
    assert!(play.session().is_assumption(&id("time")) && play.shows("[assumption, not checked]"));
    assert!(!play.keys("a").session().is_assumption(&id("time")));
}

#[test]
fn nothing_is_assumed_where_nothing_is_answered() {
    let play = lunch().keys("a");
    assert_eq!(play.notice(), "Only an answer can be an assumption: choose one first");
}

#[test]
fn a_hard_limit_is_lifted_with_a_note_and_restored_by_the_same_key() {
    let play = lunch().keys("1 l 'Bo drives' Enter");
    assert_eq!(play.session().waiver(&id("time"), &id("home")), Some("Bo drives"));
    assert!(play.shows("Bo drives"));
    let play = play.keys("l");
    assert_eq!((play.session().waiver(&id("time"), &id("home")), play.notice()), (None, "At home is ruled out again"));
}

#[test]
fn a_mix_that_loses_a_part_keeps_its_other_half_once_its_requests_are_told_apart() {
    let json = sample::JSON.replace(r#""home": { "because": "Too far.", "unless": "Somebody drives." }, "#, "");
    let session = Session::new(Arc::new(Questionnaire::parse(json.as_bytes()).expect("a sound questionnaire")), sample::now());
    let play = Play::on(session).at("time").keys("1");
    assert!(play.shows("loses The bistro, unless these requests can be told apart"), "{}", play.screen());
    let play = play.keys("l");
    assert!(play.shows("At home keeps its other half for these requests."), "{}", play.screen());
    let play = play.keys("'Guests only' Enter");
    assert_eq!(play.session().waiver(&id("time"), &id("home")), Some("Guests only"));
    assert!(play.shows("its requests are told apart: Guests only"), "{}", play.screen());
    assert!(play.keys("l").session().waivers().next().is_none());
}

#[test]
fn a_hard_limit_without_unless_cannot_be_lifted() {
    let play = lunch().keys("2 l");
    assert!(!play.is_typing() && play.session().waivers().next().is_none());
    assert_eq!(play.notice(), "This answer sets no hard limit that could be lifted");
}

#[test]
fn every_key_of_a_note_is_in_the_session_at_once() {
    let mut play = lunch().keys("n");
    for (typed, note) in [('h', "h"), ('i', "hi"), (' ', "hi "), ('q', "hi q")] {
        play.press(crate::tui::key::Key::Char(typed));
        assert_eq!(play.note("time"), note);
    }
    assert!(play.keys("Enter").shows("hi q"));
}

#[test]
fn a_note_has_lines() {
    let play = lunch().keys("n 'one' Alt-Enter 'two' Ctrl-J 'three' Esc");
    assert_eq!(play.note("time"), "one\ntwo\nthree");
}

#[test]
fn up_and_down_go_by_the_lines_that_are_seen() {
    let words = ["123456789"; 9].join(" ");
    let play = lunch().sized(72, 20).keys(&format!("n '{words}' Home right down 'x' up 'y' up up 'z'"));
    // Six words are seen in a line.
    let (first, second) = words.split_at(60);
    assert_eq!(play.note("time"), format!("12yz{}1x{}", first.trim_start_matches("12"), second.trim_start_matches('1')));
}

#[test]
fn readline_keys_edit_a_note() {
    let note = |keys| lunch().keys(&format!("n 'one two' {keys}")).note("time").to_owned();
    assert_eq!(
        [note("Ctrl-W"), note("Ctrl-U"), note("Ctrl-A Ctrl-K"), note("Ctrl-A Ctrl-D"), note("Ctrl-B Ctrl-H"), note("Alt-B 'x'")],
        ["one ", "", "", "ne two", "one to", "one xtwo"]
    );
    assert_eq!(
        [note("Ctrl-A Alt-D"), note("Ctrl-W Ctrl-Y"), note("Ctrl-A Alt-F 'x'"), note("Home Delete")],
        [" two", "one two", "onex two", "ne two"]
    );
}

#[test]
fn a_note_begun_earlier_goes_on_at_its_end() {
    assert_eq!(lunch().keys("n 'one' Esc n ' two' Esc").note("time"), "one two");
}

#[test]
fn pasted_line_breaks_stay_in_a_note_and_press_nothing() {
    let play = lunch().keys("n").paste("one\r\ntwo\r\tthree");
    assert_eq!(play.note("time"), "one\ntwo\n    three");
    assert!(play.is_typing());
}

#[test]
fn what_is_pasted_beyond_the_limit_is_dropped_with_word_of_it() {
    let play = lunch().keys("n").paste(&"x".repeat(10_500));
    assert_eq!(play.note("time").len(), 10_000);
    assert!(play.notice().contains("first 10000 characters"), "{}", play.notice());
}

#[test]
fn what_is_pasted_where_nothing_is_typed_is_not_taken_and_that_is_said() {
    let play = lunch().paste("1\r");
    assert_eq!((play.answer("time"), play.question()), ("open", "time"));
    assert!(play.notice().contains("not taken"), "{}", play.notice());
}

#[test]
fn escapes_in_a_paste_are_shown_as_replacement_characters() {
    assert_eq!(lunch().keys("n").paste("a\u{1b}[31m\u{202e}b\0").note("time"), "a\u{fffd}[31m\u{fffd}b\u{fffd}");
}

#[test]
fn effects_of_an_answer_are_hidden_until_it_is_given() {
    assert!(!lunch().shows("It is next door."));
    assert!(lunch().keys("1").shows("It is next door."));
}

#[test]
fn a_follow_up_names_what_who_and_when() {
    let play = lunch().keys("f 'ask the boss' Enter 'Ana' Enter '2026-12-01' Enter");
    assert_eq!(play.follow_ups(), ["ask the boss / Ana / 2026-12-01"]);
    assert!(play.shows("Ana, by 2026-12-01: ask the boss"));
}

#[test]
fn an_emptied_follow_up_is_gone() {
    assert!(lunch().keys("f 'x' Backspace Enter Enter Enter").follow_ups().is_empty());
}

#[test]
fn a_follow_up_of_ones_own_is_not_touched_by_who_finds_out() {
    let play = lunch().keys("f 'ask the boss' Enter 'Ana' Esc 0 Ctrl-U 'Bo' Enter");
    assert_eq!(play.follow_ups(), ["ask the boss / Ana / ", "Find out: How much time is there? / Bo / "]);
}

#[test]
fn a_read_only_session_refuses_every_change_and_says_why() {
    for keys in ["1", "0", "x", "+", "n 'a'", "1 a", "f 'a'", "v", "p -", "Esc Esc down Enter 'a'", "r t 1 s", "u"] {
        let mut play = lunch();
        let before = play.session().clone();
        play.model.sitting.file.read_only = Some("another weigh is editing it".to_owned());
        let play = play.keys(keys);
        assert_eq!(*play.model.sitting.to_save().0, before, "{keys}");
        assert!(keys == "u" || keys.starts_with('r') || play.notice().contains("another weigh is editing it"), "{keys}: {}", play.notice());
    }
}

#[test]
fn a_read_only_session_can_be_looked_through() {
    let mut play = lunch();
    play.model.sitting.file.read_only = Some("it is an example".to_owned());
    let play = play.keys("Enter right right");
    assert!(matches!(play.model.place.screen, Screen::Result(_)));
    assert!(play.shows("READ ONLY") && play.shows("it is an example"));
}

#[test]
fn below_the_smallest_size_keys_destroy_nothing_but_typed_text_is_kept() {
    let play = lunch().keys("1 n 'hello' Esc").sized(71, 24);
    let before = play.session().clone();
    let play = play.keys("2 0 x - u Delete Enter v Ctrl-R");
    assert_eq!(*play.session(), before);
    let play = play.sized(72, 20).keys("n").sized(10, 3).keys("' world' Backspace Ctrl-U Ctrl-W Ctrl-K Delete").sized(80, 24);
    assert_eq!(play.note("time"), "hello world");
}

#[test]
fn below_the_smallest_size_the_screen_says_what_would_help() {
    assert!(lunch().sized(60, 10).shows("weigh needs 72x20"));
    let mut play = lunch().sized(60, 10);
    play.model.sitting.file.problem = Some("the disk is full".to_owned());
    assert!(play.shows("NOT SAVED") && !play.shows("Saved."), "{}", play.screen());
}

#[test]
fn whatever_is_undone_can_be_redone() {
    let play = lunch().keys("1 + n 'hi' Esc 2 Enter 3 a f 'do' Esc");
    let end = play.session().clone();
    let play = play.keys("u u u u u u u u");
    assert_eq!(play.session().to_json(), lunch().session().to_json());
    assert_eq!(*play.keys("Ctrl-R Ctrl-R Ctrl-R Ctrl-R Ctrl-R Ctrl-R Ctrl-R Ctrl-R").session(), end);
}

#[test]
fn a_note_is_undone_in_one_step_and_what_was_before_it_in_another() {
    let play = lunch().keys("1 n 'hello' Esc u");
    assert_eq!((play.note("time"), play.answer("time"), play.notice()), ("", "little", "Undone: note on Time"));
    assert_eq!(play.keys("u").answer("time"), "open");
}

#[test]
fn nothing_to_undo_is_said() {
    assert_eq!(lunch().keys("u").notice(), "Nothing to undo in this sitting");
    assert_eq!(lunch().keys("Ctrl-R").notice(), "Nothing to redo");
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let play = lunch().keys("1 u 2 Ctrl-R");
    assert_eq!((play.answer("time"), play.notice()), ("much", "Nothing to redo"));
}

#[test]
fn the_mark_follows_what_is_undone() {
    let play: Play = lunch().keys("1 2 u");
    assert!(play.shows("› 1 (•)"), "{}", play.screen());
}

#[test]
fn an_undo_does_not_forget_that_the_result_was_seen() {
    let play = lunch().keys("1 r Enter u u");
    assert!(play.session().result_seen().is_some());
    assert_eq!(play.answer("time"), "open");
    assert_eq!(
        play.session().log().iter().map(|entry| entry.what.as_str()).collect::<Vec<_>>(),
        ["Time: from \"Half an hour\" to no answer"]
    );
    let play = play.keys("Ctrl-R");
    assert!(play.session().result_seen().is_some());
    assert_eq!((play.answer("time"), play.session().log().len()), ("little", 0));
}
