//! What no ordinary test can provoke: failing system calls, full disks, `kill -9` at any moment, files broken by the
//! million.
//!
//! These tests take minutes and some need `strace` or root, so they run on demand: `.ci/faults`. Each prints what it did
//! and how often, and a test that cannot run here says so with `SKIP` and the reason. `WEIGH_BINARY` names the program
//! to test, by default the one just built.

#![expect(clippy::print_stdout, reason = "these tests report what they did")]
#![expect(clippy::unwrap_used, reason = "a test that cannot do what it must has failed")]

mod commands;
mod disk;
mod fuzz;
mod kills;
#[path = "../support/pty.rs"]
mod pty;
mod random;
mod strace;
mod table;
mod walk;
