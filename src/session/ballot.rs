//! One person's votes in a file of their own, and how they come into a session.
