//! Checks the shape of a whole text, and mends it, so that its meaning can be checked as well.
//!
//! serde stops at the first fault. Here every fault of shape is written down, and mended in a copy of the text: unknown
//! fields are removed, and fields that are missing or of the wrong kind get an empty value. A fault in such an empty
//! value is not a fault of the file; the [`Checker`] knows where they are.

use std::collections::HashMap;
use std::ops::Range;

use super::expected::{Expected, Field};
use super::fault::{quote, unknown_field};
use super::token::{self, text_of};
use super::{Checker, Path, Shape};

/// Writes every fault of shape in `text` down; returns the mended text. Is `None` if `text` ends too early.
///
/// `text` is sound JSON up to the byte `end`, and begins at the byte `offset` of its file, if it is known where.
pub(super) fn mend(
    text: &str,
    end: usize,
    offset: Option<usize>,
    shape: &Shape,
    is_strict: bool,
    root: &Path<'_>,
    check: &mut Checker,
) -> Option<String> {
    let mut mending = Mending { text, end, at: 0, offset, moved: shape.moved, is_strict, out: String::with_capacity(text.len()), check };
    mending.value(&shape.expected, root)?;
    Some(mending.out)
}

struct Mending<'t, 'c> {
    text: &'t str,
    end: usize,
    at: usize,
    offset: Option<usize>,
    moved: &'static [(&'static str, &'static str)],
    is_strict: bool,
    out: String,
    check: &'c mut Checker,
}

impl<'t> Mending<'t, '_> {
    fn next(&mut self) -> Option<(&'t str, Range<usize>)> {
        let (start, end) = token::next(self.text, self.at).filter(|(_, end)| *end <= self.end)?;
        self.at = end;
        Some((self.text.get(start..end)?, start..end))
    }

    /// Goes past the value that begins with `token`.
    fn skip(&mut self, token: &str) -> Option<()> {
        token::skip(token, || Some(self.next()?.0))
    }

    fn value(&mut self, expected: &Expected, path: &Path<'_>) -> Option<()> {
        let (token, range) = self.next()?;
        match (expected, token) {
            (Expected::Object(fields), "{") => self.object(fields, range, path),
            (Expected::Entries(value), "{") => self.entries(value, path),
            (Expected::List(item), "[") => self.list(item, path),
            (Expected::Any, _) => {
                self.skip(token)?;
                self.out += self.text.get(range.start..self.at)?;
                Some(())
            }
            (Expected::Text, token) if token.starts_with('"') => {
                self.out += token;
                Some(())
            }
            (Expected::Flag, "true" | "false") => {
                self.out += token;
                Some(())
            }
            _ => {
                let found = match token {
                    "{" => "an object".to_owned(),
                    "[" => "a list".to_owned(),
                    "null" => "null".to_owned(),
                    token if token.starts_with('"') => quote(token),
                    token => format!("`{}`", quote(token)),
                };
                self.fault(path, range, None, format!("found {found}, expected {expected}"));
                self.skip(token)?;
                self.stand_in(expected, path);
                Some(())
            }
        }
    }

    fn list(&mut self, item: &Expected, path: &Path<'_>) -> Option<()> {
        self.out.push('[');
        let mut number = 0;
        loop {
            let before = self.at;
            match self.next()?.0 {
                "]" => break,
                "," => {}
                _ => {
                    self.at = before;
                    if number > 0 {
                        self.out.push(',');
                    }
                    self.value(item, &path.item(number))?;
                    number += 1;
                }
            }
        }
        self.out.push(']');
        Some(())
    }

    fn entries(&mut self, value: &Expected, path: &Path<'_>) -> Option<()> {
        let mut seen = HashMap::new();
        self.out.push('{');
        while let Some((key, token, range)) = self.key()? {
            if let Some(first) = seen.insert(key.clone(), range.start) {
                self.repeated(&key, first, range, path)?;
                continue;
            }
            self.begin(token);
            self.value(value, &path.field(&key))?;
        }
        self.out.push('}');
        Some(())
    }

    fn object(&mut self, fields: &[Field], at: Range<usize>, path: &Path<'_>) -> Option<()> {
        let mut seen = HashMap::new();
        let mut unknown = 0;
        self.out.push('{');
        while let Some((key, token, range)) = self.key()? {
            let Some(field) = fields.iter().find(|field| field.name == key) else {
                unknown += usize::from(self.unknown(&key, fields, range, path)?);
                continue;
            };
            if let Some(first) = seen.insert(field.name, range.start) {
                self.repeated(&key, first, range, path)?;
                continue;
            }
            self.begin(token);
            self.value(&field.expected, &path.field(&key))?;
        }
        let missing = fields.iter().filter(|field| field.is_required && !seen.contains_key(field.name));
        for (number, field) in missing.enumerate() {
            // A field with a wrong name is one mistake: the right field is not reported as missing, too.
            if number >= unknown {
                self.fault(path, at.clone(), None, format!("the field `{}` is missing", field.name));
            }
            self.begin(&format!("\"{}\"", field.name));
            self.stand_in(&field.expected, &path.field(field.name));
        }
        self.out.push('}');
        Some(())
    }

    /// Returns the next key of an object with its token and place, and goes past its colon. Is `None` at the end.
    #[expect(clippy::option_option, reason = "the text may end before the object does")]
    fn key(&mut self) -> Option<Option<(String, &'t str, Range<usize>)>> {
        loop {
            match self.next()? {
                ("}", _) => return Some(None),
                (",", _) => {}
                (token, range) => {
                    self.next()?;
                    return Some(Some((text_of(token).into_owned(), token, range)));
                }
            }
        }
    }

    /// Goes past an unknown field; tells whether its name may be a misspelling of a known one.
    fn unknown(&mut self, key: &str, fields: &[Field], range: Range<usize>, path: &Path<'_>) -> Option<bool> {
        let moved = self.moved.iter().find(|(name, _)| *name == key);
        if self.is_strict {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            let what = moved.map_or_else(|| unknown_field(key, &names), |(_, what)| (*what).to_owned());
            self.fault(&path.field(key).key(), range, None, what);
        } else {
            self.check.leave_out(&path.field(key));
        }
        let (token, _) = self.next()?;
        self.skip(token)?;
        // A newer program may have added the field: then what is missing is missing.
        Some(self.is_strict && moved.is_none())
    }

    fn repeated(&mut self, key: &str, first: usize, range: Range<usize>, path: &Path<'_>) -> Option<()> {
        self.fault(&path.field(key).key(), range, Some(first), format!("`{}` stands here twice", quote(key)));
        let (token, _) = self.next()?;
        self.skip(token)
    }

    fn fault(&mut self, path: &Path<'_>, range: Range<usize>, first: Option<usize>, what: String) {
        match self.offset {
            Some(offset) => {
                let first = first.map(|first| first + offset);
                self.check.problem_at(path, range.start + offset..range.end + offset, first, what);
            }
            None => self.check.problem(path, what),
        }
    }

    /// Begins a field in the mended text.
    fn begin(&mut self, key: &str) {
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
        self.out += key;
        self.out.push(':');
    }

    fn stand_in(&mut self, expected: &Expected, path: &Path<'_>) {
        self.check.stands_in(path);
        write_empty(expected, &mut self.out);
    }
}

fn write_empty(expected: &Expected, out: &mut String) {
    match expected {
        Expected::Text => *out += "\"\"",
        Expected::Flag => *out += "false",
        Expected::Any => *out += "null",
        Expected::List(_) => *out += "[]",
        Expected::Entries(_) => *out += "{}",
        Expected::Object(fields) => {
            out.push('{');
            for (number, field) in fields.iter().filter(|field| field.is_required).enumerate() {
                if number > 0 {
                    out.push(',');
                }
                *out += "\"";
                *out += field.name;
                *out += "\":";
                write_empty(&field.expected, out);
            }
            out.push('}');
        }
    }
}
