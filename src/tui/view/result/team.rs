//! Who voted what, what each member's own votes would have led to, and where the disagreement matters.

use ratatui::text::Span;

use super::super::Page;
use super::map::Map;
use super::part;
use crate::questionnaire::{Id, Question};
use crate::report::words::figures::points;
use crate::report::words::{Side, Words, hear_first, join, sides, turnout};
use crate::scoring::{Exact, TeamQuestion};
use crate::session::Vote;
use crate::text;
use crate::tui::model::Target;

/// The most rows of the sentence above the map.
const MOST_ROWS: usize = 2;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let Some(summary) = words.members() else {
        return page.text(2, "Nobody has voted: the answers are those that the team agreed on.", theme.plain());
    };
    let map = Map::new(page, words);
    let rows = text::wrap_at_most(&summary, page.room(2), MOST_ROWS, theme.ascii);
    page.text(2, &rows.join("\n"), theme.strong());
    map.head(page);
    page.pin();
    for team in &words.assessment.team.questions {
        let Some(question) = words.questionnaire().question(&team.question) else { continue };
        page.item(Target::Question(team.question.clone()), |page, marked| {
            map.row(page, question, team.split, marked);
            if marked {
                votes(page, words, team);
            }
        });
    }
    let is_voted = |question: &&Question| words.session.votes(&question.id).is_some();
    let silent = words.questionnaire().questions().iter().filter(|question| words.session.is_asked(question) && !is_voted(question));
    let silent = words.label_all(silent.map(|question| &question.id));
    if !silent.is_empty() {
        page.blank();
        page.text(4, &format!("Not voted on: {silent}."), theme.quiet());
    }
    part(page, "What each one's own votes would have led to", |page| members(page, words));
}

fn members(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let names = words.assessment.team.members.iter().map(|member| text::width(&member.name));
    let columns = names.max().unwrap_or(0).min(20) + 2;
    for member in &words.assessment.team.members {
        let leaders = match words.call_all(&member.leaders) {
            none if none.is_empty() => "nothing would be left".to_owned(),
            leaders => leaders,
        };
        let (mark, says) = if member.agrees { (theme.glyphs().check, "as the team") } else { (theme.glyphs().cross, "another result") };
        let lead =
            vec![Span::styled(text::pad(&member.name, columns, theme.ascii), theme.strong()), Span::raw(text::pad(mark, 3, theme.ascii))];
        page.hanging(4, lead, &format!("{leaders} ({says})"), theme.plain());
    }
}

/// What the difference is worth, who voted what, what the dissenters say, and who should speak first.
pub(in crate::tui::view) fn votes(page: &mut Page, words: Words<'_>, team: &TeamQuestion) {
    let theme = page.theme;
    let Some(question) = words.questionnaire().question(&team.question) else { return };
    page.text(6, &turnout(words.session, &question.id).map_or_else(String::new, |voted| format!("{voted}.")), theme.plain());
    for one in sides(words.session, question) {
        side(page, words, &question.id, &one);
    }
    if team.impact > Exact::ZERO {
        page.text(6, &format!("The votes drive two options {} apart.", points(team.impact)), theme.plain());
    }
    let voters: usize = team.votes.iter().map(|(_, votes)| votes).sum();
    if let Some(first) = hear_first(team).filter(|_| team.speak_first.len() < voters) {
        page.text(6, &first, theme.plain());
    }
}

/// One side: who is for what, whether that is agreed, and what those say who added a line.
fn side(page: &mut Page, words: Words<'_>, question: &Id, side: &Side<'_>) {
    let who = join(side.names.iter().map(ToString::to_string));
    let what = match &side.vote {
        Vote::Unknown => side.text.to_owned(),
        Vote::Choice(choice) => {
            let stands = match words.session.chosen(question) {
                Some(agreed) if agreed == choice => " (agreed)",
                Some(_) => " (dissent)",
                None => "",
            };
            format!("\"{}\"{stands}", side.text)
        }
    };
    page.bullet(6, &format!("{who}: {what}"));
    let lines = words.session.member_notes(question);
    for (name, line) in side.names.iter().filter_map(|name| Some((name, lines?.get(*name)?))) {
        let quiet = page.theme.quiet();
        page.text(8, &format!("{name}: {line}"), quiet);
    }
}
