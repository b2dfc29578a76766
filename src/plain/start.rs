//! How a conversation begins: with a session found in the folder, or a new one.

use std::path::PathBuf;

use super::talk::{Stop, Talk};
use crate::sitting::Listing;
use crate::text::clean_line;

/// Offers the sessions found; returns the file of the chosen one, or `None` for a new one.
///
/// # Errors
/// Somebody left, or the input ended.
pub fn choose_session(talk: &mut Talk, found: &Listing) -> Result<Option<PathBuf>, Stop> {
    if found.sessions.is_empty() {
        return Ok(None);
    }
    talk.say("Found in this folder:")?;
    for (number, session) in (1..).zip(&found.sessions) {
        let counts = session.content.as_ref().map_or_else(String::new, |content| format!(", {}", content.standing));
        talk.say(&format!("{number}. {}: {}{counts}", clean_line(&session.path.to_string_lossy()), session.title()))?;
    }
    if found.more > 0 {
        talk.say(&format!("And {} more: weigh FILE goes on with one.", found.more))?;
    }
    let numbers = if found.sessions.len() == 1 { "1".to_owned() } else { format!("1 to {}", found.sessions.len()) };
    loop {
        let line = talk.ask(&format!("{numbers} to go on with it, n for a new one, q to leave:"))?;
        let chosen = line.parse::<usize>().ok().and_then(|number| found.sessions.get(number.checked_sub(1)?));
        match (line.as_str(), chosen) {
            ("n" | "new", _) => return Ok(None),
            ("q" | "quit", _) => return Err(Stop::Left),
            (_, Some(session)) => return Ok(Some(session.path.clone())),
            (_, None) => talk.say("Type one of the numbers, n or q.")?,
        }
    }
}
