//! The review: every question with its answer, importance and marks.

use ratatui::text::Span;

use super::{Page, Target};
use crate::questionnaire::{Id, Question};
use crate::report::words::{self, Basis, Words};
use crate::text;
use crate::tui::model::{Model, Sitting};

/// Columns of a question's label, its importance and its marks.
const LABEL: usize = 12;
const IMPORTANCE: usize = 10;
/// How many people the line of the setup names, and how many dissenters a question's line: the rest is counted.
const MOST_PEOPLE: usize = 8;
const MOST_DISSENTERS: usize = 4;

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    match &model.sitting {
        Sitting::Team => page.item(Target::Setup, |page, marked| {
            let style = if marked { model.theme.strong() } else { model.theme.plain() };
            page.hanging(4, Vec::new(), &setup_line(model), style);
        }),
        Sitting::Ballot { name } => page.text(4, &format!("{name}'s ballot, saved in {}", model.file.name), model.theme.plain()),
    }
    let mut section: Option<&Id> = None;
    for question in model.session().questionnaire().questions() {
        if question.section.as_ref() != section {
            section = question.section.as_ref();
            super::priorities::heading(model, section, &mut page);
        }
        item(model, question, &mut page);
    }
    ballots(model, &mut page);
    page
}

fn setup_line(model: &Model) -> String {
    let session = model.session();
    let people = words::join_some(session.participants().iter().map(|participant| participant.name.clone()), MOST_PEOPLE);
    let people = if people.is_empty() { "nobody named yet" } else { &people };
    format!("Setup: {people}; {}", session.mode().label())
}

fn item(model: &Model, question: &Question, page: &mut Page) {
    let theme = model.theme;
    let assessment = if model.is_ballot() { None } else { Some(model.assessment()) };
    let importance = model.session().importance(question);
    page.item(Target::Question(question.id.clone()), |page, marked| {
        let style = if marked { theme.strong() } else { theme.plain() };
        let label = text::pad(&words::label(&question.id), LABEL, theme.ascii);
        let step = text::pad(importance.label(), IMPORTANCE, theme.ascii);
        let lead = vec![Span::styled(format!("{label} "), style), Span::styled(format!("{step} "), theme.quiet())];
        let answer = match &assessment {
            Some(assessment) => answer(Words::new(model.session(), assessment), question),
            None => own_answer(model, question),
        };
        page.hanging(4, lead, &format!("{answer}{}", marks(model, question)), style);
    });
}

/// The answer in words; what is not a plain fact says so.
fn answer(words: Words, question: &Question) -> String {
    let basis = words.basis(&question.id);
    let answer = words.answer(question);
    match basis {
        // The words of a split say that it is one.
        Basis::Fact | Basis::Open | Basis::Unknown | Basis::NotApplicable | Basis::Split => answer,
        Basis::Assumption => format!("{answer} [assumption]"),
    }
}

fn own_answer(model: &Model, question: &Question) -> String {
    match model.session().answer(&question.id) {
        Some(crate::session::Answer::Choice(choice)) => question.choice(choice).map_or_else(String::new, |choice| choice.text.clone()),
        Some(crate::session::Answer::Unknown) => "we don't know".to_owned(),
        Some(crate::session::Answer::NotApplicable(_)) => "does not apply".to_owned(),
        None => "open".to_owned(),
    }
}

fn marks(model: &Model, question: &Question) -> String {
    let session = model.session();
    let dissent = session.dissent(&question.id).into_iter().map(|(name, _)| name.to_owned());
    let dissent = words::join_some(dissent, MOST_DISSENTERS);
    let mut marks = Vec::new();
    if !dissent.is_empty() {
        marks.push(format!("dissent: {dissent}"));
    }
    if !session.note(&question.id).is_empty() {
        marks.push("note".to_owned());
    }
    if session.round().is_some_and(|round| round.question == question.id) {
        marks.push("round running".to_owned());
    }
    if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join("; ")) }
}

fn ballots(model: &Model, page: &mut Page) {
    let waiting: Vec<_> = model.ballots.iter().enumerate().filter(|(_, ballot)| !ballot.merged).collect();
    if waiting.is_empty() {
        return;
    }
    page.heading("Ballots in this folder");
    for (place, ballot) in waiting {
        page.item(Target::Ballot(place), |page, _| {
            page.hanging(4, Vec::new(), &format!("{}: Enter brings it in", ballot.name), model.theme.plain());
        });
    }
}
