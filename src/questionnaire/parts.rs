//! What a questionnaire is made of.

use std::collections::BTreeMap;

use super::worksheet::Worksheet;
use super::{Evidence, Id, Importance};

/// A headline that several alternatives share, such as "Open-weight".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What choosing it means, in one sentence.
    pub says: Option<String>,
}

/// One way to build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its id.
    pub id: Id,
    /// Its full name.
    pub name: String,
    /// A name for narrow places; the full name if the author gave none.
    pub short: String,
    /// Its family; its own id if the author gave none.
    pub family: Id,
    /// What it is, in a sentence or two.
    pub is: Option<String>,
    /// What the team gains by it.
    pub gain: Vec<String>,
    /// What it costs.
    pub cost: Vec<String>,
    /// What to do first.
    pub first_steps: Vec<String>,
    /// How to keep it ethical.
    pub ethics: Option<String>,
    /// When to look at the decision again.
    pub revisit: Vec<String>,
    /// For a mix: the parts it is made of. The mix cannot do what none of them can do: it is ruled out if hard limits
    /// take away every part of one family, or every part.
    pub mixes: Vec<Id>,
}

/// A part of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// What it asks, in one sentence.
    pub asks: Option<String>,
}

/// How well a choice serves an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// From -2 (fails you) to 2 (serves you fully).
    pub fit: i8,
    /// Why.
    pub because: Option<String>,
    /// What to do about it, if the fit is below 0.
    pub mitigation: Option<String>,
}

/// What makes an alternative unacceptable, at any value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardLimit {
    /// Why.
    pub because: String,
    /// What would lift the limit; a limit without it cannot be lifted.
    pub unless: Option<String>,
}

/// One predefined answer of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id, unique within the question.
    pub id: Id,
    /// The answer in a few words.
    pub text: String,
    /// What it means concretely.
    pub means: Option<String>,
    /// Fit by alternative; a missing one is 0.
    pub effects: BTreeMap<Id, Effect>,
    /// Alternatives that this answer rules out.
    pub rules_out: BTreeMap<Id, HardLimit>,
    /// Questions whose requests can be told apart, because of this answer, before a model sees them: their hard limits
    /// then reach only one half of a mix.
    pub separates: Vec<Id>,
}

impl Choice {
    /// Returns how well the choice serves `alternative`, from -2 to 2.
    pub fn fit(&self, alternative: &Id) -> i8 {
        self.effects.get(alternative).map_or(0, |effect| effect.fit)
    }
}

/// One decision factor, asked on one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: Id,
    /// A title for narrow places: the author's, or one made from the id.
    pub label: String,
    /// The section it belongs to, if any.
    pub section: Option<Id>,
    /// How much it counts unless the team changes it.
    pub importance: Importance,
    /// The question.
    pub ask: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to look up, and who to ask.
    pub look_up: Option<String>,
    /// The ids of the facts behind it.
    pub evidence: Vec<Id>,
    /// 2 to 9 choices.
    pub choices: Vec<Choice>,
}

impl Question {
    /// Returns the choice with that id.
    pub fn choice(&self, id: &Id) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == *id)
    }

    /// Returns the place of the choice with that id, from 0.
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.choices.iter().position(|choice| choice.id == *id)
    }

    /// Tells whether any choice rules an alternative out.
    pub fn has_hard_limit(&self) -> bool {
        self.choices.iter().any(|choice| !choice.rules_out.is_empty())
    }
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub term: String,
    /// Its meaning.
    pub means: String,
}

/// What a questionnaire is made of, before anything was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The questionnaire's own id.
    pub id: Id,
    /// Its version, such as `1.0`.
    pub version: String,
    /// Its title.
    pub title: String,
    /// The month its facts were gathered.
    pub as_of: Option<String>,
    /// How to answer.
    pub intro: Option<String>,
    /// Headlines; may be empty.
    pub families: Vec<Family>,
    /// 2 to 8 alternatives.
    pub alternatives: Vec<Alternative>,
    /// Parts of the walk; may be empty.
    pub sections: Vec<Section>,
    /// 1 to 500 questions.
    pub questions: Vec<Question>,
    /// Dated facts.
    pub evidence: Vec<Evidence>,
    /// Words and their meanings.
    pub glossary: Vec<Term>,
    /// Small calculations beside questions.
    pub worksheets: Vec<Worksheet>,
}
