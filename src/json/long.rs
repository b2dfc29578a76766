//! Refuses a text that is longer than any file of ours may hold, before more work is done on it than finding its end.
//!
//! Finding every fault of a file takes several passes over it, and a text of megabytes is the only fault worth
//! reporting.

use super::place;
use super::token::{self, LONGEST_TEXT};
use crate::problem::{Problem, Problems};

/// Returns the problem with the first text in `file` that is too long, if there is one.
pub(super) fn too_long(file: &str) -> Option<Problems> {
    let mut at = 0;
    while file.len() > LONGEST_TEXT
        && let Some((start, end)) = token::next(file, at)
    {
        at = end;
        if end - start > LONGEST_TEXT && file.get(start..end)?.starts_with('"') {
            return Some(problem(file, start, end).into());
        }
    }
    None
}

fn problem(file: &str, start: usize, end: usize) -> Problem {
    let position = place::position(file, start);
    let path = place::path(&place::inside(file, start).steps);
    let what = format!("this text takes {} bytes, even a note has at most 10000 characters", end - start - 2);
    Problem { at: Some((position.line, position.column)), ..Problem::at_path(path, what) }
}
