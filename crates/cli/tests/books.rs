//! What the command line says of catalogues that people handed in, sound and damaged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qitu"));
    command.current_dir(top()).args(["--lang", "zh"]).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What each catalogue must come to; the page is held to the same (`tests/browser/books.test.mjs`).
fn outcomes() -> Vec<Value> {
    let text = std::fs::read_to_string(top().join("tests/books/outcomes.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_book_is_checked_with_the_place_of_what_is_wrong() {
    for book in outcomes() {
        let path = format!("tests/books/{}", book["file"].as_str().unwrap());
        let output = run(&["check", &path]);
        let words = said(&output);
        let errors = book["errors"].as_u64().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(errors > 0)), "{path}: {words}");
        if let Some(warnings) = book["warnings"].as_u64() {
            let sum = format!("{errors} 个错误，{warnings} 个警告");
            assert!(words.contains(&sum), "{path}: {words}");
        }
        let told = book["told"].as_str().unwrap_or_default();
        let line = words.lines().find(|line| line.contains(told)).unwrap_or_default();
        assert!(line.starts_with(&path), "{path}: {words}");
        if let Some(gone) = book["before"].as_str() {
            let words =
                said(&run(&["check", &path, "--catalogue", "tests/books/night-school.json"]));
            assert!(
                words.lines().any(|line| line.contains("警告") && line.contains(gone)),
                "{words}"
            );
        }
    }
}

#[test]
fn every_book_is_planned_as_far_as_it_is_sound() {
    for book in outcomes() {
        let path = format!("tests/books/{}", book["file"].as_str().unwrap());
        let goal = if book["goal"].is_null() { "leader" } else { "r" };
        let mut rider = json!({"age": 30, "education": "senior"});
        if goal == "leader" {
            rider["role"] = json!("rider");
            rider["tenure"] = json!({"rider": 14});
        }
        let scenario = json!({
            "format": "qitu.scenario/1", "start": "2026-11-30", "rider": rider,
            "week": {"gap": 2, "evening": 6, "rest_day": 6}, "goal": {"role": goal},
        });
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("books-{goal}.json"));
        std::fs::write(&file, scenario.to_string()).unwrap();
        let output = run(&["plan", "--catalogue", &path, "--scenario", file.to_str().unwrap()]);
        let words = said(&output);
        let name = book["goal"].as_str().unwrap_or("夜校队长");
        let is_unread = book["line"] == "unread" || book["answer"] == "unread";
        if is_unread || book["answer"] == "absent" {
            assert_eq!(output.status.code(), Some(1), "{path}: {words}");
            assert!(!words.contains("可以当上"), "{path}: {words}");
            continue;
        }
        assert_eq!(output.status.code(), Some(0), "{path}: {words}");
        let is_reached = words.contains(&format!("可以当上{name}"));
        assert_eq!(is_reached, book["answer"] == "plan", "{path}: {words}");
        assert!(words.contains(book["why"].as_str().unwrap_or_default()), "{path}: {words}");
    }
}
