//! The parts of a session that refer to something else: to questions, choices, alternatives, people and worksheets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{date, vote};
use crate::json::{Checker, Entries, Number, Path, Text};
use crate::questionnaire::format::{Places, refer};
use crate::questionnaire::worksheet::{MOST_RANGES, Range, Worksheet};
use crate::questionnaire::{Id, Question, Questionnaire};
use crate::session::format::{DecisionFile, FollowUpFile, RoundFile};
use crate::session::{Decision, FollowUp, LONGEST_NOTE, LONGEST_TITLE, Participant, Round, Status, Votes};
use crate::text::clean_line;

/// Everything that something in the file can refer to.
pub(super) struct Known {
    pub(super) questionnaire: Arc<Questionnaire>,
    questions: Places,
    alternatives: Places,
    names: BTreeSet<String>,
}

impl Known {
    pub(super) fn new(questionnaire: Arc<Questionnaire>, participants: &[Participant]) -> Self {
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
    pub(super) fn by_question<F, T>(
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
    pub(super) fn by_name<F, T>(
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

    /// Builds the rounds of votes of every question.
    pub(super) fn rounds(
        &self,
        check: &mut Checker,
        path: &Path<'_>,
        files: Entries<'_, Vec<Entries<'_, Text<'_>>>>,
    ) -> BTreeMap<Id, Arc<Vec<Votes>>> {
        self.by_question(check, path, files, |check, path, question, rounds| {
            let rounds = rounds.into_iter().enumerate();
            Arc::new(rounds.map(|(place, votes)| self.votes(check, &path.item(place), question, votes)).collect())
        })
    }

    /// Builds what members said of every question.
    pub(super) fn member_notes(
        &self,
        check: &mut Checker,
        path: &Path<'_>,
        files: Entries<'_, Entries<'_, Text<'_>>>,
    ) -> BTreeMap<Id, BTreeMap<String, String>> {
        self.by_question(check, path, files, |check, path, _, notes| {
            self.by_name(check, path, notes, |check, path, text| check.text(path, text, LONGEST_NOTE))
        })
    }

    pub(super) fn round(&self, check: &mut Checker, path: &Path<'_>, file: RoundFile<'_>) -> Option<Round> {
        let RoundFile { question, votes } = file;
        let question = self.question(check, &path.field("question"), &question)?;
        Some(Round { question: question.id.clone(), votes: self.votes(check, &path.field("votes"), question, votes) })
    }

    pub(super) fn lifted(&self, check: &mut Checker, path: &Path<'_>, files: Entries<'_, Text<'_>>) -> BTreeMap<Id, String> {
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

    pub(super) fn figures(
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

    pub(super) fn follow_up(&self, check: &mut Checker, path: &Path<'_>, file: FollowUpFile<'_>) -> FollowUp {
        let FollowUpFile { question, what, owner, due, done } = file;
        FollowUp {
            question: question.and_then(|question| refer(check, &path.field("question"), &question, &self.questions, "question")),
            what: check.line(&path.field("what"), what, LONGEST_NOTE),
            owner: owner.map(|owner| check.line(&path.field("owner"), owner, LONGEST_TITLE)),
            due: due.and_then(|due| date(check, &path.field("due"), &due)),
            done,
        }
    }

    pub(super) fn decision(&self, check: &mut Checker, path: &Path<'_>, file: DecisionFile<'_>) -> Decision {
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
