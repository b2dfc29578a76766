use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{Access, Reason, Saved, SessionFile};
use crate::store::FileError;

/// A folder with one session file in it.
fn folder_with(content: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("team.weigh.json");
    fs::write(&path, content).expect("the folder is writable");
    (folder, path)
}

fn names(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .expect("readable")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

fn open(path: &Path) -> SessionFile {
    SessionFile::open(path).expect("it can be opened").0
}

fn reason(error: FileError) -> Reason {
    error.reason
}

#[test]
fn p2_a_save_replaces_the_content_and_leaves_nothing_else_behind() {
    let (folder, path) = folder_with("old");
    let mut file = open(&path);
    assert_eq!(file.save("new").expect("saved"), Saved::Done);
    assert_eq!(file.save("new").expect("saved"), Saved::Unchanged);
    file.finish().expect("synced");
    assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
    assert_eq!(names(&folder), ["team.weigh.json"]);
}

#[test]
fn p5_a_changed_file_is_kept_and_editing_goes_on_in_a_conflict_copy() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::write(&path, "hers").expect("writable");
    let copy = folder.path().join("team.weigh.conflict-1.json");
    assert_eq!(file.save("ours 2").expect("saved"), Saved::Conflict(copy.clone()));
    assert_eq!(file.save("ours 3").expect("saved"), Saved::Done);
    assert_eq!(file.path(), copy);
    assert_eq!(fs::read_to_string(&path).expect("readable"), "hers");
    assert_eq!(fs::read_to_string(&copy).expect("readable"), "ours 3");
}

#[test]
fn p5_a_replaced_file_of_the_same_length_counts_as_changed() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    file.save("OURS").expect("saved");
    fs::write(folder.path().join("other"), "hers").expect("writable");
    fs::rename(folder.path().join("other"), &path).expect("renamed");
    assert!(matches!(file.save("ours").expect("saved"), Saved::Conflict(_)));
    assert_eq!(fs::read_to_string(&path).expect("readable"), "hers");
}

#[test]
fn p5_a_write_of_the_same_length_right_after_our_own_counts_as_changed() {
    let (_folder, path) = folder_with("ours");
    let mut file = open(&path);
    for number in 0..20 {
        // Within the same tick of the disk's clock, most of the time.
        file.save(&format!("ours {number:02}")).expect("saved");
    }
    fs::write(&path, "hers 20").expect("writable");
    assert!(matches!(file.save("ours 20").expect("saved"), Saved::Conflict(_)));
    assert_eq!(fs::read_to_string(&path).expect("readable"), "hers 20");
}

#[test]
fn p5_the_copy_of_a_copy_gets_the_next_number() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::write(&path, "hers").expect("writable");
    file.save("ours 2").expect("saved");
    fs::write(folder.path().join("team.weigh.conflict-1.json"), "hers too").expect("writable");
    file.save("ours 3").expect("saved");
    assert_eq!(names(&folder), ["team.weigh.conflict-1.json", "team.weigh.conflict-2.json", "team.weigh.json"]);
}

#[test]
fn p5_every_further_conflict_gets_its_own_number() {
    let (folder, path) = folder_with("ours");
    fs::write(folder.path().join("team.weigh.conflict-1.json"), "older conflict").expect("writable");
    let mut file = open(&path);
    fs::write(&path, "hers").expect("writable");
    assert!(matches!(file.save("ours 2").expect("saved"), Saved::Conflict(_)));
    assert_eq!(names(&folder), ["team.weigh.conflict-1.json", "team.weigh.conflict-2.json", "team.weigh.json"]);
}

#[test]
fn p5_a_new_session_never_replaces_a_file_that_appeared_meanwhile() {
    let (folder, path) = folder_with("");
    fs::remove_file(&path).expect("removable");
    let mut file = SessionFile::create(&path, &[]).expect("the name is free");
    assert_eq!(names(&folder), Vec::<String>::new());
    fs::write(&path, "hers").expect("writable");
    assert!(matches!(file.save("ours").expect("saved"), Saved::Conflict(_)));
    assert_eq!(fs::read_to_string(&path).expect("readable"), "hers");
}

#[test]
fn p5_touching_the_file_is_no_conflict() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::copy(&path, folder.path().join("copy")).expect("copied");
    fs::rename(folder.path().join("copy"), &path).expect("renamed");
    assert_eq!(file.save("ours 2").expect("saved"), Saved::Done);
    assert_eq!(open(&path).access(), Access::InUse);
}

#[test]
fn p4_a_deleted_file_is_written_again_and_a_deleted_folder_is_an_error_until_it_is_back() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::remove_file(&path).expect("removable");
    assert_eq!(file.save("ours 2").expect("saved"), Saved::Again(path.clone()));
    fs::remove_dir_all(folder.path()).expect("removable");
    file.save("ours 3").expect_err("there is no folder");
    fs::create_dir(folder.path()).expect("creatable");
    assert_eq!(file.save("ours 3").expect("saved"), Saved::Again(path.clone()));
    assert_eq!(fs::read_to_string(&path).expect("readable"), "ours 3");
}

#[test]
fn p4_a_file_that_vanished_after_the_last_save_is_written_again_at_the_end() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    file.save("ours 2").expect("saved");
    fs::remove_file(&path).expect("removable");
    file.finish().expect("synced");
    assert_eq!(fs::read_to_string(&path).expect("readable"), "ours 2");
    fs::remove_dir_all(folder.path()).expect("removable");
    assert!(matches!(reason(file.finish().expect_err("it cannot be written")), Reason::NoFolder));
}

#[test]
fn p8_a_file_that_was_only_read_may_be_removed_meanwhile() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::remove_file(&path).expect("removable");
    file.finish().expect("nothing is to be done");
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[test]
fn p4_save_as_goes_on_elsewhere_but_never_over_another_file() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    let elsewhere = folder.path().join("rescued.weigh.json");
    assert!(matches!(reason(file.save_as(&path, "ours 2").expect_err("it exists")), Reason::Exists));
    file.save_as(&elsewhere, "ours 2").expect("saved");
    file.save("ours 3").expect("saved");
    assert_eq!(
        (fs::read_to_string(&path).expect("readable"), fs::read_to_string(&elsewhere).expect("readable")),
        ("ours".into(), "ours 3".into())
    );
}

#[test]
fn p4_what_stands_in_for_a_file_that_was_write_protected_meanwhile_can_be_saved_again() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("ours");
    assert_eq!(file.finish().expect("nothing is to be saved"), Saved::Unchanged);
    assert!(matches!(reason(file.save("ours 2").expect_err("protected")), Reason::Protected));
    let other = folder.path().join("rescued.json");
    file.save_as(&other, "ours 2").expect("saved");
    assert_eq!(file.save("ours 3").expect("saved"), Saved::Done);
    assert_eq!((read(&other).as_str(), mode(&other)), ("ours 3", 0o644));
}

#[test]
fn p6_the_second_opener_only_reads_until_the_first_is_gone() {
    let (_folder, path) = folder_with("ours");
    let mut first = open(&path);
    let mut second = open(&path);
    assert_eq!((first.access(), second.access()), (Access::Edit, Access::InUse));
    first.save("ours 2").expect("saved");
    let (third, content) = SessionFile::open(&path).expect("it can be read");
    assert_eq!((third.access(), content.as_slice()), (Access::InUse, b"ours 2".as_slice()));
    assert!(matches!(reason(second.save("theirs").expect_err("in use")), Reason::InUse));
    first.finish().expect("synced");
    drop(first);
    assert_eq!(open(&path).access(), Access::Edit);
}

#[test]
fn p6_a_new_session_is_locked_from_its_first_save() {
    let (folder, _) = folder_with("");
    let path = folder.path().join("new.weigh.json");
    let mut first = SessionFile::create(&path, &[]).expect("free");
    first.save("ours").expect("saved");
    assert_eq!(open(&path).access(), Access::InUse);
}

#[test]
fn p8_v42_a_symbolic_link_stays_one_even_if_its_end_does_not_exist_yet() {
    let (folder, path) = folder_with("ours");
    let link = folder.path().join("link.weigh.json");
    symlink("team.weigh.json", &link).expect("linked");
    let mut file = open(&link);
    file.save("ours 2").expect("saved");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::read_to_string(&path).expect("readable"), "ours 2");

    let dangling = folder.path().join("dangling.weigh.json");
    symlink("later.weigh.json", &dangling).expect("linked");
    assert!(SessionFile::open(&dangling).expect_err("nothing there").is_missing());
    SessionFile::create(&dangling, &[]).expect("free").save("new").expect("saved");
    assert_eq!(fs::read_to_string(folder.path().join("later.weigh.json")).expect("readable"), "new");
    assert!(fs::symlink_metadata(&dangling).expect("there").is_symlink());
}

#[test]
fn p8_v42_permissions_stay_as_they_were() {
    for mode in [0o664, 0o600, 0o640, 0o755] {
        let (_folder, path) = folder_with("ours");
        fs::set_permissions(&path, Permissions::from_mode(mode)).expect("changed");
        open(&path).save("ours 2").expect("saved");
        assert_eq!(fs::metadata(&path).expect("there").mode() & 0o7777, mode);
    }
}

#[test]
fn p8_v42_a_write_protected_file_is_only_read_and_stays_as_it_is() {
    let (_folder, path) = folder_with("ours");
    let mut before = open(&path);
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("changed");
    assert!(matches!(reason(before.save("ours 2").expect_err("protected")), Reason::Protected));
    drop(before);
    let mut file = open(&path);
    assert_eq!(file.access(), Access::Protected);
    assert!(matches!(reason(file.save("ours 2").expect_err("protected")), Reason::Protected));
    assert_eq!(fs::read_to_string(&path).expect("readable"), "ours");
}

#[test]
fn p8_v42_pipes_devices_and_folders_are_refused_at_once() {
    let (folder, _) = folder_with("");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    for (path, kind) in [(pipe.as_path(), "a pipe"), (folder.path(), "a folder"), ("/dev/zero".as_ref(), "a device")] {
        let error = SessionFile::open(path).expect_err("refused");
        assert!(error.to_string().contains(kind), "{error}");
    }
}

#[test]
fn p8_only_our_own_dead_leftovers_are_removed() {
    let (folder, path) = folder_with("ours");
    let mut child = Command::new("true").spawn().expect("true runs");
    let dead = child.id();
    child.wait().expect("it ends");
    let alive = std::os::unix::process::parent_id();
    let kept = [
        format!(".team.weigh.json.{alive}-0.tmp"),
        format!(".team.weigh.json.{dead}-x.tmp"),
        format!(".other.weigh.json.{dead}-0.tmp"),
        "team.weigh.json.tmp".to_owned(),
    ];
    for name in kept.iter().cloned().chain([format!(".team.weigh.json.{dead}-0.tmp")]) {
        fs::write(folder.path().join(name), "half a docu").expect("writable");
    }
    drop(open(&path));
    let mut expected: Vec<String> = kept.into_iter().chain(["team.weigh.json".to_owned()]).collect();
    expected.sort();
    assert_eq!(names(&folder), expected);
}

#[test]
fn p8_the_second_name_that_a_crash_after_the_first_save_leaves_is_removed() {
    let (folder, path) = folder_with("ours");
    fs::hard_link(&path, folder.path().join(format!(".team.weigh.json.{}-0.tmp", std::process::id()))).expect("linked");
    drop(open(&path));
    assert_eq!(names(&folder), ["team.weigh.json"]);
}

#[test]
fn p8_leftovers_of_an_output_are_removed_as_well() {
    let (folder, path) = folder_with("ours");
    fs::write(folder.path().join(format!(".decision.md.{}-0.tmp", std::process::id())), "half a rec").expect("writable");
    crate::store::write_output(&path.with_file_name("decision.md"), b"a record", false, &[&path]).expect("written");
    assert_eq!(names(&folder), ["decision.md", "team.weigh.json"]);
}

#[test]
fn a_session_beyond_the_limit_is_refused() {
    let (_folder, path) = folder_with("ours");
    let mut file = open(&path);
    let long = "x".repeat(16 * 1024 * 1024 + 1);
    assert!(matches!(reason(file.save(&long).expect_err("too large")), Reason::TooLarge(_)));
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").mode() & 0o777
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

#[test]
fn p5_p21_an_old_version_that_is_copied_over_the_file_is_noticed_at_the_end() {
    let (folder, path) = folder_with("old");
    let mut file = open(&path);
    file.save("new").expect("saved");
    assert!(!file.is_disturbed());
    fs::write(&path, "old").expect("writable");
    assert!(file.is_disturbed());
    let copy = folder.path().join("team.weigh.conflict-1.json");
    let saved = file.finish().expect("synced");
    assert_eq!(saved, Saved::Conflict(copy.clone()));
    assert!(saved.remark().expect("it is said").contains("both versions are kept"));
    assert_eq!((read(&path).as_str(), read(&copy).as_str()), ("old", "new"));
    assert!(!file.is_disturbed());
}

#[test]
fn p21_an_old_version_that_is_copied_over_the_file_and_protected_is_noticed_as_well() {
    let (folder, path) = folder_with("old");
    let mut file = open(&path);
    file.save("new").expect("saved");
    fs::write(&path, "old").expect("writable");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).expect("ours");
    let copy = folder.path().join("team.weigh.conflict-1.json");
    assert_eq!(file.finish().expect("saved"), Saved::Conflict(copy.clone()));
    assert_eq!((read(&path).as_str(), read(&copy).as_str()), ("old", "new"));
}

#[test]
fn p21_a_change_is_noticed_as_well_where_nothing_was_saved_yet() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::write(&path, "hers").expect("writable");
    assert!(file.is_disturbed());
    assert!(matches!(file.save("ours").expect("saved"), Saved::Conflict(_)));
    assert_eq!(read(&folder.path().join("team.weigh.conflict-1.json")), "ours");
}

#[test]
fn p21_a_file_that_was_renamed_while_open_is_said_to_be_there_again() {
    let (folder, path) = folder_with("ours");
    let mut file = open(&path);
    fs::rename(&path, folder.path().join("kept.weigh.json")).expect("renamed");
    assert!(file.is_disturbed());
    let saved = file.save("ours 2").expect("saved");
    assert_eq!(saved, Saved::Again(path.clone()));
    assert!(saved.remark().is_some_and(|remark| remark.contains("renamed or removed")));
    assert_eq!((read(&path).as_str(), read(&folder.path().join("kept.weigh.json")).as_str()), ("ours 2", "ours"));
}

#[test]
fn p5_what_comes_out_of_an_exchange_and_is_not_ours_is_kept() {
    use crate::store::directory::resolve;
    use crate::store::draft::Draft;
    use crate::store::rights::Rights;

    let (folder, path) = folder_with("written by an editor just now");
    let (directory, base) = resolve(&path).expect("there");
    let draft = Draft::write(&directory, &base, b"ours", Rights::default()).expect("written");
    let names = ["copy".into()].into_iter();
    let (_, kept) = draft.replace(&base, |_| Ok(false), names).expect("exchanged");
    assert_eq!(kept, Some("copy".into()));
    assert_eq!((read(&path).as_str(), read(&folder.path().join("copy")).as_str()), ("ours", "written by an editor just now"));

    let draft = Draft::write(&directory, &base, b"ours 2", Rights::default()).expect("written");
    let unreadable = |_: &fs::File| Err(std::io::ErrorKind::InvalidData.into());
    draft.replace(&base, unreadable, std::iter::empty()).expect_err("it cannot be told whose it is");
    assert_eq!(read(&path), "ours");
    assert_eq!(names_of(folder.path()), ["copy", "team.weigh.json"]);
}

fn names_of(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("readable").map(|entry| entry.expect("there").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn p23_a_conflict_copy_and_a_file_written_again_are_as_private_as_the_session() {
    let (folder, path) = folder_with("ours");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("changed");
    let mut file = open(&path);
    fs::remove_file(&path).expect("removable");
    file.save("ours 2").expect("saved");
    assert_eq!(mode(&path), 0o600);
    fs::write(&path, "hers").expect("writable");
    file.save("ours 3").expect("saved");
    assert_eq!(mode(&folder.path().join("team.weigh.conflict-1.json")), 0o600);
}

#[test]
fn p23_a_conflict_copy_is_not_more_open_than_what_it_stands_beside() {
    let (folder, path) = folder_with("ours");
    fs::set_permissions(&path, Permissions::from_mode(0o664)).expect("changed");
    let mut file = open(&path);
    fs::write(&path, "hers").expect("writable");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("changed");
    file.save("ours 2").expect("saved");
    assert_eq!(mode(&folder.path().join("team.weigh.conflict-1.json")), 0o600);
}

#[test]
fn p8_p23_an_access_control_list_stays_and_gives_the_group_nothing() {
    let (_folder, path) = folder_with("ours");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("changed");
    // Version 2; the owner rw, user 12345 rw, the group nothing, the mask rw, others nothing.
    let entry =
        |tag: u16, rights: u16, id: u32| [tag.to_le_bytes().to_vec(), rights.to_le_bytes().to_vec(), id.to_le_bytes().to_vec()].concat();
    let list = [
        2_u32.to_le_bytes().to_vec(),
        entry(0x01, 6, u32::MAX),
        entry(0x02, 6, 12345),
        entry(0x04, 0, u32::MAX),
        entry(0x10, 6, u32::MAX),
        entry(0x20, 0, u32::MAX),
    ]
    .concat();
    let name = "system.posix_acl_access";
    if rustix::fs::setxattr(&path, name, &list, rustix::fs::XattrFlags::empty()).is_err() {
        return;
    }
    assert_eq!(mode(&path), 0o660, "the system shows the mask as the group's rights");
    open(&path).save("ours 2").expect("saved");
    let mut after = [0_u8; 256];
    let length = rustix::fs::getxattr(&path, name, &mut after).expect("the list is still there");
    assert_eq!((after.get(..length), mode(&path)), (Some(list.as_slice()), 0o660));
}

#[test]
fn p23_a_folder_that_is_swapped_for_a_link_sends_nothing_elsewhere() {
    let outer = tempfile::tempdir().expect("a temporary folder");
    let [folder, moved, elsewhere] = ["folder", "moved", "elsewhere"].map(|name| outer.path().join(name));
    fs::create_dir(&folder).expect("creatable");
    fs::create_dir(&elsewhere).expect("creatable");
    let path = folder.join("team.weigh.json");
    fs::write(&path, "ours").expect("writable");
    let mut file = open(&path);
    fs::rename(&folder, &moved).expect("renamed");
    symlink(&elsewhere, &folder).expect("linked");
    file.save("ours 2").expect("saved");
    fs::write(moved.join("team.weigh.json"), "hers").expect("writable");
    file.save("ours 3").expect("saved");
    file.finish().expect("synced");
    assert_eq!(names_of(&elsewhere), [""; 0]);
    assert_eq!(names_of(&moved), ["team.weigh.conflict-1.json", "team.weigh.json"]);
}

#[test]
fn p6_a_lock_is_waited_for_and_eight_changes_at_once_all_succeed() {
    let (_folder, path) = folder_with("");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let (mut file, content) = SessionFile::open_patiently(&path, || {}).expect("it can be opened");
                assert_eq!(file.access(), Access::Edit);
                file.save(&format!("{}x", String::from_utf8(content).expect("UTF-8"))).expect("saved");
                file.finish().expect("synced");
            });
        }
    });
    assert_eq!(read(&path), "xxxxxxxx");
}

#[test]
fn p2_what_cannot_be_replaced_is_overwritten_with_a_copy_aside_and_that_is_said_once() {
    let (folder, path) = folder_with("ours, which is longer");
    let mut file = open(&path);
    let inode = fs::metadata(&path).expect("there").ino();
    let busy = || Reason::System(std::io::ErrorKind::ResourceBusy.into());
    assert_eq!(file.overwrite(b"ours 2", busy()).expect("saved"), Saved::InPlace(path.clone()));
    assert_eq!(file.overwrite(b"ours, which is longer than before", busy()).expect("saved"), Saved::Done);
    assert_eq!(read(&path), "ours, which is longer than before");
    assert_eq!((fs::metadata(&path).expect("there").ino(), names(&folder)), (inode, vec!["team.weigh.json".to_owned()]));
    assert_eq!(file.save("ours 4").expect("saved"), Saved::Done, "it is still ours");
}

#[test]
fn p28_an_edit_outside_the_program_is_known_also_after_later_saves() {
    let (folder, path) = folder_with("ours");
    assert_eq!(crate::store::edited_after(&path), None, "nothing is known of a file that was never saved");
    let mut file = open(&path);
    file.save("ours 2").expect("saved");
    file.finish().expect("synced");
    drop(file);
    assert_eq!(crate::store::edited_after(&path), None);
    fs::write(&path, "hers").expect("writable");
    let after = crate::store::edited_after(&path).expect("it was edited");
    let mut file = open(&path);
    file.save("ours 3").expect("saved");
    file.save("ours 4").expect("saved");
    assert_eq!(crate::store::edited_after(&path), Some(after), "what she wrote may be in there");
    let other = folder.path().join("other.json");
    file.save_as(&other, "ours 5").expect("saved");
    assert_eq!(crate::store::edited_after(&other), Some(after));
}

#[test]
fn p28_an_edit_that_replaces_the_file_is_known_as_well() {
    let (folder, path) = folder_with("ours");
    let other = folder.path().join("other.weigh.json");
    fs::write(&other, "another").expect("writable");
    for path in [&path, &other] {
        let mut file = open(path);
        file.save("saved").expect("saved");
        file.finish().expect("synced");
    }
    let replace = |content: &str| {
        let draft = folder.path().join("draft");
        fs::write(&draft, content).expect("writable");
        fs::rename(&draft, &path).expect("renamed");
    };
    replace("hers");
    let after = crate::store::edited_after(&path).expect("it was edited");
    replace("saved");
    assert_eq!(crate::store::edited_after(&path), None, "it holds what was saved");
    replace("hers");
    let mut file = open(&path);
    file.save("ours 2").expect("saved");
    file.finish().expect("synced");
    replace("ours 2");
    assert_eq!(crate::store::edited_after(&path), Some(after), "what she wrote may be in there");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let copy = elsewhere.path().join("team.weigh.json");
    fs::write(&copy, "hers").expect("writable");
    assert_eq!([&other, &copy].map(|path| crate::store::edited_after(path)), [None, None]);
}
