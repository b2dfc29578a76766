//! What each member's own votes would have led to, and where the disagreement matters.

use ratatui::text::Span;

use super::super::{Page, Target};
use super::{part, sentences};
use crate::questionnaire::Id;
use crate::report::words::figures::points;
use crate::report::words::{Words, join, label};
use crate::scoring::{Exact, TeamQuestion};
use crate::session::Vote;
use crate::text;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let Some(summary) = words.members() else {
        return page.text(2, "Nobody has voted: the answers are those that the team agreed on.", theme.plain());
    };
    page.text(2, &summary, theme.strong());
    part(page, "What each one's own votes would have led to", |page| members(page, words));
    let (apart, together): (Vec<_>, Vec<_>) = words.assessment.team.questions.iter().partition(|question| question.votes.len() > 1);
    part(page, "Where you disagree, what matters most first", |page| {
        for question in &apart {
            disagreement(page, words, question);
        }
    });
    part(page, "Votes that stand against the agreed answer", |page| sentences(page, words.dissent()));
    let agreed = words.label_all(together.iter().map(|question| &question.question));
    if !agreed.is_empty() {
        page.blank();
        page.text(2, &format!("Of one mind: {agreed}."), theme.quiet());
    }
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

/// Who voted what, what that is worth, and who should speak first.
fn disagreement(page: &mut Page, words: Words<'_>, team: &TeamQuestion) {
    let theme = page.theme;
    page.item(Target::Question(team.question.clone()), |page, _| {
        let worth = match team.impact {
            impact if impact > Exact::ZERO => format!("it moves the gap by {}", points(impact)),
            _ => "it does not move the gap".to_owned(),
        };
        let lead = if team.split { vec![Span::styled("SPLIT  ", theme.warning())] } else { Vec::new() };
        page.hanging(4, lead, &format!("{}: {worth}", label(&team.question)), theme.strong());
        for (choice, _) in &team.votes {
            let who = voters(words, &team.question, &Vote::Choice(choice.clone()));
            let agreed = if words.session.chosen(&team.question) == Some(choice) { " (agreed)" } else { "" };
            page.bullet(6, &format!("{who}: \"{}\"{agreed}", words.choice(&team.question, choice)));
        }
        if team.dont_know > 0 {
            page.bullet(6, &format!("{}: we don't know yet", voters(words, &team.question, &Vote::Unknown)));
        }
        let everyone: usize = team.votes.iter().map(|(_, votes)| votes).sum();
        if !team.speak_first.is_empty() && team.speak_first.len() < everyone {
            page.text(6, &format!("Hear the ends first: {}.", join(team.speak_first.iter().cloned())), theme.plain());
        }
    });
}

fn voters(words: Words<'_>, question: &Id, vote: &Vote) -> String {
    let last_round = words.session.votes(question);
    let voted = |name: &String| last_round.is_some_and(|votes| votes.get(name) == Some(vote));
    join(words.session.participants().iter().map(|person| &person.name).filter(|name| voted(name)).cloned())
}
