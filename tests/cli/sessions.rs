//! Whole sessions and ballots, piped through `--plain`.

use crate::Folder;
use weigh::questionnaire::{Id, Importance, Questionnaire};
use weigh::session::ballot::Ballot;
use weigh::session::{Answer, AnswerMode, Change, Decision, FollowUp, Participant, Session, Status, Vote};

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn session(folder: &Folder, name: &str) -> Session {
    Session::parse(folder.read(name).as_bytes()).unwrap()
}

/// Makes `changes` on a new session that was started when `like` was.
fn same(like: &Session, changes: Vec<Change>) -> Session {
    let mut session = Session::new(Questionnaire::built_in().into(), like.created());
    for change in changes {
        let shown = format!("{change:?}");
        session.apply(change, like.result_seen().unwrap_or(like.created())).unwrap_or_else(|refusal| panic!("{shown}: {refusal}"));
    }
    session
}

fn person(name: &str, role: Option<&str>) -> Participant {
    Participant { name: name.into(), role: role.map(Into::into) }
}

#[test]
fn one_line_a_question_gives_the_file_that_the_same_changes_give() {
    let folder = Folder::new();
    let input = "1\n".repeat(20) + "q\n";
    let run = folder.feed(&["run", "s.weigh.json", "--plain", "--title", "T", "--team", "Ana:legal,Bo"], &input);
    assert!(run.succeeds().ends_with("\nSaved in s.weigh.json.\nTo go on: weigh run s.weigh.json --plain\n"), "{run:?}");
    let saved = session(&folder, "s.weigh.json");
    let mut changes =
        vec![Change::Title("T".into()), Change::AddParticipant(person("Ana", Some("legal"))), Change::AddParticipant(person("Bo", None))];
    for question in saved.questionnaire().questions() {
        changes.push(Change::Answer(question.id.clone(), Answer::Choice(question.choices[0].id.clone())));
    }
    assert_eq!(folder.read("s.weigh.json"), same(&saved, changes).to_json());
    assert_eq!(folder.names(), ["s.weigh.json"], "no temporary files are left");
}

/// What somebody types in a whole session, from the setup to the close.
const WHOLE: &str = "\
Which model?
A pilot for support
Ana:legal, Bo, Chi

v 2-3
2
b
d Chi policy says otherwise
n ask the customer
a
+

0 Bo, 2026-12-24
x we rent everything
i critical
1
f check the contract, Ana, 2026-12-01
c
4

5
2
1
it is cheaper
2027-05-23

y
q
";

#[test]
fn a_whole_session_gives_the_file_that_the_same_changes_give() {
    let folder = Folder::new();
    let run = folder.feed(&["--plain"], WHOLE);
    let out = run.succeeds();
    for expected in ["Split vote. Hear the ends first: ", "Dissent: Chi. d Chi TEXT says why.", "The record is written: decision.md"] {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
    let saved = session(&folder, "decision.weigh.json");
    let questions: Vec<Id> = saved.questionnaire().questions().iter().map(|question| question.id.clone()).collect();
    let choice = |question: usize, choice: usize| saved.questionnaire().questions()[question].choices[choice].id.clone();
    let follow_up = |question: usize, what: &str, owner: &str, due: &str| {
        Change::AddFollowUp(FollowUp {
            question: Some(questions[question].clone()),
            what: what.into(),
            owner: Some(owner.into()),
            due: Some(due.parse().unwrap()),
            done: false,
        })
    };
    let decision = Decision {
        alternative: Some(saved.questionnaire().alternatives()[1].id.clone()),
        status: Status::Proposed,
        reason: "it is cheaper".into(),
        revisit: Some("2027-05-23".parse().unwrap()),
    };
    let find_out = format!("Find out: {}", saved.questionnaire().questions()[1].ask);
    let changes = vec![
        Change::Title("Which model?".into()),
        Change::Context("A pilot for support".into()),
        Change::AddParticipant(person("Ana", Some("legal"))),
        Change::AddParticipant(person("Bo", None)),
        Change::AddParticipant(person("Chi", None)),
        Change::Mode(AnswerMode::Together),
        Change::OpenRound(questions[0].clone()),
        Change::Vote { name: "Ana".into(), vote: Some(Vote::Choice(choice(0, 1))) },
        Change::Vote { name: "Chi".into(), vote: Some(Vote::Choice(choice(0, 2))) },
        Change::Reveal,
        Change::Answer(questions[0].clone(), Answer::Choice(choice(0, 1))),
        Change::MemberNote { question: questions[0].clone(), name: "Chi".into(), text: "policy says otherwise".into() },
        Change::Note(questions[0].clone(), "ask the customer".into()),
        Change::Assumption(questions[0].clone(), true),
        Change::Importance(questions[0].clone(), Importance::Critical),
        Change::Answer(questions[1].clone(), Answer::Unknown),
        follow_up(1, &find_out, "Bo", "2026-12-24"),
        Change::Answer(questions[2].clone(), Answer::NotApplicable("we rent everything".into())),
        Change::Importance(questions[3].clone(), Importance::Critical),
        Change::Answer(questions[3].clone(), Answer::Choice(choice(3, 0))),
        follow_up(4, "check the contract", "Ana", "2026-12-01"),
        Change::Confidence("Ana".into(), Some(4)),
        Change::Confidence("Chi".into(), Some(5)),
        Change::Decide(decision),
    ];
    assert_eq!(folder.read("decision.weigh.json"), same(&saved, changes).to_json());
    assert_eq!(folder.names(), ["decision.md", "decision.weigh.json"]);
}

#[test]
fn the_end_of_the_input_saves_and_says_how_to_go_on() {
    let folder = Folder::new();
    let run = folder.feed(&["run", "my session.weigh.json", "--plain", "--title", "T"], "2\n");
    assert!(
        run.succeeds().ends_with("\nSaved in my session.weigh.json.\nTo go on: weigh run 'my session.weigh.json' --plain\n"),
        "{run:?}"
    );
    let again = folder.feed(&["run", "my session.weigh.json", "--plain"], "");
    assert!(again.succeeds().contains("\nQuestion 2 of 20."), "it goes on at the first open question: {again:?}");
}

#[test]
fn a_finished_session_opens_at_the_review() {
    let folder = Folder::new();
    let all = "1\n".repeat(20) + "q\n";
    folder.feed(&["run", "s.weigh.json", "--plain", "--title", "T"], &all).succeeds();
    assert!(folder.feed(&["run", "s.weigh.json", "--plain"], "").succeeds().contains("\nReview. T. 20 answered.\n"));
}

#[test]
fn a_folder_offers_its_sessions_and_numbers_a_new_one() {
    let folder = Folder::new();
    folder.feed(&["--plain"], "First\n").succeeds();
    let run = folder.feed(&["--plain"], "9\nn\nSecond\n");
    let out = run.succeeds();
    assert!(out.starts_with("Found in this folder:\n1. decision.weigh.json: First, 0 answered, 20 open\n"), "{out}");
    assert!(out.contains("Type one of the numbers, n or q."), "{out}");
    assert_eq!(folder.names(), ["decision-2.weigh.json", "decision.weigh.json"]);
    assert_eq!(session(&folder, "decision-2.weigh.json").title(), "Second");
    assert!(folder.feed(&["--plain"], "2\n").succeeds().contains("\nQuestion 1 of 20."));
}

#[test]
fn nothing_is_written_before_the_first_change() {
    let folder = Folder::new();
    assert!(folder.feed(&["--plain"], "").succeeds().ends_with("\nNothing was written.\n"));
    assert!(folder.names().is_empty());
}

#[test]
fn an_own_questionnaire_is_embedded_and_later_ones_do_not_replace_it() {
    let folder = Folder::new();
    folder.write("own.json", &include_str!("../../questions.json").replace("\"open-weight-or-closed\"", "\"own\""));
    folder.feed(&["run", "s.weigh.json", "--questions", "own.json", "--title", "T", "--plain"], "1\n").succeeds();
    assert_eq!(session(&folder, "s.weigh.json").questionnaire().id().as_str(), "own");
    folder.write("own.json", include_str!("../../questions.json"));
    let run = folder.feed(&["run", "s.weigh.json", "--questions", "own.json", "--plain"], "1\n");
    assert_eq!((run.code, run.err.contains("keeps its own questionnaire")), (Some(0), true), "{run:?}");
    assert_eq!(session(&folder, "s.weigh.json").questionnaire().id().as_str(), "own");
}

#[test]
fn hidden_characters_never_get_from_an_option_or_a_line_into_the_file() {
    let folder = Folder::new();
    let run = folder.feed(&["run", "s.weigh.json", "--plain", "--title", "a\u{1b}[31mb"], "n c\u{202e}d\u{7}\n");
    run.succeeds();
    let saved = session(&folder, "s.weigh.json");
    assert_eq!(saved.title(), "a\u{FFFD}[31mb");
    assert_eq!(saved.note(&id("data")), "c\u{FFFD}d\u{FFFD}");
}

#[test]
fn a_ballot_is_filled_in_alone_and_gone_on_with() {
    let folder = Folder::with_example();
    let before = folder.read("example.weigh.json");
    let arguments = ["ballot", "example.weigh.json", "--as", "Eve O'Hara", "--plain"];
    let run = folder.feed(&arguments, "1\n0\nn because\n");
    let out = run.succeeds();
    assert!(out.contains("To go on: weigh ballot example.weigh.json --as 'Eve O'\\''Hara' --plain\n"), "{out}");
    assert!(!out.contains("Rules out") && !out.contains("Votes"), "nothing steers: {out}");
    let again = folder.feed(&arguments, "2\nq\n");
    assert!(again.succeeds().contains("\nQuestion 3 of 20."), "{again:?}");
    let ballot = Ballot::parse(folder.read("Eve-O-Hara.ballot.json").as_bytes()).unwrap();
    let choice = |place: usize, choice: usize| Questionnaire::built_in().questions()[place].choices[choice].id.clone();
    let votes: Vec<(String, Vote)> = ballot.votes().iter().map(|(id, vote)| (id.to_string(), vote.clone())).collect();
    assert_eq!(ballot.name(), "Eve O'Hara");
    assert_eq!(
        votes,
        [
            ("barred".to_owned(), Vote::Choice(choice(2, 1))),
            ("data".to_owned(), Vote::Choice(choice(0, 0))),
            ("law".to_owned(), Vote::Unknown)
        ]
    );
    assert_eq!(ballot.notes().values().collect::<Vec<_>>(), ["because"]);
    assert_eq!(folder.read("example.weigh.json"), before, "the session is only read");
}

#[test]
fn somebody_else_s_ballot_is_kept() {
    let folder = Folder::with_example();
    folder.feed(&["ballot", "example.weigh.json", "--as", "Eve", "--plain"], "1\n").succeeds();
    folder
        .feed(&["ballot", "example.weigh.json", "--as", "Bo", "-o", "Eve.ballot.json", "--plain"], "2\n")
        .fails(1, "weigh: Eve.ballot.json is the ballot of Eve: it is kept; name another file with -o");
}
