//! The command line: what goes to which stream, in which order, with which exit code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

const CATALOGUE: &str = "tests/load/catalogue-sound.json";
const SCENARIO: &str = "tests/load/scenario-sound.json";

/// A file by its path in the project.
fn read(path: &str) -> std::io::Result<String> {
    std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR")))
}

fn run(arguments: &[&str]) -> Output {
    run_with(arguments, "")
}

fn run_with(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qitu"))
        .args(["--lang", "en"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A program that ends early closes its input; that is its right.
    let feeding = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = feeding.join();
    output
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn scratch(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_plan_as_json_is_alone_on_standard_output_and_verifies() {
    let planned = run(&["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO, "--json"]);
    assert_eq!(code(&planned), 0, "{}", err(&planned));
    let plan: Value = serde_json::from_str(out(&planned)).unwrap();
    assert_eq!(plan["format"], "qitu.plan/1");
    assert_eq!(plan["status"], "optimal");
    let file = scratch("plan.json", out(&planned));
    let verify = |plan: &Path| {
        let plan = plan.to_str().unwrap();
        run(&["verify", "--catalogue", CATALOGUE, "--scenario", SCENARIO, "--plan", plan])
    };
    let verdict = verify(&file);
    assert_eq!((code(&verdict), err(&verdict)), (0, ""));
    assert!(out(&verdict).starts_with("valid: weeks "));

    let mut late = plan;
    late["steps"] = Value::Array(Vec::new());
    let verdict = verify(&scratch("no-steps.json", &late.to_string()));
    assert_eq!(code(&verdict), 1);
}

#[test]
fn the_same_question_gets_the_same_answer_but_for_the_clock() {
    let ask = || {
        let planned = run(&["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO, "--json"]);
        let mut plan: Value = serde_json::from_str(out(&planned)).unwrap();
        plan["work"]["ms"] = Value::Null;
        plan
    };
    assert_eq!(ask(), ask());
}

#[test]
fn the_plan_in_words_is_in_the_language_asked_for() {
    let english = run(&["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO]);
    assert!(out(&english).contains("Team leader"), "{}", out(&english));
    let chinese = Command::new(env!("CARGO_BIN_EXE_qitu"))
        .args(["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO])
        .env("LC_ALL", "zh_CN.UTF-8")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .unwrap();
    assert!(out(&chinese).contains("队长"), "{}", out(&chinese));
}

#[test]
fn the_objective_on_the_command_line_wins() {
    let planned = run(&[
        "plan",
        "--catalogue",
        CATALOGUE,
        "--scenario",
        "-",
        "--objective",
        "cheapest",
        "--json",
    ]);
    assert_eq!(code(&planned), 1, "an empty scenario is bad input");
    let scenario = r#"{"start": "2026-11-23", "goal": {"course": "c1"}, "week": {"rest_day": 4}}"#;
    let fee = |objective| {
        let planned = run_with(
            &[
                "plan",
                "--catalogue",
                CATALOGUE,
                "--scenario",
                "-",
                "--objective",
                objective,
                "--json",
            ],
            scenario,
        );
        let plan: Value = serde_json::from_str(out(&planned)).unwrap();
        plan["value"]["fee"].as_i64().unwrap()
    };
    assert_eq!(fee("cheapest"), 0);
}

#[test]
fn bad_input_is_one_and_wrong_usage_two() {
    let missing = run(&["plan", "--catalogue", "no-such-file", "--scenario", SCENARIO]);
    assert_eq!((code(&missing), out(&missing)), (1, ""));
    assert!(err(&missing).contains("no-such-file"));
    let unreadable = "tests/load/scenario-unreadable.json";
    let bad = run(&["plan", "--catalogue", CATALOGUE, "--scenario", unreadable, "--json"]);
    assert_eq!((code(&bad), out(&bad)), (1, ""));
    assert!(err(&bad).contains("scenario-unreadable.json:2: error: start:"), "{}", err(&bad));
    for wrong in [
        &["plan"][..],
        &["plan", "--catalogue", CATALOGUE],
        &["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO, "--objective", "fastest"],
        &["fly"],
        &[],
    ] {
        let output = run(wrong);
        assert_eq!((code(&output), out(&output)), (2, ""), "{wrong:?}");
    }
    let help = run(&["--help"]);
    assert_eq!(code(&help), 0);
    assert!(out(&help).contains("Exit codes:"));
}

#[test]
fn a_file_in_another_encoding_is_named_as_such() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gbk.json");
    std::fs::write(&path, b"{\"title\": \"\xbf\xce\xb3\xcc\"}").unwrap();
    let output = run(&["check", path.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("GB18030"), "{}", err(&output));
}

#[test]
fn checking_prints_problems_and_counts_them() {
    let sound = run(&["check", CATALOGUE, SCENARIO]);
    assert_eq!((code(&sound), out(&sound)), (0, ""));
    let wrong = run(&["check", CATALOGUE, "tests/load/catalogue-comma.json"]);
    assert_eq!(code(&wrong), 1);
    assert!(out(&wrong).contains("catalogue-comma.json:4: error:"), "{}", out(&wrong));
    assert!(err(&wrong).contains("errors 1,"), "{}", err(&wrong));
    let unfitting = "tests/load/scenario-unfitting.json";
    let alone = run(&["check", unfitting]);
    let against = run(&["check", unfitting, "--catalogue", CATALOGUE]);
    assert_eq!((code(&alone), code(&against)), (0, 1));
}

#[test]
fn a_later_edition_is_told_what_it_dropped_without_a_name() {
    let book = "tests/books/night-school.json";
    let text = read(book).unwrap();
    let written = |name: &str, text: String| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    assert_eq!(out(&run(&["check", book, "--catalogue", book])), out(&run(&["check", book])));
    let renamed = text.replace("\"c2\"", "\"leading\"");
    let dropped = written("renamed.json", renamed.clone());
    let told = run(&["check", &dropped, "--catalogue", book]);
    assert_eq!(code(&told), 0);
    assert!(out(&told).contains("warning") && out(&told).contains("\"c2\""), "{}", out(&told));
    let named = renamed.replace("\"id\": \"leading\",", "\"id\": \"leading\", \"was\": [\"c2\"],");
    assert_ne!(named, renamed);
    let named = written("named.json", named);
    assert!(!out(&run(&["check", &named, "--catalogue", book])).contains("c2"));
}

#[test]
fn scenarios_by_the_line_are_answered_in_order_bad_ones_in_place() {
    let scenario: Value = serde_json::from_str(&read(SCENARIO).unwrap()).unwrap();
    let mut lines = String::new();
    for number in 1..=200_u32 {
        let line = match number % 10 {
            3 => "not a scenario".to_owned(),
            5 => String::new(),
            7 => "{\"start\": \"2026-11-23\", \"goal\":".to_owned(),
            _ => {
                // Each line asks for another date, so the answer tells which line it was.
                let mut scenario = scenario.clone();
                scenario["goal"] =
                    serde_json::json!({"tenure": "rider", "months": 90 + number / 2});
                scenario["pins"] = Value::Array(Vec::new());
                scenario["calendar"] = Value::Array(Vec::new());
                scenario.to_string()
            }
        };
        lines += &line;
        lines.push('\n');
    }
    let output = run_with(&["plan", "--jsonl", "--catalogue", CATALOGUE], &lines);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let answers: Vec<Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 200);
    for (answer, number) in answers.iter().zip(1_u64..) {
        if matches!(number % 10, 3 | 5 | 7) {
            assert_eq!(answer["line"], number);
            assert!(answer["error"].as_str().is_some_and(|e| !e.is_empty()), "{answer}");
        } else {
            assert_eq!(answer["value"]["weeks"], (number / 2 * 52).div_ceil(12), "line {number}");
        }
    }
    assert!(err(&output).contains("lines 200, unreadable 60"), "{}", err(&output));
}

#[test]
fn lines_of_any_bytes_are_answered() {
    let lines = ["\u{0}", "[]", "null", "{\"start\": 5}", "\u{feff}{}", "{\"goal\":{\"all\":[[[["]
        .join("\n");
    let output = run_with(&["plan", "--jsonl", "--catalogue", CATALOGUE], &lines);
    assert_eq!(code(&output), 1);
    assert_eq!(out(&output).lines().count(), 6);
    assert!(out(&output).lines().all(|line| line.contains("\"error\"")), "{}", out(&output));
}

#[test]
fn published_schemas_are_those_of_the_types() {
    for kind in ["catalogue", "scenario", "plan"] {
        let printed = run(&["schema", kind]);
        assert_eq!(code(&printed), 0);
        let file = format!("public/catalogue/qitu.{kind}.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
            std::fs::write(format!("{root}/{file}"), out(&printed)).unwrap();
        }
        let published = read(&file).unwrap_or_default();
        assert!(
            published == out(&printed),
            "{file} is not what the types say: write it anew with `UPDATE=1 cargo test \
             -p qitu-cli --test cli schemas`"
        );
    }
}

#[test]
fn the_table_verifies_every_plan() {
    let scenario: Value = serde_json::from_str(&read(SCENARIO).unwrap()).unwrap();
    let situations = serde_json::json!([{"id": "first", "name": {}, "scenario": scenario}]);
    let file = scratch("situations.json", &situations.to_string());
    let output = run(&["table", "--catalogue", CATALOGUE, "--situations", file.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 1 + 2 * 4, "{}", out(&output));
    assert!(err(&output).contains("cases 8: optimal 8"), "{}", err(&output));
    assert!(err(&output).contains("plans that do not verify: 0"));
}

/// The data files of the page that carry facts.
fn data() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/catalogue");
    let names = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name());
    let paths = names.map(|name| format!("public/catalogue/{}", name.to_str().unwrap()));
    let not = ["schema.json", "README.md", "situations.json"];
    let mut files: Vec<_> = paths.filter(|p| not.iter().all(|end| !p.ends_with(end))).collect();
    files.sort();
    files
}

#[test]
fn the_facts_of_the_built_in_data_hold_today_and_age_by_themselves() {
    let files = data();
    assert!(files.len() > 10);
    let on = |day: &str| {
        let mut arguments = vec!["check", "--facts", "--today", day];
        arguments.extend(files.iter().map(String::as_str));
        run(&arguments)
    };
    let (now, later) = (on("2026-11-29"), on("2028-01-01"));
    assert_eq!(code(&now), 0, "{}", out(&now));
    // What has ended says so; what nobody has said again grows old.
    assert!(out(&now).contains("subsidies[gd-training].fact: 2025-12-31 ended"), "{}", out(&now));
    let old = |told: &Output| out(told).lines().filter(|line| line.contains("months")).count();
    assert!(old(&later) > old(&now) + 50, "{} and {}", old(&now), old(&later));
    // So does a catalogue as a whole, once nobody has checked it for 18 months.
    let whole = "modern-rider-academy.json: checked: not looked at for";
    assert!(!out(&later).contains(whole) && out(&on("2028-07-01")).contains(whole));
}

#[test]
fn a_fact_that_nobody_may_count_on_fails_the_check() {
    let text = r#"{"format": "qitu.catalogue/1", "id": "x", "checked": "2026-11-22",
        "title": {"zh": "甲", "en": "X"},
        "sources": [{"id": "law", "title": {"zh": "法", "en": "Law"}, "date": "2024-01-01"},
                    {"id": "word", "title": {"zh": "听说", "en": "Hearsay"}}],
        "courses": [{"id": "a", "name": {"zh": "课", "en": "Course"},
            "offers": [{"id": "o", "weeks": 2, "fee": 300}],
            "facts": {"needs": {"status": "in_force", "source": "law", "date": "2024-01-01",
                                "until": "2027-12-31"},
                      "weeks": {"status": "stated", "source": "word", "date": "2026-01-01"}}}]}"#;
    let file = scratch("facts.json", text);
    let on = |day: &str| run(&["check", "--facts", "--today", day, file.to_str().unwrap()]);
    let now = on("2026-11-29");
    assert_eq!(code(&now), 1);
    assert!(
        out(&now).contains("weeks: said by somebody, whose source has neither"),
        "{}",
        out(&now)
    );
    assert!(out(&now).contains("a.o.fee: a number with neither"), "{}", out(&now));
    assert!(!out(&now).contains("in force"), "its last day is to come: {}", out(&now));
    let later = on("2028-01-01");
    assert!(out(&later).contains("needs: called a rule in force, ended on 2027-12-31"));
    assert_eq!(code(&run(&["check", "--today", "2028-01-01", file.to_str().unwrap()])), 2);
    assert_eq!(code(&on("tomorrow")), 2);
}

const FAULTS: &str = "tests/cli";

fn fault(name: &str) -> String {
    format!("{FAULTS}/{name}.json")
}

/// Plans for the course `c` of a faulty catalogue.
fn plan_c(catalogue: &str) -> Output {
    let (catalogue, goal) = (fault(catalogue), fault("goal"));
    run(&["plan", "--catalogue", &catalogue, "--scenario", &goal, "--json"])
}

#[test]
fn what_nobody_can_start_is_never_planned() {
    for name in ["hours-without-pace", "load-without-weeks"] {
        let checked = run(&["check", &fault(name)]);
        assert_eq!(code(&checked), 1, "{}", out(&checked));
        assert!(out(&checked).contains("error: courses[0].offers[0]"), "{}", out(&checked));
        let planned = plan_c(name);
        let plan: Value = serde_json::from_str(out(&planned)).unwrap();
        assert_eq!((code(&planned), &plan["status"]), (0, &Value::from("impossible")), "{name}");
        // The plan that was once made of it, in no time at all.
        let free = r#"{"status": "optimal", "value": {"weeks": 0, "fee": 5, "hours": 0, "peak": 0},
            "steps": [{"activity": "c", "offer": "a", "start": 0, "end": 0}]}"#;
        let free = scratch(&format!("{name}-plan.json"), free);
        let verdict = run(&[
            "verify",
            "--catalogue",
            &fault(name),
            "--scenario",
            &fault("goal"),
            "--plan",
            free.to_str().unwrap(),
        ]);
        assert_eq!(code(&verdict), 1, "{}", out(&verdict));
    }
}

#[test]
fn a_goal_that_the_catalogue_lacks_is_no_question() {
    let goal = r#"{"format": "qitu.scenario/1", "start": "2026-11-23", "week": {"evening": 10},
        "rider": {"certificates": [{"id": "no-such"}], "roles": [{"id": "no-such", "months": 9}]},
        "goal": GOAL}"#;
    for wanted in [
        r#"{"certificate": "no-such"}"#,
        r#"{"role": "no-such"}"#,
        r#"{"any": [{"certificate": "no-such"}, {"course": "intro"}]}"#,
    ] {
        let goal = goal.replace("GOAL", wanted);
        let path = scratch("unknown-goal.json", &goal);
        let path = path.to_str().unwrap();
        let planned = run(&["plan", "--catalogue", CATALOGUE, "--scenario", path, "--json"]);
        assert_eq!((code(&planned), out(&planned)), (1, ""), "{wanted}");
        assert!(err(&planned).contains("error: goal"), "{}", err(&planned));
        let line = goal.replace('\n', " ");
        let streamed = run_with(&["plan", "--catalogue", CATALOGUE, "--jsonl"], &line);
        assert!(out(&streamed).starts_with(r#"{"error":"#), "{}", out(&streamed));
    }
}

#[test]
fn of_two_offers_with_one_id_the_first_is_planned_and_the_plan_verifies() {
    let planned = plan_c("repeated-offer-id");
    let plan: Value = serde_json::from_str(out(&planned)).unwrap();
    assert_eq!((&plan["value"]["weeks"], &plan["value"]["fee"]), (&100.into(), &100.into()));
    let file = scratch("repeated-plan.json", out(&planned));
    let verdict = run(&[
        "verify",
        "--catalogue",
        &fault("repeated-offer-id"),
        "--scenario",
        &fault("goal"),
        "--plan",
        file.to_str().unwrap(),
    ]);
    assert_eq!(code(&verdict), 0, "{}", out(&verdict));
    let checked = run(&["check", &fault("repeated-offer-id")]);
    assert_eq!(code(&checked), 1);
    assert!(out(&checked).contains("the first entry counts"), "{}", out(&checked));
}

#[test]
fn a_repeated_key_counts_first_and_is_told() {
    let (catalogue, scenario) = (fault("one-course"), fault("repeated-key"));
    let planned = run(&["plan", "--catalogue", &catalogue, "--scenario", &scenario, "--json"]);
    let plan: Value = serde_json::from_str(out(&planned)).unwrap();
    assert_eq!(plan["status"], "impossible", "there are no hours in gaps");
    assert!(err(&planned).contains(":1: warning: week.gap: "), "{}", err(&planned));
    let line = read(&fault("repeated-key")).unwrap();
    let streamed = run_with(&["plan", "--jsonl", "--catalogue", &catalogue], &line);
    assert!(out(&streamed).contains("\"impossible\""), "{}", out(&streamed));
    assert!(err(&streamed).contains("-:1: warning: week.gap: "), "{}", err(&streamed));
}

#[test]
fn what_a_line_is_planned_without_is_told_with_its_number() {
    let odd = read("tests/cli/misspelt-field.jsonl").unwrap();
    let fine = odd.replace(", \"bugdet\": 0", "");
    let lost = odd.replace("\"c\"", "\"nowhere\"");
    let lines = [&fine, &odd, "{}\n", &lost].map(String::from).concat();
    let catalogue = fault("one-course");
    let lenient = ["plan", "--jsonl", "--lenient", "--catalogue", &catalogue];
    let streamed = run_with(&lenient, &lines);
    assert_eq!((code(&streamed), out(&streamed).lines().count()), (1, 4));
    let told: Vec<&str> = err(&streamed).lines().filter(|line| line.starts_with("-:")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("-:2: warning: bugdet: "), "{told:?}");
    assert!(told[0].contains("Did you mean \"budget\"?"), "{told:?}");
    let refused: Value = serde_json::from_str(out(&streamed).lines().last().unwrap()).unwrap();
    assert_eq!(refused["line"], 4);
    assert!(refused["error"].as_str().unwrap().contains("goal.course"), "{refused}");
    assert_eq!(code(&run_with(&lenient, &odd)), 0, "what is told alone is no error");
}

#[test]
fn a_line_that_is_not_understood_whole_is_an_error_of_that_line() {
    let odd = read("tests/cli/misspelt-field.jsonl").unwrap();
    let fine = odd.replace(", \"bugdet\": 0", "");
    let keyed = |line: &str, head: &str| line.replacen('{', &format!("{{{head}, "), 1);
    let heads = [
        r#""key": "a", "weight": 3, "group": "day""#,
        r#""key": "b", "weight": 0"#,
        r#""key": "c", "weight": "many""#,
        r#""key": "d", "key": "e""#,
    ];
    let mut lines: Vec<String> = heads.iter().map(|head| keyed(&fine, head)).collect();
    lines.push(keyed(&odd, r#""key": "f""#));
    lines.push(keyed(&fine, r#""key": "g""#).replace("\"c\"", "\"nowhere\""));
    lines.push(keyed(&fine, r#""key": "h""#));
    let ask = ["plan", "--jsonl", "--catalogue", &fault("one-course")];
    let streamed = run_with(&ask, &lines.concat());
    assert_eq!(code(&streamed), 1, "{}", err(&streamed));
    let answers: Vec<Value> =
        out(&streamed).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<(&str, &str)> = answers
        .iter()
        .map(|answer| {
            let text = |name: &str| answer[name].as_str().unwrap_or_default();
            (text("key"), text("error").split([' ', ':']).next().unwrap())
        })
        .collect();
    let expected = [
        ("a", ""),
        ("b", "weight"),
        ("c", "weight"),
        ("", "duplicate"),
        ("f", "bugdet"),
        ("g", "goal.course"),
        ("h", ""),
    ];
    assert_eq!(told, expected, "{}", out(&streamed));
    assert!(answers[4]["error"].as_str().unwrap().contains("\"budget\""), "{}", answers[4]);
    assert_eq!(code(&run_with(&ask, &lines[0])), 0);
}

#[test]
fn steps_are_flat_rows_with_days_joined_by_key() {
    let scenario: Value = serde_json::from_str(&read(SCENARIO).unwrap()).unwrap();
    let line = |head: Value| {
        let mut line = scenario.clone();
        line.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
        format!("{line}\n")
    };
    let lines = [
        line(serde_json::json!({"key": "骑手, \"9\"", "weight": 20})),
        line(serde_json::json!({"key": "bad", "weight": -1})),
        line(serde_json::json!({})),
    ]
    .concat();
    let (table, rows) = (scratch("steps.csv", ""), scratch("steps.jsonl", ""));
    let ask = |file: &Path| {
        let file = file.to_str().unwrap();
        run_with(&["plan", "--jsonl", "--steps", file, "--catalogue", CATALOGUE], &lines)
    };
    let (output, again) = (ask(&table), ask(&rows));
    assert_eq!((code(&output), &output.stdout), (1, &again.stdout), "{}", err(&output));
    let plan: Value = serde_json::from_str(out(&output).lines().next().unwrap()).unwrap();
    let steps = plan["steps"].as_array().unwrap().len();
    assert!(steps > 1);

    let rows: Vec<Value> = std::fs::read_to_string(rows)
        .unwrap()
        .lines()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect();
    assert_eq!(rows.len(), 2 * steps);
    assert_eq!((&rows[0]["key"], &rows[0]["weight"]), (&"骑手, \"9\"".into(), &20.into()));
    assert_eq!((&rows[steps]["key"], &rows[steps]["weight"]), (&3.into(), &1.into()), "the line");
    let fee: i64 = rows[..steps].iter().map(|row| row["fee"].as_i64().unwrap()).sum();
    assert_eq!(fee, plan["value"]["fee"].as_i64().unwrap());
    let hours: u64 = rows[..steps].iter().map(|row| row["hours"].as_u64().unwrap()).sum();
    assert_eq!(hours, plan["value"]["hours"].as_u64().unwrap());
    for row in &rows {
        let day = |name: &str| qitu_model::Date::parse(row[name].as_str().unwrap()).unwrap();
        assert!(day("start") <= day("end"), "{row}");
    }

    let text = std::fs::read_to_string(table).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let head = table.headers().unwrap().clone();
    let of_table: Vec<Vec<String>> =
        table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let cell = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let of_rows: Vec<Vec<String>> =
        rows.iter().map(|row| head.iter().map(|name| cell(&row[name])).collect()).collect();
    assert_eq!(of_table, of_rows, "the same rows in either form");

    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-folder/steps.csv");
    let output = ask(&nowhere);
    assert_eq!((code(&output), out(&output)), (3, ""));
    assert!(err(&output).contains("no-folder"), "{}", err(&output));
}

#[test]
fn a_stream_is_answered_the_same_on_any_number_of_cores() {
    let scenario: Value = serde_json::from_str(&read(SCENARIO).unwrap()).unwrap();
    let lines: String = (0..60)
        .map(|number| {
            let mut line = scenario.clone();
            line["key"] = number.into();
            // Some riders ask the same, some a field nobody reads.
            line["rider"]["age"] = (20 + number % 7).into();
            if number % 11 == 4 {
                line["bugdet"] = 5.into();
            }
            format!("{line}\n")
        })
        .collect();
    let ask = |threads: &str| {
        let steps = scratch(&format!("steps-{threads}.csv"), "");
        let options = ["--threads", threads, "--steps", steps.to_str().unwrap()];
        let ask = [&["plan", "--jsonl", "--catalogue", CATALOGUE][..], &options].concat();
        let output = run_with(&ask, &lines);
        (code(&output), output.stdout, std::fs::read_to_string(steps).unwrap())
    };
    let one = ask("1");
    assert_eq!((one.0, one.1.split(|byte| *byte == b'\n').count()), (1, 61));
    for threads in ["2", "5"] {
        assert!(one == ask(threads), "other bytes on {threads} cores");
    }
    let none = run_with(&["plan", "--jsonl", "--threads", "0", "--catalogue", CATALOGUE], "");
    assert_eq!(code(&none), 2, "nobody plans on no core");
}

#[test]
fn an_exam_is_on_its_day_and_not_on_the_monday_of_its_week() {
    let scenario = serde_json::json!({
        "format": "qitu.scenario/1",
        "start": "2026-11-30",
        "rider": {"role": "rider", "tenure": {"rider": 24}, "age": 30, "education": "senior"},
        "week": {"gap": 10, "evening": 10, "rest_day": 10},
        "goal": {"certificate": "rider-l5"},
    });
    let scenario = scratch("exam-day.json", &scenario.to_string());
    let scenario = scenario.to_str().unwrap();
    let academy = "public/catalogue/modern-rider-academy.json";
    let planned = run(&["plan", "--catalogue", academy, "--scenario", scenario]);
    // Saturdays, every eight weeks from 19 December 2026.
    let first = qitu_model::Date::parse("2026-12-19").unwrap();
    let told = out(&planned).lines().filter_map(|line| line.split_once(", begins ")).next_back();
    let day = told.and_then(|(_, day)| qitu_model::Date::parse(day)).unwrap();
    assert_eq!(day.days_since(first) % 56, 0, "{}", out(&planned));
}

#[test]
fn the_key_of_a_line_comes_back_with_its_answer() {
    let odd = read("tests/cli/misspelt-field.jsonl").unwrap();
    let fine = odd.replace(", \"bugdet\": 0", "");
    let keyed = |key: &str| fine.replacen('{', &format!("{{\"key\": {key}, "), 1);
    let lost = keyed("\"骑手 \\\"9\\\"\"").replace("\"c\"", "\"nowhere\"");
    let lines = [keyed("\"a,1\""), fine.clone(), keyed("7"), lost, keyed("[1]")].concat();
    let streamed = run_with(&["plan", "--jsonl", "--catalogue", &fault("one-course")], &lines);
    let answers: Vec<Value> =
        out(&streamed).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["key"], "a,1");
    assert_eq!(answers[0]["status"], "optimal");
    assert!(answers[1].get("key").is_none());
    assert_eq!(answers[2]["key"], 7);
    assert_eq!(answers[3]["key"], "骑手 \"9\"", "a line that cannot be read keeps its key");
    assert!(answers[3]["error"].is_string());
    assert!(answers[4].get("key").is_none(), "a list is no key");
    let told = answers[4]["error"].as_str().unwrap();
    assert!(told.starts_with("key must be a word or a number"), "and is told: {told}");
}

#[test]
fn many_warnings_of_a_stream_are_counted() {
    let odd = read("tests/cli/misspelt-field.jsonl").unwrap().repeat(1_200);
    let catalogue = fault("one-course");
    let lenient = ["plan", "--jsonl", "--lenient", "--catalogue", &catalogue];
    let streamed = run_with(&lenient, &odd);
    let told = err(&streamed).lines().filter(|line| line.starts_with("-:")).count();
    assert_eq!((code(&streamed), told), (0, 1_000));
    assert!(err(&streamed).contains("200 more are not listed"), "{}", err(&streamed));
}

/// Each subcommand with an answer of 0, and some with an answer of 1 that print something.
fn every_command() -> &'static [(Vec<String>, i32)] {
    static COMMANDS: OnceLock<Vec<(Vec<String>, i32)>> = OnceLock::new();
    COMMANDS.get_or_init(|| {
        let plan = run(&["plan", "--catalogue", CATALOGUE, "--scenario", SCENARIO, "--json"]);
        let plan = scratch("every-plan.json", out(&plan));
        let none = scratch("every-none.json", r#"{"status": "optimal", "steps": []}"#);
        let line = read(SCENARIO).unwrap().replace('\n', " ");
        scratch("every-lines.jsonl", &line);
        let situations = format!("[{{\"id\": \"first\", \"scenario\": {line}}}]");
        let situations = scratch("every-situations.json", &situations);
        let ask = format!("--catalogue {CATALOGUE} --scenario {SCENARIO}");
        let [plan, none, situations] = [&plan, &none, &situations].map(|path| path.display());
        [
            (format!("plan {ask}"), 0),
            (format!("plan --json {ask}"), 0),
            (format!("plan --frontier --advice --since {plan} {ask}"), 0),
            (format!("plan --jsonl --threads 2 --catalogue {CATALOGUE}"), 0),
            (format!("verify --plan {plan} {ask}"), 0),
            (format!("verify --plan {none} {ask}"), 1),
            ("check tests/cli/one-course.json".to_owned(), 0),
            ("check tests/load/catalogue-wrong-types.json".to_owned(), 1),
            (format!("import --catalogue {CATALOGUE} tests/load/table.csv"), 0),
            ("schema plan".to_owned(), 0),
            (format!("table --catalogue {CATALOGUE} --situations {situations}"), 0),
            (format!("cohort --catalogue {CATALOGUE} --situations {situations} --riders 9"), 0),
            ("--help".to_owned(), 0),
            ("plan --help".to_owned(), 0),
            ("--version".to_owned(), 0),
        ]
        .map(|(words, code)| (words.split(' ').map(str::to_owned).collect(), code))
        .into()
    })
}

fn command(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qitu"));
    command
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stderr(Stdio::piped());
    // A stream of scenarios is what one of them reads.
    let lines = Path::new(env!("CARGO_TARGET_TMPDIR")).join("every-lines.jsonl");
    command.stdin(std::fs::File::open(lines).unwrap());
    command
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_not_a_success() {
    for (arguments, answer) in every_command() {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command(arguments).stdout(full).output().unwrap();
        let expected = if *answer == 0 { 3 } else { *answer };
        assert_eq!(code(&output), expected, "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains("standard output: "), "{arguments:?}: {}", err(&output));
        // The words on standard error may be lost as well; the code is not.
        let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
        let both = command(arguments).stdout(full()).stderr(full()).output().unwrap();
        assert_eq!(code(&both), expected, "{arguments:?}");
    }
}

#[test]
fn a_reader_that_goes_away_changes_nothing_about_the_code() {
    for (arguments, answer) in every_command() {
        let (gone, closed) = std::io::pipe().unwrap();
        drop(gone);
        let output = command(arguments).stdout(closed).output().unwrap();
        assert_eq!(code(&output), *answer, "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn messages_nobody_can_read_stop_nothing() {
    for (arguments, answer) in every_command() {
        let (gone, closed) = std::io::pipe().unwrap();
        drop(gone);
        let output = command(arguments).stdout(Stdio::piped()).stderr(closed).output().unwrap();
        assert_eq!(code(&output), *answer, "{arguments:?}");
        assert_ne!(out(&output), "", "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_is_bad_input_to_each_command() {
    let ask = ["--catalogue", CATALOGUE, "--scenario", SCENARIO];
    // What is missing, and what opens but cannot be read.
    for bad in ["no-such-file", "tests"] {
        for arguments in [
            &["plan", "--catalogue", bad, "--scenario", SCENARIO][..],
            &["plan", "--catalogue", CATALOGUE, "--scenario", bad],
            &[&["plan", "--since", bad][..], &ask].concat(),
            &["plan", "--jsonl", "--catalogue", bad],
            &["verify", "--catalogue", bad, "--scenario", SCENARIO, "--plan", SCENARIO],
            &["verify", "--catalogue", CATALOGUE, "--scenario", bad, "--plan", SCENARIO],
            &[&["verify", "--plan", bad][..], &ask].concat(),
            &["check", bad],
            &["check", CATALOGUE, bad],
            &["check", CATALOGUE, "--catalogue", bad],
            &["import", "--catalogue", bad, "tests/load/table.csv"],
            &["import", "--catalogue", CATALOGUE, bad],
            &["table", "--catalogue", bad, "--situations", SCENARIO],
            &["table", "--catalogue", CATALOGUE, "--situations", bad],
            &["cohort", "--catalogue", bad, "--population", SCENARIO],
            &["cohort", "--catalogue", CATALOGUE, "--population", bad],
        ] {
            let output = run(arguments);
            assert_eq!(code(&output), 1, "{arguments:?}");
            assert!(err(&output).contains(bad), "{arguments:?}: {}", err(&output));
        }
    }
    let mut streamed = command(&["plan", "--jsonl", "--catalogue", CATALOGUE].map(String::from));
    let folder = std::fs::File::open(env!("CARGO_MANIFEST_DIR")).unwrap();
    let output = streamed.stdin(folder).output().unwrap();
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(err(&output).contains("standard input: "), "{}", err(&output));
}

#[test]
fn a_table_is_explained_by_one_question_for_all_cells_alike() {
    let mut rows = String::from("课程名称,学时,学费\n");
    for row in 0..30 {
        let hours = if row < 20 { "5天" } else { "8" };
        rows += &format!("课{row},{hours},{}\n", 100 * row);
    }
    let table = scratch("explained.csv", &rows);
    let explain = ["import", "--catalogue", CATALOGUE, "--explain", table.to_str().unwrap()];
    let told = run(&explain);
    assert_eq!(code(&told), 1, "{}", err(&told));
    assert_eq!(out(&told).matches("5天").count(), 1, "{}", out(&told));
    let lines = "20 × (lines 2, 3, 4, 5, 6, 7, 8, 9…): \"5天\"";
    assert!(out(&told).contains(lines), "{}", out(&told));
    let sum = "courses 30, questions to answer 1, cells 20";
    assert!(err(&told).contains(sum), "{}", err(&told));
    // What needs mean is said in the words that they are read in.
    let needs = scratch(
        "needs.csv",
        "编号,课程名称,学时,学费,先修课程\nx1,甲,8,0,做骑手满半年\nx2,乙,8,0,\nx3,丙,8,0,甲、乙二选一；高中或中专以上\nx4,丁,8,0,做骑手满半年\n",
    );
    let explain = ["import", "--catalogue", CATALOGUE, "--explain", needs.to_str().unwrap()];
    let zh = run(&[&explain[..], &["--lang", "zh"]].concat());
    assert_eq!(code(&zh), 0, "{}", err(&zh));
    for line in [
        "这样读：先修课程",
        "2 处（第 2、5 行）：做骑手满半年 → 骑手满6个月",
        "→ 甲、乙任选1门；高中及以上",
    ] {
        assert!(out(&zh).contains(line), "{}", out(&zh));
    }
    let en = run(&explain);
    for line in [
        "2 × (lines 2, 5): 做骑手满半年 → Rider for 6 months",
        "→ any 1 of 甲, 乙; at least senior secondary",
    ] {
        assert!(out(&en).contains(line), "{}", out(&en));
    }
    // Without questions it is answered.
    let sound = scratch("sound.csv", "课程名称,学时,学费\n甲,8,100\n");
    let told = run(&["import", "--catalogue", CATALOGUE, "--explain", sound.to_str().unwrap()]);
    assert_eq!((code(&told), out(&told)), (0, ""), "{}", err(&told));
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_an_end_is_refused() {
    let output = run(&["check", "/dev/zero"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("more than 64 MB"), "{}", err(&output));
}

#[test]
fn a_spreadsheet_is_asked_about_and_the_catalogue_goes_into_one_and_back() {
    let file =
        |name: &str| format!("{}/../workbook/tests/files/{name}", env!("CARGO_MANIFEST_DIR"));
    let told = run(&["import", "--catalogue", CATALOGUE, "--explain", &file("academy60.xlsx")]);
    let said = String::from_utf8(told.stdout).unwrap();
    assert!(said.contains("周末全天"), "{said}");
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("2 sheets; reads “课程一览表”") && said.contains("courses 60"), "{said}");
    // What it changes in the catalogue is told; what it lacks stays.
    let told = run(&["import", "--catalogue", CATALOGUE, &file("academy60.xlsx")]);
    let (own, kept) = (read(CATALOGUE).unwrap(), String::from_utf8(told.stdout).unwrap());
    let count = |text: &str| qitu_engine::load::catalogue_to_edit(text).0.courses.len();
    assert_eq!(count(&kept), count(&own) + 60, "all are new");
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("courses new 60, changed 0, the same 0"), "{said}");
    assert!(said.contains(&format!("not in the table, kept: {}:", count(&own))), "{said}");
    let other = ["import", "--catalogue", CATALOGUE, "--sheet", "没有", &file("academy60.xlsx")];
    let told = run(&other);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8(told.stderr).unwrap().contains("课程一览表, 开班计划"));
    let folder = std::env::temp_dir().join(format!("qitu-sheet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let [whole, empty] = ["whole.xlsx", "empty.xlsx"].map(|name| folder.join(name));
    let [whole, empty] = [&whole, &empty].map(|path| path.to_str().unwrap());
    assert_eq!(run(&["export", "--catalogue", CATALOGUE, whole]).status.code(), Some(0));
    let back = run(&["import", "--catalogue", CATALOGUE, whole]);
    assert_eq!(back.status.code(), Some(0));
    let as_read = |text: &str| qitu_engine::load::catalogue_to_edit(text).0;
    let own = read(CATALOGUE).unwrap();
    assert!(as_read(&String::from_utf8(back.stdout).unwrap()) == as_read(&own));
    assert_eq!(run(&["template", empty]).status.code(), Some(0));
    assert_eq!(
        run(&["import", "--catalogue", CATALOGUE, empty]).status.code(),
        Some(1),
        "no course"
    );
    assert_eq!(run(&["template", "/nowhere/at/all.xlsx"]).status.code(), Some(3));
    let told = run(&["import", "--catalogue", CATALOGUE, "docs/screens.png"]);
    assert!(String::from_utf8(told.stderr).unwrap().contains("picture"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn gaps_name_what_is_out_of_reach_and_the_class_that_opens_it() {
    let school = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ladder/sound.json");
    let report = |file: &str| {
        let output = run(&["gaps", file, "--today", "2026-12-01"]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        out(&output).to_owned()
    };
    let said = report(school);
    assert!(!said.contains("no way ·"), "{said}");
    assert!(said.contains("Night team leader\tthree years of riding"), "{said}");
    let needed = "no way without each of: Safe riding class";
    assert!(said.contains(needed), "{said}");

    // Its one class was long ago.
    let past = std::fs::read_to_string(school).unwrap().replace("2026-12-05", "2020-01-04");
    let file = scratch("past.json", &past.replace("2027-01-09", "2020-02-01"));
    let said = report(file.to_str().unwrap());
    let none = said.lines().filter(|line| line.contains("\tno way · ")).count();
    assert!(none == 2 && said.contains("+ Hold Safe riding class once more"), "{said}");
    assert!(said.contains(" to Night team leader: possible"), "{said}");
}

#[test]
fn two_editions_of_a_catalogue_are_merged_and_what_both_changed_is_asked() {
    let school = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ladder/sound.json");
    let base = std::fs::read_to_string(school).unwrap();
    let mine = scratch("mine.json", &base.replace("\"fee\": 300", "\"fee\": 250"));
    let theirs = base.replace("\"fee\": 80", "\"fee\": 90").replace("带队基础", "带队入门");
    let theirs = scratch("theirs.json", &theirs);
    let [mine, theirs] = [&mine, &theirs].map(|path| path.to_str().unwrap());
    let output = run(&["merge", school, mine, theirs]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let merged: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(merged["courses"][0]["offers"][0]["fee"], 250);
    assert_eq!(merged["courses"][1]["name"]["zh"], "带队入门");
    assert_eq!(merged["certificates"][0]["offers"][0]["fee"], 90);

    let other = scratch("other.json", &base.replace("\"fee\": 300", "\"fee\": 200"));
    let other = other.to_str().unwrap();
    let output = run(&["merge", school, mine, other]);
    assert_eq!((code(&output), out(&output)), (1, ""));
    assert!(
        err(&output)
            .contains("courses / c1 / offers / class / fee: was 300, one has 250, the other 200")
    );
    let output = run(&["merge", school, mine, other, "--prefer", "theirs"]);
    let merged: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(merged["courses"][0]["offers"][0]["fee"], 200);
}
