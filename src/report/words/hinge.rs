//! What the result hinges on before all else, and how what is ruled out could come back.

use super::{Sentence, Words, join, join_or};
use crate::order::sort_by_key;
use crate::questionnaire::Id;
use crate::scoring::{RiskKind, RuledOut, State, VerdictKind, find};

impl Words<'_> {
    /// Returns the one thing that the result hinges on.
    ///
    /// An answer that is not settled comes before a settled one that would have to change, an answer before an
    /// importance. If no single thing would change the result, the sentence says so.
    pub fn hinges_on(self) -> Sentence {
        let first = match self.assessment.verdict.kind {
            VerdictKind::NoneLeft => self.ways_back().into_iter().next(),
            VerdictKind::NotEnough => Some(self.answer_first()),
            VerdictKind::OnlyOne => self.leader_at_risk().or_else(|| self.flips().into_iter().next()),
            VerdictKind::TooClose | VerdictKind::Lean | VerdictKind::Clear => self
                .unsettled_hinge()
                .or_else(|| self.leader_at_risk())
                .or_else(|| self.settled_hinge())
                .or_else(|| self.importance_flips().into_iter().next())
                .or_else(|| self.flips().into_iter().next()),
        };
        first.unwrap_or_else(|| Sentence { question: None, text: self.nothing_alone() })
    }

    /// Returns the smallest changes that let an alternative in again, if hard limits leave nothing.
    pub fn ways_back(self) -> Vec<Sentence> {
        let single = self.flips().into_iter().chain(self.exceptions());
        let single: Vec<Sentence> = single.collect();
        if !single.is_empty() {
            return single;
        }
        let fewest = self.assessment.ruled_out.iter().map(|(_, rules)| rules.len()).min().unwrap_or(0);
        let nearest = self.assessment.ruled_out.iter().filter(|(_, rules)| rules.len() == fewest);
        let sentence = |(alternative, rules): &(Id, Vec<RuledOut>)| Sentence {
            question: rules.first().map(|rule| rule.question.clone()),
            text: format!(
                "{} would be possible again if the answers to {} {} changed.",
                self.call(alternative),
                self.label_all(rules.iter().map(|rule| &rule.question)),
                if rules.len() == 2 { "both" } else { "all" }
            ),
        };
        nearest.map(sentence).collect()
    }

    /// Returns one sentence for every alternative that only one question rules out and that an exception would let in
    /// again, if the team has not said yet that it is met.
    pub fn exceptions(self) -> Vec<Sentence> {
        let single = self.assessment.ruled_out.iter().filter_map(|(alternative, rules)| match rules.as_slice() {
            [rule] => Some((alternative, rule)),
            _ => None,
        });
        single.filter_map(|(alternative, rule)| self.exception(alternative, rule)).collect()
    }

    fn exception(self, alternative: &Id, rule: &RuledOut) -> Option<Sentence> {
        let unless = |choice: &Id| self.questionnaire().choice(&rule.question, choice)?.1.rules_out.get(alternative)?.unless.clone();
        let mut conditions: Vec<String> = rule.choices.iter().map(unless).collect::<Option<_>>()?;
        conditions.dedup();
        let text = format!(
            "{} would be possible again, {} unchanged, if {}.",
            self.call(alternative),
            self.label(&rule.question),
            join(conditions)
        );
        Some(Sentence::about(&rule.question, text))
    }

    fn answer_first(self) -> Sentence {
        let missing = |state: &&crate::scoring::QuestionState| matches!(state.state, State::Open | State::Unknown) && state.weight > 0;
        let mut missing: Vec<_> = self.assessment.questions.iter().filter(missing).collect();
        sort_by_key(&mut missing, |state| std::cmp::Reverse(state.weight));
        let Some(first) = missing.first() else {
            return Sentence { question: None, text: "Give at least one question that applies an importance above \"leave out\".".into() };
        };
        let labels = self.label_all(missing.iter().take(3).map(|state| &state.id));
        let (it, counts) = if missing.len() == 1 { ("it", "counts") } else { ("they", "count") };
        Sentence::about(&first.id, format!("{labels}: {it} {counts} most of what is open."))
    }

    fn leader_at_risk(self) -> Option<Sentence> {
        let leader = self.assessment.leader()?;
        let risk = self.assessment.at_risk.iter().find(|risk| risk.alternative == *leader)?;
        let answers = join_or(risk.choices.iter().map(|choice| format!("\"{}\"", self.choice(&risk.question, choice))));
        let state = match risk.kind {
            RiskKind::Contested => "votes differ",
            RiskKind::Unknown => "not known yet",
        };
        let text = format!(
            "{} ({state}): if it turned out to be {answers}, {} would be ruled out.",
            self.label(&risk.question),
            self.call(leader)
        );
        Some(Sentence::about(&risk.question, text))
    }

    fn unsettled_hinge(self) -> Option<Sentence> {
        let open = self.assessment.open.iter().find(|open| open.can_flip)?;
        let leader = self.assessment.leader()?;
        let other = open.leaders_by_answer.iter().find(|(_, leaders)| !leaders.contains(leader)).map(|(_, leaders)| leaders)?;
        let answers = open.leaders_by_answer.iter().filter(|(_, leaders)| leaders == other);
        let answers = join_or(answers.map(|(choice, _)| format!("\"{}\"", self.choice(&open.question, choice))));
        let would = if other.is_empty() { "nothing would be left".to_owned() } else { format!("{} would lead", self.call_all(other)) };
        let question = self.label(&open.question);
        let state = match open.state {
            State::Split => "votes differ",
            State::Unknown => "not known yet",
            State::Open => "not answered",
            State::Settled => "settled",
        };
        Some(Sentence::about(&open.question, format!("{question} ({state}): if it turned out to be {answers}, {would}.")))
    }

    /// The settled answer that is nearest to changing the result, and of equally near ones the one that weighs most.
    fn settled_hinge(self) -> Option<Sentence> {
        let explanation = self.assessment.explanation.as_ref();
        let size = |question: &Id| explanation.and_then(|explanation| find(&explanation.shown, question)).map_or(0, |shown| shown.abs());
        let flips = self.assessment.flips.iter().filter(|flip| flip.takes_lead());
        let first = flips.min_by_key(|flip| (self.reach(flip), std::cmp::Reverse(size(&flip.question))))?;
        Some(self.flip_sentence(first))
    }

    fn nothing_alone(self) -> String {
        let alone = "No single answer and no single importance would change this.";
        match self.answers_to_flip() {
            Some(fewest) => format!("{alone} {fewest}"),
            None => alone.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Words;
    use crate::questionnaire::{Importance, Questionnaire};
    use crate::scoring::assess;
    use crate::session::sample::{id, now};
    use crate::session::{Answer, Change, Session};

    /// Two ways to travel; the weather and the luggage can each rule one out or both, unless somebody helps.
    const TRAVEL: &str = r#"{
      "schema": 1, "id": "travel", "version": "1", "title": "How do we travel?",
      "alternatives": [{ "id": "bike", "name": "By bike" }, { "id": "foot", "name": "On foot" }],
      "questions": [
        { "id": "weather", "importance": "critical", "ask": "Weather?", "choices": [
          { "id": "sun", "text": "Sun", "effects": { "bike": { "fit": 2 } } },
          { "id": "storm", "text": "Storm", "rules_out": {
            "bike": { "because": "Wind.", "unless": "somebody lends a cargo bike" }, "foot": { "because": "Wet." } } },
          { "id": "ice", "text": "Ice", "rules_out": { "bike": { "because": "Slippery." } } } ] },
        { "id": "luggage", "ask": "Luggage?", "choices": [
          { "id": "none", "text": "None", "effects": { "foot": { "fit": 1 } } },
          { "id": "piano", "text": "A piano", "rules_out": { "bike": { "because": "Heavy." }, "foot": { "because": "Heavy." } } } ] }
      ]
    }"#;

    fn answered(answers: &[(&str, &str)]) -> Session {
        let questionnaire = Questionnaire::parse(TRAVEL.as_bytes()).expect("a questionnaire");
        let mut session = Session::new(Arc::new(questionnaire), now());
        for (question, choice) in answers {
            let answer = if *choice == "?" { Answer::Unknown } else { Answer::Choice(id(choice)) };
            session.apply(Change::Answer(id(question), answer), now()).expect("a known answer");
        }
        session
    }

    fn hinge(answers: &[(&str, &str)]) -> String {
        let session = answered(answers);
        Words::new(&session, &assess(&session)).hinges_on().text
    }

    fn ways_back(answers: &[(&str, &str)]) -> Vec<String> {
        let session = answered(answers);
        Words::new(&session, &assess(&session)).ways_back().into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn an_answer_that_is_missing_comes_before_one_that_would_have_to_change() {
        assert_eq!(
            hinge(&[("weather", "sun"), ("luggage", "?")]),
            "Luggage (not known yet): if it turned out to be \"A piano\", nothing would be left."
        );
    }

    #[test]
    fn without_anything_missing_it_is_the_answer_that_weighs_most() {
        let text = hinge(&[("weather", "sun"), ("luggage", "none")]);
        assert_eq!(text, "If Weather became \"Storm\", By bike would be ruled out, and nothing would be left.");
    }

    #[test]
    fn without_answers_it_is_what_counts_most() {
        assert_eq!(hinge(&[]), "Weather and Luggage: they count most of what is open.");
    }

    #[test]
    fn without_weight_nothing_can_be_answered_first() {
        let mut session = answered(&[]);
        for question in ["weather", "luggage"] {
            session.apply(Change::Importance(id(question), Importance::LeaveOut), now()).expect("a known question");
        }
        let hinge = Words::new(&session, &assess(&session)).hinges_on();
        assert!(hinge.question.is_none() && hinge.text.starts_with("Give at least one question"), "{hinge:?}");
    }

    #[test]
    fn one_answer_or_one_exception_is_the_smallest_way_back() {
        assert_eq!(
            ways_back(&[("weather", "storm"), ("luggage", "none")]),
            [
                "If Weather became \"Sun\", By bike would be possible again.",
                "If Weather became \"Ice\", On foot would be possible again.",
                "By bike would be possible again, Weather unchanged, if somebody lends a cargo bike.",
            ]
        );
    }

    #[test]
    fn where_no_single_change_helps_the_fewest_are_named() {
        assert_eq!(
            ways_back(&[("weather", "storm"), ("luggage", "piano")]),
            [
                "By bike would be possible again if the answers to Weather and Luggage both changed.",
                "On foot would be possible again if the answers to Weather and Luggage both changed.",
            ]
        );
    }
}
