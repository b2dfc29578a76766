//! A live vote over real sockets: what a device, a stranger and an attacker get.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot do what it must has failed")]

mod attack;
mod client;
mod meeting;
mod secrecy;
mod sitting;
