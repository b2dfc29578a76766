//! What would change the result, and what to find out next.

use super::figures::points;
use super::{Sentence, Words, join, label};
use crate::questionnaire::{Id, Importance};
use crate::scoring::{AtRisk, Exact, Flip, FlipEffect, OpenQuestion, RiskKind, Stability, State};

impl Words<'_> {
    /// Returns one sentence for every single answer that would change who leads, questionnaire order.
    pub fn flips(self) -> Vec<Sentence> {
        self.assessment.flips.iter().map(|flip| Sentence::about(&flip.question, self.flip(flip))).collect()
    }

    /// Returns one sentence for every importance that would change who leads, questionnaire order.
    pub fn importance_flips(self) -> Vec<Sentence> {
        let stability = self.assessment.stability.iter().flatten();
        stability.flat_map(|(question, stability)| self.importance_sentences(question, stability)).collect()
    }

    /// Returns one sentence for every hard limit that may still rule an alternative out.
    pub fn limits_at_risk(self) -> Vec<Sentence> {
        self.assessment.at_risk.iter().map(|risk| Sentence::about(&risk.question, self.limit_at_risk(risk))).collect()
    }

    /// Returns one sentence for every alternative that is ruled out and answer that does it.
    pub fn ruled_out(self, alternative: &Id) -> Vec<Sentence> {
        let rules = crate::scoring::find(&self.assessment.ruled_out, alternative).into_iter().flatten();
        let sentence = |rule: &crate::scoring::RuledOut| {
            let answers = rule.choices.iter().map(|choice| format!("\"{}\"", self.choice(&rule.question, choice)));
            let mut reasons = rule.reasons.clone();
            reasons.dedup();
            format!("Ruled out by {}, answered {}. {}", label(&rule.question), join(answers), reasons.join(" "))
        };
        rules.map(|rule| Sentence::about(&rule.question, sentence(rule).trim_end())).collect()
    }

    /// Returns what to find out, answer or talk about next, most useful first.
    pub fn find_out_next(self) -> Vec<Sentence> {
        let useful = |open: &&OpenQuestion| open.can_flip || open.value_of_information > Exact::ZERO || open.gap_swing > Exact::ZERO;
        self.assessment.open.iter().filter(useful).map(|open| Sentence::about(&open.question, self.find_out(open))).collect()
    }

    /// Returns how many answers would have to change before the leader lost its place; nothing where nobody leads.
    pub fn answers_to_flip(self) -> Option<String> {
        self.assessment.verdict.pick.as_ref()?;
        Some(match (self.assessment.answers_to_flip, self.assessment.answers_to_overtake) {
            (None, _) => "No change of answers would take its place.".into(),
            (Some(1), Some(1)) => "One other answer would be enough to overtake it.".into(),
            (Some(1), Some(more)) => {
                format!("One other answer would be enough to rule it out; to overtake it, {more} would have to change.")
            }
            (Some(1), None) => "One other answer would be enough to rule it out; nothing else would take its place.".into(),
            (Some(least), _) => format!("At least {least} answers would have to change before it lost its place."),
        })
    }

    fn flip(self, flip: &Flip) -> String {
        let leader = self.assessment.leader().map(|leader| self.call(leader)).unwrap_or_default();
        let new = self.call_all(&flip.leaders);
        let by = flip.gap.filter(|gap| *gap > Exact::ZERO).map(|gap| format!(" by {}", points(gap))).unwrap_or_default();
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
        format!("{} {would}.", self.if_became(&flip.question, &flip.to))
    }

    fn if_became(self, question: &Id, choice: &Id) -> String {
        let settled = self.assessment.question(question).is_some_and(|state| state.state == State::Settled);
        let verb = if settled { "became" } else { "turned out to be" };
        format!("If {} {verb} \"{}\",", label(question), self.choice(question, choice))
    }

    fn importance_sentences(self, question: &Id, stability: &Stability) -> Vec<Sentence> {
        let sentence = |steps: Vec<Importance>, overtaker: Option<&Id>| {
            let overtaker = overtaker?;
            let steps = super::verdict::join_or(steps.into_iter().map(|step| format!("\"{}\"", step.label())));
            let would = if self.assessment.leaders.contains(overtaker) { "lead alone" } else { "lead" };
            let text = format!("If the importance of {} were {steps}, {} would {would}.", label(question), self.call(overtaker));
            (!steps.is_empty()).then(|| Sentence::about(question, text))
        };
        let (below, above) = stability.steps_that_flip.iter().partition::<Vec<Importance>, _>(|step| step.weight() < stability.weight);
        let below = sentence(below, stability.low_overtaker.as_ref());
        let above = sentence(above, stability.high_overtaker.as_ref());
        below.into_iter().chain(above).collect()
    }

    fn limit_at_risk(self, risk: &AtRisk) -> String {
        let answers = super::verdict::join_or(risk.choices.iter().map(|choice| format!("\"{}\"", self.choice(&risk.question, choice))));
        let alternative = self.call(&risk.alternative);
        let question = label(&risk.question);
        match risk.kind {
            RiskKind::Contested => format!("Votes on {question} differ: the answer {answers} would rule out {alternative}."),
            RiskKind::Unknown => format!("{question} is not known yet: the answer {answers} would rule out {alternative}."),
        }
    }

    fn find_out(self, open: &OpenQuestion) -> String {
        let question = label(&open.question);
        let what = match open.state {
            State::Unknown => format!("Find out {question}"),
            State::Open => format!("Answer {question}"),
            State::Split => format!("Talk about {question}"),
            State::Settled => question,
        };
        let swing = points(open.gap_swing);
        if open.can_flip {
            let leader = self.assessment.leader();
            let mut others: Vec<&Id> = open.leaders_by_answer.iter().filter_map(|(_, leaders)| leaders.first()).collect();
            others.retain(|other| Some(*other) != leader);
            others.sort_by_key(|other| self.assessment.ranking.iter().position(|ranked| ranked == *other));
            others.dedup();
            let others = super::verdict::join_or(others.into_iter().map(|other| self.call(other)));
            let who = if others.is_empty() { "it could leave nothing".into() } else { format!("{others} could lead instead") };
            format!("{what}: {who}; knowing it is worth {}.", points(open.value_of_information))
        } else {
            format!("{what}: it cannot change who leads by itself, but moves the gap by up to {swing}.")
        }
    }
}
