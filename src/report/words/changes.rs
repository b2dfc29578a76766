//! What would change the result, and what to find out next.

use super::figures::points;
use super::{Basis, Sentence, Words, join, join_or};
use crate::questionnaire::{Id, Importance};
use crate::scoring::{AtRisk, Exact, Flip, FlipEffect, OpenQuestion, RiskKind, RuledOut, State, find};

impl<'a> Words<'a> {
    /// Returns one sentence for every question of which another answer would change who leads, questionnaire order.
    ///
    /// Answers of one question that do the same share a sentence.
    pub fn flips(self) -> Vec<Sentence> {
        self.flips_by(|_| true)
    }

    /// Returns those of [`Self::flips`] of which the effect is `wanted`.
    pub fn flips_by(self, wanted: impl Fn(FlipEffect) -> bool) -> Vec<Sentence> {
        let alike = |one: &Flip, other: &Flip| one.question == other.question && one.effect == other.effect && one.leaders == other.leaders;
        let groups = grouped(self.assessment.flips.iter().filter(|flip| wanted(flip.effect)), alike);
        let sentence = |group: &Vec<&Flip>| group.first().map(|first| Sentence::about(&first.question, self.flip(first, group)));
        groups.iter().filter_map(sentence).collect()
    }

    /// Returns one sentence for every importance that would change who leads, questionnaire order.
    pub fn importance_flips(self) -> Vec<Sentence> {
        let sentence = |change: &ImportanceChange| {
            Some(Sentence::about(change.question, self.importance_sentence(change, self.label(change.question))?))
        };
        self.importance_changes().iter().filter_map(sentence).collect()
    }

    /// Returns the same with one sentence for all questions of which the same steps do the same, for reading.
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

    /// Returns one sentence for every alternative that is ruled out and answer that does it.
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

    /// Returns what to find out, answer or talk about next, most useful first.
    pub fn find_out_next(self) -> Vec<Sentence> {
        let useful = |open: &&OpenQuestion| open.can_flip || open.value_of_information > Exact::ZERO || open.gap_swing > Exact::ZERO;
        self.assessment.open.iter().filter(useful).map(|open| Sentence::about(&open.question, self.find_out(open))).collect()
    }

    /// Returns how many answers would have to change before the leader lost its place; nothing without a pick.
    pub fn answers_to_flip(self) -> Option<String> {
        let pick = self.call(self.assessment.verdict.pick.as_ref()?);
        Some(match (self.assessment.answers_to_flip, self.assessment.answers_to_overtake) {
            (None, _) => format!("No change of answers would put another option ahead of {pick}."),
            (Some(1), Some(1)) => format!("One other answer would be enough to put another option ahead of {pick}."),
            (Some(1), Some(more)) => {
                format!(
                    "One other answer would be enough to rule out {pick}; to put another option ahead of it, {more} would have to change."
                )
            }
            (Some(1), None) => format!("One other answer would be enough to rule out {pick}; none would put another option ahead of it."),
            (Some(least), _) => format!("At least {least} answers would have to change before {pick} lost its place."),
        })
    }

    fn flip(self, flip: &Flip, group: &[&Flip]) -> String {
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
        let settled = self.assessment.question(&flip.question).is_some_and(|state| state.state == State::Settled);
        let verb = if settled { "became" } else { "turned out to be" };
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
        match risk.kind {
            RiskKind::Contested => format!("Votes on {question} differ: the answer {answers} would rule out {alternatives}."),
            RiskKind::Unknown if self.basis(&risk.question) == Basis::Open => {
                format!("{question} has no answer yet: {answers} would rule out {alternatives}.")
            }
            RiskKind::Unknown => format!("{question} is not known yet: the answer {answers} would rule out {alternatives}."),
        }
    }

    fn find_out(self, open: &OpenQuestion) -> String {
        let question = self.label(&open.question);
        let what = match open.state {
            State::Unknown => format!("Find out {question}"),
            State::Open => format!("Answer {question}"),
            State::Split => format!("Talk about {question}"),
            State::Settled => question.to_owned(),
        };
        let swing = points(open.gap_swing);
        if open.can_flip {
            let leader = self.assessment.leader();
            let mut others: Vec<&Id> = open.leaders_by_answer.iter().filter_map(|(_, leaders)| leaders.first()).collect();
            others.retain(|other| Some(*other) != leader);
            others.sort_by_key(|other| self.assessment.ranking.iter().position(|ranked| ranked == *other));
            others.dedup();
            let others = join_or(others.into_iter().map(|other| self.call(other)));
            let who = if others.is_empty() { "it could leave nothing".into() } else { format!("{others} could lead instead") };
            format!("{what}: {who}; knowing it before choosing is worth {} on average.", points(open.value_of_information))
        } else {
            format!("{what}: it cannot change who leads by itself, but moves the gap by up to {swing}.")
        }
    }
}

/// Steps of one importance with which somebody else would lead.
struct ImportanceChange<'a> {
    question: &'a Id,
    steps: Vec<Importance>,
    overtaker: Option<&'a Id>,
}

/// Puts what is alike together, in the order in which each group began.
fn grouped<'a, T>(items: impl IntoIterator<Item = &'a T>, alike: impl Fn(&T, &T) -> bool) -> Vec<Vec<&'a T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for item in items {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| alike(first, item))) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Returns ` by 4.2 points`, or ` by 1 to 4.2 points` where several answers do the same; empty where there is no gap.
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
