//! What the questionnaire advises for an alternative: its own texts, apart from what the team said.

use super::Words;
use crate::order::sort_by_key;
use crate::questionnaire::{Alternative, Id};

/// One kind of advice, such as first steps, for one or several alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice<'a> {
    /// What kind it is.
    pub title: &'static str,
    /// Each text once, with the alternatives it is for; what is for most of them first.
    pub items: Vec<(Vec<&'a Id>, &'a str)>,
}

/// Returns the advice for one alternative: titles and texts, in the order in which they are shown; empty ones left out.
///
/// What one gains is not advice: the record says what speaks for a choice, judged by the team's answers.
fn advice_of(alternative: &Alternative) -> Vec<(&'static str, &[String])> {
    let all = [
        ("First steps", alternative.first_steps.as_slice()),
        ("What it costs", &alternative.cost),
        ("How to keep it ethical", alternative.ethics.as_slice()),
        ("When to look again", &alternative.revisit),
    ];
    all.into_iter().filter(|(_, texts)| !texts.is_empty()).collect()
}

/// Returns what one gains by an alternative, and then the advice for it.
pub fn gain_and_advice(alternative: &Alternative) -> Vec<(&'static str, &[String])> {
    let gain = [("What you gain", alternative.gain.as_slice())].into_iter().filter(|(_, texts)| !texts.is_empty());
    gain.chain(advice_of(alternative)).collect()
}

impl<'a> Words<'a> {
    /// Returns what the record and the next steps are about: the alternative decided on, else the one recommended, else
    /// all that are too close to call.
    pub fn subjects(self) -> Vec<Id> {
        let taken = self.session.decision().and_then(|decision| decision.alternative.clone());
        match taken.or_else(|| self.assessment.verdict.pick.clone()) {
            Some(one) => vec![one],
            None => self.tied(),
        }
    }

    /// Returns the advice for several alternatives, each text once.
    pub fn advice(self, alternatives: &[Id]) -> Vec<Advice<'a>> {
        let mut all: Vec<Advice<'a>> = Vec::new();
        for alternative in alternatives.iter().filter_map(|id| self.questionnaire().alternative(id)) {
            for (title, texts) in advice_of(alternative) {
                let place = all.iter().position(|advice| advice.title == title).unwrap_or_else(|| {
                    all.push(Advice { title, items: Vec::new() });
                    all.len() - 1
                });
                let Some(advice) = all.get_mut(place) else { continue };
                for text in texts {
                    match advice.items.iter_mut().find(|(_, known)| known == text) {
                        Some((owners, _)) => owners.push(&alternative.id),
                        None => advice.items.push((vec![&alternative.id], text)),
                    }
                }
            }
        }
        for advice in &mut all {
            sort_by_key(&mut advice.items, |(owners, _)| std::cmp::Reverse(owners.len()));
        }
        all
    }
}
