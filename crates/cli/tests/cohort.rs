//! A cohort on the command line: what is counted, what is told, and what the tables hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CATALOGUE: &str = r#"{
    "format": "qitu.catalogue/1", "id": "small", "version": "1",
    "courses": [
        { "id": "safety", "name": { "zh": "安全", "en": "Safety" }, "offers": [
            { "id": "saturday", "weeks": 1, "fee": 50, "seats": 30, "intakes": ["2026-12-05", "2026-12-19"] }
        ] }
    ],
    "roles": [
        { "id": "leader", "name": { "zh": "队长", "en": "Leader" }, "needs": { "course": "safety" } },
        { "id": "flyer", "name": { "zh": "飞手", "en": "Flyer" }, "needs": { "age": { "max": 30 } } }
    ]
}"#;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("catalogue.json"), CATALOGUE).unwrap();
    folder
}

fn line(rest: &str, role: &str) -> String {
    format!(
        r#"{{{rest}"format": "qitu.scenario/1", "start": "2026-11-30", "rider": {{ "age": 40 }}, "goal": {{ "role": "{role}" }}}}"#
    )
}

fn cohort(folder: &Path, lang: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qitu"))
        .args(["--lang", lang, "cohort", "--catalogue", "catalogue.json"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn seats_that_are_short_are_counted_and_riders_come_later_or_not_at_all() {
    let folder = folder("cohort-short");
    let riders = [
        line(r#""key": "a", "weight": 20, "group": "day", "#, "leader"),
        line(r#""key": "b", "weight": 15, "group": "night", "#, "leader"),
        line(r#""key": "c", "group": "night", "#, "flyer"),
    ];
    std::fs::write(folder.join("riders.jsonl"), riders.join("\n")).unwrap();
    let seats = "day,activity,offer,seats\n2026-12-05,safety,saturday,12\n,safety,saturday,10\n";
    std::fs::write(folder.join("seats.csv"), seats).unwrap();
    let ask = ["--population", "riders.jsonl", "--seats", "seats.csv", "--out", "tables"];
    let output = cohort(&folder, "en", &ask);
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(
        out(&output),
        "Riders 36, different questions 2.\n\
         On their best plan: 12; proven to have no way: 1.\n\
         A class was full and they take another way: 10, 2.0 weeks later on average.\n\
         Without a way because classes are full: 13.\n\
         day: riders 20, with a way 20; half within 1 week, nine in ten within 3 weeks, ¥50 on average.\n\
         night: riders 16, with a way 2; half within 3 weeks, nine in ten within 3 weeks, ¥50 on average.\n\
         Safety (saturday), class of 2026-12-05: wanted 35, seats 12, short 23; on another way 10, without a way 13.\n\
         Safety (saturday), class of 2026-12-05, with one more of the same size (12 seats): on their best plan +12, \
         with a way +12, 0 weeks of waiting less in all.\n"
    );
    let table = |name: &str| std::fs::read_to_string(folder.join("tables").join(name)).unwrap();
    assert_eq!(
        table("classes.csv"),
        "activity,offer,day,seats,wanted,seated,short,kept,moved,lost\n\
         safety,saturday,2026-12-05,12,35,12,23,12,10,13\n\
         safety,saturday,2026-12-19,10,0,10,0,0,0,0\n"
    );
    assert_eq!(
        table("riders.csv"),
        "key,group,riders,status,weeks,day,fee,hours,wanted_weeks,wanted_day,wanted_fee\n\
         a,day,12,as_wanted,1,2026-12-07,50,0,1,2026-12-07,50\n\
         a,day,8,moved,3,2026-12-21,50,0,1,2026-12-07,50\n\
         b,night,2,moved,3,2026-12-21,50,0,1,2026-12-07,50\n\
         b,night,13,lost,,,,,1,2026-12-07,50\n\
         c,night,1,impossible,,,,,,,\n"
    );
    assert!(table("steps.csv").contains("b,2,course,safety,saturday,2026-12-19,2026-12-20,50,0\n"));
    assert_eq!(
        table("months.csv"),
        "month,activity,offer,wanted,had\n2026-12,safety,saturday,35,22\n"
    );
    assert!(table("reasons.csv").lines().nth(1).unwrap().starts_with("1,"));
    assert!(table("months.svg").contains("2026-12: 35 / 22"));
}

#[test]
fn the_answer_is_the_same_on_any_number_of_cores() {
    let folder = folder("cohort-cores");
    let lines: Vec<String> = (18..60)
        .map(|age| {
            let role = if age % 3 == 0 { "flyer" } else { "leader" };
            line(&format!(r#""key": {age}, "weight": 3, "#), role)
                .replace(r#""age": 40"#, &format!(r#""age": {age}"#))
        })
        .collect();
    std::fs::write(folder.join("riders.jsonl"), lines.join("\n")).unwrap();
    let tables = |threads: &str| {
        let out = format!("tables-{threads}");
        let ask = ["--population", "riders.jsonl", "--threads", threads, "--out", &out];
        let output = cohort(&folder, "en", &ask);
        assert!(output.status.success(), "{}", err(&output));
        let files = ["riders", "steps", "classes", "months", "groups", "reasons"];
        let table = |name| std::fs::read_to_string(folder.join(&out).join(format!("{name}.csv")));
        (output.stdout, files.map(|name| table(name).unwrap()))
    };
    let one = tables("1");
    assert!(one.1[0].lines().count() > 42, "some riders of a line were moved");
    assert_eq!(one, tables("4"));
}

#[test]
fn a_line_of_any_bytes_or_length_costs_itself_alone() {
    let folder = folder("cohort-bytes");
    let good = line(r#""key": "good", "#, "leader");
    let mut bytes = b"\xff\xfe\n\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', (16 << 20) + 1));
    bytes.push(b'\n');
    bytes.extend(good.as_bytes());
    std::fs::write(folder.join("riders.jsonl"), bytes).unwrap();
    let output = cohort(&folder, "en", &["--population", "riders.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with("Riders 1, different questions 1.\n"), "{}", out(&output));
    assert!(
        err(&output).contains("riders.jsonl:3: This line is longer than 16 MB."),
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("riders.jsonl:1: "), "{}", err(&output));
}

#[test]
fn a_line_that_is_not_understood_is_told_by_its_key_and_counted_by_the_code() {
    let folder = folder("cohort-bad");
    let riders = [
        line(r#""key": "good", "#, "leader"),
        line(r#""key": "slip", "bugdet": 5, "#, "leader"),
        line(r#""key": "nobody", "weight": 0, "#, "leader"),
        line(r#""key": "elsewhere", "#, "astronaut"),
        "{".to_owned(),
    ];
    std::fs::write(folder.join("riders.jsonl"), riders.join("\n")).unwrap();
    let output = cohort(&folder, "en", &["--population", "riders.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).starts_with(
        "Riders 1, different questions 1.\nLines that could not be read and are not counted: 4.\n"
    ));
    for told in [
        "riders.jsonl:2: \"slip\": ",
        "riders.jsonl:3: \"nobody\": ",
        "riders.jsonl:4: \"elsewhere\": ",
        "riders.jsonl:5: ",
    ] {
        assert!(err(&output).contains(told), "{told} is not in {}", err(&output));
    }
}

#[test]
fn shares_of_situations_make_a_population_and_seats_of_the_catalogue_count() {
    let folder = folder("cohort-shares");
    let situations = format!(
        "[{{\"id\": \"lead\", \"scenario\": {}}}, {{\"id\": \"fly\", \"scenario\": {}}}]",
        line("", "leader"),
        line("", "flyer")
    );
    std::fs::write(folder.join("situations.json"), situations).unwrap();
    std::fs::write(folder.join("shares.csv"), "situation,share\nlead,0.9\nfly,0.1\n").unwrap();
    let ask = ["--situations", "situations.json", "--riders", "100", "--shares", "shares.csv"];
    let output = cohort(&folder, "zh", &[&ask[..], &["--by-lot", "7"]].concat());
    assert!(output.status.success(), "{}", err(&output));
    assert!(
        out(&output).starts_with(
            "100 名骑手，2 种不同的情况。\n30 人按最好的计划走；10 人已证明走不到。\n"
        ),
        "{}",
        out(&output)
    );
    assert!(out(&output).contains("安全（saturday）2026-12-05 的班：90 人想去，30 个座位，差 60 个；30 人改走别的班，30 人没有路了。"), "{}", out(&output));

    std::fs::write(folder.join("shares.csv"), "situation,share\nnobody,1\n").unwrap();
    let output = cohort(&folder, "en", &ask);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("nobody"), "{}", err(&output));
}

#[test]
fn seats_of_a_class_that_does_not_begin_that_day_are_told() {
    let folder = folder("cohort-seats");
    std::fs::write(folder.join("riders.jsonl"), line("", "leader")).unwrap();
    for (row, told) in [
        ("safety,saturday,2026-12-06,5", "no class that begins on 2026-12-06"),
        ("safety,sunday,2026-12-05,5", "safety sunday"),
        ("safety,saturday,2026-12-05,many", "seats"),
        ("safety,saturday,5.12.,5", "5.12."),
    ] {
        std::fs::write(folder.join("seats.csv"), format!("activity,offer,day,seats\n{row}\n"))
            .unwrap();
        let output =
            cohort(&folder, "en", &["--population", "riders.jsonl", "--seats", "seats.csv"]);
        assert_eq!(output.status.code(), Some(1), "{row}");
        assert!(err(&output).contains(told), "{row}: {}", err(&output));
        assert!(err(&output).starts_with("seats.csv:2: "), "{row}: {}", err(&output));
    }
}

/// The same riders of the catalogue of the build, asked here and in the studio.
#[test]
fn the_studio_gives_the_same_tables_to_the_byte() {
    use qitu_studio::{Answer, Ask, Desk, Situation, Survey};
    let folder = folder("cohort-studio");
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/catalogue/");
    let catalogue = std::fs::read_to_string(format!("{root}modern-rider-academy.json")).unwrap();
    let situations = std::fs::read_to_string(format!("{root}situations.json")).unwrap();
    let situations: Vec<serde_json::Value> = serde_json::from_str(&situations).unwrap();
    // A third of them, so that the test stays short.
    let situations: Vec<_> = situations.into_iter().step_by(3).collect();
    std::fs::write(folder.join("catalogue.json"), &catalogue).unwrap();
    std::fs::write(folder.join("situations.json"), serde_json::to_string(&situations).unwrap())
        .unwrap();
    let (mut seats, read) = (String::from("activity,offer,day,seats\n"), &catalogue);
    let read: qitu_model::Catalogue = qitu_model::json::read(read).unwrap();
    for (_, activity) in read.activities() {
        for offer in &activity.offers {
            seats.push_str(&format!("{},{},,15\n", activity.id, offer.id));
        }
    }
    std::fs::write(folder.join("seats.csv"), seats).unwrap();
    let situations: Vec<Situation> = situations
        .iter()
        .map(|one| Situation {
            id: one["id"].as_str().unwrap().to_owned(),
            share: 1,
            scenario: qitu_model::json::read(&one["scenario"].to_string()).unwrap(),
        })
        .collect();
    for lot in [None, Some(7)] {
        let seed = lot.map(|seed: u64| seed.to_string());
        let mut ask = vec!["--situations", "situations.json", "--riders", "200"];
        ask.extend(["--seats", "seats.csv", "--out", "tables"]);
        ask.extend(seed.iter().flat_map(|seed| ["--by-lot", seed]));
        let output = cohort(&folder, "zh", &ask);
        assert!(output.status.success(), "{}", err(&output));
        let survey = Survey {
            catalogue: catalogue.clone(),
            riders: 200,
            situations: situations.clone(),
            seats_each: Some(15),
            lot,
            one_more: 3,
            ..Survey::default()
        };
        let answer = Desk::answer(&Ask::Forecast { survey: Box::new(survey) }, &|_| {});
        let Answer::Forecast { forecast } = answer else { panic!("{answer:?}") };
        assert!(forecast.classes.iter().any(|class| class.short > 0));
        for table in &forecast.tables {
            let path = folder.join("tables").join(format!("{}.csv", table.name));
            assert_eq!(table.text, std::fs::read_to_string(path).unwrap(), "{}", table.name);
        }
        assert_eq!(forecast.tables.len(), 4);
        let lines: Vec<&str> = out(&output).lines().collect();
        assert_eq!(forecast.said[1].zh, lines[1]);
    }
}
