//! What ballots brought into a session.

use super::{count, join};
use crate::questionnaire::{Id, Questionnaire};
use crate::session::ballot::Merged;

/// Returns what a ballot brought, as a sentence.
pub fn brought_in(questionnaire: &Questionnaire, merged: &Merged) -> String {
    let who = if merged.is_new { format!("{} (new)", merged.name) } else { merged.name.clone() };
    let what = match merged.changed.len() {
        0 => "nothing new".to_owned(),
        number => count(number, "question", "questions"),
    };
    // A ballot may answer a question that this questionnaire does not have.
    let label = |id: &Id| questionnaire.question(id).map_or_else(|| id.title(), |question| question.label.clone());
    let left_out = join(merged.differing.iter().map(label));
    let left_out =
        if left_out.is_empty() { String::new() } else { format!(" Left out, because the question is another one there: {left_out}.") };
    format!("Brought in: {who}, {what}.{left_out}")
}

/// Says which votes of the same person a ballot replaced, if it did.
pub fn replaced(questionnaire: &Questionnaire, merged: &Merged) -> Option<String> {
    let questions = join(merged.replaced.iter().map(|id| questionnaire.label(id).to_owned()));
    (!questions.is_empty()).then(|| format!("An earlier vote of {} was replaced: {questions}.", merged.name))
}

/// Returns what ballots brought, in a line: `Brought in: Ana, 12 questions, replacing 2 votes`.
pub fn brought(report: &[Merged]) -> String {
    let one = |merged: &Merged| match merged.changed.len() {
        0 => format!("{}, nothing new", merged.name),
        changed => format!("{}, {}", merged.name, count(changed, "question", "questions")),
    };
    let all: Vec<String> = report.iter().map(one).collect();
    let replaced: usize = report.iter().map(|merged| merged.replaced.len()).sum();
    let replaced = if replaced == 0 { String::new() } else { format!(", replacing {}", count(replaced, "vote", "votes")) };
    format!("Brought in: {}{replaced}. u undoes it", all.join("; "))
}
