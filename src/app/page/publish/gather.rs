//! Owns gathering the files of this planner's folder, with another catalogue in the place of its own.

use crate::app::platform::fetch;
use qitu_engine::export::archive;
use qitu_engine::export::publish::{Edition, Planner};
use qitu_model::json::{self, FromJson};

/// What the build says of its folder. Compressed copies are not in it: a host makes its own.
#[derive(Default, FromJson)]
#[serde(default)]
struct Folder {
    build: String,
    files: Vec<String>,
}

/// Why there is no archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// This file did not come, or is not what it should be.
    Missing(String),
    /// The folder holds files of two builds.
    Mixed,
}

const LIST: &str = "files.json";
const PAGE: &str = "index.html";
/// Who may hear of plans is said by each deployment for itself.
const HOSTS: (&str, &str) = ("embed.json", "{\"hosts\":[]}\n");

/// The files of the planner's folder.
pub(super) async fn files() -> Option<Vec<String>> {
    folder().await.ok().map(|folder| folder.files)
}

async fn folder() -> Result<Folder, Trouble> {
    let missing = || Trouble::Missing(LIST.to_owned());
    let text = fetch::text(LIST).await.map_err(|_| missing())?;
    json::read::<Folder>(&text).map_err(|_| missing())
}

/// The archive of the planner with this catalogue, and how many files are in it. Calls `step` with
/// the number of files that have come and of all.
pub(super) async fn archive(
    edition: &Edition,
    step: impl Fn(usize, usize),
) -> Result<(usize, Vec<u8>), Trouble> {
    let missing = |path: &str| Trouble::Missing(path.to_owned());
    let folder = folder().await?;
    let page = fetch::text(PAGE).await.map_err(|_| missing(PAGE))?;
    let planner = Planner::read(page).ok_or_else(|| missing(PAGE))?.alone();
    if planner.build() != folder.build {
        return Err(Trouble::Mixed);
    }
    let place = planner.own();
    let ready = [
        (PAGE, planner.with(&place, edition)),
        (&place.whole, edition.whole.clone()),
        (&place.first, edition.first.clone()),
        (HOSTS.0, HOSTS.1.to_owned()),
    ];
    let all = folder.files.len();
    let mut files = Vec::with_capacity(all);
    for path in folder.files {
        let known = ready.iter().find(|(name, _)| *name == path);
        let bytes = match known {
            Some((_, text)) => text.clone().into_bytes(),
            None => fetch::bytes(&path).await.map_err(|_| missing(&path))?,
        };
        files.push((path, bytes));
        step(files.len(), all);
    }
    let archive = archive::zip(&files).map_err(|_| missing(LIST))?;
    Ok((files.len(), archive))
}
