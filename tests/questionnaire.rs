//! What the built-in questionnaire promises its readers, beyond being valid.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use weigh::questionnaire::worksheet::Range;
use weigh::questionnaire::{Id, Questionnaire, ShelfLife};
use weigh::session::{Change, Session};
use weigh::text;

const SOURCE: &str = include_str!("../questions.json");

/// The order of keys in `questions.json`: each object holds some of these, in this order.
#[rustfmt::skip]
const KEY_ORDER: [&str; 51] = [
    "schema", "id", "term", "version", "label", "section", "importance", "title", "as_of", "intro", "name", "short", "family", "is", "gain", "cost",
    "first_steps", "ethics", "revisit", "mixes", "says", "source", "url", "dated", "shelf_life", "ask", "why", "look_up", "families",
    "alternatives", "sections", "asks", "questions", "evidence", "glossary", "text", "fit", "because", "mitigation", "unless", "means", "effects",
    "rules_out", "separates", "choices", "closed-api", "closed-private", "open-hosted", "open-private", "open-self", "mix",
];

/// Every key of a worksheet, in the order of the file.
const WORKSHEET_KEY_ORDER: [&str; 19] = [
    "id", "question", "choice", "label", "title", "for", "says", "unit", "low", "high", "formula", "dated", "source", "url", "note",
    "when", "inputs", "rows", "suggests",
];

/// What a builder should weigh, by where the questionnaire says it: an id of a question or alternative, and its words.
const POINTS: [(&str, &str, &str); 26] = [
    ("weights can be had and changed", "glossary", "can be downloaded, run and changed"),
    ("weights can be passed on", "copies", "handing over a copy take different rights in the model"),
    ("the architecture itself can be changed", "custom", "change how it works inside"),
    ("collaboration", "open-hosted", "community variants"),
    ("community development", "values", "build on, improve and release the model itself"),
    ("customization for an industry", "custom", "language of a particular industry"),
    ("transparency: insides can be inspected", "inspect", "study its workings"),
    ("transparency has limits", "open-self", "Weights are not an explanation"),
    ("open weights take people", "staff", "who would run, secure and repair it"),
    ("open weights take time", "deadline", "seldom ready so soon"),
    ("open weights take money", "spend", "machines cost the same day and night"),
    ("closed is secured by its maker", "closed-api", "maker's security, filters, support and updates"),
    ("intellectual property is protected", "values", "Know-how that competitors cannot get"),
    ("sensitive data", "data", "most sensitive data"),
    ("reliability", "outage", "unavailable for an hour"),
    ("dedicated support", "promise", "a support line"),
    ("updates", "stability", "changed model may go live"),
    ("closed limits customization", "closed-api", "Little you can change"),
    ("closed can hide bias", "closed-api", "run your own bias and failure cases"),
    ("closed shows little", "closed-api", "no view inside"),
    ("customization or stability", "stability", "how long must the model keep behaving the same"),
    ("share insights and improvements", "open-hosted", "share what you learn with the community"),
    ("be open with the people concerned", "closed-api", "tell users what you found"),
    ("values and vision", "values", "it shows what an organization values"),
    ("both on purpose", "mix", "handles some requests and a closed one the rest"),
    ("the source is named and can be looked up", "evidence", "Open-Weight vs. Closed Models: Trade-Offs for Builders"),
];

#[test]
fn every_point_a_builder_should_weigh_is_put_to_the_team() {
    let questionnaire: Value = serde_json::from_str(SOURCE).expect("valid JSON");
    for (point, place, words) in POINTS {
        let text = match place {
            "glossary" | "evidence" => questionnaire[place].to_string(),
            id => ["questions", "alternatives"]
                .iter()
                .flat_map(|list| questionnaire[*list].as_array().expect("a list"))
                .find(|item| item["id"] == id)
                .unwrap_or_else(|| panic!("{point}: there is no {id}"))
                .to_string(),
        };
        assert!(text.contains(words), "{point}: {place} no longer says {words:?}");
    }
}

#[test]
fn the_file_is_written_as_the_program_would_write_it() {
    let mut questionnaire: Value = serde_json::from_str(SOURCE).expect("valid JSON");
    let pretty = serde_json::to_string_pretty(&questionnaire).expect("JSON can be written");
    assert!(SOURCE == format!("{pretty}\n"), "two spaces, one final newline");
    let fields = questionnaire.as_object_mut().expect("an object");
    assert_eq!(fields.keys().next_back().map(String::as_str), Some("worksheets"));
    let worksheets = fields.shift_remove("worksheets").expect("the last field");
    check_key_order(&worksheets, &WORKSHEET_KEY_ORDER);
    check_key_order(&questionnaire, &KEY_ORDER);
}

fn check_key_order(value: &Value, order: &[&str]) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_key_order(item, order)),
        Value::Object(entries) => {
            let places: Vec<_> = entries.keys().map(|key| order.iter().position(|known| known == key)).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "out of order: {:?}", entries.keys());
            entries.values().for_each(|value| check_key_order(value, order));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn a_question_and_its_choices_can_be_read_at_a_glance() {
    for question in Questionnaire::built_in().questions() {
        assert!(question.ask.chars().count() <= 160 && question.ask.ends_with('?'), "{}", question.ask);
        for sentence in [&question.why, &question.look_up] {
            let sentence = sentence.as_deref().expect("every question says why it matters and what to look up");
            assert!(sentence.chars().count() <= 160 && sentence.ends_with(['.', '?']), "{sentence}");
        }
        for choice in &question.choices {
            assert!(text::width(&choice.text) <= 70, "{}", choice.text);
            assert!(choice.means.is_some(), "{} says concretely what it means", choice.text);
        }
    }
}

#[test]
fn every_fact_that_ages_has_a_date_and_a_source() {
    let questionnaire = Questionnaire::built_in();
    let gathered = questionnaire.as_of().and_then(weigh::questionnaire::last_day).expect("the month the facts were gathered");
    for fact in questionnaire.evidence() {
        let dated = fact.dated_until().unwrap_or_else(|| panic!("{}: {} is no date", fact.id, fact.dated));
        assert!(dated <= gathered, "{} is from the future", fact.id);
        assert!(!fact.source.is_empty(), "{} has no source", fact.id);
        let ages = fact.shelf_life != ShelfLife::Durable;
        let first_of_month = gathered.first_of_month();
        assert!(!(ages && fact.is_stale(first_of_month)), "{} was stale when the facts were gathered", fact.id);
    }
}

#[test]
fn every_number_of_a_worksheet_has_a_source_and_what_ages_a_date() {
    let questionnaire = Questionnaire::built_in();
    let gathered = questionnaire.as_of().and_then(weigh::questionnaire::last_day).expect("the month the facts were gathered");
    for input in questionnaire.worksheets().iter().flat_map(|worksheet| &worksheet.inputs) {
        let source = input.source.as_deref().unwrap_or_default();
        assert!(!source.is_empty(), "{} has no source", input.id);
        assert!(input.dated.is_some() || source.starts_with("An assumption") || input.id == "gpus", "{} has no date", input.id);
        assert!(!input.is_stale(gathered.first_of_month()), "{} was stale when the facts were gathered", input.id);
    }
}

#[test]
fn the_wording_is_american_except_in_the_titles_of_sources() {
    let british = ["licence", "organis", "customis", "catalogue", "centre", "programme", "defence", "judgement", "colour", "behaviour"];
    let lines = SOURCE.lines().map(str::trim_start);
    for line in lines.filter(|line| !["\"source\":", "\"url\":", "\"id\":", "\"licence\""].iter().any(|key| line.starts_with(key))) {
        assert!(!british.iter().any(|word| line.to_lowercase().contains(word)), "{line}");
    }
}

#[test]
fn every_word_of_the_glossary_is_used() {
    let (questionnaire, text) = (Questionnaire::built_in(), SOURCE.to_lowercase());
    for term in questionnaire.glossary() {
        let uses = text.matches(term.term.to_lowercase().as_str()).count();
        assert!(uses > 1, "{} is explained but never used", term.term);
    }
}

/// Works the built-in worksheet out with these numbers; returns the least of a row.
fn worked_out(numbers: &[(&str, f64)]) -> impl Fn(&str) -> f64 + use<> {
    let mut session = Session::new(Arc::new(Questionnaire::built_in()), Timestamp::UNIX_EPOCH);
    let worksheet = Id::new("pay-or-own").expect("an id");
    for (input, number) in numbers {
        let change = Change::Figure { worksheet: worksheet.clone(), input: (*input).to_owned(), to: Range::new(*number, *number) };
        session.apply(change, Timestamp::UNIX_EPOCH).expect("an input of the worksheet");
    }
    let questionnaire = session.shared_questionnaire();
    let results = session.results(questionnaire.worksheet(&worksheet).expect("the worksheet"));
    let rows: Vec<(String, Option<f64>)> =
        results.rows.iter().map(|(row, found)| (row.id.clone(), found.range.map(Range::low).filter(|_| !found.never))).collect();
    move |id| rows.iter().find(|(row, _)| row == id).and_then(|(_, number)| *number).unwrap_or(f64::NAN)
}

fn assert_near(found: f64, published: f64, digits: f64) {
    assert!((found - published).abs() <= published * digits, "{found} instead of {published}");
}

/// No cache, no batch, one GPU, nobody: what the calculators below leave out.
const PLAIN: [(&str, f64); 7] =
    [("cached", 0.0), ("batch", 0.0), ("gpus", 1.0), ("people", 0.0), ("factor", 1.0), ("peak", 1.0), ("busy", 100.0)];

/// <https://rahulkashyap.dev/learn/llm-serving-economics/04-api-vs-self-hosting-break-even>: 2 million requests of 1,200 and
/// 400 tokens at 3 and 15 USD a million cost 19,200 USD a month.
#[test]
fn a_published_bill_of_pay_per_use_comes_out_as_published() {
    let prices = [("requests", 2e6), ("tokens_in", 1200.0), ("tokens_out", 400.0), ("closed_in", 3.0), ("closed_out", 15.0)];
    let found = worked_out(&[&PLAIN[..], &prices].concat());
    assert_near(found("closed_month"), 19_200.0, 1e-9);
}

/// <https://induwara.lk/tools/ai-self-hosting-cost-calculator>, 9 June 2026: 120 and 40 million tokens a month at 0.25 and
/// 2 USD cost 110.00 USD; one GPU at 1.19 USD an hour and 130.23 USD of overhead cost 998.46 (with a month of 729.6 hours);
/// break-even at 1.45 billion tokens; 2,500 tokens a second can serve 6.57 billion.
#[test]
fn a_published_break_even_and_its_capacity_come_out_as_published() {
    let prices = [("requests", 1e6), ("tokens_in", 120.0), ("tokens_out", 40.0), ("closed_in", 0.25), ("closed_out", 2.0)];
    let machines = [("gpu_hour", 1.19), ("measured", 2500.0), ("people", 1.0), ("salary", 12.0 * 130.23)];
    let found = worked_out(&[&PLAIN[..], &prices, &machines].concat());
    assert_near(found("closed_month"), 110.0, 1e-9);
    assert_near(found("own_month"), 998.46, 1e-3);
    assert_near(found("even_closed") * 160.0, 1.45e9, 5e-3);
    assert_near(found("capacity") * 160.0, 6.57e9, 1e-9);
}

/// <https://dreaming.press/posts/self-hosting-llm-inference-vs-api-cost.html>: at 2.50 USD an hour and 700 tokens a second, a
/// million tokens cost 0.99 USD; with the GPU busy a tenth of the time the hour costs the same for a tenth of the tokens.
#[test]
fn a_published_price_of_own_tokens_comes_out_as_published_and_idle_hours_cost_as_much() {
    let machines = [("requests", 1.0), ("tokens_in", 1e6 - 1.0), ("tokens_out", 1.0), ("gpu_hour", 2.5), ("measured", 700.0)];
    let a_million = |busy: f64| {
        let found = worked_out(&[&PLAIN[..], &machines, &[("busy", busy)]].concat());
        found("own_month") / found("capacity")
    };
    assert_near(a_million(100.0), 0.99, 5e-3);
    assert_near(a_million(10.0), 9.9, 5e-3);
}

/// What such meetings argue about: two GPUs and a quarter of an engineer break even at 2 to 3 billion tokens a month
/// against one model, at some 50 billion against another, while they can serve 12.
#[test]
fn the_built_in_numbers_break_even_against_one_model_and_never_against_another() {
    let found = worked_out(&[("requests", 1e6), ("factor", 1.0), ("peak", 1.0), ("people", 0.25), ("open_cached", 0.14)]);
    let tokens = 2500.0;
    assert!((2e9..3e9).contains(&(found("even_closed") * tokens)), "{}", found("even_closed") * tokens);
    assert_near(found("own_month") / found("open_month") * 1e6 * tokens, 45e9, 0.1);
    assert_near(found("capacity") * tokens, 12e9, 0.05);
    assert!(found("even_open").is_nan(), "more than these GPUs can serve");
}
