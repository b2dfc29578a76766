//! Where people are: one screen at a time, each with its own data.

use crate::questionnaire::Id;
use crate::tui::keymap::Mode;

/// What is marked on a page, and how far it is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The marked item, counted over the page's items.
    pub item: Option<usize>,
    /// How many rows are scrolled out at the top.
    pub scroll: usize,
    /// The page has been scrolled by hand: the marked item may be out of sight.
    pub free: bool,
}

impl Cursor {
    /// Marks `item` and shows it.
    pub fn at(item: usize) -> Self {
        Self { item: Some(item), ..Self::default() }
    }
}

/// A view of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Headline, verdict, bars, the one thing it hinges on.
    Overview,
    /// What decides it.
    Why,
    /// What one gains and gives up, and what to do about it.
    TradeOffs,
    /// What would change it.
    HingesOn,
    /// What to find out or talk about next.
    FindOut,
    /// What each member's votes would have led to.
    Team,
    /// The pick: what it is, first steps, ethics, when to look again.
    NextSteps,
}

impl Tab {
    /// All views, in order.
    pub const ALL: [Self; 7] = [Self::Overview, Self::Why, Self::TradeOffs, Self::HingesOn, Self::FindOut, Self::Team, Self::NextSteps];

    /// Returns the name of the view.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "Result",
            Self::Why => "Why",
            Self::TradeOffs => "Trade-offs",
            Self::HingesOn => "Hinges on",
            Self::FindOut => "Find out",
            Self::Team => "Team",
            Self::NextSteps => "Next steps",
        }
    }
}

/// The screen people look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// What are we deciding, who is here, how do we answer.
    Setup(Cursor),
    /// Importance of every question.
    Priorities(Cursor),
    /// One question.
    Question {
        /// Which.
        question: Id,
        /// The marked choice.
        cursor: Cursor,
    },
    /// Waiting for the next voter.
    HandOver {
        /// Whose turn it is.
        name: String,
    },
    /// Somebody votes unseen.
    Booth {
        /// Who.
        name: String,
        /// The vote was made since the person sat down: an earlier one is not shown to whoever sits there now.
        chosen: bool,
        /// How far the question is scrolled.
        scroll: usize,
    },
    /// Votes called out, one digit a person.
    CallOut {
        /// Who had not voted when it began, in participants' order.
        names: Vec<String>,
        /// How many of their votes are in.
        entered: usize,
    },
    /// Who voted what.
    Reveal {
        /// On which question.
        question: Id,
        /// The marked choice.
        cursor: Cursor,
    },
    /// Questions on which all votes agree, to be confirmed at once.
    Agreed(Cursor),
    /// All questions with their answers.
    Review(Cursor),
    /// The result.
    Result {
        /// Which view.
        tab: Tab,
        /// The marked line.
        cursor: Cursor,
    },
    /// Changes tried on a copy.
    WhatIf(Cursor),
    /// Decision, confidence, follow-ups, record.
    Close(Cursor),
}

impl Place {
    /// Returns the screen of a question, nothing marked.
    pub fn asking(question: Id) -> Self {
        Self::Question { question, cursor: Cursor::default() }
    }

    /// Returns what the keyboard is for on the screen.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Setup(_) => Mode::Setup,
            Self::Priorities(_) => Mode::Priorities,
            Self::Question { .. } => Mode::Question,
            Self::HandOver { .. } => Mode::HandOver,
            Self::Booth { .. } => Mode::Booth,
            Self::CallOut { .. } => Mode::CallOut,
            Self::Reveal { .. } => Mode::Reveal,
            Self::Agreed(_) => Mode::Agreed,
            Self::Review(_) => Mode::Review,
            Self::Result { .. } => Mode::Result,
            Self::WhatIf(_) => Mode::WhatIf,
            Self::Close(_) => Mode::Close,
        }
    }

    /// Returns the question on the screen, where there is just one.
    pub fn question(&self) -> Option<&Id> {
        match self {
            Self::Question { question, .. } | Self::Reveal { question, .. } => Some(question),
            Self::Setup(_)
            | Self::Priorities(_)
            | Self::HandOver { .. }
            | Self::Booth { .. }
            | Self::CallOut { .. }
            | Self::Agreed(_)
            | Self::Review(_)
            | Self::Result { .. }
            | Self::WhatIf(_)
            | Self::Close(_) => None,
        }
    }

    /// Returns what is marked.
    pub fn cursor(&self) -> Cursor {
        match self {
            Self::Setup(cursor)
            | Self::Priorities(cursor)
            | Self::Question { cursor, .. }
            | Self::Reveal { cursor, .. }
            | Self::Agreed(cursor)
            | Self::Review(cursor)
            | Self::Result { cursor, .. }
            | Self::WhatIf(cursor)
            | Self::Close(cursor) => *cursor,
            Self::Booth { scroll, .. } => Cursor { item: None, scroll: *scroll, free: true },
            Self::HandOver { .. } | Self::CallOut { .. } => Cursor::default(),
        }
    }

    /// Marks something else.
    pub fn set_cursor(&mut self, to: Cursor) {
        match self {
            Self::Setup(cursor)
            | Self::Priorities(cursor)
            | Self::Question { cursor, .. }
            | Self::Reveal { cursor, .. }
            | Self::Agreed(cursor)
            | Self::Review(cursor)
            | Self::Result { cursor, .. }
            | Self::WhatIf(cursor)
            | Self::Close(cursor) => *cursor = to,
            Self::Booth { scroll, .. } => *scroll = to.scroll,
            Self::HandOver { .. } | Self::CallOut { .. } => {}
        }
    }
}
