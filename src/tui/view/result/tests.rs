use super::super::page as current_page;
use crate::demo;
use crate::tui::model::{Access, Cursor, File, Model, Place, Sitting, Tab};
use crate::tui::theme::Theme;

fn model(tab: Tab) -> Model {
    let file = File { name: "decision.weigh.json".to_owned(), access: Access::Edit, problem: None };
    let mut model = Model::new(demo::session(), Sitting::Team, file, Theme { color: false, ascii: false });
    model.place = Place::Result { tab, cursor: Cursor::default() };
    model
}

#[test]
fn no_row_is_wider_than_the_page() {
    for tab in Tab::ALL {
        for row in current_page(&model(tab)).rows {
            assert!(row.line.width() <= 80, "{tab:?}: {}", row.line);
        }
    }
}
