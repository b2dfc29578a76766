//! Reads JSON strictly, and says for every fault where it is, what was found and what was expected.
//!
//! What a file may hold is declared by each [`Format`] as structs made of the types in [`shape`]. A sound file is read
//! once, by serde. Only if that fails, a second pass finds all faults: first of JSON syntax, then of the shape of the
//! whole file ([`mend`]), then of its meaning ([`Checker`]). This module must not know what any file means.

pub(crate) mod canonical;
pub(crate) mod check;
mod expected;
mod fault;
mod finding;
mod long;
mod mend;
mod ordered;
mod path;
mod place;
pub(crate) mod pretty;
pub(crate) mod shape;
mod sound;
mod token;

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

pub(crate) use check::Checker;
pub(crate) use finding::locate;
pub(crate) use ordered::Ordered;
pub(crate) use path::Path;
pub(crate) use shape::{Entries, Number, Object, Text, present};

use crate::problem::Problems;
use expected::Expected;

/// A kind of file, and how it is read.
pub(crate) trait Format {
    /// What the file calls itself; a questionnaire has no kind.
    const KIND: Option<&'static str>;
    /// The schema that this program knows.
    const SCHEMA: u8;
    /// Fields that a file had once, each with what to do now.
    const MOVED: &'static [(&'static str, &'static str)] = &[];
    /// The shape of the file.
    type File<'a>: Deserialize<'a>;
    /// What the file is turned into.
    type Built;

    /// Returns where the shape is kept once it has been asked for.
    fn shape() -> &'static OnceLock<Shape>;

    /// Builds the value that the file stands for, and writes down what is wrong with its meaning.
    ///
    /// Must return even if the file has faults; the result is then dropped.
    fn build(&self, file: Self::File<'_>, source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Self::Built;
}

/// The shape of a kind of file, as data.
#[derive(Debug)]
pub(crate) struct Shape {
    expected: Expected,
    moved: &'static [(&'static str, &'static str)],
}

/// Reads a whole file.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub(crate) fn parse<F: Format>(format: &F, bytes: &[u8]) -> Result<F::Built, Problems> {
    let source = Source::new(bytes)?;
    // What a newer file may hold is not known here.
    if let Some(problems) = long::too_long(source.whole).filter(|_| source.schema().is_none_or(|schema| schema <= F::SCHEMA.into())) {
        return Err(problems);
    }
    let mut check = Checker::default();
    let built = read(format, source, &Path::Root, &mut check);
    check.finish(source.whole, built)
}

/// Reads a file, or a value in another file at the path `root`; writes down what is wrong.
///
/// Is `None` if too much is wrong to build a value.
pub(crate) fn read<F: Format>(format: &F, source: Source<'_>, root: &Path<'_>, check: &mut Checker) -> Option<F::Built> {
    let problems = check.count_problems();
    let newer = || source.schema().filter(|schema| *schema > F::SCHEMA.into());
    let built = match source.read() {
        Ok(file) => Some(format.build(file, source, root, check)),
        Err(fault) => {
            if let Some(other) = fault.is_data().then(|| source.other_kind(F::KIND)).flatten() {
                check.problem(&root.field("kind"), other);
                return None;
            }
            // A newer program may write fields that this one does not know; they are left out.
            let is_strict = newer().is_none();
            source.mend(&fault, shape_of::<F>(), is_strict, root, check).and_then(|mended| {
                let mended = Source { whole: source.whole, part: &mended };
                Some(format.build(mended.read().ok()?, mended, root, check))
            })
        }
    };
    if check.count_problems() > problems
        && let Some(schema) = newer()
    {
        let known = F::SCHEMA;
        let what = format!("found {schema}: made by a newer weigh, this one knows {known}; get a newer one");
        check.problem(&root.field("schema"), what);
    }
    built
}

/// Returns the paths of the fields that are left out when a sound file of a newer schema is read, or a value at the path
/// `root` of another file.
pub(crate) fn left_out<F: Format>(source: Source<'_>, root: &Path<'_>) -> Vec<String> {
    let mut check = Checker::default();
    drop(mend::mend(source.part, source.part.len(), source.offset(), shape_of::<F>(), false, root, &mut check));
    check.into_left_out()
}

fn shape_of<F: Format>() -> &'static Shape {
    F::shape().get_or_init(|| Shape { expected: Expected::of::<Object<F::File<'_>>>(), moved: F::MOVED })
}

/// A JSON text, or a value inside one.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    whole: &'a str,
    part: &'a str,
}

/// The two fields that tell files apart; both are `None` if they are missing or the file has another shape.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Label<'a> {
    #[serde(borrow)]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    schema: Option<&'a RawValue>,
}

impl Label<'_> {
    fn kind(&self) -> Option<String> {
        let kind = self.kind.map(RawValue::get).filter(|kind| kind.len() <= token::LONGEST_TEXT)?;
        serde_json::from_str(kind).ok()
    }

    fn schema(&self) -> Option<u64> {
        self.schema?.get().parse().ok()
    }
}

impl<'a> Source<'a> {
    /// Takes the bytes of a file: UTF-8, with or without a byte order mark.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Problems> {
        let text = fault::decode(bytes)?;
        Ok(Self { whole: text, part: text })
    }

    /// Returns the source of the value of a field that was read from this one.
    pub(crate) fn part(self, field: &str, value: &'a RawValue) -> Self {
        let part = Self { whole: self.whole, part: value.get() };
        // If the value was read from a mended copy, take it from the file itself: there, its places are known.
        let original = part.offset().is_none().then(|| place::field(self.whole, field)).flatten();
        Self { part: original.unwrap_or(part.part), ..part }
    }

    /// Tells whether this is a value inside another text.
    pub(crate) fn is_part(self) -> bool {
        self.part.len() != self.whole.len()
    }

    /// Returns the text.
    pub(crate) fn text(self) -> &'a str {
        self.part
    }

    /// Reads an object; `T` says which fields it has.
    fn read<T: Deserialize<'a>>(self) -> Result<T, serde_json::Error> {
        serde_json::from_str::<Object<T>>(self.part).map(|Object(fields)| fields)
    }

    /// Returns what the file calls itself. Is `None` if it does not say so, or is not a JSON object.
    pub(crate) fn kind(self) -> Option<String> {
        self.label().kind()
    }

    /// Returns the number of the schema that the file says it follows, if it says so.
    pub(crate) fn schema(self) -> Option<u64> {
        self.label().schema()
    }

    fn label(self) -> Label<'a> {
        serde_json::from_str(self.part).unwrap_or_default()
    }

    /// Says what the file is instead of the `expected` kind, if it says so; a questionnaire has none.
    fn other_kind(self, expected: Option<&str>) -> Option<String> {
        let label = self.label();
        match (label.kind(), expected) {
            (Some(kind), Some(expected)) if kind != expected => Some(format!("found `{}`, expected `{expected}`", fault::quote(&kind))),
            (Some(kind), None) => Some(format!("found `{}`, expected a questionnaire, which has no `kind`", fault::quote(&kind))),
            (None, Some(expected)) if label.kind.is_none() && label.schema.is_some() => {
                Some(format!("missing, expected `{expected}`: this may be a questionnaire"))
            }
            (Some(_) | None, Some(_)) | (None, None) => None,
        }
    }

    /// Writes down what is wrong with syntax and shape; returns a copy without those faults. Is `None` after a fault of
    /// syntax.
    fn mend(self, fault: &serde_json::Error, shape: &Shape, is_strict: bool, root: &Path<'_>, check: &mut Checker) -> Option<String> {
        let offset = self.offset();
        let unsound = serde_json::from_str::<sound::Sound>(self.part).err();
        let broken = unsound.as_ref().or((!fault.is_data()).then_some(fault)).map(|error| fault::syntax(self.part, error));
        let end = broken.as_ref().map_or(self.part.len(), |broken| broken.at);
        let mended = mend::mend(self.part, end, offset, shape, is_strict, root, check);
        let Some(broken) = broken else { return mended };
        let at = offset.unwrap_or_default() + broken.at;
        check.problem_at(&Path::Steps(root, &broken.steps), at..at + 1, None, broken.what);
        None
    }

    /// Returns where the part begins in the whole text, in bytes. Is `None` if it is not a slice of that text.
    fn offset(self) -> Option<usize> {
        let offset = self.part.as_ptr().addr().checked_sub(self.whole.as_ptr().addr())?;
        (offset + self.part.len() <= self.whole.len()).then_some(offset)
    }
}
