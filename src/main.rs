//! The `weigh` command: arguments, then the command, then the exit code. The only place that prints errors.

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::panic;
use std::process::{self, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use weigh::cli::{Cli, Mistake, Settings, Surroundings};
use weigh::commands::{self, Exit, Failure, World};
use weigh::text::clean_text;

/// Whether the caller closed standard output before starting us (`>&-`).
static OUTPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Looks before Rust's own start, which puts `/dev/null` in the place of a closed stream: then everything would seem to
/// be written.
#[ctor::ctor]
fn look_at_output() {
    OUTPUT_IS_CLOSED.store(rustix::io::fcntl_getfd(io::stdout()).is_err(), Ordering::Relaxed);
}

fn main() -> ExitCode {
    panic::set_hook(Box::new(|info| {
        complain(&format!("a fault in the program, please report it: {info}").replace('\n', " "));
        process::exit(101);
    }));
    let exit = match Cli::read(env::args_os()) {
        Ok(cli) => run(cli),
        Err(Mistake::Help(help)) => print(&help),
        Err(Mistake::Version) => print(&commands::version()),
        Err(Mistake::Wrong(sentence)) => {
            complain(&sentence);
            Exit::Usage
        }
    };
    ExitCode::from(exit.code())
}

fn run(cli: Cli) -> Exit {
    let mut output = BufWriter::new(standard_output());
    let mut notices = io::stderr();
    let mut world = World {
        settings: Settings::new(&cli.global, &look_around()),
        own_questions: variable("WEIGH_QUESTIONS"),
        now,
        output: &mut output,
        notices: &mut notices,
    };
    let result = commands::run(cli.command, &mut world);
    let flushed = output.flush();
    result.and_then(|exit| flushed.map(|()| exit).map_err(Failure::from)).unwrap_or_else(|failure| report(&failure))
}

fn report(failure: &Failure) -> Exit {
    for message in &failure.messages {
        complain(message);
    }
    failure.exit
}

/// Prints a sentence on standard error. If that fails, nobody can be told: so failing is ignored.
fn complain(message: &str) {
    drop(writeln!(io::stderr(), "weigh: {}", clean_text(message)));
}

fn print(text: &str) -> Exit {
    let mut output = standard_output();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Ok(()) => Exit::Done,
        Err(error) => report(&Failure::from(error)),
    }
}

/// Returns standard output; one that is closed takes nothing and says so.
fn standard_output() -> Box<dyn Write> {
    if OUTPUT_IS_CLOSED.load(Ordering::Relaxed) { Box::new(Closed) } else { Box::new(io::stdout()) }
}

struct Closed;

impl Write for Closed {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(rustix::io::Errno::BADF.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn look_around() -> Surroundings {
    let switch = |name| variable(name).is_some_and(|value| value != "0");
    let text = |name| variable(name).map(|value| value.to_string_lossy().into_owned());
    let input_is_terminal = io::stdin().is_terminal();
    let output_is_terminal = io::stdout().is_terminal();
    Surroundings {
        no_color: variable("NO_COLOR").is_some(),
        force_color: switch("CLICOLOR_FORCE"),
        accessible: switch("ACCESSIBLE"),
        terminal_type: text("TERM"),
        color_terminal: text("COLORTERM"),
        locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text),
        input_is_terminal,
        output_is_terminal,
        has_terminal: input_is_terminal && output_is_terminal && File::open("/dev/tty").is_ok(),
    }
}

/// Returns an environment variable that is set and not empty.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The time in whole seconds: nobody needs more in a record.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
