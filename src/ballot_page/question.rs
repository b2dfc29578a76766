//! The questions of the page, in the questionnaire's order, under the titles of their sections.

use crate::questionnaire::worksheet::Worksheet;
use crate::questionnaire::{Id, Question, Section};
use crate::report::html::Escaped;
use crate::report::words;
use crate::session::Session;

/// Returns every question. A section begins at its first question.
pub(super) fn all(session: &Session) -> String {
    let questionnaire = session.questionnaire();
    let mut written = String::new();
    let mut before = None;
    for (number, question) in (1..).zip(questionnaire.questions()) {
        if before != Some(&question.section) {
            let section = question.section.as_ref().and_then(|id| questionnaire.section(id));
            written += &opening(section, before.is_some());
        }
        before = Some(&question.section);
        written += &self::question(session, question, number);
    }
    if before.is_some() { written + "</section>\n" } else { written }
}

fn opening(section: Option<&Section>, is_behind_another: bool) -> String {
    let close = if is_behind_another { "</section>\n" } else { "" };
    let title = section.map_or(if is_behind_another { "Further questions" } else { "Questions" }, |section| &section.title);
    let asks = section.and_then(|section| section.asks.as_deref()).map_or_else(String::new, |asks| format!("<p>{}</p>\n", Escaped(asks)));
    format!("{close}<section class=\"part\">\n<h2>{}</h2>\n{asks}", Escaped(title))
}

fn question(session: &Session, question: &Question, number: usize) -> String {
    let choices = (1..).zip(&question.choices).map(|(digit, choice)| Offer {
        question: number,
        digit,
        value: choice.id.as_str(),
        text: &choice.text,
        means: choice.means.as_deref(),
    });
    let unknown = Offer { question: number, digit: 0, value: "unknown", text: "I don\u{2019}t know yet", means: None };
    let options: String = choices.chain([unknown]).map(Offer::html).collect();
    let folded = [("Why it matters", &question.why), ("What to look up", &question.look_up)];
    let mut folded: String = folded.into_iter().filter_map(|(title, text)| Some(folded_text(title, text.as_deref()?))).collect();
    let questionnaire = session.questionnaire();
    let sheets = questionnaire.worksheets().iter().filter(|worksheet| worksheet.questions.contains(&question.id));
    folded
        .extend(sheets.filter(|worksheet| session.is_filled_in(&worksheet.id)).map(|worksheet| numbers(session, worksheet, &question.id)));
    format!(
        "<fieldset class=\"question\" id=\"q{number}\" data-question=\"{}\" tabindex=\"-1\">\n\
         <legend><h3><span class=\"number\">{number}</span> {}</h3></legend>\n<span class=\"box\" aria-hidden=\"true\"></span>\n\
         <div class=\"choices\">\n{options}</div>\n<div class=\"more\">\n{folded}{}\
         <button type=\"button\" class=\"quiet clear screen\" hidden>Clear this answer<span class=\"unseen\"> to question {number}</span></button>\n\
         </div>\n</fieldset>\n",
        question.id,
        Escaped(&question.ask),
        note(number),
    )
}

/// Returns the question of a live vote in the close: how sure somebody is, from 1 to 5. It is shown when it is asked.
pub(super) fn confidence() -> String {
    let points = [(1, "1", "Not at all"), (2, "2", "Hardly"), (3, "3", "Half and half"), (4, "4", "Mostly"), (5, "5", "Fully")];
    let offers = points.map(|(digit, value, text)| Offer { question: 0, digit, value, text, means: None });
    format!(
        "<fieldset class=\"question\" id=\"q0\" tabindex=\"-1\" hidden>\n<legend><h3>How sure are you of the decision?</h3></legend>\n\
         <div class=\"choices\">\n{}</div>\n</fieldset>\n",
        offers.into_iter().map(Offer::html).collect::<String>()
    )
}

/// One answer that can be given.
struct Offer<'a> {
    question: usize,
    digit: usize,
    value: &'a str,
    text: &'a str,
    means: Option<&'a str>,
}

impl Offer<'_> {
    fn html(self) -> String {
        let id = format!("q{}-{}", self.question, self.digit);
        let means =
            self.means.map_or_else(String::new, |means| format!("<span class=\"means\" id=\"{id}-means\">{}</span>", Escaped(means)));
        let described = if means.is_empty() { String::new() } else { format!(" aria-describedby=\"{id}-means\"") };
        format!(
            "<label class=\"choice\"><input type=\"radio\" name=\"q{}\" value=\"{}\" aria-labelledby=\"{id}\"{described}>\
             <span class=\"answer\"><span id=\"{id}\"><span class=\"digit\">{}</span> {}</span>{means}</span></label>\n",
            self.question,
            self.value,
            self.digit,
            Escaped(self.text)
        )
    }
}

fn folded_text(title: &str, text: &str) -> String {
    format!("<details>\n<summary>{title}</summary>\n<p>{}</p>\n</details>\n", Escaped(text))
}

/// Returns a worksheet as the team has filled it in, to be read: what it points to, what it comes to, and from which numbers.
fn numbers(session: &Session, worksheet: &Worksheet, question: &Id) -> String {
    let results = session.results(worksheet);
    let pointer = words::pointer(session.questionnaire(), &results, question).unwrap_or_default();
    let line = |label: &str, number: String| format!("<li>{}: {}</li>\n", Escaped(label), Escaped(&number));
    let rows: String = results.rows.iter().map(|(row, found)| line(&row.label, words::outcome(row, *found))).collect();
    let inputs: String = results.inputs.iter().map(|(input, range)| line(&input.label, words::figure(input, *range))).collect();
    format!(
        "<details>\n<summary>Numbers: {}</summary>\n<p>{}</p>\n<ul>\n{rows}</ul>\n<p>These follow from:</p>\n<ul>\n{inputs}</ul>\n</details>\n",
        Escaped(&worksheet.title),
        Escaped(&pointer)
    )
}

fn note(number: usize) -> String {
    format!(
        "<details class=\"screen note\">\n<summary>Note</summary>\n\
         <label for=\"n{number}\">What should the others know about your answer to question {number}?</label>\n\
         <textarea id=\"n{number}\" rows=\"3\" maxlength=\"10000\" autocomplete=\"off\" aria-describedby=\"n{number}-how\"></textarea>\n\
         <p id=\"n{number}-how\">Notes travel in the file, not in the code.</p>\n</details>\n"
    )
}
