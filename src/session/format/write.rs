//! Writes a session as the text of its file: fields in the file's order, maps in the questionnaire's order, nothing empty.
//!
//! A session is saved at every key press, so the questionnaire's text is copied and never laid out again.

use std::collections::BTreeMap;

use super::{KIND, SCHEMA};
use crate::json::Ordered;
use crate::questionnaire::worksheet::Range;
use crate::questionnaire::{Id, Importance};
use crate::session::{Answer, AnswerMode, Decision, Entry, FollowUp, LogEntry, Participant, Round, Session, Vote, Votes};

pub(in crate::session) fn to_json(session: &Session) -> String {
    let mut json = serde_json::to_string_pretty(&outline(session)).expect("text keys and plain values always serialize");
    json.truncate(json.len().saturating_sub("\n}".len()));
    let questionnaire = session.questionnaire.embedded();
    json.reserve(questionnaire.len() + 30);
    json.push_str(",\n  \"questionnaire\": ");
    json.push_str(questionnaire);
    json.push_str("\n}\n");
    json
}

#[derive(serde::Serialize)]
struct Outline<'s> {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    json_schema: Option<&'s str>,
    kind: &'static str,
    schema: u8,
    title: &'s str,
    #[serde(skip_serializing_if = "str::is_empty")]
    context: &'s str,
    created: String,
    mode: AnswerMode,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    participants: &'s [Participant],
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    importance: Ordered<'s, Importance>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    answers: Ordered<'s, AnswerOutline<'s>>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    votes: Ordered<'s, Vec<Ordered<'s, &'s str>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<RoundOutline<'s>>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    member_notes: Ordered<'s, Ordered<'s, &'s str>>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    waivers: Ordered<'s, Ordered<'s, &'s str>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    follow_ups: &'s [FollowUp],
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    confidence: Ordered<'s, u8>,
    #[serde(skip_serializing_if = "Ordered::is_empty")]
    worksheets: Ordered<'s, Ordered<'s, Range>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'s Decision>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result_seen: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    log: &'s [LogEntry],
}

#[derive(serde::Serialize)]
struct AnswerOutline<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'s str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'s str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    assumption: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'s str,
}

#[derive(serde::Serialize)]
struct RoundOutline<'s> {
    question: &'s Id,
    votes: Ordered<'s, &'s str>,
}

fn outline(session: &Session) -> Outline<'_> {
    // Taken apart completely, so that a new part of a session cannot be forgotten in its file.
    let Session {
        questionnaire: _,
        json_schema,
        is_newer: _,
        title,
        context,
        created,
        mode,
        participants,
        importance,
        answers,
        votes,
        round,
        member_notes,
        waivers,
        follow_ups,
        confidence,
        worksheets,
        decision,
        result_seen,
        log,
    } = session;
    Outline {
        json_schema: json_schema.as_deref(),
        kind: KIND,
        schema: SCHEMA,
        title,
        context,
        created: created.to_string(),
        mode: *mode,
        participants,
        importance: by_question(session, importance, |step| *step),
        answers: by_question(session, answers, answer),
        votes: by_question(session, votes, |rounds| rounds.iter().map(|round| votes_by_name(session, round)).collect()),
        round: round.as_ref().map(|Round { question, votes }| RoundOutline { question, votes: votes_by_name(session, votes) }),
        member_notes: by_question(session, member_notes, |notes| by_name(session, notes, String::as_str)),
        waivers: by_question(session, waivers, |lifted| by_alternative(session, lifted)),
        follow_ups,
        confidence: by_name(session, confidence, |points| *points),
        worksheets: by_worksheet(session, worksheets),
        decision: decision.as_ref(),
        result_seen: result_seen.as_ref().map(|seen| seen.at.to_string()),
        log,
    }
}

fn answer(entry: &Entry) -> AnswerOutline<'_> {
    let Entry { answer, note, assumption } = entry;
    let reason = match answer {
        Some(Answer::NotApplicable(reason)) => reason.as_str(),
        Some(Answer::Choice(_) | Answer::Unknown) | None => "",
    };
    AnswerOutline { answer: answer.as_ref().map(Answer::key), note, assumption: *assumption, reason }
}

fn by_question<'s, T, V>(session: &'s Session, map: &'s BTreeMap<Id, T>, write: impl Fn(&'s T) -> V) -> Ordered<'s, V> {
    let questions = session.questionnaire.questions().iter();
    Ordered(questions.filter_map(|question| map.get_key_value(&question.id)).map(|(id, value)| (id.as_str(), write(value))).collect())
}

fn by_alternative<'s>(session: &'s Session, map: &'s BTreeMap<Id, String>) -> Ordered<'s, &'s str> {
    let alternatives = session.questionnaire.alternatives().iter();
    Ordered(
        alternatives.filter_map(|alternative| map.get_key_value(&alternative.id)).map(|(id, note)| (id.as_str(), note.as_str())).collect(),
    )
}

/// Worksheets and inputs stand in the questionnaire's order.
fn by_worksheet<'s>(session: &'s Session, map: &'s BTreeMap<Id, BTreeMap<String, Range>>) -> Ordered<'s, Ordered<'s, Range>> {
    let filled = session.questionnaire.worksheets().iter().filter_map(|worksheet| {
        let figures = map.get(&worksheet.id)?;
        let set = worksheet.inputs.iter().filter_map(|input| Some((input.id.as_str(), *figures.get(&input.id)?)));
        Some((worksheet.id.as_str(), Ordered(set.collect())))
    });
    Ordered(filled.collect())
}

fn by_name<'s, T, V>(session: &'s Session, map: &'s BTreeMap<String, T>, write: impl Fn(&'s T) -> V) -> Ordered<'s, V> {
    let names = session.participants.iter();
    Ordered(
        names.filter_map(|participant| map.get_key_value(&participant.name)).map(|(name, value)| (name.as_str(), write(value))).collect(),
    )
}

fn votes_by_name<'s>(session: &'s Session, votes: &'s Votes) -> Ordered<'s, &'s str> {
    by_name(session, votes, Vote::key)
}
