//! Every package that a manifest names stands in `docs/dependencies.md` with its reason.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All manifests of the workspace, and those of the fuzz targets and the Python package.
fn manifests() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let own = ["", "derive", "fuzz", "python"].map(|folder| root().join(folder));
    let all = crates.chain(own).map(|folder| folder.join("Cargo.toml"));
    all.filter(|path| path.exists()).collect()
}

/// Packages named in the tables of dependencies of a manifest, without the project's own.
fn named(manifest: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.trim_end_matches(']').ends_with("dependencies");
        } else if inside && let Some((name, _)) = line.split_once(['=', '.']) {
            let name = name.trim();
            if !name.starts_with(['#', ' ']) && !name.starts_with("qitu") && !line.starts_with(' ')
            {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_dependency_has_its_reason() {
    let told = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let rows = told.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let told: BTreeSet<&str> = rows.flat_map(|row| row.split([',', ' '])).collect();
    let mut all = BTreeSet::new();
    for path in manifests() {
        all.extend(named(&fs::read_to_string(path).unwrap()));
    }
    assert!(all.len() >= 15, "{all:?}");
    let missing: Vec<&String> = all.iter().filter(|name| !told.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "without a reason in docs/dependencies.md: {missing:?}");
    let npm = fs::read_to_string(root().join("tests/package.json")).unwrap();
    for name in ["axe-core", "binaryen", "playwright-core"] {
        assert!(npm.contains(name) && told.contains(name), "{name}");
    }
}
