//! Keeps the pictures of the README and the pages true: each is drawn from the program's own screens and compared with the file.
//!
//! `UPDATE=1 cargo test --test pictures` draws them again.

mod svg;

use std::fs;
use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use weigh::demo;
use weigh::live::{Phase, Seen, Shown};
use weigh::questionnaire::Id;
use weigh::sitting::{File, Kind, Sitting};
use weigh::tui::model::{Live, Model, Place, Screen, Tab};
use weigh::tui::theme::Theme;
use weigh::tui::view;

#[test]
fn the_picture_of_a_question_is_the_screen() {
    check("question.svg", Place::asking(id("exit")), 27, "A question of weigh: five choices, the importance and the team's note");
}

#[test]
fn the_picture_of_the_votes_is_the_screen() {
    let place = Place::new(Screen::Reveal(id("data")));
    check("votes.svg", place, 27, "The votes on a question: split, with the names of those who should speak first");
}

#[test]
fn the_picture_of_the_result_is_the_screen() {
    let place = Place::new(Screen::Result(Tab::Overview));
    check("result.svg", place, 30, "The result: how firm it is, the values of all alternatives, and what it hinges on");
}

#[test]
fn the_picture_of_a_live_vote_is_the_screen() {
    check("live.svg", Place::at(Screen::Live, 0), 24, "A live vote: a square to scan, an address, a code, and who has answered how much");
}

/// A live vote in which one is done, one is away and one has just begun.
fn live() -> Live {
    let seen = |(name, is_here, received): (&str, bool, usize)| Seen { name: name.into(), is_here, is_gone: false, received, of: 20 };
    let people = [("Ana", true, 20), ("Bo", true, 12), ("Chi", false, 7), ("Dee", false, 0)].map(seen).into();
    let shown = Shown { people, phase: Phase::Open, code: "7K3F-9QXM".into(), wrong_tries: 0, ending: None };
    let (place, link) = ("192.168.1.23:43117".into(), "http://192.168.1.23:43117/#7K3F9QXM".into());
    Live { place, link, shown, since: demo::session().created() }
}

fn check(name: &str, place: Place, rows: u16, title: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(name);
    let should = svg::draw(&screen(place, (100, rows)), title);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &should).expect("the folder is writable");
    }
    let is = fs::read_to_string(&path).unwrap_or_default();
    assert!(is == should, "{name} is out of date: UPDATE=1 cargo test --test pictures");
}

/// Draws the finished example at `place`.
fn screen(place: Place, (columns, rows): (u16, u16)) -> Buffer {
    let file = File { name: "decision.weigh.json".into(), ..File::default() };
    let mut model = Model::new(Sitting::new(demo::session(), Kind::Team, file), Theme { color: true, ascii: false });
    if place.screen == Screen::Live {
        model.live = Some(live());
        model.deep_colors = true;
    }
    model.place = place;
    model.size = (columns, rows);
    model.minutes = 27;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend does not fail");
    terminal.draw(|frame| view::view(&model, frame)).expect("a test backend does not fail");
    terminal.backend().buffer().clone()
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}
