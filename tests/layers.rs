//! The rooms keep their order, read from the files' own `use` lines.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// Rooms of the engine; each imports from itself and from those before it.
const ENGINE: [&str; 9] =
    ["load", "verify", "explain", "link", "studio", "text", "export", "layout", "protocol"];

/// Layers of the page; each imports from itself and from those before it. The two in one place do
/// not know each other.
const PAGE: [&[&str]; 7] = [
    &["platform"],
    &["state"],
    &["store", "planner"],
    &["session"],
    &["component"],
    &["page"],
    &["shell"],
];

/// Packages that know no browser.
const PURE: [&str; 9] =
    ["model", "solve", "engine", "replica", "cohort", "batch", "workbook", "studio", "cli"];

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
    found.iter().filter_map(|path| from_root(path, own)).collect()
}

/// A path from the package's root on; none where it leads into another package.
fn from_root(path: &str, own: &[String]) -> Option<Vec<String>> {
    let mut parts = path.split("::").peekable();
    let mut base = own.to_vec();
    match parts.next() {
        Some("crate") => base.clear(),
        Some("super") => {
            base.pop();
            while parts.next_if_eq(&"super").is_some() {
                base.pop();
            }
        }
        Some("self") => {}
        _ => return None,
    }
    Some(base.into_iter().chain(parts.map(str::to_owned)).collect())
}

/// All that a file names of its package: what it imports, paths written out where they are used, and
/// what it takes from the files that it opens.
fn names(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let mut found = imports(text, own);
    let opened: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.rsplit_once("mod ").map(|(_, name)| name))
        .collect();
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    for path in text.split(|letter| !is_name(letter)).map(|path| path.trim_end_matches(':')) {
        if !path.contains("::") {
            continue;
        }
        let head = path.split("::").next().unwrap_or_default();
        if opened.contains(&head) {
            found.extend(from_root(&format!("self::{path}"), own));
        } else {
            found.extend(from_root(path, own));
        }
    }
    found
}

/// Which of its package's files each file names. `counts` says whether a pair is looked at.
fn graph(
    folder: &str,
    read: impl Fn(&str, &[String]) -> Vec<Vec<String>>,
    counts: impl Fn(&[Vec<String>], &[String], &[String]) -> bool,
) -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let own: BTreeMap<Vec<String>, PathBuf> =
        files(folder).into_iter().map(|path| (module(&path, &root), path)).collect();
    let all: Vec<Vec<String>> = own.keys().cloned().collect();
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, path) in &own {
        for named in read(&code(path), name) {
            let target = (1..=named.len()).rev().find_map(|n| own.get_key_value(&named[..n]));
            if let Some((target, _)) = target
                && target != name
                && counts(&all, name, target)
            {
                graph.entry(name.join("::")).or_default().insert(target.join("::"));
            }
        }
    }
    graph
}

/// The pairs of files that are in a circle. What names nothing that is left goes, and what nothing
/// names that is left, until only circles stay.
fn circles(mut graph: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let named: BTreeSet<String> = graph.values().flatten().cloned().collect();
        let before = graph.values().map(BTreeSet::len).sum::<usize>();
        graph.retain(|name, _| named.contains(name));
        let left: BTreeSet<String> = graph.keys().cloned().collect();
        graph.values_mut().for_each(|targets| targets.retain(|target| left.contains(target)));
        graph.retain(|_, targets| !targets.is_empty());
        if graph.values().map(BTreeSet::len).sum::<usize>() == before {
            break;
        }
    }
    let pairs = graph.iter().flat_map(|(name, targets)| {
        targets.iter().map(move |target| format!("{name} imports {target}"))
    });
    pairs.collect()
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
        // A folder's own file only opens and hands on what is inside: it ties nothing together.
        let is_face = |all: &[Vec<String>], name: &[String]| {
            all.iter().any(|other| other.len() > name.len() && other.starts_with(name))
        };
        let counts = |all: &[Vec<String>], name: &[String], target: &[String]| {
            !is_face(all, name) && !is_face(all, target)
        };
        let pairs = circles(graph(&format!("crates/{package}/src"), imports, counts));
        assert!(pairs.is_empty(), "circles in {package}:\n{}", pairs.join("\n"));
    }
}

#[test]
fn no_files_of_the_page_import_one_another_in_a_circle() {
    let pairs = circles(graph("src", names, |_, _, _| true));
    assert!(pairs.is_empty(), "{}", pairs.join("\n"));
}

#[test]
fn a_circle_is_found_whatever_leads_to_it_and_from_it() {
    let mut joined: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, target) in [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "e")] {
        joined.entry(name.to_owned()).or_default().insert(target.to_owned());
    }
    assert_eq!(circles(joined), ["b imports c", "c imports b"]);
}

#[test]
fn a_file_names_what_it_imports_writes_out_and_opens() {
    let text = "mod inner;\nuse super::{x, y::Z};\nfn f() { crate::a::b(); inner::g(); std::c() }";
    let own = ["app".to_owned(), "page".to_owned()];
    let found: BTreeSet<String> =
        names(text, &own).into_iter().map(|path| path.join("::")).collect();
    let expected = ["a::b", "app::page::inner::g", "app::x", "app::y::Z"];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn layers_of_the_page_import_only_layers_before_them() {
    let place = |name: &str| {
        let layer = name.split("::").nth(1)?;
        let place = PAGE.iter().position(|layers| layers.contains(&layer));
        Some((layer.to_owned(), place.unwrap_or_else(|| panic!("{layer} has no place"))))
    };
    let mut wrong = Vec::new();
    for (name, targets) in graph("src", names, |_, _, _| true) {
        let Some((layer, from)) = place(&name) else { continue };
        for target in targets {
            let Some((other, to)) = place(&target) else { continue };
            if to > from || (to == from && other != layer) {
                wrong.push(format!("{name} imports {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn screens_import_no_screens() {
    let screen = |name: &str| {
        let inside = name.strip_prefix("app::page::")?;
        inside.split("::").next().map(str::to_owned)
    };
    let mut wrong = Vec::new();
    for (name, targets) in graph("src", names, |_, _, _| true) {
        let Some(own) = screen(&name) else { continue };
        let others = targets.iter().filter(|target| screen(target).is_some_and(|one| one != own));
        wrong.extend(others.map(|other| format!("{name} imports {other}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
