//! Turns the file's structs into a [`Session`], and collects what is wrong with their meaning.

mod known;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{AnswerFile, KIND, LogFile, ParticipantFile, SCHEMA, SessionFile};
use crate::json::{self, Checker, Number, Object, Path, Source, Text};
use crate::questionnaire::format::QuestionnaireFormat;
use crate::questionnaire::{Importance, Interner, Question, Questionnaire, exact_day};
use crate::session::{
    Answer, AnswerMode, Entry, LONGEST_NAME, LONGEST_NOTE, LONGEST_TITLE, LogEntry, MOST_PARTICIPANTS, Participant, Session, Vote,
};
use known::Known;

pub(super) fn build(
    mut file: SessionFile<'_>,
    source: Source<'_>,
    root: &Path<'_>,
    check: &mut Checker,
    questionnaires: &Interner,
) -> Option<Session> {
    let source = source.part("questionnaire", file.questionnaire);
    let questionnaire = embedded(source, &root.field("questionnaire"), check, questionnaires);
    let schema = check.schema(&root.field("schema"), file.schema, SCHEMA);
    check.kind(&root.field("kind"), &file.kind, KIND);
    let participants = participants_of(check, &root.field("participants"), std::mem::take(&mut file.participants));
    // Nothing else can be checked against a questionnaire that asks nothing.
    let questionnaire = questionnaire.filter(|questionnaire| !questionnaire.questions().is_empty())?;
    let known = Known::new(questionnaire, &participants);
    let session = Session { is_newer: schema > SCHEMA.into(), participants, ..said(file, known, root, check) };
    Some(session.without_empty_parts())
}

/// Builds what refers to the questionnaire and the participants, once these are `known`.
fn said(file: SessionFile<'_>, known: Known, root: &Path<'_>, check: &mut Checker) -> Session {
    let SessionFile {
        json_schema,
        kind: _,
        schema: _,
        title,
        context,
        created,
        mode,
        participants: _,
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
        questionnaire: _,
    } = file;
    let session = Session {
        json_schema: json_schema.map(|address| check.line(&root.field("$schema"), address, LONGEST_NOTE)),
        is_newer: false,
        title: check.line(&root.field("title"), title, LONGEST_TITLE),
        context: context.map(|context| check.text(&root.field("context"), context, LONGEST_NOTE)).unwrap_or_default(),
        created: time(check, &root.field("created"), &created),
        mode: check.one_of(&root.field("mode"), &mode, AnswerMode::ALL, AnswerMode::key).unwrap_or_default(),
        participants: Vec::new(),
        importance: known.by_question(check, &root.field("importance"), importance, |check, path, _, raw| step(check, path, &raw)),
        answers: known.by_question(check, &root.field("answers"), answers, entry),
        votes: known.rounds(check, &root.field("votes"), votes),
        round: round.and_then(|Object(file)| known.round(check, &root.field("round"), file)),
        member_notes: known.member_notes(check, &root.field("member_notes"), member_notes),
        waivers: known.by_question(check, &root.field("waivers"), waivers, |check, path, _, lifted| known.lifted(check, path, lifted)),
        follow_ups: check.list(&root.field("follow_ups"), follow_ups, |check, path, file| known.follow_up(check, path, file)),
        confidence: known.by_name(check, &root.field("confidence"), confidence, points),
        worksheets: known.figures(check, &root.field("worksheets"), worksheets),
        decision: decision.map(|Object(file)| known.decision(check, &root.field("decision"), file)),
        result_seen: None,
        log: check.list(&root.field("log"), log, log_entry),
        questionnaire: known.questionnaire,
    };
    match result_seen.map(|seen| time(check, &root.field("result_seen"), &seen)) {
        Some(seen) => Session { result_seen: Some(session.look(seen)), ..session },
        None => session,
    }
}

/// Returns the questionnaire of a session. Those of an organization are mostly the same: equal ones are read once.
fn embedded(source: Source<'_>, path: &Path<'_>, check: &mut Checker, questionnaires: &Interner) -> Option<Arc<Questionnaire>> {
    if let Some(known) = questionnaires.get(source.text()) {
        return Some(known);
    }
    let problems = check.count_problems();
    let questionnaire = Arc::new(json::read(&QuestionnaireFormat, source, path, check)?);
    if check.count_problems() == problems {
        questionnaires.keep(&questionnaire);
    }
    Some(questionnaire)
}

fn step(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>) -> Importance {
    check.one_of(path, raw, Importance::ALL, Importance::key).unwrap_or_default()
}

fn points(check: &mut Checker, path: &Path<'_>, raw: Number<'_>) -> u8 {
    check.whole(path, raw, 1, 5).unsigned_abs()
}

fn entry(check: &mut Checker, path: &Path<'_>, question: &Question, file: Object<AnswerFile<'_>>) -> Entry {
    let Object(AnswerFile { answer, note, assumption, reason }) = file;
    let is_set_aside = answer.as_ref().is_some_and(|answer| answer.0 == "not_applicable");
    if reason.is_some() && !is_set_aside {
        check.problem(&path.field("reason"), "a reason belongs to the answer `not_applicable`; other words go into `note`");
    }
    if assumption && answer.is_none() {
        check.problem(&path.field("assumption"), "only an answer can be an assumption; without `answer` the question is open");
    }
    let reason = reason.map(|reason| check.text(&path.field("reason"), reason, LONGEST_NOTE)).unwrap_or_default();
    let answer = answer.and_then(|answer| match &*answer.0 {
        "not_applicable" => Some(Answer::NotApplicable(reason)),
        _ => vote(check, &path.field("answer"), question, &answer).map(|vote| match vote {
            Vote::Choice(choice) => Answer::Choice(choice),
            Vote::Unknown => Answer::Unknown,
        }),
    });
    Entry { answer, note: note.map(|note| check.text(&path.field("note"), note, LONGEST_NOTE)).unwrap_or_default(), assumption }
}

/// Returns what a person or a team says with `raw`: a choice of `question`, or `unknown`.
fn vote(check: &mut Checker, path: &Path<'_>, question: &Question, raw: &Text<'_>) -> Option<Vote> {
    if raw.0 == "unknown" {
        return Some(Vote::Unknown);
    }
    let choice = question.choices.iter().find(|choice| choice.id.as_str() == raw.0);
    if choice.is_none() {
        check.unknown(path, &raw.0, "choice", question.choices.iter().map(|choice| choice.id.as_str()).chain(["unknown"]));
    }
    choice.map(|choice| Vote::Choice(choice.id.clone()))
}

/// Returns a name as it may stand in a file: 1 to 40 characters, not only blanks.
pub(in crate::session) fn name_of(check: &mut Checker, path: &Path<'_>, raw: Text<'_>) -> String {
    let name = check.line(path, raw, LONGEST_NAME);
    if name.trim().is_empty() {
        check.problem(path, format!("found no name, expected 1 to {LONGEST_NAME} characters"));
    }
    name
}

fn participants_of(check: &mut Checker, path: &Path<'_>, files: Vec<Object<ParticipantFile<'_>>>) -> Vec<Participant> {
    check.count(path, files.len(), 0, MOST_PARTICIPANTS);
    let participants = check.list(path, files, |check, path, ParticipantFile { name: raw, role }| Participant {
        name: name_of(check, &path.field("name"), raw),
        role: role.map(|role| check.line(&path.field("role"), role, LONGEST_TITLE)),
    });
    let folded: Vec<String> = participants.iter().map(|participant| participant.name.to_lowercase()).collect();
    check.unique(path, "name", folded.iter().map(String::as_str));
    participants
}

fn log_entry(check: &mut Checker, path: &Path<'_>, file: LogFile<'_>) -> LogEntry {
    let LogFile { at, what } = file;
    LogEntry { at: time(check, &path.field("at"), &at), what: check.line(&path.field("what"), what, LONGEST_NOTE) }
}

fn time(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>) -> Timestamp {
    // jiff also takes other spellings, such as blanks for the T and names of time zones.
    let is_rfc_3339 = raw.0.len() >= 20
        && raw.0.bytes().zip("0000-00-00T00:00:00".bytes()).all(|(found, wanted)| match wanted {
            b'0' => found.is_ascii_digit(),
            _ => found == wanted,
        });
    let has_offset = raw.0.ends_with('Z') || raw.0.bytes().rev().nth(2) == Some(b':');
    let time = (is_rfc_3339 && has_offset).then(|| raw.0.parse().ok()).flatten();
    time.unwrap_or_else(|| {
        check.found(path, &raw.0, "a time such as 2026-11-23T10:00:00Z");
        Timestamp::UNIX_EPOCH
    })
}

fn date(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>) -> Option<Date> {
    let day = exact_day(&raw.0);
    if day.is_none() {
        check.found(path, &raw.0, "a date such as 2026-12-24");
    }
    day
}
