//! How much of the built-in questionnaire somebody changed without giving it another name.
//!
//! Nothing is wrong with that, but readers of a result must know. This module must not word anything.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::{Alternative, Choice, Id, Parts, Question, Questionnaire};

/// What is different in a questionnaire that has the built-in's id and version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changed {
    /// Pairs of a choice and an alternative with another fit, reason or mitigation.
    pub effects: usize,
    /// Pairs of a choice and an alternative with another hard limit, and choices that tell other requests apart.
    pub hard_limits: usize,
    /// Questions with another preset importance.
    pub importances: usize,
    /// Questions and choices that were added, removed or worded differently.
    pub questions: usize,
    /// Alternatives that were added, removed or described differently.
    pub alternatives: usize,
    /// Facts, words, sections, families, worksheets or the introduction are different.
    pub others: bool,
}

impl Questionnaire {
    /// Returns how it differs from the built-in one with the same id and version. Is `None` if it does not differ, or
    /// has another id or version.
    pub fn changed_from_built_in(&self) -> Option<Changed> {
        // Read once: screens ask at every key.
        static BUILT_IN: OnceLock<Questionnaire> = OnceLock::new();
        self.changed_from(BUILT_IN.get_or_init(Self::built_in))
    }

    fn changed_from(&self, original: &Self) -> Option<Changed> {
        let same_name = self.id() == original.id() && self.version() == original.version();
        if !same_name || self.sha256() == original.sha256() || self == original {
            return None;
        }
        let mut changed = Changed::default();
        let (ours, theirs) = (self.questions(), original.questions());
        changed.questions += theirs.iter().filter(|question| self.question(&question.id).is_none()).count();
        for question in ours {
            match original.question(&question.id) {
                Some(before) => changed.compare(before, question),
                None => changed.questions += 1,
            }
        }
        let gone = original.alternatives().iter().filter(|alternative| self.alternative(&alternative.id).is_none());
        let is_other = |alternative: &&Alternative| original.alternative(&alternative.id) != Some(alternative);
        changed.alternatives = gone.count() + self.alternatives().iter().filter(is_other).count();
        changed.others = others(self) != others(original);
        Some(changed)
    }
}

impl Changed {
    fn compare(&mut self, before: &Question, now: &Question) {
        self.importances += usize::from(before.importance != now.importance);
        self.questions += usize::from(texts(before) != texts(now));
        self.questions += before.choices.iter().filter(|choice| now.choice(&choice.id).is_none()).count();
        for choice in &now.choices {
            match before.choice(&choice.id) {
                Some(before) => self.compare_choices(before, choice),
                None => self.questions += 1,
            }
        }
    }

    fn compare_choices(&mut self, before: &Choice, now: &Choice) {
        self.questions += usize::from((&before.text, &before.means) != (&now.text, &now.means));
        let all: BTreeSet<&Id> = before.effects.keys().chain(now.effects.keys()).collect();
        self.effects += all.into_iter().filter(|id| before.effects.get(*id) != now.effects.get(*id)).count();
        let all: BTreeSet<&Id> = before.rules_out.keys().chain(now.rules_out.keys()).collect();
        self.hard_limits += all.into_iter().filter(|id| before.rules_out.get(*id) != now.rules_out.get(*id)).count();
        self.hard_limits += usize::from(before.separates != now.separates);
    }
}

/// Returns what is worded in a question. Names every field, so that a new one cannot be forgotten here.
fn texts(question: &Question) -> impl PartialEq + '_ {
    let Question { id: _, label, section, importance: _, ask, why, look_up, evidence, choices: _ } = question;
    (label, section, ask, why, look_up, evidence)
}

/// Returns what is compared as a whole. Names every part, so that a new one cannot be forgotten here.
fn others(questionnaire: &Questionnaire) -> impl PartialEq + '_ {
    let Parts { id: _, version: _, title, as_of, intro, families, alternatives: _, sections, questions: _, evidence, glossary, worksheets } =
        &questionnaire.parts;
    (title, as_of, intro, families, sections, evidence, glossary, worksheets)
}

#[cfg(test)]
mod tests {
    use super::{Changed, Questionnaire};
    use crate::questionnaire::sample;

    /// Returns what is different in the sample if `from` is replaced by `to`.
    fn changed(from: &str, to: &str) -> Option<Changed> {
        assert!(from.is_empty() || sample::JSON.contains(from), "{from}");
        let other = Questionnaire::parse(sample::JSON.replacen(from, to, 1).as_bytes()).expect("still a questionnaire");
        other.changed_from(&sample::questionnaire())
    }

    #[test]
    fn another_fit_under_the_same_name_is_one_changed_effect() {
        assert_eq!(changed("\"fit\": 2", "\"fit\": 1"), Some(Changed { effects: 1, ..Changed::default() }));
    }

    #[test]
    fn another_question_or_title_is_told_apart_from_effects() {
        assert_eq!(changed("How much time is there?", "How long?"), Some(Changed { questions: 1, ..Changed::default() }));
        assert_eq!(changed("Where do we eat?", "Where to?"), Some(Changed { others: true, ..Changed::default() }));
    }

    #[test]
    fn the_same_content_and_another_name_are_no_change() {
        assert_eq!(changed("{\n", "{\n\n"), None);
        assert_eq!(changed("\"version\": \"1.0\"", "\"version\": \"1.1\""), None);
        assert_eq!(Questionnaire::built_in().changed_from_built_in(), None);
    }
}
