//! The screens, and the keys that lead to them.

use super::{Format, LARGE, SMALL, USUAL, WIDE};
use crate::demo;
use crate::live::Phase;
use crate::questionnaire::Questionnaire;
use crate::scoring::Standing;
use crate::session::{AnswerMode, Change, Session, Vote, sample};
use crate::sitting::{Content, FoundBallot, FoundSession, Listing};
use crate::tui::model::{Closing, Place, Screen};
use crate::tui::tests::kit::{Play, team};
use crate::tui::update;

/// A screen: where the program starts, and the keys that are pressed then.
pub(in crate::tui::tests) struct Shot {
    pub(in crate::tui::tests) name: &'static str,
    /// The windows in which a snapshot of it is kept: those that differ from every other snapshot in more than a line or
    /// two. Footers are checked on all screens.
    pub(super) formats: &'static [Format],
    start: fn() -> Play,
    keys: &'static str,
}

impl Shot {
    /// Plays up to the screen.
    pub(in crate::tui::tests) fn play(&self) -> Play {
        (self.start)().keys(self.keys)
    }
}

macro_rules! shot {
    ($name:literal, $formats:expr, $start:expr, $keys:literal) => {
        Shot { name: $name, formats: &$formats, start: $start, keys: $keys }
    };
}

/// All of them.
#[rustfmt::skip]
pub(in crate::tui::tests) const SHOTS: &[Shot] = &[
    shot!("setup", [SMALL, USUAL], new, ""),
    shot!("setup-filled", [USUAL], new, "'Support assistant' Enter 'EU customers, 40 tickets an hour' Enter 'Ana: legal, Bo: product, Chi' Enter"),
    shot!("setup-found", [USUAL], in_a_used_folder, ""),
    shot!("setup-title-missing", [], new, "Enter"),
    shot!("alternatives", [SMALL, USUAL], || example_at(Place::new(Screen::Alternatives)), ""),
    shot!("priorities", [USUAL], together, "p"),
    shot!("priorities-changed", [SMALL], together, "p down + + down -"),
    shot!("question", [USUAL, LARGE, WIDE], together, ""),
    shot!("question-answered", [SMALL], together, "2"),
    shot!("question-dont-know", [USUAL], together, "0"),
    shot!("question-ruled-out", [USUAL], || example_at(Place::asking(sample::id("staff"))), ""),
    shot!("question-long-note-open", [USUAL], together, "2 n 'The data protection agreement must name every sub-processor; ask the vendor before 12 December, and ask legal whether the works council has to agree. Two customers have it in their contracts.'"),
    shot!("question-does-not-apply", [USUAL], together, "x 'We hold no personal data at all'"),
    shot!("question-follow-up", [USUAL], together, "f 'Ask the vendor for its sub-processors' Enter 'Chi' Enter '2026-12'"),
    shot!("question-leave-other-round", [USUAL], in_turns, "Enter 2 Enter Esc right v"),
    shot!("worksheet", [SMALL, USUAL, LARGE, WIDE], || example_at(Place::asking(sample::id("spend"))), "$ down down down"),
    shot!("worksheet-typed", [SMALL, USUAL], || example_at(Place::asking(sample::id("spend"))), "$ '2 to 3 million'"),
    shot!("worksheet-unreadable", [USUAL], || example_at(Place::asking(sample::id("spend"))), "$ down '1,5' Enter"),
    shot!("why", [USUAL], together, "w"),
    shot!("why-the-method", [USUAL], example, "r w"),
    shot!("help", [USUAL], together, "?"),
    shot!("hand-over", [USUAL], in_turns, "Enter 2 Enter"),
    shot!("booth", [SMALL], in_turns, "Enter 2"),
    shot!("booth-hidden-vote", [USUAL], in_turns, "Enter 2 Enter up Enter"),
    shot!("call-out", [], in_turns, "i 2 0"),
    shot!("call-out-all-in", [USUAL], in_turns, "i 2 2 3 1"),
    shot!("reveal", [SMALL, WIDE], in_turns, "Enter 1 Enter Enter 2 Enter Enter 4 Enter Enter 0 Enter"),
    shot!("reveal-answered", [USUAL], in_turns, "Enter 1 Enter Enter 2 Enter Enter 4 Enter Enter 0 Enter 2"),
    shot!("reveal-dissent", [USUAL], in_turns, "Enter 1 Enter Enter 2 Enter Enter 4 Enter Enter 0 Enter 2 d 'Pseudonymized data may leave'"),
    shot!("live-consent", [USUAL], together, "b"),
    shot!("live", [SMALL, USUAL, LARGE], live, ""),
    shot!("live-again", [LARGE], live_again, ""),
    shot!("live-alone", [LARGE], live_alone, ""),
    shot!("live-confidence", [LARGE], live_close, ""),
    shot!("agreed", [USUAL], all_ballots_agree, ""),
    shot!("review", [SMALL, USUAL, WIDE], example, "o"),
    shot!("review-ballot", [USUAL], ballot, "o"),
    shot!("result", [SMALL, USUAL, LARGE, WIDE], example, "r"),
    shot!("result-why", [SMALL, USUAL], example, "r right down"),
    shot!("result-team", [SMALL, USUAL, WIDE], example, "r right right right right right"),
    shot!("what-if", [SMALL], example, "r t"),
    shot!("what-if-tried", [USUAL], example, "r t 1"),
    shot!("close", [USUAL], example, "c"),
    shot!("close-decision", [SMALL], example, "c right"),
    shot!("close-reason", [USUAL], example, "c right 1 'Our cloud contract ends in spring'"),
    shot!("close-status", [], example, "c right right"),
    shot!("close-revisit", [USUAL], example, "c right right Enter Ctrl-U 'soon' Enter"),
    shot!("close-follow-ups", [USUAL], example, "c right right right"),
    shot!("close-end", [USUAL], example, "c right right right right"),
    shot!("save-failed", [USUAL], on_a_full_disk, ""),
    shot!("save-failed-quit-asks", [SMALL], on_a_full_disk, "q"),
    shot!("save-failed-other-path", [USUAL], on_a_full_disk, "q Enter '/tmp/decision'"),
    shot!("read-only", [], read_only, "r"),
    shot!("read-only-question", [USUAL], || read_only_at(Place::asking(sample::id("exit"))), "2"),
];

fn new() -> Play {
    let mut play = Play::on(Session::new(Questionnaire::built_in().into(), sample::now()));
    update::begin(&mut play.model);
    play
}

fn in_a_used_folder() -> Play {
    let mut play = new();
    let one = |file: &str, title: &str, answered, open, unknown| {
        let standing = Standing { decided: false, answered, voted: 0, open, unknown };
        FoundSession { path: file.into(), content: Some(Content { title: title.to_owned(), standing }) }
    };
    let broken = FoundSession { path: "broken.weigh.json".into(), content: None };
    let sessions = vec![one("decision.weigh.json", "Support assistant", 7, 11, 1), one("search.weigh.json", "", 0, 19, 0), broken];
    play.model.found = Listing { sessions, more: 0 };
    let ballot = |name: &str, merged| FoundBallot { path: format!("{name}.ballot.json").into(), name: name.to_owned(), merged };
    play.model.ballots = vec![ballot("Ana", true), ballot("Bo", false)];
    play.model.panel = None;
    update::begin(&mut play.model);
    play
}

fn together() -> Play {
    team("Ana Bo Chi Dee", AnswerMode::Together)
}

fn in_turns() -> Play {
    team("Ana Bo Chi Dee", AnswerMode::InTurns).keys("Enter")
}

fn example() -> Play {
    let mut play = Play::on(demo::session());
    update::begin(&mut play.model);
    play
}

fn example_at(place: Place) -> Play {
    let mut play = example();
    play.model.place = place;
    play
}

fn all_ballots_agree() -> Play {
    let mut play = team("Ana Bo", AnswerMode::FromBallots);
    let asked = play.session().questionnaire().questions().to_vec();
    for question in asked.iter().take(3) {
        let choice = question.choices.get(1).expect("every question has two choices").id.clone();
        let votes = ["Ana", "Bo"].map(|name| Change::Vote { name: name.to_owned(), vote: Some(Vote::Choice(choice.clone())) });
        for change in [Change::OpenRound(question.id.clone())].into_iter().chain(votes).chain([Change::Reveal]) {
            assert!(play.model.change("ballots", change), "{:?}", play.model.notice);
        }
    }
    play.model.place = Place::new(Screen::Agreed);
    play
}

fn live() -> Play {
    voting_live(Phase::Open, [20, 12], 20)
}

fn live_again() -> Play {
    voting_live(Phase::Round(sample::id("law")), [1, 0], 1)
}

/// A vote to which nobody has come for half a minute.
fn live_alone() -> Play {
    let mut play = live();
    let live = play.model.live.as_mut().expect("a vote is open");
    live.shown.people.iter_mut().for_each(|seen| (seen.is_here, seen.received) = (false, 0));
    play.model.sitting.now += jiff::SignedDuration::from_secs(31);
    play
}

fn live_close() -> Play {
    let mut play = voting_live(Phase::Shown, [20, 20], 20);
    play.model.place = Place::at(Screen::Close(Closing::Confidence), 0);
    play
}

fn voting_live(phase: Phase, received: [usize; 2], of: usize) -> Play {
    super::super::live::open(team("Ana Bo", AnswerMode::OnDevices), super::super::live::shown(phase, received, of))
}

fn ballot() -> Play {
    let play = Play::ballot(together().session().clone(), "Chi");
    play.keys("2 n 'Only in the EU' Enter Enter 0")
}

fn on_a_full_disk() -> Play {
    let mut play = together().keys("2");
    play.model.sitting.file.problem = Some("decision.weigh.json: no space left on device".to_owned());
    play
}

fn read_only() -> Play {
    read_only_at(Place::at(Screen::Review, 0))
}

fn read_only_at(place: Place) -> Play {
    let mut play = example_at(place);
    play.model.sitting.file.read_only = Some("decision.weigh.json is in use by another program".to_owned());
    play
}
