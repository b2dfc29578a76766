use proptest::prelude::*;

use super::*;
use crate::session::sample::{self, id, now, session};
use crate::session::{Agreement, Answer, Change, Participant};

fn choice(text: &str) -> Vote {
    Vote::Choice(id(text))
}

/// Returns a ballot of `name` with these votes.
fn ballot(session: &Session, name: &str, votes: &[(&str, &str)]) -> Ballot {
    let mut ballot = Ballot::new(session, name, None).expect("a name");
    for (question, vote) in votes {
        let vote = if *vote == "unknown" { Vote::Unknown } else { choice(vote) };
        ballot.vote(session.questionnaire(), &id(question), Some(vote)).expect("a vote");
    }
    ballot
}

/// Returns a session on the sample questionnaire after `from` was replaced by `to` in its file.
fn other_version(from: &str, to: &str) -> Session {
    let json = sample::JSON.replace(from, to);
    Session::new(std::sync::Arc::new(Questionnaire::parse(json.as_bytes()).expect("sound")), now())
}

#[test]
fn a_ballot_comes_back_as_it_was_written() {
    let session = session();
    let mut ballot = ballot(&session, "Chi", &[("money", "firm"), ("time", "unknown")]);
    ballot.note(session.questionnaire(), &id("time"), "Who \"knows\"?\nNot I.".into()).unwrap();
    let json = ballot.to_json();
    let back = Ballot::parse(json.as_bytes()).unwrap();
    assert_eq!(back, ballot);
    assert_eq!(back.to_json(), json);
    assert!(back.answers(session.questionnaire()));
}

#[test]
fn a_ballot_names_its_questionnaire_down_to_each_question() {
    let session = session();
    let json = ballot(&session, "ana", &[("money", "firm"), ("time", "unknown")]).to_json();
    let questionnaire = session.questionnaire();
    let [time, money] = questionnaire.question_hashes() else { panic!("two questions") };
    let expected = format!(
        r#"{{
  "kind": "weigh-ballot",
  "schema": 1,
  "name": "Ana",
  "role": "legal",
  "questionnaire": {{
    "id": "lunch",
    "version": "1.0",
    "sha256": "{}",
    "questions": {{
      "time": "{time}",
      "money": "{money}"
    }}
  }},
  "votes": {{
    "time": "unknown",
    "money": "firm"
  }}
}}
"#,
        questionnaire.sha256()
    );
    assert_eq!(json, expected);
}

#[test]
fn a_ballot_takes_only_what_its_questionnaire_knows() {
    let session = session();
    let questionnaire = session.questionnaire();
    let mut ballot = Ballot::new(&session, "Chi", None).unwrap();
    let refusal = |result: Result<(), Refusal>| result.unwrap_err().to_string();
    assert_eq!(refusal(ballot.vote(questionnaire, &id("tea"), None)), "There is no question tea");
    assert_eq!(refusal(ballot.vote(questionnaire, &id("time"), Some(choice("us")))), "time has no choice us");
    assert_eq!(
        refusal(ballot.note(questionnaire, &id("time"), "n".repeat(10_001))),
        "A note can have 10000 characters at most: shorten it"
    );
    let other = other_version("Who pays?", "Who will pay?");
    assert_eq!(
        refusal(ballot.vote(other.questionnaire(), &id("time"), Some(Vote::Unknown))),
        "The ballot of Chi is for another version of the questionnaire: start a new one"
    );
    assert_eq!(Ballot::new(&session, " ", None).unwrap_err(), Refusal::NoName);
    ballot.vote(questionnaire, &id("time"), Some(Vote::Unknown)).unwrap();
    ballot.vote(questionnaire, &id("time"), None).unwrap();
    ballot.note(questionnaire, &id("time"), "x".into()).unwrap();
    ballot.note(questionnaire, &id("time"), String::new()).unwrap();
    assert_eq!(ballot, Ballot::new(&session, "Chi", None).unwrap());
}

#[test]
fn new_people_come_behind_the_old_ones_sorted_by_name() {
    let session = session();
    let ballots = ["Zoe", "Chi", "BO"].map(|name| ballot(&session, name, &[("money", "us")]));
    let merge = merge(&session, &ballots, now()).unwrap();
    let names: Vec<&str> = merge.session.participants().iter().map(|participant| participant.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Bo", "Chi", "Zoe"]);
    let report: Vec<(&str, bool)> = merge.report.iter().map(|merged| (merged.name.as_str(), merged.is_new)).collect();
    assert_eq!(report, [("Bo", false), ("Chi", true), ("Zoe", true)]);
    assert_eq!(merge.session.agreement(&id("money")), Agreement::Same(&id("us")));
}

#[test]
fn a_ballot_replaces_the_vote_in_the_last_round_and_leaves_the_answer() {
    let mut session = session();
    let vote = |name: &str, vote: &str| Change::Vote { name: name.into(), vote: Some(choice(vote)) };
    let round = |first, second| [Change::OpenRound(id("money")), vote("Ana", first), vote("Bo", second), Change::Reveal];
    for change in [Change::Answer(id("money"), Answer::Choice(id("us")))].into_iter().chain(round("us", "us")).chain(round("us", "firm")) {
        session.apply(change, now()).unwrap();
    }
    let merged = merge(&session, &[ballot(&session, "Ana", &[("money", "guest")])], now()).unwrap().session;
    let rounds = merged.rounds(&id("money"));
    assert_eq!(rounds.len(), 2);
    assert_eq!(rounds[0], session.rounds(&id("money"))[0]);
    assert_eq!((&rounds[1]["Ana"], &rounds[1]["Bo"]), (&choice("guest"), &choice("firm")));
    assert_eq!(merged.chosen(&id("money")), Some(&id("us")));
    assert_eq!(merged.agreement(&id("money")), Agreement::Differ);
}

#[test]
fn a_ballot_replaces_the_members_note() {
    let mut session = session();
    let note = |text: &str| Change::MemberNote { question: id("time"), name: "Ana".into(), text: text.into() };
    session.apply(note("old"), now()).unwrap();
    let mut ballot = ballot(&session, "Ana", &[]);
    ballot.note(session.questionnaire(), &id("time"), "new".into()).unwrap();
    let merge = merge(&session, &[ballot], now()).unwrap();
    assert_eq!(merge.session.member_notes(&id("time")).unwrap()["Ana"], "new");
    assert_eq!(merge.report[0].changed, [id("time")]);
}

#[test]
fn a_ballot_for_another_questionnaire_is_refused() {
    let session = session();
    let other = other_version("\"lunch\"", "\"dinner\"");
    let ballots = [ballot(&session, "Ana", &[]), ballot(&other, "Bo", &[])];
    let refused = merge(&session, &ballots, now()).unwrap_err();
    assert_eq!(refused, NotMerged::OtherQuestionnaire { ballot: 1, found: id("dinner"), expected: id("lunch") });
    assert_eq!(
        refused.to_string(),
        "this ballot answers the questionnaire `dinner`, the session `lunch`: make a new ballot from this session"
    );
}

#[test]
fn of_another_version_only_identical_questions_are_merged() {
    let session = session();
    let other = other_version("Who pays?", "Who will pay?");
    let ballot = ballot(&other, "Ana", &[("time", "much"), ("money", "us")]);
    let merge = merge(&session, &[ballot], now()).unwrap();
    assert_eq!(merge.report[0].differing, [id("money")]);
    assert_eq!(merge.report[0].changed, [id("time")]);
    assert_eq!(merge.session.votes(&id("money")), None);
}

#[test]
fn a_question_that_only_one_version_has_differs() {
    let session = session();
    let other = other_version("\"id\": \"money\"", "\"id\": \"cash\"");
    let merge = merge(&session, &[ballot(&other, "Ana", &[("cash", "us")])], now()).unwrap();
    assert_eq!(merge.report[0].differing, [id("money"), id("cash")]);
    assert!(merge.report[0].changed.is_empty());
}

#[test]
fn two_ballots_of_one_name_are_an_error() {
    let session = session();
    let ballots = ["Chi", "Ana", "CHI"].map(|name| ballot(&session, name, &[]));
    let refused = merge(&session, &ballots, now()).unwrap_err();
    assert_eq!(refused, NotMerged::SameName { first: 0, second: 2, name: "CHI".into() });
    assert_eq!(refused.to_string(), "two ballots of CHI: merge only the one that counts");
}

#[test]
fn a_vote_for_a_choice_that_does_not_exist_is_refused() {
    let session = session();
    let json = ballot(&session, "Ana", &[("money", "firm")]).to_json().replace("\"firm\"", "\"boss\"");
    let refused = merge(&session, &[Ballot::parse(json.as_bytes()).unwrap()], now()).unwrap_err();
    assert_eq!(refused.to_string(), "votes.money: there is no choice `boss`, expected `unknown` or one of `us`, `firm`, `guest`");
}

#[test]
fn no_more_than_fifty_people_take_part() {
    let session = session();
    let ballots: Vec<Ballot> = (0..49).map(|number| ballot(&session, &format!("P{number}"), &[])).collect();
    assert_eq!(merge(&session, &ballots, now()).unwrap_err(), NotMerged::TooMany);
    assert!(merge(&session, &ballots[1..], now()).is_ok());
}

#[test]
fn votes_that_join_those_with_which_the_result_was_seen_are_logged_once() {
    let mut session = merge(&session(), &[ballot(&session(), "Bo", &[("money", "us")])], now()).unwrap().session;
    session.apply(Change::SeeResult, now()).unwrap();
    let ballot = ballot(&session, "Ana", &[("time", "much"), ("money", "us")]);
    let once = merge(&session, std::slice::from_ref(&ballot), now()).unwrap().session;
    let logged: Vec<&str> = once.log().iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(logged, ["The ballot of Ana brought votes: Money"]);
    assert_eq!(merge(&once, &[ballot], now()).unwrap().session, once);
}

/// Ballots of different people, with any votes and notes.
fn any_ballots() -> impl Strategy<Value = Vec<Ballot>> {
    let time = prop_oneof![Just("little"), Just("much"), Just("unknown"), Just("")];
    let money = prop_oneof![Just("us"), Just("firm"), Just("guest"), Just("unknown"), Just("")];
    let names = proptest::sample::subsequence(vec!["Ana", "Bo", "Chi", "Dee", "eve", "Zoe"], 1..=4).prop_shuffle();
    names.prop_flat_map(move |names| {
        let people: Vec<_> = names.into_iter().map(|name| (Just(name), time.clone(), money.clone(), "[a-z]{0,3}")).collect();
        people.prop_map(|people| {
            let session = session();
            people
                .into_iter()
                .map(|(name, time, money, note)| {
                    let votes: Vec<(&str, &str)> =
                        [("time", time), ("money", money)].into_iter().filter(|(_, vote)| !vote.is_empty()).collect();
                    let mut ballot = ballot(&session, name, &votes);
                    ballot.note(session.questionnaire(), &id("time"), note).unwrap();
                    ballot
                })
                .collect()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_ballots_does_not_matter(ballots in any_ballots(), seen: bool) {
        let mut session = session();
        if seen {
            session.apply(Change::SeeResult, now()).unwrap();
        }
        let merged = merge(&session, &ballots, now()).unwrap();
        let reversed: Vec<Ballot> = ballots.iter().rev().cloned().collect();
        prop_assert_eq!(&merge(&session, &reversed, now()).unwrap(), &merged);
        prop_assert_eq!(&merge(&merged.session, &reversed, now()).unwrap().session, &merged.session);
        prop_assert_eq!(Session::parse(merged.session.to_json().as_bytes()).unwrap(), merged.session);
    }

    #[test]
    fn every_ballot_counts_as_it_was_filled_in(ballots in any_ballots()) {
        let session = session();
        let merged = merge(&session, &ballots, now()).unwrap().session;
        for ballot in &ballots {
            let name = &merged.participant(ballot.name()).unwrap().name;
            for (question, vote) in ballot.votes() {
                prop_assert_eq!(merged.votes(question).unwrap().get(name), Some(vote));
            }
            for (question, note) in ballot.notes() {
                prop_assert_eq!(merged.member_notes(question).unwrap().get(name), Some(note));
            }
        }
        let old: Vec<Participant> = merged.participants().iter().take(2).cloned().collect();
        prop_assert_eq!(old, session.participants());
    }
}

#[test]
fn p27_a_ballot_under_another_spelling_of_a_name_is_the_same_persons() {
    let mut session = session();
    session.apply(Change::AddParticipant(Participant { name: "Zoë".into(), role: None }), now()).unwrap();
    for name in ["Zoe\u{308}", "ZOË ", "zoë"] {
        let mut other = ballot(&session, "Zoë", &[("money", "firm")]);
        name.clone_into(&mut other.name);
        let merged = merge(&session, &[other], now()).unwrap();
        assert_eq!((merged.report[0].name.as_str(), merged.report[0].is_new), ("Zoë", false), "{name:?}");
        assert_eq!(merged.session.participants(), session.participants());
    }
}

#[test]
fn p27_a_ballot_under_a_name_that_looks_like_somebody_elses_is_refused() {
    let session = session();
    let refused = merge(&session, &[ballot(&session, "Аna", &[("money", "firm")])], now()).unwrap_err();
    assert_eq!(refused, NotMerged::LooksAlike { ballot: 0, name: "Аna".into(), other: "Ana".into() });
    let ballots = ["Eve", "Еve"].map(|name| ballot(&session, name, &[("money", "firm")]));
    let refused = merge(&session, &ballots, now()).unwrap_err();
    assert_eq!(refused, NotMerged::LooksAlike { ballot: 1, name: "Еve".into(), other: "Eve".into() });
}

#[test]
fn p27_a_ballot_that_replaces_a_vote_says_so_and_is_logged_once() {
    let before = merge(&session(), &[ballot(&session(), "Ana", &[("money", "firm")])], now()).unwrap();
    assert!(before.report[0].replaced.is_empty() && before.session.log().is_empty());
    let other = [ballot(&before.session, "ana", &[("money", "unknown"), ("time", "unknown")])];
    let merged = merge(&before.session, &other, now()).unwrap();
    assert_eq!(merged.report[0].replaced, [id("money")]);
    assert_eq!(merged.session.log().last().unwrap().what, "The ballot of Ana replaced an earlier vote: Money");
    let again = merge(&merged.session, &other, now()).unwrap();
    assert!(again.report[0].replaced.is_empty());
    assert_eq!(again.session, merged.session);
}
