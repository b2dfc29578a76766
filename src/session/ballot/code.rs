//! A ballot as a short code: readable aloud, checkable by eye, writable by hand.
//!
//! One character a question, in the questionnaire's order (`1` to `9` the choice, `0` don't know, `-` nothing), then
//! four check characters, in groups of five: `23104 12532 11203 4142 7K3F`. The check is a part of a CRC-32 over
//! questionnaire, name and votes. Another vote or two swapped neighbors always change it (a test goes through all of
//! them); of all other wrong codes of the right length one in 2^20 is taken for a right one. This module must not ask
//! anybody.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::Ballot;
use crate::questionnaire::{Question, Questionnaire};
use crate::session::name::folded;
use crate::session::{Refusal, Session, Vote};

/// The most questions of a questionnaire with codes: a longer code is not read aloud without a slip.
pub const MOST_CODED_QUESTIONS: usize = 40;
/// The most choices of a question with codes: one digit each.
const MOST_CODED_CHOICES: usize = 9;
/// Characters between two spaces.
const GROUP: usize = 5;
/// Crockford's base 32: without I, L, O and U.
pub(crate) const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Check characters after the votes, of 5 bits each.
const CHECKS: usize = 4;

/// A code that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// The votes it stands for.
    pub ballot: Ballot,
    /// It carried check characters, and they fit. Without them it must be read back to the person.
    pub is_checked: bool,
}

/// Why a code cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFault {
    /// The name cannot be one.
    Name(Refusal),
    /// The questionnaire has too many questions or choices.
    NoCodes,
    /// The code has another length.
    Length {
        /// Characters without spaces and hyphens between groups.
        found: usize,
        /// Questions.
        questions: usize,
    },
    /// A character that no code has.
    Character(char),
    /// The check characters do not fit.
    Check {
        /// Whose code it was said to be.
        name: String,
    },
    /// A question has no such choice.
    Choice {
        /// The number of the question, from 1.
        question: usize,
        /// What was found.
        found: char,
        /// How many choices it has.
        choices: usize,
    },
}

impl fmt::Display for CodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(refusal) => refusal.fmt(f),
            Self::NoCodes => write!(
                f,
                "codes need at most {MOST_CODED_QUESTIONS} questions of at most {MOST_CODED_CHOICES} choices, which this questionnaire exceeds: ask for the ballot file"
            ),
            Self::Length { found, questions } => write!(
                f,
                "the code has {found} characters, expected {questions} (one a question) and {CHECKS} check characters: ask for it again"
            ),
            Self::Character(found) => write!(
                f,
                "the code holds '{found}', expected a digit or - for each question and {CHECKS} check characters (no U): ask for it again"
            ),
            Self::Check { name } => write!(
                f,
                "the check characters do not fit {name}: there may be a slip in the code, or it is from another edition of the questions or under another name; ask for it again, or for the ballot file"
            ),
            Self::Choice { question, found, choices } => {
                write!(f, "question {question} has choices 1 to {choices}, but the code has '{found}' there: ask for it again")
            }
        }
    }
}

impl std::error::Error for CodeFault {}

/// Tells whether votes on `questionnaire` fit into a code.
pub fn has_codes(questionnaire: &Questionnaire) -> bool {
    let questions = questionnaire.questions();
    questions.len() <= MOST_CODED_QUESTIONS && questions.iter().all(|question| question.choices.len() <= MOST_CODED_CHOICES)
}

impl Ballot {
    /// Returns the votes as a code; Is `None` if `questionnaire` has no codes or is not the ballot's own.
    pub fn code(&self, questionnaire: &Questionnaire) -> Option<String> {
        if !has_codes(questionnaire) || !self.answers(questionnaire) {
            return None;
        }
        let votes: String = questionnaire.questions().iter().map(|question| character(question, self.votes.get(&question.id))).collect();
        Some(format!("{} {}", grouped(&votes), check(questionnaire, &self.name, &votes)))
    }

    /// Reads the code of somebody called `name` who voted on the questionnaire of `session`.
    ///
    /// Spaces, hyphens between groups and case do not matter; O is read as 0, I and L as 1. How the name was written
    /// where the code was made does not matter either.
    ///
    /// # Errors
    /// What is wrong with the name or the code.
    pub fn from_code(session: &Session, name: &str, code: &str) -> Result<Coded, CodeFault> {
        let questionnaire = session.questionnaire();
        if !has_codes(questionnaire) {
            return Err(CodeFault::NoCodes);
        }
        let ballot = Self::new(session, name, None).map_err(CodeFault::Name)?;
        let questions = questionnaire.questions();
        let Parts { votes, check: found } = Parts::read(code, questions.len(), &ballot.name)?;
        let known = session.participant(name).map(|known| known.name.clone());
        let spellings = [Some(name.to_owned()), known, Some(folded(name))];
        let fits = |found: &String| spellings.iter().flatten().any(|spelling| *found == check(questionnaire, spelling, &votes));
        if found.as_ref().is_some_and(|found| !fits(found)) {
            return Err(CodeFault::Check { name: ballot.name });
        }
        let mut coded = Coded { ballot, is_checked: found.is_some() };
        for (number, (question, found)) in (1..).zip(questions.iter().zip(votes.chars())) {
            if let Some(vote) = vote(question, found, number)? {
                coded.ballot.votes.insert(question.id.clone(), vote);
            }
        }
        Ok(coded)
    }
}

/// What stands in a code: the votes, one character each, and the check characters if there are any.
struct Parts {
    votes: String,
    check: Option<String>,
}

impl Parts {
    fn read(code: &str, questions: usize, name: &str) -> Result<Self, CodeFault> {
        let written: Vec<char> = code.chars().filter(|character| !character.is_whitespace()).flat_map(read_crockford).collect();
        if let Some(strange) = written.iter().find(|character| **character != '-' && !is_digit(**character)) {
            return Err(CodeFault::Character(*strange));
        }
        let readings = [(questions + CHECKS, true), (questions, false)];
        let reading = readings.into_iter().find_map(|(length, is_checked)| {
            let kept = without_hyphens(&written, questions, length)?;
            let (votes, check) = kept.split_at_checked(questions)?;
            let is_code = votes.iter().all(|vote| matches!(vote, '-' | '0'..='9')) && !check.contains(&'-');
            is_code.then(|| Self { votes: votes.iter().collect(), check: is_checked.then(|| check.iter().collect()) })
        });
        reading.ok_or_else(|| match written.iter().find(|character| character.is_ascii_alphabetic()) {
            _ if written.len() == questions + CHECKS => CodeFault::Check { name: name.to_owned() },
            Some(letter) if written.len() == questions => CodeFault::Character(*letter),
            Some(_) | None => CodeFault::Length { found: written.len(), questions },
        })
    }
}

/// Reads a character of a code as people write it; chats make dashes of hyphens.
pub(crate) fn read_crockford(character: char) -> impl Iterator<Item = char> {
    let (read, times) = match character.to_ascii_uppercase() {
        'O' => ('0', 1),
        'I' | 'L' => ('1', 1),
        '\u{2010}'..='\u{2013}' | '\u{2212}' => ('-', 1),
        // Two hyphens in a row, as phones and word processors replace them.
        '\u{2014}' => ('-', 2),
        other => (other, 1),
    };
    std::iter::repeat_n(read, times)
}

/// Returns the `length` characters that count: all of them, or all but hyphens between the groups. They stand in every
/// gap, or only before the check characters. After a `-`, a hyphen there is a slip.
fn without_hyphens(written: &[char], questions: usize, length: usize) -> Option<Vec<char>> {
    let before_check = (length > questions).then_some(questions);
    let gaps: Vec<usize> = (1..questions.div_ceil(GROUP)).map(|group| group * GROUP).chain(before_check).collect();
    match written.len().checked_sub(length)? {
        0 => Some(written.to_vec()),
        1 => without(written, &[before_check?]).filter(|kept| kept.get(questions - 1) != Some(&'-')),
        extra if extra == gaps.len() => without(written, &gaps),
        _ => None,
    }
}

/// Leaves out the hyphens before the `gaps`, places among the characters that are kept.
fn without(written: &[char], gaps: &[usize]) -> Option<Vec<char>> {
    let mut kept = Vec::with_capacity(written.len());
    let mut characters = written.iter().copied();
    while let Some(mut character) = characters.next() {
        if gaps.contains(&kept.len()) {
            if character != '-' {
                return None;
            }
            character = characters.next()?;
        }
        kept.push(character);
    }
    Some(kept)
}

fn is_digit(character: char) -> bool {
    u8::try_from(character).is_ok_and(|byte| CROCKFORD.contains(&byte))
}

fn character(question: &Question, vote: Option<&Vote>) -> char {
    match vote {
        None => '-',
        Some(vote) => u32::try_from(vote.digit(question)).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('-'),
    }
}

fn vote(question: &Question, found: char, number: usize) -> Result<Option<Vote>, CodeFault> {
    match found.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) {
        None => Ok(None),
        Some(0) => Ok(Some(Vote::Unknown)),
        Some(place) => match question.choices.get(place - 1) {
            Some(choice) => Ok(Some(Vote::Choice(choice.id.clone()))),
            None => Err(CodeFault::Choice { question: number, found, choices: question.choices.len() }),
        },
    }
}

fn grouped(votes: &str) -> String {
    let characters: Vec<char> = votes.chars().collect();
    characters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Returns the check characters of `votes`: the CRC-32 of what they belong to, modulo 2^20.
fn check(questionnaire: &Questionnaire, name: &str, votes: &str) -> String {
    let name = name.nfc().collect::<String>().trim().to_lowercase();
    let text = format!("{}\n{}\n{name}\n{votes}", questionnaire.id(), questionnaire.sha256());
    let crc = crc32fast::hash(text.as_bytes());
    let digit = |place: u32| CROCKFORD.get((crc >> (5 * place)) as usize % CROCKFORD.len()).copied().map_or('0', char::from);
    [3, 2, 1, 0].map(digit).into_iter().collect()
}

#[cfg(test)]
mod tests;
