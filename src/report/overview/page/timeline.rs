//! The days on which decisions are to be looked at again, as marks on a line.

use jiff::civil::Date;

use super::{Row, anchor};
use crate::order::sort_by_key;
use crate::report::html::Escaped;

/// How wide the drawing is, in its own units; about pixels on a large screen.
const WIDTH: i64 = 1000;
/// The margin at both ends.
const MARGIN: i64 = 24;
/// How far apart two marks are, either way.
const MARK: i64 = 20;
/// The most marks above one another; further ones lie on the highest.
const MOST_LANES: usize = 8;
/// The most marks that are drawn: more could not be told apart.
const MOST_MARKS: usize = 400;
/// The most days that are labeled.
const MOST_TICKS: usize = 8;

/// Returns the section with the drawing. Is empty if no decision has such a day.
pub(super) fn section(rows: &[(usize, &Row)], day: Date) -> String {
    let look_again = |(number, row): &(usize, &Row)| {
        let glance = row.decision.as_ref()?;
        Some((glance.look_again_on?, *number, glance.title.clone()))
    };
    let mut marks: Vec<(Date, usize, String)> = rows.iter().filter_map(look_again).collect();
    sort_by_key(&mut marks, |(day, ..)| *day);
    let hidden = marks.len().saturating_sub(MOST_MARKS);
    marks.truncate(MOST_MARKS);
    let (Some((first, ..)), Some((last, ..))) = (marks.first(), marks.last()) else { return String::new() };
    let line = Line { first: (*first).min(day), last: (*last).max(day) };
    let more = if hidden > 0 { format!(" {hidden} later ones are not drawn.") } else { String::new() };
    format!(
        "<section aria-labelledby=\"again\">\n<h2 id=\"again\">When to look again</h2>\n{}<p>Each mark is a decision; hatched: its day has come.{more}</p>\n\
         </section>\n",
        line.draw(&marks, day)
    )
}

/// A line from one day to another.
struct Line {
    first: Date,
    last: Date,
}

impl Line {
    fn days(&self) -> i64 {
        days_between(self.first, self.last).max(1)
    }

    fn place(&self, day: Date) -> i64 {
        MARGIN + (WIDTH - 2 * MARGIN) * days_between(self.first, day) / self.days()
    }

    fn draw(&self, marks: &[(Date, usize, String)], day: Date) -> String {
        let placed = lanes(marks.iter().map(|(day, ..)| self.place(*day)));
        let lanes = placed.iter().map(|(_, lane)| lane + 1).max().unwrap_or(1);
        let base = MARK * i64::try_from(lanes).unwrap_or(1) + 24;
        let height = base + 28;
        let shown: String = marks.iter().zip(&placed).map(|(mark, place)| draw_mark(mark, *place, base, day)).collect();
        let (now, end) = (self.place(day), WIDTH - MARGIN / 2);
        // Beside the line, on the side that has room.
        let (side, beside) = if now > WIDTH / 2 { ("end", now - 6) } else { ("start", now + 6) };
        format!(
            "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\"Days to look again, from {} to {}\">{}\
             <path class=\"axis\" d=\"M{} {base}H{end}\"/><path class=\"axis\" d=\"M{now} 4V{}\"/>\
             <text class=\"now\" x=\"{beside}\" y=\"14\" text-anchor=\"{side}\">{day}</text>{shown}</svg>\n",
            self.first,
            self.last,
            self.ticks(base),
            MARGIN / 2,
            base + 6
        )
    }

    /// Labels the beginnings of months, or of every n-th one, as many as there is room for.
    fn ticks(&self, base: i64) -> String {
        let months: Vec<Date> =
            self.first.first_of_month().series(jiff::Span::new().months(1)).take_while(|month| *month <= self.last).collect();
        let step = [1, 2, 3, 6]
            .into_iter()
            .find(|step| months.len() / step <= MOST_TICKS)
            .unwrap_or_else(|| 12 * months.len().div_ceil(12 * MOST_TICKS));
        let since_year_zero =
            |month: &Date| 12 * usize::try_from(month.year()).unwrap_or_default() + usize::try_from(month.month() - 1).unwrap_or_default();
        let chosen = months.iter().filter(|month| **month >= self.first && since_year_zero(month) % step == 0);
        let tick = |month: &Date| {
            let x = self.place(*month);
            format!(
                "<path class=\"tick\" d=\"M{x} 20V{base}\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                base + 20,
                month.strftime("%Y-%m")
            )
        };
        chosen.map(tick).collect()
    }
}

fn draw_mark((when, number, title): &(Date, usize, String), (x, lane): (i64, usize), base: i64, day: Date) -> String {
    let class = if *when <= day { "hatched" } else { "solid" };
    let y = base - 11 - MARK * i64::try_from(lane).unwrap_or_default();
    format!(
        "<a href=\"#{}\"><circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"8\"><title>{when}: {}</title></circle></a>",
        anchor(*number),
        Escaped(title)
    )
}

/// Puts marks, given from left to right, above one another if they would touch.
fn lanes(places: impl Iterator<Item = i64>) -> Vec<(i64, usize)> {
    let mut ends: Vec<i64> = Vec::new();
    let lane_of = |x: i64| {
        let free = ends.iter().position(|end| *end <= x).unwrap_or(ends.len()).min(MOST_LANES - 1);
        match ends.get_mut(free) {
            Some(end) => *end = x + MARK,
            None => ends.push(x + MARK),
        }
        (x, free)
    };
    places.map(lane_of).collect()
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| span.get_days().into())
}

#[cfg(test)]
mod tests {
    use super::lanes;

    #[test]
    fn marks_that_would_touch_lie_above_one_another() {
        assert_eq!(lanes([0, 5, 21, 22].into_iter()), [(0, 0), (5, 1), (21, 0), (22, 2)]);
    }
}
