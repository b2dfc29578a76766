//! Collects everything that is wrong with a file, each fault with its path, and finds their places in the text at the
//! end.
//!
//! Texts are cleaned here, once, on their way from the file into the program.
//! This module must not know any particular file.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::fault::{closest, quote};
use super::finding::{self, Finding};
use super::place::{self, Step};
use super::{Number, Object, Path, Text};
use crate::problem::Problems;
use crate::text::{clean_line, clean_text};

/// The most problems listed of one file; nobody mends a file with more line by line.
const MOST_LISTED: usize = 1000;

/// The most names that a misspelling is compared with, so that a file that was made to be slow is still refused
/// quickly.
const MOST_COMPARED: usize = 1000;

/// The most names listed as possible values.
const MOST_NAMES: usize = 10;

/// A raw text may be this many times longer than allowed, because cleaning leaves out carriage returns and excess
/// marks.
const FAR: usize = 8;

/// Collects problems.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    findings: Vec<Finding>,
    unlisted: usize,
    /// The paths of values that were put in so that reading can go on: a fault in them is not a fault of the file.
    stand_ins: HashSet<Vec<Step>>,
    /// The findings about unknown names, by a hash of the name and of all that it could have been.
    unknown: HashMap<u64, usize>,
    /// How many names were not known.
    unknown_count: usize,
    /// The paths of fields that are left out because a newer program wrote them.
    left_out: Vec<String>,
}

impl Checker {
    /// Writes down a problem.
    pub(crate) fn problem(&mut self, path: &Path<'_>, what: impl Into<String>) {
        self.write_down(path, what.into(), None, None);
    }

    /// Writes down a problem whose place is known, in bytes; a repeated key stands `first` elsewhere.
    pub(super) fn problem_at(&mut self, path: &Path<'_>, range: Range<usize>, first: Option<usize>, what: impl Into<String>) {
        self.write_down(path, what.into(), Some(range), first);
    }

    /// Returns how many problems have been written down so far.
    pub(crate) fn count_problems(&self) -> usize {
        self.findings.len() + self.unlisted
    }

    /// Notes that a field that a newer program wrote is left out.
    pub(super) fn leave_out(&mut self, path: &Path<'_>) {
        if self.left_out.len() < MOST_LISTED {
            self.left_out.push(place::path(&path.steps()));
        }
    }

    /// Returns the paths of the fields that are left out.
    pub(super) fn into_left_out(self) -> Vec<String> {
        self.left_out
    }

    /// Says that the value at a path was put in by the program.
    pub(super) fn stands_in(&mut self, path: &Path<'_>) {
        if self.stand_ins.len() < MOST_LISTED {
            self.stand_ins.insert(path.steps());
        }
    }

    /// Returns the number of the finding, if it is listed.
    fn write_down(&mut self, path: &Path<'_>, what: String, range: Option<Range<usize>>, first: Option<usize>) -> Option<usize> {
        if self.findings.len() >= MOST_LISTED {
            self.unlisted += 1;
            return None;
        }
        let steps = path.steps();
        let is_stand_in = range.is_none() && (0..=steps.len()).any(|end| self.stand_ins.contains(steps.get(..end).unwrap_or_default()));
        if is_stand_in {
            return None;
        }
        self.findings.push(Finding { steps, is_key: path.is_key(), what, range, first, unknown: None, also: Vec::new() });
        Some(self.findings.len() - 1)
    }

    /// Returns `value` if nothing was wrong with it in `text`, else every problem with its place, in the order of the text.
    pub(crate) fn finish<T>(self, text: &str, value: Option<T>) -> Result<T, Problems> {
        match value {
            Some(value) if self.findings.is_empty() && self.unlisted == 0 => Ok(value),
            Some(_) | None => Err(finding::problems(self.findings, self.unlisted, text)),
        }
    }

    /// Returns a text as one cleaned line of at most `most` characters.
    pub(crate) fn line(&mut self, path: &Path<'_>, raw: Text<'_>, most: usize) -> String {
        if self.is_far_too_long(path, &raw, most) {
            return String::new();
        }
        let cleaned = match clean_line(&raw.0) {
            std::borrow::Cow::Borrowed(_) => raw.0.into_owned(),
            std::borrow::Cow::Owned(cleaned) => cleaned,
        };
        self.limit(path, &cleaned, most);
        cleaned
    }

    /// Returns a text of any number of cleaned lines, of at most `most` characters.
    pub(crate) fn text(&mut self, path: &Path<'_>, raw: Text<'_>, most: usize) -> String {
        if self.is_far_too_long(path, &raw, most) {
            return String::new();
        }
        let cleaned = match clean_text(&raw.0) {
            std::borrow::Cow::Borrowed(_) => raw.0.into_owned(),
            std::borrow::Cow::Owned(cleaned) => cleaned,
        };
        self.limit(path, &cleaned, most);
        cleaned
    }

    /// Returns the number if it is a whole one from `least` to `most`.
    pub(crate) fn whole(&mut self, path: &Path<'_>, raw: Number<'_>, least: i8, most: i8) -> i8 {
        let written = raw.0.get();
        let number = written.parse::<i8>().ok().filter(|number| (least..=most).contains(number));
        number.unwrap_or_else(|| {
            self.problem(path, format!("found {}, expected a whole number from {least} to {most}", quote(written)));
            least
        })
    }

    /// Returns the number if it is finite.
    pub(crate) fn finite(&mut self, path: &Path<'_>, raw: Number<'_>) -> f64 {
        let written = raw.0.get();
        written.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or_else(|| {
            self.problem(path, format!("found {}, expected a number", quote(written)));
            0.0
        })
    }

    /// Builds every item of a list, each at its path.
    pub(crate) fn list<F, T>(
        &mut self,
        path: &Path<'_>,
        files: Vec<Object<F>>,
        mut build: impl FnMut(&mut Self, &Path<'_>, F) -> T,
    ) -> Vec<T> {
        files.into_iter().enumerate().map(|(place, Object(file))| build(self, &path.item(place), file)).collect()
    }

    /// Checks how many items a list has.
    pub(crate) fn count(&mut self, path: &Path<'_>, found: usize, least: usize, most: usize) {
        if !(least..=most).contains(&found) {
            self.problem(path, format!("found {found}, expected {least} to {most}"));
        }
    }

    /// Checks that no two of `keys` are the same; `what` says where the first one stands.
    pub(crate) fn unique<'k>(&mut self, list: &Path<'_>, field: &str, keys: impl Iterator<Item = &'k str>) {
        let mut first_places = HashMap::new();
        for (place, key) in keys.enumerate() {
            let first = *first_places.entry(key).or_insert(place);
            if first != place {
                let item = list.item(place);
                let found = if field.is_empty() { item } else { item.field(field) };
                self.problem(
                    &found,
                    format!("`{}` stands here twice, first in {}", quote(key), super::place::path(&list.item(first).steps())),
                );
            }
        }
    }

    /// Returns the number of the schema, from 1; `known` is the one this program knows.
    pub(crate) fn schema(&mut self, path: &Path<'_>, raw: Number<'_>, known: u8) -> u64 {
        let schema = raw.0.get().parse().ok().filter(|schema| *schema > 0);
        schema.unwrap_or_else(|| {
            self.problem(path, format!("found {}, expected {known}", quote(raw.0.get())));
            known.into()
        })
    }

    /// Checks what the file calls itself.
    pub(crate) fn kind(&mut self, path: &Path<'_>, raw: &Text<'_>, expected: &str) {
        if raw.0 != expected {
            self.found(path, &raw.0, &format!("`{expected}`"));
        }
    }

    /// Returns the member of `all` with the `key` that the file names.
    pub(crate) fn one_of<T: Copy, const N: usize>(
        &mut self,
        path: &Path<'_>,
        raw: &Text<'_>,
        all: [T; N],
        key: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let meant = all.iter().copied().find(|one| key(*one) == raw.0);
        if meant.is_none() {
            let names = all.map(|one| format!("`{}`", key(one)));
            self.found(path, &raw.0, &format!("one of {}", names.join(", ")));
        }
        meant
    }

    /// Says what was found and what was expected.
    pub(crate) fn found(&mut self, path: &Path<'_>, found: &str, expected: &str) {
        self.problem(path, format!("found `{}`, expected {expected}", quote(found)));
    }

    /// Says that there is no `what` called `found`, and which one may have been meant; once, however often it is used.
    pub(crate) fn unknown<'k>(&mut self, path: &Path<'_>, found: &str, what: &str, known: impl Iterator<Item = &'k str>) {
        self.unknown_count += 1;
        if self.findings.len() >= MOST_LISTED || self.unknown_count > MOST_LISTED {
            self.unlisted += 1;
            return;
        }
        let known: Vec<&str> = known.take(MOST_COMPARED).collect();
        if known.is_empty() && !self.stand_ins.is_empty() {
            // Their definition is at fault, and reported already.
            return;
        }
        let mut hasher = DefaultHasher::new();
        (what, found, &known).hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(finding) = self.unknown.get(&hash).and_then(|number| self.findings.get_mut(*number)) {
            finding.also.push((path.steps(), path.is_key()));
            return;
        }
        let hint = match closest(found, &known) {
            Some(meant) => format!("did you mean `{}`?", quote(meant)),
            None if known.is_empty() => "the list of them is empty".to_owned(),
            None => format!("expected one of {}", names(&known)),
        };
        let sentence = format!("there is no {what} `{}`, {hint}", quote(found));
        if let Some(number) = self.write_down(path, sentence, None, None) {
            self.unknown.insert(hash, number);
            if let Some(finding) = self.findings.get_mut(number) {
                finding.unknown = Some((what.to_owned(), quote(found)));
            }
        }
    }

    /// Refuses a text that is too long even after cleaning, before any work is done on it.
    fn is_far_too_long(&mut self, path: &Path<'_>, raw: &Text<'_>, most: usize) -> bool {
        let is_long = raw.0.len() > most.saturating_mul(FAR);
        let found = if is_long { raw.0.chars().count() } else { 0 };
        let is_far = found > most.saturating_mul(FAR);
        if is_far {
            self.problem(path, format!("found {found} characters, expected at most {most}"));
        }
        is_far
    }

    fn limit(&mut self, path: &Path<'_>, text: &str, most: usize) {
        // A character takes at least one byte, so short texts need no counting.
        if text.len() > most {
            let found = text.chars().count();
            if found > most {
                self.problem(path, format!("found {found} characters, expected at most {most}"));
            }
        }
    }
}

fn names(known: &[&str]) -> String {
    let mut names: Vec<String> = known.iter().take(MOST_NAMES).map(|name| format!("`{}`", quote(name))).collect();
    if known.len() > MOST_NAMES {
        names.push(format!("{} more", known.len() - MOST_NAMES));
    }
    names.join(", ")
}
