//! Reading files: what is accepted, what is refused, and in which words.

use std::sync::Arc;

use weigh::questionnaire::Questionnaire;
use weigh::session::Session;

#[test]
fn the_built_in_questionnaire_is_sound() {
    let questionnaire = Questionnaire::built_in();
    assert_eq!(questionnaire.questions().len(), 19);
    assert_eq!(questionnaire.alternatives().len(), 5);
    assert_eq!(questionnaire.evidence().len(), 42);
}

#[test]
fn a_session_comes_back_as_it_was_written() {
    let session = Session::new(Arc::new(Questionnaire::built_in()), "2026-11-23T10:00:00Z".parse().expect("a time"));
    let json = session.to_json();
    let back = Session::parse(json.as_bytes()).expect("what we write can be read");
    assert_eq!(back, session);
    assert_eq!(back.to_json(), json);
    assert_eq!(back.questionnaire().sha256(), session.questionnaire().sha256());
}
