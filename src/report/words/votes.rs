//! The votes on one question: who voted, who is missing, and whether they agree.

use super::{count, join, join_some};
use crate::questionnaire::{Id, Question};
use crate::scoring::TeamQuestion;
use crate::session::{Agreement, Session, Vote, Votes};

/// How a team says that it does not know.
pub const WE_DO_NOT_KNOW: &str = "We don't know yet";
/// How one person says so.
pub const I_DO_NOT_KNOW: &str = "I don't know";

/// How many missing people are named: the rest is counted.
const MOST_NAMES: usize = 4;

/// Returns who has a vote that counts and who is missing: `3 of 4 voted; Dee is missing`. Is `None` without votes.
pub fn turnout(session: &Session, question: &Id) -> Option<String> {
    session.votes(question).filter(|votes| !votes.is_empty())?;
    let missing = session.missing(question);
    let all = session.participants().len();
    let are = if missing.len() == 1 { "is" } else { "are" };
    let voted = all.saturating_sub(missing.len());
    Some(match (all, missing.len()) {
        (1, 0) => "The only one here voted".to_owned(),
        (_, 0) => format!("All {all} voted"),
        _ => format!("{voted} of {all} voted; {} {are} missing", join_some(missing.into_iter().map(str::to_owned), MOST_NAMES)),
    })
}

/// Returns how far the votes agree, in sentences: `All 4 agree.` only if everybody voted for one choice, else who is
/// missing and what those who voted have in common. Is `None` without votes.
pub fn agreement(session: &Session, question: &Id) -> Option<String> {
    let turnout = turnout(session, question)?;
    let all = session.participants().len();
    if session.unanimous(question).is_some() {
        return Some(if all == 1 { format!("{turnout}.") } else { format!("All {all} agree.") });
    }
    let votes = session.votes(question)?;
    let in_common = match session.agreement(question) {
        Agreement::DontKnow => " Nobody who voted knows the answer.",
        Agreement::Same(_) if votes.len() == 1 => "",
        Agreement::Same(_) if votes.values().any(|vote| *vote == Vote::Unknown) => " Those who know the answer chose the same.",
        Agreement::Same(_) => " Those who voted chose the same.",
        Agreement::NoVotes | Agreement::Differ => "",
    };
    Some(format!("{turnout}.{in_common}"))
}

/// One side of a vote: what these people voted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side<'a> {
    /// What they voted for.
    pub vote: Vote,
    /// Its text, with the words for "don't know".
    pub text: &'a str,
    /// Who, in participants' order.
    pub names: Vec<&'a str>,
}

/// Returns the sides of the last round on a question, in the order of its choices, "don't know" last. Is empty without
/// votes.
pub fn sides<'a>(session: &'a Session, question: &'a Question) -> Vec<Side<'a>> {
    let Some(votes) = session.votes(&question.id) else { return Vec::new() };
    sides_of(session, question, votes)
}

/// Returns the sides of `votes`.
pub fn sides_of<'a>(session: &'a Session, question: &'a Question, votes: &Votes) -> Vec<Side<'a>> {
    let choices = question.choices.iter().map(|choice| (Vote::Choice(choice.id.clone()), choice.text.as_str()));
    let side = |(vote, text): (Vote, &'a str)| {
        let names = session.participants().iter().filter(|person| votes.get(&person.name) == Some(&vote));
        let names: Vec<&str> = names.map(|person| person.name.as_str()).collect();
        Side { vote, text, names }
    };
    choices.chain([(Vote::Unknown, WE_DO_NOT_KNOW)]).map(side).filter(|side| !side.names.is_empty()).collect()
}

/// Returns how many voted on a question: `3 of 4 voted`. Is `None` without votes.
pub fn turnout_in_short(session: &Session, question: &Id) -> Option<String> {
    session.votes(question).filter(|votes| !votes.is_empty())?;
    let all = session.participants().len();
    Some(format!("{} of {all} voted", all.saturating_sub(session.missing(question).len())))
}

/// Returns who should speak first, and then who: `Hear the ends first: Ana, then Bo.` Is `None` unless the votes are
/// split.
pub fn hear_first(team: &TeamQuestion) -> Option<String> {
    (!team.speak_first.is_empty()).then(|| format!("Hear the ends first: {}.", team.speak_first.join(", then ")))
}

/// Returns who took part: everybody who is named, and who of them has no vote if others have one. If there are only
/// votes, it names the voters first.
pub fn took_part(session: &Session, called: impl Fn(&crate::session::Participant) -> String) -> String {
    let is_answered = session.questionnaire().questions().iter().any(|question| session.answer(&question.id).is_some());
    let (voters, others): (Vec<_>, Vec<_>) = session.participants().iter().partition(|person| session.has_voted(&person.name));
    let list = |people: &[&crate::session::Participant]| people.iter().map(|person| called(person)).collect::<Vec<_>>().join(", ");
    match (is_answered || voters.is_empty(), session.participants().len()) {
        (_, 0) => "nobody named".to_owned(),
        (true, _) if voters.is_empty() || others.is_empty() => list(&session.participants().iter().collect::<Vec<_>>()),
        (true, _) => {
            let all = list(&session.participants().iter().collect::<Vec<_>>());
            format!("{all}; no vote from {}", join(others.iter().map(|person| person.name.clone())))
        }
        (false, _) if others.is_empty() => list(&voters),
        (false, _) => format!("{} (without a vote: {})", list(&voters), join(others.iter().map(|person| person.name.clone()))),
    }
}

/// Returns how the answers came about: `answered together`, and how many questions rest on votes alone.
pub fn how_answered(session: &Session) -> String {
    use crate::session::AnswerMode;
    let how = match session.mode() {
        AnswerMode::CalledOut => "by votes called out",
        AnswerMode::OnDevices => "on people's own devices",
        mode @ (AnswerMode::Together | AnswerMode::InTurns | AnswerMode::FromBallots) => mode.label(),
    };
    let asked = session.questionnaire().questions().iter().filter(|question| session.is_asked(question));
    let (answered, others): (Vec<_>, Vec<_>) = asked.partition(|question| session.answer(&question.id).is_some());
    let voted = others.iter().filter(|question| session.votes(&question.id).is_some()).count();
    match (answered.len(), voted) {
        (_, 0) => format!("answered {how}"),
        (0, _) => format!("{} voted on, none with an agreed answer", count(voted, "question", "questions")),
        _ => format!("answered {how}, {} voted on without an agreed answer", count(voted, "question", "questions")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample::{id, now, session};
    use crate::session::{Change, Participant};

    /// The votes of Ana, Bo, Chi and Dee on the first question of the sample: `m`uch, `l`ittle, `0`, `-` for nobody.
    fn voted(votes: &str) -> Session {
        let mut session = session();
        let named = |name: &str| Change::AddParticipant(Participant { name: name.to_owned(), role: None });
        let votes = votes.chars().zip(["Ana", "Bo", "Chi", "Dee"]).filter(|(vote, _)| *vote != '-');
        let cast = votes.map(|(vote, name)| {
            let vote = match vote {
                'm' => Vote::Choice(id("much")),
                'l' => Vote::Choice(id("little")),
                _ => Vote::Unknown,
            };
            Change::Vote { name: name.to_owned(), vote: Some(vote) }
        });
        let changes = [named("Chi"), named("Dee"), Change::OpenRound(id("time"))].into_iter().chain(cast).chain([Change::Reveal]);
        changes.for_each(|change| session.apply(change, now()).expect("a sound change"));
        session
    }

    #[test]
    fn only_everybody_is_all_and_who_is_missing_is_named() {
        let said = ["mmmm", "mmm-", "m---", "mmm0", "mm0-", "0---", "mlm-", "mlml"].map(|votes| agreement(&voted(votes), &id("time")));
        let said = said.map(Option::unwrap_or_default);
        assert_eq!(
            said.each_ref().map(String::as_str),
            [
                "All 4 agree.",
                "3 of 4 voted; Dee is missing. Those who voted chose the same.",
                "1 of 4 voted; Bo, Chi and Dee are missing.",
                "All 4 voted. Those who know the answer chose the same.",
                "3 of 4 voted; Dee is missing. Those who know the answer chose the same.",
                "1 of 4 voted; Bo, Chi and Dee are missing. Nobody who voted knows the answer.",
                "3 of 4 voted; Dee is missing.",
                "All 4 voted.",
            ]
        );
        assert_eq!(agreement(&session(), &id("time")), None);
    }

    #[test]
    fn one_ballot_does_not_speak_for_those_without_a_vote() {
        let alone = voted("m---");
        assert_eq!(took_part(&alone, |person| person.name.clone()), "Ana (without a vote: Bo, Chi and Dee)");
        assert_eq!(how_answered(&alone), "1 question voted on, none with an agreed answer");
        let mut agreed = alone;
        agreed.apply(Change::Answer(id("time"), crate::session::Answer::Choice(id("much"))), now()).expect("a sound change");
        assert_eq!(took_part(&agreed, |person| person.name.clone()), "Ana, Bo, Chi, Dee; no vote from Bo, Chi and Dee");
        assert_eq!(how_answered(&agreed), "answered together");
    }
}
