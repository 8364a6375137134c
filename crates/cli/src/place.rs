//! Owns putting several files in place as one: all of them are written beside their places first.
//! Refuses to leave half of it: where one cannot be put in place those before it are put back.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is to stand in a place.
pub struct Change {
    /// The place.
    pub path: PathBuf,
    /// The bytes of the file; none where there is to be no file.
    pub bytes: Option<Vec<u8>>,
}

/// Why nothing was changed.
pub struct Refused {
    /// The file that could not be written.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
    /// What could not be put back, as it never should be.
    pub lost: Vec<PathBuf>,
}

/// Puts the files in place in this order.
///
/// # Errors
/// When one cannot be written. The places are then as they were before.
pub fn put(changes: &[Change]) -> Result<(), Refused> {
    let refused = |path: &Path, error, lost| Refused { path: path.to_owned(), error, lost };
    // Copies of what is there need room as well: they come before anything is touched.
    for change in changes {
        if let Err(error) = prepare(change) {
            sweep(changes);
            return Err(refused(&change.path, error, Vec::new()));
        }
    }
    for (at, change) in changes.iter().enumerate() {
        if let Err(error) = exchange(change) {
            let lost = changes.iter().take(at).filter_map(|done| back(done).err()).collect();
            sweep(changes);
            return Err(refused(&change.path, error, lost));
        }
    }
    sweep(changes);
    Ok(())
}

fn prepare(change: &Change) -> io::Result<()> {
    if let Some(bytes) = &change.bytes {
        let mut file = File::create(beside(&change.path, "part"))?;
        file.write_all(bytes)?;
        // A disk that is full may say so only now.
        file.sync_all()?;
    }
    absent_is_fine(fs::copy(&change.path, beside(&change.path, "before")).map(|_| ()))
}

fn exchange(change: &Change) -> io::Result<()> {
    match &change.bytes {
        Some(_) => fs::rename(beside(&change.path, "part"), &change.path),
        None => absent_is_fine(fs::remove_file(&change.path)),
    }
}

fn back(change: &Change) -> Result<(), PathBuf> {
    let before = beside(&change.path, "before");
    let done = if before.exists() {
        fs::rename(before, &change.path)
    } else {
        absent_is_fine(fs::remove_file(&change.path))
    };
    done.map_err(|_| change.path.clone())
}

/// Takes away what was only needed on the way.
fn sweep(changes: &[Change]) {
    for change in changes {
        for ending in ["part", "before"] {
            let _ = fs::remove_file(beside(&change.path, ending));
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, put};
    use std::fs;

    #[test]
    fn where_one_cannot_be_put_in_place_those_before_it_are_put_back() {
        let folder = std::env::temp_dir().join(format!("qitu-place-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap_or_default();
        let there = folder.join("there");
        fs::write(&there, "old").unwrap_or_default();
        let change = |name: &str| {
            let bytes = Some(b"new".to_vec());
            Change { path: folder.join(name), bytes }
        };
        // The second time there is nothing left to put in the place.
        let refused = put(&[change("there"), change("new"), change("new")]).err();
        assert!(refused.is_some_and(|refused| refused.lost.is_empty()));
        assert_eq!(fs::read_to_string(&there).ok().as_deref(), Some("old"));
        assert_eq!(fs::read_dir(&folder).map(Iterator::count).ok(), Some(1));
        assert!(put(&[change("there"), change("new")]).is_ok());
        assert_eq!(fs::read_to_string(&there).ok().as_deref(), Some("new"));
        assert_eq!(fs::read_dir(&folder).map(Iterator::count).ok(), Some(2));
        let _ = fs::remove_dir_all(&folder);
    }
}
