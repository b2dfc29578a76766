//! Shares one questionnaire between all files that contain it: recognized by its text, read and hashed once.
//!
//! Texts are compared byte for byte, not by a hash: that is faster, and never wrong. This module must not read files.

use std::sync::{Arc, PoisonError, RwLock};

use super::Questionnaire;

/// The most bytes of questionnaires that are kept; the few that an organization uses are far smaller.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The questionnaires that were read so far.
#[derive(Debug, Default)]
pub struct Interner(RwLock<Vec<Arc<Questionnaire>>>);

impl Interner {
    /// Returns the questionnaire that was read from exactly this text, if it is kept.
    pub(crate) fn get(&self, source: &str) -> Option<Arc<Questionnaire>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|questionnaire| questionnaire.source() == source).cloned()
    }

    /// Keeps a valid questionnaire, unless that would exceed the limit.
    pub(crate) fn keep(&self, questionnaire: &Arc<Questionnaire>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let bytes: usize = kept.iter().map(|questionnaire| questionnaire.source().len()).sum();
        let is_kept = kept.iter().any(|other| other.source() == questionnaire.source());
        if !is_kept && bytes + questionnaire.source().len() <= MOST_BYTES {
            kept.push(Arc::clone(questionnaire));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::session::Session;

    #[test]
    fn sessions_with_the_same_questionnaire_share_it() {
        let interner = Interner::default();
        let file = demo::session().to_json();
        let read = |file: &str| Session::parse_sharing(file.as_bytes(), &interner).unwrap();
        let (first, second) = (read(&file), read(&file));
        assert!(std::ptr::eq(first.questionnaire(), second.questionnaire()));
        let other = read(&file.replacen("\"version\": \"", "\"version\": \"9", 1));
        assert!(!std::ptr::eq(first.questionnaire(), other.questionnaire()));
        assert_eq!(interner.0.read().unwrap().len(), 2);
    }

    #[test]
    fn a_faulty_questionnaire_is_told_in_every_file() {
        let interner = Interner::default();
        let file = demo::session().to_json().replacen("\"fit\": 1", "\"fit\": 7", 1);
        let refused = || Session::parse_sharing(file.as_bytes(), &interner).unwrap_err();
        assert_eq!(refused(), refused());
        assert!(interner.0.read().unwrap().is_empty());
    }
}
