use crate::demo;
use crate::questionnaire::{Id, Importance};
use crate::session::{Answer, Change};
use crate::tui::model::{Model, Place, Screen};
use crate::tui::view::sample::{ASCII, PLAIN, assert_seen, model, screen};

/// A what-if on the example with the question at `place` marked.
fn what_if(place: usize) -> Model {
    let mut model = model(demo::session(), Place::at(Screen::WhatIf, place));
    model.sitting.start_trial();
    model
}

fn tried(place: usize) -> Model {
    let mut model = what_if(place);
    let id = |text: &str| Id::new(text).expect("an id");
    assert!(model.change("answer", Change::Answer(id("exit"), Answer::Choice(id("months")))));
    assert!(model.change("importance", Change::Importance(id("exit"), Importance::Low)));
    assert!(model.change("answer", Change::Answer(id("staff"), Answer::Unknown)));
    model
}

#[test]
fn what_was_tried_is_seen_beside_what_was() {
    assert_seen("what-if-tried-72x20-ascii", &screen(&mut tried(17), (72, 20), ASCII));
}

#[test]
fn while_too_little_is_answered_nobody_is_said_to_lead() {
    let mut session = crate::session::Session::new(demo::session().shared_questionnaire(), crate::session::sample::now());
    let answer = Answer::Choice(Id::new("personal").expect("an id"));
    session.apply(Change::Answer(Id::new("data").expect("an id"), answer), crate::session::sample::now()).expect("a sound answer");
    let mut model = model(session, Place::at(Screen::WhatIf, 0));
    model.sitting.start_trial();
    let screen = screen(&mut model, (100, 30), PLAIN);
    assert!(screen.contains("Not enough answers") && screen.contains("Sensitive data"), "{screen}");
    assert!(!["leads", "would flip", "can flip"].iter().any(|claim| screen.contains(claim)), "{screen}");
}
