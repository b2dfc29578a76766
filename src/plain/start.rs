//! How the conversation begins: a session found in the folder, or a new one.

use super::talk::{Stop, Talk};

/// Where a conversation begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// With the setup: the session is new.
    Setup,
    /// With the first open question, else with the review.
    GoOn,
}

/// Offers the sessions found, each a file with its title; returns the place of the chosen one, or nothing for a new one.
///
/// # Errors
/// Somebody left, or the input ended.
pub fn choose_session(talk: &mut Talk, found: &[(String, String)]) -> Result<Option<usize>, Stop> {
    if found.is_empty() {
        return Ok(None);
    }
    talk.say("Found in this folder:")?;
    for (number, (file, title)) in (1..).zip(found) {
        talk.say(&format!("{number}. {file}: {title}"))?;
    }
    loop {
        let numbers = if found.len() == 1 { "1".to_owned() } else { format!("1 to {}", found.len()) };
        let line = talk.ask(&format!("{numbers} to go on with it, n for a new one, q to leave:"))?;
        match (line.as_str(), line.parse::<usize>()) {
            ("n" | "new", _) => return Ok(None),
            ("q" | "quit", _) => return Err(Stop::Left),
            (_, Ok(number @ 1..)) if number <= found.len() => return Ok(Some(number - 1)),
            _ => talk.say("Type one of the numbers, n or q.")?,
        }
    }
}
