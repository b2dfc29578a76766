//! Finds what is allowed but poor in a questionnaire, so that its author knows before a team relies on it.
//!
//! Works on the fits alone, with whole numbers and a fixed seed, so that the same file always gives the same findings.
//! This module must not know of answers or values.

mod fits;

use super::worksheet::Worksheet;
use super::{Alternative, Choice, Effect, Id, Question, Questionnaire};
use crate::problem::Problem;
use crate::text::width;

/// The widest short name of an alternative, in columns: what fits beside the bars of the result.
const WIDEST_SHORT: usize = 18;
/// The widest choice, in columns: a line of 80 without its mark and its digit.
const WIDEST_CHOICE: usize = 70;
/// The widest section title, in columns: half of the header.
const WIDEST_SECTION: usize = 40;
/// The widest title and the widest name of an alternative or family, in columns: a heading with its margin.
const WIDEST_HEADING: usize = 70;
/// The widest word of the glossary, in columns, so that there is room for its meaning.
const WIDEST_TERM: usize = 30;

/// The widest label of a number on a worksheet, in columns: half of a screen of 80 without the mark.
const WIDEST_NUMBER: usize = 30;

/// Returns everything that is allowed but poor, each with its path, in the order of the file.
pub fn lint(questionnaire: &Questionnaire) -> Vec<Problem> {
    let mut findings = Findings::default();
    findings.width("title", questionnaire.title(), WIDEST_HEADING);
    for (place, family) in questionnaire.families().iter().enumerate() {
        findings.width(format!("families[{place}].name"), &family.name, WIDEST_HEADING);
    }
    findings.alternatives(questionnaire);
    for (place, section) in questionnaire.sections().iter().enumerate() {
        findings.width(format!("sections[{place}].title"), &section.title, WIDEST_SECTION);
    }
    findings.hard_limits(questionnaire);
    for (place, question) in questionnaire.questions().iter().enumerate() {
        findings.question(&format!("questions[{place}]"), question, questionnaire.alternatives());
        findings.double_counting(questionnaire, place);
    }
    findings.evidence(questionnaire);
    for (place, term) in questionnaire.glossary().iter().enumerate() {
        findings.width(format!("glossary[{place}].term"), &term.term, WIDEST_TERM);
    }
    for (place, worksheet) in questionnaire.worksheets().iter().enumerate() {
        findings.worksheet(&format!("worksheets[{place}]"), worksheet);
    }
    findings.0
}

#[derive(Default)]
struct Findings(Vec<Problem>);

impl Findings {
    fn add(&mut self, path: impl Into<String>, what: impl Into<String>) {
        self.0.push(Problem::at_path(path, what));
    }

    fn width(&mut self, path: impl Into<String>, text: &str, most: usize) {
        let found = width(text);
        if found > most {
            self.add(path, format!("takes {found} columns, expected at most {most} to fit a screen of 80"));
        }
    }

    fn alternatives(&mut self, questionnaire: &Questionnaire) {
        let shares = fits::wins(questionnaire);
        for (place, (alternative, share)) in questionnaire.alternatives().iter().zip(shares).enumerate() {
            let path = format!("alternatives[{place}]");
            self.width(format!("{path}.name"), &alternative.name, WIDEST_HEADING);
            self.width(format!("{path}.short"), &alternative.short, WIDEST_SHORT);
            for better in questionnaire.alternatives().iter().filter(|other| fits::is_dominated(questionnaire, alternative, other)) {
                self.add(&path, format!("`{}` is never better than `{}` on any choice", alternative.id, better.id));
            }
            let least = fits::Share::quarter_of_even(questionnaire.alternatives().len());
            if share < least || share > fits::Share::MOST {
                let sheets = "of 10,000 answer sheets drawn at random, expected";
                self.add(&path, format!("`{}` wins {share} {sheets} {least} to {}", alternative.id, fits::Share::MOST));
            }
        }
    }

    fn hard_limits(&mut self, questionnaire: &Questionnaire) {
        let choices = || questionnaire.questions().iter().flat_map(|question| &question.choices);
        let (limited, all) = (choices().filter(|choice| !choice.rules_out.is_empty()).count(), choices().count());
        if 3 * limited > all {
            self.add("questions", format!("{limited} of {all} choices have hard limits, expected at most one in three"));
        }
    }

    fn question(&mut self, path: &str, question: &Question, alternatives: &[Alternative]) {
        if !question.has_hard_limit() && !fits::moves_a_gap(question, alternatives) {
            self.add(path, "no answer can move the gap between any two alternatives");
        }
        for (field, text) in [("why", &question.why), ("look_up", &question.look_up)] {
            if is_missing(text.as_deref()) {
                self.add(format!("{path}.{field}"), "missing");
            }
        }
        for (place, choice) in question.choices.iter().enumerate() {
            self.choice(&format!("{path}.choices[{place}]"), choice, alternatives);
        }
    }

    fn choice(&mut self, path: &str, choice: &Choice, alternatives: &[Alternative]) {
        self.width(format!("{path}.text"), &choice.text, WIDEST_CHOICE);
        let effects = || alternatives.iter().filter_map(|alternative| choice.effects.get_key_value(&alternative.id));
        if choice.rules_out.is_empty() && effects().all(|(_, effect)| effect.fit == 0) {
            self.add(path, "helps or hurts no alternative");
        }
        for (alternative, effect) in effects().filter(|(_, effect)| effect.fit != 0) {
            if is_missing(effect.because.as_deref()) {
                self.add(format!("{path}.effects.{alternative}.because"), format!("missing, though the fit is {}", effect.fit));
            }
        }
        for (alternative, effect) in effects() {
            self.mitigation(&format!("{path}.effects.{alternative}.mitigation"), effect);
        }
    }

    fn mitigation(&mut self, path: &str, effect: &Effect) {
        let fit = effect.fit;
        match is_missing(effect.mitigation.as_deref()) {
            true if fit < 0 => self.add(path, format!("missing, though the fit is {fit}")),
            false if fit >= 0 => self.add(path, format!("the fit is {fit}, expected advice only where it is below 0: it is never shown")),
            true | false => {}
        }
    }

    /// Names the earlier questions whose effects point the same way as those of the question at `place`.
    fn double_counting(&mut self, questionnaire: &Questionnaire, place: usize) {
        let questions = questionnaire.questions();
        let Some(question) = questions.get(place) else { return };
        for (earlier, other) in questions.iter().take(place).enumerate() {
            if fits::point_the_same_way(question, other, questionnaire.alternatives()) {
                let what =
                    format!("its effects point the same way as those of `{}` in questions[{earlier}]: is this counted twice?", other.id);
                self.add(format!("questions[{place}]"), what);
            }
        }
    }

    fn worksheet(&mut self, path: &str, worksheet: &Worksheet) {
        self.width(format!("{path}.title"), &worksheet.title, WIDEST_HEADING);
        let formulas = || worksheet.rows.iter().map(|row| &row.formula).chain(worksheet.suggests.iter().map(|suggestion| &suggestion.when));
        for (place, input) in worksheet.inputs.iter().enumerate() {
            let path = format!("{path}.inputs[{place}]");
            self.width(format!("{path}.label"), &input.label, WIDEST_NUMBER);
            if !formulas().any(|formula| formula.uses(place)) {
                self.add(&path, "no row and no suggestion uses it");
            }
            if input.dated.is_some() && is_missing(input.source.as_deref()) {
                self.add(format!("{path}.source"), "missing, though the number is dated");
            }
        }
        for (place, row) in worksheet.rows.iter().enumerate() {
            self.width(format!("{path}.rows[{place}].label"), &row.label, WIDEST_NUMBER);
        }
        for (place, suggestion) in
            worksheet.suggests.iter().enumerate().filter(|(_, suggestion)| !worksheet.questions.contains(&suggestion.question))
        {
            self.add(format!("{path}.suggests[{place}].question"), format!("the worksheet is not offered on `{}`", suggestion.question));
        }
    }

    fn evidence(&mut self, questionnaire: &Questionnaire) {
        let cited: std::collections::BTreeSet<&Id> = questionnaire.questions().iter().flat_map(|question| &question.evidence).collect();
        for (place, fact) in questionnaire.evidence().iter().enumerate().filter(|(_, fact)| !cited.contains(&fact.id)) {
            self.add(format!("evidence[{place}]"), format!("no question cites `{}`", fact.id));
        }
    }
}

fn is_missing(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests;
