//! Runs `weigh` in a pseudo-terminal and looks at its screen as a person would.
//!
//! A test includes this with `#[path = "support/pty.rs"] mod pty;`. Everything the program writes is taken at once by a
//! thread and painted on an emulated screen; a test waits for what is painted, up to a deadline, and never sleeps:
//!
//! ```ignore
//! let mut terminal = pty::weigh(&["run", "team.weigh.json"]).folder(folder.path()).start();
//! terminal.wait_for("Who is here");
//! terminal.press(Key::Enter);
//! terminal.type_text("q");
//! assert_eq!(terminal.exit(), 0);
//! ```
//!
//! [`Program::start_in_shell`] checks besides that the shell gets its terminal back as it was.
#![expect(dead_code, reason = "every test file uses its own part of this")]

use std::ffi::{OsStr, OsString};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// How long a test waits for what must come: only a failing test waits that long, however busy the machine is.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// The largest screen that is emulated; the real one may be larger.
const LARGEST: (u16, u16) = (500, 200);

/// How often the painter looks whether the window is being closed.
const LOOK_UP: Timespec = Timespec { tv_sec: 0, tv_nsec: 10_000_000 };

/// Remembers the terminal's modes.
pub(crate) const NOTE_MODES: &str = "modes=$(stty -g)";
/// Shows the exit code of the last program, and whether the terminal's modes are as they were.
pub(crate) const SHOW_STATE: &str = "echo \"EXIT=$?\"; [ \"$modes\" = \"$(stty -g)\" ] && echo SAME MODES; stty -a; echo \"EN\"D";

/// A key that is more than its letter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    Up,
    Down,
    Left,
    Right,
    Enter,
    Tab,
    Escape,
    Backspace,
    /// Control with a small letter.
    Control(char),
}

/// What is to be started.
pub(crate) struct Program {
    arguments: Vec<OsString>,
    folder: PathBuf,
    environment: Vec<(String, String)>,
    size: (u16, u16),
    /// What comes before the program on its command line, such as `env --block-signal=HUP`.
    before: String,
}

/// A running program and its screen.
pub(crate) struct Terminal {
    shared: Arc<(Mutex<Output>, Condvar)>,
    /// Our end of the terminal; the painter has the other handle to it.
    ours: Option<File>,
    painter: Option<JoinHandle<()>>,
    child: Child,
    pid_file: PathBuf,
}

struct Output {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
    frozen: bool,
    /// The window is being closed: nobody looks any more.
    left: bool,
}

/// Describes a run of the program under test.
pub(crate) fn weigh<S: AsRef<OsStr>>(arguments: &[S]) -> Program {
    Program {
        arguments: arguments.iter().map(|argument| argument.as_ref().to_owned()).collect(),
        folder: std::env::temp_dir(),
        environment: Vec::new(),
        size: (80, 24),
        before: String::new(),
    }
}

/// Returns a small questionnaire, so that tests neither wait for the large one nor depend on its words.
pub(crate) fn small_questionnaire(questions: usize) -> String {
    let question = |number: usize| {
        format!(
            r#"{{"id": "q{number}", "ask": "Question number {number}?", "choices": [
                {{"id": "yes", "text": "Yes, surely", "effects": {{"left": {{"fit": 2, "because": "it is so"}}}}}},
                {{"id": "no", "text": "No, never", "effects": {{"right": {{"fit": 1, "because": "it is not"}}}}}}]}}"#
        )
    };
    let questions: Vec<String> = (1..=questions).map(question).collect();
    format!(
        r#"{{"schema": 1, "id": "small", "version": "1.0", "title": "A small choice",
            "alternatives": [{{"id": "left", "name": "Left"}}, {{"id": "right", "name": "Right"}}], "questions": [{}]}}"#,
        questions.join(", ")
    )
}

/// Returns the program under test: the one just built, or the one named by `WEIGH_BINARY`.
pub(crate) fn binary() -> OsString {
    std::env::var_os("WEIGH_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_weigh").into())
}

impl Program {
    /// Runs it in `folder`.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Puts shell words before the program, such as `env --block-signal=HUP`.
    pub(crate) fn before(mut self, words: &str) -> Self {
        words.clone_into(&mut self.before);
        self
    }

    /// Starts the program as the terminal's only one.
    pub(crate) fn start(self) -> Terminal {
        let line = format!("echo $$ >\"$PID_FILE\"; exec {} \"$@\"", self.before);
        self.start_line(&line)
    }

    /// Starts the program from a script that then shows in which state it left the terminal: see
    /// [`Terminal::clean_exit`].
    pub(crate) fn start_in_shell(self) -> Terminal {
        let line = format!("{NOTE_MODES}; sh -c 'echo $$ >\"$PID_FILE\"; exec {} \"$@\"' sh \"$@\"; {SHOW_STATE}", self.before);
        self.start_line(&line)
    }

    /// Starts a line of shell, in which `"$@"` stands for the program and its arguments.
    pub(crate) fn start_line(self, line: &str) -> Terminal {
        let mut words: Vec<OsString> = ["sh", "-c", line, "sh"].map(OsString::from).into();
        words.push(binary());
        words.extend_from_slice(&self.arguments);
        self.spawn(words)
    }

    /// Starts `bash` as one that a person types into, with the program's path in `$WEIGH`.
    pub(crate) fn start_bash(self) -> Terminal {
        let words = ["bash", "--norc", "--noprofile", "--noediting", "-i"].map(OsString::from);
        let binary = binary().into_string().expect("a path in UTF-8");
        self.env("PS1", "ready> ").env("WEIGH", &binary).spawn(words.into())
    }

    fn spawn(self, words: Vec<OsString>) -> Terminal {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let pid_file = std::env::temp_dir().join(format!("weigh-test-{}-{number}.pid", std::process::id()));
        // A session of its own, with the terminal it finds as the controlling one.
        let mut command = Command::new("setsid");
        command.arg("--ctty").args(words).current_dir(&self.folder).env_clear();
        for name in ["PATH", "HOME"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("PID_FILE", &pid_file).envs(self.environment);
        Terminal::open(command, self.size, pid_file)
    }
}

impl Terminal {
    fn open(mut command: Command, (columns, rows): (u16, u16), pid_file: PathBuf) -> Self {
        let ours = File::from(openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pseudo-terminal"));
        grantpt(&ours).and_then(|()| unlockpt(&ours)).expect("it is ours");
        tcsetwinsize(&ours, size(columns, rows)).expect("a size");
        let name = ptsname(&ours, Vec::new()).expect("a name").into_string().expect("UTF-8");
        let flags = OFlags::NOCTTY.bits().cast_signed();
        let theirs = OpenOptions::new().read(true).write(true).custom_flags(flags).open(name).expect("the other end");
        let output = Output { screen: emulator(columns, rows), bytes: Vec::new(), closed: false, frozen: false, left: false };
        let shared = Arc::new((Mutex::new(output), Condvar::new()));
        let handle = || Stdio::from(theirs.try_clone().expect("a handle"));
        let child = command.stdin(handle()).stdout(handle()).stderr(handle()).spawn().expect("the program starts");
        let source = ours.try_clone().expect("a handle");
        let painting = Arc::clone(&shared);
        let painter = thread::spawn(move || paint(source, &painting));
        Self { shared, ours: Some(ours), painter: Some(painter), child, pid_file }
    }

    /// Waits until `text` is somewhere on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} is on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until `text` is nowhere on the screen.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} is gone"), |screen| !screen.contents().contains(text));
    }

    /// Waits until the screen satisfies `wanted`, described by `what`.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        assert!(self.arrives(PATIENCE, &wanted), "waited in vain until {what}; the screen:\n{}", self.text());
    }

    /// Tells whether the screen satisfies `wanted` within `patience`.
    pub(crate) fn arrives(&self, patience: Duration, wanted: impl Fn(&vt100::Screen) -> bool) -> bool {
        let start = Instant::now();
        let mut output = self.output();
        loop {
            if wanted(output.screen.screen()) {
                return true;
            }
            let Some(rest) = patience.checked_sub(start.elapsed()).filter(|_| !output.closed) else { return false };
            output = self.shared.1.wait_timeout(output, rest).expect("the painter lives").0;
        }
    }

    /// Returns the text of the screen, a line a row.
    pub(crate) fn text(&self) -> String {
        self.output().screen.screen().contents()
    }

    /// Returns everything that was written to the terminal so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.output().bytes.clone()
    }

    /// Waits until `wanted` is among the bytes written after the first `from`.
    #[track_caller]
    pub(crate) fn wait_for_bytes(&self, from: usize, wanted: &[u8]) {
        let is_there = |bytes: &[u8]| bytes.windows(wanted.len()).skip(from).any(|window| window == wanted);
        let waiting = |output: &mut Output| !output.closed && !is_there(&output.bytes);
        let (output, _) = self.shared.1.wait_timeout_while(self.output(), PATIENCE, waiting).expect("the painter lives");
        assert!(is_there(&output.bytes), "waited in vain for {wanted:?}; the screen:\n{}", output.screen.screen().contents());
    }

    /// Calls `look` with the screen.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.output().screen.screen())
    }

    /// Types `text` as it is, also control characters.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Sends bytes as a terminal would.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        let terminal = self.ours.as_mut().expect("the terminal is open");
        // A program that has just ended no longer reads; the test will see that by its screen.
        drop(terminal.write_all(bytes));
    }

    pub(crate) fn press(&mut self, key: Key) {
        let bytes = match key {
            Key::Up => "\x1b[A".to_owned(),
            Key::Down => "\x1b[B".to_owned(),
            Key::Right => "\x1b[C".to_owned(),
            Key::Left => "\x1b[D".to_owned(),
            Key::Enter => "\r".to_owned(),
            Key::Tab => "\t".to_owned(),
            Key::Escape => "\x1b".to_owned(),
            Key::Backspace => "\x7f".to_owned(),
            Key::Control(letter) => char::from(letter as u8 & 0x1f).to_string(),
        };
        self.type_text(&bytes);
    }

    /// Pastes `text` as a terminal does that marks pastes.
    pub(crate) fn paste(&mut self, text: &str) {
        self.type_text(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let (emulated_columns, emulated_rows) = emulated(columns, rows);
        self.output().screen.screen_mut().set_size(emulated_rows, emulated_columns);
        tcsetwinsize(self.ours.as_ref().expect("the terminal is open"), size(columns, rows)).expect("a size");
    }

    /// Sends a signal to the program itself, also where a shell started it.
    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.program(), signal).expect("the program runs");
    }

    /// Tells whether the program is about to run, so that its process is known.
    pub(crate) fn has_started(&self) -> bool {
        std::fs::read_to_string(&self.pid_file).is_ok_and(|number| number.ends_with('\n'))
    }

    /// Returns the process of the program itself, also where a shell started it.
    pub(crate) fn program(&self) -> Pid {
        let number = std::fs::read_to_string(&self.pid_file).expect("the program has started");
        number.trim().parse().ok().and_then(Pid::from_raw).expect("a process number")
    }

    /// Takes no more output from the program, as a frozen window does.
    pub(crate) fn freeze(&self) {
        self.output().frozen = true;
    }

    /// Closes the window.
    pub(crate) fn close(&mut self) {
        let mut output = self.output();
        output.left = true;
        output.frozen = false;
        drop(output);
        self.shared.1.notify_all();
        if let Some(painter) = self.painter.take() {
            painter.join().expect("it only paints");
        }
        self.ours = None;
    }

    /// Waits until nobody has the terminal open any more, such as a tracer that outlives the program.
    #[track_caller]
    pub(crate) fn wait_closed(&self) {
        let output = self.shared.1.wait_timeout_while(self.output(), PATIENCE, |output| !output.closed);
        assert!(output.expect("the painter lives").0.closed, "somebody has the terminal still open");
    }

    /// Waits for the end of what was started; returns its exit code, or 128 and the signal's number.
    #[track_caller]
    pub(crate) fn exit(&mut self) -> i32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code().or_else(|| status.signal().map(|signal| 128 + signal)).expect("one or the other");
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for the end; the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Waits for the end of a program started with [`Program::start_in_shell`], checks that the terminal is as it was
    /// before, and returns the exit code that the shell saw.
    #[track_caller]
    pub(crate) fn clean_exit(&mut self) -> i32 {
        self.wait_for("\nEND");
        let output = self.output();
        let screen = output.screen.screen();
        let text = screen.contents();
        assert!(!screen.alternate_screen(), "on the main screen:\n{text}");
        assert!(!screen.hide_cursor(), "the cursor is visible");
        assert!(!screen.bracketed_paste(), "pastes are not marked any more");
        assert!(!screen.application_cursor() && !screen.application_keypad(), "keys send what they always do");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is not caught");
        assert!(
            text.contains("SAME MODES") && text.contains(" icanon"),
            "the modes are as before:
{text}"
        );
        let code = text.rsplit("EXIT=").next().and_then(|rest| rest.lines().next()).expect("the exit code");
        code.trim().parse().expect("a number")
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        self.shared.0.lock().expect("the painter lives")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // What still runs in the terminal ends with it; what cannot be ended is not ours to mourn.
        drop(self.child.kill());
        drop(self.child.wait());
        self.close();
        drop(std::fs::remove_file(&self.pid_file));
    }
}

/// Takes everything that is written and paints it, until the program or the window is gone.
fn paint(mut source: File, shared: &(Mutex<Output>, Condvar)) {
    let mut buffer = vec![0; 65_536];
    loop {
        let waited = poll(&mut [PollFd::new(&source, PollFlags::IN)], Some(&LOOK_UP));
        let ready = waited.expect("a terminal can be waited for") > 0;
        // Reading fails when nobody has the other end open any more.
        let count = if ready { source.read(&mut buffer).unwrap_or(0) } else { 0 };
        let bytes = buffer.get(..count).expect("no more than the buffer holds");
        let mut output = shared.0.lock().expect("no test panics while painting");
        output.screen.process(bytes);
        output.bytes.extend_from_slice(bytes);
        output.closed = ready && count == 0;
        shared.1.notify_all();
        let output = shared.1.wait_while(output, |output| output.frozen).expect("no test panics while painting");
        if output.closed || output.left {
            return;
        }
    }
}

fn size(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn emulated(columns: u16, rows: u16) -> (u16, u16) {
    (columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1))
}

fn emulator(columns: u16, rows: u16) -> vt100::Parser {
    let (columns, rows) = emulated(columns, rows);
    vt100::Parser::new(rows, columns, 0)
}
