//! A dozen made-up decisions of one organization: the finished example, with other titles, days and answers.
//!
//! Always the same ones, so that what is printed of them can be compared.

use serde_json::{Map, Value, json};

use crate::demo;
use crate::questionnaire::Question;
use crate::scoring::assess;
use crate::session::Session;

/// What each decision is about, when it was made, its status, and when to look again.
const DECISIONS: [(&str, &str, &str, &str); 12] = [
    ("Support assistant", "2025-10-06", "accepted", "2026-04-06"),
    ("Search in the intranet", "2025-11-17", "accepted", "2026-11-16"),
    ("Summaries of contracts", "2025-12-08", "superseded", "2026-06-08"),
    ("Code review", "2026-01-19", "accepted", "2026-09-21"),
    ("Translation of product texts", "2026-02-23", "rejected", ""),
    ("Invoice reading", "2026-03-16", "accepted", "2027-03-15"),
    ("Voice bot for the hotline", "2026-04-20", "proposed", "2026-10-19"),
    ("Recommendations in the shop", "2026-05-18", "accepted", "2027-05-17"),
    ("Fraud detection", "2026-06-22", "", ""),
    ("Chat for field engineers", "2026-08-17", "accepted", "2027-02-15"),
    ("Meeting minutes", "2026-09-28", "proposed", "2027-03-29"),
    ("Screening of applications", "2026-11-09", "", ""),
];

/// One of so many questions has another answer than in the example.
const CHANGED: usize = 3;
/// To one of so many questions nobody knows the answer.
const UNKNOWN: usize = 7;

/// Returns the decisions, each with the name of its file.
///
/// # Panics
/// Never: a test proves that the example can be changed like this.
pub(super) fn sessions() -> Vec<(String, Session)> {
    let example = demo::session();
    let file: Map<String, Value> = serde_json::from_str(&example.to_json()).expect("a session is an object");
    let made_up = DECISIONS.iter().enumerate().map(|(number, (title, day, status, revisit))| {
        let mut file = file.clone();
        file.insert("title".into(), json!(title));
        file.insert("created".into(), json!(format!("{day}T13:00:00Z")));
        for derived in ["context", "votes", "member_notes", "waivers", "log", "result_seen", "round", "decision", "worksheets"] {
            file.remove(derived);
        }
        file.insert("answers".into(), answers(number, example.questionnaire().questions()));
        let undecided = Session::parse(Value::Object(file.clone()).to_string().as_bytes()).expect("a changed example");
        if let Some(decision) = decision(&undecided, status, revisit) {
            file.insert("decision".into(), decision);
        }
        let session = Session::parse(Value::Object(file).to_string().as_bytes()).expect("a changed example");
        (format!("{}.weigh.json", title.to_lowercase().replace(' ', "-")), session)
    });
    made_up.collect()
}

/// Answers every question, each decision in a way of its own.
fn answers(decision: usize, questions: &[Question]) -> Value {
    let answer = |(number, question): (usize, &Question)| {
        let choices = question.choices.len();
        let turn = decision * 5 + number * 2;
        let answer = match question.choices.get(if turn.is_multiple_of(CHANGED) { turn % choices } else { number % choices }) {
            Some(choice) if !turn.is_multiple_of(UNKNOWN) => choice.id.as_str(),
            Some(_) | None => "unknown",
        };
        (question.id.as_str().to_owned(), json!({ "answer": answer }))
    };
    Value::Object(questions.iter().enumerate().map(answer).collect())
}

/// Decides on what is recommended, as far as something is.
fn decision(session: &Session, status: &str, revisit: &str) -> Option<Value> {
    let pick = assess(session).ranking.first()?.as_str().to_owned();
    let mut decision = json!({ "alternative": pick, "status": status });
    if !revisit.is_empty() {
        decision.as_object_mut()?.insert("revisit".into(), json!(revisit));
    }
    (!status.is_empty()).then_some(decision)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_decisions_differ_and_show_more_than_one_verdict() {
        let sessions = sessions();
        let verdicts: BTreeSet<String> = sessions.iter().map(|(_, session)| format!("{:?}", assess(session).verdict.kind)).collect();
        let names: BTreeSet<&String> = sessions.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), DECISIONS.len());
        assert!(verdicts.len() > 1, "{verdicts:?}");
    }
}
