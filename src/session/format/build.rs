//! Turns the file's structs into a [`Session`], and collects what is wrong with their meaning.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{AnswerFile, DecisionFile, FollowUpFile, KIND, LogFile, ParticipantFile, RoundFile, SCHEMA, SessionFile};
use crate::json::{self, Checker, Entries, Number, Object, Path, Source, Text};
use crate::questionnaire::format::{Places, QuestionnaireFormat, refer};
use crate::questionnaire::worksheet::{MOST_RANGES, Range, Worksheet};
use crate::questionnaire::{Id, Importance, Interner, Question, Questionnaire, exact_day};
use crate::session::{
    Answer, Decision, Entry, FollowUp, LONGEST_NAME, LONGEST_NOTE, LONGEST_TITLE, LogEntry, MOST_PARTICIPANTS, Mode, Participant, Round,
    Session, Status, Vote, Votes,
};
use crate::text::clean_line;

/// Everything that something in the file can refer to.
struct Known {
    questionnaire: Arc<Questionnaire>,
    questions: Places,
    alternatives: Places,
    names: BTreeSet<String>,
}

pub(super) fn build(
    file: SessionFile<'_>,
    source: Source<'_>,
    root: &Path<'_>,
    check: &mut Checker,
    questionnaires: &Interner,
) -> Option<Session> {
    let SessionFile {
        json_schema,
        kind,
        schema,
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
        questionnaire,
    } = file;
    let source = source.part("questionnaire", questionnaire);
    let questionnaire = embedded(source, &root.field("questionnaire"), check, questionnaires);
    let schema = check.schema(&root.field("schema"), schema, SCHEMA);
    check.kind(&root.field("kind"), &kind, KIND);
    let participants = participants_of(check, &root.field("participants"), participants);
    // Nothing else can be checked against a questionnaire that asks nothing.
    let questionnaire = questionnaire.filter(|questionnaire| !questionnaire.questions().is_empty())?;
    let known = Known::new(questionnaire, &participants);
    let mut session = Session {
        json_schema: json_schema.map(|address| check.line(&root.field("$schema"), address, LONGEST_NOTE)),
        is_newer: schema > SCHEMA.into(),
        title: check.line(&root.field("title"), title, LONGEST_TITLE),
        context: context.map(|context| check.text(&root.field("context"), context, LONGEST_NOTE)).unwrap_or_default(),
        created: time(check, &root.field("created"), &created),
        mode: check.one_of(&root.field("mode"), &mode, Mode::ALL, Mode::key).unwrap_or_default(),
        participants,
        importance: known.by_question(check, &root.field("importance"), importance, |check, path, _, step| {
            check.one_of(path, &step, Importance::ALL, Importance::key).unwrap_or_default()
        }),
        answers: known
            .by_question(check, &root.field("answers"), answers, |check, path, question, Object(file)| entry(check, path, question, file)),
        votes: known.by_question(check, &root.field("votes"), votes, |check, path, question, rounds| {
            let rounds = rounds.into_iter().enumerate();
            Arc::new(rounds.map(|(place, votes)| known.votes(check, &path.item(place), question, votes)).collect())
        }),
        round: round.and_then(|Object(file)| known.round(check, &root.field("round"), file)),
        member_notes: known.by_question(check, &root.field("member_notes"), member_notes, |check, path, _, notes| {
            known.by_name(check, path, notes, |check, path, text| check.text(path, text, LONGEST_NOTE))
        }),
        waivers: known.by_question(check, &root.field("waivers"), waivers, |check, path, _, lifted| known.lifted(check, path, lifted)),
        follow_ups: list(check, &root.field("follow_ups"), follow_ups, |check, path, file| known.follow_up(check, path, file)),
        confidence: known
            .by_name(check, &root.field("confidence"), confidence, |check, path, points| check.whole(path, points, 1, 5).unsigned_abs()),
        worksheets: known.figures(check, &root.field("worksheets"), worksheets),
        decision: decision.map(|Object(file)| known.decision(check, &root.field("decision"), file)),
        result_seen: None,
        log: list(check, &root.field("log"), log, log_entry),
        questionnaire: known.questionnaire,
    };
    let seen = result_seen.map(|seen| time(check, &root.field("result_seen"), &seen));
    session.result_seen = seen.map(|seen| session.look(seen));
    Some(session.without_empty_parts())
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

impl Known {
    fn new(questionnaire: Arc<Questionnaire>, participants: &[Participant]) -> Self {
        let questions = questionnaire.questions().iter().map(|question| question.id.clone());
        let alternatives = questionnaire.alternatives().iter().map(|alternative| alternative.id.clone());
        Self {
            questions: questions.zip(0..).collect(),
            alternatives: alternatives.zip(0..).collect(),
            names: participants.iter().map(|participant| participant.name.clone()).collect(),
            questionnaire,
        }
    }

    /// Builds every entry of a map whose keys are ids of questions.
    fn by_question<F, T>(
        &self,
        check: &mut Checker,
        path: &Path<'_>,
        files: Entries<'_, F>,
        build: impl Fn(&mut Checker, &Path<'_>, &Question, F) -> T,
    ) -> BTreeMap<Id, T> {
        let mut map = BTreeMap::new();
        for (key, file) in files.0 {
            let path = path.field(&key.0);
            if let Some(question) = self.question(check, &path.key(), &key) {
                map.insert(question.id.clone(), build(check, &path, question, file));
            }
        }
        map
    }

    /// Builds every entry of a map whose keys are names of participants.
    fn by_name<F, T>(
        &self,
        check: &mut Checker,
        path: &Path<'_>,
        files: Entries<'_, F>,
        build: impl Fn(&mut Checker, &Path<'_>, F) -> T,
    ) -> BTreeMap<String, T> {
        let mut map = BTreeMap::new();
        for (key, file) in files.0 {
            let name = clean_line(&key.0);
            let path = path.field(&key.0);
            if !self.names.contains(&*name) {
                check.unknown(&path.key(), &name, "participant", self.names.iter().map(String::as_str));
            }
            if map.insert(name.into_owned(), build(check, &path, file)).is_some() {
                check.problem(&path, "this name stands here twice, differing only in hidden characters");
            }
        }
        map
    }

    fn question(&self, check: &mut Checker, path: &Path<'_>, id: &Text<'_>) -> Option<&Question> {
        let id = refer(check, path, id, &self.questions, "question")?;
        self.questionnaire.questions().get(*self.questions.get(&id)?)
    }

    fn votes(&self, check: &mut Checker, path: &Path<'_>, question: &Question, votes: Entries<'_, Text<'_>>) -> Votes {
        let votes = self.by_name(check, path, votes, |check, path, raw| vote(check, path, question, &raw));
        votes.into_iter().filter_map(|(name, vote)| Some((name, vote?))).collect()
    }

    fn round(&self, check: &mut Checker, path: &Path<'_>, file: RoundFile<'_>) -> Option<Round> {
        let RoundFile { question, votes } = file;
        let question = self.question(check, &path.field("question"), &question)?;
        Some(Round { question: question.id.clone(), votes: self.votes(check, &path.field("votes"), question, votes) })
    }

    fn lifted(&self, check: &mut Checker, path: &Path<'_>, files: Entries<'_, Text<'_>>) -> BTreeMap<Id, String> {
        let mut lifted = BTreeMap::new();
        for (key, note) in files.0 {
            let path = path.field(&key.0);
            let note = check.text(&path, note, LONGEST_NOTE);
            if let Some(alternative) = refer(check, &path.key(), &key, &self.alternatives, "alternative") {
                lifted.insert(alternative, note);
            }
        }
        lifted
    }

    fn figures(
        &self,
        check: &mut Checker,
        path: &Path<'_>,
        files: Entries<'_, Entries<'_, Number<'_>>>,
    ) -> BTreeMap<Id, BTreeMap<String, Range>> {
        let worksheets: Places = self.questionnaire.worksheets().iter().map(|worksheet| worksheet.id.clone()).zip(0..).collect();
        let mut filled = BTreeMap::new();
        for (key, files) in files.0 {
            let path = path.field(&key.0);
            let worksheet = refer(check, &path.key(), &key, &worksheets, "worksheet");
            if let Some(worksheet) = worksheet.and_then(|id| self.questionnaire.worksheet(&id)) {
                filled.insert(worksheet.id.clone(), figures_of(check, &path, worksheet, files));
            }
        }
        filled
    }

    fn follow_up(&self, check: &mut Checker, path: &Path<'_>, file: FollowUpFile<'_>) -> FollowUp {
        let FollowUpFile { question, what, owner, due, done } = file;
        FollowUp {
            question: question.and_then(|question| refer(check, &path.field("question"), &question, &self.questions, "question")),
            what: check.line(&path.field("what"), what, LONGEST_NOTE),
            owner: owner.map(|owner| check.line(&path.field("owner"), owner, LONGEST_TITLE)),
            due: due.and_then(|due| date(check, &path.field("due"), &due)),
            done,
        }
    }

    fn decision(&self, check: &mut Checker, path: &Path<'_>, file: DecisionFile<'_>) -> Decision {
        let DecisionFile { alternative, status, reason, revisit } = file;
        Decision {
            alternative: alternative.and_then(|id| refer(check, &path.field("alternative"), &id, &self.alternatives, "alternative")),
            status: check.one_of(&path.field("status"), &status, Status::ALL, Status::label).unwrap_or_default(),
            reason: reason.map(|reason| check.text(&path.field("reason"), reason, LONGEST_NOTE)).unwrap_or_default(),
            revisit: revisit.and_then(|revisit| date(check, &path.field("revisit"), &revisit)),
        }
    }
}

fn figures_of(check: &mut Checker, path: &Path<'_>, worksheet: &Worksheet, files: Entries<'_, Number<'_>>) -> BTreeMap<String, Range> {
    let mut figures = BTreeMap::new();
    for (key, raw) in files.0 {
        let path = path.field(&key.0);
        if worksheet.input(&key.0).is_none() {
            check.unknown(&path.key(), &key.0, "input", worksheet.inputs.iter().map(|input| input.id.as_str()));
        }
        let figure = range(check, &path, raw);
        figures.insert(key.0.into_owned(), figure);
    }
    let ranges = worksheet.inputs.iter().filter(|input| figures.get(&input.id).unwrap_or(&input.preset).is_wide()).count();
    if ranges > MOST_RANGES {
        check.problem(path, format!("{ranges} inputs are ranges, expected at most {MOST_RANGES}: give the widest a single number"));
    }
    figures
}

/// Returns what is written as a number, or as a list of the least and the largest.
fn range(check: &mut Checker, path: &Path<'_>, raw: Number<'_>) -> Range {
    let written = raw.0.get();
    let list = serde_json::from_str::<Vec<Number<'_>>>(written).ok();
    let ends = match list.as_deref() {
        Some([low, high]) => Some((check.finite(&path.item(0), *low), check.finite(&path.item(1), *high))),
        Some(_) => None,
        None => {
            let number = check.finite(path, raw);
            Some((number, number))
        }
    };
    match ends {
        Some((low, high)) if low <= high => Range::new(low, high).unwrap_or_default(),
        _ => {
            check.found(path, written, "a number, or a list of two: the least and the largest");
            Range::default()
        }
    }
}

fn entry(check: &mut Checker, path: &Path<'_>, question: &Question, file: AnswerFile<'_>) -> Entry {
    let AnswerFile { answer, note, assumption, reason } = file;
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
    let participants = list(check, path, files, |check, path, ParticipantFile { name: raw, role }| Participant {
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

/// Builds every item of a list.
fn list<F, T>(check: &mut Checker, path: &Path<'_>, files: Vec<Object<F>>, build: impl Fn(&mut Checker, &Path<'_>, F) -> T) -> Vec<T> {
    files.into_iter().enumerate().map(|(place, Object(file))| build(check, &path.item(place), file)).collect()
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
