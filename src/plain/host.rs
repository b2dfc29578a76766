//! A live vote in plain mode: the address and the code in words, and who has answered how much when asked.

use std::net::{IpAddr, SocketAddr};

use super::Plain;
use super::sentence;
use super::talk::Stop;
use crate::live::{Host, Phase, Seen, address};
use crate::report::words::join;
use crate::sitting::Venue;

/// What can be typed while a vote is open.
const PROMPT: &str = "Enter who has answered, r show the votes, v NUMBER vote again on a question, c how sure all are, f NAME free a name, n new code, q close:";

impl Plain<'_> {
    /// Opens a vote, if that is wanted once it is said what it means, and stays with it until it is closed.
    pub(super) fn host(&mut self, listen: Option<IpAddr>, name: Option<&str>) -> Result<(), Stop> {
        if let Some(why) = self.sitting.cannot_go_live() {
            return self.talk.say(&sentence(&why));
        }
        let Some(drafts) = self.keeper.drafts() else { return self.talk.say("There is no file here to keep a vote safe in.") };
        let Some(address) = self.choose_address(listen)? else { return Ok(()) };
        let shown = SocketAddr::new(address, address::PORT);
        let asked = format!(
            "Open a page at {shown}? Whoever is in this network and reads the code can take part. Others in this network could listen. \
             Nothing is sent to the internet. y or n [y]:"
        );
        if !self.yes(&asked, Some(true))? {
            return Ok(());
        }
        let venue = Venue { address, name: name.map(str::to_owned), news: Box::new(|| {}) };
        match self.sitting.go_live(drafts, venue) {
            Ok(host) => self.lead(&host),
            Err(why) => self.talk.say(&sentence(&why)),
        }
    }

    fn choose_address(&mut self, listen: Option<IpAddr>) -> Result<Option<IpAddr>, Stop> {
        let addresses = listen.map_or_else(address::offered, |address| vec![address]);
        if addresses.len() < 2 {
            return Ok(addresses.first().copied());
        }
        self.talk.say("Addresses of this computer:")?;
        for (number, address) in (1..).zip(&addresses) {
            self.talk.say(&format!("{number}. {address}"))?;
        }
        loop {
            let line = self.ask_text(&format!("1 to {} [1]:", addresses.len()))?;
            let number = if line.is_empty() { Ok(1) } else { line.parse::<usize>() };
            match number.ok().and_then(|number| addresses.get(number.checked_sub(1)?)) {
                Some(address) => return Ok(Some(*address)),
                None => self.talk.say(&format!("Type 1 to {}, or Enter for the first.", addresses.len()))?,
            }
        }
    }

    fn lead(&mut self, host: &Host) -> Result<(), Stop> {
        self.say_where(host)?;
        loop {
            let line = self.talk.ask(PROMPT)?;
            let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
            if host.shown().ending.is_some() {
                return self.talk.say("The vote is closed: it was open for three hours, or too many wrong codes were tried.");
            }
            match (word, rest.trim()) {
                ("", _) => self.say_progress(host)?,
                ("r", _) => self.show_live(host)?,
                ("n", _) => match host.change_code() {
                    Ok(()) => self.say_where(host)?,
                    Err(why) => self.talk.say(&sentence(&why))?,
                },
                ("f", name) => match host.free(name) {
                    Ok(()) => self.talk.say(&format!("{name} can be taken again."))?,
                    Err(why) => self.talk.say(&sentence(&why))?,
                },
                ("v", number) => self.vote_again(host, number)?,
                ("c", _) => match self.sitting.ask_confidence_live(host) {
                    Ok(()) => self.talk.say("Everybody is asked how sure they are of the decision; r shows it.")?,
                    Err(why) => self.talk.say(&sentence(&why))?,
                },
                ("q", _) => return self.talk.say("The vote is closed: nothing listens any more."),
                _ => self.talk.say("Type Enter, r, v NUMBER, c, f NAME, n or q.")?,
            }
        }
    }

    fn say_where(&mut self, host: &Host) -> Result<(), Stop> {
        self.talk.say(&format!("Everybody opens http://{} in a browser and types the code {}.", host.place(), host.shown().code))?;
        self.talk.say("There is no square to scan in plain mode: it needs a screen of cells in color.")
    }

    fn say_progress(&mut self, host: &Host) -> Result<(), Stop> {
        let one = |seen: Seen| match (seen.is_done(), seen.is_here, seen.received) {
            (true, ..) => format!("{}: done.", seen.name),
            (_, false, 0) => format!("{}: not here yet.", seen.name),
            (_, _, received) => format!("{}: {received} of {}.", seen.name, seen.of),
        };
        let lines: Vec<String> = host.shown().people.into_iter().map(one).collect();
        lines.iter().try_for_each(|line| self.talk.say(line))
    }

    fn show_live(&mut self, host: &Host) -> Result<(), Stop> {
        let missing: Vec<String> = host.shown().people.into_iter().filter(|seen| !seen.is_done()).map(|seen| seen.name).collect();
        let is_open = !matches!(host.shown().phase, Phase::Shown);
        if is_open && !missing.is_empty() {
            let asked = format!("Not finished: {}. Show the votes without the rest? y or n [n]:", join(missing.into_iter()));
            if !self.yes(&asked, Some(false))? {
                return Ok(());
            }
        }
        self.sitting.now = (self.clock)();
        let shown = self.sitting.show_live(host);
        if let Some(said) = self.keep(shown)? {
            let settled = self.sitting.settle_live(host);
            self.talk.say(&sentence(&said))?;
            if let Err(why) = settled {
                self.talk.say(&sentence(&why))?;
            }
        }
        Ok(())
    }

    fn vote_again(&mut self, host: &Host, number: &str) -> Result<(), Stop> {
        let question = number.parse().ok().and_then(|number| self.numbered_question(number));
        let Some(question) = question else { return self.talk.say("Type v and the number of a question, such as v 5.") };
        match self.sitting.vote_again_live(host, &question) {
            Ok(()) => self.talk.say("Everybody sees that question now; r shows the votes."),
            Err(why) => self.talk.say(&sentence(&why)),
        }
    }
}
