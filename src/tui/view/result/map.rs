//! The map of a team: people by questions, one cell a vote. `<` and `>` show the people who do not fit.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::Page;
use crate::questionnaire::{Id, Question};
use crate::report::words::Words;
use crate::session::{Participant, Vote};
use crate::text;

/// The most columns of a question's label and of a name.
const WIDEST_LABEL: usize = 20;
const WIDEST_NAME: usize = 9;
/// The fewest columns of a name, and the columns between two.
const LEAST_OF_NAME: usize = 5;
const BETWEEN: usize = 1;
/// Columns of the word after a row: `dissent`.
const STANDING: usize = 8;

/// What all rows of the map have in common.
pub(super) struct Map<'a> {
    words: Words<'a>,
    /// The people in sight.
    people: &'a [Participant],
    /// How many come before them.
    first: usize,
    label: usize,
    cell: usize,
}

impl<'a> Map<'a> {
    /// Lays the map out on a page, scrolled sideways as far as the page is.
    pub(super) fn new(page: &mut Page, words: Words<'a>) -> Self {
        let people = words.session.participants();
        let labels = words.questionnaire().questions().iter().map(|question| text::width(&question.label));
        let label = labels.max().unwrap_or(0).min(WIDEST_LABEL) + 2;
        let names = people.iter().map(|person| text::width(&person.name));
        let cell = names.max().unwrap_or(0).clamp(LEAST_OF_NAME, WIDEST_NAME) + BETWEEN;
        let seen = (page.room(4 + label + STANDING) / cell).max(1);
        let first = page.sideways(people.len(), seen);
        Self {
            words,
            people: people.get(first..).unwrap_or_default().get(..seen.min(people.len() - first)).unwrap_or_default(),
            first,
            label,
            cell,
        }
    }

    /// Adds what the signs mean, and the names: they stay in sight.
    pub(super) fn head(&self, page: &mut Page) {
        let theme = page.theme;
        let glyphs = theme.glyphs();
        let signs =
            [(glyphs.agreed, "as agreed"), (glyphs.cross, "against it"), (glyphs.undecided, "nothing agreed"), (glyphs.no_vote, "no vote")];
        let signs = signs.map(|(sign, means)| vec![Span::raw(sign), Span::styled(format!(" {means}"), theme.quiet())]);
        page.entries(2, [vec![Span::styled("The digit is the answer", theme.quiet())]].into_iter().chain(signs));
        let all = self.words.session.participants().len();
        if self.people.len() < all {
            let (from, to) = (self.first + 1, self.first + self.people.len());
            page.text(2, &format!("{from} to {to} of {all} people; < and > show the others."), theme.quiet());
        }
        page.blank();
        let mut spans = vec![Span::raw(" ".repeat(4 + self.label))];
        let name = |person: &Participant| text::pad(&text::shorten(&person.name, self.cell - BETWEEN, theme.ascii), self.cell, theme.ascii);
        spans.extend(self.people.iter().map(|person| Span::styled(name(person), theme.strong())));
        page.push(Line::from(spans));
    }

    /// Adds the row of a question: each one's vote, and how the question stands.
    pub(super) fn row(&self, page: &mut Page, question: &Question, split: bool, marked: bool) {
        let theme = page.theme;
        let style = if marked { theme.strong() } else { theme.plain() };
        let label = text::pad(&question.label, self.label, theme.ascii);
        let mut spans = vec![Span::raw("    "), Span::styled(label, style)];
        let session = self.words.session;
        let agreed = session.chosen(&question.id).or_else(|| session.unanimous(&question.id));
        for person in self.people {
            let vote = session.votes(&question.id).and_then(|votes| votes.get(&person.name));
            let (cell, style) = cell(page, question, agreed, vote);
            spans.push(Span::styled(text::pad(&cell, self.cell, theme.ascii), style));
        }
        spans.extend(self.standing(page, question, agreed, split));
        page.push(Line::from(spans));
    }

    /// How the question stands, in a word.
    fn standing(&self, page: &Page, question: &Question, agreed: Option<&Id>, split: bool) -> Option<Span<'static>> {
        let dissent = self.words.session.count_dissent(&question.id) > 0;
        match (agreed, split, dissent) {
            (None, true, _) => Some(Span::styled("SPLIT", page.theme.warning())),
            (None, false, _) => Some(Span::raw("open")),
            (Some(_), _, true) => Some(Span::styled("dissent", page.theme.strong())),
            (Some(_), _, false) => None,
        }
    }
}

/// A vote: the digit of the answer, and how it stands to what is agreed.
fn cell(page: &Page, question: &Question, agreed: Option<&Id>, vote: Option<&Vote>) -> (String, Style) {
    let theme = page.theme;
    let glyphs = theme.glyphs();
    match (vote, agreed) {
        (None, _) => (glyphs.no_vote.to_owned(), theme.quiet()),
        // Not knowing is neither for nor against anything.
        (Some(Vote::Unknown), _) => ("0".to_owned(), theme.plain()),
        (Some(vote @ Vote::Choice(choice)), agreed) => {
            let (mark, style) = match agreed {
                None => (glyphs.undecided, theme.plain()),
                Some(agreed) if agreed == choice => (glyphs.agreed, theme.plain()),
                Some(_) => (glyphs.cross, theme.warning()),
            };
            (format!("{}{mark}", vote.digit(question)), style)
        }
    }
}
