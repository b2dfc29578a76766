//! Reads every file named on standard input as JSON values, on as many threads as weigh, and does nothing with them.

use std::{fs, io, thread};

fn main() {
    let paths: Vec<String> = io::stdin().lines().map_while(Result::ok).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for share in paths.chunks(paths.len().div_ceil(threads).max(1)) {
            scope.spawn(move || {
                for path in share {
                    let bytes = fs::read(path).expect("the report has just written it");
                    let value: serde_json::Value = serde_json::from_slice(&bytes).expect("weigh wrote it");
                    std::hint::black_box(value);
                }
            });
        }
    });
}
