//! What there is to choose from, and what the words mean.

use super::talk::Stop;
use super::{Plain, sentence};
use crate::questionnaire::{Alternative, Question, Term};

impl Plain<'_> {
    /// Says what there is to choose from, family by family, so that everybody means the same.
    pub(super) fn show_alternatives(&mut self) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        self.talk.pause()?;
        self.talk.say("What there is to choose from. Do all of you mean the same?")?;
        for (family, members) in questionnaire.by_family() {
            if let Some(family) = family {
                let says = family.says.as_deref().map_or_else(String::new, |says| format!(": {says}"));
                self.talk.say(&sentence(&format!("{}{says}", family.name)))?;
            }
            members.into_iter().try_for_each(|alternative| self.show_alternative(alternative))?;
        }
        self.talk.pause()
    }

    fn show_alternative(&mut self, alternative: &Alternative) -> Result<(), Stop> {
        let is = alternative.is.as_deref().unwrap_or(&alternative.name);
        self.talk.say(&sentence(&format!("{}: {is}", alternative.short)))
    }

    /// Says what the words of the glossary mean that a question uses.
    pub(super) fn show_words(&mut self, question: &Question) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let terms = questionnaire.terms_of(question);
        terms.into_iter().try_for_each(|Term { term, means }| self.talk.say(&format!("Word: {term}: {}", sentence(means))))
    }
}
