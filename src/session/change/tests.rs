use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::questionnaire::{Questionnaire, sample};
use crate::session::sample::{id, now, session};
use crate::session::{LONGEST_NAME, MOST_PARTICIPANTS, Status};

fn make(session: &mut Session, changes: impl IntoIterator<Item = Change>) {
    for change in changes {
        session.apply(change.clone(), now()).unwrap_or_else(|refusal| panic!("{change:?}: {refusal}"));
    }
}

/// Checks that a change is refused in these words, and leaves the session as it was.
fn refused(session: &Session, change: Change, words: &str) {
    let mut changed = session.clone();
    let refusal = changed.apply(change, now()).expect_err("the change breaks a rule");
    assert_eq!(refusal.to_string(), words);
    assert_eq!(changed, *session);
}

fn choose(question: &str, choice: &str) -> Change {
    Change::Answer(id(question), Answer::Choice(id(choice)))
}

fn vote(name: &str, choice: &str) -> Change {
    Change::Vote { name: name.into(), vote: Some(Vote::Choice(id(choice))) }
}

fn person(name: &str) -> Participant {
    Participant { name: name.into(), role: None }
}

fn lift(note: &str) -> Change {
    Change::Waive { question: id("time"), alternative: id("home"), note: note.into() }
}

#[test]
fn a_title_has_200_characters_at_most_however_many_bytes() {
    let mut session = session();
    make(&mut session, [Change::Title("ä".repeat(200))]);
    refused(&session, Change::Title("a".repeat(201)), "A title can have 200 characters at most: shorten it");
}

#[test]
fn a_note_has_10_000_characters_at_most() {
    let mut session = session();
    make(&mut session, [Change::Note(id("time"), "n".repeat(10_000)), Change::Context("c".repeat(10_000))]);
    refused(&session, Change::Note(id("time"), "n".repeat(10_001)), "A note can have 10000 characters at most: shorten it");
    refused(&session, Change::Note(id("tea"), String::new()), "There is no question tea");
}

#[test]
fn names_are_unique_ignoring_case() {
    let session = session();
    refused(&session, Change::AddParticipant(person("aNA")), "There is already somebody called Ana: add an initial");
    let rename = Change::EditParticipant { name: "Bo".into(), to: person("ANA") };
    refused(&session, rename, "There is already somebody called Ana: add an initial");
}

#[test]
fn names_have_1_to_40_characters() {
    let session = session();
    refused(&session, Change::AddParticipant(person("  ")), "A name needs at least one character");
    let long = "x".repeat(LONGEST_NAME + 1);
    refused(&session, Change::AddParticipant(person(&long)), "A name can have 40 characters at most: shorten it");
}

#[test]
fn fifty_people_can_take_part() {
    let mut session = session();
    make(&mut session, (2..MOST_PARTICIPANTS).map(|number| Change::AddParticipant(person(&format!("P{number}")))));
    refused(&session, Change::AddParticipant(person("One more")), "At most 50 people can take part");
}

#[test]
fn a_person_who_is_renamed_keeps_votes_notes_tasks_and_confidence() {
    let mut session = session();
    let task = FollowUp { question: None, what: "Ask".into(), owner: Some("Ana".into()), due: None, done: false };
    make(
        &mut session,
        [
            Change::OpenRound(id("time")),
            vote("Ana", "much"),
            Change::Reveal,
            Change::OpenRound(id("money")),
            vote("Ana", "us"),
            Change::MemberNote { question: id("time"), name: "Ana".into(), text: "No.".into() },
            Change::Confidence("Ana".into(), Some(4)),
            Change::AddFollowUp(task),
            Change::EditParticipant { name: "Ana".into(), to: person("Anna") },
        ],
    );
    assert_eq!(session.participants()[0], person("Anna"));
    assert_eq!(session.votes(&id("time")).unwrap().keys().collect::<Vec<_>>(), ["Anna"]);
    assert_eq!(session.round().unwrap().votes.keys().collect::<Vec<_>>(), ["Anna"]);
    assert_eq!(session.member_notes(&id("time")).unwrap()["Anna"], "No.");
    assert_eq!(session.confidence()["Anna"], 4);
    assert_eq!(session.follow_ups()[0].owner.as_deref(), Some("Anna"));
    refused(&session, Change::EditParticipant { name: "Ana".into(), to: person("Eve") }, "Ana does not take part");
}

#[test]
fn only_a_person_who_has_not_voted_can_be_removed() {
    let mut session = session();
    make(
        &mut session,
        [
            Change::Confidence("Bo".into(), Some(2)),
            Change::MemberNote { question: id("time"), name: "Bo".into(), text: "Hm.".into() },
            Change::OpenRound(id("time")),
            vote("Ana", "much"),
        ],
    );
    refused(&session, Change::RemoveParticipant("Ana".into()), "Ana has voted and can be renamed, not removed");
    make(&mut session, [Change::Reveal, Change::RemoveParticipant("Bo".into())]);
    refused(&session, Change::RemoveParticipant("Ana".into()), "Ana has voted and can be renamed, not removed");
    assert_eq!(session.participants().len(), 1);
    assert!(session.confidence().is_empty());
    assert_eq!(session.member_notes(&id("time")), None);
}

#[test]
fn an_importance_that_is_the_questionnaires_own_is_no_change() {
    let mut session = session();
    make(&mut session, [Change::Importance(id("time"), Importance::Low)]);
    assert!(session.importance_changed(&id("time")));
    make(&mut session, [Change::Importance(id("time"), Importance::High)]);
    assert!(!session.importance_changed(&id("time")));
    refused(&session, Change::Importance(id("tea"), Importance::Low), "There is no question tea");
}

#[test]
fn an_answer_is_one_of_the_questions_choices() {
    let session = session();
    refused(&session, choose("time", "us"), "time has no choice us");
    refused(&session, Change::Answer(id("tea"), Answer::Unknown), "There is no question tea");
    let reason = Answer::NotApplicable("r".repeat(10_001));
    refused(&session, Change::Answer(id("time"), reason), "A reason can have 10000 characters at most: shorten it");
}

#[test]
fn another_answer_is_a_fact_until_it_is_marked_and_drops_what_was_lifted() {
    let mut session = session();
    make(&mut session, [choose("time", "little"), Change::Assumption(id("time"), true), lift("Eve drives")]);
    make(&mut session, [choose("time", "little")]);
    assert!(session.is_assumption(&id("time")));
    assert_eq!(session.waiver(&id("time"), &id("home")), Some("Eve drives"));
    make(&mut session, [choose("time", "much")]);
    assert!(!session.is_assumption(&id("time")));
    assert_eq!(session.waivers().count(), 0);
}

#[test]
fn the_first_answer_keeps_what_was_lifted_before() {
    let mut session = session();
    make(&mut session, [lift("Eve drives"), choose("time", "little")]);
    assert_eq!(session.waivers().count(), 1);
    make(&mut session, [Change::ClearAnswer(id("time"))]);
    assert_eq!(session.waivers().count(), 0);
}

#[test]
fn another_reason_is_no_other_answer() {
    let mut session = session();
    let set_aside = |reason: &str| Change::Answer(id("time"), Answer::NotApplicable(reason.into()));
    make(&mut session, [set_aside(""), lift("n"), Change::SeeResult, set_aside("We fast")]);
    assert_eq!(session.waivers().count(), 1);
    assert!(session.log().is_empty());
}

#[test]
fn clearing_an_answer_keeps_the_note() {
    let mut session = session();
    make(&mut session, [choose("time", "much"), Change::Note(id("time"), "Asked Eve".into()), Change::ClearAnswer(id("time"))]);
    assert_eq!((session.answer(&id("time")), session.note(&id("time"))), (None, "Asked Eve"));
    make(&mut session, [Change::Note(id("time"), String::new())]);
    assert_eq!(session, crate::session::sample::session());
}

#[test]
fn only_an_answer_can_be_an_assumption() {
    let mut session = session();
    make(&mut session, [Change::Answer(id("time"), Answer::Unknown), Change::Assumption(id("money"), false)]);
    for question in ["time", "money"] {
        refused(&session, Change::Assumption(id(question), true), "Only an answer can be an assumption: choose one first");
    }
}

#[test]
fn only_a_limit_with_an_exception_can_be_lifted() {
    let session = session();
    let waive =
        |question: &str, alternative: &str| Change::Waive { question: id(question), alternative: id(alternative), note: String::new() };
    for (question, alternative) in [("time", "bistro"), ("time", "canteen"), ("money", "home")] {
        refused(&session, waive(question, alternative), "This hard limit has no exception that could be met");
    }
}

#[test]
fn a_mix_can_be_told_apart_where_a_part_of_it_is_ruled_out() {
    let rules_out = |alternative: &str| {
        let json = sample::JSON
            .replace(r#""rules_out": { "home": { "because": "Too far.", "unless": "Somebody drives." }, "#, r#""rules_out": { "#);
        let json = json.replace(r#""bistro": { "because": "Too slow." }"#, &format!(r#""{alternative}": {{ "because": "Too slow." }}"#));
        Session::new(Arc::new(Questionnaire::parse(json.as_bytes()).unwrap()), Timestamp::UNIX_EPOCH)
    };
    let mut session = rules_out("bistro");
    make(&mut session, [lift("Guests are told apart")]);
    assert_eq!(session.waiver(&id("time"), &id("home")), Some("Guests are told apart"));
    make(&mut session, [Change::Answer(id("time"), Answer::Unknown), Change::Answer(id("time"), Answer::Choice(id("much")))]);
    assert_eq!(session.waivers().count(), 0);
    refused(&rules_out("home"), lift(""), "This hard limit has no exception that could be met");
}

#[test]
fn what_was_lifted_can_be_restored() {
    let mut session = session();
    let restore = Change::Unwaive { question: id("time"), alternative: id("home") };
    make(&mut session, [restore.clone(), lift(""), restore]);
    assert_eq!(session, crate::session::sample::session());
}

#[test]
fn votes_stay_hidden_until_they_are_revealed() {
    let mut session = session();
    refused(&session, vote("Ana", "much"), "No round of votes is running: press v on a question");
    refused(&session, Change::Reveal, "No round of votes is running: press v on a question");
    make(&mut session, [Change::OpenRound(id("time"))]);
    refused(&session, Change::Reveal, "Nobody has voted yet");
    refused(&session, vote("Eve", "much"), "Eve does not take part");
    refused(&session, vote("Ana", "us"), "time has no choice us");
    make(&mut session, [vote("Ana", "much")]);
    assert_eq!(session.votes(&id("time")), None);
    make(&mut session, [Change::Reveal]);
    assert_eq!(session.votes(&id("time")).unwrap()["Ana"], Vote::Choice(id("much")));
    assert_eq!(session.round(), None);
}

#[test]
fn a_vote_that_is_not_given_again_is_copied_into_the_new_round() {
    let mut session = session();
    let first = [Change::OpenRound(id("time")), vote("Ana", "much"), vote("Bo", "little"), Change::Reveal];
    make(&mut session, first);
    make(&mut session, [Change::OpenRound(id("time")), vote("Bo", "much"), Change::Reveal]);
    let rounds = session.rounds(&id("time"));
    assert_eq!(rounds.len(), 2);
    assert_eq!(rounds[0]["Bo"], Vote::Choice(id("little")));
    assert_eq!(rounds[1].values().collect::<Vec<_>>(), [&Vote::Choice(id("much")); 2]);
}

#[test]
fn a_running_round_goes_on_when_it_is_opened_again() {
    let mut session = session();
    make(&mut session, [Change::OpenRound(id("time")), vote("Ana", "much"), Change::OpenRound(id("time"))]);
    assert_eq!(session.round().unwrap().votes.len(), 1);
    make(&mut session, [Change::Vote { name: "Ana".into(), vote: None }]);
    assert_eq!(session.round().unwrap().votes.len(), 0);
    make(&mut session, [Change::OpenRound(id("money"))]);
    assert_eq!(session.round().unwrap().question, id("money"));
    make(&mut session, [Change::DropRound]);
    assert_eq!(session, crate::session::sample::session());
}

#[test]
fn a_members_note_is_removed_by_an_empty_one() {
    let mut session = session();
    let say = |name: &str, text: &str| Change::MemberNote { question: id("time"), name: name.into(), text: text.into() };
    refused(&session, say("Eve", "x"), "Eve does not take part");
    refused(&session, say("Ana", &"x".repeat(10_001)), "A note can have 10000 characters at most: shorten it");
    make(&mut session, [say("Ana", "x"), say("Bo", "y"), say("Ana", ""), say("Bo", "")]);
    assert_eq!(session, crate::session::sample::session());
}

#[test]
fn follow_ups_are_added_edited_and_removed() {
    let mut session = session();
    let task =
        |question: &str, what: &str| FollowUp { question: Some(id(question)), what: what.into(), owner: None, due: None, done: false };
    make(&mut session, [Change::AddFollowUp(task("time", "Ask")), Change::EditFollowUp(0, task("money", "Pay"))]);
    assert_eq!(session.follow_ups(), [task("money", "Pay")]);
    refused(&session, Change::AddFollowUp(task("tea", "Brew")), "There is no question tea");
    refused(&session, Change::EditFollowUp(1, task("time", "Ask")), "This follow-up is gone");
    make(&mut session, [Change::RemoveFollowUp(1), Change::RemoveFollowUp(0)]);
    assert!(session.follow_ups().is_empty());
}

#[test]
fn confidence_goes_from_1_to_5() {
    let mut session = session();
    refused(&session, Change::Confidence("Ana".into(), Some(0)), "Confidence goes from 1 to 5");
    refused(&session, Change::Confidence("Ana".into(), Some(6)), "Confidence goes from 1 to 5");
    refused(&session, Change::Confidence("Eve".into(), Some(3)), "Eve does not take part");
    make(&mut session, [Change::Confidence("Ana".into(), Some(5)), Change::Confidence("Ana".into(), None)]);
    assert!(session.confidence().is_empty());
}

#[test]
fn a_decision_names_an_alternative_and_vanishes_when_it_says_nothing() {
    let mut session = session();
    let decide = |alternative: &str| Decision { alternative: Some(id(alternative)), status: Status::Accepted, ..Decision::default() };
    refused(&session, Change::Decide(decide("pub")), "There is no alternative pub");
    make(&mut session, [Change::Decide(decide("home"))]);
    assert_eq!(session.decision(), Some(&decide("home")));
    make(&mut session, [Change::Decide(Decision::default())]);
    assert_eq!(session.decision(), None);
}

/// What a session notes of changes that are made after the result was seen.
fn noted(before: Session, changes: impl IntoIterator<Item = Change>) -> Vec<String> {
    let mut session = before;
    make(&mut session, [Change::SeeResult]);
    make(&mut session, changes);
    session.log().iter().map(|entry| entry.what.clone()).collect()
}

fn with(changes: impl IntoIterator<Item = Change>) -> Session {
    let mut session = session();
    make(&mut session, changes);
    session
}

#[test]
fn what_changes_an_answer_an_importance_or_a_limit_that_was_seen_is_noted_in_words() {
    let changes = [
        choose("time", "much"),
        choose("time", "little"),
        Change::Importance(id("time"), Importance::High),
        Change::Importance(id("time"), Importance::LeaveOut),
        lift("E"),
        lift("Eve drives"),
        Change::Unwaive { question: id("time"), alternative: id("home") },
        Change::Unwaive { question: id("time"), alternative: id("home") },
        Change::ClearAnswer(id("time")),
        Change::Answer(id("time"), Answer::Unknown),
        Change::Answer(id("time"), Answer::NotApplicable("free".into())),
        Change::Title("Lunch".into()),
        Change::Note(id("time"), "n".into()),
        Change::Confidence("Ana".into(), Some(3)),
    ];
    let home = session().questionnaire().alternative(&id("home")).unwrap().name.clone();
    let words = |choice: &str| session().in_words(&id("time"), Some(&Answer::Choice(id(choice))));
    let expected = [
        format!("Time: from {} to {}", words("much"), words("little")),
        "Time: importance from high to leave out".to_owned(),
        format!("Time: the hard limit on {home} is lifted"),
        format!("Time: the hard limit on {home} holds again"),
        format!("Time: from {} to no answer", words("little")),
        "Time: from no answer to \"we don't know yet\"".to_owned(),
        "Time: from \"we don't know yet\" to \"does not apply\"".to_owned(),
    ];
    assert_eq!(noted(with([choose("time", "much")]), changes), expected);
}

#[test]
fn a_first_answer_is_never_noted_nor_what_is_made_of_it() {
    let changes = [
        choose("time", "little"),
        lift("Eve drives"),
        choose("time", "much"),
        Change::ClearAnswer(id("time")),
        Change::OpenRound(id("money")),
        vote("Ana", "us"),
        Change::Reveal,
        Change::OpenRound(id("money")),
        vote("Bo", "us"),
        Change::Reveal,
        choose("money", "us"),
    ];
    assert_eq!(noted(session(), changes), Vec::<String>::new());
}

#[test]
fn another_round_of_votes_is_noted_if_the_result_was_seen_with_the_round_before() {
    let round = |choice: &str| [Change::OpenRound(id("money")), vote("Ana", choice), Change::Reveal];
    assert_eq!(noted(with(round("us")), round("firm")), ["Money: from 1 to 2 rounds of votes"]);
}

#[test]
fn what_is_in_a_file_stood_when_the_result_was_seen() {
    let mut session = with([Change::SeeResult, choose("time", "much")]);
    session = Session::parse(session.to_json().as_bytes()).unwrap();
    make(&mut session, [choose("time", "little"), Change::Answer(id("money"), Answer::Unknown)]);
    assert_eq!(session.log().len(), 1);
}

#[test]
fn the_result_is_seen_for_the_first_time_only_once() {
    let mut session = session();
    make(&mut session, [Change::SeeResult]);
    let later = now() + jiff::SignedDuration::from_hours(1);
    session.apply(Change::SeeResult, later).unwrap();
    assert_eq!(session.result_seen(), Some(now()));
}

#[test]
fn a_session_never_grows_beyond_what_can_be_read_again() {
    let mut session = session();
    let task = FollowUp { question: None, what: "\"".repeat(10_000), owner: None, due: None, done: false };
    // Nearly full, as the whole length is counted at every change. A quotation mark takes two bytes.
    session.follow_ups = vec![task.clone(); LARGEST_FILE / 20_100];
    let before_the_last =
        std::iter::repeat_with(|| session.apply(Change::AddFollowUp(task.clone()), now())).take_while(Result::is_ok).count();
    assert!((1..10).contains(&before_the_last), "{before_the_last}");
    let words = "The session would become larger than 16 MiB: shorten or remove notes first";
    refused(&session, Change::AddFollowUp(task), words);
    make(&mut session, [Change::EditFollowUp(0, FollowUp { question: None, what: "short".into(), owner: None, due: None, done: true })]);
    let written = session.to_json();
    assert!((LARGEST_FILE * 9 / 10..=LARGEST_FILE).contains(&written.len()), "{}", written.len());
}

#[test]
fn a_session_of_nearly_nine_mebibytes_still_takes_a_character() {
    let mut session = session();
    let task = FollowUp { question: None, what: "a".repeat(10_000), owner: None, due: None, done: false };
    session.follow_ups = vec![task; 940];
    assert!(session.to_json().len() > 8 << 20);
    make(&mut session, [Change::Title("A".into())]);
}

#[test]
fn a_date_is_read_as_people_type_it() {
    assert_eq!(parse_date(" 2026-12-24 ").unwrap().to_string(), "2026-12-24");
    for wrong in ["", "2026-13-01", "24.12.2026", "2026-12-24T10:00", "20261224", "2026-12"] {
        assert_eq!(parse_date(wrong), Err(Refusal::NoDate), "{wrong}");
    }
}

fn any_question() -> impl Strategy<Value = Id> + Clone {
    prop_oneof![Just("time"), Just("money"), Just("tea")].prop_map(id)
}

fn any_alternative() -> impl Strategy<Value = Id> + Clone {
    prop_oneof![Just("home"), Just("bistro"), Just("pub")].prop_map(id)
}

fn any_choice() -> impl Strategy<Value = Id> + Clone {
    prop_oneof![Just("little"), Just("much"), Just("us"), Just("firm")].prop_map(id)
}

fn any_name() -> impl Strategy<Value = String> + Clone {
    prop_oneof![Just("Ana"), Just("Bo"), Just("ana"), Just("Zoë"), Just("")].prop_map(str::to_owned)
}

fn any_line() -> impl Strategy<Value = String> + Clone {
    "\\PC{0,12}".prop_map(|raw| crate::text::clean_line(&raw).into_owned())
}

fn any_text() -> impl Strategy<Value = String> + Clone {
    "(\\PC|[\n\"\\\\]){0,12}".prop_map(|raw| crate::text::clean_text(&raw).into_owned())
}

fn any_day() -> impl Strategy<Value = Option<jiff::civil::Date>> + Clone {
    proptest::option::of((2020..2100_i16, 1..=12_i8).prop_map(|(year, month)| jiff::civil::date(year, month, 1)))
}

/// Any change of who takes part and of what one person says.
fn any_change_of_people() -> impl Strategy<Value = Change> {
    let vote = proptest::option::of(prop_oneof![3 => any_choice().prop_map(Vote::Choice), 1 => Just(Vote::Unknown)]);
    let participant = (any_name(), proptest::option::of(any_line())).prop_map(|(name, role)| Participant { name, role });
    prop_oneof![
        participant.clone().prop_map(Change::AddParticipant),
        (any_name(), participant).prop_map(|(name, to)| Change::EditParticipant { name, to }),
        any_name().prop_map(Change::RemoveParticipant),
        (any_name(), vote).prop_map(|(name, vote)| Change::Vote { name, vote }),
        (any_name(), proptest::option::of(0..7_u8)).prop_map(|(name, points)| Change::Confidence(name, points)),
        (any_question(), any_name(), any_text()).prop_map(|(question, name, text)| Change::MemberNote { question, name, text }),
    ]
}

/// Any change of one question.
fn any_change_of_question() -> impl Strategy<Value = Change> {
    let step = proptest::sample::select(Importance::ALL.to_vec());
    let answer = prop_oneof![
        3 => any_choice().prop_map(Answer::Choice),
        1 => Just(Answer::Unknown),
        1 => any_text().prop_map(Answer::NotApplicable)
    ];
    prop_oneof![
        (any_question(), step).prop_map(|(question, step)| Change::Importance(question, step)),
        (any_question(), answer).prop_map(|(question, answer)| Change::Answer(question, answer)),
        any_question().prop_map(Change::ClearAnswer),
        (any_question(), any_text()).prop_map(|(question, note)| Change::Note(question, note)),
        (any_question(), any::<bool>()).prop_map(|(question, assumption)| Change::Assumption(question, assumption)),
        (any_question(), any_alternative(), any_text()).prop_map(|(question, alternative, note)| Change::Waive {
            question,
            alternative,
            note
        }),
        (any_question(), any_alternative()).prop_map(|(question, alternative)| Change::Unwaive { question, alternative }),
        any_question().prop_map(Change::OpenRound),
    ]
}

/// Any other change.
fn any_other_change() -> impl Strategy<Value = Change> {
    let task = (proptest::option::of(any_question()), any_line(), proptest::option::of(any_name()), any_day(), any::<bool>());
    let task = task.prop_map(|(question, what, owner, due, done)| FollowUp { question, what, owner, due, done });
    let status = proptest::sample::select(Status::ALL.to_vec());
    let decision = (proptest::option::of(any_alternative()), status, any_text(), any_day());
    let decision = decision.prop_map(|(alternative, status, reason, revisit)| Decision { alternative, status, reason, revisit });
    prop_oneof![
        any_line().prop_map(Change::Title),
        any_text().prop_map(Change::Context),
        proptest::sample::select(AnswerMode::ALL.to_vec()).prop_map(Change::Mode),
        Just(Change::Reveal),
        Just(Change::DropRound),
        task.clone().prop_map(Change::AddFollowUp),
        (0..3_usize, task).prop_map(|(place, task)| Change::EditFollowUp(place, task)),
        (0..3_usize).prop_map(Change::RemoveFollowUp),
        decision.prop_map(Change::Decide),
        Just(Change::SeeResult),
    ]
}

/// Any change, sensible or not, with any text as it comes out of the cleaning.
fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![2 => any_change_of_people(), 2 => any_change_of_question(), 1 => any_other_change()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn whatever_is_done_to_a_session_its_file_says_the_same(changes in proptest::collection::vec(any_change(), 1..40)) {
        let mut session = session();
        for change in changes {
            let before = session.clone();
            if session.apply(change, now()).is_err() {
                prop_assert_eq!(&session, &before);
            }
        }
        let json = session.to_json();
        prop_assert!(session.size() >= json.len(), "{} bytes were estimated, {} written", session.size(), json.len());
        let back = Session::parse(json.as_bytes());
        prop_assert_eq!(back.as_ref(), Ok(&session));
        prop_assert_eq!(back.map(|back| back.to_json()), Ok(json));
    }
}

#[test]
fn votes_are_shared_with_the_session_that_undo_keeps_until_they_change() {
    let mut before = session();
    make(&mut before, [Change::OpenRound(id("time")), vote("Ana", "much"), Change::Reveal]);
    let mut after = before.clone();
    make(&mut after, [Change::Title("Lunch".into())]);
    assert!(std::ptr::eq(before.rounds(&id("time")), after.rounds(&id("time"))));

    make(&mut after, [Change::OpenRound(id("time")), vote("Bo", "much"), Change::Reveal]);
    assert_eq!((before.rounds(&id("time")).len(), after.rounds(&id("time")).len()), (1, 2));
}
