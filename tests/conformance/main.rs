//! One sitting under every front end: the same intents, played as keys on the screens and as lines in plain mode, leave
//! the same session file, byte for byte, after each of them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot do what it must has failed")]

mod lines;
mod screens;

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use weigh::questionnaire::Questionnaire;
use weigh::session::{Change, Participant, Session};

use screens::Screens;

/// What a team wants.
#[derive(Debug, Clone)]
enum Intent {
    Answer {
        question: usize,
        choice: usize,
    },
    AnswerWithNote {
        question: usize,
        choice: usize,
        note: &'static str,
    },
    Unknown {
        question: usize,
        who_and_when: &'static str,
    },
    NotApplicable {
        question: usize,
        reason: &'static str,
    },
    Note {
        question: usize,
        note: &'static str,
    },
    Assume {
        question: usize,
    },
    /// A number of the first question's worksheet.
    Figure {
        input: usize,
        typed: &'static str,
    },
    Importance {
        question: usize,
        raise: bool,
    },
    LiftAll {
        question: usize,
        how: &'static str,
    },
    FollowUp {
        question: usize,
        task: [&'static str; 3],
    },
    /// Votes of those who are asked, in their order; `None` is passed over.
    Vote {
        question: usize,
        votes: Vec<Option<usize>>,
        end: End,
        drops_others: bool,
    },
    CallOut {
        question: usize,
        votes: Vec<Option<usize>>,
        drops_others: bool,
    },
    Dissent {
        question: usize,
        why: &'static str,
    },
    Code {
        person: usize,
        votes: [usize; 3],
    },
    Setup {
        title: &'static str,
        team: &'static str,
        is_same_person: bool,
        mode: Option<usize>,
    },
    ConfirmAgreed,
    Result,
    WhatIf {
        question: usize,
        choice: usize,
        keep: bool,
    },
    WhatIfImportance {
        question: usize,
        raise: bool,
        keep: bool,
    },
    Close {
        sure: [Option<u8>; 3],
        alternative: usize,
        status: usize,
        why: &'static str,
        revisit: &'static str,
    },
    Undo,
    Redo,
}

/// How a round of votes ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// When everybody was asked.
    All,
    /// It is shown when that many were asked.
    ShownAfter(usize),
    /// It is left when that many were asked.
    LeftAfter(usize),
}

fn intent() -> impl Strategy<Value = Intent> {
    let question = 0..3_usize;
    let note = select(vec!["we have two people", "ask the vendor", "so"]);
    let votes = || prop::collection::vec(prop::option::weighted(0.8, 0..4_usize), 4);
    let end = prop_oneof![3 => Just(End::All), 1 => (0..3_usize).prop_map(End::ShownAfter), 2 => (0..3_usize).prop_map(End::LeftAfter)];
    let who_and_when = select(vec!["", "Bo", "chi, friday", "the vendor, in 2 weeks", "next year", "ask legal, Ana, 12 dec"]);
    let task = select(vec![["ask", "Bo", "friday"], ["ask the vendor", "", ""], ["call", "ana", "in 2 weeks"], ["look", "", "24.12."]]);
    let team = select(vec!["", "", "Ana: legal, Bo", "Ana, Robert", "Ana, Bo, Chi", "Bo, Chi", "Chi, Ana, Bo: finance", "Ana"]);
    let team_intent = (select(vec!["", "Lunch"]), team, any::<bool>(), prop::option::weighted(0.6, 0..5_usize));
    let sure = prop::array::uniform3(prop::option::of(1..=5_u8));
    let close = (sure, 0..4_usize, 1..=4_usize, select(vec!["", "it is cheaper"]), select(vec!["", "next year", "1 march"]));
    let at = move || question.clone();
    prop_oneof![
        6 => (at(), 0..4_usize).prop_map(|(question, choice)| Intent::Answer { question, choice }),
        2 => (at(), 0..4_usize, note.clone()).prop_map(|(question, choice, note)| Intent::AnswerWithNote { question, choice, note }),
        2 => (at(), who_and_when).prop_map(|(question, who_and_when)| Intent::Unknown { question, who_and_when }),
        2 => (at(), select(vec!["", "we rent", "no such case"])).prop_map(|(question, reason)| Intent::NotApplicable { question, reason }),
        2 => (at(), note.clone()).prop_map(|(question, note)| Intent::Note { question, note }),
        1 => at().prop_map(|question| Intent::Assume { question }),
        2 => (0..2_usize, select(vec!["12", "2 to 3", "1,500", "-"])).prop_map(|(input, typed)| Intent::Figure { input, typed }),
        2 => (at(), any::<bool>()).prop_map(|(question, raise)| Intent::Importance { question, raise }),
        2 => (at(), note.clone()).prop_map(|(question, how)| Intent::LiftAll { question, how }),
        2 => (at(), task).prop_map(|(question, task)| Intent::FollowUp { question, task }),
        6 => (at(), votes(), end, any::<bool>())
            .prop_map(|(question, votes, end, drops_others)| Intent::Vote { question, votes, end, drops_others }),
        4 => (at(), votes(), any::<bool>()).prop_map(|(question, mut votes, drops_others)| {
            votes[0] = votes[0].or(Some(1));
            Intent::CallOut { question, votes, drops_others }
        }),
        2 => (at(), note).prop_map(|(question, why)| Intent::Dissent { question, why }),
        2 => (0..3_usize, prop::array::uniform3(0..3_usize)).prop_map(|(person, votes)| Intent::Code { person, votes }),
        3 => team_intent
            .prop_map(|(title, team, is_same_person, mode)| Intent::Setup { title, team, is_same_person, mode }),
        2 => Just(Intent::ConfirmAgreed),
        2 => Just(Intent::Result),
        2 => (at(), 0..4_usize, any::<bool>()).prop_map(|(question, choice, keep)| Intent::WhatIf { question, choice, keep }),
        1 => (at(), any::<bool>(), any::<bool>())
            .prop_map(|(question, raise, keep)| Intent::WhatIfImportance { question, raise, keep }),
        2 => close.prop_map(|(sure, alternative, status, why, revisit)| Intent::Close { sure, alternative, status, why, revisit }),
        5 => Just(Intent::Undo),
        2 => Just(Intent::Redo),
    ]
}

fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

/// A session on a small questionnaire, with a title and three people.
fn session() -> Session {
    let questionnaire = Questionnaire::parse(include_bytes!("lunch.json")).unwrap();
    let mut session = Session::new(Arc::new(questionnaire), now());
    let people = ["Ana", "Bo", "Chi"].map(|name| Change::AddParticipant(Participant { name: name.to_owned(), role: None }));
    for change in people.into_iter().chain([Change::Title("Where do we eat?".to_owned())]) {
        session.apply(change, now()).unwrap();
    }
    session
}

/// Plays the same on both front ends; says where their files differ first, if they do.
fn play(intents: &[Intent]) -> Result<(), String> {
    let mut screens = Screens::open(session());
    let (mut typed, mut ends, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for intent in intents {
        typed.extend(screens.play(intent));
        ends.push(typed.len());
        files.push(screens.file());
    }
    let conversation = lines::talk(session(), &typed);
    for (number, (intent, file)) in intents.iter().zip(&files).enumerate() {
        let begin = number.checked_sub(1).map_or(0, |before| ends[before]);
        let plain = conversation.file_after(ends[number]);
        if plain != *file {
            let said = conversation.said_after(begin);
            let lines = &typed[begin..ends[number]];
            return Err(format!("after {intent:?}, typed as {lines:?}:\n{}\n\nplain mode:\n{said}", difference(file, &plain)));
        }
    }
    Ok(())
}

/// The first lines in which two files differ.
fn difference(screens: &str, plain: &str) -> String {
    let place = screens.lines().zip(plain.lines()).take_while(|(one, other)| one == other).count();
    let from = |text: &str| text.lines().skip(place.saturating_sub(2)).take(8).collect::<Vec<_>>().join("\n  ");
    format!("screens:\n  {}\nplain:\n  {}", from(screens), from(plain))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn both_front_ends_leave_the_same_file(intents in prop::collection::vec(intent(), 1..12)) {
        if let Err(difference) = play(&intents) {
            return Err(TestCaseError::fail(difference));
        }
    }
}

#[track_caller]
fn conforms(intents: &[Intent]) {
    if let Err(difference) = play(intents) {
        panic!("{difference}");
    }
}

#[test]
fn votes_that_wait_on_another_question_are_dropped_only_with_consent() {
    for drops_others in [true, false] {
        let vote = |question, end| Intent::Vote { question, votes: vec![Some(1), Some(0), Some(1)], end, drops_others };
        conforms(&[vote(0, End::LeftAfter(1)), vote(1, End::All), vote(0, End::All)]);
    }
}

#[test]
fn an_undo_after_the_result_was_seen_is_noted() {
    let answer = |question| Intent::Answer { question, choice: 1 };
    conforms(&[answer(0), answer(1), answer(2), Intent::Result, Intent::Undo, Intent::Redo, answer(1), Intent::Undo]);
}

#[test]
fn somebody_who_voted_is_renamed_by_the_line_of_names_and_never_removed() {
    for is_same_person in [true, false] {
        let votes = Intent::CallOut { question: 0, votes: vec![Some(0), Some(1), Some(1)], drops_others: false };
        let team = |team| Intent::Setup { title: "", team, is_same_person, mode: None };
        conforms(&[votes, team("Ana, Robert, Chi"), team("Ana"), Intent::Undo]);
    }
}

#[test]
fn ballots_are_walked_by_disagreement_and_confirmed_at_once() {
    let from_ballots = Intent::Setup { title: "", team: "Ana, Bo", is_same_person: false, mode: Some(4) };
    let code = |person| Intent::Code { person, votes: [1, 1 + person, 1] };
    conforms(&[from_ballots, code(0), code(1), Intent::ConfirmAgreed, Intent::Undo]);
}
