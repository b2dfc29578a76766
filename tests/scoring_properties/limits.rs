//! Hard limits and mixes word for word, choice by choice, with nothing counted.

use weigh::scoring::RiskKind;

use crate::case::{Asked, Case};
use crate::naive::{Voices, is_removed};

/// A question with those of its choices that are listed, by their numbers.
pub(crate) type Listed = (usize, Vec<usize>);

/// A question that applies, with the places of its supported choices.
struct Supported<'a> {
    asked: &'a Asked,
    choices: Vec<usize>,
}

fn applicable<'a>(case: &'a Case, voices: &Voices) -> Vec<Supported<'a>> {
    let supported = |counts: &Vec<i64>| (0..counts.len()).filter(|choice| counts[*choice] > 0).collect();
    let each = case.questions.iter().zip(voices);
    each.filter_map(|(asked, counts)| Some(Supported { asked, choices: supported(counts.as_ref()?) })).collect()
}

impl Supported<'_> {
    fn some(&self, is_so: impl Fn(usize) -> bool) -> bool {
        self.choices.iter().any(|choice| is_so(*choice))
    }

    fn every(&self, is_so: impl Fn(usize) -> bool) -> bool {
        self.choices.iter().all(|choice| is_so(*choice))
    }

    fn rules_out(&self, choice: usize, alternative: usize) -> bool {
        is_removed(self.asked, choice, alternative)
    }

    fn separates(&self, choice: usize, question: usize) -> bool {
        self.asked.choices[choice].separates.contains(&question)
    }

    fn numbers(&self, is_listed: impl Fn(usize) -> bool) -> Vec<usize> {
        let listed = self.choices.iter().filter(|choice| is_listed(**choice));
        listed.map(|choice| self.asked.choices[*choice].number).collect()
    }
}

/// How a mix is looked at: as the answers are, or as if everything that is not settled went against it.
#[derive(Clone, Copy, PartialEq)]
enum View {
    Now,
    Pessimistic,
}

fn is_struck(question: &Supported<'_>, part: usize, view: View) -> bool {
    match view {
        View::Now => question.every(|choice| question.rules_out(choice, part)),
        View::Pessimistic => question.some(|choice| question.rules_out(choice, part)),
    }
}

fn is_separated(case: &Case, questions: &[Supported<'_>], question: &Supported<'_>, mix: usize, view: View) -> bool {
    let by = |other: &Supported<'_>| match view {
        View::Now => other.some(|choice| other.separates(choice, question.asked.number)),
        View::Pessimistic => other.every(|choice| other.separates(choice, question.asked.number)),
    };
    question.asked.is_waived(case, mix) || questions.iter().any(by)
}

/// Returns the parts whose loss kills the mix, and whether they are one of several families.
fn group(case: &Case, questions: &[Supported<'_>], mix: usize, view: View) -> Option<(Vec<usize>, bool)> {
    let parts = case.parts(mix);
    let mut families: Vec<_> = parts.iter().map(|part| case.families[*part]).collect();
    families.dedup();
    if families.iter().any(|family| *family != families[0]) {
        for family in families {
            let members: Vec<_> = parts.iter().copied().filter(|part| case.families[*part] == family).collect();
            let is_lost = |part: &usize| {
                let strikes =
                    |question: &&Supported<'_>| is_struck(question, *part, view) && !is_separated(case, questions, question, mix, view);
                questions.iter().any(|question| strikes(&question))
            };
            if members.iter().all(is_lost) {
                return Some((members, true));
            }
        }
    }
    let is_lost = |part: &usize| questions.iter().any(|question| is_struck(question, *part, view));
    (!parts.is_empty() && parts.iter().all(is_lost)).then_some((parts, false))
}

/// Tells whether a limit of its own rules the alternative out.
pub(crate) fn is_out_itself(case: &Case, voices: &Voices, alternative: usize) -> bool {
    applicable(case, voices).iter().any(|question| is_struck(question, alternative, View::Now))
}

/// Tells whether the alternative is ruled out.
pub(crate) fn is_out(case: &Case, voices: &Voices, alternative: usize) -> bool {
    is_out_itself(case, voices, alternative) || group(case, &applicable(case, voices), alternative, View::Now).is_some()
}

/// Returns what rules the alternative out, each with the alternative that gives the reason for each of its choices; empty
/// if it survives.
pub(crate) fn ruled_out(case: &Case, voices: &Voices, alternative: usize) -> Vec<(Listed, Vec<usize>)> {
    let questions = applicable(case, voices);
    let (parts, is_family) = if is_out_itself(case, voices, alternative) {
        (vec![alternative], false)
    } else {
        group(case, &questions, alternative, View::Now).unwrap_or_default()
    };
    let counts = |question: &&Supported<'_>| {
        let strikes = parts.iter().any(|part| is_struck(question, *part, View::Now));
        strikes && !(is_family && is_separated(case, &questions, question, alternative, View::Now))
    };
    let listed = |question: &Supported<'_>| {
        let first = |choice: &usize| *parts.iter().find(|part| question.rules_out(*choice, **part)).expect("each strikes a part");
        let reasons = question.choices.iter().map(first).collect();
        ((question.asked.number, question.numbers(|_| true)), reasons)
    };
    questions.iter().filter(counts).map(listed).collect()
}

/// Returns what puts a survivor at risk, by question.
pub(crate) fn risks(case: &Case, voices: &Voices, alternative: usize) -> Vec<(Listed, RiskKind)> {
    let questions = applicable(case, voices);
    let own = |question: &Supported<'_>| question.numbers(|choice| question.rules_out(choice, alternative));
    let mut listed: Vec<_> = questions.iter().map(own).collect();
    if listed.iter().all(Vec::is_empty) {
        listed = risks_by_parts(case, &questions, alternative);
    }
    let kind = |question: &Supported<'_>| {
        let voted = question.asked.votes.iter().filter_map(|(_, vote)| *vote);
        let is_split = question.asked.said == crate::case::Said::Nothing && voted.count() > 0 && question.choices.len() > 1;
        if is_split { RiskKind::Contested } else { RiskKind::Unknown }
    };
    let each = questions.iter().zip(listed).filter(|(_, choices)| !choices.is_empty());
    each.map(|(question, choices)| ((question.asked.number, choices), kind(question))).collect()
}

fn risks_by_parts(case: &Case, questions: &[Supported<'_>], mix: usize) -> Vec<Vec<usize>> {
    let Some((group, is_family)) = group(case, questions, mix, View::Pessimistic) else { return vec![Vec::new(); questions.len()] };
    let kills = |question: &&Supported<'_>| {
        let strikes = group.iter().any(|part| is_struck(question, *part, View::Pessimistic));
        strikes && !(is_family && is_separated(case, questions, question, mix, View::Pessimistic))
    };
    let killing: Vec<_> = questions.iter().filter(kills).map(|question| question.asked.number).collect();
    let listed = |question: &Supported<'_>| {
        let may_strike = |choice: usize| {
            let is_open = |part: &&usize| question.rules_out(choice, **part) && !is_struck(question, **part, View::Now);
            killing.contains(&question.asked.number) && group.iter().any(|part| is_open(&part))
        };
        let may_leave_together = |choice: usize| {
            let is_open = |killer: &&usize| {
                let some = question.some(|choice| question.separates(choice, **killer));
                some && !question.every(|choice| question.separates(choice, **killer)) && !question.separates(choice, **killer)
            };
            is_family && killing.iter().any(|killer| is_open(&killer))
        };
        question.numbers(|choice| may_strike(choice) || may_leave_together(choice))
    };
    questions.iter().map(listed).collect()
}
