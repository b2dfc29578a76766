//! Reports, checks, merges and ballots: what is written where, and what is kept.

use std::fs::File;
use std::io::Read as _;
use std::process::Stdio;

use crate::{Folder, Run};
use weigh::session::Session;
use weigh::session::ballot::Ballot;
use weigh::store::SessionFile;

const EXAMPLE: &str = "example.weigh.json";

fn session(folder: &Folder, name: &str) -> Session {
    Session::parse(folder.read(name).as_bytes()).unwrap()
}

/// Writes a ballot with one vote on bans and lists, by number.
fn ballot(folder: &Folder, name: &str, choice: usize) -> String {
    let session = session(folder, EXAMPLE);
    let mut ballot = Ballot::new(&session, name, None).unwrap();
    let question = session.questionnaire().questions().iter().find(|question| question.id.as_str() == "barred").unwrap();
    let vote = weigh::session::Vote::Choice(question.choices[choice - 1].id.clone());
    ballot.vote(session.questionnaire(), &question.id, Some(vote)).unwrap();
    let file = format!("{name}.ballot.json");
    folder.write(&file, &ballot.to_json());
    file
}

#[test]
fn a_report_goes_to_standard_output_as_markdown() {
    let folder = Folder::with_example();
    let run = folder.run(&["report", EXAMPLE]);
    assert!(run.succeeds().starts_with("# Reader for hail-damage reports: "));
    assert_eq!(folder.names(), [EXAMPLE]);
}

#[test]
fn every_format_is_the_library_s() {
    let folder = Folder::with_example();
    for format in weigh::report::Format::ALL {
        let run = folder.run(&["report", EXAMPLE, "-f", format.key()]);
        assert_eq!(run.succeeds(), weigh::report::render(&session(&folder, EXAMPLE), format));
    }
}

#[test]
fn p20_neither_place_nor_language_nor_time_zone_changes_a_byte() {
    let (here, there) = (Folder::with_example(), Folder::with_example());
    for format in weigh::report::Format::ALL {
        let arguments = ["report", EXAMPLE, "-f", format.key()];
        let mut elsewhere = there.command(&arguments);
        elsewhere.env("LC_ALL", "de_DE.UTF-8").env("LANG", "tr_TR.UTF-8").env("TZ", "Pacific/Kiritimati").env("COLUMNS", "40");
        assert_eq!(Run::new(&elsewhere.output().unwrap()).succeeds(), here.run(&arguments).succeeds());
    }
}

#[test]
fn a_session_from_standard_input_gives_the_same_report() {
    let folder = Folder::with_example();
    let piped = folder.feed(&["report", "-", "-f", "json", "-o", "-"], &folder.read(EXAMPLE));
    assert_eq!(piped.succeeds(), folder.run(&["report", EXAMPLE, "-f", "json"]).succeeds());
}

#[test]
fn an_existing_output_is_kept_unless_forced() {
    let folder = Folder::with_example();
    folder.write("record.md", "mine");
    let refused = "weigh: cannot write record.md: it exists already; use --force to replace it, or another name";
    folder.run(&["report", EXAMPLE, "-o", "record.md"]).fails(1, refused);
    assert_eq!(folder.read("record.md"), "mine");
    let run = folder.run(&["report", EXAMPLE, "-o", "record.md", "--force"]);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (Some(0), "Wrote record.md\n", ""));
    assert!(folder.read("record.md").starts_with("# Reader"));
    assert_eq!(folder.run(&["report", EXAMPLE, "-o", "record.md", "--force", "-q"]).succeeds(), "");
}

#[test]
fn a_report_never_replaces_the_session_it_is_about() {
    let folder = Folder::with_example();
    let before = folder.read(EXAMPLE);
    let refused = format!("weigh: cannot write {EXAMPLE}: it is one of the files being read; use another name");
    folder.run(&["report", EXAMPLE, "-o", EXAMPLE, "--force"]).fails(1, &refused);
    assert_eq!(folder.read(EXAMPLE), before);
}

#[test]
fn the_ending_of_the_output_decides_the_format_unless_one_is_given() {
    let folder = Folder::with_example();
    folder.run(&["report", EXAMPLE, "-o", "record.html"]);
    folder.run(&["report", EXAMPLE, "-o", "record.json", "-f", "csv"]);
    assert!(folder.read("record.html").starts_with("<!"));
    assert!(!folder.read("record.json").starts_with('{'));
}

#[test]
fn many_sessions_are_one_line_each_and_a_broken_one_loses_no_other() {
    let folder = Folder::with_example();
    folder.write("bad.weigh.json", "{}");
    let run = folder.run(&["report", EXAMPLE, "bad.weigh.json", EXAMPLE, "-f", "jsonl"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(3), 2), "{run:?}");
    assert!(run.err.starts_with("weigh: bad.weigh.json"), "{run:?}");
    assert!(run.out.lines().all(|line| line.starts_with("{\"kind\":\"weigh-result\"")));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new();
    let mut child = folder.command(&["questions"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), [].as_slice()));
}

#[test]
fn a_full_disk_behind_standard_output_is_an_error() {
    let folder = Folder::with_example();
    for arguments in [["questions"].as_slice(), &["report", EXAMPLE], &["--help"], &["--version"]] {
        let Ok(full) = File::create("/dev/full") else { return println!("SKIP: no /dev/full here") };
        let output = folder.command(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stderr.starts_with(b"weigh: cannot write to standard output: "));
    }
}

#[test]
fn a_check_tells_the_three_kinds_apart_and_is_quiet_on_demand() {
    let folder = Folder::with_example();
    let ballot = ballot(&folder, "Ana", 1);
    folder.write("questions.json", include_str!("../../questions.json"));
    let files = ["check", EXAMPLE, &ballot, "questions.json"];
    let expected =
        format!("{EXAMPLE}: a session, no problems\n{ballot}: a ballot, no problems\nquestions.json: a questionnaire, no problems\n");
    assert_eq!(folder.run(&files).succeeds(), expected);
    assert_eq!(folder.run(&[files.as_slice(), &["-q"]].concat()).succeeds(), "");
}

#[test]
fn what_is_due_is_exit_4_and_what_is_not_is_exit_0() {
    let folder = Folder::with_example();
    let late = folder.run(&["check", EXAMPLE, "--due", "2027-03-01"]);
    assert_eq!((late.code, late.err.as_str()), (Some(4), ""));
    assert!(late.out.contains("example.weigh.json: due 2026-12-01  follow-up, Chi: "), "{late:?}");
    assert!(late.out.contains("example.weigh.json: due 2027-02-15  look again: "), "{late:?}");
    assert_eq!(folder.run(&["check", EXAMPLE, "--due", "2020-01-01"]).code, Some(0));
}

#[test]
fn stale_facts_are_counted_once_and_fail_only_where_asked_for() {
    let folder = Folder::new();
    let mut session: serde_json::Value = serde_json::from_str(include_str!("../../src/demo.json")).unwrap();
    let object = session.as_object_mut().unwrap();
    object.insert("questionnaire".into(), serde_json::from_str(include_str!("../../questions.json")).unwrap());
    object.remove("follow_ups");
    object.remove("decision");
    for name in ["one.weigh.json", "two.weigh.json"] {
        folder.write(name, &session.to_string());
    }
    let files = ["check", "one.weigh.json", "two.weigh.json", "--due", "2031-01-01"];
    let counted = folder.run(&files);
    let lines: Vec<&str> = counted.succeeds().lines().collect();
    assert_eq!(lines[..2], ["one.weigh.json: a session, no problems", "two.weigh.json: a session, no problems"]);
    assert!(lines.len() == 3 && lines[2].ends_with(" stale on 2031-01-01: --facts lists them, and fails because of them"), "{counted:?}");
    let listed = folder.run(&[files.as_slice(), &["--facts", "-q"]].concat());
    assert_eq!((listed.code, listed.err.as_str()), (Some(4), ""));
    let facts: Vec<&str> = listed.out.lines().collect();
    assert!(facts.iter().all(|fact| fact.starts_with("stale since 20") && fact.ends_with(" (2 files)")), "{listed:?}");
    assert!(lines[2].starts_with(&format!("{} facts are ", facts.len())), "{counted:?}");
    assert_eq!(folder.run(&["check", "one.weigh.json", "--facts"]).code, Some(2), "--facts needs a day");
}

#[test]
fn standard_input_has_a_name_too() {
    let folder = Folder::with_example();
    let line = "\"$WEIGH\" report /dev/stdin < \"$EXAMPLE\" > one.md && \"$WEIGH\" report \"$EXAMPLE\" -o /dev/stdout > two.md";
    assert_eq!(shell(&folder, line), (Some(0), String::new()));
    assert_eq!(folder.read("one.md"), folder.read("two.md"));
}

#[test]
fn the_pre_read_is_that_of_the_file() {
    let folder = Folder::with_example();
    folder.write("mine.json", &include_str!("../../questions.json").replacen("\"title\": \"", "\"title\": \"Mine: ", 1));
    assert!(folder.run(&["questions", "--print", "mine.json"]).succeeds().starts_with("# Mine: "));
    assert_eq!(folder.run(&["questions", "--print", EXAMPLE]).succeeds(), folder.run(&["questions", "--print"]).out);
}

#[test]
fn somebody_who_is_not_in_the_team_is_told_so_at_once() {
    let folder = Folder::with_example();
    let said = "Zoe is not in the team (Ana, Bo, Chi and Dee): these votes will be those of one more person.\n";
    assert!(folder.feed(&["ballot", EXAMPLE, "--as", "Zoe", "--plain"], "q\n").succeeds().starts_with(said));
    assert!(!folder.feed(&["ballot", EXAMPLE, "--as", "ana", "--plain"], "q\n").succeeds().contains("not in the team"));
}

#[test]
fn made_up_decisions_are_written_once_and_can_be_listed() {
    let folder = Folder::new();
    let written = folder.run(&["demo", "--sessions", "made/up"]);
    assert_eq!(written.err, "Wrote 12 made-up decisions into made/up. To look at them: weigh list made/up\n");
    let listed = folder.run(&["list", "made/up", "--due", "2026-11-27"]);
    assert!(listed.succeeds().starts_with("To look at now (") && listed.out.ends_with(" to look at now.\n"), "{listed:?}");
    let again = folder.run(&["demo", "--sessions", "made/up"]);
    assert!(again.code == Some(1) && again.err.contains("made/up/support-assistant.weigh.json"), "{again:?}");
}

#[test]
fn a_file_of_a_newer_version_is_called_so() {
    let folder = Folder::with_example();
    for (name, content) in [("q.json", include_str!("../../questions.json").to_owned()), (EXAMPLE, folder.read(EXAMPLE))] {
        folder.write(name, &content.replacen("\"schema\": 1", "\"schema\": 99", 1));
    }
    let newer = "of a newer weigh: what is new in it was not checked, the rest has no problems";
    let expected = format!("q.json: a questionnaire {newer}\n{EXAMPLE}: a session {newer}\n");
    assert_eq!(folder.run(&["check", "q.json", EXAMPLE]).succeeds(), expected);
}

#[test]
fn several_sessions_become_one_table_one_page_or_a_line_each() {
    let folder = Folder::with_example();
    std::fs::create_dir(folder.path("deep")).unwrap();
    folder.write("deep/two.weigh.json", &folder.read(EXAMPLE));
    folder.write("deep/two.html", "the record");
    folder.write("broken.weigh.json", "{");
    let one = folder.run(&["report", EXAMPLE, "-f", "csv"]).out;
    let rows = one.split_once("\r\n").unwrap().1;
    let both = folder.run(&["report", EXAMPLE, "broken.weigh.json", "deep/two.weigh.json", "-f", "csv"]);
    assert_eq!((both.code, both.out), (Some(3), format!("{one}{rows}")));
    folder.run(&["report", EXAMPLE, "deep/two.weigh.json", "-o", "deep/all.html", "-q"]).succeeds();
    let page = folder.read("deep/all.html");
    assert!(page.contains("<a href=\"two.html\">") && page.contains("When to look again"), "{page}");
    folder.run(&["report", EXAMPLE, "deep/two.weigh.json", "-o", "all.jsonl", "-q"]).succeeds();
    let line = folder.run(&["report", EXAMPLE, "-f", "jsonl"]).out;
    assert_eq!(folder.read("all.jsonl"), format!("{line}{line}"));
}

#[test]
fn an_output_is_begun_only_if_it_may_be_written() {
    let folder = Folder::with_example();
    folder.write("all.jsonl", "mine");
    let run = folder.run(&["report", EXAMPLE, "-o", "all.jsonl"]);
    assert_eq!((run.code, folder.read("all.jsonl").as_str()), (Some(1), "mine"), "{run:?}");
    let names: Vec<_> = std::fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}

#[test]
fn what_is_legal_but_poor_is_exit_1_with_its_place() {
    let folder = Folder::new();
    let why = weigh::questionnaire::Questionnaire::built_in().questions()[0].why.clone().unwrap();
    folder.write("poor.json", &include_str!("../../questions.json").replacen(&format!("\"why\": \"{why}\","), "", 1));
    folder.run(&["check", "poor.json"]).succeeds();
    let run = folder.run(&["check", "poor.json", "--lint", "--due", "2099-01-01"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "findings outweigh dates: {run:?}");
    assert!(
        run.out.starts_with("poor.json: line ") && run.out.contains(": questions[0].why: ") && run.out.contains(" stale on 2099-01-01"),
        "{run:?}"
    );
}

#[test]
fn the_questions_come_as_they_are_with_schema_and_on_paper() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["questions"]).succeeds(), include_str!("../../questions.json"));
    assert!(folder.run(&["questions", "--schema"]).succeeds().contains("\"$schema\""));
    assert!(folder.run(&["questions", "--print"]).succeeds().starts_with("# Open-weight or closed? A team decision\n"));
}

#[test]
fn a_demo_in_plain_prints_its_result_and_writes_nothing() {
    let folder = Folder::new();
    for option in ["--plain", "--no-input"] {
        assert!(folder.run(&["demo", option]).succeeds().starts_with("Result. Reader for hail-damage reports.\n"));
    }
    assert!(folder.names().is_empty());
}

#[test]
fn two_sessions_are_compared() {
    let folder = Folder::with_example();
    assert!(folder.run(&["diff", EXAMPLE, EXAMPLE]).succeeds().contains("Nothing moved."));
}

#[test]
fn merging_says_who_differs_where_and_twice_changes_nothing() {
    let folder = Folder::with_example();
    let ballots = [ballot(&folder, "Eve", 1), ballot(&folder, "Dee", 5)];
    let before = folder.read(EXAMPLE);
    let dry = folder.run(&["merge", EXAMPLE, &ballots[0], &ballots[1], "--dry-run"]);
    assert_eq!((dry.code, dry.err.as_str()), (Some(0), "Nothing was changed (--dry-run).\n"));
    assert_eq!(folder.read(EXAMPLE), before);
    let run = folder.run(&["merge", EXAMPLE, &ballots[0], &ballots[1]]);
    assert_eq!(run.succeeds(), dry.out);
    assert!(run.out.starts_with("Brought in: Dee, 1 question.\nBrought in: Eve (new), 1 question.\n"), "{run:?}");
    assert!(run.out.contains("\nAn earlier vote of Dee was replaced: Bans and lists.\n"), "{run:?}");
    assert!(run.out.contains(" agreed, talk about these "), "{run:?}");
    assert!(run.out.contains("\n  1. None that limits us: no ban, and no list or all kinds are on it: Eve\n"), "{run:?}");
    assert!(run.out.contains("\n  5. Only listed models; the list has open-weight ones, no closed ones: Dee\n"), "{run:?}");
    let once = folder.read(EXAMPLE);
    folder.run(&["merge", EXAMPLE, &ballots[1], &ballots[0]]).succeeds();
    assert_eq!(folder.read(EXAMPLE), once);
    assert_eq!(folder.names(), [ballots[1].as_str(), &ballots[0], EXAMPLE]);
}

#[test]
fn the_order_of_the_ballots_does_not_matter() {
    let orders = [["Eve", "Adam", "Dee"], ["Dee", "Eve", "Adam"]].map(|names| {
        let folder = Folder::new();
        folder.run(&["run", EXAMPLE, "--title", "T", "--team", "Dee", "--no-input", "-q"]).succeeds();
        let created = session(&folder, EXAMPLE).created().to_string();
        let files = names.map(|name| ballot(&folder, name, name.len() - 1));
        folder.run(&["merge", EXAMPLE, &files[0], &files[1], &files[2]]).succeeds();
        folder.read(EXAMPLE).replace(&created, "then")
    });
    assert_eq!(orders[0], orders[1]);
}

#[test]
fn a_ballot_that_cannot_be_merged_leaves_the_session_untouched() {
    let folder = Folder::with_example();
    let good = ballot(&folder, "Eve", 1);
    let before = folder.read(EXAMPLE);
    folder.write("twin.ballot.json", &folder.read(&good).replace("Eve", "eve"));
    folder.write("bad.ballot.json", &folder.read(&good).replace("\"public\"", "\"nobody\""));
    folder.write("other.ballot.json", &folder.read(&good).replace("open-weight-or-closed", "another"));
    let twin = "weigh: twin.ballot.json: two ballots of eve: merge only the one that counts";
    folder.run(&["merge", EXAMPLE, &good, "twin.ballot.json"]).fails(3, twin);
    for name in ["bad.ballot.json", "other.ballot.json", "no.ballot.json"] {
        let run = folder.run(&["merge", EXAMPLE, &good, name]);
        assert_eq!((run.code, run.err.contains(name)), (Some(3), true), "{run:?}");
    }
    assert_eq!(folder.read(EXAMPLE), before);
}

#[test]
fn v29_a_ballot_with_an_unknown_choice_is_not_gone_on_with_and_stays_as_it_is() {
    let folder = Folder::with_example();
    let eve = ballot(&folder, "Eve", 1);
    let edited = folder.read(&eve).replace("\"barred\": \"none\"", "\"barred\": \"nnoe\"");
    folder.write(&eve, &edited);
    let run = folder.feed(&["ballot", EXAMPLE, "--as", "Eve", "--plain"], "q\n");
    assert_eq!((run.code, run.err.contains("votes.barred: there is no choice `nnoe`")), (Some(3), true), "{run:?}");
    assert_eq!(folder.read(&eve), edited);
}

#[test]
fn a_session_in_use_is_left_alone() {
    let folder = Folder::with_example();
    let eve = ballot(&folder, "Eve", 1);
    let (held, _) = SessionFile::open(&folder.path(EXAMPLE)).unwrap();
    let why = "in use by another weigh; close that one first";
    folder.run(&["run", EXAMPLE, "--plain"]).fails(1, &format!("weigh: cannot change {EXAMPLE}: it is {why}"));
    // What changes the session without asking anybody waits for it first, and says so once.
    let said = format!("{EXAMPLE} is in use by another weigh: waiting up to 5 s for it.\nweigh: cannot change {EXAMPLE}: it is {why}\n");
    let both: [&[&str]; 2] = [&["merge", EXAMPLE, &eve], &["run", EXAMPLE, "--title", "T", "--no-input"]];
    std::thread::scope(|scope| {
        for run in both.map(|arguments| scope.spawn(|| folder.run(arguments))) {
            let run = run.join().unwrap();
            assert_eq!((run.code, run.err.as_str()), (Some(1), said.as_str()));
        }
    });
    folder.run(&["report", EXAMPLE]).succeeds();
    drop(held);
    folder.run(&["merge", EXAMPLE, &eve]).succeeds();
}

#[test]
fn p7_a_session_of_a_newer_version_is_read_and_never_rewritten() {
    let folder = Folder::with_example();
    let eve = ballot(&folder, "Eve", 1);
    let newer = folder.read(EXAMPLE).replacen("\"schema\": 1,", "\"schema\": 2,\n  \"from_the_future\": true,", 1);
    folder.write(EXAMPLE, &newer);
    assert_eq!(folder.run(&["report", EXAMPLE]).code, Some(0));
    let run = folder.run(&["merge", EXAMPLE, &eve]);
    assert_eq!((run.code, run.err.contains("newer version")), (Some(1), true), "{run:?}");
    let run = folder.feed(&["run", EXAMPLE, "--plain"], "1\nn hello\nq\n");
    assert!(run.succeeds().contains("Read-only: "), "{run:?}");
    assert!(run.out.ends_with("Nothing was changed.\n"), "{run:?}");
    assert_eq!(folder.read(EXAMPLE), newer);
}

#[test]
fn p7_what_is_left_out_of_files_of_a_newer_version_is_named_in_a_line() {
    let folder = Folder::with_example();
    let newer = |text: &str| text.replacen("\"schema\": 1,", "\"schema\": 2,\n  \"budget\": {\"eur\": 1},", 1);
    let eve = ballot(&folder, "Eve", 1);
    folder.write(&eve, &newer(&folder.read(&eve)));
    let in_use = folder.read(EXAMPLE);
    let session = newer(&in_use).replacen("\"what\": ", "\"urgent\": true, \"what\": ", 1);
    folder.write("newer.weigh.json", &session);
    let left_out = |name: &str, fields: &str| format!("{name} was written by a newer weigh; left out, because unknown here: {fields}\n");
    let of_session = left_out("newer.weigh.json", "`budget`, `follow_ups[0].urgent`");
    for arguments in [&["report", "newer.weigh.json"][..], &["diff", EXAMPLE, "newer.weigh.json"]] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.err), (Some(0), of_session.clone()), "{arguments:?}");
    }
    for format in ["jsonl", "csv", "html"] {
        let run = folder.run(&["report", EXAMPLE, "newer.weigh.json", "-f", format]);
        assert_eq!((run.code, run.err), (Some(0), of_session.clone()), "{format}");
        let run = folder.run(&["-q", "report", EXAMPLE, "newer.weigh.json", "-f", format, "-o", &format!("all.{format}")]);
        assert_eq!((run.code, run.err), (Some(0), String::new()), "{format}");
    }
    let run = folder.run(&["list"]);
    assert_eq!((run.code, run.err), (Some(0), of_session));
    let said = "newer.weigh.json: left out, because unknown here: `budget`, `follow_ups[0].urgent`\n";
    assert!(folder.run(&["check", "newer.weigh.json"]).succeeds().starts_with(said));
    let run = folder.run(&["merge", EXAMPLE, &eve]);
    assert_eq!((run.code, run.err), (Some(0), left_out(&eve, "`budget`")));
}

#[test]
fn who_voted_not_to_know_is_in_every_format() {
    let folder = Folder::with_example();
    let said = "Voted \"I don't know\": Ana (Yearly bill), Chi (Hardest job and Yearly bill) and Dee (Place and law and Yearly bill).";
    let run = |arguments: &[&str]| folder.run(arguments).succeeds().split_whitespace().collect::<Vec<_>>().join(" ");
    for format in ["md", "text"] {
        let record = run(&["report", EXAMPLE, "-f", format]);
        assert!(record.contains(said), "{format}: {record}");
    }
    assert!(run(&["report", EXAMPLE, "-f", "html"]).contains(&said.replace('"', "&quot;").replace('\'', "&#39;")));
    assert!(run(&["demo", "--plain"]).contains(said));
    let of_dee = |row: &str| row.contains("\"law\"") && row.contains("\"Dee\"") && row.contains("\"unknown\",\"We don't know yet\"");
    assert!(folder.run(&["report", EXAMPLE, "-f", "csv"]).succeeds().lines().any(of_dee));
    for format in ["json", "jsonl"] {
        let result: serde_json::Value = serde_json::from_str(folder.run(&["report", EXAMPLE, "-f", format]).succeeds()).unwrap();
        let questions = result["team"]["questions"].as_array().unwrap();
        let counts: Vec<i64> = questions.iter().filter_map(|question| question["dont_know"].as_i64()).filter(|count| *count > 0).collect();
        assert_eq!((counts.len(), counts.iter().sum::<i64>()), (3, 5), "{format}");
    }
}

#[test]
fn p23_what_is_made_from_a_file_is_not_more_open_than_that_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::with_example();
    folder.write("questions.json", weigh::questionnaire::Questionnaire::built_in().source());
    std::fs::copy(folder.path(EXAMPLE), folder.path("open.weigh.json")).unwrap();
    let set = |name: &str, mode: u32| std::fs::set_permissions(folder.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
    let mode = |name: &str| std::fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777;
    set(EXAMPLE, 0o600);
    set("open.weigh.json", 0o666);
    set("questions.json", 0o640);
    let runs: [(&str, &[&str], u32); 7] = [
        ("record.md", &["report", EXAMPLE, "-o", "record.md"], 0o600),
        ("open.html", &["report", "open.weigh.json", "-o", "open.html"], 0o644),
        ("both.csv", &["report", "open.weigh.json", EXAMPLE, "-o", "both.csv"], 0o600),
        ("index.html", &["report", EXAMPLE, "open.weigh.json", "-o", "index.html"], 0o600),
        ("ballot.html", &["ballot", EXAMPLE, "--html"], 0o600),
        ("new.weigh.json", &["run", "new.weigh.json", "--questions", "questions.json", "--title", "New", "--no-input"], 0o640),
        ("page.html", &["ballot", "--html", "--questions", "questions.json", "-o", "page.html"], 0o640),
    ];
    for (name, arguments, wanted) in runs {
        // The usual umask, even if this test has another.
        let line = format!("umask 022; exec \"$WEIGH\" -q {}", arguments.join(" "));
        assert_eq!(shell(&folder, &line), (Some(0), String::new()), "{name}");
        assert_eq!(mode(name), wanted, "{name}");
    }
    assert_eq!(shell(&folder, "umask 077; exec \"$WEIGH\" -q report open.weigh.json -o private.md"), (Some(0), String::new()));
    assert_eq!(mode("private.md"), 0o600, "nor than the user wants new files to be");
    folder.feed(&["ballot", EXAMPLE, "--as", "Eve", "--plain"], "1\n");
    assert_eq!(mode("Eve.ballot.json"), 0o600);
}

#[test]
fn p28_an_edit_outside_the_program_is_told_by_check_and_refused_by_nothing() {
    let folder = Folder::with_example();
    let said = |run: &crate::Run| run.out.matches("edited outside the program after 20").count();
    folder.run(&["merge", EXAMPLE, &ballot(&folder, "Eve", 1)]).succeeds();
    assert_eq!(said(&folder.run(&["check", EXAMPLE])), 0);
    // As editors save: beside it, then under its name.
    folder.write("draft", &folder.read(EXAMPLE).replacen("\"title\": \"", "\"title\": \"Another ", 1));
    std::fs::rename(folder.path("draft"), folder.path(EXAMPLE)).unwrap();
    for _ in 0..2 {
        let run = folder.run(&["check", EXAMPLE]);
        assert!(run.succeeds().ends_with("a session, no problems\n"));
        assert_eq!(said(&run), 1, "{run:?}");
        folder.run(&["report", EXAMPLE]).succeeds();
        folder.run(&["merge", EXAMPLE, &ballot(&folder, "Fay", 1)]).succeeds();
    }
}

/// Runs a line of shell in which `$WEIGH` is the program; returns its exit code and what it said on standard error.
fn shell(folder: &Folder, line: &str) -> (Option<i32>, String) {
    let mut command = std::process::Command::new("bash");
    command.args(["-c", line]).current_dir(folder.path("")).env("WEIGH", env!("CARGO_BIN_EXE_weigh")).env("EXAMPLE", EXAMPLE);
    let output = command.output().expect("bash is there");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure_and_a_closed_output_is_no_success() {
    let folder = Folder::with_example();
    for format in ["md", "json", "html"] {
        let line = format!("\"$WEIGH\" report \"$EXAMPLE\" -f {format} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}");
        assert_eq!(shell(&folder, &line), (Some(0), String::new()), "{format}");
    }
    for command in ["report \"$EXAMPLE\"", "--version", "--help"] {
        let (code, said) = shell(&folder, &format!("\"$WEIGH\" {command} >&-"));
        assert_eq!(code, Some(1), "{command}");
        assert!(said.starts_with("weigh: cannot write to standard output: "), "{said}");
        assert_eq!(shell(&folder, &format!("\"$WEIGH\" {command} >/dev/null")), (Some(0), String::new()), "{command}");
    }
}

#[test]
fn a_folder_tree_is_listed_with_what_is_due_first_and_what_is_broken() {
    let folder = Folder::with_example();
    std::fs::create_dir(folder.path("deep")).unwrap();
    folder.write("deep/late.weigh.json", &folder.read(EXAMPLE).replace("Reader for hail-damage reports", "Late <b>one</b>"));
    folder.write("deep/late.html", "the record");
    folder.write("deep/broken.weigh.json", "{");
    let text = folder.run(&["list", "--due", "2027-03-01"]);
    assert!(text.succeeds().ends_with("2 decisions, 2 to look at now, 1 file that cannot be read.\n"), "{text:?}");
    assert!(text.out.lines().all(|line| weigh::text::width(line) <= 80), "{text:?}");
    let csv = folder.run(&["list", "-f", "csv", "--due", "2027-03-01"]);
    let files: Vec<&str> = csv.succeeds().lines().skip(1).filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(files, ["deep/late.weigh.json", EXAMPLE, "deep/broken.weigh.json"]);
    assert!(text.out.contains("deep/late.weigh.json\n") && text.out.contains("; decided 20"), "{text:?}");
    let json: serde_json::Value = serde_json::from_str(folder.run(&["list", "-f", "json", "deep"]).succeeds()).unwrap();
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    let page = folder.run(&["list", "-f", "html", "--due", "2027-03-01"]);
    assert!(page.succeeds().contains("<a href=\"deep/late.html\">Late &lt;b&gt;one&lt;/b&gt;"), "{page:?}");
    assert!(page.out.contains("Cannot be read (1)") && page.out.matches("<script").count() == 1, "{page:?}");
    assert!(page.out.contains("; script-src 'sha256-") && !page.out.contains("unsafe"), "{page:?}");
}

#[test]
fn p6_eight_merges_at_once_all_succeed() {
    let folder = Folder::with_example();
    let ballots: Vec<String> = ["Eve", "Fay", "Gus", "Hal", "Ian", "Jo", "Kim", "Lou"].map(|name| ballot(&folder, name, 1)).into();
    std::thread::scope(|scope| {
        let runs: Vec<_> = ballots.iter().map(|ballot| scope.spawn(|| folder.run(&["merge", EXAMPLE, ballot]))).collect();
        for run in runs {
            let run = run.join().unwrap();
            // One that waits for long says so.
            assert_eq!(run.code, Some(0), "{run:?}");
        }
    });
    let session = folder.read(EXAMPLE);
    assert!(["Eve", "Fay", "Gus", "Hal", "Ian", "Jo", "Kim", "Lou"].iter().all(|name| session.contains(&format!("\"name\": \"{name}\""))));
}
