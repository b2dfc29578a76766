//! What a team can state so that a hard limit of an answer does not reach an alternative.
//!
//! This module must not change the session nor know how an exception is worded.

use super::Session;
use crate::questionnaire::Id;

/// An exception that a team can state, or has stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The alternative that it lets in.
    pub alternative: Id,
    /// What must be true for it.
    pub needs: Needs,
}

/// What must be true for an exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// The limit's own `unless`.
    Unless(String),
    /// For a mix: the requests that the answer applies to can be told apart before a model sees them, so that only the
    /// parts that the answer rules out, which these are, lose them.
    ToldApart(Vec<Id>),
}

impl Session {
    /// Returns the exceptions that are possible with the agreed answer to `question`, in questionnaire order, including
    /// those that were stated already. Is empty without an agreed choice.
    pub fn exceptions(&self, question: &Id) -> Vec<Exception> {
        let chosen = self.chosen(question).and_then(|choice| self.questionnaire.choice(question, choice));
        let Some((_, choice)) = chosen else { return Vec::new() };
        let strikes = |part: &&Id| {
            let limit = choice.rules_out.get(*part);
            limit.is_some_and(|limit| limit.unless.is_none() || self.waiver(question, part).is_none())
        };
        let exceptions = self.questionnaire.alternatives().iter().filter_map(|alternative| {
            let needs = match choice.rules_out.get(&alternative.id) {
                Some(limit) => Needs::Unless(limit.unless.clone()?),
                None if alternative.mixes.is_empty() => return None,
                None => Needs::ToldApart(alternative.mixes.iter().filter(strikes).cloned().collect()),
            };
            let is_void = matches!(&needs, Needs::ToldApart(parts) if parts.is_empty());
            let is_stated = self.waiver(question, &alternative.id).is_some();
            (is_stated || !is_void).then(|| Exception { alternative: alternative.id.clone(), needs })
        });
        exceptions.collect()
    }

    /// Returns every hard limit that is lifted: question, alternative, note. What a file states about a limit that does not
    /// exist lifts nothing.
    pub fn lifted(&self) -> impl Iterator<Item = (&Id, &Id, &str)> {
        self.waivers().filter(|(question, alternative, _)| self.has_limit(question, alternative))
    }

    /// Tells whether a statement about `alternative` can lift a limit: one of the agreed choice, or of any if none is agreed.
    fn has_limit(&self, question: &Id, alternative: &Id) -> bool {
        let questionnaire = &self.questionnaire;
        let Some((asked, alternative)) = questionnaire.question(question).zip(questionnaire.alternative(alternative)) else { return false };
        let agreed = self.chosen(question);
        let mut choices = asked.choices.iter().filter(|choice| agreed.is_none_or(|agreed| choice.id == *agreed));
        choices.any(|choice| match choice.rules_out.get(&alternative.id) {
            Some(limit) => limit.unless.is_some(),
            None => alternative.mixes.iter().any(|part| choice.rules_out.contains_key(part)),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::questionnaire::Questionnaire;
    use crate::session::sample::{self, id, now};
    use crate::session::{Answer, Change};

    /// Returns a session in which the answer "little" rules out the bistro, one part of the mix "home", in these words.
    fn session(limits: &str) -> Session {
        let known =
            r#""rules_out": { "home": { "because": "Too far.", "unless": "Somebody drives." }, "bistro": { "because": "Too slow." } }"#;
        assert!(sample::JSON.contains(known), "the sample has changed");
        let json = sample::JSON.replace(known, &format!(r#""rules_out": {{ {limits} }}"#));
        let mut session = Session::new(Arc::new(Questionnaire::parse(json.as_bytes()).unwrap()), now());
        session.apply(Change::Answer(id("time"), Answer::Choice(id("little"))), now()).unwrap();
        session
    }

    fn waive(session: &mut Session, alternative: &str) {
        session.apply(Change::Waive { question: id("time"), alternative: id(alternative), note: "so".into() }, now()).unwrap();
    }

    fn exceptions(session: &Session) -> Vec<(String, Needs)> {
        session.exceptions(&id("time")).into_iter().map(|exception| (exception.alternative.to_string(), exception.needs)).collect()
    }

    #[test]
    fn a_limit_with_unless_and_a_mix_with_a_struck_part_have_exceptions() {
        let session = session(r#""canteen": { "because": "Shut.", "unless": "A key." }, "bistro": { "because": "Too slow." }"#);
        let canteen = ("canteen".to_owned(), Needs::Unless("A key.".into()));
        let home = ("home".to_owned(), Needs::ToldApart(vec![id("canteen"), id("bistro")]));
        assert_eq!(exceptions(&session), [canteen, home]);
        assert!(session.exceptions(&id("money")).is_empty());
    }

    #[test]
    fn a_part_that_is_let_in_is_not_lost_to_the_mix() {
        let mut session = session(r#""canteen": { "because": "Shut.", "unless": "A key." }"#);
        waive(&mut session, "canteen");
        assert_eq!(exceptions(&session), [("canteen".to_owned(), Needs::Unless("A key.".into()))]);
    }

    #[test]
    fn what_was_stated_is_listed_as_long_as_it_can_be_taken_back() {
        let mut session = session(r#""canteen": { "because": "Shut.", "unless": "A key." }"#);
        waive(&mut session, "home");
        waive(&mut session, "canteen");
        assert_eq!(exceptions(&session).last(), Some(&("home".to_owned(), Needs::ToldApart(Vec::new()))));
    }

    #[test]
    fn what_is_stated_about_a_limit_that_does_not_exist_lifts_nothing() {
        let mut session = session(r#""canteen": { "because": "Shut.", "unless": "A key." }, "bistro": { "because": "Too slow." }"#);
        waive(&mut session, "canteen");
        waive(&mut session, "home");
        // Only a file can say this.
        let json = session.to_json().replace(r#""home": "so""#, r#""bistro": "so", "home": "so""#);
        let session = Session::parse(json.as_bytes()).unwrap();
        let lifted = |session: &Session| session.lifted().map(|(_, alternative, _)| alternative.to_string()).collect::<Vec<_>>();
        assert_eq!(lifted(&session), ["canteen", "home"]);
        let json = json.replace(r#""answer": "little""#, r#""answer": "much""#);
        let elsewhere = Session::parse(json.as_bytes()).unwrap();
        assert_eq!((lifted(&elsewhere).len(), elsewhere.waivers().count()), (0, 3));
    }

    #[test]
    fn a_limit_of_its_own_without_unless_leaves_a_mix_no_exception() {
        let session = session(r#""home": { "because": "Too far." }, "bistro": { "because": "Too slow." }"#);
        assert!(exceptions(&session).is_empty());
    }
}
