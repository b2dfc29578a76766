//! Plays keys on a model as the program does, without a terminal.

use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::questionnaire::{Id, Questionnaire};
use crate::session::sample;
use crate::session::{Answer, AnswerMode, Change, Participant, Session};
use crate::sitting::{File, Kind, Sitting};
use crate::tui::key::Key;
use crate::tui::keymap;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Panel, Screen};
use crate::tui::theme::Theme;
use crate::tui::update::{ask_before_leaving, update};
use crate::tui::view;

/// A sitting, and what it asked of the world.
pub(super) struct Play {
    pub(super) model: Model,
    pub(super) effects: Vec<Effect>,
}

/// Starts on the small questionnaire with Ana and Bo, at its first question ("time", a hard limit; then "money").
pub(super) fn lunch() -> Play {
    Play::on(sample::session()).at("time")
}

/// Starts on the built-in questionnaire with these people, in this mode, at its first question.
pub(super) fn team(names: &str, mode: AnswerMode) -> Play {
    let mut session = Session::new(Arc::new(Questionnaire::built_in()), sample::now());
    let people = names.split(' ').map(|name| Change::AddParticipant(Participant { name: name.to_owned(), role: None }));
    for change in people.chain([Change::Mode(mode), Change::Title("Models for support".to_owned())]) {
        session.apply(change, sample::now()).expect("a sound change");
    }
    let mut play = Play::on(session);
    crate::tui::update::begin(&mut play.model);
    play
}

impl Play {
    /// Starts on `session` at the setup, nothing marked.
    pub(super) fn on(session: Session) -> Self {
        Self::of(session, Kind::Team)
    }

    /// Starts the ballot of `name` on `session`, at its first question.
    pub(super) fn ballot(session: Session, name: &str) -> Self {
        let mut play = Self::of(
            session,
            Kind::Ballot { of: "decision.weigh.json".to_owned(), into: "decision.weigh.json".to_owned(), name: name.to_owned() },
        );
        crate::tui::update::begin(&mut play.model);
        play
    }

    fn of(session: Session, kind: Kind) -> Self {
        let file = File { name: "decision.weigh.json".to_owned(), ..File::default() };
        let mut model = Model::new(Sitting::new(session, kind, file), Theme { color: false, ascii: false });
        model.size = (100, 30);
        Self { model, effects: Vec::new() }
    }

    /// Goes to a question.
    pub(super) fn at(mut self, question: &str) -> Self {
        crate::tui::update::enter_question(&mut self.model, &sample::id(question));
        self
    }

    /// Presses the keys of a script: single characters, key names (`Enter`, `Ctrl-R`, `up`, as the program shows them),
    /// and text in quotes, typed character by character.
    pub(super) fn keys(mut self, script: &str) -> Self {
        for (place, part) in script.split('\'').enumerate() {
            if place % 2 == 1 {
                part.chars().for_each(|character| self.press(Key::Char(character)));
            } else {
                part.split_whitespace().for_each(|name| self.press(key(name)));
            }
        }
        self
    }

    /// Presses one key.
    pub(super) fn press(&mut self, key: Key) {
        if let Some(message) = keymap::translate(self.model.mode(), key) {
            self.send(message);
        }
    }

    /// Lets a message happen; as the program does, leaving with trouble that lasts is asked about.
    pub(super) fn send(&mut self, message: Message) {
        match update(&mut self.model, message) {
            Some(Effect::Leave { interrupted: false }) if self.model.sitting.file.problem.is_some() => ask_before_leaving(&mut self.model),
            Some(Effect::OfferVote) => crate::tui::update::offer(&mut self.model, vec![std::net::Ipv4Addr::new(192, 168, 1, 23).into()]),
            effect => self.effects.extend(effect),
        }
    }

    /// Pastes.
    pub(super) fn paste(mut self, text: &str) -> Self {
        self.send(Message::Paste(text.to_owned()));
        self
    }

    /// Gives the window another size.
    pub(super) fn sized(mut self, columns: u16, rows: u16) -> Self {
        self.send(Message::Resize { columns, rows });
        self
    }

    pub(super) fn session(&self) -> &Session {
        self.model.session()
    }

    /// The answer to a question as it is written in files; `open` where there is none.
    pub(super) fn answer(&self, question: &str) -> &str {
        self.session().answer(&sample::id(question)).map_or("open", Answer::key)
    }

    /// Returns the id of the question on the screen. Is empty without one.
    pub(super) fn question(&self) -> &str {
        self.model.place.question().map_or("", Id::as_str)
    }

    pub(super) fn note(&self, question: &str) -> &str {
        self.session().note(&sample::id(question))
    }

    /// The participants, as `Ana, Bo: legal`.
    pub(super) fn people(&self) -> String {
        let one = |person: &Participant| person.role.as_ref().map_or(person.name.clone(), |role| format!("{}: {role}", person.name));
        self.session().participants().iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The votes of a round as `Ana little, Bo much`; rounds counted from 1.
    pub(super) fn votes(&self, question: &str, round: usize) -> String {
        let votes = self.session().rounds(&sample::id(question)).get(round - 1).expect("there is such a round");
        votes.iter().map(|(name, vote)| format!("{name} {}", vote.key())).collect::<Vec<_>>().join(", ")
    }

    /// The follow-ups as `what / who / when`.
    pub(super) fn follow_ups(&self) -> Vec<String> {
        let due = |due: Option<jiff::civil::Date>| due.map(|due| due.to_string()).unwrap_or_default();
        let all = self.session().follow_ups().iter();
        all.map(|one| format!("{} / {} / {}", one.what, one.owner.clone().unwrap_or_default(), due(one.due))).collect()
    }

    pub(super) fn notice(&self) -> &str {
        self.model.notice.as_deref().unwrap_or_default()
    }

    /// Tells whether a text field is open.
    pub(super) fn is_typing(&self) -> bool {
        matches!(self.model.panel, Some(Panel::Form(_)))
    }

    /// Returns the text of the open field. Is empty without one.
    pub(super) fn typed(&self) -> String {
        match &self.model.panel {
            Some(Panel::Form(form)) => form.text(form.active),
            Some(Panel::Help(_) | Panel::Why(..) | Panel::ReadBack(..) | Panel::Venue(_) | Panel::Prompt(_)) | None => String::new(),
        }
    }

    /// The person at or before the keyboard; empty elsewhere.
    pub(super) fn turn(&self) -> &str {
        match &self.model.place.screen {
            Screen::HandOver { name } | Screen::Booth { name, .. } => name,
            _ => "",
        }
    }

    /// The screen as text, rows without the blanks at their ends.
    pub(super) fn screen(&self) -> String {
        rows(&draw(&self.model)).join("\n")
    }

    /// Tells whether the screen shows `words`.
    pub(super) fn shows(&self, words: &str) -> bool {
        self.screen().contains(words)
    }
}

/// Draws the model at its size.
pub(super) fn draw(model: &Model) -> Buffer {
    draw_with_cursor(model).0
}

/// Draws the model at its size; returns also where the cursor is seen.
pub(super) fn draw_with_cursor(model: &Model) -> (Buffer, Option<Position>) {
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).expect("no terminal is needed");
    terminal.draw(|frame| view::view(model, frame)).expect("nothing can fail");
    let shown = terminal.backend().cursor_visible().then(|| terminal.backend().cursor_position());
    (terminal.backend().buffer().clone(), shown)
}

/// The rows of a drawn screen as text; the second half of a wide character takes no place.
pub(super) fn rows(buffer: &Buffer) -> Vec<String> {
    let row = |y| {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer.cell((x, y)).map_or("", |cell| cell.symbol());
            row.push_str(symbol);
            x += u16::try_from(crate::text::width(symbol)).unwrap_or(1).max(1);
        }
        row.trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).collect()
}

fn key(name: &str) -> Key {
    let named = [
        Key::Enter,
        Key::AltEnter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::Backspace,
        Key::Delete,
        Key::Char(' '),
    ];
    let letters = ('a'..='z').flat_map(|letter| [Key::Ctrl(letter), Key::Alt(letter)]);
    if let Some(key) = named.into_iter().chain(letters).find(|key| key.to_string() == name) {
        return key;
    }
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Key::Char(character),
        _ => panic!("{name} is no key"),
    }
}
