//! Renders one assessment for people and for programs.
//!
//! Everything here is a pure function of the session: no clock, no locale, no environment, no files. The same session
//! gives the same bytes everywhere.

pub mod json;
pub mod words;
