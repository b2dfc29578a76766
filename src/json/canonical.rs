//! The one spelling of a JSON value, and its hash.
//!
//! The spelling is that of Python's `json.dumps(x, sort_keys=True, separators=(',', ':'), ensure_ascii=False)`, so that
//! anybody can check a hash with a line of Python.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::token::{self, text_of};

/// Returns the SHA-256 of a sound JSON text in its canonical spelling, as 64 hexadecimal digits.
pub(crate) fn sha256(json: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(spelled(json)) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Returns a sound JSON text in its canonical spelling.
fn spelled(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut tokens = Tokens { json, at: 0 };
    if let Some(first) = tokens.next() {
        write_value(first, &mut tokens, &mut out);
    }
    out
}

/// The tokens of a JSON text, from front to back: a questionnaire of megabytes is read only once.
struct Tokens<'json> {
    json: &'json str,
    at: usize,
}

impl<'json> Iterator for Tokens<'json> {
    type Item = &'json str;

    fn next(&mut self) -> Option<&'json str> {
        let (start, end) = token::next(self.json, self.at)?;
        self.at = end;
        self.json.get(start..end)
    }
}

/// Writes the value that begins with the token `first` and goes on in `tokens`.
fn write_value(first: &str, tokens: &mut Tokens<'_>, out: &mut String) {
    match first.bytes().next() {
        Some(b'{') => write_object(tokens, out),
        Some(b'[') => {
            out.push('[');
            while let Some(token) = tokens.next().filter(|token| *token != "]") {
                if token == "," { out.push(',') } else { write_value(token, tokens, out) }
            }
            out.push(']');
        }
        Some(b'"') => write_string(&text_of(first), out),
        Some(b'-' | b'0'..=b'9') => write_number(first, out),
        Some(_) | None => out.push_str(first),
    }
}

/// Writes an object sorted by its keys; of a repeated key, the last value counts.
fn write_object(tokens: &mut Tokens<'_>, out: &mut String) {
    let mut values = String::new();
    let mut fields = BTreeMap::new();
    while let Some(key) = tokens.next().filter(|token| *token != "}") {
        if key == "," {
            continue;
        }
        let start = values.len();
        if let Some(first) = tokens.by_ref().find(|token| *token != ":") {
            write_value(first, tokens, &mut values);
        }
        fields.insert(text_of(key), start..values.len());
    }
    out.push('{');
    for (number, (key, place)) in fields.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        write_string(&key, out);
        out.push(':');
        out.push_str(values.get(place).unwrap_or_default());
    }
    out.push('}');
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push_str(text);
    } else {
        text.chars().for_each(|character| write_character(character, out));
    }
    out.push('"');
}

fn write_character(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{C}' => out.push_str("\\f"),
        '\0'..='\u{1F}' => {
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        }
        _ => out.push(character),
    }
}

/// Writes a number as Python does: whole ones of any size as they are, others as the shortest double.
fn write_number(written: &str, out: &mut String) {
    if !written.contains(['.', 'e', 'E']) {
        out.push_str(if written == "-0" { "0" } else { written });
        return;
    }
    let number: f64 = written.parse().unwrap_or_default();
    if number.is_infinite() {
        out.push_str(if number > 0.0 { "Infinity" } else { "-Infinity" });
        return;
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let _ = write!(out, "{number:?}");
    } else {
        let _ = write!(out, "{mantissa}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values, their spelling by Python 3, and Python's SHA-256 of it.
    #[test]
    fn every_value_is_spelled_and_hashed_as_python_does() {
        let by_python = [
            (
                "{\"b\": 1, \"a\": [true, false, null, {}, []]}",
                "{\"a\":[true,false,null,{},[]],\"b\":1}",
                "f33d113703287b3c135673b8d5d2b5b3048ca986524ba6e56e997b7045f8fb03",
            ),
            (
                "\"\\u0000\\u0008\\u0009\\u000a\\u000c\\u000d\\u001f\\u007f\\u0080\\u2028\\u202e\\ud83d\\ude00\\/\\\"\\\\\u{e4}\"",
                "\"\\u0000\\b\\t\\n\\f\\r\\u001f\u{7f}\u{80}\u{2028}\u{202e}\u{1f600}/\\\"\\\\\u{e4}\"",
                "24e30d583f492220630eb23fd41d45e126c27ff971364004c9ad600d09e38301",
            ),
            (
                "[0, -0, 1, -1, 123456789012345678901234567890, 0.0, -0.0, 1.0, 1.5, 1e0, 1E+2, 1e15, 1e16, 1.5e16, 123456789012345680.0, 0.0001, 0.00001, 1.5e-7, 5e-324, 1.7976931348623157e308, 1e400, -1e400, 0.1, 100.0, 12345.678e3]",
                "[0,0,1,-1,123456789012345678901234567890,0.0,-0.0,1.0,1.5,1.0,100.0,1000000000000000.0,1e+16,1.5e+16,1.2345678901234568e+17,0.0001,1e-05,1.5e-07,5e-324,1.7976931348623157e+308,Infinity,-Infinity,0.1,100.0,12345678.0]",
                "93bd03bbc84d2fb6367265d23e84974de6246724f4a14b7a0fe248c1d9ebcc13",
            ),
            (
                "{\"\u{e9}\": 1, \"z\": 2, \"\u{1f600}\": 3, \"\u{ff5e}\": 4, \"Z\": 5, \"\": 6}",
                "{\"\":6,\"Z\":5,\"z\":2,\"\u{e9}\":1,\"\u{ff5e}\":4,\"\u{1f600}\":3}",
                "019c0ceb9b9b0bc4e32d75611f7857d38e1e96a638de8b3cda1ca7791279ee5e",
            ),
            ("{\"a\": 1, \"a\": 2}", "{\"a\":2}", "7e8059f495589fcd981232cc11d00b00da3802c01d688fa1cf1f6bed6e5bb33c"),
            (" [ ] ", "[]", "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"),
        ];
        for (json, spelling, hash) in by_python {
            assert_eq!(spelled(json), spelling);
            assert_eq!(sha256(json), hash);
        }
    }

    #[test]
    fn layout_does_not_change_the_hash() {
        let questionnaire = include_str!("../questionnaire/sample.json");
        let minified: String = questionnaire.lines().map(str::trim).collect();
        assert_eq!(sha256(questionnaire), sha256(&minified));
        assert_ne!(sha256(questionnaire), sha256(&questionnaire.replace("1.0", "1.1")));
    }
}
