//! What a calendar should remind a team of: follow-ups, the date to look again, and facts that have grown old.
//!
//! The day is given, never read from a clock.

use std::fmt;

use jiff::civil::Date;

use super::words::Words;
use crate::questionnaire::{Evidence, Questionnaire};
use crate::scoring::assess;
use crate::session::{FollowUp, Session};

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

/// Returns what is due on `day`: follow-ups that are not done, the date to look again, and stale facts; oldest first.
pub fn due(session: &Session, day: Date) -> Vec<Due> {
    let assessment = assess(session);
    let words = Words::new(session, &assessment);
    let follow_ups = session.follow_ups().iter().filter_map(|one| follow_up(words, one));
    let found = follow_ups.chain(revisit(words)).filter(|due| due.since <= day);
    let mut found: Vec<Due> = found.chain(words.facts_cited().filter(|fact| fact.is_stale(day)).filter_map(stale)).collect();
    found.sort_by_key(|due| due.since);
    found
}

/// Returns the facts of a questionnaire that are stale on `day`, oldest first.
pub fn stale_facts(questionnaire: &Questionnaire, day: Date) -> Vec<Due> {
    let mut found: Vec<Due> = questionnaire.evidence().iter().filter(|fact| fact.is_stale(day)).filter_map(stale).collect();
    found.sort_by_key(|due| due.since);
    found
}

fn follow_up(words: Words<'_>, follow_up: &FollowUp) -> Option<Due> {
    let about = follow_up.question.as_ref().map(|id| format!(" (about {})", words.label(id))).unwrap_or_default();
    let owner = follow_up.owner.as_deref().unwrap_or("nobody yet");
    let what = format!("follow-up, {owner}: {}{about}", one_line(&follow_up.what));
    follow_up.due.filter(|_| !follow_up.done).map(|since| Due { since, what })
}

fn revisit(words: Words<'_>) -> Option<Due> {
    let since = words.session.decision()?.revisit?;
    Some(Due { since, what: format!("look again: {} ({})", one_line(words.title()), words.decided()) })
}

fn stale(fact: &Evidence) -> Option<Due> {
    let what = format!("stale fact {}, dated {}: {}", fact.id, fact.dated, one_line(&fact.says));
    Some(Due { since: fact.good_until()?.tomorrow().ok()?, what })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::due;
    use crate::demo;

    fn lines(day: &str) -> Vec<String> {
        due(&demo::session(), day.parse().expect("a date")).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn nothing_is_due_on_the_day_of_the_meeting() {
        assert_eq!(lines("2026-11-23"), Vec::<String>::new());
    }

    #[test]
    fn a_follow_up_is_due_on_its_day_and_not_once_it_is_done() {
        let due = lines("2026-12-02");
        assert_eq!(due.iter().filter(|line| line.contains("follow-up")).count(), 1, "{due:?}");
        assert!(due.iter().any(|line| line.starts_with("2026-12-02  follow-up, Dee: ")), "{due:?}");
    }

    #[test]
    fn the_decision_and_old_facts_are_due_in_time() {
        let due = lines("2027-06-30");
        assert!(due.iter().any(|line| line.starts_with("2027-02-15  look again: Support assistant")), "{due:?}");
        assert!(due.iter().any(|line| line.contains("stale fact ")), "{due:?}");
        assert!(due.is_sorted_by_key(|line| line.split(' ').next().map(str::to_owned)));
    }
}
