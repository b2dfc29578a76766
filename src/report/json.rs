//! The result as JSON: the assessment and the worksheets, after a head that says which session it is about.
//!
//! Numbers are the nearest double of the exact fraction, not rounded. This module must not compute.

use crate::questionnaire::Id;
use crate::questionnaire::worksheet::Results;
use crate::scoring::{Assessment, Dominated, Ordered, PriceOfRules, QuestionState};
use crate::session::Session;

/// Returns the result as pretty JSON: two spaces, keys in the documented order, a final newline.
///
/// # Panics
/// Never: every key is text, and writing to memory does not fail.
pub fn render(session: &Session, assessment: &Assessment) -> String {
    let mut text = serde_json::to_string_pretty(&Document::new(session, assessment)).expect("text keys, written to memory");
    text.push('\n');
    text
}

/// Returns the same result on one line, without a newline.
///
/// # Panics
/// Never: every key is text, and writing to memory does not fail.
pub fn render_line(session: &Session, assessment: &Assessment) -> String {
    serde_json::to_string(&Document::new(session, assessment)).expect("text keys, written to memory")
}

/// The version of the result's shape.
const SCHEMA: u32 = 1;

#[derive(serde::Serialize)]
struct Document<'a> {
    kind: &'static str,
    schema: u32,
    session: SessionPart<'a>,
    #[serde(flatten)]
    assessment: &'a Assessment,
    worksheets: Ordered<Results<'a>>,
    // These stand behind the worksheets, so the assessment leaves them to this document.
    dominated: &'a [Dominated],
    price_of_rules: Option<&'a PriceOfRules>,
    questions: &'a [QuestionState],
}

#[derive(serde::Serialize)]
struct SessionPart<'a> {
    title: &'a str,
    questionnaire: QuestionnairePart<'a>,
}

#[derive(serde::Serialize)]
struct QuestionnairePart<'a> {
    id: &'a Id,
    version: &'a str,
    sha256: &'a str,
}

impl<'a> Document<'a> {
    fn new(session: &'a Session, assessment: &'a Assessment) -> Self {
        let of = session.questionnaire();
        let questionnaire = QuestionnairePart { id: of.id(), version: of.version(), sha256: of.sha256() };
        Self {
            kind: "weigh-result",
            schema: SCHEMA,
            session: SessionPart { title: session.title(), questionnaire },
            assessment,
            worksheets: of.worksheets().iter().map(|worksheet| (worksheet.id.clone(), session.results(worksheet))).collect(),
            dominated: &assessment.dominated,
            price_of_rules: assessment.price_of_rules.as_ref(),
            questions: &assessment.questions,
        }
    }
}
