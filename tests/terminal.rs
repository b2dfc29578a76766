//! The terminal and the program: what holds at the start, at the end, and in between.
//!
//! Tests are named after the promises (P) and the rows of the fault matrix (V) that they prove.

#[path = "terminal/both.rs"]
mod both;
#[path = "terminal/ends.rs"]
mod ends;
#[path = "terminal/hostile.rs"]
mod hostile;
#[path = "terminal/input.rs"]
mod input;
#[path = "terminal/jobs.rs"]
mod jobs;
#[path = "terminal/looks.rs"]
mod looks;
#[path = "support/pty.rs"]
mod pty;
#[path = "terminal/refusals.rs"]
mod refusals;
#[path = "terminal/sharing.rs"]
mod sharing;
#[path = "terminal/sizes.rs"]
mod sizes;
#[path = "terminal/unseen.rs"]
mod unseen;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use pty::{Key, Program, Terminal};

/// The session that the tests work on.
const SESSION: &str = "team.weigh.json";

/// A folder of its own for a test, with a session to work on.
struct Table {
    folder: TempDir,
}

impl Table {
    /// Lays out a folder with a small questionnaire; the session is created by the first run.
    fn set() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("small.json"), pty::small_questionnaire(4)).expect("writable");
        Self { folder }
    }

    fn session(&self) -> PathBuf {
        self.folder.path().join(SESSION)
    }

    /// Describes a run on the session, which opens at the first question.
    fn program(&self) -> Program {
        let create = ["run", SESSION, "--questions", "small.json", "--title", "Trial"];
        let arguments = if self.session().exists() { &create[..2] } else { &create[..] };
        pty::weigh(arguments).folder(self.folder.path())
    }

    /// Starts the program from a shell, with the note of the first question open.
    fn writing(&self) -> Terminal {
        let mut terminal = self.program().start_in_shell();
        open_note(&mut terminal);
        terminal
    }

    /// Starts the program from a shell with two people and a live vote open at this machine alone.
    fn hosting(&self) -> Terminal {
        let create = ["run", SESSION, "--questions", "small.json", "--title", "Trial", "--team", "Ana, Bo"];
        let mut terminal = pty::weigh(&create).folder(self.folder.path()).start_in_shell();
        terminal.wait_for("Question number 1?");
        terminal.type_text("q");
        assert_eq!(terminal.clean_exit(), 0);
        let mut terminal = pty::weigh(&["host", SESSION, "--listen", "127.0.0.1"]).folder(self.folder.path()).start_in_shell();
        terminal.wait_for("Open a page at");
        terminal.press(Key::Enter);
        terminal.wait_for("http://");
        terminal
    }

    /// Returns the first question's note as it is in the file.
    fn note(&self) -> String {
        let text = fs::read_to_string(self.session()).expect("the session is there");
        let session: Value = serde_json::from_str(&text).expect("a whole document");
        session.pointer("/answers/q1/note").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Returns the names of the session files and of everything else that was left in the folder.
    fn leftovers(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).expect("readable");
        let names = names.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name != SESSION && name != "small.json").collect();
        names.sort();
        names
    }
}

/// Opens the note of the first question on a running program.
fn open_note(terminal: &mut Terminal) {
    terminal.wait_for("Question number 1?");
    terminal.type_text("n");
    terminal.wait_for("Note on");
}
