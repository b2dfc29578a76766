//! One question as it stands: its answer, what the answer rests on, and which way it leans.

use jiff::civil::Date;

use super::{Reach, WE_DO_NOT_KNOW, Words, join, turnout_in_short};
use crate::questionnaire::{Evidence, Id, Question};
use crate::scoring::{self, Exact, Flip, State};
use crate::session::{Answer, Session, Vote};

/// What an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The team holds it to be a fact.
    Fact,
    /// The team assumes it.
    Assumption,
    /// Those who voted chose the same, and nothing is agreed.
    Voted,
    /// Votes differ and nothing is agreed.
    Split,
    /// The team does not know.
    Unknown,
    /// Nobody has answered.
    Open,
    /// The question does not apply.
    NotApplicable,
}

/// Said on a question once the answers that are there settle the result.
pub const ALREADY_DECIDED: &str = "Already decided: no open question can change who leads any more";

/// Returns where a fact is from, as of `day`: `STALE, check it. Gartner, 2025-03. https://example.org`.
pub fn source(fact: &Evidence, day: Date) -> String {
    let stale = if fact.is_stale(day) { "STALE, check it. " } else { "" };
    let url = fact.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
    format!("{stale}{}, {}.{url}", fact.source, fact.dated)
}

impl Basis {
    /// Returns the basis as it is shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Assumption => "assumption",
            Self::Voted => "voted",
            Self::Split => "split vote",
            Self::Unknown => "not known",
            Self::Open => "open",
            Self::NotApplicable => "does not apply",
        }
    }
}

/// Returns the facts that the answers of a session rest on.
pub fn facts_cited(session: &Session) -> impl Iterator<Item = &Evidence> {
    session.questionnaire().evidence().iter().filter(move |fact| !cited_by(session, fact).is_empty())
}

/// Returns the questions of a session that were asked, apply and rest on a fact.
pub fn cited_by<'s>(session: &'s Session, fact: &Evidence) -> Vec<&'s Id> {
    let applies = |id: &Id| !matches!(session.answer(id), Some(Answer::NotApplicable(_)));
    let asked = session.questionnaire().questions().iter().filter(|question| session.is_asked(question) && applies(&question.id));
    asked.filter(|question| question.evidence.contains(&fact.id)).map(|question| &question.id).collect()
}

impl<'a> Words<'a> {
    /// Returns the place of a question in the questionnaire, from 1, or 0 if it has no such question.
    pub fn number(self, question: &Id) -> usize {
        self.questionnaire().questions().iter().position(|other| other.id == *question).map_or(0, |place| place + 1)
    }

    /// Returns what the answer to a question rests on.
    pub fn basis(self, question: &Id) -> Basis {
        match (self.session.answer(question), self.assessment.question(question).map(|state| state.state)) {
            (Some(Answer::NotApplicable(_)), _) => Basis::NotApplicable,
            (Some(Answer::Choice(_)), _) if self.session.is_assumption(question) => Basis::Assumption,
            (Some(Answer::Choice(_)), _) => Basis::Fact,
            (None, Some(State::Settled)) => Basis::Voted,
            (Some(Answer::Unknown), _) | (None, Some(State::Unknown)) => Basis::Unknown,
            (None, Some(State::Split)) => Basis::Split,
            (None, Some(State::Open) | None) => Basis::Open,
        }
    }

    /// Returns the answer to a question in words: the choice, who voted what, or why there is none.
    pub fn answer(self, question: &Question) -> String {
        match self.session.answer(&question.id) {
            Some(Answer::Choice(choice)) => self.choice(&question.id, choice).to_owned(),
            Some(Answer::Unknown) => WE_DO_NOT_KNOW.into(),
            Some(Answer::NotApplicable(reason)) if reason.is_empty() => "Does not apply".into(),
            Some(Answer::NotApplicable(reason)) => format!("Does not apply: {reason}"),
            None => self.voted(question),
        }
    }

    /// Returns what the answer rests on and, if there are votes, how many voted: `fact, 3 of 4 voted`.
    pub fn rests_on(self, question: &Id) -> String {
        let label = self.basis(question).label();
        let is_agreed = self.session.answer(question).is_some();
        match turnout_in_short(self.session, question).filter(|_| is_agreed) {
            Some(turnout) => format!("{label}, {turnout}"),
            None => label.to_owned(),
        }
    }

    /// Returns which family the answer serves best among the alternatives that are left. Is `None` if it favors none.
    pub fn leans(self, question: &Id) -> Option<&'a str> {
        let state = self.assessment.question(question)?;
        if matches!(state.state, State::Open | State::Unknown) {
            return None;
        }
        // With one survivor everything would lean to it.
        let few = self.assessment.ranking.len() < 2;
        let scores: Vec<&(Id, Exact)> =
            state.scores.iter().filter(|(alternative, _)| few || self.assessment.ranking.contains(alternative)).collect();
        let best = scores.iter().map(|(_, score)| *score).max()?;
        if scores.iter().all(|(_, score)| *score == best) {
            return None;
        }
        let mut families = scores.iter().filter(|(_, score)| *score == best).map(|(alternative, _)| self.family(alternative));
        let first = families.next()??;
        families.all(|other| other == Some(first)).then(|| self.questionnaire().family_name(first))
    }

    fn family(self, alternative: &Id) -> Option<&'a Id> {
        self.questionnaire().alternative(alternative).map(|alternative| &alternative.family)
    }

    /// Returns the facts that the answers rest on.
    pub fn facts_cited(self) -> impl Iterator<Item = &'a Evidence> {
        facts_cited(self.session)
    }

    /// Returns those of [`Self::facts_cited`] that stand behind the questions that decide.
    pub fn facts_that_decide(self) -> Vec<&'a Evidence> {
        let decide = self.questions_that_decide();
        self.facts_cited().filter(|fact| self.cited_by(fact).iter().any(|question| decide.contains(question))).collect()
    }

    /// Returns the questions that decide, questionnaire order: those that rule something out, those that could change
    /// who leads because they are not settled or are one step away, and the three that set the first two apart most.
    pub fn questions_that_decide(self) -> Vec<&'a Id> {
        let limits = self.assessment.ruled_out.iter().flat_map(|(_, rules)| rules.iter().map(|rule| &rule.question));
        let takes_lead = |flip: &&Flip| flip.takes_lead() && self.reach(flip) <= Reach::Near;
        let flips = self.assessment.flips.iter().filter(takes_lead).map(|flip| &flip.question);
        let apart = self.largest_differences().into_iter().take(3);
        let decide: Vec<&Id> = limits.chain(flips).chain(self.deciding()).chain(apart).collect();
        self.questionnaire().questions().iter().map(|question| &question.id).filter(|id| decide.contains(id)).collect()
    }

    /// Returns the fact with the id `article`: the text on which the whole questionnaire is based, if it has one.
    pub fn article(self) -> Option<&'a Evidence> {
        self.questionnaire().evidence().iter().find(|fact| fact.id.as_str() == "article")
    }

    /// Returns the questions that were asked, apply and rest on a fact.
    pub fn cited_by(self, fact: &Evidence) -> Vec<&'a Id> {
        cited_by(self.session, fact)
    }

    fn voted(self, question: &Question) -> String {
        let Some(votes) = self.session.votes(&question.id) else { return "Not answered".into() };
        let turnout = turnout_in_short(self.session, &question.id).unwrap_or_default();
        let tally = question.choices.iter().zip(scoring::tally(question, votes));
        let tally: Vec<_> = tally.filter(|(_, voices)| *voices > 0).collect();
        match tally.as_slice() {
            [] if votes.values().any(|vote| *vote == Vote::Unknown) => format!("{turnout}: we don't know yet"),
            [] => "Not answered".into(),
            // The votes of some do not speak for the others.
            [(choice, voices)] => format!("{voices} of {} voted for \"{}\"", self.session.participants().len(), choice.text),
            several => {
                let parts = several.iter().map(|(choice, voices)| format!("{voices} for \"{}\"", choice.text));
                format!("{turnout}: {}", join(parts))
            }
        }
    }
}
