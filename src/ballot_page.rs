//! The ballot as one HTML file that any browser opens: no server, no request, no other script or style than its own.
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

/// Returns the ballot of `session` as a complete HTML file; the same session gives the same bytes.
pub fn file(session: &Session) -> String {
    let questionnaire = session.questionnaire();
    let style = format!("{PALETTE}{STYLE}");
    let count = questionnaire.questions().len();
    fill(PAGE, |name| match name {
        "style" => style.clone(),
        "style-hash" => integrity(&style),
        "script" => SCRIPT.to_owned(),
        "script-hash" => integrity(SCRIPT),
        "title" => Escaped(title(session)).to_string(),
        "context" => paragraph("context", session.context()),
        "intro" => paragraph("intro", questionnaire.intro().unwrap_or_default()),
        "count" => count.to_string(),
        "minutes" => minutes(count).to_string(),
        "names" => session.participants().iter().map(name_button).collect(),
        "questions" => question::all(session),
        "edition" => format!("{} {}", questionnaire.id(), Escaped(questionnaire.version())),
        "how-to-send" => how_to_send(questionnaire).to_owned(),
        "data" => data(session),
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

fn data(session: &Session) -> String {
    let questionnaire = session.questionnaire();
    let questions = questionnaire.questions().iter().zip(questionnaire.question_hashes());
    let data = Data {
        key: format!("weigh-ballot\n{}\n{}\n{}", session.created(), session.title(), questionnaire.sha256()),
        people: session.participants().iter().map(|person| Person { name: &person.name, role: person.role.as_deref() }).collect(),
        questionnaire: Edition {
            id: questionnaire.id().as_str(),
            version: questionnaire.version(),
            sha256: questionnaire.sha256(),
            questions: questions.map(|(question, sha256)| Asked::new(question, sha256)).collect(),
        },
        codes: has_codes(questionnaire),
    };
    let json = serde_json::to_string(&data).expect("text keys and plain values always serialize");
    // A script element ends at the next `</`, and a comment begins with `<!--`, even inside quotes.
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests;
