//! What to find out, to answer or to talk about next, and whether that could change the choice.

use super::changes::grouped;
use super::{Sentence, Words, join, join_or};
use crate::questionnaire::Id;
use crate::scoring::{Exact, OpenQuestion, State};
use crate::text::capitalized;

impl Words<'_> {
    /// Returns what to find out, answer or talk about next, most useful first.
    pub fn find_out_next(self) -> Vec<Sentence> {
        let useful = |open: &&OpenQuestion| open.can_flip || open.value_of_information > Exact::ZERO || open.gap_swing > Exact::ZERO;
        self.assessment.open.iter().filter(useful).map(|open| Sentence::about(&open.question, self.find_out(open))).collect()
    }

    /// Says whether the answer could change the choice, and which answer leads to what.
    fn find_out(self, open: &OpenQuestion) -> String {
        let question = self.label(&open.question);
        let what = match open.state {
            State::Unknown => format!("Find out {question}"),
            State::Open => format!("Answer {question}"),
            State::Split => format!("Talk about {question}"),
            State::Settled => question.to_owned(),
        };
        if !self.compares() {
            let importance = self.questionnaire().question(&open.question).map(|question| self.session.importance(question).label());
            return format!("{what} (importance {}).", importance.unwrap_or_default());
        }
        let leaders = &self.assessment.leaders;
        let answers: Vec<&(Id, Vec<Id>)> = open.leaders_by_answer.iter().collect();
        let same = answers.iter().all(|(_, then)| then == leaders);
        if same {
            let whichever = if open.state == State::Split { "whichever of the votes is right" } else { "whatever the answer" };
            let (lead, their) = if leaders.len() == 1 { ("leads", "its") } else { ("lead together", "their") };
            let who = self.call_all(leaders);
            return format!("{what} if there is time: {whichever}, {who} still {lead}; only {their} distance to the others changes.");
        }
        let cases = grouped(answers, |one: &(Id, Vec<Id>), other| one.1 == other.1);
        let case = |group: &Vec<&(Id, Vec<Id>)>| {
            let choices = join_or(group.iter().map(|(choice, _)| format!("\"{}\"", self.choice(&open.question, choice))));
            let then = group.first().map(|(_, then)| self.would_lead(then)).unwrap_or_default();
            format!("with {choices}, {then}")
        };
        let could = if open.can_flip { "it could change the choice" } else { "it could bring others level, but nobody ahead" };
        let cases = cases.iter().map(case).collect::<Vec<_>>().join("; ");
        format!("{what}: {could}. {}.", capitalized(&cases))
    }

    fn would_lead(self, leaders: &[Id]) -> String {
        let now = if leaders == self.assessment.leaders { ", as now" } else { "" };
        match leaders {
            [] => "nothing would be left".to_owned(),
            [one] => format!("{} would lead{now}", self.call(one)),
            several => format!("{} would be level{now}", join(several.iter().map(|id| self.call(id)))),
        }
    }
}
