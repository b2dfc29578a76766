//! A live vote on the screens: its keys, what they ask of the world, and the square that cameras read.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::kit::{Play, draw, lunch};
use crate::live::{Phase, Seen, Shown};
use crate::questionnaire::Questionnaire;
use crate::session::sample::{self, id};
use crate::session::{Session, Vote};
use crate::tui::message::Effect;
use crate::tui::model::{Closing, Panel, Place, Screen, Target};
use crate::tui::update;

pub(super) const LINK: &str = "http://192.168.1.23:43117/#7K3F9QXM";

/// What the screen is told: so many answers of two from Ana, who has joined, and from Bo.
pub(super) fn shown(phase: Phase, received: [usize; 2], of: usize) -> Shown {
    let seen = |name: &str, received: usize| Seen { name: name.to_owned(), is_here: name == "Ana", is_gone: false, received, of };
    let people = vec![seen("Ana", received[0]), seen("Bo", received[1])];
    Shown { people, phase, code: "7K3F-9QXM".to_owned(), wrong_tries: 0, ending: None }
}

/// Opens a vote as the world does once a port answers.
pub(super) fn open(mut play: Play, shown: Shown) -> Play {
    play.model.deep_colors = true;
    update::opened(&mut play.model, "192.168.1.23:43117".to_owned(), LINK.to_owned(), shown);
    play.effects.clear();
    play.model.notice = None;
    play
}

fn voting() -> Play {
    open(lunch(), shown(Phase::Open, [1, 0], 2))
}

fn told(play: &mut Play, news: Shown) {
    play.model.live.as_mut().expect("a vote is open").shown = news;
}

#[test]
fn b_says_what_opening_means_and_enter_opens() {
    let play = lunch().keys("b");
    assert!(play.shows("Open a page at 192.168.1.23:43117?") && play.shows("Nothing is sent to the internet"), "{}", play.screen());
    assert!(play.effects.is_empty(), "nothing listens before somebody agrees");
    let play = play.keys("Enter");
    assert_eq!(play.effects, [Effect::OpenVote("192.168.1.23".parse().unwrap())]);
    let play = lunch().keys("b Esc");
    assert!(play.effects.is_empty() && play.model.panel.is_none());
}

#[test]
fn without_names_no_vote_is_opened() {
    let session = Session::new(Arc::new(Questionnaire::built_in()), sample::now());
    let play = Play::on(session).keys("b");
    assert!(play.notice().starts_with("Say first who is here") && play.effects.is_empty(), "{}", play.notice());
}

#[test]
fn the_screen_says_where_and_how_much_and_never_what() {
    let play = voting();
    for words in ["http://192.168.1.23:43117", "7K3F-9QXM", "1 of 2", "not here yet"] {
        assert!(play.shows(words), "{words}: {}", play.screen());
    }
}

#[test]
fn r_asks_if_somebody_is_missing_and_enter_shows_the_votes() {
    let play = voting().keys("r");
    assert!(play.shows("Not finished: Ana and Bo") && play.effects.is_empty(), "{}", play.screen());
    assert!(voting().keys("r Esc").effects.is_empty());
    assert_eq!(play.keys("Enter").effects, [Effect::ShowVotes]);
    let play = open(lunch(), shown(Phase::Open, [2, 2], 2));
    assert!(play.shows("All have answered: r shows the votes."), "{}", play.screen());
    assert_eq!(play.keys("r").effects, [Effect::ShowVotes]);
}

#[test]
fn after_the_votes_v_on_a_question_asks_the_devices_again() {
    let mut play = voting();
    told(&mut play, shown(Phase::Shown, [2, 2], 2));
    play.model.place = Place::asking(id("time"));
    assert_eq!(play.keys("v").effects, [Effect::VoteAgain(Some(id("time")))]);
    let mut play = voting();
    play.model.place = Place::asking(id("time"));
    let play = play.keys("v");
    assert!(play.effects.is_empty() && play.turn() == "Ana", "before that, v hands the keyboard around as ever");
}

#[test]
fn in_a_second_round_whoever_has_no_device_votes_here_and_r_shows_all() {
    let mut play = voting();
    told(&mut play, shown(Phase::Round(id("time")), [1, 0], 1));
    let play = play.keys("v");
    assert_eq!(play.notice(), "Ana votes on a device; f frees the name for this keyboard");
    let play = play.keys("down v");
    assert_eq!(play.turn(), "Bo");
    let play = play.keys("Enter 1 Enter");
    assert_eq!(play.model.place.screen, Screen::Live);
    assert_eq!(play.notice(), "The votes here wait with those of the devices: r shows all");
    assert!(play.shows("voted here") && play.shows("All have answered"), "{}", play.screen());
    assert!(play.session().votes(&id("time")).is_none(), "nothing is shown yet");
    assert_eq!(play.keys("r").effects, [Effect::ShowVotes]);
}

#[test]
fn in_a_second_round_votes_are_called_out_for_those_without_a_device() {
    let mut play = voting();
    told(&mut play, shown(Phase::Round(id("time")), [1, 0], 1));
    let play = play.keys("i 2 Enter");
    assert_eq!(play.model.place.screen, Screen::Live);
    let votes = &play.session().round().expect("it waits").votes;
    assert_eq!(votes.iter().map(|(name, vote)| (name.as_str(), vote)).collect::<Vec<_>>(), [("Bo", &Vote::Choice(id("much")))]);
    assert_eq!(play.effects, [Effect::ShowVotes], "Enter shows all votes, as it does without devices");
}

#[test]
fn in_the_close_v_asks_the_devices_how_sure_everybody_is() {
    let close = |mut play: Play| {
        play.model.place = Place::at(Screen::Close(Closing::Confidence), 0);
        play
    };
    let play = close(voting());
    assert!(play.shows("v own devices") && play.shows("v asks all on their own devices"), "{}", play.screen());
    assert_eq!(play.keys("v").effects, [Effect::VoteAgain(None)]);
    let play = close(lunch());
    assert!(!play.shows("own devices"), "{}", play.screen());
    assert!(play.keys("v").effects.is_empty());
    let mut play = voting();
    told(&mut play, shown(Phase::Confidence, [1, 0], 1));
    assert!(play.shows("How sure is everyone of the decision?"), "{}", play.screen());
}

#[test]
fn the_other_keys_of_the_vote() {
    assert_eq!(voting().keys("f").effects, [Effect::FreeName("Ana".to_owned())]);
    assert_eq!(voting().keys("n").effects, [Effect::NewCode]);
    assert_eq!(voting().keys("Esc").effects, [Effect::CloseVote]);
    let play = voting().keys("o");
    assert!(matches!(play.model.place.screen, Screen::Review) && play.model.live.is_some(), "the vote stays open");
    assert_eq!(play.keys("b").model.place.screen, Screen::Live, "b leads back");
    assert!(matches!(voting().keys("b").model.panel, Some(Panel::Form(_))), "b there brings in a code");
}

#[test]
fn what_the_votes_say_comes_next() {
    let mut play = voting();
    update::revealed(&mut play.model, &Phase::Open, "The votes are in".to_owned());
    assert_eq!((&play.model.place.screen, play.notice()), (&Screen::Review, "The votes are in"));
    update::revealed(&mut play.model, &Phase::Confidence, String::new());
    assert_eq!(play.model.place.screen, Screen::Close(Closing::Confidence));
    update::revealed(&mut play.model, &Phase::Round(id("money")), String::new());
    assert_eq!(play.question(), "money");
}

#[test]
fn a_vote_that_ends_by_itself_leaves_its_screen_and_says_why() {
    let mut play = voting();
    update::closed(&mut play.model, "The vote is closed: it was open for three hours".to_owned());
    assert!(play.model.live.is_none() && play.model.place.screen == Screen::Review);
    assert!(play.notice().contains("three hours"));
}

#[test]
fn after_half_a_minute_alone_the_screen_says_why_that_may_be() {
    let mut play = open(lunch(), Shown { people: vec![], ..shown(Phase::Open, [0, 0], 2) });
    assert!(!play.shows("Nobody has come yet"));
    play.model.sitting.now += jiff::SignedDuration::from_secs(30);
    assert!(play.shows("Nobody has come yet"), "{}", play.screen());
    let play = play.sized(100, 60);
    let screen = play.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["guest network", "ufw allow 43117/tcp", "WSL", "VPN", "local network", "ssh -L 43117", "ballot file"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn a_name_is_marked_by_up_and_down() {
    let play = voting().keys("down");
    assert_eq!(crate::tui::view::page(&play.model).targets, ["Ana", "Bo"].map(|name| Target::Person(name.to_owned())));
    assert_eq!(play.keys("f").effects, [Effect::FreeName("Bo".to_owned())]);
}

/// What a camera reads in the window, in a terminal with this background.
fn photographed(buffer: &Buffer, background: u8) -> Vec<String> {
    const SCALE: usize = 4;
    let bright = |color: Color, otherwise: u8| match color {
        Color::Indexed(16) => 0,
        Color::Indexed(231) => 255,
        _ => otherwise,
    };
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let at = |x: usize, y: usize| {
        let cell = &buffer[(u16::try_from(x / SCALE).unwrap(), u16::try_from(y / SCALE / 2).unwrap())];
        let is_upper = (y / SCALE).is_multiple_of(2);
        match cell.symbol() {
            "\u{2580}" if is_upper => bright(cell.fg, 255 - background),
            _ => bright(cell.bg, background),
        }
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(columns * SCALE, rows * 2 * SCALE, at);
    image.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

#[test]
fn the_square_that_is_drawn_is_read_on_dark_and_on_light_terminals() {
    for (columns, rows) in [(80, 24), (100, 30), (120, 40)] {
        let mut play = voting().sized(columns, rows);
        play.model.theme.color = true;
        let buffer = draw(&play.model);
        for background in [0, 40, 255] {
            let read = photographed(&buffer, background);
            assert_eq!(read, [LINK], "{columns}x{rows} on {background}: {}", play.screen());
        }
    }
}

#[test]
fn where_no_square_can_be_read_words_say_why() {
    let said = |change: &dyn Fn(&mut Play)| {
        let mut play = voting().sized(80, 24);
        play.model.theme.color = true;
        change(&mut play);
        assert!(play.shows("http://192.168.1.23:43117") && play.shows("7K3F-9QXM"), "{}", play.screen());
        play.screen()
    };
    assert!(said(&|play| play.model.theme.color = false).contains("it needs color"));
    assert!(said(&|play| play.model.theme.ascii = true).contains("it needs block characters"));
    assert!(said(&|play| play.model.deep_colors = false).contains("16 colors"));
    assert!(
        said(&|play| play.model.size = (72, 20)).contains("too small for it")
            || said(&|play| play.model.size = (72, 20)).contains('\u{2580}')
    );
}
