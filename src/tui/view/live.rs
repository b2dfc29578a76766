//! The live vote: where people find it, and who has answered how much; never what.

use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

use super::{Page, page_height, page_width};
use crate::live::{Phase, Seen, Square};
use crate::text;
use crate::tui::model::{Live, Model, Target, Venue};

/// Columns of what stands beside the square.
const LEFT: usize = 38;
/// The light modules around the square, the more the better: as many as there is room for.
const QUIET: [usize; 2] = [4, 2];
/// Black and white in the colors that no terminal changes.
const DARK: Color = Color::Indexed(16);
const LIGHT: Color = Color::Indexed(231);

/// What may keep phones away, the most common first.
const REASONS: [&str; 6] = [
    "Another Wi-Fi, or a guest network that keeps devices apart: use a phone's hotspot for all.",
    "A firewall on this computer: ufw allow 43117/tcp, or let weigh in when the system asks.",
    "WSL or a virtual machine: its network is not the room's. Run weigh outside of it.",
    "A VPN on this computer or on the phone: switch it off for the meeting.",
    "The browser's \"local network\" permission: allow it for this page.",
    "People elsewhere: ssh -L 43117:127.0.0.1:43117 HOST, or weigh host SESSION --listen ADDRESS on a machine all reach.",
];

/// Fills the screen.
pub(super) fn page(model: &Model) -> Page {
    let mut page = super::start(model);
    let Some(live) = &model.live else { return page };
    let square = square(model, live);
    let rows = square.as_ref().map_or_else(|_| Vec::new(), drawn);
    let columns = rows.first().map_or(0, |row| row.iter().map(Span::width).sum());
    let left = left(model, live, if columns == 0 { page_width(model) - 4 } else { LEFT });
    let height = left.len().max(rows.len());
    let (mut left, mut rows) = (left.into_iter(), rows.into_iter());
    for _ in 0..height {
        let (target, mut spans) = left.next().unwrap_or_default();
        spans.insert(0, Span::raw("  "));
        if let Some(row) = rows.next() {
            let used: usize = spans.iter().map(Span::width).sum();
            spans.push(Span::raw(" ".repeat((LEFT + 2).saturating_sub(used))));
            spans.extend(row);
        }
        match target {
            Some(name) => page.item(Target::Person(name), |page, _| page.push(Line::from(spans))),
            None => page.push(Line::from(spans)),
        }
    }
    if let Err(why) = square {
        page.blank();
        page.text(2, &format!("No square here: {why}. People type the address and the code."), model.theme.quiet());
    }
    if live.is_lonely(model.now()) {
        help(model, &mut page);
    }
    page
}

/// Asks whether a vote is opened, and where.
pub(super) fn venue(model: &Model, venue: &Venue) -> Page {
    let mut page = Page::new(page_width(model), crate::tui::model::Cursor::default(), model.theme);
    let port = crate::live::address::PORT;
    let place = venue.address().map_or_else(String::new, |address| std::net::SocketAddr::new(address, port).to_string());
    page.text(2, &format!("Open a page at {place}?"), model.theme.strong());
    page.text(
        2,
        "Whoever is in this network and reads the code on this screen can take part. Others in this network could listen. Nothing is sent to the internet.",
        model.theme.plain(),
    );
    let mut answers = vec![("Enter", "open it"), ("b", "no: bring in a ballot code that somebody sent"), ("Esc", "no")];
    if venue.addresses.len() > 1 {
        answers.insert(1, ("down", "another address of this computer"));
    }
    for (key, does) in answers {
        page.hanging(2, vec![Span::styled(text::pad(key, 8, model.theme.ascii), model.theme.strong())], does, model.theme.plain());
    }
    page
}

/// A row beside the square, and whose it is.
type Row = (Option<String>, Vec<Span<'static>>);

fn left(model: &Model, live: &Live, columns: usize) -> Vec<Row> {
    let theme = model.theme;
    let mut rows: Vec<Row> = Vec::new();
    let mut say = |words: &str, style: Style| {
        rows.extend(text::wrap(words, columns).into_iter().map(|line| (None, vec![Span::styled(line, style)])));
    };
    match &live.shown.phase {
        Phase::Open => say("Everybody answers alone, on a device in this network:", theme.plain()),
        Phase::Round(question) => say(&format!("Vote again: {}", model.session().questionnaire().label(question)), theme.strong()),
        Phase::Confidence => say("How sure is everyone of the decision? 1 to 5, unseen", theme.strong()),
        Phase::Shown => say("The votes are shown. v on a question has everybody vote again.", theme.plain()),
        Phase::Closed => say("The vote is closed.", theme.plain()),
    }
    say(" ", theme.plain());
    say(&format!("http://{}", live.place), theme.strong());
    say(&format!("Code  {}", live.shown.code), theme.strong());
    say(" ", theme.plain());
    let widest = live.shown.people.iter().map(|seen| text::width(&seen.name)).max().unwrap_or(0).min(columns.saturating_sub(16));
    for seen in &live.shown.people {
        let is_here = model.votes_beside().is_some_and(|votes| votes.contains_key(&seen.name));
        let style = if seen.is_done() || is_here { theme.strong() } else { theme.plain() };
        let name = text::pad(&seen.name, widest, theme.ascii);
        rows.push((
            Some(seen.name.clone()),
            vec![
                Span::styled(format!("  {name}  "), style),
                Span::styled(if is_here { "voted here".to_owned() } else { progress(seen) }, style),
            ],
        ));
    }
    let mut say = |words: &str, style: Style| {
        rows.extend(text::wrap(words, columns).into_iter().map(|line| (None, vec![Span::styled(line, style)])));
    };
    if model.is_vote_complete() {
        say(" ", theme.plain());
        say("All have answered: r shows the votes.", theme.strong());
    } else if live.is_lonely(model.now()) {
        say(" ", theme.plain());
        say("Nobody has come yet: Space shows why that may be.", theme.strong());
    }
    if live.shown.wrong_tries > 2 {
        say(&format!("{} wrong codes were tried.", live.shown.wrong_tries), theme.quiet());
    }
    rows
}

fn progress(seen: &Seen) -> String {
    match (seen.is_here, seen.received) {
        _ if seen.is_gone => "not in the list any more".to_owned(),
        _ if seen.is_done() => "done".to_owned(),
        (false, 0) => "not here yet".to_owned(),
        (true, _) => format!("{} of {}", seen.received, seen.of),
        (false, _) => format!("{} of {}, away", seen.received, seen.of),
    }
}

fn help(model: &Model, page: &mut Page) {
    page.heading("Nobody has come yet. Why that may be");
    for reason in REASONS {
        page.bullet(4, reason);
    }
    page.blank();
    page.text(
        2,
        "There is always another way: votes called out (i) or in turns (v) on a question, or the ballot file.",
        model.theme.plain(),
    );
}

/// Returns the square, with as much light around it as fits; else why there is none.
fn square(model: &Model, live: &Live) -> Result<Square, &'static str> {
    if !model.theme.color {
        return Err("it needs color");
    }
    if model.theme.ascii {
        return Err("it needs block characters");
    }
    if !model.deep_colors {
        return Err("it needs more than the 16 colors of this terminal");
    }
    let room = page_width(model).saturating_sub(LEFT + 3);
    let fits = |square: &Square| square.side() <= room && square.side().div_ceil(2) <= page_height(model);
    let squares = QUIET.into_iter().filter_map(|quiet| Square::new(&live.link, quiet));
    squares.into_iter().find(fits).ok_or("the window is too small for it")
}

/// Draws two modules in each cell, in black and white of its own: cameras read no inverted square.
fn drawn(square: &Square) -> Vec<Vec<Span<'static>>> {
    let side = square.side();
    let cell = |row: usize, column: usize| {
        let color = |row: usize| if row < side && square.is_dark(row, column) { DARK } else { LIGHT };
        Span::styled("\u{2580}", Style::new().fg(color(row)).bg(color(row + 1)))
    };
    (0..side).step_by(2).map(|row| (0..side).map(|column| cell(row, column)).collect()).collect()
}
