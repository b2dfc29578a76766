//! What is wrong with a file, said so that its author can mend it.
//!
//! A problem names the place (line and column, or the path to the field), what was found and what was expected.
//! This module must not read files, and must not print.

use std::fmt;

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line and column, both from 1; known for syntax and shape.
    pub at: Option<(usize, usize)>,
    /// The path to the field, such as `questions[3].choices[1].effects.open-self.fit`; empty for the whole file.
    pub path: String,
    /// What was found and what was expected: one cleaned sentence without a final period.
    pub what: String,
}

impl Problem {
    /// Names a problem by the path to the field.
    pub fn at_path(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self { at: None, path: path.into(), what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((line, column)) = self.at {
            write!(f, "line {line}, column {column}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.what)
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
