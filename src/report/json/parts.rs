//! The parts of the result JSON, each made from its part of the assessment.
//!
//! Every part is taken apart field by field, so that a new field cannot be forgotten. This module must not compute.

use super::keys::{effect_key, kind_key, reason_key, risk_key, state_key};
use super::shape::{Map, Number, Tenths, list, map, number};
use crate::questionnaire::Id;
use crate::scoring::{
    AtRisk, Dominated, Explanation, Flip, GapRange, Member, OpenQuestion, Profile, QuestionState, Robustness, RuledOut, Stability, Team,
    TeamQuestion, Verdict,
};
use crate::session::Session;

#[derive(serde::Serialize)]
pub(super) struct SessionPart<'a> {
    title: &'a str,
    questionnaire: QuestionnairePart<'a>,
}

#[derive(serde::Serialize)]
pub(super) struct QuestionnairePart<'a> {
    id: &'a Id,
    version: &'a str,
    sha256: &'a str,
}

impl<'a> From<&'a Session> for SessionPart<'a> {
    fn from(session: &'a Session) -> Self {
        let questionnaire = session.questionnaire();
        let questionnaire = QuestionnairePart { id: questionnaire.id(), version: questionnaire.version(), sha256: questionnaire.sha256() };
        Self { title: session.title(), questionnaire }
    }
}

#[derive(serde::Serialize)]
pub(super) struct VerdictPart<'a> {
    kind: &'static str,
    pick: Option<&'a Id>,
    family: Option<&'a Id>,
    tied_with: &'a [Id],
    because: Vec<&'static str>,
    weak_fit: bool,
}

impl<'a> From<&'a Verdict> for VerdictPart<'a> {
    fn from(verdict: &'a Verdict) -> Self {
        let Verdict { kind, pick, family, tied_with, because, weak_fit } = verdict;
        Self {
            kind: kind_key(*kind),
            pick: pick.as_ref(),
            family: family.as_ref(),
            tied_with,
            because: because.iter().map(|reason| reason_key(*reason)).collect(),
            weak_fit: *weak_fit,
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct RuledOutPart<'a> {
    question: &'a Id,
    choices: &'a [Id],
    reasons: &'a [String],
}

impl<'a> From<&'a RuledOut> for RuledOutPart<'a> {
    fn from(RuledOut { question, choices, reasons }: &'a RuledOut) -> Self {
        Self { question, choices, reasons }
    }
}

#[derive(serde::Serialize)]
pub(super) struct AtRiskPart<'a> {
    alternative: &'a Id,
    question: &'a Id,
    choices: &'a [Id],
    kind: &'static str,
}

impl<'a> From<&'a AtRisk> for AtRiskPart<'a> {
    fn from(AtRisk { alternative, question, choices, kind }: &'a AtRisk) -> Self {
        Self { alternative, question, choices, kind: risk_key(*kind) }
    }
}

#[derive(serde::Serialize)]
pub(super) struct RobustnessPart<'a> {
    gap: Map<'a, Number>,
    beats: Map<'a, f64>,
    beats_any_weights: Map<'a, f64>,
    weakest: f64,
    first_at_least: f64,
}

impl<'a> From<&'a Robustness> for RobustnessPart<'a> {
    fn from(robustness: &'a Robustness) -> Self {
        let Robustness { gap, beats, beats_any_weights, weakest, first_at_least } = robustness;
        Self {
            gap: map(gap, number),
            beats: map(beats, |share| *share),
            beats_any_weights: map(beats_any_weights, |share| *share),
            weakest: *weakest,
            first_at_least: *first_at_least,
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct ExplanationPart<'a> {
    against: &'a Id,
    gap: Number,
    gap_shown: Tenths,
    gain: Number,
    give_up: Number,
    contributions: Map<'a, Number>,
    shown: Map<'a, Tenths>,
    sections: Map<'a, Number>,
    gains: &'a [Id],
    gives_up: &'a [Id],
}

impl<'a> From<&'a Explanation> for ExplanationPart<'a> {
    fn from(explanation: &'a Explanation) -> Self {
        let Explanation { against, gap, gap_shown, gain, give_up, contributions, shown, sections, gains, gives_up } = explanation;
        Self {
            against,
            gap: Number(*gap),
            gap_shown: Tenths(*gap_shown),
            gain: Number(*gain),
            give_up: Number(*give_up),
            contributions: map(contributions, number),
            shown: map(shown, |tenths| Tenths(*tenths)),
            sections: map(sections, number),
            gains,
            gives_up,
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct ProfilePart<'a> {
    strengths: &'a [Id],
    drawbacks: &'a [Id],
}

impl<'a> From<&'a Profile> for ProfilePart<'a> {
    fn from(Profile { strengths, drawbacks }: &'a Profile) -> Self {
        Self { strengths, drawbacks }
    }
}

#[derive(serde::Serialize)]
pub(super) struct GapRangePart<'a> {
    question: &'a Id,
    low: Number,
    high: Number,
}

impl<'a> From<&'a GapRange> for GapRangePart<'a> {
    fn from(GapRange { question, low, high }: &'a GapRange) -> Self {
        Self { question, low: Number(*low), high: Number(*high) }
    }
}

#[derive(serde::Serialize)]
pub(super) struct StabilityPart<'a> {
    weight: i128,
    lo: Number,
    hi: Option<Number>,
    lo_overtaker: Option<&'a Id>,
    hi_overtaker: Option<&'a Id>,
    steps_that_flip: Vec<&'static str>,
}

impl<'a> From<&'a Stability> for StabilityPart<'a> {
    fn from(stability: &'a Stability) -> Self {
        let Stability { weight, low, high, low_overtaker, high_overtaker, steps_that_flip } = stability;
        Self {
            weight: *weight,
            lo: Number(*low),
            hi: high.map(Number),
            lo_overtaker: low_overtaker.as_ref(),
            hi_overtaker: high_overtaker.as_ref(),
            steps_that_flip: steps_that_flip.iter().map(|step| step.key()).collect(),
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct FlipPart<'a> {
    question: &'a Id,
    to: &'a Id,
    effect: &'static str,
    leaders: &'a [Id],
    gap: Option<Number>,
}

impl<'a> From<&'a Flip> for FlipPart<'a> {
    fn from(Flip { question, to, effect, leaders, gap }: &'a Flip) -> Self {
        Self { question, to, effect: effect_key(*effect), leaders, gap: gap.map(Number) }
    }
}

#[derive(serde::Serialize)]
pub(super) struct OpenPart<'a> {
    question: &'a Id,
    state: &'static str,
    value_of_information: Number,
    can_flip: bool,
    gap_swing: Number,
    leaders_by_answer: Map<'a, &'a [Id]>,
}

impl<'a> From<&'a OpenQuestion> for OpenPart<'a> {
    fn from(open: &'a OpenQuestion) -> Self {
        let OpenQuestion { question, state, value_of_information, can_flip, gap_swing, leaders_by_answer } = open;
        Self {
            question,
            state: state_key(*state),
            value_of_information: Number(*value_of_information),
            can_flip: *can_flip,
            gap_swing: Number(*gap_swing),
            leaders_by_answer: map(leaders_by_answer, Vec::as_slice),
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct TeamPart<'a> {
    questions: Vec<TeamQuestionPart<'a>>,
    members: Map<'a, MemberPart<'a>>,
}

impl<'a> From<&'a Team> for TeamPart<'a> {
    fn from(Team { questions, members }: &'a Team) -> Self {
        let member = |member: &'a Member| {
            let Member { name, leaders, agrees, values } = member;
            (name.as_str(), MemberPart { leaders, agrees: *agrees, values: map(values, |value| value.map(Number)) })
        };
        Self { questions: list(questions), members: Map(members.iter().map(member).collect()) }
    }
}

#[derive(serde::Serialize)]
pub(super) struct TeamQuestionPart<'a> {
    question: &'a Id,
    votes: Map<'a, usize>,
    dont_know: usize,
    dissent: usize,
    agreement: Number,
    impact: Number,
    split: bool,
    speak_first: &'a [String],
}

impl<'a> From<&'a TeamQuestion> for TeamQuestionPart<'a> {
    fn from(team_question: &'a TeamQuestion) -> Self {
        let TeamQuestion { question, votes, dont_know, dissent, agreement, impact, split, speak_first } = team_question;
        Self {
            question,
            votes: map(votes, |count| *count),
            dont_know: *dont_know,
            dissent: *dissent,
            agreement: Number(*agreement),
            impact: Number(*impact),
            split: *split,
            speak_first,
        }
    }
}

#[derive(serde::Serialize)]
pub(super) struct MemberPart<'a> {
    leaders: &'a [Id],
    agrees: bool,
    values: Map<'a, Option<Number>>,
}

#[derive(serde::Serialize)]
pub(super) struct DominatedPart<'a> {
    better: &'a Id,
    worse: &'a Id,
}

impl<'a> From<&'a Dominated> for DominatedPart<'a> {
    fn from(Dominated { better, worse }: &'a Dominated) -> Self {
        Self { better, worse }
    }
}

#[derive(serde::Serialize)]
pub(super) struct PricePart<'a> {
    pub(super) alternative: &'a Id,
    pub(super) points: Number,
}

#[derive(serde::Serialize)]
pub(super) struct QuestionPart<'a> {
    id: &'a Id,
    state: &'static str,
    weight: i128,
    belief: Map<'a, Number>,
    scores: Map<'a, Number>,
}

impl<'a> From<&'a QuestionState> for QuestionPart<'a> {
    fn from(QuestionState { id, state, weight, belief, scores }: &'a QuestionState) -> Self {
        Self { id, state: state_key(*state), weight: *weight, belief: map(belief, number), scores: map(scores, number) }
    }
}
