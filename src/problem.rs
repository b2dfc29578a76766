//! What is wrong with a file, worded so that its author can mend it.
//!
//! A problem names the place (line, column and the path to the field), what was found and what was expected, and can
//! show the line with a mark under the place. This module must not read files, and must not print.

use std::fmt;

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line and column, both from 1.
    pub at: Option<(usize, usize)>,
    /// The path to the field as programs write it, lists from 0, such as `questions[3].choices[1].effects.open-self.fit`;
    /// empty for the whole file.
    pub path: String,
    /// What was found and what was expected: one cleaned sentence without a final period.
    pub what: String,
    /// The line that the problem is in.
    pub excerpt: Option<Excerpt>,
}

/// A line of a file, with a mark under the place where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, cleaned; of a long line the part around the place.
    pub line: String,
    /// How many columns stand before the place.
    pub before: usize,
    /// How many columns the place takes.
    pub columns: usize,
    /// The place in words, lists counted from 1, such as `question 4, choice 2`; empty outside of lists.
    pub place: String,
}

impl Problem {
    /// Names a problem by the path to the field.
    pub fn at_path(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self { at: None, path: path.into(), what: what.into(), excerpt: None }
    }

    /// Returns the path and what is wrong there, without line and column.
    pub fn sentence(&self) -> String {
        if self.path.is_empty() { self.what.clone() } else { format!("{}: {}", self.path, self.what) }
    }

    /// Returns the problem with the line it is in, if that is known, each line of that indented by `indent` columns.
    pub fn with_excerpt(&self, indent: usize) -> String {
        let (Some((line, _)), Some(excerpt)) = (self.at, &self.excerpt) else { return self.to_string() };
        let Excerpt { line: source, before, columns, place } = excerpt;
        if source.trim().is_empty() {
            return self.to_string();
        }
        let number = line.to_string();
        let margin = " ".repeat(indent + number.len());
        let mark = format!("{:before$}{} {place}", "", "^".repeat(*columns));
        format!("{self}\n{:indent$}{number} | {source}\n{margin} | {}", "", mark.trim_end())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.at {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.sentence())
    }
}

/// Every problem found in one file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_place() {
        let excerpt = Excerpt { line: "  \"ask\": 3,".into(), before: 9, columns: 1, place: "question 2".into() };
        let problem = Problem {
            at: Some((42, 10)),
            path: "questions[1].ask".into(),
            what: "found `3`, expected text".into(),
            excerpt: Some(excerpt),
        };
        let expected = "\
line 42, column 10: questions[1].ask: found `3`, expected text
  42 |   \"ask\": 3,
     |          ^ question 2";
        assert_eq!(problem.with_excerpt(2), expected);
    }

    #[test]
    fn a_problem_without_its_line_is_one_sentence() {
        assert_eq!(Problem::at_path("kind", "missing").with_excerpt(2), "kind: missing");
    }
}
