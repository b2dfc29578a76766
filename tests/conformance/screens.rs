//! Plays intents as keys on the screens, and says with which lines the same is done in plain mode.

use weigh::questionnaire::Id;
use weigh::session::{AnswerMode, Session};
use weigh::sitting::{File, Kind, Sitting, Step, Waypoint};
use weigh::tui::key::Key;
use weigh::tui::keymap;
use weigh::tui::model::{Model, Panel, Prompt, Purpose, Screen, Target, Venue};
use weigh::tui::theme::Theme;
use weigh::tui::{update, view};

use crate::{End, Intent};

/// The most keys that lead to a line of a screen.
const MOST_MOVES: usize = 200;

/// The screens, without a terminal.
pub(crate) struct Screens {
    model: Model,
}

impl Screens {
    pub(crate) fn open(session: Session) -> Self {
        let file = File { name: "decision.weigh.json".to_owned(), ..File::default() };
        let mut model = Model::new(Sitting::new(session, Kind::Team, file), Theme { color: false, ascii: true });
        model.size = (100, 50);
        update::begin(&mut model);
        Self { model }
    }

    /// What is in the file.
    pub(crate) fn file(&self) -> String {
        self.model.sitting.to_save().0.to_json()
    }

    /// Does what is wanted; returns the lines with which plain mode does the same.
    pub(crate) fn play(&mut self, intent: &Intent) -> Vec<String> {
        match intent {
            Intent::Answer { question, choice } => self.answer(*question, *choice, ""),
            Intent::AnswerWithNote { question, choice, note } => self.answer(*question, *choice, note),
            Intent::Unknown { question, who_and_when } => self.on(*question, |screens, lines| {
                screens.keys("0");
                if !who_and_when.is_empty() {
                    screens.write(who_and_when);
                }
                screens.press(Key::Enter);
                lines.push(format!("0 {who_and_when}").trim().to_owned());
            }),
            Intent::NotApplicable { question, reason } => self.on(*question, |screens, lines| {
                screens.keys("x");
                if !reason.is_empty() {
                    screens.write(reason);
                }
                screens.press(Key::Enter);
                lines.push(format!("x {reason}").trim().to_owned());
                lines.extend(reason.is_empty().then(String::new));
            }),
            Intent::Note { question, note } => self.on(*question, |screens, lines| {
                screens.keys("n");
                screens.write(note);
                screens.press(Key::Enter);
                lines.push(format!("n {note}"));
            }),
            Intent::Assume { question } => self.on(*question, |screens, lines| {
                screens.keys("a");
                lines.push("a".to_owned());
            }),
            Intent::Figure { input, typed } => self.on(0, |screens, lines| {
                screens.keys("$");
                screens.go_to(&Target::Input(*input));
                screens.press(Key::Enter);
                screens.write(if *typed == "-" { "" } else { typed });
                screens.press(Key::Enter);
                screens.press(Key::Esc);
                lines.push(format!("$ {} {typed}", input + 1));
            }),
            Intent::Importance { question, raise } => self.on(*question, |screens, lines| {
                let key = if *raise { "+" } else { "-" };
                screens.keys(key);
                lines.push(key.to_owned());
            }),
            Intent::LiftAll { question, how } => self.lift_all(*question, how),
            Intent::FollowUp { question, task: [what, who, when] } => self.on(*question, |screens, lines| {
                screens.keys("f");
                for part in [what, who, when] {
                    screens.write(part);
                    screens.press(Key::Enter);
                }
                let parts: Vec<&str> = [*what, *who, *when].into_iter().filter(|part| !part.is_empty()).collect();
                lines.push(format!("f {}", parts.join(", ")));
            }),
            Intent::Vote { question, votes, end, drops_others } => self.vote(*question, votes, Some(*end), *drops_others),
            Intent::CallOut { question, votes, drops_others } => self.vote(*question, votes, None, *drops_others),
            Intent::Dissent { question, why } => self.on(*question, |screens, lines| {
                let Some(name) = screens.model.next_dissenter() else { return };
                screens.keys("d");
                screens.write(why);
                screens.press(Key::Enter);
                lines.push(format!("d {name} {why}"));
            }),
            Intent::Code { person, votes } => self.code(*person, votes),
            Intent::Setup { title, team, is_same_person, mode } => self.setup(title, team, *is_same_person, *mode),
            Intent::ConfirmAgreed => self.confirm_agreed(),
            Intent::Result => self.result(),
            Intent::WhatIf { question, choice, keep } => self.what_if(*question, *keep, |screens, number, choices| {
                let choice = choice % choices + 1;
                screens.keys(&choice.to_string());
                format!("{number} {choice}")
            }),
            Intent::WhatIfImportance { question, raise, keep } => self.what_if(*question, *keep, |screens, number, _| {
                screens.keys(if *raise { "+" } else { "-" });
                let asked = &screens.model.session().questionnaire().questions()[number - 1];
                format!("i {number} {}", screens.model.session().importance(asked).label())
            }),
            Intent::Close { sure, alternative, status, why, revisit } => self.close(sure, *alternative, *status, why, revisit),
            Intent::Undo => self.history("u", Key::Char('u')),
            Intent::Redo => self.history("redo", Key::Ctrl('r')),
        }
    }

    fn press(&mut self, key: Key) {
        if let Some(message) = keymap::translate(self.model.mode(), key) {
            drop(update::update(&mut self.model, message));
        }
    }

    fn keys(&mut self, keys: &str) {
        keys.chars().for_each(|key| self.press(Key::Char(key)));
    }

    /// Writes a text in place of what stands in the field.
    fn write(&mut self, text: &str) {
        let Some(Panel::Form(form)) = &self.model.panel else { panic!("no field is open for {text:?}: {:?}", self.model.place) };
        for _ in 0..form.text(form.active).chars().count() {
            self.press(Key::Backspace);
        }
        self.keys(text);
    }

    /// Moves the mark to a line.
    fn go_to(&mut self, wanted: &Target) {
        for _ in 0..MOST_MOVES {
            let page = view::page(&self.model);
            let there = page.targets.iter().position(|target| target == wanted).unwrap_or_else(|| panic!("no line {wanted:?}"));
            match page.marked() {
                Some(here) if here == there => return,
                Some(here) if here > there => self.press(Key::Up),
                Some(_) | None => self.press(Key::Down),
            }
        }
        panic!("{wanted:?} cannot be reached");
    }

    fn id(&self, question: usize) -> Id {
        self.model.session().questionnaire().questions()[question].id.clone()
    }

    /// What is typed if plain mode begins to vote by itself, so that it does not.
    fn not_now(&self, question: &Id) -> Option<String> {
        let answer = if self.model.session().mode() == AnswerMode::CalledOut { "" } else { "b" };
        self.model.sitting.is_voting_due(question).then(|| answer.to_owned())
    }

    /// Opens a question from the review, without voting on it.
    fn on(&mut self, question: usize, act: impl FnOnce(&mut Self, &mut Vec<String>)) -> Vec<String> {
        let id = self.id(question);
        let mut lines = vec!["o".to_owned(), (question + 1).to_string()];
        lines.extend(self.not_now(&id));
        self.keys("o");
        self.go_to(&Target::Question(id));
        self.press(Key::Enter);
        if matches!(self.model.place.screen, Screen::HandOver { .. } | Screen::CallOut { .. }) {
            self.press(Key::Esc);
        }
        act(self, &mut lines);
        lines
    }

    fn answer(&mut self, question: usize, choice: usize, note: &str) -> Vec<String> {
        self.on(question, |screens, lines| {
            let choice = choice % screens.choices(question) + 1;
            screens.keys(&choice.to_string());
            if !note.is_empty() {
                screens.keys("n");
                if !screens.model.session().note(&screens.id(question)).is_empty() {
                    screens.press(Key::AltEnter);
                }
                screens.keys(note);
                screens.press(Key::Enter);
            }
            lines.push(format!("{choice} {note}").trim().to_owned());
        })
    }

    fn choices(&self, question: usize) -> usize {
        self.model.session().questionnaire().questions()[question].choices.len()
    }

    fn lift_all(&mut self, question: usize, how: &str) -> Vec<String> {
        self.on(question, |screens, lines| {
            lines.push(format!("l {how}"));
            let id = screens.id(question);
            let mut seen = Vec::new();
            loop {
                let exceptions = screens.model.session().exceptions(&id);
                let Some(next) = exceptions.into_iter().find(|exception| !seen.contains(&exception.alternative)) else { return };
                if screens.model.session().waiver(&id, &next.alternative).is_some() {
                    lines.push(String::new());
                } else {
                    screens.keys("l");
                    screens.write(how);
                    screens.press(Key::Enter);
                }
                seen.push(next.alternative);
            }
        })
    }

    /// Votes one after the other until `end`, or called out without one.
    fn vote(&mut self, question: usize, votes: &[Option<usize>], end: Option<End>, drops_others: bool) -> Vec<String> {
        self.on(question, |screens, lines| {
            let id = screens.id(question);
            let waiting = screens.model.sitting.still_to_vote_on(&id);
            let digits: Vec<Option<usize>> =
                waiting.iter().zip(votes).map(|(_, vote)| vote.map(|vote| vote % (screens.choices(question) + 1))).collect();
            let is_called_out = end.is_none() || screens.model.session().mode() == AnswerMode::CalledOut;
            if waiting.is_empty() || is_called_out && digits.iter().all(Option::is_none) {
                return;
            }
            let consent = screens.start_vote(drops_others);
            let all: String = digits.iter().map(|digit| digit.map_or("-".to_owned(), |digit| digit.to_string())).collect();
            lines.push(if is_called_out { format!("v {all}") } else { "v".to_owned() });
            lines.extend(consent.map(|consent| if consent { "y".to_owned() } else { "n".to_owned() }));
            match end {
                _ if consent == Some(false) => {}
                Some(end) if !is_called_out => screens.vote_in_turns(&digits, end, lines),
                Some(_) | None => screens.call_out(&digits),
            }
        })
    }

    /// Begins to vote; returns whether votes elsewhere were dropped for it, if that was asked.
    fn start_vote(&mut self, drops_others: bool) -> Option<bool> {
        self.keys("v");
        if !matches!(self.model.panel, Some(Panel::Prompt(Prompt::DropRound { .. }))) {
            return None;
        }
        self.press(if drops_others { Key::Enter } else { Key::Esc });
        Some(drops_others)
    }

    fn call_out(&mut self, digits: &[Option<usize>]) {
        if matches!(self.model.place.screen, Screen::HandOver { .. }) {
            self.keys("i");
        }
        for digit in digits {
            self.keys(&digit.map_or("s".to_owned(), |digit| digit.to_string()));
        }
        self.press(Key::Enter);
    }

    fn vote_in_turns(&mut self, digits: &[Option<usize>], end: End, lines: &mut Vec<String>) {
        for (asked, digit) in digits.iter().enumerate() {
            match end {
                End::ShownAfter(most) if asked == most => {
                    lines.push("r".to_owned());
                    return self.show_votes();
                }
                End::LeftAfter(most) if asked == most => {
                    lines.push("b".to_owned());
                    return self.press(Key::Esc);
                }
                End::All | End::ShownAfter(_) | End::LeftAfter(_) => {}
            }
            if let Some(digit) = digit {
                self.press(Key::Enter);
                self.keys(&digit.to_string());
                self.press(Key::Enter);
                lines.push(digit.to_string());
            } else {
                self.keys("s");
                lines.push(String::new());
            }
        }
        self.show_votes();
    }

    /// Shows the votes if that has not happened; a round without any is left.
    fn show_votes(&mut self) {
        if matches!(self.model.place.screen, Screen::HandOver { .. }) {
            self.keys("R");
        }
        if matches!(self.model.place.screen, Screen::HandOver { .. }) {
            self.press(Key::Esc);
        }
    }

    fn code(&mut self, person: usize, votes: &[usize]) -> Vec<String> {
        let people = self.model.session().participants();
        let name = people[person % people.len()].name.clone();
        let code: String = votes.iter().map(ToString::to_string).collect();
        self.keys("ob");
        // As the runner does: the question where a live vote is opened leads to the code.
        self.model.panel = Some(Panel::Venue(Venue { addresses: vec![std::net::Ipv4Addr::LOCALHOST.into()], marked: 0 }));
        self.keys("b");
        self.keys(&name);
        self.press(Key::Enter);
        self.keys(&code);
        self.press(Key::Enter);
        while matches!(self.model.panel, Some(Panel::ReadBack(..))) {
            self.press(Key::Enter);
        }
        assert!(self.model.panel.is_none(), "{:?}", self.model.notice);
        vec!["o".to_owned(), format!("m {name}={code}"), "y".to_owned()]
    }

    fn setup(&mut self, title: &str, team: &str, is_same_person: bool, mode: Option<usize>) -> Vec<String> {
        let mut lines = ["o", "s", title, "", team].map(str::to_owned).to_vec();
        self.keys("o");
        self.press(Key::Esc);
        for (target, text) in [(Target::Title, title), (Target::Team, team)] {
            if !text.is_empty() {
                self.go_to(&target);
                self.press(Key::Enter);
                self.write(text);
                self.press(Key::Esc);
            }
        }
        if matches!(self.model.panel, Some(Panel::Prompt(Prompt::Rename { .. }))) {
            self.press(if is_same_person { Key::Enter } else { Key::Esc });
            lines.push(if is_same_person { "y" } else { "n" }.to_owned());
        }
        if let Some(mode) = mode {
            self.go_to(&Target::Mode(AnswerMode::ALL[mode]));
            self.press(Key::Enter);
        }
        lines.push(mode.map_or_else(String::new, |mode| (mode + 1).to_string()));
        if let Waypoint::Question(question) = self.model.sitting.go_on() {
            lines.extend(self.not_now(&question));
        }
        lines
    }

    fn confirm_agreed(&mut self) -> Vec<String> {
        let is_there = self.model.session().mode() == AnswerMode::FromBallots && !self.model.sitting.agreed_unconfirmed().is_empty();
        if !is_there || self.model.sitting.before(None).is_none() {
            return Vec::new();
        }
        self.keys("o");
        self.press(Key::Left);
        if matches!(self.model.place.screen, Screen::HandOver { .. }) {
            self.press(Key::Esc);
        }
        self.press(Key::Right);
        assert_eq!(self.model.place.screen, Screen::Agreed);
        self.press(Key::Enter);
        ["o", "b", "", "y"].map(str::to_owned).to_vec()
    }

    fn result(&mut self) -> Vec<String> {
        self.keys("or");
        if matches!(self.model.panel, Some(Panel::Prompt(Prompt::SeeResult))) {
            self.press(Key::Enter);
        }
        vec!["o".to_owned(), "r".to_owned()]
    }

    fn what_if(&mut self, question: usize, keep: bool, tried: impl FnOnce(&mut Self, usize, usize) -> String) -> Vec<String> {
        let mut lines = self.result();
        lines.push("t".to_owned());
        self.keys("t");
        self.go_to(&Target::Question(self.id(question)));
        let choices = self.choices(question);
        lines.push(tried(self, question + 1, choices));
        lines.push(if keep { "s" } else { "" }.to_owned());
        self.press(if keep { Key::Char('s') } else { Key::Esc });
        lines
    }

    fn close(&mut self, sure: &[Option<u8>], alternative: usize, status: usize, why: &str, revisit: &str) -> Vec<String> {
        let mut lines = vec!["o".to_owned(), "c".to_owned()];
        self.keys("oc");
        let names: Vec<String> = self.model.session().participants().iter().map(|person| person.name.clone()).collect();
        for (name, sure) in names.iter().zip(sure.iter().chain([&None])) {
            if let Some(points) = sure {
                self.go_to(&Target::Confidence(name.clone()));
                self.keys(&points.to_string());
            }
            lines.push(sure.map_or_else(String::new, |points| points.to_string()));
        }
        lines.extend(names.iter().skip(sure.len() + 1).map(|_| String::new()));
        self.press(Key::Right);
        match alternative {
            0 => {
                self.go_to(&Target::Alternative(None));
                self.press(Key::Enter);
            }
            number => self.keys(&number.to_string()),
        }
        if self.is_writing(&Purpose::Reason) {
            self.press(Key::Esc);
            self.press(Key::Right);
        }
        self.keys(&status.to_string());
        assert!(self.is_writing(&Purpose::Revisit), "{:?}", self.model.place);
        self.press(Key::Esc);
        if !why.is_empty() {
            self.press(Key::Left);
            self.go_to(&Target::Reason);
            self.press(Key::Enter);
            self.write(why);
            self.press(Key::Enter);
        }
        if !revisit.is_empty() {
            self.go_to(&Target::Revisit);
            self.press(Key::Enter);
            self.write(revisit);
            self.press(Key::Enter);
        }
        lines.extend([alternative.to_string(), status.to_string(), why.to_owned(), revisit.to_owned(), String::new(), "n".to_owned()]);
        lines
    }

    fn is_writing(&self, purpose: &Purpose) -> bool {
        matches!(&self.model.panel, Some(Panel::Form(form)) if form.purpose == *purpose)
    }

    fn history(&mut self, line: &str, key: Key) -> Vec<String> {
        self.keys("o");
        // Plain mode goes to the question of the step.
        let (turn, back): (Turn, Turn) =
            if key == Key::Char('u') { (Sitting::undo, Sitting::redo) } else { (Sitting::redo, Sitting::undo) };
        let step = turn(&mut self.model.sitting);
        if step.is_some() {
            back(&mut self.model.sitting);
        }
        self.press(key);
        let mut lines = vec!["o".to_owned(), line.to_owned()];
        lines.extend(step.and_then(|step| step.question).and_then(|question| self.not_now(&question)));
        lines
    }
}

type Turn = fn(&mut Sitting) -> Option<Step>;
