//! `weigh`: a team weighs a decision, question by question, and leaves with a record it can defend.

pub mod ballot_page;
pub mod cli;
pub mod commands;
pub mod demo;
mod json;
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
