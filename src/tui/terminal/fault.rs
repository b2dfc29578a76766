//! Panics on demand, for the tests of the way out. Exists only with the feature `faults`, which tests switch on.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Panics if the variable `WEIGH_PANIC` names this point.
///
/// `WEIGH_PANIC=draw:3` panics at the third frame; without a number it is the first time.
pub(in crate::tui) fn provoke(point: &str) {
    static TIMES: AtomicU32 = AtomicU32::new(1);
    let Ok(wish) = env::var("WEIGH_PANIC") else { return };
    let (wanted, time) = wish.split_once(':').unwrap_or((&wish, "1"));
    if wanted == point {
        let now = TIMES.fetch_add(1, Ordering::Relaxed).to_string();
        assert!(now != time, "provoked in {point} with \x1b[31mred\x1b[0m words");
    }
}

/// Does the same in a thread of its own.
pub(super) fn provoke_in_a_thread(point: &'static str) {
    drop(thread::spawn(move || provoke(point)).join());
}
