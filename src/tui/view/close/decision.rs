//! The decision taken: for which alternative, how far it has come, why, and when to look at it again.

use ratatui::text::Span;

use super::super::Page;
use super::LABELS;
use crate::questionnaire::Id;
use crate::report::words::Words;
use crate::session::Status;
use crate::text;
use crate::tui::model::Target;

/// Fills the step that asks for the decision.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let quiet = page.theme.quiet();
    page.text(2, &words.how_firm(), quiet);
    page.blank();
    for (place, alternative) in words.questionnaire().alternatives().iter().enumerate() {
        option(page, words, Some(place + 1), Some(&alternative.id), &alternative.name);
    }
    option(page, words, None, None, "Nothing yet, or none of these");
    page.blank();
    reason(page, words);
}

/// Fills the step that asks how far it has come.
pub(super) fn how_far(page: &mut Page, words: Words<'_>) {
    statuses(page, words);
    page.blank();
    revisit(page, words);
}

fn option(page: &mut Page, words: Words<'_>, number: Option<usize>, alternative: Option<&Id>, name: &str) {
    let taken = words.session.decision().and_then(|decision| decision.alternative.as_ref()) == alternative;
    page.item(Target::Alternative(alternative.cloned()), |page, marked| {
        let theme = page.theme;
        let mark = if taken { theme.glyphs().taken } else { theme.glyphs().free };
        let style = if taken || marked { theme.strong() } else { theme.plain() };
        let remark = alternative.and_then(|alternative| remark(words, alternative));
        let name = remark.map_or_else(|| name.to_owned(), |remark| format!("{name} ({remark})"));
        let number = number.map_or_else(|| "  ".to_owned(), |number| format!("{number:<2}"));
        page.hanging(4, vec![Span::styled(format!("{number}{mark} "), style)], &name, style);
    });
}

/// What the result says of an alternative.
fn remark(words: Words<'_>, alternative: &Id) -> Option<String> {
    if let Some(by) = words.ruled_out_by(alternative) {
        return Some(by);
    }
    if words.assessment.verdict.pick.as_ref() == Some(alternative) {
        return Some("recommended".to_owned());
    }
    words.tied().contains(alternative).then(|| "too close to call".to_owned())
}

fn statuses(page: &mut Page, words: Words<'_>) {
    let status = words.session.decision().map_or_else(Status::default, |decision| decision.status);
    for (place, other) in Status::ALL.into_iter().enumerate() {
        page.item(Target::Status(other), |page, marked| {
            let theme = page.theme;
            let mark = if other == status { theme.glyphs().taken } else { theme.glyphs().free };
            let style = if other == status || marked { theme.strong() } else { theme.plain() };
            let label = text::pad(other.label(), LABELS, theme.ascii);
            page.hanging(4, vec![Span::styled(format!("{} {mark} {label}", place + 1), style)], means(other), theme.quiet());
        });
    }
}

fn means(status: Status) -> &'static str {
    match status {
        Status::Proposed => "put forward; somebody still has to say yes",
        Status::Accepted => "agreed on",
        Status::Rejected => "turned down",
        Status::Superseded => "replaced by a later decision",
    }
}

fn reason(page: &mut Page, words: Words<'_>) {
    let given = words.session.decision().map_or("", |decision| &decision.reason);
    page.item(Target::Reason, |page, _| {
        let theme = page.theme;
        let (text, style) = match (given.is_empty(), words.decided_otherwise()) {
            (false, _) => (given, theme.plain()),
            (true, true) => ("You decide otherwise than the result: say why", theme.warning()),
            (true, false) => ("in a sentence or two, for those who read this in half a year", theme.quiet()),
        };
        page.labeled(4, "Because", LABELS, text, style);
    });
}

fn revisit(page: &mut Page, words: Words<'_>) {
    let date = words.session.decision().and_then(|decision| decision.revisit);
    page.item(Target::Revisit, |page, _| {
        let theme = page.theme;
        match date {
            Some(date) => page.labeled(4, "Look again", LABELS, &format!("on {date}"), theme.plain()),
            None => page.labeled(4, "Look again", LABELS, "no date yet", theme.quiet()),
        }
    });
}
