//! The votes of a ballot, to be read back to the person who cast them.

use crate::questionnaire::{Question, Questionnaire};
use crate::session::Vote;
use crate::session::ballot::Ballot;

/// Returns why the votes of `name` are read back, and what to do; a colon or more words follow.
pub fn read_this_to(name: &str) -> String {
    format!("{name}'s code has no check characters. Read this to {name}")
}

/// Returns the question that follows what was read back.
pub fn is_it_right(name: &str) -> String {
    format!("Does {name} say that all of this is right? y or n [n]:")
}

/// Returns a line for every question: its number, what it asks, and how `ballot` answers it.
pub fn read_back(questionnaire: &Questionnaire, ballot: &Ballot) -> Vec<String> {
    let line = |(number, question): (usize, &Question)| {
        format!("{number}. {} {}", question.ask, voted(question, ballot.votes().get(&question.id)))
    };
    (1..).zip(questionnaire.questions()).map(line).collect()
}

fn voted(question: &Question, vote: Option<&Vote>) -> String {
    let text = match vote {
        Some(Vote::Unknown) => Some("I don't know yet"),
        Some(Vote::Choice(choice)) => question.choice(choice).map(|choice| choice.text.as_str()),
        None => None,
    };
    match vote.zip(text) {
        Some((vote, text)) => format!("{}: {text}", vote.digit(question)),
        None => "(no vote)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read_back;
    use crate::session::ballot::Ballot;
    use crate::session::sample::session;

    #[test]
    fn every_question_is_read_back_with_its_vote_or_without() {
        let session = session();
        let lines = |code| read_back(session.questionnaire(), &Ballot::from_code(&session, "Ana", code).unwrap().ballot);
        assert_eq!(lines("20"), ["1. How much time is there? 2: An hour or more", "2. Who pays? 0: I don't know yet"]);
        assert_eq!(lines("-3"), ["1. How much time is there? (no vote)", "2. Who pays? 3: A guest"]);
    }
}
