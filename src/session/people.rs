//! Lines in which people say who takes part, and who finds out what by when.
//!
//! The texts are cleaned before they get here. This module must not change a session.

use jiff::civil::Date;

use super::{FollowUp, Participant, Refusal, name};
use crate::questionnaire::Id;

/// Reads who takes part: `Ana:legal, Bo`. Nobody is fine.
///
/// # Errors
/// A role without a name, a name that is too long, or two people of one name.
pub fn parse_team(line: &str) -> Result<Vec<Participant>, Refusal> {
    let mut team: Vec<Participant> = Vec::new();
    for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, role) = part.split_once(':').map_or((part, ""), |(name, role)| (name.trim(), role.trim()));
        let participant = Participant { name: name.to_owned(), role: (!role.is_empty()).then(|| role.to_owned()) };
        super::change::rules::check_name(&participant.name, participant.role.as_deref())?;
        super::change::rules::check_distinct(team.iter().map(|other| &*other.name), name)?;
        team.push(participant);
    }
    Ok(team)
}

/// Reads a follow-up: `what, who, 2026-12-24`. The date is the last part that is one, the owner the part before it, or
/// the last part where it names one of `participants`; commas elsewhere belong to the text, which may be empty.
pub fn parse_follow_up(question: Option<Id>, line: &str, participants: &[Participant]) -> FollowUp {
    let mut parts: Vec<&str> = line.split(',').collect();
    let due = parts.last().and_then(|part| part.trim().parse::<Date>().ok());
    if due.is_some() {
        parts.pop();
    }
    let known = |name: &str| participants.iter().find(|participant| name::is_same(&participant.name, name));
    let owner = parts.last().map(|part| part.trim()).filter(|name| !name.is_empty()).and_then(|name| {
        let stranger = || (due.is_some() && parts.len() > 1).then(|| name.to_owned());
        known(name).map(|participant| participant.name.clone()).or_else(stranger)
    });
    if owner.is_some() {
        parts.pop();
    }
    FollowUp { question, what: parts.join(",").trim().to_owned(), owner, due, done: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(line: &str) -> Vec<Participant> {
        parse_team(line).unwrap()
    }

    #[test]
    fn a_team_is_names_with_roles() {
        let role = |participant: &Participant| participant.role.clone().unwrap_or_default();
        let people: Vec<_> = team(" Ana : legal,Bo,, Chi: ").iter().map(|person| (person.name.clone(), role(person))).collect();
        assert_eq!(people, [("Ana".into(), "legal".into()), ("Bo".into(), String::new()), ("Chi".into(), String::new())]);
    }

    #[test]
    fn nobody_is_a_team_too() {
        assert!(team(" ").is_empty());
    }

    #[test]
    fn a_role_needs_a_name_and_a_name_is_unique() {
        assert!(parse_team(":legal").is_err());
        assert_eq!(parse_team("Ana,ana").unwrap_err().0, "There is already somebody called Ana: add an initial");
    }

    #[test]
    fn p27_one_person_is_not_named_twice_in_a_line() {
        for line in ["Zoë,Zoe\u{308}", "Ana,ana "] {
            assert!(parse_team(line).unwrap_err().0.contains("already somebody called"), "{line:?}");
        }
        let look_alike = parse_team("Ana,Аna").unwrap_err().0;
        assert_eq!(look_alike, "Аna looks like Ana, but is written with other letters: type it anew or add an initial");
    }

    #[test]
    fn a_follow_up_names_owner_and_day_at_the_end() {
        let parse = |line| parse_follow_up(None, line, &team("Ana,Bo"));
        let all = |line| {
            let follow_up = parse(line);
            (follow_up.what, follow_up.owner.unwrap_or_default(), follow_up.due.map_or_else(String::new, |due| due.to_string()))
        };
        assert_eq!(all("ask the vendor, Dee, 2026-12-24"), ("ask the vendor".into(), "Dee".into(), "2026-12-24".into()));
        assert_eq!(all("ask, then decide, ana"), ("ask, then decide".into(), "Ana".into(), String::new()));
        assert_eq!(all("price, terms"), ("price, terms".into(), String::new(), String::new()));
        assert_eq!(all("Bo, 2026-12-24"), (String::new(), "Bo".into(), "2026-12-24".into()));
        assert_eq!(all("2026-12-24"), (String::new(), String::new(), "2026-12-24".into()));
    }
}
