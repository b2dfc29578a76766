//! The result: what the answers say in a few lines, and the rest by number.

use super::command::{At, Command, Line, help, understand};
use super::question::Then;
use super::talk::{Stop, Talk};
use super::{Plain, Topic, sentence};
use crate::questionnaire::Id;
use crate::report::words::figures::{tenth_points, value};
use crate::report::words::{Sentence, Words, count, gain_and_advice};
use crate::scoring::{Assessment, Ordered, VerdictKind, assess, find};
use crate::session::Session;
use crate::sitting::NOTED;
use crate::text::capitalized;

/// A result as it was shown. Later ones are compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    verdict: String,
    /// Value of every alternative. Is `None` if it is ruled out.
    values: Ordered<Option<String>>,
}

/// A part of the result: its title, and what makes its lines.
type Section = (&'static str, fn(Words) -> Vec<String>);

/// What the result has besides its first lines.
const SECTIONS: [Section; 6] = [
    ("what decides it", what_decides),
    ("what speaks for it, what against it, and what to do about that", strengths_and_drawbacks),
    ("what would change it", what_would_change),
    ("what to find out first", what_to_find_out),
    ("the team", the_team),
    ("about the pick: first steps, costs, ethics, when to look again", about_the_pick),
];

impl Plain<'_> {
    pub(super) fn result(&mut self) -> Result<Topic, Stop> {
        if self.sitting.warns_before_result() {
            let open = count(self.sitting.standing().open, "question is", "questions are");
            self.talk.say(&format!("{open} open. {NOTED}"))?;
            self.talk.pause()?;
        }
        self.sitting.see_result();
        self.save()?;
        let shown = show_result(&mut self.talk, self.sitting.session())?;
        if let Some(before) = self.shown.replace(shown.clone())
            && before != shown
        {
            self.talk.say("Since you last looked:")?;
            for line in moved(self.sitting.session(), &before, &shown) {
                self.talk.say(&line)?;
            }
        }
        for (number, (title, _)) in (1..).zip(SECTIONS) {
            self.talk.say(&format!("{number}. {}", capitalized(title)))?;
        }
        self.ask_at_result()
    }

    fn ask_at_result(&mut self) -> Result<Topic, Stop> {
        loop {
            let prompt =
                format!("1 to {} for more, Enter or c to close the decision, t what-if, o review, ? help, q quit:", SECTIONS.len());
            let line = self.talk.ask(&prompt)?;
            let then = match understand(&line, At::Result) {
                Line::Empty | Line::Command(Command::Next, _) => return Ok(Topic::Close),
                Line::Number(number, "") => self.show_section(number)?,
                Line::Command(Command::WhatIf, _) => {
                    self.what_if()?;
                    Then::Show
                }
                Line::Command(Command::Back, _) => return Ok(Topic::Review),
                Line::Command(Command::Overview, number) if !number.is_empty() => self.open(number.parse().unwrap_or(0), &Topic::Result)?,
                Line::Command(Command::FollowUp, rest) => {
                    self.add_follow_up(None, rest)?;
                    Then::Ask
                }
                Line::Command(Command::Help, _) => {
                    help(&mut self.talk, At::Result, &format!("1 to {}: that part of the result.", SECTIONS.len()))?;
                    Then::Ask
                }
                Line::Command(command, rest) => self.anywhere(command, rest)?,
                Line::Number(..) | Line::Unclear => {
                    self.talk.say(&format!("I do not understand \"{line}\". Type 1 to {}, Enter, or ? for help.", SECTIONS.len()))?;
                    Then::Ask
                }
            };
            match then {
                Then::Ask => {}
                Then::Show => return Ok(Topic::Result),
                Then::Go(place) => return Ok(place),
            }
        }
    }

    fn show_section(&mut self, number: usize) -> Result<Then, Stop> {
        let Some((title, lines)) = number.checked_sub(1).and_then(|place| SECTIONS.get(place)) else {
            self.talk.say(&format!("Type 1 to {}, Enter, or ? for help.", SECTIONS.len()))?;
            return Ok(Then::Ask);
        };
        let assessment = self.sitting.assessment();
        show_part(&mut self.talk, title, &lines(Words::new(self.sitting.session(), &assessment)))?;
        self.talk.pause()?;
        Ok(Then::Ask)
    }
}

/// Prints the whole result of a session, without asking anything.
///
/// # Errors
/// The output was closed.
pub fn print_result(talk: &mut Talk, session: &Session) -> Result<(), Stop> {
    show_result(talk, session)?;
    let assessment = assess(session);
    for (title, lines) in SECTIONS {
        show_part(talk, title, &lines(Words::new(session, &assessment)))?;
    }
    Ok(())
}

fn show_part(talk: &mut Talk, title: &str, lines: &[String]) -> Result<(), Stop> {
    talk.pause()?;
    talk.say(&format!("{}.", capitalized(title)))?;
    if lines.is_empty() {
        talk.say("Nothing.")?;
    }
    lines.iter().try_for_each(|line| talk.say(line))
}

/// Prints the first lines of a result: the headline, how firm it is and why, the values, what is ruled out.
pub(super) fn show_result(talk: &mut Talk, session: &Session) -> Result<Shown, Stop> {
    let assessment = assess(session);
    let words = Words::new(session, &assessment);
    talk.say(&format!("Result. {}", sentence(words.title())))?;
    match assessment.verdict.kind {
        VerdictKind::NoneLeft | VerdictKind::NotEnough => {}
        VerdictKind::OnlyOne | VerdictKind::TooClose | VerdictKind::Lean | VerdictKind::Clear => {
            let family = words.headline_family().map_or_else(String::new, |family| format!("{family}: "));
            talk.say(&format!("{family}{}.", words.headline_form()))?;
        }
    }
    talk.say(&words.verdict_sentence())?;
    for line in words.doubts().into_iter().chain(words.answers_to_flip()) {
        talk.say(&line)?;
    }
    talk.pause()?;
    for line in values(words) {
        talk.say(&line)?;
    }
    talk.pause()?;
    Ok(shown(words))
}

fn shown(words: Words) -> Shown {
    let Assessment { values, .. } = words.assessment;
    let figure = |id: &Id, number: Option<_>| number.filter(|_| !words.assessment.is_ruled_out(id)).map(value);
    Shown { verdict: words.verdict_sentence(), values: values.iter().map(|(id, number)| (id.clone(), figure(id, *number))).collect() }
}

/// Returns what became of every alternative that moved.
pub(super) fn moved(session: &Session, before: &Shown, after: &Shown) -> Vec<String> {
    let name = |id: &Id| session.questionnaire().alternative(id).map_or("", |alternative| alternative.name.as_str());
    let said = |figure: Option<&Option<String>>| figure.cloned().flatten().unwrap_or_else(|| "ruled out".to_owned());
    let pairs = after.values.iter().map(|(id, now)| (id, find(&before.values, id), now));
    let mut lines: Vec<String> = pairs
        .filter(|(_, then, now)| *then != Some(*now))
        .map(|(id, then, now)| format!("{}: {} before, {} now.", name(id), said(then), said(Some(now))))
        .collect();
    if before.verdict != after.verdict {
        lines.insert(0, format!("Before: {}", before.verdict));
    }
    lines
}

fn values(words: Words) -> Vec<String> {
    let assessment = words.assessment;
    let figure = |id: &Id| {
        let number = assessment.value(id).map_or_else(|| "no value".to_owned(), value);
        let range = assessment.range(id).filter(|(low, high)| low != high);
        let range = range.map_or_else(String::new, |(low, high)| format!(", from {} to {} once all is known", value(low), value(high)));
        format!("{number}{range}")
    };
    let mut lines = vec!["Values, from 0 to 100:".to_owned()];
    lines.extend(assessment.ranking.iter().map(|id| format!("{}: {}.", words.name(id), figure(id))));
    for (id, _) in &assessment.ruled_out {
        lines.push(format!("{}: ruled out (would be {}).", words.name(id), figure(id)));
        lines.extend(texts(words.ruled_out(id)));
    }
    lines.extend(texts(words.limits_at_risk()));
    lines
}

fn what_decides(words: Words) -> Vec<String> {
    let (Some(leader), Some(explanation)) = (words.assessment.leader(), &words.assessment.explanation) else {
        return vec!["There is nothing to compare.".to_owned()];
    };
    let arguments = words.arguments(leader);
    let mut lines = vec![format!(
        "{} against {}, in points: {} in all.",
        words.name(leader),
        words.name(&explanation.against),
        tenth_points(explanation.gap_shown)
    )];
    let all = arguments.gains.iter().chain(&arguments.gives_up);
    lines.extend(all.map(|argument| format!("{}: {}", argument.signed(), argument.sentence())));
    lines
}

/// Says what speaks for and against what leads, or each of those too close to call, by itself.
fn strengths_and_drawbacks(words: Words) -> Vec<String> {
    let tied = words.tied();
    let subjects: Vec<Id> = if tied.is_empty() { words.assessment.leader().into_iter().cloned().collect() } else { tied };
    let mut lines = Vec::new();
    for subject in &subjects {
        lines.push(format!("{}.", words.name(subject)));
        let arguments = words.by_itself(subject);
        lines.extend(arguments.gains.iter().map(|argument| format!("Speaks for it: {}", argument.sentence())));
        for argument in &arguments.gives_up {
            lines.push(format!("Speaks against it: {}", argument.sentence()));
            lines.extend(argument.mitigation.iter().map(|what| format!("What to do about it: {what}")));
        }
    }
    lines
}

fn what_would_change(words: Words) -> Vec<String> {
    let mut lines: Vec<String> = words.answers_to_flip().into_iter().collect();
    lines.extend(texts(words.flips()));
    lines.extend(texts(words.importance_flips()));
    lines
}

fn what_to_find_out(words: Words) -> Vec<String> {
    texts(words.find_out_next())
}

fn the_team(words: Words) -> Vec<String> {
    let mut lines: Vec<String> = words.members().into_iter().chain(words.who_did_not_know()).collect();
    lines.extend(texts(words.splits()));
    lines.extend(texts(words.dissent()).into_iter().map(|line| format!("Dissent: {line}")));
    lines.extend(words.confidence().map(|line| format!("Confidence: {line}")));
    lines
}

/// Says what the pick is, and for a mix the same of its parts.
fn about_the_pick(words: Words) -> Vec<String> {
    let Some(pick) = words.assessment.leader() else { return Vec::new() };
    let mut lines = about(words, pick);
    for part in words.mix_parts(pick) {
        lines.push(words.mix_sentence(&part));
        lines.extend(part.best.iter().flat_map(|alternative| about(words, alternative)));
    }
    lines
}

fn about(words: Words, id: &Id) -> Vec<String> {
    let Some(alternative) = words.questionnaire().alternative(id) else { return Vec::new() };
    let is = alternative.is.as_deref().unwrap_or_default();
    let parts = gain_and_advice(alternative).into_iter();
    let advice = parts.flat_map(|(title, texts)| texts.iter().map(move |text| format!("{title}: {text}")));
    std::iter::once(format!("{}. {is}", alternative.name)).chain(advice).collect()
}

fn texts(sentences: Vec<Sentence>) -> Vec<String> {
    sentences.into_iter().map(|sentence| sentence.text).collect()
}
