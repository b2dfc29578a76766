//! Tells whether two names mean one person.
//!
//! People, phones and operating systems write one name in several ways: composed or not, in capitals, with a space too
//! many. Those are one person. A name that only looks the same, such as one with a Cyrillic A, is somebody's mistake or
//! somebody's trick: it is refused where a second person would come of it. This module must not know who takes part.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// Returns `name` as it is kept: composed (NFC), without spaces around it.
pub fn tidy(name: &str) -> String {
    name.trim().nfc().collect()
}

/// Returns what every way to write one name has in common: composed, trimmed, case folded.
pub fn folded(name: &str) -> String {
    // Capitals first: `ß` and `ς` have them, and meet `ss` and `σ` there.
    let upper = tidy(name).to_uppercase().to_lowercase();
    upper.nfc().collect()
}

/// Tells whether both are ways to write one name.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

/// Tells whether a person could take one name for the other (UTS 39, "confusable"), or both are the same.
pub fn looks_same(one: &str, other: &str) -> bool {
    is_same(one, other) || looks(one).iter().any(|look| looks(other).contains(look))
}

/// Returns how a name looks, as capitals were written and in small letters: a Greek `Β` resembles another letter than `β`.
fn looks(name: &str) -> [String; 2] {
    let as_written: String = skeleton(&tidy(name)).collect();
    [folded(&as_written), skeleton(&folded(name)).collect()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p27_composition_case_and_surrounding_spaces_make_no_second_name() {
        for (one, other) in [("Zoë", "Zoe\u{308}"), ("Ana", "Ana "), ("ana", "ANA"), ("Strauß", "STRAUSS"), ("ΝΙΚΟΣ", "Νικος")]
        {
            assert!(is_same(one, other), "{one:?} and {other:?}");
        }
        for (one, other) in [("Ana", "Anna"), ("Zoe", "Zoë"), ("Bo", "Bob"), ("Ana", "Аna")] {
            assert!(!is_same(one, other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn p27_letters_of_other_scripts_look_the_same() {
        for (one, other) in [("Ana", "Аna"), ("ana", "АNА"), ("Bo", "Βo"), ("BO", "Βο"), ("Eve", "Еvе")] {
            assert!(looks_same(one, other), "{one:?} and {other:?}");
        }
        for (one, other) in [("Ana", "Anna"), ("Zoe", "Zoë"), ("Bo", "Ro"), ("李雷", "韩梅")] {
            assert!(!looks_same(one, other), "{one:?} and {other:?}");
        }
    }

    #[test]
    fn a_name_is_kept_composed_and_without_spaces_around_it() {
        assert_eq!(tidy(" Zoe\u{308} "), "Zoë");
    }
}
