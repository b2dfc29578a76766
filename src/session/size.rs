//! How large a session's file can be at most, so that no change makes a file that cannot be read again.

use super::{Answer, Entry, LARGEST_FILE, Session};

/// What a line of the file holds beside its texts: indentation, quotes, and an id of at most 40 characters with its colon.
const LINE: usize = 80;

impl Session {
    /// Returns the size of the session's file, in bytes: an upper bound if that is within the limit, else the exact
    /// size.
    pub(super) fn size(&self) -> usize {
        let measures: [fn(&str) -> usize; 2] = [|text| 2 * text.len(), escaped];
        let bound = measures.into_iter().map(|measure| self.bound(measure)).find(|bound| *bound <= LARGEST_FILE);
        bound.unwrap_or_else(|| self.to_json().len())
    }

    /// Returns about how many bytes a session takes beside the questionnaire that it shares.
    pub fn own_bytes(&self) -> usize {
        self.bound(str::len) - self.questionnaire.embedded().len()
    }

    /// Returns an upper bound for the size of the session's file. `measure` says how long a text can be in it at most.
    fn bound(&self, measure: fn(&str) -> usize) -> usize {
        let mut texts = Texts { lines: 0, bytes: 0, measure };
        texts.add([&self.title, &self.context]);
        for participant in &self.participants {
            texts.add([Some(&participant.name), participant.role.as_ref()].into_iter().flatten());
        }
        for Entry { answer, note, assumption: _ } in self.answers.values() {
            texts.add([note]);
            match answer {
                Some(Answer::NotApplicable(reason)) => texts.add([reason]),
                Some(Answer::Choice(_) | Answer::Unknown) | None => texts.add([]),
            }
        }
        let votes = self.votes.values().flat_map(|rounds| rounds.iter()).chain(self.round.iter().map(|round| &round.votes));
        votes.for_each(|votes| texts.add(votes.keys()));
        self.member_notes.values().for_each(|notes| texts.add(notes.iter().flat_map(|(name, note)| [name, note])));
        self.waivers.values().for_each(|lifted| texts.add(lifted.values()));
        for task in &self.follow_ups {
            texts.add([Some(&task.what), task.owner.as_ref()].into_iter().flatten());
        }
        texts.add(self.confidence.keys());
        texts.add(self.decision.iter().map(|decision| &decision.reason));
        self.log.iter().for_each(|entry| texts.add([&entry.what]));
        let figures: usize = self.worksheets.values().map(|figures| 1 + 4 * figures.len()).sum();
        let importance = (self.importance.len() + figures) * LINE;
        self.questionnaire.embedded().len() + importance + texts.lines * LINE + texts.bytes
    }
}

/// Returns how long a cleaned text is in the file. Only quotes, backslashes and line ends are left to escape in it, so
/// escapes at most double it.
fn escaped(text: &str) -> usize {
    text.len() + text.bytes().filter(|byte| matches!(byte, b'"' | b'\\') || *byte < b' ').count()
}

/// A sum over texts.
struct Texts {
    lines: usize,
    bytes: usize,
    measure: fn(&str) -> usize,
}

impl Texts {
    /// Adds one object: three lines for its brackets and its fields without text, and one for each text.
    fn add<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        self.lines += 3;
        for text in texts {
            self.lines += 1;
            self.bytes += (self.measure)(text);
        }
    }
}
