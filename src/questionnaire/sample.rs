//! A small questionnaire that uses every field once, for tests.

use super::{Id, Questionnaire};

/// The file.
pub(crate) const JSON: &str = include_str!("sample.json");

/// Returns an id from a text that is known to be valid.
pub(crate) fn id(text: &str) -> Id {
    Id::new(text).expect("a literal id")
}

/// Returns the questionnaire.
pub(crate) fn questionnaire() -> Questionnaire {
    Questionnaire::parse(JSON.as_bytes()).expect("the sample is sound")
}

/// Returns a questionnaire of `count` questions with two choices each, and no optional fields.
pub(crate) fn of_questions(count: usize) -> Questionnaire {
    let choices = r#"[{"id": "us", "text": "Each of us"}, {"id": "firm", "text": "The firm"}]"#;
    let question = |id: usize| format!(r#"{{"id": "{id}", "ask": "Who pays?", "choices": {choices}}}"#);
    let questions = (0..count).map(question).collect::<Vec<_>>().join(",");
    let alternatives = r#"[{"id": "in", "name": "In"}, {"id": "out", "name": "Out"}]"#;
    let json = format!(
        r#"{{"schema": 1, "id": "lunch", "version": "1.0", "title": "Where?", "alternatives": {alternatives}, "questions": [{questions}]}}"#
    );
    Questionnaire::parse(json.as_bytes()).expect("a sound questionnaire")
}
