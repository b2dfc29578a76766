//! A meeting: names are taken, answers given, votes shown, one question voted on again.

use std::io::Write as _;
use std::sync::{Arc, Mutex};

use serde_json::json;
use weigh::live::{Draft, Phase, Revealed};

use crate::client::{Memory, Vote, open, open_room, read, session};

#[test]
fn a_vote_goes_from_the_device_to_the_screen_and_no_further() {
    let vote = open();
    let [ana, bo] = ["Ana", "bo"].map(|name| vote.claim(name));
    assert_eq!(vote.put(&ana, &vote.votes(19, 0)).status, 204);
    assert_eq!(vote.put(&bo, &vote.votes(3, 1)).status, 204);
    let seen: Vec<_> = vote.host.shown().people.iter().map(|seen| (seen.is_here, seen.received, seen.is_done())).collect();
    let all = vote.session.questionnaire().questions().len();
    assert_eq!(seen, [(true, 19.min(all), 19 >= all), (true, 3, false), (false, 0, false)]);
    assert_eq!(vote.state(&ana)["yours"]["votes"], vote.votes(19, 0));
    let Ok(Revealed::Ballots(ballots)) = vote.host.reveal(Ok) else { panic!("two have voted") };
    assert_eq!(ballots.iter().map(|ballot| (ballot.name(), ballot.votes().len())).collect::<Vec<_>>(), [("Ana", 19.min(all)), ("Bo", 3)]);
    assert_eq!(vote.put(&ana, &vote.votes(1, 1)).status, 409);
    let first = vote.session.questionnaire().questions()[0].id.clone();
    vote.host.open_round(&first).unwrap();
    assert_eq!(vote.state(&bo)["question"], first.as_str());
    assert_eq!(vote.put(&bo, &vote.votes(1, 0)).status, 204);
    let Ok(Revealed::Round { question, votes }) = vote.host.reveal(Ok) else { panic!("one has voted again") };
    assert_eq!((question, votes.keys().map(String::as_str).collect::<Vec<_>>()), (first, vec!["Bo"]));
}

#[test]
fn p31_whoever_waits_learns_of_the_reveal_and_of_the_end() {
    let mut vote = open();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(1, 0));
    let waits = |vote: &Vote| {
        let rev = vote.state(&ana)["rev"].as_u64().unwrap();
        let mut stream = vote.connect_from(1);
        stream.write_all(vote.request("GET", &format!("/state?after={rev}"), &vote.code, &ana, "").as_bytes()).unwrap();
        // Connections are taken in their order: once a later one is answered, this one waits.
        vote.state(&ana);
        stream
    };
    let mut waiting = waits(&vote);
    vote.host.reveal(Ok).unwrap();
    assert_eq!(read(&mut waiting).json()["phase"], "shown");
    let mut waiting = waits(&vote);
    vote.host.close();
    assert_eq!(read(&mut waiting).json()["phase"], "closed");
}

#[test]
fn a_name_is_taken_once_freed_at_the_screen_and_taken_over() {
    let vote = open();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(2, 0));
    let claim = |name: &str| vote.ask("POST", "/claim", "", &json!({ "name": name }).to_string()).status;
    assert_eq!([claim("ANA "), claim("Dee"), claim("")], [409, 404, 404]);
    assert!(vote.host.free("Bo").is_err());
    vote.host.free("Ana").unwrap();
    assert_eq!(vote.put(&ana, &vote.votes(2, 1)).status, 403, "the device that had the name has it no more");
    let again = vote.claim("Ana");
    assert_eq!(vote.state(&again)["yours"]["votes"], vote.votes(2, 0), "a vote belongs to a name");
}

#[test]
fn looking_never_takes_a_name() {
    let vote = open();
    for path in ["/", "/questions", "/state", "/claim?name=Ana", "/claim"] {
        vote.ask("GET", path, "", "");
    }
    assert!(vote.host.shown().people.iter().all(|seen| !seen.is_here));
}

#[test]
fn p31_what_was_acknowledged_survives_the_end_of_the_program() {
    let vote = open();
    let ana = vote.claim("Ana");
    assert_eq!(vote.put(&ana, &vote.votes(5, 1)).status, 204);
    let rev = vote.state(&ana)["rev"].clone();
    let draft = vote.drafts.saved.lock().unwrap().last().unwrap().clone();
    let (code, drafts) = (vote.code.clone(), vote.drafts.clone());
    // As after `kill -9`: nothing is said to anybody, and the draft is all that is left.
    std::mem::forget(vote.host);
    let Draft { room, code: same } = Draft::parse(draft.as_bytes(), &vote.session).unwrap();
    let again = open_room(vote.session, room, same, code, drafts);
    let state = again.state(&ana);
    assert_eq!((state["you"].as_str(), &state["yours"]["votes"]), (Some("Ana"), &again.votes(5, 1)));
    assert!(state["rev"].as_u64() > rev.as_u64());
    // What was composed before and not acknowledged is taken now.
    let late = json!({"rev": rev, "votes": again.votes(6, 1)}).to_string();
    assert_eq!(again.ask("PUT", "/ballot", &ana, &late).status, 204);
}

#[test]
fn p31_nothing_is_acknowledged_that_could_not_be_saved() {
    let vote = open();
    let ana = vote.claim("Ana");
    assert_eq!(vote.put(&ana, &vote.votes(1, 0)).status, 204);
    *vote.drafts.is_full.lock().unwrap() = true;
    assert_eq!(vote.put(&ana, &vote.votes(2, 0)).status, 507);
    assert_eq!(vote.ask("POST", "/claim", "", r#"{"name": "Bo"}"#).status, 507);
    assert_eq!(vote.state(&ana)["yours"]["votes"], vote.votes(1, 0));
    assert!(!vote.host.shown().people[1].is_here);
    *vote.drafts.is_full.lock().unwrap() = false;
    assert_eq!(vote.put(&ana, &vote.votes(2, 0)).status, 204);
}

#[test]
fn p31_when_the_session_goes_on_in_another_file_so_does_the_draft() {
    let vote = open();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(2, 0));
    let full = Memory { is_full: Arc::new(Mutex::new(true)), ..Memory::default() };
    assert!(vote.host.keep_in(Box::new(full)).is_err());
    assert_eq!(vote.put(&ana, &vote.votes(3, 0)).status, 204, "it stays where it is");
    let other = Memory::default();
    vote.host.keep_in(Box::new(other.clone())).unwrap();
    assert!(vote.drafts.saved.lock().unwrap().is_empty());
    vote.put(&ana, &vote.votes(4, 0));
    let draft = other.saved.lock().unwrap().last().unwrap().clone();
    assert_eq!(Draft::parse(draft.as_bytes(), &vote.session).unwrap().room.seen()[0].received, 4);
}

#[test]
fn the_draft_goes_when_the_votes_are_in_the_session_and_stays_when_they_are_not() {
    let mut vote = open();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(1, 0));
    vote.host.reveal(Ok).unwrap();
    assert!(!vote.drafts.saved.lock().unwrap().is_empty());
    vote.host.kept().unwrap();
    assert!(vote.drafts.saved.lock().unwrap().is_empty());
    vote.claim("Bo");
    vote.host.close();
    assert!(vote.drafts.saved.lock().unwrap().is_empty(), "nothing is left to go on with");
    let mut vote = open();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(1, 0));
    vote.host.close();
    let draft = vote.drafts.saved.lock().unwrap().last().unwrap().clone();
    assert_eq!(*Draft::parse(draft.as_bytes(), &vote.session).unwrap().room.phase(), Phase::Open, "opened again, it goes on");
}

#[test]
fn fifty_people_vote_at_once_and_every_vote_arrives() {
    let names: Vec<String> = (0..50).map(|number| format!("Person {number}")).collect();
    let vote = crate::client::open_on(session(&names.iter().map(String::as_str).collect::<Vec<_>>()));
    std::thread::scope(|scope| {
        for (number, name) in (2..).zip(&names) {
            let vote = &vote;
            scope.spawn(move || {
                let claimed = vote.ask_from(number, "POST", "/claim", "", &json!({ "name": name }).to_string());
                let person = claimed.json()["person"].as_str().unwrap().to_owned();
                for count in 1..=5 {
                    let body = json!({"rev": 1, "votes": vote.votes(count, usize::from(number) % 2)}).to_string();
                    assert_eq!(vote.ask_from(number, "PUT", "/ballot", &person, &body).status, 204);
                }
            });
        }
    });
    let Ok(Revealed::Ballots(ballots)) = vote.host.reveal(Ok) else { panic!("fifty have voted") };
    assert_eq!(ballots.len(), 50);
    for (number, ballot) in (2_usize..).zip(&ballots) {
        let expected = vote.votes(5, number % 2);
        assert!(ballot.votes().iter().all(|(question, vote)| expected[question.as_str()] == vote.key()) && ballot.votes().len() == 5);
    }
}
