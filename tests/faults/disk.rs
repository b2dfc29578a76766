//! Real disks that do not take a session: full, limited, read-only, gone.
//!
//! Each time the same must hold: the program goes on with everything in memory, the screen names the file and the
//! reason, the file that is there stays as it is, leaving asks and offers another file, and once the trouble is over
//! the next key saves everything.

use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use weigh::questionnaire::Id;
use weigh::session::Session;

use crate::pty::{self, Key, Program, Terminal};
use crate::table::{SESSION, Table};

/// Another user than root, for whom permissions have an effect.
const NOBODY: u32 = 65_534;

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v37_a_full_disk() {
    let Some(disk) = SmallDisk::mount(&pty::small_questionnaire(3)) else { return };
    let mut terminal = open_note(disk.program().start_in_shell());
    let mut note = String::new();
    // What was replaced is closed when space is needed; then that is to be taken away as well.
    while !terminal.text().contains("NOT SAVED") {
        assert!(note.len() < 10, "the disk is full: {:?}", disk.names(&terminal));
        disk.fill(&terminal);
        note.push('a');
        types(&mut terminal, "a", &format!("Note  {note}"));
    }
    fails(&mut terminal, "b", &format!("Note  {note}b"), "the disk is full");
    assert_eq!(format!("{}a", disk.note(&terminal)), note);
    // The record does not fit either, and no part of it stays.
    close_note(&mut terminal);
    types(&mut terminal, "o", "Review");
    types(&mut terminal, "e", "cannot write");
    assert_eq!(disk.names(&terminal), ["filler", SESSION]);
    asks_before_leaving(&mut terminal);
    terminal.press(Key::Escape);
    terminal.wait_gone("The last changes");
    fs::remove_file(disk.seen_from_outside(&terminal).join("filler")).unwrap();
    types(&mut terminal, "\r", "Question number 1?");
    terminal.wait_gone("NOT SAVED");
    assert_eq!((disk.note(&terminal), disk.names(&terminal)), (format!("{note}b"), vec![SESSION.to_owned()]));
    terminal.type_text("q");
    assert_eq!(terminal.clean_exit(), 0);
    println!("a full disk: said, survived, and over once there was space again");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_a_disk_with_room_for_two_takes_key_after_key() {
    let Some(disk) = SmallDisk::mount(&pty::small_questionnaire(40)) else { return };
    let mut terminal = open_note(disk.program().start_in_shell());
    let size = fs::metadata(disk.seen_from_outside(&terminal).join(SESSION)).unwrap().len();
    assert!((16 * 1024..28 * 1024).contains(&size), "three do not fit, two do: {size}");
    for number in 1..=20 {
        let note = "abcdefghijklmnopqrst".get(..number).unwrap();
        types(&mut terminal, note.get(number - 1..).unwrap(), &format!("Note  {note}"));
        assert!(!terminal.text().contains("NOT SAVED"), "{}", terminal.text());
    }
    terminal.press(Key::Control('c'));
    assert_eq!(terminal.clean_exit(), 130);
    println!("a session of a third of its disk: 20 keys, 20 saves");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v38_a_limit_of_the_size_of_files() {
    for limit in [0, 1, 1_500] {
        let table = Table::set(3);
        let mut terminal = program(&table).before(&format!("prlimit --fsize={limit}:unlimited")).start_in_shell();
        terminal.wait_for(" Deciding");
        fails(&mut terminal, "T", "Deciding      T", "larger than the system allows");
        assert_eq!(table.names(), Vec::<String>::new());
        terminal.press(Key::Escape);
        asks_before_leaving(&mut terminal);
        // The other file meets the same limit: that is said, and nothing is lost.
        terminal.press(Key::Enter);
        types(&mut terminal, "elsewhere/rescued.weigh.json\r", "cannot save elsewhere/rescued.weigh.json");
        assert!(terminal.text().contains("NOT SAVED"), "{}", terminal.text());
        let lifted =
            Command::new("prlimit").arg("--fsize=unlimited").arg(format!("--pid={}", terminal.program().as_raw_nonzero())).status();
        assert!(lifted.unwrap().success());
        types(&mut terminal, "\t", "What there is to choose from");
        types(&mut terminal, "\t", "How much does each");
        terminal.wait_gone("NOT SAVED");
        terminal.type_text("q");
        assert_eq!(terminal.clean_exit(), 0);
        assert_eq!(session(&table.session()).title(), "T");
        assert_eq!(table.names(), [SESSION]);
        assert_eq!(fs::read_dir(table.path.join("elsewhere")).unwrap().count(), 0);
    }
    println!("a limit of the size of files: 3 limits said, survived, and over once they were lifted");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v38_a_report_that_exceeds_the_limit_leaves_nothing() {
    let table = Table::set(3);
    let terminal = open_note(program(&table).start());
    drop(terminal);
    let mut report = Command::new("prlimit");
    report.arg("--fsize=10").arg(pty::binary()).args(["report", SESSION, "-o", "out.md"]).current_dir(&table.path);
    let output = report.output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert_eq!(words, "weigh: cannot write out.md: it would be larger than the system allows (ulimit -f)\n");
    assert_eq!(table.names(), [SESSION]);
    println!("a report larger than the limit: refused in a sentence");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v41_a_folder_that_becomes_read_only() {
    let table = Table::set(3);
    let Some(words) = as_somebody(&table) else { return };
    let mut terminal = open_note(program(&table).before(&words).start_in_shell());
    types(&mut terminal, "a", "Note  a");
    fs::set_permissions(&table.path, Permissions::from_mode(0o555)).unwrap();
    // The file itself may be written.
    types(&mut terminal, "b", "cannot be replaced in one step");
    assert_eq!((note(&table.session()).as_str(), table.names()), ("ab", vec![SESSION.to_owned()]));
    fs::set_permissions(table.session(), Permissions::from_mode(0o444)).unwrap();
    fails(&mut terminal, "c", "Note  abc", "write-protected");
    assert_eq!((note(&table.session()).as_str(), table.names()), ("ab", vec![SESSION.to_owned()]));
    terminal.press(Key::Escape);
    saves_elsewhere(&mut terminal, Path::new("elsewhere/rescued.weigh.json"));
    assert_eq!(note(&table.path.join("elsewhere/rescued.weigh.json")), "abc");
    assert_eq!(note(&table.session()), "ab");
    println!("a read-only folder: saved in place, until the file was read-only too: said, and the session went elsewhere");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v41_a_read_only_folder_from_the_start() {
    let table = Table::set(3);
    let Some(words) = as_somebody(&table) else { return };
    fs::set_permissions(&table.path, Permissions::from_mode(0o555)).unwrap();
    let mut terminal = program(&table).before(&words).start_in_shell();
    terminal.wait_for(" Deciding");
    fails(&mut terminal, "T", "Deciding      T", "permission denied");
    terminal.press(Key::Escape);
    saves_elsewhere(&mut terminal, Path::new("elsewhere/rescued.weigh.json"));
    assert_eq!(session(&table.path.join("elsewhere/rescued.weigh.json")).title(), "T");
    println!("a read-only folder from the start: said, and the session went elsewhere");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_a_folder_that_cannot_be_listed() {
    let table = Table::set(3);
    let Some(words) = as_somebody(&table) else { return };
    fs::set_permissions(&table.path, Permissions::from_mode(0o300)).unwrap();
    let mut terminal = open_note(program(&table).before(&words).start_in_shell());
    types(&mut terminal, "a", "Note  a");
    close_note(&mut terminal);
    types(&mut terminal, "\r", "Question number 2?");
    terminal.type_text("q");
    assert_eq!(terminal.clean_exit(), 0);
    assert_eq!(note(&table.session()), "a");
    println!("a folder that can be written but not listed: no trouble");
}

#[test]
#[ignore = "run by .ci/faults"]
fn p4_v41_a_folder_that_is_deleted() {
    for deleted_last in [false, true] {
        let (table, other) = (Table::set(3), Table::set(3));
        let mut terminal = open_note(program(&table).start_in_shell());
        types(&mut terminal, "a", "Note  a");
        if deleted_last {
            // Everything was saved, and then it was gone: that is found out when leaving.
            types(&mut terminal, "b", "Note  ab");
            fs::remove_dir_all(&table.path).unwrap();
        } else {
            fs::remove_dir_all(&table.path).unwrap();
            fails(&mut terminal, "b", "Note  ab", "its folder does not exist");
        }
        terminal.press(Key::Escape);
        saves_elsewhere(&mut terminal, &other.session());
        assert_eq!(note(&other.session()), "ab");
    }
    println!("a deleted folder: said, at the latest when leaving, and the session went elsewhere");
}

/// A disk of 64 kB that only the program sees, and those who enter its mount namespace.
struct SmallDisk {
    table: Table,
}

impl SmallDisk {
    /// Prepares the disk; it is mounted by the program's start. Prints why there is none, if so.
    fn mount(questionnaire: &str) -> Option<Self> {
        let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "weigh", "/mnt"]).output();
        let trouble = match tried {
            Ok(output) if output.status.success() => None,
            Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(trouble) = trouble {
            println!("SKIP: no small disk can be mounted: {trouble}");
            return None;
        }
        let table = Table::set(3);
        fs::write(table.path.join("small.json"), questionnaire).unwrap();
        Some(Self { table })
    }

    fn program(&self) -> Program {
        let mount = r#"unshare -rm sh -c "mount -t tmpfs -o size=64k weigh . && cd \"$PWD\" && exec \"\$@\"" sh"#;
        pty::weigh(&["run", SESSION, "--questions", "../small.json", "--title", "T"])
            .folder(&self.table.path.join("elsewhere"))
            .before(mount)
    }

    fn seen_from_outside(&self, terminal: &Terminal) -> PathBuf {
        let path = self.table.path.join("elsewhere");
        Path::new(&format!("/proc/{}/root", terminal.program().as_raw_nonzero())).join(path.strip_prefix("/").unwrap())
    }

    /// Takes all the space that is left.
    fn fill(&self, terminal: &Terminal) {
        let mut filler = File::options().create(true).append(true).open(self.seen_from_outside(terminal).join("filler")).unwrap();
        let full = loop {
            if let Err(error) = filler.write_all(&[0; 1024]) {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::StorageFull);
    }

    fn note(&self, terminal: &Terminal) -> String {
        note(&self.seen_from_outside(terminal).join(SESSION))
    }

    fn names(&self, terminal: &Terminal) -> Vec<String> {
        let entries = fs::read_dir(self.seen_from_outside(terminal)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// A run that begins with the setup.
fn program(table: &Table) -> Program {
    pty::weigh(&["run", SESSION, "--questions", "small.json"]).folder(&table.path)
}

/// Returns the words that run the program as somebody who is not root; prints why that is not possible, if so.
fn as_somebody(table: &Table) -> Option<String> {
    if !rustix::process::getuid().is_root() {
        return Some(String::new());
    }
    if !Command::new("setpriv").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("SKIP: root may write anywhere, and there is no setpriv to be somebody else");
        return None;
    }
    // Nobody else may be allowed to look into the folder where the program was built.
    fs::copy(pty::binary(), table.path.join("elsewhere/weigh")).unwrap();
    for path in ["", "small.json", "elsewhere"] {
        chown(table.path.join(path), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    Some(format!("setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups sh -c \"shift; exec elsewhere/weigh \\\"\\$@\\\"\" sh"))
}

/// Goes through the setup to the note of the first question.
fn open_note(mut terminal: Terminal) -> Terminal {
    terminal.wait_until("the setup or a question is shown", |screen| {
        let contents = screen.contents();
        contents.contains(" Deciding") || contents.contains("Question number 1?")
    });
    if terminal.text().contains(" Deciding") {
        types(&mut terminal, "T", "Deciding      T");
        close_note(&mut terminal);
        types(&mut terminal, "\t", "What there is to choose from");
        types(&mut terminal, "\t", "How much does each");
        types(&mut terminal, "\t", "Question number 1?");
    }
    types(&mut terminal, "n", "Note on");
    terminal
}

/// Closes a field, and waits for that: together with the next key it would be Alt and that key.
fn close_note(terminal: &mut Terminal) {
    terminal.press(Key::Escape);
    terminal.wait_for("q quit");
}

fn types(terminal: &mut Terminal, keys: &str, shows: &str) {
    terminal.type_text(keys);
    terminal.wait_for(shows);
}

/// Types what cannot be saved: it is shown all the same, with the file and the reason.
fn fails(terminal: &mut Terminal, keys: &str, shows: &str, reason: &str) {
    terminal.type_text(keys);
    terminal.wait_until(&format!("{shows:?} is shown, and {reason:?}"), |screen| {
        // A sentence may be wrapped anywhere.
        let contents = screen.contents();
        let words = contents.split_whitespace().collect::<Vec<_>>().join(" ");
        contents.contains(shows) && words.contains("NOT SAVED") && words.contains(SESSION) && words.contains(reason)
    });
}

fn asks_before_leaving(terminal: &mut Terminal) {
    terminal.wait_for("q quit");
    types(terminal, "q", "The last changes are not on the disk");
}

/// Leaves, with the session in another file.
fn saves_elsewhere(terminal: &mut Terminal, path: &Path) {
    asks_before_leaving(terminal);
    terminal.press(Key::Enter);
    terminal.wait_for("Save to");
    types(terminal, &format!("{}\r", path.display()), "Saved to");
    terminal.type_text("q");
    assert_eq!(terminal.clean_exit(), 0);
}

fn session(path: &Path) -> Session {
    Session::parse(&fs::read(path).unwrap()).unwrap()
}

/// Returns the first question's note.
fn note(path: &Path) -> String {
    session(path).note(&Id::new("q1").unwrap()).to_owned()
}
