//! What follows from the choice: its own strengths and drawbacks, what the comparison adds, and what the questionnaire
//! advises.

use std::cmp::Reverse;

use super::{Detail, one_line};
use crate::order::sort_by_key;
use crate::questionnaire::Id;
use crate::report::document::{Bar, Cell, Document, Rich, Table, number, text};
use crate::report::words::{Argument, Arguments, Words, figures, join, join_or};

/// Writes what is good and bad about what was chosen, or about each of those too close to call.
pub(super) fn write(document: &mut Document, words: Words<'_>, detail: Detail) {
    document.heading(3, "Consequences");
    let subjects = words.subjects();
    if subjects.is_empty() {
        document.paragraph("Nothing follows yet: no option is chosen.");
        return;
    }
    for (owners, lines) in by_itself(words, &subjects) {
        if subjects.len() > 1 {
            document.paragraph(Rich::strong(format!("{}:", words.call_all(owners))));
        }
        document.list(lines);
    }
    for (subject, against) in comparisons(words, &subjects) {
        compare(document, words, &words.compared(&subject, Some(&against)), &subject, detail);
    }
    advice(document, words, &subjects);
}

/// Returns strengths and drawbacks, each sentence once: what several have in common first, then what each has alone.
fn by_itself<'a>(words: Words<'_>, subjects: &'a [Id]) -> Vec<(Vec<&'a Id>, Vec<Rich>)> {
    let mut lines: Vec<(Vec<&Id>, Rich)> = Vec::new();
    for subject in subjects {
        let Arguments { gains, gives_up, .. } = words.by_itself(subject);
        for line in gains.iter().map(good).chain(gives_up.iter().map(bad)) {
            match lines.iter_mut().find(|(_, known)| *known == line) {
                Some((owners, _)) => owners.push(subject),
                None => lines.push((vec![subject], line)),
            }
        }
    }
    let mut groups: Vec<(Vec<&Id>, Vec<Rich>)> = Vec::new();
    for (owners, line) in lines {
        match groups.iter_mut().find(|(known, _)| *known == owners) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((owners, vec![line])),
        }
    }
    sort_by_key(&mut groups, |(owners, _)| Reverse(owners.len()));
    groups
}

fn good(argument: &Argument) -> Rich {
    Rich::from(format!("Good, because of {}: {}", argument.label, one_line(&argument.because)))
}

fn bad(argument: &Argument) -> Rich {
    let bad = Rich::from(format!("Bad, because of {}: {}", argument.label, one_line(&argument.because)));
    match &argument.mitigation {
        Some(mitigation) => bad.and_strong(" What to do:").and(format!(" {}", one_line(mitigation))),
        None => bad,
    }
}

/// Returns which alternatives to compare: the chosen one with the runner-up or, if it does not lead, with the leader;
/// the first of the tied ones with the others.
fn comparisons(words: Words<'_>, subjects: &[Id]) -> Vec<(Id, Id)> {
    match subjects {
        _ if !words.compares() => Vec::new(),
        [subject] => {
            let leader = words.assessment.leader().filter(|leader| *leader != subject);
            let runner_up = words.assessment.explanation.as_ref().map(|explanation| &explanation.against);
            leader.or(runner_up).map(|against| (subject.clone(), against.clone())).into_iter().collect()
        }
        [first, others @ ..] => others.iter().map(|other| (first.clone(), other.clone())).collect(),
        [] => Vec::new(),
    }
}

/// Writes what the comparison adds: on which questions one is ahead or behind, in points that add up to the gap.
fn compare(document: &mut Document, words: Words<'_>, arguments: &Arguments, subject: &Id, detail: Detail) {
    let Some(against) = &arguments.against else { return };
    let other = words.call(against);
    let who = if words.assessment.leader() == Some(against) { "to which the answers give the most points" } else { "the next best" };
    let who = if words.subjects().len() > 1 { String::new() } else { format!(", {who}") };
    document.paragraph(Rich::strong(format!("{} compared with {other}", words.call(subject))).and(format!("{who}:")));
    match detail {
        Detail::Brief => document.list(compared_lines(words, subject, against, arguments)),
        Detail::Full => document.table(drawn(words, subject, against, arguments)),
    }
}

fn compared_lines(words: Words<'_>, subject: &Id, against: &Id, arguments: &Arguments) -> Vec<String> {
    let named = |arguments: &[Argument]| join(arguments.iter().map(|argument| format!("{} ({})", argument.label, argument.signed())));
    let sides = [("Ahead", &arguments.gains), ("Behind", &arguments.gives_up)];
    let sides = sides.into_iter().filter(|(_, arguments)| !arguments.is_empty());
    sides.map(|(side, arguments)| format!("{side} on {}.", named(arguments))).chain([sum(words, subject, against, arguments)]).collect()
}

fn sum(words: Words<'_>, subject: &Id, against: &Id, arguments: &Arguments) -> String {
    let value = |id: &Id| words.assessment.value(id).map(figures::value).unwrap_or_default();
    format!("All together {}: {} less {}.", figures::signed_points(arguments.total), value(subject), value(against))
}

fn drawn(words: Words<'_>, subject: &Id, against: &Id, arguments: &Arguments) -> Table {
    let mut all: Vec<&Argument> = arguments.gains.iter().chain(&arguments.gives_up).collect();
    sort_by_key(&mut all, |argument| Reverse(argument.tenths.abs()));
    let most = all.iter().map(|argument| argument.tenths.abs()).max().unwrap_or_default();
    let row = |argument: &&Argument| -> Vec<Cell> {
        let bar = Bar::TwoSided { pull: argument.tenths, most };
        vec![argument.label.clone().into(), argument.signed().into(), Cell::Bar(bar)]
    };
    let mut rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    rows.push(vec!["All together".into(), Rich::strong(figures::signed(arguments.total)).into(), "".into()]);
    Table {
        caption: format!("{} In points: ahead goes right, behind goes left.", sum(words, subject, against, arguments)),
        columns: vec![text("Question"), number("Points"), text("Behind | ahead")],
        head: 0,
        rows,
    }
}

/// Writes the questionnaire's advice, marked as such: none of it is the team's.
fn advice(document: &mut Document, words: Words<'_>, subjects: &[Id]) {
    let advice = words.advice(subjects);
    if advice.is_empty() {
        return;
    }
    document.heading(3, "What the questionnaire advises");
    document.paragraph(format!(
        "For everybody who chooses {}, in the questionnaire's words, not the team's.",
        join_or(subjects.iter().map(|id| words.call(id)))
    ));
    for part in advice {
        document.paragraph(Rich::strong(part.title));
        let line = |(owners, text): &(Vec<&Id>, &str)| {
            if owners.len() == subjects.len() {
                return Rich::from(one_line(text));
            }
            Rich::strong(format!("{}:", words.call_all(owners.iter().copied()))).and(format!(" {}", one_line(text)))
        };
        document.list(part.items.iter().map(line));
    }
}
