//! What stands dim after a text that is being typed: the rest of a name, the day that was read.

use super::{Form, Holds, Model};
use crate::report::words::numbers::given;
use crate::session::{name_begun, parse_who_and_when, read_day, read_figure};

/// What stands dim after a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The rest of a participant's name, which Tab or right at the end takes.
    Name {
        /// The letters that are missing.
        rest: String,
        /// The whole text with the name.
        whole: String,
    },
    /// What the text means: a day, a number.
    Meaning(String),
}

impl Hint {
    /// Returns what is shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Name { rest, .. } => rest.clone(),
            Self::Meaning(meaning) => format!("  = {meaning}"),
        }
    }
}

impl Model {
    /// Returns what stands after the text of the field that is being edited, if anything does.
    pub fn hint(&self, form: &Form) -> Option<Hint> {
        let field = form.field().filter(|field| field.is_at_end())?;
        let text = field.text();
        match form.holds(form.active) {
            Holds::Text => None,
            Holds::Owner => self.name(&text),
            Holds::Day => self.day(&text),
            Holds::Figure => figure(&text),
            Holds::OwnerAndDay => self.name(&text).or_else(|| {
                let due = parse_who_and_when(&text, self.session().participants(), self.sitting.today()).due?;
                is_news(&text, due).then(|| Hint::Meaning(due.to_string()))
            }),
        }
    }

    fn name(&self, text: &str) -> Option<Hint> {
        let (head, typed) = text.rfind(',').map_or(("", text), |at| text.split_at(at + 1));
        let name = name_begun(typed, self.session().participants())?;
        let typed = typed.trim_start();
        let rest: String = name.chars().skip(typed.chars().count()).collect();
        let gap = if head.is_empty() { "" } else { " " };
        (!rest.is_empty()).then(|| Hint::Name { rest, whole: format!("{head}{gap}{name}") })
    }

    fn day(&self, text: &str) -> Option<Hint> {
        read_day(text, self.sitting.today()).ok().filter(|day| is_news(text, *day)).map(|day| Hint::Meaning(day.to_string()))
    }
}

/// Says how a number was read that was typed in another way than it is shown.
fn figure(text: &str) -> Option<Hint> {
    let shown = given(read_figure(text).ok()?);
    (shown != text.trim()).then_some(Hint::Meaning(shown))
}

/// Tells whether the text says the day in another way than it is stored.
fn is_news(text: &str, day: jiff::civil::Date) -> bool {
    !text.trim_end().ends_with(&day.to_string())
}
