//! What the team filled in on worksheets. This module must not compute anything itself.

use super::{Refusal, Session};
use crate::questionnaire::Id;
use crate::questionnaire::worksheet::{Input, MOST_RANGES, Range, Results, Worksheet};

impl Session {
    /// Returns the number or range the team set for an input; `None` if it left the questionnaire's own.
    pub fn figure_set(&self, worksheet: &Id, input: &str) -> Option<Range> {
        self.worksheets.get(worksheet)?.get(input).copied()
    }

    /// Returns the number or range that counts for an input of `worksheet`: the team's, else the questionnaire's.
    pub fn figure(&self, worksheet: &Worksheet, input: &Input) -> Range {
        self.figure_set(&worksheet.id, &input.id).unwrap_or(input.preset)
    }

    /// Returns what follows from the numbers that count on `worksheet`.
    pub fn results<'w>(&self, worksheet: &'w Worksheet) -> Results<'w> {
        worksheet.results(|input| self.figure(worksheet, input))
    }

    /// Tells whether the team set anything on a worksheet.
    pub fn is_filled_in(&self, worksheet: &Id) -> bool {
        self.worksheets.contains_key(worksheet)
    }

    pub(super) fn set_figure(&mut self, worksheet: &Id, input: &str, to: Option<Range>) -> Result<(), Refusal> {
        let Some(known) = self.questionnaire.worksheet(worksheet) else {
            return Err(Refusal::NoWorksheet(worksheet.clone()));
        };
        let Some((_, asked)) = known.input(input) else {
            return Err(Refusal::NoInput { worksheet: known.title.clone(), input: input.to_owned() });
        };
        if to.unwrap_or(asked.preset).is_wide() {
            self.check_ranges(known, asked)?;
        }
        let figures = self.worksheets.entry(worksheet.clone()).or_default();
        match to {
            Some(range) => figures.insert(input.to_owned(), range),
            None => figures.remove(input),
        };
        self.worksheets.retain(|_, figures| !figures.is_empty());
        Ok(())
    }

    /// Refuses one range more than can be computed at once.
    fn check_ranges(&self, worksheet: &Worksheet, except: &Input) -> Result<(), Refusal> {
        let others = worksheet.inputs.iter().filter(|input| input.id != except.id);
        let ranges: Vec<_> = others.map(|input| (input, self.figure(worksheet, input))).filter(|(_, range)| range.is_wide()).collect();
        if ranges.len() < MOST_RANGES {
            return Ok(());
        }
        let widest = ranges.iter().max_by(|(_, one), (_, other)| one.spread().total_cmp(&other.spread()));
        Err(Refusal::TooManyRanges { widest: widest.map(|(input, _)| input.label.clone()).unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use crate::questionnaire::worksheet::Range;
    use crate::session::sample::{id, now, session};
    use crate::session::{Change, Session};

    fn set(session: &mut Session, input: &str, to: Option<(f64, f64)>) -> Result<(), String> {
        let to = to.map(|(low, high)| Range::new(low, high).unwrap());
        let change = Change::Figure { worksheet: id("bill"), input: input.into(), to };
        session.apply(change, now()).map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn what_the_team_set_is_kept_in_the_file_and_can_be_taken_back() {
        let mut session = session();
        set(&mut session, "price", Some((11.5, 14.0))).unwrap();
        set(&mut session, "people", Some((8.0, 8.0))).unwrap();
        let json = session.to_json();
        let figures = "\"worksheets\": {\n    \"bill\": {\n      \"people\": 8,\n      \"price\": [\n        11.5,\n        14\n      ]\n    }\n  },\n  \"questionnaire\"";
        assert!(json.contains(figures), "{json}");
        let read = Session::parse(json.as_bytes()).unwrap();
        assert_eq!(read, session);
        assert_eq!(read.to_json(), json);
        set(&mut session, "price", None).unwrap();
        set(&mut session, "people", None).unwrap();
        assert!(!session.is_filled_in(&id("bill")) && !session.to_json().contains("\"worksheets\": {"));
    }

    #[test]
    fn an_input_that_does_not_exist_is_refused() {
        assert_eq!(set(&mut session(), "tip", Some((1.0, 2.0))), Err("What does it cost? has no input tip".into()));
    }

    #[test]
    fn a_file_with_wrong_figures_is_told_where() {
        let mut session = session();
        set(&mut session, "price", Some((11.5, 14.0))).unwrap();
        let json = session.to_json();
        for (figures, expected) in [
            ("{\"bill\": {\"tip\": 1}}", "worksheets.bill.tip: there is no input `tip`, expected one of `people`, `price`"),
            ("{\"tip\": {}}", "worksheets.tip: there is no worksheet `tip`, expected one of `bill`"),
            ("{\"bill\": {\"price\": \"1\"}}", "worksheets.bill.price: found \"1\", expected a number"),
            (
                "{\"bill\": {\"price\": [1]}}",
                "worksheets.bill.price: found `[1]`, expected a number, or a list of two: the least and the largest",
            ),
            (
                "{\"bill\": {\"price\": [2, 1]}}",
                "worksheets.bill.price: found `[2, 1]`, expected a number, or a list of two: the least and the largest",
            ),
        ] {
            let (before, rest) = json.split_once("{\n    \"bill\"").unwrap();
            let (_, after) = rest.split_once(",\n  \"questionnaire\"").unwrap();
            let changed = format!("{before}{figures},\n  \"questionnaire\"{after}");
            assert_eq!(Session::parse(changed.as_bytes()).unwrap_err().0[0].sentence(), expected);
        }
    }
}
