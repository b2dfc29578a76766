//! `weigh questions`: the built-in questionnaire, its schema, and a pre-read.

use std::sync::Arc;

use super::source::Document;
use super::{Exit, Failure, World};
use crate::cli::{FileOrStandard, Questions};
use crate::questionnaire::{Interner, Questionnaire, format};
use crate::report::preread::preread;

pub(super) fn run(arguments: &Questions, world: &mut World) -> Result<Exit, Failure> {
    if arguments.schema {
        world.print_document(format::schema())?;
    } else if let Some(file) = &arguments.print {
        let questionnaire = asked(file.as_ref(), world)?;
        world.print_document(&preread(&questionnaire))?;
    } else {
        world.print_document(Questionnaire::built_in().source())?;
    }
    Ok(Exit::Done)
}

/// Returns the questionnaire that a file is or, of a session, holds; without a file that of new sessions.
fn asked(file: Option<&FileOrStandard>, world: &mut World) -> Result<Arc<Questionnaire>, Failure> {
    let Some(file) = file else { return world.questionnaire(None) };
    let (document, fields) = file.document(&Interner::default())?;
    world.remark_left_out(file, &fields);
    match document {
        Document::Questionnaire(questionnaire) => Ok(Arc::new(questionnaire)),
        Document::Session(session) => Ok(session.shared_questionnaire()),
        Document::Ballot(_) => Err(Failure::usage(format!("{file} is a ballot: name a questionnaire or a session"))),
    }
}
