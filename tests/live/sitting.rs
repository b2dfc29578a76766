//! A live vote and the sitting that leads it: what the devices sent ends in the session as at the keyboard.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use serde_json::json;
use weigh::live::Host;
use weigh::session::{Change, Participant, Session, Vote as Cast};
use weigh::sitting::{File, FileKeeper, Keeper as _, Kind, Sitting, Venue};
use weigh::store::SessionFile;

use crate::client::{Memory, Vote, session};

/// A sitting in a folder of its own, with a live vote open.
struct Meeting {
    sitting: Sitting,
    keeper: FileKeeper,
    vote: Vote,
}

fn keeper(folder: &Path) -> FileKeeper {
    FileKeeper::new(SessionFile::create(&folder.join("s.weigh.json"), &[]).unwrap(), Box::new(Session::to_json), None)
}

fn go_live(sitting: &Sitting, keeper: &FileKeeper, last: u8) -> Host {
    // An address of its own: tests run side by side, and the usual port is tried first.
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, 1, last));
    sitting.go_live(keeper.drafts(), Venue { address, name: None, news: Box::new(|| {}) }).unwrap()
}

fn meeting(folder: &Path, names: &[&str], last: u8) -> Meeting {
    let session = session(names);
    let sitting = Sitting::new(session.clone(), Kind::Team, File::default());
    let keeper = keeper(folder);
    let host = go_live(&sitting, &keeper, last);
    let code = host.shown().code;
    Meeting { sitting, keeper, vote: Vote { host, session, code, drafts: Memory::default() } }
}

impl Meeting {
    fn say_sure(&self, person: &str, points: u8) -> u16 {
        let rev = self.vote.state(person)["rev"].clone();
        self.vote.ask("PUT", "/ballot", person, &json!({"rev": rev, "votes": {}, "confidence": points}).to_string()).status
    }
}

/// The vote that stands for the choice at `place` of the question with that number.
fn choice(session: &Session, question: usize, place: usize) -> Cast {
    Cast::Choice(session.questionnaire().questions()[question].choices[place].id.clone())
}

#[test]
fn votes_from_devices_end_in_the_session_as_those_at_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { mut sitting, vote, .. } = meeting(folder.path(), &["Ana", "Bo"], 1);
    let questions = vote.session.questionnaire().questions().to_vec();
    let count = questions.len();
    let [ana, bo] = ["Ana", "Bo"].map(|name| vote.claim(name));
    vote.put(&ana, &vote.votes(count, 0));
    let mut bos = vote.votes(count, 0);
    bos[questions[1].id.as_str()] = questions[1].choices[1].id.to_string().into();
    vote.put(&bo, &bos);
    let said = sitting.show_live(&vote.host).unwrap();
    assert_eq!(said, format!("The votes of 2 people are in: {} of {count} agreed. u undoes it", count - 1));
    assert_eq!(sitting.apart().iter().map(|question| &question.id).collect::<Vec<_>>(), [&questions[1].id]);
    sitting.confirm_agreed().unwrap();
    sitting.vote_again_live(&vote.host, &questions[1].id).unwrap();
    for person in [&ana, &bo] {
        vote.put(person, &json!({questions[1].id.as_str(): questions[1].choices[2].id.as_str()}));
    }
    let agreed = sitting.show_live(&vote.host).unwrap();
    assert!(agreed.starts_with("All 2 agree"), "{agreed}");
    sitting.ask_confidence_live(&vote.host).unwrap();
    let meeting = Meeting { sitting, keeper: keeper(tempfile::tempdir().unwrap().path()), vote };
    assert_eq!([meeting.say_sure(&ana, 4), meeting.say_sure(&bo, 2)], [204, 204]);
    let Meeting { mut sitting, vote, .. } = meeting;
    assert_eq!(sitting.show_live(&vote.host).unwrap(), "2 people said how sure they are. u undoes it");

    let mut at_keyboard = Sitting::new(vote.session.clone(), Kind::Team, File::default());
    for (number, question) in questions.iter().enumerate() {
        for rounds in if number == 1 { &[[0, 1], [2, 2]][..] } else { &[[0, 0]] } {
            at_keyboard.open_round(&question.id, false).unwrap();
            for (name, place) in ["Ana", "Bo"].into_iter().zip(rounds) {
                at_keyboard.vote(name, Some(choice(&vote.session, number, *place))).unwrap();
            }
            at_keyboard.reveal().unwrap();
        }
    }
    at_keyboard.set_confidence("Ana", Some(4)).unwrap();
    at_keyboard.set_confidence("Bo", Some(2)).unwrap();
    assert_eq!(sitting.session().to_json(), at_keyboard.session().to_json());
    sitting.undo().unwrap();
    assert!(sitting.session().confidence().is_empty(), "what came at once is undone at once");
}

#[test]
fn a_vote_at_the_keyboard_beside_a_round_on_the_devices_is_shown_with_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { mut sitting, vote, .. } = meeting(folder.path(), &["Ana", "Bo"], 2);
    let first = vote.session.questionnaire().questions()[0].id.clone();
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(1, 0));
    sitting.show_live(&vote.host).unwrap();
    sitting.vote_again_live(&vote.host, &first).unwrap();
    vote.put(&ana, &vote.votes(1, 1));
    sitting.open_round(&first, false).unwrap();
    sitting.vote("Bo", Some(choice(&vote.session, 0, 1))).unwrap();
    let said = sitting.show_live(&vote.host).unwrap();
    assert!(said.starts_with("All 2 agree"), "{said}");
    assert_eq!(sitting.session().rounds(&first).len(), 2, "one round, not one each");
}

#[test]
fn what_the_session_refuses_stays_on_the_devices() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { mut sitting, vote, .. } = meeting(folder.path(), &["Ana"], 3);
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(2, 0));
    sitting.file.read_only = Some("it is an example".to_owned());
    assert!(sitting.show_live(&vote.host).is_err());
    assert_eq!(vote.state(&ana)["phase"], "open");
    sitting.file.read_only = None;
    sitting.show_live(&vote.host).unwrap();
    assert_eq!(vote.state(&ana)["phase"], "shown");
}

#[test]
fn p31_people_who_come_during_a_vote_take_part_and_a_corrected_name_keeps_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { mut sitting, vote, .. } = meeting(folder.path(), &["Ana", "Rob"], 4);
    let rob = vote.claim("Rob");
    vote.put(&rob, &vote.votes(3, 0));
    let base = sitting.session().clone();
    sitting.set_team(&base, "Ana, Robert, Chi", &[]).unwrap();
    sitting.follow_live(&vote.host).unwrap();
    let chi = vote.claim("Chi");
    assert_eq!(vote.put(&chi, &vote.votes(3, 0)).status, 204);
    assert_eq!((vote.state(&rob)["you"].as_str(), &vote.state(&rob)["yours"]["votes"]), (Some("Robert"), &vote.votes(3, 0)));
    assert!(vote.ask("GET", "/questions", "", "").json()["main"].as_str().unwrap().contains("data-name=\"Chi\""));
    sitting.show_live(&vote.host).unwrap();
    let first = &vote.session.questionnaire().questions()[0].id;
    assert_eq!(sitting.session().votes(first).unwrap().keys().collect::<Vec<_>>(), ["Chi", "Robert"]);
}

#[test]
fn p31_a_vote_goes_on_after_the_end_of_the_program_and_its_draft_goes_with_the_votes() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { sitting, keeper, vote } = meeting(folder.path(), &["Ana", "Bo"], 5);
    let ana = vote.claim("Ana");
    vote.put(&ana, &vote.votes(4, 0));
    let code = vote.code.clone();
    drop(vote);
    let host = go_live(&sitting, &keeper, 5);
    assert_eq!((host.shown().code, host.shown().people[0].received), (code, 4));
    let mut sitting = sitting;
    let mut keeper = keeper;
    sitting.show_live(&host).unwrap();
    assert!(keeper.drafts().read().unwrap().is_some(), "nothing of it is saved yet");
    sitting.save(&mut keeper);
    sitting.settle_live(&host).unwrap();
    assert!(keeper.exists() && keeper.drafts().read().unwrap().is_none());
}

#[test]
fn p31_somebody_who_answered_and_is_not_in_the_list_any_more_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let Meeting { mut sitting, vote, .. } = meeting(folder.path(), &["Ana"], 6);
    sitting.change("who is here", Change::AddParticipant(Participant { name: "Chi".into(), role: None })).unwrap();
    sitting.follow_live(&vote.host).unwrap();
    let chi = vote.claim("Chi");
    vote.put(&chi, &vote.votes(1, 0));
    sitting.undo().unwrap();
    sitting.follow_live(&vote.host).unwrap();
    assert!(sitting.show_live(&vote.host).unwrap_err().contains("add Chi again in the setup first"));
    sitting.redo().unwrap();
    sitting.follow_live(&vote.host).unwrap();
    sitting.show_live(&vote.host).unwrap();
}
