//! Who may read and write a file of ours: those who may read and write the file that it replaces or stands beside, and
//! nobody else.
//!
//! Beside owner, group and mode a file may have an access control list, whose mask the system shows as the group's
//! rights: a mode that is copied without its list gives the group what only the list's people had.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

/// The rights of a new file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rights<'f> {
    /// It is like this one: owner, group, mode, list and attributes. Otherwise the user's umask says what it is.
    pub(super) like: Option<&'f File>,
    /// It is not more open than this one.
    pub(super) within: Option<&'f File>,
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
            mode = match self.like {
                Some(_) => mode & bounds(within, file)?,
                None => usual_within(within, file)?,
            };
        }
        if mode & 0o222 == 0 {
            // The copy of a file that was write-protected meanwhile is there to be gone on with.
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

/// Returns the rights that `file` may have at most so as not to be more open than `other`.
fn bounds(other: &File, file: &File) -> io::Result<u32> {
    let (is, own) = (other.metadata()?, file.metadata()?);
    // The group's rights of a file with a list are the list's, and those of another group are nobody's here.
    let group = if is.gid() == own.gid() && !attributes::has_list(other) { 0o070 } else { 0 };
    Ok(0o7700 | is.mode() & (group | 0o007))
}

/// Returns the mode of a new file beside another: what the other one has, without the right to execute.
fn usual_within(other: &File, file: &File) -> io::Result<u32> {
    attributes::drop_list(file);
    Ok((0o600 | other.metadata()?.mode() & 0o066) & bounds(other, file)?)
}

/// Extended attributes, and the access control list, which is one of them.
#[cfg(any(target_os = "linux", target_os = "android"))]
mod attributes {
    use std::fs::File;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};

    const LIST: &[u8] = b"system.posix_acl_access";
    /// The most bytes of one attribute, and of all their names, that Linux allows.
    const MOST: usize = 64 * 1024;

    /// Copies the attributes; tells whether `file` has the access control list of `like`, or none where that has none.
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

    /// Takes away the list that a new file may have from its folder.
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
