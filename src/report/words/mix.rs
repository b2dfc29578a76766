//! What a mix is made of once the hard limits are applied.

use super::{Words, join};
use crate::questionnaire::{Id, Questionnaire};
use crate::scoring::{RuledOut, find};

/// What one family contributes to a mix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixPart {
    /// The family.
    pub family: Id,
    /// Its best part that no hard limit removes. Is `None` if none is left.
    pub best: Option<Id>,
    /// Its parts that a hard limit removes, each with a text that says for what it may still be used.
    pub limited: Vec<(Id, String)>,
}

/// Returns what a mix loses to an answer that rules out some of its parts, and what would keep them.
pub fn loses(questionnaire: &Questionnaire, parts: &[Id]) -> String {
    let names = parts.iter().filter_map(|part| questionnaire.alternative(part)).map(|part| part.short.clone());
    format!("loses {}, unless these requests can be told apart before a model sees them", join(names))
}

/// Returns how a team keeps what a mix would lose.
pub fn told_apart(note: &str) -> String {
    format!("its requests are told apart: {note}")
}

impl Words<'_> {
    /// Returns what `alternative` is made of, family by family. Is empty if it is not a mix.
    pub fn mix_parts(self, alternative: &Id) -> Vec<MixPart> {
        let questionnaire = self.questionnaire();
        let mixes = questionnaire.alternative(alternative).map_or(&[][..], |alternative| &alternative.mixes);
        let mut parts: Vec<MixPart> = Vec::new();
        for part in mixes.iter().filter_map(|part| questionnaire.alternative(part)) {
            if !parts.iter().any(|known| known.family == part.family) {
                let members = mixes.iter().filter(|id| questionnaire.alternative(id).is_some_and(|other| other.family == part.family));
                parts.push(self.mix_part(&part.family, &members.collect::<Vec<_>>()));
            }
        }
        parts
    }

    /// Returns a part of a mix in words.
    pub fn mix_sentence(self, part: &MixPart) -> String {
        let family = self.questionnaire().family_name(&part.family);
        let best = match &part.best {
            Some(best) => format!("{family}: {}.", self.name(best)),
            None => format!("{family}: for some requests only."),
        };
        // Parts that the same answers limit share a sentence.
        let mut limits: Vec<(&str, Vec<&Id>)> = Vec::new();
        for (id, label) in &part.limited {
            match limits.iter_mut().find(|(known, _)| known == label) {
                Some((_, parts)) => parts.push(id),
                None => limits.push((label, vec![id])),
            }
        }
        let limited = limits.into_iter().map(|(label, parts)| format!(" {}: {label}.", self.call_all(parts)));
        std::iter::once(best).chain(limited).collect()
    }

    fn mix_part(self, family: &Id, members: &[&Id]) -> MixPart {
        let limited = members.iter().filter_map(|member| {
            let rules = find(&self.assessment.ruled_out, member)?;
            Some(((*member).clone(), self.only_for(rules)))
        });
        MixPart {
            family: family.clone(),
            best: self.assessment.ranking.iter().find(|ranked| members.contains(ranked)).cloned(),
            limited: limited.collect(),
        }
    }

    fn only_for(self, rules: &[RuledOut]) -> String {
        let answers = rules.iter().flat_map(|rule| {
            rule.choices.iter().map(|choice| format!("\"{}\" ({})", self.choice(&rule.question, choice), self.label(&rule.question)))
        });
        format!("only for requests to which {} does not apply", join(answers))
    }
}
