//! `weigh diff`: what moved between two sessions of one decision, and what that did to the result.
//!
//! In place of one of the sessions there may be a questionnaire: it shows what that would change.

use std::sync::Arc;

use super::source::Document;
use super::{Exit, Failure, World};
use crate::cli::{Diff, FileOrStandard};
use crate::questionnaire::{Interner, Questionnaire};
use crate::report::diff::diff;
use crate::session::{Change, Session};

pub(super) fn run(arguments: &Diff, world: &mut World) -> Result<Exit, Failure> {
    world.expect_standard_input([&arguments.old, &arguments.new])?;
    let questionnaires = Interner::default();
    let mut read = |file: &FileOrStandard| {
        let (document, fields) = file.document(&questionnaires)?;
        world.remark_left_out(file, &fields);
        Ok::<_, Failure>(document)
    };
    let documents = (read(&arguments.old)?, read(&arguments.new)?);
    let (old, new) = match documents {
        (Document::Session(old), Document::Session(new)) => (old, new),
        (Document::Questionnaire(old), Document::Session(new)) => (new.on(Arc::new(old)), new),
        (Document::Session(old), Document::Questionnaire(new)) => (old.clone(), old.on(Arc::new(new))),
        (Document::Questionnaire(old), Document::Questionnaire(new)) => (unanswered(old, world), unanswered(new, world)),
        (Document::Ballot(_), _) | (_, Document::Ballot(_)) => {
            return Err(Failure::usage("a ballot cannot be compared: name two sessions, or a session and a questionnaire"));
        }
    };
    world.print(&diff(&old, &new).to_text())?;
    Ok(Exit::Done)
}

fn unanswered(questionnaire: Questionnaire, world: &World) -> Session {
    let now = (world.now)();
    let title = Change::Title(questionnaire.title().to_owned());
    let mut session = Session::new(Arc::new(questionnaire), now);
    // A title that a questionnaire may have is one that a session may have.
    let _ = session.apply(title, now);
    session
}
