//! `qitu pack`: what stands in a planner's folder afterwards, and that nothing does where it fails.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use qitu_model::{Catalogue, json, sum};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BOOK: &str = "tests/books/night-school.json";
const PAGE: &str = r#"<!doctype html>
<meta name="qitu-build" content="0123456789ab">
<meta name="qitu-catalogue" content="catalogue/own.json">
<meta name="qitu-built-book" content="own">
<meta name="qitu-first" content="catalogue/own.first.json">
<meta name="qitu-first-sum" content="2-00000000">
<div id="boot" class="boot"></div>
</html>
"#;

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn qitu() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qitu"));
    command.current_dir(top()).args(["--lang", "en"]);
    command
}

fn pack(catalogue: &Path, folder: &Path, more: &[&str]) -> Output {
    qitu().arg("pack").arg("--catalogue").args([catalogue, folder]).args(more).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of its own with a planner; `copies` with compressed copies, which are of another edition.
fn planner(name: &str, copies: bool) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pack-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("catalogue")).unwrap();
    let files = [
        ("index.html", PAGE),
        ("catalogue/own.json", "{}"),
        ("catalogue/own.first.json", "{}"),
        ("catalogue/flags.json", r#"{"format":"qitu.flags/1","id":"flags"}"#),
    ];
    for (path, text) in files {
        std::fs::write(folder.join(path), text).unwrap();
        for ending in ["br", "gz"] {
            let is_page = path == "index.html";
            if copies || !is_page {
                std::fs::write(folder.join(format!("{path}.{ending}")), "old").unwrap();
            }
        }
    }
    folder
}

fn is_there(folder: &Path, path: &str) -> bool {
    folder.join(path).exists()
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap()
}

fn said<'p>(page: &'p str, name: &str) -> &'p str {
    let opening = format!("<meta name=\"{name}\" content=\"");
    page.split_once(&opening).unwrap().1.split_once('"').unwrap().0
}

/// Everything in a folder.
fn state(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut state = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            state.insert(path.clone(), Vec::new());
            state.extend(self::state(&path));
        } else {
            state.insert(path.clone(), std::fs::read(path).unwrap());
        }
    }
    state
}

/// Both halves say the same of a plan, and the page knows the one by its sum.
fn holds(folder: &Path, name: &str, known_as: &str) {
    let whole = read(folder, &format!("catalogue/{name}.json"));
    let first = read(folder, &format!("catalogue/{name}.first.json"));
    let whole = json::read::<Catalogue>(&whole).unwrap();
    assert_eq!(whole, json::read::<Catalogue>(&read(&top(), BOOK)).unwrap());
    assert_eq!(whole.for_planning(), json::read::<Catalogue>(&first).unwrap());
    assert_eq!(said(&read(folder, "index.html"), known_as), sum(&first));
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).unwrap();
    let mut bytes = Vec::new();
    if path.extension().unwrap() == "gz" {
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
    } else {
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut bytes).unwrap();
    }
    bytes
}

#[test]
fn the_planners_own_catalogue_is_replaced_whole_and_half() {
    let folder = planner("own", false);
    let output = pack(Path::new(BOOK), &folder, &[]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    holds(&folder, "own", "qitu-first-sum");
    // An old copy would be sent in place of the file.
    for path in ["catalogue/own.json", "catalogue/own.first.json", "index.html"] {
        assert!(!is_there(&folder, &format!("{path}.br")), "{path}");
        assert!(!is_there(&folder, &format!("{path}.gz")), "{path}");
    }
    assert!(is_there(&folder, "catalogue/flags.json.br"), "another file's copy stays");
    let written = String::from_utf8(output.stdout).unwrap();
    assert_eq!(written.lines().count(), 3, "{written}");
    assert!(written.trim_end().ends_with("index.html"), "{written}");
}

#[test]
fn before_the_program_nothing_is_said_of_another_academy() {
    let folder = planner("silent", false);
    let silent = |folder: &Path| read(folder, "index.html").matches("data-known").count();
    for _ in 0..2 {
        assert_eq!(code(&pack(Path::new(BOOK), &folder, &[])), 0);
        assert_eq!(silent(&folder), 1, "the words there are of the academy of the build");
    }
    let own = folder.join("edition.json");
    std::fs::write(&own, read(&top(), BOOK).replacen("nanfang-school", "own", 1)).unwrap();
    assert_eq!(code(&pack(&own, &folder, &[])), 0);
    assert_eq!(silent(&folder), 0, "an edition of its own catalogue is of that academy");
}

#[test]
fn compressed_copies_are_renewed_where_the_planner_has_them() {
    let folder = planner("copies", true);
    assert_eq!(code(&pack(Path::new(BOOK), &folder, &[])), 0);
    holds(&folder, "own", "qitu-first-sum");
    for path in ["catalogue/own.json", "catalogue/own.first.json", "index.html"] {
        for ending in ["br", "gz"] {
            let copy = folder.join(format!("{path}.{ending}"));
            assert_eq!(unpacked(&copy), std::fs::read(folder.join(path)).unwrap(), "{path}");
        }
    }
}

#[test]
fn a_second_academys_catalogue_stands_beside_the_own_one() {
    let folder = planner("beside", false);
    let own = read(&folder, "catalogue/own.json");
    for _ in 0..2 {
        let output = pack(Path::new(BOOK), &folder, &["--book"]);
        assert_eq!(code(&output), 0, "{}", told(&output));
        assert!(told(&output).contains("?book=nanfang-school"), "{}", told(&output));
        holds(&folder, "nanfang-school", "qitu-first-sum-nanfang-school");
    }
    let page = read(&folder, "index.html");
    assert_eq!(page.matches("qitu-first-sum-nanfang-school").count(), 1, "{page}");
    let rest: String = page.lines().filter(|l| !l.contains("nanfang-school")).collect();
    assert_eq!(rest, PAGE.lines().collect::<String>());
    assert_eq!(read(&folder, "catalogue/own.json"), own);
}

#[test]
fn packed_by_its_own_id_beside_itself_it_is_the_own_one() {
    let folder = planner("itself", false);
    let renamed = read(&top(), BOOK).replace("\"nanfang-school\"", "\"own\"");
    let book = folder.join("new.json");
    std::fs::write(&book, renamed).unwrap();
    assert_eq!(code(&pack(&book, &folder, &["--book"])), 0);
    let first = read(&folder, "catalogue/own.first.json");
    assert_eq!(said(&read(&folder, "index.html"), "qitu-first-sum"), sum(&first));
}

#[test]
fn what_cannot_be_published_changes_nothing() {
    let folder = planner("refused", true);
    let written = |name: &str, text: &str| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let sound = read(&top(), BOOK);
    let named = |id: &str| sound.replace("\"nanfang-school\"", &format!("\"{id}\""));
    let cases = [
        (PathBuf::from("no-such-file"), "no-such-file"),
        (written("page.json", "<!doctype html><title>404</title>"), "not published"),
        (written("cut.json", &sound[..sound.len() / 2]), "not published"),
        (written("other.json", r#"{"format": "qitu.scenario/1"}"#), "not published"),
        (written("path.json", &named("../../escaped")), "cannot stand in an address"),
        (written("dots.json", &named("qitu.plan.schema")), "cannot stand in an address"),
        (written("taken.json", &named("flags")), "another file of the planner has this name"),
    ];
    let before = state(&folder);
    for (path, words) in &cases {
        let output = pack(path, &folder, &["--book"]);
        assert_eq!(code(&output), 1, "{path:?}");
        assert!(told(&output).contains(words), "{path:?}: {}", told(&output));
        assert!(output.stdout.is_empty());
        assert!(state(&folder) == before, "{path:?} changed something");
    }
    let damaged =
        written("damaged.json", &sound.replacen("\"fee\": ", "\"fee\": \"¥\", \"was\": ", 1));
    assert_ne!(std::fs::read_to_string(&damaged).unwrap(), sound);
    assert_eq!(code(&pack(&damaged, &folder, &[])), 1);
    assert!(state(&folder) == before, "a catalogue with an error changed something");
}

#[test]
fn a_folder_without_a_planner_is_told_and_left_alone() {
    let folder = planner("none", false);
    for page in [None, Some("<!doctype html><title>an academy</title>")] {
        match page {
            None => std::fs::remove_file(folder.join("index.html")).unwrap(),
            Some(text) => std::fs::write(folder.join("index.html"), text).unwrap(),
        }
        let before = state(&folder);
        let output = pack(Path::new(BOOK), &folder, &[]);
        assert_eq!(code(&output), 1);
        assert!(told(&output).contains("there is no planner in this folder"), "{}", told(&output));
        assert!(state(&folder) == before);
    }
    let output = pack(Path::new(BOOK), Path::new("no-such-folder"), &[]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).contains("no-such-folder"), "{}", told(&output));
}

#[cfg(unix)]
#[test]
fn where_there_is_no_room_nothing_is_changed_and_the_code_says_so() {
    let folder = planner("full", true);
    let before = state(&folder);
    // Files of more than a kilobyte cannot be written, as on a disk that is full.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2; exec \"$@\"", "sh"])
        .args([env!("CARGO_BIN_EXE_qitu"), "--lang", "en", "pack", "--catalogue", BOOK])
        .arg(&folder)
        .current_dir(top())
        .output()
        .unwrap();
    assert_eq!(code(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("could not be written"), "{}", told(&output));
    assert!(told(&output).contains("Nothing was changed."), "{}", told(&output));
    assert!(output.stdout.is_empty());
    assert!(state(&folder) == before);
}

#[test]
fn where_a_folder_stands_in_the_place_of_a_file_nothing_is_changed() {
    let folder = planner("half", false);
    std::fs::remove_file(folder.join("catalogue/own.first.json")).unwrap();
    std::fs::create_dir_all(folder.join("catalogue/own.first.json/in-the-way")).unwrap();
    let before = state(&folder);
    let output = pack(Path::new(BOOK), &folder, &[]);
    assert_eq!(code(&output), 3, "{}", told(&output));
    assert!(told(&output).contains("Nothing was changed."), "{}", told(&output));
    assert!(state(&folder) == before);
}
