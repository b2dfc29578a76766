//! The first view, for people who look for ten seconds: what, how firm, why, the bars, and what it hinges on.

use ratatui::text::{Line, Span};

use super::super::chart::Pattern;
use super::super::{Page, banner};
use super::{bars, hinge, part};
use crate::order::sort_by_key;
use crate::questionnaire::Id;
use crate::report::words::{Argument, Words, changed, count};
use crate::scoring::{QuestionState, State, VerdictKind};
use crate::text;
use crate::tui::model::Target;

/// The fewest rows with which the headline is in large letters and reasons take as many rows as they need.
const ROOMY: usize = 24;
/// The fewest rows with which a row stays free before the bars.
const AIRY: usize = 18;
/// How many reasons for and against a recommendation are shown, and for and against each alternative that is too close
/// to call.
const REASONS: (usize, usize) = (3, 2);
const REASONS_OF_TIED: (usize, usize) = (2, 1);
/// The most columns of a label of what is missing, and the columns of its importance.
const WIDEST_LABEL: usize = 16;
const IMPORTANCE: usize = 10;
/// How many dissenting votes are named; the view of the team names all.
const MOST_DISSENTERS: usize = 6;

/// Fills the view on a page of so many rows.
pub(super) fn fill(page: &mut Page, words: Words<'_>, height: usize) {
    let roomy = height >= ROOMY;
    headline(page, words, roomy);
    let plain = page.theme.plain();
    page.text(2, &words.how_firm(), plain);
    if let Some(sentence) = weak_field(words) {
        page.text(2, &sentence, plain);
    }
    match words.assessment.verdict.kind {
        VerdictKind::NotEnough => missing(page, words),
        VerdictKind::NoneLeft => ways_back(page, words),
        VerdictKind::OnlyOne | VerdictKind::TooClose | VerdictKind::Lean | VerdictKind::Clear => {
            gap(page, roomy);
            reasons(page, words, roomy);
            gap(page, height >= AIRY);
            bars::fill(page, words);
            bars::families(page, words);
            gap(page, roomy);
            hinge(page, words);
            page.blank();
            bars::legend(page, words);
            part(page, how_firm(words), |page| doubts(page, words));
        }
    }
    part(page, "On the record", |page| on_the_record(page, words));
}

fn gap(page: &mut Page, roomy: bool) {
    if roomy {
        page.blank();
    }
}

/// The family in large letters, the form below it.
fn headline(page: &mut Page, words: Words<'_>, roomy: bool) {
    let theme = page.theme;
    let (large, form) = headline_words(words);
    let subject = words.assessment.verdict.pick.as_ref().or(words.assessment.leader());
    let subject = subject.filter(|_| words.assessment.verdict.family.is_some());
    let swatch = subject.map(|subject| Pattern::of(words.questionnaire(), subject, theme).swatch());
    let lead = || {
        let mut spans = vec![Span::raw("  ")];
        if let Some(swatch) = &swatch {
            spans.extend(swatch.iter().cloned());
            spans.push(Span::raw("  "));
        }
        spans
    };
    let indent: usize = lead().iter().map(Span::width).sum();
    let rows = if roomy && !theme.ascii { banner::large(&large, page.room(indent)) } else { None };
    let spaced = banner::spaced(&large);
    let fits = text::width(&spaced) <= page.room(indent);
    let rows: Vec<String> =
        rows.map_or_else(|| if fits { vec![spaced] } else { text::wrap(&large.to_uppercase(), page.room(indent)) }, Vec::from);
    let form = form.map(|form| text::wrap(&form, page.room(indent))).unwrap_or_default();
    for row in rows.into_iter().chain(form) {
        let mut spans = lead();
        spans.push(Span::styled(row, theme.strong()));
        page.push(Line::from(spans));
    }
    gap(page, roomy);
}

/// What is set in large letters, and the form below it unless that says the same.
fn headline_words(words: Words<'_>) -> (String, Option<String>) {
    match words.assessment.verdict.kind {
        VerdictKind::NoneLeft => ("Nothing left".to_owned(), None),
        VerdictKind::NotEnough => ("Not enough yet".to_owned(), None),
        // The sentence below names the tied.
        VerdictKind::TooClose => match words.headline_family() {
            Some(family) => (family, Some("in which form is too close to call".to_owned())),
            None => ("Too close to call".to_owned(), None),
        },
        VerdictKind::OnlyOne | VerdictKind::Lean | VerdictKind::Clear => {
            let form = words.headline_form();
            match words.headline_family() {
                Some(family) => (family, Some(form)),
                None => (form, None),
            }
        }
    }
}

/// The strongest reasons for and against what is recommended, or each that is too close to call.
fn reasons(page: &mut Page, words: Words<'_>, roomy: bool) {
    let tied = words.tied();
    for subject in &tied {
        let strong = page.theme.strong();
        page.text(2, words.name(subject), strong);
        reasons_of(page, words, subject, REASONS_OF_TIED, roomy);
    }
    if let Some(pick) = words.assessment.verdict.pick.as_ref().filter(|_| tied.is_empty()) {
        reasons_of(page, words, pick, REASONS, roomy);
    }
}

fn reasons_of(page: &mut Page, words: Words<'_>, subject: &Id, (most_for, most_against): (usize, usize), roomy: bool) {
    let arguments = words.by_itself(subject);
    let glyphs = page.theme.glyphs();
    let sides = [(glyphs.plus, arguments.gains.iter().take(most_for)), (glyphs.minus, arguments.gives_up.iter().take(most_against))];
    for (sign, arguments) in sides {
        for argument in arguments {
            reason(page, sign, argument, roomy);
        }
    }
}

/// A reason, in as many rows as it needs or in one.
fn reason(page: &mut Page, sign: &str, argument: &Argument, roomy: bool) {
    page.item(Target::Question(argument.question.clone()), |page, _| {
        let theme = page.theme;
        let lead = format!("{sign} ");
        let room = page.room(4 + text::width(&lead));
        let sentence = argument.sentence();
        let sentence = if roomy { sentence } else { text::shorten(&sentence, room, theme.ascii).into_owned() };
        page.hanging(4, vec![Span::styled(lead, theme.strong())], &sentence, theme.plain());
    });
}

/// Adds what is not answered, most important first: nothing is compared before half of the importance is answered.
fn missing(page: &mut Page, words: Words<'_>) {
    let unsettled = |state: &&QuestionState| state.weight > 0 && matches!(state.state, State::Open | State::Unknown);
    let mut missing: Vec<&QuestionState> = words.assessment.questions.iter().filter(unsettled).collect();
    sort_by_key(&mut missing, |state| std::cmp::Reverse(state.weight));
    part(page, "What is missing, most important first", |page| {
        for state in missing {
            missing_question(page, words, state);
        }
    });
    part(page, "Ruled out already", |page| bars::ruled_out_only(page, words));
}

/// A question that is not settled: its label, how much it counts, and what it asks.
fn missing_question(page: &mut Page, words: Words<'_>, state: &QuestionState) {
    let Some(question) = words.questionnaire().question(&state.id) else { return };
    let labels = words.questionnaire().questions().iter().map(|question| text::width(&question.label));
    let columns = labels.max().unwrap_or(0).min(WIDEST_LABEL) + 2;
    page.item(Target::Question(state.id.clone()), |page, marked| {
        let theme = page.theme;
        let style = if marked { theme.strong() } else { theme.plain() };
        let label = text::pad(&question.label, columns, theme.ascii);
        let step = text::pad(words.session.importance(question).label(), IMPORTANCE, theme.ascii);
        let ask = if state.state == State::Unknown { format!("{} (nobody knows yet)", question.ask) } else { question.ask.clone() };
        page.hanging(4, vec![Span::styled(label, style), Span::styled(step, theme.quiet())], &ask, style);
    });
}

/// What would let an alternative through again, and what rules each out.
fn ways_back(page: &mut Page, words: Words<'_>) {
    part(page, "What would let one through", |page| super::sentences(page, words.ways_back()));
    part(page, "What rules them out", |page| bars::ruled_out_only(page, words));
}

/// That the best is not good enough belongs beside the headline.
fn weak_field(words: Words<'_>) -> Option<String> {
    let verdict = &words.assessment.verdict;
    words.caveats().into_iter().next().filter(|_| verdict.weak_fit && verdict.kind != VerdictKind::NotEnough)
}

/// Adds why the result is not firmer, and what else to know about it.
fn doubts(page: &mut Page, words: Words<'_>) {
    let said = weak_field(words);
    for sentence in words.doubts().into_iter().chain(words.answers_to_flip()).filter(|sentence| Some(sentence) != said.as_ref()) {
        page.bullet(4, &sentence);
    }
}

/// What was decided, against whose doubts, and what was done since the result was first seen.
fn on_the_record(page: &mut Page, words: Words<'_>) {
    if let Some(decision) = words.session.decision() {
        let again = decision.revisit.map(|date| format!("; look again on {date}")).unwrap_or_default();
        page.bullet(4, &format!("Decision, {}{again}.", words.decided()));
    }
    if let Some(dissenters) = words.dissenters(MOST_DISSENTERS) {
        page.bullet(4, &format!("Dissent: {dissenters}."));
    }
    if let Some(changed) = changed(words.questionnaire()) {
        page.bullet(4, &format!("Questionnaire: {changed}."));
    }
    let later = words.session.log().len();
    if later > 0 {
        page.bullet(4, &format!("{} after the result was first seen.", count(later, "change", "changes")));
    }
}

fn how_firm(words: Words<'_>) -> &'static str {
    match words.assessment.verdict.kind {
        VerdictKind::TooClose => "Why it is too close",
        _ => "How firm it is",
    }
}
