use crate::demo;
use crate::tui::model::{Place, Screen};
use crate::tui::view::sample::{ASCII, PLAIN, assert_seen, model, screen};

#[test]
fn the_example_is_seen_at_every_size() {
    let mut model = model(demo::session(), Place::at(Screen::Close, 0));
    assert_seen("close-80x24", &screen(&mut model, (80, 24), PLAIN));
    assert_seen("close-whole", &screen(&mut model, (80, 72), PLAIN));
    assert_seen("close-72x20-ascii", &screen(&mut model, (72, 20), ASCII));
}
