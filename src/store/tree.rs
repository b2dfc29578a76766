//! Finds files in a folder tree, except those that git is told to ignore.
//!
//! `.gitignore` and `.ignore` count in every folder, and above the tree up to the root of the repository. Not a crate:
//! those that do it bring an engine for regular expressions, a megabyte of program for this one command.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf, absolute};

use fast_glob::glob_match;

use super::error::FileError;
use super::input::{Limit, read};

use crate::order::sort_by_key;

/// The files that say what is ignored; of two rules the later counts.
const RULES: [&str; 2] = [".gitignore", ".ignore"];

/// Returns the files below `folder` whose names end in `ending`, sorted by path; a folder that cannot be read is an error
/// in its place.
///
/// Hidden files and folders are left out, and links to folders are not followed.
pub fn walk(folder: &Path, ending: &str) -> Vec<Result<PathBuf, FileError>> {
    let root = absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let above = rules_above(&root);
    let mut walk = Walk { folder, root: &root, ending, rules: above, found: Vec::new() };
    walk.enter(&root);
    walk.found
}

struct Walk<'w> {
    folder: &'w Path,
    root: &'w Path,
    ending: &'w str,
    rules: Vec<Rule>,
    found: Vec<Result<PathBuf, FileError>>,
}

impl Walk<'_> {
    fn enter(&mut self, path: &Path) {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.found.push(Err(FileError::new("read", &self.shown(path), error))),
        };
        let outer_rules = self.rules.len();
        self.rules.extend(rules_of(path));
        let mut entries: Vec<fs::DirEntry> = entries.flatten().collect();
        sort_by_key(&mut entries, fs::DirEntry::file_name);
        for entry in entries {
            let (name, path) = (entry.file_name(), entry.path());
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if name.as_bytes().starts_with(b".") || self.is_ignored(&path, is_folder) {
                continue;
            }
            if is_folder {
                self.enter(&path);
            } else if name.as_bytes().ends_with(self.ending.as_bytes()) {
                self.found.push(Ok(self.shown(&path)));
            }
        }
        self.rules.truncate(outer_rules);
    }

    fn is_ignored(&self, path: &Path, is_folder: bool) -> bool {
        self.rules.iter().rev().find(|rule| rule.matches(path, is_folder)).is_some_and(|rule| !rule.keeps)
    }

    /// Returns a path as seen from where the folder was named.
    fn shown(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(self.root) {
            Ok(rest) if rest.as_os_str().is_empty() => self.folder.to_owned(),
            Ok(rest) => self.folder.join(rest),
            Err(_) => path.to_owned(),
        }
    }
}

/// One line of a file that says what is ignored.
#[derive(Debug)]
struct Rule {
    /// The folder of that file.
    base: PathBuf,
    /// What is matched with a path from there on.
    glob: String,
    /// It is taken out of what an earlier rule ignores.
    keeps: bool,
    only_folders: bool,
}

impl Rule {
    /// Reads a line; `None` if it says nothing.
    fn new(base: &Path, line: &str) -> Option<Self> {
        let line = line.trim_end();
        let (keeps, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
        let (only_folders, line) = line.strip_suffix('/').map_or((false, line), |rest| (true, rest));
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        // git knows no braces.
        let line = line.replace('{', "\\{").replace('}', "\\}");
        let glob = match line.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if line.contains('/') => line,
            None => format!("**/{line}"),
        };
        Some(Self { base: base.to_owned(), glob, keeps, only_folders })
    }

    fn matches(&self, path: &Path, is_folder: bool) -> bool {
        let inside = path.strip_prefix(&self.base).ok();
        (is_folder || !self.only_folders) && inside.is_some_and(|path| glob_match(&self.glob, path.as_os_str().as_bytes()))
    }
}

fn rules_of(folder: &Path) -> Vec<Rule> {
    let files = RULES.iter().filter_map(|name| read(&folder.join(name), Limit::Document).ok());
    let text: Vec<String> = files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    text.iter().flat_map(|text| text.lines()).filter_map(|line| Rule::new(folder, line)).collect()
}

/// Returns the rules of the folders above, up to the root of the repository. Is empty outside of one.
fn rules_above(root: &Path) -> Vec<Rule> {
    let Some(top) = root.ancestors().position(|folder| folder.join(".git").exists()) else { return Vec::new() };
    let above: Vec<&Path> = root.ancestors().skip(1).take(top).collect();
    above.into_iter().rev().flat_map(rules_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes files with their content, and returns what is found below `start`.
    fn found(files: &[(&str, &str)], start: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let start = folder.path().join(start);
        let paths = walk(&start, ".x").into_iter().map(|path| path.unwrap().strip_prefix(&start).unwrap().display().to_string());
        paths.collect()
    }

    #[test]
    fn files_are_found_in_order_without_hidden_ones_and_others() {
        let files = [("b/2.x", ""), ("b/1.x", ""), ("a.x", ""), ("a.y", ""), (".hidden/c.x", ""), (".d.x", "")];
        assert_eq!(found(&files, ""), ["a.x", "b/1.x", "b/2.x"]);
    }

    #[test]
    fn rules_are_read_as_git_reads_them() {
        let rules = "# a comment\n\nbuild/\n*.tmp.x\n!keep.tmp.x\n/top.x\ndocs/*.x\nold/**/z.x\n{a}.x\n";
        let files = [
            (".gitignore", rules),
            ("build/1.x", ""),
            ("c/build/1.x", ""),
            ("c/build.x", ""),
            ("c/b.tmp.x", ""),
            ("c/keep.tmp.x", ""),
            ("top.x", ""),
            ("c/top.x", ""),
            ("docs/1.x", ""),
            ("docs/deep/1.x", ""),
            ("old/z.x", ""),
            ("old/a/b/z.x", ""),
            ("a.x", ""),
            ("{a}.x", ""),
        ];
        assert_eq!(found(&files, ""), ["a.x", "c/build.x", "c/keep.tmp.x", "c/top.x", "docs/deep/1.x"]);
    }

    #[test]
    fn a_rule_counts_below_its_folder_and_a_deeper_one_outweighs_it() {
        let files = [("a/.gitignore", "*.x\n"), ("a/b/.gitignore", "!1.x\n"), ("a/1.x", ""), ("a/b/1.x", ""), ("c/1.x", "")];
        assert_eq!(found(&files, ""), ["a/b/1.x", "c/1.x"]);
    }

    #[test]
    fn rules_above_count_within_a_repository_only() {
        let files = [(".gitignore", "1.x\n"), ("a/1.x", ""), ("a/2.x", "")];
        assert_eq!(found(&files, "a"), ["1.x", "2.x"]);
        let files = [(".git/config", ""), (".gitignore", "1.x\n"), ("a/1.x", ""), ("a/2.x", "")];
        assert_eq!(found(&files, "a"), ["2.x"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let found = walk(Path::new("/nowhere/at/all"), ".x");
        assert!(matches!(found.as_slice(), [Err(error)] if error.is_missing()), "{found:?}");
    }
}
