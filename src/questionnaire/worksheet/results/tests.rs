use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::questionnaire::{Questionnaire, sample};

/// Returns the small questionnaire with a worksheet of these inputs, rows and suggestions for its first question.
fn questionnaire(inputs: &Value, rows: &Value, suggests: &Value) -> Questionnaire {
    let mut file: Value = serde_json::from_str(sample::JSON).expect("the sample is sound");
    file["worksheets"] = json!([{"id": "sheet", "title": "Sheet", "for": ["time"], "inputs": inputs, "rows": rows, "suggests": suggests}]);
    Questionnaire::parse(file.to_string().as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn input(id: &str, low: f64, high: f64) -> Value {
    json!({"id": id, "label": id, "low": low, "high": high})
}

fn row(id: &str, formula: &str) -> Value {
    json!({"id": id, "label": id, "formula": formula})
}

/// Computes the worksheet with its own numbers, as it stands in the result JSON.
fn results(inputs: &[(&str, f64, f64)], rows: &[&str], suggests: &Value) -> Value {
    let inputs: Value = inputs.iter().map(|(id, low, high)| input(id, *low, *high)).collect();
    let rows: Value = (0..).zip(rows).map(|(number, formula): (usize, _)| row(&format!("r{number}"), formula)).collect();
    let questionnaire = questionnaire(&inputs, &rows, suggests);
    serde_json::to_value(questionnaire.worksheets()[0].results(|input| input.preset)).expect("plain values")
}

#[test]
fn a_row_reaches_from_its_least_to_its_largest_value_over_all_corners() {
    let found = results(&[("a", 2.0, 3.0), ("b", -1.0, 4.0), ("c", 10.0, 10.0)], &["a * b", "r0 + c", "max(b, 0) - a"], &json!([]));
    assert_eq!(found["inputs"], json!({"a": [2.0, 3.0], "b": [-1.0, 4.0], "c": [10.0, 10.0]}));
    assert_eq!(found["rows"], json!({"r0": [-3.0, 12.0], "r1": [7.0, 22.0], "r2": [-3.0, 2.0]}));
    assert_eq!((&found["never"], &found["suggests"]), (&json!([]), &json!([])));
}

#[test]
fn a_row_without_a_value_at_some_corners_may_be_never_and_at_all_corners_it_is() {
    let found = results(&[("a", 0.0, 2.0)], &["6 / a", "r0 + 1", "1 / (a - a)", "if(r0 > 0, 1, 2)"], &json!([]));
    assert_eq!(found["rows"], json!({"r0": [3.0, 3.0], "r1": [4.0, 4.0], "r2": null, "r3": [1.0, 2.0]}));
    assert_eq!(found["never"], json!(["r0", "r1", "r2"]));
}

#[test]
fn a_suggestion_is_sure_at_every_corner_and_possible_at_some() {
    let when = |choice: &str, when: &str| json!({"question": "time", "choice": choice, "when": when});
    let suggests = json!([when("little", "r0 > 10"), when("much", "r0 > 1"), when("little", "r0 > 20"), when("much", "1 / 0")]);
    let found = results(&[("a", 2.0, 20.0)], &["a"], &suggests);
    let pointed = |choice: &str, sure: bool| json!({"question": "time", "choice": choice, "sure": sure});
    assert_eq!(found["suggests"], json!([pointed("little", false), pointed("much", true)]));
}

#[test]
fn a_worksheet_at_every_limit_is_computed() {
    let inputs: Value = (0..40).map(|place| input(&format!("i{place}"), 1.0, if place < 12 { 2.0 } else { 1.0 })).collect();
    let sum = (0..40).map(|place| format!("i{place}")).collect::<Vec<_>>().join("+");
    let rows: Value = (0..40).map(|place| row(&format!("r{place}"), &sum)).collect();
    let questionnaire = questionnaire(&inputs, &rows, &json!([]));
    let results = questionnaire.worksheets()[0].results(|input| input.preset);
    assert!(results.rows.iter().all(|(_, found)| found.range == Range::new(40.0, 52.0)), "{:?}", results.rows);
}

#[test]
fn more_ranges_than_can_be_computed_at_once_do_no_harm() {
    let inputs: Value = (0..40).map(|place| input(&format!("i{place}"), 1.0, 1.0)).collect();
    let questionnaire = questionnaire(&inputs, &json!([row("last", "i39"), row("first", "i0")]), &json!([]));
    let results = questionnaire.worksheets()[0].results(|_| Range::new(1.0, 2.0).unwrap_or_default());
    let ranges: Vec<_> = results.rows.iter().map(|(_, found)| found.range).collect();
    assert_eq!(ranges, [Range::new(1.0, 1.0), Range::new(1.0, 2.0)]);
}

/// Formulas in which every input stands once, and of which each part rises or falls with it: their extremes lie at corners.
fn monotone() -> impl Strategy<Value = String> {
    let names = Just(["a", "b", "c", "d"]).prop_shuffle();
    let operators = prop::collection::vec(prop::sample::select(vec!["+", "-", "*", "/", "min", "max", "ceil", "if"]), 3);
    (names, operators).prop_map(|(names, operators)| {
        names.iter().skip(1).zip(&operators).fold(names[0].to_owned(), |left, (name, operator)| match *operator {
            "min" | "max" => format!("{operator}({left}, {name})"),
            "ceil" => format!("ceil({left}) + {name}"),
            "if" => format!("if({name} > 3, {left}, {left} - 1)"),
            _ => format!("({left}) {operator} {name}"),
        })
    })
}

/// Any formula over the inputs and rows of [`results`], as somebody hostile writes it.
fn any_formula() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["a", "b", "c", "d", "0", "1e308", "-1e308", "1e-320", "3"]).prop_map(str::to_owned);
    leaf.prop_recursive(5, 24, 3, |inner| {
        let two = (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/", "<", ">=", "=", "!=", "and", "or"]), inner.clone());
        prop_oneof![
            two.prop_map(|(left, operator, right)| format!("({left}) {operator} ({right})")),
            (prop::sample::select(vec!["abs", "ceil", "floor", "round", "not", "-"]), inner.clone())
                .prop_map(|(name, inner)| format!("{name} ({inner})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(one, two, three)| format!("if({one}, {two}, max({three}, {one}))")),
        ]
    })
}

fn ranges(numbers: impl Strategy<Value = f64> + Clone) -> impl Strategy<Value = Vec<Range>> {
    prop::collection::vec((numbers.clone(), numbers).prop_filter_map("both are finite", |(one, other)| Range::new(one, other)), 4)
}

fn sheet(formulas: &[String]) -> Questionnaire {
    let inputs: Value = ["a", "b", "c", "d"].iter().map(|id| input(id, 1.0, 1.0)).collect();
    let rows: Value = (0..).zip(formulas).map(|(number, formula): (usize, _)| row(&format!("r{number}"), formula)).collect();
    questionnaire(&inputs, &rows, &json!([]))
}

proptest! {
    #[test]
    fn a_range_holds_the_result_of_every_point_inside_it_if_the_formula_is_monotone(
        formula in monotone(),
        ranges in ranges(0.5..9.0),
        inside in prop::collection::vec(0.0..1.0, 4),
    ) {
        let questionnaire = sheet(&[formula]);
        let worksheet = &questionnaire.worksheets()[0];
        let at = |input: &Input| worksheet.input(&input.id).map_or(0, |(place, _)| place);
        let whole = worksheet.results(|input| ranges[at(input)]).rows[0].1;
        let point = |input: &Input| {
            let range = ranges[at(input)];
            let value = range.low() + inside[at(input)] * (range.high() - range.low());
            Range::new(value, value).unwrap_or_default()
        };
        let found = worksheet.results(point).rows[0].1;
        let (whole, found) = (whole.range.unwrap_or_default(), found.range.unwrap_or_default());
        // The last digit of a double is rounded.
        let slack = 1e-9 * (1.0 + whole.low().abs().max(whole.high().abs()));
        prop_assert!(whole.low() - slack <= found.low() && found.high() <= whole.high() + slack, "{whole:?} without {found:?}");
    }

    #[test]
    fn whatever_the_formulas_and_numbers_are_every_result_is_a_finite_range_or_never(
        formulas in prop::collection::vec(any_formula(), 1..5),
        ranges in ranges(prop_oneof![-3.0..3.0, any::<f64>()]),
    ) {
        // What is too long or too deep is refused when the questionnaire is read.
        let fits = |text: &String| text.len() <= 500 && Formula::parse(text, |_| Some(0)).is_ok();
        prop_assume!(formulas.iter().all(fits));
        let questionnaire = sheet(&formulas);
        let worksheet = &questionnaire.worksheets()[0];
        let results = worksheet.results(|input| ranges[worksheet.input(&input.id).map_or(0, |(place, _)| place)]);
        for (_, found) in &results.rows {
            prop_assert!(found.range.is_some() || found.never);
            prop_assert!(found.range.is_none_or(|range| range.low().is_finite() && range.low() <= range.high() && range.high().is_finite()));
        }
        let text = serde_json::to_string(&results).expect("plain values");
        let read: Value = serde_json::from_str(&text).expect("sound JSON");
        prop_assert_eq!(read["rows"].as_object().map(serde_json::Map::len), Some(formulas.len()));
    }
}
