//! What somebody learns who looks for ten seconds: how firm the result is, in one sentence without a decimal.

use super::figures::whole;
use super::{Words, count, join};
use crate::scoring::VerdictKind;

impl Words<'_> {
    /// Returns how firm the result is, in one sentence. If there is nothing to recommend, it says why.
    pub fn how_firm(self) -> String {
        let verdict = &self.assessment.verdict;
        match verdict.kind {
            VerdictKind::NoneLeft => "Your hard limits rule out every alternative.".to_owned(),
            VerdictKind::NotEnough | VerdictKind::TooClose => self.verdict_sentence(),
            VerdictKind::OnlyOne => "It is the only alternative that your hard limits leave.".to_owned(),
            VerdictKind::Lean => {
                let doubts = join(verdict.because.iter().map(|because| self.clause(*because)));
                format!("The answers lean this way{}, but not clearly: {doubts}.", self.whole_lead())
            }
            VerdictKind::Clear => format!("The answers clearly point this way{}.", self.whole_lead()),
        }
    }

    /// `, 5 points ahead of Mix`; is empty if nobody is behind.
    fn whole_lead(self) -> String {
        let Some(explanation) = self.assessment.explanation.as_ref().filter(|explanation| explanation.gap_shown > 0) else {
            return String::new();
        };
        let rival = self.call(&explanation.against);
        match usize::try_from(whole(explanation.gap_shown)) {
            Ok(points) if points > 0 => format!(", {} ahead of {rival}", count(points, "point", "points")),
            Ok(_) | Err(_) => format!(", less than a point ahead of {rival}"),
        }
    }
}
