//! Where people are: one screen at a time, and what is marked on it.

use super::Mode;
use crate::questionnaire::Id;

/// Where people are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The screen they look at.
    pub screen: Screen,
    /// What is marked there.
    pub cursor: Cursor,
}

/// What is marked on a page, and how far it is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The marked item, counted over the page's items.
    pub item: Option<usize>,
    /// How many rows are scrolled out at the top.
    pub scroll: usize,
    /// How many columns of a table are scrolled out at the left.
    pub across: usize,
    /// How many rows of the page beside it are scrolled out at the top.
    pub beside: usize,
    /// The page has been scrolled by hand: the marked item may be out of sight.
    pub free: bool,
    /// Up or down has just put the mark where it is: only then does Enter take the marked line as an answer.
    pub armed: bool,
}

/// A screen, with the data that only it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// What are we deciding, who is here, how do we answer.
    Setup,
    /// What there is to choose from.
    Alternatives,
    /// Importance of every question.
    Priorities,
    /// One question.
    Question(Id),
    /// Waiting for the next voter.
    HandOver {
        /// Whose turn it is.
        name: String,
    },
    /// Somebody votes unseen.
    Booth {
        /// Who.
        name: String,
        /// The vote was made since the person sat down: an earlier one is not shown to the person who sits there now.
        chosen: bool,
    },
    /// Votes called out, one digit a person.
    CallOut {
        /// Who had not voted when it began, in participants' order.
        names: Vec<String>,
        /// How many of their votes are in.
        entered: usize,
    },
    /// A live vote that is open.
    Live,
    /// Who voted what on a question.
    Reveal(Id),
    /// The numbers behind an answer.
    Worksheet {
        /// The question from which it was opened.
        question: Id,
        /// The worksheet.
        worksheet: Id,
    },
    /// Questions on which all votes agree, to be confirmed at once.
    Agreed,
    /// All questions with their answers.
    Review,
    /// One view of the result.
    Result(Tab),
    /// Changes tried on a copy.
    WhatIf,
    /// One step of the close.
    Close(Closing),
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

/// A step of the close; Enter leads through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// How sure everyone is.
    Confidence,
    /// What the team decides, and why if it differs from the result.
    Decision,
    /// How far the decision has come, and when to look at it again.
    Status,
    /// Who does what by when.
    FollowUps,
    /// What the record still lacks; writes it.
    CheckList,
}

impl Place {
    /// Returns a screen with nothing marked.
    pub fn new(screen: Screen) -> Self {
        Self { screen, cursor: Cursor::default() }
    }

    /// Returns a screen with its `item` marked.
    pub fn at(screen: Screen, item: usize) -> Self {
        Self { screen, cursor: Cursor::at(item) }
    }

    /// Returns the screen of a question, nothing marked.
    pub fn asking(question: Id) -> Self {
        Self::new(Screen::Question(question))
    }

    /// Returns the question on the screen, if there is just one.
    pub fn question(&self) -> Option<&Id> {
        match &self.screen {
            Screen::Question(question) | Screen::Reveal(question) => Some(question),
            _ => None,
        }
    }
}

impl Cursor {
    /// Marks `item` and shows it.
    pub fn at(item: usize) -> Self {
        Self { item: Some(item), ..Self::default() }
    }
}

impl Screen {
    /// Returns what the keyboard is for on the screen.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Setup => Mode::Setup,
            Self::Alternatives => Mode::Alternatives,
            Self::Priorities => Mode::Priorities,
            Self::Question(_) => Mode::Question,
            Self::HandOver { .. } => Mode::HandOver,
            Self::Booth { .. } => Mode::Booth,
            Self::CallOut { .. } => Mode::CallOut,
            Self::Live => Mode::Live,
            Self::Reveal(_) => Mode::Reveal,
            Self::Worksheet { .. } => Mode::Worksheet,
            Self::Agreed => Mode::Agreed,
            Self::Review => Mode::Review,
            Self::Result(_) => Mode::Result,
            Self::WhatIf => Mode::WhatIf,
            Self::Close(_) => Mode::Close,
        }
    }
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

impl Closing {
    /// All steps, in order.
    pub const ALL: [Self; 5] = [Self::Confidence, Self::Decision, Self::Status, Self::FollowUps, Self::CheckList];

    /// Returns the number of the step, from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step != self).count() + 1
    }

    /// Returns the step after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// Returns the step before this one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}
