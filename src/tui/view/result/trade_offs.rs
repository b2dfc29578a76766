//! What speaks for the pick by itself, what against it, and what to do about that.

use ratatui::text::Span;

use super::super::Page;
use super::{first, nothing_to_compare, part};
use crate::questionnaire::Id;
use crate::report::words::{Argument, Words};
use crate::text;
use crate::tui::model::Target;

/// Fills the view: for the pick, or for each of those too close to call.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let subjects = match words.tied() {
        tied if tied.is_empty() => first(words).into_iter().cloned().collect(),
        tied => tied,
    };
    if subjects.is_empty() {
        nothing_to_compare(page, words);
    }
    for (place, subject) in subjects.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        one(page, words, subject);
    }
}

fn one(page: &mut Page, words: Words<'_>, subject: &Id) {
    let theme = page.theme;
    let arguments = words.by_itself(subject);
    page.text(2, words.name(subject), theme.strong());
    part(page, "What speaks for it", |page| {
        for argument in &arguments.gains {
            item(page, argument);
        }
    });
    part(page, "What speaks against it, and what to do about it", |page| {
        for argument in &arguments.gives_up {
            item(page, argument);
        }
    });
    part(page, "What it is made of", |page| super::mix(page, words, subject));
}

/// Adds the points, the reason and, after an arrow, what to do about it.
fn item(page: &mut Page, argument: &Argument) {
    page.item(Target::Question(argument.question.clone()), |page, _| {
        let theme = page.theme;
        let lead = format!("{:>5}  ", argument.signed());
        let hang = 4 + text::width(&lead);
        page.hanging(4, vec![Span::styled(lead, theme.strong())], &argument.sentence(), theme.plain());
        if let Some(mitigation) = &argument.mitigation {
            let arrow = format!("{} ", theme.glyphs().arrow);
            page.hanging(hang, vec![Span::styled(arrow, theme.strong())], mitigation, theme.plain());
        }
    });
}
