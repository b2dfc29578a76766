//! Forces saved files to the disk from a thread of its own, so that no key ever waits for a disk.
//!
//! A file is synced when asked, and 2 s after the last save. The thread starts with the first save and sleeps while
//! there is nothing to sync.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::error::FileError;

/// After how much rest a save is forced to the disk without being asked.
const REST: Duration = Duration::from_secs(2);

/// A saved file that may not have reached the disk yet.
#[derive(Debug)]
struct Pending {
    file: Arc<File>,
    path: PathBuf,
    saved_at: Instant,
}

#[derive(Default)]
struct State {
    pending: Option<Pending>,
    wanted: bool,
    working: bool,
    running: bool,
    problem: Option<FileError>,
    on_problem: Option<Box<dyn Fn() + Send>>,
}

/// The handle to the thread.
#[derive(Default, Clone)]
pub(super) struct Syncer {
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Syncer {
    /// Notes that `file` was saved at `path`.
    pub(super) fn saved(&self, file: Arc<File>, path: &Path) {
        let mut state = self.state();
        let asleep = state.pending.is_none();
        state.pending = Some(Pending { file, path: path.to_owned(), saved_at: Instant::now() });
        if !state.running {
            let shared = Self { shared: Arc::clone(&self.shared) };
            // Without a thread nothing is lost but the promise about power cuts; `finish` syncs by itself then.
            state.running = thread::Builder::new().name("sync".to_owned()).spawn(move || shared.run()).is_ok();
        } else if asleep {
            self.shared.1.notify_all();
        }
    }

    /// Asks for a sync now, without waiting for it.
    pub(super) fn sync(&self) {
        let mut state = self.state();
        if state.pending.is_some() {
            state.wanted = true;
            self.shared.1.notify_all();
        }
    }

    /// Syncs what is pending and waits until it is on the disk; an earlier unreported problem is reported as well.
    pub(super) fn finish(&self) -> Result<(), FileError> {
        let mut state = self.state();
        while state.working {
            state = self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(pending) = state.pending.take() {
            state.wanted = false;
            pending.sync()?;
            return Ok(());
        }
        state.problem.take().map_or(Ok(()), Err)
    }

    /// Returns, once, the problem that the thread met.
    pub(super) fn take_problem(&self) -> Option<FileError> {
        self.state().problem.take()
    }

    /// Has `notify` called from the thread when it meets a problem.
    pub(super) fn on_problem(&self, notify: impl Fn() + Send + 'static) {
        self.state().on_problem = Some(Box::new(notify));
    }

    fn run(&self) {
        let mut state = self.state();
        loop {
            state = self.wait_until_due(state);
            let Some(pending) = state.pending.take() else { continue };
            state.wanted = false;
            state.working = true;
            drop(state);
            let outcome = pending.sync();
            state = self.state();
            state.working = false;
            state.problem = outcome.err();
            if let (Some(_), Some(notify)) = (&state.problem, &state.on_problem) {
                notify();
            }
            self.shared.1.notify_all();
        }
    }

    fn wait_until_due<'state>(&'state self, mut state: MutexGuard<'state, State>) -> MutexGuard<'state, State> {
        loop {
            let rest = match &state.pending {
                None => None,
                Some(_) if state.wanted => return state,
                Some(pending) => match REST.checked_sub(pending.saved_at.elapsed()) {
                    None | Some(Duration::ZERO) => return state,
                    Some(rest) => Some(rest),
                },
            };
            state = match rest {
                None => self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(rest) => self.shared.1.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic ends the program; until then the state is as good as ever.
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    fn sync(&self) -> Result<(), FileError> {
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        let synced = self.file.sync_all().and_then(|()| match File::open(folder).and_then(|folder| folder.sync_all()) {
            // Some disks cannot sync a folder; a folder that was removed meanwhile shows up at the next save.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::NotFound) => {
                Ok(())
            }
            other => other,
        });
        synced.map_err(|error| FileError::new("save", &self.path, error))
    }
}

impl fmt::Debug for Syncer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Syncer")
    }
}
