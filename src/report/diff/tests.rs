use std::sync::Arc;

use super::{Diff, MoveKind, diff};
use crate::demo;
use crate::questionnaire::{Importance, Questionnaire};
use crate::session::sample::{id, now};
use crate::session::{Answer, Change, Session, Vote};

fn changed(changes: impl IntoIterator<Item = Change>) -> Diff {
    let old = demo::session();
    let mut new = old.clone();
    for change in changes {
        new.apply(change, now()).expect("a sound change");
    }
    diff(&old, &new)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_session_does_not_differ_from_itself() {
    let diff = changed([]);
    assert!(diff.moves.is_empty());
    assert!(diff.to_text().contains("Nothing moved."));
    assert!(diff.values.iter().all(|(_, [old, new])| old == new));
}

#[test]
fn an_answer_that_turns_the_result_says_so() {
    let diff = changed([Change::Answer(id("barred"), Answer::Choice(id("cloud")))]);
    assert_eq!(diff.moves.len(), 1);
    assert_eq!(diff.moves[0].kind, MoveKind::Answer);
    assert!(diff.moves[0].what.starts_with("Answer to Bans and lists: no agreed answer became \"Only listed"), "{}", diff.moves[0].what);
    let effect = diff.moves[0].effect.as_deref().expect("an effect");
    assert!(effect.starts_with("Alone: Open private leads instead of Open hosted"), "{effect}");
    assert!(effect.contains("rules out Closed API and Open hosted"), "{effect}");
}

#[test]
fn each_move_is_judged_alone() {
    let to_low = Change::Importance(id("exit"), Importance::Low);
    let alone = changed([to_low.clone()]).moves;
    let together = changed([to_low, Change::Answer(id("spend"), Answer::Choice(id("part")))]).moves;
    assert_eq!(together.len(), 2);
    assert_eq!(together.iter().find(|moved| moved.kind == MoveKind::Importance), alone.first());
}

#[test]
fn votes_are_compared_by_name_and_do_nothing_beside_an_agreed_answer() {
    let vote = |name: &str| Change::Vote { name: name.into(), vote: Some(Vote::Unknown) };
    let diff = changed([Change::OpenRound(id("exit")), vote("Bo"), Change::Reveal]);
    assert_eq!(diff.moves[0].what, "Votes on Exit plan: Bo from \"Within about six months\" to \"We don't know yet\".");
    assert_eq!(diff.moves[0].effect.as_deref(), Some("Alone: changes nothing in the result."));
}

#[test]
fn a_waiver_and_a_decision_are_moves_too() {
    let mut decision = demo::session().decision().expect("a decision").clone();
    decision.status = crate::session::Status::Accepted;
    let waive = Change::Waive { question: id("staff"), alternative: id("open-self"), note: "An operator is hired.".into() };
    let moves = changed([waive, Change::Decide(decision)]).moves;
    assert!(moves[0].what.ends_with("; its hard limit on Open self-run is lifted."), "{}", moves[0].what);
    assert!(moves[0].effect.as_deref().is_some_and(|effect| effect.contains("makes Open self-run possible again")));
    assert!(
        moves[1].what.starts_with(
            "Decision: \"proposed: Open weights at a specialist host, to be looked at again on 2027-02-15\" became \"accepted"
        )
    );
    assert_eq!(moves[1].effect, None);
}

#[test]
fn a_newer_questionnaire_is_compared_question_by_question() {
    let old = demo::session();
    let source = old.questionnaire().source();
    let newer =
        source.replacen("\"version\": \"2.0\"", "\"version\": \"2.1\"", 1).replacen("\"In less than a month\"", "\"Within four weeks\"", 1);
    assert_ne!(source, newer);
    let new = old.on(Arc::new(Questionnaire::parse(newer.as_bytes()).expect("still sound")));
    let moves = diff(&old, &new).moves;
    let said: Vec<&str> = moves.iter().map(|moved| moved.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "Questionnaire: open-weight-or-closed 2.0 became open-weight-or-closed 2.1.",
            "Question First release changed: choices are worded otherwise."
        ]
    );
    assert!(moves.iter().all(|moved| moved.effect.as_deref() == Some("Alone: changes nothing in the result.")));
}

#[test]
fn a_question_that_is_gone_is_judged_alone() {
    let old = demo::session();
    let mut file: serde_json::Value = serde_json::from_str(old.questionnaire().source()).expect("JSON");
    file["questions"].as_array_mut().expect("questions").retain(|question| question["id"] != "exit");
    let new: Session = old.on(Arc::new(Questionnaire::parse(file.to_string().as_bytes()).expect("still sound")));
    let moves = diff(&old, &new).moves;
    let exit = moves.iter().find(|moved| moved.what == "Question Exit plan is gone.").expect("it is named");
    assert!(exit.effect.as_deref().is_some_and(|effect| effect.contains("leads instead of Open hosted")), "{:?}", exit.effect);
}

#[test]
fn the_text_fits_78_columns_and_shows_both_results() {
    let text = changed([Change::Answer(id("barred"), Answer::Choice(id("cloud")))]).to_text();
    assert!(text.lines().all(|line| crate::text::width(line) <= 78), "{text}");
    assert!(flat(&text).contains("Old: Lean: the answers lean toward Open hosted"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("Open private ") && line.ends_with(" 63.6  now  65.0")), "{text}");
}

#[test]
fn a_number_of_a_worksheet_that_moved_is_named_with_both_values() {
    let to = crate::questionnaire::worksheet::Range::new(2e6, 3e6);
    let diff = changed([Change::Figure { worksheet: id("pay-or-own"), input: "requests".into(), to }]);
    let what = "Numbers on \"Pay per use or own machines?\": Requests was 100,000 to 1 million requests a month, is 2 to 3 million requests a month.";
    assert_eq!(diff.moves.iter().map(|moved| moved.what.as_str()).collect::<Vec<_>>(), [what]);
}
