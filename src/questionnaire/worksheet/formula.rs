//! Formulas of worksheets: numbers, names, `+ - * /`, comparisons, `and or not`, and a few functions.
//!
//! A formula is compiled once into steps for a stack, so evaluating it cannot recurse, allocate without bound or fail:
//! what has no value is `None`. The crates that evaluate expressions were looked at first: none of them has this
//! language (a three-way `if`, `and`, values that may be missing) without assignments, strings or closures that a
//! questionnaire must not have. This module must not know what a worksheet is.

mod parse;

use std::fmt;

/// The longest formula, in characters.
pub const LONGEST_FORMULA: usize = 500;
/// How deep parentheses, calls and signs may stand inside each other.
pub const DEEPEST_FORMULA: usize = 32;

/// A formula over numbered values; the default one has no value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formula {
    steps: Vec<Step>,
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaFault {
    /// The character at which it stops making sense, counted from 1.
    pub at: usize,
    /// What is wrong there, and what was expected.
    pub what: String,
}

impl fmt::Display for FormulaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.at, self.what)
    }
}

/// One step of an evaluation: takes its operands from the stack and leaves its result there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Number(Finite),
    /// The value with that number.
    Value(usize),
    Negate,
    Not,
    Binary(Binary),
    /// A function of that many arguments.
    Call(Function, usize),
}

/// A number that is neither infinite nor undefined.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Finite(f64);

impl Eq for Finite {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    Unequal,
    And,
    Or,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Min,
    Max,
    Abs,
    Ceil,
    Floor,
    Round,
    If,
}

impl Formula {
    /// Reads a formula; `find` returns the number of the value with that name.
    ///
    /// # Errors
    /// The text is longer than [`LONGEST_FORMULA`], deeper than [`DEEPEST_FORMULA`], names an unknown value, or is no
    /// formula: says at which character.
    pub fn parse(text: &str, find: impl Fn(&str) -> Option<usize>) -> Result<Self, FormulaFault> {
        parse::steps(text, &find).map(|steps| Self { steps })
    }

    /// Tells whether the formula names the value with that number.
    pub fn uses(&self, place: usize) -> bool {
        self.steps.contains(&Step::Value(place))
    }

    /// Returns the value of the formula: a finite number, or `None` if a division by zero, a result beyond all bounds or
    /// a value that is missing leaves it without one.
    ///
    /// What is on the `stack` is dropped: it is given so that evaluating many times takes memory once.
    pub fn evaluate(&self, values: &[Option<f64>], stack: &mut Vec<Option<f64>>) -> Option<f64> {
        stack.clear();
        for step in &self.steps {
            let result = match step {
                Step::Number(number) => Some(number.0),
                Step::Value(place) => values.get(*place).copied().flatten(),
                Step::Negate => stack.pop().flatten().map(|value| -value),
                Step::Not => stack.pop().flatten().map(|value| truth(!is_true(value))),
                Step::Binary(operator) => {
                    let right = stack.pop().flatten();
                    let left = stack.pop().flatten();
                    operator.apply(left, right)
                }
                Step::Call(function, count) => {
                    let first = stack.len().saturating_sub(*count);
                    let result = function.apply(stack.get(first..).unwrap_or_default());
                    stack.truncate(first);
                    result
                }
            };
            stack.push(result.filter(|value| value.is_finite()));
        }
        stack.pop().flatten()
    }
}

impl Binary {
    /// Comparisons with a missing value are false; everything else with one is missing, too.
    fn apply(self, left: Option<f64>, right: Option<f64>) -> Option<f64> {
        let (Some(left), Some(right)) = (left, right) else {
            return self.compares().then_some(0.0);
        };
        Some(match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Less => truth(left < right),
            Self::AtMost => truth(left <= right),
            Self::Greater => truth(left > right),
            Self::AtLeast => truth(left >= right),
            Self::Equal => truth(is_equal(left, right)),
            Self::Unequal => truth(!is_equal(left, right)),
            Self::And => truth(is_true(left) && is_true(right)),
            Self::Or => truth(is_true(left) || is_true(right)),
        })
    }

    fn compares(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::Greater | Self::AtLeast | Self::Equal | Self::Unequal)
    }
}

impl Function {
    const ALL: [Self; 7] = [Self::Min, Self::Max, Self::Abs, Self::Ceil, Self::Floor, Self::Round, Self::If];

    fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::Ceil => "ceil",
            Self::Floor => "floor",
            Self::Round => "round",
            Self::If => "if",
        }
    }

    /// Returns how few and how many arguments it takes.
    fn arguments(self) -> (usize, usize) {
        match self {
            Self::Min | Self::Max => (1, usize::MAX),
            Self::Abs | Self::Ceil | Self::Floor | Self::Round => (1, 1),
            Self::If => (3, 3),
        }
    }

    fn apply(self, arguments: &[Option<f64>]) -> Option<f64> {
        if let (Self::If, [condition, then, otherwise]) = (self, arguments) {
            // The branch that is not taken is not used, so it may be without a value.
            return if is_true((*condition)?) { *then } else { *otherwise };
        }
        let mut values = arguments.iter().copied();
        let first = values.next()??;
        match self {
            Self::Min => values.try_fold(first, |least, value| value.map(|value| value.min(least))),
            Self::Max => values.try_fold(first, |most, value| value.map(|value| value.max(most))),
            Self::Abs => Some(first.abs()),
            Self::Ceil => Some(first.ceil()),
            Self::Floor => Some(first.floor()),
            Self::Round => Some(first.round()),
            Self::If => None,
        }
    }
}

fn truth(value: bool) -> f64 {
    if value { 1.0 } else { 0.0 }
}

fn is_true(value: f64) -> bool {
    value != 0.0
}

#[expect(clippy::float_cmp, reason = "`=` compares the numbers as they are; a questionnaire rounds where it wants to")]
fn is_equal(left: f64, right: f64) -> bool {
    left == right
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(name: &str) -> Option<usize> {
        ["a", "b", "none", "min"].iter().position(|known| *known == name)
    }

    fn value(text: &str) -> Option<f64> {
        let formula = Formula::parse(text, find).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        formula.evaluate(&[Some(6.0), Some(4.0), None, Some(9.0)], &mut Vec::new())
    }

    fn fault(text: &str) -> String {
        Formula::parse(text, find).expect_err(text).to_string()
    }

    #[test]
    fn arithmetic_binds_as_people_expect() {
        for (text, expected) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("10 - 4 - 3", 3.0),
            ("12 / 3 / 2", 2.0),
            ("-a + 1", -5.0),
            ("2 * -b", -8.0),
            ("- - 1", 1.0),
            ("1.5e2", 150.0),
            (".5", 0.5),
            ("a*b", 24.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn comparisons_bind_tighter_than_not_and_and_or() {
        for (text, expected) in [
            ("a > b", 1.0),
            ("a <= b", 0.0),
            ("a = 6 and b != 4", 0.0),
            ("a = 6 or b != 4", 1.0),
            ("not a = 6", 0.0),
            ("not 0 and 0", 0.0),
            ("1 or 0 and 0", 1.0),
            ("a > b + 1", 1.0),
            ("not not 3", 1.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn functions_take_their_arguments_and_share_no_name_with_values() {
        for (text, expected) in [
            ("min(3, a, b)", 3.0),
            ("max(3)", 3.0),
            ("abs(-2.5)", 2.5),
            ("ceil(2.1) + floor(2.9) + round(2.5)", 8.0),
            ("if(a > b, 10, 20)", 10.0),
            ("if(0, 10, 20)", 20.0),
            ("min + 1", 10.0),
            ("if(1, 2, none)", 2.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_uses_a_missing_value_has_none_and_a_comparison_with_it_is_false() {
        for text in [
            "1 / 0",
            "1 / 0 + 1",
            "none",
            "min(1, none)",
            "not none",
            "1 or none",
            "if(none, 1, 2)",
            "1e308 * 10",
            "0 / 0",
            "if(0, 1, none)",
        ] {
            assert_eq!(value(text), None, "{text}");
        }
        for text in ["none = none", "none != 1", "1 / 0 > 0", "none < 1"] {
            assert_eq!(value(text), Some(0.0), "{text}");
        }
    }

    #[test]
    fn a_wrong_formula_is_told_with_its_character() {
        for (text, expected) in [
            ("", "character 1: the formula ends here, expected a number, a name, a function or `(`"),
            ("1 +", "character 4: the formula ends here, expected a number, a name, a function or `(`"),
            ("1 2", "character 3: found `2`, expected an operator or the end"),
            ("(1", "character 3: the formula ends here, expected `)`"),
            ("1)", "character 2: found `)`, expected an operator or the end"),
            ("c + 1", "character 1: there is no input or earlier row `c`"),
            ("a < b < 1", "character 7: found `<`: put parentheses around one of the comparisons"),
            ("sqrt(a)", "character 1: there is no function `sqrt`: expected one of min, max, abs, ceil, floor, round, if"),
            ("if(a, 1)", "character 1: `if` takes 3 values (condition, then, else), found 2"),
            ("abs()", "character 5: found `)`, expected a number, a name, a function or `(`"),
            ("1e999", "character 1: `1e999` is not a number that can be reckoned with"),
            ("a & b", "character 3: found `&`, which means nothing in a formula"),
            ("a ! b", "character 3: found `!`, expected `!=`"),
            ("ä", "character 1: found `ä`, which means nothing in a formula"),
        ] {
            assert_eq!(fault(text), expected, "{text}");
        }
    }

    #[test]
    fn length_and_depth_are_bounded() {
        let deep = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
        assert_eq!(value(&deep(DEEPEST_FORMULA)), Some(1.0));
        assert_eq!(fault(&deep(DEEPEST_FORMULA + 1)), "character 33: more than 32 levels deep");
        assert_eq!(fault(&format!("{}1", "-".repeat(40))), "character 33: more than 32 levels deep");
        assert_eq!(fault(&format!("{}1", "not ".repeat(40))), "character 129: more than 32 levels deep");
        assert_eq!(value(&format!("0{}", "+1".repeat(249))), Some(249.0));
        assert_eq!(fault(&format!("1{}", "+1".repeat(250))), "character 501: longer than 500 characters");
    }

    proptest! {
        #[test]
        fn any_text_is_a_formula_or_a_fault_and_never_a_panic(text in "[a-c0-9 .+*/()<>=!,-]{0,60}|(min|if|not|and|or|\\(|\\)|,|1|a| ){0,40}|.{0,40}") {
            if let Ok(formula) = Formula::parse(&text, find) {
                let result = formula.evaluate(&[Some(1.0), Some(0.0), None, Some(2.0)], &mut Vec::new());
                prop_assert!(result.is_none_or(f64::is_finite));
            }
        }
    }
}
