//! Plays lines in plain mode, and knows what was in the file after each of them.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::rc::Rc;

use weigh::plain::{Plain, Talk};
use weigh::session::Session;
use weigh::session::ballot::Ballot;
use weigh::sitting::{File, FoundBallot, KeepError, Keeper, Kept, Kind};
use weigh::store::{FileError, Reason};

use crate::now;

/// What a conversation left.
pub(crate) struct Conversation {
    /// The file at the beginning and after each save, with how many lines had been read.
    files: Vec<(usize, String)>,
    /// What was said, with how many lines had been read.
    said: Vec<(usize, String)>,
}

impl Conversation {
    pub(crate) fn file_after(&self, lines: usize) -> String {
        self.files.iter().rev().find(|(read, _)| *read <= lines).map(|(_, file)| file.clone()).unwrap()
    }

    pub(crate) fn said_after(&self, lines: usize) -> String {
        self.said.iter().filter(|(read, _)| *read >= lines).map(|(_, said)| said.as_str()).collect()
    }
}

/// Types the lines one after the other.
pub(crate) fn talk(session: Session, lines: &[String]) -> Conversation {
    let read = Rc::new(Cell::new(0));
    let files = Rc::new(RefCell::new(vec![(0, session.to_json())]));
    let said = Rc::new(RefCell::new(Vec::new()));
    let mut keeper = Memory { read: Rc::clone(&read), files: Rc::clone(&files) };
    let mut input =
        Lines { waiting: lines.iter().rev().map(|line| format!("{line}\n")).collect(), line: Vec::new(), read: Rc::clone(&read) };
    let mut output = Said { read, said: Rc::clone(&said) };
    let talk = Talk::new(&mut input, &mut output, false, false);
    Plain::new(session, Kind::Team, &mut keeper, talk, now).run().unwrap();
    Conversation { files: files.take(), said: said.take() }
}

/// Lines, handed out one by one.
struct Lines {
    waiting: Vec<String>,
    line: Vec<u8>,
    read: Rc<Cell<usize>>,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Lines {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.is_empty()
            && let Some(line) = self.waiting.pop()
        {
            self.read.set(self.read.get() + 1);
            self.line = line.into_bytes();
        }
        Ok(&self.line)
    }

    fn consume(&mut self, count: usize) {
        self.line.drain(..count);
    }
}

struct Said {
    read: Rc<Cell<usize>>,
    said: Rc<RefCell<Vec<(usize, String)>>>,
}

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.said.borrow_mut().push((self.read.get(), String::from_utf8_lossy(bytes).into_owned()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Memory {
    read: Rc<Cell<usize>>,
    files: Rc<RefCell<Vec<(usize, String)>>>,
}

impl Keeper for Memory {
    fn file(&self) -> File {
        File { name: "decision.weigh.json".to_owned(), ..File::default() }
    }

    fn exists(&self) -> bool {
        true
    }

    fn save(&mut self, session: &Session) -> Result<Kept, KeepError> {
        self.files.borrow_mut().push((self.read.get(), session.to_json()));
        Ok(Kept::There)
    }

    fn save_as(&mut self, path: &Path, _: &Session) -> Result<(), KeepError> {
        Err(KeepError::File(FileError::new("save", path, Reason::Denied)))
    }

    fn finish(&mut self) -> Result<Kept, KeepError> {
        Ok(Kept::There)
    }

    fn export(&mut self, _: &Session, _: weigh::report::Format) -> Result<String, KeepError> {
        Ok("decision.md".to_owned())
    }

    fn write_page(&mut self, _: &Session) -> Result<String, KeepError> {
        Ok("ballot.html".to_owned())
    }

    fn ballots(&self, _: &Session) -> Vec<FoundBallot> {
        Vec::new()
    }

    fn ballot(&self, path: &Path) -> Result<Ballot, KeepError> {
        Err(KeepError::File(FileError::new("read", path, Reason::Missing)))
    }
}
