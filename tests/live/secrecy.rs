//! What a stranger learns, and what one voter learns of another: nothing.

use serde_json::json;

use crate::client::{open, open_on, session};

#[test]
fn p30_the_page_is_the_same_for_every_vote() {
    let answers = [open(), open_on(session(&["Zed"]))].map(|vote| vote.raw(&vote.request("GET", "/", "", "", "")));
    assert_eq!(answers[0].status, 200);
    assert_eq!(answers[0].body, answers[1].body);
    for secret in ["secret plan", "Ana", "{{"] {
        assert!(!answers[0].body.contains(secret), "{secret}");
    }
}

#[test]
fn p30_without_the_code_nobody_learns_anything() {
    let vote = open();
    let ana = vote.claim("Ana");
    for code in ["", "00000000", "7K3F-9QXM", "\u{e9}"] {
        for (method, path, body) in
            [("GET", "/questions", ""), ("GET", "/state", ""), ("POST", "/claim", r#"{"name": "Ana"}"#), ("PUT", "/ballot", "{}")]
        {
            let answer = vote.raw(&vote.request(method, path, code, &ana, body));
            assert_eq!(answer.status, 403, "{method} {path} {answer:?}");
            assert!(!answer.body.contains("secret plan") && !answer.body.contains("Ana"), "{answer:?}");
        }
    }
}

#[test]
fn the_questions_come_with_the_code_and_without_anybodys_answer() {
    let vote = open();
    let ana = vote.claim("Ana");
    let before = vote.ask("GET", "/questions", "", "").json();
    vote.put(&ana, &vote.votes(5, 1));
    let after = vote.ask("GET", "/questions", &ana, "").json();
    assert_eq!(before, after);
    assert_eq!((after["title"].as_str(), &after["names"]), (Some("A secret plan"), &json!(["Ana", "Bo", "Chi"])));
    let main = after["main"].as_str().unwrap();
    assert!(main.starts_with("<main>") && main.ends_with("</main>") && !main.contains("{{") && !main.contains("<script"), "{main:.200}");
    let questions = vote.session.questionnaire().questions();
    assert!(questions.iter().all(|question| main.contains(&format!("data-question=\"{}\"", question.id))));
}

#[test]
fn p29_no_answer_to_anybody_holds_what_somebody_else_voted() {
    let vote = open();
    let people = ["Ana", "Bo", "Chi"].map(|name| vote.claim(name));
    let mut heard = [String::new(), String::new(), String::new()];
    let first = vote.session.questionnaire().questions()[0].id.clone();
    let mut listen = |vote: &crate::client::Vote| {
        for (person, heard) in people.iter().zip(&mut heard) {
            *heard += &vote.ask("GET", "/state", person, "").body;
        }
    };
    for (place, person) in people.iter().enumerate() {
        let noted = json!({"rev": 1, "votes": vote.votes(19, place), "notes": {first.as_str(): format!("a note of number {place}")}});
        let answer = vote.ask("PUT", "/ballot", person, &noted.to_string());
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        listen(&vote);
    }
    vote.host.reveal(Ok).unwrap();
    listen(&vote);
    vote.host.open_round(&first).unwrap();
    listen(&vote);
    for (place, heard) in heard.iter().enumerate() {
        for question in vote.session.questionnaire().questions() {
            for (other, choice) in question.choices.iter().take(3).enumerate().filter(|(other, _)| *other != place) {
                let voted = format!("\"{}\":\"{}\"", question.id, choice.id);
                assert!(!heard.contains(&voted), "number {place} heard {voted} of number {other}");
            }
        }
        assert!((0..3).all(|other| heard.contains(&format!("a note of number {other}")) == (other == place)));
        assert!(!people.iter().any(|person| heard.contains(person)), "nor what another device goes on with");
    }
}

#[test]
fn every_answer_is_for_this_page_alone_and_kept_by_nobody() {
    let vote = open();
    let requests = [
        vote.request("GET", "/", "", "", ""),
        vote.request("GET", "/questions", &vote.code, "", ""),
        vote.request("GET", "/state", "", "", ""),
        vote.request("OPTIONS", "/ballot", "", "", ""),
        vote.request("GET", "/nothing", "", "", ""),
    ];
    for answer in requests.map(|request| vote.raw(&request)) {
        for header in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "content-security-policy: default-src 'none'; style-src 'sha256-",
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ] {
            assert!(answer.head.contains(header), "{header}: {}", answer.head);
        }
        for header in ["access-control", "set-cookie", "server:"] {
            assert!(!answer.head.contains(header), "{header}: {}", answer.head);
        }
    }
}

#[test]
fn p30_other_hosts_origins_and_sites_are_turned_away() {
    let vote = open();
    let place = vote.host.place();
    let with = |host: &str, more: &str| {
        vote.raw(&format!("GET /state HTTP/1.1\r\nHost: {host}\r\nX-Weigh-Room: {}\r\n{more}\r\n", vote.code)).status
    };
    assert_eq!(with(place, ""), 200);
    assert_eq!(with(place, &format!("Origin: http://{place}\r\nSec-Fetch-Site: same-origin\r\n")), 200);
    assert_eq!([with("evil.example", ""), with("127.0.0.1", ""), with(&format!("localhost:{}", vote.address().port()), "")], [421; 3]);
    assert_eq!(
        [with(place, "Origin: null\r\n"), with(place, "Origin: http://evil.example\r\n"), with(place, "Sec-Fetch-Site: cross-site\r\n")],
        [403; 3]
    );
    let preflight =
        format!("OPTIONS /ballot HTTP/1.1\r\nHost: {place}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
    assert_eq!(vote.raw(&preflight).status, 403);
    assert_eq!(vote.raw(&vote.request("OPTIONS", "/ballot", "", "", "")).status, 405);
}
