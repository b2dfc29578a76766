//! The full screen and the lines of plain mode are two ways into one session.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Table;
use crate::pty;

/// A whole session as typed on the screen, key by key: setup, answers, votes, a what-if, the close.
const KEYS: [&str; 7] = [
    "Trial\rfor the canteen\rAna: legal, Bo\r\r\r\r\r",
    "ncheck the terms\r+1a\r",
    "0Bo, friday\r",
    "vi12\r2dtoo risky\r\r",
    "xno such case\r",
    "rt2s",
    "c42\r2\x1b[DG\rit is right\r22027-03-01\rq",
];

/// The same as lines.
const LINES: &str = "Trial
for the canteen
Ana: legal, Bo
1
n check the terms
+
a
1
0 Bo, friday
v 12
2
b
d Ana too risky

x no such case
r
t
1 2
s
c
4
2
2
accepted
it is right
2027-03-01

n
q
";

/// Reads a session; the moments at which things were done differ in any two.
fn session(path: &Path) -> Value {
    let mut session: Value = serde_json::from_slice(&fs::read(path).expect("the session is there")).expect("JSON");
    let fields = session.as_object_mut().expect("an object");
    for (name, value) in fields {
        match name.as_str() {
            "created" | "result_seen" => *value = Value::Null,
            "log" => {
                for entry in value.as_array_mut().expect("a list") {
                    entry.as_object_mut().expect("an object").remove("at");
                }
            }
            _ => {}
        }
    }
    session
}

#[test]
fn lines_on_a_pipe_make_the_same_session_file_as_keys_on_the_screen() {
    let table = Table::set();
    let create = |name: &str| ["run", name, "--questions", "small.json"].map(ToOwned::to_owned);
    let mut terminal = pty::weigh(&create("keys.weigh.json")).folder(table.folder.path()).start();
    terminal.wait_for("Deciding");
    terminal.type_text(&KEYS.concat());
    assert_eq!(terminal.exit(), 0);

    let mut plain = Command::new(env!("CARGO_BIN_EXE_weigh"));
    plain.args(create("lines.weigh.json")).arg("--plain").current_dir(table.folder.path());
    let mut plain = plain.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    plain.stdin.take().expect("a pipe").write_all(LINES.as_bytes()).expect("it reads");
    let plain = plain.wait_with_output().expect("it ends");
    assert!(plain.status.success(), "{}", String::from_utf8_lossy(&plain.stdout));

    let [keys, lines] = ["keys.weigh.json", "lines.weigh.json"].map(|name| session(&table.folder.path().join(name)));
    for part in ["context", "participants", "importance", "answers", "votes", "member_notes", "follow_ups", "confidence", "decision", "log"]
    {
        assert!(keys.get(part).is_some(), "{part} is tried, too");
    }
    assert_eq!(keys, lines);
}
