//! A session in which every text and every name tries to take the terminal over, looked at on every screen.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::pty::{self, Key, Terminal};

/// What must never reach a terminal.
const HOSTILE: [&str; 16] = [
    "\u{1b}[2J",              // clears the screen
    "\u{1b}]0;t\u{7}",        // sets the window's title
    "\u{1b}]52;c;eA==\u{7}",  // sets the clipboard
    "\u{1b}P1$r\u{1b}\\",     // a device control string
    "\u{9b}31m",              // the same as ESC [, in one character
    "\u{9d}0;t\u{9c}",        // the same as ESC ]
    "\u{202e}abc\u{202c}",    // turns the direction of what follows
    "\u{2066}abc\u{2069}",    // the same, isolated
    "\u{200b}\u{200e}\u{ad}", // cannot be seen
    "\u{feff}\u{2060}",       // cannot be seen
    "\u{2028}\u{2029}",       // lines that are none
    "\u{e0041}\u{e007f}",     // tags
    "\u{0}\u{8}\u{7f}",       // nothing, back, delete
    "\r\u{85}\u{b}\u{c}",     // other line ends
    "\u{fff9}\u{3164}",       // annotations and fillers
    "\u{e}\u{1b}c",           // another character set; reset
];
/// Whose values are ids, dates, formulas or words of the format: nobody types them.
const FIXED: [&str; 22] = [
    "id",
    "kind",
    "version",
    "created",
    "mode",
    "answer",
    "status",
    "alternative",
    "revisit",
    "at",
    "question",
    "due",
    "section",
    "importance",
    "family",
    "shelf_life",
    "dated",
    "as_of",
    "result_seen",
    "choice",
    "formula",
    "when",
];
/// Names of lists that may be of ids.
const LISTS_OF_IDS: [&str; 4] = ["evidence", "mixes", "separates", "for"];

/// Makes every text hostile, a different one each time.
#[derive(Default)]
struct Attacker(usize);

impl Attacker {
    /// Puts something hostile after the first character, so that it is neither trimmed nor too long for a name.
    fn text(&mut self, text: &str) -> String {
        let hostile = HOSTILE.iter().cycle().nth(self.0).expect("there are some");
        self.0 = (self.0 + 1) % HOSTILE.len();
        let mut rest = text.chars();
        let first = rest.next().map(String::from).unwrap_or_default();
        format!("{first}{hostile}{}", rest.as_str())
    }

    fn value(&mut self, name: &str, value: &mut Value) {
        match value {
            _ if FIXED.contains(&name) && !value.is_array() => {}
            Value::String(text) => *text = self.text(text),
            Value::Array(items) if !LISTS_OF_IDS.contains(&name) || items.iter().all(Value::is_object) => {
                for item in items {
                    self.value(name, item);
                }
            }
            Value::Object(fields) if !is_of_ids(name) => fields.iter_mut().for_each(|(name, value)| self.value(name, value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.value("text", value)),
            _ => {}
        }
    }
}

/// Objects of which the keys are ids: a field called `data` there is a question, not a field of the format.
fn is_of_ids(name: &str) -> bool {
    matches!(name, "answers" | "waivers" | "effects" | "rules_out")
}

/// Returns the finished example, hostile throughout. Names are the same wherever they stand.
fn hostile_session() -> String {
    let example = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hail-damage.weigh.json")).expect("readable");
    let mut session: Value = serde_json::from_str(&example).expect("JSON");
    // A worksheet that is filled in, on the first question.
    let fields = session.as_object_mut().expect("an object");
    fields.insert("worksheets".to_owned(), json!({"pay-or-own": {"requests": [5, 6]}}));
    *session.pointer_mut("/questionnaire/worksheets/0/for/0").expect("a worksheet") = json!("data");
    let mut attacker = Attacker::default();
    let people = session.pointer("/participants").and_then(Value::as_array).expect("people");
    let names = people.iter().map(|person| person.get("name").and_then(Value::as_str).expect("a name"));
    let renamed: BTreeMap<String, String> = names.map(|name| (name.to_owned(), attacker.text(name))).collect();
    for (part, value) in session.as_object_mut().expect("an object") {
        match part.as_str() {
            "participants" => {
                for person in value.as_array_mut().expect("people") {
                    let name = person.get("name").and_then(|name| renamed.get(name.as_str()?)).expect("a name");
                    *person = json!({"name": name, "role": attacker.text("role")});
                }
            }
            "votes" | "confidence" => rename(value, &renamed),
            "member_notes" => {
                for notes in value.as_object_mut().expect("by question").values_mut() {
                    attacker.value("text", notes);
                }
                rename(value, &renamed);
            }
            part => attacker.value(part, value),
        }
    }
    serde_json::to_string_pretty(&session).expect("JSON")
}

/// Gives the keys that are names their new form, at any depth.
fn rename(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Object(fields) => {
            *fields = std::mem::take(fields)
                .into_iter()
                .map(|(key, mut value)| {
                    rename(&mut value, renamed);
                    (renamed.get(&key).cloned().unwrap_or(key), value)
                })
                .collect();
        }
        _ => {}
    }
}

/// A folder and a session whose names are hostile, too.
fn hostile_table() -> (TempDir, PathBuf) {
    let folder = tempfile::Builder::new().prefix("we\u{1b}[31migh\u{202e}").tempdir().expect("a folder");
    let session = folder.path().join("te\u{1b}]0;x\u{7}am\u{9b}2J.weigh.json");
    fs::write(&session, hostile_session()).expect("writable");
    (folder, session)
}

/// Checks that only our own sequences were sent, and no character that does not show.
#[track_caller]
fn assert_harmless(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8 throughout");
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if character == '\u{1b}' {
            let mut sequence = String::new();
            while let Some(next) = rest.next_if(|next| sequence.is_empty() || matches!(next, '0'..='9' | ';' | '?')) {
                sequence.push(next);
            }
            let last = rest.next();
            assert!(sequence.starts_with('[') && last.is_some_and(|last| "mHhlJK".contains(last)), "ESC {sequence} {last:?}");
            continue;
        }
        assert!(!is_hidden(character), "{character:?} was sent, before {:?}", rest.take(20).collect::<String>());
    }
}

/// Says so of more than what this file tries.
fn is_hidden(character: char) -> bool {
    let shown_controls = ['\r', '\n'];
    (character.is_control() && !shown_controls.contains(&character))
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Presses keys until a screen is there.
#[track_caller]
fn go(terminal: &mut Terminal, keys: &str, shown: &str) {
    terminal.type_text(keys);
    terminal.wait_for(shown);
}

/// Presses Esc, and waits until what lies over a screen is gone.
#[track_caller]
fn back(terminal: &mut Terminal, over: &str) {
    terminal.press(Key::Escape);
    terminal.wait_gone(over);
}

/// Goes to a screen that paints a hostile text again. The emulated screen leaves out the mark that stands for what was
/// hidden, so the bytes are looked at.
#[track_caller]
fn visit(terminal: &mut Terminal, keys: &str, shown: &str) {
    let before = terminal.bytes().len();
    go(terminal, keys, shown);
    terminal.wait_for_bytes(before, "\u{fffd}".as_bytes());
}

#[test]
fn p15_v35_no_text_of_a_session_reaches_the_terminal_raw_on_any_screen() {
    let (_folder, session) = hostile_table();
    let mut terminal = pty::weigh(&["run".as_ref(), session.as_os_str()]).size(100, 30).start();
    terminal.wait_for("Review");
    visit(&mut terminal, "gj\r", "How do you answer?");
    visit(&mut terminal, "p", "How much does each question count?");
    visit(&mut terminal, "o", "Review");
    visit(&mut terminal, "gjj\r", "1 of 20");
    visit(&mut terminal, "w", "Evidence");
    back(&mut terminal, "Evidence");
    visit(&mut terminal, "$", "new number");
    visit(&mut terminal, "\r", "next, done");
    terminal.press(Key::Escape);
    terminal.wait_for("new number");
    back(&mut terminal, "new number");
    go(&mut terminal, "n", "Note on");
    back(&mut terminal, "Note on");
    go(&mut terminal, "f", "What to do");
    back(&mut terminal, "What to do");
    visit(&mut terminal, "v", "Next vote:");
    visit(&mut terminal, "\r", "choose unseen");
    visit(&mut terminal, "1\r", "Please hand");
    visit(&mut terminal, "R", "1 of 20");
    go(&mut terminal, "?", "Esc back");
    back(&mut terminal, "Esc back");
    visit(&mut terminal, "r", "[Result]");
    for tab in ["[Why]", "[Trade-offs]", "[Hinges on]", "[Find out]", "[Team]", "[Next steps]"] {
        visit(&mut terminal, "\t", tab);
    }
    visit(&mut terminal, "t", "WHAT IF");
    visit(&mut terminal, "G", "more above");
    back(&mut terminal, "WHAT IF");
    visit(&mut terminal, "c", "How sure is everyone?");
    go(&mut terminal, "\t", "What have you decided?");
    go(&mut terminal, "\t", "How far has it come");
    go(&mut terminal, "\t", "Who does what by when?");
    go(&mut terminal, "\t", "Before you part");
    visit(&mut terminal, "e", "The record is in");
    terminal.press(Key::Control('c'));
    terminal.exit();
    assert_harmless(&terminal.bytes());
}

#[test]
fn p15_v35_nor_in_any_report_list_or_plain_line() {
    let (folder, session) = hostile_table();
    let path = session.to_str().expect("UTF-8");
    let formats = ["md", "json", "text", "html", "csv"].map(|format| vec!["report", path, "-f", format]);
    let others = [vec!["report", path, path, "-f", "jsonl"], vec!["diff", path, path], vec!["check", path, "--due", "2030-01-01"]];
    for arguments in formats.into_iter().chain(others) {
        assert_nothing_raw(&run(&arguments, ""));
    }
    let answers = "s\n\n\n\n\no\n1\nw\n$\n1 7\n\nn\n\nv\n\nr\n1\nt\n\nc\n?\nq\n";
    let plain = run(&["run", path, "--plain"], answers);
    assert!(plain.contains("Question"), "{plain}");
    assert_nothing_raw(&plain);

    let broken = folder.path().join("br\u{1b}[2Joken.ballot.json");
    fs::write(&broken, "{\"kind\": \"weigh-ballot\", \"na\u{9b}me\": \"\u{202e}\"}").expect("writable");
    let broken = broken.to_str().expect("UTF-8");
    let wrong = ["--ti\u{1b}[2Jtle", "\u{9b}2J", "--color=\u{202e}always"];
    let refused = [vec!["check", broken], vec!["merge", path, broken]].into_iter().chain(wrong.map(|word| vec![word]));
    for arguments in refused {
        assert_nothing_raw(&run(&arguments, ""));
    }
}

/// Runs the program on a pipe; returns all that it said.
fn run(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weigh"));
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads or has ended");
    let output = child.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    assert!(!said.is_empty(), "{arguments:?} says nothing");
    String::from_utf8(said).expect("UTF-8 throughout")
}

#[track_caller]
fn assert_nothing_raw(text: &str) {
    let raw = text.char_indices().find(|(_, character)| is_hidden(*character) || *character == '\u{1b}');
    assert!(raw.is_none(), "{raw:?} in {text}");
}
