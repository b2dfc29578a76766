//! Every key and what it means, written once.
//!
//! The dispatcher, the footer, the help and the guide's tables all read [`BINDINGS`]. Must not do anything itself.

use super::key::Key;
use super::message::{Command, Message, Step};
pub use super::model::Mode;

use Mode::{
    Agreed, Alternatives, Booth, CallOut, Close, Field, HandOver, Live, Priorities, Prompt, Question, ReadBack, Reading, Result, Reveal,
    Review, Setup, Venue, WhatIf, Worksheet,
};

/// Every screen on which one moves freely.
const SCREENS: &[Mode] = &[Setup, Alternatives, Priorities, Question, Reveal, Worksheet, Agreed, Review, Result, Close];
/// Every screen on which something can be undone.
const CHANGING: &[Mode] = &[Setup, Alternatives, Priorities, Question, Reveal, Worksheet, Agreed, Review, Result, WhatIf, Close];
/// Every screen that can be scrolled.
const MOVING: &[Mode] = &[
    Setup,
    Alternatives,
    Priorities,
    Question,
    Booth,
    CallOut,
    Reveal,
    Worksheet,
    Agreed,
    Review,
    Result,
    WhatIf,
    Close,
    Live,
    ReadBack,
    Reading,
];
/// Every screen, the private ones included.
const EVERYWHERE: &[Mode] = &[
    Setup,
    Alternatives,
    Priorities,
    Question,
    HandOver,
    Booth,
    CallOut,
    Reveal,
    Worksheet,
    Agreed,
    Review,
    Result,
    WhatIf,
    Close,
    ReadBack,
    Reading,
    Live,
];

/// One meaning and the keys that have it.
#[derive(Debug)]
pub struct Binding {
    /// Where it holds.
    pub on: &'static [Mode],
    /// The keys.
    pub keys: &'static [Key],
    /// The keys as they are shown.
    pub shown: &'static str,
    /// The meaning in a word or two, for the footer; empty if no footer shows it.
    pub label: &'static str,
    /// The meaning in a few words, for the help.
    pub help: &'static str,
    /// The heading in the help.
    pub group: Group,
    /// The meaning.
    pub command: Command,
}

/// A heading in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// Answering.
    Answer,
    /// Voting and who does what.
    Team,
    /// Other screens.
    See,
    /// Keeping and leaving.
    Leave,
}

impl Group {
    /// All groups, in the order of the help.
    pub const ALL: [Self; 5] = [Self::Move, Self::Answer, Self::Team, Self::See, Self::Leave];

    /// Returns the heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Answer => "Answer",
            Self::Team => "Team",
            Self::See => "See",
            Self::Leave => "Keep, leave",
        }
    }
}

macro_rules! bind {
    ($on:expr, $keys:expr, $shown:literal, $label:literal, $help:literal, $group:ident, $command:expr) => {
        Binding { on: $on, keys: $keys, shown: $shown, label: $label, help: $help, group: Group::$group, command: $command }
    };
}

const DIGITS: [Key; 9] = [
    Key::Char('1'),
    Key::Char('2'),
    Key::Char('3'),
    Key::Char('4'),
    Key::Char('5'),
    Key::Char('6'),
    Key::Char('7'),
    Key::Char('8'),
    Key::Char('9'),
];

/// A digit begins a number.
const NUMBER: [Key; 10] = {
    let [one, two, three, four, five, six, seven, eight, nine] = DIGITS;
    [Key::Char('0'), one, two, three, four, five, six, seven, eight, nine]
};

/// The table. If a label differs from screen to screen, each screen has a line.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    // Answering
    bind!(&[Question], &DIGITS, "1-9", "answer", "choose that answer", Answer, Command::Digit(0)),
    bind!(&[Booth], &DIGITS, "1-9", "vote", "vote for that answer", Answer, Command::Digit(0)),
    bind!(&[CallOut], &DIGITS, "1-9", "next vote", "the next person's vote", Answer, Command::Digit(0)),
    bind!(&[Reveal], &DIGITS, "1-9", "agree on it", "agree on that answer", Answer, Command::Digit(0)),
    bind!(&[WhatIf], &DIGITS, "1-9", "answer", "try that answer", Answer, Command::Digit(0)),
    bind!(&[Close], &DIGITS, "1-9", "choose", "how sure the marked person is, or that line of the list", Answer, Command::Digit(0)),
    bind!(&[Question, Booth, CallOut, Reveal, WhatIf], &[Key::Char('0')], "0", "don't know", "we don't know yet", Answer, Command::Unknown),
    bind!(&[Question, Reveal, WhatIf], &[Key::Char('x')], "x", "does not apply", "does not apply (asks for the reason)", Answer, Command::NotApplicable),
    bind!(&[Question, Reveal], &[Key::Enter], "Enter", "next", "take the line just marked with up or down, else go on", Answer, Command::Take),
    bind!(&[HandOver], &[Key::Enter], "Enter", "ready", "the person is at the keyboard", Answer, Command::Take),
    bind!(&[Booth], &[Key::Enter], "Enter", "done", "done: hide the vote and hand over", Answer, Command::Take),
    bind!(&[CallOut], &[Key::Enter], "Enter", "show the votes", "show the votes", Answer, Command::Take),
    bind!(&[CallOut], &[Key::Backspace], "Backspace", "correct", "take the last vote back", Answer, Command::Erase),
    bind!(&[ReadBack], &[Key::Enter], "Enter", "go on, then: all of this is right", "read on; at the end, bring the votes in", Answer, Command::Take),
    bind!(&[Agreed], &[Key::Enter], "Enter", "confirm all", "agree on all of these answers", Answer, Command::Take),
    bind!(&[Review, Result], &[Key::Enter], "Enter", "open", "open the line's question", Answer, Command::Take),
    bind!(&[WhatIf], &[Key::Enter], "Enter", "next answer", "try the next answer of the line", Answer, Command::Take),
    bind!(&[Alternatives], &[Key::Enter], "Enter", "go on", "go on to the priorities", Answer, Command::Take),
    bind!(&[Priorities], &[Key::Enter], "Enter", "go on", "go on to the questions", Answer, Command::Take),
    bind!(&[Setup, Close], &[Key::Enter], "Enter", "choose", "edit or choose the marked line", Answer, Command::Take),
    bind!(&[Priorities, Question, Reveal, Review, WhatIf], &[Key::Char('+'), Key::Char('=')], "+", "", "more important", Answer, Command::Raise),
    bind!(&[Priorities, Question, Reveal, Review, WhatIf], &[Key::Char('-'), Key::Char('_')], "-", "importance", "less important", Answer, Command::Lower),
    bind!(&[Question, Reveal], &[Key::Char('a')], "a", "", "the answer is an assumption, or a fact again", Answer, Command::Assume),
    bind!(&[Question, Reveal], &[Key::Char('l')], "l", "", "lift a hard limit whose \"unless\" is met", Answer, Command::Lift),
    bind!(&[Question, Reveal], &[Key::Char('n')], "n", "note", "edit the note", Answer, Command::Note),
    bind!(&[Question, Reveal], &[Key::Char('$')], "$", "numbers", "the question's worksheet: numbers behind an answer", Answer, Command::Worksheet),
    bind!(&[Worksheet], &NUMBER, "0-9", "new number", "type a new number, or a range: 2 to 3", Answer, Command::Digit(0)),
    bind!(&[Worksheet], &[Key::Enter], "Enter", "edit", "edit the marked number", Answer, Command::Take),
    bind!(&[Worksheet], &[Key::Delete, Key::Backspace], "Del", "own number", "the questionnaire's own number counts again", Answer, Command::Remove),
    // Team
    bind!(&[Question], &[Key::Char('v')], "v", "vote", "vote on this question, unseen", Team, Command::Vote),
    bind!(&[Reveal], &[Key::Char('v')], "v", "vote again", "vote again; this round is kept", Team, Command::Vote),
    bind!(&[HandOver, CallOut], &[Key::Char('s')], "s", "skip", "skip this person", Team, Command::Skip),
    bind!(&[HandOver], &[Key::Char('R')], "R", "reveal now", "show the votes now", Team, Command::Reveal),
    bind!(&[HandOver], &[Key::Char('i')], "i", "called out", "enter votes that are called out or typed in a chat", Team, Command::CallOut),
    bind!(&[HandOver, Booth], &[Key::Char('u')], "u", "clear vote", "clear your own vote", Team, Command::Undo),
    bind!(&[CallOut], &[Key::Char('u')], "u", "undo", "take the last vote back", Team, Command::Undo),
    bind!(&[Setup, Question, HandOver, Reveal, Review, Close], &[Key::Char('b')], "b", "own devices", "everybody's own device: a live vote, or a ballot code", Team, Command::Devices),
    bind!(&[Venue, Live], &[Key::Char('b')], "b", "ballot code", "bring in a ballot code: whose it is, and what it says", Team, Command::Devices),
    bind!(&[Live], &[Key::Char('r'), Key::Char('R')], "r", "show the votes", "show the votes; asks if somebody is missing", Team, Command::Reveal),
    bind!(&[Live], &[Key::Char('v')], "v", "", "in a second round: the marked person votes at this keyboard", Team, Command::Vote),
    bind!(&[Live], &[Key::Char('i')], "i", "", "in a second round: enter the votes of those without a device", Team, Command::CallOut),
    bind!(&[Close], &[Key::Char('v')], "v", "own devices", "all say on their own devices how sure they are, unseen", Team, Command::Vote),
    bind!(&[Live], &[Key::Char('f')], "f", "free a name", "free the marked name, for another device", Team, Command::FreeName),
    bind!(&[Live], &[Key::Char('n')], "n", "new code", "make a new code; the old one opens nothing any more", Team, Command::NewCode),
    bind!(&[Live], &[Key::Char('o'), Key::Tab, Key::Right], "o", "overview", "overview of all questions; the vote stays open", See, Command::Overview),
    bind!(&[Venue], &[Key::Enter], "Enter", "open it", "open a live vote", Answer, Command::Take),
    bind!(&[Venue], &[Key::Down, Key::Char('j')], "down j", "another address", "another address of this computer", Move, Command::Move(Step::Down)),
    bind!(&[Venue], &[Key::Up, Key::Char('k')], "up k", "", "the address before", Move, Command::Move(Step::Up)),
    bind!(&[Venue], &[Key::Esc], "Esc", "no", "do not", Leave, Command::Back),
    bind!(&[Live], &[Key::Esc], "Esc", "close the vote", "close the vote: nothing listens any more", Leave, Command::Back),
    bind!(&[Reveal], &[Key::Char('d')], "d", "dissent", "add a dissenter's line", Team, Command::Dissent),
    bind!(&[Question, Reveal, Review, Result, Close], &[Key::Char('f')], "f", "follow-up", "follow-up: what, who, by when", Team, Command::FollowUp),
    bind!(&[Close], &[Key::Delete, Key::Backspace], "Del", "remove", "remove the marked follow-up", Team, Command::Remove),
    bind!(&[Close], &[Key::Char('m')], "m", "done", "mark the follow-up as done, or not", Team, Command::MarkDone),
    // Other screens
    bind!(&[Setup, Alternatives, Priorities, Agreed, WhatIf, Close], &[Key::Char('w')], "w", "how it works", "how a recommendation is made, and what the words mean", See, Command::Why),
    bind!(&[Question, HandOver, Booth, CallOut, Reveal, Worksheet, Review, Result], &[Key::Char('w')], "w", "why", "why it matters, evidence, what to look up", See, Command::Why),
    bind!(SCREENS, &[Key::Char('o')], "o", "overview", "overview (review) of all questions", See, Command::Overview),
    bind!(SCREENS, &[Key::Char('p')], "p", "", "priorities", See, Command::Priorities),
    bind!(SCREENS, &[Key::Char('r')], "r", "result", "result", See, Command::Result),
    bind!(SCREENS, &[Key::Char('c')], "c", "close", "close: decision, confidence, follow-ups", See, Command::Close),
    bind!(&[Result], &[Key::Char('t')], "t", "what-if", "what-if: try changes on a copy", See, Command::WhatIf),
    bind!(&[WhatIf], &[Key::Char('s')], "s", "keep", "keep what was tried", See, Command::Keep),
    // Moving
    bind!(&[HandOver], &[Key::Down, Key::Char('j')], "down j", "another person", "let the next person in the list vote, or vote again", Move, Command::Move(Step::Down)),
    bind!(&[HandOver], &[Key::Up, Key::Char('k')], "up k", "", "let the person before vote, or vote again", Move, Command::Move(Step::Up)),
    bind!(MOVING, &[Key::Up, Key::Char('k')], "up k", "", "up", Move, Command::Move(Step::Up)),
    bind!(MOVING, &[Key::Down, Key::Char('j')], "down j", "", "down", Move, Command::Move(Step::Down)),
    bind!(MOVING, &[Key::Home, Key::Char('g')], "Home g", "", "to the top", Move, Command::Move(Step::First)),
    bind!(MOVING, &[Key::End, Key::Char('G')], "End G", "", "to the end", Move, Command::Move(Step::Last)),
    bind!(MOVING, &[Key::PageUp], "PgUp", "", "a screen up", Move, Command::Move(Step::PageUp)),
    bind!(MOVING, &[Key::PageDown, Key::Char(' ')], "PgDn Space", "", "a screen down", Move, Command::Move(Step::PageDown)),
    bind!(&[Result], &[Key::Char('<')], "<", "", "to the left in the map of the team", Move, Command::Move(Step::Left)),
    bind!(&[Result], &[Key::Char('>')], ">", "", "to the right in the map of the team", Move, Command::Move(Step::Right)),
    bind!(&[Result], &[Key::Right, Key::Tab], "right Tab", "next view", "next view", Move, Command::Next),
    bind!(&[Result], &[Key::Left, Key::BackTab], "left Shift-Tab", "", "previous view", Move, Command::Previous),
    bind!(&[Setup, Alternatives, Priorities, Question, Reveal, Agreed, Review, Close], &[Key::Right, Key::Tab], "right Tab", "go on", "next screen", Move, Command::Next),
    bind!(&[Setup, Alternatives, Priorities, Question, Reveal, Agreed, Review, Close], &[Key::Left, Key::BackTab], "left Shift-Tab", "", "previous screen", Move, Command::Previous),
    bind!(&[Worksheet], &[Key::Right, Key::Tab], "right Tab", "next sheet", "the question's next worksheet", Move, Command::Next),
    bind!(&[Worksheet], &[Key::Left, Key::BackTab], "left Shift-Tab", "", "the question's worksheet before", Move, Command::Previous),
    // Keeping and leaving
    bind!(CHANGING, &[Key::Char('u')], "u", "undo", "undo", Leave, Command::Undo),
    bind!(CHANGING, &[Key::Ctrl('r')], "Ctrl-R", "", "redo", Leave, Command::Redo),
    bind!(&[Review, Result, Close], &[Key::Char('e')], "e", "record", "write the decision record beside the session", Leave, Command::Export),
    bind!(&[Review, Result, Close], &[Key::Char('E')], "E", "as a web page too", "write the record as Markdown and as HTML", Leave, Command::ExportPage),
    bind!(&[Result, Close], &[Key::Char('y')], "y", "copy", "copy a six-line summary (and save it)", Leave, Command::Copy),
    bind!(EVERYWHERE, &[Key::Char('?')], "?", "help", "all keys of this screen", Leave, Command::Help),
    bind!(&[WhatIf], &[Key::Esc], "Esc", "drop", "drop what was tried", Leave, Command::Back),
    bind!(&[Setup, Alternatives, Priorities, Question, HandOver, Booth, CallOut, Reveal, Agreed, Review, Result, Close], &[Key::Esc], "Esc", "", "one level up; never quits, never loses", Leave, Command::Back),
    bind!(&[Worksheet], &[Key::Esc, Key::Char('$')], "Esc", "back", "back to the question", Leave, Command::Back),
    bind!(&[ReadBack], &[Key::Esc], "Esc", "not right", "leave it: nothing is brought in", Leave, Command::Back),
    bind!(&[Reading], &[Key::Esc, Key::Enter, Key::Char('w')], "Esc", "back", "back", Leave, Command::Back),
    bind!(EVERYWHERE, &[Key::Char('q')], "q", "quit", "leave; everything is saved", Leave, Command::Leave),
    bind!(EVERYWHERE, &[Key::Ctrl('c')], "Ctrl-C", "", "leave at once; everything is saved", Leave, Command::Interrupt),
    bind!(EVERYWHERE, &[Key::Ctrl('z')], "Ctrl-Z", "", "suspend; fg brings it back", Leave, Command::Suspend),
    bind!(EVERYWHERE, &[Key::Ctrl('l')], "Ctrl-L", "", "draw the screen again", Leave, Command::Redraw),
    // Fields and prompts
    bind!(&[Field], &[Key::Enter], "Enter", "next, done", "close the field; what was typed is saved", Answer, Command::Take),
    bind!(&[Field], &[Key::Tab], "Tab", "", "complete the name that stands there dim, else the next field", Answer, Command::Next),
    bind!(&[Field], &[Key::BackTab], "Shift-Tab", "", "previous field", Answer, Command::Previous),
    bind!(&[Field], &[Key::Esc], "Esc", "close", "close; what was typed is saved", Answer, Command::Back),
    bind!(&[Prompt], &[Key::Enter], "Enter", "yes", "do what is asked", Answer, Command::Take),
    bind!(&[Prompt], &[Key::Esc], "Esc", "no", "do not", Answer, Command::Back),
    bind!(&[Field, Prompt, Venue], &[Key::Ctrl('c')], "Ctrl-C", "", "leave at once; everything is saved", Leave, Command::Interrupt),
    bind!(&[Field, Prompt, Venue], &[Key::Ctrl('z')], "Ctrl-Z", "", "suspend; fg brings it back", Leave, Command::Suspend),
    bind!(&[Field, Prompt, Venue], &[Key::Ctrl('l')], "Ctrl-L", "", "draw the screen again", Leave, Command::Redraw),
];

/// Returns the commands that matter most in `mode`, the most useful first: the footer shows as many as it has room for.
///
/// Undo, help and leaving are left out: they stand in every footer. All others are behind the help.
pub fn matters(mode: Mode) -> &'static [Command] {
    use Command::{
        Back, CallOut as Called, Copy, Digit, Dissent, Export, ExportPage, Keep, Lower, MarkDone, Next, Note, Overview, Remove,
        Reveal as Show, Skip, Take, Vote, WhatIf as Try, Why,
    };
    match mode {
        Setup | Alternatives => &[Take, Why, Overview],
        Priorities => &[Take, Lower, Overview, Command::Result],
        Question => &[Digit(0), Take, Vote, Command::Worksheet, Note, Why, Overview],
        Reveal => &[Digit(0), Take, Command::Worksheet, Dissent, Vote, Note, Why],
        Worksheet => &[Digit(0), Take, Remove, Back, Next],
        HandOver => &[Take, Skip, Show, Called, Command::Devices],
        Booth => &[Digit(0), Take, Why],
        CallOut => &[Digit(0), Take, Skip, Why],
        Agreed => &[Take, Next, Overview],
        Review => &[Take, Command::Result, Command::Close, Lower, Export, Command::Devices],
        Result => &[Take, Next, Try, Command::Close, Export],
        WhatIf => &[Digit(0), Lower, Keep, Back],
        Close => &[Digit(0), Take, Vote, MarkDone, Remove, ExportPage, Copy],
        Reading => &[Back],
        Live => &[Show, Command::FreeName, Command::NewCode, Overview, Back],
        Venue => &[Take, Command::Devices, Back],
        Field | Prompt | ReadBack => &[Take, Back],
    }
}

/// Returns what `key` means in `mode`. In a field, a key without a command edits the text.
pub fn translate(mode: Mode, key: Key) -> Option<Message> {
    let binding = bindings(mode).find(|binding| binding.keys.contains(&key));
    match (binding.map(|binding| binding.command), key) {
        (Some(Command::Digit(_)), Key::Char(digit)) => {
            digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(|digit| Message::Do(Command::Digit(digit)))
        }
        (Some(command), _) => Some(Message::Do(command)),
        (None, _) if mode == Field => Some(Message::Edit(key)),
        (None, _) => None,
    }
}

/// Returns what holds in `mode`, in the order of the table.
pub fn bindings(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.on.contains(&mode))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every mode: the screens and what may lie over one.
    fn all() -> impl Iterator<Item = Mode> {
        EVERYWHERE.iter().chain(&[Field, Prompt]).copied()
    }

    #[test]
    fn no_key_means_two_things_in_one_mode() {
        for mode in all() {
            let mut seen = Vec::new();
            for binding in bindings(mode) {
                for key in binding.keys {
                    assert!(!seen.contains(key), "{key} means two things in {mode:?}");
                    seen.push(*key);
                }
            }
        }
    }

    /// Keys that do another thing on a screen on which the first would make no sense.
    const SHARED: [(Key, &[Command]); 11] = [
        // Showing what the votes say, and following it up: on the screen of a live vote, of that vote.
        (Key::Char('r'), &[Command::Result, Command::Reveal]),
        (Key::Char('f'), &[Command::FollowUp, Command::FreeName]),
        (Key::Char('n'), &[Command::Note, Command::NewCode]),
        (Key::Tab, &[Command::Next, Command::Overview]),
        (Key::Right, &[Command::Next, Command::Overview]),
        (Key::Char('s'), &[Command::Skip, Command::Keep]),
        (Key::Backspace, &[Command::Erase, Command::Remove]),
        // Opens the page, and closes it.
        (Key::Char('w'), &[Command::Why, Command::Back]),
        (Key::Enter, &[Command::Take, Command::Back]),
        (Key::Char('$'), &[Command::Worksheet, Command::Back]),
        // A number of a worksheet may begin with it.
        (Key::Char('0'), &[Command::Unknown, Command::Digit(0)]),
    ];

    #[test]
    fn a_key_means_the_same_on_every_screen() {
        for binding in BINDINGS.iter().filter(|binding| !binding.on.contains(&Field) && !binding.on.contains(&Prompt)) {
            for key in binding.keys {
                let others = BINDINGS.iter().filter(|other| !other.on.contains(&Field) && other.keys.contains(key));
                for other in others {
                    let shared = SHARED.iter().any(|(by, all)| by == key && all.contains(&binding.command) && all.contains(&other.command));
                    assert!(shared || other.command == binding.command, "{key} is {:?} and {:?}", binding.command, other.command);
                }
            }
        }
    }

    #[test]
    fn what_a_footer_shows_has_a_key_and_a_label_there() {
        for mode in all() {
            for command in matters(mode) {
                let labels: Vec<&str> = bindings(mode).filter(|binding| binding.command == *command).map(|binding| binding.label).collect();
                assert!(labels.len() == 1 && labels != [""], "{mode:?} {command:?}: {labels:?}");
            }
        }
    }

    #[test]
    fn every_mode_can_be_left_and_interrupted() {
        for mode in all() {
            let has = |command| bindings(mode).any(|binding| binding.command == command);
            assert!(has(Command::Back), "{mode:?} has no way back");
            assert!(has(Command::Interrupt), "{mode:?} cannot be interrupted");
        }
    }

    #[test]
    fn every_shown_key_begins_with_a_key_of_its_binding() {
        for binding in BINDINGS {
            let first = binding.keys[0].to_string();
            assert!(binding.shown.starts_with(&first) || binding.shown == "Del", "{} is shown for {first}", binding.shown);
        }
    }

    #[test]
    fn a_digit_carries_its_number() {
        assert_eq!(translate(Question, Key::Char('3')), Some(Message::Do(Command::Digit(3))));
        assert_eq!(translate(Field, Key::Char('3')), Some(Message::Edit(Key::Char('3'))));
    }
}
