//! The terminal program.
pub mod field;
pub mod key;
pub mod keymap;
pub mod message;
