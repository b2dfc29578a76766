//! The numbers of worksheets: which worksheet belongs to a question, and what is typed into it.

use std::rc::Rc;

use super::{NotDone, Sitting};
use crate::questionnaire::Id;
use crate::questionnaire::worksheet::{Range, Worksheet};
use crate::report::words::pointer;
use crate::session::{Change, read_figure};

/// What the worksheets of a question say.
#[derive(Debug)]
pub(super) struct Numbers {
    revision: u64,
    question: Id,
    lines: Rc<Vec<String>>,
}

impl Sitting {
    /// Returns the worksheets that can be opened on a question: all of its own; in a ballot, those that the team has filled
    /// in.
    pub fn worksheets(&self, question: &Id) -> impl Iterator<Item = &Worksheet> {
        let all = self.session.questionnaire().worksheets().iter().filter(|worksheet| worksheet.questions.contains(question));
        all.filter(|worksheet| !self.is_ballot() || self.session.is_filled_in(&worksheet.id))
    }

    /// Returns a line for each worksheet that can be opened on a question: its title, and what it points to if it is filled
    /// in; computed when first asked for after a change.
    pub fn numbers(&self, question: &Id) -> Rc<Vec<String>> {
        let mut known = self.numbers.borrow_mut();
        match &*known {
            Some(numbers) if numbers.revision == self.revision && numbers.question == *question => Rc::clone(&numbers.lines),
            Some(_) | None => {
                let lines = Rc::new(self.worksheets(question).map(|worksheet| self.line(worksheet, question)).collect());
                *known = Some(Numbers { revision: self.revision, question: question.clone(), lines: Rc::clone(&lines) });
                lines
            }
        }
    }

    fn line(&self, worksheet: &Worksheet, question: &Id) -> String {
        let results = self.session.is_filled_in(&worksheet.id).then(|| self.session.results(worksheet));
        let pointer = results.and_then(|results| pointer(self.session.questionnaire(), &results, question));
        pointer.map_or_else(|| worksheet.title.clone(), |pointer| format!("{} {pointer}", worksheet.title))
    }

    /// Sets an input to what was typed, joining the last step if that was the same; without a text, the questionnaire's
    /// own number counts again.
    ///
    /// # Errors
    /// The text is no number or range, nothing may be changed, or there are too many ranges already.
    pub fn set_figure(&mut self, worksheet: &Id, input: &str, typed: &str) -> Result<(), NotDone> {
        let to = match typed.trim() {
            "" => None,
            typed => Some(read_figure(typed)?),
        };
        self.put_figure(worksheet, input, to)
    }

    /// Lets the questionnaire's own number count again, as a step of its own.
    ///
    /// # Errors
    /// Nothing may be changed, or there are too many ranges already.
    pub fn reset_figure(&mut self, worksheet: &Id, input: &str) -> Result<(), NotDone> {
        self.end_step();
        self.put_figure(worksheet, input, None)
    }

    /// Tells whether worksheets can be filled in here.
    ///
    /// # Errors
    /// One person fills in a ballot, or nothing may be changed.
    pub fn may_fill_in(&self) -> Result<(), NotDone> {
        if self.is_ballot() {
            return Err(NotDone::NoWorksheets);
        }
        self.check_editable()
    }

    fn put_figure(&mut self, worksheet: &Id, input: &str, to: Option<Range>) -> Result<(), NotDone> {
        self.may_fill_in()?;
        let known = self.session.questionnaire().worksheet(worksheet).and_then(|worksheet| worksheet.input(input));
        let label = known.map_or_else(String::new, |(_, input)| format!("number for {}", input.label));
        self.amend(&label, Change::Figure { worksheet: worksheet.clone(), input: input.to_owned(), to })
    }
}
