//! Small random sessions, kept as numbers so that a test can turn one into another.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use weigh::questionnaire::Id;
use weigh::scoring::{self, Assessment};
use weigh::session::Session;

/// The steps of importance as files name them, least first.
pub(crate) const STEPS: [&str; 5] = ["leave_out", "low", "normal", "high", "critical"];

/// What a team says of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing.
    Nothing,
    /// That the choice with this number is the answer.
    Choice(usize),
    /// That it does not know.
    Unknown,
    /// That the question does not apply.
    NotApplicable,
}

/// A session. Everything has a number that stays with it when the order changes.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The alternatives, in their order.
    pub(crate) alternatives: Vec<usize>,
    /// The questions, in their order.
    pub(crate) questions: Vec<Asked>,
    /// The participants, in their order.
    pub(crate) members: Vec<usize>,
    /// The family of each alternative, by its number.
    pub(crate) families: Vec<usize>,
    /// The parts of each alternative that is a mix, by its number. Alternatives that are not there are no parts.
    pub(crate) mixes: BTreeMap<usize, Vec<usize>>,
}

/// A question with its answer and votes.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Its number.
    pub(crate) number: usize,
    /// Its section, if any.
    pub(crate) section: Option<usize>,
    /// The step of importance, from 0.
    pub(crate) step: usize,
    /// Its choices, in their order.
    pub(crate) choices: Vec<Offered>,
    /// What the team said.
    pub(crate) said: Said,
    /// The last round: who voted, and for which choice; none is "don't know".
    pub(crate) votes: Vec<(usize, Option<usize>)>,
    /// The alternatives whose limits the team lifted, where they can be.
    pub(crate) waived: Vec<usize>,
}

/// A choice.
#[derive(Debug, Clone)]
pub(crate) struct Offered {
    /// Its number.
    pub(crate) number: usize,
    /// The fit of each alternative, by its number.
    pub(crate) fits: Vec<i8>,
    /// The limit on each alternative, by its number: whether there is one, and whether it can be lifted.
    pub(crate) limits: Vec<Option<bool>>,
    /// The questions it separates, by number. Questions that are not there are not.
    pub(crate) separates: Vec<usize>,
}

const MOST: usize = 5;
const MOST_QUESTIONS: usize = 4;

/// Returns random sessions, half of them with mixes.
pub(crate) fn cases() -> impl Strategy<Value = Case> {
    prop_oneof![plain_cases(), mixed_cases()]
}

/// Returns random sessions: 2 to 4 alternatives, 1 to 4 questions of 2 or 3 choices, up to 3 members.
pub(crate) fn plain_cases() -> impl Strategy<Value = Case> {
    (2..MOST, 0..=3_usize, prop::collection::vec(asked(0.12, 0.0), 1..=MOST_QUESTIONS)).prop_map(
        |(alternatives, members, mut questions)| {
            for (number, asked) in questions.iter_mut().enumerate() {
                asked.number = number;
                asked.votes.retain(|(member, _)| *member < members);
            }
            let alternatives: Vec<_> = (0..alternatives).collect();
            let families = alternatives.clone();
            Case { alternatives, questions, members: (0..members).collect(), families, mixes: BTreeMap::new() }
        },
    )
}

/// Returns random sessions with one or two mixes of 1 to 4 parts in up to three families, and so many hard limits that
/// the parts are often struck.
pub(crate) fn mixed_cases() -> impl Strategy<Value = Case> {
    let parts = || prop::collection::vec(0..MOST, 1..MOST);
    let mixes = (parts(), prop::option::weighted(0.3, parts()));
    let shape = (3..=MOST, 0..=3_usize, prop::collection::vec(0..3_usize, MOST), mixes);
    (shape, prop::collection::vec(asked(0.2, 0.2), 1..=MOST_QUESTIONS)).prop_map(
        |((alternatives, members, families, (first, second)), mut questions)| {
            for (number, asked) in questions.iter_mut().enumerate() {
                asked.number = number;
                asked.votes.retain(|(member, _)| *member < members);
            }
            let mut mixes = BTreeMap::new();
            for (mix, drawn) in [(alternatives - 1, Some(first)), (0, second)] {
                let mut parts = Vec::new();
                for part in drawn.into_iter().flatten().filter(|part| *part < alternatives && *part != mix) {
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                }
                mixes.insert(mix, parts);
            }
            mixes.retain(|_, parts| !parts.is_empty());
            Case { alternatives: (0..alternatives).collect(), questions, members: (0..members).collect(), families, mixes }
        },
    )
}

fn asked(limited: f64, separating: f64) -> impl Strategy<Value = Asked> {
    let shape = (prop::option::of(0..2_usize), 0..STEPS.len(), prop::collection::vec(choice(limited, separating), 2..=3));
    let said = prop_oneof![
        4 => Just(Said::Nothing),
        4 => (0..3_usize).prop_map(Said::Choice),
        1 => Just(Said::Unknown),
        1 => Just(Said::NotApplicable)
    ];
    let votes = prop::collection::vec(prop::option::weighted(0.6, prop::option::weighted(0.8, 0..3_usize)), 3);
    let waived = prop::collection::vec(prop::bool::weighted(0.3), MOST);
    (shape, said, votes, waived).prop_map(|((section, step, mut choices), said, votes, waived)| {
        let count = choices.len();
        choices.iter_mut().enumerate().for_each(|(number, choice)| choice.number = number);
        let said = if let Said::Choice(choice) = said { Said::Choice(choice % count) } else { said };
        let vote = |(member, vote): (usize, Option<Option<usize>>)| Some((member, vote?.map(|choice| choice % count)));
        let votes = votes.into_iter().enumerate().filter_map(vote).collect();
        let waived = (0..MOST).filter(|alternative| waived[*alternative]).collect();
        Asked { number: 0, section, step, choices, said, votes, waived }
    })
}

fn choice(limited: f64, separating: f64) -> impl Strategy<Value = Offered> {
    let fits = prop::collection::vec(-2..=2_i8, MOST);
    let limits = prop::collection::vec(prop::option::weighted(limited, any::<bool>()), MOST);
    let drawn = prop::collection::vec(prop::bool::weighted(separating), MOST_QUESTIONS);
    (fits, limits, drawn).prop_map(|(fits, limits, drawn)| {
        let separates = (0..MOST_QUESTIONS).filter(|number| drawn[*number]).collect();
        Offered { number: 0, fits, limits, separates }
    })
}

/// Returns why a choice of a question rules out an alternative.
pub(crate) fn reason(question: usize, choice: usize, alternative: usize) -> String {
    format!("{question}, {choice} and {alternative} do not go together")
}

impl Case {
    /// Returns the session's assessment.
    pub(crate) fn assess(&self) -> Assessment {
        scoring::assess(&self.session())
    }

    /// Returns the session.
    pub(crate) fn session(&self) -> Session {
        let text = self.json(&|kind, number| format!("{kind}-{number}")).to_string();
        Session::parse(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
    }

    /// Returns the session file, with names given by `name`.
    pub(crate) fn json(&self, name: &dyn Fn(&str, usize) -> String) -> Value {
        let mut session = json!({
            "kind": "weigh-session", "schema": 1, "title": "Random", "created": "2026-11-23T10:00:00Z", "mode": "together",
        });
        let by_question = |part: &dyn Fn(&Asked) -> Option<Value>| -> Value {
            let entry = |asked: &Asked| Some((name("q", asked.number), part(asked)?));
            Value::Object(self.questions.iter().filter_map(entry).collect::<Map<_, _>>())
        };
        let participants = self.members.iter().map(|member| json!({"name": name("m", *member)})).collect();
        let parts = [
            ("participants", Value::Array(participants)),
            ("answers", by_question(&|asked| asked.answer(name))),
            ("votes", by_question(&|asked| (!asked.votes.is_empty()).then(|| asked.rounds(name)))),
            ("waivers", by_question(&|asked| asked.waivers(self, name))),
        ];
        for (key, part) in parts {
            if !matches!(&part, Value::Object(map) if map.is_empty()) && part != json!([]) {
                session[key] = part;
            }
        }
        session["questionnaire"] = self.questionnaire(name);
        session
    }

    fn questionnaire(&self, name: &dyn Fn(&str, usize) -> String) -> Value {
        let alternative = |number: &usize| {
            let family = name("f", self.families[*number]);
            let mut alternative = json!({"id": name("a", *number), "name": format!("Alternative {number}"), "family": family});
            if self.is_mix(*number) {
                alternative["mixes"] = self.parts(*number).into_iter().map(|part| name("a", part)).collect();
            }
            alternative
        };
        let families = (0..MOST).map(|number| json!({"id": name("f", number), "name": format!("Family {number}")}));
        json!({
            "schema": 1, "id": "random", "version": "1.0", "title": "Random", "families": families.collect::<Vec<_>>(),
            "alternatives": self.alternatives.iter().map(alternative).collect::<Vec<_>>(),
            "sections": [{"id": name("s", 0), "title": "Zero"}, {"id": name("s", 1), "title": "One"}],
            "questions": self.questions.iter().map(|asked| asked.json(self, name)).collect::<Vec<_>>(),
        })
    }

    /// Tells whether an alternative is a mix of others that are there.
    pub(crate) fn is_mix(&self, number: usize) -> bool {
        !self.parts(number).is_empty()
    }

    /// Returns the parts of a mix; none for another alternative.
    pub(crate) fn parts(&self, number: usize) -> Vec<usize> {
        let parts = self.mixes.get(&number).into_iter().flatten().copied();
        parts.filter(|part| self.alternatives.contains(part)).collect()
    }

    /// Tells whether one of the alternatives is a mix.
    pub(crate) fn has_mixes(&self) -> bool {
        self.alternatives.iter().any(|number| self.is_mix(*number))
    }

    /// Returns the case with another answer to the question at `place`.
    pub(crate) fn saying(&self, place: usize, said: Said) -> Self {
        let mut other = self.clone();
        other.questions[place].said = said;
        other
    }
}

impl Asked {
    /// Returns the voices of each choice, in order. Is `None` if the question does not apply.
    pub(crate) fn voices(&self) -> Option<Vec<i64>> {
        let of = |choice: usize| self.choices.iter().map(|option| i64::from(option.number == choice)).collect();
        match self.said {
            Said::Choice(choice) => return Some(of(choice)),
            Said::Unknown => return Some(vec![1; self.choices.len()]),
            Said::NotApplicable => return None,
            Said::Nothing => {}
        }
        let voted: Vec<_> = self.votes.iter().filter_map(|(_, vote)| *vote).collect();
        match voted.as_slice() {
            [] => Some(vec![1; self.choices.len()]),
            [first, rest @ ..] if rest.iter().all(|vote| vote == first) => Some(of(*first)),
            voted => {
                let count = |option: &Offered| voted.iter().filter(|vote| **vote == option.number).count();
                Some(self.choices.iter().map(|option| i64::try_from(count(option)).unwrap()).collect())
            }
        }
    }

    /// Tells whether one choice is certain.
    pub(crate) fn is_settled(&self) -> bool {
        self.voices().is_some_and(|voices| voices.iter().filter(|count| **count > 0).count() == 1)
    }

    /// Returns its id.
    pub(crate) fn id(&self) -> Id {
        Id::new(&format!("q-{}", self.number)).unwrap()
    }

    fn answer(&self, name: &dyn Fn(&str, usize) -> String) -> Option<Value> {
        match self.said {
            Said::Nothing => None,
            Said::Choice(choice) => Some(json!({"answer": name("c", choice)})),
            Said::Unknown => Some(json!({"answer": "unknown"})),
            Said::NotApplicable => Some(json!({"answer": "not_applicable", "reason": "not ours"})),
        }
    }

    /// An earlier round of all "don't know" comes first: only the last counts.
    fn rounds(&self, name: &dyn Fn(&str, usize) -> String) -> Value {
        let round = |vote: &dyn Fn(Option<usize>) -> String| -> Value {
            self.votes.iter().map(|(member, choice)| (name("m", *member), Value::String(vote(*choice)))).collect::<Map<_, _>>().into()
        };
        let unknown = || "unknown".to_owned();
        json!([round(&|_| unknown()), round(&|vote| vote.map_or_else(unknown, |choice| name("c", choice)))])
    }

    /// Tells whether the team stated an exception for an alternative: a limit of its own can be lifted, or a part is ruled
    /// out of a mix whose requests can be told apart.
    pub(crate) fn is_waived(&self, case: &Case, alternative: usize) -> bool {
        let parts = case.parts(alternative);
        let can_be = |option: &Offered| option.limits[alternative] == Some(true) || parts.iter().any(|part| option.limits[*part].is_some());
        self.waived.contains(&alternative) && self.choices.iter().any(can_be)
    }

    fn waivers(&self, case: &Case, name: &dyn Fn(&str, usize) -> String) -> Option<Value> {
        let liftable = |alternative: &&usize| self.is_waived(case, **alternative);
        let waived = self.waived.iter().filter(|alternative| case.alternatives.contains(alternative)).filter(liftable);
        let lifted: Map<_, _> = waived.map(|alternative| (name("a", *alternative), Value::from("signed"))).collect();
        (!lifted.is_empty()).then(|| lifted.into())
    }

    fn json(&self, case: &Case, name: &dyn Fn(&str, usize) -> String) -> Value {
        let choices: Vec<_> = self.choices.iter().map(|option| option.json(case, self.number, name)).collect();
        let mut question = json!({
            "id": name("q", self.number), "importance": STEPS[self.step],
            "ask": format!("Question {}?", self.number), "choices": choices,
        });
        if let Some(section) = self.section {
            question["section"] = name("s", section).into();
        }
        question
    }
}

impl Offered {
    fn json(&self, case: &Case, question: usize, name: &dyn Fn(&str, usize) -> String) -> Value {
        let alternatives = &case.alternatives;
        let effects: Map<_, _> = alternatives.iter().map(|number| (name("a", *number), json!({"fit": self.fits[*number]}))).collect();
        let limit = |number: &usize| {
            let mut limit = json!({"because": reason(question, self.number, *number)});
            if self.limits[*number]? {
                limit["unless"] = "an exception".into();
            }
            Some((name("a", *number), limit))
        };
        let limits: Map<_, _> = alternatives.iter().filter_map(limit).collect();
        let is_there = |number: &&usize| case.questions.iter().any(|asked| asked.number == **number);
        let separates: Vec<_> = self.separates.iter().filter(is_there).map(|number| name("q", *number)).collect();
        json!({
            "id": name("c", self.number), "text": format!("Choice {}", self.number), "effects": effects, "rules_out": limits,
            "separates": separates,
        })
    }
}
