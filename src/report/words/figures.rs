//! Figures as people read them: one decimal half up from exact fractions, shares as whole percent.
//!
//! This module must not know what a figure stands for.

use crate::scoring::Exact;

/// Returns tenths with one decimal: `42` gives `4.2`.
pub fn tenths(tenths: i128) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

/// Returns tenths as a whole number, rounded half up: `715` gives `72`.
pub fn whole(tenths: i128) -> i128 {
    (tenths + 5).div_euclid(10)
}

/// Returns a value with one decimal, rounded half up: `71.0`.
pub fn value(value: Exact) -> String {
    tenths(value.tenths())
}

/// Returns tenths with a sign, for numbers to either side of 0: `+4.2`, `-0.3`, `0.0`.
pub fn signed(number: i128) -> String {
    if number > 0 { format!("+{}", tenths(number)) } else { tenths(number) }
}

/// Returns tenths as points with a sign, within a sentence: `+4.2 points`, `-1 point`, `0 points`.
pub fn signed_points(number: i128) -> String {
    let sign = if number > 0 { "+" } else { "" };
    if number == -10 { "-1 point".into() } else { format!("{sign}{}", tenth_points(number)) }
}

/// Returns a number of points within a sentence: `4.2 points`, `7 points`, `1 point`, `less than 0.1 points`.
pub fn points(number: Exact) -> String {
    if number > Exact::ZERO && number.tenths() == 0 { "less than 0.1 points".into() } else { tenth_points(number.tenths()) }
}

/// Returns a number of tenths as points within a sentence.
pub fn tenth_points(number: i128) -> String {
    match number {
        10 => "1 point".into(),
        _ if number % 10 == 0 => format!("{} points", number / 10),
        _ => format!("{} points", tenths(number)),
    }
}

/// Returns a share of 0..1 in hundreds: `87`, `more than 99`, `less than 1`; `100` and `0` only if exact.
pub fn of_hundred(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share >= 1.0 {
        "100".into()
    } else if share <= 0.0 {
        "0".into()
    } else if rounded >= 100.0 {
        "more than 99".into()
    } else if rounded < 1.0 {
        "less than 1".into()
    } else {
        format!("{rounded:.0}")
    }
}

/// Returns a share of 0..1 as whole percent: `87%`, `more than 99%`.
pub fn percent(share: f64) -> String {
    format!("{}%", of_hundred(share))
}

#[cfg(test)]
mod tests {
    use super::{of_hundred, points, signed, tenths, value};
    use crate::scoring::Exact;

    #[test]
    fn values_round_half_up_from_exact_fractions() {
        let shown = [(143, 2), (1433, 20), (1, 3), (0, 1), (100, 1)].map(|(n, d)| value(Exact::new(n, d)));
        assert_eq!(shown, ["71.5", "71.7", "0.3", "0.0", "100.0"]);
    }

    #[test]
    fn negative_tenths_keep_their_sign_below_one() {
        assert_eq!([tenths(-3), tenths(-42), signed(3), signed(0)], ["-0.3", "-4.2", "+0.3", "0.0"]);
    }

    #[test]
    fn points_read_as_words() {
        let shown = [(7, 1), (1, 1), (42, 10), (1, 100), (0, 1)].map(|(n, d)| points(Exact::new(n, d)));
        assert_eq!(shown, ["7 points", "1 point", "4.2 points", "less than 0.1 points", "0 points"]);
    }

    #[test]
    fn shares_say_all_or_none_only_where_exact() {
        let shown = [1.0, 0.996, 0.99, 0.874, 0.006, 0.004, 0.0].map(of_hundred);
        assert_eq!(shown, ["100", "more than 99", "99", "87", "1", "less than 1", "0"]);
    }
}
