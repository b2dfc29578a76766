use std::sync::Arc;

use super::*;
use crate::questionnaire::Choice;
use crate::questionnaire::sample::of_questions;
use crate::session::sample::{now, session};
use crate::session::{Answer, Change};

/// Returns the text between two texts, and the text after them.
fn between<'a>(page: &'a str, before: &str, behind: &str) -> &'a str {
    page.split_once(before).and_then(|(_, rest)| rest.split_once(behind)).map_or("", |(found, _)| found)
}

#[test]
fn everything_is_filled_in_and_let_in_by_its_hash() {
    let page = file(&session());
    let outside_script = page.replace(SCRIPT, "");
    assert!(!outside_script.contains("{{"), "{outside_script}");
    assert!(page.contains(&format!("script-src '{}'", integrity(between(&page, "<script>", "</script>")))));
    assert!(page.contains(&format!("style-src '{}'", integrity(between(&page, "<style>", "</style>")))));
    assert_eq!(file(&session()), page);
}

#[test]
fn the_page_asks_for_nothing_and_uses_nothing_that_plain_http_or_a_file_lacks() {
    let page = file(&crate::demo::session());
    for word in ["clipboard", "subtle", "randomUUID", "wakeLock", "innerHTML", "fetch(", "http://", "https://", "src=", "url(", "eval("] {
        assert!(!page.contains(word), "{word}");
    }
    let tags = page.split('<').filter_map(|tag| tag.split('>').next());
    let is_handler = |part: &str| part.starts_with("on") && part.contains("=\"");
    assert_eq!(tags.filter(|tag| tag.split_whitespace().any(is_handler)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn it_carries_the_questions_and_neither_answers_nor_what_they_do() {
    let session = crate::demo::session();
    let page = file(&session);
    let plain = page.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").replace("&gt;", ">");
    let questionnaire = session.questionnaire();
    let choices = || questionnaire.questions().iter().flat_map(|question| &question.choices);
    for question in questionnaire.questions() {
        assert!(plain.contains(&question.ask), "{}", question.id);
    }
    assert!(choices().all(|choice| plain.contains(&choice.text)));
    let why = |choice: &Choice| choice.effects.values().filter_map(|effect| effect.because.clone()).collect::<Vec<_>>();
    let told: Vec<String> = choices().flat_map(why).filter(|because| plain.contains(because.as_str())).collect();
    assert_eq!(told, [""; 0]);
    let questions = questionnaire.questions().iter();
    let notes = questions.flat_map(|question| session.member_notes(&question.id).into_iter().flatten().map(|(_, note)| note));
    assert!(notes.into_iter().all(|note| !plain.contains(note.as_str())));
    // The same page before anybody has answered.
    let mut empty = Session::new(session.shared_questionnaire(), session.created());
    let people = session.participants().iter().cloned().map(Change::AddParticipant);
    for change in people.chain([Change::Title(session.title().to_owned()), Change::Context(session.context().to_owned())]) {
        empty.apply(change, now()).unwrap();
    }
    assert_eq!(file(&empty), page);
}

#[test]
fn what_people_write_can_neither_end_the_data_nor_become_markup() {
    let mut session = session();
    let hostile = "</script><!--<script>{{script}}\"'&";
    let change = Change::AddParticipant(Participant { name: "</script><img>".into(), role: Some(hostile.into()) });
    for change in [Change::Title(hostile.into()), Change::Context(hostile.into()), change] {
        session.apply(change, now()).unwrap();
    }
    let page = file(&session);
    let data = between(&page, "id=\"data\">", "</script>");
    let back: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(back["people"][2]["role"], hostile);
    assert_eq!((page.matches("</script>").count(), page.matches("<!--").count(), page.matches("<img").count()), (2, 0, 0));
}

#[test]
fn a_questionnaire_without_sections_or_codes_has_a_page_too() {
    let questionnaire = of_questions(41);
    let page = file(&Session::new(Arc::new(questionnaire), now()));
    assert!(page.contains("\"codes\":false"));
    assert!(page.contains("<h2>Questions</h2>") && page.contains("Give the page back to the person who runs the meeting."));
}

#[test]
fn an_answer_of_the_session_changes_nothing_on_the_page() {
    let mut answered = session();
    let question = answered.questionnaire().questions()[0].clone();
    answered.apply(Change::Answer(question.id, Answer::Choice(question.choices[0].id.clone())), now()).unwrap();
    assert_eq!(file(&answered), file(&session()));
}

#[test]
fn a_worksheet_that_the_team_has_filled_in_is_there_to_be_read_and_no_other() {
    assert!(!file(&session()).contains("Numbers: "));
    let mut session = session();
    let id = |text| crate::questionnaire::Id::new(text).unwrap();
    let to = crate::questionnaire::worksheet::Range::new(11.5, 14.0);
    session.apply(Change::Figure { worksheet: id("bill"), input: "price".to_owned(), to }, now()).unwrap();
    let page = file(&session);
    let part = between(&page, "<summary>Numbers: What does it cost?</summary>", "</details>");
    for line in
        ["At some of these numbers this points to choice 2,", "<li>All meals: -56 to 280 EUR</li>", "<li>A meal: 11.5 to 14 EUR</li>"]
    {
        assert!(part.contains(line), "{line}: {part}");
    }
    assert_eq!(page.matches("Numbers: ").count(), 1, "on its question only");
}
