//! One question of the what-if: its answer and importance, what was changed, and while it is marked every choice with
//! what it would do.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use super::super::Page;
use crate::questionnaire::{Choice, Id, Question};
use crate::report::words::{Words, join, kind_label};
use crate::scoring::{Assessment, Flip, assess, find};
use crate::session::{Answer, Change};
use crate::text;
use crate::tui::model::Target;

/// The fewest columns of a choice, however long the names are that it puts first.
const LEAST_OF_CHOICE: usize = 12;
/// The most columns of a label.
const WIDEST_LABEL: usize = 20;
/// Columns of an importance and of a mark.
const IMPORTANCE: usize = 10;
const MARK: usize = 9;

/// What is the same for all questions.
pub(super) struct Common<'a> {
    before: Words<'a>,
    now: Words<'a>,
    /// The columns of the labels.
    columns: usize,
    /// The questions of which another answer or importance would change who leads.
    can_flip: BTreeSet<&'a Id>,
}

impl<'a> Common<'a> {
    /// Compares `before` with `now`.
    pub(super) fn new(before: Words<'a>, now: Words<'a>) -> Self {
        let labels = now.questionnaire().questions().iter().map(|question| text::width(&question.label));
        let can_flip = if now.compares() { can_flip(now.assessment) } else { BTreeSet::new() };
        Self { before, now, columns: labels.max().unwrap_or(0).min(WIDEST_LABEL), can_flip }
    }
}

fn can_flip(assessment: &Assessment) -> BTreeSet<&Id> {
    let by_answer = assessment.flips.iter().map(|flip| &flip.question);
    let steps = assessment.stability.iter().flatten();
    let by_importance = steps.filter(|(_, stability)| !stability.steps_that_flip.is_empty()).map(|(question, _)| question);
    by_answer.chain(by_importance).collect()
}

/// Adds the question.
pub(super) fn add(page: &mut Page, common: &Common<'_>, question: &Question) {
    let Common { before, now, .. } = *common;
    page.item(Target::Question(question.id.clone()), |page, marked| {
        head(page, common, question, marked);
        if marked {
            let strong = page.theme.strong();
            page.text(8, &question.ask, strong);
            choices(page, now, question);
            if now.compares() {
                importances(page, now, question);
            }
        }
        changes(page, before, now, question);
    });
}

fn head(page: &mut Page, common: &Common<'_>, question: &Question, marked: bool) {
    let Common { before, now, columns, ref can_flip } = *common;
    let theme = page.theme;
    let style = if marked { theme.strong() } else { theme.plain() };
    let room = page.room(4 + columns + 2 + IMPORTANCE + MARK + 2);
    let cell = |words: &str, columns: usize| text::pad(words, columns, theme.ascii);
    let changed = changed_answer(before, now, &question.id) || before.session.importance(question) != now.session.importance(question);
    let mark = match (changed, can_flip.contains(&question.id)) {
        (true, _) => Span::styled("changed", theme.strong()),
        (false, true) => Span::styled("can flip", theme.quiet()),
        (false, false) => Span::raw(""),
    };
    page.push(Line::from(vec![
        Span::raw("    "),
        Span::styled(cell(&question.label, columns), style),
        Span::raw("  "),
        Span::styled(cell(&now.answer(question), room), style),
        Span::raw("  "),
        Span::styled(cell(now.session.importance(question).label(), IMPORTANCE), theme.plain()),
        mark,
    ]));
}

/// Every choice with its number, and who would lead with it.
fn choices(page: &mut Page, now: Words<'_>, question: &Question) {
    let theme = page.theme;
    let chosen = now.session.chosen(&question.id);
    for (place, choice) in question.choices.iter().enumerate() {
        let mark = if chosen == Some(&choice.id) { theme.glyphs().taken } else { theme.glyphs().free };
        let does = flip(now, question, choice)
            .filter(|_| now.compares())
            .map(|flip| format!("  {} {}", theme.glyphs().arrow, would_lead(now, question, choice, &flip.leaders)));
        let does = does.unwrap_or_default();
        let lead = format!("        {} {mark} ", place + 1);
        let style = if chosen == Some(&choice.id) { theme.strong() } else { theme.plain() };
        // A row each, so that all choices are seen at once; what a choice does is said in full.
        let room = page.room(text::width(&lead));
        let text = text::shorten(&choice.text, room.saturating_sub(text::width(&does)).max(LEAST_OF_CHOICE), theme.ascii).into_owned();
        let does = text::shorten(&does, room - text::width(&text), theme.ascii).into_owned();
        page.push(Line::from(vec![Span::styled(lead, theme.quiet()), Span::styled(text, style), Span::styled(does, style)]));
    }
}

/// The importance steps with which another alternative would lead, each with the verdict it would bring.
fn importances(page: &mut Page, now: Words<'_>, question: &Question) {
    let Some(stability) = now.assessment.stability.as_ref().and_then(|all| find(all, &question.id)) else { return };
    for step in &stability.steps_that_flip {
        let overtaker = if step.weight() < stability.weight { &stability.low_overtaker } else { &stability.high_overtaker };
        let Some(overtaker) = overtaker else { continue };
        let arrow = page.theme.glyphs().arrow;
        let plain = page.theme.plain();
        let leads = leads(now, std::slice::from_ref(overtaker));
        let verdict = verdict_with(now, Change::Importance(question.id.clone(), *step));
        page.text(8, &format!("importance {}  {arrow} {leads} ({verdict})", step.label()), plain);
    }
}

/// What the answer and the importance were before.
fn changes(page: &mut Page, before: Words<'_>, now: Words<'_>, question: &Question) {
    let was = before.session.importance(question);
    let mut changes = Vec::new();
    if changed_answer(before, now, &question.id) {
        changes.push(format!("\"{}\"", before.answer(question)));
    }
    if was != now.session.importance(question) {
        changes.push(format!("importance {}", was.label()));
    }
    if !changes.is_empty() {
        let quiet = page.theme.quiet();
        page.text(8, &format!("was {}", join(changes)), quiet);
    }
}

fn changed_answer(before: Words<'_>, now: Words<'_>, question: &Id) -> bool {
    before.session.answer(question) != now.session.answer(question)
}

fn flip<'a>(now: Words<'a>, question: &Question, choice: &Choice) -> Option<&'a Flip> {
    now.assessment.flips.iter().find(|flip| flip.question == question.id && flip.to == choice.id)
}

/// Who leads with another answer, and the verdict it would bring.
fn would_lead(now: Words<'_>, question: &Question, choice: &Choice, leaders: &[Id]) -> String {
    let who = leads(now, leaders);
    let answer = Change::Answer(question.id.clone(), Answer::Choice(choice.id.clone()));
    // With nobody left that is the verdict.
    if leaders.is_empty() { who } else { format!("{who} ({})", verdict_with(now, answer)) }
}

/// The verdict with another answer or importance, in words. This is computed only for what changes who leads, on one
/// question.
fn verdict_with(now: Words<'_>, change: Change) -> &'static str {
    let mut tried = now.session.clone();
    match tried.apply(change, now.session.created()) {
        Ok(()) => kind_label(assess(&tried).verdict.kind),
        Err(_) => "",
    }
}

fn leads(now: Words<'_>, leaders: &[Id]) -> String {
    match leaders {
        [] => "nothing would be left".to_owned(),
        [one] => format!("{} leads", now.call(one)),
        several => format!("{} are level", now.call_all(several)),
    }
}
