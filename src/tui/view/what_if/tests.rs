use crate::demo;
use crate::questionnaire::{Id, Importance};
use crate::session::{Answer, Change};
use crate::tui::model::{Cursor, Model, Place};
use crate::tui::view::sample::{ASCII, PLAIN, assert_seen, model, screen};

/// A what-if on the example with the question at `place` marked.
fn what_if(place: usize) -> Model {
    let mut model = model(demo::session(), Place::WhatIf(Cursor::at(place)));
    model.start_trial();
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
fn before_anything_is_tried() {
    assert_seen("what-if-begin", &screen(&mut what_if(0), (80, 24), PLAIN));
}

#[test]
fn what_was_tried_is_seen_beside_what_was() {
    assert_seen("what-if-tried-80x24", &screen(&mut tried(17), (80, 24), PLAIN));
    assert_seen("what-if-tried-100x30", &screen(&mut tried(17), (100, 30), PLAIN));
    assert_seen("what-if-tried-72x20-ascii", &screen(&mut tried(17), (72, 20), ASCII));
}
