//! What a folder holds: files that a person may want to go on with, and names that are still free.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::FileError;

use crate::order::sort_by_key;

/// Returns the regular files in `folder` whose names end in `suffix`, such as `.weigh.json`, sorted by name.
///
/// A folder that cannot be read holds none. Hidden files are left out.
pub fn find(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(|name| name.ends_with(suffix) && !name.starts_with('.')))
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

/// Makes a folder, with those above it, unless it is there.
///
/// # Errors
/// The folder cannot be made, for one because a file has its name.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| FileError::new("make", path, error))
}

/// Puts the files that were touched last first.
pub fn sort_latest_first(paths: &mut [PathBuf]) {
    let touched = |path: &PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    sort_by_key(paths, |path| std::cmp::Reverse(touched(path)));
}

/// Returns the first free one of `<stem><suffix>`, `<stem>-2<suffix>`, `<stem>-3<suffix>` ... in `folder`.
pub fn free_name(folder: &Path, stem: &str, suffix: &str) -> PathBuf {
    let taken = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    let mut path = folder.join(format!("{stem}{suffix}"));
    let mut number = 2;
    while taken(&path) {
        path = folder.join(format!("{stem}-{number}{suffix}"));
        number += 1;
    }
    path
}
