//! What can happen to the program, and what it can ask the runner to do.
//!
//! Messages go into `update`, effects come out of it. Neither does anything by itself.

use std::net::IpAddr;
use std::path::PathBuf;

use super::key::Key;
use crate::questionnaire::Id;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A key that means something here.
    Do(Command),
    /// A key for the open text field.
    Edit(Key),
    /// Text that came in one piece.
    Paste(String),
    /// The terminal has another size.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
}

/// How far a move goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// A screen to the left, in a table.
    Left,
    /// A screen to the right, in a table.
    Right,
}

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Moves the mark, or scrolls.
    Move(Step),
    /// Chooses by number, from 1.
    Digit(u8),
    /// Answers "we don't know yet".
    Unknown,
    /// Answers "does not apply".
    NotApplicable,
    /// Takes the marked line and goes on.
    Take,
    /// Goes to the next screen or view.
    Next,
    /// Goes to the previous screen or view.
    Previous,
    /// Raises the importance.
    Raise,
    /// Lowers the importance.
    Lower,
    /// Marks the answer as an assumption, or not.
    Assume,
    /// Lifts a hard limit whose `unless` is met.
    Lift,
    /// Edits the note.
    Note,
    /// Opens the question's worksheet.
    Worksheet,
    /// Shows why it matters, the evidence and what to look up.
    Why,
    /// Starts a round of votes.
    Vote,
    /// Leaves out the person whose turn it is.
    Skip,
    /// Shows the votes, or the result.
    Result,
    /// Shows the votes now.
    Reveal,
    /// Enters votes that are called out.
    CallOut,
    /// Takes back the last vote called out.
    Erase,
    /// Opens a live vote on everybody's own device, goes to it, or brings in a ballot code.
    Devices,
    /// Frees the marked name in a live vote.
    FreeName,
    /// Makes a new code for a live vote.
    NewCode,
    /// Records why somebody dissents.
    Dissent,
    /// Adds a follow-up.
    FollowUp,
    /// Marks a follow-up as done, or not.
    MarkDone,
    /// Goes to the review.
    Overview,
    /// Goes to the priorities.
    Priorities,
    /// Goes to the close.
    Close,
    /// Tries changes on a copy.
    WhatIf,
    /// Keeps what was tried.
    Keep,
    /// Removes the marked line.
    Remove,
    /// Writes the record.
    Export,
    /// Writes the record as a web page too.
    ExportPage,
    /// Copies a summary.
    Copy,
    /// Undoes.
    Undo,
    /// Redoes.
    Redo,
    /// Shows all keys of this screen.
    Help,
    /// Goes one level up.
    Back,
    /// Leaves the program.
    Leave,
    /// Leaves the program, interrupted.
    Interrupt,
    /// Stops until `fg`.
    Suspend,
    /// Draws everything again.
    Redraw,
}

/// Something for the runner to do. Its outcome changes the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ends the program.
    Leave {
        /// By Ctrl-C.
        interrupted: bool,
    },
    /// Stops the program until `fg`.
    Suspend,
    /// Draws everything again.
    Redraw,
    /// Opens a session found in the folder.
    Open(PathBuf),
    /// Reads a ballot found in the folder and merges it.
    Merge(PathBuf),
    /// Writes the decision record beside the session.
    Export {
        /// As a web page too.
        page: bool,
    },
    /// Writes the ballot as a page beside the session.
    WritePage,
    /// Finds the addresses at which a live vote may be opened.
    OfferVote,
    /// Opens a live vote.
    OpenVote(IpAddr),
    /// Shows the votes of the live vote.
    ShowVotes,
    /// Has everybody vote on a question again on their devices; without one, say how sure they are.
    VoteAgain(Option<Id>),
    /// Takes a name from the device that has it.
    FreeName(String),
    /// Makes a new code.
    NewCode,
    /// Closes the live vote.
    CloseVote,
    /// Puts a text on the clipboard and saves it too.
    Copy(String),
    /// Saves under another path from now on.
    SaveAs(PathBuf),
}
