use crate::demo;
use crate::session::Session;
use crate::tui::model::{Cursor, Place, Tab};
use crate::tui::view::page as current_page;
use crate::tui::view::sample::{ASCII, PLAIN, assert_seen, model, screen};

fn at(tab: Tab) -> Place {
    Place::Result { tab, cursor: Cursor::default() }
}

#[test]
fn the_example_is_seen_at_every_size() {
    let mut model = model(demo::session(), at(Tab::Overview));
    for (name, size, theme) in [("72x20-ascii", (72, 20), ASCII), ("80x24", (80, 24), PLAIN), ("100x30", (100, 30), PLAIN)] {
        assert_seen(&format!("result-{name}"), &screen(&mut model, size, theme));
    }
}

#[test]
fn every_view_of_the_example() {
    for tab in Tab::ALL.into_iter().skip(1) {
        let name = tab.label().to_lowercase().replace(' ', "-");
        assert_seen(&format!("result-{name}"), &screen(&mut model(demo::session(), at(tab)), (80, 56), PLAIN));
    }
}

#[test]
fn every_kind_of_verdict() {
    for case in ["01-too_close-alike", "03-only_one", "04-clear", "10-not_enough", "11-too_close-torn", "14-none_left"] {
        let mut model = model(case_session(case), at(Tab::Overview));
        let overview = screen(&mut model, (80, 30), PLAIN);
        model.place = at(Tab::HingesOn);
        assert_seen(&format!("verdict-{case}"), &format!("{overview}\n\n{}", screen(&mut model, (80, 30), PLAIN)));
    }
}

fn case_session(case: &str) -> Session {
    let path = format!("{}/tests/scoring_cases/{case}.weigh.json", env!("CARGO_MANIFEST_DIR"));
    Session::parse(&std::fs::read(path).expect("the case is there")).expect("the case is a session")
}

#[test]
fn no_row_is_wider_than_the_page() {
    for tab in Tab::ALL {
        for row in current_page(&model(demo::session(), at(tab))).rows {
            assert!(row.line.width() <= 80, "{tab:?}: {}", row.line);
        }
    }
}
