//! What each member's own votes would have led to, and where the disagreement matters.

use ratatui::text::Span;

use super::super::Page;
use super::part;
use crate::questionnaire::Id;
use crate::report::words::figures::points;
use crate::report::words::{Words, join};
use crate::scoring::{Exact, TeamQuestion};
use crate::session::Vote;
use crate::text;
use crate::tui::model::Target;

/// Fills the view.
pub(super) fn fill(page: &mut Page, words: Words<'_>) {
    let theme = page.theme;
    let Some(summary) = words.members() else {
        return page.text(2, "Nobody has voted: the answers are those that the team agreed on.", theme.plain());
    };
    page.text(2, &summary, theme.strong());
    part(page, "What each one's own votes would have led to", |page| members(page, words));
    let differs = |question: &&TeamQuestion| question.votes.len() > 1 || question.dissent > 0;
    let (apart, together): (Vec<_>, Vec<_>) = words.assessment.team.questions.iter().partition(differs);
    let (matters, idle): (Vec<_>, Vec<_>) = apart.into_iter().partition(|question| question.impact > Exact::ZERO || question.dissent > 0);
    part(page, "Where you disagree, what matters most first", |page| {
        for question in matters {
            disagreement(page, words, question);
        }
    });
    for (heading, questions) in [("Where that makes no difference", idle), ("Where you are of one mind", together)] {
        let labels = words.label_all(questions.iter().map(|question| &question.question));
        if !labels.is_empty() {
            page.heading(heading);
            page.text(4, &format!("{labels}."), theme.plain());
        }
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

/// What the difference is worth, who voted what, what the dissenters say, and who should speak first.
fn disagreement(page: &mut Page, words: Words<'_>, team: &TeamQuestion) {
    let theme = page.theme;
    page.item(Target::Question(team.question.clone()), |page, _| {
        let worth = match team.impact {
            impact if impact > Exact::ZERO => format!("it drives two options {} apart", points(impact)),
            _ => "it drives no two options apart".to_owned(),
        };
        let lead = if team.split { vec![Span::styled("SPLIT  ", theme.warning())] } else { Vec::new() };
        page.hanging(4, lead, &format!("{}: {worth}", words.label(&team.question)), theme.strong());
        for (vote, names) in sides(words, team) {
            side(page, words, &team.question, &vote, &names);
        }
        let voters: usize = team.votes.iter().map(|(_, votes)| votes).sum();
        if !team.speak_first.is_empty() && team.speak_first.len() < voters {
            page.text(6, &format!("Hear the ends first: {}.", join(team.speak_first.iter().cloned())), theme.plain());
        }
    });
}

/// One side: who is for what, whether that is agreed, and what those say who added a line.
fn side(page: &mut Page, words: Words<'_>, question: &Id, vote: &Vote, names: &[&str]) {
    let who = join(names.iter().map(ToString::to_string));
    let what = match vote {
        Vote::Unknown => "we don't know yet".to_owned(),
        Vote::Choice(choice) => {
            let stands = match words.session.chosen(question) {
                Some(agreed) if agreed == choice => " (agreed)",
                Some(_) => " (dissent)",
                None => "",
            };
            format!("\"{}\"{stands}", words.choice(question, choice))
        }
    };
    page.bullet(6, &format!("{who}: {what}"));
    let lines = words.session.member_notes(question);
    for (name, line) in names.iter().filter_map(|name| Some((name, lines?.get(*name)?))) {
        let quiet = page.theme.quiet();
        page.text(8, &format!("{name}: {line}"), quiet);
    }
}

/// The sides that were taken, in the order of the choices, "don't know" last; names in participants' order.
fn sides<'a>(words: Words<'a>, team: &TeamQuestion) -> Vec<(Vote, Vec<&'a str>)> {
    let choices = team.votes.iter().map(|(choice, _)| Vote::Choice(choice.clone()));
    let mut sides: Vec<(Vote, Vec<&str>)> = choices.chain(std::iter::once(Vote::Unknown)).map(|vote| (vote, Vec::new())).collect();
    let last_round = words.session.votes(&team.question);
    for person in words.session.participants() {
        let vote = last_round.and_then(|votes| votes.get(&person.name));
        if let Some((_, names)) = sides.iter_mut().find(|(side, _)| Some(side) == vote) {
            names.push(&person.name);
        }
    }
    sides.retain(|(_, names)| !names.is_empty());
    sides
}
