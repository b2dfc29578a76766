//! The votes of a ballot, to be read back to the person who cast them.

use crate::questionnaire::{Id, Question, Questionnaire};
use crate::session::Vote;
use crate::session::ballot::Ballot;

/// Returns a line for every question: its number, what it asks, and how `ballot` answers it.
pub fn read_back(questionnaire: &Questionnaire, ballot: &Ballot) -> Vec<String> {
    let line = |(number, question): (usize, &Question)| {
        format!("{number}. {} {}", question.ask, voted(question, ballot.votes().get(&question.id)))
    };
    (1..).zip(questionnaire.questions()).map(line).collect()
}

fn voted(question: &Question, vote: Option<&Vote>) -> String {
    let place = |choice: &Id| question.choices.iter().position(|other| other.id == *choice);
    match vote {
        None => "(no vote)".to_owned(),
        Some(Vote::Unknown) => "0: I don't know yet".to_owned(),
        Some(Vote::Choice(choice)) => match place(choice).zip(question.choice(choice)) {
            Some((place, choice)) => format!("{}: {}", place + 1, choice.text),
            None => "(no vote)".to_owned(),
        },
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
