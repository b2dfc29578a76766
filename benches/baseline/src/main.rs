//! The least a ratatui program can do that asks a question: a heading, a text, a list of four, a description, a footer.
//!
//! Written the way the library's own introduction does it, with its defaults, so that it stands for what is usual.

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Style, Stylize as _};
use ratatui::text::Line;
use ratatui::widgets::{Block, List, ListState, Paragraph, Wrap};
use ratatui::{DefaultTerminal, Frame};

const CHOICES: [[&str; 2]; 4] = [
    ["Anyone: it is public or invented", "You could post it on your website, and nobody would have to be told."],
    ["Any supplier under contract", "Ordinary business information: you already keep it in cloud office tools."],
    ["Only under signed data-processing terms", "Personal or client data: a leak would mean telling the people concerned, or a regulator."],
    ["Only machines we control", "Regulated or secret data: policy names the accounts and machines that may hold it, and no others."],
];

fn main() -> std::io::Result<()> {
    ratatui::run(ask)
}

fn ask(terminal: &mut DefaultTerminal) -> std::io::Result<()> {
    let mut list = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| draw(frame, &mut list))?;
        if let Event::Key(key) = event::read()?
            && key.is_press()
        {
            match key.code {
                KeyCode::Up => list.select_previous(),
                KeyCode::Down => list.select_next(),
                KeyCode::Char('q') => return Ok(()),
                _ => {}
            }
        }
    }
}

fn draw(frame: &mut Frame, list: &mut ListState) {
    let rows = [Constraint::Length(1), Constraint::Length(3), Constraint::Length(6), Constraint::Min(5), Constraint::Length(1)];
    let [heading, text, choices, description, footer] = Layout::vertical(rows).areas(frame.area());
    frame.render_widget(Line::from("Who may handle the most sensitive data?").bold(), heading);
    let why = "Take the worst case that will really occur, and read the policy rather than recall it.";
    frame.render_widget(Paragraph::new(why).wrap(Wrap { trim: true }), text);
    let items = List::new(CHOICES.map(|[choice, _]| choice)).block(Block::bordered().title("Choices"));
    frame.render_stateful_widget(items.highlight_symbol("> ").highlight_style(Style::new().cyan()), choices, list);
    let chosen = list.selected().and_then(|place| CHOICES.get(place)).map_or("", |[_, description]| description);
    let block = Block::bordered().title("What it means");
    frame.render_widget(Paragraph::new(chosen).wrap(Wrap { trim: true }).block(block), description);
    frame.render_widget(Paragraph::new("up/down move  q quit"), footer);
}
