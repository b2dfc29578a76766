//! Chooses who talks to the people, the screens or plain mode, and lets them.
//!
//! The commands open what is needed and hand it over here. Must not draw, nor ask anything itself.

use std::io::{self, BufRead as _};

use super::{Exit, Failure, World};
use crate::cli::{self, Settings};
use crate::plain::{Plain, Stop, Talk, how_to_go_on};
use crate::session::Session;
use crate::sitting::keeper::Encode;
use crate::sitting::{FileKeeper, Kind};
use crate::store::{Access, SessionFile};
use crate::text::clean_line;
pub(super) use crate::tui::HostAt;
use crate::tui::terminal::{End, Typing, hold_signals};
use crate::tui::theme::Theme;
use crate::tui::{self, How, Opening};

/// Who talks to the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    Screens,
    Plain,
}

/// What was opened for a sitting, in either front end.
pub(super) struct Opened {
    pub session: Session,
    pub file: SessionFile,
    /// What is written to the file.
    pub encode: Encode,
    /// What the sitting is for.
    pub kind: Kind,
    /// Why nothing may be changed, if that is not because of the file itself.
    pub read_only: Option<String>,
    /// Offer the sessions found beside the file.
    pub offers_found: bool,
}

impl Opened {
    /// Checks that the session can be changed.
    ///
    /// # Errors
    /// Another program edits the file, the file is write-protected, or a newer version wrote it.
    pub(super) fn check_editable(&self) -> Result<(), Failure> {
        let by_file = self.file.access().obstacle().map(|reason| reason.to_string());
        match by_file.or_else(|| self.read_only.clone()) {
            Some(why) => {
                Err(Failure::new(Exit::Failed, format!("cannot change {}: {why}", clean_line(&self.file.path().to_string_lossy()))))
            }
            None => Ok(()),
        }
    }
}

/// Chooses who talks. `instead` says what else to do if nothing may be asked.
pub(super) fn front(settings: Settings, instead: &str) -> Result<Front, Failure> {
    if !settings.may_ask {
        return Err(Failure::usage(format!("this asks questions, and --no-input forbids that: {instead}")));
    }
    match settings.plain {
        cli::Plain::Wanted => {
            if settings.input_is_terminal {
                // This has to come before any thread starts. Plain mode lets go of the signals if it cannot watch for
                // them.
                drop(hold_signals());
            }
            Ok(Front::Plain)
        }
        cli::Plain::Fallback if settings.input_is_terminal || has_input() => Ok(Front::Plain),
        cli::Plain::No if settings.can_draw => {
            // This has to come before any thread starts. If it fails, taking over the terminal says why.
            drop(hold_signals());
            Ok(Front::Screens)
        }
        cli::Plain::Fallback | cli::Plain::No => Err(Failure::usage(
            "this needs a terminal; without one, add --plain to answer line by line, or run 'weigh report FILE' for a finished decision",
        )),
    }
}

/// Lets the screens or plain mode run a sitting.
pub(super) fn sit(front: Front, opened: Opened, world: &mut World) -> Result<Exit, Failure> {
    sit_as_host(front, opened, None, world)
}

/// Lets the screens or plain mode run a sitting; it begins with a live vote if it is said where.
pub(super) fn sit_as_host(front: Front, opened: Opened, host: Option<HostAt>, world: &mut World) -> Result<Exit, Failure> {
    match front {
        Front::Screens => draw(opened, host, world),
        Front::Plain => converse(opened, host, world),
    }
}

/// Shows a finished session on the screens, without a file.
pub(super) fn show(session: Session, world: &mut World) -> Result<Exit, Failure> {
    let opening = Opening {
        session,
        keeper: None,
        kind: Kind::Team,
        offer_found: false,
        at_result: true,
        theme: theme(world.settings),
        deep_colors: world.settings.deep_colors,
        host: None,
        clock: world.now,
    };
    run_screens(opening, world)
}

fn draw(opened: Opened, host: Option<HostAt>, world: &mut World) -> Result<Exit, Failure> {
    let Opened { session, file, encode, kind, read_only, offers_found } = opened;
    let opening = Opening {
        session,
        keeper: Some(FileKeeper::new(file, encode, read_only)),
        kind,
        offer_found: offers_found,
        at_result: false,
        theme: theme(world.settings),
        deep_colors: world.settings.deep_colors,
        host,
        clock: world.now,
    };
    run_screens(opening, world)
}

fn theme(settings: Settings) -> Theme {
    Theme { color: settings.color, ascii: settings.ascii }
}

/// Runs the screens and says where everything is and how to go on.
fn run_screens(opening: Opening, world: &mut World) -> Result<Exit, Failure> {
    let kind = opening.kind.clone();
    let ended = tui::run(opening).map_err(|error| Failure::usage(format!("the terminal cannot be used: {error}")))?;
    if let Some(meddled) = &ended.meddled {
        // If the terminal is gone, nobody can be told.
        drop(writeln!(world.notices, "{meddled}."));
    }
    let problem = ended.problem.map(|problem| format!("the last changes are not saved: {problem}"));
    if let How::Cut(end) = ended.how {
        if let Some(problem) = problem {
            // If the terminal is gone, nobody can be told.
            drop(writeln!(world.notices, "weigh: {problem}"));
        } else if let End::Unreadable(error) = end {
            let reason = io::Error::from_raw_os_error(error);
            let place =
                ended.file.map_or_else(String::new, |path| format!("; everything is saved in {}", clean_line(&path.to_string_lossy())));
            drop(writeln!(world.notices, "weigh: the terminal cannot be read any more: {reason}{place}"));
        }
        end.carry_out();
    }
    if let Some(problem) = problem {
        return Err(Failure::new(Exit::Failed, problem));
    }
    if let Some(path) = &ended.file {
        let file = clean_line(&path.to_string_lossy()).into_owned();
        world.print(&if ended.read_only { format!("Nothing was changed in {file}.\n") } else { format!("Saved in {file}.\n") })?;
        for line in how_to_go_on(&kind, &file, "") {
            world.print(&format!("{line}\n"))?;
        }
    }
    Ok(if ended.how == How::Interrupted { Exit::Interrupted } else { Exit::Done })
}

fn converse(opened: Opened, host: Option<HostAt>, world: &mut World) -> Result<Exit, Failure> {
    let Settings { input_is_terminal, output_is_terminal, .. } = world.settings;
    if opened.file.access() == Access::InUse && !(input_is_terminal && output_is_terminal) {
        opened.check_editable()?;
    }
    let Opened { session, file, encode, kind, read_only, offers_found: _ } = opened;
    let mut keeper = FileKeeper::new(file, encode, read_only);
    let mut input = io::stdin().lock();
    // Without it votes are seen as they are typed, and plain mode says so.
    let typing = if input_is_terminal { Typing::watched().ok() } else { None };
    let show = |shown| typing.iter().for_each(|typing| typing.show(shown));
    let show_typing = typing.is_some().then_some(&show as &dyn Fn(bool));
    let talk = Talk::new(&mut input, world.output, input_is_terminal, output_is_terminal).with_typing_shown_by(show_typing);
    let plain = Plain::new(session, kind, &mut keeper, talk, world.now);
    let plain = match host {
        Some(HostAt { listen, name }) => plain.hosting(listen, name),
        None => plain,
    };
    plain.run()?;
    Ok(Exit::Done)
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Left | Stop::EndOfInput => Self { exit: Exit::Done, messages: Vec::new() },
            Stop::NoText(why) => Self::new(Exit::Input, why),
            Stop::NotSaved(why) => Self::new(Exit::Failed, format!("the last changes are not saved: {why}")),
            Stop::Broken(error) => Self::from(error),
        }
    }
}

/// Tells whether something arrives on standard input.
fn has_input() -> bool {
    io::stdin().lock().fill_buf().is_ok_and(|bytes| !bytes.is_empty())
}
