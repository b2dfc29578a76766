//! Forces saved files to the disk from a thread of its own, so that no key ever waits for a disk.
//!
//! A file is synced when asked, and 2 s after the last save. The thread starts with the first save and sleeps while
//! there is nothing to sync. It also closes the files that were replaced: with the last handle the system frees their
//! space, which may wait for the disk's journal (measured: up to 11 ms).

use std::fmt;
use std::fs::File;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::error::FileError;

/// After how much rest a save is forced to the disk without being asked.
const REST: Duration = Duration::from_secs(2);

/// How many replaced files may wait to be closed; each keeps a descriptor.
const MOST_REPLACED: usize = 16;

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
    replaced: Vec<Arc<File>>,
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
    /// Notes that `file` was saved at `path`, and that `replaced` is not needed any more.
    pub(super) fn saved(&self, file: Arc<File>, path: &Path, replaced: Option<Arc<File>>) {
        let mut state = self.state();
        let before = state.pending.replace(Pending { file, path: path.to_owned(), saved_at: Instant::now() });
        let must_wake = before.is_none() || state.replaced.len() >= MOST_REPLACED;
        state.replaced.extend(before.map(|before| before.file).into_iter().chain(replaced));
        if !state.running {
            let syncer = self.clone();
            // Without a thread nothing is lost but the promise about power cuts; `finish` syncs by itself then.
            state.running = thread::Builder::new().name("sync".to_owned()).spawn(move || syncer.run()).is_ok();
            if !state.running {
                state.replaced.clear();
            }
        } else if must_wake {
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
            let replaced = mem::take(&mut state.replaced);
            let wanted = mem::take(&mut state.wanted);
            let pending = state.pending.take_if(|pending| wanted || pending.has_rested());
            state.working = pending.is_some();
            drop(state);
            drop(replaced);
            let outcome = pending.map(|pending| pending.sync());
            state = self.state();
            let Some(outcome) = outcome else { continue };
            state.working = false;
            state.problem = outcome.err();
            if let (Some(_), Some(notify)) = (&state.problem, &state.on_problem) {
                notify();
            }
            self.shared.1.notify_all();
        }
    }

    fn wait_until_due<'state>(&'state self, mut state: MutexGuard<'state, State>) -> MutexGuard<'state, State> {
        while state.replaced.len() < MOST_REPLACED {
            state = match &state.pending {
                None => self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(pending) if state.wanted || pending.has_rested() => return state,
                Some(pending) => {
                    let rest = REST.saturating_sub(pending.saved_at.elapsed());
                    self.shared.1.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        state
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic ends the program; until then the state is as good as ever.
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    fn has_rested(&self) -> bool {
        self.saved_at.elapsed() >= REST
    }

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
