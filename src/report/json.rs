//! The result as JSON, complete and in one documented order.
//!
//! Numbers are the nearest double of the exact fraction, not rounded. The shapes of the file live here, apart from the
//! assessment, which is taken apart field by field so that a new one cannot be forgotten. This module must not compute.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::questionnaire::Id;
use crate::scoring::{
    Assessment, AtRisk, Because, Dominated, Exact, Explanation, Flip, FlipEffect, GapRange, Member, OpenQuestion, Ordered, QuestionState,
    RiskKind, Robustness, RuledOut, Stability, State, Team, TeamQuestion, Verdict, VerdictKind,
};
use crate::session::Session;

/// Returns the result as pretty JSON: two spaces, keys in the documented order, a final newline.
///
/// # Panics
/// Never: every key is text, and writing to memory does not fail.
pub fn render(session: &Session, assessment: &Assessment) -> String {
    let mut text = serde_json::to_string_pretty(&document(session, assessment)).expect("text keys, written to memory");
    text.push('\n');
    text
}

/// Returns the same result on one line, without a newline.
///
/// # Panics
/// Never: every key is text, and writing to memory does not fail.
pub fn render_line(session: &Session, assessment: &Assessment) -> String {
    serde_json::to_string(&document(session, assessment)).expect("text keys, written to memory")
}

/// The version of the result's shape.
const SCHEMA: u32 = 1;

#[derive(serde::Serialize)]
struct Document<'a> {
    kind: &'static str,
    schema: u32,
    session: SessionPart<'a>,
    verdict: VerdictPart<'a>,
    ranking: &'a [Id],
    leaders: &'a [Id],
    values: Map<'a, Option<Number>>,
    ranges: Option<Map<'a, (Number, Number)>>,
    ruled_out: Map<'a, Vec<RuledOutPart<'a>>>,
    at_risk: Vec<AtRiskPart<'a>>,
    coverage: Number,
    decided: bool,
    worst_gap: Map<'a, Option<Number>>,
    max_regret: Number,
    robustness: Option<RobustnessPart<'a>>,
    explanation: Option<ExplanationPart<'a>>,
    range_per_question: Vec<GapRangePart<'a>>,
    stability: Option<Map<'a, StabilityPart<'a>>>,
    flips: Vec<FlipPart<'a>>,
    answers_to_flip: Option<usize>,
    answers_to_overtake: Option<usize>,
    open: Vec<OpenPart<'a>>,
    team: TeamPart<'a>,
    dominated: Vec<DominatedPart<'a>>,
    price_of_rules: Option<PricePart<'a>>,
    questions: Vec<QuestionPart<'a>>,
}

fn document<'a>(session: &'a Session, assessment: &'a Assessment) -> Document<'a> {
    let Assessment {
        verdict,
        ranking,
        leaders,
        values,
        ranges,
        ruled_out,
        at_risk,
        coverage,
        decided,
        worst_gap,
        max_regret,
        robustness,
        explanation,
        range_per_question,
        stability,
        flips,
        answers_to_flip,
        answers_to_overtake,
        open,
        team,
        dominated,
        price_of_rules,
        questions,
    } = assessment;
    Document {
        kind: "weigh-result",
        schema: SCHEMA,
        session: session.into(),
        verdict: verdict.into(),
        ranking,
        leaders,
        values: map(values, |value| value.map(Number)),
        ranges: ranges.as_ref().map(|ranges| map(ranges, |(low, high)| (Number(*low), Number(*high)))),
        ruled_out: map(ruled_out, |limits| list(limits)),
        at_risk: list(at_risk),
        coverage: Number(*coverage),
        decided: *decided,
        worst_gap: map(worst_gap, |gap| gap.map(Number)),
        max_regret: Number(*max_regret),
        robustness: robustness.as_ref().map(Into::into),
        explanation: explanation.as_ref().map(Into::into),
        range_per_question: list(range_per_question),
        stability: stability.as_ref().map(|stability| map(stability, Into::into)),
        flips: list(flips),
        answers_to_flip: *answers_to_flip,
        answers_to_overtake: *answers_to_overtake,
        open: list(open),
        team: team.into(),
        dominated: list(dominated),
        price_of_rules: price_of_rules.as_ref().map(|(alternative, points)| PricePart { alternative, points: Number(*points) }),
        questions: list(questions),
    }
}

/// A fraction, written as the nearest double.
struct Number(Exact);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.to_f64())
    }
}

/// Tenths, written as the double nearest to them.
struct Tenths(i128);

impl Serialize for Tenths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Number(Exact::new(self.0, 10)).serialize(serializer)
    }
}

/// A map in its own order.
struct Map<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for Map<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            entries.serialize_entry(key, value)?;
        }
        entries.end()
    }
}

fn map<'a, T, U>(entries: &'a Ordered<T>, mut shape: impl FnMut(&'a T) -> U) -> Map<'a, U> {
    Map(entries.iter().map(|(id, entry)| (id.as_str(), shape(entry))).collect())
}

fn list<'a, T, U: From<&'a T>>(items: &'a [T]) -> Vec<U> {
    items.iter().map(U::from).collect()
}

fn number(fraction: &Exact) -> Number {
    Number(*fraction)
}

#[derive(serde::Serialize)]
struct SessionPart<'a> {
    title: &'a str,
    questionnaire: QuestionnairePart<'a>,
}

#[derive(serde::Serialize)]
struct QuestionnairePart<'a> {
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
struct VerdictPart<'a> {
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
struct RuledOutPart<'a> {
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
struct AtRiskPart<'a> {
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
struct RobustnessPart<'a> {
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
struct ExplanationPart<'a> {
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
struct GapRangePart<'a> {
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
struct StabilityPart<'a> {
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
struct FlipPart<'a> {
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
struct OpenPart<'a> {
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
struct TeamPart<'a> {
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
struct TeamQuestionPart<'a> {
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
struct MemberPart<'a> {
    leaders: &'a [Id],
    agrees: bool,
    values: Map<'a, Option<Number>>,
}

#[derive(serde::Serialize)]
struct DominatedPart<'a> {
    better: &'a Id,
    worse: &'a Id,
}

impl<'a> From<&'a Dominated> for DominatedPart<'a> {
    fn from(Dominated { better, worse }: &'a Dominated) -> Self {
        Self { better, worse }
    }
}

#[derive(serde::Serialize)]
struct PricePart<'a> {
    alternative: &'a Id,
    points: Number,
}

#[derive(serde::Serialize)]
struct QuestionPart<'a> {
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

fn kind_key(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::NoneLeft => "none_left",
        VerdictKind::NotEnough => "not_enough",
        VerdictKind::OnlyOne => "only_one",
        VerdictKind::TooClose => "too_close",
        VerdictKind::Lean => "lean",
        VerdictKind::Clear => "clear",
    }
}

fn reason_key(reason: Because) -> &'static str {
    match reason {
        Because::Margin => "margin",
        Because::Weights => "weights",
        Because::OpenQuestion => "open_question",
        Because::AtRisk => "at_risk",
        Because::Alike => "alike",
        Because::Torn => "torn",
    }
}

fn risk_key(kind: RiskKind) -> &'static str {
    match kind {
        RiskKind::Contested => "contested",
        RiskKind::Unknown => "unknown",
    }
}

fn effect_key(effect: FlipEffect) -> &'static str {
    match effect {
        FlipEffect::RulesOut => "rules_out",
        FlipEffect::Ties => "ties",
        FlipEffect::BreaksTie => "breaks_tie",
        FlipEffect::Reinstates => "reinstates",
        FlipEffect::Overtakes => "overtakes",
    }
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Settled => "settled",
        State::Split => "split",
        State::Unknown => "unknown",
        State::Open => "open",
    }
}
