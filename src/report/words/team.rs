//! What the votes say about the people: who would decide otherwise, who dissents, and how sure they are.

use super::{Basis, I_DO_NOT_KNOW, Sentence, Words, hear_first, join, sides, turnout_in_short};
use crate::questionnaire::{Id, Question};
use crate::scoring::Member;
use crate::session::Vote;

/// From how far apart on two people's confidence is worth a word.
const APART: u8 = 2;

impl<'a> Words<'a> {
    /// Returns who would have got another result alone: `2 of 5 alone would get another result: Ana (Mix) and ...`.
    ///
    /// Is `None` if nobody voted.
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
            (all, number) => {
                let everybody = self.session.participants().len();
                let voters = if all == everybody { format!("{all}") } else { format!("the {all} of {everybody} who voted") };
                Some(format!("{number} of {voters} alone would get another result: {}.", join(others.iter().map(named))))
            }
        }
    }

    /// Returns who voted that they do not know, and on what. Is `None` if nobody did.
    pub fn who_did_not_know(self) -> Option<String> {
        let voted_so = |name: &str, question: &Question| {
            self.session.votes(&question.id).and_then(|votes| votes.get(name)).is_some_and(|vote| *vote == Vote::Unknown)
        };
        let person = |name: &str| {
            let questions = self.questionnaire().questions().iter().filter(|question| voted_so(name, question));
            let labels = join(questions.map(|question| question.label.clone()));
            (!labels.is_empty()).then(|| format!("{name} ({labels})"))
        };
        let people: Vec<String> = self.session.participants().iter().filter_map(|participant| person(&participant.name)).collect();
        (!people.is_empty()).then(|| format!("Voted \"{I_DO_NOT_KNOW}\": {}.", join(people.into_iter())))
    }

    /// Returns one sentence for every vote that stands against an agreed answer, with the dissenter's own line.
    pub fn dissent(self) -> Vec<Sentence> {
        self.first_dissent(usize::MAX).0
    }

    /// Returns the first `most` sentences of [`Self::dissent`], and how many more there are.
    pub fn first_dissent(self, most: usize) -> (Vec<Sentence>, usize) {
        let (first, more) = self.first_dissenting_votes(most);
        let sentences = first.into_iter().map(|(question, name, voted)| {
            let note = self.session.member_notes(&question.id).and_then(|notes| notes.get(name));
            let note = note.map(|note| format!(" {name}: {note}")).unwrap_or_default();
            let text = |choice: &Id| question.choice(choice).map_or("", |choice| &choice.text);
            let (voted, agreed) = (text(voted), self.session.chosen(&question.id).map(text).unwrap_or_default());
            let text = format!("{name} on {}: \"{voted}\" instead of the agreed \"{agreed}\".{note}", question.label);
            Sentence::about(&question.id, text)
        });
        (sentences.collect(), more)
    }

    /// Returns who dissents on what, `Dee on Custom and Bo on Exit`: the first `most` of them, and how many more.
    ///
    /// Is `None` if nobody dissents.
    pub fn dissenters(self, most: usize) -> Option<String> {
        let (first, more) = self.first_dissenting_votes(most);
        let named = first.into_iter().map(|(question, name, _)| format!("{name} on {}", question.label));
        let more = (more > 0).then(|| format!("{more} more"));
        Some(join(named.chain(more))).filter(|dissent| !dissent.is_empty())
    }

    /// Returns the first `most` votes against an agreed answer, by question, and how many more there are: with fifty
    /// people and five hundred questions there are thousands, and a screen names only a few.
    fn first_dissenting_votes(self, most: usize) -> (Vec<(&'a Question, &'a str, &'a Id)>, usize) {
        let (mut first, mut more) = (Vec::new(), 0);
        for question in self.questionnaire().questions() {
            let room = most.saturating_sub(first.len());
            if room == 0 {
                more += self.session.count_dissent(&question.id);
                continue;
            }
            let votes = self.session.dissent(&question.id);
            more += votes.len().saturating_sub(room);
            first.extend(votes.into_iter().take(room).map(|(name, voted)| (question, name, voted)));
        }
        (first, more)
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
            let first = hear_first(question).unwrap_or_default();
            Sentence::about(&question.question, format!("{}: votes lie far apart. {first}", self.label(&question.question)))
        });
        sentences.collect()
    }

    /// Returns everyone's confidence in one line. Is `None` if nobody gave one.
    pub fn confidence(self) -> Option<String> {
        let given = self.session.confidence();
        let in_order = self.session.participants().iter().filter_map(|person| Some((&person.name, given.get(&person.name)?)));
        let people: Vec<String> = in_order.map(|(name, points)| format!("{name} {points}")).collect();
        (!people.is_empty()).then(|| format!("{} (of 5)", people.join(", ")))
    }

    /// Says who is least and who is most sure, and who should speak first. Is `None` if they are not far apart.
    pub fn spread(self) -> Option<String> {
        let given = self.session.confidence();
        let (least, most) = (given.values().min()?, given.values().max()?);
        let who = |points: &u8| {
            let people = self.session.participants().iter().filter(|person| given.get(&person.name) == Some(points));
            join(people.map(|person| person.name.clone()))
        };
        (most - least >= APART)
            .then(|| format!("From {least} ({}) to {most} ({}): hear first what {} would need to know.", who(least), who(most), who(least)))
    }

    fn unresolved_sentence(self, question: &Question) -> String {
        let sides = sides(self.session, question).into_iter();
        let sides = sides.map(|side| format!("{} for \"{}\"", join(side.names.into_iter().map(str::to_owned)), side.text));
        let sides = sides.collect::<Vec<_>>().join("; ");
        let voted = turnout_in_short(self.session, &question.id).unwrap_or_default();
        let notes = self.session.member_notes(&question.id).into_iter().flatten();
        let notes: Vec<String> = notes.map(|(name, note)| format!(" {name}: {note}")).collect();
        format!("{}, nothing agreed, {voted}: {sides}.{}", question.label, notes.concat())
    }
}
