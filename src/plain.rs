//! The same session as numbered line prompts: for screen readers, pipes and scripts.
//!
//! One line of input a question, further prompts only when asked for. Nothing moves the cursor, nothing is colored;
//! blocks are separated by one blank line. What cannot be understood is asked again, never guessed. Every change goes
//! through [`Session::apply`] and is saved before anything else is said. This module must not score, and reaches files
//! only through a [`Keeper`].

mod anywhere;
mod close;
mod command;
mod keeper;
mod lists;
mod question;
mod result;
mod setup;
mod start;
mod talk;
mod vote;
mod what_if;

use jiff::Timestamp;

use crate::questionnaire::{Id, Question};
use crate::session::{Change, Session};

pub(crate) use anywhere::{blamed, brought_in};
pub use keeper::{FileKeeper, Keeper, Kept};
pub use result::print_result;
pub use start::{Start, choose_session};
pub use talk::{Stop, Talk};
pub(crate) use vote::tally;

/// A session and the conversation about it.
pub struct Plain<'a> {
    session: Session,
    keeper: &'a mut dyn Keeper,
    talk: Talk<'a>,
    now: fn() -> Timestamp,
    sitting: Sitting,
    place: Place,
    /// Where each change was made, and the session before it.
    done: Vec<(Place, Session)>,
    /// Where each undone change was made, and the session with it.
    undone: Vec<(Place, Session)>,
    /// Why the last save failed.
    not_saved: Option<String>,
    /// The result as it was shown last, to say what changed since.
    shown: Option<result::Shown>,
}

/// What a conversation is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sitting {
    /// A team decides.
    Team,
    /// One person fills in a ballot: the answers of the session are that person's votes.
    Ballot {
        /// The file of the session that the ballot is for.
        session: String,
        /// Whose ballot it is.
        name: String,
    },
}

impl Sitting {
    /// Returns the commands with which to go on, once everything is in `file`; `options` are put behind them.
    pub fn how_to_go_on(&self, file: &str, options: &str) -> Vec<String> {
        let file = quoted(file);
        match self {
            Self::Team => vec![format!("To go on: weigh run {file}{options}")],
            Self::Ballot { session, name } => vec![
                format!("To go on: weigh ballot {} --as {}{options}", quoted(session), quoted(name)),
                format!("To bring it in: weigh merge {} {file}", quoted(session)),
            ],
        }
    }
}

/// What the conversation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Setup,
    Priorities,
    /// A question, and the list or result from which it was opened.
    Question(Id, Option<Box<Place>>),
    Review,
    Result,
    Close,
}

impl std::fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plain").field("place", &self.place).finish_non_exhaustive()
    }
}

impl<'a> Plain<'a> {
    /// Prepares the conversation about `session`, which `keeper` keeps.
    pub fn new(
        session: Session,
        keeper: &'a mut dyn Keeper,
        talk: Talk<'a>,
        now: fn() -> Timestamp,
        sitting: Sitting,
        start: Start,
    ) -> Self {
        let place = match start {
            Start::Setup => Place::Setup,
            Start::GoOn => first_open(&session).map_or(Place::Review, |id| Place::Question(id, None)),
        };
        Self { session, keeper, talk, now, sitting, place, done: Vec::new(), undone: Vec::new(), not_saved: None, shown: None }
    }

    /// Talks until somebody leaves or the input ends; either way everything is saved, and it is said how to go on.
    ///
    /// # Errors
    /// The output was closed, the input is no text, or the input ended while the session could not be saved.
    pub fn run(mut self) -> Result<(), Stop> {
        let stop = match self.walk() {
            Ok(never) => match never {},
            Err(stop) => stop,
        };
        let finished = self.finish();
        match stop {
            Stop::Left | Stop::EndOfInput => finished.and_then(|()| self.part()),
            Stop::NoText(_) | Stop::NotSaved(_) | Stop::Broken(_) => Err(stop),
        }
    }

    fn walk(&mut self) -> Result<std::convert::Infallible, Stop> {
        self.greet()?;
        loop {
            self.talk.pause()?;
            let next = match self.place.clone() {
                Place::Setup => self.setup(),
                Place::Review if self.is_ballot() => self.review_ballot(),
                Place::Priorities => self.priorities(),
                Place::Question(id, from) => self.question(&id, from.as_deref()),
                Place::Review => self.review(),
                Place::Result => self.result(),
                Place::Close => self.close(),
            };
            match next {
                Ok(place) => self.place = place,
                Err(Stop::Left) => self.confirm_leaving()?,
                Err(stop) => return Err(stop),
            }
        }
    }

    fn greet(&mut self) -> Result<(), Stop> {
        self.talk.say("weigh, plain mode. One line of input a question; ? lists what you can type, q leaves.")?;
        if let Some(why) = self.keeper.read_only() {
            self.talk.say(&format!("Read-only: {why}. You can look at everything; nothing is changed."))?;
        }
        Ok(())
    }

    /// Leaves, unless something could not be saved: then another file is offered first.
    fn confirm_leaving(&mut self) -> Result<(), Stop> {
        self.finish()?;
        while let Some(why) = self.not_saved.clone() {
            self.talk.pause()?;
            self.talk.say(&format!("Not saved: {why}."))?;
            let name = self.talk.ask("Another file name to save to, Enter to go on, or q to leave without saving:")?;
            match name.as_str() {
                "" => return Ok(()),
                "q" => return Err(Stop::NotSaved(why)),
                name => match self.keeper.save_as(name, &self.session) {
                    Ok(()) => self.not_saved = None,
                    Err(why) => self.not_saved = Some(why),
                },
            }
        }
        Err(Stop::Left)
    }

    /// Forces everything to the disk; what could not be saved before is tried once more.
    fn finish(&mut self) -> Result<(), Stop> {
        let said = if self.not_saved.is_some() { self.save() } else { Ok(()) };
        if let Err(why) = self.keeper.finish() {
            self.not_saved = Some(why);
        }
        said
    }

    /// Says goodbye: where everything is, and how to go on.
    fn part(&mut self) -> Result<(), Stop> {
        self.talk.pause()?;
        if let Some(why) = self.not_saved.take() {
            return Err(Stop::NotSaved(why));
        }
        match self.keeper.file() {
            Some(_) if self.keeper.read_only().is_some() => self.talk.say("Nothing was changed."),
            Some(file) => {
                self.talk.say(&format!("Saved in {file}."))?;
                let lines = self.sitting.how_to_go_on(&file, " --plain");
                lines.iter().try_for_each(|line| self.talk.say(line))
            }
            None => self.talk.say("Nothing was written."),
        }
    }

    fn is_ballot(&self) -> bool {
        matches!(self.sitting, Sitting::Ballot { .. })
    }

    /// Makes a change and saves it; tells whether it was made. What refuses it is said.
    fn change(&mut self, change: Change) -> Result<bool, Stop> {
        if let Some(why) = self.keeper.read_only() {
            self.talk.say(&format!("Not changed: {why}."))?;
            return Ok(false);
        }
        let before = self.session.clone();
        if let Err(refusal) = self.session.apply(change, (self.now)()) {
            self.talk.say(&format!("{refusal}."))?;
            return Ok(false);
        }
        if self.session != before {
            self.done.push((self.place.clone(), before));
            self.undone.clear();
            self.save()?;
        }
        Ok(true)
    }

    fn save(&mut self) -> Result<(), Stop> {
        match self.keeper.save(&self.session) {
            Ok(kept) => {
                if self.not_saved.take().is_some() {
                    self.talk.say("Saved again: everything is in the file now.")?;
                }
                match kept {
                    Kept::There => {}
                    Kept::Elsewhere(remark) => self.talk.say(&remark)?,
                }
            }
            Err(why) => {
                if self.not_saved.as_ref() != Some(&why) {
                    self.talk.say(&format!("NOT SAVED: {why}. Everything is kept in memory, and each change tries again."))?;
                }
                self.not_saved = Some(why);
            }
        }
        Ok(())
    }

    /// Goes one change back, or forward again, to the place where it was made.
    fn step_in_history(&mut self, back: bool) -> Result<Option<Place>, Stop> {
        let (from, onto) = if back { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let Some((place, session)) = from.pop() else {
            self.talk.say(if back { "There is nothing to undo." } else { "There is nothing to redo." })?;
            return Ok(None);
        };
        let seen = self.session.result_seen();
        onto.push((place.clone(), std::mem::replace(&mut self.session, session)));
        // That the result was seen cannot be undone.
        if let Some(seen) = seen {
            drop(self.session.apply(Change::SeeResult, seen));
        }
        self.save()?;
        self.talk.say(if back { "Undone." } else { "Redone." })?;
        Ok(Some(place))
    }

    /// Returns the question after (`1`) or before (`-1`) this one that the walk asks.
    fn neighbor(&self, id: &Id, forward: bool) -> Option<Id> {
        let asked = asked(&self.session);
        let place = asked.iter().position(|question| question.id == *id);
        let Some(place) = place else { return asked.first().map(|question| question.id.clone()) };
        let other = if forward { place.checked_add(1) } else { place.checked_sub(1) };
        other.and_then(|other| asked.get(other)).map(|question| question.id.clone())
    }

    fn numbered_question(&self, number: usize) -> Option<Id> {
        let questions = self.session.questionnaire().questions();
        number.checked_sub(1).and_then(|place| questions.get(place)).map(|question| question.id.clone())
    }
}

/// Returns the questions that the walk asks, in its order.
fn asked(session: &Session) -> Vec<&Question> {
    session.questionnaire().questions().iter().filter(|question| session.is_asked(question)).collect()
}

fn first_open(session: &Session) -> Option<Id> {
    asked(session).into_iter().find(|question| session.is_open(&question.id)).map(|question| question.id.clone())
}

/// Returns a file name as it can be typed into a shell.
pub(crate) fn quoted(name: &str) -> String {
    let simple = |character: char| character.is_ascii_alphanumeric() || "-_./".contains(character);
    if !name.is_empty() && name.chars().all(simple) { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

/// Returns a text that ends like a sentence.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '?', '!', ':', '…']) { text.to_owned() } else { format!("{text}.") }
}
