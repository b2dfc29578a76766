//! The help: all keys of the screen, from the table that the program uses.

use super::Page;
use crate::report::words;
use crate::tui::keymap::{self, Group};
use crate::tui::model::{Cursor, Model};

/// Fills the help for the screen behind it.
pub(super) fn page(model: &Model, cursor: Cursor) -> Page {
    let mut page = Page::new(super::page_width(model), cursor, model.theme);
    page.heading("Keys");
    for group in Group::ALL {
        let bindings: Vec<_> = keymap::bindings(model.place.screen.mode()).filter(|binding| binding.group == group).collect();
        if bindings.is_empty() {
            continue;
        }
        page.heading(group.label());
        for binding in bindings {
            page.labeled(4, &super::footer::shown(model, binding), 18, binding.help, model.theme.plain());
        }
    }
    page.heading("In a text field");
    for (keys, help) in FIELD_KEYS {
        page.labeled(4, keys, 18, help, model.theme.plain());
    }
    glossary(model, &mut page);
    page
}

/// Editing keys, which are a habit of the hand and not a table of ours.
const FIELD_KEYS: [(&str, &str); 4] = [
    ("Enter Tab Esc", "close the field; every key was saved already"),
    ("Alt-Enter Ctrl-J", "a new line"),
    ("arrows Home End", "move; also Ctrl-A, E, B, F and Alt-B, F"),
    ("Backspace Del", "erase; also Ctrl-H, D, K, U, W and Alt-D; Ctrl-Y brings it back"),
];

fn glossary(model: &Model, page: &mut Page) {
    let terms = model.session().questionnaire().glossary();
    if terms.is_empty() {
        return;
    }
    page.heading(&format!("{} that come up", words::count(terms.len(), "word", "words")));
    for term in terms {
        page.labeled(4, &term.term, 18, &term.means, model.theme.plain());
    }
}
