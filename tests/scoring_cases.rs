//! Cases computed by an independent program, and made-up teams labelled by three raters who saw no score.

use std::path::Path;

use serde_json::{Map, Value, json};
use weigh::questionnaire::Id;
use weigh::report::json as result;
use weigh::scoring;
use weigh::session::Session;

/// How far a number may lie from the expected one.
const TOLERANCE: f64 = 1e-9;

#[test]
fn every_case_gives_the_expected_result() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring_cases");
    let mut sessions: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    sessions.retain(|path| path.to_string_lossy().ends_with(".weigh.json"));
    assert_eq!(sessions.len(), 23);
    for path in sessions {
        let expected = path.to_string_lossy().replace(".weigh.json", ".expected.json");
        let expected: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
        let session = Session::parse(&std::fs::read(&path).unwrap()).unwrap();
        let result: Value = serde_json::from_str(&result::render(&session, &scoring::assess(&session))).unwrap();
        let mut differences = Vec::new();
        compare("", &expected, &result, &mut differences);
        assert!(differences.is_empty(), "{}:\n{}", path.display(), differences.join("\n"));
    }
}

#[test]
fn the_leaders_are_acceptable_to_those_who_labelled_the_teams() {
    let calibration: Value = serde_json::from_str(include_str!("calibration.json")).unwrap();
    let teams = calibration["teams"].as_array().unwrap();
    assert_eq!(teams.len(), 30);
    let questionnaire: Value = serde_json::from_str(include_str!("../questions.json")).unwrap();
    let (mut accepted, mut best, mut accepted_by_most) = ([0_u64; 3], [0_u64; 3], 0_u64);
    for team in teams {
        let leader = leader_of(team, &questionnaire);
        let raters = team["raters"].as_array().unwrap();
        assert_eq!(raters.len(), 3, "{}", team["name"]);
        let accepts = |rater: &Value| rater["acceptable"].as_array().unwrap().iter().any(|id| *id == leader);
        accepted_by_most += u64::from(raters.iter().filter(|rater| accepts(rater)).count() >= 2);
        for (place, rater) in raters.iter().enumerate() {
            accepted[place] += u64::from(accepts(rater));
            best[place] += u64::from(rater["best"] == leader);
        }
        if !raters.iter().all(accepts) {
            println!("{}: {leader} leads, not acceptable to every rater", team["name"]);
        }
    }
    println!("Of 30 leaders, acceptable to most raters: {accepted_by_most}; to each rater: {accepted:?}; each rater's best: {best:?}");
    let at_least = &calibration["at_least"];
    let reached = |figures: &[u64], floor: &Value| {
        let floor = floor.as_array().unwrap();
        figures.len() == floor.len() && figures.iter().zip(floor).all(|(figure, floor)| *figure >= floor.as_u64().unwrap())
    };
    assert!(accepted_by_most >= at_least["accepted_by_most"].as_u64().unwrap(), "acceptable to most raters: {accepted_by_most}");
    assert!(reached(&accepted, &at_least["accepted"]), "acceptable to each rater: {accepted:?}");
    assert!(reached(&best, &at_least["best"]), "each rater's best: {best:?}");
}

/// Returns who leads for a made-up team, the first of the ranking where several lead.
fn leader_of(team: &Value, questionnaire: &Value) -> String {
    let answers = team.get("answers").and_then(Value::as_object).expect("a team has answers");
    let answers: Map<_, _> = answers.iter().map(|(question, answer)| (question.clone(), json!({"answer": answer}))).collect();
    let session = json!({
        "kind": "weigh-session", "schema": 1, "title": team.get("name"), "created": "2026-11-23T10:00:00Z", "mode": "together",
        "answers": answers, "waivers": team.get("waivers").unwrap_or(&json!({})), "questionnaire": questionnaire,
    });
    let session = Session::parse(session.to_string().as_bytes()).expect("a sound session");
    scoring::assess(&session).leader().expect("somebody leads").to_string()
}

#[test]
fn both_forms_hold_the_same_result_and_the_documented_keys_in_order() {
    let session = Session::parse(include_bytes!("scoring_cases/07-split-members.weigh.json")).unwrap();
    let assessment = scoring::assess(&session);
    let (pretty, line) = (result::render(&session, &assessment), result::render_line(&session, &assessment));
    assert!(pretty.starts_with("{\n  \"kind\": \"weigh-result\",\n  \"schema\": 1,\n  \"session\": {\n    \"title\": \"Split members\""));
    assert!(pretty.ends_with("}\n") && !line.contains('\n'));
    let (pretty, line): (Value, Value) = (serde_json::from_str(&pretty).unwrap(), serde_json::from_str(&line).unwrap());
    assert_eq!(pretty, line);
    let documented = "kind schema session verdict ranking leaders values ranges ruled_out at_risk coverage decided worst_gap max_regret \
                      robustness explanation profile range_per_question stability flips answers_to_flip answers_to_overtake open team worksheets \
                      dominated price_of_rules questions";
    let keys: Vec<_> = pretty.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, documented.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn figures_on_one_question_are_those_of_the_whole_result() {
    let session = Session::parse(include_bytes!("scoring_cases/12-lean-open_question.weigh.json")).unwrap();
    let assessment = scoring::assess(&session);
    for expected in &assessment.team.questions {
        assert_eq!(scoring::team_question(&session, &expected.question).as_ref(), Some(expected));
    }
    for open in &assessment.open {
        let by_choice = scoring::choice_contributions(&session, &open.question);
        let points = |end: Option<&scoring::Exact>| end.unwrap().to_f64();
        let parts = || by_choice.iter().map(|(_, points)| points);
        assert!((points(parts().max()) - points(parts().min()) - open.gap_swing.to_f64()).abs() < TOLERANCE);
    }
    assert_eq!(scoring::standing(&session).decided, assessment.decided);
}

#[test]
fn the_largest_session_is_computed_exactly() {
    let session = Session::parse(largest_session().to_string().as_bytes()).unwrap();
    let assessment = scoring::assess(&session);
    assert_eq!((assessment.questions.len(), assessment.team.members.len()), (500, 50));
    let weight: i128 = assessment.questions.iter().map(|question| question.weight).sum();
    for (place, (_, value)) in assessment.values.iter().enumerate() {
        let parts = assessment.questions.iter().map(|question| question.scores[place].1.to_f64() * 8.0 / 4000.0);
        assert!((parts.sum::<f64>() - value.unwrap().to_f64()).abs() < TOLERANCE);
    }
    assert_eq!(weight, 4000);
    // Shown figures add up only where the exact ones do.
    let explanation = assessment.explanation.as_ref().unwrap();
    assert_eq!(explanation.shown.iter().map(|(_, tenths)| tenths).sum::<i128>(), explanation.gap_shown);
    let gap: f64 = explanation.contributions.iter().map(|(_, part)| part.to_f64()).sum();
    assert!((gap - explanation.gap.to_f64()).abs() < TOLERANCE);
    let widest = assessment.values.iter().filter_map(|(_, value)| Some(value.as_ref()?.denominator())).max().unwrap();
    assert!(widest > 1 << 64, "the case should need more than 64 bits, but {widest} is the largest denominator");
}

#[test]
fn a_rival_can_be_too_close_to_a_leader_that_is_not_listed_first() {
    // The first leader beats the last alternative everywhere, the second by a narrow trade: 5 points, about 2 to 1.
    let choice = |fits: [i8; 3]| {
        let effects: Map<_, _> = ["a", "b", "c"].into_iter().zip(fits).map(|(id, fit)| (id.to_owned(), json!({"fit": fit}))).collect();
        json!([{"id": "yes", "text": "Yes", "effects": effects}, {"id": "no", "text": "No"}])
    };
    let session = json!({
        "kind": "weigh-session", "schema": 1, "title": "Two leaders", "created": "2026-11-23T10:00:00Z", "mode": "together",
        "answers": {"heavy": {"answer": "yes"}, "light": {"answer": "yes"}},
        "questionnaire": {
            "schema": 1, "id": "two-leaders", "version": "1.0", "title": "Two leaders",
            "alternatives": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "c", "name": "C"}],
            "questions": [
                {"id": "heavy", "importance": "high", "ask": "Heavy?", "choices": choice([0, 1, 0])},
                {"id": "light", "importance": "low", "ask": "Light?", "choices": choice([2, -2, 1])},
            ],
        },
    });
    let assessment = scoring::assess(&Session::parse(session.to_string().as_bytes()).unwrap());
    let tied: Vec<_> = assessment.verdict.tied_with.iter().map(Id::as_str).collect();
    assert_eq!((assessment.leaders.len(), tied), (2, vec!["b", "c"]));
    let (gap, share) = (&assessment.robustness.as_ref().unwrap().gap, &assessment.robustness.as_ref().unwrap().beats);
    let of_the_last = Id::new("c").unwrap();
    assert!(scoring::find(gap, &of_the_last).unwrap().to_f64() > 3.0 && *scoring::find(share, &of_the_last).unwrap() > 0.99);
}

/// Notes every difference; a map may hold more than expected.
fn compare(path: &str, expected: &Value, actual: &Value, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, value) in expected {
                compare(&format!("{path}.{key}"), value, actual.get(key).unwrap_or(&Value::Null), differences);
                if !actual.contains_key(key) {
                    differences.push(format!("{path}.{key}: missing"));
                }
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (place, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(&format!("{path}[{place}]"), expected, actual, differences);
            }
        }
        (Value::Number(left), Value::Number(right))
            if left.as_f64().zip(right.as_f64()).is_some_and(|(left, right)| (left - right).abs() <= TOLERANCE) => {}
        (expected, actual) if expected == actual => {}
        (expected, actual) => differences.push(format!("{path}: expected {expected}, got {actual}")),
    }
}

/// Returns a session at every limit: 500 critical questions, 8 alternatives, and votes by 1 to 50 people, so that the
/// common denominator is the least common multiple of all numbers up to 50.
fn largest_session() -> Value {
    let fit = |question: usize, choice: usize, alternative: usize| {
        let spread = i64::try_from((question * 7 + choice * 3 + alternative * alternative) % 5).unwrap_or_default();
        json!({"fit": spread - 2})
    };
    let choice = |question: usize, choice: usize| {
        let effects: Map<_, _> = (0..8).map(|number| (format!("a{number}"), fit(question, choice, number))).collect();
        json!({"id": format!("c{choice}"), "text": format!("Choice {choice}"), "effects": effects})
    };
    let question = |number: usize| {
        let choices: Vec<_> = (0..9).map(|place| choice(number, place)).collect();
        json!({"id": format!("q{number}"), "importance": "critical", "ask": format!("Question {number}?"), "choices": choices})
    };
    let round = |number: usize| -> Map<_, _> {
        (0..=number % 50).map(|voter| (format!("m{voter}"), Value::from(format!("c{}", (voter * voter + number) % 9)))).collect()
    };
    let votes: Map<_, _> = (0..500).map(|number| (format!("q{number}"), json!([round(number)]))).collect();
    json!({
        "kind": "weigh-session", "schema": 1, "title": "Largest", "created": "2026-11-23T10:00:00Z", "mode": "in_turns",
        "participants": (0..50).map(|number| json!({"name": format!("m{number}")})).collect::<Vec<_>>(),
        "votes": votes,
        "questionnaire": {
            "schema": 1, "id": "largest", "version": "1.0", "title": "Largest",
            "alternatives": (0..8).map(|number| json!({"id": format!("a{number}"), "name": format!("Alternative {number}")})).collect::<Vec<_>>(),
            "questions": (0..500).map(question).collect::<Vec<_>>(),
        },
    })
}
