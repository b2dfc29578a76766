//! Votes: handing over, voting unseen, votes called out, and the reveal.
//!
//! Until the reveal, only who has voted is drawn; a booth shows its own voter's vote and nobody else's.

use ratatui::text::{Line, Span};

use super::page::Caret;
use super::{Page, question};
use crate::questionnaire::{Choice, Id, Question};
use crate::report::words;
use crate::scoring;
use crate::session::ballot::Ballot;
use crate::session::{Vote, Votes};
use crate::text;
use crate::tui::model::{Cursor, Model, Screen};

/// Columns of the labels before lists of names, and the most rows that such a list takes.
const NAMES: usize = 16;
const ROWS_OF_NAMES: usize = 3;
/// The most columns of a name where votes are called out, and the most people who stand one below the other.
const WIDEST_NAME: usize = 18;
const MOST_BELOW: usize = 8;
/// The columns around a name that is called: the pointer before it, the digit after it.
const AROUND_NAME: usize = 6;
/// The longest bar of votes: beyond it only the figure grows.
const LONGEST_BAR: usize = 20;

/// Fills the screen between two voters.
pub(super) fn hand_over(model: &Model, name: &str) -> Page {
    let mut page = super::start(model);
    let theme = model.theme;
    if let Some(question) = round_question(model) {
        let room = page.room(2);
        page.text(2, &question::place_in_walk(model, question, room), theme.quiet());
        page.text(2, &question.ask, theme.strong());
    }
    page.blank();
    page.blank();
    page.text(8, &format!("Next vote: {name}"), theme.strong());
    page.blank();
    page.text(8, &format!("Please hand the keyboard to {name}. Everyone else: look away."), theme.plain());
    page.text(8, "Votes stay hidden until all are in.", theme.plain());
    page.blank();
    page.text(8, &format!("Press Enter when {name} is ready."), theme.strong());
    page.blank();
    page.blank();
    let room = page.room(8 + NAMES) * ROWS_OF_NAMES;
    for (label, voted) in [("Voted", true), ("Still to vote", false)] {
        page.labeled(8, label, NAMES, &text::shorten(&names(model, voted), room, theme.ascii), theme.plain());
    }
    page
}

/// Fills the screen on which one person votes.
pub(super) fn booth(model: &Model) -> Page {
    let mut page = super::start(model);
    let Screen::Booth { name, chosen, .. } = &model.place.screen else { return page };
    let Some(question) = round_question(model) else { return page };
    let theme = model.theme;
    let own = model.session().round().and_then(|round| round.votes.get(name));
    let vote = own.filter(|_| *chosen);
    let room = page.room(2);
    page.text(2, &question::place_in_walk(model, question, room), theme.quiet());
    page.text(2, &format!("{name}, choose unseen. Enter hides your vote and hands over."), theme.quiet());
    if own.is_some() && vote.is_none() {
        page.text(2, &format!("A vote of {name} is in and stays hidden: choose again to replace it, or u to clear it."), theme.strong());
        page.blank();
    }
    page.text(2, &question.ask, theme.strong());
    page.pin();
    if let Some(why) = &question.why {
        page.text(2, why, theme.plain());
    }
    page.blank();
    for (place, choice) in question.choices.iter().enumerate() {
        let taken = matches!(vote, Some(Vote::Choice(chosen)) if *chosen == choice.id);
        option(model, &format!("{}", place + 1), taken, &choice.text, choice.means.as_deref(), &mut page);
    }
    page.stick(|page| option(model, "0", vote == Some(&Vote::Unknown), words::I_DO_NOT_KNOW, None, page));
    page
}

/// Fills the screen on which votes called out are entered.
pub(super) fn call_out(model: &Model, names: &[String], entered: usize) -> Page {
    let mut page = super::start(model);
    let Some(question) = round_question(model) else { return page };
    let theme = model.theme;
    let room = page.room(2);
    page.text(2, &question::place_in_walk(model, question, room), theme.quiet());
    page.text(2, &question.ask, theme.strong());
    page.pin();
    page.text(2, "Called out, or typed in a chat: one digit for each person, in this order.", theme.quiet());
    page.blank();
    for (place, choice) in question.choices.iter().enumerate() {
        page.hanging(4, vec![Span::raw(format!("{} ", place + 1))], &choice.text, theme.plain());
    }
    page.hanging(4, vec![Span::raw("0 ")], "Don't know", theme.plain());
    page.blank();
    called_out(model, question, names, entered, &mut page);
    if entered == names.len() {
        page.blank();
        page.caret = Some(Caret { row: page.rows.len(), column: 4 });
        let voted = model.session().round().map(|round| &round.votes);
        let is_in = |name: &String| voted.is_some_and(|votes| votes.contains_key(name));
        let all = if names.iter().all(is_in) { "All votes are in" } else { "All votes there are" };
        page.text(4, &format!("{all}: Enter shows them, Backspace corrects the last."), theme.strong());
    }
    page
}

/// Adds who was called, with the digits entered since and the cursor at the next: many people stand side by side.
fn called_out(model: &Model, question: &Question, names: &[String], entered: usize, page: &mut Page) {
    let theme = model.theme;
    let votes = model.session().round().map(|round| &round.votes);
    let wide = names.iter().map(|name| text::width(name)).max().unwrap_or(0).min(WIDEST_NAME);
    let called = wide + AROUND_NAME;
    let columns = if names.len() > MOST_BELOW { (page.room(4) / called).max(1) } else { 1 };
    for (row, line) in names.chunks(columns).enumerate() {
        let mut spans = vec![Span::raw("    ")];
        for (column, name) in line.iter().enumerate() {
            let place = row * columns + column;
            let number = votes.and_then(|votes| votes.get(name)).filter(|_| place < entered).map(|vote| vote.digit(question).to_string());
            let (pointer, style) = if place == entered { (theme.glyphs().pointer, theme.strong()) } else { (" ", theme.plain()) };
            let number = number.unwrap_or_else(|| if place < entered { "-" } else { "_" }.to_owned());
            spans.push(Span::styled(format!("{pointer} {} {number}  ", text::pad(name, wide, theme.ascii)), style));
            if place == entered {
                page.caret = Some(Caret { row: page.rows.len(), column: 4 + column * called + called - 3 });
            }
        }
        page.push(Line::from(spans));
    }
}

/// Fills the screen of a question whose votes are revealed.
pub(super) fn reveal(model: &Model, question: &Id) -> Page {
    let mut page = super::start(model);
    let Some(question) = model.session().questionnaire().question(question) else { return page };
    question::ask(model, question, &mut page);
    let rounds = model.session().rounds(&question.id);
    let Some(votes) = rounds.last() else { return page };
    page.blank();
    verdict(model, question, &mut page);
    page.blank();
    for (place, choice) in question.choices.iter().enumerate() {
        question::item(model, question, place, choice, &mut page, |page, indent| voters(model, votes, Some(choice), indent, page));
    }
    page.stick(|page| question::others(model, question, page, |page, indent| voters(model, votes, None, indent, page)));
    page.blank();
    earlier(model, question, rounds, &mut page);
    dissent(model, question, &mut page);
    question::details(model, question, &mut page);
    question::effects_below(model, question, &mut page);
    page
}

/// Fills the screen of questions on which all ballots agree.
pub(super) fn agreed(model: &Model) -> Page {
    let mut page = super::start(model);
    let theme = model.theme;
    let questions = model.sitting.agreed_unconfirmed();
    page.blank();
    page.text(
        2,
        &format!(
            "All votes agree on {}. Enter confirms them all; right goes on without.",
            words::count(questions.len(), "question", "questions")
        ),
        theme.strong(),
    );
    let apart = model.sitting.apart();
    if !apart.is_empty() {
        let labels = words::join(apart.iter().map(|question| question.label.clone()));
        page.text(2, &format!("To talk about: {labels}."), theme.plain());
    }
    for asked in questions {
        page.blank();
        page.text(4, &asked.ask, theme.plain());
        let choice = model.session().votes(&asked.id).and_then(|votes| votes.values().find_map(|vote| choice_of(asked, vote)));
        page.text(6, choice.map_or("", |choice| &choice.text), theme.strong());
    }
    page
}

/// Fills the page on which votes without check characters are read back.
pub(super) fn read_back(model: &Model, ballot: &Ballot, cursor: Cursor) -> Page {
    let mut page = Page::new(super::page_width(model), cursor, model.theme);
    let name = ballot.name();
    let asked = format!("{}; it counts once {name} says that all of it is right.", words::read_this_to(name));
    page.text(2, &asked, model.theme.strong());
    page.pin();
    for line in words::read_back(model.session().questionnaire(), ballot) {
        page.blank();
        page.text(4, &line, model.theme.plain());
    }
    page
}

/// Says whether the votes are split, why that matters, who should speak first, and who is missing.
fn verdict(model: &Model, question: &Question, page: &mut Page) {
    let Some(team) = scoring::team_question(model.session(), &question.id) else { return };
    let theme = model.theme;
    if team.split {
        let first = words::hear_first(&team).map_or_else(String::new, |first| format!(" {first}"));
        let worth = format!("The answer is worth up to {}.{first}", words::figures::points(team.impact));
        page.hanging(2, vec![Span::styled("SPLIT VOTE  ", theme.warning())], &worth, theme.strong());
    }
    let is_missing = !model.session().missing(&question.id).is_empty();
    let mut said = words::agreement(model.session(), &question.id).unwrap_or_default();
    if team.votes.len() > 1 && !team.split {
        said += " Votes differ, but not by much: agree on an answer.";
    }
    if is_missing && model.can_edit() {
        said += " v lets the missing vote.";
    }
    if is_missing || !team.split {
        page.text(2, &said, theme.strong());
    }
}

/// Adds those who voted for `choice`, or for "don't know" if that is `None`, after a bar that grows with their number.
fn voters(model: &Model, votes: &Votes, choice: Option<&Choice>, indent: usize, page: &mut Page) {
    let same = |vote: &Vote| match (vote, choice) {
        (Vote::Choice(id), Some(choice)) => *id == choice.id,
        (Vote::Unknown, None) => true,
        (Vote::Choice(_), None) | (Vote::Unknown, Some(_)) => false,
    };
    let names: Vec<&str> = model
        .session()
        .participants()
        .iter()
        .filter(|participant| votes.get(&participant.name).is_some_and(same))
        .map(|participant| participant.name.as_str())
        .collect();
    if names.is_empty() {
        return;
    }
    let bar = model.theme.glyphs().progress.repeat((names.len() * 2).min(LONGEST_BAR));
    let strong = model.theme.strong();
    page.hanging(indent, vec![Span::styled(format!("{bar} {}  ", names.len()), strong)], &names.join(", "), strong);
}

fn earlier(model: &Model, question: &Question, rounds: &[Votes], page: &mut Page) {
    for (number, votes) in rounds.iter().enumerate().take(rounds.len().saturating_sub(1)) {
        let of = |participant: &crate::session::Participant| {
            votes.get(&participant.name).map(|vote| format!("{} {}", participant.name, vote.digit(question)))
        };
        let line: Vec<String> = model.session().participants().iter().filter_map(of).collect();
        page.labeled(4, &format!("Round {}", number + 1), 12, &line.join(", "), model.theme.quiet());
    }
}

fn dissent(model: &Model, question: &Question, page: &mut Page) {
    let dissenters = model.session().dissent(&question.id);
    if !dissenters.is_empty() {
        let names: Vec<&str> = dissenters.into_iter().map(|(name, _)| name).collect();
        page.labeled(
            4,
            "Dissent",
            12,
            &format!("{} (d adds a line; it goes into the record by name)", names.join(", ")),
            model.theme.plain(),
        );
    }
}

fn option(model: &Model, key: &str, taken: bool, words: &str, means: Option<&str>, page: &mut Page) {
    let glyphs = model.theme.glyphs();
    let style = if taken { model.theme.strong() } else { model.theme.plain() };
    let mark = if taken { glyphs.taken } else { glyphs.free };
    page.hanging(4, vec![Span::styled(format!("{key} {mark} "), style)], words, style);
    if let Some(means) = means {
        page.text(10, means, model.theme.quiet());
    }
}

fn choice_of<'a>(question: &'a Question, vote: &Vote) -> Option<&'a Choice> {
    match vote {
        Vote::Choice(id) => question.choice(id),
        Vote::Unknown => None,
    }
}

pub(super) fn round_question(model: &Model) -> Option<&Question> {
    model.session().questionnaire().question(&model.session().round()?.question)
}

fn names(model: &Model, voted: bool) -> String {
    let has_voted = |name: &str| model.session().round().is_some_and(|round| round.votes.contains_key(name));
    let everybody = model.session().participants().iter().map(|participant| participant.name.as_str());
    let names: Vec<&str> = everybody.filter(|name| has_voted(name) == voted).collect();
    match names.len() {
        0 => "nobody".to_owned(),
        count if count > MOST_BELOW => format!("{count}: {}", names.join(", ")),
        _ => names.join(", "),
    }
}
