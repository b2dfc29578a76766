//! The verdict in words: the headline, how firm it is, and why it is not firmer.

use super::figures::{of_hundred, percent, points, tenth_points, value};
use super::{Words, join, join_or};
use crate::order::sort_by;
use crate::questionnaire::Id;
use crate::scoring::{Because, Exact, PriceOfRules, VerdictKind, find};

/// Returns a kind of verdict as it is shown to people.
pub fn kind_label(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::NoneLeft => "none left",
        VerdictKind::NotEnough => "not enough answers",
        VerdictKind::OnlyOne => "only one left",
        VerdictKind::TooClose => "too close to call",
        VerdictKind::Lean => "lean",
        VerdictKind::Clear => "clear",
    }
}

impl<'a> Words<'a> {
    /// Tells whether enough is answered to compare alternatives with one another.
    pub fn compares(self) -> bool {
        self.assessment.verdict.kind != VerdictKind::NotEnough
    }

    /// Returns the family that the result points to, as a headline. Is `None` if it points to none.
    ///
    /// If it is too close to call, that is the family that all the tied alternatives share, if they share one.
    pub fn headline_family(self) -> Option<String> {
        let family = self.assessment.verdict.family.as_ref()?;
        Some(self.questionnaire().family_name(family).to_owned())
    }

    /// Returns the form within the family: the full name of the pick, or who is too close to call.
    pub fn headline_form(self) -> String {
        let verdict = &self.assessment.verdict;
        match verdict.kind {
            VerdictKind::NoneLeft => "No alternative is left".into(),
            VerdictKind::NotEnough => "Not enough answers yet".into(),
            VerdictKind::TooClose => format!("Too close to call: {}", join_or(self.tied().iter().map(|id| self.call(id)))),
            VerdictKind::OnlyOne | VerdictKind::Lean | VerdictKind::Clear => {
                verdict.pick.as_ref().map(|pick| self.name(pick).to_owned()).unwrap_or_default()
            }
        }
    }

    /// Returns the alternatives that are too close to call, in ranking order. Is empty for any other verdict.
    pub fn tied(self) -> Vec<Id> {
        let verdict = &self.assessment.verdict;
        if verdict.kind != VerdictKind::TooClose {
            return Vec::new();
        }
        self.assessment.leader().into_iter().chain(&verdict.tied_with).cloned().collect()
    }

    /// Returns the verdict as one sentence that names the pick, or says why there is none.
    pub fn verdict_sentence(self) -> String {
        let verdict = &self.assessment.verdict;
        let pick = verdict.pick.as_ref().map(|pick| self.call(pick)).unwrap_or_default();
        match verdict.kind {
            VerdictKind::NoneLeft => "None left: hard limits rule out every alternative.".into(),
            VerdictKind::NotEnough if self.assessment.ranges.is_none() => {
                "Not enough answers: every question is left out or does not apply, so nothing counts.".into()
            }
            VerdictKind::NotEnough => format!(
                "Not enough answers: what is answered so far carries {} of the importance; half is needed.",
                percent(self.assessment.coverage.to_f64())
            ),
            VerdictKind::OnlyOne => format!("Only one left: hard limits rule out everything but {pick}."),
            VerdictKind::TooClose => self.too_close_sentence(),
            VerdictKind::Lean => format!("Lean: the answers lean toward {pick}{}.", self.lead_clause()),
            VerdictKind::Clear => format!("Clear: the answers point to {pick}{}.", self.lead_clause()),
        }
    }

    /// Returns the verdict in a few words, for places where it stands beside another one.
    pub fn verdict_in_short(self) -> String {
        let verdict = &self.assessment.verdict;
        let pick = verdict.pick.as_ref().map(|pick| self.call(pick)).unwrap_or_default();
        match verdict.kind {
            VerdictKind::NoneLeft => "None left".into(),
            VerdictKind::NotEnough => "Not enough answers".into(),
            VerdictKind::OnlyOne => format!("Only one left: {pick}"),
            VerdictKind::TooClose => format!("Too close to call: {}", join(self.tied().iter().map(|id| self.call(id)))),
            VerdictKind::Lean => format!("Lean: {pick}{}", self.lead_clause()),
            VerdictKind::Clear => format!("Clear: {pick}{}", self.lead_clause()),
        }
    }

    /// Returns why the verdict is what it is, in one sentence. Is `None` if the verdict says it all.
    pub fn because_in_short(self) -> Option<String> {
        let verdict = &self.assessment.verdict;
        match verdict.kind {
            VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne => None,
            VerdictKind::Clear => self.ways(),
            VerdictKind::TooClose => Some(self.reasons_of_verdict().join(" ")),
            VerdictKind::Lean => {
                let clauses = verdict.because.iter().map(|because| self.clause(*because));
                Some(format!("Not clear, because {}.", join(clauses)))
            }
        }
    }

    /// Says in how many of the ways in which the importances could be off the pick stays ahead. Is `None` without a
    /// pick or without rivals.
    pub fn ways(self) -> Option<String> {
        let robustness = self.assessment.robustness.as_ref().filter(|robustness| !robustness.beats.is_empty())?;
        self.assessment.verdict.pick.as_ref().map(|pick| ways(&self.call(pick), robustness.weakest))
    }

    /// Returns how firm the result is: in how many ways the importances could be off, and what open questions can do.
    ///
    /// Is empty if nobody leads, or if the result is too close to name a leader.
    pub fn firmness(self) -> Vec<String> {
        let assessment = self.assessment;
        match assessment.verdict.kind {
            VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne | VerdictKind::TooClose => return Vec::new(),
            VerdictKind::Lean | VerdictKind::Clear => {}
        }
        let mut lines = Vec::new();
        let leader = assessment.leader().map(|leader| self.call(leader)).unwrap_or_default();
        lines.extend(self.ways());
        if assessment.decided && !assessment.open.is_empty() {
            lines.push("No open question can change this any more.".into());
        } else if assessment.max_regret > Exact::ZERO {
            let regret = points(assessment.max_regret);
            lines.push(format!("At worst, once everything is known, another option could turn out {regret} better than {leader}."));
        }
        lines
    }

    /// Returns why the result is not firmer and what else to know about it, each thing once.
    ///
    /// If the importances are a reason, that reason names the rival and the share, so what [`Self::firmness`] says
    /// about them is left out.
    pub fn doubts(self) -> Vec<String> {
        let ways = self.ways().filter(|_| self.assessment.verdict.because.contains(&Because::Weights));
        let all = self.reasons().into_iter().chain(self.firmness());
        all.filter(|sentence| Some(sentence) != ways.as_ref()).collect()
    }

    /// Returns why the verdict is not firmer, and what else to know about it: one sentence each.
    pub fn reasons(self) -> Vec<String> {
        let mut reasons = self.reasons_of_verdict();
        reasons.extend(self.caveats());
        reasons
    }

    /// Returns what to know beside the verdict: a weak field, and what the hard limits cost.
    pub fn caveats(self) -> Vec<String> {
        let assessment = self.assessment;
        let mut caveats = Vec::new();
        if assessment.verdict.weak_fit
            && let Some(best) = assessment.leader().and_then(|leader| assessment.value(leader))
        {
            caveats.push(format!("It is the best of a weak field: a value of {} lies under the middle of the scale, 50.", value(best)));
        }
        if let Some(PriceOfRules { alternative, points: price }) = &assessment.price_of_rules {
            let questions = find(&assessment.ruled_out, alternative).into_iter().flatten().map(|rule| &rule.question);
            caveats.push(format!(
                "{} would come out {} higher, but is ruled out by {}.",
                self.call(alternative),
                points(*price),
                self.label_all(questions)
            ));
        }
        caveats
    }

    fn reasons_of_verdict(self) -> Vec<String> {
        self.assessment.verdict.because.iter().map(|because| self.reason(*because)).collect()
    }

    pub(super) fn clause(self, because: Because) -> String {
        match because {
            Because::Margin => "the lead is small".into(),
            Because::Weights => "it rests on the importances".into(),
            Because::OpenQuestion => {
                let deciding: Vec<&Id> = self.deciding().collect();
                let verb = if deciding.len() == 1 { "is" } else { "are" };
                format!("{} {verb} not settled", self.label_all(deciding))
            }
            Because::AtRisk => "a hard limit may still rule it out".into(),
            Because::Alike => "there is little between them".into(),
            Because::Torn => "large advantages and drawbacks cancel each other".into(),
        }
    }

    fn reason(self, because: Because) -> String {
        match because {
            Because::Margin => self.margin_reason(),
            Because::Weights => self.weights_reason(),
            Because::OpenQuestion => {
                let deciding: Vec<&Id> = self.deciding().collect();
                let (answer, each) = if deciding.len() == 1 { ("answer", "") } else { ("answers", " each") };
                format!("The {answer} to {} could{each} still change who leads.", self.label_all(deciding))
            }
            Because::AtRisk => {
                let leader = self.assessment.leader();
                let limits = self.assessment.at_risk.iter().filter(|risk| Some(&risk.alternative) == leader);
                format!("A hard limit may still rule it out: the answer to {} decides.", self.label_all(limits.map(|risk| &risk.question)))
            }
            Because::Alike => "There is little between them on any question: choose on other grounds.".into(),
            Because::Torn => "Large advantages and drawbacks cancel each other: this is a choice of values, not of points.".into(),
        }
    }

    fn margin_reason(self) -> String {
        let Some(explanation) = &self.assessment.explanation else { return String::new() };
        let (rival, lead) = (self.call(&explanation.against), tenth_points(explanation.gap_shown));
        format!("The lead over {rival} is small, {lead}: under about 6 points a few answers judged a little differently could turn it.")
    }

    fn weights_reason(self) -> String {
        let Some(robustness) = &self.assessment.robustness else { return String::new() };
        let weakest = robustness.beats.iter().min_by(|(_, one), (_, other)| one.total_cmp(other));
        let Some((rival, share)) = weakest else { return String::new() };
        let share = of_hundred(1.0 - share);
        format!("It rests on the importances: {} would be ahead in {share} of 100 ways they could be off.", self.call(rival))
    }

    fn too_close_sentence(self) -> String {
        let tied = join(self.tied().iter().map(|id| self.call(id)));
        let open: Vec<&Id> = self.deciding().take(3).collect();
        let apart: Vec<&Id> = self.largest_differences().into_iter().take(3).collect();
        match (open.is_empty(), apart.is_empty()) {
            (false, _) => format!("Too close to call between {tied}. What would decide it: {}.", self.label_all(open)),
            (true, false) => format!("Too close to call between {tied}. What sets them apart most: {}.", self.label_all(apart)),
            (true, true) => format!("Too close to call between {tied}: the answers treat them alike."),
        }
    }

    /// Returns the questions that are not settled and whose answer could change who leads, most useful first.
    pub fn deciding(self) -> impl Iterator<Item = &'a Id> {
        self.assessment.open.iter().filter(|open| open.can_flip).map(|open| &open.question)
    }

    /// Returns the questions that set the first two apart, largest difference first.
    pub fn largest_differences(self) -> Vec<&'a Id> {
        let contributions = self.assessment.explanation.iter().flat_map(|explanation| &explanation.contributions);
        let mut sizes: Vec<(&Id, Exact)> = contributions.map(|(question, part)| (question, part.abs())).collect();
        sizes.retain(|(_, size)| *size > Exact::ZERO);
        sort_by(&mut sizes, |(_, one), (_, other)| other.cmp(one));
        sizes.into_iter().map(|(question, _)| question).collect()
    }

    /// Returns by how much the leader leads, to stand after its name: `, 4.2 points ahead of Mix`.
    pub(in crate::report) fn lead_clause(self) -> String {
        match &self.assessment.explanation {
            Some(explanation) if explanation.gap_shown > 0 => {
                format!(", {} ahead of {}", tenth_points(explanation.gap_shown), self.call(&explanation.against))
            }
            Some(_) | None => String::new(),
        }
    }
}

/// Says in how many of the ways in which the importances could be off the leader stays ahead.
fn ways(leader: &str, share: f64) -> String {
    if share >= 1.0 {
        format!("{leader} leads however far the importances are off.")
    } else {
        format!("{leader} leads in {} of 100 ways the importances could be off.", of_hundred(share))
    }
}
