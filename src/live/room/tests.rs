use proptest::prelude::*;

use super::*;
use crate::live::{Code, Draft};
use crate::session::Votes;
use crate::session::sample::{id, session};

fn token(number: u8) -> Token {
    Token::read(&format!("{number:032x}")).unwrap()
}

fn text(number: u8) -> String {
    token(number).text().to_owned()
}

/// A room of Ana and Bo on two questions; Ana has joined with the first token.
fn room() -> Room {
    let mut room = Room::new(&session());
    room.claim("ana", token(1)).unwrap();
    room
}

fn body(rev: u64, votes: &str) -> Vec<u8> {
    format!("{{\"rev\": {rev}, \"votes\": {{{votes}}}}}").into_bytes()
}

fn put(room: &mut Room, number: u8, votes: &str) -> Result<(), Denial> {
    let rev = room.revision();
    room.put(Some(&text(number)), &body(rev, votes))
}

fn state(room: &Room, number: Option<u8>) -> serde_json::Value {
    serde_json::to_value(room.state(number.map(text).as_deref()).unwrap()).unwrap()
}

#[test]
fn a_name_goes_to_one_device_until_it_is_freed() {
    let mut room = room();
    assert_eq!(room.claim("Ana", token(2)), Err(Denial::Taken));
    assert_eq!(room.claim("Chi", token(2)), Err(Denial::NotInList));
    put(&mut room, 1, r#""time": "little""#).unwrap();
    assert!(room.free("Ana") && !room.free("Ana"));
    assert_eq!(put(&mut room, 1, ""), Err(Denial::NoName));
    room.claim("Ana", token(2)).unwrap();
    assert_eq!(state(&room, Some(2))["yours"]["votes"]["time"], "little", "a vote belongs to a name, never to a device");
}

#[test]
fn a_device_learns_of_ballots_its_own_alone() {
    let mut room = room();
    room.claim("Bo", token(2)).unwrap();
    put(&mut room, 1, r#""time": "little", "money": "guest""#).unwrap();
    let told = state(&room, Some(2)).to_string() + &state(&room, None).to_string();
    for secret in ["little", "guest", &text(1), &text(2)] {
        assert!(!told.contains(secret), "{told}");
    }
    assert_eq!(
        state(&room, Some(2)),
        serde_json::json!({"rev": 3, "phase": "open", "people": [{"name": "Ana", "role": "legal", "taken": true}, {"name": "Bo", "taken": true}],
            "you": "Bo", "yours": {"votes": {}, "notes": {}}})
    );
    assert_eq!(state(&room, None)["you"], serde_json::Value::Null);
}

#[test]
fn a_ballot_is_taken_whole_and_twice_is_once() {
    let mut room = room();
    put(&mut room, 1, r#""time": "little", "money": "unknown""#).unwrap();
    let before = room.clone();
    put(&mut room, 1, r#""time": "little", "money": "unknown""#).unwrap();
    assert_eq!(room, before);
    put(&mut room, 1, r#""money": "guest""#).unwrap();
    assert_eq!(room.seen()[0], Seen { name: "Ana".into(), is_here: true, is_gone: false, received: 1, of: 2 });
}

#[test]
fn what_a_ballot_file_is_refused_for_is_refused_with_its_path() {
    let mut room = room();
    let mut why = |body: &str| match room.put(Some(&text(1)), body.as_bytes()) {
        Err(Denial::Invalid(why)) => why,
        other => panic!("{other:?}"),
    };
    let long = format!(r#"{{"rev": 2, "votes": {{}}, "notes": {{"time": "{}"}}}}"#, "x".repeat(8200));
    let cases = [
        (r#"{"rev": 2, "votes": {"time": "much too much"}}"#, "votes.time"),
        (r#"{"rev": 2, "votes": {"time": "nonsense"}}"#, "votes.time: there is no choice `nonsense`"),
        (r#"{"rev": 2, "votes": {"nonsense": "little"}}"#, "votes.nonsense"),
        (r#"{"rev": 2, "votes": {"time": 3}}"#, "votes.time"),
        (r#"{"rev": 2, "votes": {"time": "little", "time": "much"}}"#, "votes"),
        (r#"{"rev": -2, "votes": {}}"#, "rev"),
        (r#"{"rev": 2}"#, "votes"),
        (r#"{"rev": 2, "votes": {}, "points": 3}"#, "unknown field `points`"),
        ("[]", "line 1"),
        ("", "line 1"),
        ("\u{1b}[2J", "line 1"),
        (long.as_str(), "notes.time: longer than 8 KiB"),
    ];
    for (body, path) in cases {
        let said = why(body);
        assert!(said.contains(path), "{body:.60}: {said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}

#[test]
fn p29_text_from_a_device_is_cleaned_as_that_of_a_file() {
    let mut room = room();
    let sent = "{\"rev\": 2, \"votes\": {}, \"notes\": {\"time\": \"a\\u001b[31mb\\u202ec\\u0000\"}}";
    room.put(Some(&text(1)), sent.as_bytes()).unwrap();
    let Ok(Revealed::Ballots(ballots)) = room.reveal() else { panic!("there is a note") };
    let note = &ballots[0].notes()[&id("time")];
    assert!(note.chars().all(|character| !character.is_control() && !crate::text::is_hidden(character)), "{note:?}");
}

#[test]
fn votes_come_out_when_they_are_shown_and_then_nothing_can_be_changed() {
    let mut room = room();
    assert_eq!(room.reveal(), Err("Nobody has answered yet".to_owned()));
    put(&mut room, 1, r#""time": "little""#).unwrap();
    let Ok(Revealed::Ballots(ballots)) = room.reveal() else { panic!("somebody answered") };
    assert_eq!(ballots.iter().map(Ballot::name).collect::<Vec<_>>(), ["Ana"], "who answered nothing has no ballot");
    assert_eq!(put(&mut room, 1, r#""time": "much""#), Err(Denial::NotOpen));
    assert_eq!(state(&room, Some(1))["phase"], "shown");
    assert_eq!(state(&room, Some(1))["yours"]["votes"]["time"], "little");
}

#[test]
fn in_a_round_only_its_question_counts_and_only_who_voted_again() {
    let mut room = room();
    room.claim("Bo", token(2)).unwrap();
    assert!(room.open_round(&id("time")).is_err(), "the first votes are not shown yet");
    put(&mut room, 1, r#""time": "little", "money": "guest""#).unwrap();
    put(&mut room, 2, r#""time": "much""#).unwrap();
    room.reveal().unwrap();
    room.open_round(&id("time")).unwrap();
    assert_eq!((state(&room, Some(1))["phase"].clone(), state(&room, Some(1))["question"].clone()), ("round".into(), "time".into()));
    assert_eq!(room.seen().iter().map(|seen| (seen.received, seen.of)).collect::<Vec<_>>(), [(0, 1), (0, 1)]);
    put(&mut room, 1, r#""time": "much", "money": "unknown""#).unwrap();
    let votes = Votes::from([("Ana".to_owned(), Vote::Choice(id("much")))]);
    assert_eq!(room.reveal(), Ok(Revealed::Round { question: id("time"), votes }));
    assert_eq!(state(&room, Some(1))["yours"]["votes"]["money"], "guest");
}

#[test]
fn p31_a_round_that_runs_goes_on_and_its_votes_are_not_dropped_for_another() {
    let mut room = room();
    put(&mut room, 1, r#""time": "little", "money": "guest""#).unwrap();
    room.reveal().unwrap();
    room.open_round(&id("time")).unwrap();
    room.open_round(&id("money")).unwrap();
    put(&mut room, 1, r#""money": "firm""#).unwrap();
    room.open_round(&id("money")).unwrap();
    let why = room.open_round(&id("time")).unwrap_err();
    assert!(why.ends_with("wait unseen: show them first (r)"), "{why}");
    let votes = Votes::from([("Ana".to_owned(), Vote::Choice(id("firm")))]);
    assert_eq!(room.reveal(), Ok(Revealed::Round { question: id("money"), votes }));
    room.open_round(&id("money")).unwrap();
    assert_eq!(room.reveal(), Err("Nobody has voted again yet".to_owned()), "a new round begins without votes");
}

#[test]
fn how_sure_everybody_is_comes_out_at_once_and_nobody_learns_of_anothers() {
    let mut room = room();
    room.claim("Bo", token(2)).unwrap();
    put(&mut room, 1, r#""time": "little""#).unwrap();
    assert!(room.ask_confidence().unwrap_err().contains("first"), "answers wait unseen");
    room.reveal().unwrap();
    room.ask_confidence().unwrap();
    let told = state(&room, Some(1));
    assert_eq!((&told["phase"], &told["confidence"], told.get("question")), (&"round".into(), &true.into(), None));
    let say = |room: &mut Room, number: u8, points: &str| {
        let body = format!(r#"{{"rev": {}, "votes": {{}}, "confidence": {points}}}"#, room.revision());
        room.put(Some(&text(number)), body.as_bytes())
    };
    for wrong in ["0", "6", "2.5", "null", "\"4\""] {
        let Err(Denial::Invalid(why)) = say(&mut room, 1, wrong) else { panic!("{wrong}") };
        assert!(why.contains("confidence"), "{wrong}: {why}");
    }
    say(&mut room, 1, "5").unwrap();
    assert_eq!(state(&room, Some(1))["yours"]["confidence"], 5);
    assert_eq!(state(&room, Some(2))["yours"], serde_json::json!({"votes": {}, "notes": {}}));
    assert!(room.open_round(&id("time")).is_err() && room.ask_confidence().is_ok(), "what was said is not dropped");
    say(&mut room, 2, "2").unwrap();
    assert_eq!(room.seen().iter().map(Seen::is_done).collect::<Vec<_>>(), [true, true]);
    assert_eq!(room.reveal(), Ok(Revealed::Confidence(vec![("Ana".to_owned(), 5), ("Bo".to_owned(), 2)])));
    assert_eq!(say(&mut room, 1, "4"), Err(Denial::NotOpen));
    assert_eq!(state(&room, Some(1))["yours"]["votes"]["time"], "little", "the votes are as they were");
}

#[test]
fn p31_whoever_joins_the_list_gets_a_place_and_whoever_leaves_it_loses_no_answer() {
    use crate::session::{Change, Participant};
    let person = |name: &str| Participant { name: name.to_owned(), role: None };
    let (mut room, mut with_chi) = (room(), session());
    put(&mut room, 1, r#""time": "little""#).unwrap();
    with_chi.apply(Change::AddParticipant(person("Chi")), with_chi.created()).unwrap();
    assert!(room.follow(&with_chi, &[]) && !room.follow(&with_chi, &[]));
    room.claim("Chi", token(3)).unwrap();
    put(&mut room, 3, r#""time": "much""#).unwrap();
    // As undo does: Chi is in no list, and has answered.
    room.follow(&session(), &[]);
    assert!(room.seen()[2].is_gone && state(&room, None)["people"].as_array().unwrap().len() == 2);
    let why = room.reveal().unwrap_err();
    assert!(why.starts_with("Chi has answered and is not in the list any more"), "{why}");
    let code = Code::random().unwrap();
    let draft = Draft::to_json(&room, &code, &Draft::key(&session()), false);
    let mut back = Draft::parse(draft.as_bytes(), &session()).unwrap().room;
    back.follow(&with_chi, &[]);
    let Ok(Revealed::Ballots(ballots)) = back.reveal() else { panic!("two have answered") };
    assert_eq!(ballots.iter().map(Ballot::name).collect::<Vec<_>>(), ["Ana", "Chi"]);
    // Another name for the same person.
    let mut renamed = session();
    renamed.apply(Change::EditParticipant { name: "Ana".into(), to: person("Anabel") }, renamed.created()).unwrap();
    room.follow(&renamed, &[("Ana".to_owned(), "Anabel".to_owned())]);
    assert_eq!(state(&room, Some(1))["you"], "Anabel");
    assert_eq!(state(&room, Some(1))["yours"]["votes"]["time"], "little");
}

#[test]
fn what_was_written_for_another_phase_is_refused() {
    let mut room = room();
    let written = body(room.revision(), r#""time": "little""#);
    room.put(Some(&text(1)), &written).unwrap();
    room.reveal().unwrap();
    room.open_round(&id("time")).unwrap();
    assert_eq!(room.put(Some(&text(1)), &written), Err(Denial::NotOpen));
    assert_eq!(room.put(Some(&text(1)), &body(room.revision() + 1, "")), Err(Denial::NotOpen), "a revision nobody was told of");
}

#[test]
fn p31_a_draft_brings_back_everything_that_was_acknowledged() {
    let session = session();
    let code = Code::random().unwrap();
    let mut room = room();
    put(&mut room, 1, r#""time": "little""#).unwrap();
    let draft = Draft::to_json(&room, &code, &Draft::key(&session), false);
    let back = Draft::parse(draft.as_bytes(), &session).unwrap();
    assert!(back.code.is(&code) && back.room.revision() > room.revision());
    assert_eq!((&back.room.seats, &back.room.phase), (&room.seats, &room.phase));
    let mut again = back.room;
    put(&mut again, 1, r#""time": "much""#).unwrap();
    // Votes that were shown and are not in the session's file can be shown again.
    room.reveal().unwrap();
    let shown = Draft::to_json(&room, &code, &Draft::key(&session), false);
    assert_eq!(Draft::parse(shown.as_bytes(), &session).unwrap().room.phase, Phase::Open);
    let kept = Draft::to_json(&room, &code, &Draft::key(&session), true);
    assert_eq!(Draft::parse(kept.as_bytes(), &session).unwrap().room.phase, Phase::Shown);
}

#[test]
fn a_draft_of_another_session_is_not_gone_on_with() {
    use crate::live::DraftFault;
    let draft = Draft::to_json(&room(), &Code::random().unwrap(), &Draft::key(&session()), false);
    assert_eq!(Draft::parse(draft.as_bytes(), &crate::demo::session()), Err(DraftFault::OtherSession));
    for place in (0..draft.len()).step_by(7) {
        let cut = draft.get(..place).unwrap_or_default();
        assert_eq!(Draft::parse(cut.as_bytes(), &session()), Err(DraftFault::Unreadable), "{cut}");
    }
}

#[derive(Debug, Clone)]
enum Step {
    Claim(usize, u8),
    Put(u8, usize, usize),
    Free(usize),
    Reveal,
    Round(usize),
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..2_usize, 0..4_u8).prop_map(|(name, token)| Step::Claim(name, token)),
        6 => (0..4_u8, 0..3_usize, 0..4_usize).prop_map(|(token, time, money)| Step::Put(token, time, money)),
        1 => (0..2_usize).prop_map(Step::Free),
        1 => Just(Step::Reveal),
        1 => (0..2_usize).prop_map(Step::Round),
        1 => Just(Step::Restart),
    ]
}

proptest! {
    /// Whatever happens, in whatever order: nobody learns of another one's ballot, what was acknowledged stays, revisions
    /// only grow, and only an open vote takes anything.
    #[test]
    fn p29_p31_no_order_of_requests_tells_or_loses_a_vote(steps in prop::collection::vec(step(), 1..60)) {
        let session = session();
        let code = Code::random().unwrap();
        let questions = session.questionnaire().questions();
        let vote = |question: usize, place: usize| questions[question].choices.get(place).map_or("unknown", |choice| choice.id.as_str());
        let mut room = Room::new(&session);
        // What each name was told last that it has been received.
        let mut received = [serde_json::Value::Null, serde_json::Value::Null];
        for step in steps {
            let before = room.clone();
            match step {
                Step::Claim(name, number) => drop(room.claim(["Ana", "Bo"][name], token(number))),
                Step::Put(number, time, money) => {
                    let votes = format!(r#""time": "{}", "money": "{}""#, vote(0, time), vote(1, money));
                    let open = room.phase().clone();
                    if put(&mut room, number, &votes).is_ok() {
                        prop_assert!(matches!(open, Phase::Open | Phase::Round(_)));
                        let you = state(&room, Some(number));
                        let place = usize::from(you["you"] == "Bo");
                        received[place] = you["yours"].clone();
                    } else {
                        prop_assert_eq!(&room, &before);
                    }
                }
                Step::Free(name) => drop(room.free(["Ana", "Bo"][name])),
                Step::Reveal => drop(room.reveal()),
                Step::Round(question) => drop(room.open_round(&questions[question].id)),
                Step::Restart => {
                    let draft = Draft::to_json(&room, &code, &Draft::key(&session), true);
                    room = Draft::parse(draft.as_bytes(), &session).unwrap().room;
                }
            }
            prop_assert!(room.revision() >= before.revision());
            prop_assert!(room == before || room.revision() > before.revision() || room.seats != before.seats);
            for (place, seat) in room.seats.iter().enumerate() {
                let ballot = serde_json::json!({ "votes": room.votes_of(seat), "notes": {} });
                let is_round = matches!(room.phase(), Phase::Round(_));
                prop_assert!(is_round || received[place].is_null() || received[place] == ballot, "{} {}", received[place], ballot);
                // Another one's device sees none of it.
                if let Some(other) = room.seats.iter().find(|other| other.ballot.name() != seat.ballot.name()).and_then(|other| other.token.clone()) {
                    let told = serde_json::to_value(room.state(Some(other.text())).unwrap()).unwrap();
                    let own = room.seats.iter().find(|own| own.token.as_ref() == Some(&other)).unwrap();
                    prop_assert_eq!(&told["you"], own.ballot.name());
                    prop_assert_eq!(told["yours"]["votes"].as_object().unwrap(), &room.votes_of(own));
                    prop_assert_eq!(told.as_object().unwrap().len(), 5 + usize::from(matches!(room.phase(), Phase::Round(_))));
                }
            }
        }
    }
}
