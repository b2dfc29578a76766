//! The terminal program.
pub mod field;
pub mod key;
pub mod keymap;
pub mod message;
pub mod model;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
