//! What can be typed at a prompt, written once: the reader of a line and the help both use this table.

use super::talk::{Stop, Talk};

/// Something a line asks for, besides a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Unknown,
    NotApplicable,
    Open,
    Raise,
    Lower,
    Importance,
    Note,
    Assume,
    Lift,
    FollowUp,
    Why,
    Worksheet,
    Vote,
    Dissent,
    Merge,
    Alternatives,
    Page,
    Devices,
    Next,
    Back,
    Undo,
    Redo,
    Setup,
    Priorities,
    Overview,
    Result,
    WhatIf,
    Keep,
    Export,
    Summary,
    Close,
    Help,
    Leave,
}

/// The prompts at which a command means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// A question.
    Question,
    /// The review and the priorities.
    List,
    /// The result.
    Result,
    /// The result of a copy.
    WhatIf,
    /// A question of a ballot.
    Ballot,
}

/// One line of the table.
struct Definition {
    command: Command,
    letter: &'static str,
    word: &'static str,
    /// What may follow on the same line.
    takes: &'static str,
    means: &'static str,
    at: &'static [At],
}

const fn definition(
    command: Command,
    letter: &'static str,
    word: &'static str,
    takes: &'static str,
    means: &'static str,
    at: &'static [At],
) -> Definition {
    Definition { command, letter, word, takes, means, at }
}

const EVERYWHERE: &[At] = &[At::Question, At::List, At::Result, At::WhatIf, At::Ballot];
const SESSION: &[At] = &[At::Question, At::List, At::Result];

const COMMANDS: &[Definition] = {
    use At::{Ballot, List, Question, Result, WhatIf};
    &[
        definition(Command::Unknown, "0", "unknown", "[WHO, DATE]", "we don't know yet; may name who finds out, and by when", &[Question]),
        definition(Command::Unknown, "0", "unknown", "", "I don't know", &[Ballot]),
        definition(Command::NotApplicable, "x", "not", "REASON", "the question does not apply", &[Question]),
        definition(Command::Open, "clear", "open", "", "take the answer back; the question is open again", &[Question, Ballot]),
        definition(Command::Raise, "+", "up", "", "more important", &[Question]),
        definition(Command::Lower, "-", "down", "", "less important", &[Question]),
        definition(Command::Importance, "i", "importance", "STEP", "leave out, low, normal, high or critical", &[Question]),
        definition(Command::Importance, "i", "importance", "NUMBER STEP", "how much that question counts", &[List, WhatIf]),
        definition(Command::Note, "n", "note", "TEXT", "the note; - as the text removes it", &[Question, Ballot]),
        definition(Command::Assume, "a", "assumption", "", "mark the answer as an assumption, or not", &[Question]),
        definition(Command::Lift, "l", "lift", "HOW", "a hard limit's exception is met, and how", &[Question]),
        definition(Command::FollowUp, "f", "follow-up", "WHAT, WHO, DATE", "something to find out or to do", SESSION),
        definition(Command::Why, "w", "why", "", "why it matters, what to look up, the evidence", &[Question, Ballot]),
        definition(
            Command::Worksheet,
            "$",
            "numbers",
            "[NUMBER VALUE]",
            "the worksheet: numbers behind an answer; $ 3 2 to 3 sets one",
            &[Question, Ballot],
        ),
        definition(Command::Vote, "v", "vote", "[DIGITS]", "vote one after the other, or one digit a person: v 2242", &[Question]),
        definition(Command::Dissent, "d", "dissent", "NAME TEXT", "a dissenter's line for the record", &[Question]),
        definition(Command::Alternatives, "to", "alternatives", "[choose from]", "what there is to choose from", SESSION),
        definition(Command::Merge, "m", "merge", "[NAME=CODE]", "bring in a ballot: its code, or a file found in this folder", SESSION),
        definition(Command::Devices, "host", "host", "", "open a live vote on everybody's own device", SESSION),
        definition(Command::Page, "page", "page", "", "write the ballot as a page for any browser", SESSION),
        definition(Command::Next, "", "next", "", "keep the answer and go on", EVERYWHERE),
        definition(Command::Back, "b", "back", "", "the question before, or the view before", EVERYWHERE),
        definition(Command::Undo, "u", "undo", "", "undo", EVERYWHERE),
        definition(Command::Redo, "redo", "redo", "", "redo", EVERYWHERE),
        definition(Command::Setup, "s", "setup", "", "title, context, people, how to answer", SESSION),
        definition(Command::Priorities, "p", "priorities", "", "how much each question counts", SESSION),
        definition(Command::Overview, "o", "overview", "[NUMBER]", "the review; with a number, that question", EVERYWHERE),
        definition(Command::Result, "r", "result", "", "the result so far", &[Question, List, Result, WhatIf]),
        definition(Command::WhatIf, "t", "try", "", "try changes on a copy", &[Result]),
        definition(Command::Keep, "s", "save", "", "keep what was tried", &[WhatIf]),
        definition(Command::Export, "e", "export", "", "write the decision record beside the session", SESSION),
        definition(Command::Summary, "y", "summary", "", "a six-line summary", SESSION),
        definition(Command::Close, "c", "close", "", "confidence, the decision taken, when to look again", SESSION),
        definition(Command::Help, "?", "help", "", "this list", EVERYWHERE),
        definition(Command::Leave, "q", "quit", "", "leave; everything is saved", EVERYWHERE),
    ]
};

/// A line, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing was typed.
    Empty,
    /// A number from 1, and what follows it.
    Number(usize, &'a str),
    /// A command, and what follows it.
    Command(Command, &'a str),
    /// Something else.
    Unclear,
}

/// Reads a line typed at a prompt.
pub(super) fn understand(line: &str, at: At) -> Line<'_> {
    let (first, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(first, rest)| (first, rest.trim()));
    if first.is_empty() {
        return Line::Empty;
    }
    if let Ok(number @ 1..) = first.parse::<usize>() {
        return Line::Number(number, rest);
    }
    let first = first.to_lowercase();
    let known = COMMANDS.iter().filter(|entry| entry.at.contains(&at));
    let matching = |entry: &&Definition| first == entry.word || first == entry.letter;
    let Some(entry) = known.clone().find(matching) else { return Line::Unclear };
    // A text after a command that takes none was meant for something else.
    if entry.takes.is_empty() && !rest.is_empty() { Line::Unclear } else { Line::Command(entry.command, rest) }
}

/// Returns the command if a line in place of a free text asks for help or to leave.
pub(super) fn is_command_anywhere(line: &str) -> Option<Command> {
    match line {
        "?" => Some(Command::Help),
        "q" => Some(Command::Leave),
        _ => None,
    }
}

/// Prints everything that can be typed.
pub(super) fn help(talk: &mut Talk, at: At, number_means: &str) -> Result<(), Stop> {
    talk.pause()?;
    talk.say("You can type:")?;
    talk.say(number_means)?;
    for entry in COMMANDS.iter().filter(|entry| entry.at.contains(&at)) {
        let name = match (entry.letter, entry.word) {
            ("", word) => format!("Enter or {word}"),
            (letter, word) if letter == word => letter.to_owned(),
            (letter, word) => format!("{letter} or {word}"),
        };
        let blank = if entry.takes.is_empty() { "" } else { " " };
        talk.say(&format!("{name}{blank}{}: {}.", entry.takes, entry.means))?;
    }
    talk.pause()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_and_no_word_means_two_things_at_one_prompt() {
        for at in EVERYWHERE {
            let mut seen = std::collections::BTreeSet::new();
            for entry in COMMANDS.iter().filter(|entry| entry.at.contains(at)) {
                for name in std::collections::BTreeSet::from([entry.letter, entry.word]) {
                    assert!(seen.insert(name), "{name:?} means two things at {at:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_is_a_number_a_command_or_unclear() {
        let at = At::Question;
        assert_eq!(understand("", at), Line::Empty);
        assert_eq!(understand("3", at), Line::Number(3, ""));
        assert_eq!(understand("n  ask legal", at), Line::Command(Command::Note, "ask legal"));
        assert_eq!(understand("NOTE ask", at), Line::Command(Command::Note, "ask"));
        assert_eq!(understand("0 Bo", at), Line::Command(Command::Unknown, "Bo"));
        for unclear in ["maybe", "quit it", "-3", "99999999999999999999999", "t"] {
            assert_eq!(understand(unclear, at), Line::Unclear, "{unclear}");
        }
    }

    #[test]
    fn the_help_of_each_prompt_names_every_command() {
        for at in EVERYWHERE {
            let mut output = Vec::new();
            help(&mut Talk::new(&mut [].as_slice(), &mut output, false, false), *at, "1 to 4: choose that answer.").unwrap();
            let text = String::from_utf8(output).unwrap();
            for entry in COMMANDS.iter().filter(|entry| entry.at.contains(at)) {
                assert!(text.contains(entry.means), "{}", entry.means);
            }
        }
    }
}
