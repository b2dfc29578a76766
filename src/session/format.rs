//! The shape of `*.weigh.json`, kept apart from the domain types.
use super::Session;
use crate::problem::Problems;
pub(super) fn parse(_bytes: &[u8]) -> Result<Session, Problems> {
    todo!()
}
pub(super) fn to_json(_session: &Session) -> String {
    todo!()
}
