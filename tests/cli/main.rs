//! The program as people and scripts run it: arguments in, exit code, output and errors out.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot do what it must has failed")]

mod arguments;
mod codes;
mod files;
mod input;
mod sessions;
mod terminal;
mod trust;

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder of its own, in which the program runs.
pub(crate) struct Folder(TempDir);

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with the example session in `example.weigh.json`.
    pub(crate) fn with_example() -> Self {
        let folder = Self::new();
        folder.write("example.weigh.json", &weigh::demo::session().to_json());
        folder
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files, hidden ones too, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program, ready to run here, in an environment that says nothing.
    pub(crate) fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weigh"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "ACCESSIBLE", "WEIGH_QUESTIONS", "TERM", "LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the program without input.
    pub(crate) fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Run {
        Run::new(&self.command(arguments).output().unwrap())
    }

    /// Runs the program with lines on its standard input.
    pub(crate) fn feed(&self, arguments: &[impl AsRef<OsStr>], input: &str) -> Run {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that needs no input may have gone already.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        Run::new(&child.wait_with_output().unwrap())
    }
}

impl Run {
    pub(crate) fn new(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
        let run = Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        run.assert_inert();
        run
    }

    /// Nothing that was printed can do anything to a terminal.
    fn assert_inert(&self) {
        for text in [&self.out, &self.err] {
            let text = text.replace("\r\n", "\n");
            let hidden = text.chars().find(|character| *character != '\n' && weigh::text::is_hidden(*character));
            assert_eq!(hidden, None, "hidden character in {self:?}");
        }
    }

    /// The run ended with this code and said exactly this on standard error, without its final line break.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, err: &str) {
        assert_eq!((self.code, self.err.trim_end()), (Some(code), err), "{self:?}");
        assert_eq!(self.out, "");
    }

    /// The run ended well and said nothing on standard error.
    #[track_caller]
    pub(crate) fn succeeds(&self) -> &str {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{self:?}");
        &self.out
    }
}
