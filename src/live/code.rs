//! The two secrets of a live vote: the code on the screen, and what a device gets when it takes a name.
//!
//! Both are random and compared in constant time. Must not know what they open.

use std::fmt;

use subtle::ConstantTimeEq as _;

use crate::session::ballot::{CROCKFORD, read_crockford};

/// Characters of a code, of 5 bits each.
const LENGTH: usize = 8;
/// Bytes of a token.
const TOKEN: usize = 16;

/// The code that lets people into a room: 8 characters of Crockford's base 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// Makes a new code of 40 random bits.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes)?;
        // 32 divides 256: every character is equally likely.
        Ok(Self(bytes.map(|byte| CROCKFORD.get(usize::from(byte) % CROCKFORD.len()).copied().unwrap_or(b'0'))))
    }

    /// Reads a code as people type it; `None` if it cannot be one.
    pub fn read(typed: &str) -> Option<Self> {
        // What is far too long is no code, and is not read to its end.
        let read: Vec<u8> = typed
            .chars()
            .take(4 * LENGTH)
            .filter(|typed| !typed.is_whitespace())
            .flat_map(read_crockford)
            .filter(|character| *character != '-')
            .map(|character| u8::try_from(character).unwrap_or(b'-'))
            .collect();
        let code: [u8; LENGTH] = read.try_into().ok()?;
        code.iter().all(|character| CROCKFORD.contains(character)).then_some(Self(code))
    }

    /// Tells whether both are the same, in a time that does not depend on where they differ.
    pub fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// Returns the code without a hyphen, as it stands in an address.
    pub fn plain(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

/// Shows the code as people read it: `7K3F-9QXM`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other) = self.0.split_at(LENGTH / 2);
        for (part, end) in [(one, "-"), (other, "")] {
            part.iter().try_for_each(|character| write!(f, "{}", char::from(*character)))?;
            f.write_str(end)?;
        }
        Ok(())
    }
}

/// A secret is not written into logs.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

/// What a device shows to go on under the name it took: 128 random bits, once.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Makes a new token.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; TOKEN];
        getrandom::fill(&mut bytes)?;
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        Ok(Self(digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()))
    }

    /// Reads a token; `None` if it cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        let is_hex = text.len() == 2 * TOKEN && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_hex.then(|| Self(text.to_owned()))
    }

    /// Tells whether both are the same, in a time that does not depend on where they differ.
    pub fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }

    /// Returns the token as it is sent.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A secret is not written into logs.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::read("7K3F01QX").unwrap();
        assert_eq!((code.to_string(), code.plain()), ("7K3F-01QX".to_owned(), "7K3F01QX".to_owned()));
        for typed in ["7k3f-01qx", " 7K3F OLqx ", "7K3F-0IQX", "7k3f\u{2013}01qx"] {
            assert!(Code::read(typed).is_some_and(|read| read.is(&code)), "{typed}");
        }
        for typed in ["", "7K3F-01Q", "7K3F-01QXX", "7K3F-01QU", "7K3F-01Qé", &"7".repeat(1 << 20)] {
            assert_eq!(Code::read(typed), None, "{typed:.20}");
        }
    }

    #[test]
    fn every_code_and_every_token_is_another_one_and_no_log_shows_them() {
        let codes: std::collections::BTreeSet<String> = (0..500).map(|_| Code::random().unwrap().plain()).collect();
        assert_eq!(codes.len(), 500);
        assert!(codes.iter().all(|code| Code::read(code).is_some()));
        let token = Token::random().unwrap();
        assert_eq!(token.text().len(), 32);
        assert!(Token::read(token.text()).unwrap().is(&token) && !Token::random().unwrap().is(&token));
        assert_eq!(Token::read(&token.text().to_uppercase().replace(|digit: char| digit.is_ascii_digit(), "A")), None);
        assert_eq!(format!("{:?} {token:?}", Code::random().unwrap()), "Code Token");
    }
}
