//! Dated facts, and when they are too old to be relied on.

use jiff::civil::Date;

use super::Id;

/// How fast a fact ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelfLife {
    /// Does not go stale.
    Durable,
    /// Stale after 18 months.
    Slow,
    /// Stale after 6 months.
    Volatile,
}

impl ShelfLife {
    /// All of them, longest first.
    pub const ALL: [Self; 3] = [Self::Durable, Self::Slow, Self::Volatile];

    /// Returns it as it is written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Durable => "durable",
            Self::Slow => "slow",
            Self::Volatile => "volatile",
        }
    }
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: Id,
    /// The fact.
    pub says: String,
    /// Who says so.
    pub source: String,
    /// Where to read it.
    pub url: Option<String>,
    /// When it was true: `2026`, `2026-11` or `2026-11-23`.
    pub dated: String,
    /// How fast it ages.
    pub shelf_life: ShelfLife,
}

impl Evidence {
    /// Tells whether the fact is stale on `day`: more than 6 (volatile) or 18 (slow) months after it was dated.
    ///
    /// A bare year or month counts from its last day.
    pub fn is_stale(&self, day: Date) -> bool {
        self.good_until().is_some_and(|until| day > until)
    }

    /// Returns the last day before the fact is stale. Is `None` if it never goes stale.
    pub fn good_until(&self) -> Option<Date> {
        good_until(&self.dated, self.shelf_life)
    }

    /// Returns the last day that `dated` can mean.
    pub fn dated_until(&self) -> Option<Date> {
        last_day(&self.dated)
    }
}

/// Returns the last day before something dated so is stale; `None` if it never is.
pub(super) fn good_until(dated: &str, shelf_life: ShelfLife) -> Option<Date> {
    let months = match shelf_life {
        ShelfLife::Durable => return None,
        ShelfLife::Slow => 18,
        ShelfLife::Volatile => 6,
    };
    last_day(dated)?.checked_add(jiff::Span::new().months(months)).ok()
}

/// Returns the last day that `2026`, `2026-11` or `2026-11-23` can mean. Is `None` for any other text.
pub fn last_day(dated: &str) -> Option<Date> {
    let digits = |part: &str, wanted: usize| {
        (part.len() == wanted && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let mut parts = dated.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return Date::new(year, 12, 31).ok();
    };
    let first = Date::new(year, digits(month, 2)?.try_into().ok()?, 1).ok()?;
    let Some(day) = parts.next() else {
        return Some(first.last_of_month());
    };
    let day = digits(day, 2)?.try_into().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(first.year(), first.month(), day).ok()
}

/// Returns the day that `2026-11-23` means. Is `None` if it is written in any other way.
pub fn exact_day(dated: &str) -> Option<Date> {
    last_day(dated).filter(|_| dated.len() == "2026-11-23".len())
}
