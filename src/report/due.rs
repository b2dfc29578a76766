//! What a calendar should remind a team of: what they promised, that is follow-ups and the date to look again.
//!
//! Facts grow old, too, but nobody promised to renew them: they are counted separately. The day is given, never read
//! from a clock.

use std::fmt;

use jiff::civil::Date;

use super::words;
use crate::order::sort_by_key;
use crate::questionnaire::worksheet::{Input, Worksheet};
use crate::questionnaire::{Evidence, Questionnaire};
use crate::session::{FollowUp, Session};
use crate::text::one_line;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Since when.
    pub since: Date,
    /// What is due, as one line.
    pub what: String,
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.since, self.what)
    }
}

/// A fact that has grown old. The same fact in two files is equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaleFact {
    /// Since when.
    pub since: Date,
    source: String,
    dated: String,
    says: String,
}

impl fmt::Display for StaleFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}, dated {}: {}", self.since, self.source, self.dated, self.says)
    }
}

/// Returns what is due on `day`: follow-ups that are not done, and the date to look again; oldest first.
pub fn due(session: &Session, day: Date) -> Vec<Due> {
    let follow_ups = session.follow_ups().iter().filter_map(|one| follow_up(session, one));
    let mut found: Vec<Due> = follow_ups.chain(revisit(session)).filter(|due| due.since <= day).collect();
    sort_by_key(&mut found, |due| due.since);
    found
}

/// Returns the facts of a questionnaire that are stale on `day`, its own numbers on worksheets among them.
pub fn stale_facts(questionnaire: &Questionnaire, day: Date) -> Vec<StaleFact> {
    let facts = questionnaire.evidence().iter().filter(|fact| fact.is_stale(day)).filter_map(stale);
    let inputs = questionnaire.worksheets().iter().flat_map(|worksheet| worksheet.inputs.iter().map(move |input| (worksheet, input)));
    facts.chain(inputs.filter_map(|(worksheet, input)| stale_number(worksheet, input, day))).collect()
}

/// Returns the facts behind the answers of a session that are stale on `day`, and the questionnaire's own numbers that
/// the team left on a worksheet.
pub fn stale_facts_cited(session: &Session, day: Date) -> Vec<StaleFact> {
    let stale_now = session.questionnaire().evidence().iter().filter(|fact| fact.is_stale(day));
    let cited = stale_now.filter(|fact| !words::cited_by(session, fact).is_empty()).filter_map(stale);
    let filled_in = session.questionnaire().worksheets().iter().filter(|worksheet| session.is_filled_in(&worksheet.id));
    let left = filled_in.flat_map(|worksheet| {
        let inputs = worksheet.inputs.iter().filter(|input| session.figure_set(&worksheet.id, &input.id).is_none());
        inputs.filter_map(move |input| stale_number(worksheet, input, day))
    });
    cited.chain(left).collect()
}

fn follow_up(session: &Session, follow_up: &FollowUp) -> Option<Due> {
    let about = words::about(session.questionnaire(), follow_up);
    let what = format!("follow-up, {}: {}{about}", words::owner(follow_up), one_line(&follow_up.what));
    follow_up.due.filter(|_| !follow_up.done).map(|since| Due { since, what })
}

fn revisit(session: &Session) -> Option<Due> {
    let since = session.decision()?.revisit?;
    Some(Due { since, what: format!("look again: {} ({})", one_line(words::title(session)), words::decided(session)) })
}

fn stale(fact: &Evidence) -> Option<StaleFact> {
    let since = fact.good_until()?.tomorrow().ok()?;
    Some(StaleFact { since, source: one_line(&fact.source), dated: fact.dated.clone(), says: one_line(&fact.says) })
}

fn stale_number(worksheet: &Worksheet, input: &Input, day: Date) -> Option<StaleFact> {
    let since = input.good_until().filter(|until| day > *until)?.tomorrow().ok()?;
    let source = one_line(input.source.as_deref().unwrap_or(&worksheet.title));
    let says = one_line(&format!("{} {}", input.label, words::figure(input, input.preset)));
    Some(StaleFact { since, source, dated: input.dated.clone().unwrap_or_default(), says })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::questionnaire::worksheet::Range;
    use crate::session::{Change, sample};

    fn lines(day: &str) -> Vec<String> {
        due(&demo::session(), day.parse().expect("a date")).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn nothing_is_due_on_the_day_of_the_meeting() {
        assert_eq!(lines("2026-11-23"), Vec::<String>::new());
    }

    #[test]
    fn a_follow_up_is_due_on_its_day_and_not_once_it_is_done() {
        let due = lines("2026-12-01");
        assert_eq!(due.iter().filter(|line| line.contains("follow-up")).count(), 1, "{due:?}");
        assert!(due.iter().any(|line| line.starts_with("2026-12-01  follow-up, Chi: ")), "{due:?}");
    }

    #[test]
    fn the_decision_is_due_in_time_and_facts_are_not_among_what_is_due() {
        let due = lines("2099-06-30");
        assert!(due.iter().any(|line| line.starts_with("2027-02-15  look again: Reader for hail")), "{due:?}");
        assert!(!due.iter().any(|line| line.contains("fact")), "{due:?}");
        assert!(due.is_sorted_by_key(|line| line.split(' ').next().map(str::to_owned)));
    }

    #[test]
    fn stale_facts_are_those_that_answers_rest_on() {
        let (session, day) = (demo::session(), "2099-06-30".parse().unwrap());
        let (cited, all) = (stale_facts_cited(&session, day), stale_facts(session.questionnaire(), day));
        assert!(!cited.is_empty() && cited.iter().all(|fact| all.contains(fact)));
        assert_eq!(stale_facts_cited(&session, "2026-11-23".parse().unwrap()), Vec::new());
    }

    #[test]
    fn a_number_of_a_worksheet_is_stale_after_six_months_and_in_a_session_only_where_the_team_left_it() {
        let mut session = sample::session();
        let day = "2027-05-31".parse().expect("a date");
        let numbers =
            |found: &[StaleFact]| found.iter().map(ToString::to_string).filter(|line| line.contains("People")).collect::<Vec<_>>();
        let line = "2027-05-31  The team, dated 2026-11: People -4 to 20";
        assert_eq!(numbers(&stale_facts(session.questionnaire(), day)), [line]);
        assert_eq!(numbers(&stale_facts(session.questionnaire(), day.yesterday().expect("a date"))), [""; 0]);
        assert_eq!(numbers(&stale_facts_cited(&session, day)), [""; 0]);
        let set = |input: &str| Change::Figure { worksheet: sample::id("bill"), input: input.into(), to: Range::new(9.0, 9.0) };
        session.apply(set("price"), sample::now()).expect("a sound change");
        assert_eq!(numbers(&stale_facts_cited(&session, day)), [line]);
        session.apply(set("people"), sample::now()).expect("a sound change");
        assert_eq!(numbers(&stale_facts_cited(&session, day)), [""; 0]);
    }
}
