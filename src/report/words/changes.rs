//! What would change the result: answers, importances and hard limits.

use super::figures::points;
use super::{Basis, Sentence, Words, join, join_or};
use crate::order::sort_by_key;
use crate::questionnaire::{Id, Importance};
use crate::scoring::{AtRisk, Exact, Flip, FlipEffect, RiskKind, RuledOut, find};

/// How far an answer is from what is answered now. Choices are ordered lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It is one of the answers that are still possible.
    Open,
    /// It stands next to such an answer.
    Near,
    /// It lies farther away.
    Far,
}

/// Which other answers would change who leads: one sentence for all choices of a question that do the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OtherAnswers {
    /// Answers that are still possible.
    pub open: Vec<Sentence>,
    /// Answers a step away.
    pub near: Vec<Sentence>,
    /// Answers farther away.
    pub far: Vec<Sentence>,
    /// Settled answers that bring a hard limit into play, or take one away, nearest first.
    pub limits: Vec<Sentence>,
}

impl<'a> Words<'a> {
    /// Returns which other answers would change who leads, by how near they are, hard limits apart.
    pub fn other_answers(self) -> OtherAnswers {
        let mut found = OtherAnswers::default();
        for (reach, group) in self.flip_groups() {
            let Some(first) = group.first() else { continue };
            let sentence = Sentence::about(&first.question, self.flip(first, &group, reach));
            match (reach, is_by_limit(first.effect)) {
                (Reach::Open, _) => found.open.push(sentence),
                (Reach::Near | Reach::Far, true) => found.limits.push(sentence),
                (Reach::Near, false) => found.near.push(sentence),
                (Reach::Far, false) => found.far.push(sentence),
            }
        }
        found
    }

    /// Returns the same as one list, nearest first, hard limits last.
    pub fn flips(self) -> Vec<Sentence> {
        let OtherAnswers { open, near, far, limits } = self.other_answers();
        open.into_iter().chain(near).chain(far).chain(limits).collect()
    }

    /// Returns the sentence that tells of `flip`, together with those that do the same.
    pub(super) fn flip_sentence(self, flip: &'a Flip) -> Sentence {
        let mut groups = self.flip_groups().into_iter();
        let (reach, group) = groups.find(|(_, group)| group.contains(&flip)).unwrap_or_else(|| (self.reach(flip), vec![flip]));
        Sentence::about(&flip.question, self.flip(flip, &group, reach))
    }

    /// Returns the single answers that change who leads, nearest first. Answers of one question that do the same form a
    /// group.
    fn flip_groups(self) -> Vec<(Reach, Vec<&'a Flip>)> {
        let alike = |one: &Flip, other: &Flip| {
            one.question == other.question
                && one.effect == other.effect
                && one.leaders == other.leaders
                && self.reach(one) == self.reach(other)
        };
        let groups = grouped(&self.assessment.flips, alike).into_iter();
        let mut groups: Vec<(Reach, Vec<&Flip>)> = groups.filter_map(|group| Some((self.reach(group.first()?), group))).collect();
        sort_by_key(&mut groups, |(reach, _)| *reach);
        groups
    }

    /// Returns how far the answer of a flip is from those that are possible now.
    pub(super) fn reach(self, flip: &Flip) -> Reach {
        let Some((question, state)) = self.questionnaire().question(&flip.question).zip(self.assessment.question(&flip.question)) else {
            return Reach::Far;
        };
        let possible = state.belief.iter().filter(|(_, share)| *share > Exact::ZERO).filter_map(|(choice, _)| question.place(choice));
        match question.place(&flip.to).and_then(|to| possible.map(|now| now.abs_diff(to)).min()) {
            Some(0) => Reach::Open,
            Some(1) => Reach::Near,
            Some(_) | None => Reach::Far,
        }
    }

    /// Returns one sentence for every importance that would change who leads, questionnaire order.
    pub fn importance_flips(self) -> Vec<Sentence> {
        let sentence = |change: &ImportanceChange| {
            Some(Sentence::about(change.question, self.importance_sentence(change, self.label(change.question))?))
        };
        self.importance_changes().iter().filter_map(sentence).collect()
    }

    /// Returns the same for reading: questions of which the same steps do the same share a sentence.
    pub fn importance_flips_together(self) -> Vec<String> {
        let changes = self.importance_changes();
        let groups = grouped(&changes, |one, other| one.steps == other.steps && one.overtaker == other.overtaker);
        let sentence = |group: &Vec<&ImportanceChange>| {
            let questions = join_or(group.iter().map(|change| self.label(change.question).to_owned()));
            self.importance_sentence(group.first()?, &questions)
        };
        groups.iter().filter_map(sentence).collect()
    }

    /// Returns one sentence for every answer that may still rule alternatives out.
    pub fn limits_at_risk(self) -> Vec<Sentence> {
        let alike = |one: &AtRisk, other: &AtRisk| one.question == other.question && one.choices == other.choices;
        let groups = grouped(&self.assessment.at_risk, alike);
        let sentence = |group: &Vec<&AtRisk>| group.first().map(|first| Sentence::about(&first.question, self.limit_at_risk(first, group)));
        groups.iter().filter_map(sentence).collect()
    }

    /// Returns one sentence for every question that rules the alternative out.
    pub fn ruled_out(self, alternative: &Id) -> Vec<Sentence> {
        let rules = find(&self.assessment.ruled_out, alternative).into_iter().flatten();
        let sentence = |rule: &RuledOut| {
            let answers = rule.choices.iter().map(|choice| format!("\"{}\"", self.choice(&rule.question, choice)));
            let mut reasons = rule.reasons.clone();
            reasons.dedup();
            format!("Ruled out by {}, answered {}. {}", self.label(&rule.question), join(answers), reasons.join(" "))
        };
        rules.map(|rule| Sentence::about(&rule.question, sentence(rule).trim_end())).collect()
    }

    /// Returns which questions rule an alternative out: `ruled out by Task and Exit`. Is `None` if none does.
    pub fn ruled_out_by(self, alternative: &Id) -> Option<String> {
        let rules = find(&self.assessment.ruled_out, alternative)?;
        Some(format!("ruled out by {}", self.label_all(rules.iter().map(|rule| &rule.question))))
    }

    /// Says that one alternative is on no question better than others.
    pub fn no_better<'b>(self, worse: &Id, better: impl IntoIterator<Item = &'b Id>) -> String {
        format!("{} is on no question better than {}.", self.call(worse), self.call_all(better))
    }

    fn flip(self, flip: &Flip, group: &[&Flip], reach: Reach) -> String {
        let leader = self.assessment.leader().map(|leader| self.call(leader)).unwrap_or_default();
        let new = self.call_all(&flip.leaders);
        let by = by(group);
        let would = match flip.effect {
            FlipEffect::RulesOut if flip.leaders.is_empty() => format!("{leader} would be ruled out, and nothing would be left"),
            FlipEffect::RulesOut => format!("{leader} would be ruled out and {new} would lead"),
            FlipEffect::Ties => format!("{new} would be level"),
            FlipEffect::BreaksTie if flip.leaders.len() == 1 => format!("{new} would lead alone"),
            FlipEffect::BreaksTie => format!("only {new} would be level"),
            FlipEffect::Reinstates if leader.is_empty() => format!("{new} would be possible again"),
            FlipEffect::Reinstates => format!("{new} would be possible again and lead{by}"),
            FlipEffect::Overtakes if flip.leaders.len() > 1 => format!("{new} would lead together{by}"),
            FlipEffect::Overtakes => format!("{new} would lead{by}"),
        };
        let verb = if reach == Reach::Open { "turned out to be" } else { "became" };
        let choices = join_or(group.iter().map(|flip| format!("\"{}\"", self.choice(&flip.question, &flip.to))));
        format!("If {} {verb} {choices}, {would}.", self.label(&flip.question))
    }

    fn importance_changes(self) -> Vec<ImportanceChange<'a>> {
        let stability = self.assessment.stability.iter().flatten();
        let changes = stability.flat_map(|(question, stability)| {
            let (below, above) = stability.steps_that_flip.iter().partition::<Vec<Importance>, _>(|step| step.weight() < stability.weight);
            let sides = [(below, &stability.low_overtaker), (above, &stability.high_overtaker)];
            sides.map(|(steps, overtaker)| ImportanceChange { question, steps, overtaker: overtaker.as_ref() })
        });
        changes.filter(|change| !change.steps.is_empty()).collect()
    }

    fn importance_sentence(self, change: &ImportanceChange, questions: &str) -> Option<String> {
        let overtaker = change.overtaker?;
        let steps = join_or(change.steps.iter().map(|step| format!("\"{}\"", step.label())));
        let would = if self.assessment.leaders.contains(overtaker) { "lead alone" } else { "lead" };
        Some(format!("If the importance of {questions} were {steps}, {} would {would}.", self.call(overtaker)))
    }

    fn limit_at_risk(self, risk: &AtRisk, group: &[&AtRisk]) -> String {
        let answers = join_or(risk.choices.iter().map(|choice| format!("\"{}\"", self.choice(&risk.question, choice))));
        let alternatives = self.call_all(group.iter().map(|risk| &risk.alternative));
        let question = self.label(&risk.question);
        // It may take a second answer to rule out a mix.
        let would = if group.iter().any(|risk| self.is_mix(&risk.alternative)) { "could" } else { "would" };
        match risk.kind {
            RiskKind::Contested => format!("Votes on {question} differ: the answer {answers} {would} rule out {alternatives}."),
            RiskKind::Unknown if self.basis(&risk.question) == Basis::Open => {
                format!("{question} has no answer yet: {answers} {would} rule out {alternatives}.")
            }
            RiskKind::Unknown => format!("{question} is not known yet: the answer {answers} {would} rule out {alternatives}."),
        }
    }
}

/// Steps of one importance with which another alternative would lead.
struct ImportanceChange<'a> {
    question: &'a Id,
    steps: Vec<Importance>,
    overtaker: Option<&'a Id>,
}

fn is_by_limit(effect: FlipEffect) -> bool {
    match effect {
        FlipEffect::RulesOut | FlipEffect::Reinstates => true,
        FlipEffect::Ties | FlipEffect::BreaksTie | FlipEffect::Overtakes => false,
    }
}

/// Puts what is alike together, in the order in which each group began.
pub(super) fn grouped<'a, T>(items: impl IntoIterator<Item = &'a T>, alike: impl Fn(&T, &T) -> bool) -> Vec<Vec<&'a T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| alike(first, item))) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Returns ` by 4.2 points`, or ` by 1 to 4.2 points` if several answers do the same. Is empty if there is no gap.
fn by(group: &[&Flip]) -> String {
    let gaps = || group.iter().filter_map(|flip| flip.gap).filter(|gap| *gap > Exact::ZERO);
    match (gaps().min(), gaps().max()) {
        (Some(least), Some(most)) if points(least) == points(most) => format!(" by {}", points(most)),
        (Some(least), Some(most)) => format!(" by {} to {}", number(least), points(most)),
        (_, _) => String::new(),
    }
}

fn number(gap: Exact) -> String {
    points(gap).trim_end_matches(" points").trim_end_matches(" point").to_owned()
}
