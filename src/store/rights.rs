//! Who may read and write a file of ours: those who may read and write the file that it replaces or stands beside, and
//! nobody else.
//!
//! Beside owner, group and mode a file may have an access control list, whose mask the system shows as the group's
//! rights: a mode that is copied without its list gives the group what only the list's people had.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::Path;
use std::sync::OnceLock;

use rustix::fs::Mode;

use super::input::open;

/// The rights of a new file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rights<'f> {
    /// It is like this one: owner, group, mode, list and attributes. Otherwise the user's umask says what it is.
    pub(super) like: Option<&'f File>,
    /// It is not more open than this.
    pub(super) within: Option<Bounds>,
    /// Only its owner may use it.
    pub(super) private: bool,
}

impl Rights<'_> {
    /// Returns the mode with which the file is made: nobody can open it before it has its rights.
    pub(super) fn first_mode(self) -> u32 {
        if self.like.is_some() || self.within.is_some() || self.private { 0o600 } else { 0o666 }
    }

    /// Gives a new file its rights.
    pub(super) fn give_to(self, file: &File) -> io::Result<()> {
        let mut mode = match self.like {
            Some(like) => copy(like, file)?,
            None => file.metadata()?.mode() & 0o7777,
        };
        if let Some(within) = self.within {
            if self.like.is_none() {
                // It was made private; its folder may have given it a list.
                attributes::drop_list(file);
                mode = 0o666 & !umask();
            }
            mode &= within.most(file.metadata()?.gid());
        }
        if mode & 0o222 == 0 {
            // The copy of a file that became write-protected meanwhile has to stay writable.
            mode |= 0o200;
        }
        // Some disks refuse any change of permissions, even to what they are.
        if file.metadata()?.mode() & 0o7777 == mode { Ok(()) } else { file.set_permissions(Permissions::from_mode(mode)) }
    }
}

/// Makes `file` like another and returns the mode that is left to set.
fn copy(like: &File, file: &File) -> io::Result<u32> {
    let (like_is, own) = (like.metadata()?, file.metadata()?);
    let mut mode = like_is.mode() & 0o7777;
    if own.uid() != like_is.uid() && fchown(file, Some(like_is.uid()), None).is_err() {
        // Only root can give files away; as before in the same group, the others keep their access.
        mode &= 0o777;
    }
    if own.gid() != like_is.gid() && fchown(file, None, Some(like_is.gid())).is_err() {
        // What the old group was allowed must not go to another group.
        mode &= 0o707;
    }
    if !attributes::copy(like, file) {
        mode &= 0o707;
    }
    Ok(mode)
}

/// How open a file may be at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    mode: u32,
    /// The group that the group's rights are for; `None` if they are for no group in particular.
    group: Option<u32>,
}

impl Bounds {
    /// Only the owner may use it.
    const PRIVATE: Self = Self { mode: 0, group: None };

    /// As open as this file.
    pub(super) fn of(file: &File) -> io::Result<Self> {
        if attributes::has_list(file) {
            // Others may be allowed what some on the list are not.
            return Ok(Self::PRIVATE);
        }
        let metadata = file.metadata()?;
        Ok(Self { mode: metadata.mode(), group: Some(metadata.gid()) })
    }

    /// As open as each of the regular files among these; one that cannot be looked at bounds it to its owner.
    pub(super) fn of_all(paths: &[&Path]) -> Option<Self> {
        let of = |path: &&Path| open(path).and_then(|file| Self::of(&file)).unwrap_or(Self::PRIVATE);
        let is_special = |path: &&&Path| fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        paths.iter().filter(|path| !is_special(path)).map(of).reduce(Self::and)
    }

    /// As open as both.
    fn and(self, other: Self) -> Self {
        if self.group == other.group {
            return Self { mode: self.mode & other.mode, group: self.group };
        }
        Self { mode: self.for_any_group() & other.for_any_group(), group: None }
    }

    /// Returns the most that a file of this group may allow; its owner may do anything.
    fn most(self, group: u32) -> u32 {
        let mode = if self.group == Some(group) { self.mode } else { self.for_any_group() };
        0o7700 | mode & 0o077
    }

    /// Another group's people are others here, but some of them may be in this group, too.
    fn for_any_group(self) -> u32 {
        self.mode & !0o070 | self.mode & (self.mode & 0o007) << 3
    }
}

/// Returns what new files of this process do not allow.
fn umask() -> u32 {
    static UMASK: OnceLock<u32> = OnceLock::new();
    *UMASK.get_or_init(|| {
        // It can only be read by setting it: for that moment a file of another thread becomes private.
        let mask = rustix::process::umask(Mode::RWXG | Mode::RWXO);
        rustix::process::umask(mask);
        mask.bits()
    })
}

/// Extended attributes, and the access control list, which is one of them.
#[cfg(any(target_os = "linux", target_os = "android"))]
mod attributes {
    use std::fs::File;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};

    const LIST: &[u8] = b"system.posix_acl_access";
    /// The most bytes of one attribute, and of all their names, that Linux allows.
    const MOST: usize = 64 * 1024;

    /// Copies the attributes; tells whether `file` has the access control list of `like`, or none if that has none.
    ///
    /// Other attributes are for other programs; a disk that does not take them is no reason not to save.
    pub(super) fn copy(like: &File, file: &File) -> bool {
        let wanted = names(like);
        if !wanted.iter().any(|name| name == LIST) {
            drop_list(file);
        }
        let copied = wanted.iter().map(|name| (name, copy_one(like, file, name)));
        // Each is copied, also after one that was not.
        copied.filter(|(name, copied)| !copied && name.as_slice() == LIST).count() == 0
    }

    /// Takes away the list that a new file may have got from its folder.
    pub(super) fn drop_list(file: &File) {
        if has_list(file) {
            let _ = fremovexattr(file, LIST);
        }
    }

    pub(super) fn has_list(file: &File) -> bool {
        names(file).iter().any(|name| name == LIST)
    }

    fn copy_one(like: &File, file: &File, name: &[u8]) -> bool {
        let mut value = Vec::with_capacity(MOST);
        fgetxattr(like, name, rustix::buffer::spare_capacity(&mut value)).is_ok()
            && fsetxattr(file, name, &value, XattrFlags::empty()).is_ok()
    }

    fn names(file: &File) -> Vec<Vec<u8>> {
        let mut names = Vec::with_capacity(MOST);
        if flistxattr(file, rustix::buffer::spare_capacity(&mut names)).is_err() {
            return Vec::new();
        }
        names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect()
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod attributes {
    use std::fs::File;

    pub(super) fn copy(_: &File, _: &File) -> bool {
        true
    }

    pub(super) fn drop_list(_: &File) {}

    pub(super) fn has_list(_: &File) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    fn bounds(mode: u32, group: u32) -> Bounds {
        Bounds { mode, group: Some(group) }
    }

    #[test]
    fn p23_a_group_gets_only_what_its_people_have() {
        let most = |bounds: Bounds, group| bounds.most(group) & 0o777;
        assert_eq!([most(bounds(0o640, 5), 5), most(bounds(0o640, 5), 6)], [0o740, 0o700]);
        assert_eq!(most(bounds(0o644, 5), 6), 0o744, "what everybody may read, the members of another group may");
        assert_eq!(most(bounds(0o604, 5), 6), 0o704, "but some of them may be in the group that may not");
        let both = |one: Bounds, other| most(one.and(other), 5);
        assert_eq!(both(bounds(0o660, 5), bounds(0o640, 5)), 0o740);
        assert_eq!(both(bounds(0o660, 5), bounds(0o640, 6)), 0o700);
        assert_eq!(both(bounds(0o664, 5), Bounds::PRIVATE), 0o700);
    }
}
