//! Which words of the glossary a question uses. Must not know how they are shown.

use super::{Question, Questionnaire, Term};

impl Questionnaire {
    /// Returns the words of the glossary that `question` uses, in the order of the glossary.
    pub fn terms_of(&self, question: &Question) -> Vec<&Term> {
        let mut words = format!("{} {}", question.ask, question.why.as_deref().unwrap_or_default());
        for choice in &question.choices {
            words = format!("{words} {} {}", choice.text, choice.means.as_deref().unwrap_or_default());
        }
        let words = words.to_lowercase();
        self.glossary().iter().filter(|term| mentions(&words, &term.term.to_lowercase())).collect()
    }
}

/// Tells whether `words` holds `term` as a word of its own, a plural included.
fn mentions(words: &str, term: &str) -> bool {
    let edge = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    words.match_indices(term).any(|(place, _)| {
        let before = words.get(..place).and_then(|text| text.chars().next_back());
        let after = words.get(place + term.len()..).unwrap_or_default();
        edge(before) && edge(after.strip_prefix('s').unwrap_or(after).chars().next())
    })
}
