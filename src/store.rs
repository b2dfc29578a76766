//! The only access to files.
