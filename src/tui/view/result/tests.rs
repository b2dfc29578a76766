use ratatui::style::{Color, Modifier};

use crate::demo;
use crate::questionnaire::Questionnaire;
use crate::session::Session;
use crate::tui::model::{Place, Screen, Tab};
use crate::tui::theme::Theme;
use crate::tui::view::page as current_page;
use crate::tui::view::sample::{PLAIN, assert_seen, model, screen};

fn at(tab: Tab) -> Place {
    Place::new(Screen::Result(tab))
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
fn a_mix_names_what_it_is_made_of() {
    let session = crews_of_ferries();
    for tab in [Tab::Overview, Tab::TradeOffs, Tab::NextSteps] {
        let name = tab.label().to_lowercase().replace(' ', "-");
        assert_seen(&format!("mix-{name}"), &screen(&mut model(session.clone(), at(tab)), (80, 100), PLAIN));
    }
}

/// A team whose answers leave a mix in which one part is only for some requests.
fn crews_of_ferries() -> Session {
    let said = include_str!("../../../../tests/records/mix.json");
    let (said, _) = said.rsplit_once('}').expect("a JSON object ends with a brace");
    let file = format!("{said}, \"questionnaire\": {}}}", Questionnaire::built_in().source());
    Session::parse(file.as_bytes()).expect("a sound session")
}

#[test]
fn what_is_ruled_out_is_struck_through_and_says_by_what() {
    let page = current_page(&model(demo::session(), at(Tab::Overview)));
    let row = page.rows.iter().find(|row| row.line.to_string().contains("Open self-run")).expect("a row for every alternative");
    let struck = row.line.spans.iter().filter(|span| span.style.add_modifier.contains(Modifier::CROSSED_OUT));
    assert_eq!(struck.map(|span| span.content.to_string()).collect::<Vec<_>>(), ["Open self-run"]);
    assert!(row.line.to_string().contains("ruled out by Who runs it: \"Nobody"), "{}", row.line);
}

#[test]
fn the_families_have_their_colors_and_only_where_colors_are_wanted() {
    let colors = |theme: Theme| {
        let mut model = model(demo::session(), at(Tab::Overview));
        model.theme = theme;
        let page = current_page(&model);
        let bars = page.rows.iter().flat_map(|row| row.line.spans.clone()).filter(|span| span.content.contains(['█', '▒']));
        let mut colors: Vec<_> = bars.filter_map(|span| span.style.fg).collect();
        colors.dedup();
        colors
    };
    let [open, closed] = [Color::Cyan, Color::Yellow];
    assert_eq!(colors(PLAIN), []);
    let all = colors(Theme { color: true, ascii: false });
    // Open hosted, Closed private, then the stripes of the mix.
    assert!(all.starts_with(&[open, closed, open, closed, open]), "{all:?}");
    assert!(all.iter().all(|color| [open, closed].contains(color)), "{all:?}");
}

#[test]
fn the_shown_contributions_add_up_to_the_shown_gap_by_question_and_by_part() {
    let page = current_page(&model(demo::session(), at(Tab::Why)));
    let rows: Vec<String> = page.rows.iter().map(|row| row.line.to_string()).collect();
    let parts = rows.iter().position(|row| row.contains("By part")).expect("a heading");
    let figure = |row: &String| {
        let words = row.split_whitespace().last()?;
        words.starts_with(['+', '-']).then(|| words.replace('.', "").parse::<i64>().expect("tenths"))
    };
    let sum = |rows: &[String]| rows.iter().filter_map(figure).sum::<i64>();
    assert_eq!([sum(&rows[..parts]), sum(&rows[parts..])], [39, 39]);
    assert!(rows.iter().any(|row| row.contains("that leaves 3.9")));
}

#[test]
fn no_row_is_wider_than_the_page() {
    for tab in Tab::ALL {
        for row in current_page(&model(demo::session(), at(tab))).rows {
            assert!(row.line.width() <= 80, "{tab:?}: {}", row.line);
        }
    }
}
