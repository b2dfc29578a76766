//! Broken files by the million: any bytes are loaded, or refused with the place of the fault; nothing panics.
//!
//! What is loaded goes all the way: it is assessed, written in every format, saved and read again. An input that fails
//! is made as small as possible and printed; it belongs into `tests/loading.rs` for good.

mod mutation;
mod seeds;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use weigh::problem::Problems;
use weigh::questionnaire::Questionnaire;
use weigh::report::diff::diff;
use weigh::report::due::{due, stale_facts};
use weigh::report::preread::preread;
use weigh::report::{Format, render};
use weigh::session::Session;
use weigh::session::ballot::{Ballot, merge};
use weigh::text::is_hidden;

use crate::random::{Random, number, seed};

/// How long all loaders together are fuzzed, in seconds; `WEIGH_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 120;
/// The longest that one input may take: more would be a program that hangs.
const LONGEST: Duration = Duration::from_secs(10);
/// How many inputs are tried to make a failing one smaller.
const ATTEMPTS: usize = 20_000;

/// Something that reads files.
struct Loader {
    name: &'static str,
    /// Small sound files, and large ones, which are tried less often.
    small: Vec<Vec<u8>>,
    large: Vec<Vec<u8>>,
    /// Loads and uses the file; tells whether it was accepted.
    load: fn(&[u8]) -> bool,
}

/// What was done with a loader.
#[derive(Clone, Copy, Default)]
struct Tally {
    inputs: u64,
    accepted: u64,
    slowest: Duration,
}

#[test]
#[ignore = "run by .ci/faults"]
fn p15_p18_p19_any_bytes_are_loaded_or_refused_with_their_place() {
    let (start, seed) = (Instant::now(), seed());
    let time = Duration::from_secs(number("WEIGH_FUZZ_SECONDS").unwrap_or(SECONDS));
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("fuzzing for {time:.0?} with WEIGH_SEED={seed} on {workers} threads");
    let loaders = loaders();
    for loader in &loaders {
        for sound in loader.small.iter().chain(&loader.large) {
            assert!((loader.load)(sound), "a seed of the {} loader is sound: {}", loader.name, String::from_utf8_lossy(sound));
        }
    }
    let tallies = Mutex::new(vec![Tally::default(); loaders.len()]);
    let failure = Mutex::new(None);
    // Panics are expected to be counted, not printed; the failing input is shown at the end.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    thread::scope(|scope| {
        for worker in 0..workers {
            let (loaders, tallies, failure) = (&loaders, &tallies, &failure);
            scope.spawn(move || {
                let mut random = Random::new(seed, u64::try_from(worker).unwrap());
                while start.elapsed() < time && failure.lock().unwrap().is_none() {
                    let place = random.below(loaders.len());
                    let loader = loaders.get(place).unwrap();
                    let input = mutation::mutated(loader.pick(&mut random), loader.pick(&mut random), &mut random);
                    let (begun, outcome) = (Instant::now(), run(loader, &input));
                    let took = begun.elapsed();
                    let outcome = outcome.and_then(|accepted| if took < LONGEST { Ok(accepted) } else { Err(format!("took {took:.0?}")) });
                    match outcome {
                        Ok(accepted) => tallies.lock().unwrap().get_mut(place).unwrap().add(accepted, took),
                        Err(words) => *failure.lock().unwrap() = Some((place, input, words)),
                    }
                }
            });
        }
    });
    let failure = failure.into_inner().unwrap();
    let report = failure.map(|(place, input, words)| describe(loaders.get(place).unwrap(), &input, &words));
    set_hook(hook);
    for (loader, tally) in loaders.iter().zip(tallies.into_inner().unwrap()) {
        let Tally { inputs, accepted, slowest } = tally;
        let rate = u128::from(inputs) * 1000 / start.elapsed().as_millis().max(1);
        println!("{}: {inputs} inputs, {accepted} accepted and used, {rate} a second, the slowest took {slowest:.0?}", loader.name);
    }
    assert!(report.is_none(), "{}", report.unwrap_or_default());
}

impl Loader {
    fn pick(&self, random: &mut Random) -> &[u8] {
        let seeds = if !self.large.is_empty() && random.below(32) == 0 { &self.large } else { &self.small };
        random.one_of::<Vec<u8>>(seeds)
    }
}

impl Tally {
    fn add(&mut self, accepted: bool, took: Duration) {
        self.inputs += 1;
        self.accepted += u64::from(accepted);
        self.slowest = self.slowest.max(took);
    }
}

/// Loads an input; returns the words of a panic, if there is one.
fn run(loader: &Loader, input: &[u8]) -> Result<bool, String> {
    catch_unwind(AssertUnwindSafe(|| (loader.load)(input))).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
    })
}

/// Makes a failing input small, and shows it.
fn describe(loader: &Loader, input: &[u8], words: &str) -> String {
    let mut small = input.to_vec();
    let mut attempts = 0;
    let mut chunk = small.len() / 2;
    while chunk > 0 && attempts < ATTEMPTS {
        let mut at = 0;
        while at < small.len() && attempts < ATTEMPTS {
            let mut shorter = small.clone();
            shorter.drain(at..(at + chunk).min(small.len()));
            attempts += 1;
            if run(loader, &shorter).is_err() { small = shorter } else { at += chunk }
        }
        chunk /= 2;
    }
    let now = run(loader, &small).err().unwrap_or_default();
    let mut report = format!("the {} loader fails: {words}\nmade smaller: {now}\n", loader.name);
    let _ = write!(report, "b\"{}\"", small.escape_ascii());
    report
}

fn loaders() -> [Loader; 3] {
    [
        Loader { name: "questionnaire", small: seeds::questionnaires(), large: vec![seeds::BUILT_IN.to_vec()], load: questionnaire },
        Loader { name: "session", small: seeds::sessions(), large: vec![seeds::EXAMPLE.to_vec()], load: session },
        Loader { name: "ballot", small: vec![seeds::BALLOT.to_vec()], large: Vec::new(), load: ballot },
    ]
}

fn questionnaire(bytes: &[u8]) -> bool {
    let questionnaire = match Questionnaire::parse(bytes) {
        Ok(questionnaire) => questionnaire,
        Err(problems) => return refused(&problems),
    };
    is_inert(&preread(&questionnaire));
    let now = seeds::now();
    assert!(stale_facts(&questionnaire, now.to_zoned(jiff::tz::TimeZone::UTC).date()).len() <= questionnaire.evidence().len());
    use_session(&Session::new(Arc::new(questionnaire), now));
    true
}

fn session(bytes: &[u8]) -> bool {
    match Session::parse(bytes) {
        Ok(session) => {
            use_session(&session);
            true
        }
        Err(problems) => refused(&problems),
    }
}

fn ballot(bytes: &[u8]) -> bool {
    let ballot = match Ballot::parse(bytes) {
        Ok(ballot) => ballot,
        Err(problems) => return refused(&problems),
    };
    let json = ballot.to_json();
    if !ballot.is_from_newer_version() {
        assert_eq!(Ballot::parse(json.as_bytes()).unwrap().to_json(), json, "what is written can be read again");
    }
    let session = seeds::session();
    if ballot.answers(session.questionnaire()) && ballot.check(session.questionnaire()).is_ok() {
        let walk = ballot.walk(&session);
        use_session(&walk);
        assert_eq!(ballot.walked(&walk).to_json(), json, "a walk changes nothing by itself");
    }
    match merge(&session, std::slice::from_ref(&ballot), seeds::now()) {
        Ok(merged) => {
            let again = merge(&merged.session, &[ballot], seeds::now()).unwrap();
            assert_eq!(again.session, merged.session, "merging twice changes nothing");
            use_session(&merged.session);
        }
        Err(refusal) => is_inert(&refusal.to_string()),
    }
    true
}

/// Everything that can be made of a session.
fn use_session(session: &Session) {
    for format in Format::ALL {
        let document = render(session, format);
        assert!(!document.is_empty());
        is_inert(&document);
    }
    drop(due(session, session.created_on()));
    assert!(!diff(session, session).to_text().is_empty());
    // Not inert itself: the questionnaire in it stays as its author wrote it.
    let json = session.to_json();
    if !session.is_from_newer_version() {
        let again = Session::parse(json.as_bytes()).unwrap_or_else(|problems| panic!("what is written can be read again: {problems}"));
        assert_eq!(again, *session, "what is read again is the same");
        assert_eq!(again.to_json(), json);
    }
}

/// Every refusal names a place and says something, and nothing in it can harm a terminal.
fn refused(problems: &Problems) -> bool {
    assert!(!problems.0.is_empty());
    for problem in &problems.0 {
        assert!(problem.at.is_some() || !problem.path.is_empty() || problem.what.contains("larger"), "no place: {problem}");
        assert!(!problem.what.is_empty() && problem.at.is_none_or(|(line, column)| line > 0 && column > 0), "{problem}");
    }
    is_inert(&problems.to_string());
    false
}

fn is_inert(text: &str) {
    let hidden = text.chars().find(|character| !matches!(character, '\n' | '\r') && is_hidden(*character));
    assert!(hidden.is_none(), "{hidden:?} in {text:?}");
}
