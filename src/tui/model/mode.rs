//! What the keyboard is for: every screen and everything that may lie over one has a set of keys of its own.

/// What the keyboard is for at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Setting up.
    Setup,
    /// Reading what there is to choose from.
    Alternatives,
    /// Setting importance.
    Priorities,
    /// Answering.
    Question,
    /// Handing the keyboard over.
    HandOver,
    /// Voting unseen.
    Booth,
    /// Entering votes that are called out.
    CallOut,
    /// Looking at the votes.
    Reveal,
    /// Filling in a worksheet.
    Worksheet,
    /// Confirming what all ballots agree on.
    Agreed,
    /// Looking over all questions.
    Review,
    /// Looking at the result.
    Result,
    /// Trying changes on a copy.
    WhatIf,
    /// Closing.
    Close,
    /// A live vote is open.
    Live,
    /// Choosing where to open a live vote.
    Venue,
    /// Reading votes back to the person who cast them.
    ReadBack,
    /// Reading help or evidence.
    Reading,
    /// Typing into a field.
    Field,
    /// Answering a question of the program.
    Prompt,
}
