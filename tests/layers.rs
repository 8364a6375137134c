//! The rooms keep their order, read from the files' own `use` lines.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// Rooms of the engine; each imports from itself and from those before it.
const ENGINE: [&str; 9] =
    ["load", "verify", "explain", "link", "studio", "text", "export", "layout", "protocol"];

/// Packages that know no browser.
const PURE: [&str; 5] = ["model", "solve", "engine", "replica", "cli"];

/// All Rust files below a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} has no files");
    found
}

/// The file without comments, and without its tests, which may use what they like.
fn code(path: &Path) -> String {
    let text = read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// `a/b/mod.rs` and `a/b.rs` are `[a, b]`; `lib.rs` is nothing.
fn module(path: &Path, root: &Path) -> Vec<String> {
    let inside = path.strip_prefix(root).unwrap().with_extension("");
    let mut parts: Vec<String> =
        inside.components().map(|part| part.as_os_str().to_string_lossy().into()).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// The paths that a file's `use` statements name, braces taken apart, from the package's root on.
fn imports(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for statement in text.split("use ").skip(1) {
        let statement = statement.split(';').next().unwrap_or_default().replace(['\n', ' '], "");
        expand("", &statement, &mut found);
    }
    found
        .into_iter()
        .filter_map(|path| {
            let mut parts: Vec<&str> = path.split("::").collect();
            let mut base = own.to_vec();
            match parts.first() {
                Some(&"crate") => base.clear(),
                Some(&"super") => base.truncate(own.len().saturating_sub(1)),
                Some(&"self") => {}
                _ => return None,
            }
            parts.remove(0);
            Some(base.into_iter().chain(parts.into_iter().map(str::to_owned)).collect())
        })
        .collect()
}

fn expand(before: &str, tree: &str, found: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        return found.push(format!("{before}{tree}"));
    };
    let (head, inner) = tree.split_at(open);
    let inner = inner.trim_start_matches('{').strip_suffix('}').unwrap_or_default();
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in inner.char_indices().chain([(inner.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&format!("{before}{head}"), &inner[from..at], found);
                from = at + 1;
            }
            _ => {}
        }
    }
}

#[test]
fn rooms_of_the_engine_import_only_rooms_before_them() {
    let mut wrong = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/engine/src");
    for path in files("crates/engine/src") {
        let own = module(&path, &root);
        let Some(room) = own.first() else { continue };
        let place = ENGINE.iter().position(|name| name == room);
        let place = place.unwrap_or_else(|| panic!("{room} has no place in the order"));
        for other in code(&path).split("crate::").skip(1) {
            let other = other.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            if ENGINE.iter().position(|name| *name == other).is_some_and(|at| at > place) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_below_the_page_import_one_another_in_a_circle() {
    for package in ["model", "solve", "engine", "replica"] {
        let folder = format!("crates/{package}/src");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder);
        let own: BTreeMap<Vec<String>, PathBuf> =
            files(&folder).into_iter().map(|path| (module(&path, &root), path)).collect();
        // A folder's own file only opens and hands on what is inside: it ties nothing together.
        let is_face = |name: &[String]| {
            own.keys().any(|other| other.len() > name.len() && other.starts_with(name))
        };
        let mut graph: BTreeMap<&[String], BTreeSet<&[String]>> = BTreeMap::new();
        for (name, path) in &own {
            for import in imports(&code(path), name) {
                let target = (1..=import.len()).rev().find_map(|n| own.get_key_value(&import[..n]));
                if let Some((target, _)) = target
                    && target != name
                    && !is_face(target)
                    && !is_face(name)
                {
                    graph.entry(name).or_default().insert(target);
                }
            }
        }
        // What imports nothing that is left goes, until only circles and what leads to them stay.
        while let Some(leaf) = own
            .keys()
            .find(|name| {
                let asked = graph.values().any(|targets| targets.contains(name.as_slice()));
                asked && graph.get(name.as_slice()).is_none_or(BTreeSet::is_empty)
            })
            .map(Vec::as_slice)
        {
            graph.values_mut().for_each(|targets| {
                targets.remove(leaf);
            });
            graph.remove(leaf);
        }
        graph.retain(|_, targets| !targets.is_empty());
        let pairs = graph.iter().flat_map(|(name, targets)| {
            targets.iter().map(|target| format!("{} → {}", name.join("::"), target.join("::")))
        });
        let pairs: Vec<String> = pairs.collect();
        assert!(pairs.is_empty(), "circles in {package}:\n{}", pairs.join("\n"));
    }
}

#[test]
fn the_packages_below_the_page_name_no_browser() {
    for package in PURE {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("crates/{package}/Cargo.toml"));
        let manifest = read_to_string(path).unwrap();
        for browser in ["web-sys", "js-sys", "wasm-bindgen", "gloo", "leptos"] {
            assert!(!manifest.contains(browser), "crates/{package} names {browser}");
        }
    }
}

#[test]
fn only_the_platform_names_the_browsers_interfaces() {
    let mut wrong = Vec::new();
    for path in files("src") {
        if path.components().any(|part| part.as_os_str() == "platform") {
            continue;
        }
        for name in ["web_sys", "js_sys"] {
            if code(&path).contains(name) {
                wrong.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
