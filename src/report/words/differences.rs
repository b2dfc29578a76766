//! Who chose what, and on which questions the votes differ.

use super::{count, hear_first, join, sides_of, turnout, turnout_in_short};
use crate::questionnaire::Question;
use crate::scoring::{TeamQuestion, assess};
use crate::session::{Session, Votes};

/// Says on how many questions everybody agrees, and who chose what on the others: first those to talk about.
///
/// If only some have voted, and alike, that is no agreement of all.
pub fn who_differs(session: &Session) -> Vec<String> {
    let assessment = assess(session);
    let voted = &assessment.team.questions;
    let (differ, same): (Vec<&TeamQuestion>, Vec<_>) = voted.iter().partition(|question| question.votes.len() > 1);
    let (agreed, incomplete): (Vec<&TeamQuestion>, Vec<_>) =
        same.iter().partition(|question| session.unanimous(&question.question).is_some());
    let (talk, small): (Vec<&TeamQuestion>, Vec<_>) = differ.iter().partition(|question| question.split);
    let to_talk = match talk.len() {
        0 => "; nothing to talk about moves the result.".to_owned(),
        1 => ", talk about this 1:".to_owned(),
        number => format!(", talk about these {number}:"),
    };
    let mut lines = vec![format!("{} of {} agreed{to_talk}", agreed.len(), voted.len())];
    for question in &talk {
        lines.extend(votes(session, question));
        lines.extend(hear_first(question).map(|first| format!("  {first}")));
    }
    if !small.is_empty() {
        let what = count(small.len(), "question", "questions");
        lines.push(format!("On {what} more the votes differ, but move the result by less than 3 points:"));
    }
    lines.extend(small.iter().flat_map(|question| votes(session, question)));
    let named = |question: &&TeamQuestion| {
        let turnout = turnout_in_short(session, &question.question).unwrap_or_default();
        format!("{} ({turnout})", session.questionnaire().label(&question.question))
    };
    if !incomplete.is_empty() {
        lines.push(format!("Nobody differs, but not everybody has answered: {}.", join(incomplete.iter().map(named))));
    }
    lines
}

fn votes(session: &Session, question: &TeamQuestion) -> Vec<String> {
    let asked = session.questionnaire().question(&question.question);
    let Some((asked, votes)) = asked.zip(session.votes(&question.question)) else { return Vec::new() };
    let lines = tally(session, asked, votes).into_iter().map(|line| format!("  {line}"));
    let turnout = turnout(session, &asked.id).unwrap_or_default();
    std::iter::once(format!("{}: {} ({turnout})", asked.label, asked.ask)).chain(lines).collect()
}

/// Returns a line for each choice that has votes, with who chose it, in participants' order.
pub fn tally(session: &Session, question: &Question, votes: &Votes) -> Vec<String> {
    let sides = sides_of(session, question, votes).into_iter();
    sides.map(|side| format!("{}. {}: {}", side.vote.digit(question), side.text, side.names.join(", "))).collect()
}
