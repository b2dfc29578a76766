//! Plain mode as a conversation: what is typed, what is said, and what is kept.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot do what it must has failed")]

use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;
use weigh::plain::{Plain, Stop, Talk, choose_session};
use weigh::questionnaire::{Id, Importance, Questionnaire};
use weigh::session::ballot::Ballot;
use weigh::session::{Answer, AnswerMode, Change, Participant, Session, Vote};
use weigh::sitting::{Content, File, FoundBallot, FoundSession, KeepError, Keeper, Kept, Kind, Listing};
use weigh::store::FileError;

/// Keeps a session in memory, as well or as badly as a test wants.
#[derive(Default)]
struct Memory {
    saved: Vec<Session>,
    read_only: Option<String>,
    /// The disk is full until that many saves have failed.
    failing: usize,
    other_file: Option<String>,
    ballots: Vec<Ballot>,
}

fn failed(action: &'static str, file: &str, kind: ErrorKind) -> KeepError {
    KeepError::File(FileError::new(action, Path::new(file), std::io::Error::from(kind)))
}

impl Keeper for Memory {
    fn file(&self) -> File {
        let name = self.other_file.clone().unwrap_or_else(|| "s.weigh.json".to_owned());
        File { name, read_only: self.read_only.clone(), problem: None }
    }

    fn exists(&self) -> bool {
        !self.saved.is_empty()
    }

    fn save(&mut self, session: &Session) -> Result<Kept, KeepError> {
        assert!(self.read_only.is_none(), "a read-only session is never saved");
        if self.failing > 0 {
            self.failing -= 1;
            return Err(failed("save", "s.weigh.json", ErrorKind::StorageFull));
        }
        self.saved.push(session.clone());
        Ok(Kept::There)
    }

    fn save_as(&mut self, path: &Path, session: &Session) -> Result<(), KeepError> {
        let name = path.to_string_lossy();
        if name == "bad" {
            return Err(failed("save", "bad", ErrorKind::NotADirectory));
        }
        self.other_file = Some(name.into_owned());
        self.failing = 0;
        self.saved.push(session.clone());
        Ok(())
    }

    fn finish(&mut self) -> Result<Kept, KeepError> {
        Ok(Kept::There)
    }

    fn export(&mut self, _: &Session, _: weigh::report::Format) -> Result<String, KeepError> {
        Ok("decision.md".to_owned())
    }

    fn ballots(&self, _: &Session) -> Vec<FoundBallot> {
        let found = |ballot: &Ballot| FoundBallot {
            path: format!("{}.ballot.json", ballot.name()).into(),
            name: ballot.name().to_owned(),
            merged: false,
        };
        self.ballots.iter().map(found).collect()
    }

    fn write_page(&mut self, _: &Session) -> Result<String, KeepError> {
        Ok("ballot.html".to_owned())
    }

    fn ballot(&self, path: &Path) -> Result<Ballot, KeepError> {
        let named = |ballot: &&Ballot| path.to_string_lossy().starts_with(ballot.name());
        self.ballots.iter().find(named).cloned().ok_or_else(|| failed("read", &path.to_string_lossy(), ErrorKind::NotFound))
    }
}

/// What a conversation gave.
struct Talked {
    said: String,
    session: Session,
    keeper: Memory,
    end: Result<(), Stop>,
}

impl Talked {
    fn last_saved(&self) -> &Session {
        self.keeper.saved.last().expect("something was saved")
    }
}

fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

/// A session with a title, in which Ana, Bo and Chi take part.
fn session() -> Session {
    let mut session = Session::new(Questionnaire::built_in().into(), now());
    make(&mut session, Change::Title("Which model?".into()));
    for name in ["Ana", "Bo", "Chi"] {
        make(&mut session, Change::AddParticipant(Participant { name: name.into(), role: None }));
    }
    session
}

fn make(session: &mut Session, change: Change) {
    session.apply(change, now()).unwrap();
}

fn id(session: &Session, number: usize) -> Id {
    session.questionnaire().questions()[number - 1].id.clone()
}

fn choice(session: &Session, number: usize, choice: usize) -> Id {
    session.questionnaire().questions()[number - 1].choices[choice - 1].id.clone()
}

fn answer(session: &Session, number: usize, place: usize) -> Change {
    Change::Answer(id(session, number), Answer::Choice(choice(session, number, place)))
}

/// The same with the second answer to every question.
fn answered() -> Session {
    let mut session = session();
    for number in 1..=session.questionnaire().questions().len() {
        let change = answer(&session, number, 2);
        make(&mut session, change);
    }
    session
}

/// Types lines, one after the other; then the input ends.
fn talk(session: Session, lines: &[&str]) -> Talked {
    talk_with(session, lines, Memory::default(), false)
}

fn talk_with(session: Session, lines: &[&str], mut keeper: Memory, terminal: bool) -> Talked {
    let input: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
    let mut input = input.as_bytes();
    let mut output = Vec::new();
    let before = session.clone();
    let talk = Talk::new(&mut input, &mut output, terminal, terminal);
    let end = Plain::new(session, Kind::Team, &mut keeper, talk, now).run();
    let session = keeper.saved.last().cloned().unwrap_or(before);
    Talked { said: String::from_utf8(output).unwrap(), session, keeper, end }
}

#[track_caller]
fn assert_says(talked: &Talked, expected: &str) {
    assert!(talked.said.contains(expected), "{expected:?} is not in:\n{}", talked.said);
}

#[test]
fn a_question_is_shown_as_text_that_can_be_read_aloud() {
    let talked = talk(session(), &[]);
    let blocks: Vec<&str> = talked.said.split("\n\n").collect();
    assert!(blocks[1].starts_with("Question 1 of 20. Data, trust and ethics. 0 answered.\n"), "{}", blocks[1]);
    for line in ["\n1. ", "\n5. ", "\n0. We don't know yet\n", "\nImportance high.\n", "\nAnswer 0 to 5, n note, "] {
        assert!(blocks[1].contains(line), "{line:?}: {}", blocks[1]);
    }
    assert!(talked.said.is_ascii() && !talked.said.contains('\u{1b}'), "no boxes, no escapes");
    assert!(!talked.said.contains("\n\n\n"), "one blank line between blocks");
}

#[test]
fn a_terminal_gets_lines_of_at_most_80_columns_and_nothing_twice() {
    let talked = talk_with(session(), &["1", "r", "6", "q"], Memory::default(), true);
    let wide = talked.said.lines().find(|line| line.chars().count() > 80);
    // What was typed is shown by the terminal itself, so the prompt runs into the next line here.
    assert_eq!(wide.filter(|line| !line.contains("]: ") && !line.contains("quit: ")), None);
}

#[test]
fn enter_leaves_a_question_open_and_keeps_an_answer() {
    let talked = talk(session(), &["", "2", "b", "", "b", "b"]);
    assert!(talked.session.is_open(&id(&talked.session, 1)));
    assert_eq!(talked.session.chosen(&id(&talked.session, 2)), Some(&choice(&talked.session, 2, 2)));
    assert_says(&talked, "(current answer)");
}

#[test]
fn what_is_not_understood_is_asked_again_and_changes_nothing() {
    let talked = talk(session(), &["6", "-1", "maybe", "12345678901234567890", "1 2", "n", "", "i much", "v 9", "v 12", "v xyz", "o 99"]);
    assert!(talked.keeper.saved.is_empty(), "nothing was saved");
    assert_says(&talked, "There is no answer 6 here. Type 0 to 5, Enter to go on, or ? for help.");
    assert_says(&talked, "I do not understand \"maybe\".");
    assert_says(&talked, "I do not understand \"1 2\".");
    assert_says(&talked, "I do not understand \"much\". The steps are 0 leave out, 1 low, 2 normal, 3 high, 4 critical.");
    assert_says(&talked, "Type 3 characters, one for each of Ana, Bo, Chi: 0 to 5, - for nobody.");
    assert_says(&talked, "There is no question 99: they go from 1 to 20.");
}

#[test]
fn an_importance_that_could_be_two_is_asked_again() {
    let talked = talk(session(), &["i l", "i lo"]);
    assert_says(&talked, "I do not understand \"l\".");
    let first = talked.session.questionnaire().questions()[0].clone();
    assert_eq!(talked.session.importance(&first), Importance::Low);
}

#[test]
fn every_change_is_saved_before_anything_else_is_asked() {
    let talked = talk(session(), &["1", "n hello", "+", "x not ours", "f call them, Bo, 2026-12-01"]);
    assert_eq!(talked.keeper.saved.len(), 5);
    assert!(talked.keeper.saved[0].chosen(&id(&talked.session, 1)).is_some());
    assert_eq!(talked.last_saved().note(&id(&talked.session, 2)), "hello");
    assert_eq!(talked.last_saved().answer(&id(&talked.session, 2)), Some(&Answer::NotApplicable("not ours".into())));
    assert_eq!(talked.last_saved().follow_ups().len(), 1);
}

#[test]
fn a_note_can_be_replaced_kept_and_removed() {
    let note = |lines: &[&str]| {
        let talked = talk(session(), lines);
        talked.session.note(&id(&talked.session, 1)).to_owned()
    };
    assert_eq!(note(&["n one", "n two"]), "two");
    assert_eq!(note(&["n one", "n", ""]), "one");
    assert_eq!(note(&["n one", "n", "-"]), "");
}

#[test]
fn an_answer_and_a_note_are_one_line() {
    let talked = talk(session(), &["2 we have two people", "b", "3 and a third from May", "1 2"]);
    assert_eq!(talked.session.note(&id(&talked.session, 1)), "we have two people\nand a third from May");
    assert_eq!(talked.session.chosen(&id(&talked.session, 1)), Some(&choice(&talked.session, 1, 3)));
    assert_says(&talked, "I do not understand \"1 2\".");
    assert_says(&talked, "Note saved.");
}

#[test]
fn votes_that_were_left_wait_and_only_who_is_missing_is_asked() {
    let mut session = session();
    make(&mut session, Change::Mode(AnswerMode::InTurns));
    let talked = talk(session, &["3", "b", "1", "u", "b", "redo"]);
    assert_says(&talked, "The votes wait, unseen: v goes on with them.");
    assert_eq!(talked.session.round().map(|round| round.votes.len()), Some(1));
    assert_eq!(talked.session.chosen(&id(&talked.session, 1)), Some(&choice(&talked.session, 1, 1)), "a look at the votes forgets no step");
    let talked = talk(self::session(), &["v 1-3", "v 2"]);
    let votes = talked.session.votes(&id(&talked.session, 1)).unwrap();
    assert_eq!(votes.get("Bo"), Some(&Vote::Choice(choice(&talked.session, 1, 2))));
    assert_eq!(votes.get("Ana"), Some(&Vote::Choice(choice(&talked.session, 1, 1))));
}

#[test]
fn what_there_is_to_choose_from_is_said_before_the_first_question_and_when_asked_for() {
    let mut fresh = Session::new(Questionnaire::built_in().into(), now());
    let talked = talk(fresh.clone(), &["Which model?", "", "Ana, Bo", "", "to choose from"]);
    assert_eq!(talked.said.matches("What there is to choose from. Do all of you mean the same?").count(), 2);
    for alternative in fresh.questionnaire().alternatives() {
        assert_says(&talked, &format!("\n{}: ", alternative.short));
    }
    make(&mut fresh, Change::Title("T".into()));
    let number =
        (1..=20).find(|number| !fresh.questionnaire().terms_of(&fresh.questionnaire().questions()[number - 1]).is_empty()).unwrap();
    assert_says(&talk(fresh, &[&format!("o {number}"), "w"]), "\nWord: ");
}

#[test]
fn undo_and_redo_go_to_the_place_of_the_change() {
    let talked = talk(session(), &["1", "2", "u", "u", "redo"]);
    assert_eq!(talked.session.chosen(&id(&talked.session, 1)), Some(&choice(&talked.session, 1, 1)));
    assert!(talked.session.is_open(&id(&talked.session, 2)));
    assert_says(&talk(session(), &["u"]), "There is nothing to undo.");
    assert_says(&talk(session(), &["1", "redo"]), "There is nothing to redo.");
}

#[test]
fn that_the_result_was_seen_cannot_be_undone() {
    let mut session = answered();
    let first = id(&session, 1);
    make(&mut session, Change::ClearAnswer(first));
    let talked = talk(session, &["1", "r", "o", "u"]);
    assert!(talked.session.is_open(&id(&talked.session, 1)), "the answer given before the result is undone");
    assert_eq!(talked.session.log().len(), 1, "taking an answer back after the result was seen is noted");
    assert!(talked.session.result_seen().is_some());
}

#[test]
fn a_change_after_the_result_was_seen_is_logged() {
    let talked = talk(answered(), &["r", "o 2", "1"]);
    assert_eq!(talked.session.log().len(), 1);
}

#[test]
fn private_votes_are_never_printed_before_they_are_shown() {
    let mut session = session();
    make(&mut session, Change::Mode(AnswerMode::InTurns));
    let talked = talk(session, &["3", "7", "5", "0"]);
    let (before, after) = talked.said.split_once("The votes:").or_else(|| talked.said.split_once("Split vote.")).unwrap();
    let private = before.split("Private votes").nth(1).unwrap();
    assert!(
        private.lines().skip(1).all(|line| line.is_empty() || line.ends_with(": ") || line.starts_with("That is no vote.")),
        "{private}"
    );
    assert!(after.contains("\n3. Suppliers that sign a data agreement: personal or client data: Ana\n"), "{after}");
    assert!(after.contains(": Bo\n0. We don't know yet: Chi\n"), "{after}");
    assert!(talked.session.answer(&id(&talked.session, 1)).is_none(), "votes never decide by themselves");
}

#[test]
fn a_round_that_was_interrupted_is_gone_on_with() {
    let mut session = session();
    make(&mut session, Change::Mode(AnswerMode::InTurns));
    let first = talk(session, &["3", "q"]);
    assert_eq!(first.session.round().map(|round| round.votes.len()), Some(1));
    assert_says(&first, "Ana, 1 to 5, ");
    assert!(!first.said.contains("3. Suppliers that sign a data agreement: personal or client data: Ana"));
    let second = talk(first.session, &["2", ""]);
    assert!(!second.said.contains("\nAna, 1 to 5"), "Ana has voted: {}", second.said);
    assert_eq!(second.session.votes(&id(&second.session, 1)).map(std::collections::BTreeMap::len), Some(2));
}

#[test]
fn votes_called_out_are_one_digit_a_person_and_undone_together() {
    let talked = talk(session(), &["v 1-3"]);
    let votes = talked.session.votes(&id(&talked.session, 1)).unwrap().clone();
    assert_eq!(votes.get("Ana"), Some(&Vote::Choice(choice(&talked.session, 1, 1))));
    assert_eq!((votes.get("Bo"), votes.get("Chi")), (None, Some(&Vote::Choice(choice(&talked.session, 1, 3)))));
    let undone = talk(session(), &["v 113", "u"]);
    assert!(undone.session.votes(&id(&undone.session, 1)).is_none() && undone.session.round().is_none());
}

#[test]
fn a_second_round_keeps_the_first_and_a_dissent_gets_its_line() {
    let talked = talk(session(), &["v 115", "v 11-", "1", "b", "d chi it breaks the contract"]);
    let first = id(&talked.session, 1);
    assert_eq!(talked.session.rounds(&first).len(), 2);
    assert_eq!(
        talked.session.votes(&first).unwrap().get("Chi"),
        Some(&Vote::Choice(choice(&talked.session, 1, 5))),
        "Chi did not vote again"
    );
    assert_eq!(talked.session.member_notes(&first).unwrap().get("Chi").map(String::as_str), Some("it breaks the contract"));
    assert_says(&talked, "Dissent: Chi. d Chi TEXT says why.");
}

#[test]
fn a_hard_limit_is_said_once_answered_and_can_be_lifted_with_a_note() {
    let talked = talk(session(), &["4", "b", "l the owner agreed in writing", "b"]);
    let before = talked.said.split("Saved.").next().unwrap();
    assert!(!before.contains("Rules out"), "nothing is given away before the answer: {before}");
    assert_says(&talked, "Rules out Closed model through its maker's API: ");
    assert_says(&talked, "unless these requests can be told apart before a model sees them (l says how).");
    assert_says(&talked, "Open weights at a specialist host is let in again.");
    assert!(!talked.said.contains("keeps its other half"), "with its parts let in a mix has nothing left to tell apart");
    assert!(talked.session.waivers().all(|(_, _, note)| note == "the owner agreed in writing"));
    assert!(talked.session.waivers().count() > 0);
    assert_says(&talk(session(), &["l"]), "Only an answer rules something out: choose one first.");
}

#[test]
fn not_knowing_can_name_who_finds_out_in_the_same_line() {
    let talked = talk(session(), &["0 bo, 2026-12-24"]);
    let follow_up = talked.session.follow_ups()[0].clone();
    assert_eq!((follow_up.owner.as_deref(), follow_up.due.unwrap().to_string()), (Some("Bo"), "2026-12-24".to_owned()));
    assert_eq!(talked.session.answer(&id(&talked.session, 1)), Some(&Answer::Unknown));
    assert!(talk(session(), &["0"]).session.follow_ups().is_empty());
}

#[test]
fn a_day_is_typed_as_people_say_it_and_said_at_once_as_it_is_stored() {
    let talked = talk(session(), &["f ask legal, Bo, friday"]);
    assert_says(&talked, "Follow-up saved: Bo, by 2026-11-27: ask legal");
    let talked = talk(session(), &["0 bo, in 2 weeks", "f ask, Bo, frday", "ask, Bo, 12 dec", "0 chi, someday", "0 chi"]);
    assert_says(&talked, "\"frday\" is no date that can be read: type friday, 12 dec, in 2 weeks or 2026-12-24.");
    let told: Vec<_> =
        talked.session.follow_ups().iter().map(|task| (task.owner.clone().unwrap(), task.due.map(|day| day.to_string()))).collect();
    let due = |day: &str| Some(day.to_owned());
    assert_eq!(
        told,
        [("Bo".to_owned(), due("2026-12-07")), ("Bo".to_owned(), due("2026-12-12")), ("Chi".to_owned(), None)],
        "{}",
        talked.said
    );
}

#[test]
fn an_unreadable_session_of_the_folder_is_listed() {
    let found = |file: &str, content| FoundSession { path: file.into(), content };
    let standing = weigh::scoring::standing(&session());
    let lunch = found("lunch.weigh.json", Some(Content { title: "Lunch".to_owned(), standing }));
    let listing = Listing { sessions: vec![found("broken.weigh.json", None), lunch], more: 0 };
    let mut output = Vec::new();
    let chosen = choose_session(&mut Talk::new(&mut b"2\n".as_slice(), &mut output, false, false), &listing).unwrap();
    assert_eq!(chosen, Some("lunch.weigh.json".into()));
    let said = String::from_utf8(output).unwrap();
    assert!(said.contains("\n1. broken.weigh.json: cannot be read\n2. lunch.weigh.json: Lunch, 0 answered, 20 open\n"), "{said}");
}

#[test]
fn before_the_result_of_open_questions_it_is_said_once_that_changes_are_noted() {
    let mut session = answered();
    let first = id(&session, 1);
    make(&mut session, Change::ClearAnswer(first));
    let talked = talk(session, &["r", "o", "r"]);
    let said = "1 question is open. From now on changed answers are noted in the record.\n\nResult. ";
    assert_says(&talked, said);
    assert_eq!(talked.said.matches("From now on").count(), 1);
    assert!(!talk(answered(), &["r"]).said.contains("From now on"), "not if nothing is open");
    let early = talk(self::session(), &["r"]);
    assert!(early.session.result_seen().is_none() && !early.said.contains("From now on"), "not without a ranking");
}

#[test]
fn priorities_are_set_by_number_and_name() {
    let talked = talk(session(), &["p", "2 critical", "i 3 0", "40 high", "2 often", ""]);
    let questions = talked.session.questionnaire().questions();
    assert_eq!(talked.session.importance(&questions[1]), Importance::Critical);
    assert_eq!(talked.session.importance(&questions[2]), Importance::LeaveOut);
    assert_says(&talked, "There is no question 40: they go from 1 to 20.");
    assert_says(&talked, "I do not understand \"often\".");
}

#[test]
fn a_question_left_out_is_asked_only_if_it_holds_a_hard_limit() {
    let mut session = session();
    let (with, without): (Vec<_>, Vec<_>) = (1..=20).partition(|number| session.questionnaire().questions()[number - 1].has_hard_limit());
    for number in [with[0], without[0]] {
        let question = id(&session, number);
        make(&mut session, Change::Importance(question, Importance::LeaveOut));
    }
    let talked = talk(session, &vec![""; 17]);
    assert_says(&talked, &format!("\nQuestion {} of 20.", with[0]));
    assert!(!talked.said.contains(&format!("\nQuestion {} of 20.", without[0])));
}

#[test]
fn a_question_opened_from_the_review_leads_back_there() {
    let talked = talk(session(), &["o", "7", "2"]);
    assert_eq!(talked.said.matches("\nReview. Which model?").count(), 2);
}

#[test]
fn coming_back_to_the_result_says_what_the_change_did() {
    let talked = talk(answered(), &["r", "o 1", "3"]);
    assert_says(&talked, "\nSince you last looked:\n");
    assert_says(&talked, " before, ");
}

#[test]
fn every_part_of_the_result_can_be_read() {
    let session = weigh::demo::session();
    let talked = talk(session, &["r", "1", "2", "3", "4", "5", "6", "7"]);
    for expected in [
        "+1.8: Exit plan: ",
        "Speaks against it: ",
        "What to do about it: ",
        "Dissent: Bo on ",
        "Confidence: Ana 4",
        "First steps: ",
        "Type 1 to 6, ",
    ] {
        assert_says(&talked, expected);
    }
}

#[test]
fn trying_changes_nothing_until_it_is_kept() {
    let dropped = talk(session(), &["1", "r", "t", "1 3", "i 2 critical", ""]);
    assert_eq!(dropped.session.chosen(&id(&dropped.session, 1)), Some(&choice(&dropped.session, 1, 1)));
    assert_says(&dropped, "Dropped; the answers are as before.");
    let kept = talk(answered(), &["r", "t", "1 3", "9 1", "u", "1 99", "nothing", "s"]);
    assert_eq!(kept.session.chosen(&id(&kept.session, 1)), Some(&choice(&kept.session, 1, 3)));
    assert_eq!(kept.session.chosen(&id(&kept.session, 9)), Some(&choice(&kept.session, 9, 2)), "that one was undone");
    assert_eq!(kept.session.log().len(), 1, "what is kept is logged");
    assert_says(&kept, "Question 1 has the answers 0 to 5.");
}

#[test]
fn the_close_asks_again_and_enter_skips_everything() {
    let talked = talk(session(), &["c", "6", "", "", "", "9", "", "", "n"]);
    assert_says(&talked, "Type 1 (not sure at all) to 5 (very sure), or Enter to skip.");
    assert_says(&talked, "Type 1 to 6, or Enter.");
    assert_says(&talked, "Missing: ");
    assert!(talked.session.decision().is_none() && talked.session.confidence().is_empty());
    assert!(!talked.said.contains("The record is written"));
}

#[test]
fn a_date_is_asked_again_until_it_is_one() {
    let talked = talk(session(), &["c", "", "", "", "3", "accepted", "", "soon", "2027-02-30", "2027-03-01", "", "y"]);
    assert_eq!(talked.said.matches("is no date that can be read: type friday, 12 dec, in 2 weeks or 2026-12-24.").count(), 2);
    assert_eq!(talked.session.decision().unwrap().revisit.unwrap().to_string(), "2027-03-01");
    assert_says(&talked, "The record is written: decision.md");
}

#[test]
fn the_setup_names_adds_and_removes_people_but_nobody_who_voted() {
    let talked = talk(session(), &["v 1--", "s", "", "", "Bo:legal, Dee", "3"]);
    let people: Vec<_> = talked.session.participants().iter().map(|person| (person.name.as_str(), person.role.as_deref())).collect();
    assert_eq!(people, [("Ana", None), ("Bo", Some("legal")), ("Dee", None)]);
    assert_says(&talked, "Ana has voted and can be renamed, not removed.");
    assert_eq!(talked.session.mode(), AnswerMode::InTurns);
}

#[test]
fn another_name_for_somebody_who_voted_is_asked_about() {
    let people = |answer: &str| {
        let talked = talk(session(), &["v 111", "s", "", "", "Ana, Robert, Chi", answer, ""]);
        assert_says(&talked, "is Bo now Robert? y or n:");
        talked.session.participants().iter().map(|person| person.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(people("y"), ["Ana", "Robert", "Chi"]);
    assert_eq!(people("n").len(), 4, "Robert is somebody else, and Bo stays with his vote");
}

#[test]
fn votes_that_wait_are_dropped_only_with_consent() {
    let waiting = ["v", "1", "q"];
    let before = talk(session(), &waiting).session;
    let kept = talk(before.clone(), &["o 2", "v", "n"]);
    assert_says(&kept, "Drop them and vote here? y or n [n]:");
    assert_eq!(kept.session.round().map(|round| round.votes.len()), Some(1));
    let called = talk(before.clone(), &["o 2", "v 111", ""]);
    assert_eq!(called.session.round().map(|round| round.question.clone()), Some(id(&before, 1)));
    let dropped = talk(before.clone(), &["o 2", "v", "y", "2"]);
    assert_eq!(dropped.session.round().map(|round| round.question.clone()), Some(id(&before, 2)));
}

#[test]
fn from_ballots_what_differs_comes_first_and_what_all_agree_on_is_confirmed_at_once() {
    let mut session = session();
    make(&mut session, Change::Mode(AnswerMode::FromBallots));
    for (name, second) in [("Ana", 1), ("Bo", 1), ("Chi", 2)] {
        let mut ballot = Ballot::new(&session, name, None).unwrap();
        for (number, place) in [(3, 1), (5, second)] {
            ballot.vote(session.questionnaire(), &id(&session, number), Some(Vote::Choice(choice(&session, number, place)))).unwrap();
        }
        session = weigh::session::ballot::merge(&session, &[ballot], now()).unwrap().session;
    }
    // The walk begins with question 5, on which ballots differ; after the other 17, all agreed answers are confirmed.
    let mut lines = vec!["p", ""];
    lines.extend(vec![""; 18]);
    lines.push("y");
    let talked = talk(session, &lines);
    assert_says(&talked, "All votes agree on 1 question:");
    assert_says(&talked, "1 answer confirmed.");
    assert_eq!(talked.session.chosen(&id(&talked.session, 3)), Some(&choice(&talked.session, 3, 1)));
    assert!(talked.session.answer(&id(&talked.session, 5)).is_none(), "a vote that differs decides nothing");
}

#[test]
fn only_the_title_cannot_be_skipped() {
    let fresh = Session::new(Questionnaire::built_in().into(), now());
    let talked = talk_with(fresh, &["", "?", "T", "", "", ""], Memory::default(), false);
    assert_says(&talked, "A title is needed");
    assert_says(&talked, "\nQuestion 1 of 20.");
    assert_eq!(talked.session.title(), "T");
}

#[test]
fn a_text_beyond_its_limit_is_refused_with_a_message() {
    let long = format!("n {}", "x".repeat(10_001));
    let talked = talk(session(), &[&long]);
    assert_says(&talked, "A note can have 10000 characters at most: shorten it.");
    assert!(talked.keeper.saved.is_empty());
}

/// What everybody answering the first choice sends, with and without check characters.
fn codes(session: &Session, name: &str) -> [String; 2] {
    let digits = "1".repeat(session.questionnaire().questions().len());
    let coded = Ballot::from_code(session, name, &digits).unwrap();
    [coded.ballot.code(session.questionnaire()).unwrap(), digits]
}

#[test]
fn a_code_is_brought_in_and_a_wrong_one_is_explained_in_one_sentence() {
    let [code, _] = codes(&session(), "Ana");
    let talked = talk(session(), &[&format!("m ana={code}"), &format!("m Bo={code}"), &format!("m Zed={code}"), &format!("m {code}"), "q"]);
    assert_says(&talked, "Brought in: Ana, ");
    assert_says(&talked, "Bo's code: the check characters do not fit Bo: there may be a slip");
    assert_says(&talked, "A code counts under a name from the list: Ana, Bo and Chi.");
    assert_says(&talked, "Type whose code it is and the code");
    let votes = talked.last_saved().votes(&id(&session(), 1)).unwrap();
    assert_eq!(votes.keys().collect::<Vec<_>>(), ["Ana"]);
}

#[test]
fn a_code_without_check_characters_is_read_back_and_counts_after_yes() {
    let [_, digits] = codes(&session(), "Ana");
    let talked = talk(session(), &[&format!("m Ana={digits}"), "n", "q"]);
    assert_says(&talked, "Read this to Ana:");
    assert_says(&talked, "Nothing was brought in");
    assert!(talked.keeper.saved.is_empty());
    let talked = talk(session(), &[&format!("m Ana={digits}"), "y", "q"]);
    assert_says(&talked, "Brought in: Ana, ");
}

#[test]
fn the_ballot_page_can_be_asked_for() {
    let talked = talk(session(), &["page", "q"]);
    assert_says(&talked, "The ballot page is ballot.html: send it to everybody who votes.");
}

#[test]
fn ballots_of_the_folder_are_offered_and_brought_in() {
    let session = session();
    let mut ballot = Ballot::new(&session, "Dee", None).unwrap();
    ballot.vote(session.questionnaire(), &id(&session, 1), Some(Vote::Unknown)).unwrap();
    let keeper = || Memory { ballots: vec![ballot.clone()], ..Memory::default() };
    let talked = talk_with(session.clone(), &["o", "m", "1", "u"], keeper(), false);
    assert_says(&talked, "Ballots in this folder: Dee.ballot.json.");
    assert_says(&talked, "Brought in: Dee (new), 1 question.");
    assert!(talked.keeper.saved[0].participant("Dee").is_some());
    assert!(talked.session.participant("Dee").is_none(), "undone");
    let none = talk_with(session, &["m", "7", "m", ""], keeper(), false);
    assert_says(&none, "There is no ballot \"7\"; nothing was brought in.");
    assert!(none.keeper.saved.is_empty());
}

#[test]
fn p4_a_failed_save_keeps_everything_says_so_and_tries_again() {
    let keeper = Memory { failing: 2, ..Memory::default() };
    let talked = talk_with(session(), &["1", "2", "3", "q"], keeper, false);
    assert_eq!(
        talked.said.matches("NOT SAVED: cannot save s.weigh.json: the disk is full; free some space.").count(),
        1,
        "{}",
        talked.said
    );
    assert_says(&talked, "Saved again: everything is in the file now.");
    assert!((1..=3).all(|number| talked.last_saved().chosen(&id(&talked.session, number)).is_some()));
    assert!(talked.end.is_ok());
}

#[test]
fn p4_leaving_without_having_saved_is_asked_first_and_another_file_is_offered() {
    let full = || Memory { failing: usize::MAX, ..Memory::default() };
    let saved = talk_with(session(), &["1", "q", "bad", "other.weigh.json"], full(), false);
    assert_says(&saved, "Not saved: cannot save bad: its folder does not exist; create the folder or name another one.");
    assert_says(&saved, "Saved in other.weigh.json.");
    assert!(saved.end.is_ok() && saved.last_saved().chosen(&id(&saved.session, 1)).is_some());
    let left = talk_with(session(), &["1", "q", "q"], full(), false);
    assert!(matches!(&left.end, Err(Stop::NotSaved(why)) if why == "cannot save s.weigh.json: the disk is full; free some space"));
    let ended = talk_with(session(), &["1"], full(), false);
    assert!(matches!(ended.end, Err(Stop::NotSaved(_))));
}

#[test]
fn a_read_only_session_can_be_looked_at_and_not_changed() {
    let keeper = Memory { read_only: Some("it is in use".to_owned()), ..Memory::default() };
    let lines = ["1", "n x", "v 111", "v", "r", "t", "1 2", "s", "c", "", "", "", "", "", "n", "q"];
    let talked = talk_with(session(), &lines, keeper, false);
    assert_says(&talked, "Read-only: it is in use.");
    assert_says(&talked, "Nothing can be changed here: it is in use.");
    assert_says(&talked, "Nothing was changed.");
    assert!(!talked.said.contains("Saved") && !talked.said.contains("Kept."), "{}", talked.said);
    assert!(talked.keeper.saved.is_empty());
}

/// Lines that somebody, or a cat, may type.
fn any_line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "1",
        "2",
        "3",
        "0",
        "b",
        "u",
        "redo",
        "o",
        "p",
        "r",
        "t",
        "s",
        "c",
        "v",
        "v 123",
        "$",
        "$ 1 2 to 3",
        "o 18",
        "m",
        "w",
        "?",
        "+",
        "-",
        "a",
        "l",
        "x no",
        "i high",
        "1 2",
        "o 5",
        "clear",
        "n",
        "n text",
        "f do it, Ana",
        "d Bo because",
        "y",
        "e",
        "help",
        "next",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => any::<String>().prop_map(|text| text.replace('\n', " "))]
}

/// Opens the question on the yearly bill.
const BILL: &str = "o 18";

#[test]
fn a_worksheet_is_read_aloud_filled_in_by_number_and_suggests() {
    let talked = talk(session(), &[BILL, "$", "1 2 to 3 million", "13 1", "1", "99 1", "2 1,5", "2 -", "", "q"]);
    assert_says(&talked, "Numbers ($): Pay per use or own machines?");
    assert_says(&talked, "\n1. Requests: 100,000 to 1 million requests a month (An assumption to start from: put in your own.)\n");
    assert_says(&talked, "\nClosed, pay per use: 15,720 to 23,580 USD a month.\n");
    assert_says(&talked, "This points to choice 3, \"One to five engineers, fairly steady through the day\"");
    assert_says(
        &talked,
        "\n1. Requests: 2 to 3 million requests a month (set by the team; the questionnaire's own is 100,000 to 1 million requests a month)\n",
    );
    assert_says(&talked, "There are the numbers 1 to 19: type one, and what it is, such as 1 200 to 400.");
    assert_says(&talked, "\"1,5\" is no number that can be read: ");
    let sheet = Id::new("pay-or-own").unwrap();
    assert_eq!(talked.session.figure_set(&sheet, "gpus").map(weigh::questionnaire::worksheet::Range::low), Some(1.0));
    assert_eq!(talked.session.figure_set(&sheet, "tokens_in"), None);
    assert_eq!(talked.session.answer(&id(&talked.session, 18)), None, "it suggests and never answers");
}

#[test]
fn one_number_is_set_in_one_line_and_undone_like_anything_else() {
    let sheet = Id::new("pay-or-own").unwrap();
    let talked = talk(session(), &[BILL, "$ 1 5k", "u", "q"]);
    assert_says(&talked, "Undone: number for Requests.");
    assert!(!talked.session.is_filled_in(&sheet));
    assert_says(&talk(session(), &["o 1", "$"]), "This question has no worksheet.");
    let keeper = Memory { read_only: Some("it is in use".to_owned()), ..Memory::default() };
    assert_says(&talk_with(session(), &[BILL, "$ 1 5k"], keeper, false), "Nothing can be changed here: it is in use.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_lines_break_it_and_what_was_saved_last_can_be_read_again(lines in prop::collection::vec(any_line(), 0..25)) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let talked = talk(session(), &lines);
        prop_assert!(talked.end.is_ok());
        let hidden = talked.said.chars().find(|character| *character != '\n' && weigh::text::is_hidden(*character));
        prop_assert_eq!(hidden, None);
        prop_assert!(!talked.said.contains("\n\n\n"));
        let read = Session::parse(talked.session.to_json().as_bytes()).expect("what was saved can be read");
        prop_assert_eq!(read.to_json(), talked.session.to_json());
    }
}
