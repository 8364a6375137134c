//! The work that fixed questions take, counted: the same on every machine, whatever else it does.
//!
//! A clock is too unsteady for a test. So nodes, runs of propagators and changes of bounds are counted
//! for questions on frozen catalogues (`benches/instances`) and held against `benches/work.txt`.
//! After a change that is worth its work:
//!
//! `QITU_COUNT=write cargo test -p qitu-solve fixed_questions` writes the new counts there.

use crate::{Limits, plan, testing};
use qitu_model::{Catalogue, Scenario};
use std::fmt::Write;
use std::fs::{read_dir, read_to_string, write};
use std::path::{Path, PathBuf};

/// Published instances that are not too large for a test; the catalogue sketch is asked everything.
const PUBLISHED: [&str; 6] = ["J30_1_1", "J30_5_1", "J30_33_1", "bacp-2", "bacp-8", "bacp-18"];

/// How many per cent more all questions together, and one of them, may take than is written.
const MORE_IN_ALL: u64 = 5;
const MORE_OF_ONE: u64 = 25;
/// Of a question that takes next to nothing.
const SLACK: u64 = 500;

const NAMES: [&str; 3] = ["nodes", "propagator runs", "changes of bounds"];
type Counts = [u64; 3];

fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches")
}

/// The scenarios of the sketch, by name, and the published instances.
fn questions() -> Vec<String> {
    let files = read_dir(benches().join("instances")).expect("the instances are there");
    let names = files.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let ends = names.filter_map(|name| name.strip_suffix(".scenario.json").map(str::to_owned));
    let mut all: Vec<String> = ends.filter(|name| name.starts_with("sketch-")).collect();
    all.extend(PUBLISHED.map(str::to_owned));
    all.sort();
    all
}

fn read(name: &str) -> String {
    read_to_string(benches().join("instances").join(name)).expect("the file is there")
}

fn counts(question: &str) -> Counts {
    let file = if question.starts_with("sketch-") { "sketch" } else { question };
    let (catalogue, scenario) =
        (format!("{file}.catalogue.json"), format!("{question}.scenario.json"));
    let catalogue: Catalogue = serde_json::from_str(&read(&catalogue)).expect("it reads");
    let scenario: Scenario = serde_json::from_str(&read(&scenario)).expect("it reads");
    testing::counted(|| plan(&catalogue, &scenario, Limits::nodes(5_000), &mut |_| true).work.nodes)
}

/// Does a count stay within so many per cent of what is written?
fn is_within(now: u64, written: u64, percent: u64, slack: u64) -> bool {
    now <= written + written * percent / 100 + slack
}

fn sum(all: &[(String, Counts)]) -> Counts {
    [0, 1, 2].map(|at| all.iter().map(|(_, counts)| counts[at]).sum())
}

fn text(all: &[(String, Counts)]) -> String {
    let mut text = String::new();
    for (name, [nodes, runs, changes]) in all {
        writeln!(text, "{name} {nodes} {runs} {changes}").expect("a text takes a line");
    }
    text
}

fn parse(text: &str) -> Vec<(String, Counts)> {
    let line = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next()?.to_owned();
        let mut number = || words.next()?.parse().ok();
        Some((name, [number()?, number()?, number()?]))
    };
    text.lines().map(|each| line(each).expect("a name and three counts")).collect()
}

/// What takes more than it may, in a line each.
fn excess(now: &[(String, Counts)], written: &[(String, Counts)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |name: &str, now: Counts, written: Counts, percent, slack| {
        for at in 0..3 {
            if !is_within(now[at], written[at], percent, slack) {
                found.push(format!("{name}: {} {}, not {}", now[at], NAMES[at], written[at]));
            }
        }
    };
    for ((name, now), (_, written)) in now.iter().zip(written) {
        look(name, *now, *written, MORE_OF_ONE, SLACK);
    }
    look("all questions", sum(now), sum(written), MORE_IN_ALL, 0);
    found
}

#[test]
fn fixed_questions_take_no_more_work_than_before() {
    let place = benches().join("work.txt");
    let now: Vec<(String, Counts)> =
        questions().into_iter().map(|name| (name.clone(), counts(&name))).collect();
    if std::env::var_os("QITU_COUNT").is_some_and(|word| word == "write") {
        write(&place, text(&now)).expect("the counts are written");
        return;
    }
    let written = parse(&read_to_string(&place).expect("the counts are there"));
    let names = |all: &[(String, Counts)]| all.iter().map(|one| one.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&now), names(&written), "the questions are others: write the counts anew");
    let excess = excess(&now, &written);
    assert!(
        excess.is_empty(),
        "more work than before; if it is worth it, write the counts anew (see {}):\n{}",
        file!(),
        excess.join("\n")
    );
}

#[test]
fn the_same_question_takes_the_same_work_and_more_work_is_seen() {
    let once = counts("sketch-team_leader-soonest");
    assert_eq!(once, counts("sketch-team_leader-soonest"));
    assert!(once[1] > 0 && once[2] > 0, "{once:?}");
    let written = vec![("a".to_owned(), [1_000, 100_000, 10_000]), ("b".to_owned(), [10, 10, 10])];
    assert_eq!(excess(&written, &written), Vec::<String>::new());
    let mut more = written.clone();
    more[0].1[1] += 6_000;
    assert_eq!(excess(&more, &written), ["all questions: 106010 propagator runs, not 100010"]);
    more[0].1[1] += 20_000;
    assert_eq!(excess(&more, &written).len(), 2);
    let mut less = written.clone();
    less[0].1 = [1, 1, 1];
    assert_eq!(excess(&less, &written), Vec::<String>::new());
}
