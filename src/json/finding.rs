//! Turns the findings about a file into problems: finds their places, and folds the consequences of a fault into it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::place::{self, Position, Step};
use crate::order::sort_by_key;
use crate::problem::{Problem, Problems};

/// The most names listed that are undefined because of one fault.
const MOST_NAMES: usize = 8;

/// The most lines listed in which one wrong name is used.
const MOST_LINES: usize = 8;

/// A fault whose place in the text is not known yet.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) steps: Vec<Step>,
    /// Whether the key is at fault, and not its value.
    pub(super) is_key: bool,
    pub(super) what: String,
    /// Where it is, if that is known already, in bytes.
    pub(super) range: Option<Range<usize>>,
    /// Where a key that is there twice stands first, in bytes.
    pub(super) first: Option<usize>,
    /// What kind of thing is not known, and its name, if that is the fault.
    pub(super) unknown: Option<(String, String)>,
    /// The other places with the same fault.
    pub(super) also: Vec<(Vec<Step>, bool)>,
}

/// Returns the problems in the order of the text, each with its place.
pub(super) fn problems(findings: Vec<Finding>, unlisted: usize, text: &str) -> Problems {
    let mut problems = located(&fold(findings), text);
    sort_by_key(&mut problems, |problem| problem.at);
    if unlisted > 0 {
        problems.push(Problem::at_path("", format!("{unlisted} more problems like these")));
    }
    Problems(problems)
}

/// Returns problems with their places in `text`, as far as their paths lead there.
pub(crate) fn locate(problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    let findings: Vec<Finding> = problems.into_iter().map(Finding::from).collect();
    located(&findings, text)
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        let Problem { at: _, path, what, excerpt: _ } = problem;
        Self { steps: place::steps(&path), is_key: false, what, range: None, first: None, unknown: None, also: Vec::new() }
    }
}

/// Attaches unknown names to the fault of the thing that should have that name.
///
/// A wrong id of an alternative makes every use of the right id wrong: that is one mistake, and is reported as one.
fn fold(findings: Vec<Finding>) -> Vec<Finding> {
    let (unknown, mut others): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(|finding| finding.unknown.is_some());
    let mut consequences: BTreeMap<usize, Vec<(String, String, usize)>> = BTreeMap::new();
    for finding in unknown {
        let kind = finding.unknown.as_ref().map_or("", |(kind, _)| kind);
        let cause = others.iter().position(|cause| cause.unknown.is_none() && cause.defines(kind));
        match (cause, finding.unknown.clone()) {
            (Some(cause), Some((kind, name))) => consequences.entry(cause).or_default().push((kind, name, finding.also.len() + 1)),
            _ => others.push(finding),
        }
    }
    for (cause, missing) in consequences {
        if let Some(cause) = others.get_mut(cause) {
            cause.what += &so_there_is_no(&missing);
        }
    }
    others
}

/// Words the consequences of a fault: names that are used and do not exist.
fn so_there_is_no(missing: &[(String, String, usize)]) -> String {
    let uses: usize = missing.iter().map(|(_, _, uses)| uses).sum();
    let times = if uses == 1 { "once".to_owned() } else { format!("{uses} times") };
    match missing {
        [(kind, name, _)] => format!("; so there is no {kind} `{name}`, which is used {times}"),
        several => {
            let first = several.iter().take(MOST_NAMES).map(|(kind, name, _)| format!("{kind} `{name}`"));
            let more = (several.len() > MOST_NAMES).then(|| format!("{} more", several.len() - MOST_NAMES));
            let names: Vec<String> = first.chain(more).collect();
            format!("; so these are missing, which are used {times}: {}", names.join(", "))
        }
    }
}

impl Finding {
    /// Tells whether this is a fault in what defines a thing of that kind: in its id or name, or in the thing as a whole.
    fn defines(&self, kind: &str) -> bool {
        let is_list = |step: &Step| matches!(step, Step::Key(key) if place::one_of(key) == kind || key == kind);
        match self.steps.as_slice() {
            [.., list, Step::Item(_), Step::Key(key)] => is_list(list) && matches!(key.as_str(), "id" | "name"),
            [.., list, Step::Item(_)] | [.., list] => is_list(list),
            [] => false,
        }
    }
}

/// Turns findings into problems; the text is searched once for all of them.
fn located(findings: &[Finding], text: &str) -> Vec<Problem> {
    let paths = findings.iter().flat_map(|finding| {
        let also = finding.also.iter().map(|(steps, is_key)| (steps.as_slice(), *is_key));
        std::iter::once((finding.steps.as_slice(), finding.is_key)).chain(also)
    });
    let found = place::find(text, paths);
    let known = findings.iter().flat_map(|finding| finding.range.as_ref().map(|range| range.start).into_iter().chain(finding.first));
    let positions = place::positions(text, found.iter().map(|range| range.start).chain(known).collect());
    let mut found = found.into_iter();
    let problem = |finding: &Finding| {
        let own = found.next().unwrap_or_default();
        let also: Vec<usize> = found.by_ref().take(finding.also.len()).map(|range| range.start).collect();
        let range = finding.range.clone().unwrap_or(own);
        let position = positions.get(&range.start).copied().unwrap_or_default();
        let lines = also.iter().filter_map(|start| positions.get(start)).map(|position| position.line);
        let first = finding.first.and_then(|first| positions.get(&first));
        Problem {
            at: Some((position.line, position.column)),
            path: place::path(&finding.steps),
            what: format!("{}{}", finding.what, more(first, lines.collect())),
            excerpt: Some(place::excerpt(text, position, range, place::in_words(&finding.steps))),
        }
    };
    findings.iter().map(problem).collect()
}

/// Says where else the same fault is, or where a repeated key first stands.
fn more(first: Option<&Position>, mut lines: Vec<usize>) -> String {
    if let Some(Position { line, column, .. }) = first {
        return format!(", first at line {line}, column {column}; expected each key once");
    }
    if lines.is_empty() {
        return String::new();
    }
    let uses = lines.len();
    lines.sort_unstable();
    lines.dedup();
    let mut listed: Vec<String> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
    if lines.len() > MOST_LINES {
        listed.push("...".to_owned());
    }
    let (places, word) = (if uses == 1 { "place" } else { "places" }, if listed.len() == 1 { "line" } else { "lines" });
    format!(" ({uses} more {places}: {word} {})", listed.join(", "))
}
