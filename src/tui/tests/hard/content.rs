//! A session in which every text is as long as it may be and can be told from every other.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::questionnaire::Id;
use crate::session::{LONGEST_NAME, LONGEST_TITLE, MOST_PARTICIPANTS, Session};

/// How large a questionnaire is, and how long a text without a limit of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) questions: usize,
    pub(super) text: usize,
}

pub(super) const MIDDLE: Size = Size { questions: 4, text: 200 };
pub(super) const VAST: Size = Size { questions: 500, text: 30 };

const ALTERNATIVES: usize = 8;
const CHOICES: usize = 9;
const LONGEST_ASK: usize = 160;
/// Of very many questions only the first are voted on: fifty votes on each would say no more.
const VOTED: usize = 8;
/// The words that every text begins with have so many characters.
const KEY: usize = 8;

/// A session and every text in it.
pub(super) struct Content {
    session: Session,
    texts: HashMap<String, String>,
    people: Vec<String>,
}

impl Content {
    pub(super) fn new(size: Size) -> Self {
        let mut texts = Texts::default();
        let people: Vec<String> = (0..MOST_PARTICIPANTS).map(|_| texts.next(LONGEST_NAME)).collect();
        let file = session(size, &people, &mut texts);
        let session = Session::parse(file.to_string().as_bytes()).unwrap_or_else(|problems| panic!("{problems}"));
        let texts = texts.0.iter().map(|text| (text.chars().take(KEY).collect(), flat(text))).collect();
        Self { session, texts, people }
    }

    pub(super) fn session(&self) -> Session {
        self.session.clone()
    }

    pub(super) fn question(&self, place: usize) -> Id {
        self.session.questionnaire().questions()[place].id.clone()
    }

    pub(super) fn person(&self, place: usize) -> String {
        self.people[place].clone()
    }

    /// Returns where in `drawn` a text stops without a mark; a text may go on beyond the end only if that is `open`.
    pub(super) fn cut(&self, drawn: &str, open: bool) -> Option<String> {
        let drawn = flat(drawn);
        for (at, _) in drawn.match_indices('u') {
            let shown = drawn.get(at..).unwrap_or_default();
            let Some(text) = shown.get(..KEY).and_then(|key| self.texts.get(key)) else { continue };
            let same: usize = shown.chars().zip(text.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
            let behind = shown.get(same..).unwrap_or_default();
            let whole = same == text.len();
            // What stands at the bottom has a mark that something comes before it.
            let is_marked = ["…", "...", "↓", "v"].iter().any(|mark| behind.starts_with(mark));
            if !(whole || is_marked || open && behind.is_empty()) {
                return Some(shown.chars().take(240).collect());
            }
        }
        None
    }
}

/// A text as it is compared: where it was broken into lines does not matter.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// Every text made so far.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    /// Makes a text of `most` characters: of words, of wide characters without a space, or of a single endless word.
    fn next(&mut self, most: usize) -> String {
        let number = self.0.len();
        let filler = match number % 3 {
            0 => " wörd e\u{301}e\u{301} longer-word",
            1 => "漢字かな交じり文",
            _ => "endless",
        };
        let endless = filler.chars().cycle();
        let mut text: String = format!("u{number:06}-").chars().chain(endless).take(most - 1).collect();
        text.truncate(text.trim_end().len());
        text.push('z');
        self.0.push(text.clone());
        text
    }

    /// Makes an id as long as ids may be, known by what is shown of it.
    fn id(&mut self) -> String {
        let id = format!("u{:06}-{}", self.0.len(), "x".repeat(32));
        self.0.push(id.clone());
        id
    }
}

fn session(size: Size, people: &[String], texts: &mut Texts) -> Value {
    let questionnaire = questionnaire(size, texts);
    let ids: Vec<String> = questionnaire["questions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|asked| asked["id"].as_str().expect("an id").to_owned())
        .collect();
    let votes = |_| -> Value {
        people.iter().enumerate().map(|(place, name)| (name.clone(), json!(format!("c{}", place % CHOICES)))).collect::<Map<_, _>>().into()
    };
    let answer = |(place, id): (usize, &String), texts: &mut Texts| {
        let answer = match place % 4 {
            0 => json!({ "note": texts.next(size.text) }),
            1 => json!({ "answer": "c1", "assumption": true, "note": texts.next(size.text) }),
            2 => json!({ "answer": "not_applicable", "reason": texts.next(size.text) }),
            _ => json!({ "answer": "unknown" }),
        };
        (id.clone(), answer)
    };
    let discussed = || ids.iter().take(VOTED);
    json!({
        "kind": "weigh-session", "schema": 1, "title": texts.next(LONGEST_TITLE), "context": texts.next(size.text), "created": "2026-11-23T10:00:00Z",
        "mode": "in_turns",
        "participants": people.iter().map(|name| json!({ "name": name, "role": texts.next(LONGEST_TITLE) })).collect::<Vec<_>>(),
        "answers": ids.iter().enumerate().map(|one| answer(one, texts)).collect::<Map<_, _>>(),
        "votes": discussed().map(|id| (id.clone(), json!([votes(id), votes(id)]))).collect::<Map<_, _>>(),
        "round": { "question": ids[0], "votes": people.iter().skip(2).step_by(2).map(|name| (name.clone(), json!("c8"))).collect::<Map<_, _>>() },
        "member_notes": discussed().map(|id| (id.clone(), people.iter().take(3).map(|name| (name.clone(), json!(texts.next(size.text)))).collect::<Map<_, _>>().into())).collect::<Map<_, _>>(),
        "follow_ups": discussed().map(|id| json!({ "question": id, "what": texts.next(size.text), "owner": people[1], "due": "2026-12-24" })).collect::<Vec<_>>(),
        "confidence": people.iter().enumerate().map(|(place, name)| (name.clone(), json!(place % 5 + 1))).collect::<Map<_, _>>(),
        "decision": { "alternative": "a1", "status": "accepted", "reason": texts.next(size.text), "revisit": "2027-06-30" },
        "result_seen": "2026-11-23T10:00:00Z",
        "questionnaire": questionnaire,
    })
}

fn questionnaire(size: Size, texts: &mut Texts) -> Value {
    let family = |place: usize| format!("f{}", place % 3);
    let alternatives: Vec<Value> = (0..ALTERNATIVES)
        .map(|place| {
            let mut several = || [texts.next(size.text), texts.next(size.text)];
            let (gain, cost, first_steps, revisit) = (several(), several(), several(), several());
            let mut one = json!({ "id": format!("a{place}"), "name": texts.next(LONGEST_TITLE), "short": texts.next(60), "family": family(place), "is": texts.next(size.text),
                "gain": gain, "cost": cost, "first_steps": first_steps, "ethics": texts.next(size.text), "revisit": revisit });
            if place + 1 == ALTERNATIVES {
                one["mixes"] = json!(["a0", "a1", "a2"]);
            }
            one
        })
        .collect();
    let questions: Vec<Value> = (0..size.questions).map(|place| question(size, place, texts)).collect();
    let worksheet = worksheet(size, &questions[0]["id"], texts);
    json!({
        "schema": 1, "id": "hard", "version": "1", "title": texts.next(LONGEST_TITLE), "intro": texts.next(size.text),
        "families": (0..3).map(|place| json!({ "id": family(place), "name": texts.next(60), "says": texts.next(size.text) })).collect::<Vec<_>>(),
        "alternatives": alternatives,
        "sections": (0..2).map(|place| json!({ "id": format!("s{place}"), "title": texts.next(LONGEST_TITLE) })).collect::<Vec<_>>(),
        "questions": questions,
        "evidence": [{ "id": "e", "says": texts.next(size.text), "source": texts.next(size.text), "url": texts.next(size.text), "dated": "2020", "shelf_life": "volatile" }],
        "glossary": [{ "term": texts.next(60), "means": texts.next(size.text) }],
        "worksheets": [worksheet],
    })
}

fn worksheet(size: Size, question: &Value, texts: &mut Texts) -> Value {
    let unit = texts.next(60);
    let input = |place: usize, texts: &mut Texts| {
        json!({ "id": format!("i{place}"), "label": texts.next(LONGEST_TITLE), "unit": if place == 0 { unit.clone() } else { texts.next(60) },
            "low": -1e18, "high": 1.234_567_891_234_567e13, "dated": "2020", "source": texts.next(size.text), "url": texts.next(60) })
    };
    let row = |place: usize, texts: &mut Texts| json!({ "id": format!("r{place}"), "label": texts.next(LONGEST_TITLE), "unit": unit, "formula": "i0 / i1 * i0", "note": texts.next(size.text) });
    json!({
        "id": "w", "title": texts.next(LONGEST_TITLE), "for": [question], "says": texts.next(size.text),
        "inputs": (0..3).map(|place| input(place, texts)).collect::<Vec<_>>(), "rows": (0..3).map(|place| row(place, texts)).collect::<Vec<_>>(),
        "suggests": [{ "question": question, "choice": "c1", "when": "i0 < 0" }, { "question": question, "choice": "c2", "when": "1" }],
    })
}

fn question(size: Size, place: usize, texts: &mut Texts) -> Value {
    let choice = |number: usize, texts: &mut Texts| {
        // Reasons are seen one question at a time: the first questions are enough.
        let reason = |texts: &mut Texts| if place < VOTED { json!(texts.next(size.text)) } else { json!("") };
        let fit = |other: usize| i64::try_from((number * 7 + other * 3 + place) % 5).unwrap_or_default() - 2;
        let effects = (0..ALTERNATIVES)
            .map(|other| (format!("a{other}"), json!({ "fit": fit(other), "because": reason(texts), "mitigation": reason(texts) })));
        let effects: Map<_, _> = effects.collect();
        let mut choice =
            json!({ "id": format!("c{number}"), "text": texts.next(size.text), "means": texts.next(size.text), "effects": effects });
        if number == 8 || place == 1 && number == 1 {
            choice["rules_out"] = json!({ "a3": { "because": texts.next(size.text), "unless": texts.next(size.text) }, "a4": { "because": texts.next(size.text) } });
        }
        choice
    };
    json!({
        "id": texts.id(), "section": format!("s{}", place * 2 / size.questions), "importance": "high", "ask": texts.next(LONGEST_ASK), "why": texts.next(size.text), "look_up": texts.next(size.text),
        "evidence": ["e"], "choices": (0..CHOICES).map(|number| choice(number, texts)).collect::<Vec<_>>(),
    })
}
