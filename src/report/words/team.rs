//! What the votes say about the people: who would decide otherwise, who dissents, and how sure they are.

use super::{Basis, Sentence, Words, join, join_some, label};
use crate::questionnaire::Question;
use crate::scoring::Member;
use crate::session::Vote;

impl Words<'_> {
    /// Returns who would have got another result alone: `2 of 5 alone would get another result: Ana (Mix) and ...`.
    ///
    /// Nothing where nobody voted.
    pub fn members(self) -> Option<String> {
        let members = &self.assessment.team.members;
        let others: Vec<&Member> = members.iter().filter(|member| !member.agrees).collect();
        let named = |member: &&Member| {
            let leaders = self.call_all(&member.leaders);
            if leaders.is_empty() { format!("{} (nothing left)", member.name) } else { format!("{} ({leaders})", member.name) }
        };
        match (members.len(), others.len()) {
            (0, _) => None,
            (1, 0) => Some(format!("{}'s own votes would give the same result.", members.first().map_or("", |member| &member.name))),
            (all, 0) => Some(format!("Each of the {all} who voted would get the same result alone.")),
            (all, number) => Some(format!("{number} of {all} alone would get another result: {}.", join(others.iter().map(named)))),
        }
    }

    /// Returns one sentence for every vote that stands against an agreed answer, with the dissenter's own line.
    pub fn dissent(self) -> Vec<Sentence> {
        let questions = self.questionnaire().questions().iter();
        let sentences = questions.flat_map(|question| {
            self.session.dissent(&question.id).into_iter().map(move |(name, choice)| {
                let note = self.session.member_notes(&question.id).and_then(|notes| notes.get(name));
                let note = note.map(|note| format!(" {name}: {note}")).unwrap_or_default();
                let agreed = self.session.chosen(&question.id).map(|agreed| self.choice(&question.id, agreed)).unwrap_or_default();
                let voted = self.choice(&question.id, choice);
                let text = format!("{name} on {}: \"{voted}\" instead of the agreed \"{agreed}\".{note}", label(&question.id));
                Sentence::about(&question.id, text)
            })
        });
        sentences.collect()
    }

    /// Returns who dissents on what, `Dee on Custom and Bo on Exit`: the first `most` of them, and how many more.
    ///
    /// Nothing where nobody dissents.
    pub fn dissenters(self, most: usize) -> Option<String> {
        let questions = self.questionnaire().questions().iter();
        let dissent = questions.flat_map(|question| {
            let names = self.session.dissent(&question.id).into_iter();
            names.map(|(name, _)| format!("{name} on {}", label(&question.id)))
        });
        Some(join_some(dissent, most)).filter(|dissent| !dissent.is_empty())
    }

    /// Returns one sentence for every question on which votes differ and nothing is agreed: who is for what, and what
    /// they say about it.
    pub fn unresolved(self) -> Vec<Sentence> {
        let questions = self.questionnaire().questions().iter();
        let split = questions.filter(|question| self.basis(&question.id) == Basis::Split);
        split.map(|question| Sentence::about(&question.id, self.unresolved_sentence(question))).collect()
    }

    /// Returns one sentence for every question on which the votes lie far apart, with who should speak first.
    pub fn splits(self) -> Vec<Sentence> {
        let split = self.assessment.team.questions.iter().filter(|question| question.split);
        let sentences = split.map(|question| {
            let first = join(question.speak_first.iter().cloned());
            Sentence::about(
                &question.question,
                format!("{}: votes lie far apart. Hear the ends first: {first}.", label(&question.question)),
            )
        });
        sentences.collect()
    }

    /// Returns everyone's confidence, lowest and highest, in one line; nothing where nobody gave one.
    pub fn confidence(self) -> Option<String> {
        let given = self.session.confidence();
        let in_order = self.session.participants().iter().filter_map(|person| Some((&person.name, given.get(&person.name)?)));
        let people: Vec<String> = in_order.map(|(name, points)| format!("{name} {points}")).collect();
        (!people.is_empty()).then(|| format!("{} (of 5)", people.join(", ")))
    }

    fn unresolved_sentence(self, question: &Question) -> String {
        let Some(votes) = self.session.votes(&question.id) else { return String::new() };
        let sides = question.choices.iter().filter_map(|choice| {
            let vote = Vote::Choice(choice.id.clone());
            let people = self.session.participants().iter().filter(|person| votes.get(&person.name) == Some(&vote));
            let people = join(people.map(|person| person.name.clone()));
            (!people.is_empty()).then(|| format!("{people} for \"{}\"", choice.text))
        });
        let sides = sides.collect::<Vec<_>>().join("; ");
        let notes = self.session.member_notes(&question.id).into_iter().flatten();
        let notes: Vec<String> = notes.map(|(name, note)| format!(" {name}: {note}")).collect();
        format!("{}, nothing agreed: {sides}.{}", label(&question.id), notes.concat())
    }
}
