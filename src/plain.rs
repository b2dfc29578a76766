//! The same session as numbered line prompts: for screen readers, pipes and scripts.
//!
//! Each question takes one line of input; further prompts come only on request. Nothing moves the cursor, nothing is
//! colored; blocks are separated by one blank line. What cannot be understood is asked again, never guessed. Every
//! change goes through the [`Sitting`] and is saved before anything else is said. This module must not decide where the
//! walk leads nor what a change means, and reaches files only through a [`Keeper`].

mod alternatives;
mod anywhere;
mod ballots;
mod close;
mod command;
mod host;
mod lists;
mod question;
mod result;
mod setup;
mod start;
mod talk;
mod vote;
mod what_if;
mod worksheet;

use std::net::IpAddr;

use jiff::Timestamp;

use crate::questionnaire::Id;
use crate::session::{Change, Session};
use crate::sitting::{self, Keeper, Kind, News, Sitting};

pub use result::print_result;
pub use start::choose_session;
pub use talk::{Stop, Talk};

/// A sitting and the conversation about it.
pub struct Plain<'a> {
    sitting: Sitting,
    keeper: &'a mut dyn Keeper,
    talk: Talk<'a>,
    clock: fn() -> Timestamp,
    topic: Topic,
    /// Where a live vote is opened first, if one is.
    hosting: Option<(Option<IpAddr>, Option<String>)>,
    /// The result as it was shown last, to say what changed since.
    shown: Option<result::Shown>,
}

/// Returns the commands with which to go on once everything is in `file`, each with `options` at its end.
pub fn how_to_go_on(kind: &Kind, file: &str, options: &str) -> Vec<String> {
    let file = quoted(file);
    match kind {
        Kind::Team => vec![format!("To go on: weigh run {file}{options}")],
        Kind::Ballot { of, into, name } => vec![
            format!("To go on: weigh ballot {of} --as {}{options}", quoted(name)),
            format!("To bring it in: weigh merge {into} {file}"),
        ],
    }
}

/// What the conversation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Topic {
    Setup,
    Priorities,
    /// A question, and the list or result from which it was opened.
    Question(Id, Option<Box<Topic>>),
    Agreed,
    Review,
    Result,
    Close,
}

impl std::fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plain").field("topic", &self.topic).finish_non_exhaustive()
    }
}

impl<'a> Plain<'a> {
    /// Prepares the conversation about `session`, which `keeper` keeps.
    pub fn new(session: Session, kind: Kind, keeper: &'a mut dyn Keeper, talk: Talk<'a>, clock: fn() -> Timestamp) -> Self {
        let sitting = Sitting::new(session, kind, keeper.file());
        let topic = Topic::from(sitting.begin());
        Self { sitting, keeper, talk, clock, topic, hosting: None, shown: None }
    }

    /// Has the conversation begin with a live vote, at that address and under that name if they are given.
    #[must_use]
    pub fn hosting(mut self, listen: Option<IpAddr>, name: Option<String>) -> Self {
        self.hosting = Some((listen, name));
        self
    }

    /// Talks until somebody leaves or the input ends. Either way everything is saved, and the last lines say how to go
    /// on.
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
        if let Some((listen, name)) = self.hosting.take() {
            self.host(listen, name.as_deref())?;
        }
        loop {
            self.talk.pause()?;
            self.sitting.now = (self.clock)();
            let next = match self.topic.clone() {
                Topic::Setup => self.setup(),
                Topic::Review if self.is_ballot() => self.review_ballot(),
                Topic::Agreed => self.agreed(),
                Topic::Priorities => self.priorities(),
                Topic::Question(id, from) => self.question(&id, from.as_deref()),
                Topic::Review => self.review(),
                Topic::Result => self.result(),
                Topic::Close => self.close(),
            };
            match next {
                Ok(place) => self.topic = place,
                Err(Stop::Left) => self.confirm_leaving()?,
                Err(stop) => return Err(stop),
            }
        }
    }

    fn greet(&mut self) -> Result<(), Stop> {
        self.talk.say("weigh, plain mode. One line of input a question; ? lists what you can type, q leaves.")?;
        if let Some(why) = &self.sitting.file.read_only {
            self.talk.say(&format!("Read-only: {why}. You can look at everything; nothing is changed."))?;
        }
        Ok(())
    }

    /// Leaves, unless something could not be saved: then it offers another file first.
    fn confirm_leaving(&mut self) -> Result<(), Stop> {
        self.finish()?;
        while let Some(why) = self.sitting.file.problem.clone() {
            self.talk.pause()?;
            self.talk.say(&format!("Not saved: {why}."))?;
            let name = self.talk.ask("Another file name to save to, Enter to go on, or q to leave without saving:")?;
            match name.as_str() {
                "" => return Ok(()),
                "q" => return Err(Stop::NotSaved(why)),
                name => {
                    if let Err(why) = self.sitting.save_as(self.keeper, name.as_ref()) {
                        self.sitting.file.problem = Some(why.to_string());
                    }
                }
            }
        }
        Err(Stop::Left)
    }

    /// Forces everything to the disk; what could not be saved before is tried once more.
    fn finish(&mut self) -> Result<(), Stop> {
        let news = self.sitting.finish(self.keeper);
        self.say_news(news)
    }

    /// Says goodbye: where everything is, and how to go on.
    fn part(&mut self) -> Result<(), Stop> {
        self.talk.pause()?;
        if let Some(why) = self.sitting.file.problem.take() {
            return Err(Stop::NotSaved(why));
        }
        if !self.sitting.can_edit() {
            return self.talk.say("Nothing was changed.");
        }
        if !self.keeper.exists() {
            return self.talk.say("Nothing was written.");
        }
        let file = self.keeper.file().name;
        self.talk.say(&format!("Saved in {file}."))?;
        let lines = how_to_go_on(self.sitting.kind(), &file, " --plain");
        lines.iter().try_for_each(|line| self.talk.say(line))
    }

    fn session(&self) -> &Session {
        self.sitting.session()
    }

    fn is_ballot(&self) -> bool {
        self.sitting.is_ballot()
    }

    /// Makes a change and saves it; tells whether it was made. If not, it says why.
    fn change(&mut self, label: &str, change: Change) -> Result<bool, Stop> {
        let made = self.sitting.change(label, change);
        Ok(self.keep(made)?.is_some())
    }

    /// Saves what came of a change, or says why there was none.
    fn keep<T>(&mut self, made: Result<T, impl ToString>) -> Result<Option<T>, Stop> {
        match made {
            Ok(made) => {
                self.save()?;
                Ok(Some(made))
            }
            Err(why) => {
                self.talk.say(&sentence(&why.to_string()))?;
                Ok(None)
            }
        }
    }

    fn save(&mut self) -> Result<(), Stop> {
        let news = self.sitting.save(self.keeper);
        self.say_news(news)
    }

    fn say_news(&mut self, news: News) -> Result<(), Stop> {
        match news {
            News::None => Ok(()),
            News::SavedAgain => self.talk.say("Saved again: everything is in the file now."),
            News::Meddled(said) => self.talk.say(&sentence(&said)),
            News::NotSaved(why) => self.talk.say(&format!("NOT SAVED: {why}. Everything is kept in memory, and each change tries again.")),
        }
    }

    /// Goes one step back, or forward again, to the question where it was made.
    fn step_in_history(&mut self, back: bool) -> Result<Option<Topic>, Stop> {
        let step = if back { self.sitting.undo() } else { self.sitting.redo() };
        let Some(step) = step else {
            self.talk.say(if back { "There is nothing to undo." } else { "There is nothing to redo." })?;
            return Ok(None);
        };
        self.save()?;
        self.talk.say(&format!("{}: {}.", if back { "Undone" } else { "Redone" }, step.label))?;
        let place = step.question.map_or_else(|| self.topic.clone(), |question| Topic::Question(question, None));
        Ok(Some(place))
    }

    fn numbered_question(&self, number: usize) -> Option<Id> {
        let questions = self.session().questionnaire().questions();
        number.checked_sub(1).and_then(|place| questions.get(place)).map(|question| question.id.clone())
    }
}

impl From<sitting::Waypoint> for Topic {
    fn from(stop: sitting::Waypoint) -> Self {
        match stop {
            sitting::Waypoint::Setup => Self::Setup,
            sitting::Waypoint::Question(question) => Self::Question(question, None),
            sitting::Waypoint::Agreed => Self::Agreed,
            sitting::Waypoint::Review => Self::Review,
        }
    }
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
