//! Ballots from codes and pages: what is read back, what is refused, and that no session is needed.

use crate::Folder;
use weigh::session::Session;
use weigh::session::ballot::Ballot;

const EXAMPLE: &str = "example.weigh.json";

fn session(folder: &Folder) -> Session {
    Session::parse(folder.read(EXAMPLE).as_bytes()).unwrap()
}

/// Returns votes without check characters: the first choice of every question.
fn votes(folder: &Folder) -> String {
    "1".repeat(session(folder).questionnaire().questions().len())
}

fn code(folder: &Folder, name: &str) -> String {
    let session = session(folder);
    Ballot::from_code(&session, name, &votes(folder)).unwrap().ballot.code(session.questionnaire()).unwrap()
}

#[test]
fn codes_and_files_in_any_order_give_the_same_session() {
    let fresh = Folder::new();
    fresh.run(&["run", EXAMPLE, "--title", "T", "--team", "Dee", "--no-input", "-q"]).succeeds();
    let sessions = [false, true].map(|is_reversed| {
        let folder = Folder::new();
        folder.write(EXAMPLE, &fresh.read(EXAMPLE));
        let session = session(&folder);
        let eve = Ballot::from_code(&session, "Eve", &votes(&folder)).unwrap().ballot;
        folder.write("Eve.ballot.json", &eve.to_json());
        let mut ballots =
            [format!("dee={}", code(&folder, "Dee")), "Eve.ballot.json".to_owned(), format!("Adam={}", code(&folder, "adam"))];
        if is_reversed {
            ballots.reverse();
        }
        let arguments: Vec<&str> = ["merge", EXAMPLE].into_iter().chain(ballots.iter().map(String::as_str)).collect();
        assert!(folder.run(&arguments).succeeds().starts_with("Brought in: Adam (new), 20 questions.\nBrought in: Dee, "));
        folder.read(EXAMPLE)
    });
    assert_eq!(sessions[0], sessions[1]);
}

#[test]
fn a_code_with_a_slip_or_under_another_name_leaves_the_session_untouched() {
    let folder = Folder::with_example();
    let before = folder.read(EXAMPLE);
    let code = code(&folder, "Eve");
    let why = "there may be a slip in the code, or it is from another edition of the questions or under another name; \
               ask for it again, or for the ballot file";
    for (name, code) in [("Eve", code.replacen('1', "2", 1)), ("Ada", code.clone())] {
        let run = folder.run(&["merge", EXAMPLE, &format!("{name}={code}")]);
        run.fails(3, &format!("weigh: {name}'s code: the check characters do not fit {name}: {why}"));
    }
    let twice = ["merge", EXAMPLE, &format!("Eve={code}"), &format!("eve={}", code.to_lowercase())];
    folder.run(&twice).fails(3, "weigh: eve's code: two ballots of eve: merge only the one that counts");
    assert_eq!(folder.read(EXAMPLE), before);
}

#[test]
fn p27_a_code_fits_its_person_however_the_name_is_written() {
    for name in ["Zoë", "Zoe\u{308}", "ZOË", " zoe\u{308} ", "Zoë\u{a0}"] {
        let folder = Folder::with_example();
        let given = code(&folder, "Zoë");
        let first = folder.run(&["merge", EXAMPLE, &format!("{name}={given}")]);
        let brought_in = first.succeeds();
        assert!(brought_in.to_lowercase().starts_with("brought in: zo") && brought_in.contains(" (new), 20 questions."), "{first:?}");
        assert_eq!(code(&folder, name), given, "a code made under {name:?}");
        // One person, however the next code is written.
        let before = folder.read(EXAMPLE);
        folder.run(&["merge", EXAMPLE, &format!("zoë={given}")]).succeeds();
        assert_eq!(folder.read(EXAMPLE), before);
        assert_eq!(session(&folder).participants().iter().filter(|person| person.name.to_lowercase().starts_with("zo")).count(), 1);
    }
}

#[test]
fn a_code_without_check_characters_is_read_back_and_counts_once_confirmed() {
    let folder = Folder::with_example();
    let before = folder.read(EXAMPLE);
    let argument = format!("Eve={}", votes(&folder));
    let merge = ["merge", EXAMPLE, &argument];
    let run = folder.run(&merge);
    let way_out = format!(
        "weigh: Eve's code has no check characters and nobody can be asked here: once Eve has said yes to the lines above, merge 'Eve={}'\n",
        code(&folder, "Eve")
    );
    assert_eq!((run.code, run.err.as_str()), (Some(2), way_out.as_str()));
    assert!(run.out.contains("Read this to Eve:\n  1. Outside your organization, who may handle "), "{run:?}");
    assert!(run.out.contains("? 1: Anyone: it is public or invented\n"), "{run:?}");
    assert_eq!(folder.run(&[merge.as_slice(), &["--no-input"]].concat()).code, Some(2));
    let refused = folder.feed(&merge, "perhaps\nn\n");
    assert_eq!((refused.code, refused.err.contains("nothing was changed")), (Some(1), true), "{refused:?}");
    assert_eq!(folder.read(EXAMPLE), before);
    assert_eq!(folder.run(&[merge.as_slice(), &["--dry-run"]].concat()).code, Some(0));
    assert_eq!(folder.read(EXAMPLE), before);
    assert!(folder.feed(&merge, "y\n").succeeds().contains("Brought in: Eve (new), 20 questions."));
}

#[test]
fn the_page_is_written_beside_the_session_and_nothing_is_replaced_unasked() {
    let folder = Folder::with_example();
    let run = folder.run(&["ballot", EXAMPLE, "--html"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), "Wrote ballot.html: send it to everybody who votes\n"));
    assert_eq!(folder.read("ballot.html"), weigh::ballot_page::file(&session(&folder)));
    let again = folder.run(&["ballot", EXAMPLE, "--html"]);
    assert_eq!((again.code, again.err.contains("ballot.html")), (Some(1), true), "{again:?}");
    assert_eq!(folder.run(&["ballot", EXAMPLE, "--html", "--force"]).code, Some(0));
    assert_eq!(folder.run(&["ballot", EXAMPLE, "--html", "-o", "-"]).succeeds(), folder.read("ballot.html"));
}

#[test]
fn a_ballot_needs_no_session() {
    let folder = Folder::new();
    let source = ["--title", "Which provider?", "--team", "Ana:legal, Bo"];
    let page = folder.run(&[["ballot", "--html", "-o", "-"].as_slice(), &source].concat());
    let out = page.succeeds();
    assert!(out.contains("<h1>Which provider?</h1>") && out.contains("data-name=\"Ana\"") && out.contains("data-name=\"Bo\""));
    let run = folder.feed(&[["ballot", "--as", "ana", "--plain"].as_slice(), &source].concat(), "1\n0\n");
    let out = run.succeeds();
    assert!(out.contains("To go on: weigh ballot --title 'Which provider?' --team 'Ana: legal, Bo' --as Ana --plain\n"), "{out}");
    assert!(out.contains("To bring it in: weigh merge SESSION Ana.ballot.json\n"), "{out}");
    let ballot = Ballot::parse(folder.read("Ana.ballot.json").as_bytes()).unwrap();
    assert_eq!((ballot.name(), ballot.role(), ballot.votes().len()), ("Ana", Some("legal"), 2));
    assert_eq!(folder.names(), ["Ana.ballot.json"]);
}

#[test]
fn a_session_has_its_own_questions_title_and_team() {
    let folder = Folder::with_example();
    let wrong = |arguments: &[&str], sentence: &str| {
        folder.run(arguments).fails(2, &format!("weigh: {sentence}; see 'weigh ballot --help'"));
    };
    wrong(&["ballot", EXAMPLE, "--html", "--title", "T"], "[SESSION] and --title <TEXT> cannot be used together");
    wrong(&["ballot", "--html"], "ballot also needs <SESSION>");
    wrong(&["ballot", EXAMPLE, "--html", "--as", "Ana"], "--html and --as <NAME> cannot be used together");
}
