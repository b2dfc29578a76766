//! A record in Markdown, HTML or CSV keeps its shape with any text that people type, as parsers by others confirm.

use std::sync::Arc;

use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use weigh::report::{Format, render};
use weigh::session::Session;

/// Text that means something to Markdown, HTML, code hosts or spreadsheets.
const NASTY: [&str; 64] = [
    "# h",
    "## h ##",
    "- a",
    "* a",
    "+ a",
    "1. a",
    "1) a",
    "> q",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "    code",
    "\tcode",
    "`x`",
    "``x``",
    "**b**",
    "_i_",
    "~~s~~",
    "[a](http://b.c)",
    "![a](b.png)",
    "[a]: http://b.c",
    "[a][b]",
    "[[w]]",
    "[^1]",
    "[^1]: f",
    "- [ ] t",
    "<b>",
    "</td>",
    "<!--",
    "-->",
    "<http://a.b>",
    "<a@b.c>",
    "http://a.b",
    "https://a.b/c?d#e",
    "ftp://a.b",
    "www.a.b",
    "WWW.A.B",
    "mailto:a@b.c",
    "@bo",
    "a@b.c",
    "#12",
    "o/r#12",
    "GH-12",
    "!12",
    "|",
    "|---|",
    "| a | b |",
    "\\",
    "\\|",
    "\\\\",
    "&amp;",
    "&#35;",
    "&copy;",
    "$x$",
    "$$",
    ":a:",
    "{#a}",
    "{.b}",
    "^a^",
    "=a",
    "@SUM(1)",
    "\"",
];

/// Where people type: a session whose every text is `text`, and of which each name is that of its place and `text`.
fn session(text: &str) -> Session {
    let named = |place: &str| format!("{place} {text}");
    let effects = serde_json::json!({ "a": { "fit": 2, "because": text }, "b": { "fit": -1, "because": text, "mitigation": text } });
    let choices = serde_json::json!([
        { "id": "yes", "text": text, "means": text, "effects": effects, "rules_out": { "c": { "because": text, "unless": text } } },
        { "id": "no", "text": named("no"), "effects": { "b": { "fit": 2, "because": text } } }
    ]);
    let question =
        |id: &str| serde_json::json!({ "id": id, "section": "s", "ask": text, "why": text, "evidence": ["e"], "choices": choices });
    let alternative = |id: &str, mixes: &[&str]| {
        serde_json::json!({ "id": id, "name": named(id), "short": named(id), "family": "f", "is": text, "gain": [text], "cost": [text],
            "first_steps": [text], "ethics": text, "revisit": [text], "mixes": mixes })
    };
    let questionnaire = serde_json::json!({
        "schema": 1, "id": "q", "version": text, "title": text, "families": [{ "id": "f", "name": text }],
        "alternatives": [alternative("a", &["b", "c"]), alternative("b", &[]), alternative("c", &[])],
        "sections": [{ "id": "s", "title": text }], "questions": [question("one"), question("two"), question("three"), question("four")],
        "evidence": [{ "id": "e", "says": text, "source": text, "url": format!("https://{}", text.replace(char::is_whitespace, "")),
            "dated": "2020", "shelf_life": "volatile" }]
    });
    let (ana, bo) = (short("A", text), short("B", text));
    let file = serde_json::json!({
        "kind": "weigh-session", "schema": 1, "title": text, "context": text, "created": "2026-11-23T10:00:00Z", "mode": "together",
        "participants": [{ "name": ana, "role": text }, { "name": bo }],
        "answers": { "one": { "answer": "yes", "note": text, "assumption": true }, "two": { "answer": "not_applicable", "reason": text },
            "four": { "answer": "unknown" } },
        "votes": { "one": [{ &ana: "no", &bo: "yes" }], "three": [{ &ana: "no", &bo: "yes" }] },
        "member_notes": { "one": { &ana: text, &bo: text } },
        "waivers": { "one": { "c": text } },
        "follow_ups": [{ "question": "one", "what": text, "owner": text, "due": "2026-12-01" }],
        "confidence": { &ana: 4 },
        "decision": { "alternative": "a", "status": "accepted", "reason": text },
        "result_seen": "2026-11-23T10:30:00Z", "log": [{ "at": "2026-11-23T10:31:00Z", "what": text }],
        "questionnaire": questionnaire
    });
    Session::parse(file.to_string().as_bytes()).expect("a session of nasty texts is a session")
}

/// A name is short, and a cleaned one must still be the key under which its owner voted.
fn short(place: &str, text: &str) -> String {
    weigh::text::clean_line(&format!("{place} {text}")).chars().take(40).collect::<String>().trim().to_owned()
}

fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(markdown, options).collect()
}

/// What a document is made of, without its words and links; neighboring texts and the soft hyphenation of entities fall together.
fn shape(markdown: &str) -> Vec<String> {
    let keep = |event: &Event| match event {
        Event::Text(_) | Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(format!("heading {level}")),
        Event::End(TagEnd::Heading(_)) => Some("end of heading".into()),
        other @ (Event::Start(_) | Event::End(_)) => Some(format!("{other:?}")),
        Event::Code(bar) => Some(format!("bar of {}", bar.chars().count())),
        other => Some(format!("UNWANTED {other:?}")),
    };
    events(markdown).iter().filter_map(keep).collect()
}

/// What people see, without the invisible breaks.
fn visible(markdown: &str) -> String {
    let text = |event: Event| match event {
        Event::Text(text) => text.replace('\u{200b}', ""),
        Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) => "\n".into(),
        _ => String::new(),
    };
    events(markdown).into_iter().map(text).collect()
}

/// Where the links of a document lead.
fn links(markdown: &str) -> Vec<String> {
    let link = |event: Event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
            assert_eq!((link_type, title.as_ref()), (LinkType::Autolink, ""), "{dest_url}");
            Some(dest_url.into_string())
        }
        _ => None,
    };
    events(markdown).into_iter().filter_map(link).collect()
}

/// What a code host reads when it looks for mentions, issues and addresses in the finished page.
fn linked_by_a_host(markdown: &str) -> Option<String> {
    let mut is_link = false;
    let texts = events(markdown).into_iter().map(|event| match event {
        Event::Text(text) if !is_link => text.to_lowercase(),
        other => {
            is_link = matches!(other, Event::Start(Tag::Link { .. })) || is_link && matches!(other, Event::Text(_));
            "\n".into()
        }
    });
    let page: Vec<char> = texts.collect::<String>().chars().collect();
    page.windows(6).find_map(|window| {
        let found = match window {
            ['@' | '#', next, ..] => next.is_alphanumeric(),
            ['!', next, ..] | ['g', 'h', '-', next, ..] => next.is_ascii_digit(),
            ['w', 'w', 'w', '.', ..] => true,
            [before, ':', '/', '/', ..] => before.is_alphanumeric(),
            _ => false,
        };
        found.then(|| window.iter().collect())
    })
}

/// Reads CSV as RFC 4180 says.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = csv.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'), "a row ends with CR and LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the file ends with a row");
    rows
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(&NASTY[..]).prop_map(str::to_owned), 1 => "[ -~äß漢\\n]{1,6}"];
    let blank = proptest::sample::select(&["", " ", "  ", "\n"][..]);
    proptest::collection::vec((piece, blank), 1..6)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, blank)| [piece, blank.to_owned()]).collect::<String>())
        .prop_filter("some text", |text| !text.trim().is_empty() && text.chars().count() < 120)
}

/// As many lines as `text`, none of which means anything.
fn plain_like(text: &str) -> String {
    let cleaned = weigh::text::clean_text(text);
    cleaned.split('\n').map(|line| if line.trim().is_empty() { "" } else { "x" }).collect::<Vec<_>>().join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p17_markdown_keeps_its_shape_and_its_words(text in nasty()) {
        let (nasty, plain) = (session(&text), session(&plain_like(&text)));
        let markdown = render(&nasty, Format::Markdown);
        prop_assert_eq!(shape(&markdown), shape(&render(&plain, Format::Markdown)));
        prop_assert!(visible(&markdown).contains(&one_line(nasty.note(&nasty.questionnaire().questions()[0].id))), "{}", markdown);
        prop_assert_eq!(linked_by_a_host(&markdown), None);
        let cited = nasty.questionnaire().evidence()[0].url.as_deref();
        prop_assert!(links(&markdown).iter().all(|link| Some(link.as_str()) == cited), "{}", markdown);
    }

    #[test]
    fn p17_html_keeps_its_shape(text in nasty()) {
        let tags = |session: &Session| {
            let html = render(session, Format::Html);
            let tags = html.split('<').skip(1).map(|rest| rest.split_once(['>', ' ', '\n']).map_or(rest, |(tag, _)| tag).to_owned());
            tags.collect::<Vec<_>>()
        };
        prop_assert_eq!(tags(&session(&text)), tags(&session(&plain_like(&text))));
    }

    #[test]
    fn p17_csv_keeps_its_rows_and_starts_no_formula(text in nasty()) {
        let csv = render(&session(&text), Format::Csv);
        let rows = rows(&csv);
        prop_assert_eq!(rows.len(), 1 + 4 * 2);
        for row in rows {
            prop_assert_eq!(row.len(), 17);
            prop_assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t'])), "{:?}", row);
        }
    }

    #[test]
    fn text_is_never_wider_than_78_columns(text in nasty()) {
        let session = session(&text);
        let wide = render(&session, Format::Text).lines().find(|line| weigh::text::width(line) > 78).map(str::to_owned);
        prop_assert_eq!(wide, None);
    }
}

#[test]
fn the_address_of_a_source_can_be_followed_and_copied() {
    let markdown = render(&session("x"), Format::Markdown);
    assert_eq!(links(&markdown), ["https://x"]);
    assert!(!markdown.contains("&#8203;"), "{markdown}");
}

#[test]
fn p20_the_same_session_gives_the_same_bytes_after_a_round_trip_through_its_file() {
    let session = session("a\nb");
    let again = Session::parse(session.to_json().as_bytes()).expect("what the program wrote");
    let shared = Arc::new(session);
    for format in Format::ALL {
        assert_eq!(render(&shared, format), render(&again, format), "{format:?}");
    }
}
