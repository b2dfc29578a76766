//! The conversation itself: prints blocks of text, asks, and reads one line.
//!
//! Nothing moves the cursor, nothing is colored, and nothing that was printed is ever taken back. What is read is
//! cleaned here, where it enters. This module must not know what is talked about.

use std::io::{self, BufRead, Read as _, Write};

use crate::text::{clean_line, wrap};

/// The longest line that is read; more is no answer a person typed.
const LONGEST_LINE: u64 = 64 * 1024;

/// Columns that a prompt leaves for a short answer.
const ROOM_TO_TYPE: usize = 6;

/// The two sides of a conversation.
pub struct Talk<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    /// Repeat what was read: it did not come from a keyboard, so no terminal has shown it.
    repeat: bool,
    /// Wrap to that many columns.
    columns: Option<usize>,
    /// Something was printed since the last blank line.
    in_block: bool,
    /// Has the terminal show what is typed, or not.
    show_typing: Option<&'a dyn Fn(bool)>,
}

/// Why a conversation ends.
#[derive(Debug)]
pub enum Stop {
    /// Somebody asked for it.
    Left,
    /// There is nothing more to read.
    EndOfInput,
    /// What arrives is no text that a person typed.
    NoText(String),
    /// The session could not be saved.
    NotSaved(String),
    /// The reader of the output has gone.
    Broken(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl std::fmt::Debug for Talk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Talk").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl<'a> Talk<'a> {
    /// Talks through `input` and `output`, each of which may be a terminal.
    pub fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write, input_is_terminal: bool, output_is_terminal: bool) -> Self {
        Self { input, output, repeat: !input_is_terminal, columns: output_is_terminal.then_some(80), in_block: false, show_typing: None }
    }

    /// Uses `show_typing` to tell the terminal whether to show what is typed.
    #[must_use]
    pub fn with_typing_shown_by(self, show_typing: Option<&'a dyn Fn(bool)>) -> Self {
        Self { show_typing, ..self }
    }

    /// Tells whether what is typed in private stays on the screen, because the terminal itself shows it.
    pub(super) fn shows_typing(&self) -> bool {
        !self.repeat && self.show_typing.is_none()
    }

    /// Prints a line.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), Stop> {
        self.in_block = true;
        match self.columns {
            None => writeln!(self.output, "{line}")?,
            Some(columns) => {
                for part in wrap(line, columns) {
                    writeln!(self.output, "{part}")?;
                }
            }
        }
        Ok(())
    }

    /// Prints a blank line between two blocks.
    pub(super) fn pause(&mut self) -> Result<(), Stop> {
        if std::mem::take(&mut self.in_block) {
            writeln!(self.output)?;
        }
        Ok(())
    }

    /// Asks, and returns the cleaned line that was typed, without blanks at its ends.
    pub(crate) fn ask(&mut self, prompt: &str) -> Result<String, Stop> {
        self.ask_aloud_or_not(prompt, true)
    }

    /// Asks for something that is nobody else's business: it is not repeated.
    pub(super) fn ask_in_private(&mut self, prompt: &str) -> Result<String, Stop> {
        self.ask_aloud_or_not(prompt, false)
    }

    fn ask_aloud_or_not(&mut self, prompt: &str, may_repeat: bool) -> Result<String, Stop> {
        let hidden = self.show_typing.filter(|_| !may_repeat);
        if let Some(show) = hidden {
            show(false);
        }
        let prompted = self.prompt(prompt);
        let line = prompted.and_then(|()| self.read());
        if let Some(show) = hidden {
            show(true);
        }
        if self.repeat {
            let shown = line.as_ref().ok().filter(|_| may_repeat).map_or("", String::as_str);
            writeln!(self.output, "{shown}")?;
        }
        line
    }

    fn prompt(&mut self, prompt: &str) -> Result<(), Stop> {
        self.in_block = true;
        let lines = self.columns.map_or_else(|| vec![prompt.to_owned()], |columns| wrap(prompt, columns - ROOM_TO_TYPE));
        let (last, before) = lines.split_last().map_or(("", [].as_slice()), |(last, before)| (last.as_str(), before));
        for line in before {
            writeln!(self.output, "{line}")?;
        }
        write!(self.output, "{last} ")?;
        Ok(self.output.flush()?)
    }

    fn read(&mut self) -> Result<String, Stop> {
        let mut bytes = Vec::new();
        let read = self.input.take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| Stop::NoText(format!("standard input cannot be read: {error}")))?;
        if read == 0 {
            return Err(Stop::EndOfInput);
        }
        if bytes.last() != Some(&b'\n') && u64::try_from(bytes.len()).is_ok_and(|length| length >= LONGEST_LINE) {
            return Err(Stop::NoText(format!("a line of the input is longer than {} KiB: expected short answers", LONGEST_LINE / 1024)));
        }
        Ok(clean_line(&String::from_utf8_lossy(&bytes)).trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk<T>(input: &str, columns: bool, work: impl FnOnce(&mut Talk) -> T) -> (T, String) {
        let mut output = Vec::new();
        let mut input = input.as_bytes();
        let result = work(&mut Talk::new(&mut input, &mut output, false, columns));
        (result, String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_line_from_a_pipe_is_repeated_behind_the_prompt() {
        let (line, output) = talk("  2 \r\n", false, |talk| talk.ask("Answer 1 to 4:").unwrap());
        assert_eq!((line.as_str(), output.as_str()), ("2", "Answer 1 to 4: 2\n"));
    }

    #[test]
    fn a_private_line_is_not_repeated() {
        let (line, output) = talk("2\n", false, |talk| talk.ask_in_private("Vote:").unwrap());
        assert_eq!((line.as_str(), output.as_str()), ("2", "Vote: \n"));
    }

    #[test]
    fn the_end_of_the_input_is_told_from_an_empty_line() {
        let (lines, _) = talk("\n", false, |talk| (talk.ask("?").unwrap(), talk.ask("?")));
        assert!(lines.0.is_empty() && matches!(lines.1, Err(Stop::EndOfInput)));
    }

    #[test]
    fn hidden_characters_and_broken_utf_8_are_replaced() {
        let mut input: &[u8] = b"a\x1b[31mb\xff\n";
        let mut output = Vec::new();
        let line = Talk::new(&mut input, &mut output, true, false).ask("?").unwrap();
        assert_eq!(line, "a\u{FFFD}[31mb\u{FFFD}");
    }

    #[test]
    fn a_line_without_end_is_refused_with_bounded_memory() {
        let mut input = io::BufReader::new(io::repeat(0));
        let mut output = Vec::new();
        assert!(matches!(Talk::new(&mut input, &mut output, false, false).ask("?"), Err(Stop::NoText(_))));
    }

    #[test]
    fn a_terminal_gets_lines_of_80_columns_and_one_blank_line_between_blocks() {
        let ((), output) = talk("", true, |talk| {
            talk.say(&"word ".repeat(20)).unwrap();
            talk.pause().unwrap();
            talk.pause().unwrap();
            talk.say("next").unwrap();
        });
        assert!(output.lines().all(|line| line.len() <= 80));
        assert_eq!(output.lines().count(), 4);
    }
}
