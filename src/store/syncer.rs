//! Forces saved files to the disk from a thread of its own, so that no key ever waits for a disk.
//!
//! A file is synced on demand, and 2 s after the last save at the latest. Usually it is synced much earlier, in the
//! first short pause between keys: then a power cut costs less, and leaving right after an answer does not wait for the
//! disk (measured: 0.5 to 1 ms less). How often that is done depends on the disk: a slow one is left alone for longer.
//!
//! The thread starts with the first save and sleeps while there is nothing to sync. It also closes the files that were
//! replaced: with the last handle the system frees their space, which may wait for the disk's journal (measured: up to
//! 11 ms).

use std::fmt;
use std::fs::File;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::directory::Directory;
use super::error::FileError;

/// How long after a save every disk is forced to take it.
const REST: Duration = Duration::from_secs(2);

/// How long after a save a fast disk is forced to take it: longer than the gaps in a burst of keys, shorter than the
/// pause before the key to leave.
const PAUSE: Duration = Duration::from_millis(25);

/// After a sync the disk is left alone for so many times as long as the sync took.
const MOMENTS_LEFT_ALONE: u32 = 20;

/// How many replaced files may wait to be closed; each keeps a descriptor.
const MOST_REPLACED: usize = 16;

/// A saved file that may not have reached the disk yet.
#[derive(Debug)]
struct Pending {
    file: Arc<File>,
    folder: Arc<Directory>,
    path: PathBuf,
    saved_at: Instant,
}

#[derive(Default)]
struct State {
    pending: Option<Pending>,
    /// Until when the disk is left alone, unless it must be synced. Is `None` before the first sync.
    left_alone: Option<Instant>,
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
    /// Notes that `file` was saved in `folder`, at `path`, and that `replaced` is not needed any more.
    pub(super) fn saved(&self, file: Arc<File>, folder: Arc<Directory>, path: &Path, replaced: Option<Arc<File>>) {
        let mut state = self.state();
        let before = state.pending.replace(Pending { file, folder, path: path.to_owned(), saved_at: Instant::now() });
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

    /// Closes the replaced files now; tells whether there were any.
    pub(super) fn close_replaced(&self) -> bool {
        let replaced = mem::take(&mut self.state().replaced);
        !replaced.is_empty()
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
            let left_alone = state.left_alone;
            let pending = state.pending.take_if(|pending| wanted || pending.due(left_alone) <= Instant::now());
            state.working = pending.is_some();
            drop(state);
            drop(replaced);
            let begin = Instant::now();
            let outcome = pending.map(|pending| pending.sync());
            let end = Instant::now();
            state = self.state();
            let Some(outcome) = outcome else { continue };
            state.working = false;
            state.left_alone = Some(end + (end - begin) * MOMENTS_LEFT_ALONE);
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
                Some(pending) => {
                    let rest = pending.due(state.left_alone).saturating_duration_since(Instant::now());
                    if state.wanted || rest.is_zero() {
                        return state;
                    }
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
    /// Returns when it has to be synced without being asked, if nothing else is saved until then.
    fn due(&self, left_alone: Option<Instant>) -> Instant {
        let in_a_pause = self.saved_at + PAUSE;
        left_alone.map_or(in_a_pause, |until| in_a_pause.max(until)).min(self.saved_at + REST)
    }

    fn sync(&self) -> Result<(), FileError> {
        let synced = self.file.sync_all().and_then(|()| self.folder.sync());
        synced.map_err(|error| FileError::new("save", &self.path, error))
    }
}

impl fmt::Debug for Syncer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Syncer")
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, mpsc};
    use std::time::{Duration, Instant};

    use super::{Directory, PAUSE, Pending, REST, Syncer};

    fn pending(saved_at: Instant) -> Pending {
        let file = File::open("/dev/null").expect("it is there");
        let folder = Directory::open(Path::new("/dev")).expect("it is there");
        Pending { file: Arc::new(file), folder, path: PathBuf::new(), saved_at }
    }

    #[test]
    fn a_save_is_due_in_the_first_pause_where_the_disk_is_not_left_alone() {
        let now = Instant::now();
        assert_eq!(pending(now).due(None), now + PAUSE);
        assert_eq!(pending(now).due(Some(now)), now + PAUSE);
    }

    #[test]
    fn a_slow_disk_is_left_alone_but_never_for_more_than_two_seconds() {
        let now = Instant::now();
        let middle = Duration::from_millis(400);
        assert_eq!(pending(now).due(Some(now + middle)), now + middle);
        assert_eq!(pending(now).due(Some(now + Duration::from_mins(1))), now + REST);
    }

    /// Saves to a device that cannot be forced to a disk: every sync meets a problem.
    fn saved_where_a_sync_fails() -> (Syncer, mpsc::Receiver<()>) {
        let syncer = Syncer::default();
        let (tried, met) = mpsc::channel();
        syncer.on_problem(move || tried.send(()).unwrap_or_default());
        let Pending { file, folder, .. } = pending(Instant::now());
        syncer.saved(file, folder, Path::new("/dev/null"), None);
        (syncer, met)
    }

    #[test]
    fn p3_a_save_is_forced_to_the_disk_without_being_asked() {
        let (syncer, met) = saved_where_a_sync_fails();
        assert_eq!(met.recv_timeout(REST * 5), Ok(()));
        assert!(syncer.take_problem().is_some() && syncer.take_problem().is_none(), "a problem is told once");
    }

    #[test]
    fn p3_the_end_waits_for_the_disk_in_either_order() {
        let (syncer, _met) = saved_where_a_sync_fails();
        assert!(syncer.finish().is_err());
        let (syncer, met) = saved_where_a_sync_fails();
        assert_eq!(met.recv_timeout(REST * 5), Ok(()));
        assert!(syncer.finish().is_err(), "nobody was told of the failure of the thread");
        assert!(syncer.finish().is_ok());
    }
}
