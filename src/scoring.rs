//! Turns a session into an [`Assessment`]: values, verdict, reasons, and what would change them.
//!
//! The method is a multi-attribute value model with hard limits before points. Everything that decides anything is
//! exact integer arithmetic, so the same session gives the same result everywhere. Total functions only: no errors, no
//! files, no clock. The assessment is derived: it is computed where it is shown or written, and never stored.

mod assessment;
mod counts;
pub mod exact;
mod exclusions;
mod explain;
mod flips;
mod limits;
mod mixes;
mod ordered;
mod outcome;
mod robustness;
mod row;
mod stability;
mod team;
mod unknowns;
mod verdict;
mod weighing;

pub use assessment::*;
pub(crate) use counts::tally;
pub use exact::Exact;
pub use ordered::{Ordered, find};

use crate::questionnaire::{Id, Question};
use crate::session::Session;
use outcome::Lead;
use unknowns::WorstCase;
use verdict::Grounds;
use weighing::{Weighed, Weighing};

/// Returns everything that follows from `session`.
pub fn assess(session: &Session) -> Assessment {
    let weighing = Weighing::new(session);
    let lead = weighing.lead();
    let without_a_leader = without_a_leader(&weighing, team::team(&weighing));
    match lead {
        Some(lead) => with_a_leader(&weighing, &lead, without_a_leader),
        None => without_a_leader,
    }
}

/// Returns what a question screen needs, without the costly parts of an assessment.
pub fn standing(session: &Session) -> Standing {
    let weighing = Weighing::new(session);
    let decided = weighing.lead().is_some_and(|lead| WorstCase::new(&weighing, &lead).is_decided());
    let asked = weighing.questions.iter().filter(|weighed| session.is_asked(weighed.question));
    count_standing(session, decided, asked.map(|weighed| (&weighed.question.id, weighed.state)))
}

/// Returns the same from an assessment that has been made already.
pub fn standing_of(session: &Session, assessment: &Assessment) -> Standing {
    let asked = session.questionnaire().questions().iter().filter(|question| session.is_asked(question));
    let states = asked.map(|question| (&question.id, assessment.question(&question.id).map(|state| state.state)));
    count_standing(session, assessment.decided, states)
}

/// Counts the questions that are asked: votes count as an answer only once something is agreed.
fn count_standing<'q>(session: &Session, decided: bool, asked: impl Iterator<Item = (&'q Id, Option<State>)>) -> Standing {
    let mut standing = Standing { decided, ..Standing::default() };
    for (question, state) in asked {
        let is_agreed = session.answer(question).is_some();
        let has_votes = session.votes(question).is_some_and(|votes| !votes.is_empty());
        match state {
            _ if !is_agreed && has_votes => standing.voted += 1,
            None | Some(State::Settled | State::Split) => standing.answered += 1,
            Some(State::Unknown) => standing.unknown += 1,
            Some(State::Open) => standing.open += 1,
        }
    }
    standing
}

/// Returns every single answer that would change the leaders, in the order of the questionnaire.
pub fn flips(session: &Session) -> Vec<Flip> {
    flips::flips(&Weighing::new(session))
}

/// Returns how often the leader stays ahead over all the ways in which the importances could be off. Is `None` without
/// a leader.
pub fn robustness(session: &Session) -> Option<Robustness> {
    let weighing = Weighing::new(session);
    let lead = weighing.lead()?;
    Some(robustness::robustness(&weighing, &lead))
}

/// Returns where `question` stands. Is `None` if the team said that it does not apply.
pub fn state(session: &Session, question: &Question) -> Option<State> {
    counts::count(session, question).map(|counts| counts.state)
}

/// Returns what the votes of the last round say on one question. Is `None` without votes, or if the question does not
/// apply.
pub fn team_question(session: &Session, question: &Id) -> Option<TeamQuestion> {
    let weighing = Weighing::new(session);
    team::team_question(&weighing, weighing.find(question)?)
}

/// Returns what each choice of `question` would add to the gap between leader and runner-up, in points.
///
/// Is empty if the question does not apply, or without a runner-up.
pub fn choice_contributions(session: &Session, question: &Id) -> Ordered<Exact> {
    let weighing = Weighing::new(session);
    let (Some(lead), Some(weighed)) = (weighing.lead(), weighing.find(question)) else { return Ordered::default() };
    let Some(runner_up) = lead.runner_up() else { return Ordered::default() };
    let points = |option| weighing.points(weighed.gap_with(option, lead.leader, runner_up));
    weighed.options.iter().map(|option| (option.choice.id.clone(), points(option))).collect()
}

fn with_a_leader(weighing: &Weighing<'_>, lead: &Lead, without_a_leader: Assessment) -> Assessment {
    let worst_case = WorstCase::new(weighing, lead);
    let decided = worst_case.is_decided();
    let robustness = robustness::robustness(weighing, lead);
    let open = unknowns::open_questions(weighing, lead, decided);
    let grounds = Grounds {
        lead,
        decided,
        leader_at_risk: worst_case.leader_is_at_risk(),
        some_answer_flips: open.iter().any(|open| open.can_flip),
        robustness: &robustness,
    };
    let fewest = flips::fewest(weighing, lead, &without_a_leader.flips);
    Assessment {
        verdict: verdict::judge(weighing, Some(&grounds)),
        decided,
        worst_gap: worst_case.gaps(weighing),
        max_regret: worst_case.max_regret(weighing),
        explanation: explain::explain(weighing, lead),
        range_per_question: explain::gap_ranges(weighing, lead),
        stability: Some(stability::stability(weighing, lead)),
        answers_to_flip: fewest.to_flip,
        answers_to_overtake: fewest.to_overtake,
        price_of_rules: limits::price_of_rules(weighing, lead),
        open,
        robustness: Some(robustness),
        ..without_a_leader
    }
}

/// Returns an assessment with only what does not need a leader.
fn without_a_leader(weighing: &Weighing<'_>, team: Team) -> Assessment {
    Assessment {
        verdict: verdict::judge(weighing, None),
        ranking: weighing.ids(weighing.now.ranking()),
        leaders: weighing.ids(weighing.now.leaders().iter()),
        values: weighing.ordered(weighing.places(), |place| weighing.value(&weighing.now, place)),
        ranges: unknowns::ranges(weighing),
        ruled_out: limits::ruled_out(weighing),
        at_risk: limits::at_risk(weighing),
        coverage: verdict::coverage(weighing),
        decided: false,
        worst_gap: Ordered::default(),
        max_regret: Exact::ZERO,
        robustness: None,
        explanation: None,
        profile: explain::profile(weighing),
        range_per_question: Vec::new(),
        stability: None,
        flips: flips::flips(weighing),
        answers_to_flip: None,
        answers_to_overtake: None,
        open: Vec::new(),
        team,
        dominated: explain::dominated(weighing),
        price_of_rules: None,
        questions: weighing.applicable().filter_map(|weighed| question_state(weighing, weighed)).collect(),
    }
}

fn question_state(weighing: &Weighing<'_>, weighed: &Weighed<'_>) -> Option<QuestionState> {
    let share = |voices| Exact::new(voices, weighed.voices);
    Some(QuestionState {
        id: weighed.question.id.clone(),
        state: weighed.state?,
        weight: weighed.weight,
        belief: weighed.supported().map(|option| (option.choice.id.clone(), share(option.voices))).collect(),
        scores: weighing.ordered(weighing.places(), |place| share(weighed.scores.at(place))),
    })
}
