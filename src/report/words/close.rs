//! The close: the check list, and the six lines for a chat.

use super::figures::{tenth_points, value};
use super::{Words, count, join};
use crate::questionnaire::Id;
use crate::scoring::{State, VerdictKind, find};
use crate::session::{FollowUp, Session};
use crate::text::{capitalized, one_line};

/// One line of the check list at the close. It says what is missing and never blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Nothing is missing here.
    pub done: bool,
    /// What is there, or what is missing.
    pub text: String,
}

/// Returns the decision taken in a session, in a few words: `accepted: Mix`, `nothing decided yet`.
pub fn decided(session: &Session) -> String {
    let Some(decision) = session.decision() else { return "nothing decided yet".into() };
    let status = decision.status.label();
    match decision.alternative.as_ref().and_then(|id| session.questionnaire().alternative(id)) {
        Some(alternative) => format!("{status}: {}", alternative.name),
        None => format!("{status}, without an alternative"),
    }
}

impl Words<'_> {
    /// Returns the check list at the close: always five lines.
    pub fn check_list(self) -> [Check; 5] {
        [self.check_answers(), self.check_votes(), self.check_follow_ups(), self.check_decision(), self.check_people()]
    }

    /// Returns the six-line summary for a chat or a mail.
    pub fn summary(self) -> [String; 6] {
        let verdict = self.decided_against().unwrap_or_else(|| self.verdict_sentence());
        [self.outcome_title(), verdict, self.values_line(), self.why_line(), self.doubts_line(), self.next_line()]
    }

    /// Returns the decision taken, in a few words: `accepted: Mix`, `nothing decided yet`.
    pub fn decided(self) -> String {
        decided(self.session)
    }

    /// Tells whether the decision taken is another alternative than the one recommended.
    pub fn decided_otherwise(self) -> bool {
        let taken = self.session.decision().and_then(|decision| decision.alternative.as_ref());
        taken.is_some_and(|taken| match self.assessment.verdict.kind {
            VerdictKind::TooClose => !self.tied().contains(taken),
            VerdictKind::NoneLeft | VerdictKind::NotEnough | VerdictKind::OnlyOne | VerdictKind::Lean | VerdictKind::Clear => {
                self.assessment.verdict.pick.as_ref() != Some(taken)
            }
        })
    }

    fn check_answers(self) -> Check {
        let open = self.in_state(State::Open);
        check(&open, "Every question has an answer", |labels| format!("No answer yet: {labels}"), self)
    }

    fn check_votes(self) -> Check {
        let split = self.in_state(State::Split);
        check(&split, "No vote is left without an agreed answer", |labels| format!("Voted, but nothing agreed: {labels}"), self)
    }

    fn check_follow_ups(self) -> Check {
        let unknown = self.in_state(State::Unknown);
        let complete = |follow_up: &FollowUp| follow_up.done || (follow_up.owner.is_some() && follow_up.due.is_some());
        let found_out = |id: &Id| self.session.follow_ups().iter().any(|follow_up| follow_up.question.as_ref() == Some(id));
        let orphans: Vec<Id> = unknown.iter().filter(|id| !found_out(id)).cloned().collect();
        let vague = self.session.follow_ups().iter().filter(|follow_up| !complete(follow_up)).count();
        let mut missing = Vec::new();
        if !orphans.is_empty() {
            missing.push(format!("nobody finds out {}", self.label_some(&orphans)));
        }
        if vague > 0 {
            missing.push(format!("{} without owner or date", count(vague, "follow-up", "follow-ups")));
        }
        if missing.is_empty() {
            return Check { done: true, text: "Everything unknown has an owner and a date".into() };
        }
        Check { done: false, text: capitalized(&missing.join("; ")) }
    }

    fn check_decision(self) -> Check {
        let (done, text) = match self.session.decision() {
            None => (false, "No decision is recorded"),
            Some(decision) if decision.alternative.is_none() => (false, "The decision names no alternative"),
            Some(decision) if decision.reason.is_empty() && self.decided_otherwise() => {
                (false, "The decision differs from the result: say why")
            }
            Some(decision) if decision.revisit.is_none() => (false, "The decision has no date to look at it again"),
            Some(_) => (true, "The decision is recorded, with a date to look at it again"),
        };
        Check { done, text: text.into() }
    }

    fn check_people(self) -> Check {
        let silent = self.session.participants().iter().filter(|person| !self.session.confidence().contains_key(&person.name));
        let silent: Vec<String> = silent.map(|person| person.name.clone()).collect();
        if self.session.participants().is_empty() {
            Check { done: false, text: "Nobody is named as having taken part".into() }
        } else if silent.is_empty() {
            Check { done: true, text: "Everyone said how sure they are".into() }
        } else {
            Check { done: false, text: format!("Not yet said how sure they are: {}", join(silent)) }
        }
    }

    fn in_state(self, state: State) -> Vec<Id> {
        let questions = self.assessment.questions.iter().filter(|question| question.state == state);
        let asked = |id: &Id| self.questionnaire().question(id).is_some_and(|question| self.session.is_asked(question));
        questions.map(|question| question.id.clone()).filter(asked).collect()
    }

    fn values_line(self) -> String {
        let shown = |id: &Id| Some(format!("{} {}", self.short(id), value(self.assessment.value(id)?)));
        let values: Vec<String> = self.assessment.ranking.iter().filter_map(shown).collect();
        let ruled_out: Vec<&str> = self.assessment.ruled_out.iter().map(|(id, _)| self.short(id)).collect();
        let ruled_out = ruled_out.join(" / ");
        match (values.is_empty(), ruled_out.is_empty()) {
            (true, true) => "No values: nothing counts".into(),
            (true, false) => format!("Ruled out: {ruled_out}"),
            (false, true) => values.join(" / "),
            (false, false) => format!("{}; ruled out: {ruled_out}", values.join(" / ")),
        }
    }

    /// Returns what a team that decided otherwise decided against, and its reason. Is `None` for any other team.
    pub fn decided_against(self) -> Option<String> {
        let decision = self.session.decision().filter(|_| self.decided_otherwise())?;
        let reason = match one_line(&decision.reason) {
            none if none.is_empty() => "no reason was recorded.".to_owned(),
            reason => reason,
        };
        Some(format!("{} The team's reason: {reason}", self.against_what(decision.alternative.as_ref()?)))
    }

    /// Says where the answers point if a team did not follow them, and what they say about its own choice.
    pub fn against_what(self, taken: &Id) -> String {
        let name = self.call(taken);
        let rules = find(&self.assessment.ruled_out, taken).into_iter().flatten().map(|rule| &rule.question);
        let rules = self.label_all(rules);
        let total = -self.compared(taken, self.assessment.leader()).total;
        let behind = match (rules.is_empty(), self.assessment.leader().filter(|leader| *leader != taken && self.compares())) {
            (false, _) => format!("; a hard limit rules {name} out ({rules})"),
            (true, Some(_)) if total > 0 => format!(", {} ahead of {name}", tenth_points(total)),
            (true, _) => String::new(),
        };
        match &self.assessment.verdict.pick {
            Some(pick) => format!("Decided otherwise than the answers, which point to {}{behind}.", self.call(pick)),
            None if rules.is_empty() => format!("The answers alone do not point to {name}."),
            None => format!("The answers alone do not point to {name}{behind}."),
        }
    }

    /// Names the strongest points of what was decided or, without a decision, of what leads.
    fn why_line(self) -> String {
        let taken = self.session.decision().and_then(|decision| decision.alternative.as_ref());
        let subject = match (taken, self.assessment.verdict.kind, self.assessment.leader()) {
            (Some(taken), _, _) => taken,
            (None, VerdictKind::NotEnough, _) => return "Too early to compare".into(),
            (None, _, None) => return self.way_back(),
            (None, VerdictKind::TooClose, Some(_)) => return self.why_tied(),
            (None, VerdictKind::OnlyOne | VerdictKind::Lean | VerdictKind::Clear | VerdictKind::NoneLeft, Some(leader)) => leader,
        };
        let arguments = self.by_itself(subject);
        let labels = |arguments: &[super::Argument]| self.label_all(arguments.iter().take(3).map(|argument| &argument.question));
        let (gains, gives_up) = (labels(&arguments.gains), labels(&arguments.gives_up));
        let name = self.call(subject);
        match (gains.is_empty(), gives_up.is_empty()) {
            (true, true) => format!("Nothing speaks for or against {name}"),
            (false, true) => format!("For {name}: {gains}"),
            (true, false) => format!("Against {name}: {gives_up}"),
            (false, false) => format!("For {name}: {gains}; against it: {gives_up}"),
        }
    }

    /// Without a winner, names each of the tied alternatives with what speaks for it.
    fn why_tied(self) -> String {
        let tied = self.tied().into_iter().map(|id| {
            let gains = self.by_itself(&id).gains;
            let gains = self.label_all(gains.iter().take(3).map(|argument| &argument.question));
            let gains = if gains.is_empty() { "nothing".to_owned() } else { gains };
            format!("for {}: {gains}", self.call(&id))
        });
        capitalized(&tied.collect::<Vec<_>>().join("; "))
    }

    /// Returns which answers would let an alternative through again.
    fn way_back(self) -> String {
        let mut questions: Vec<Id> = self.assessment.flips.iter().map(|flip| flip.question.clone()).collect();
        questions.dedup();
        if questions.is_empty() {
            "No single other answer lets one back in".into()
        } else {
            format!("Another answer would let one back in: {}", self.label_some(&questions))
        }
    }

    fn doubts_line(self) -> String {
        let dissent = match self.questionnaire().questions().iter().map(|question| self.session.count_dissent(&question.id)).sum() {
            0 => "No dissent recorded.".to_owned(),
            votes => format!("{} recorded.", count(votes, "dissenting vote", "dissenting votes")),
        };
        // What makes the result firm would argue against a team that decided otherwise.
        let result = if self.decided_otherwise() { Vec::new() } else { self.doubts() };
        result.into_iter().take(2).chain([dissent]).collect::<Vec<_>>().join(" ")
    }

    fn next_line(self) -> String {
        let next = self.find_out_next();
        let labels = self.label_all(next.iter().take(3).filter_map(|sentence| sentence.question.as_ref()));
        let revisit = self.session.decision().and_then(|decision| decision.revisit);
        let find_out = if labels.is_empty() { "Nothing left to find out".to_owned() } else { format!("Find out next: {labels}") };
        revisit.map_or_else(|| find_out.clone(), |date| format!("{find_out}; look again on {date}"))
    }
}

fn check(missing: &[Id], complete: &str, text: impl Fn(String) -> String, words: Words<'_>) -> Check {
    if missing.is_empty() {
        Check { done: true, text: complete.into() }
    } else {
        Check { done: false, text: text(words.label_some(missing)) }
    }
}
