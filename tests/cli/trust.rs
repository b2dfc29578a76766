//! A questionnaire that bears the built-in's name but not its content is told apart, and nothing is refused.

use super::Folder;
use weigh::questionnaire::Questionnaire;

/// A folder with the built-in questionnaire, one of the same name with other fits, and a session on that.
fn changed() -> Folder {
    let folder = Folder::new();
    let built_in = Questionnaire::built_in();
    folder.write("built-in.json", built_in.source());
    let (before, after) = built_in.source().split_once("\"fit\": 1,").unwrap();
    folder.write("ours.json", &format!("{before}\"fit\": 2,{}", after.replacen("\"fit\": 1,", "\"fit\": 0,", 1)));
    folder.run(&["run", "ours.weigh.json", "--questions", "ours.json", "--title", "Ours", "--no-input"]);
    folder
}

#[test]
fn check_says_how_much_is_changed_and_finds_no_problem() {
    let folder = changed();
    let checked = folder.run(&["check", "ours.weigh.json", "ours.json", "built-in.json"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    for file in ["ours.weigh.json", "ours.json"] {
        let wanted = format!("{file}: its questionnaire is changed by this team: 2 effects (");
        assert!(checked.out.contains(&wanted), "{checked:?}");
    }
    assert!(!checked.out.contains("built-in.json: its questionnaire"), "{checked:?}");
}

#[test]
fn the_first_screenful_of_the_record_says_it() {
    let folder = changed();
    for format in ["md", "text", "html"] {
        let record = folder.run(&["report", "ours.weigh.json", "-f", format]).succeeds().to_owned();
        let (head, _) = record.split_once("Context and Problem Statement").unwrap();
        assert!(head.contains("changed by this team: 2 effects"), "{head}");
    }
}

#[test]
fn diff_names_what_is_changed_also_against_a_questionnaire() {
    let folder = changed();
    for new in ["ours.weigh.json", "ours.json"] {
        let diff = folder.run(&["diff", "built-in.json", new]).succeeds().to_owned();
        let flat = diff.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains("with other content.") && flat.contains(" with +2 instead of +1"), "{diff}");
    }
}
