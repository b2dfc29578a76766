//! The decision taken: for which alternative, how far it has come, why, and when to look at it again.

use ratatui::text::Span;

use super::super::Page;
use super::LABELS;
use crate::questionnaire::Id;
use crate::report::words::Words;
use crate::scoring::find;
use crate::session::Status;
use crate::text;
use crate::tui::model::Target;

/// Fills the part.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    page.text(2, "What have you decided?", theme.strong());
    page.text(2, &words.verdict_sentence(), theme.quiet());
    page.blank();
    for alternative in words.questionnaire().alternatives() {
        option(page, words, Some(&alternative.id), &alternative.name);
    }
    option(page, words, None, "Nothing yet, or none of these");
    statuses(page, words);
    page.blank();
    reason(page, words);
    revisit(page, words);
}

fn option(page: &mut Page, words: Words<'_>, alternative: Option<&Id>, name: &str) {
    let taken = words.session.decision().and_then(|decision| decision.alternative.as_ref()) == alternative;
    page.item(Target::Alternative(alternative.cloned()), |page, marked| {
        let theme = page.theme;
        let mark = if taken { theme.glyphs().taken } else { theme.glyphs().free };
        let style = if taken || marked { theme.strong() } else { theme.plain() };
        let remark = alternative.and_then(|alternative| remark(words, alternative));
        let name = remark.map_or_else(|| name.to_owned(), |remark| format!("{name} ({remark})"));
        page.hanging(4, vec![Span::styled(format!("{mark} "), style)], &name, style);
    });
}

/// What the result says of an alternative.
fn remark(words: Words<'_>, alternative: &Id) -> Option<String> {
    if let Some(rules) = find(&words.assessment.ruled_out, alternative) {
        return Some(format!("ruled out by {}", words.label_all(rules.iter().map(|rule| &rule.question))));
    }
    if words.assessment.verdict.pick.as_ref() == Some(alternative) {
        return Some("recommended".to_owned());
    }
    words.tied().contains(alternative).then(|| "too close to call".to_owned())
}

fn statuses(page: &mut Page, words: Words<'_>) {
    page.heading("How far has it come?");
    let status = words.session.decision().map_or_else(Status::default, |decision| decision.status);
    for other in Status::ALL {
        page.item(Target::Status(other), |page, marked| {
            let theme = page.theme;
            let mark = if other == status { theme.glyphs().taken } else { theme.glyphs().free };
            let style = if other == status || marked { theme.strong() } else { theme.plain() };
            let label = text::pad(other.label(), LABELS, theme.ascii);
            page.hanging(4, vec![Span::styled(format!("{mark} {label}"), style)], means(other), theme.quiet());
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
            (true, false) => ("in a sentence or two, for whoever reads this in half a year", theme.quiet()),
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
