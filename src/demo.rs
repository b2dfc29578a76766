//! A finished session on the built-in questionnaire, for `weigh demo`, the pictures in the README and tests.
//!
//! Only what the example team said is kept here; the questionnaire is put in when the session is made, so that the
//! example never shows yesterday's wording. This module must not know how a session is shown.

use crate::questionnaire::Questionnaire;
use crate::session::Session;

/// Returns the example: four people, one doubt about a contract, and a decision that leans.
///
/// # Panics
/// Never: a test proves that the example fits the built-in questionnaire.
pub fn session() -> Session {
    let (said, _) = include_str!("demo.json").rsplit_once('}').expect("a JSON object ends with a brace");
    let file = format!("{said}, \"questionnaire\": {}}}", Questionnaire::built_in().source());
    Session::parse(file.as_bytes()).expect("a test reads the example")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_survives_its_own_file_format() {
        let example = session();
        let read_back = Session::parse(example.to_json().as_bytes()).expect("a session the program wrote");
        assert_eq!(example.to_json(), read_back.to_json());
    }

    #[test]
    fn the_example_shows_what_a_real_session_holds() {
        let example = session();
        let asked: Vec<_> = example.questionnaire().questions().iter().map(|question| &question.id).collect();
        assert_eq!(example.participants().len(), 4);
        assert!(asked.iter().any(|question| !example.dissent(question).is_empty()), "somebody dissents");
        assert!(asked.iter().any(|question| example.rounds(question).len() == 2), "a vote was repeated");
        assert!(asked.iter().any(|question| example.is_assumption(question)), "one answer is an assumption");
        assert!(asked.iter().any(|question| example.importance_changed(question)), "an importance was changed");
        assert!(example.follow_ups().iter().any(|task| task.owner.is_some() && task.due.is_some()), "a follow-up has an owner");
        assert!(example.decision().is_some_and(|decision| !decision.reason.is_empty()), "the decision has its reason");
        assert!(!example.log().is_empty(), "a change after the result is logged");
    }

    #[test]
    fn the_example_leans_for_every_reason_there_is() {
        use crate::scoring::{Because, VerdictKind, assess};

        let verdict = assess(&session()).verdict;
        assert_eq!(verdict.kind, VerdictKind::Lean);
        assert_eq!(verdict.pick.as_ref().map(crate::questionnaire::Id::as_str), Some("open-hosted"));
        assert_eq!(verdict.because, [Because::Margin, Because::Weights, Because::OpenQuestion, Because::AtRisk]);
    }
}
