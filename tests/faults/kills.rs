//! `kill -9` at random moments under random keys.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use weigh::questionnaire::Id;
use weigh::session::Session;

use crate::pty;
use crate::random::{Random, number, seed};
use crate::table::{SESSION, Table};

/// How often the program is killed; `WEIGH_KILLS` says otherwise.
const KILLS: u64 = 200;
/// How many programs run at a time.
const WORKERS: usize = 4;
/// The latest moment of the kill, after the start.
const LATEST: usize = 400;
/// The longest pause between two keys, in milliseconds.
const LONGEST_PAUSE: usize = 12;
/// At most so many keys are pressed.
const MOST_KEYS: usize = 120;
/// How many questions there are.
const QUESTIONS: usize = 9;

/// What a session says after some keys: the answer and the note, by the number of the question.
type State = BTreeMap<usize, (Option<&'static str>, String)>;

#[test]
#[ignore = "run by .ci/faults"]
fn p1_p2_v6_killed_at_random_moments_nothing_shown_is_lost() {
    let (start, seed, kills) = (Instant::now(), seed(), number("WEIGH_KILLS").unwrap_or(KILLS));
    println!("killing {kills} times with WEIGH_SEED={seed}");
    let (next, answered, early) = (AtomicU64::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let run = next.fetch_add(1, Ordering::Relaxed);
                    if run >= kills {
                        break;
                    }
                    let outcome = catch_unwind(AssertUnwindSafe(|| kill(&mut Random::new(seed, run))));
                    let states = outcome.unwrap_or_else(|_| panic!("run {run} of WEIGH_SEED={seed} failed, see above"));
                    answered.fetch_add(states, Ordering::Relaxed);
                    early.fetch_add(usize::from(states == 0), Ordering::Relaxed);
                }
            });
        }
    });
    let (saved, early) = (answered.into_inner(), early.into_inner());
    println!(
        "{kills} kills in {:.0?}: the effects of {saved} keys were on the disk, all that were shown; {early} kills came before the first",
        start.elapsed()
    );
}

/// Kills one program; returns how many changes were in the file.
fn kill(random: &mut Random) -> usize {
    let table = Table::set(QUESTIONS);
    let moment = Duration::from_millis(u64::try_from(random.below(LATEST)).unwrap());
    let begun = Instant::now();
    let rest = || moment.saturating_sub(begun.elapsed());
    let mut terminal = pty::weigh(&["run", SESSION, "--questions", "small.json", "--title", "T"]).folder(&table.path).start();
    let mut typist = Typist::new();
    if terminal.arrives(rest(), |screen| screen.contents().contains("Question number 1?")) {
        while !rest().is_zero() && typist.states.len() < MOST_KEYS {
            terminal.type_text(typist.next(random));
            // The pause is part of the random moment, and the screen is nobody's business yet.
            let pause = Duration::from_millis(u64::try_from(random.below(LONGEST_PAUSE)).unwrap());
            terminal.arrives(pause.min(rest()), |_| false);
        }
        terminal.arrives(rest(), |_| false);
    }
    while !terminal.has_started() {
        terminal.arrives(Duration::from_millis(1), |_| false);
    }
    terminal.signal(Signal::KILL);
    assert_eq!(terminal.exit(), 137);
    terminal.wait_closed();
    check(&table, &typist, &terminal.text())
}

/// Compares the file with what was typed and what was shown; returns how many changes it holds.
fn check(table: &Table, typist: &Typist, text: &str) -> usize {
    let shown = Shown::on(text);
    if !table.session().exists() {
        assert_eq!(shown, Shown::default(), "something was shown and nothing is on the disk:\n{text}");
        return 0;
    }
    let session = Session::parse(&std::fs::read(table.session()).unwrap()).unwrap_or_else(|problems| panic!("torn: {problems}"));
    let state = state(&session);
    let place = typist.states.iter().rposition(|typed| *typed == state);
    let place = place.unwrap_or_else(|| panic!("this was never typed: {state:?}, but {:?}", typist.states.last()));
    let answered = state.values().filter(|(answer, _)| answer.is_some()).count();
    assert!(shown.answered <= answered, "{shown:?} was shown, and the file says {state:?}:\n{text}");
    let notes: Vec<&String> = state.values().map(|(_, note)| note).collect();
    assert!(shown.note.is_empty() || notes.iter().any(|note| note.starts_with(&shown.note)), "{shown:?} was shown, not {notes:?}");
    table.start_again(SESSION);
    place
}

/// What a screen shows of the answers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    answered: usize,
    note: String,
}

impl Shown {
    fn on(text: &str) -> Self {
        let answered = text.split_once(" answered").and_then(|(before, _)| before.split_whitespace().last());
        let note = text.lines().find_map(|line| line.strip_prefix("  Note  "));
        Self { answered: answered.and_then(|number| number.parse().ok()).unwrap_or(0), note: note.unwrap_or_default().trim().to_owned() }
    }
}

/// Types at random and remembers what that means.
struct Typist {
    question: usize,
    in_note: bool,
    /// What the session says after each key; the first is before any.
    states: Vec<State>,
}

impl Typist {
    fn new() -> Self {
        Self { question: 1, in_note: false, states: vec![State::new()] }
    }

    /// Returns the next key.
    fn next(&mut self, random: &mut Random) -> &'static str {
        let mut state = self.states.last().cloned().unwrap_or_default();
        let entry = state.entry(self.question).or_default();
        let key = match (self.in_note, random.below(6)) {
            (true, 0) => {
                self.in_note = false;
                "\r"
            }
            (true, number) => {
                let letter = if number % 2 == 0 { "a" } else { "b" };
                entry.1.push_str(letter);
                letter
            }
            (false, 0) => {
                self.in_note = true;
                "n"
            }
            (false, 1) if self.question < QUESTIONS => {
                self.question += 1;
                "\r"
            }
            (false, number) => {
                let (key, choice) = if number % 2 == 0 { ("1", "yes") } else { ("2", "no") };
                entry.0 = Some(choice);
                key
            }
        };
        state.retain(|_, (answer, note)| answer.is_some() || !note.is_empty());
        self.states.push(state);
        key
    }
}

fn state(session: &Session) -> State {
    let mut state = State::new();
    for number in 1..=QUESTIONS {
        let id = Id::new(&format!("q{number}")).unwrap();
        let answer = session.chosen(&id).map(|choice| if choice.as_str() == "yes" { "yes" } else { "no" });
        let note = session.note(&id).to_owned();
        if answer.is_some() || !note.is_empty() {
            state.insert(number, (answer, note));
        }
    }
    state
}
