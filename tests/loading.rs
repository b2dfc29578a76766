//! Reading files: what is accepted, what is refused, and in which words.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;
use weigh::problem::Problems;
use weigh::questionnaire::Questionnaire;
use weigh::session::Session;
use weigh::session::ballot::Ballot;
use weigh::text::is_hidden;

#[path = "loading/refused.rs"]
mod refused;

const QUESTIONNAIRE: &str = include_str!("../src/questionnaire/sample.json");
const BALLOT: &str = include_str!("loading/ballot.json");
const BUILT_IN: &[u8] = include_bytes!("../questions.json");

/// Returns a session that uses every field, as the program writes it.
fn sample_session() -> String {
    let embedded = QUESTIONNAIRE.trim_end().replace('\n', "\n  ");
    include_str!("loading/session.json").replace("\"questionnaire\": {}", &format!("\"questionnaire\": {embedded}"))
}

fn questionnaire(bytes: &[u8]) -> Result<(), Problems> {
    Questionnaire::parse(bytes).map(drop)
}

fn session(bytes: &[u8]) -> Result<(), Problems> {
    Session::parse(bytes).map(drop)
}

fn ballot(bytes: &[u8]) -> Result<(), Problems> {
    Ballot::parse(bytes).map(drop)
}

/// Returns the words in which a file is refused, after checking that they hold nothing a terminal must not see.
fn refusal(read: fn(&[u8]) -> Result<(), Problems>, bytes: &[u8]) -> String {
    let words = read(bytes).expect_err("the file is unsound").to_string();
    assert!(!words.contains(|character| character != '\n' && is_hidden(character)), "{words:?}");
    words
}

/// Returns a problem without its line and column.
fn behind_the_place(problem: &str) -> &str {
    problem.split_once(": ").map_or(problem, |(_, rest)| rest)
}

/// Puts each fault into a sound file, and compares the words.
fn check_refusals(read: fn(&[u8]) -> Result<(), Problems>, sound: &str, faults: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (from, to, expected) in faults {
        assert!(sound.contains(from), "the sample has no {from}");
        let words = refusal(read, sound.replacen(from, to, 1).as_bytes());
        if words != *expected {
            let _ = write!(wrong, "\n{from} -> {to}\n     now: {words}\nexpected: {expected}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn faults_of_a_questionnaire_are_told_with_place_and_remedy() {
    check_refusals(questionnaire, QUESTIONNAIRE, refused::QUESTIONNAIRE);
}

#[test]
fn faults_of_a_session_are_told_with_place_and_remedy() {
    check_refusals(session, &sample_session(), refused::SESSION);
}

#[test]
fn faults_of_a_ballot_are_told_with_place_and_remedy() {
    check_refusals(ballot, BALLOT, refused::BALLOT);
}

#[test]
fn the_built_in_questionnaire_is_sound() {
    let questionnaire = Questionnaire::built_in();
    assert_eq!(questionnaire.questions().len(), 20);
    assert_eq!(questionnaire.alternatives().len(), 6);
    assert_eq!(questionnaire.evidence().len(), 46);
}

#[test]
fn what_uses_every_field_comes_back_byte_for_byte() {
    let written = sample_session();
    assert_eq!(Session::parse(written.as_bytes()).expect("the sample is sound").to_json(), written);
    assert_eq!(Ballot::parse(BALLOT.as_bytes()).expect("the sample is sound").to_json(), BALLOT);
}

#[test]
fn what_a_file_says_for_editors_is_kept_and_must_be_text() {
    let with = |text: &str, value: &str| text.replacen('{', &format!("{{\n  \"$schema\": {value},"), 1);
    let written = with(&sample_session(), "\"https://example.com/session.json\"");
    assert_eq!(Session::parse(written.as_bytes()).expect("one more field").to_json(), written);
    let filled = with(BALLOT, "\"ballot.schema.json\"");
    assert_eq!(Ballot::parse(filled.as_bytes()).expect("one more field").to_json(), filled);
    for (read, text) in [(session as fn(&[u8]) -> _, sample_session()), (ballot, BALLOT.to_owned())] {
        assert_eq!(refusal(read, with(&text, "3").as_bytes()), "line 2, column 14: $schema: found `3`, expected text");
    }
    let wrong = QUESTIONNAIRE.replacen("\"questions.schema.json\"", "3", 1);
    assert_eq!(refusal(questionnaire, wrong.as_bytes()), "line 2, column 14: $schema: found `3`, expected text");
}

#[test]
fn a_new_session_comes_back_as_it_was_written() {
    let session = Session::new(Arc::new(Questionnaire::built_in()), "2026-11-23T10:00:00Z".parse().expect("a time"));
    let json = session.to_json();
    let back = Session::parse(json.as_bytes()).expect("what we write can be read");
    assert_eq!(back, session);
    assert_eq!(back.to_json(), json);
    assert_eq!(back.questionnaire().sha256(), session.questionnaire().sha256());
    assert_eq!(back.questionnaire().question_hashes(), session.questionnaire().question_hashes());
}

#[test]
fn an_embedded_questionnaire_is_laid_out_like_the_rest() {
    let minified: String = QUESTIONNAIRE.lines().map(str::trim).collect();
    let tabbed = QUESTIONNAIRE.replace("  ", "\t").replace('\n', "\r\n");
    let written = [QUESTIONNAIRE, &minified, &tabbed].map(|source| {
        let questionnaire = Questionnaire::parse(source.as_bytes()).expect("laid out in another way");
        Session::new(Arc::new(questionnaire), "2026-11-23T10:00:00Z".parse().expect("a time")).to_json()
    });
    assert_eq!(written[0], written[1]);
    assert_eq!(written[0], written[2]);
    assert!(written[0].contains("\n    \"alternatives\": [\n      {\n        \"id\": \"canteen\",\n"));
}

#[test]
fn an_embedded_questionnaire_stays_as_it_was_read() {
    let odd = sample_session().replace("\"title\": \"Where do we eat?\"", "\"title\":\t\"Where \\u0064o we eat?\"");
    let session = Session::parse(odd.as_bytes()).expect("only laid out oddly");
    assert_eq!(session.questionnaire().title(), "Where do we eat?");
    assert_eq!(session.to_json(), odd);
}

#[test]
fn v31_byte_order_mark_crlf_and_a_missing_last_line_end_are_accepted() {
    for (read, text) in [(questionnaire as fn(&[u8]) -> _, QUESTIONNAIRE), (session, &sample_session()), (ballot, BALLOT)] {
        assert_eq!(read(format!("\u{FEFF}{text}").as_bytes()), Ok(()));
        assert_eq!(read(text.replace('\n', "\r\n").as_bytes()), Ok(()));
        assert_eq!(read(text.trim_end().as_bytes()), Ok(()));
    }
    let fault = QUESTIONNAIRE.replace("\"ask\": \"Who", "\"axe\": \"Who").replace('\n', "\r\n");
    assert!(refusal(questionnaire, format!("\u{FEFF}{fault}").as_bytes()).starts_with("line 42, column 7: questions[1].axe: "));
}

#[test]
fn p19_v25_an_empty_file_is_called_empty() {
    for read in [questionnaire as fn(&[u8]) -> _, session, ballot] {
        assert_eq!(refusal(read, b""), "line 1, column 1: the file is empty, expected an object");
        assert_eq!(refusal(read, b" \n\n "), "line 3, column 2: the file is empty, expected an object");
    }
}

#[test]
fn p19_v32_other_encodings_are_called_not_utf_8() {
    let utf_16 = |encode: fn(u16) -> [u8; 2]| QUESTIONNAIRE.encode_utf16().flat_map(encode).collect::<Vec<u8>>();
    let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
    let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
    for bytes in [little, big, marked] {
        let words = "line 1, column 1: not UTF-8: this looks like UTF-16; save the file as UTF-8";
        assert_eq!(refusal(questionnaire, &bytes), words);
    }
    let mut latin_1 = QUESTIONNAIRE.replace("It is next door.", "# la porte").into_bytes();
    let place = latin_1.iter().position(|byte| *byte == b'#').expect("just put there");
    latin_1[place] = 0xE0;
    assert_eq!(refusal(questionnaire, &latin_1), "line 33, column 59: not UTF-8: found the byte 0xE0; save the file as UTF-8");
}

#[test]
fn p19_v26_a_file_cut_anywhere_is_refused_with_its_last_place() {
    for end in 0..QUESTIONNAIRE.trim_end().len() {
        let words = refusal(questionnaire, &QUESTIONNAIRE.as_bytes()[..end]);
        assert!(words.starts_with("line "), "cut at {end}: {words}");
    }
    for end in (0..BUILT_IN.len() - 1).step_by(331) {
        let words = refusal(questionnaire, &BUILT_IN[..end]);
        assert!(words.starts_with("line "), "cut at {end}: {words}");
    }
    let session_file = sample_session();
    for end in (0..session_file.trim_end().len()).step_by(11) {
        assert!(refusal(session, &session_file.as_bytes()[..end]).starts_with("line "), "cut at {end}");
    }
}

#[test]
fn p18_v33_deep_nesting_is_refused_wherever_it_stands() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(
        refusal(questionnaire, deep.as_bytes()),
        "line 1, column 1: found a list, expected an object\nline 1, column 128: nested too deeply, expected fewer than 128 levels"
    );
    let places = ["\"title\": ", "\"unheard\": ", "\"sections\": ", "\"schema\": "];
    for place in places {
        let words = refusal(questionnaire, format!("{{{place}{deep}").as_bytes());
        assert!(words.starts_with("line 1, column "), "{words}");
    }
    let newer = QUESTIONNAIRE.replacen("\"schema\": 1", &format!("\"schema\": 2, \"new\": {deep}{}", "]".repeat(1_000_000)), 1);
    assert!(refusal(questionnaire, newer.as_bytes()).ends_with("nested too deeply, expected fewer than 128 levels"));
}

#[test]
fn what_people_write_in_place_of_json_is_recognized() {
    let yaml = "this looks like YAML, expected JSON: convert it, for example with yq -o json FILE";
    let markdown = "this is JSON inside Markdown: keep only what stands between the lines with ```";
    let no_json = "this is no JSON, expected an object: it begins with {";
    let nbsp = "an invisible character (U+00A0) that JSON does not know: put a space in its place";
    let files = [
        ("schema: 1\nid: lunch\n", yaml),
        ("# ours\nschema: 1\n", yaml),
        ("---\nschema: 1\n", yaml),
        ("- id: a\n", yaml),
        ("Here is the file:\n```json\n{}\n```\n", markdown),
        ("schema = 1\n", "this looks like TOML, expected JSON: convert it"),
        ("id,ask,choices\n", no_json),
        ("{\n\u{a0} \"schema\": 1}", nbsp),
        ("/* ours */ {}", "JSON has no comments: remove this one"),
        ("{\n  # ours\n}", "JSON has no comments: remove this one"),
    ];
    for (file, words) in files {
        assert!(refusal(questionnaire, file.as_bytes()).ends_with(words), "{file:?}: {}", refusal(questionnaire, file.as_bytes()));
    }
}

#[test]
fn what_is_wrong_with_a_newer_file_may_only_be_new() {
    let newer = QUESTIONNAIRE.replacen("\"schema\": 1", "\"schema\": 99", 1).replacen("\"fit\": 2", "\"fit\": 9", 1);
    let words = refusal(questionnaire, newer.as_bytes());
    let lines: Vec<&str> = words.lines().collect();
    assert_eq!(lines.len(), 2, "{words}");
    assert!(lines[0].ends_with("schema: found 99: made by a newer weigh, this one knows 1; get a newer one"), "{words}");
}

#[test]
fn a_new_field_in_a_newer_file_does_not_stand_for_one_that_is_missing() {
    let newer = QUESTIONNAIRE.replacen("\"schema\": 1", "\"schema\": 99, \"author\": \"Ana\"", 1);
    assert!(questionnaire(newer.as_bytes()).is_ok());
    let words = refusal(questionnaire, newer.replacen("\"version\": \"1.0\",", "", 1).as_bytes());
    assert!(words.contains("the field `version` is missing") && words.contains("made by a newer weigh"), "{words}");
}

#[test]
fn one_fault_that_leaves_many_names_without_a_meaning_is_told_once() {
    let (before, rest) = QUESTIONNAIRE.split_once("\"alternatives\": [").expect("the sample has alternatives");
    let (_, after) = rest.split_once("\n  ],").expect("they end");
    let none = format!("{before}\"alternatives\": [],{after}");
    let words = refusal(questionnaire, none.as_bytes());
    assert_eq!(words.lines().count(), 1, "{words}");
    assert!(words.contains("alternatives: found 0, expected 2 to 8; so these are missing, which are used "), "{words}");
    assert!(["canteen", "bistro"].iter().all(|name| words.contains(&format!("alternative `{name}`"))), "{words}");
}

#[test]
fn p19_v30_counts_are_held_to_their_limits() {
    let questionnaire_with = |alternatives: usize, questions: usize, choices: usize| {
        let alternatives: Vec<String> = (0..alternatives).map(|n| format!(r#"{{"id": "a{n}", "name": "A"}}"#)).collect();
        let choices: Vec<String> = (0..choices).map(|n| format!(r#"{{"id": "c{n}", "text": "C"}}"#)).collect();
        let choices = choices.join(",");
        let questions: Vec<String> = (0..questions).map(|n| format!(r#"{{"id": "q{n}", "ask": "Q", "choices": [{choices}]}}"#)).collect();
        let (alternatives, questions) = (alternatives.join(","), questions.join(","));
        let file = format!(
            r#"{{"schema": 1, "id": "x", "version": "1", "title": "T", "alternatives": [{alternatives}], "questions": [{questions}]}}"#
        );
        questionnaire(file.as_bytes()).map_err(|problems| problems.to_string())
    };
    for (alternatives, questions, choices) in [(2, 1, 2), (8, 500, 9)] {
        assert_eq!(questionnaire_with(alternatives, questions, choices), Ok(()));
    }
    let refused = |counts: (usize, usize, usize)| {
        behind_the_place(&questionnaire_with(counts.0, counts.1, counts.2).expect_err("beyond a limit")).to_owned()
    };
    assert_eq!(refused((1, 1, 2)), "alternatives: found 1, expected 2 to 8");
    assert_eq!(refused((9, 1, 2)), "alternatives: found 9, expected 2 to 8");
    assert_eq!(refused((2, 0, 2)), "questions: found 0, expected 1 to 500");
    assert_eq!(refused((2, 501, 2)), "questions: found 501, expected 1 to 500");
    assert_eq!(refused((2, 1, 1)), "questions[0].choices: found 1, expected 2 to 9");
    assert_eq!(refused((2, 1, 10)), "questions[0].choices: found 10, expected 2 to 9");
}

#[test]
fn texts_are_held_to_their_limits_in_characters() {
    let limits = [
        ("Where do we eat?", 200, "title"),
        ("Needs", 200, "sections[0].title"),
        ("Who pays?", 160, "questions[1].ask"),
        ("Far is slow.", 10_000, "questions[0].why"),
    ];
    for (text, most, path) in limits {
        let with = |length: usize| QUESTIONNAIRE.replacen(text, &"é".repeat(length), 1);
        assert_eq!(questionnaire(with(most).as_bytes()), Ok(()));
        let words = format!("{path}: found {} characters, expected at most {most}", most + 1);
        assert_eq!(behind_the_place(&refusal(questionnaire, with(most + 1).as_bytes())), words);
    }
    let limits = [("Lunch on Friday", 200, "title"), ("Said \\\"Eve\\\".\\nTwice.", 10_000, "answers.time.note")];
    for (text, most, path) in limits {
        let with = |length: usize| sample_session().replacen(text, &"é".repeat(length), 1);
        assert_eq!(session(with(most).as_bytes()), Ok(()));
        let words = format!("{path}: found {} characters, expected at most {most}", most + 1);
        assert_eq!(behind_the_place(&refusal(session, with(most + 1).as_bytes())), words);
    }
}

#[test]
fn p19_all_problems_of_meaning_are_told_together() {
    let faulty = QUESTIONNAIRE
        .replacen("\"fit\": 2", "\"fit\": 7", 1)
        .replacen("\"section\": \"needs\"", "\"section\": \"none\"", 1)
        .replacen("\"id\": \"money\"", "\"id\": \"Money\"", 1);
    let words = refusal(questionnaire, faulty.as_bytes());
    let expected = [
        "line 22, column 18: questions[0].section: there is no section `none`, expected one of `needs`",
        "line 33, column 44: questions[0].choices[0].effects.canteen.fit: found 7, expected a whole number from -2 to 2",
        "line 41, column 13: questions[1].id: found `Money`, expected an id: 1 to 40 of the characters a-z, 0-9 and -",
    ];
    assert_eq!(words.lines().collect::<std::collections::BTreeSet<_>>(), expected.into());
}

#[test]
fn the_problems_of_a_hopeless_file_are_counted_rather_than_listed() {
    let unknown = vec!["\"X\""; 50_000].join(",");
    let faulty = QUESTIONNAIRE.replacen("\"walk\"]", &format!("{unknown}]"), 1);
    let words = refusal(questionnaire, faulty.as_bytes());
    assert_eq!(words.lines().count(), 1001);
    assert!(words.ends_with(" more problems like these"), "{}", words.lines().last().unwrap_or_default());
}

#[test]
fn a_file_of_another_kind_is_called_by_its_name() {
    assert_eq!(
        refusal(questionnaire, BALLOT.as_bytes()),
        "line 2, column 11: kind: found `weigh-ballot`, expected a questionnaire, which has no `kind`"
    );
    assert_eq!(refusal(session, BALLOT.as_bytes()), "line 2, column 11: kind: found `weigh-ballot`, expected `weigh-session`");
    assert_eq!(
        refusal(session, QUESTIONNAIRE.as_bytes()),
        "line 1, column 1: kind: missing, expected `weigh-session`: this may be a questionnaire"
    );
    assert_eq!(refusal(ballot, sample_session().as_bytes()), "line 2, column 11: kind: found `weigh-session`, expected `weigh-ballot`");
}

#[test]
fn a_file_of_a_later_version_is_read_without_what_is_new_in_it() {
    let newer = |text: &str| {
        text.replacen("\"schema\": 1", "\"schema\": 2, \"mood\": {\"deep\": [1e5, null]}", 1).replacen(
            "\"id\": ",
            "\"new\": [], \"id\": ",
            1,
        )
    };
    let read = Questionnaire::parse(newer(QUESTIONNAIRE).as_bytes()).expect("new fields do not matter");
    assert!(read.is_from_newer_version());
    assert_eq!(read, Questionnaire::parse(QUESTIONNAIRE.as_bytes()).expect("sound"));
    let file = sample_session().replacen("\"answer\": ", "\"sure\": 3, \"answer\": ", 1);
    let read = Session::parse(newer(&file).as_bytes()).expect_err("the questionnaire is of this version");
    assert!(read.to_string().contains("questionnaire.new: unknown field"), "{read}");
    let read = Session::parse(file.replacen("\"schema\": 1", "\"schema\": 2", 1).as_bytes()).expect("new fields do not matter");
    assert!(read.is_from_newer_version());
    assert_eq!(read.to_json(), sample_session());
    let read = Ballot::parse(newer(BALLOT).as_bytes()).expect("new fields do not matter");
    assert!(read.is_from_newer_version());
    for (text, is_newer) in [(QUESTIONNAIRE.to_owned(), false), (QUESTIONNAIRE.replacen("\"schema\": 1", "\"schema\": 9", 1), true)] {
        assert_eq!(Questionnaire::parse(text.as_bytes()).expect("sound").is_from_newer_version(), is_newer);
    }
}

#[test]
fn a_file_of_a_later_version_that_makes_no_sense_is_refused() {
    let newer = QUESTIONNAIRE.replacen("\"schema\": 1", "\"schema\": 2", 1).replacen("\"fit\": 2", "\"fit\": 3", 1);
    assert!(refusal(questionnaire, newer.as_bytes()).ends_with("fit: found 3, expected a whole number from -2 to 2"));
}

#[test]
fn p24_a_text_of_megabytes_is_all_that_is_told_of_a_file() {
    let session = weigh::demo::session().to_json();
    let long = "\\n".repeat(1_000_000);
    let said = |file: &str| Session::parse(file.as_bytes()).expect_err("it is too long").to_string();
    let of = |place: &str| format!("{place}: this text takes 2000000 bytes, even a note has at most 10000 characters");
    let title = session.replacen("\"title\": \"", &format!("\"title\": \"{long}"), 1);
    assert!(said(&title).starts_with("line 4, column 12: title: this text takes 20000"), "{}", said(&title));
    let unknown_value = session.replacen("\"created\"", &format!("\"zeal\": [0, \"{long}\"], \"zest\": 1, \"created\""), 1);
    assert!(said(&unknown_value).ends_with(&of("zeal[1]")), "{}", said(&unknown_value));
    let unknown_field = session.replacen("\"created\"", &format!("\"{long}\": 1, \"created\""), 1);
    let told = said(&unknown_field);
    assert!(told.len() < 300 && told.ends_with("this text takes 2000000 bytes, even a note has at most 10000 characters"), "{told}");
    let newer = unknown_value.replacen("\"schema\": 1,", "\"schema\": 2,", 1);
    assert!(Session::parse(newer.as_bytes()).is_ok(), "what a newer file may hold is not known");
}

#[test]
fn p15_everything_hidden_in_a_file_is_replaced_when_it_is_read() {
    let hidden = "\\u001b]0;x\\u0007\\u009b31m\u{202e}\u{200b}\\u0000";
    let dirty =
        QUESTIONNAIRE.replace("\"Who pays?\"", &format!("\"Who{hidden} pays?\"")).replace("Far is slow.", &format!("Far\\n\\t{hidden}"));
    let read = Questionnaire::parse(dirty.as_bytes()).expect("hidden characters are no fault");
    let [time, money] = read.questions() else { panic!("two questions") };
    assert_eq!(money.ask, "Who\u{FFFD}]0;x\u{FFFD}\u{FFFD}31m\u{FFFD}\u{FFFD}\u{FFFD} pays?");
    assert_eq!(time.why.as_deref(), Some("Far\n    \u{FFFD}]0;x\u{FFFD}\u{FFFD}31m\u{FFFD}\u{FFFD}\u{FFFD}"));
    let dirty = sample_session().replace("Lunch on Friday", &format!("Lunch{hidden}")).replace("\"Ana\"", "\"A\\u001bna\"");
    let read = Session::parse(dirty.as_bytes()).expect("hidden characters are no fault");
    assert_eq!(read.title(), "Lunch\u{FFFD}]0;x\u{FFFD}\u{FFFD}31m\u{FFFD}\u{FFFD}\u{FFFD}");
    assert_eq!(read.confidence().keys().collect::<Vec<_>>(), ["A\u{FFFD}na", "Bo"]);
    assert_eq!(Session::parse(read.to_json().as_bytes()).expect("cleaned"), read);
}

#[test]
fn names_that_differ_only_in_hidden_characters_are_one_name() {
    let twice = sample_session().replacen("\"Ana\": 4", "\"A\\u001bna\": 4, \"A\\u001cna\": 3", 1).replace("\"Ana\"", "\"A\\u001bna\"");
    let words = "line 72, column 34: confidence.A\u{FFFD}na: this name stands here twice, differing only in hidden characters";
    assert_eq!(refusal(session, twice.as_bytes()), words);
}

#[test]
fn what_says_nothing_is_left_out() {
    let empty = sample_session()
        .replacen("\"money\": {\n      \"answer\": \"not_applicable\",\n      \"reason\": \"It is free.\"\n    }", "\"money\": {}", 1)
        .replacen("\"Ana\": \"Not again.\"", "\"Ana\": \"\"", 1)
        .replacen("\"home\": \"Eve drives.\"", "", 1);
    let written = Session::parse(empty.as_bytes()).expect("empty parts are no fault").to_json();
    assert!(!written.contains("member_notes") && !written.contains("waivers"));
    assert!(written.contains("\"assumption\": true\n    }\n  },\n  \"votes\""), "{written}");
}

/// Replaces, drops or doubles bytes of a sound file.
fn mutilated(sound: String) -> impl Strategy<Value = Vec<u8>> {
    let sound = sound.into_bytes();
    let faults = proptest::collection::vec((0..sound.len(), 0..4_u8, any::<u8>()), 1..6);
    faults.prop_map(move |faults| {
        let mut bytes = sound.clone();
        for (place, what, byte) in faults {
            let place = place.min(bytes.len() - 1);
            match what {
                0 => bytes.iter_mut().skip(place).take(1).for_each(|old| *old = byte),
                1 => bytes.insert(place, b"{}[]\",:-0".iter().copied().cycle().nth(byte.into()).unwrap_or(byte)),
                2 => drop(bytes.remove(place)),
                _ => bytes.extend_from_within(place..(place + usize::from(byte)).min(bytes.len())),
            }
        }
        bytes
    })
}

fn reads_or_says_why(read: fn(&[u8]) -> Result<(), Problems>, bytes: &[u8]) -> Result<(), TestCaseError> {
    let Err(problems) = read(bytes) else { return Ok(()) };
    prop_assert!(!problems.0.is_empty());
    for problem in &problems.0 {
        prop_assert!(problem.at.is_some() || !problem.path.is_empty(), "{problem}");
        prop_assert!(problem.at.is_none_or(|(line, column)| line > 0 && column > 0));
        prop_assert!(!problem.to_string().contains(is_hidden), "{problem}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused_with_a_place(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for read in [questionnaire as fn(&[u8]) -> _, session, ballot] {
            reads_or_says_why(read, &bytes)?;
        }
    }

    #[test]
    fn any_fault_in_a_questionnaire_is_told_with_a_place(bytes in mutilated(QUESTIONNAIRE.to_owned())) {
        reads_or_says_why(questionnaire, &bytes)?;
    }

    #[test]
    fn any_fault_in_a_session_is_told_with_a_place(bytes in mutilated(sample_session())) {
        reads_or_says_why(session, &bytes)?;
        if let Ok(read) = Session::parse(&bytes)
            && !read.is_from_newer_version()
        {
            prop_assert_eq!(Session::parse(read.to_json().as_bytes()).expect("what we write can be read"), read);
        }
    }

    #[test]
    fn any_fault_in_a_ballot_is_told_with_a_place(bytes in mutilated(BALLOT.to_owned())) {
        reads_or_says_why(ballot, &bytes)?;
        if let Ok(read) = Ballot::parse(&bytes)
            && !read.is_from_newer_version()
        {
            prop_assert_eq!(Ballot::parse(read.to_json().as_bytes()).expect("what we write can be read"), read);
        }
    }
}

/// Runs the program and returns its exit code and what it printed.
fn weigh(arguments: &[&str]) -> (Option<i32>, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_weigh")).args(arguments).output().expect("the program runs");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).expect("all output is UTF-8"))
}

#[test]
fn check_tells_findings_apart_from_faults_by_its_exit_code() {
    assert_eq!(weigh(&["check", "--lint", "questions.json"]), (Some(0), "questions.json: a questionnaire, no problems\n".into()));
    let (code, printed) = weigh(&["check", "--lint", "src/questionnaire/sample.json"]);
    assert_eq!(code, Some(1));
    assert!(printed.contains("src/questionnaire/sample.json: line 40, column 5: questions[1].why: missing\n"), "{printed}");
    assert_eq!(weigh(&["check", "src/questionnaire/sample.json"]).0, Some(0));
}

#[test]
fn p15_v36_an_error_message_holds_no_escape() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bad.json");
    std::fs::write(&path, QUESTIONNAIRE.replacen("\"ask\"", "\"a\\u001b[31m\\u009bsk\"", 1)).expect("a file");
    let (code, printed) = weigh(&["check", path.to_str().expect("a plain path")]);
    assert_eq!(code, Some(3));
    assert!(printed.contains("line 24, column 7: questions[0].a\u{FFFD}[31m\u{FFFD}sk: unknown field"), "{printed:?}");
    assert!(!printed.contains(|character| character != '\n' && is_hidden(character)), "{printed:?}");
}
