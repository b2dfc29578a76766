//! The live vote: everybody answers on a device of their own, at the same time.
//!
//! [`Door`] knows the code that lets people in, [`Room`] who takes part and what they answered so far; both are pure. The
//! [`protocol`] turns requests into what happens to them, the server is the only place with sockets, and a [`Host`] is
//! what a front end holds. All of it exists only while a vote is open. The session is never touched here: what was
//! answered comes out as ballots when the votes are shown.
//!
//! | limit | value |
//! |---|---|
//! | wrong codes that block an address, that close the vote | 20, 10,000 |
//! | head, body of a request, a note | 8 KiB, 64 KiB, 8 KiB |
//! | time for a whole request, for an answer | 5 s, 30 s |
//! | connections, of one address | 64, 24 |
//! | a vote stays open | 3 h |

pub mod address;
mod code;
mod desk;
mod door;
mod draft;
mod host;
pub mod protocol;
mod qr;
mod room;
mod server;

pub use code::{Code, Token};
pub use door::{Admission, Door};
pub use draft::{Draft, DraftFault, Drafts};
pub use host::{Ending, Host, LIFETIME, Opening, Shown};
pub use qr::Square;
pub use room::{Denial, Phase, Revealed, Room, Seen, State};
