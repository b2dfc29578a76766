//! The result as JSON, complete and in one documented order.
//!
//! Numbers are the nearest double of the exact fraction, not rounded. The shapes of the file live here, apart from the
//! assessment, which is taken apart field by field so that a new one cannot be forgotten. This module must not compute.

mod keys;
mod parts;
mod shape;

use parts::{
    AtRiskPart, DominatedPart, ExplanationPart, FlipPart, GapRangePart, OpenPart, PricePart, ProfilePart, QuestionPart, RobustnessPart,
    RuledOutPart, SessionPart, StabilityPart, TeamPart, VerdictPart,
};
use shape::{Map, Number, list, map, number};

use crate::questionnaire::Id;
use crate::scoring::Assessment;
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
    worst_gap: Map<'a, Number>,
    max_regret: Number,
    robustness: Option<RobustnessPart<'a>>,
    explanation: Option<ExplanationPart<'a>>,
    profile: Map<'a, ProfilePart<'a>>,
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
        profile,
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
        worst_gap: map(worst_gap, number),
        max_regret: Number(*max_regret),
        robustness: robustness.as_ref().map(Into::into),
        explanation: explanation.as_ref().map(Into::into),
        profile: map(profile, Into::into),
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
