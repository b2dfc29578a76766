//! Exact fractions, so that ranks, ties and sums never depend on rounding.
//!
//! This module must not know what the numbers mean.

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

use crate::order::sort_by_key;

/// A reduced fraction with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// Returns `numerator / denominator` in lowest terms; zero if the denominator is zero.
    ///
    /// `i128::MIN`, whose size has no positive counterpart, counts as `-i128::MAX`.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let (above, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = common_divisor(above, below);
        let size = signed(above / divisor);
        let numerator = if (numerator < 0) == (denominator < 0) { size } else { -size };
        Self { numerator, denominator: signed(below / divisor) }
    }

    /// Returns the numerator.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Returns the denominator, which is positive.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// Returns the nearest double; if two are equally near, the even one.
    pub fn to_f64(self) -> f64 {
        let size = nearest(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        if self.numerator < 0 { -size } else { size }
    }

    /// Returns its size, without the sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { numerator: self.numerator.abs(), denominator: self.denominator }
    }

    /// Returns the number of tenths, rounded half up, also below zero, so that shown figures shift together.
    pub fn tenths(self) -> i128 {
        let whole = self.numerator.div_euclid(self.denominator);
        let rest = Self { numerator: self.numerator.rem_euclid(self.denominator), denominator: self.denominator };
        let reached = |tenth: &i128| Self { numerator: 2 * tenth - 1, denominator: 20 } <= rest;
        let tenths = (1..=10).take_while(reached).last().unwrap_or(0);
        whole.saturating_mul(10).saturating_add(tenths)
    }
}

/// Rounds `parts` to tenths that add up to `total`. Rounds all down, then those with the largest remainders up; among
/// equal remainders, the larger part comes first, then the earlier.
///
/// `total` must lie less than a tenth from ten times the sum of the parts. Then the number of missing tenths is never
/// negative, and never above the number of parts with a remainder.
pub fn tenths_adding_up(parts: &[Exact], total: i128) -> Vec<i128> {
    let mut shown: Vec<i128> = parts.iter().map(|part| (part.numerator * 10).div_euclid(part.denominator)).collect();
    let missing = usize::try_from(total - shown.iter().sum::<i128>()).unwrap_or_default();
    let remainder = |part: &Exact| Exact::new((part.numerator * 10).rem_euclid(part.denominator), part.denominator);
    let mut order: Vec<_> = shown.iter_mut().zip(parts).collect();
    sort_by_key(&mut order, |(_, part)| std::cmp::Reverse((remainder(part), part.abs())));
    order.into_iter().take(missing).for_each(|(tenths, _)| *tenths += 1);
    shown
}

/// Written as the nearest double.
impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let products = (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator));
        match products {
            (Some(this), Some(that)) => this.cmp(&that),
            (Some(_) | None, Some(_) | None) => compare_by_division(*self, *other),
        }
    }
}

/// Compares by Euclid's algorithm: the whole parts first, then the reciprocals of what is left. Multiplies nothing, so
/// that nothing can overflow.
fn compare_by_division(mut left: Exact, mut right: Exact) -> Ordering {
    loop {
        let whole = |side: Exact| side.numerator.div_euclid(side.denominator);
        let rest = |side: Exact| side.numerator.rem_euclid(side.denominator);
        let by_whole = whole(left).cmp(&whole(right));
        if by_whole.is_ne() || rest(left) == 0 || rest(right) == 0 {
            return by_whole.then(rest(left).signum().cmp(&rest(right).signum()));
        }
        (left, right) = (
            Exact { numerator: right.denominator, denominator: rest(right) },
            Exact { numerator: left.denominator, denominator: rest(left) },
        );
    }
}

fn signed(size: u128) -> i128 {
    i128::try_from(size).unwrap_or(i128::MAX)
}

/// Returns the double nearest to `above / below`, for sizes up to 2^127 and `below` above zero.
#[expect(clippy::cast_precision_loss, reason = "rounding to a double is what this is for")]
fn nearest(above: u128, below: u128) -> f64 {
    /// All whole numbers below this are doubles, so that one division rounds only once.
    const WHOLE_DOUBLES: u128 = 1 << 53;
    /// Two bits more than a double holds: enough to tell on which side of the middle between two doubles a quotient
    /// lies.
    const ENOUGH_DIGITS: u128 = 1 << 55;
    if above < WHOLE_DOUBLES && below < WHOLE_DOUBLES {
        return above as f64 / below as f64;
    }
    let (mut quotient, mut rest, mut doublings) = (above / below, above % below, 0);
    while quotient < ENOUGH_DIGITS && rest != 0 {
        rest *= 2;
        quotient = 2 * quotient + u128::from(rest >= below);
        rest -= if rest >= below { below } else { 0 };
        doublings += 1;
    }
    // The last bit says "and something more", so that a quotient just above the middle does not look like the middle.
    let quotient = quotient | u128::from(rest != 0);
    quotient as f64 / 2_f64.powi(doublings)
}

/// Returns the largest common divisor, at least 1, by halving and subtracting: division is slow at this size.
fn common_divisor(mut left: u128, mut right: u128) -> u128 {
    if left == 0 || right == 0 {
        return (left | right).max(1);
    }
    let twos = (left | right).trailing_zeros();
    left >>= left.trailing_zeros();
    while right != 0 {
        right >>= right.trailing_zeros();
        (left, right) = (left.min(right), left.abs_diff(right));
    }
    left << twos
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_reduced_with_a_positive_denominator() {
        let half = Exact::new(-3, -6);
        assert_eq!((half.numerator(), half.denominator()), (1, 2));
        assert_eq!(Exact::new(3, -6), Exact::new(-1, 2));
        assert_eq!(Exact::new(5, 0), Exact::ZERO);
        assert_eq!(Exact::new(i128::MIN, -1), Exact::new(i128::MAX, 1));
    }

    #[test]
    fn compares_where_products_would_overflow() {
        let near_one = Exact::new(i128::MAX - 1, i128::MAX);
        assert!(near_one < Exact::ONE);
        assert!(Exact::new(i128::MAX - 2, i128::MAX - 1) < near_one);
        assert!(Exact::new(-i128::MAX, i128::MAX - 1) < Exact::new(-1, 1));
        assert_eq!(near_one.cmp(&near_one), Ordering::Equal);
    }

    #[test]
    fn rounds_tenths_half_up() {
        let tenths = |numerator, denominator| Exact::new(numerator, denominator).tenths();
        assert_eq!((tenths(1, 20), tenths(-1, 20), tenths(-3, 20)), (1, 0, -1));
        assert_eq!((tenths(1, 3), tenths(-1, 3), tenths(199, 20)), (3, -3, 100));
        assert_eq!(tenths(i128::MAX - 1, i128::MAX), 10);
    }

    #[test]
    fn rounds_to_the_nearest_double_beyond_53_bits() {
        // 2^53 + 1 lies in the middle of two doubles and goes to the even one; slightly more goes up.
        let middle = (1_i128 << 53) + 1;
        assert!((Exact::new(middle, 1).to_f64() - 9_007_199_254_740_992.0).abs() < 0.5);
        assert!((Exact::new(middle * 1_000_003 + 1, 1_000_003).to_f64() - 9_007_199_254_740_994.0).abs() < 0.5);
        assert!((Exact::new(-(1 << 100), 3 << 100).to_f64() + 1.0 / 3.0).abs() < f64::EPSILON / 8.0);
    }

    proptest! {
        #[test]
        fn agrees_with_plain_arithmetic(a in -10_000_i64..10_000, b in 1_i64..10_000, c in -10_000_i64..10_000, d in 1_i64..10_000) {
            let (left, right) = (Exact::new(a.into(), b.into()), Exact::new(c.into(), d.into()));
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
            prop_assert_eq!(compare_by_division(left, right), (a * d).cmp(&(c * b)));
            prop_assert_eq!(left.tenths(), i128::from((a * 20 + b).div_euclid(b * 2)));
            prop_assert_eq!(left.denominator() * i128::from(a), left.numerator() * i128::from(b));
        }

        #[test]
        fn long_division_gives_the_hardware_quotient(a in 1_u64..1 << 53, b in 1_u64..1 << 53) {
            // A common factor forces the same quotient through the slow path.
            let factor = 1_u128 << 60;
            #[expect(clippy::cast_precision_loss, reason = "both are below 2^53")]
            let hardware = a as f64 / b as f64;
            prop_assert_eq!(nearest(u128::from(a) * factor, u128::from(b) * factor).to_bits(), hardware.to_bits());
        }

        #[test]
        fn order_is_that_of_the_doubles_where_they_differ(a in any::<i128>(), b in 1_i128..i128::MAX, c in any::<i128>(), d in 1_i128..i128::MAX) {
            let (left, right) = (Exact::new(a, b), Exact::new(c, d));
            if left.to_f64() < right.to_f64() {
                prop_assert!(left < right);
            }
        }
    }
}
