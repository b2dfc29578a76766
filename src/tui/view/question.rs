//! One question a screen: why it matters, the choices with their meaning, importance, note.
//!
//! What a choice does to which alternative is not shown before the question has been answered.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Page;
use crate::questionnaire::{Choice, Id, Question};
use crate::report::words;
use crate::session::{Answer, Needs};
use crate::text;
use crate::tui::model::{Model, Target};

/// The most columns of a name beside a reason, and the fewest of a reason beside a name.
const WIDEST_SHORT: usize = 18;
const LEAST_OF_REASON: usize = 36;
/// Columns of the labels under the choices.
const LABELS: usize = 12;

/// Fills the screen.
pub(super) fn page(model: &Model, question: &Id) -> Page {
    let mut page = super::start(model);
    let Some(question) = model.session().questionnaire().question(question) else { return page };
    ask(model, question, &mut page);
    if let Some(why) = &question.why {
        page.text(2, why, model.theme.plain());
    }
    page.blank();
    for (place, choice) in question.choices.iter().enumerate() {
        // The marked choice must be readable from the far end of the room.
        let style = if page.next_is_marked() { model.theme.plain() } else { model.theme.quiet() };
        item(model, question, place, choice, &mut page, |page, indent| {
            if let Some(means) = &choice.means {
                page.text(indent, means, style);
            }
        });
    }
    page.stick(|page| others(model, question, page, |_, _| {}));
    page.blank();
    details(model, question, &mut page);
    effects_below(model, question, &mut page);
    page
}

/// Fills the page beside it: what the answer does, once there is one, and what is known about the question.
pub(super) fn beside(model: &Model, question: &Id, page: &mut Page) {
    let Some(question) = model.session().questionnaire().question(question) else { return };
    effects(model, question, page);
    if page.rows.is_empty() && !model.is_ballot() {
        page.text(2, "What an answer does to each alternative stands here once it is given.", model.theme.quiet());
    }
    super::why::sources(model, question, page);
}

/// Adds what the answer does, unless the page beside says so.
pub(super) fn effects_below(model: &Model, question: &Question, page: &mut Page) {
    if !super::is_side_by_side(model) {
        effects(model, question, page);
    }
}

/// Adds where the question stands in the walk and the question; both stay in sight.
pub(super) fn ask(model: &Model, question: &Question, page: &mut Page) {
    page.push(first_line(model, question, page.room(2)));
    page.text(2, &question.ask, model.theme.strong());
    page.pin();
}

/// Where the question stands in the walk, and at the right how much it counts.
fn first_line(model: &Model, question: &Question, room: usize) -> Line<'static> {
    let theme = model.theme;
    let step = model.session().importance(question);
    let lead = "importance ";
    let scale = super::priorities::scale(step, theme.ascii);
    let keys = if model.is_ballot() { "" } else { " + -" };
    let left = room.saturating_sub(text::width(lead) + text::width(&scale) + text::width(keys) + 2);
    Line::from(vec![
        Span::raw("  "),
        Span::styled(text::pad(&place_in_walk(model, question, left), left, theme.ascii), theme.quiet()),
        Span::styled(format!("  {lead}"), theme.quiet()),
        Span::styled(scale, theme.strong()),
        Span::styled(keys, theme.quiet()),
    ])
}

/// Returns where a question stands in the walk, in at most so many columns. The label is left out if the section would
/// be cut.
pub(super) fn place_in_walk(model: &Model, question: &Question, columns: usize) -> String {
    let walk = model.sitting.walk();
    let number = walk.iter().position(|other| other.id == question.id).map_or(0, |place| place + 1);
    let section = question.section.as_ref().and_then(|id| model.session().questionnaire().section(id));
    let section = section.map(|section| format!(" {} {}", model.theme.glyphs().dot, section.title)).unwrap_or_default();
    let of = format!("{number} of {}{section}", walk.len());
    let with_label = format!("{} {} {of}", question.label, model.theme.glyphs().dot);
    if text::width(&with_label) <= columns { with_label } else { of }
}

/// Adds a choice that can be marked, and what `below` adds below it, indented so far.
pub(super) fn item(
    model: &Model,
    question: &Question,
    place: usize,
    choice: &Choice,
    page: &mut Page,
    below: impl FnOnce(&mut Page, usize),
) {
    let taken = model.session().chosen(&question.id) == Some(&choice.id);
    let remark = if taken { remark(model, question) } else { String::new() };
    line(model, Target::Choice(place), &format!("{} ", place + 1), taken, &format!("{}{remark}", choice.text), page, below);
}

/// Returns what to know about the answer that stands: that it is an assumption, and which alternatives are let in.
fn remark(model: &Model, question: &Question) -> String {
    let session = model.session();
    let lifted =
        session.exceptions(&question.id).into_iter().filter(|exception| session.waiver(&question.id, &exception.alternative).is_some());
    let lifted = lifted.map(|exception| {
        format!(
            "limit lifted for {}",
            session.questionnaire().alternative(&exception.alternative).map_or("", |alternative| &alternative.short)
        )
    });
    let assumption = session.is_assumption(&question.id).then(|| "assumption, not checked".to_owned());
    let remarks: Vec<String> = assumption.into_iter().chain(lifted).collect();
    if remarks.is_empty() { String::new() } else { format!("  [{}]", remarks.join("; ")) }
}

/// Adds "we don't know yet", with what `below_unknown` adds below it, and "does not apply".
pub(super) fn others(model: &Model, question: &Question, page: &mut Page, below_unknown: impl FnOnce(&mut Page, usize)) {
    let answer = model.session().answer(&question.id);
    // A ballot is one person's.
    let unknown = if model.is_ballot() { words::I_DO_NOT_KNOW } else { words::WE_DO_NOT_KNOW };
    line(model, Target::Unknown, "0 ", answer == Some(&Answer::Unknown), unknown, page, below_unknown);
    if model.is_ballot() {
        return;
    }
    let (taken, reason) = match answer {
        Some(Answer::NotApplicable(reason)) => (true, reason.as_str()),
        Some(Answer::Choice(_) | Answer::Unknown) | None => (false, ""),
    };
    let words = if reason.is_empty() { "It does not apply".to_owned() } else { format!("It does not apply: {reason}") };
    line(model, Target::NotApplicable, "x ", taken, &words, page, |_, _| {});
}

fn line(model: &Model, target: Target, key: &str, taken: bool, words: &str, page: &mut Page, below: impl FnOnce(&mut Page, usize)) {
    let glyphs = model.theme.glyphs();
    page.item(target, |page, marked| {
        let style = if marked || taken { model.theme.strong() } else { model.theme.plain() };
        let mark = if taken { glyphs.taken } else { glyphs.free };
        page.hanging(4, vec![Span::styled(format!("{key}{mark} "), style)], words, style);
        below(page, 10);
    });
}

/// Adds importance, assumption, lifted limits, note, follow-ups and what else is known of the question.
pub(super) fn details(model: &Model, question: &Question, page: &mut Page) {
    let session = model.session();
    let theme = model.theme;
    if !session.note(&question.id).is_empty() {
        page.labeled(4, "Note", LABELS, session.note(&question.id), theme.plain());
    }
    for (name, note) in session.member_notes(&question.id).into_iter().flatten() {
        page.labeled(4, "Said", LABELS, &format!("{name}: {note}"), theme.plain());
    }
    for follow_up in session.follow_ups().iter().filter(|follow_up| follow_up.question.as_ref() == Some(&question.id)) {
        page.labeled(4, "Follow-up", LABELS, &words::follow_up(follow_up), theme.plain());
    }
    for line in model.sitting.numbers(&question.id).iter() {
        page.labeled(4, "Numbers", LABELS, &format!("$ {line}"), theme.plain());
    }
    if session.round().is_some_and(|round| round.question == question.id) {
        page.text(4, "A round of votes is running, unseen: v goes on with it.", theme.strong());
    }
    if model.is_voting_next() {
        page.text(4, "Read it together first: Enter begins the votes, right goes on without.", theme.strong());
    }
    if !model.is_ballot() && model.standing().decided {
        page.text(4, &format!("{} (r shows the result).", words::ALREADY_DECIDED), theme.strong());
    }
}

/// Adds what the answer does to each alternative, once there is one.
fn effects(model: &Model, question: &Question, page: &mut Page) {
    let chosen = model.session().chosen(&question.id).and_then(|choice| question.choice(choice));
    let Some(choice) = chosen.filter(|_| !model.is_ballot()) else { return };
    page.heading("What this answer does");
    let alternatives = model.session().questionnaire().alternatives();
    let columns = alternatives.iter().map(|alternative| text::width(&alternative.short)).max().unwrap_or(0).min(WIDEST_SHORT);
    for alternative in alternatives {
        let short = text::pad(&alternative.short, columns, model.theme.ascii);
        let (mark, because, style) = effect(model, question, choice, &alternative.id);
        if let Some(because) = because {
            reason(page, Span::styled(format!("{mark:>3} {short}"), style), &because);
        }
        if let Some((mark, loss, style)) = loss(model, question, &alternative.id) {
            reason(page, Span::styled(format!("{mark:>3} {short}"), style), &loss);
        }
    }
}

/// Adds a reason after its lead, or below it if there is too little room.
fn reason(page: &mut Page, lead: Span<'static>, because: &str) {
    let plain = page.theme.plain();
    if page.room(4 + lead.width() + 2) < LEAST_OF_REASON {
        page.push(Line::from(vec![Span::raw("    "), lead]));
        return page.text(8, because, plain);
    }
    page.hanging(4, vec![lead, Span::raw("  ")], because, plain);
}

/// Returns what a mix loses with the parts that the answer rules out, or how the team keeps it: a mark, the words and
/// the style.
fn loss(model: &Model, question: &Question, mix: &Id) -> Option<(&'static str, String, Style)> {
    let exception = model.session().exceptions(&question.id).into_iter().find(|exception| exception.alternative == *mix)?;
    let Needs::ToldApart(parts) = exception.needs else { return None };
    let glyphs = model.theme.glyphs();
    Some(match model.session().waiver(&question.id, mix) {
        Some(note) => (glyphs.check, words::told_apart(note), model.theme.plain()),
        None => (glyphs.cross, format!("{} (l)", words::loses(model.session().questionnaire(), &parts)), model.theme.warning()),
    })
}

/// Returns what a choice does to an alternative: a mark, the reason and the style. There is no reason if it does
/// nothing.
fn effect(model: &Model, question: &Question, choice: &Choice, alternative: &Id) -> (String, Option<String>, Style) {
    let glyphs = model.theme.glyphs();
    if let Some(limit) = choice.rules_out.get(alternative) {
        let waived = limit.unless.as_ref().and_then(|_| model.session().waiver(&question.id, alternative));
        if let Some(note) = waived {
            return (glyphs.check.to_owned(), Some(format!("would be ruled out, but is let in: {note}")), model.theme.plain());
        }
        let unless = limit.unless.as_deref().map(|unless| format!(" Unless {unless} (l)")).unwrap_or_default();
        return (glyphs.cross.to_owned(), Some(format!("RULED OUT. {}{unless}", limit.because)), model.theme.warning());
    }
    let fit = choice.fit(alternative);
    let because = choice.effects.get(alternative).and_then(|effect| effect.because.clone()).unwrap_or_default();
    let sign = if fit > 0 { glyphs.plus } else { glyphs.minus };
    let style = if fit == 0 { model.theme.quiet() } else { model.theme.strong() };
    (sign.repeat(usize::from(fit.unsigned_abs())), (fit != 0).then_some(because), style)
}
