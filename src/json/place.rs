//! Finds places in a JSON text: where a path leads, in which line and column that is, and how the line looks.
//!
//! Only used once something is wrong, so that reading a sound file costs nothing. The text is searched once for any
//! number of places.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::fault::quote;
use super::token::{self, text_of};
use crate::problem::Excerpt;
use crate::text::{clean_line, shorten, width};

/// The most columns of a line that an excerpt shows: with its margin it fits 80.
const EXCERPT_COLUMNS: usize = 70;

/// The most columns shown before the place if a line is too long to be shown whole.
const COLUMNS_BEFORE: usize = 40;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// To a field of an object, by its key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
}

/// Returns a path as programs write it, such as `questions[3].ask`, cleaned; empty for the whole text.
pub(super) fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path += &quote(key),
            Step::Key(key) => drop(write!(path, ".{}", quote(key))),
            Step::Item(number) => drop(write!(path, "[{number}]")),
        }
    }
    path
}

/// Returns the steps of a path that is written without any key that would need quoting.
pub(super) fn steps(path: &str) -> Vec<Step> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    parts
        .map(|part| match part.strip_suffix(']').and_then(|number| number.parse().ok()) {
            Some(number) => Step::Item(number),
            None => Step::Key(part.to_owned()),
        })
        .collect()
}

/// Returns in words which items of lists a path leads through, counted from 1, such as `question 4, choice 2`.
pub(super) fn in_words(steps: &[Step]) -> String {
    let lists = steps.iter().zip(steps.iter().skip(1));
    let items = lists.filter_map(|(list, item)| match (list, item) {
        (Step::Key(list), Step::Item(number)) => Some(format!("{} {}", one_of(list), number + 1)),
        _ => None,
    });
    items.collect::<Vec<_>>().join(", ")
}

/// Returns what one item of a list is called.
pub(super) fn one_of(list: &str) -> String {
    let list = quote(list).replace('_', " ");
    match (list.strip_suffix("ies"), list.strip_suffix("xes"), list.strip_suffix('s')) {
        (Some(stem), _, _) => format!("{stem}y"),
        (None, Some(stem), _) => format!("{stem}x"),
        (None, None, Some(stem)) => stem.to_owned(),
        (None, None, None) => format!("{list} item"),
    }
}

/// Returns where each path leads in a valid text: to its value, or to the key before it if that is asked for.
///
/// A path that leads nowhere ends at what is nearest to it.
pub(super) fn find<'s>(text: &str, paths: impl Iterator<Item = (&'s [Step], bool)> + Clone) -> Vec<Range<usize>> {
    let mut root = Wanted::default();
    for (steps, _) in paths.clone() {
        steps.iter().fold(&mut root, |wanted, step| wanted.inside.entry(step).or_default());
    }
    Search { text, at: 0 }.value(Some(&mut root));
    paths.map(|(steps, is_key)| root.nearest(steps, is_key)).collect()
}

/// A place to find, or one on the way to it.
#[derive(Default)]
struct Wanted<'s> {
    key: Option<Range<usize>>,
    value: Option<Range<usize>>,
    inside: HashMap<&'s Step, Wanted<'s>>,
}

impl Wanted<'_> {
    fn nearest(&self, steps: &[Step], is_key: bool) -> Range<usize> {
        let mut found = self.value.clone().unwrap_or_default();
        let mut wanted = self;
        for (number, step) in steps.iter().enumerate() {
            let Some(inside) = wanted.inside.get(step) else { break };
            wanted = inside;
            let place = if is_key && number + 1 == steps.len() { &wanted.key } else { &wanted.value };
            match place.as_ref().or(wanted.value.as_ref()) {
                Some(place) => found = place.clone(),
                None => break,
            }
        }
        found
    }
}

/// Searches a text once, and writes down the wanted places.
struct Search<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Search<'t> {
    fn next(&mut self) -> Option<(&'t str, Range<usize>)> {
        let (start, end) = token::next(self.text, self.at)?;
        self.at = end;
        Some((self.text.get(start..end)?, start..end))
    }

    fn value(&mut self, wanted: Option<&mut Wanted<'_>>) -> Option<()> {
        let (token, range) = self.next()?;
        match wanted {
            None => self.skip(token),
            Some(wanted) => {
                wanted.value.get_or_insert(range);
                match token {
                    "{" => self.object(wanted),
                    "[" => self.list(wanted),
                    _ => Some(()),
                }
            }
        }
    }

    fn object(&mut self, wanted: &mut Wanted<'_>) -> Option<()> {
        loop {
            let (token, range) = self.next()?;
            match token {
                "}" => return Some(()),
                "," => {}
                key => {
                    let mut inside = wanted.inside.get_mut(&Step::Key(text_of(key).into_owned()));
                    if let Some(inside) = &mut inside {
                        inside.key.get_or_insert(range);
                    }
                    self.next()?;
                    self.value(inside)?;
                }
            }
        }
    }

    fn list(&mut self, wanted: &mut Wanted<'_>) -> Option<()> {
        for number in 0.. {
            let before = self.at;
            match self.next()?.0 {
                "]" => break,
                "," => {
                    self.value(wanted.inside.get_mut(&Step::Item(number)))?;
                }
                _ => {
                    self.at = before;
                    self.value(wanted.inside.get_mut(&Step::Item(number)))?;
                }
            }
        }
        Some(())
    }

    /// Goes past the value that begins with `token`.
    fn skip(&mut self, token: &str) -> Option<()> {
        token::skip(token, || Some(self.next()?.0))
    }
}

/// What a place in a text is inside of.
#[derive(Default)]
pub(super) struct Inside {
    /// The path to it.
    pub(super) steps: Vec<Step>,
    /// Where the innermost object or list begins, in bytes.
    pub(super) open: Option<usize>,
}

/// Returns what the byte `end` is inside of, in a text that is valid up to there.
pub(super) fn inside(text: &str, end: usize) -> Inside {
    let mut open: Vec<(usize, Option<Step>)> = Vec::new();
    let mut at = 0;
    while let Some((start, behind)) = token::next(text, at).filter(|(_, behind)| *behind <= end) {
        at = behind;
        match (text.get(start..behind).unwrap_or_default(), open.last_mut()) {
            ("{", _) => open.push((start, None)),
            ("[", _) => open.push((start, Some(Step::Item(0)))),
            ("}" | "]", _) => drop(open.pop()),
            (",", Some((_, Some(Step::Item(number))))) => *number += 1,
            (",", Some((_, step))) => *step = None,
            (key, Some((_, step @ None))) => *step = Some(Step::Key(text_of(key).into_owned())),
            _ => {}
        }
    }
    Inside { open: open.last().map(|(start, _)| *start), steps: open.into_iter().filter_map(|(_, step)| step).collect() }
}

/// Returns the value of a field of the outermost object in a text that is sound.
pub(super) fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let step = [Step::Key(name.to_owned())];
    let found = find(text, std::iter::once((step.as_slice(), false)));
    let start = found.into_iter().next().filter(|found| found.start > 0)?.start;
    let mut search = Search { text, at: start };
    search.value(None)?;
    text.get(start..search.at)
}

/// Where a byte offset is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// Where the line begins, in bytes.
    line_start: usize,
}

impl Default for Position {
    fn default() -> Self {
        Self { line: 1, column: 1, line_start: 0 }
    }
}

/// Returns the positions of all of these byte offsets.
pub(super) fn positions(text: &str, mut offsets: Vec<usize>) -> HashMap<usize, Position> {
    offsets.sort_unstable();
    offsets.dedup();
    let mut position = Position::default();
    let mut counted = 0;
    let mut positions = HashMap::new();
    for offset in offsets {
        for byte in text.as_bytes().get(counted..offset.min(text.len())).unwrap_or_default() {
            counted += 1;
            if *byte == b'\n' {
                position = Position { line: position.line + 1, column: 1, line_start: counted };
            } else if byte & 0xC0 != 0x80 {
                position.column += 1;
            }
        }
        positions.insert(offset, position);
    }
    positions
}

/// Returns the position of one byte offset.
pub(super) fn position(text: &str, offset: usize) -> Position {
    positions(text, vec![offset]).into_values().next().unwrap_or_default()
}

/// Returns the line of a position with the `range` marked, as far as it is on that line.
pub(super) fn excerpt(text: &str, position: Position, range: Range<usize>, place: String) -> Excerpt {
    let before = clean_line(ending(text.get(position.line_start..range.start).unwrap_or_default()));
    let before = fitting_end(&before);
    let rest = text.get(range.start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let shown = line.char_indices().nth(4 * EXCERPT_COLUMNS).and_then(|(end, _)| line.get(..end)).unwrap_or(line).trim_end();
    // A fault of syntax is one byte wide, even if a longer character begins there.
    let end = (range.len()..=shown.len()).find(|end| shown.is_char_boundary(*end)).unwrap_or(shown.len());
    let marked = shown.get(..end).unwrap_or(shown);
    let marked = width(&clean_line(marked));
    let left = EXCERPT_COLUMNS.saturating_sub(width(&before));
    let shown = shorten(&clean_line(shown), left, false).into_owned();
    Excerpt { before: width(&before), columns: marked.min(width(&shown)).max(1), line: before + &shown, place }
}

/// Returns the end of a text, a few hundred characters at most.
fn ending(text: &str) -> &str {
    let start = text.char_indices().rev().nth(4 * EXCERPT_COLUMNS).map_or(0, |(start, _)| start);
    text.get(start..).unwrap_or_default()
}

/// Returns the end of the text before a place, short enough that the place is still visible after it.
fn fitting_end(before: &str) -> String {
    if width(before) <= COLUMNS_BEFORE {
        return before.to_owned();
    }
    let is_short = |start: &usize| before.get(*start..).is_some_and(|end| width(end) < COLUMNS_BEFORE);
    let start = before.char_indices().map(|(start, _)| start).find(is_short).unwrap_or(before.len());
    format!("…{}", before.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"a": [{"b": 1}, {"c": ["x"], "d": true}], "e": {}}"#;

    fn found(path: &str, is_key: bool) -> &'static str {
        let steps = steps(path);
        let ranges = find(JSON, std::iter::once((steps.as_slice(), is_key)));
        JSON.get(ranges[0].clone()).unwrap()
    }

    #[test]
    fn a_path_leads_to_its_value_or_its_key() {
        assert_eq!(found("a[0].b", false), "1");
        assert_eq!(found("a[0].b", true), "\"b\"");
        assert_eq!(found("a[1].c[0]", false), "\"x\"");
        assert_eq!(found("a[1].d", false), "true");
        assert_eq!(found("e", true), "\"e\"");
        assert_eq!(found("", false), "{");
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_at_what_is_nearest() {
        assert_eq!(found("a[1].c[7]", false), "[");
        assert_eq!(found("a[1].d.x", false), "true");
        assert_eq!(found("z", false), "{");
    }

    #[test]
    fn a_place_is_inside_of_the_last_key_and_item() {
        let inside = |marked: &str| {
            let Inside { steps, open } = inside(JSON, JSON.find(marked).unwrap() + marked.len());
            (path(&steps), open)
        };
        assert_eq!(inside(r#"{"a""#), ("a".to_owned(), Some(0)));
        assert_eq!(inside(r#""b": 1"#), ("a[0].b".to_owned(), Some(7)));
        assert_eq!(inside("1},"), ("a[1]".to_owned(), Some(6)));
        assert_eq!(inside("{}}"), (String::new(), None));
    }

    #[test]
    fn any_text_and_offset_has_a_place() {
        for text in ["", "{", "}]}]", "\"", "{\"\\", "[,,:]", "\u{e9}\u{e9}", "{\"a\" \"b\" 3"] {
            for offset in 0..text.len() + 2 {
                let _ = inside(text, offset);
                let steps = steps("a[0].b");
                let _ = find(text, std::iter::once((steps.as_slice(), true)));
                let position = position(text, offset);
                assert!(position.line == 1 && position.column <= text.len() + 1);
            }
        }
    }

    #[test]
    fn a_path_is_written_for_programs_and_said_for_people() {
        let steps = steps("questions[3].choices[1].effects.open-self.fit");
        assert_eq!(path(&steps), "questions[3].choices[1].effects.open-self.fit");
        assert_eq!(in_words(&steps), "question 4, choice 2");
        assert_eq!(in_words(&super::steps("families[0].id")), "family 1");
        assert_eq!(in_words(&super::steps("evidence[0].id")), "evidence item 1");
        assert_eq!(in_words(&super::steps("decision.status")), "");
    }

    #[test]
    fn columns_count_characters_and_lines_count_line_feeds() {
        let text = "é\r\nüxy";
        let places = [0, 2, 4, 7, 99].map(|offset| position(text, offset)).map(|position| (position.line, position.column));
        assert_eq!(places, [(1, 1), (1, 2), (2, 1), (2, 3), (2, 4)]);
        let together = positions(text, vec![99, 7, 0]);
        assert!([0, 7, 99].iter().all(|offset| together.get(offset) == Some(&position(text, *offset))));
    }

    fn shown(text: &str, marked: &str) -> String {
        let start = text.find(marked).unwrap();
        let Excerpt { line, before, columns, .. } = excerpt(text, position(text, start), start..start + marked.len(), String::new());
        format!("{line}\n{:before$}{}", "", "^".repeat(columns))
    }

    #[test]
    fn an_excerpt_marks_the_place() {
        assert_eq!(shown("{\n\t\"ask\": 3,\r\n}", "3"), " \"ask\": 3,\n        ^");
        assert_eq!(shown("{\"漢字\": 17}", "17"), "{\"漢字\": 17}\n         ^^");
        assert_eq!(shown("a\u{1b}[31mb", "b"), "a\u{FFFD}[31mb\n      ^");
    }

    #[test]
    fn an_excerpt_of_a_long_line_shows_what_is_around_the_place() {
        let text = format!("{}HERE{}", "x".repeat(2_000_000), "y".repeat(2_000_000));
        let shown = shown(&text, "HERE");
        let (line, mark) = shown.split_once('\n').unwrap();
        assert_eq!((width(line), line.find("HERE").map(|at| width(line.get(..at).unwrap()))), (EXCERPT_COLUMNS, mark.find('^')));
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
    }
}
