//! What was decided, as the title of a record.

use super::Words;
use crate::scoring::VerdictKind;
use crate::session::Status;
use crate::text::capitalized;

impl Words<'_> {
    /// Returns what the decision is about and what came of it, as a sentence without a final period.
    pub fn outcome_title(self) -> String {
        let said = self.title();
        let outcome = self.outcome();
        if !said.ends_with(['.', '?', '!', '…']) {
            return format!("{said}: {outcome}");
        }
        format!("{said} {}", capitalized(&outcome))
    }

    fn outcome(self) -> String {
        let decision = self.session.decision();
        if let Some((decision, alternative)) = decision.and_then(|decision| Some((decision, decision.alternative.as_ref()?))) {
            let name = self.name(alternative);
            return match decision.status {
                Status::Proposed => format!("we propose \"{name}\""),
                Status::Accepted => format!("we chose \"{name}\""),
                Status::Rejected => format!("we rejected \"{name}\""),
                Status::Superseded => format!("we had chosen \"{name}\", since superseded"),
            };
        }
        let verdict = &self.assessment.verdict;
        let pick = verdict.pick.as_ref().map(|pick| self.name(pick)).unwrap_or_default();
        match verdict.kind {
            VerdictKind::NoneLeft => "no alternative is left, nothing decided yet".into(),
            VerdictKind::NotEnough => "not enough answers yet, nothing decided".into(),
            VerdictKind::TooClose => "too close to call, nothing decided yet".into(),
            VerdictKind::OnlyOne => format!("only \"{pick}\" is left, nothing decided yet"),
            VerdictKind::Lean => format!("the answers lean toward \"{pick}\", nothing decided yet"),
            VerdictKind::Clear => format!("the answers point to \"{pick}\", nothing decided yet"),
        }
    }
}
