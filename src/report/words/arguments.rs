//! What speaks for an alternative and what against it, question by question, each with the reason somebody wrote down.

use super::Words;
use super::figures::signed;
use crate::questionnaire::{Choice, Id, Question};
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
    /// Why, from the chosen answer; says so where votes differ or nobody knows.
    pub because: String,
    /// What to do about it, where it speaks against the alternative and the questionnaire says so.
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
    /// What the alternative was compared with; nothing where it was the middle of the scale.
    pub against: Option<Id>,
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

    fn compared(self, subject: &Id, against: Option<&Id>) -> Arguments {
        let mut parts = self.parts(subject, against);
        parts.sort_by_key(|(_, part)| std::cmp::Reverse(size(*part)));
        let argument = |(state, part): &(&QuestionState, Exact)| self.argument(subject, against, state, *part);
        Arguments {
            against: against.cloned(),
            gains: parts.iter().filter(|(_, part)| *part > Exact::ZERO).map(argument).collect(),
            gives_up: parts.iter().filter(|(_, part)| *part < Exact::ZERO).map(argument).collect(),
        }
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

    fn argument(self, subject: &Id, against: Option<&Id>, state: &QuestionState, part: Exact) -> Argument {
        let explanation = self.assessment.explanation.as_ref();
        let explained =
            explanation.filter(|explanation| self.assessment.leader() == Some(subject) && Some(&explanation.against) == against);
        let shown = explained.and_then(|explanation| find(&explanation.shown, &state.id)).copied();
        let question = self.questionnaire().question(&state.id);
        let mitigation = question.filter(|_| part < Exact::ZERO).map(|question| self.mitigation(subject, question, state));
        Argument {
            question: state.id.clone(),
            label: self.label(&state.id).to_owned(),
            tenths: shown.unwrap_or_else(|| part.tenths()),
            because: question.map(|question| self.because(subject, against, question, state, part)).unwrap_or_default(),
            mitigation: mitigation.filter(|advice| !advice.is_empty()),
        }
    }

    /// Returns the advice of each supported answer that serves `subject` badly, unless the team lifted that limit.
    fn mitigation(self, subject: &Id, question: &Question, state: &QuestionState) -> String {
        let is_lifted = |choice: &Choice| {
            let limit = choice.rules_out.get(subject).is_some_and(|limit| limit.unless.is_some());
            limit && self.session.waiver(&question.id, subject).is_some()
        };
        let supported = state.belief.iter().filter(|(_, share)| *share > Exact::ZERO).filter_map(|(choice, _)| question.choice(choice));
        let effects = supported.filter(|choice| !is_lifted(choice)).filter_map(|choice| choice.effects.get(subject));
        let mut advice: Vec<&str> = effects.filter(|effect| effect.fit < 0).filter_map(|effect| effect.mitigation.as_deref()).collect();
        advice.dedup();
        advice.join(" ")
    }

    fn because(self, subject: &Id, against: Option<&Id>, question: &Question, state: &QuestionState, part: Exact) -> String {
        let settled = match (state.state, state.belief.as_slice()) {
            (State::Settled, [(choice, _)]) => question.choice(choice),
            (State::Settled | State::Split | State::Unknown | State::Open, _) => None,
        };
        let Some(choice) = settled else { return not_settled(state.state).into() };
        let (own, others) = (reason(choice, subject), against.and_then(|against| reason(choice, against)));
        // A gain may come from what the other lacks: then its reason explains the difference.
        let own_side = choice.fit(subject).signum() == if part > Exact::ZERO { 1 } else { -1 };
        match (own, others, against) {
            (Some(own), _, _) if own_side => own.to_owned(),
            (_, Some(other), Some(against)) => {
                let better = if part > Exact::ZERO { "worse" } else { "better" };
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

fn not_settled(state: State) -> &'static str {
    match state {
        State::Settled => "The answers differ.",
        State::Split => "Votes differ; their mean counts.",
        State::Unknown => "Not known; every answer counts alike.",
        State::Open => "Not answered; every answer counts alike.",
    }
}

fn size(part: Exact) -> Exact {
    Exact::new(part.numerator().abs(), part.denominator())
}
