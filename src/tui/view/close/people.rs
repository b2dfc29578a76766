//! How sure everyone is, who does what by when, and who sees it otherwise.

use ratatui::text::{Line, Span};

use super::super::Page;
use crate::report::words::{Words, about, who_and_when};
use crate::session::{FollowUp, Participant};
use crate::text;
use crate::tui::model::Target;

/// The scale of confidence.
const SCALE: [u8; 5] = [1, 2, 3, 4, 5];
/// The most columns of a name.
const WIDEST_NAME: usize = 24;

/// How many dissenting votes are printed in full.
const MOST_DISSENT: usize = 12;

/// Adds everyone's confidence as dots on one scale, so that the spread is seen and nobody is averaged away.
pub(super) fn confidence(page: &mut Page, words: Words<'_>) {
    let people = words.session.participants();
    if people.is_empty() {
        let plain = page.theme.plain();
        return page.text(4, "Nobody is named as being here. o, then the first line, says who is; Enter goes on.", plain);
    }
    let names = people.iter().map(|person| text::width(&person.name)).max().unwrap_or(0).min(WIDEST_NAME);
    let quiet = page.theme.quiet();
    let scale = SCALE.map(|points| points.to_string()).join("  ");
    page.text(4 + names, &format!("  {scale}    1 not at all, 5 fully"), quiet);
    for person in people {
        dots(page, words, person, names);
    }
    if let Some(spread) = words.spread() {
        let plain = page.theme.plain();
        page.text(4, &spread, plain);
    }
}

fn dots(page: &mut Page, words: Words<'_>, person: &Participant, columns: usize) {
    let given = words.session.confidence().get(&person.name);
    page.item(Target::Confidence(person.name.clone()), |page, marked| {
        let theme = page.theme;
        let style = if marked { theme.strong() } else { theme.plain() };
        let mut spans = vec![Span::raw("    "), Span::styled(text::pad(&person.name, columns, theme.ascii), style)];
        for points in SCALE {
            let (dot, style) = if given == Some(&points) { (theme.glyphs().point, theme.strong()) } else { (".", theme.quiet()) };
            spans.push(Span::styled(format!("  {dot}"), style));
        }
        let says = given.map_or_else(|| "    not asked yet".to_owned(), |points| format!("    {points}"));
        spans.push(Span::styled(says, if given.is_some() { theme.plain() } else { theme.quiet() }));
        page.push(Line::from(spans));
    });
}

/// Adds the follow-ups.
pub(super) fn follow_ups(page: &mut Page, words: Words<'_>) {
    for (place, follow_up) in words.session.follow_ups().iter().enumerate() {
        page.item(Target::FollowUp(place), |page, _| one(page, words, follow_up));
    }
    page.item(Target::AddFollowUp, |page, marked| {
        let style = if marked { page.theme.strong() } else { page.theme.plain() };
        page.text(4, "[ Add one ]", style);
    });
    page.item(Target::GoOn, |page, marked| {
        let style = if marked { page.theme.strong() } else { page.theme.plain() };
        page.text(4, "[ Go on ]", style);
    });
}

fn one(page: &mut Page, words: Words<'_>, follow_up: &FollowUp) {
    let theme = page.theme;
    let mark = if follow_up.done { "[x] " } else { "[ ] " };
    let style = if follow_up.done { theme.quiet() } else { theme.plain() };
    page.hanging(4, vec![Span::styled(mark, style)], &follow_up.what, style);
    let missing = !follow_up.done && (follow_up.owner.is_none() || follow_up.due.is_none());
    let about = about(words.questionnaire(), follow_up);
    page.text(8, &format!("{}{about}", who_and_when(follow_up)), if missing { theme.warning() } else { theme.quiet() });
}

/// Adds who sees it otherwise, by name: it goes into the record.
pub(super) fn dissent(page: &mut Page, words: Words<'_>) {
    let (dissent, more) = words.first_dissent(MOST_DISSENT);
    if dissent.is_empty() {
        return;
    }
    page.heading("Recorded dissent");
    for sentence in dissent {
        page.bullet(4, &sentence.text);
    }
    if more > 0 {
        let quiet = page.theme.quiet();
        page.text(4, &format!("and {more} more; all of them go into the record"), quiet);
    }
}
