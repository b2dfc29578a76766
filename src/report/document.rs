//! A document as blocks of plain text: what a record says, apart from how a format writes it.
//!
//! Every text in here is unescaped; each format escapes it in one place. This module must not know any format.

use crate::text::one_line;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    /// Plain text.
    Plain(String),
    /// Text that stands out.
    Strong(String),
    /// The address of a source; shown as text where a format must hold no links.
    Address(String),
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Rich(pub(super) Vec<Span>);

impl Rich {
    /// Starts with text that stands out.
    pub(super) fn strong(text: impl Into<String>) -> Self {
        Self(vec![Span::Strong(text.into())])
    }

    /// Starts with a name that stands out, and what is said of it, unless that only repeats the name.
    pub(super) fn named(name: &str, says: Option<&str>) -> Self {
        let says = says.filter(|says| !repeats(name, says));
        Self::strong(name).and(says.map(|says| format!(": {says}")).unwrap_or_default())
    }

    /// The same with the colon as part of the name, on one line.
    pub(super) fn headed(name: &str, says: Option<&str>) -> Self {
        match says.filter(|says| !repeats(name, says)) {
            Some(says) => Self::strong(format!("{name}:")).and(format!(" {}", one_line(says))),
            None => Self::strong(name),
        }
    }

    /// Adds plain text.
    #[must_use]
    pub(super) fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Plain(text.into()));
        self
    }

    /// Adds text that stands out.
    #[must_use]
    pub(super) fn and_strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    /// Adds the address of a source.
    #[must_use]
    pub(super) fn and_address(mut self, url: impl Into<String>) -> Self {
        self.0.push(Span::Address(url.into()));
        self
    }
}

/// Tells whether a text says no more than the name that it follows.
pub(super) fn repeats(name: &str, says: &str) -> bool {
    let bare = |text: &str| text.trim().trim_end_matches(['.', '?', '!']).to_lowercase();
    bare(name) == bare(says)
}

impl<T: Into<String>> From<T> for Rich {
    fn from(text: T) -> Self {
        Self(vec![Span::Plain(text.into())])
    }
}

/// How a bar is filled, so that families differ without color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fill {
    /// Filled.
    Solid,
    /// Hatched.
    Hatched,
    /// Dotted.
    Dotted,
    /// Empty: ruled out.
    Outline,
}

/// What a bar shows. Lengths are in tenths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// A value of 0..1000 with the range it can still reach.
    Value {
        /// The value.
        value: i128,
        /// Least and largest value.
        range: (i128, i128),
        /// How it is filled.
        fill: Fill,
    },
    /// What pulls to the one side (positive) or the other.
    TwoSided {
        /// The pull.
        pull: i128,
        /// The largest pull of the table, either way.
        most: i128,
    },
    /// Some of a whole, such as votes.
    Share {
        /// How many.
        part: usize,
        /// Of how many.
        whole: usize,
    },
    /// A step of importance, 0..=4.
    Step(usize),
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Text.
    Text(Rich),
    /// A bar. The numbers behind it stand in the same row.
    Bar(Bar),
}

impl<T: Into<Rich>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// Its heading.
    pub(super) title: &'static str,
    /// Its cells are numbers, set to the right.
    pub(super) number: bool,
}

/// A table. The cell of `head` says what its row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// What it shows.
    pub(super) caption: String,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// The place of the column that names the row.
    pub(super) head: usize,
    /// Its rows, each with a cell for every column.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading; level 1 is the title.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Rich),
    /// A list.
    List(Vec<Rich>),
    /// A table.
    Table(Table),
}

/// Returns a column of text.
pub(super) fn text(title: &'static str) -> Column {
    Column { title, number: false }
}

/// Returns a column of numbers.
pub(super) fn number(title: &'static str) -> Column {
    Column { title, number: true }
}

/// Collects the blocks of a document; what is empty is left out.
#[derive(Debug, Default)]
pub(super) struct Document(pub(super) Vec<Block>);

impl Document {
    /// Adds a heading.
    pub(super) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.0.push(Block::Heading(level, text.into()));
    }

    /// Adds a paragraph, unless it is empty.
    pub(super) fn paragraph(&mut self, text: impl Into<Rich>) {
        let text = text.into();
        let is_blank = |span: &Span| match span {
            Span::Plain(text) | Span::Strong(text) | Span::Address(text) => text.trim().is_empty(),
        };
        if !text.0.iter().all(is_blank) {
            self.0.push(Block::Paragraph(text));
        }
    }

    /// Adds a list, unless it is empty. A list that follows a list continues it: Markdown knows no two in a row.
    pub(super) fn list<T: Into<Rich>>(&mut self, items: impl IntoIterator<Item = T>) {
        let items: Vec<Rich> = items.into_iter().map(Into::into).collect();
        match self.0.last_mut() {
            _ if items.is_empty() => {}
            Some(Block::List(before)) => before.extend(items),
            Some(Block::Heading(..) | Block::Paragraph(_) | Block::Table(_)) | None => self.0.push(Block::List(items)),
        }
    }

    /// Adds a table, unless it has no rows.
    pub(super) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.0.push(Block::Table(table));
        }
    }
}
