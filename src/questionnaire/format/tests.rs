//! The JSON Schema must accept and refuse the same files as reading does, except for rules that span two places.

use serde_json::{Map, Value, json};

use super::*;
use crate::json::shape::fields_of;
use crate::questionnaire::sample;

fn schema_value() -> Value {
    serde_json::from_str(schema()).expect("the schema is JSON")
}

/// Tells whether `value` is valid by `rule`. Knows the keywords that the schema uses, and no others.
fn is_valid(root: &Value, rule: &Value, value: &Value) -> bool {
    let Some(keywords) = rule.as_object() else { return *rule == json!(true) };
    keywords.iter().all(|(keyword, wanted)| match keyword.as_str() {
        "$schema" | "$defs" | "title" | "description" | "default" | "then" => true,
        "$ref" => is_valid(root, root.pointer(wanted.as_str().unwrap().trim_start_matches('#')).expect("a definition"), value),
        "type" => match wanted.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            other => panic!("unknown type {other}"),
        },
        "if" => !is_valid(root, wanted, value) || rule.get("then").is_none_or(|then| is_valid(root, then, value)),
        "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
        "const" => value == wanted,
        "enum" => wanted.as_array().unwrap().contains(value),
        "not" => !is_valid(root, wanted, value),
        "required" => {
            value.as_object().is_none_or(|object| wanted.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap())))
        }
        "properties" => value
            .as_object()
            .is_none_or(|object| object.iter().all(|(key, field)| wanted.get(key).is_none_or(|rule| is_valid(root, rule, field)))),
        "additionalProperties" => value.as_object().is_none_or(|object| {
            let is_listed = |key: &str| rule.get("properties").is_some_and(|known| known.get(key).is_some());
            object.iter().filter(|(key, _)| !is_listed(key)).all(|(_, field)| *wanted != json!(false) && is_valid(root, wanted, field))
        }),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| is_valid(root, wanted, item))),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
        "uniqueItems" => value.as_array().is_none_or(|items| items.iter().enumerate().all(|(place, item)| !items[..place].contains(item))),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| match wanted.as_str().unwrap() {
            "^[a-z0-9-]{1,40}$" => Id::new(text).is_some(),
            "^[a-z][a-z0-9_]{0,39}$" => crate::questionnaire::worksheet::is_key(text),
            "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" => {
                let shape: String = text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
                matches!(shape.as_str(), "0000" | "0000-00" | "0000-00-00")
            }
            other => panic!("unknown pattern {other}"),
        }),
        other => panic!("unknown keyword {other}"),
    })
}

fn is_valid_file(value: &Value) -> bool {
    let root = schema_value();
    is_valid(&root, &root, value)
}

/// Calls `visit` with every object and list in `value`, as a pointer.
fn pointers(value: &Value, at: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(at, value);
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, field)| pointers(field, &format!("{at}/{key}"), visit)),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| pointers(item, &format!("{at}/{place}"), visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_schema_lists_every_field_in_the_files_order() {
    let root = schema_value();
    let properties = |pointer: &str| -> Vec<String> {
        let listed: &Map<String, Value> = root.pointer(pointer).unwrap()["properties"].as_object().unwrap();
        listed.keys().cloned().collect()
    };
    assert_eq!(properties(""), fields_of::<QuestionnaireFile<'_>>());
    assert_eq!(properties("/$defs/family"), fields_of::<FamilyFile<'_>>());
    assert_eq!(properties("/$defs/alternative"), fields_of::<AlternativeFile<'_>>());
    assert_eq!(properties("/$defs/section"), fields_of::<SectionFile<'_>>());
    assert_eq!(properties("/$defs/question"), fields_of::<QuestionFile<'_>>());
    assert_eq!(properties("/$defs/choice"), fields_of::<ChoiceFile<'_>>());
    assert_eq!(properties("/$defs/effect"), fields_of::<EffectFile<'_>>());
    assert_eq!(properties("/$defs/limit"), fields_of::<HardLimitFile<'_>>());
    assert_eq!(properties("/$defs/evidence"), fields_of::<EvidenceFile<'_>>());
    assert_eq!(properties("/$defs/term"), fields_of::<TermFile<'_>>());
    assert_eq!(properties("/$defs/worksheet"), fields_of::<worksheets::WorksheetFile<'_>>());
    assert_eq!(properties("/$defs/input"), fields_of::<worksheets::InputFile<'_>>());
    assert_eq!(properties("/$defs/row"), fields_of::<worksheets::RowFile<'_>>());
    assert_eq!(properties("/$defs/suggestion"), fields_of::<worksheets::SuggestionFile<'_>>());
}

#[test]
fn the_schema_closes_every_object_that_it_describes() {
    let root = schema_value();
    let listed =
        |pointer: &str| -> Vec<String> { root.pointer(pointer).unwrap()["properties"].as_object().unwrap().keys().cloned().collect() };
    for (name, rule) in root["$defs"].as_object().unwrap() {
        if rule.get("properties").is_some() && !name.starts_with("only") {
            assert_eq!(listed(&format!("/$defs/{name}")), listed(&format!("/$defs/only-{name}")));
        }
    }
    assert_eq!(listed(""), listed("/$defs/only"));
}

#[test]
fn unknown_fields_are_refused_in_this_version_and_ignored_in_a_later_one() {
    let sound: Value = serde_json::from_str(sample::JSON).unwrap();
    let mut tried = 0;
    pointers(&sound, "", &mut |pointer, value| {
        // The keys of these two are ids of alternatives.
        if value.is_object() && !pointer.ends_with("/effects") && !pointer.ends_with("/rules_out") {
            for schema in [1, 2] {
                let mut changed = sound.clone();
                changed["schema"] = json!(schema);
                changed.pointer_mut(pointer).unwrap()["new"] = json!("x");
                assert_eq!(is_valid_file(&changed), schema == 2, "{pointer} in schema {schema}");
                assert_eq!(Questionnaire::parse(changed.to_string().as_bytes()).is_ok(), schema == 2, "{pointer} in schema {schema}");
                tried += 1;
            }
        }
    });
    assert!(tried > 40, "{tried}");
}

#[test]
fn sound_files_are_valid() {
    for file in [sample::JSON, include_str!("../../../questions.json")] {
        assert!(is_valid_file(&serde_json::from_str(file).unwrap()));
    }
}

#[test]
fn the_schema_and_the_reader_ask_for_the_same_fields() {
    let sound: Value = serde_json::from_str(sample::JSON).unwrap();
    let mut removed = 0;
    pointers(&sound, "", &mut |pointer, value| {
        for key in value.as_object().into_iter().flat_map(Map::keys) {
            let mut faulty = sound.clone();
            faulty.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key);
            let is_missed =
                Questionnaire::parse(faulty.to_string().as_bytes()).is_err_and(|problems| problems.to_string().contains("is missing"));
            assert_eq!(!is_valid_file(&faulty), is_missed, "{pointer}/{key}");
            removed += 1;
        }
    });
    assert!(removed > 80, "{removed}");
}

#[test]
fn the_schema_and_the_reader_refuse_the_same_values() {
    let sound: Value = serde_json::from_str(sample::JSON).unwrap();
    let long = |length: usize| json!("x".repeat(length));
    let others = [
        json!(null),
        json!(3),
        json!(1.5),
        json!(-3),
        json!("X y"),
        json!("unknown"),
        json!([]),
        json!({}),
        json!(true),
        long(161),
        long(10_001),
    ];
    let mut tried = 0;
    pointers(&sound, "", &mut |pointer, _| {
        if pointer.ends_with("/formula") || pointer.ends_with("/when") {
            // A schema cannot know the grammar of formulas.
            return;
        }
        for other in &others {
            let mut changed = sound.clone();
            *changed.pointer_mut(pointer).unwrap() = other.clone();
            let is_refused = match Questionnaire::parse(changed.to_string().as_bytes()) {
                Ok(_) => false,
                // A schema cannot know which ids exist, only what is not an id at all, such as all of the texts above.
                Err(problems) => problems.to_string().lines().any(|problem| {
                    !problem.contains(": there is no") || ["`X y`", "`unknown`", "`xxx"].iter().any(|text| problem.contains(text))
                }),
            };
            assert_eq!(is_valid_file(&changed), !is_refused, "{pointer} = {other}");
            tried += 1;
        }
    });
    assert!(tried > 1000, "{tried}");
}
