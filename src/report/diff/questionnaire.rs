//! Questions that came, went or changed between two versions of a questionnaire.
//!
//! Each changed question is put alone into the old file, as JSON: that file both sides certainly have.

use std::sync::Arc;

use serde_json::Value;

use super::effect::effect;
use super::{Move, MoveKind};
use crate::questionnaire::{Choice, Id, Question, Questionnaire};
use crate::report::words::{Words, count, join};

/// Returns what moved between the two questionnaires. Is empty if they are the same.
pub(super) fn moves(was: Words<'_>, is: Words<'_>) -> Vec<Move> {
    if was.questionnaire().sha256() == is.questionnaire().sha256() {
        return Vec::new();
    }
    let (old, new) = (was.questionnaire(), is.questionnaire());
    let gone = old.questions().iter().filter(|question| new.question(&question.id).is_none());
    let gone = gone.map(|question| of_question(was, is, &question.id, format!("Question {} is gone.", question.label)));
    let changed = new.questions().iter().filter_map(|question| {
        let what = match old.question(&question.id) {
            None => format!("Question {} is new: {}", question.label, question.ask),
            Some(before) if before == question => return None,
            Some(before) => format!("Question {} changed: {}.", question.label, differences(is, before, question).join(", ")),
        };
        Some(of_question(was, is, &question.id, what))
    });
    std::iter::once(whole(was, is)).chain(gone).chain(changed).collect()
}

/// Returns the move to the new questionnaire as a whole.
fn whole(was: Words<'_>, is: Words<'_>) -> Move {
    let named = |questionnaire: &Questionnaire| format!("{} {}", questionnaire.id(), questionnaire.version());
    let (old, new) = (was.questionnaire(), is.questionnaire());
    let alternatives = |from: &Questionnaire, to: &Questionnaire| {
        let missing = from.alternatives().iter().filter(|alternative| to.alternative(&alternative.id).is_none());
        join(missing.map(|alternative| alternative.name.clone()))
    };
    let (gone, added) = (alternatives(old, new), alternatives(new, old));
    let gone = if gone.is_empty() { String::new() } else { format!(" Gone: {gone}.") };
    let added = if added.is_empty() { String::new() } else { format!(" New: {added}.") };
    let what = match (named(old), named(new)) {
        (old, new) if old == new => format!("Questionnaire: still called {new}, with other content.{gone}{added}"),
        (old, new) => format!("Questionnaire: {old} became {new}.{gone}{added}"),
    };
    let alone = was.session.on(is.session.shared_questionnaire());
    Move { kind: MoveKind::Questionnaire, question: None, what, effect: Some(effect(was, &alone)) }
}

fn of_question(was: Words<'_>, is: Words<'_>, question: &Id, what: String) -> Move {
    let alone = with_question(was.questionnaire(), is.questionnaire(), question);
    let effect = alone.map_or_else(
        || "Not possible alone: it needs other changes of the questionnaire.".into(),
        |alone| effect(was, &was.session.on(Arc::new(alone))),
    );
    Move { kind: MoveKind::Questionnaire, question: Some(question.clone()), what, effect: Some(effect) }
}

/// Returns the old questionnaire with one question as it is in the new one, and with the facts and sections that it
/// needs.
fn with_question(old: &Questionnaire, new: &Questionnaire, question: &Id) -> Option<Questionnaire> {
    let mut file: Value = serde_json::from_str(old.source()).ok()?;
    let other: Value = serde_json::from_str(new.source()).ok()?;
    let wanted = entry(&other, "questions", question.as_str()).cloned();
    let questions = file.get_mut("questions")?.as_array_mut()?;
    match (questions.iter().position(|entry| has_id(entry, question.as_str())), wanted) {
        (Some(place), Some(wanted)) => *questions.get_mut(place)? = wanted,
        (Some(place), None) => drop(questions.remove(place)),
        (None, Some(wanted)) => questions.push(wanted),
        (None, None) => return None,
    }
    for list in ["sections", "evidence"] {
        add_missing(&mut file, &other, list);
    }
    Questionnaire::parse(file.to_string().as_bytes()).ok()
}

fn add_missing(file: &mut Value, other: &Value, list: &str) {
    let known = file.get(list).cloned().unwrap_or_default();
    let added = other.get(list).and_then(Value::as_array).into_iter().flatten().filter(|entry| {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        !known.as_array().into_iter().flatten().any(|entry| has_id(entry, id))
    });
    let added: Vec<Value> = added.cloned().collect();
    if let (Some(object), false) = (file.as_object_mut(), added.is_empty())
        && let Some(entries) = object.entry(list).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()
    {
        entries.extend(added);
    }
}

fn entry<'a>(file: &'a Value, list: &str, id: &str) -> Option<&'a Value> {
    file.get(list)?.as_array()?.iter().find(|entry| has_id(entry, id))
}

fn has_id(entry: &Value, id: &str) -> bool {
    entry.get("id").and_then(Value::as_str) == Some(id)
}

/// Returns what differs between two versions of a question, in a few words each.
fn differences(names: Words<'_>, old: &Question, new: &Question) -> Vec<String> {
    let ids = |from: &Question, to: &Question| {
        let missing = from.choices.iter().filter(|choice| to.choice(&choice.id).is_none());
        join(missing.map(|choice| format!("\"{}\"", choice.text)))
    };
    let both: Vec<(&Choice, &Choice)> = old.choices.iter().filter_map(|choice| Some((choice, new.choice(&choice.id)?))).collect();
    let any = |differs: &dyn Fn(&Choice, &Choice) -> bool| both.iter().any(|(old, new)| differs(old, new));
    let (gone, added) = (ids(old, new), ids(new, old));
    let found = [
        (old.ask != new.ask, format!("it now asks \"{}\"", new.ask)),
        (old.importance != new.importance, format!("its preset importance is now {}", new.importance.label())),
        (!gone.is_empty(), format!("without the choice {gone}")),
        (!added.is_empty(), format!("with the choice {added}")),
        (any(&|old, new| old.text != new.text), "choices are worded otherwise".into()),
        (any(&|old, new| old.effects != new.effects), effects(names, &both)),
        (any(&|old, new| old.rules_out != new.rules_out), hard_limits(names, &both)),
        (any(&|old, new| old.separates != new.separates), "which requests can be told apart".into()),
    ];
    let mut found: Vec<String> = found.into_iter().filter_map(|(differs, what)| differs.then_some(what)).collect();
    if found.is_empty() {
        found.push("explanations".into());
    }
    found
}

/// Returns which fits are different, and for how many the reason or advice is.
fn effects(names: Words<'_>, both: &[(&Choice, &Choice)]) -> String {
    let alternatives = || names.questionnaire().alternatives().iter().map(|alternative| &alternative.id);
    let pairs = both.iter().flat_map(|(old, new)| alternatives().map(move |id| (*old, *new, id)));
    let moved = pairs.clone().filter(|(old, new, id)| old.fit(id) != new.fit(id));
    let moved = moved
        .map(|(old, new, id)| format!("\"{}\" serves {} with {:+} instead of {:+}", new.text, names.call(id), new.fit(id), old.fit(id)));
    let reworded = pairs.filter(|(old, new, id)| old.fit(id) == new.fit(id) && old.effects.get(*id) != new.effects.get(*id)).count();
    let reworded = (reworded > 0).then(|| format!("{} worded otherwise", count(reworded, "reason or advice", "reasons or advice")));
    join(moved.chain(reworded))
}

/// Returns which hard limits came, went or are worded otherwise.
fn hard_limits(names: Words<'_>, both: &[(&Choice, &Choice)]) -> String {
    let alternatives = || names.questionnaire().alternatives().iter().map(|alternative| &alternative.id);
    let limits = both.iter().flat_map(|(old, new)| alternatives().map(move |id| (*old, *new, id)));
    join(limits.filter_map(|(old, new, id)| {
        let says = match (old.rules_out.get(id), new.rules_out.get(id)) {
            (before, now) if before == now => return None,
            (None, _) => "now rules out",
            (Some(_), None) => "no longer rules out",
            (Some(_), Some(_)) => "rules out, in other words,",
        };
        Some(format!("\"{}\" {says} {}", new.text, names.call(id)))
    }))
}
