//! No screen breaks or is drawn beyond its edges, for any decision: long names, wide characters, many alternatives, and
//! any mixture of answers, votes and doubts.

mod session;

use proptest::prelude::*;
use weigh::session::{Change, Session};
use weigh::sitting::{File, Kind, Sitting};
use weigh::tui::model::{Closing, Model, Place, Screen, Tab};
use weigh::tui::theme::Theme;
use weigh::tui::view;

const SIZES: [(u16, u16); 3] = [(72, 20), (80, 24), (120, 40)];

fn model(session: Session, size: (u16, u16), ascii: bool) -> Model {
    let file = File { name: "decision.weigh.json".to_owned(), ..File::default() };
    let mut model = Model::new(Sitting::new(session, Kind::Team, file), Theme { color: !ascii, ascii });
    model.size = size;
    model
}

/// Every screen that shows a result, with every other of its items marked once.
fn places(model: &mut Model) -> Vec<Place> {
    let mut places = Vec::new();
    for tab in Tab::ALL {
        places.extend(marked_in_turn(model, &Screen::Result(tab)));
    }
    for step in Closing::ALL {
        places.extend(marked_in_turn(model, &Screen::Close(step)));
    }
    places
}

fn marked_in_turn(model: &mut Model, screen: &Screen) -> Vec<Place> {
    model.place = Place::new(screen.clone());
    let items = view::page(model).targets.len();
    let marked = (0..items).step_by(2).map(|item| Place::at(screen.clone(), item));
    std::iter::once(model.place.clone()).chain(marked).collect()
}

fn check(model: &Model) -> Result<(), TestCaseError> {
    let page = view::page(model);
    for row in &page.rows {
        prop_assert!(row.line.width() <= usize::from(model.size.0), "{:?} at {:?}: {}", model.place, model.size, row.line);
    }
    prop_assert!(page.rows.iter().all(|row| row.item.is_none_or(|item| item < page.targets.len())));
    let height = view::body_height(model);
    if let Some((first, _)) = page.marked().and_then(|item| page.rows_of(item)) {
        prop_assert!(page.seen_at(first, height).is_some(), "the mark of {:?} is out of sight", model.place);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn results_stay_inside_their_page(session in session::sessions(), size in 0..SIZES.len(), ascii in any::<bool>()) {
        let mut model = model(session, SIZES[size], ascii);
        for place in places(&mut model) {
            model.place = place;
            check(&model)?;
        }
    }

    #[test]
    fn a_what_if_stays_inside_its_page(session in session::sessions(), size in 0..SIZES.len(), choices in prop::collection::vec(0..9_usize, 6)) {
        let mut model = model(session, SIZES[size], false);
        model.sitting.start_trial();
        let questions: Vec<_> = model.session().questionnaire().questions().iter().cloned().zip(choices).collect();
        for (question, choice) in questions {
            if let Some(choice) = question.choices.get(choice) {
                model.change("try", Change::Answer(question.id.clone(), weigh::session::Answer::Choice(choice.id.clone())));
            }
        }
        for place in marked_in_turn(&mut model, &Screen::WhatIf) {
            model.place = place;
            check(&model)?;
        }
    }
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    let mut model = model(weigh::demo::session(), (80, 24), true);
    model.sitting.start_trial();
    let mut all = places(&mut model);
    all.extend(marked_in_turn(&mut model, &Screen::WhatIf));
    for place in all {
        model.place = place;
        for row in view::page(&model).rows {
            assert!(row.line.to_string().is_ascii(), "{:?}: {}", model.place, row.line);
        }
    }
}
