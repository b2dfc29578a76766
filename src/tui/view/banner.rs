//! Words in large letters, three rows high, to be read across a room.
//!
//! Only for short headlines in plain capitals. Must not know what the words say.

/// The rows of a large letter.
const ROWS: usize = 3;

/// Returns `words` in large letters; `None` if they have a character without one, or do not fit into `columns`.
pub(super) fn large(words: &str, columns: usize) -> Option<[String; ROWS]> {
    let mut rows: [String; ROWS] = Default::default();
    for (place, character) in words.chars().enumerate() {
        for (row, part) in rows.iter_mut().zip(letter(character.to_ascii_uppercase())?) {
            row.push_str(if place > 0 { " " } else { "" });
            row.push_str(part);
        }
    }
    let fits = rows.iter().all(|row| row.chars().count() <= columns);
    (fits && !words.is_empty()).then_some(rows)
}

/// Returns `words` in spaced capitals, for where large letters are not possible.
pub(super) fn spaced(words: &str) -> String {
    let words = words.to_uppercase();
    let words: Vec<String> = words.split_whitespace().map(|word| word.chars().map(String::from).collect::<Vec<_>>().join(" ")).collect();
    words.join("   ")
}

#[rustfmt::skip]
fn letter(character: char) -> Option<[&'static str; ROWS]> {
    Some(match character {
        'A' => ["█▀█", "█▀█", "▀ ▀"],
        'B' => ["█▀▄", "█▀▄", "▀▀ "],
        'C' => ["█▀▀", "█  ", "▀▀▀"],
        'D' => ["█▀▄", "█ █", "▀▀ "],
        'E' => ["█▀▀", "█▀▀", "▀▀▀"],
        'F' => ["█▀▀", "█▀▀", "▀  "],
        'G' => ["█▀▀", "█ █", "▀▀▀"],
        'H' => ["█ █", "█▀█", "▀ ▀"],
        'I' => ["█", "█", "▀"],
        'J' => ["  █", "  █", "▀▀ "],
        'K' => ["█ █", "█▀▄", "▀ ▀"],
        'L' => ["█  ", "█  ", "▀▀▀"],
        'M' => ["█▄ ▄█", "█ ▀ █", "▀   ▀"],
        'N' => ["█▄ █", "█ ▀█", "▀  ▀"],
        'O' => ["█▀█", "█ █", "▀▀▀"],
        'P' => ["█▀█", "█▀▀", "▀  "],
        'Q' => ["█▀█", "█ █", "▀▀█"],
        'R' => ["█▀█", "█▀▄", "▀ ▀"],
        'S' => ["█▀▀", "▀▀█", "▀▀▀"],
        'T' => ["▀█▀", " █ ", " ▀ "],
        'U' => ["█ █", "█ █", "▀▀▀"],
        'V' => ["█ █", "█ █", " ▀ "],
        'W' => ["█   █", "█ █ █", "▀▀ ▀▀"],
        'X' => ["█ █", "▄▀▄", "▀ ▀"],
        'Y' => ["█ █", "▀█▀", " ▀ "],
        'Z' => ["▀▀█", "▄▀ ", "▀▀▀"],
        '-' => ["  ", "▀▀", "  "],
        ' ' => [" ", " ", " "],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{large, spaced};

    #[test]
    fn every_capital_is_as_wide_in_each_of_its_rows() {
        for character in ('A'..='Z').chain(['-', ' ']) {
            let rows = large(&character.to_string(), 80).expect("a large letter");
            let width = rows[0].chars().count();
            assert!(rows.iter().all(|row| row.chars().count() == width), "{character}");
        }
    }

    #[test]
    fn what_has_no_large_letters_or_no_room_is_left_to_spaces() {
        assert!(large("Größe", 80).is_none() && large("Open-weight", 20).is_none() && large("", 80).is_none());
        assert_eq!(spaced("a mix"), "A   M I X");
    }
}
