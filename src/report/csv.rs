//! The answers and votes as CSV: a row per person and question.
//!
//! Follows RFC 4180: commas, every cell in quotes, CRLF. Spreadsheets disagree about what separates cells: the locale
//! decides, and some then ignore quotes. So everything that could start a formula gets an apostrophe before it, at the
//! start of a cell and after each character that some spreadsheet takes for a separator. This module must not compute
//! anything.

use super::words::{WE_DO_NOT_KNOW, Words};
use crate::questionnaire::{Id, Question};
use crate::session::{Answer, Vote, Votes};
use crate::text::one_line;

/// The heading of each column.
const COLUMNS: [&str; 17] = [
    "session",
    "created",
    "number",
    "question_id",
    "section",
    "question",
    "importance",
    "state",
    "answer_id",
    "answer",
    "note",
    "person",
    "role",
    "vote_id",
    "vote",
    "dissents",
    "person_note",
];

/// Returns a row for every participant and question. If nobody takes part, each question has one row without a person.
pub(super) fn csv(words: Words<'_>) -> String {
    let mut text = row(COLUMNS.iter().map(ToString::to_string));
    for question in words.questionnaire().questions() {
        let shared = shared_cells(words, question);
        let people = words.session.participants();
        if people.is_empty() {
            text += &row(shared.iter().cloned().chain(std::iter::repeat_n(String::new(), 6)));
        }
        for person in people {
            let own = own_cells(words, question, &person.name, person.role.as_deref().unwrap_or_default());
            text += &row(shared.iter().cloned().chain(own));
        }
    }
    text
}

fn shared_cells(words: Words<'_>, question: &Question) -> [String; 11] {
    let section = question.section.as_ref().and_then(|section| words.questionnaire().section(section));
    [
        words.session.title().to_owned(),
        words.session.created().to_string(),
        words.number(&question.id).to_string(),
        question.id.to_string(),
        section.map_or_else(String::new, |section| section.title.clone()),
        question.ask.clone(),
        words.session.importance(question).key().to_owned(),
        words.basis(&question.id).label().to_owned(),
        answer_id(words.session.answer(&question.id)).to_owned(),
        words.answer(question),
        words.session.note(&question.id).to_owned(),
    ]
}

fn own_cells(words: Words<'_>, question: &Question, name: &str, role: &str) -> [String; 6] {
    let vote = words.session.votes(&question.id).and_then(|votes: &Votes| votes.get(name));
    let (vote_id, text) = match vote {
        None => ("", ""),
        Some(Vote::Unknown) => ("unknown", WE_DO_NOT_KNOW),
        Some(Vote::Choice(choice)) => (choice.as_str(), words.choice(&question.id, choice)),
    };
    let dissents = words.session.dissent(&question.id).iter().any(|(dissenter, _)| *dissenter == name);
    let note = words.session.member_notes(&question.id).and_then(|notes| notes.get(name));
    [
        name.to_owned(),
        role.to_owned(),
        vote_id.to_owned(),
        text.to_owned(),
        if vote.is_none() {
            ""
        } else if dissents {
            "yes"
        } else {
            "no"
        }
        .to_owned(),
        note.cloned().unwrap_or_default(),
    ]
}

fn answer_id(answer: Option<&Answer>) -> &str {
    match answer {
        None => "",
        Some(Answer::Choice(choice)) => Id::as_str(choice),
        Some(Answer::Unknown) => "unknown",
        Some(Answer::NotApplicable(_)) => "not_applicable",
    }
}

pub(super) fn row(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().map(|text| cell(&text)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// Returns one cell in quotes, on one line. No spreadsheet takes any part of it for a formula.
///
/// Where the separator is `;`, `|` or `,` and quotes do not count, a cell may begin after any of them. Some
/// spreadsheets skip quotes and blanks before it.
fn cell(text: &str) -> String {
    let line = one_line(text);
    let mut cell = String::with_capacity(line.len() + 2);
    cell.push('"');
    let mut may_begin = true;
    for character in line.chars() {
        if may_begin && starts_formula(character) {
            cell.push('\'');
        }
        may_begin = separates(character) || (may_begin && matches!(character, ' ' | '"'));
        cell.push(character);
        if character == '"' {
            cell.push('"');
            // For a program that does not know doubled quotes, an odd one ends the cell.
            may_begin = true;
        }
    }
    cell.push('"');
    cell
}

/// Some spreadsheets read the wide and small forms as the usual ones.
fn starts_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

/// Tabs and line breaks are spaces by now.
fn separates(character: char) -> bool {
    matches!(character, ';' | ',' | '|' | ':' | '；' | '，')
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_never_starts_a_formula() {
        let cells = ["=1+1", "  +1", "-1", "@a", "\t=1", "＝1", "﹢1", "a=1"].map(cell);
        assert_eq!(cells, ["\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@a\"", "\"'=1\"", "\"'＝1\"", "\"'﹢1\"", "\"a=1\""]);
    }

    #[test]
    fn p17_no_part_of_a_cell_starts_a_formula_behind_any_separator() {
        let cells = ["a;=1+1;b", "a,  @x", "a\t=1", "a|-1", "a;\"=1", "x\"=1", "1-2; 3"].map(cell);
        let wanted = ["\"a;'=1+1;b\"", "\"a,  '@x\"", "\"a =1\"", "\"a|'-1\"", "\"a;\"\"'=1\"", "\"x\"\"'=1\"", "\"1-2; 3\""];
        assert_eq!(cells, wanted.map(|cell| cell.replace("  ", " ")));
    }

    #[test]
    fn quotes_are_doubled_and_line_breaks_become_spaces() {
        assert_eq!(cell("a \"b\"\nc"), "\"a \"\"b\"\" c\"");
    }
}
