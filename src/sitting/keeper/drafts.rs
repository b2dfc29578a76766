//! Keeps the draft of a live vote in a file beside the session, for the user alone.
//!
//! This module must not know what a draft says.

use super::shown;
use crate::live::Drafts;
use crate::store::Private;

/// Keeps the draft of a live vote in a file for the user alone.
#[derive(Debug)]
pub struct FileDrafts(pub(super) Private);

impl FileDrafts {
    /// Returns the draft that is there, if any.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self) -> Result<Option<Vec<u8>>, String> {
        self.0.read().map_err(|error| error.to_string())
    }

    /// Returns the name of the file, as it is said.
    pub fn name(&self) -> String {
        shown(self.0.path())
    }
}

impl Drafts for FileDrafts {
    fn save(&mut self, draft: &str) -> Result<(), String> {
        self.0.write(draft.as_bytes()).map_err(|error| error.to_string())
    }

    fn remove(&mut self) -> Result<(), String> {
        self.0.remove().map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use crate::live::Drafts as _;
    use crate::session::Session;
    use crate::sitting::FileKeeper;
    use crate::store::SessionFile;

    #[test]
    fn p31_a_draft_is_for_the_user_alone_and_is_gone_once_it_is_removed() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = SessionFile::create(&folder.path().join("s.weigh.json"), &[]).unwrap();
        let mut drafts = FileKeeper::new(file, Box::new(Session::to_json), None).drafts();
        assert_eq!(drafts.read(), Ok(None));
        let path = folder.path().join("s.draft.json");
        std::fs::write(&path, "somebody else could read this").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        drafts.save("{}").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(drafts.read(), Ok(Some(b"{}".to_vec())));
        drafts.remove().unwrap();
        drafts.remove().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing else is left either");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
        assert!(drafts.save("{}").is_err(), "a link is not followed");
    }
}
