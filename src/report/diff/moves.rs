//! Answers, importances and votes that moved, and what the team decided.

use super::effect::effect;
use super::{Move, MoveKind};
use crate::questionnaire::worksheet::{Input, Worksheet};
use crate::questionnaire::{Id, Question};
use crate::report::words::{Basis, WE_DO_NOT_KNOW, Words, figure, join};
use crate::session::{Part, Session, Vote, Votes};

/// Returns what moved, question by question in the new order, then what is about the session as a whole.
pub(super) fn moves(was: Words<'_>, is: Words<'_>) -> Vec<Move> {
    let common = is.questionnaire().questions().iter().filter_map(|new| Some((was.questionnaire().question(&new.id)?, new)));
    let on_questions = common.flat_map(|(old, new)| {
        let moves = [answer(was, is, old, new), importance(was, is, old, new), votes(was, is, new)];
        moves.into_iter().flatten()
    });
    on_questions.chain(numbers(was, is)).chain(people(was, is)).chain(decision(was, is)).collect()
}

fn of_question(was: Words<'_>, kind: MoveKind, part: Part, question: &Id, what: String, other: &Session) -> Move {
    let alone = was.session.with(part, question, other);
    let effect = alone.map_or_else(|| "Not possible alone: the old questionnaire has no such answer.".into(), |alone| effect(was, &alone));
    Move { kind, question: Some(question.clone()), what, effect: Some(effect) }
}

fn answer(was: Words<'_>, is: Words<'_>, old: &Question, new: &Question) -> Option<Move> {
    let id = &new.id;
    let lifted = |session: &Session| -> Vec<Id> {
        session.lifted().filter(|(question, _, _)| *question == id).map(|(_, alternative, _)| alternative.clone()).collect()
    };
    let same_limits = lifted(was.session) == lifted(is.session);
    let assumption = was.session.is_assumption(id) != is.session.is_assumption(id);
    if was.session.answer(id) == is.session.answer(id) && same_limits && !assumption {
        return None;
    }
    let state = |words: Words<'_>, question: &Question| match (words.session.answer(id), words.basis(id)) {
        (None, _) => "no agreed answer".to_owned(),
        (Some(_), Basis::Assumption) => format!("\"{}\" (an assumption)", words.answer(question)),
        (Some(_), _) => format!("\"{}\"", words.answer(question)),
    };
    let (from, to) = (state(was, old), state(is, new));
    let moved = if from == to { format!("still {to}") } else { format!("{from} became {to}") };
    let limits = lifted(is.session);
    let limits = match (same_limits, limits.is_empty()) {
        (true, _) => String::new(),
        (false, true) => "; its hard limits hold again".into(),
        (false, false) => format!("; its hard limit on {} is lifted", is.call_all(&limits)),
    };
    Some(of_question(was, MoveKind::Answer, Part::Answer, id, format!("Answer to {}: {moved}{limits}.", is.label(id)), is.session))
}

fn importance(was: Words<'_>, is: Words<'_>, old: &Question, new: &Question) -> Option<Move> {
    let (from, to) = (was.session.importance(old), is.session.importance(new));
    let what = format!("Importance of {}: \"{}\" became \"{}\".", new.label, from.label(), to.label());
    (from != to).then(|| of_question(was, MoveKind::Importance, Part::Importance, &new.id, what, is.session))
}

fn votes(was: Words<'_>, is: Words<'_>, question: &Question) -> Option<Move> {
    let id = &question.id;
    let empty = Votes::new();
    let (old, new) = (was.session.votes(id).unwrap_or(&empty), is.session.votes(id).unwrap_or(&empty));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).filter(|name| old.get(*name) != new.get(*name)).collect();
    names.sort();
    names.dedup();
    let voted = |words: Words<'_>, vote: Option<&Vote>| match vote {
        None => "no vote".to_owned(),
        Some(Vote::Unknown) => format!("\"{WE_DO_NOT_KNOW}\""),
        Some(Vote::Choice(choice)) => format!("\"{}\"", words.choice(id, choice)),
    };
    let mut changes: Vec<(String, Vec<String>)> = Vec::new();
    for name in &names {
        let change = format!("from {} to {}", voted(was, old.get(*name)), voted(is, new.get(*name)));
        match changes.iter_mut().find(|(other, _)| *other == change) {
            Some((_, people)) => people.push((*name).clone()),
            None => changes.push((change, vec![(*name).clone()])),
        }
    }
    let changes = changes.into_iter().map(|(change, people)| format!("{} {change}", join(people)));
    let what = format!("Votes on {}: {}.", is.label(id), changes.collect::<Vec<_>>().join("; "));
    (!names.is_empty()).then(|| of_question(was, MoveKind::Votes, Part::Votes, id, what, is.session))
}

/// Returns which numbers of worksheets count otherwise, a worksheet each.
fn numbers(was: Words<'_>, is: Words<'_>) -> impl Iterator<Item = Move> {
    let moved = move |new: &Worksheet| {
        let old = was.questionnaire().worksheet(&new.id)?;
        let line = |input: &Input| {
            let before = was.session.figure(old, old.input(&input.id)?.1);
            let after = is.session.figure(new, input);
            (before != after).then(|| format!("{} was {}, is {}", input.label, figure(input, before), figure(input, after)))
        };
        let lines: Vec<String> = new.inputs.iter().filter_map(line).collect();
        (!lines.is_empty()).then(|| about_session(format!("Numbers on \"{}\": {}.", new.title, lines.join("; "))))
    };
    is.questionnaire().worksheets().iter().filter_map(moved)
}

fn people(was: Words<'_>, is: Words<'_>) -> Option<Move> {
    let missing = |from: Words<'_>, other: Words<'_>| {
        let gone = from.session.participants().iter().filter(|person| other.session.participant(&person.name).is_none());
        join(gone.map(|person| person.name.clone()))
    };
    let (left, joined) = (missing(was, is), missing(is, was));
    let left = (!left.is_empty()).then(|| format!("no longer there: {left}"));
    let joined = (!joined.is_empty()).then(|| format!("new: {joined}"));
    let what: Vec<String> = left.into_iter().chain(joined).collect();
    (!what.is_empty()).then(|| about_session(format!("Participants: {}.", what.join("; "))))
}

fn decision(was: Words<'_>, is: Words<'_>) -> Option<Move> {
    let shown = |words: Words<'_>| {
        let revisit = words.session.decision().and_then(|decision| decision.revisit);
        revisit.map_or_else(|| words.decided(), |date| format!("{}, to be looked at again on {date}", words.decided()))
    };
    (shown(was) != shown(is)).then(|| about_session(format!("Decision: \"{}\" became \"{}\".", shown(was), shown(is))))
}

fn about_session(what: String) -> Move {
    Move { kind: MoveKind::Session, question: None, what, effect: None }
}
