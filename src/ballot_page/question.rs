//! The questions of the page, in the questionnaire's order, under the titles of their sections.

use crate::questionnaire::{Question, Questionnaire, Section};
use crate::report::html::Escaped;

/// Returns every question. Sections begin where the order of the questions enters them.
pub(super) fn all(questionnaire: &Questionnaire) -> String {
    let mut written = String::new();
    let mut before = None;
    for (number, question) in (1..).zip(questionnaire.questions()) {
        if before != Some(&question.section) {
            let section = question.section.as_ref().and_then(|id| questionnaire.section(id));
            written += &opening(section, before.is_some());
        }
        before = Some(&question.section);
        written += &self::question(question, number);
    }
    if before.is_some() { written + "</section>\n" } else { written }
}

fn opening(section: Option<&Section>, is_behind_another: bool) -> String {
    let close = if is_behind_another { "</section>\n" } else { "" };
    let title = section.map_or(if is_behind_another { "Further questions" } else { "Questions" }, |section| &section.title);
    let asks = section.and_then(|section| section.asks.as_deref()).map_or_else(String::new, |asks| format!("<p>{}</p>\n", Escaped(asks)));
    format!("{close}<section class=\"part\">\n<h2>{}</h2>\n{asks}", Escaped(title))
}

fn question(question: &Question, number: usize) -> String {
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
    let folded: String = folded.into_iter().filter_map(|(title, text)| Some(folded_text(title, text.as_deref()?))).collect();
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

fn note(number: usize) -> String {
    format!(
        "<details class=\"screen note\">\n<summary>Note</summary>\n\
         <label for=\"n{number}\">What should the others know about your answer to question {number}?</label>\n\
         <textarea id=\"n{number}\" rows=\"3\" maxlength=\"10000\" autocomplete=\"off\" aria-describedby=\"n{number}-how\"></textarea>\n\
         <p id=\"n{number}-how\">Notes travel in the file, not in the code.</p>\n</details>\n"
    )
}
