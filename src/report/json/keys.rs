//! The words of the result JSON for every kind of thing.
//!
//! Programs rely on them: they never change, whatever screens say.

use crate::scoring::{Because, FlipEffect, RiskKind, State, VerdictKind};

/// Returns a kind of verdict as it is written.
pub(super) fn kind_key(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::NoneLeft => "none_left",
        VerdictKind::NotEnough => "not_enough",
        VerdictKind::OnlyOne => "only_one",
        VerdictKind::TooClose => "too_close",
        VerdictKind::Lean => "lean",
        VerdictKind::Clear => "clear",
    }
}

/// Returns a reason for a verdict as it is written.
pub(super) fn reason_key(reason: Because) -> &'static str {
    match reason {
        Because::Margin => "margin",
        Because::Weights => "weights",
        Because::OpenQuestion => "open_question",
        Because::AtRisk => "at_risk",
        Because::Alike => "alike",
        Because::Torn => "torn",
    }
}

/// Returns a kind of risk as it is written.
pub(super) fn risk_key(kind: RiskKind) -> &'static str {
    match kind {
        RiskKind::Contested => "contested",
        RiskKind::Unknown => "unknown",
    }
}

/// Returns what a flip does as it is written.
pub(super) fn effect_key(effect: FlipEffect) -> &'static str {
    match effect {
        FlipEffect::RulesOut => "rules_out",
        FlipEffect::Ties => "ties",
        FlipEffect::BreaksTie => "breaks_tie",
        FlipEffect::Reinstates => "reinstates",
        FlipEffect::Overtakes => "overtakes",
    }
}

/// Returns where a question stands as it is written.
pub(super) fn state_key(state: State) -> &'static str {
    match state {
        State::Settled => "settled",
        State::Split => "split",
        State::Unknown => "unknown",
        State::Open => "open",
    }
}
