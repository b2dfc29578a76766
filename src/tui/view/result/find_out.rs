//! What to find out, to answer or to talk about next, most useful first, with who does it and by when.

use ratatui::text::Span;

use super::super::Page;
use super::part;
use crate::questionnaire::Id;
use crate::report::words::{self, Basis, Sentence, Words};
use crate::session::FollowUp;
use crate::tui::keymap::{self, Mode};
use crate::tui::message::Command;
use crate::tui::model::Target;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let next = words.find_out_next();
    if next.is_empty() {
        page.text(2, "Nothing that is still open can change the result.", theme.strong());
    } else {
        page.text(2, "What to find out or talk about next, most useful first", theme.strong());
        page.blank();
    }
    for (place, sentence) in next.iter().enumerate() {
        open_question(page, words, place + 1, sentence);
    }
    no_use(page, words, &next);
    part(page, "Other follow-ups", |page| {
        for (place, follow_up) in words.session.follow_ups().iter().enumerate() {
            let listed = |id: &Id| next.iter().any(|sentence| sentence.question.as_ref() == Some(id));
            if !follow_up.question.as_ref().is_some_and(listed) {
                page.item(Target::FollowUp(place), |page, _| one(page, 4, follow_up));
            }
        }
    });
}

fn open_question(page: &mut Page, words: Words<'_>, number: usize, sentence: &Sentence) {
    let Some(question) = &sentence.question else { return };
    let theme = page.theme;
    page.item(Target::Question(question.clone()), |page, _| {
        let lead = vec![Span::styled(format!("{number:>2}. "), theme.strong())];
        page.hanging(4, lead, &sentence.text, theme.plain());
        let mut tasks = words.session.follow_ups().iter().filter(|follow_up| follow_up.question.as_ref() == Some(question)).peekable();
        // A question that nobody has answered yet needs an answer, not a follow-up.
        if tasks.peek().is_none() && words.basis(question) != Basis::Open {
            page.text(8, &format!("Nobody has taken this on: {} says who, and by when.", key(Command::FollowUp)), theme.quiet());
        }
        for task in tasks {
            one(page, 8, task);
        }
    });
}

/// A follow-up: what, who, by when, and whether it is done.
fn one(page: &mut Page, indent: usize, follow_up: &FollowUp) {
    let theme = page.theme;
    let mark = if follow_up.done { format!("{} ", theme.glyphs().check) } else { format!("{} ", theme.glyphs().arrow) };
    page.hanging(indent, vec![Span::raw(mark)], &words::follow_up(follow_up), theme.plain());
}

/// Names what is not settled and need not be.
fn no_use(page: &mut Page, words: Words<'_>, next: &[Sentence]) {
    let listed = |id: &Id| next.iter().any(|sentence| sentence.question.as_ref() == Some(id));
    let rest = words.assessment.open.iter().map(|open| &open.question).filter(|id| !listed(id));
    let labels = words.label_all(rest);
    if !labels.is_empty() {
        page.blank();
        let quiet = page.theme.quiet();
        page.text(4, &format!("Not settled, and it makes no difference: {labels}."), quiet);
    }
}

/// Returns the key that a command has on this screen, as it is shown.
fn key(command: Command) -> &'static str {
    keymap::bindings(Mode::Result).find(|binding| binding.command == command).map_or("", |binding| binding.shown)
}
