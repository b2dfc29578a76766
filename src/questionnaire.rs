//! A questionnaire: the alternatives, the questions with their choices, and what each choice does to each alternative.
//!
//! A [`Questionnaire`] is valid by construction: every id it mentions exists, every fit is in range, no id is used
//! twice. It never changes after it was read. This module must not know of answers, values, files or screens.

mod changed;
mod evidence;
pub mod format;
mod glossary;
mod id;
mod importance;
mod interner;
pub mod lint;
mod parts;
#[cfg(test)]
pub(crate) mod sample;
pub mod worksheet;

use std::sync::OnceLock;

pub use changed::Changed;
pub use evidence::{Evidence, ShelfLife, exact_day, last_day};
pub use id::Id;
pub use importance::Importance;
pub use interner::Interner;
pub use parts::{Alternative, Choice, Effect, Family, HardLimit, Parts, Question, Section, Term};

use crate::json;
use crate::problem::Problems;
use worksheet::Worksheet;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// The longest label of a question, in characters.
pub const LONGEST_LABEL: usize = 24;
/// The longest question, in characters.
pub const LONGEST_ASK: usize = 160;
/// The longest text of any other kind, in characters.
pub const LONGEST_TEXT: usize = 10_000;

/// A whole questionnaire, checked.
#[derive(Debug)]
pub struct Questionnaire {
    parts: Parts,
    /// The JSON text as it was read; the hashes are made of it.
    source: Box<str>,
    /// The text as it stands in a session. Kept, because a session is saved at every key press.
    embedded: OnceLock<Box<str>>,
    is_embedded: bool,
    is_newer: bool,
    /// Computed when first needed: hashing 100 kB would delay the first screen.
    sha256: OnceLock<String>,
    question_hashes: OnceLock<Vec<String>>,
}

/// Two questionnaires are equal if they say the same; the layout of their files does not matter.
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
    /// Returns all problems of shape and meaning, each with line, column and path; of problems of syntax, only the
    /// first.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problems> {
        json::parse(&format::QuestionnaireFormat, bytes)
    }

    /// Returns the paths of the fields that were left out because a newer version wrote them.
    pub fn left_out(&self) -> Vec<String> {
        if self.is_newer { format::left_out(&self.source) } else { Vec::new() }
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

    /// Returns the JSON text as it stands in a session file; a text that came from a session is not changed.
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

    /// Returns the alternatives by family, in the order of the families; those without one last.
    pub fn by_family(&self) -> Vec<(Option<&Family>, Vec<&Alternative>)> {
        let is_listed = |alternative: &Alternative| self.families().iter().any(|family| family.id == alternative.family);
        let members = |family: &Family| self.alternatives().iter().filter(|alternative| alternative.family == family.id).collect();
        let others: Vec<&Alternative> = self.alternatives().iter().filter(|alternative| !is_listed(alternative)).collect();
        let families = self.families().iter().map(|family| (Some(family), members(family)));
        families.chain((!others.is_empty()).then_some((None, others))).collect()
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

    /// Returns the small calculations beside questions.
    pub fn worksheets(&self) -> &[Worksheet] {
        &self.parts.worksheets
    }

    /// Returns the worksheet with that id.
    pub fn worksheet(&self, id: &Id) -> Option<&Worksheet> {
        self.parts.worksheets.iter().find(|worksheet| worksheet.id == *id)
    }

    /// Returns the question with that id.
    pub fn question(&self, id: &Id) -> Option<&Question> {
        id.find(&self.parts.questions, |question| &question.id)
    }

    /// Returns the label of the question with that id. Is empty without such a question.
    pub fn label(&self, id: &Id) -> &str {
        self.question(id).map_or("", |question| &question.label)
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
