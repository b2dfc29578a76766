//! Going back to an earlier state, with the record of what has been seen kept.

use jiff::Timestamp;

use super::Change;
use crate::questionnaire::{Id, Question};
use crate::session::{LogEntry, Session};

impl Session {
    /// Becomes `earlier`, a state that this session once had, or one that was undone.
    ///
    /// That the result was seen stays true. If `earlier` is from before that, going back is a change made after the
    /// result was seen, and is logged as one.
    pub fn go_back_to(&mut self, mut earlier: Self, now: Timestamp) {
        if let (Some(seen), None) = (self.result_seen.clone(), &earlier.result_seen) {
            let changed = self.questionnaire.questions().iter().flat_map(|question| self.differences(&earlier, question));
            let logged: Vec<LogEntry> = changed.map(|what| LogEntry { at: now, what }).collect();
            earlier.log = std::mem::take(&mut self.log);
            earlier.log.extend(logged);
            earlier.result_seen = Some(seen);
        }
        *self = earlier;
    }

    /// Says what becoming `other` does to `question`, in the words of the log.
    fn differences(&self, other: &Self, question: &Question) -> Vec<String> {
        let id = &question.id;
        let answer = match other.answer(id) {
            Some(answer) => Change::Answer(id.clone(), answer.clone()),
            None => Change::ClearAnswer(id.clone()),
        };
        let importance = Change::Importance(id.clone(), other.importance(question));
        let mut said: Vec<String> = [answer, importance].iter().filter_map(|change| self.noted(change)).collect();
        said.extend(self.waiver_differences(other, id));
        said.extend(self.noted_rounds(id, other.rounds(id).len()));
        said
    }

    fn waiver_differences(&self, other: &Self, question: &Id) -> Vec<String> {
        let alternatives = self.questionnaire.alternatives().iter().map(|alternative| &alternative.id);
        let change = |alternative: &Id| match other.waiver(question, alternative) {
            Some(note) => Change::Waive { question: question.clone(), alternative: alternative.clone(), note: note.to_owned() },
            None => Change::Unwaive { question: question.clone(), alternative: alternative.clone() },
        };
        alternatives.filter_map(|alternative| self.noted(&change(alternative))).collect()
    }
}
