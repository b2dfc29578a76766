//! Failing system calls, with `strace`: it sees the calls themselves, also those that do not go through the C library.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

/// How many programs run at a time: they wait for one another's processes most of the time.
const WORKERS: usize = 4;
/// After so many failures a walk ends early.
const MOST_FAILURES: usize = 20;

/// A fault that is injected.
#[derive(Debug, Clone)]
pub(crate) struct Injection {
    /// The system call.
    pub(crate) call: String,
    /// What happens: `error=ENOSPC` or `signal=SIGKILL`.
    pub(crate) fault: &'static str,
    /// At which of these calls, from 1.
    pub(crate) number: u32,
    /// At all later ones as well.
    pub(crate) lasts: bool,
}

impl fmt::Display for Injection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lasts = if self.lasts { "+" } else { "" };
        write!(f, "{}:{}:when={}{lasts}", self.call, self.fault, self.number)
    }
}

/// Returns why nothing can be traced here, if so.
pub(crate) fn trouble() -> Option<String> {
    let tried =
        Command::new("strace").args(["-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true"]).stderr(Stdio::piped()).output();
    match tried {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!("strace does not work here: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Some(format!("strace cannot be run: {error}")),
    }
}

/// Returns the shell words that come before the program: they trace the calls on `paths` into `log`, and make one of
/// them fail.
///
/// In a path `$$` is the number of the program's process: the tracer runs beside it, not above it.
pub(crate) fn words(log: &Path, paths: &[String], injection: Option<&Injection>) -> String {
    let paths: Vec<String> = paths.iter().map(|path| format!("-P \"{path}\"")).collect();
    let injected = injection.map(|injection| format!("-e trace={} -e inject={injection}", injection.call));
    format!("strace -D -f --seccomp-bpf -qq -o \"{}\" {} {}", log.display(), paths.join(" "), injected.unwrap_or_default())
}

/// Disturbs something at every call that its undisturbed `log` names, in every way, until nothing is left to disturb.
///
/// `disturb` does it once with an injection and tells whether that happened, or what did not hold.
pub(crate) fn walk(name: &str, log: &str, disturb: impl Fn(&Injection) -> Result<bool, String> + Sync) {
    let start = Instant::now();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for call in calls(log) {
        *counts.entry(call).or_default() += 1;
    }
    for call in ["openat", "write", "fsync"] {
        assert!(counts.contains_key(call), "no {call} was seen in {name}: {counts:?}");
    }
    let jobs: VecDeque<_> = counts.keys().flat_map(|call| faults(call).into_iter().map(move |fault| (call.clone(), fault))).collect();
    let (jobs, done, failures) = (Mutex::new(jobs), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let next = || jobs.lock().unwrap().pop_front();
    let work = || {
        while let Some((call, (fault, lasts))) = next() {
            for number in 1.. {
                let injection = Injection { call: call.clone(), fault, number, lasts };
                match disturb(&injection) {
                    Ok(true) => drop(done.fetch_add(1, Ordering::Relaxed)),
                    Ok(false) => break,
                    Err(words) => failures.lock().unwrap().push(format!("{injection}: {words}")),
                }
                // What fails at every call, also beyond the last, would go on for ever.
                if failures.lock().unwrap().len() >= MOST_FAILURES {
                    return;
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(work);
        }
    });
    let (count, failures) = (done.into_inner(), failures.into_inner().unwrap());
    let made: Vec<String> = counts.iter().map(|(call, count)| format!("{count} {call}")).collect();
    println!("{name}: disturbed {count} times in {:.0?}, at each of {}", start.elapsed(), made.join(", "));
    assert!(failures.is_empty(), "{} times something did not hold in {name}:\n{}", failures.len(), failures.join("\n"));
}

/// Returns what can happen at a call: errors, once or from then on, and a sudden end.
fn faults(call: &str) -> Vec<(&'static str, bool)> {
    let mut faults = vec![("signal=SIGKILL", false)];
    if call != "close" {
        // No disk fails to close a folder, and the standard library takes that for a bug; for files it ignores it.
        faults.extend([("error=EIO", false), ("error=EIO", true)]);
    }
    if ["openat", "write", "fsync", "renameat2", "fchmod"].contains(&call) {
        faults.extend([("error=ENOSPC", false), ("error=ENOSPC", true), ("error=EDQUOT", true), ("error=EROFS", true)]);
    }
    if call == "renameat2" {
        // What a disk says that can neither exchange names nor refuse a taken one.
        faults.push(("error=EINVAL", true));
    }
    if ["openat", "write", "fsync", "read"].contains(&call) {
        faults.push(("error=EINTR", false));
    }
    faults
}

/// Returns the names of the calls in a log, in order.
fn calls(log: &str) -> Vec<String> {
    let call = |line: &str| {
        let rest = line.split_once(' ')?.1.trim_start();
        let name = rest.split_once('(')?.0;
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_').then(|| name.to_owned())
    };
    log.lines().filter_map(call).collect()
}
