//! Random sessions whose texts are as awkward as files allow.
#![expect(clippy::indexing_slicing, reason = "a helper that fails fails the test")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use weigh::session::Session;

const STEPS: [&str; 5] = ["leave_out", "low", "normal", "high", "critical"];
const NAMES: [&str; 4] = ["Ana", "Bartholomäus von und zu Hohenlohe-Langen", "陳大文陳大文陳大文陳大文陳大文陳大文", "D"];

/// Returns sessions with 2 to 8 alternatives and up to six questions.
pub(crate) fn sessions() -> impl Strategy<Value = Session> {
    let alternatives = prop::collection::vec(alternative(), 2..=8);
    let questions = prop::collection::vec(question(), 1..=6);
    (alternatives, questions, 0..=NAMES.len(), decision()).prop_map(|(alternatives, questions, people, decision)| {
        let json = file(&alternatives, &questions, people, decision);
        Session::parse(json.to_string().as_bytes()).unwrap_or_else(|problems| panic!("{problems}\n{json:#}"))
    })
}

/// Words that are short, long without a space, wide, or all of these.
fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,12}",
        1 => "[A-Z0-9]{30,90}",
        1 => prop::sample::select(vec!["データの取り扱い", "数据", "👩‍💻", "é̂", "naïve", "a,b", "\"so\"", "�"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 1..12).prop_map(move |words| words.join(" ").chars().take(most).collect::<String>().trim().to_owned())
}

#[derive(Debug, Clone)]
struct Alternative {
    name: String,
    short: Option<String>,
    family: Option<usize>,
    texts: Vec<String>,
    mixes: bool,
}

fn alternative() -> impl Strategy<Value = Alternative> {
    let texts = prop::collection::vec(words(300), 0..3);
    let names = (words(120), prop::option::of(words(40)));
    (names, prop::option::of(0..3_usize), texts, prop::bool::weighted(0.2)).prop_map(|((name, short), family, texts, mixes)| Alternative {
        name,
        short,
        family,
        texts,
        mixes,
    })
}

#[derive(Debug, Clone)]
struct Question {
    ask: String,
    step: usize,
    section: bool,
    choices: Vec<Choice>,
    /// The choice agreed on; one past the last is "unknown", two past it "not applicable", further ones nothing.
    answer: usize,
    /// Each person's choice, in the same way.
    votes: Vec<usize>,
    text: String,
    follow_up: bool,
}

#[derive(Debug, Clone)]
struct Choice {
    text: String,
    fits: Vec<i8>,
    /// 0 rules out, 1 unless something; others do not.
    limits: Vec<u8>,
}

fn question() -> impl Strategy<Value = Question> {
    let choice = (words(160), prop::collection::vec(-2..=2_i8, 8), prop::collection::vec(0..12_u8, 8));
    let choices = prop::collection::vec(choice.prop_map(|(text, fits, limits)| Choice { text, fits, limits }), 2..=9);
    let said = (0..14_usize, prop::collection::vec(0..12_usize, NAMES.len()));
    (words(160), 0..STEPS.len(), any::<bool>(), choices, said, words(400), any::<bool>()).prop_map(
        |(ask, step, section, choices, (answer, votes), text, follow_up)| Question {
            ask,
            step,
            section,
            choices,
            answer,
            votes,
            text,
            follow_up,
        },
    )
}

fn decision() -> impl Strategy<Value = Option<(usize, String)>> {
    prop::option::of((0..2_usize, words(600)))
}

fn file(alternatives: &[Alternative], questions: &[Question], people: usize, decision: Option<(usize, String)>) -> Value {
    let numbered = || questions.iter().enumerate().map(|(number, question)| (format!("question-number-{number}"), question));
    let names = NAMES.get(..people).unwrap_or_default();
    let mut session = json!({
        "kind": "weigh-session", "schema": 1, "title": alternatives[0].name, "created": "2026-11-23T10:00:00Z", "mode": "in_turns",
        "participants": names.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "answers": numbered().map(|(id, question)| (id, answer(question))).filter(|(_, answer)| answer != &json!({})).collect::<Map<_, _>>(),
        "votes": numbered().map(|(id, question)| (id, json!([votes(question, names)]))).filter(|(_, votes)| votes != &json!([{}])).collect::<Map<_, _>>(),
        "follow_ups": numbered().filter(|(_, question)| question.follow_up).map(|(id, question)| json!({ "question": id, "what": question.text })).collect::<Vec<_>>(),
        "confidence": names.iter().enumerate().map(|(place, name)| ((*name).to_owned(), json!(place + 1))).collect::<Map<_, _>>(),
        "questionnaire": questionnaire(alternatives, questions),
    });
    for part in ["participants", "answers", "votes", "follow_ups", "confidence"] {
        if session[part] == json!({}) || session[part] == json!([]) {
            session.as_object_mut().expect("an object").remove(part);
        }
    }
    if let Some((place, reason)) = decision {
        session["decision"] = json!({ "alternative": format!("a{place}"), "status": "accepted", "reason": reason });
    }
    session
}

fn answer(question: &Question) -> Value {
    let beyond = question.answer.checked_sub(question.choices.len());
    match beyond {
        None => json!({ "answer": format!("c{}", question.answer), "assumption": true }),
        Some(0) => json!({ "answer": "unknown", "note": question.text }),
        Some(1) => json!({ "answer": "not_applicable", "reason": question.text }),
        Some(_) => json!({}),
    }
}

fn votes(question: &Question, names: &[&str]) -> Value {
    let vote = |choice: usize| match choice.checked_sub(question.choices.len()) {
        None => Some(json!(format!("c{choice}"))),
        Some(0) => Some(json!("unknown")),
        Some(_) => None,
    };
    names.iter().zip(&question.votes).filter_map(|(name, choice)| Some(((*name).to_owned(), vote(*choice)?))).collect::<Map<_, _>>().into()
}

fn questionnaire(alternatives: &[Alternative], questions: &[Question]) -> Value {
    json!({
        "schema": 1, "id": "q", "version": "1", "title": "T",
        "families": [{ "id": "f0", "name": questions[0].ask }, { "id": "f1", "name": "F" }, { "id": "f2", "name": "G" }],
        "sections": [{ "id": "s", "title": questions[0].text.chars().take(200).collect::<String>().trim() }, { "id": "t", "title": "T" }],
        "alternatives": alternatives.iter().enumerate().map(|(place, one)| describe(alternatives, place, one)).collect::<Vec<_>>(),
        "questions": questions.iter().enumerate().map(|(place, one)| ask(alternatives, place, one)).collect::<Vec<_>>(),
    })
}

fn describe(alternatives: &[Alternative], place: usize, one: &Alternative) -> Value {
    let mut json = json!({
        "id": format!("a{place}"), "name": format!("{} {place}", one.name), "gain": one.texts, "first_steps": one.texts, "revisit": one.texts,
    });
    if let Some(short) = &one.short {
        json["short"] = json!(format!("{short} {place}"));
    }
    if let Some(family) = one.family {
        json["family"] = json!(format!("f{family}"));
    }
    if one.mixes {
        let others = (0..alternatives.len()).filter(|other| *other != place && !alternatives[*other].mixes);
        json["mixes"] = others.map(|other| json!(format!("a{other}"))).collect();
    }
    json
}

fn ask(alternatives: &[Alternative], place: usize, one: &Question) -> Value {
    let ids = || (0..alternatives.len()).map(|other| format!("a{other}"));
    let choice = |(number, choice): (usize, &Choice)| {
        let effects: Map<_, _> = ids()
            .zip(&choice.fits)
            .map(|(id, fit)| (id, json!({ "fit": fit, "because": choice.text, "mitigation": choice.text })))
            .collect();
        let limits = ids().zip(&choice.limits).filter_map(|(id, limit)| match limit {
            0 => Some((id, json!({ "because": choice.text }))),
            1 => Some((id, json!({ "because": choice.text, "unless": choice.text }))),
            _ => None,
        });
        json!({ "id": format!("c{number}"), "text": choice.text, "effects": effects, "rules_out": limits.collect::<Map<_, _>>() })
    };
    json!({
        "id": format!("question-number-{place}"), "section": if one.section { "s" } else { "t" }, "importance": STEPS[one.step], "ask": one.ask,
        "choices": one.choices.iter().enumerate().map(choice).collect::<Vec<_>>(),
    })
}
