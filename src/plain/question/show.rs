//! What is shown of one question, and the line that asks for its answer.

use crate::plain::setup::kept;
use crate::plain::talk::Stop;
use crate::plain::{Plain, sentence};
use crate::questionnaire::{Choice, Id, Question};
use crate::report::words;
use crate::session::{Answer, Needs};

impl Plain<'_> {
    pub(super) fn show_question(&mut self, id: &Id) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        self.talk.say(&self.heading(question))?;
        self.talk.say(&question.ask)?;
        if let Some(why) = &question.why {
            self.talk.say(why)?;
        }
        let answer = self.session().answer(id).cloned();
        for (number, choice) in (1..).zip(&question.choices) {
            let current = answer == Some(Answer::Choice(choice.id.clone()));
            self.talk.say(&format!("{number}. {}{}", choice_text(choice), if current { " (current answer)" } else { "" }))?;
        }
        let current = if answer == Some(Answer::Unknown) { " (current answer)" } else { "" };
        let unknown = if self.is_ballot() { words::I_DO_NOT_KNOW } else { words::WE_DO_NOT_KNOW };
        self.talk.say(&format!("0. {unknown}{current}"))?;
        if let Some(Answer::NotApplicable(reason)) = &answer {
            self.talk.say(&format!("x. Does not apply{} (current answer)", kept(reason)))?;
        }
        self.show_note(id)?;
        self.show_worksheets(id)?;
        if self.is_ballot() {
            return Ok(());
        }
        self.show_state(question)?;
        self.show_votes(id)
    }

    fn show_worksheets(&mut self, id: &Id) -> Result<(), Stop> {
        let lines = self.sitting.numbers(id);
        lines.iter().try_for_each(|line| self.talk.say(&format!("Numbers ($): {line}")))
    }

    fn heading(&self, question: &Question) -> String {
        let questions = self.session().questionnaire().questions();
        let number = questions.iter().position(|other| other.id == question.id).map_or(0, |place| place + 1);
        let section = question.section.as_ref().and_then(|id| self.session().questionnaire().section(id));
        let section = section.map_or_else(String::new, |section| format!(" {}.", section.title));
        let answered = self.sitting.standing().answered;
        format!("Question {number} of {}.{section} {answered} answered.", questions.len())
    }

    fn show_note(&mut self, id: &Id) -> Result<(), Stop> {
        let note = self.session().note(id).replace('\n', " ");
        if note.is_empty() { Ok(()) } else { self.talk.say(&format!("Note: {note}")) }
    }

    /// Says what is recorded beside the answer, and what the answer rules out.
    fn show_state(&mut self, question: &Question) -> Result<(), Stop> {
        let mut state = format!("Importance {}.", self.session().importance(question).label());
        if self.session().is_assumption(&question.id) {
            state += " The answer is an assumption.";
        }
        self.talk.say(&state)?;
        for follow_up in self.sitting.session().follow_ups().iter().filter(|follow_up| follow_up.question.as_ref() == Some(&question.id)) {
            self.talk.say(&format!("Follow-up: {}", words::follow_up(follow_up)))?;
        }
        if self.sitting.standing().decided {
            self.talk.say(&format!("{} (r shows the result).", words::ALREADY_DECIDED))?;
        }
        self.show_limits(question)
    }

    fn show_limits(&mut self, question: &Question) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let Some(choice) = self.session().chosen(&question.id).and_then(|choice| question.choice(choice)) else { return Ok(()) };
        for (alternative, limit) in &choice.rules_out {
            let name = questionnaire.alternative(alternative).map_or("", |alternative| alternative.name.as_str());
            let line = match (self.session().waiver(&question.id, alternative), &limit.unless) {
                (Some(note), Some(_)) => format!("{name} is let in again: {}", sentence(note)),
                (_, Some(unless)) => format!("Rules out {name}: {} Unless {} (l lifts it)", sentence(&limit.because), sentence(unless)),
                (_, None) => format!("Rules out {name}: {}", sentence(&limit.because)),
            };
            self.talk.say(&line)?;
        }
        for exception in self.session().exceptions(&question.id) {
            let Needs::ToldApart(parts) = &exception.needs else { continue };
            let name = questionnaire.alternative(&exception.alternative).map_or("", |alternative| alternative.name.as_str());
            let line = match self.session().waiver(&question.id, &exception.alternative) {
                Some(note) => format!("{name}: {}", words::told_apart(&sentence(note))),
                None => format!("{name} {} (l says how).", words::loses(&questionnaire, parts)),
            };
            self.talk.say(&line)?;
        }
        Ok(())
    }

    pub(super) fn question_prompt(&self, id: &Id, choices: usize) -> String {
        let questionnaire = self.session().questionnaire();
        let place = |choice: &Id| questionnaire.question(id)?.place(choice);
        let current = match self.session().answer(id) {
            Some(Answer::Choice(choice)) => place(choice).map_or_else(String::new, |place| (place + 1).to_string()),
            Some(Answer::Unknown) => "0".to_owned(),
            Some(Answer::NotApplicable(_)) => "x".to_owned(),
            None => "open".to_owned(),
        };
        if self.is_ballot() {
            return format!("Your vote 0 to {choices}, n note, b back, w why, ? help, q quit [{current}]:");
        }
        let what = if self.session().votes(id).is_some() { "Agreed answer" } else { "Answer" };
        format!("{what} 0 to {choices}, n note, b back, w why, v vote, ? help, q quit [{current}]:")
    }

    /// Says why the question matters, what to look up, what is known; and, once it is answered, what the answer does.
    pub(super) fn explain(&mut self, id: &Id) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        self.talk.pause()?;
        if let Some(why) = &question.why {
            self.talk.say(&format!("Why it matters: {why}"))?;
        }
        if let Some(look_up) = &question.look_up {
            self.talk.say(&format!("What to look up: {look_up}"))?;
        }
        let day = self.session().created_on();
        for fact in questionnaire.facts(question) {
            self.talk.say(&format!("Evidence: {} {}", sentence(&fact.says), words::source(fact, day)))?;
        }
        self.show_words(question)?;
        // A ballot is filled in alone and unseen: nothing steers it.
        let answered = self.session().chosen(id).filter(|_| !self.is_ballot()).and_then(|choice| question.choice(choice));
        for alternative in questionnaire.alternatives() {
            let Some(effect) = answered.and_then(|choice| choice.effects.get(&alternative.id)) else { continue };
            let because = effect.because.as_deref().unwrap_or_default();
            self.talk.say(&format!("Your answer and {}: fit {:+}. {because}", alternative.name, effect.fit))?;
        }
        self.talk.pause()
    }
}

/// Returns a choice with its concrete meaning.
fn choice_text(choice: &Choice) -> String {
    match &choice.means {
        Some(means) => format!("{} {means}", sentence(&choice.text)),
        None => choice.text.clone(),
    }
}
