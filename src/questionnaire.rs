//! A questionnaire: the alternatives, the questions with their choices, and what each choice does to each alternative.
//!
//! A [`Questionnaire`] is valid by construction: every id it mentions exists, every fit is in range, no id is used
//! twice. It never changes after it was read. This module must not know of answers, values, files or screens.

pub mod format;
pub mod lint;
#[cfg(test)]
pub(crate) mod sample;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::problem::Problems;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest question, in characters.
pub const LONGEST_ASK: usize = 160;
/// The longest text of any other kind, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// The name by which a file refers to a question, a choice, an alternative and so on: `[a-z0-9-]{1,40}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Returns the id, or nothing where `text` is not `[a-z0-9-]{1,40}`.
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let valid = (1..=40).contains(&text.len()) && text.bytes().all(allowed);
        valid.then(|| Self(text.into()))
    }

    /// Takes any text: for what a file says, until it has been checked.
    pub(crate) fn unchecked(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// How much a question counts. Each step doubles the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    /// Not counted in the values; its hard limits still hold.
    LeaveOut,
    /// Weight 1.
    Low,
    /// Weight 2.
    #[default]
    Normal,
    /// Weight 4.
    High,
    /// Weight 8.
    Critical,
}

impl Importance {
    /// All steps, least first.
    pub const ALL: [Self; 5] = [Self::LeaveOut, Self::Low, Self::Normal, Self::High, Self::Critical];

    /// Returns the weight of the step: 0, 1, 2, 4 or 8.
    pub fn weight(self) -> i128 {
        match self {
            Self::LeaveOut => 0,
            Self::Low => 1,
            Self::Normal => 2,
            Self::High => 4,
            Self::Critical => 8,
        }
    }

    /// Returns the step as it is shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave out",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Returns the step as it is written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::LeaveOut => "leave_out",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Returns the next step up, or the same at the top.
    #[must_use]
    pub fn up(self) -> Self {
        match self {
            Self::LeaveOut => Self::Low,
            Self::Low => Self::Normal,
            Self::Normal => Self::High,
            Self::High | Self::Critical => Self::Critical,
        }
    }

    /// Returns the next step down, or the same at the bottom.
    #[must_use]
    pub fn down(self) -> Self {
        match self {
            Self::LeaveOut | Self::Low => Self::LeaveOut,
            Self::Normal => Self::Low,
            Self::High => Self::Normal,
            Self::Critical => Self::High,
        }
    }
}

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
    /// A name for narrow places; the full name where the author gave none.
    pub short: String,
    /// Its family; its own id where the author gave none.
    pub family: Id,
    /// What it is, in a sentence or two.
    pub is: Option<String>,
    /// What one gains by it.
    pub gain: Vec<String>,
    /// What it costs.
    pub cost: Vec<String>,
    /// What to do first.
    pub first_steps: Vec<String>,
    /// How to keep it ethical.
    pub ethics: Option<String>,
    /// When to look at the decision again.
    pub revisit: Vec<String>,
    /// For a mix: the alternatives it combines.
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
}

/// What makes an alternative unacceptable, whatever its value.
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
    /// The section it belongs to, if any.
    pub section: Option<Id>,
    /// How much it counts unless the team changes it.
    pub importance: Importance,
    /// The question.
    pub ask: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to look up, and whom to ask.
    pub look_up: Option<String>,
    /// The ids of the facts behind it.
    pub evidence: Vec<Id>,
    /// 2 to 9 choices.
    pub choices: Vec<Choice>,
    /// What to do about a poor fit, by alternative.
    pub mitigations: BTreeMap<Id, String>,
}

impl Question {
    /// Returns the choice with that id.
    pub fn choice(&self, id: &Id) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == *id)
    }

    /// Tells whether any choice rules an alternative out.
    pub fn has_hard_limit(&self) -> bool {
        self.choices.iter().any(|choice| !choice.rules_out.is_empty())
    }
}

/// How fast a fact ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelfLife {
    /// Does not go stale.
    Durable,
    /// Stale after 18 months.
    Slow,
    /// Stale after 6 months.
    Volatile,
}

impl ShelfLife {
    /// All of them, longest first.
    pub const ALL: [Self; 3] = [Self::Durable, Self::Slow, Self::Volatile];

    /// Returns it as it is written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Durable => "durable",
            Self::Slow => "slow",
            Self::Volatile => "volatile",
        }
    }
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: Id,
    /// The fact.
    pub says: String,
    /// Who says so.
    pub source: String,
    /// Where to read it.
    pub url: Option<String>,
    /// When it was true: `2026`, `2026-11` or `2026-11-23`.
    pub dated: String,
    /// How fast it ages.
    pub shelf_life: ShelfLife,
}

impl Evidence {
    /// Tells whether the fact is stale on `day`: more than 6 (volatile) or 18 (slow) months after it was dated.
    ///
    /// A bare year or month counts from its last day.
    pub fn is_stale(&self, day: jiff::civil::Date) -> bool {
        self.good_until().is_some_and(|until| day > until)
    }

    /// Returns the last day before the fact is stale; nothing for a fact that does not go stale.
    pub fn good_until(&self) -> Option<jiff::civil::Date> {
        let months = match self.shelf_life {
            ShelfLife::Durable => return None,
            ShelfLife::Slow => 18,
            ShelfLife::Volatile => 6,
        };
        self.dated_until()?.checked_add(jiff::Span::new().months(months)).ok()
    }

    /// Returns the last day that `dated` can mean.
    pub fn dated_until(&self) -> Option<jiff::civil::Date> {
        last_day(&self.dated)
    }
}

/// Returns the last day that `2026`, `2026-11` or `2026-11-23` can mean; nothing where it is no such date.
pub fn last_day(dated: &str) -> Option<jiff::civil::Date> {
    let digits = |part: &str, wanted: usize| {
        (part.len() == wanted && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let mut parts = dated.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return jiff::civil::Date::new(year, 12, 31).ok();
    };
    let first = jiff::civil::Date::new(year, digits(month, 2)?.try_into().ok()?, 1).ok()?;
    let Some(day) = parts.next() else {
        return Some(first.last_of_month());
    };
    let day = digits(day, 2)?.try_into().ok()?;
    if parts.next().is_some() {
        return None;
    }
    jiff::civil::Date::new(first.year(), first.month(), day).ok()
}

/// Returns the day that `2026-11-23` means; nothing where it is written in any other way.
pub fn exact_day(dated: &str) -> Option<jiff::civil::Date> {
    last_day(dated).filter(|_| dated.len() == "2026-11-23".len())
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
}

/// A whole questionnaire, checked.
#[derive(Debug)]
pub struct Questionnaire {
    parts: Parts,
    /// The JSON text as it was read: what the hashes are made of.
    source: Box<str>,
    /// The text as it stands in a session. A session is saved at every key press: laying out 100 kB once is enough.
    embedded: OnceLock<Box<str>>,
    is_embedded: bool,
    is_newer: bool,
    /// Made when first asked for: hashing 100 kB is not for the way to the first screen.
    sha256: OnceLock<String>,
    question_hashes: OnceLock<Vec<String>>,
}

/// Two questionnaires are equal when they say the same; how their files are laid out does not matter.
impl PartialEq for Questionnaire {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for Questionnaire {}

impl Questionnaire {
    fn new(parts: Parts, source: &str, is_embedded: bool, is_newer: bool) -> Self {
        Self {
            parts,
            source: source.into(),
            embedded: OnceLock::new(),
            is_embedded,
            is_newer,
            sha256: OnceLock::new(),
            question_hashes: OnceLock::new(),
        }
    }

    /// Returns the questionnaire that is built into the program.
    ///
    /// # Panics
    /// Never: a test proves that the embedded file is valid.
    pub fn built_in() -> Self {
        Self::parse(include_bytes!("../questions.json")).expect("the embedded questions.json is checked by a test")
    }

    /// Reads a questionnaire from the bytes of a file.
    ///
    /// # Errors
    /// Syntax and shape: the first problem, with line and column. Everything else: all problems, each with its path.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problems> {
        format::parse(bytes)
    }

    /// Returns the JSON text as it was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the SHA-256 of the questionnaire's canonical JSON, as 64 hexadecimal digits.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| format::sha256(&self.source))
    }

    /// Returns the SHA-256 of each question's canonical JSON, in the order of the questions.
    pub fn question_hashes(&self) -> &[String] {
        self.question_hashes.get_or_init(|| format::question_hashes(&self.source))
    }

    /// Returns the JSON text as it stands in a session file: what came from a session is left as it was.
    pub(crate) fn embedded(&self) -> &str {
        if self.is_embedded { &self.source } else { self.embedded.get_or_init(|| format::embed(&self.source).into()) }
    }

    /// Tells whether the file follows a later schema than this program knows: it can be read, but not everything in it
    /// was understood.
    pub fn is_from_newer_version(&self) -> bool {
        self.is_newer
    }

    /// Returns its id.
    pub fn id(&self) -> &Id {
        &self.parts.id
    }

    /// Returns its version.
    pub fn version(&self) -> &str {
        &self.parts.version
    }

    /// Returns its title.
    pub fn title(&self) -> &str {
        &self.parts.title
    }

    /// Returns the month its facts were gathered.
    pub fn as_of(&self) -> Option<&str> {
        self.parts.as_of.as_deref()
    }

    /// Returns how to answer.
    pub fn intro(&self) -> Option<&str> {
        self.parts.intro.as_deref()
    }

    /// Returns the headlines.
    pub fn families(&self) -> &[Family] {
        &self.parts.families
    }

    /// Returns the 2 to 8 alternatives.
    pub fn alternatives(&self) -> &[Alternative] {
        &self.parts.alternatives
    }

    /// Returns the parts of the walk.
    pub fn sections(&self) -> &[Section] {
        &self.parts.sections
    }

    /// Returns the 1 to 500 questions.
    pub fn questions(&self) -> &[Question] {
        &self.parts.questions
    }

    /// Returns the dated facts.
    pub fn evidence(&self) -> &[Evidence] {
        &self.parts.evidence
    }

    /// Returns the words and their meanings.
    pub fn glossary(&self) -> &[Term] {
        &self.parts.glossary
    }

    /// Returns the question with that id.
    pub fn question(&self, id: &Id) -> Option<&Question> {
        self.parts.questions.iter().find(|question| question.id == *id)
    }

    /// Returns the alternative with that id.
    pub fn alternative(&self, id: &Id) -> Option<&Alternative> {
        self.parts.alternatives.iter().find(|alternative| alternative.id == *id)
    }

    /// Returns the section with that id.
    pub fn section(&self, id: &Id) -> Option<&Section> {
        self.parts.sections.iter().find(|section| section.id == *id)
    }

    /// Returns the name of a family; for an alternative without one, the alternative's own name.
    pub fn family_name(&self, id: &Id) -> &str {
        let family = self.parts.families.iter().find(|family| family.id == *id).map(|family| family.name.as_str());
        family.or_else(|| self.alternative(id).map(|alternative| alternative.name.as_str())).unwrap_or_default()
    }

    /// Returns the facts behind `question`, in its order.
    pub fn facts<'a>(&'a self, question: &'a Question) -> impl Iterator<Item = &'a Evidence> {
        question.evidence.iter().filter_map(|id| self.parts.evidence.iter().find(|fact| fact.id == *id))
    }

    /// Returns a choice and its question.
    pub fn choice(&self, question: &Id, choice: &Id) -> Option<(&Question, &Choice)> {
        let question = self.question(question)?;
        Some((question, question.choice(choice)?))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn fact(dated: &str, shelf_life: ShelfLife) -> Evidence {
        Evidence { id: sample::id("x"), says: String::new(), source: String::new(), url: None, dated: dated.into(), shelf_life }
    }

    #[test]
    fn an_id_is_1_to_40_small_letters_digits_and_hyphens() {
        for text in ["a", "0", "-", "open-weight-2", &"x".repeat(40)] {
            assert_eq!(Id::new(text).map(|id| id.to_string()), Some(text.to_owned()));
        }
        for text in ["", "A", "a b", "a_b", "ä", "a\n", &"x".repeat(41)] {
            assert_eq!(Id::new(text), None, "{text}");
        }
    }

    #[test]
    fn a_bare_year_or_month_means_its_last_day() {
        assert_eq!(last_day("2026"), Some(date(2026, 12, 31)));
        assert_eq!(last_day("2028-02"), Some(date(2028, 2, 29)));
        assert_eq!(last_day("2026-11-23"), Some(date(2026, 11, 23)));
        for wrong in ["", "26", "2026-", "2026-1", "2026-13", "2026-02-30", "2026-11-23-", "2026-11-23T10:00", "+2026", " 2026", "2026-+1"]
        {
            assert_eq!(last_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_fact_is_stale_more_than_6_or_18_months_after_its_last_day() {
        let volatile = fact("2026-05", ShelfLife::Volatile);
        assert!(!volatile.is_stale(date(2026, 11, 30)));
        assert!(volatile.is_stale(date(2026, 12, 1)));
        let slow = fact("2025-05-10", ShelfLife::Slow);
        assert!(!slow.is_stale(date(2026, 11, 10)));
        assert!(slow.is_stale(date(2026, 11, 11)));
        assert!(!fact("1999", ShelfLife::Durable).is_stale(date(2099, 1, 1)));
    }

    #[test]
    fn each_step_of_importance_doubles_the_weight() {
        assert_eq!(Importance::ALL.map(Importance::weight), [0, 1, 2, 4, 8]);
        for (lower, higher) in Importance::ALL.into_iter().zip(Importance::ALL.into_iter().skip(1)) {
            assert_eq!((lower.up(), higher.down()), (higher, lower));
        }
        assert_eq!((Importance::Critical.up(), Importance::LeaveOut.down()), (Importance::Critical, Importance::LeaveOut));
    }

    #[test]
    fn an_alternative_without_a_family_or_short_name_is_called_by_its_own() {
        let questionnaire = sample::questionnaire();
        let home = questionnaire.alternative(&sample::id("home")).unwrap();
        assert_eq!((home.family.as_str(), home.short.as_str()), ("home", "At home"));
        assert_eq!(questionnaire.family_name(&home.family), "At home");
        assert_eq!(questionnaire.family_name(&sample::id("out")), "Out");
    }

    #[test]
    fn a_questionnaire_finds_what_belongs_together() {
        let questionnaire = sample::questionnaire();
        let (question, choice) = questionnaire.choice(&sample::id("time"), &sample::id("little")).unwrap();
        assert_eq!(questionnaire.facts(question).map(|fact| fact.id.as_str()).collect::<Vec<_>>(), ["walk"]);
        assert_eq!(["canteen", "bistro", "home"].map(|id| choice.fit(&sample::id(id))), [2, -2, 0]);
        assert!(question.has_hard_limit());
        assert_eq!(questionnaire.choice(&sample::id("time"), &sample::id("us")), None);
        assert_eq!(questionnaire.section(&sample::id("needs")).map(|section| section.title.as_str()), Some("Needs"));
    }
}
