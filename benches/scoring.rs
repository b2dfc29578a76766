//! How long the core takes for a team's usual session and for the largest one allowed, and how that grows.
//!
//! To be expected, and seen in the curves: an assessment is linear in alternatives, and in voters where votes differ;
//! linear in questions as well, flips included, but for the race over weightings, which meets every pro with every con.
//! The exact shares stand beside what they replace: drawing 10,000 weightings.
//!
//! `cargo bench` takes about a minute and leaves every estimate as JSON in `target/criterion/*/*/new/estimates.json`;
//! `cargo bench -- --test` only proves that everything runs.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use weigh::report::json;
use weigh::scoring::{Assessment, assess, flips, robustness, standing};
use weigh::session::Session;

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
/// How many weightings are drawn where nothing is computed exactly.
const DRAWN: u32 = 10_000;

criterion_group! { name = benches; config = short(); targets = whole, parts, curves }
criterion_main!(benches);

/// Short, because twenty benchmarks have to fit into a minute; the differences that matter are of another order.
fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(20)
        .nresamples(2_000)
        .without_plots()
}

/// What a person waits for.
fn whole(criterion: &mut Criterion) {
    for (name, size) in [("19x5x6", USUAL), ("500x8x50", LARGEST)] {
        let session = session(size);
        let assessment = assess(&session);
        let mut group = criterion.benchmark_group(name);
        group.bench_function("assess", |bencher| bencher.iter(|| assess(black_box(&session))));
        group.bench_function("standing", |bencher| bencher.iter(|| standing(black_box(&session))));
        group.bench_function("save", |bencher| bencher.iter(|| black_box(&session).to_json()));
        group.bench_function("json", |bencher| bencher.iter(|| json::render(black_box(&session), &assessment)));
        group.finish();
    }
}

/// What an assessment consists of, and what its exact shares replace.
fn parts(criterion: &mut Criterion) {
    for (name, size) in [("19x5x6", USUAL), ("500x8x50", LARGEST)] {
        let session = session(size);
        let assessment = assess(&session);
        let mut group = criterion.benchmark_group(name);
        group.bench_function("flips", |bencher| bencher.iter(|| flips(black_box(&session))));
        group.bench_function("exact-shares", |bencher| bencher.iter(|| robustness(black_box(&session))));
        if name == "19x5x6" {
            group.bench_function("drawn-shares", |bencher| bencher.iter(|| drawn_shares(black_box(&assessment))));
        }
        group.finish();
    }
}

/// How an assessment grows with one dimension, the others held.
fn curves(criterion: &mut Criterion) {
    let sizes = [
        ("questions", [25, 50, 100, 200, 400].map(|questions| (questions, Size { questions, ..MIDDLE })).to_vec()),
        ("alternatives", [2, 4, 6, 8].map(|alternatives| (alternatives, Size { alternatives, ..MIDDLE })).to_vec()),
        ("voters", [0, 6, 12, 25, 50].map(|voters| (voters, Size { voters, ..MIDDLE })).to_vec()),
    ];
    for (name, sizes) in sizes {
        let mut group = criterion.benchmark_group(name);
        for (number, size) in sizes {
            let session = session(size);
            group.bench_with_input(BenchmarkId::from_parameter(number), &session, |bencher, session| bencher.iter(|| assess(session)));
        }
        group.finish();
    }
}

/// Returns in how many of the weightings drawn the leader stays ahead of each rival, as the field usually does it.
fn drawn_shares(assessment: &Assessment) -> Vec<u32> {
    #[expect(clippy::cast_precision_loss, reason = "weights are small")]
    let weighed: Vec<(f64, Vec<f64>)> = assessment
        .questions
        .iter()
        .map(|state| (state.weight as f64, state.scores.iter().map(|(_, score)| score.to_f64()).collect()))
        .collect();
    let alternatives = weighed.first().map_or(0, |(_, scores)| scores.len());
    let leader = assessment.values.iter().position(|(id, _)| Some(id) == assessment.leader()).unwrap_or_default();
    let mut numbers = Numbers(7);
    let mut ahead = vec![0; alternatives];
    for _ in 0..DRAWN {
        let mut values = vec![0.0; alternatives];
        for (weight, scores) in &weighed {
            let weight = weight * numbers.gamma();
            for (value, score) in values.iter_mut().zip(scores) {
                *value += weight * score;
            }
        }
        let best = values.get(leader).copied().unwrap_or_default();
        for (count, value) in ahead.iter_mut().zip(&values) {
            *count += u32::from(best > *value);
        }
    }
    ahead
}

/// Returns a session in which three of ten questions are split, each between another number of voters, so that the common
/// denominator grows; one is open, and the others are answered.
fn session(size: Size) -> Session {
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
    let text = format!(
        "{{\"kind\":\"weigh-session\",\"schema\":1,\"title\":\"Bench\",\"created\":\"2026-11-23T10:00:00Z\",\"mode\":\"together\",{parts}\
         \"questionnaire\":{{\"schema\":1,\"id\":\"bench\",\"version\":\"1.0\",\"title\":\"Bench\",\"alternatives\":[{alternatives}],\
         \"questions\":[{questions}]}}}}"
    );
    Session::parse(text.as_bytes()).expect("the benchmark's sessions are valid")
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

    /// Draws from a gamma distribution of shape 4 and mean 1: four exponential legs.
    fn gamma(&mut self) -> f64 {
        let legs: f64 = (0..4).map(|_| self.uniform()).product();
        -legs.ln() / 4.0
    }

    fn uniform(&mut self) -> f64 {
        let drawn = u32::try_from(self.below(1 << 31)).unwrap_or_default();
        (f64::from(drawn) + 0.5) / f64::from(1_u32 << 31)
    }
}
