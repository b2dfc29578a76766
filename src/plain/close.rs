//! The close: how sure everyone is, what is decided, when to look again. Nothing blocks; Enter skips every line.

use super::setup::kept;
use super::talk::Stop;
use super::{Plain, Topic, sentence};
use crate::questionnaire::Id;
use crate::report::words::{self, Words};
use crate::session::{Status, read_day};
use crate::text::capitalized;

impl Plain<'_> {
    pub(super) fn close(&mut self) -> Result<Topic, Stop> {
        self.talk.say("Close. Enter skips a line and keeps what is there.")?;
        self.ask_confidence()?;
        self.ask_decision()?;
        for follow_up in self.session().follow_ups().to_vec() {
            self.talk.say(&format!("Follow-up: {}", words::follow_up(&follow_up)))?;
        }
        loop {
            let line = self.ask_text("Another follow-up: what, who, by when; Enter for none:")?;
            if line.is_empty() {
                break;
            }
            self.add_follow_up(None, &line)?;
        }
        self.say_check_list()?;
        if self.yes("Write the decision record now? y or n [y]:", Some(true))? {
            self.export()?;
        }
        Ok(Topic::Review)
    }

    fn ask_confidence(&mut self) -> Result<(), Stop> {
        for name in self.names() {
            let present = self.session().confidence().get(&name).map_or_else(String::new, ToString::to_string);
            loop {
                let line = self.ask_text(&format!("{name}, how sure are you, 1 to 5{}?", kept(&present)))?;
                match line.parse::<u8>() {
                    _ if line.is_empty() => break,
                    Ok(points @ 1..=5) => {
                        let made = self.sitting.set_confidence(&name, Some(points));
                        self.keep(made)?;
                        break;
                    }
                    Ok(_) | Err(_) => self.talk.say("Type 1 (not sure at all) to 5 (very sure), or Enter to skip.")?,
                }
            }
        }
        Ok(())
    }

    fn ask_decision(&mut self) -> Result<(), Stop> {
        let present = self.session().decision().cloned().unwrap_or_default();
        let Some((alternative, reason)) = self.ask_alternative(present.alternative.as_ref())? else { return Ok(()) };
        let made = self.sitting.decide(alternative);
        self.keep(made)?;
        let status = self.ask_status(present.status)?;
        let made = self.sitting.set_status(status);
        self.keep(made)?;
        let reason = if reason.is_empty() { self.ask_reason(&present.reason)? } else { reason };
        if !reason.is_empty() {
            self.sitting.end_step();
            let made = self.sitting.set_reason(reason);
            self.keep(made)?;
        }
        self.ask_revisit()
    }

    fn ask_reason(&mut self, present: &str) -> Result<String, Stop> {
        let assessment = self.sitting.assessment();
        let otherwise = Words::new(self.sitting.session(), &assessment).decided_otherwise();
        let why = if otherwise { "This is not what the result recommends. Why" } else { "Why" };
        self.ask_text(&format!("{why}{}?", kept(present)))
    }

    fn ask_revisit(&mut self) -> Result<(), Stop> {
        loop {
            let present = self.session().decision().and_then(|decision| decision.revisit);
            let present = present.map_or_else(String::new, |day| day.to_string());
            let line = self.ask_text(&format!("When to look again, such as in 6 months{}?", kept(&present)))?;
            match read_day(&line, self.sitting.today()) {
                _ if line.is_empty() => return Ok(()),
                Ok(day) => {
                    self.sitting.end_step();
                    let made = self.sitting.set_revisit(Some(day));
                    self.keep(made)?;
                    return self.talk.say(&format!("Look again on {day}."));
                }
                Err(refusal) => self.talk.say(&sentence(&refusal.to_string()))?,
            }
        }
    }

    /// Asks for the alternative, perhaps with a reason in the same line. `None` if nothing was decided and nothing is.
    fn ask_alternative(&mut self, present: Option<&Id>) -> Result<Option<(Option<Id>, String)>, Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let alternatives = questionnaire.alternatives();
        let recommended = self.sitting.recommended();
        self.talk.say("What did you decide?")?;
        for (number, alternative) in (1..).zip(alternatives) {
            let remark = if recommended.as_ref() == Some(&alternative.id) { " (recommended)" } else { "" };
            self.talk.say(&format!("{number}. {}{remark}", alternative.name))?;
        }
        let present_number = present.and_then(|id| alternatives.iter().position(|alternative| alternative.id == *id));
        let shown = present_number.map_or_else(|| "nothing yet".to_owned(), |place| (place + 1).to_string());
        loop {
            let line = self.ask_text(&format!("1 to {}, a reason may follow; 0 for nothing yet [{shown}]:", alternatives.len()))?;
            let (number, reason) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
            match number.parse::<usize>().ok().map(|number| number.checked_sub(1).map(|place| alternatives.get(place))) {
                _ if line.is_empty() => return Ok(present.map(|present| (Some(present.clone()), String::new()))),
                Some(None) => return Ok(Some((None, reason.trim().to_owned()))),
                Some(Some(Some(alternative))) => return Ok(Some((Some(alternative.id.clone()), reason.trim().to_owned()))),
                Some(Some(None)) | None => self.talk.say(&format!("Type 1 to {}, or Enter.", alternatives.len()))?,
            }
        }
    }

    fn ask_status(&mut self, present: Status) -> Result<Status, Stop> {
        let offered: Vec<String> = (1..).zip(Status::ALL).map(|(number, status): (u8, _)| format!("{number} {}", status.label())).collect();
        loop {
            let line = self.ask_text(&format!("Status: {} [{}]:", offered.join(", "), present.label()))?;
            let chosen = line.parse::<usize>().ok().and_then(|number| Status::ALL.get(number.checked_sub(1)?));
            let by_word = || Status::ALL.into_iter().find(|status| status.label() == line);
            match chosen.copied().or_else(by_word) {
                _ if line.is_empty() => return Ok(present),
                Some(status) => return Ok(status),
                None => self.talk.say("Type 1 to 4, or Enter.")?,
            }
        }
    }

    fn say_check_list(&mut self) -> Result<(), Stop> {
        let assessment = self.sitting.assessment();
        let checks = Words::new(self.sitting.session(), &assessment).check_list();
        self.talk.pause()?;
        for check in checks {
            self.talk
                .say(&format!("{} {}.", if check.done { "Done:" } else { "Missing:" }, capitalized(&check.text)).replace("?.", "?"))?;
        }
        self.talk.pause()
    }

    /// Asks a question that is answered with yes or no.
    pub(super) fn yes(&mut self, prompt: &str, preset: Option<bool>) -> Result<bool, Stop> {
        loop {
            match (self.ask_text(prompt)?.to_lowercase().as_str(), preset) {
                ("", Some(preset)) => return Ok(preset),
                ("y" | "yes", _) => return Ok(true),
                ("n" | "no", _) => return Ok(false),
                _ => self.talk.say("Type y or n.")?,
            }
        }
    }
}
