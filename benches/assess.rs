//! How long an assessment takes, for a team's usual session and for the largest one allowed, and how that grows.
//!
//! No harness: each piece of work is repeated for a while and the fastest run counts, because everything else on the
//! machine only ever adds time. To be expected: linear in alternatives, and in voters where votes differ; linear in
//! questions as well but for the race over weightings, which meets every pro with every con.
#![expect(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use weigh::report::json;
use weigh::scoring::{assess, standing};
use weigh::session::Session;

/// How long each piece of work is repeated.
const FOR: Duration = Duration::from_millis(200);

/// How large a session is.
#[derive(Clone, Copy)]
struct Size {
    questions: usize,
    alternatives: usize,
    voters: usize,
}

/// The built-in questionnaire and a large meeting.
const USUAL: Size = Size { questions: 19, alternatives: 5, voters: 6 };
/// The limits of the formats.
const LARGEST: Size = Size { questions: 500, alternatives: 8, voters: 50 };
/// What the curves vary.
const MIDDLE: Size = Size { questions: 100, alternatives: 5, voters: 12 };

fn main() {
    println!("{:>9} {:>12} {:>6} | {:>12} {:>12} {:>12}", "questions", "alternatives", "voters", "assess", "standing", "json");
    for size in [USUAL, LARGEST] {
        measure(size);
    }
    println!("by questions");
    for questions in [25, 50, 100, 200, 400] {
        measure(Size { questions, ..MIDDLE });
    }
    println!("by alternatives");
    for alternatives in [2, 4, 6, 8] {
        measure(Size { alternatives, ..MIDDLE });
    }
    println!("by voters");
    for voters in [0, 6, 12, 25, 50] {
        measure(Size { voters, ..MIDDLE });
    }
}

fn measure(size: Size) {
    let session = Session::parse(session(size).as_bytes()).expect("the benchmark's sessions are valid");
    let assessment = assess(&session);
    let assessing = fastest(|| assess(black_box(&session)));
    let standing = fastest(|| standing(black_box(&session)));
    let writing = fastest(|| json::render(black_box(&session), black_box(&assessment)));
    let Size { questions, alternatives, voters } = size;
    println!("{questions:>9} {alternatives:>12} {voters:>6} | {assessing:>12.1?} {standing:>12.1?} {writing:>12.1?}");
}

fn fastest<T>(mut work: impl FnMut() -> T) -> Duration {
    let begin = Instant::now();
    let mut fastest = Duration::MAX;
    while begin.elapsed() < FOR {
        let start = Instant::now();
        black_box(work());
        fastest = fastest.min(start.elapsed());
    }
    fastest
}

/// Returns a session in which three of ten questions are split, each between another number of voters, so that the common
/// denominator grows; one is open, and the others are answered.
fn session(size: Size) -> String {
    let mut numbers = Numbers(2_026);
    let mut answers = String::new();
    let mut votes = String::new();
    let mut questions = String::new();
    for question in 0..size.questions {
        let choices = 3 + numbers.below(3);
        match question % 10 {
            0 => {}
            1 | 4 | 7 if size.voters > 1 => {
                let present = 2 + numbers.below(size.voters - 1);
                let ballot = |voter| format!("\"m{voter}\":\"c{}\"", voter % choices);
                let round = (0..present).map(ballot).collect::<Vec<_>>().join(",");
                add(&mut votes, format_args!("\"q{question}\":[{{{round}}}]"));
            }
            _ => add(&mut answers, format_args!("\"q{question}\":{{\"answer\":\"c{}\"}}", numbers.below(choices))),
        }
        let choices = (0..choices).map(|choice| choice_json(choice, question, size.alternatives, &mut numbers));
        let choices = choices.collect::<Vec<_>>().join(",");
        let importance = if numbers.below(2) == 0 { "normal" } else { "high" };
        add(
            &mut questions,
            format_args!("{{\"id\":\"q{question}\",\"importance\":\"{importance}\",\"ask\":\"Q{question}?\",\"choices\":[{choices}]}}"),
        );
    }
    let alternatives = (0..size.alternatives).map(|number| format!("{{\"id\":\"a{number}\",\"name\":\"A{number}\"}}"));
    let participants = (0..size.voters).map(|number| format!("{{\"name\":\"m{number}\"}}"));
    let parts = [
        ("participants", format!("[{}]", participants.collect::<Vec<_>>().join(","))),
        ("answers", format!("{{{answers}}}")),
        ("votes", format!("{{{votes}}}")),
    ];
    let parts =
        parts.iter().filter(|(_, part)| part.len() > 2).fold(String::new(), |text, (key, part)| text + &format!("\"{key}\":{part},"));
    let alternatives = alternatives.collect::<Vec<_>>().join(",");
    format!(
        "{{\"kind\":\"weigh-session\",\"schema\":1,\"title\":\"Bench\",\"created\":\"2026-11-23T10:00:00Z\",\"mode\":\"together\",{parts}\
         \"questionnaire\":{{\"schema\":1,\"id\":\"bench\",\"version\":\"1.0\",\"title\":\"Bench\",\"alternatives\":[{alternatives}],\
         \"questions\":[{questions}]}}}}"
    )
}

/// Only open questions hold a limit, and only on the last alternative, so that a contest remains.
fn choice_json(choice: usize, question: usize, alternatives: usize, numbers: &mut Numbers) -> String {
    let effects = (0..alternatives).map(|number| format!("\"a{number}\":{{\"fit\":{}}}", numbers.fit()));
    let effects = effects.collect::<Vec<_>>().join(",");
    let limit = if question.is_multiple_of(10) && choice == 2 {
        format!(",\"rules_out\":{{\"a{}\":{{\"because\":\"limit\"}}}}", alternatives - 1)
    } else {
        String::new()
    };
    format!("{{\"id\":\"c{choice}\",\"text\":\"C{choice}\",\"effects\":{{{effects}}}{limit}}}")
}

fn add(list: &mut String, item: std::fmt::Arguments<'_>) {
    if !list.is_empty() {
        list.push(',');
    }
    list.write_fmt(item).expect("writing to a string does not fail");
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        // A linear congruential generator (Knuth, MMIX); the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    fn fit(&mut self) -> i8 {
        i8::try_from(self.below(5)).unwrap_or_default() - 2
    }
}
