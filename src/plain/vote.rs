//! Private votes: one after the other, or called out; then who chose what.

use super::question::Then;
use super::talk::Stop;
use super::{Plain, sentence};
use crate::questionnaire::{Id, Question};
use crate::report::words;
use crate::session::name::is_same;
use crate::session::{AnswerMode, Change, Vote};
use crate::sitting::{Left, NotDone};

/// What somebody typed at the prompt of a private vote.
enum Said {
    Vote(Vote),
    Skip,
    Reveal,
    Back,
}

impl Plain<'_> {
    /// Votes on a question: with the digits typed after the command, with votes called out, or one after the other.
    pub(super) fn vote(&mut self, id: &Id, rest: &str) -> Result<Then, Stop> {
        let waiting = self.sitting.still_to_vote_on(id);
        if rest.is_empty() && (self.session().mode() != AnswerMode::CalledOut || waiting.is_empty()) {
            self.vote_in_turns(id)?;
        } else {
            let asked = format!("Votes called out, a digit for each of {} (- for nobody, Enter for no vote):", waiting.join(", "));
            let digits = if rest.is_empty() { self.ask_text(&asked)? } else { rest.to_owned() };
            if digits.is_empty() || !self.vote_as_called_out(id, &digits, waiting)? {
                return Ok(Then::Ask);
            }
        }
        self.show_votes(id)?;
        Ok(Then::Ask)
    }

    /// Asks everyone in turn who is still to vote, then shows the votes.
    fn vote_in_turns(&mut self, id: &Id) -> Result<(), Stop> {
        if !self.open_round(id)? {
            return Ok(());
        }
        self.talk.say("Private votes, one after the other; they are shown when all are in. The others look away:")?;
        if self.talk.shows_typing() {
            self.talk.say("What you type stays on this screen. For votes that nobody can see, use weigh ballot.")?;
        }
        for name in self.sitting.still_to_vote() {
            match self.ask_for_vote(id, &name)? {
                Said::Vote(vote) => {
                    let cast = self.sitting.vote(&name, Some(vote));
                    self.keep(cast)?;
                }
                Said::Skip => {}
                Said::Reveal => break,
                Said::Back => return self.leave_round(),
            }
        }
        self.reveal()
    }

    /// Leaves the running round: its votes wait. Without votes, it is over.
    fn leave_round(&mut self) -> Result<(), Stop> {
        let left = self.sitting.leave_round();
        self.save()?;
        self.talk.say(&sentence(left.map_or(Left::Dropped, |(_, left)| left).said()))
    }

    /// Opens a round; asks before it drops votes that wait on another question. Tells whether the round is open.
    fn open_round(&mut self, id: &Id) -> Result<bool, Stop> {
        let opened = match self.sitting.open_round(id, false) {
            Err(waiting @ NotDone::WouldDrop { .. }) => {
                if !self.yes(&format!("{waiting}. Drop them and vote here? y or n [n]:"), Some(false))? {
                    self.talk.say("They are kept.")?;
                    return Ok(false);
                }
                self.sitting.open_round(id, true)
            }
            opened => opened,
        };
        Ok(self.keep(opened)?.is_some())
    }

    /// Shows the votes of the running round. Undoing takes the whole round back: nobody undoes another's vote alone.
    fn reveal(&mut self) -> Result<(), Stop> {
        if self.session().round().is_none_or(|round| round.votes.is_empty()) {
            return self.leave_round();
        }
        let shown = self.sitting.reveal();
        if let Some(agreed) = self.keep(shown)?.and_then(|shown| shown.agreed) {
            self.talk.pause()?;
            self.talk.say(&sentence(&agreed))?;
        }
        self.talk.pause()
    }

    fn ask_for_vote(&mut self, id: &Id, name: &str) -> Result<Said, Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let choices = questionnaire.question(id).map_or([].as_slice(), |question| &question.choices);
        let most = choices.len();
        loop {
            let line =
                self.talk.ask_in_private(&format!("{name}, 1 to {most}, 0 don't know, Enter skips, r shows the votes now, b back:"))?;
            match line.as_str() {
                "" => return Ok(Said::Skip),
                "r" | "reveal" => return Ok(Said::Reveal),
                "b" | "back" => return Ok(Said::Back),
                "q" | "quit" => return Err(Stop::Left),
                "0" => return Ok(Said::Vote(Vote::Unknown)),
                other => match other.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?)) {
                    Some(choice) => return Ok(Said::Vote(Vote::Choice(choice.id.clone()))),
                    None => self.talk.say(&format!("That is no vote. Type 0 to {most}; Enter skips {name}."))?,
                },
            }
        }
    }

    /// Takes one digit for each person who has yet to vote, or for everybody, in the order of the list. Tells whether
    /// they were votes.
    fn vote_as_called_out(&mut self, id: &Id, digits: &str, waiting: Vec<String>) -> Result<bool, Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(false) };
        let said: Vec<char> = digits.chars().filter(|digit| !" ,".contains(*digit)).collect();
        let votes: Vec<Option<Vote>> = said.iter().map(|digit| called_out(question, *digit)).collect();
        let understood = said.iter().zip(&votes).all(|(digit, vote)| *digit == '-' || vote.is_some());
        let everybody = self.names();
        let names = if votes.len() == everybody.len() { everybody } else { waiting };
        if !understood || votes.len() != names.len() || votes.iter().all(Option::is_none) {
            let people = names.join(", ");
            self.talk.say(&format!(
                "Type {} characters, one for each of {people}: 0 to {}, - for nobody.",
                names.len(),
                question.choices.len()
            ))?;
            return Ok(false);
        }
        if !self.open_round(id)? {
            return Ok(false);
        }
        for (name, vote) in names.into_iter().zip(votes).filter(|(_, vote)| vote.is_some()) {
            let cast = self.sitting.vote(&name, vote);
            self.keep(cast)?;
        }
        self.reveal()?;
        Ok(true)
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.session().participants().iter().map(|participant| participant.name.clone()).collect()
    }

    /// Says who chose what in the last round, who should speak first, and who dissents. Of a running round it says only
    /// who voted.
    pub(super) fn show_votes(&mut self, id: &Id) -> Result<(), Stop> {
        let questionnaire = self.session().shared_questionnaire();
        let Some(question) = questionnaire.question(id) else { return Ok(()) };
        if let Some(round) = self.session().round().filter(|round| round.question == *id) {
            let voted: Vec<&str> = round.votes.keys().map(String::as_str).collect();
            let voted = if voted.is_empty() { "nobody yet".to_owned() } else { voted.join(", ") };
            return self.talk.say(&format!("A round of votes is running. Voted: {voted}. v goes on."));
        }
        let Some(votes) = self.session().votes(id).cloned() else { return Ok(()) };
        let round = self.session().rounds(id).len();
        if round > 1 {
            self.talk.say(&format!("Round {round}; the earlier votes are kept in the record."))?;
        }
        let said = words::agreement(self.session(), id)
            .filter(|_| !self.session().missing(id).is_empty() || self.session().unanimous(id).is_some());
        self.talk.say(&self.split(id))?;
        said.iter().try_for_each(|said| self.talk.say(said))?;
        for line in words::tally(self.sitting.session(), question, &votes) {
            self.talk.say(&line)?;
        }
        for (name, _) in self.session().dissent(id).into_iter().map(|(name, choice)| (name.to_owned(), choice.clone())).collect::<Vec<_>>()
        {
            let note = self.session().member_notes(id).and_then(|notes| notes.get(&name)).cloned();
            let line = note.map_or_else(
                || format!("Dissent: {name}. d {name} TEXT says why."),
                |note| format!("Dissent: {name}: {}", sentence(&note)),
            );
            self.talk.say(&line)?;
        }
        Ok(())
    }

    fn split(&self, id: &Id) -> String {
        let assessment = self.sitting.assessment();
        let entry = assessment.team.questions.iter().find(|question| question.question == *id);
        match entry {
            Some(entry) if entry.split => format!("Split vote. {}", words::hear_first(entry).unwrap_or_default()),
            Some(_) | None => "The votes:".to_owned(),
        }
    }

    pub(super) fn add_dissent(&mut self, id: &Id, rest: &str) -> Result<(), Stop> {
        let names = self.names();
        // The longest beginning of the line that is a name: `Ana Maria` before `Ana`.
        let ends = rest.match_indices([' ', ':', ',']).map(|(at, _)| rest.split_at(at)).collect::<Vec<_>>();
        let person = |(head, text)| Some((names.iter().find(|name| is_same(name, head))?, text));
        let Some((name, text)) = ends.into_iter().rev().find_map(person) else {
            return self.talk.say("Type d, a name and the line for the record, such as d Bo thinks it can wait.");
        };
        let text = text.trim_start_matches([' ', ':', ',']).to_owned();
        if self.change(
            &format!("dissent on {}", self.session().questionnaire().label(id)),
            Change::MemberNote { question: id.clone(), name: name.clone(), text },
        )? {
            self.talk.say(&format!("The line of {name} is saved."))?;
        }
        Ok(())
    }
}

/// Returns the vote that a digit stands for, if it stands for one.
fn called_out(question: &Question, digit: char) -> Option<Vote> {
    let number = usize::try_from(digit.to_digit(10)?).ok()?;
    match number.checked_sub(1) {
        None => Some(Vote::Unknown),
        Some(place) => question.choices.get(place).map(|choice| Vote::Choice(choice.id.clone())),
    }
}
