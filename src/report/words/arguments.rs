//! What speaks for an alternative and what against it, question by question, each with the reason somebody wrote down.

use std::cmp::Ordering;

use super::figures::signed;
use super::{Words, join_or};
use crate::order::sort_by_key;
use crate::questionnaire::{Choice, Id, Question};
use crate::scoring::exact::tenths_adding_up;
use crate::scoring::{Exact, QuestionState, State, find};

/// What one question adds or takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The question.
    pub question: Id,
    /// Its label.
    pub label: String,
    /// What it adds to the gap, in tenths of a point as they are shown.
    pub tenths: i128,
    /// Why, from the chosen answer. If votes differ or nobody knows, it says that.
    pub because: String,
    /// What to do about it, if it speaks against the alternative and the questionnaire has advice.
    pub mitigation: Option<String>,
}

impl Argument {
    /// Returns the argument with its question's label: `Staff: Nobody to run it.`
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.label, self.because)
    }

    /// Returns the points with their sign.
    pub fn signed(&self) -> String {
        signed(self.tenths)
    }
}

/// Both sides of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments {
    /// What the alternative was compared with; `None` if that was the middle of the scale.
    pub against: Option<Id>,
    /// How far it lies above that in tenths of a point; what is shown of each question adds up to it.
    pub total: i128,
    /// What speaks for it, largest first.
    pub gains: Vec<Argument>,
    /// What speaks against it, largest first.
    pub gives_up: Vec<Argument>,
}

impl<'a> Words<'a> {
    /// Returns what speaks for and against `subject`.
    ///
    /// The leader is compared with the runner-up, any other alternative with the leader, and what stands alone with the
    /// middle of the scale.
    pub fn arguments(self, subject: &Id) -> Arguments {
        let against = match (self.assessment.leader(), &self.assessment.explanation) {
            (Some(leader), Some(explanation)) if leader == subject => Some(&explanation.against),
            (Some(leader), _) if leader != subject => Some(leader),
            (_, _) => None,
        };
        self.compared(subject, against)
    }

    /// Returns what speaks for and against `subject` by itself: every question measured from the middle of the scale.
    pub fn by_itself(self, subject: &Id) -> Arguments {
        self.compared(subject, None)
    }

    /// Returns what speaks for and against `subject` beside `against`; beside the middle of the scale if that is `None`.
    pub fn compared(self, subject: &Id, against: Option<&Id>) -> Arguments {
        let parts = self.parts(subject, against);
        let total = self.shown(Some(subject)) - self.shown(against);
        let points: Vec<Exact> = parts.iter().map(|(_, part)| *part).collect();
        let mut parts: Vec<_> = parts.into_iter().zip(tenths_adding_up(&points, total)).collect();
        sort_by_key(&mut parts, |((_, part), _)| std::cmp::Reverse(part.abs()));
        let side = |wanted: Ordering| {
            let parts = parts.iter().filter(move |((_, part), _)| part.cmp(&Exact::ZERO) == wanted);
            parts.map(|((state, _), tenths)| self.argument(subject, against, state, (wanted, *tenths))).collect()
        };
        Arguments { against: against.cloned(), total, gains: side(Ordering::Greater), gives_up: side(Ordering::Less) }
    }

    /// Returns the value of an alternative in tenths, as it is shown. For `None` that is the middle of the scale.
    fn shown(self, alternative: Option<&Id>) -> i128 {
        alternative.map_or(500, |alternative| self.assessment.value(alternative).map_or(0, Exact::tenths))
    }

    fn parts(self, subject: &Id, against: Option<&Id>) -> Vec<(&'a QuestionState, Exact)> {
        let all: i128 = self.assessment.questions.iter().map(|state| state.weight).sum();
        let part = |state: &'a QuestionState| {
            let score = *find(&state.scores, subject)?;
            let other = against.map_or(Some(Exact::new(50, 1)), |other| find(&state.scores, other).copied())?;
            let difference = score.numerator() * other.denominator() - other.numerator() * score.denominator();
            Some((state, Exact::new(state.weight * difference, score.denominator() * other.denominator() * all)))
        };
        self.assessment.questions.iter().filter_map(part).collect()
    }

    fn argument(self, subject: &Id, against: Option<&Id>, state: &QuestionState, (side, tenths): (Ordering, i128)) -> Argument {
        let question = self.questionnaire().question(&state.id);
        let is_drawback = against.is_none() && side == Ordering::Less;
        let mitigation = question.filter(|_| is_drawback).map(|question| self.mitigation(subject, question, state));
        Argument {
            question: state.id.clone(),
            label: self.label(&state.id).to_owned(),
            tenths,
            because: question.map(|question| self.because(subject, against, question, state, side)).unwrap_or_default(),
            mitigation: mitigation.filter(|advice| !advice.is_empty()),
        }
    }

    /// Returns the advice of each supported answer that serves `subject` badly, unless the team lifted that limit.
    ///
    /// If several answers are possible, each piece of advice says for which one it is.
    fn mitigation(self, subject: &Id, question: &Question, state: &QuestionState) -> String {
        let is_lifted = |choice: &Choice| {
            let limit = choice.rules_out.get(subject).is_some_and(|limit| limit.unless.is_some());
            limit && self.session.waiver(&question.id, subject).is_some()
        };
        let mut advice: Vec<(&str, Vec<&str>)> = Vec::new();
        for choice in supported(question, state).filter(|choice| !is_lifted(choice)) {
            let effect = choice.effects.get(subject).filter(|effect| effect.fit < 0);
            let Some(text) = effect.and_then(|effect| effect.mitigation.as_deref()) else { continue };
            match advice.iter_mut().find(|(known, _)| *known == text) {
                Some((_, choices)) => choices.push(&choice.text),
                None => advice.push((text, vec![&choice.text])),
            }
        }
        let several = state.belief.len() > 1;
        let piece = |(text, choices): (&str, Vec<&str>)| {
            let choices = join_or(choices.into_iter().map(|choice| format!("\"{choice}\"")));
            if several { format!("If it is {choices}: {text}") } else { text.to_owned() }
        };
        advice.into_iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    fn because(self, subject: &Id, against: Option<&Id>, question: &Question, state: &QuestionState, side: Ordering) -> String {
        let settled = match (state.state, state.belief.as_slice()) {
            (State::Settled, [(choice, _)]) => question.choice(choice),
            (State::Settled | State::Split | State::Unknown | State::Open, _) => None,
        };
        let Some(choice) = settled else { return not_settled(subject, question, state, side) };
        let (own, others) = (reason(choice, subject), against.and_then(|against| reason(choice, against)));
        // A gain may come from what the other lacks: then its reason explains the difference.
        let own_side = choice.fit(subject).cmp(&0) == side;
        match (own, others, against) {
            (Some(own), _, _) if own_side => own.to_owned(),
            (_, Some(other), Some(against)) => {
                let better = if side == Ordering::Greater { "worse" } else { "better" };
                format!("{} does {better} here: {other}", self.call(against))
            }
            (Some(own), _, _) => own.to_owned(),
            (None, _, _) => choice.text.clone(),
        }
    }
}

fn reason<'b>(choice: &'b Choice, alternative: &Id) -> Option<&'b str> {
    choice.effects.get(alternative).and_then(|effect| effect.because.as_deref())
}

/// Returns the choices that somebody holds possible.
fn supported<'b>(question: &'b Question, state: &QuestionState) -> impl Iterator<Item = &'b Choice> {
    state.belief.iter().filter(|(_, share)| *share > Exact::ZERO).filter_map(|(choice, _)| question.choice(choice))
}

/// Says how an answer that is not settled counts. For a split it adds a reason: that of the answer on this side with
/// most votes.
fn not_settled(subject: &Id, question: &Question, state: &QuestionState, side: Ordering) -> String {
    let counts = match state.state {
        State::Settled => "The answers differ.",
        State::Split => "Votes differ, and their average counts.",
        State::Unknown => "Not known yet: the average of all answers counts.",
        State::Open => "Not answered: the average of all answers counts.",
    };
    let voices = |choice: &Choice| find(&state.belief, &choice.id).copied();
    let same_side = supported(question, state).filter(|choice| choice.fit(subject).cmp(&0) == side && reason(choice, subject).is_some());
    let most = same_side.reduce(|most, choice| if voices(choice) > voices(most) { choice } else { most });
    match most.filter(|_| state.state == State::Split) {
        Some(choice) => format!("{counts} If it is \"{}\": {}", choice.text, reason(choice, subject).unwrap_or_default()),
        None => counts.to_owned(),
    }
}
