//! Lines in which people say who takes part, and who finds out what by when.
//!
//! The texts are cleaned before they get here. This module must not change a session.

use jiff::civil::Date;

use super::{FollowUp, Participant, Refusal, name, read_day};
use crate::questionnaire::Id;

/// Reads who takes part: `Ana:legal, Bo`. An empty line names nobody.
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

/// Returns the line that [`parse_team`] reads: `Ana: legal, Bo`.
pub fn team_line(team: &[Participant]) -> String {
    let one = |person: &Participant| match &person.role {
        Some(role) => format!("{}: {role}", person.name),
        None => person.name.clone(),
    };
    team.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Reads a follow-up: `what, who, friday`. The day is the last part that is one, the owner the part before it, or the last
/// part if that names one of `participants`; commas elsewhere belong to the text, which may be empty.
///
/// # Errors
/// The text after a participant is not a day.
pub fn parse_follow_up(question: Option<Id>, line: &str, participants: &[Participant], today: Date) -> Result<FollowUp, Refusal> {
    let mut parts: Vec<&str> = line.split(',').map(str::trim).collect();
    let known = |name: &str| participants.iter().find(|participant| name::is_same(&participant.name, name));
    let last = parts.last().copied().unwrap_or_default();
    let due = if known(last).is_some() || last.is_empty() { Ok(None) } else { read_day(last, today).map(Some) };
    let follows_a_name = parts.iter().rev().nth(1).is_some_and(|name| known(name).is_some());
    let due = due.or_else(|refusal| if follows_a_name { Err(refusal) } else { Ok(None) })?;
    if due.is_some() {
        parts.pop();
    }
    let owner = parts.last().filter(|name| !name.is_empty()).and_then(|name| {
        let stranger = || (due.is_some() && parts.len() > 1).then(|| (*name).to_owned());
        known(name).map(|participant| participant.name.clone()).or_else(stranger)
    });
    if owner.is_some() {
        parts.pop();
    }
    Ok(FollowUp { question, what: parts.join(", ").trim().to_owned(), owner, due, done: false })
}

/// Who finds something out, as read from a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhoAndWhen {
    /// What to do, if the line says more than who and when.
    pub what: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// Why the last part of the line was not taken.
    pub trouble: Option<Refusal>,
}

/// Reads who finds something out, and by when: `Bo`, `Bo, friday`, `Bo by friday`, `friday`, `ask legal, Bo, friday`.
pub fn parse_who_and_when(line: &str, participants: &[Participant], today: Date) -> WhoAndWhen {
    let parts: Vec<&str> = line.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some((last, before)) = parts.split_last() else { return WhoAndWhen::default() };
    let is_known = |name: &str| participants.iter().any(|participant| name::is_same(&participant.name, name));
    let who = |parts: &[&str]| {
        let (owner, what) = parts.split_last()?;
        Some(((*owner).to_owned(), (!what.is_empty()).then(|| what.join(", "))))
    };
    let owner_of = |parts: &[&str], due, trouble| {
        let (owner, what) = who(parts).unzip();
        WhoAndWhen { what: what.flatten(), owner, due, trouble }
    };
    if is_known(last) {
        return owner_of(&parts, None, None);
    }
    match (read_day(last, today), before) {
        (Ok(day), before) => owner_of(before, Some(day), None),
        (Err(_), []) => match last.rsplit_once(" by ").and_then(|(name, day)| Some((name, read_day(day, today).ok()?))) {
            Some((name, day)) => owner_of(&[name.trim()], Some(day), None),
            None => owner_of(&parts, None, None),
        },
        (Err(trouble), before) => owner_of(before, None, Some(trouble)),
    }
}

/// Returns the participant whose name begins with what is `typed` and is longer, in their order.
pub fn name_begun<'p>(typed: &str, participants: &'p [Participant]) -> Option<&'p str> {
    let typed = name::folded(typed.trim_start());
    let begins = |name: &&str| !typed.is_empty() && name::folded(name).strip_prefix(typed.as_str()).is_some_and(|rest| !rest.is_empty());
    participants.iter().map(|participant| participant.name.as_str()).find(begins)
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
        assert_eq!(parse_team("Ana,ana").unwrap_err().to_string(), "There is already somebody called Ana: add an initial");
    }

    #[test]
    fn p27_one_person_is_not_named_twice_in_a_line() {
        for line in ["Zoë,Zoe\u{308}", "Ana,ana "] {
            assert!(matches!(parse_team(line), Err(Refusal::NameTaken(_))), "{line:?}");
        }
        let look_alike = parse_team("Ana,Аna").unwrap_err().to_string();
        assert_eq!(look_alike, "Аna looks like Ana, but is written with other letters: type it again or add an initial");
    }

    /// A Monday.
    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn said(what: Option<String>, owner: Option<String>, due: Option<Date>) -> String {
        [what.unwrap_or_default(), owner.unwrap_or_default(), due.map_or_else(String::new, |due| due.to_string())].join(" / ")
    }

    #[test]
    fn a_follow_up_names_owner_and_day_at_the_end() {
        for (line, expected) in [
            ("ask the vendor, Dee, 2026-12-24", "ask the vendor / Dee / 2026-12-24"),
            ("ask the vendor, Dee, friday", "ask the vendor / Dee / 2026-11-27"),
            ("ask, then decide, ana", "ask, then decide / Ana / "),
            ("price, terms", "price, terms /  / "),
            ("Bo, 12 dec", " / Bo / 2026-12-12"),
            ("2026-12-24", " /  / 2026-12-24"),
            ("ask", "ask /  / "),
            ("", " /  / "),
        ] {
            let follow_up = parse_follow_up(None, line, &team("Ana,Bo"), TODAY).unwrap();
            assert_eq!(said(Some(follow_up.what), follow_up.owner, follow_up.due), expected, "{line}");
        }
        let refusal = parse_follow_up(None, "ask, Bo, frday", &team("Ana,Bo"), TODAY).unwrap_err();
        assert!(refusal.to_string().starts_with("\"frday\" is no date"), "{refusal}");
    }

    #[test]
    fn who_finds_out_and_by_when_is_one_line() {
        for (line, expected) in [
            ("", " /  / "),
            ("Bo", " / Bo / "),
            ("the vendor", " / the vendor / "),
            ("Bo, friday", " / Bo / 2026-11-27"),
            ("the vendor, in 2 weeks", " / the vendor / 2026-12-07"),
            ("Bo by next friday", " / Bo / 2026-12-04"),
            ("friday", " /  / 2026-11-27"),
            (", friday", " /  / 2026-11-27"),
            ("Bo,", " / Bo / "),
            ("ask legal, Bo", "ask legal / Bo / "),
            ("ask legal, they know, Bo, friday", "ask legal, they know / Bo / 2026-11-27"),
        ] {
            let WhoAndWhen { what, owner, due, trouble } = parse_who_and_when(line, &team("Ana,Bo"), TODAY);
            assert_eq!((said(what, owner, due).as_str(), trouble), (expected, None), "{line}");
        }
        let read = parse_who_and_when("Bo, frday", &team("Ana,Bo"), TODAY);
        assert!(read.owner.as_deref() == Some("Bo") && read.trouble == Some(Refusal::NoDay("frday".to_owned())));
    }

    #[test]
    fn somebody_called_like_a_month_is_a_person() {
        assert_eq!(parse_who_and_when("May", &team("May,Bo"), TODAY).owner.as_deref(), Some("May"));
        assert_eq!(parse_follow_up(None, "ask, May", &team("May,Bo"), TODAY).unwrap().owner.as_deref(), Some("May"));
    }

    #[test]
    fn a_name_that_was_begun_is_completed() {
        let team = team("Ana,Bo,Robert,Roberta");
        let completed = |typed| name_begun(typed, &team).unwrap_or("");
        assert_eq!(
            [completed("ro"), completed(" A"), completed("robert"), completed("Bo"), completed("")],
            ["Robert", "Ana", "Roberta", "", ""]
        );
    }
}
