//! What moved between two sessions of one decision, and what each move alone does to the old result.
//!
//! Each move is put into a copy of the old session by itself, so that one can see which of many changes turned the
//! result. The effects need not add up: two moves together can do what neither does alone. This module must not change
//! either session.

mod effect;
mod moves;
mod questionnaire;
#[cfg(test)]
mod tests;

use super::plain_text::{COLUMNS, heading, item};
use super::words::{Words, figures, kind_label};
use crate::questionnaire::Id;
use crate::scoring::{Assessment, assess};
use crate::session::Session;
use crate::text::{pad, wrap};

/// What can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveKind {
    /// A question, or another part of the questionnaire.
    Questionnaire,
    /// An answer, or a limit lifted on it.
    Answer,
    /// How much a question counts.
    Importance,
    /// The votes of the last round.
    Votes,
    /// Who takes part, which numbers count, or what was decided.
    Session,
}

/// One thing that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What kind of thing.
    pub kind: MoveKind,
    /// The question, if it is about one.
    pub question: Option<Id>,
    /// What moved from what to what, as a sentence.
    pub what: String,
    /// What that alone does to the old result. Is `None` for what has no part in it.
    pub effect: Option<String>,
}

/// The whole of two results, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// What moved: questionnaire first, then question by question.
    pub moves: Vec<Move>,
    /// The old and the new result, in a sentence each.
    pub verdicts: [String; 2],
    /// Every alternative with its old and its new value as shown: `71.1`, `-` if there is none.
    pub values: Vec<(String, [String; 2])>,
    titles: [String; 2],
}

/// Compares two sessions of one decision.
pub fn diff(old: &Session, new: &Session) -> Diff {
    let (before, after) = (assess(old), assess(new));
    let (was, is) = (Words::new(old, &before), Words::new(new, &after));
    let mut moves = questionnaire::moves(was, is);
    moves.extend(moves::moves(was, is));
    Diff {
        moves,
        verdicts: [was.verdict_sentence(), is.verdict_sentence()],
        values: values(was, is),
        titles: [was, is]
            .map(|words| format!("{} ({}, {})", words.title(), words.session.created_on(), kind_label(words.assessment.verdict.kind))),
    }
}

impl Diff {
    /// Returns the comparison as text of 78 columns.
    pub fn to_text(&self) -> String {
        let [old, new] = &self.titles;
        let mut blocks = vec![[item("Old: ", old), item("New: ", new)].join("\n"), heading("Result", "-"), self.result()];
        blocks.push(heading("What moved, and what each move alone does to the old result", "-"));
        if self.moves.is_empty() {
            blocks.push("Nothing moved.".into());
        }
        blocks.extend(self.moves.iter().map(Move::to_text));
        blocks.join("\n\n") + "\n"
    }

    fn result(&self) -> String {
        let [old, new] = &self.verdicts;
        let mut lines = if old == new { vec![item("Same: ", old)] } else { vec![item("Old: ", old), item("New: ", new)] };
        lines.push(String::new());
        lines.extend(self.values.iter().map(|(name, [old, new])| {
            let change = if old == new { "unchanged".to_owned() } else { format!("now {new:>5}") };
            format!("{} {old:>5}  {change}", pad(name, COLUMNS / 2, false))
        }));
        lines.join("\n")
    }
}

impl Move {
    fn to_text(&self) -> String {
        let effect = self.effect.iter().flat_map(|effect| wrap(effect, COLUMNS - 4)).map(|line| format!("    {line}"));
        std::iter::once(item("* ", &self.what)).chain(effect).collect::<Vec<_>>().join("\n")
    }
}

fn values(was: Words<'_>, is: Words<'_>) -> Vec<(String, [String; 2])> {
    let shown = |assessment: &Assessment, id: &Id| assessment.value(id).map_or_else(|| "-".to_owned(), figures::value);
    let old = was.questionnaire().alternatives().iter();
    let new = is.questionnaire().alternatives().iter().filter(|other| was.questionnaire().alternative(&other.id).is_none());
    old.chain(new)
        .map(|alternative| (alternative.short.clone(), [shown(was.assessment, &alternative.id), shown(is.assessment, &alternative.id)]))
        .collect()
}
