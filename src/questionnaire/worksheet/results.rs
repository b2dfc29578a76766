//! What follows from the numbers of a worksheet: its rows and suggestions at every corner of the ranges.
//!
//! Derived whenever it is shown or written, never stored. The work is bounded by the limits of a worksheet: at most
//! 2^12 corners, 40 rows, and a formula takes a step for each of its at most 500 characters. This module must not know
//! who filled the numbers in, nor how anything is shown.

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::{Formula, Input, MOST_RANGES, Range, Row, Suggestion, Worksheet};
use crate::json::Ordered;
use crate::questionnaire::Id;

/// What follows from the numbers of a worksheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Results<'w> {
    /// Every input with the numbers that count, in the worksheet's order.
    pub inputs: Vec<(&'w Input, Range)>,
    /// Every row with what it comes to, in the worksheet's order.
    pub rows: Vec<(&'w Row, Outcome)>,
    /// What the numbers point to, in the worksheet's order.
    pub suggests: Vec<Suggested<'w>>,
}

/// What a row comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The least and the largest value over all corners; `None` if it has none at any.
    pub range: Option<Range>,
    /// It has no value at some corner: "or never"; without a range, "never".
    pub never: bool,
}

/// A choice that the numbers point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Suggested<'w> {
    /// The question.
    pub question: &'w Id,
    /// The choice.
    pub choice: &'w Id,
    /// Its condition holds at every corner, not only at some.
    pub sure: bool,
}

impl Worksheet {
    /// Computes the worksheet, of which each input has the numbers that `figure` says.
    ///
    /// A worksheet never has more than [`MOST_RANGES`] ranges at once; if it did, those after them would count with
    /// their lower ends.
    pub fn results(&self, figure: impl Fn(&Input) -> Range) -> Results<'_> {
        let inputs: Vec<(&Input, Range)> = self.inputs.iter().map(|input| (input, figure(input))).collect();
        let corners = Corners::of(self, &inputs);
        let rows = self.rows.iter().zip(corners.rows).map(|(row, seen)| (row, seen.outcome())).collect();
        let suggests = self.suggests.iter().zip(corners.suggests).filter_map(|(suggestion, seen)| seen.suggested(suggestion)).collect();
        Results { inputs, rows, suggests }
    }
}

/// What was seen at the corners so far.
struct Corners {
    rows: Vec<Seen>,
    suggests: Vec<Seen>,
}

/// The values of one formula that were seen.
#[derive(Debug, Clone, Default)]
struct Seen {
    range: Option<Range>,
    /// Corners at which it has no value.
    without: usize,
    /// Corners at which its value is one and is not 0.
    holds: usize,
    corners: usize,
}

impl Corners {
    fn of(worksheet: &Worksheet, inputs: &[(&Input, Range)]) -> Self {
        let wide: Vec<usize> =
            (0..).zip(inputs).filter(|(_, (_, range))| range.is_wide()).map(|(place, _)| place).take(MOST_RANGES).collect();
        let mut seen =
            Self { rows: vec![Seen::default(); worksheet.rows.len()], suggests: vec![Seen::default(); worksheet.suggests.len()] };
        let (mut values, mut stack) = (Vec::with_capacity(inputs.len() + worksheet.rows.len()), Vec::new());
        for corner in 0_usize..1 << wide.len() {
            values.clear();
            values.extend(inputs.iter().map(|(_, range)| Some(range.low())));
            for (bit, place) in wide.iter().enumerate() {
                if let (1, Some(value), Some((_, range))) = (corner >> bit & 1, values.get_mut(*place), inputs.get(*place)) {
                    *value = Some(range.high());
                }
            }
            for (row, seen) in worksheet.rows.iter().zip(&mut seen.rows) {
                let value = seen.at(&row.formula, &values, &mut stack);
                values.push(value);
            }
            for (suggestion, seen) in worksheet.suggests.iter().zip(&mut seen.suggests) {
                seen.at(&suggestion.when, &values, &mut stack);
            }
        }
        seen
    }
}

impl Seen {
    /// Computes the formula at one more corner.
    fn at(&mut self, formula: &Formula, values: &[Option<f64>], stack: &mut Vec<Option<f64>>) -> Option<f64> {
        let value = formula.evaluate(values, stack);
        self.corners += 1;
        self.without += usize::from(value.is_none());
        self.holds += usize::from(value.is_some_and(|value| value != 0.0));
        if let Some(value) = value {
            let before = self.range.map_or((value, value), |range| (range.low(), range.high()));
            self.range = Range::new(before.0.min(value), before.1.max(value));
        }
        value
    }

    fn outcome(&self) -> Outcome {
        Outcome { range: self.range, never: self.without > 0 }
    }

    fn suggested<'w>(&self, suggestion: &'w Suggestion) -> Option<Suggested<'w>> {
        let sure = self.holds == self.corners;
        (self.holds > 0).then_some(Suggested { question: &suggestion.question, choice: &suggestion.choice, sure })
    }
}

/// As it stands in the result JSON.
impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ends = |range: Range| [range.low(), range.high()];
        let mut fields = serializer.serialize_struct("Results", 4)?;
        fields.serialize_field("inputs", &Ordered(self.inputs.iter().map(|(input, range)| (input.id.as_str(), ends(*range))).collect()))?;
        fields
            .serialize_field("rows", &Ordered(self.rows.iter().map(|(row, found)| (row.id.as_str(), found.range.map(ends))).collect()))?;
        let never = self.rows.iter().filter(|(_, found)| found.never).map(|(row, _)| row.id.as_str());
        fields.serialize_field("never", &never.collect::<Vec<_>>())?;
        fields.serialize_field("suggests", &self.suggests)?;
        fields.end()
    }
}

#[cfg(test)]
mod tests;
