//! Sound files to begin with.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use weigh::session::Session;

use crate::pty;

pub(super) const BUILT_IN: &[u8] = include_bytes!("../../../questions.json");
pub(super) const EXAMPLE: &[u8] = include_bytes!("../../../examples/hail-damage.weigh.json");
pub(super) const BALLOT: &[u8] = include_bytes!("../../loading/ballot.json");
const SAMPLE: &str = include_str!("../../../src/questionnaire/sample.json");

pub(super) fn questionnaires() -> Vec<Vec<u8>> {
    vec![SAMPLE.into(), pty::small_questionnaire(2).into()]
}

/// Returns a session that uses every field, and one of every verdict.
pub(super) fn sessions() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring_cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".weigh.json"));
    paths.sort();
    std::iter::once(sample().into_bytes()).chain(paths.iter().map(|path| fs::read(path).unwrap())).collect()
}

/// Returns the session that the ballot is for.
pub(super) fn session() -> Session {
    Session::parse(sample().as_bytes()).unwrap()
}

pub(super) fn now() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn sample() -> String {
    let embedded = SAMPLE.trim_end().replace('\n', "\n  ");
    include_str!("../../loading/session.json").replace("\"questionnaire\": {}", &format!("\"questionnaire\": {embedded}"))
}
