//! The one spelling of a JSON value, and its hash.
//!
//! The spelling is that of Python's `json.dumps(x, sort_keys=True, separators=(',', ':'), ensure_ascii=False)`, so that
//! anybody can check a hash with a line of Python.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::Text;

/// Returns the SHA-256 of a sound JSON text in its canonical spelling, as 64 hexadecimal digits.
pub(crate) fn sha256(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    write_value(json.trim(), &mut out);
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(out) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

fn write_value(json: &str, out: &mut String) {
    match json.bytes().next() {
        Some(b'{') => {
            let fields: BTreeMap<Text<'_>, &RawValue> = serde_json::from_str(json).unwrap_or_default();
            write_all(out, '{', '}', fields, |out, (key, value)| {
                write_string(&key.0, out);
                out.push(':');
                write_value(value.get(), out);
            });
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
            write_all(out, '[', ']', items, |out, item| write_value(item.get(), out));
        }
        Some(b'"') => write_string(&serde_json::from_str::<Cow<'_, str>>(json).unwrap_or_default(), out),
        Some(b'-' | b'0'..=b'9') => write_number(json, out),
        Some(_) | None => out.push_str(json),
    }
}

fn write_all<T>(out: &mut String, open: char, close: char, items: impl IntoIterator<Item = T>, write: impl Fn(&mut String, T)) {
    out.push(open);
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
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
    out.push('"');
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
