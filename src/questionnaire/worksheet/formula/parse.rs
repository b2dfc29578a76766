//! Reads the text of a formula into steps.
//!
//! A parser by precedence, lowest first: `or`, `and`, `not`, comparisons, `+ -`, `* /`, signs. It goes no deeper than
//! [`DEEPEST_FORMULA`]. This module must not evaluate anything.

use super::{Binary, DEEPEST_FORMULA, Finite, FormulaFault, Function, LONGEST_FORMULA, Step};

/// Returns the steps of the formula in `text`.
pub(super) fn steps(text: &str, find: &dyn Fn(&str) -> Option<usize>) -> Result<Vec<Step>, FormulaFault> {
    if text.chars().nth(LONGEST_FORMULA).is_some() {
        return fault(LONGEST_FORMULA + 1, format!("longer than {LONGEST_FORMULA} characters"));
    }
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, steps: Vec::new(), find };
    parser.binary(Level::Or)?;
    match parser.peek() {
        Token::End => Ok(parser.steps),
        token => fault(parser.at(), format!("found `{}`, expected an operator or the end", token.text())),
    }
}

fn fault<T>(at: usize, what: impl Into<String>) -> Result<T, FormulaFault> {
    Err(FormulaFault { at, what: what.into() })
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64, String),
    Name(String),
    Symbol(&'static str),
    End,
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Self::Number(_, text) | Self::Name(text) => text,
            Self::Symbol(symbol) => symbol,
            Self::End => "",
        }
    }
}

/// All symbols, longer ones before those they begin with.
const SYMBOLS: [&str; 13] = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];

/// Returns the tokens, each with the character at which it begins, counted from 1; the end is one of them.
fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FormulaFault> {
    let (mut tokens, mut rest, mut at) = (Vec::new(), text, 1);
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\n']);
        // Blanks are one byte each.
        at += rest.len() - trimmed.len();
        rest = trimmed;
        let Some(first) = rest.chars().next() else {
            tokens.push((at, Token::End));
            return Ok(tokens);
        };
        let (token, length) = token(rest, first, at)?;
        tokens.push((at, token));
        // Every token is made of ASCII characters only.
        at += length;
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Returns the token at the start of `rest` and how many characters it has.
fn token(rest: &str, first: char, at: usize) -> Result<(Token, usize), FormulaFault> {
    let run = |taken: &dyn Fn(char) -> bool| rest.find(|character| !taken(character)).map_or(rest, |end| rest.get(..end).unwrap_or(rest));
    if first.is_ascii_digit() || first == '.' {
        let written = number(rest);
        let Some(number) = written.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return fault(at, format!("`{written}` is not a number that can be reckoned with"));
        };
        return Ok((Token::Number(number, written.to_owned()), written.len()));
    }
    if first.is_ascii_lowercase() {
        let name = run(&|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_');
        return Ok((Token::Name(name.to_owned()), name.len()));
    }
    match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
        Some(symbol) => Ok((Token::Symbol(symbol), symbol.len())),
        None if first == '!' => fault(at, "found `!`, expected `!=`"),
        None => fault(at, format!("found `{first}`, which means nothing in a formula")),
    }
}

/// Returns the number at the start of `rest`: digits, a point, and an exponent if there is one.
fn number(rest: &str) -> &str {
    let mut end = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
    let tail = rest.get(end..).unwrap_or_default();
    if let Some(exponent) = tail.strip_prefix(['e', 'E']) {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
        if count > 0 {
            end += 1 + (exponent.len() - digits.len()) + count;
        }
    }
    rest.get(..end).unwrap_or(rest)
}

/// What binds how tightly, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Or,
    And,
    Not,
    Compare,
    Add,
    Multiply,
    Sign,
}

impl Level {
    fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::Add,
            Self::Add => Self::Multiply,
            Self::Multiply | Self::Sign => Self::Sign,
        }
    }

    /// Returns the operator of this level that `token` is.
    fn operator(self, token: &Token) -> Option<Binary> {
        Some(match (self, token.text()) {
            (Self::Or, "or") => Binary::Or,
            (Self::And, "and") => Binary::And,
            (Self::Compare, "<") => Binary::Less,
            (Self::Compare, "<=") => Binary::AtMost,
            (Self::Compare, ">") => Binary::Greater,
            (Self::Compare, ">=") => Binary::AtLeast,
            (Self::Compare, "=") => Binary::Equal,
            (Self::Compare, "!=") => Binary::Unequal,
            (Self::Add, "+") => Binary::Add,
            (Self::Add, "-") => Binary::Subtract,
            (Self::Multiply, "*") => Binary::Multiply,
            (Self::Multiply, "/") => Binary::Divide,
            _ => return None,
        })
    }
}

struct Parser<'a> {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    steps: Vec<Step>,
    find: &'a dyn Fn(&str) -> Option<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    /// Returns the character at which the next token begins.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(1, |(at, _)| *at)
    }

    fn advance(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    /// Goes one level deeper for as long as `read` takes.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<(), FormulaFault>) -> Result<(), FormulaFault> {
        let at = self.at();
        self.advance();
        self.depth += 1;
        if self.depth > DEEPEST_FORMULA {
            return fault(at, format!("more than {DEEPEST_FORMULA} levels deep"));
        }
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn binary(&mut self, level: Level) -> Result<(), FormulaFault> {
        match level {
            Level::Not if self.peek().text() == "not" => self.deeper(|parser| {
                parser.binary(Level::Not)?;
                parser.steps.push(Step::Not);
                Ok(())
            }),
            Level::Not => self.binary(Level::Compare),
            Level::Sign => self.sign(),
            Level::Or | Level::And | Level::Compare | Level::Add | Level::Multiply => self.chain(level),
        }
    }

    /// Reads operands of the next tighter level between operators of this one.
    fn chain(&mut self, level: Level) -> Result<(), FormulaFault> {
        self.binary(level.tighter())?;
        let mut compared = false;
        while let Some(operator) = level.operator(self.peek()) {
            if compared {
                return fault(self.at(), format!("found `{}`: put parentheses around one of the comparisons", self.peek().text()));
            }
            compared = level == Level::Compare;
            self.advance();
            self.binary(level.tighter())?;
            self.steps.push(Step::Binary(operator));
        }
        Ok(())
    }

    fn sign(&mut self) -> Result<(), FormulaFault> {
        if *self.peek() != Token::Symbol("-") {
            return self.operand();
        }
        self.deeper(|parser| {
            parser.sign()?;
            parser.steps.push(Step::Negate);
            Ok(())
        })
    }

    fn operand(&mut self) -> Result<(), FormulaFault> {
        let at = self.at();
        match self.peek().clone() {
            Token::Number(number, _) => {
                self.advance();
                self.steps.push(Step::Number(Finite(number)));
                Ok(())
            }
            Token::Symbol("(") => self.deeper(|parser| {
                parser.binary(Level::Or)?;
                parser.close()
            }),
            Token::Name(name) if !["and", "or", "not"].contains(&name.as_str()) => {
                self.advance();
                if *self.peek() == Token::Symbol("(") { self.call(at, &name) } else { self.value(at, &name) }
            }
            Token::End => fault(at, "the formula ends here, expected a number, a name, a function or `(`"),
            token => fault(at, format!("found `{}`, expected a number, a name, a function or `(`", token.text())),
        }
    }

    fn value(&mut self, at: usize, name: &str) -> Result<(), FormulaFault> {
        let Some(place) = (self.find)(name) else {
            return fault(at, format!("there is no input or earlier row `{name}`"));
        };
        self.steps.push(Step::Value(place));
        Ok(())
    }

    fn call(&mut self, at: usize, name: &str) -> Result<(), FormulaFault> {
        let Some(function) = Function::ALL.into_iter().find(|function| function.name() == name) else {
            let known = Function::ALL.map(Function::name).join(", ");
            return fault(at, format!("there is no function `{name}`: expected one of {known}"));
        };
        let mut count = 0;
        self.deeper(|parser| {
            loop {
                parser.binary(Level::Or)?;
                count += 1;
                if *parser.peek() != Token::Symbol(",") {
                    return parser.close();
                }
                parser.advance();
            }
        })?;
        let (least, most) = function.arguments();
        if !(least..=most).contains(&count) {
            let wanted = if function == Function::If { "3 values (condition, then, else)" } else { "1 value" };
            return fault(at, format!("`{name}` takes {wanted}, found {count}"));
        }
        self.steps.push(Step::Call(function, count));
        Ok(())
    }

    fn close(&mut self) -> Result<(), FormulaFault> {
        let at = self.at();
        match self.advance() {
            Token::Symbol(")") => Ok(()),
            Token::End => fault(at, "the formula ends here, expected `)`"),
            token => fault(at, format!("found `{}`, expected `)`", token.text())),
        }
    }
}
