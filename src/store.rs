//! The only access to files: reading with limits, the session file, reports.
//!
//! What is promised here: a session file is at every instant one complete document, the old one or the new one; a file
//! that somebody else changed is never overwritten; two programs never edit one session; reading never waits, never
//! fills the memory, and never follows a path into a device.
//!
//! - [`read`] and [`read_standard_input`] for what is only read,
//! - [`SessionFile`] for the session that is edited (lock, atomic save, conflict copy, sync, what is written beside it),
//! - [`Private`] for what lies beside it for the user alone,
//! - [`write_output`] and [`Output`] for reports and ballots,
//! - [`find`], [`free_name`] and [`walk`] for what a folder holds.
//!
//! This module must not know what the bytes mean.

mod directory;
mod draft;
mod error;
mod folder;
mod input;
mod output;
mod private;
mod rights;
mod seal;
mod session_file;
mod syncer;
mod tree;

pub use error::{FileError, Reason};
pub use folder::{find, free_name, make_folder, sort_latest_first};
pub use input::{Limit, edited_after, read, read_standard_input};
pub use output::{Output, write_output};
pub use private::Private;
pub use session_file::{Access, Beside, Saved, SessionFile};
pub use tree::walk;
