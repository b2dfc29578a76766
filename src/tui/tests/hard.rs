//! Every limit at once: hundreds of questions, nine choices, eight alternatives, fifty people, the longest texts, in
//! scripts of every width. Everything that does not fit is marked, on every screen, at every size.

mod content;

use super::kit::{Play, draw, rows};
use crate::live::{Phase, Seen, Shown};
use crate::text;
use crate::tui::model::{Closing, Cursor, Model, Place, Screen, Tab};
use crate::tui::theme::Theme;
use crate::tui::view;
use content::{Content, MIDDLE, VAST};

/// Windows from the smallest to one wider than what is drawn.
const SIZES: [(u16, u16); 4] = [(72, 20), (80, 24), (97, 31), (211, 70)];

#[test]
fn whatever_does_not_fit_is_marked() {
    let content = Content::new(MIDDLE);
    for (name, mut play) in screens(&content) {
        for (number, (columns, rows)) in SIZES.into_iter().enumerate() {
            play.model.theme = Theme { color: true, ascii: number % 2 == 0 };
            play = play.sized(columns, rows);
            for cursor in cursors(&play.model) {
                play.model.place.cursor = cursor;
                assert_marked(&content, &play.model, name);
            }
        }
    }
}

#[test]
fn whatever_does_not_fit_is_marked_among_five_hundred_questions() {
    let content = Content::new(VAST);
    for (name, play) in screens(&content) {
        assert_marked(&content, &play.sized(80, 24).model, name);
    }
}

/// Every screen and what may lie over it.
fn screens(content: &Content) -> Vec<(&'static str, Play)> {
    let at = |place| {
        let mut play = Play::on(content.session());
        play.model.minutes = 999;
        play.model.place = place;
        play
    };
    let asking = || at(Place::asking(content.question(0)));
    let reveal = || at(Place::new(Screen::Reveal(content.question(1))));
    let result = |tab| at(Place::new(Screen::Result(tab)));
    let live = |phase| {
        let people = content.session().participants().to_vec();
        let seen = people.into_iter().map(|person| Seen { name: person.name, is_here: true, is_gone: false, received: 9, of: 500 });
        super::live::open(at(Place::new(Screen::Review)), Shown { people: seen.collect(), ..super::live::shown(phase, [0, 0], 1) })
    };
    let mut unsaved = asking();
    unsaved.model.sitting.file.problem = Some(content.person(0).repeat(9));
    vec![
        ("setup", at(Place::new(Screen::Setup))),
        ("setup, team open", at(Place::at(Screen::Setup, 2)).keys("Enter")),
        ("alternatives", at(Place::new(Screen::Alternatives))),
        ("priorities", at(Place::new(Screen::Priorities))),
        ("question", asking()),
        ("note", asking().keys("n")),
        ("reason", at(Place::asking(content.question(2))).keys("x")),
        ("who finds out", asking().keys("0")),
        ("hard limit", at(Place::asking(content.question(1)))),
        ("lift", at(Place::asking(content.question(1))).keys("l")),
        ("drop the round?", at(Place::asking(content.question(3))).keys("v")),
        ("worksheet", asking().keys("$ down")),
        ("worksheet, a number open", asking().keys("$ Enter")),
        ("why", asking().keys("w")),
        ("method", at(Place::new(Screen::Setup)).keys("w")),
        ("help", asking().keys("?")),
        ("hand over", at(Place::new(Screen::HandOver { name: content.person(0) }))),
        ("booth", at(Place::new(Screen::Booth { name: content.person(1), chosen: true }))),
        ("call out", at(Place::new(Screen::HandOver { name: content.person(1) })).keys("i 1 9 0")),
        ("reveal", reveal()),
        ("dissent", reveal().keys("d")),
        ("live", live(Phase::Open)),
        ("live, again", live(Phase::Round(content.question(1)))),
        ("agreed", at(Place::new(Screen::Agreed))),
        ("review", at(Place::new(Screen::Review))),
        ("result", result(Tab::Overview)),
        ("why of the result", result(Tab::Why)),
        ("trade-offs", result(Tab::TradeOffs)),
        ("hinges on", result(Tab::HingesOn)),
        ("find out", result(Tab::FindOut)),
        ("team", result(Tab::Team)),
        ("next steps", result(Tab::NextSteps)),
        ("what-if", result(Tab::Overview).keys("t")),
        ("what-if, tried", result(Tab::Overview).keys("t 1 down 2 -")),
        ("confidence", at(Place::new(Screen::Close(Closing::Confidence)))),
        ("decision", at(Place::new(Screen::Close(Closing::Decision)))),
        ("status", at(Place::new(Screen::Close(Closing::Status)))),
        ("follow-ups", at(Place::new(Screen::Close(Closing::FollowUps)))),
        ("check list", at(Place::new(Screen::Close(Closing::CheckList)))),
        ("not saved", unsaved.keys("q")),
    ]
}

/// Nothing marked, then a line in the middle and the last.
fn cursors(model: &Model) -> Vec<Cursor> {
    let items = view::page(model).targets.len();
    let marked = [items / 2, items.saturating_sub(1)].map(Cursor::at);
    std::iter::once(Cursor::default()).chain(marked.into_iter().filter(|_| items > 1)).collect()
}

/// Looks at the whole page, and at what is seen of it between each two rules.
fn assert_marked(content: &Content, model: &Model, name: &str) {
    let page: Vec<String> = view::page(model).rows.iter().map(|row| row.line.to_string()).collect();
    let cut = content.cut(&page.join("\n"), false);
    assert_eq!(cut, None, "{name} at {:?}, the page", model.size);
    let seam = view::seam(model);
    let drawn = rows(&draw(model));
    for (part, drawn) in parts(&drawn, seam).into_iter().enumerate() {
        assert_marked_part(content, model, name, &drawn, (part == 0).then_some(page.len()));
    }
}

/// The rows of each of the pages that stand side by side; header and footer stay whole.
fn parts(drawn: &[String], seam: Option<usize>) -> Vec<Vec<String>> {
    let Some(seam) = seam else { return vec![drawn.to_vec()] };
    let is_between = |row: usize| drawn[..row].iter().any(|row| is_rule(row)) && drawn[row..].iter().any(|row| is_rule(row));
    let split = |(place, row): (usize, &String)| if is_between(place) { split(row, seam) } else { (row.clone(), String::new()) };
    let (left, right) = drawn.iter().enumerate().map(split).unzip();
    vec![left, right]
}

/// Splits a row at a column, which is left out.
fn split(row: &str, column: usize) -> (String, String) {
    let mut columns = 0;
    let at = row.char_indices().find(|(_, character)| {
        columns += text::width(character.encode_utf8(&mut [0; 4]));
        columns > column
    });
    let Some((at, _)) = at else { return (row.to_owned(), String::new()) };
    let (left, right) = row.split_at(at);
    (left.to_owned(), right.chars().skip(1).collect())
}

/// Looks at what is seen of one page between each two rules; `rows` is how many it has, if that is known.
fn assert_marked_part(content: &Content, model: &Model, name: &str, drawn: &[String], page: Option<usize>) {
    let rules: Vec<usize> = (0..drawn.len()).filter(|row| is_rule(&drawn[*row])).collect();
    let mut begin = 0;
    for rule in rules.iter().copied().chain([drawn.len()]) {
        let goes_on = drawn.get(rule).is_some_and(|rule| rule.contains("below"));
        let cut = content.cut(&drawn[begin..rule].join("\n"), goes_on);
        assert_eq!(cut, None, "{name} at {:?}, above row {rule}:\n{}", model.size, drawn.join("\n"));
        begin = rule + 1;
    }
    let Some(page) = page else { return };
    let hidden = page > view::body_height(model);
    let says_so = rules.get(1).is_some_and(|rule| drawn[*rule].contains(" more "));
    assert_eq!(hidden, says_so, "{name} at {:?}:\n{}", model.size, drawn.join("\n"));
}

fn is_rule(row: &str) -> bool {
    ["─────", "-----"].iter().any(|rule| row.trim_start().starts_with(rule))
}
