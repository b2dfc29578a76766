//! What keys do, told as sentences: a state, keys, what is expected.

mod answering;
mod ballots;
mod closing;
mod footer;
mod hard;
mod kit;
mod live;
mod property;
mod screens;
mod setup;
mod voting;
mod walk;
mod wide;
mod worksheet;
