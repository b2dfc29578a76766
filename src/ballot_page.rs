//! The ballot as a page: one HTML file that any browser opens without a server, and the page of a live vote.
//!
//! The file makes no request and has no other script or style than its own; the live page talks to its own address only.
//!
//! Carries the questions, the names of the participants and the worksheets that the team has filled in; never answers,
//! votes, importances, or what a choice does to an alternative. Without script, and on paper, the same page is a ballot to be filled in by hand. This module must not
//! read or write files.

mod question;

use serde::Serialize;

use crate::questionnaire::{Question, Questionnaire};
use crate::report::html::{Escaped, PALETTE, integrity};
use crate::session::ballot::has_codes;
use crate::session::{Participant, Session};

/// The name of the page beside a session.
pub const FILE_NAME: &str = "ballot.html";

const PAGE: &str = include_str!("ballot_page/page.html");
const STYLE: &str = include_str!("ballot_page/style.css");
const SCRIPT: &str = include_str!("ballot_page/page.js");
/// Where the questions begin.
const FORM: &str = "<form id=\"ballot\">\n";
/// What stands in place of the questions until the code of a live vote is known, and the script that sends answers.
const DOOR: &str = include_str!("ballot_page/door.html");
const LIVE_SCRIPT: &str = include_str!("ballot_page/live.js");

/// Returns the ballot of `session` as a complete HTML file; the same session gives the same bytes.
pub fn file(session: &Session) -> String {
    // A script element ends at the next `</`, and a comment begins with `<!--`, whatever quotes surround them.
    let data = format!("<script type=\"application/json\" id=\"data\">{}</script>\n", json(&data(session)).replace('<', "\\u003c"));
    filled(PAGE, Some(session), SCRIPT, "", &data)
}

/// Returns the page with which a live vote begins: it asks for the code and says nothing of any session.
pub fn shell() -> String {
    let (head, rest) = PAGE.split_once("<main>").unwrap_or((PAGE, ""));
    let (_, end) = rest.split_once("</main>").unwrap_or_default();
    filled(&format!("{head}{DOOR}{end}"), None, &live_script(), CONNECT, "")
}

/// What a live vote sends to those who show the code.
#[derive(Serialize)]
struct Live<'a> {
    title: &'a str,
    names: Vec<&'a str>,
    /// The `<main>` of the page.
    main: String,
    data: Data<'a>,
}

/// Returns the questions and names of a live vote, as JSON: nothing that anybody answered.
pub fn live(session: &Session) -> String {
    let inside = PAGE.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(inside, _)| inside);
    json(&Live {
        title: title(session),
        names: session.participants().iter().map(|person| person.name.as_str()).collect(),
        main: filled(&format!("<main>{inside}</main>"), Some(session), "", "", "").replacen(
            FORM,
            &format!("{FORM}{}", question::confidence()),
            1,
        ),
        data: data(session),
    })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("text keys and plain values always serialize")
}

/// Returns what the browser lets the page of a live vote do: run its own script and style, and talk to its own address.
pub fn live_policy() -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; {CONNECT}base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        integrity(&style()),
        integrity(&live_script())
    )
}

/// Lets a page talk to the address that it came from.
const CONNECT: &str = "connect-src 'self'; ";

fn style() -> String {
    format!("{PALETTE}{STYLE}")
}

fn live_script() -> String {
    format!("{SCRIPT}{LIVE_SCRIPT}")
}

/// Fills a template with what stands in `session`; without one, with what any session has.
fn filled(template: &str, session: Option<&Session>, script: &str, connect: &str, data: &str) -> String {
    let style = style();
    let of = |write: &dyn Fn(&Session) -> String| session.map(write).unwrap_or_default();
    let asked = |session: &Session| session.questionnaire().questions().len();
    fill(template, |name| match name {
        "style" => style.clone(),
        "style-hash" => integrity(&style),
        "script" => script.to_owned(),
        "script-hash" => integrity(script),
        "connect" => connect.to_owned(),
        "of-title" => of(&|session| format!(": {}", Escaped(title(session)))),
        "title" => of(&|session| Escaped(title(session)).to_string()),
        "context" => of(&|session| paragraph("context", session.context())),
        "intro" => of(&|session| paragraph("intro", session.questionnaire().intro().unwrap_or_default())),
        "count" => of(&|session| asked(session).to_string()),
        "minutes" => of(&|session| minutes(asked(session)).to_string()),
        "names" => of(&|session| session.participants().iter().map(name_button).collect()),
        "questions" => of(&|session| question::all(session)),
        "edition" => of(&|session| format!("{} {}", session.questionnaire().id(), Escaped(session.questionnaire().version()))),
        "how-to-send" => of(&|session| how_to_send(session.questionnaire()).to_owned()),
        "data" => data.to_owned(),
        // A placeholder without a value would be a defect of the page; a test finds it.
        other => format!("{{{{{other}}}}}"),
    })
}

/// Fills the `{{placeholders}}` of a template in one pass: values are never searched for placeholders.
fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = template.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("}}") {
            Some((name, rest)) => filled.extend([value(name).as_str(), rest]),
            None => filled.extend(["{{", part]),
        }
    }
    filled
}

fn title(session: &Session) -> &str {
    if session.title().is_empty() { session.questionnaire().title() } else { session.title() }
}

fn paragraph(class: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p class=\"{class}\">{}</p>\n", Escaped(text)) }
}

/// Returns how long answering takes: about 25 seconds a question, as measured with one person who reads everything.
fn minutes(questions: usize) -> usize {
    (questions * 25).div_ceil(60)
}

fn name_button(person: &Participant) -> String {
    let role = person.role.as_ref().map_or_else(String::new, |role| format!(" <span class=\"role\">{}</span>", Escaped(role)));
    format!("<li><button type=\"button\" data-name=\"{0}\">{0}{role}</button></li>\n", Escaped(&person.name))
}

fn how_to_send(questionnaire: &Questionnaire) -> &'static str {
    if has_codes(questionnaire) {
        "Send your name and the digits in order, one for each question and a - for each empty box, to the person who runs the \
         meeting: in a chat, by mail, or read aloud. They will be read back to you."
    } else {
        "Give the page back to the person who runs the meeting."
    }
}

/// What the script needs to know besides the text of the page.
#[derive(Serialize)]
struct Data<'a> {
    /// The key under which the browser keeps drafts, for one session and one edition.
    key: String,
    people: Vec<Person<'a>>,
    questionnaire: Edition<'a>,
    codes: bool,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct Edition<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
    questions: Vec<Asked<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    sha256: &'a str,
    choices: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    fn new(question: &'a Question, sha256: &'a str) -> Self {
        Self { id: question.id.as_str(), sha256, choices: question.choices.iter().map(|choice| choice.id.as_str()).collect() }
    }
}

fn data(session: &Session) -> Data<'_> {
    let questionnaire = session.questionnaire();
    let questions = questionnaire.questions().iter().zip(questionnaire.question_hashes());
    Data {
        key: format!("weigh-ballot\n{}\n{}\n{}", session.created(), session.title(), questionnaire.sha256()),
        people: session.participants().iter().map(|person| Person { name: &person.name, role: person.role.as_deref() }).collect(),
        questionnaire: Edition {
            id: questionnaire.id().as_str(),
            version: questionnaire.version(),
            sha256: questionnaire.sha256(),
            questions: questions.map(|(question, sha256)| Asked::new(question, sha256)).collect(),
        },
        codes: has_codes(questionnaire),
    }
}

#[cfg(test)]
mod tests;
