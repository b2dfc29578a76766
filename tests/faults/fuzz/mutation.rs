//! Ways to break a file: as bytes, and as JSON, so that much of it still gets past the parser.

use std::ops::Range;

use serde_json::{Value, json};

use crate::random::Random;

/// The most changes to one input.
const MOST_CHANGES: usize = 5;
/// Longer inputs are not made any longer.
const LONGEST: usize = 300_000;

/// Pieces of text that mean something to somebody.
const TOKENS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "true",
    "1e999",
    "-0",
    "NaN",
    "2147483648",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[31m",
    "\r\n",
    "\0",
    "\u{9b}",
    "/*",
    "\"unknown\"",
];

/// Texts that stand where another one is expected.
const WORDS: [&str; 10] = ["", "unknown", "not_applicable", "normal", "leave_out", "2026-02-30", "9999-12-31", "-9999-01-01", "a", "../x"];

/// Returns a changed copy of `seed`, maybe with parts of `other`.
pub(super) fn mutated(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let value = if random.below(8) < 5 { serde_json::from_slice::<Value>(seed).ok() } else { None };
    let Some(mut value) = value else { return broken(seed.to_vec(), other, random) };
    let donor: Value = serde_json::from_slice(if random.below(2) == 0 { seed } else { other }).unwrap_or_default();
    // One change most of the time: much more of that is still accepted.
    for _ in 0..=random.below(MOST_CHANGES).saturating_sub(2) {
        change(&mut value, &donor, random);
    }
    let text = if random.below(2) == 0 { serde_json::to_vec(&value) } else { serde_json::to_vec_pretty(&value) };
    let bytes = text.unwrap();
    if random.below(6) == 0 { broken(bytes, other, random) } else { bytes }
}

/// Changes bytes without regard to their meaning.
fn broken(mut bytes: Vec<u8>, other: &[u8], random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(MOST_CHANGES) {
        let at = random.below(bytes.len() + 1);
        let end = at + random.below((bytes.len() - at).min(200) + 1);
        match random.below(10) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 if bytes.len() < LONGEST => {
                let piece = bytes.get(at..end).unwrap().to_vec();
                drop(bytes.splice(at..at, piece));
            }
            3 if bytes.len() < LONGEST => {
                let from = random.below(other.len() + 1);
                let piece = other.get(from..(from + random.below(200)).min(other.len())).unwrap_or_default().to_vec();
                drop(bytes.splice(at..end, piece));
            }
            4 if bytes.len() < LONGEST => {
                let depth = random.below(3) * random.below(2_000);
                drop(bytes.splice(at..at, b"[{\"a\":".iter().copied().cycle().take(depth * 6)));
            }
            5 => swap_strings(&mut bytes, random),
            6 => drop(bytes.splice(at..at, [u8::try_from(random.below(256)).unwrap()])),
            7 | 8 => drop(bytes.splice(at..at, random.one_of(&TOKENS).bytes())),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
    }
    bytes
}

/// Swaps two strings, wherever they are.
fn swap_strings(bytes: &mut Vec<u8>, random: &mut Random) {
    let quotes: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(place, _)| place).collect();
    let strings: Vec<Range<usize>> = quotes.as_chunks::<2>().0.iter().map(|[start, end]| *start..end + 1).collect();
    if strings.len() < 2 {
        return;
    }
    let (one, two) = (random.one_of(&strings).clone(), random.one_of(&strings).clone());
    let (first, second) = if one.start < two.start { (one, two) } else { (two, one) };
    let former = bytes.get(first.clone()).unwrap_or_default().to_vec();
    let latter = bytes.get(second.clone()).unwrap_or_default().to_vec();
    drop(bytes.splice(second, former));
    drop(bytes.splice(first, latter));
}

/// Changes one part of a document, anywhere in it.
fn change(value: &mut Value, donor: &Value, random: &mut Random) {
    let place = random.below(count(value));
    let Some(part) = nth(value, &mut place.clone()) else { return };
    let given = nth(&mut donor.clone(), &mut random.below(count(donor))).cloned().unwrap_or_default();
    match (part, random.below(4)) {
        (Value::Object(fields), 0..=2) => change_fields(fields, given, random),
        (Value::Array(items), 0..=2) => change_items(items, given, random),
        (Value::String(text), 0 | 1) => change_text(text, random),
        (part @ Value::Number(_), 0 | 1) => {
            *part = random.one_of(&[json!(-3), json!(-2), json!(0), json!(2), json!(3), json!(1.5), json!(1e300), json!(u64::MAX)]).clone();
        }
        (part, 2) => *part = odd(random),
        (part, _) => *part = given,
    }
}

fn change_fields(fields: &mut serde_json::Map<String, Value>, given: Value, random: &mut Random) {
    let keys: Vec<String> = fields.keys().cloned().collect();
    let Some(key) = (!keys.is_empty()).then(|| random.one_of(&keys).clone()) else { return };
    match random.below(4) {
        0 => drop(fields.shift_remove(&key)),
        1 => {
            let value = fields.shift_remove(&key).unwrap_or_default();
            let name = if random.below(2) == 0 { random.one_of(&keys).clone() } else { format!("{key}x") };
            fields.insert(name, value);
        }
        2 => drop(fields.insert(format!("{key}-{}", random.below(10)), given)),
        _ => {
            let other = random.one_of(&keys).clone();
            let (one, two) = (fields.get(&key).cloned().unwrap_or_default(), fields.get(&other).cloned().unwrap_or_default());
            fields.insert(key, two);
            fields.insert(other, one);
        }
    }
}

fn change_items(items: &mut Vec<Value>, given: Value, random: &mut Random) {
    let at = random.below(items.len() + 1);
    match random.below(5) {
        0 if at < items.len() => drop(items.remove(at)),
        1 => items.insert(at, given),
        2 if !items.is_empty() => {
            let twice = random.one_of(items).clone();
            items.insert(at, twice);
        }
        3 if !items.is_empty() => {
            let (one, other) = (random.below(items.len()), random.below(items.len()));
            items.swap(one, other);
        }
        _ => items.truncate(at),
    }
}

fn change_text(text: &mut String, random: &mut Random) {
    match random.below(5) {
        0 => text.push_str(random.one_of::<&str>(&["x", " ", "\n", "\t", "\u{200b}", "é", "漢", "|", "<b>", "=1+1", "👩\u{200d}🔬"])),
        1 => *text = String::from(*random.one_of(&WORDS)),
        2 => *text = text.chars().rev().collect(),
        3 => *text = text.repeat(random.below(400)),
        _ => drop(text.pop()),
    }
}

fn odd(random: &mut Random) -> Value {
    let odd =
        [Value::Null, json!(true), json!([]), json!({}), json!(""), json!(-1), json!("\u{1b}[2J"), json!([[[[]]]]), json!({"": {"": 0}})];
    random.one_of(&odd).clone()
}

fn count(value: &Value) -> usize {
    match value {
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// Returns the part at `place`, counted from the top.
fn nth<'value>(value: &'value mut Value, place: &mut usize) -> Option<&'value mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Object(fields) => fields.values_mut().find_map(|field| nth_or_skip(field, place)),
        Value::Array(items) => items.iter_mut().find_map(|item| nth_or_skip(item, place)),
        _ => None,
    }
}

fn nth_or_skip<'value>(value: &'value mut Value, place: &mut usize) -> Option<&'value mut Value> {
    let size = count(value);
    if *place < size {
        return nth(value, place);
    }
    *place -= size;
    None
}
