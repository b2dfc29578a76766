//! Days as people type them: `friday`, `next friday`, `12 dec`, `in 2 weeks`, `2026-12-24`.
//!
//! Our own, because the crates for it read more than is good here: with `interim` 0.2 a bare `12` is a day of the year
//! 12, `5 pm` is today, and `1 mar` typed in November has passed. People who plan mean a day ahead. This module must
//! not know what a day is for.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::Refusal;
use crate::questionnaire::exact_day;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// The shortest form of a month or weekday: `dec`, `fri`.
const SHORTEST: usize = 3;

/// Reads a day as people type it on the day `today`.
///
/// A weekday is the next one to come, today excluded; with `next` it is that of the next calendar week, which begins on
/// Monday. A day of a month without a year is the next one to come, today included.
///
/// # Errors
/// The text is no such day.
pub fn read_day(text: &str, today: Date) -> Result<Date, Refusal> {
    let text = text.trim();
    let lower = text.to_lowercase().replace(',', " ");
    let words: Vec<&str> = lower.split_whitespace().skip_while(|word| matches!(*word, "on" | "by" | "until" | "the")).collect();
    let day = exact_day(text).or_else(|| relative(&words, today)).or_else(|| day_of_month(&words, today)).or_else(|| dotted(&words, today));
    day.ok_or_else(|| Refusal::NoDay(text.to_owned()))
}

/// `today`, `friday`, `next friday`, `next week`, `in 2 weeks`, `end of month`.
fn relative(words: &[&str], today: Date) -> Option<Date> {
    match *words {
        ["today"] => Some(today),
        ["tomorrow"] => ahead(today, 1, "day"),
        ["next", unit] if weekday(unit).is_none() => ahead(today, 1, unit),
        ["next", day] => {
            let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
            let after = i64::from(weekday(day)?.since(Weekday::Monday));
            monday.checked_add(after.days()).ok()
        }
        ["this", day] | [day] if weekday(day).is_some() => today.nth_weekday(1, weekday(day)?).ok(),
        ["in", number, unit] | [number, unit] => ahead(today, count(number)?, unit),
        ["end", "of", "the", unit] | ["end", "of", unit] => end_of(unit, today),
        _ => None,
    }
}

fn ahead(today: Date, number: i64, unit: &str) -> Option<Date> {
    let span = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => number.days(),
        "week" => number.weeks(),
        "month" => number.months(),
        "year" => number.years(),
        _ => return None,
    };
    today.checked_add(span).ok()
}

fn end_of(unit: &str, today: Date) -> Option<Date> {
    match unit {
        "week" => today.tomorrow().ok()?.checked_add(-1.days()).ok().and_then(|day| on_or_after(day, Weekday::Friday)),
        "month" => Some(today.last_of_month()),
        "year" => Some(today.last_of_year()),
        month => {
            let first = Date::new(today.year(), number_of(month, &MONTHS)?, 1).ok()?;
            next_of_year(first.last_of_month(), today)
        }
    }
}

fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday { Some(day) } else { day.nth_weekday(1, weekday).ok() }
}

/// `12 dec`, `dec 12`, `12th december 2027`, `december`.
fn day_of_month(words: &[&str], today: Date) -> Option<Date> {
    let month = words.iter().position(|word| number_of(word, &MONTHS).is_some())?;
    let number = number_of(words.get(month)?, &MONTHS)?;
    let others: Vec<&str> =
        words.iter().enumerate().filter(|(place, word)| *place != month && **word != "of").map(|(_, word)| *word).collect();
    match *others {
        [] => next_of_year(Date::new(today.year(), number, 1).ok()?, today),
        [day] => in_next_year_that_has(ordinal(day)?, number, today),
        [day, year] if year.len() == 4 => Date::new(year.parse().ok()?, number, ordinal(day)?).ok(),
        _ => None,
    }
}

/// `24.12.`, `24.12.2027`: with dots the day always comes first.
fn dotted(words: &[&str], today: Date) -> Option<Date> {
    let [word] = *words else { return None };
    let parts: Vec<&str> = word.split('.').collect();
    match *parts {
        [day, month, ""] | [day, month] => in_next_year_that_has(day.parse().ok()?, month.parse().ok()?, today),
        [day, month, year] if year.len() == 4 => Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        _ => None,
    }
}

/// The next such day; a 29th of February may be some years ahead.
fn in_next_year_that_has(day: i8, month: i8, today: Date) -> Option<Date> {
    (today.year()..=today.year() + 8).filter_map(|year| Date::new(year, month, day).ok()).find(|day| *day >= today)
}

fn next_of_year(day: Date, today: Date) -> Option<Date> {
    if day >= today { Some(day) } else { day.checked_add(1.years()).ok() }
}

fn weekday(word: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number_of(word, &WEEKDAYS)?).ok()
}

/// Returns the number, from 1, of the name that `word` is or abbreviates.
fn number_of(word: &str, names: &[&str]) -> Option<i8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let found = names.iter().position(|name| word.len() >= SHORTEST && name.starts_with(word))?;
    i8::try_from(found + 1).ok()
}

/// `12`, `12.`, `12th`.
fn ordinal(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok()
}

fn count(word: &str) -> Option<i64> {
    let named = NUMBERS.iter().position(|name| *name == word).and_then(|place| i64::try_from(place + 1).ok());
    let number = word.parse().ok().filter(|number| (1..=999).contains(number));
    named.or(number).or(matches!(word, "a" | "an").then_some(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday.
    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn read(text: &str) -> String {
        read_day(text, TODAY).map_or_else(|refusal| refusal.to_string(), |day| day.to_string())
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        for (typed, day) in [
            ("2026-12-24", "2026-12-24"),
            ("2020-01-02", "2020-01-02"),
            ("today", "2026-11-23"),
            ("Tomorrow", "2026-11-24"),
            ("friday", "2026-11-27"),
            ("by Fri", "2026-11-27"),
            ("this friday", "2026-11-27"),
            ("monday", "2026-11-30"),
            ("next friday", "2026-12-04"),
            ("next monday", "2026-11-30"),
            ("next sunday", "2026-12-06"),
            ("next week", "2026-11-30"),
            ("next month", "2026-12-23"),
            ("next year", "2027-11-23"),
            ("in 2 weeks", "2026-12-07"),
            ("2 weeks", "2026-12-07"),
            ("in a month", "2026-12-23"),
            ("in six months", "2027-05-23"),
            ("end of month", "2026-11-30"),
            ("end of the week", "2026-11-27"),
            ("end of january", "2027-01-31"),
            ("12 dec", "2026-12-12"),
            ("12 December", "2026-12-12"),
            ("dec 12", "2026-12-12"),
            ("Dec. 12, 2027", "2027-12-12"),
            ("12. dec", "2026-12-12"),
            ("the 12th of december", "2026-12-12"),
            ("1 mar", "2027-03-01"),
            ("23 nov", "2026-11-23"),
            ("29 feb", "2028-02-29"),
            ("march", "2027-03-01"),
            ("24.12.", "2026-12-24"),
            ("24.12.2027", "2027-12-24"),
        ] {
            assert_eq!(read(typed), day, "{typed}");
        }
    }

    #[test]
    fn a_weekday_is_ahead_on_every_day_and_next_is_in_the_week_after() {
        for (today, friday, next) in [(27, "2026-12-04", "2026-12-04"), (28, "2026-12-04", "2026-12-04"), (26, "2026-11-27", "2026-12-04")]
        {
            let on = jiff::civil::date(2026, 11, today);
            let read = |text| read_day(text, on).unwrap().to_string();
            assert_eq!((read("friday").as_str(), read("next friday").as_str()), (friday, next), "on the {today}th");
        }
    }

    #[test]
    fn what_is_no_day_says_what_one_looks_like() {
        let wrong = [
            "frday",
            "12",
            "5 pm",
            "8:00",
            "12/4",
            "30 feb",
            "31.11.",
            "2026-13-01",
            "yesterday",
            "may be",
            "decline",
            "1000 years",
            "next",
            "in",
            "Ä",
            "0 days",
            "12 dec 27",
        ];
        for typed in wrong {
            let words = format!("\"{typed}\" is no date that can be read: type friday, 12 dec, in 2 weeks or 2026-12-24");
            assert_eq!(read(typed), words);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_the_reader(text in "(\\PC{0,20}|(next|in|end of|12|999|dec|feb|29|week|years|\\.| ){0,6})", ahead in 0..3_000_000_i64) {
            let today = TODAY.checked_add(ahead.days()).unwrap_or(Date::MAX);
            drop(read_day(&text, today));
        }
    }
}
