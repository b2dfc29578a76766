//! Eleven decisions as teams take them, and what the record of each must tell somebody who was not in the meeting.

use weigh::questionnaire::Questionnaire;
use weigh::report::{Format, render};
use weigh::scoring::{VerdictKind, assess};
use weigh::session::Session;

/// The headings of MADR 4.0 and ours, in the order in which a record has them.
const HEADINGS: [&str; 12] = [
    "## Context and Problem Statement",
    "## Decision Drivers",
    "## Considered Options",
    "## Decision Outcome",
    "### Consequences",
    "### Confirmation",
    "## Dissent",
    "## What would change this",
    "## What we did not know",
    "## More Information",
    "### What there was to choose from",
    "### Facts cited",
];

/// Every session with what it must come to.
const SESSIONS: [(&str, VerdictKind); 11] = [
    ("clear", VerdictKind::Clear),
    ("lean", VerdictKind::Lean),
    ("too-close", VerdictKind::TooClose),
    ("none-left", VerdictKind::NoneLeft),
    ("only-one", VerdictKind::OnlyOne),
    ("not-enough", VerdictKind::NotEnough),
    ("mix", VerdictKind::Clear),
    ("dissent", VerdictKind::Clear),
    ("otherwise", VerdictKind::Clear),
    ("waiver", VerdictKind::Lean),
    (BILLING, VerdictKind::Clear),
];

/// The second example, on a questionnaire of its own.
const BILLING: &str = "billing";

/// Reads what a team said, and puts the built-in questionnaire in if it has none of its own.
fn session(name: &str) -> Session {
    if name == BILLING {
        let path = format!("{}/examples/billing.weigh.json", env!("CARGO_MANIFEST_DIR"));
        return Session::parse(&std::fs::read(path).expect("the example is there")).expect("a sound session");
    }
    let path = format!("{}/tests/records/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let said = std::fs::read_to_string(&path).expect("a session beside this test");
    let (said, _) = said.rsplit_once('}').expect("a JSON object ends with a brace");
    let file = format!("{said}, \"questionnaire\": {}}}", Questionnaire::built_in().source());
    Session::parse(file.as_bytes()).expect("a sound session")
}

fn markdown(name: &str) -> String {
    render(&session(name), Format::Markdown)
}

fn section<'a>(record: &'a str, heading: &str) -> &'a str {
    let (_, rest) = record.split_once(&format!("{heading}\n")).expect("the heading is there");
    rest.split("\n## ").next().unwrap_or(rest)
}

#[test]
fn each_session_comes_to_the_verdict_it_stands_for() {
    for (name, kind) in SESSIONS {
        assert_eq!(assess(&session(name)).verdict.kind, kind, "{name}");
    }
}

#[test]
fn every_record_has_the_headings_in_their_order() {
    for (name, _) in SESSIONS {
        let record = markdown(name);
        let places: Vec<Option<usize>> = HEADINGS.iter().map(|heading| record.find(&format!("\n{heading}\n"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{name}: {places:?}");
    }
}

#[test]
fn the_first_screenful_carries_the_decision() {
    let lines: Vec<String> = markdown("clear").lines().take(6).map(str::to_owned).collect();
    assert_eq!(lines[0], "# Summaries of land-register files: we chose \"Closed model inside your own boundary\"");
    assert_eq!(lines[2], "* **Status:** accepted · **Date:** 2026-11-18 · **Revisit:** 2027-05-18");
    assert_eq!(
        lines[3],
        "* **Decided by:** Elif (notary office), Viktor (IT), Samira (data protection) · **Verdict:** clear · \
         **Confidence:** Elif 5, Viktor 4, Samira 5 (of 5)"
    );
    assert!(lines[5].starts_with("**Clear: the answers point to "), "{}", lines[5]);
}

#[test]
fn a_title_that_is_a_question_is_followed_by_a_sentence() {
    let record = markdown("lean");
    assert!(record.starts_with("# Which model drafts our maintenance tenders? We propose \""), "{record}");
    assert!(section(&record, "## What we did not know").contains("Yearly bill is an assumption"));
    assert!(section(&record, "## More Information").contains("2026-11-02 13:44 UTC: Importance of Yearly bill: from high to normal"));
}

#[test]
fn too_close_to_call_names_the_tied_and_what_decides_but_no_winner() {
    let record = markdown("too-close");
    let outcome = section(&record, "## Decision Outcome");
    assert!(record.starts_with("# Study helper for a nursing school: too close to call, nothing decided yet\n"));
    assert!(record.contains(
        "Too close to call between Open hosted and Closed API. What sets them apart most: Customization, Stability and Trial result."
    ));
    assert!(record.contains("a choice of values"));
    assert!(!outcome.contains("leads in") && !outcome.contains("Recommended option"), "{outcome}");
}

#[test]
fn where_none_is_left_the_record_says_what_would_let_one_through() {
    let record = markdown("none-left");
    assert!(record.contains("**None left: hard limits rule out every alternative.**"));
    assert_eq!(record.matches("(ruled out) |").count(), 6);
    assert!(section(&record, "## What would change this").contains("would be possible again."));
}

#[test]
fn where_one_is_left_the_record_says_that_limits_left_it() {
    assert!(
        markdown("only-one").contains("**Chosen option: \"Open weights you run yourselves\"**, because hard limits rule out every other.")
    );
}

#[test]
fn where_too_little_is_answered_the_record_does_not_pretend() {
    let record = markdown("not-enough");
    assert!(record.contains("# Assistant in a town's planning office: not enough answers yet, nothing decided\n"));
    assert!(record.contains("Too little is answered to say"));
    assert!(record.contains("**nobody yet, no date yet:** Invite the treasurer to the second meeting (about Yearly bill)"));
    assert!(!record.contains("would lead"), "{record}");
}

#[test]
fn a_mix_names_what_is_left_of_each_family_and_what_is_limited() {
    let record = markdown("mix");
    let outcome = section(&record, "## Decision Outcome");
    assert!(outcome.contains("* Open-weight: Open weights you run yourselves. Open hosted and Open private: only for requests to which "));
    assert!(outcome.contains("* Closed: for some requests only. Closed API and Closed private: only for "));
    assert!(outcome.contains("(Offline use) does not apply."));
}

#[test]
fn dissent_stands_by_name_with_the_dissenters_own_words() {
    let record = markdown("dissent");
    let dissent = section(&record, "## Dissent");
    assert!(dissent.contains("* Noor on Sensitive data: "));
    assert!(dissent.contains("Noor: Letters to the youth office are another matter. I will not sign one agreement for all of them."));
    assert!(dissent.contains("Paolo: We have never left a supplier in under two years. Why pay for the option?"));
    assert!(
        section(&record, "## Decision Drivers").contains("* **Who runs it**: Henrik: Agreed, if the second post is filled by March."),
        "who agrees is quoted with the notes"
    );
}

#[test]
fn a_team_that_decides_otherwise_is_recorded_with_its_reason() {
    let record = markdown("otherwise");
    let outcome = section(&record, "## Decision Outcome");
    assert!(record.contains("The team decided otherwise.\n"));
    assert!(outcome.contains("Decided otherwise than the answers, which point to Closed API"));
    assert!(outcome.contains("**The team's reason:** The parents' board asks"));
    assert!(outcome.contains(" compared with Closed API**, to which the answers give the most points:"));
}

#[test]
fn a_lifted_limit_is_printed_with_its_note_and_old_facts_are_marked() {
    let record = markdown("waiver");
    assert!(
        record.contains("* **Open hosted**: the hard limit of Sensitive data was lifted by the team: The estates' agent gave our host")
    );
    assert!(record.contains("**Stale, check it again.**"), "volatile facts of 2026 are stale in June 2027");
    assert!(!markdown("clear").contains("Stale"), "a record of November 2026 was up to date, whatever today is");
}

#[test]
fn a_decision_about_something_else_is_recorded_in_its_own_words() {
    let record = markdown(BILLING);
    assert!(record.starts_with("# Billing for the sensor data service: we chose \"Billing service of a specialist\"\n"));
    assert!(
        section(&record, "## Considered Options").contains("* **Provider's module**: Ruled out by Kinds of invoice, answered \"Structured")
    );
    assert!(section(&record, "## Dissent").contains("Ruth: Twice this year a customer told us that an invoice was wrong."));
    let not_known = section(&record, "## What we did not know");
    assert!(not_known.contains("Fees") && not_known.contains("Data location is an assumption"), "{not_known}");
    for word in ["Open-weight", "Closed", "model may answer"] {
        assert!(!record.contains(word), "{word} belongs to another questionnaire");
    }
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    for (name, _) in SESSIONS {
        let page = render(&session(name), Format::Html);
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"), "{name}");
        for wanted in ["<script", "src=", "@import", "url(http", "<link", "<img", "<iframe", " style=", " onload", "javascript:"] {
            assert!(!page.contains(wanted), "{name} holds {wanted}");
        }
    }
}

#[test]
fn every_format_fits_every_session() {
    for (name, _) in SESSIONS {
        let session = session(name);
        for format in Format::ALL {
            let text = render(&session, format);
            assert!(text.ends_with('\n') && !text.contains('\u{FFFD}'), "{name} as {format:?}");
            assert_eq!(text, render(&session, format));
        }
        assert!(render(&session, Format::Text).lines().all(|line| weigh::text::width(line) <= 78), "{name}");
        assert_eq!(render(&session, Format::Jsonl).lines().count(), 1);
        assert_eq!(
            render(&session, Format::Csv).split_terminator("\r\n").count(),
            1 + session.questionnaire().questions().len() * session.participants().len().max(1)
        );
    }
}
