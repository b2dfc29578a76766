//! The shape of `worksheets`, and what must hold of them.
//!
//! Formulas are read here, once: what they name must be an input of their worksheet or a row above. This module must
//! not compute anything.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::build::{dated, ids, references};
use super::{Places, checked_id, refer};
use crate::json::{Checker, Number, Object, Path, Text, present};
use crate::questionnaire::worksheet::{
    Formula, Input, MOST_LINES, MOST_RANGES, MOST_WORKSHEETS, Range, Row, Suggestion, Worksheet, is_key,
};
use crate::questionnaire::{LONGEST_TEXT, LONGEST_TITLE, Question};
use crate::text::clean_line;

#[derive(Deserialize)]
pub(super) struct WorksheetFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    title: Text<'a>,
    r#for: Vec<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    says: Option<Text<'a>>,
    inputs: Vec<Object<InputFile<'a>>>,
    rows: Vec<Object<RowFile<'a>>>,
    #[serde(default)]
    suggests: Vec<Object<SuggestionFile<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct InputFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    label: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    unit: Option<Text<'a>>,
    low: Number<'a>,
    #[serde(default, deserialize_with = "present")]
    high: Option<Number<'a>>,
    #[serde(default, deserialize_with = "present")]
    dated: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    source: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present")]
    url: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct RowFile<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    label: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    unit: Option<Text<'a>>,
    formula: Text<'a>,
    #[serde(default, deserialize_with = "present")]
    note: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct SuggestionFile<'a> {
    #[serde(borrow)]
    question: Text<'a>,
    choice: Text<'a>,
    when: Text<'a>,
}

/// The numbers of the values that a formula can name.
type Values = BTreeMap<String, usize>;

/// Builds the worksheets of a questionnaire with those `questions`.
pub(super) fn worksheets(
    check: &mut Checker,
    path: &Path<'_>,
    files: Vec<Object<WorksheetFile<'_>>>,
    questions: &[Question],
    places: &Places,
) -> Vec<Worksheet> {
    check.count(path, files.len(), 0, MOST_WORKSHEETS);
    ids(check, path, files.iter().map(|Object(file)| &file.id));
    check.list(path, files, |check, path, file| worksheet(check, path, file, questions, places))
}

fn worksheet(check: &mut Checker, path: &Path<'_>, file: WorksheetFile<'_>, known: &[Question], places: &Places) -> Worksheet {
    let WorksheetFile { id, title, r#for: questions, says, inputs, rows, suggests } = file;
    check.count(&path.field("for"), questions.len(), 1, places.len().max(1));
    check.count(&path.field("inputs"), inputs.len(), 1, MOST_LINES);
    check.count(&path.field("rows"), rows.len(), 1, MOST_LINES);
    let mut values = Values::new();
    let inputs = check.list(&path.field("inputs"), inputs, |check, path, file| input(check, path, file, &mut values));
    let ranges = inputs.iter().filter(|input| input.preset.is_wide()).count();
    if ranges > MOST_RANGES {
        check.problem(&path.field("inputs"), format!("{ranges} of them are ranges, expected at most {MOST_RANGES}"));
    }
    Worksheet {
        id: checked_id(check, &path.field("id"), &id),
        title: check.line(&path.field("title"), title, LONGEST_TITLE),
        questions: references(check, &path.field("for"), &questions, places, "question"),
        says: says.map(|says| check.text(&path.field("says"), says, LONGEST_TEXT)),
        inputs,
        rows: check.list(&path.field("rows"), rows, |check, path, file| row(check, path, file, &mut values)),
        suggests: check
            .list(&path.field("suggests"), suggests, |check, path, file| suggestion(check, path, file, &values, known, places))
            .into_iter()
            .flatten()
            .collect(),
    }
}

fn input(check: &mut Checker, path: &Path<'_>, file: InputFile<'_>, values: &mut Values) -> Input {
    let InputFile { id, label, unit, low, high, dated: date, source, url } = file;
    let low_read = check.finite(&path.field("low"), low);
    let high_read = high.map_or(low_read, |high| check.finite(&path.field("high"), high));
    if low_read > high_read {
        check.problem(&path.field("high"), "lower than `low`, expected the larger of the two");
    }
    Input {
        id: key(check, &path.field("id"), &id, values),
        label: check.line(&path.field("label"), label, LONGEST_TITLE),
        unit: unit.map(|unit| check.line(&path.field("unit"), unit, LONGEST_TITLE)),
        preset: Range::new(low_read, high_read).unwrap_or_default(),
        dated: date.map(|date| dated(check, &path.field("dated"), date)),
        source: source.map(|source| check.line(&path.field("source"), source, LONGEST_TEXT)),
        url: url.map(|url| check.line(&path.field("url"), url, LONGEST_TEXT)),
    }
}

fn row(check: &mut Checker, path: &Path<'_>, file: RowFile<'_>, values: &mut Values) -> Row {
    let RowFile { id, label, unit, formula: text, note } = file;
    // Before its own id is known: a row cannot use itself.
    let formula = formula(check, &path.field("formula"), &text, values);
    Row {
        id: key(check, &path.field("id"), &id, values),
        label: check.line(&path.field("label"), label, LONGEST_TITLE),
        unit: unit.map(|unit| check.line(&path.field("unit"), unit, LONGEST_TITLE)),
        formula,
        note: note.map(|note| check.text(&path.field("note"), note, LONGEST_TEXT)),
    }
}

fn suggestion(
    check: &mut Checker,
    path: &Path<'_>,
    file: SuggestionFile<'_>,
    values: &Values,
    known: &[Question],
    places: &Places,
) -> Option<Suggestion> {
    let SuggestionFile { question, choice, when } = file;
    let when = formula(check, &path.field("when"), &when, values);
    let question = refer(check, &path.field("question"), &question, places, "question")?;
    let choices = &known.get(*places.get(&question)?)?.choices;
    let choice_ids: Places = choices.iter().map(|choice| choice.id.clone()).zip(0..).collect();
    let choice = refer(check, &path.field("choice"), &choice, &choice_ids, "choice")?;
    Some(Suggestion { question, choice, when })
}

fn formula(check: &mut Checker, path: &Path<'_>, text: &Text<'_>, values: &Values) -> Formula {
    Formula::parse(&clean_line(&text.0), |name| values.get(name).copied()).unwrap_or_else(|fault| {
        check.problem(path, fault.to_string());
        Formula::default()
    })
}

/// Returns the id of an input or row, and gives it the next number.
fn key(check: &mut Checker, path: &Path<'_>, raw: &Text<'_>, values: &mut Values) -> String {
    let next = values.len();
    if !is_key(&raw.0) {
        check.found(path, &raw.0, "a letter a-z and at most 39 more of the characters a-z, 0-9 and _");
    } else if ["and", "or", "not"].contains(&&*raw.0) {
        check.found(path, &raw.0, "another id: this word is part of the language of formulas");
    } else if values.insert(raw.0.clone().into_owned(), next).is_some() {
        check.problem(path, format!("`{}` stands in this worksheet twice", raw.0));
    }
    raw.0.clone().into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::problem::Problem;
    use crate::questionnaire::{Questionnaire, sample};

    fn problems(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut file: Value = serde_json::from_str(sample::JSON).unwrap();
        change(&mut file["worksheets"][0]);
        match Questionnaire::parse(file.to_string().as_bytes()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.0.iter().map(Problem::sentence).collect(),
        }
    }

    #[test]
    fn a_formula_may_name_inputs_and_earlier_rows_only() {
        assert_eq!(problems(|sheet| sheet["rows"][1]["formula"] = json!("sum + people")), [""; 0]);
        for (formula, name) in [("sum + 1", "sum"), ("each", "each"), ("rent", "rent")] {
            let found = problems(|sheet| sheet["rows"][0]["formula"] = json!(formula));
            assert_eq!(found, [format!("worksheets[0].rows[0].formula: character 1: there is no input or earlier row `{name}`")]);
        }
    }

    #[test]
    fn a_hidden_character_in_a_formula_is_shown() {
        let found = problems(|sheet| sheet["rows"][0]["formula"] = json!("people\u{200b}"));
        assert_eq!(found, ["worksheets[0].rows[0].formula: character 7: found `\u{fffd}`, which means nothing in a formula"]);
    }

    #[test]
    fn ids_are_unique_among_inputs_and_rows_and_no_words_of_the_language() {
        let found = problems(|sheet| sheet["rows"][1]["id"] = json!("people"));
        assert_eq!(found, ["worksheets[0].rows[1].id: `people` stands in this worksheet twice"]);
        let found = problems(|sheet| sheet["rows"][1]["id"] = json!("not"));
        assert_eq!(found, ["worksheets[0].rows[1].id: found `not`, expected another id: this word is part of the language of formulas"]);
    }

    #[test]
    fn numbers_are_finite_and_in_order() {
        let found = problems(|sheet| sheet["inputs"][0]["low"] = json!(21));
        assert_eq!(found, ["worksheets[0].inputs[0].high: lower than `low`, expected the larger of the two"]);
        let text = sample::JSON.replace("\"low\": 12", "\"low\": 1e999");
        let found = Questionnaire::parse(text.as_bytes()).expect_err("too large").0[0].sentence();
        assert_eq!(found, "worksheets[0].inputs[1].low: found 1e999, expected a number");
    }

    #[test]
    fn a_suggestion_names_a_choice_of_its_question() {
        let found = problems(|sheet| sheet["suggests"][0]["choice"] = json!("us"));
        assert_eq!(found, ["worksheets[0].suggests[0].choice: there is no choice `us`, expected one of `little`, `much`"]);
    }

    #[test]
    fn lists_and_ranges_have_a_limit() {
        let input = |place: usize| json!({ "id": format!("i{place}"), "label": "x", "low": 1, "high": 2 });
        let found = problems(|sheet| sheet["inputs"].as_array_mut().unwrap().extend((0..12).map(input)));
        assert_eq!(found, ["worksheets[0].inputs: 13 of them are ranges, expected at most 12"]);
        let found = problems(|sheet| sheet["rows"] = json!([]));
        assert!(found.iter().any(|line| line == "worksheets[0].rows: found 0, expected 1 to 40"), "{found:?}");
    }
}
