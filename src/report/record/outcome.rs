//! The outcome: what was chosen and why, what follows from it, and who makes sure.

use super::{Detail, one_line};
use crate::questionnaire::{Alternative, Id};
use crate::report::document::{Bar, Cell, Document, Rich, Table, number, text};
use crate::report::words::{Argument, Arguments, Words, figures, join};
use crate::scoring::{VerdictKind, find};
use crate::session::{FollowUp, Status};

/// Writes what was chosen, the strongest reasons, and how firm the result is.
pub(super) fn write(document: &mut Document, words: Words<'_>) {
    document.heading(2, "Decision Outcome");
    document.paragraph(chosen(words));
    let is = subject(words).and_then(|id| words.questionnaire().alternative(id)).and_then(|alternative| alternative.is.as_ref());
    if let Some(is) = is {
        document.paragraph(Rich::strong("What it is:").and(format!(" {}", one_line(is))));
    }
    if let Some(reason) = words.session.decision().map(|decision| one_line(&decision.reason)).filter(|reason| !reason.is_empty()) {
        document.paragraph(Rich::strong("The team's reason:").and(format!(" {reason}")));
    }
    document.list(std::iter::once(words.verdict_sentence()).chain(words.firmness()).chain(words.reasons()));
    mix(document, words);
}

/// Writes what is good and bad about it, what to do about the bad, and how to begin.
pub(super) fn consequences(document: &mut Document, words: Words<'_>, detail: Detail) {
    document.heading(3, "Consequences");
    let Some(alternative) = subject(words).and_then(|id| words.questionnaire().alternative(id)) else {
        document.paragraph("Nothing follows yet: no option is chosen.");
        return;
    };
    let arguments = words.arguments(&alternative.id);
    match detail {
        Detail::Brief => argued(document, words, &arguments),
        Detail::Full => document.table(contributions(words, &alternative.id, &arguments)),
    }
    advice(document, alternative);
}

/// Writes who does what by when.
pub(super) fn confirmation(document: &mut Document, words: Words<'_>) {
    document.heading(3, "Confirmation");
    if words.session.follow_ups().is_empty() {
        document.paragraph("No follow-ups were recorded.");
    }
    document.list(words.session.follow_ups().iter().map(|follow_up| follow_up_line(words, follow_up)));
    if let Some(revisit) = words.session.decision().and_then(|decision| decision.revisit) {
        document.paragraph(format!("To be looked at again on {revisit}."));
    }
}

/// Returns what the record is about: the alternative decided on, else the one recommended.
fn subject(words: Words<'_>) -> Option<&Id> {
    let taken = words.session.decision().and_then(|decision| decision.alternative.as_ref());
    taken.or(words.assessment.verdict.pick.as_ref())
}

fn chosen(words: Words<'_>) -> Rich {
    let Some(subject) = subject(words) else {
        return Rich::strong("No option is chosen.");
    };
    let decision = words.session.decision().filter(|decision| decision.alternative.is_some());
    let lead = match decision.map(|decision| decision.status) {
        None => "Recommended option, not decided yet:",
        Some(Status::Proposed) => "Proposed option:",
        Some(Status::Accepted) => "Chosen option:",
        Some(Status::Rejected) => "Rejected option:",
        Some(Status::Superseded) => "Chosen option, since superseded:",
    };
    let otherwise = if words.decided_otherwise() { otherwise(words, subject) } else { String::new() };
    Rich::strong(format!("{lead} \"{}\"", words.name(subject))).and(format!("{}.{otherwise}", because(words, subject)))
}

fn otherwise(words: Words<'_>, subject: &Id) -> String {
    let rules = find(&words.assessment.ruled_out, subject).into_iter().flatten().map(|rule| &rule.question);
    let rules = words.label_all(rules);
    let ruled_out = if rules.is_empty() { String::new() } else { format!(" A hard limit rules it out: {rules}.") };
    match &words.assessment.verdict.pick {
        Some(pick) => format!(" The team decided otherwise than the answers, which point to {}.{ruled_out}", words.call(pick)),
        None => format!(" The answers alone do not point to it.{ruled_out}"),
    }
}

fn because(words: Words<'_>, subject: &Id) -> String {
    let arguments = words.arguments(subject);
    let strongest: Vec<String> =
        arguments.gains.iter().take(3).map(|argument| format!("{} ({})", argument.label, argument.because.trim_end_matches('.'))).collect();
    match (words.assessment.verdict.kind, strongest.is_empty()) {
        (VerdictKind::OnlyOne, _) if words.assessment.verdict.pick.as_ref() == Some(subject) => {
            ", because hard limits rule out every other".into()
        }
        (_, false) => format!(", because of {}", join(strongest)),
        (_, true) => String::new(),
    }
}

fn mix(document: &mut Document, words: Words<'_>) {
    let parts = subject(words).map(|subject| words.mix_parts(subject)).unwrap_or_default();
    if !parts.is_empty() {
        document.paragraph("Its parts, the best that is left of each family:");
        document.list(parts.iter().map(|part| words.mix_sentence(part)));
    }
}

fn argued(document: &mut Document, words: Words<'_>, arguments: &Arguments) {
    document.paragraph(match &arguments.against {
        Some(against) => format!("Compared with {}; the points add up to the gap between the two.", words.call(against)),
        None => "Compared with the middle of the scale, 50; the points add up to the distance from it.".into(),
    });
    let good = arguments.gains.iter().map(|argument| Rich::from(format!("Good, because of {}", clause(argument))));
    document.list(good.chain(arguments.gives_up.iter().map(bad)));
}

fn contributions(words: Words<'_>, subject: &Id, arguments: &Arguments) -> Table {
    let mut all: Vec<&Argument> = arguments.gains.iter().chain(&arguments.gives_up).collect();
    all.sort_by_key(|argument| std::cmp::Reverse(argument.tenths.abs()));
    let most = all.iter().map(|argument| argument.tenths.abs()).max().unwrap_or_default();
    let row = |argument: &&Argument| -> Vec<Cell> {
        let because = Rich::from(one_line(&argument.because));
        let because = match &argument.mitigation {
            Some(mitigation) => because.and_strong(" What to do:").and(format!(" {}", one_line(mitigation))),
            None => because,
        };
        let bar = Bar::TwoSided { pull: argument.tenths, most };
        vec![argument.label.clone().into(), because.into(), argument.signed().into(), Cell::Bar(bar)]
    };
    let total: i128 = all.iter().map(|argument| argument.tenths).sum();
    let mut rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    if !rows.is_empty() {
        rows.push(vec!["All together".into(), "".into(), Rich::strong(figures::signed(total)).into(), "".into()]);
    }
    let other = arguments.against.as_ref().map_or_else(|| "the middle of the scale".into(), |against| words.call(against));
    Table {
        caption: format!("{} against {other}, in points: what speaks for it goes right, what speaks against it left", words.call(subject)),
        columns: vec![text("Question"), text("Because"), number("Points"), text("Against | for")],
        head: 0,
        rows,
    }
}

fn bad(argument: &Argument) -> Rich {
    let bad = Rich::from(format!("Bad, because of {}", clause(argument)));
    match &argument.mitigation {
        Some(mitigation) => bad.and_strong(" What to do:").and(format!(" {}", one_line(mitigation))),
        None => bad,
    }
}

fn clause(argument: &Argument) -> String {
    format!("{} ({}): {}", argument.label, argument.signed(), one_line(&argument.because))
}

fn advice(document: &mut Document, alternative: &Alternative) {
    let mut part = |lead: &str, items: &[String]| {
        if !items.is_empty() {
            document.paragraph(Rich::strong(lead));
            document.list(items.iter().map(|item| one_line(item)));
        }
    };
    part("What it costs", &alternative.cost);
    part("First steps", &alternative.first_steps);
    part("When to look again", &alternative.revisit);
    if let Some(ethics) = &alternative.ethics {
        document.paragraph(Rich::strong("How to keep it ethical:").and(format!(" {}", one_line(ethics))));
    }
}

fn follow_up_line(words: Words<'_>, follow_up: &FollowUp) -> Rich {
    let owner = follow_up.owner.as_deref().unwrap_or("Nobody yet");
    let due = follow_up.due.map_or_else(|| "no date".into(), |due| format!("by {due}"));
    let done = if follow_up.done { "Done. " } else { "" };
    let about = follow_up.question.as_ref().map(|id| format!(" (about {})", words.label(id))).unwrap_or_default();
    Rich::strong(format!("{done}{owner}, {due}:")).and(format!(" {}{about}", one_line(&follow_up.what)))
}
