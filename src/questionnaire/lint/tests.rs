use super::*;

/// A questionnaire without findings.
const CLEAN: &str = r#"{
  "schema": 1, "id": "tea", "version": "1", "title": "Tea or coffee?",
  "alternatives": [{"id": "tea", "name": "Tea"}, {"id": "coffee", "name": "Coffee"}],
  "sections": [{"id": "taste", "title": "Taste"}],
  "questions": [
    {
      "id": "hour", "section": "taste", "ask": "When?", "why": "Sleep.", "look_up": "The clock.", "evidence": ["sleep"],
      "choices": [
        {"id": "early", "text": "Early", "effects": {"tea": {"fit": -1, "because": "Weak.", "mitigation": "Steep longer."}, "coffee": {"fit": 1, "because": "Strong."}}},
        {"id": "late", "text": "Late", "effects": {"tea": {"fit": 1, "because": "Mild."}, "coffee": {"fit": -1, "because": "Wakes.", "mitigation": "Take less."}}}
      ]
    },
    {
      "id": "people", "ask": "How many?", "why": "Pots.", "look_up": "The list.",
      "choices": [
        {"id": "one", "text": "One", "effects": {"tea": {"fit": 2, "because": "A cup is quick."}}},
        {"id": "few", "text": "Few", "effects": {"coffee": {"fit": 1, "because": "One pot."}}},
        {"id": "all", "text": "All", "effects": {"coffee": {"fit": 1, "because": "Two pots."}}},
        {"id": "none", "text": "None", "rules_out": {"coffee": {"because": "It is wasted."}}}
      ]
    }
  ],
  "evidence": [{"id": "sleep", "says": "Coffee wakes.", "source": "Us", "dated": "2026", "shelf_life": "durable"}],
  "glossary": [{"term": "pot", "means": "Holds eight cups."}]
}"#;

fn findings(json: &str) -> Vec<String> {
    let questionnaire = Questionnaire::parse(json.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"));
    lint(&questionnaire).iter().map(ToString::to_string).collect()
}

/// Makes the clean questionnaire poor in one place, and compares what is found.
fn poor(from: &str, to: &str, expected: &[&str]) {
    assert!(CLEAN.contains(from), "{from}");
    assert_eq!(findings(&CLEAN.replacen(from, to, 1)), expected, "{from} -> {to}");
}

#[test]
fn the_built_in_questionnaire_has_nothing_poor() {
    assert_eq!(findings(include_str!("../../../questions.json")), [""; 0]);
}

#[test]
fn a_clean_questionnaire_has_no_findings() {
    assert_eq!(findings(CLEAN), [""; 0]);
}

#[test]
fn a_choice_that_helps_or_hurts_nobody_is_found() {
    let path = "questions[1].choices[2]: helps or hurts no alternative";
    poor(r#", "effects": {"coffee": {"fit": 1, "because": "Two pots."}}"#, "", &[path]);
    poor(r#""fit": 1, "because": "Two pots.""#, r#""fit": 0"#, &[path]);
}

#[test]
fn a_question_that_moves_no_gap_is_found() {
    let same = r#""effects": {"tea": {"fit": 2, "because": "x"}, "coffee": {"fit": 1, "because": "x"}}"#;
    let third = format!(
        r#"{{"id": "flat", "ask": "?", "why": "x", "look_up": "x", "choices": [{{"id": "a", "text": "A", {same}}}, {{"id": "b", "text": "B", {same}}}]}},"#
    );
    let json = CLEAN.replacen(
        r#"    {
      "id": "people""#,
        &format!("{third} {{ \"id\": \"people\""),
        1,
    );
    assert_eq!(
        findings(&json),
        [
            "alternatives[0]: `tea` wins 66.7 % of 10,000 answer sheets drawn at random, expected 12.5 % to 60.0 %",
            "questions[1]: no answer can move the gap between any two alternatives"
        ]
    );
}

#[test]
fn an_alternative_that_is_never_better_or_hardly_ever_wins_is_found() {
    let json =
        CLEAN.replacen(r#"{"id": "coffee", "name": "Coffee"}"#, r#"{"id": "coffee", "name": "Coffee"}, {"id": "milk", "name": "Milk"}"#, 1);
    assert_eq!(findings(&json), ["alternatives[2]: `milk` wins 0.0 % of 10,000 answer sheets drawn at random, expected 8.3 % to 60.0 %"]);
    let never = json.replace(r#""fit": -1"#, r#""fit": 0"#);
    assert_eq!(findings(&never)[0], "alternatives[2]: `milk` is never better than `tea` on any choice");
    assert_eq!(findings(&never)[1], "alternatives[2]: `milk` is never better than `coffee` on any choice");
}

#[test]
fn an_alternative_that_nearly_always_wins_is_found() {
    poor(
        r#""fit": -1, "because": "Wakes.", "mitigation": "Take less.""#,
        r#""fit": 2, "because": "Wakes.""#,
        &["alternatives[1]: `coffee` wins 74.8 % of 10,000 answer sheets drawn at random, expected 12.5 % to 60.0 %"],
    );
}

#[test]
fn an_effect_without_a_reason_is_found() {
    poor(
        r#""fit": -1, "because": "Weak.""#,
        r#""fit": -1"#,
        &["questions[0].choices[0].effects.tea.because: missing, though the fit is -1"],
    );
    poor("\"Weak.\"", "\" \"", &["questions[0].choices[0].effects.tea.because: missing, though the fit is -1"]);
}

#[test]
fn a_poor_fit_without_a_remedy_or_a_remedy_without_a_poor_fit_is_found() {
    let path = "questions[0].choices[0].effects.tea.mitigation";
    poor(r#", "mitigation": "Steep longer.""#, "", &[&format!("{path}: missing, though the fit is -1")]);
    let path = "questions[1].choices[1].effects.coffee.mitigation";
    let never_shown = format!("{path}: the fit is 1, expected advice only where it is below 0: it is never shown");
    poor(r#""because": "One pot.""#, r#""because": "One pot.", "mitigation": "Wash it.""#, &[&never_shown]);
}

#[test]
fn too_many_hard_limits_are_found() {
    let limit = r#", "rules_out": {"coffee": {"because": "x"}}}"#;
    let json = CLEAN.replacen(r#""because": "Strong."}}}"#, &format!(r#""because": "Strong."}}}}{limit}"#), 1).replacen(
        r#""mitigation": "Take less."}}}"#,
        &format!(r#""mitigation": "Take less."}}}}{limit}"#),
        1,
    );
    assert!(findings(&json).contains(&"questions: 3 of 6 choices have hard limits, expected at most one in three".to_owned()));
}

#[test]
fn text_that_is_too_wide_for_its_place_is_found() {
    let too_wide =
        |path: &str, columns: usize, most: usize| format!("{path}: takes {columns} columns, expected at most {most} to fit a screen of 80");
    for (text, path, most) in [
        ("\"Tea or coffee?\"", "title", 70),
        ("\"Taste\"", "sections[0].title", 40),
        ("\"Early\"", "questions[0].choices[0].text", 70),
        ("\"pot\"", "glossary[0].term", 30),
    ] {
        let with = |columns: usize| CLEAN.replacen(text, &format!("\"{}a\"", "漢".repeat(columns / 2)), 1);
        assert_eq!(findings(&with(most - 1)), [""; 0], "{path}");
        assert_eq!(findings(&with(most)), [too_wide(path, most + 1, most)]);
    }
    poor(r#""name": "Tea""#, r#""name": "Tea, as one drinks it""#, &[&too_wide("alternatives[0].short", 21, 18)]);
    poor(r#""name": "Tea""#, r#""name": "Tea, as one drinks it", "short": "Tea""#, &[]);
}

#[test]
fn facts_that_nobody_cites_are_found() {
    poor(r#", "evidence": ["sleep"]"#, "", &["evidence[0]: no question cites `sleep`"]);
}

#[test]
fn a_question_without_reason_or_source_is_found() {
    poor(r#""why": "Sleep.", "#, "", &["questions[0].why: missing"]);
    poor(r#""look_up": "The list.","#, "", &["questions[1].look_up: missing"]);
}

#[test]
fn a_question_asked_twice_is_found_whatever_the_order_of_its_choices() {
    let start = CLEAN.find(r#"{"id": "early""#).unwrap();
    let end = CLEAN.find("\n      ]\n").unwrap();
    let choices = CLEAN.get(start..end).unwrap().trim();
    let (early, late) = choices.split_once(",\n").unwrap();
    for (first, second) in [(early, late), (late, early)] {
        let again = format!(r#"{{"id": "again", "ask": "?", "why": "x", "look_up": "x", "choices": [{first}, {second}]}},"#);
        let json = CLEAN.replacen("    {\n      \"id\": \"people\"", &format!("{again}\n    {{\n      \"id\": \"people\""), 1);
        assert_eq!(
            findings(&json),
            ["questions[1]: its effects point the same way as those of `hour` in questions[0]: is this counted twice?"]
        );
    }
}

#[test]
fn findings_are_the_same_every_time() {
    let questionnaire = Questionnaire::built_in();
    assert_eq!(fits::wins(&questionnaire), fits::wins(&Questionnaire::built_in()));
    let shown: Vec<String> = fits::wins(&questionnaire).iter().map(ToString::to_string).collect();
    assert!(shown.iter().all(|share| share.ends_with(" %")), "{shown:?}");
}

#[test]
fn a_worksheet_is_looked_at_too() {
    let worksheet = |label: &str, formula: &str, question: &str, source: &str| {
        format!(
            r#"], "worksheets": [{{"id": "pot", "title": "Pots", "for": ["people"],
                "inputs": [{{"id": "cups", "label": "{label}", "low": 1, "dated": "2026"{source}}}],
                "rows": [{{"id": "pots", "label": "Pots", "formula": "{formula}"}}],
                "suggests": [{{"question": "{question}", "choice": "{}", "when": "pots > 1"}}]}}]
}}"#,
            if question == "people" { "few" } else { "late" }
        )
    };
    let source = ", \"source\": \"Us\"";
    let poor = |sheet: &str, expected: &[&str]| poor("]\n}", sheet, expected);
    poor(&worksheet("Cups", "cups / 8", "people", source), &[]);
    let long = "Cups that are drunk in an afternoon";
    poor(
        &worksheet(long, "cups", "people", source),
        &["worksheets[0].inputs[0].label: takes 35 columns, expected at most 30 to fit a screen of 80"],
    );
    poor(&worksheet("Cups", "2", "people", source), &["worksheets[0].inputs[0]: no row and no suggestion uses it"]);
    poor(&worksheet("Cups", "cups", "hour", source), &["worksheets[0].suggests[0].question: the worksheet is not offered on `hour`"]);
    poor(&worksheet("Cups", "cups", "people", ""), &["worksheets[0].inputs[0].source: missing, though the number is dated"]);
}
