//! What each message does to the model. Pure: no files, no clock, no terminal.
use super::message::Command;
use super::model::Model;
/// Tells whether `command` can do something now.
pub fn is_offered(_model: &Model, _command: Command) -> bool {
    true
}
