//! `weigh`: a team weighs a decision, question by question, and leaves with a record it can defend.
//!
//! The way through a session, and the file below `tui/view/` that draws each screen. [`plain`] asks the same line by line.
//!
//! ```text
//! screen            to choose
//!           setup > from         > priorities > question <> votes > review > result > close
//! file      setup   alternatives   priorities   question    votes   review   result   close
//!                                                                            what_if
//! ```
//!
//! To read the code, follow one session through it:
//!
//! 1. [`questionnaire`]: what is asked, as data. [`session`]: what people said, and every [`session::Change`] to it.
//! 2. [`scoring`]: [`scoring::assess`] makes of a session all that follows from it, exactly. [`report`]: puts that into words
//!    and documents; [`report::words`] is the only place that words a fact.
//! 3. [`sitting`]: the walk, undo, votes and saving, once for every front end. [`store`]: the only access to files.
//! 4. [`tui`]: a key is translated, updates the model, has its effect, and the model is drawn. [`plain`]: the same as lines.
//! 5. [`cli`] and [`commands`]: what was asked for on the command line, and what is done about it.
//!
//! Which module may use which is in `docs/architecture.md`, with a key, a vote and a report traced through the files.

pub mod ballot_page;
pub mod cli;
pub mod commands;
pub mod demo;
mod json;
pub mod live;
mod order;
pub mod plain;
pub mod problem;
pub mod questionnaire;
pub mod report;
pub mod scoring;
pub mod session;
pub mod sitting;
pub mod store;
pub mod text;
pub mod tui;
