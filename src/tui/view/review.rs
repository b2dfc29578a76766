//! The review: every question with its answer, importance and marks.

use ratatui::text::{Line, Span};

use super::{Page, Target};
use crate::questionnaire::{Id, Question};
use crate::report::words::{self, Basis, Words};
use crate::sitting::Kind;
use crate::text;
use crate::tui::model::Model;

/// The most columns of a question's label, and the columns of its importance.
const WIDEST_LABEL: usize = 20;
const IMPORTANCE: usize = 10;
/// The most people that the setup's line names, and the most dissenters that a question's line names: the rest is
/// counted.
const MOST_PEOPLE: usize = 8;
const MOST_DISSENTERS: usize = 4;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    page.item(Target::Next, |page, _| page.hanging(4, Vec::new(), &next(model), model.theme.strong()));
    match model.sitting.kind() {
        Kind::Team => page.item(Target::Setup, |page, marked| {
            let style = if marked { model.theme.strong() } else { model.theme.plain() };
            page.hanging(4, Vec::new(), &setup_line(model), style);
        }),
        Kind::Ballot { name, .. } => page.text(4, &format!("{name}'s ballot, saved in {}", model.sitting.file.name), model.theme.plain()),
    }
    let labels = model.session().questionnaire().questions().iter().map(|question| text::width(&question.label));
    let columns = labels.max().unwrap_or(0).min(WIDEST_LABEL);
    let mut section: Option<&Id> = None;
    for question in model.session().questionnaire().questions() {
        if question.section.as_ref() != section {
            section = question.section.as_ref();
            super::priorities::heading(model, section, &mut page);
        }
        item(model, question, columns, &mut page);
    }
    ballots(model, &mut page);
    page
}

/// Fills the page beside it: all of the marked question, or what the record still lacks.
pub(super) fn beside(model: &Model, marked: Option<&Target>, page: &mut Page) {
    let assessment = model.assessment();
    let words = Words::new(model.session(), &assessment);
    match marked {
        Some(Target::Question(question)) => whole(model, words, question, page),
        Some(Target::Setup) => people(model, page),
        _ => {
            page.heading("What the record still lacks");
            super::close::check_list(page, words);
        }
    }
}

fn people(model: &Model, page: &mut Page) {
    let theme = model.theme;
    page.heading("Who is here");
    for person in model.session().participants() {
        page.hanging(
            4,
            vec![Span::styled(person.name.clone(), theme.strong())],
            &person.role.as_ref().map(|role| format!(": {role}")).unwrap_or_default(),
            theme.plain(),
        );
    }
    page.heading("How you answer");
    let mode = model.session().mode();
    page.text(4, &format!("{}: {}", mode.label(), mode.means()), theme.plain());
}

/// A question with its answer in full, the votes, the note and the follow-ups.
fn whole(model: &Model, words: Words<'_>, question: &Id, page: &mut Page) {
    let Some(question) = words.questionnaire().question(question) else { return };
    let theme = model.theme;
    page.text(2, &question.ask, theme.strong());
    page.blank();
    page.text(4, &words.answer(question), theme.plain());
    let chosen = words.session.chosen(&question.id).and_then(|choice| question.choice(choice));
    if let Some(means) = chosen.and_then(|choice| choice.means.as_deref()) {
        page.text(4, means, theme.quiet());
    }
    if let Some(team) = words.assessment.team.questions.iter().find(|team| team.question == question.id) {
        page.heading("Votes");
        super::result::votes(page, words, team);
    }
    page.blank();
    super::question::details(model, question, page);
}

/// What to do next, and how: Enter on this row does it.
fn next(model: &Model) -> String {
    let standing = model.standing();
    match (model.sitting.untouched().first(), standing.voted) {
        (Some(first), _) => format!("{} open: Enter goes to {}", standing.open, first.label),
        (None, _) if model.is_ballot() => "All answered: q leaves, your ballot is saved".to_owned(),
        (None, 0) => "All answered: Enter shows the result".to_owned(),
        (None, voted) => format!("None open, {voted} voted, not agreed: Enter shows the result"),
    }
}

fn setup_line(model: &Model) -> String {
    let session = model.session();
    let people = words::join_some(session.participants().iter().map(|participant| participant.name.clone()), MOST_PEOPLE);
    let people = if people.is_empty() { "nobody named yet" } else { &people };
    format!("Setup: {people}; {}", session.mode().label())
}

/// Adds a question in one row, so that many are seen at once; while it is marked, what did not fit follows.
fn item(model: &Model, question: &Question, columns: usize, page: &mut Page) {
    let theme = model.theme;
    let assessment = if model.is_ballot() { None } else { Some(model.assessment()) };
    let words = assessment.as_ref().map(|assessment| Words::new(model.session(), assessment));
    let answer = words.map_or_else(|| own_answer(model, question), |words| words.answer(question));
    let basis = words.map_or(Basis::Fact, |words| words.basis(&question.id));
    let is_contradicted = model.session().count_dissent(&question.id) > 0;
    let marks = marks(model, question, basis, is_contradicted);
    // The page beside says all of it.
    let in_full = super::is_side_by_side(model);
    page.item(Target::Question(question.id.clone()), |page, marked| {
        let style = if marked { theme.strong() } else { theme.plain() };
        let label = text::pad(&question.label, columns, theme.ascii);
        let step = text::pad(model.session().importance(question).label(), IMPORTANCE, theme.ascii);
        let hang = 4 + columns + 2 + IMPORTANCE + 1;
        let behind = if marks.is_empty() { 0 } else { text::width(&marks) + 2 };
        let room = page.room(hang).saturating_sub(behind);
        let mut spans = vec![Span::styled(format!("    {label}  "), style), Span::styled(format!("{step} "), theme.quiet())];
        spans.push(Span::styled(text::pad(&answer, room, theme.ascii), style));
        spans.extend((behind > 0).then(|| Span::raw(format!("  {marks}"))));
        page.push(Line::from(spans));
        if marked && text::width(&answer) > room && !in_full {
            page.text(hang, &answer, theme.plain());
        }
        if marked && is_contradicted && !in_full {
            let dissent = model.session().dissent(&question.id).into_iter().map(|(name, _)| name.to_owned());
            let dissent = words::join_some(dissent, MOST_DISSENTERS);
            page.text(hang, &format!("Dissent: {dissent}"), theme.plain());
        }
    });
}

fn own_answer(model: &Model, question: &Question) -> String {
    match model.session().answer(&question.id) {
        Some(crate::session::Answer::Choice(choice)) => question.choice(choice).map_or_else(String::new, |choice| choice.text.clone()),
        Some(crate::session::Answer::Unknown) => words::I_DO_NOT_KNOW.to_owned(),
        Some(crate::session::Answer::NotApplicable(_)) => "Does not apply".to_owned(),
        None => "Not answered".to_owned(),
    }
}

/// Returns what to know about an answer besides its words; what is not a plain fact comes first.
fn marks(model: &Model, question: &Question, basis: Basis, dissent: bool) -> String {
    let session = model.session();
    let marks = [
        (basis == Basis::Split, "SPLIT"),
        (basis == Basis::Voted, "voted"),
        (basis == Basis::Assumption, "assumption"),
        (dissent, "dissent"),
        (!session.note(&question.id).is_empty(), "note"),
        (session.round().is_some_and(|round| round.question == question.id), "round running"),
    ];
    marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark).collect::<Vec<_>>().join(", ")
}

fn ballots(model: &Model, page: &mut Page) {
    let waiting: Vec<_> = model.ballots.iter().enumerate().filter(|(_, ballot)| !ballot.merged).collect();
    if model.can_edit() && !model.is_ballot() {
        page.blank();
        super::write_page(model, page);
    }
    if !waiting.is_empty() {
        page.heading("Ballots in this folder");
    }
    for (place, ballot) in waiting {
        page.item(Target::Ballot(place), |page, _| {
            page.hanging(4, Vec::new(), &format!("{}: Enter brings it in", ballot.name), model.theme.plain());
        });
    }
}
